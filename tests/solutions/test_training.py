"""What the reference of training promises beyond its hidden suite, and how seldom that suite wrongs a right program."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
import torch

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.run import run_checks
from autograder.suites import suite_of, test_training
from autograder.suites.failure import Failure
from autograder.suites.student import Student
from autograder.wall.calling import Answer, Direct
from autograder.wall.values import Opaque
from solutions import training

SEEDS = range(50)


def test_one_hot_is_the_table_the_hello_programs_look_letters_up_in():
    lookup = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    letters = [1, 0, 2, 2, 3]
    assert training.one_hot(letters, 4).tolist() == [lookup[letter] for letter in letters]


def test_an_embedding_is_one_hot_times_the_table_and_so_is_its_gradient():
    rng = np.random.default_rng(0)
    indices, table, dout = rng.integers(0, 4, (1, 5)), rng.normal(size=(4, 10)), rng.normal(size=(1, 5, 10))
    encoded = training.one_hot(indices, 4)
    out, cache = training.embedding_forward(indices, table)
    assert out == pytest.approx(encoded @ table)
    assert training.embedding_backward(dout, cache) == pytest.approx(np.einsum("ntv,nte->ve", encoded, dout))


@pytest.mark.parametrize("seed", SEEDS)
def test_dropout_keeps_the_mean_for_every_seed(seed):
    rng = np.random.default_rng(seed)
    for p in (0.1, 0.5, 0.9):
        y, cache = training.dropout_forward(np.ones((200, 100)), p, rng)
        assert y.mean() == pytest.approx(1, abs=7 * math.sqrt(p / (1 - p) / y.size))
        assert np.array_equal(training.dropout_backward(np.ones((200, 100)), cache), y)


def test_a_generator_that_is_used_twice_drops_and_draws_anew():
    rng = np.random.default_rng(1)
    one, other = (training.dropout_forward(np.ones(100), 0.5, rng)[0] for _ in range(2))
    assert not np.array_equal(one, other)
    assert len({training.sample(np.ones(20), 1.0, rng) for _ in range(50)}) > 5


@pytest.mark.parametrize("seed", SEEDS)
def test_adam_stays_with_torch_for_two_hundred_steps(seed):
    rng = np.random.default_rng(seed)
    params, state = [rng.normal(size=(3, 2)), rng.normal(size=4)], None
    leaves = [torch.tensor(param, requires_grad=True) for param in params]
    beta1, beta2, lr, eps = rng.uniform(0, 0.99), rng.uniform(0, 0.999), 10 ** rng.uniform(-3, 0), 1e-8
    stepper = torch.optim.Adam(leaves, lr=lr, betas=(beta1, beta2), eps=eps)
    for _ in range(200):
        grads = [rng.normal(size=param.shape) for param in params]
        for leaf, grad in zip(leaves, grads, strict=True):
            leaf.grad = torch.tensor(grad)
        stepper.step()
        params, state = training.adam_step(params, grads, state, lr, beta1, beta2, eps)
    for param, leaf in zip(params, leaves, strict=True):
        assert param == pytest.approx(leaf.detach().numpy(), rel=1e-9, abs=1e-12)


def test_the_first_step_of_adam_is_lr_long_where_that_of_gradient_descent_is_not():
    grads = [np.array([1e-3, 1e3])]
    by_adam, _ = training.adam_step([np.zeros(2)], grads, None, 0.1)
    assert by_adam[0] == pytest.approx([-0.1, -0.1], rel=1e-4)
    assert training.sgd_step([np.zeros(2)], grads, 0.1)[0] == pytest.approx([-1e-4, -1e2])


def test_weights_at_a_temperature_are_the_softmax_of_their_logarithms_over_it():
    weights, rng = np.array([1.0, 2.0, 4.0]), np.random.default_rng(3)
    drawn = [training.sample(weights, 0.5, rng) for _ in range(5000)]
    assert np.bincount(drawn) / 5000 == pytest.approx(np.array([1, 4, 16]) / 21, abs=0.04)


@pytest.mark.parametrize("temperature", [1e-3, 1e-6, 1e-300])
def test_a_cold_draw_is_the_likeliest_without_a_warning(temperature):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for weights, likeliest in (([0.4, 0.35, 0.25], 0), ([0.0, 200.0, 300.0], 2)):
            assert training.sample(np.array(weights), temperature, np.random.default_rng(0)) == likeliest


def test_a_model_that_guesses_among_four_letters_has_perplexity_four():
    assert training.perplexity([math.log(4)] * 5) == pytest.approx(4)
    assert training.perplexity(np.full((2, 3), 1e5)) == math.inf


# --- whoever draws rightly passes, however they draw ----------------------------------------------------------------

WAYS_TO_KEEP = {
    "uniform": lambda rng, shape, p: rng.random(shape) < 1 - p,
    "binomial": lambda rng, shape, p: rng.binomial(1, 1 - p, shape),
    "geometric": lambda rng, shape, p: rng.exponential(size=shape) > -math.log1p(-p) if p < 1 else np.zeros(shape),
    "choice": lambda rng, shape, p: rng.choice([0, 1], size=shape, p=[p, 1 - p]),
    "backwards": lambda rng, shape, p: (rng.random(shape[::-1]) >= p).T,
}
WAYS_TO_DRAW = {
    "multinomial": lambda rng, p: int(rng.multinomial(1, p).argmax()),
    "gumbel": lambda rng, p: int((np.log(np.where(p > 0, p, 1e-320)) + rng.gumbel(size=p.size)).argmax()),
    "exponential race": lambda rng, p: int((rng.exponential(size=p.size) / np.maximum(p, 1e-320)).argmin()),
    "from the end": lambda rng, p: int(p.size - 1 - (np.cumsum(p[::-1]) > rng.random() * p.sum()).argmax()),
}


@pytest.mark.parametrize("way", WAYS_TO_KEEP)
def test_every_way_to_draw_a_mask_is_right(way, monkeypatch):
    def dropout_forward(x, p, rng, training=True):
        kept = np.asarray(WAYS_TO_KEEP[way](rng, x.shape, p), float) if training else np.ones(x.shape)
        scale = kept / (1 - p) if training and p < 1 else kept
        return x * scale, scale

    monkeypatch.setattr(training, "dropout_forward", dropout_forward)
    assert failures("dropout_forward") == failures("dropout_backward") == []


@pytest.mark.parametrize("way", WAYS_TO_DRAW)
def test_every_way_to_draw_a_class_is_right(way, monkeypatch):
    whole = training.sample

    def sample(probabilities, temperature, rng):
        whole(probabilities, temperature, np.random.default_rng(0))  # for what it refuses
        powers = (probabilities / probabilities.max()) ** (1 / temperature)
        return WAYS_TO_DRAW[way](rng, powers / powers.sum())

    monkeypatch.setattr(training, "sample", sample)
    assert failures("sample") == []


def failures(exercise):
    student = Student(ASSIGNMENTS["training"], Direct(training))
    outcomes = run_checks(suite_of("training").of(exercise), student, seed=20)
    return [(outcome.check.name, outcome.message.en) for outcome in outcomes if outcome.verdict != "passed"]


def test_a_divergence_bounds_how_seldom_a_share_comes():
    n, q, share = 40, 0.2, 0.45
    tail = sum(math.comb(n, k) * q**k * (1 - q) ** (n - k) for k in range(round(share * n), n + 1))
    assert tail < math.exp(-n * test_training._divergence(share, q)) < 20 * tail


# --- a state goes back as it came, or is a wrong answer told in words -----------------------------------------------


class Keeps:
    """The reference with a state of another kind, which no wall would take back."""

    def __init__(self, state):
        self.state = state

    def call(self, function, args, kwargs=None, **_how):
        answer = Direct(training).call(function, [*args[:2], None, *args[3:]], kwargs or {})
        return answer if answer.error else Answer(value=(answer.value[0], self.state))


def nested(depth):
    return [nested(depth - 1)] if depth else 0.0


@pytest.mark.parametrize(
    "state",
    [Opaque("Adam"), [1, Opaque("deque")], {"m": (Opaque("set"),)}, nested(40), [0.5] * 40000, {"m": "x" * 10**6}],
    ids=["an object", "in a list", "in a dict", "too deep", "too long", "too much text"],
)
def test_a_state_that_cannot_go_back_fails_in_words(state):
    checks = {check.name: check for check in suite_of("training").of("adam_step")}
    for name in ("many_steps", "a_state_serves_twice", "two_side_by_side", "bad_pairs_are_refused"):
        student = Student(ASSIGNMENTS["training"], Keeps(state))
        with pytest.raises(Failure, match="the state holds"):
            checks[name].test(student, checks[name].cases(20)[-1])


@pytest.mark.parametrize(
    "state", [(), [np.int64(3), np.array(2)], {"t": 1, 2: [None, True, "m"]}, [[np.zeros(5)] * 100]]
)
def test_a_plain_state_may_go_back(state):
    test_training._see_plain(state)
