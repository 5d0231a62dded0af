"""What the LSTM reference promises beyond what its hidden suite asks of everybody."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from solutions import lstm

X = np.linspace(0.01, 1, 600).reshape(100, 6)


@pytest.mark.parametrize("seed", range(50))
def test_the_square_is_learned_from_every_seed_without_overflow(seed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        prediction, losses = lstm.fit_square(500, 0.5, np.random.default_rng(seed))
    assert np.mean((prediction - X**2) ** 2) < 2e-3
    assert losses[-1] < 2e-3
    assert losses[150] < 0.02


def test_the_sigmoid_is_exact_to_a_billionth_of_a_millionth_and_never_warns():
    z = np.concatenate([np.linspace(-40, 40, 4001), [-1e4, 1e4]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = lstm.sigmoid(z)
    half = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))
    assert got == pytest.approx(np.where(z < 0, half, 1 - half), abs=1e-12)


def test_the_shapes_are_those_of_the_published_example():
    Wx, Wh, b = lstm.init_lstm(7, 13, np.random.default_rng(0))
    assert (Wx.shape, Wh.shape, b.shape) == ((7, 52), (13, 52), (52,))


@pytest.mark.parametrize(("bias", "left"), [(0.0, 1e-6), (1.0, 0.002), (2.0, 0.08)])
def test_the_direct_path_over_twenty_steps_hangs_on_the_forget_bias(bias, left):
    f = np.full((1, 21, 1), lstm.sigmoid(np.array([bias]))[0])
    assert lstm.cell_path_gradient(f, 20, 0)[0, 0] == pytest.approx(left, rel=0.1)
