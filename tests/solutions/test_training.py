"""What the reference of training promises beyond what its hidden suite asks of everybody."""

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


def test_the_seeds_own_one_hot_lookup_of_hello():
    lookup = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    x_data = [1, 0, 2, 2, 3]
    assert training.one_hot(x_data, 4).tolist() == [lookup[x] for x in x_data]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_embedding_is_the_product_with_one_hot_vectors(seed):
    rng = np.random.default_rng(seed)
    table, dout = rng.normal(size=(5, 3)), rng.normal(size=(2, 7, 3))
    indices = rng.integers(0, 5, (2, 7))
    encoded = training.one_hot(indices, 5)
    out, cache = training.embedding_forward(indices, table)
    assert np.array_equal(out, encoded @ table)
    dtable = np.tensordot(encoded, dout, axes=([0, 1], [0, 1]))
    assert training.embedding_backward(dout, cache) == pytest.approx(dtable, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_dropout_keeps_the_mean_and_a_share_of_one_minus_p(seed):
    rng = np.random.default_rng(seed)
    for p in (0.1, 0.5, 0.9):
        out, cache = training.dropout_forward(np.ones((100, 100)), p, rng)
        assert abs((out == 0).mean() - p) < 0.04
        assert np.array_equal(training.dropout_backward(np.ones((100, 100)), cache), out)


def test_dropout_draws_anew_each_time():
    rng = np.random.default_rng(0)
    first, second = (training.dropout_forward(np.ones(100), 0.5, rng)[0] for _ in range(2))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(p):
    with pytest.raises(ValueError, match="p is"):
        training.dropout_forward(np.ones(3), p, np.random.default_rng(0))


@pytest.mark.parametrize("seed", SEEDS)
def test_adam_follows_torch_for_hundreds_of_steps(seed):
    rng = np.random.default_rng(seed)
    params, state = [rng.normal(size=(2, 3)), rng.normal(size=4)], None
    tensors = [torch.tensor(param, requires_grad=True) for param in params]
    settings = {"lr": 10 ** rng.uniform(-3, 0), "eps": 10 ** rng.uniform(-8, 0)}
    beta1, beta2 = rng.uniform(0, 0.99, 2)
    optimizer = torch.optim.Adam(tensors, betas=(beta1, beta2), **settings)
    for _ in range(300):
        grads = [rng.normal(size=param.shape) for param in params]
        for tensor, grad in zip(tensors, grads, strict=True):
            tensor.grad = torch.tensor(grad)
        optimizer.step()
        params, state = training.adam_step(params, grads, state, beta1=beta1, beta2=beta2, **settings)
    for param, tensor in zip(params, tensors, strict=True):
        assert param == pytest.approx(tensor.detach().numpy(), rel=1e-9, abs=1e-12)


def test_adam_moves_at_first_by_lr_whatever_the_size_of_the_gradient():
    for size in (1e-3, 1.0, 1e6):
        (moved,), _ = training.adam_step([np.zeros(2)], [np.array([size, -size])], None, 0.25)
        assert moved == pytest.approx([-0.25, 0.25], rel=1e-4)


def test_sgd_and_adam_reach_the_bottom_of_a_bowl():
    by_sgd = by_adam = [np.array([3.0, -2.0])]
    state = None
    for _ in range(400):
        by_sgd = training.sgd_step(by_sgd, [2 * by_sgd[0]], 0.1)
        by_adam, state = training.adam_step(by_adam, [2 * by_adam[0]], state, 0.1)
    assert np.abs(by_sgd[0]).max() < 1e-9
    assert np.abs(by_adam[0]).max() < 1e-3


def test_sampling_at_temperature_is_the_softmax_of_scores_over_it():
    scores = np.array([0.5, -1.0, 2.0])
    rng = np.random.default_rng(0)
    for temperature in (0.5, 1.0, 3.0):
        want = np.exp(scores / temperature) / np.exp(scores / temperature).sum()
        weights = np.exp(scores)
        drawn = [training.sample(weights, temperature, rng) for _ in range(4000)]
        assert np.bincount(drawn, minlength=3) / 4000 == pytest.approx(want, abs=0.05)


def test_a_temperature_near_0_leaves_the_likeliest_and_nothing_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for temperature in (1e-3, 1e-300, 5e-324):
            index = training.sample(np.array([1e-5, 3e-5, 0.0]), temperature, np.random.default_rng(0))
            assert (index, type(index)) == (1, int)


def test_perplexity_overflows_in_silence():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert training.perplexity([1e4]) == math.inf
        assert training.perplexity([709.0]) == pytest.approx(math.exp(709.0))


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
    whole = training.dropout_forward

    def dropout_forward(x, p, rng, training=True):
        whole(x, p, np.random.default_rng(0))  # for what it refuses
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


# --- a state crosses the wall as plain data; what does not is a wrong answer, and no error of ours ---


class WithState:
    """The reference, but with another state; like the wall it will not take back what cannot cross."""

    def __init__(self, state):
        self.state = state

    def call(self, function, args, _kwargs=None, **_how):
        if function == "adam_step" and any(isinstance(arg, Opaque) for arg in args):
            raise TypeError("Opaque cannot cross the wall")
        params = [np.array(param) for param in args[0]]
        return Answer(value=(params, self.state))


def nested(depth):
    return [nested(depth - 1)] if depth else 0


@pytest.mark.parametrize(
    "state",
    [Opaque("Adam"), [1, Opaque("deque")], {"m": (Opaque("object"),)}, nested(30), [0] * 10_000, 1j],
    ids=["object", "in-a-list", "deep-in-a-dict", "too-deep", "too-many", "complex"],
)
def test_a_state_that_cannot_go_back_is_a_failure_in_words(state):
    assignment = ASSIGNMENTS["training"]
    for check in suite_of("training").of("adam_step"):
        for case in check.cases(20):
            with pytest.raises(Failure):
                check.test(Student(assignment, WithState(state)), case)
