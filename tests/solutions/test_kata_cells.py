"""What the reference promises beyond what its hidden suite asks of everybody."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import kata_cells as kata
from solutions import layouts, lstm


def drawn(*shape):
    return np.random.default_rng(6).normal(size=shape)


def test_one_matrix_or_two_the_lstm_is_the_same():
    x, h, c, Wx, Wh, b = drawn(2, 3), drawn(2, 4), drawn(2, 4), drawn(3, 16), drawn(4, 16), drawn(16)
    want = lstm.lstm_step_forward(x, h, c, Wx, Wh, b)[:2]
    state = layouts.to_torch("lstm", Wx, Wh, b)
    assert np.allclose(kata.lstm_step_concat(x, h, c, np.vstack([Wx, Wh]), b), want, rtol=0, atol=1e-14)
    assert np.allclose(kata.lstm_step_torch(x, h, c, *state.values()), want, rtol=0, atol=1e-14)


def test_a_coupled_cell_stays_between_the_old_cell_and_the_candidate():
    _, c = kata.coupled_lstm_step(
        *(5 * drawn(*shape) for shape in ((9, 3), (9, 4))), np.ones((9, 4)), drawn(3, 12), drawn(4, 12), drawn(12)
    )
    assert np.abs(c).max() <= 1


def test_layer_normalisation_does_not_see_the_scale_of_the_weights():
    x, h, Wx, Wh = drawn(2, 3), drawn(2, 4), drawn(3, 4), drawn(4, 4)
    one, other = (kata.layer_norm_rnn_step(x, h, k * Wx, k * Wh, np.ones(4), np.zeros(4), 0.0) for k in (1, 7))
    assert np.allclose(one, other, rtol=0, atol=1e-12)


def test_without_padding_the_masked_network_ends_where_the_other_does():
    x, h0, Wx, Wh, b = drawn(2, 5, 3), drawn(2, 4), drawn(3, 4), drawn(4, 4), drawn(4)
    states = kata.masked_rnn(x, np.ones((2, 5)), h0, Wx, Wh, b)
    assert np.array_equal(states[:, -1], kata.rnn_last_state(x, h0, Wx, Wh, b))


def test_padding_may_be_infinite_where_the_maximum_is_taken():
    h = np.array([[[1.0], [np.inf]]])
    assert kata.masked_max_pool(h, np.array([[1, 0]])) == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kata.masked_mean_pool(drawn(1, 2, 3), np.array([[1, 2]])), "mask holds other numbers than 0 and 1"),
        (lambda: kata.attend(drawn(1, 2), drawn(1, 3, 2), np.zeros((1, 3))), "mask has a row without a real step"),
        (lambda: kata.locked_dropout(drawn(1, 2, 3), np.ones((1, 3)), 1), "p is 1, expected at least 0 and less"),
        (lambda: kata.packed_last_state(drawn(1, 2, 3), drawn(1, 2, 3), [3]), r"lengths is \[3\], expected 1 integ"),
        (
            lambda: kata.lstm_step_concat(drawn(1, 2), drawn(1, 3), drawn(1, 3), drawn(4, 12), drawn(12)),
            r"W has shape \(4, 12\), expected \(R=5, K=12\)",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_name_and_what_was_wanted(call, words):
    with pytest.raises(ValueError, match=words):
        call()
