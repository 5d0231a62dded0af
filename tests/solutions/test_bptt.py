"""What the reference of the gradient chain promises beyond what its hidden suite asks of everybody."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from solutions import bptt, rnn

SEEDS = pytest.mark.parametrize("seed", range(50))


def drawn(seed, T, D=3, H=4):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in ((T, D), (H,), (D, H), (H, H), (H,), (H,))]


def run(x, h0, Wx, Wh, b):
    """h_0 .. h_T of one sequence."""
    return np.concatenate([h0[None], rnn.rnn_forward(x[None], h0[None], Wx, Wh, b)[0][0]])


def orthogonal(seed, H=8):
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(H, H)))[0]


@SEEDS
def test_the_branches_add_up_to_the_gradient_of_rnn_backward(seed):
    T = seed % 10 + 1
    *network, dh_last = drawn(seed, T)
    x, h0, *weights = network
    dh = np.zeros((1, T, len(h0)))
    dh[0, -1] = dh_last
    whole = rnn.rnn_backward(dh, rnn.rnn_forward(x[None], h0[None], *weights)[1])[2:4]
    for branches, want in zip(bptt.gradient_branches(*network, dh_last), whole, strict=True):
        assert len(branches) == T
        assert np.abs(branches.sum(axis=0) - want).max() <= 1e-12 * np.abs(want).max()


@SEEDS
def test_a_branch_is_the_row_through_the_chain_times_the_immediate_derivative(seed):
    *network, dh_last = drawn(seed, 3)
    states, Wh = run(*network), network[3]
    dWx, dWh = bptt.gradient_branches(*network, dh_last)
    for k in (1, 2, 3):
        row = dh_last @ bptt.chain_jacobian(states, Wh, 3, k) * (1 - states[k] ** 2)
        assert dWx[k - 1] == pytest.approx(np.outer(network[0][k - 1], row), rel=1e-12, abs=1e-14)
        assert dWh[k - 1] == pytest.approx(np.outer(states[k - 1], row), rel=1e-12, abs=1e-14)


def square(size):
    return arrays(np.float64, (size, size), elements=st.floats(-5, 5))


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(Wh=st.integers(1, 5).flatmap(square), steps=st.integers(0, 6), seed=st.integers(0, 2**32 - 1))
def test_no_chain_of_any_matrix_exceeds_its_bound(Wh, steps, seed):
    states = np.random.default_rng(seed).uniform(-1, 1, (steps + 1, len(Wh)))
    bound = bptt.jacobian_norm_bound(Wh, steps)
    for some in (states, 0 * states):
        assert np.linalg.norm(bptt.chain_jacobian(some, Wh, steps, 0), 2) <= bound * (1 + 1e-12)
    assert bound == pytest.approx(np.linalg.svd(Wh, compute_uv=False)[0] ** steps, rel=1e-12)


@pytest.mark.parametrize("steps", [0, 1, 20])
def test_the_bound_of_an_orthogonal_matrix_is_reached_where_every_slope_is_one(steps):
    Wh = 1.3 * orthogonal(0)
    chain = bptt.chain_jacobian(np.zeros((21, 8)), Wh, steps, 0)
    assert np.linalg.norm(chain, 2) == pytest.approx(bptt.jacobian_norm_bound(Wh, steps), rel=1e-12)


def test_twenty_steps_of_gain_point_six_and_one_point_three_vanish_and_explode():
    turn = orthogonal(1)
    left = {gain: bptt.jacobian_norm_bound(gain * turn, 20) for gain in (0.6, 1.0, 1.3)}
    assert left == pytest.approx({0.6: 3.66e-5, 1.0: 1.0, 1.3: 190.0}, rel=2e-3)


@pytest.mark.parametrize(("gain", "first", "last"), [(0.6, 2.44e-5, 0.40), (1.3, 0.232, 0.0016)])
def test_near_branches_dominate_for_small_weights_and_far_ones_for_large(gain, first, last):
    """What is called vanishing: the far branches die, the sum does not."""
    x = 1e-3 * orthogonal(2, 20)[:, :8]
    x /= np.linalg.norm(x, axis=1, keepdims=True) * 1e3
    nothing = np.zeros(8)
    dWx, _ = bptt.gradient_branches(x, nothing, np.eye(8), gain * orthogonal(3), nothing, np.ones(8))
    shares = bptt.branch_shares(dWx)
    assert shares.sum() == pytest.approx(1, abs=1e-14)
    assert shares[[0, -1]] == pytest.approx([first, last], rel=0.02)
    assert np.linalg.norm(dWx.sum(axis=0)) > 0.5 * np.linalg.norm(dWx[-1])


@pytest.mark.parametrize("scale", [1e-250, 1.0, 1e250])
def test_shares_and_norm_survive_squares_that_under_or_overflow(scale):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shares = bptt.branch_shares(scale * np.array([[[0.6, -0.8]], [[3.0, 0.0]]]))
        clipped, norm = bptt.clip_by_global_norm([scale * np.array([3.0]), scale * np.array([[4.0]])], scale)
    assert shares == pytest.approx([0.25, 0.75])
    assert norm == pytest.approx(5 * scale)
    assert np.concatenate([part.ravel() for part in clipped]) == pytest.approx(scale * np.array([0.6, 0.8]))


def test_a_bound_that_overflows_is_inf_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert bptt.jacobian_norm_bound(2 * np.eye(2), 2000) == float("inf")
        assert bptt.jacobian_norm_bound(2 * np.eye(2), 1000) == pytest.approx(2.0**1000)
        assert bptt.jacobian_norm_bound(0.5 * np.eye(2), 2000) == 0
        assert bptt.jacobian_norm_bound(np.zeros((2, 2)), 0) == 1
    assert type(bptt.jacobian_norm_bound(np.eye(2), 3)) is float


def test_zero_gradients_are_never_divided_by():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for max_norm in (0.0, 1.0):
            (clipped,), norm = bptt.clip_by_global_norm([np.zeros((2, 3))], max_norm)
            assert not clipped.any()
            assert norm == 0
        assert not bptt.branch_shares(np.zeros((4, 2, 3))).any()


def test_clipping_by_norm_keeps_the_direction_and_by_value_does_not():
    gradient = np.array([3.0, 4.0])
    assert bptt.clip_by_value([gradient], 1.0)[0].tolist() == [1, 1]
    assert bptt.clip_by_global_norm([gradient], 1.0)[0][0] == pytest.approx([0.6, 0.8])
    for clipped in (bptt.clip_by_value([gradient], 10.0)[0], bptt.clip_by_global_norm([gradient], 10.0)[0][0]):
        assert clipped.tolist() == [3, 4]
        assert clipped is not gradient


@SEEDS
def test_clipping_leaves_the_shares_of_the_branches(seed):
    dWx, _ = bptt.gradient_branches(*drawn(seed, 6))
    clipped, norm = bptt.clip_by_global_norm(list(dWx), 1e-3)
    assert norm == pytest.approx(np.linalg.norm(dWx))
    assert bptt.branch_shares(np.array(clipped)) == pytest.approx(bptt.branch_shares(dWx), rel=1e-12)


@pytest.mark.parametrize(("T", "window", "kept"), [(14, 4, 33), (10, 4, 23), (14, 14, 105), (14, 1, 14)])
def test_truncation_keeps_the_branches_within_chunks(T, window, kept):
    """Of T (T + 1) / 2: step k's input is the k-th unit vector, so row k of dWx is what step k is blamed for."""
    H, blamed = 3, 0
    Wh = np.random.default_rng(0).normal(size=(H, H))
    for t in range(T):
        dh = np.zeros((1, T, H))
        dh[0, t] = 1
        dWx, _, _ = bptt.truncated_rnn_gradients(
            np.eye(T)[None], np.zeros((1, H)), np.full((T, H), 1e-3), Wh, np.zeros(H), dh, window
        )
        blamed += np.count_nonzero(dWx.any(axis=1))
    assert blamed == kept


@SEEDS
def test_a_window_of_all_steps_is_full_back_propagation(seed):
    rng = np.random.default_rng(seed)
    N, T, D, H = 2, seed % 7 + 1, 3, 4
    x, h0, Wx, Wh, b, dh = (rng.normal(size=s) for s in ((N, T, D), (N, H), (D, H), (H, H), (H,), (N, T, H)))
    want = rnn.rnn_backward(dh, rnn.rnn_forward(x, h0, Wx, Wh, b)[1])[2:]
    for got, right in zip(bptt.truncated_rnn_gradients(x, h0, Wx, Wh, b, dh, T), want, strict=True):
        assert got == pytest.approx(right, rel=1e-10, abs=1e-12)
