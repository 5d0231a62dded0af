"""What the reference promises beyond what its hidden suite asks of everybody: laws between katas, and its refusals."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import kata_gradients as kata
from solutions import layouts, lstm, training
from solutions.bptt import clip_by_global_norm


def drawn(*shape):
    return np.random.default_rng(6).normal(size=shape)


def test_three_steps_are_the_long_way_of_any_number_of_steps():
    w, u, h0, x = 1.3, 0.7, 0.4, np.array([0.2, -0.5, 0.9])
    states = [h0]
    for value in x:
        states.append(np.tanh(w * states[-1] + u * value))
    y = np.array([*states[1:3], states[3] - 1])  # an error of one at the last step, of none before
    assert np.allclose(kata.scalar_bptt(w, u, h0, x, y)[1:], kata.three_step_gradient(w, u, h0, *x), rtol=1e-12)


def test_the_gates_lead_to_the_gradients_of_a_whole_step():
    N, D, H = 2, 3, 4
    x, h_prev, c_prev, Wx, Wh, b = drawn(N, D), drawn(N, H), drawn(N, H), drawn(D, 4 * H), drawn(H, 4 * H), drawn(4 * H)
    _, _, cache = lstm.lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b)
    dx, dh_prev, dc_prev, dWx, _, db = lstm.lstm_step_backward(drawn(N, H), 2 * drawn(N, H), cache)
    gates = lstm.lstm_gates(x, h_prev, Wx, Wh, b)
    dz, back = kata.lstm_gate_gradients(drawn(N, H), 2 * drawn(N, H), *gates, c_prev)
    whole = (dz @ Wx.T, dz @ Wh.T, back, x.T @ dz, dz.sum(axis=0))
    assert all(map(np.allclose, whole, (dx, dh_prev, dc_prev, dWx, db)))


def test_a_model_counts_its_layers_as_keras_does():
    for kind in ("rnn", "lstm", "gru"):
        counts = kata.language_model_parameters(kind, 27, 8, 16, 3)
        assert counts["recurrent"] == layouts.parameter_count(kind, 8, 16, 3, biases=1)


def test_momentum_of_zero_is_plain_descent():
    params, grads, velocities = ([drawn(2, 3) * k, drawn(3) * k] for k in (1, 2, 3))
    updated, _ = kata.momentum_step(params, grads, velocities, 0.1, 0.0)
    assert all(map(np.array_equal, updated, training.sgd_step(params, grads, 0.1)))


def test_a_lone_gradient_is_clipped_as_all_are_together():
    clipped, scales = kata.clip_each_by_norm({"W": drawn(3, 4)}, 1.5)
    assert np.allclose(clipped["W"], clip_by_global_norm([drawn(3, 4)], 1.5)[0][0], rtol=1e-7)
    assert scales["W"] < 1


def test_checkpoints_of_the_square_root_of_t_save_most():
    every = range(1, 401)
    assert min(every, key=lambda k: kata.activation_memory("rnn", 1, 400, 1, 1, k)) == 20


def test_a_step_costs_about_two_operations_a_weight():
    flops = kata.lstm_step_flops(1, 300, 500)
    assert flops["products"] == 2 * layouts.parameter_count("lstm", 300, 500, biases=0)
    assert flops["elementwise"] < 0.01 * flops["products"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kata.softmax_cross_entropy(np.ones((2, 3)), [0, 3]), r"labels lie in 0 \.\. 3, expected 0 \.\. 2"),
        (lambda: kata.softmax_cross_entropy(np.ones((0, 3)), []), "N is 0, expected at least 1"),
        (
            lambda: kata.activation_backward(np.ones((1, 2)), np.ones((1, 2)), "elu"),
            "activation is 'elu', expected one",
        ),
        (lambda: kata.language_model_parameters("rnn", 9, 3, 5, tied=True), "E is 3 and H is 5, expected one number"),
        (lambda: kata.activation_memory("lstm", 1, 5, 1, 1, 0), "every is 0, expected at least 1"),
        (lambda: kata.gradient_check({"W": np.ones(2)}, {"V": np.ones(2)}, 1e-6), r"numeric has the names \['V'\]"),
        (lambda: kata.gradient_check({"W": np.ones(2)}, {"W": np.ones(3)}, 1e-6), r'numeric\["W"\] has shape \(3,\)'),
        (lambda: kata.clip_each_by_norm({}, 0), "max_norm is 0, expected a number above zero"),
        (lambda: kata.momentum_step([np.ones(2)], [], [np.ones(2)], 0.1, 0.9), r"grads has shapes \[\], params has"),
        (lambda: kata.horizon_bias(np.array([2.0, 1.0])), "expected numbers above 1"),
        (lambda: kata.truncation_windows(5, 2, 0), "back is 0, expected at least 1"),
        (lambda: kata.next_letter_windows(np.arange(3), 3), "ids has 3 letters, expected more than length=3"),
        (lambda: kata.next_letter_windows(np.ones(3), 2), "ids has dtype float64, expected integers"),
        (lambda: kata.nucleus_filter(np.array([0.5, 0.4]), 0.5), "expected none negative and the sum 1"),
        (lambda: kata.nucleus_filter(np.array([0.5, 0.5]), 1.5), "p is 1.5, expected above 0 and at most 1"),
        (lambda: kata.beam_step(np.ones(1), np.ones((1, 2)), 3), r"width is 3, expected 1 \.\. 2"),
    ],
)
def test_what_does_not_fit_is_said_with_its_name_and_what_was_wanted(call, words):
    with pytest.raises(ValueError, match=words):
        call()
