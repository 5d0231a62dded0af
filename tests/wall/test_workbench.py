"""The workbench: a torch module in, plain arrays out, and nobody else's network in the place of the student's."""

from __future__ import annotations

import types

import numpy as np
import pytest
import torch
from torch import nn

from autograder.wall import workbench
from autograder.wall.calling import Direct
from autograder.wall.process import Wall
from autograder.wall.submission import Submission
from solutions import modules

RNG = np.random.default_rng(0)
CELL = {
    "cell0.x2h.weight": RNG.normal(size=(4, 3)),
    "cell0.x2h.bias": RNG.normal(size=4),
    "cell0.h2h.weight": RNG.normal(size=(4, 4)),
    "cell0.h2h.bias": RNG.normal(size=4),
}
X, H = RNG.normal(size=(2, 3)), RNG.normal(size=(2, 4))


def work(submission, name="RNNCell", making=(3, 4), parameters=CELL, calls=((X, H),), upstream=None, **how):
    return workbench.work(submission, name, making, {}, parameters, list(calls), upstream, **how)


def file(**classes):
    return types.SimpleNamespace(**classes)


def test_a_module_answers_with_the_parameters_it_is_given():
    z = X @ CELL["cell0.x2h.weight"].T + CELL["cell0.x2h.bias"] + H @ CELL["cell0.h2h.weight"].T
    found = work(modules)
    np.testing.assert_allclose(found["results"], np.tanh(z + CELL["cell0.h2h.bias"]), rtol=1e-12)
    assert found["besides"] == 0


def test_the_gradients_are_those_of_the_weighted_sum():
    upstream = RNG.normal(size=(2, 4))
    found = work(modules, upstream=upstream)
    slope = upstream * (1 - found["results"] ** 2)
    np.testing.assert_allclose(found["gradients"]["cell0.x2h.weight"], slope.T @ X, rtol=1e-12)
    np.testing.assert_allclose(found["inputs"][1], slope @ CELL["cell0.h2h.weight"], rtol=1e-12)


def test_a_module_with_other_parameters_is_described_and_not_called():
    found = work(modules, making=(3, 5))
    assert found["shapes"]["cell0.h2h.weight"] == (5, 5)
    assert "results" not in found


class Extra(modules.RNNCell):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.start = nn.Parameter(torch.zeros(4))


def test_parameters_that_have_no_place_are_counted():
    assert work(file(RNNCell=Extra))["besides"] == 1


class Forgetful(modules.RNNCell):
    """Remembers what it should not."""

    seen = 0.0

    def forward(self, x, h):
        self.seen = self.seen + 1
        return super().forward(x, h) * self.seen


def test_what_a_module_keeps_between_calls_shows():
    once, twice = (work(file(RNNCell=Forgetful), calls=((X, H),) * many)["results"] for many in (1, 2))
    np.testing.assert_allclose(twice, 2 * once)


class Cut(modules.RNNCell):
    def forward(self, x, h):
        return super().forward(x.detach(), h)


def test_where_no_gradient_arrives_there_is_none():
    found = work(file(RNNCell=Cut), upstream=np.ones((2, 4)))
    assert found["inputs"][0] is None
    assert found["gradients"]["cell0.x2h.weight"] is not None


def test_an_upstream_gradient_of_another_shape_gives_no_gradients():
    assert "gradients" not in work(modules, upstream=np.ones((3, 4)))


def test_everything_is_in_double_precision_and_the_default_stays():
    class Makes(modules.RNNCell):
        def forward(self, x, h):
            return super().forward(x, torch.zeros(2, 4))

    assert work(file(RNNCell=Makes))["results"].dtype == np.float64
    assert torch.get_default_dtype() == torch.float32


def test_every_call_draws_the_same_and_nobody_elses_draws_change():
    class Noisy(modules.RNNCell):
        def forward(self, x, h):
            return torch.rand(2, 4)

    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    one, other = (work(file(RNNCell=Noisy))["results"] for _ in range(2))
    np.testing.assert_array_equal(one, other)
    assert torch.rand(1) == expected


BORROWED = """
import torch
from torch import nn

class Cell(nn.Module):
    def __init__(self, D, H):
        super().__init__()
        self.x2h, self.h2h = nn.Linear(D, 4 * H), nn.Linear(H, 4 * H)

    def weights(self):
        return self.x2h.weight, self.h2h.weight, self.x2h.bias, self.h2h.bias

class Function(Cell):
    def forward(self, x, state):
        return torch.lstm_cell(x, state, *self.weights())

class Private(Cell):
    def forward(self, x, state):
        return torch._VF.lstm_cell(x, state, *self.weights())

class Operator(Cell):
    def forward(self, x, state):
        return torch.ops.aten.lstm_cell(x, state, *self.weights())

class Whole(Cell):
    def forward(self, x, state):
        cell = nn.LSTMCell(x.shape[1], state[0].shape[1])
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        return torch.func.functional_call(cell, dict(zip(names, self.weights())), (x, state))

class Layer(Cell):
    def forward(self, x, state):
        layer = nn.LSTM(x.shape[1], state[0].shape[1])
        output, (h, c) = layer(x[None], (state[0][None], state[1][None]))
        return h[0], c[0]
"""
FOUR = {place: np.concatenate([array] * 4) for place, array in CELL.items()}


@pytest.fixture(scope="module")
def worker():
    with Wall(torch=True, unsafe=True) as wall:
        if wall.level == "none":
            pytest.skip("nothing is isolated on this machine")
        with wall.open(Submission("modules", {"modules.py": BORROWED.encode()})) as opened:
            yield opened


@pytest.mark.parametrize("name", ["Function", "Private", "Operator", "Whole", "Layer"])
def test_torchs_own_networks_are_refused_by_whatever_name(name, worker):
    answer = worker.call("@work", (name, (3, 4), {}, FOUR, [(X, (H, H))], None))
    assert answer.error.name == "RuntimeError"
    assert "not to be used here" in answer.error.message


def test_a_worker_without_torch_has_no_workbench():
    with Wall(unsafe=True) as wall, wall.open(Submission("rnn", {"rnn.py": b"x = 1"})) as opened:
        assert opened.call("@work", ()).error.name == "AttributeError"


def test_a_tool_that_is_not_there_is_an_error_of_the_call():
    assert Direct(modules).call("@play", ()).error.name == "AttributeError"


def test_training_answers_with_losses_parameters_and_scores():
    parameters = {
        **{place: array[:, :2] if array.shape == (4, 3) else array for place, array in CELL.items()},
        "head.weight": RNG.normal(size=(2, 4)),
        "head.bias": np.zeros(2),
    }
    making = ("CharModel", "rnn", 2, 4)
    inputs, labels = np.array([[0, 1, 0]]), np.array([[1, 1, 0]])
    found = workbench.train(modules, "train_char_model", making, parameters, inputs, labels, 3, 0.1, 5.0)
    assert len(found["losses"]) == 3
    assert found["losses"][2] < found["losses"][0]
    assert found["scores"].shape == (1, 3, 2)
    assert not np.allclose(found["parameters"]["head.bias"], 0)
    assert found["tensors"] is False
