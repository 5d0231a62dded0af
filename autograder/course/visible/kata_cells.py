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
    given = {"x": np.ones((1, 1)), "h_prev": np.ones((1, 1)), "c_prev": np.ones((1, 1))}
    given |= {"Wx": np.zeros((1, 3)), "Wh": np.zeros((1, 3)), "b": np.zeros(3)}
    agree("coupled_lstm_step", given, {"h": np.array([[0.5 * np.tanh(0.5)]]), "c": np.array([[0.5]])})
