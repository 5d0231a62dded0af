"""The visible tests of `kata_cells.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.course.visible.checks import agree


def test_gru_step_cho_of_zero_weights() -> None:
    """Without any weight both gates are half open: half of the old state is kept, and the candidate is zero.

    权重全为零时，两个门都半开：旧状态保留一半，候选值为零。
    """
    zero = np.zeros((1, 1))
    given = {"x": np.ones((1, 1)), "h_prev": np.array([[0.5]])}
    given |= dict.fromkeys(("Wr", "Ur", "Wz", "Uz", "W", "U"), zero)
    agree("gru_step_cho", given, {"h": np.array([[0.25]])})


def test_coupled_lstm_step_of_zero_weights() -> None:
    """Without any weight the gate is half open: half of the old cell is kept, and nothing is written.

    权重全为零时，门半开：旧的细胞状态保留一半，写入为零。
    """
    one = np.ones((1, 1))
    weights = {"Wx": np.zeros((1, 3)), "Wh": np.zeros((1, 3)), "b": np.zeros(3)}
    given = {"x": one, "h_prev": one, "c_prev": one, **weights}
    agree("coupled_lstm_step", given, {"h": np.array([[0.5 * np.tanh(0.5)]]), "c": np.array([[0.5]])})


def test_masked_max_pool_of_negative_states() -> None:
    """The largest of two negative states, with padding between them; and a sequence without a real step.

    两个负的状态中较大的一个，中间隔着填充；以及一个真实步也没有的序列。
    """
    h = np.array([[[-3.0], [5.0], [-2.0]], [[1.0], [2.0], [3.0]]])
    mask = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    agree("masked_max_pool", {"h": h, "mask": mask}, {"pooled": np.array([[-2.0], [0.0]])})


def test_masked_mean_pool_of_one_real_step() -> None:
    """One real step, and none.

    只有一个真实步；一个也没有。
    """
    h = np.array([[[2.0], [5.0]], [[1.0], [2.0]]])
    mask = np.array([[1.0, 0.0], [0.0, 0.0]])
    agree("masked_mean_pool", {"h": h, "mask": mask}, {"pooled": np.array([[2.0], [0.0]])})


def test_greedy_decode_of_a_network_that_counts() -> None:
    """Symbol s is followed by s + 1: from 0 it counts to the stop, or as far as it may.

    符号 s 之后是 s + 1：从 0 数到结束符，或数到允许的长度为止。
    """
    one = np.eye(4)
    given = {"h0": np.zeros(4), "start": 0, "stop": 3, "E": one, "Wx": np.roll(one, 1, axis=1)}
    given |= {"Wh": 0 * one, "b": np.zeros(4), "Wy": one, "by": np.zeros(4), "max_length": 9}
    agree("greedy_decode", given, {"symbols": [1, 2]})
    agree("greedy_decode", {**given, "max_length": 1}, {"symbols": [1]})


def test_greedy_decode_adds_the_bias_to_the_scores() -> None:
    """Whatever the state says, a large bias wins.

    无论状态是什么，很大的偏置总会胜出。
    """
    one = np.eye(4)
    given = {"h0": np.zeros(4), "start": 1, "stop": 3, "E": one, "Wx": np.roll(one, 1, axis=1)}
    given |= {"Wh": 0 * one, "b": np.zeros(4), "Wy": one, "by": np.array([0.0, 0.0, 9.0, 0.0]), "max_length": 3}
    agree("greedy_decode", given, {"symbols": [2, 2, 2]})


def test_masked_mean_pool_of_two_lengths() -> None:
    """Two real steps of four, and one.

    四步中有两个真实步；只有一个。
    """
    h = np.array([[[2.0], [5.0], [7.0], [8.0]], [[3.0], [2.0], [9.0], [6.0]]])
    mask = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    agree("masked_mean_pool", {"h": h, "mask": mask}, {"pooled": np.array([[3.5], [3.0]])})


def test_packed_last_state_of_two_lengths() -> None:
    """One real step of four, and two.

    四步中只有一个真实步；有两个。
    """
    forward = np.array([[[1.0], [2.0], [3.0], [4.0]], [[5.0], [6.0], [7.0], [8.0]]])
    given = {"forward": forward, "backward": -forward, "lengths": np.array([1, 2])}
    agree("packed_last_state", given, {"last": np.array([[1.0, -1.0], [6.0, -5.0]])})
