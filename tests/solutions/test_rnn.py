"""What the reference promises beyond what its hidden suite asks of everybody."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.suites.oracles import finite_differences
from solutions import rnn

GRADIENTS = ("dx", "dh0", "dWx", "dWh", "db")


@pytest.mark.parametrize("seed", range(50))
def test_hello_is_learned_from_every_seed(seed):
    text, losses = rnn.train_hello(16, 300, 0.5, np.random.default_rng(seed))
    assert text == "ohlol"
    assert losses[-1] < 0.05
    assert losses[0] == pytest.approx(np.log(4), abs=0.8)


def test_gradients_match_finite_differences_where_everything_is_large_enough_to_matter():
    rng = np.random.default_rng(4)
    x, h0, Wx, Wh, b = (rng.normal(size=shape) for shape in ((3, 5, 4), (3, 6), (4, 6), (6, 6), (6,)))
    dh = rng.normal(size=(3, 5, 6))
    got = rnn.rnn_backward(dh, rnn.rnn_forward(x, h0, Wx, Wh, b)[1])
    want = finite_differences(lambda *args: rnn.rnn_forward(*args)[:1], [x, h0, Wx, Wh, b], [dh])
    for name, one, other in zip(GRADIENTS, got, want, strict=True):
        assert np.abs(one - other).max() <= 1e-8 * np.abs(other).max(), name


def test_the_oracle_sees_a_gradient_that_is_one_part_in_two_thousand_off():
    right = finite_differences(lambda x: [x**2], [np.array([1.0, 3.0])], [np.ones(2)])[0]
    assert right == pytest.approx([2, 6], rel=1e-8)
    assert right != pytest.approx([2.001, 6], rel=1e-4)


def test_one_sequence_is_the_same_alone_and_in_a_batch():
    rng = np.random.default_rng(1)
    x, h0, Wx, Wh, b = (rng.normal(size=shape) for shape in ((4, 3, 2), (4, 5), (2, 5), (5, 5), (5,)))
    together, _ = rnn.rnn_forward(x, h0, Wx, Wh, b)
    for n in range(4):
        alone, _ = rnn.rnn_forward(x[n : n + 1], h0[n : n + 1], Wx, Wh, b)
        assert alone[0] == pytest.approx(together[n], abs=1e-15)


def test_keras_two_layer_network_has_the_shapes_of_its_tutorial():
    rng = np.random.default_rng(2)
    widths, layers, inputs = (5, 7), [], 3
    for width in widths:
        layers.append(tuple(rng.normal(size=shape) for shape in ((inputs, width), (width, width), (width,))))
        inputs = width
    h, h_last = rnn.stacked_rnn_forward(np.ones((1, 3, 3)), [np.zeros((1, width)) for width in widths], layers)
    y, _ = rnn.time_distributed_forward(h, rng.normal(size=(7, 2)), np.zeros(2), "sigmoid")
    assert (h.shape, [last.shape for last in h_last], y.shape) == ((1, 3, 7), [(1, 5), (1, 7)], (1, 3, 2))


@pytest.mark.parametrize(
    ("function", "arrays", "words"),
    [
        (rnn.rnn_forward, ((2, 3), (2, 5), (3, 5), (5, 5), (5,)), r"x has shape \(2, 3\), expected \(N, T, D\)"),
        (rnn.rnn_forward, ((2, 0, 3), (2, 5), (3, 5), (5, 5), (5,)), "T at least 1"),
        (rnn.rnn_forward, ((2, 4, 3), (2, 5), (3, 5), (5, 6), (5,)), r"Wh has shape \(5, 6\), expected \(H=5, H=5\)"),
        (
            rnn.rnn_step_forward,
            ((2, 3), (1, 5), (3, 5), (5, 5), (5,)),
            r"h_prev has shape \(1, 5\), expected \(N=2, H\)",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_name_shape_and_what_was_wanted(function, arrays, words):
    with pytest.raises(ValueError, match=words):
        function(*map(np.ones, arrays))
