"""The visible tests of kata_cells.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_rnn_last_state` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, rejects, shapes, stays_finite, unchanged


# --- rnn_last_state (5 points): many to one, in one function ---

RNN_LAST_STATE = {
    "x": np.array([
        [
            [0.38, 1.19, 0.83, -0.82, -0.6],
            [1.12, -1.48, 0.96, 0.89, -0.1],
            [-0.59, -0.66, -0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88, 0.37, 1.47],
        ],
        [
            [-0.85, -1.02, 0.34, -1.37, -1.39],
            [0.04, -0.1, 1.25, 0.39, 0.04],
            [-0.01, -0.76, -1.46, -0.92, 0.58],
            [-0.9, -0.39, -1.49, 0.99, -1.04],
        ],
    ]),
    "h0": np.array([[-0.7, 1.14, 0.03], [1.04, 0.42, 0.73]]),
    "Wx": np.array([
        [-1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32],
    ]),
    "Wh": np.array([[0.41, 0.53, -1.05], [-0.18, -0.78, -0.29], [-1.21, 1.4, -0.85]]),
    "b": np.array([0.52, -0.6, 1.12]),
}

RNN_LAST_STATE_RESULTS = {"h": np.array([[0.9561366027, 0.952536373, -0.08221441467], [-0.3067361782, 0.952791492, -0.7652730976]])}


def test_rnn_last_state_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_last_state", RNN_LAST_STATE, {"h": (2, 3)})


def test_rnn_last_state_example():
    """A fixed example comes out right."""
    agree("rnn_last_state", RNN_LAST_STATE, RNN_LAST_STATE_RESULTS)


def test_rnn_last_state_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("rnn_last_state", {**RNN_LAST_STATE, "x": 1000 * RNN_LAST_STATE["x"]})


def test_rnn_last_state_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_last_state", RNN_LAST_STATE, {"x": RNN_LAST_STATE["x"][:, :0]}, names="x h0 Wx")
    rejects("rnn_last_state", RNN_LAST_STATE, {"x": RNN_LAST_STATE["x"][..., :-1]}, names="x h0 Wx")
    rejects("rnn_last_state", RNN_LAST_STATE, {"h0": RNN_LAST_STATE["h0"][..., :-1]}, names="x h0 Wx Wh b")
    rejects("rnn_last_state", RNN_LAST_STATE, {"Wx": RNN_LAST_STATE["Wx"][..., :-1]}, names="x h0 Wx Wh b")
    rejects("rnn_last_state", RNN_LAST_STATE, {"Wh": RNN_LAST_STATE["Wh"][..., :-1]}, names="h0 Wx Wh b")
    rejects("rnn_last_state", RNN_LAST_STATE, {"b": RNN_LAST_STATE["b"][..., :-1]}, names="h0 Wx Wh b")


def test_rnn_last_state_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_last_state", RNN_LAST_STATE)


# --- lstm_step_concat (6 points): an LSTM with one matrix over [x, h] ---

LSTM_STEP_CONCAT = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "c_prev": np.array([[1.49, 0.88, 0.37], [1.47, -0.85, -1.02]]),
    "W": np.array([
        [0.34, -1.37, -1.39, 0.04, -0.1, 1.25, 0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04, -0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53, -1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32, 0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12, 0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39, 1.13, -0.1, 0.14],
        [-0.53, 0.75, -1.42, -0.38, -1.41, -1.13, 1.4, 0.47, -0.22, 0.07, 1.12, -0.47],
        [0.27, 0.55, -0.43, 0.06, 0.8, 1.23, -1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
    ]),
    "b": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9, -0.41, -0.96, -0.46]),
}

LSTM_STEP_CONCAT_RESULTS = {
    "h": np.array([
        [0.1201106904, 0.05439545821, 0.1378720953],
        [0.007240778156, -0.2535972511, -0.01374470017],
    ]),
    "c": np.array([[0.2424616042, 0.6053818501, 0.2076824647], [1.595345362, -1.135283296, -1.010534762]]),
}


def test_lstm_step_concat_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_step_concat", LSTM_STEP_CONCAT, {"h": (2, 3), "c": (2, 3)})


def test_lstm_step_concat_example():
    """A fixed example comes out right."""
    agree("lstm_step_concat", LSTM_STEP_CONCAT, LSTM_STEP_CONCAT_RESULTS)


def test_lstm_step_concat_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_step_concat", {**LSTM_STEP_CONCAT, "x": 1000 * LSTM_STEP_CONCAT["x"]})


def test_lstm_step_concat_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_step_concat", LSTM_STEP_CONCAT, {"h_prev": LSTM_STEP_CONCAT["h_prev"][..., :-1]}, names="x h_prev c_prev")
    rejects("lstm_step_concat", LSTM_STEP_CONCAT, {"c_prev": LSTM_STEP_CONCAT["c_prev"][..., :-1]}, names="x h_prev c_prev")
    rejects("lstm_step_concat", LSTM_STEP_CONCAT, {"W": LSTM_STEP_CONCAT["W"][..., :-1]}, names="W b")
    rejects("lstm_step_concat", LSTM_STEP_CONCAT, {"b": LSTM_STEP_CONCAT["b"][..., :-1]}, names="W b")


def test_lstm_step_concat_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_step_concat", LSTM_STEP_CONCAT)


# --- lstm_step_torch (6 points): an LSTM from torch's weights ---

LSTM_STEP_TORCH = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "c_prev": np.array([[1.49, 0.88, 0.37], [1.47, -0.85, -1.02]]),
    "W_ih": np.array([
        [0.34, -1.37, -1.39, 0.04, -0.1],
        [1.25, 0.39, 0.04, -0.01, -0.76],
        [-1.46, -0.92, 0.58, -0.9, -0.39],
        [-1.49, 0.99, -1.04, -0.7, 1.14],
        [0.03, 1.04, 0.42, 0.73, -1.23],
        [0.12, 0.02, 1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53, -1.05, 0.95],
        [-0.36, 1.44, 0.27, 0.32, 0.41],
        [0.53, -1.05, -0.18, -0.78, -0.29],
        [-1.21, 1.4, -0.85, 0.52, -0.6],
        [1.12, 0.49, -1.11, 1.04, 1.33],
        [1.21, 0.21, -1.06, -0.92, 1.28],
    ]),
    "W_hh": np.array([
        [0.16, -0.96, 1.15],
        [0.42, 0.21, -0.37],
        [-0.27, -0.78, -1.39],
        [1.13, -0.1, 0.14],
        [-0.53, 0.75, -1.42],
        [-0.38, -1.41, -1.13],
        [1.4, 0.47, -0.22],
        [0.07, 1.12, -0.47],
        [0.27, 0.55, -0.43],
        [0.06, 0.8, 1.23],
        [-1.05, 1.3, -1.48],
        [0.76, 0.93, -1.09],
    ]),
    "b_ih": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9, -0.41, -0.96, -0.46]),
    "b_hh": np.array([1.34, 0.22, -0.48, -0.69, 1.36, -0.17, 1.44, 0.05, 0.06, 1.19, 0.73, 0.24]),
}

LSTM_STEP_TORCH_RESULTS = {
    "h": np.array([
        [0.1330172293, 0.2090426901, 0.0007824625211],
        [-0.02857156503, -0.453965838, -0.1055981628],
    ]),
    "c": np.array([[0.3154759675, 0.9558611322, 0.002295309679], [-0.5143993876, -1.599345102, -0.6118205382]]),
}


def test_lstm_step_torch_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_step_torch", LSTM_STEP_TORCH, {"h": (2, 3), "c": (2, 3)})


def test_lstm_step_torch_example():
    """A fixed example comes out right."""
    agree("lstm_step_torch", LSTM_STEP_TORCH, LSTM_STEP_TORCH_RESULTS)


def test_lstm_step_torch_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_step_torch", {**LSTM_STEP_TORCH, "x": 1000 * LSTM_STEP_TORCH["x"]})


def test_lstm_step_torch_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"x": LSTM_STEP_TORCH["x"][..., :-1]}, names="x h_prev c_prev W_ih")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"h_prev": LSTM_STEP_TORCH["h_prev"][..., :-1]}, names="x h_prev c_prev W_hh")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"c_prev": LSTM_STEP_TORCH["c_prev"][..., :-1]}, names="x h_prev c_prev W_hh")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"W_ih": LSTM_STEP_TORCH["W_ih"][..., :-1]}, names="x W_ih W_hh b_ih b_hh")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"W_hh": LSTM_STEP_TORCH["W_hh"][..., :-1]}, names="h_prev c_prev W_ih W_hh b_ih b_hh")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"b_ih": LSTM_STEP_TORCH["b_ih"][..., :-1]}, names="W_ih W_hh b_ih b_hh")
    rejects("lstm_step_torch", LSTM_STEP_TORCH, {"b_hh": LSTM_STEP_TORCH["b_hh"][..., :-1]}, names="W_ih W_hh b_ih b_hh")


def test_lstm_step_torch_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_step_torch", LSTM_STEP_TORCH)


# --- gru_step_cho (6 points): the GRU as first published ---

GRU_STEP_CHO = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wr": np.array([
        [1.49, 0.88, 0.37],
        [1.47, -0.85, -1.02],
        [0.34, -1.37, -1.39],
        [0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01],
    ]),
    "Ur": np.array([[-0.76, -1.46, -0.92], [0.58, -0.9, -0.39], [-1.49, 0.99, -1.04]]),
    "Wz": np.array([
        [-0.7, 1.14, 0.03],
        [1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53],
    ]),
    "Uz": np.array([[-1.05, 0.95, -0.36], [1.44, 0.27, 0.32], [0.41, 0.53, -1.05]]),
    "W": np.array([
        [-0.18, -0.78, -0.29],
        [-1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12],
        [0.49, -1.11, 1.04],
        [1.33, 1.21, 0.21],
    ]),
    "U": np.array([[-1.06, -0.92, 1.28], [0.16, -0.96, 1.15], [0.42, 0.21, -0.37]]),
}

GRU_STEP_CHO_RESULTS = {"h": np.array([[-0.8322714876, -0.03768482142, -0.773612556], [0.8659958269, -0.4034865363, 0.7385365525]])}


def test_gru_step_cho_shapes():
    """Every result has the shape it should have."""
    shapes("gru_step_cho", GRU_STEP_CHO, {"h": (2, 3)})


def test_gru_step_cho_example():
    """A fixed example comes out right."""
    agree("gru_step_cho", GRU_STEP_CHO, GRU_STEP_CHO_RESULTS)


def test_gru_step_cho_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_step_cho", {**GRU_STEP_CHO, "x": 1000 * GRU_STEP_CHO["x"]})


def test_gru_step_cho_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_step_cho", GRU_STEP_CHO, {"x": GRU_STEP_CHO["x"][..., :-1]}, names="x h_prev Wr Wz W")
    rejects("gru_step_cho", GRU_STEP_CHO, {"h_prev": GRU_STEP_CHO["h_prev"][..., :-1]}, names="x h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"Wr": GRU_STEP_CHO["Wr"][..., :-1]}, names="x h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"Ur": GRU_STEP_CHO["Ur"][..., :-1]}, names="h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"Wz": GRU_STEP_CHO["Wz"][..., :-1]}, names="x h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"Uz": GRU_STEP_CHO["Uz"][..., :-1]}, names="h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"W": GRU_STEP_CHO["W"][..., :-1]}, names="x h_prev Wr Ur Wz Uz W U")
    rejects("gru_step_cho", GRU_STEP_CHO, {"U": GRU_STEP_CHO["U"][..., :-1]}, names="h_prev Wr Ur Wz Uz W U")


def test_gru_step_cho_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_step_cho", GRU_STEP_CHO)


def test_gru_step_cho_of_zero_weights():
    """Without any weight both gates are half open: half of the old state is kept, and the candidate is zero."""
    zero = np.zeros((1, 1))
    given = {"x": np.ones((1, 1)), "h_prev": np.array([[0.5]])}
    given |= dict.fromkeys(("Wr", "Ur", "Wz", "Uz", "W", "U"), zero)
    agree("gru_step_cho", given, {"h": np.array([[0.25]])})


# --- gru_step_torch (6 points): a GRU from torch's weights ---

GRU_STEP_TORCH = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "W_ih": np.array([
        [1.49, 0.88, 0.37, 1.47, -0.85],
        [-1.02, 0.34, -1.37, -1.39, 0.04],
        [-0.1, 1.25, 0.39, 0.04, -0.01],
        [-0.76, -1.46, -0.92, 0.58, -0.9],
        [-0.39, -1.49, 0.99, -1.04, -0.7],
        [1.14, 0.03, 1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02, 1.11, -0.42],
        [0.29, -1.32, -0.34, -0.53, -1.05],
        [0.95, -0.36, 1.44, 0.27, 0.32],
    ]),
    "W_hh": np.array([
        [0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29],
        [-1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12],
        [0.49, -1.11, 1.04],
        [1.33, 1.21, 0.21],
        [-1.06, -0.92, 1.28],
        [0.16, -0.96, 1.15],
        [0.42, 0.21, -0.37],
    ]),
    "b_ih": np.array([-0.27, -0.78, -1.39, 1.13, -0.1, 0.14, -0.53, 0.75, -1.42]),
    "b_hh": np.array([-0.38, -1.41, -1.13, 1.4, 0.47, -0.22, 0.07, 1.12, -0.47]),
}

GRU_STEP_TORCH_RESULTS = {"h": np.array([[-0.7762764579, -0.261913703, -0.7383321869], [-0.1712098041, 0.09771815405, 0.2322817968]])}


def test_gru_step_torch_shapes():
    """Every result has the shape it should have."""
    shapes("gru_step_torch", GRU_STEP_TORCH, {"h": (2, 3)})


def test_gru_step_torch_example():
    """A fixed example comes out right."""
    agree("gru_step_torch", GRU_STEP_TORCH, GRU_STEP_TORCH_RESULTS)


def test_gru_step_torch_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_step_torch", {**GRU_STEP_TORCH, "x": 1000 * GRU_STEP_TORCH["x"]})


def test_gru_step_torch_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_step_torch", GRU_STEP_TORCH, {"x": GRU_STEP_TORCH["x"][..., :-1]}, names="x h_prev W_ih")
    rejects("gru_step_torch", GRU_STEP_TORCH, {"W_ih": GRU_STEP_TORCH["W_ih"][..., :-1]}, names="x W_ih W_hh b_ih b_hh")
    rejects("gru_step_torch", GRU_STEP_TORCH, {"W_hh": GRU_STEP_TORCH["W_hh"][..., :-1]}, names="h_prev W_ih W_hh b_ih b_hh")
    rejects("gru_step_torch", GRU_STEP_TORCH, {"b_ih": GRU_STEP_TORCH["b_ih"][..., :-1]}, names="W_ih W_hh b_ih b_hh")
    rejects("gru_step_torch", GRU_STEP_TORCH, {"b_hh": GRU_STEP_TORCH["b_hh"][..., :-1]}, names="W_ih W_hh b_ih b_hh")


def test_gru_step_torch_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_step_torch", GRU_STEP_TORCH)


# --- peephole_lstm_step (6 points): gates that see the cell ---

PEEPHOLE_LSTM_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "c_prev": np.array([[1.49, 0.88, 0.37], [1.47, -0.85, -1.02]]),
    "Wx": np.array([
        [0.34, -1.37, -1.39, 0.04, -0.1, 1.25, 0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04, -0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53, -1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32, 0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12, 0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
    ]),
    "Wh": np.array([
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39, 1.13, -0.1, 0.14],
        [-0.53, 0.75, -1.42, -0.38, -1.41, -1.13, 1.4, 0.47, -0.22, 0.07, 1.12, -0.47],
        [0.27, 0.55, -0.43, 0.06, 0.8, 1.23, -1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
    ]),
    "b": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9, -0.41, -0.96, -0.46]),
    "p_i": np.array([1.34, 0.22, -0.48]),
    "p_f": np.array([-0.69, 1.36, -0.17]),
    "p_o": np.array([1.44, 0.05, 0.06]),
}

PEEPHOLE_LSTM_STEP_RESULTS = {
    "h": np.array([
        [-0.1264002102, 0.05880870543, 0.1306201368],
        [0.08431540156, -0.2185983039, -0.01325387433],
    ]),
    "c": np.array([[-0.3417327648, 0.6446651952, 0.1956986542], [1.749272969, -0.9143019906, -1.061781978]]),
}


def test_peephole_lstm_step_shapes():
    """Every result has the shape it should have."""
    shapes("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"h": (2, 3), "c": (2, 3)})


def test_peephole_lstm_step_example():
    """A fixed example comes out right."""
    agree("peephole_lstm_step", PEEPHOLE_LSTM_STEP, PEEPHOLE_LSTM_STEP_RESULTS)


def test_peephole_lstm_step_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("peephole_lstm_step", {**PEEPHOLE_LSTM_STEP, "x": 1000 * PEEPHOLE_LSTM_STEP["x"]})


def test_peephole_lstm_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"x": PEEPHOLE_LSTM_STEP["x"][..., :-1]}, names="x h_prev c_prev Wx")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"h_prev": PEEPHOLE_LSTM_STEP["h_prev"][..., :-1]}, names="x h_prev c_prev Wh p_i p_f p_o")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"c_prev": PEEPHOLE_LSTM_STEP["c_prev"][..., :-1]}, names="x h_prev c_prev Wh p_i p_f p_o")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"Wx": PEEPHOLE_LSTM_STEP["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"Wh": PEEPHOLE_LSTM_STEP["Wh"][..., :-1]}, names="h_prev c_prev Wx Wh b p_i p_f p_o")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"b": PEEPHOLE_LSTM_STEP["b"][..., :-1]}, names="Wx Wh b")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"p_i": PEEPHOLE_LSTM_STEP["p_i"][..., :-1]}, names="h_prev c_prev Wh p_i p_f p_o")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"p_f": PEEPHOLE_LSTM_STEP["p_f"][..., :-1]}, names="h_prev c_prev Wh p_i p_f p_o")
    rejects("peephole_lstm_step", PEEPHOLE_LSTM_STEP, {"p_o": PEEPHOLE_LSTM_STEP["p_o"][..., :-1]}, names="h_prev c_prev Wh p_i p_f p_o")


def test_peephole_lstm_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("peephole_lstm_step", PEEPHOLE_LSTM_STEP)


# --- coupled_lstm_step (5 points): one gate to forget and to write ---

COUPLED_LSTM_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "c_prev": np.array([[1.49, 0.88, 0.37], [1.47, -0.85, -1.02]]),
    "Wx": np.array([
        [0.34, -1.37, -1.39, 0.04, -0.1, 1.25, 0.39, 0.04, -0.01],
        [-0.76, -1.46, -0.92, 0.58, -0.9, -0.39, -1.49, 0.99, -1.04],
        [-0.7, 1.14, 0.03, 1.04, 0.42, 0.73, -1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29, -1.32, -0.34, -0.53, -1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32, 0.41, 0.53, -1.05, -0.18, -0.78, -0.29],
    ]),
    "Wh": np.array([
        [-1.21, 1.4, -0.85, 0.52, -0.6, 1.12, 0.49, -1.11, 1.04],
        [1.33, 1.21, 0.21, -1.06, -0.92, 1.28, 0.16, -0.96, 1.15],
        [0.42, 0.21, -0.37, -0.27, -0.78, -1.39, 1.13, -0.1, 0.14],
    ]),
    "b": np.array([-0.53, 0.75, -1.42, -0.38, -1.41, -1.13, 1.4, 0.47, -0.22]),
}

COUPLED_LSTM_STEP_RESULTS = {
    "h": np.array([[0.1378548777, -0.3856477, 0.007200056502], [0.6770866668, -0.3595239622, 0.2038995791]]),
    "c": np.array([[0.9972888122, -0.4341259899, 0.09103780157], [1.006630445, -0.7619952427, 0.2947772532]]),
}


def test_coupled_lstm_step_shapes():
    """Every result has the shape it should have."""
    shapes("coupled_lstm_step", COUPLED_LSTM_STEP, {"h": (2, 3), "c": (2, 3)})


def test_coupled_lstm_step_example():
    """A fixed example comes out right."""
    agree("coupled_lstm_step", COUPLED_LSTM_STEP, COUPLED_LSTM_STEP_RESULTS)


def test_coupled_lstm_step_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("coupled_lstm_step", {**COUPLED_LSTM_STEP, "x": 1000 * COUPLED_LSTM_STEP["x"]})


def test_coupled_lstm_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"x": COUPLED_LSTM_STEP["x"][..., :-1]}, names="x h_prev c_prev Wx")
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"h_prev": COUPLED_LSTM_STEP["h_prev"][..., :-1]}, names="x h_prev c_prev Wh")
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"c_prev": COUPLED_LSTM_STEP["c_prev"][..., :-1]}, names="x h_prev c_prev Wh")
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"Wx": COUPLED_LSTM_STEP["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"Wh": COUPLED_LSTM_STEP["Wh"][..., :-1]}, names="h_prev c_prev Wx Wh b")
    rejects("coupled_lstm_step", COUPLED_LSTM_STEP, {"b": COUPLED_LSTM_STEP["b"][..., :-1]}, names="Wx Wh b")


def test_coupled_lstm_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("coupled_lstm_step", COUPLED_LSTM_STEP)


def test_coupled_lstm_step_of_zero_weights():
    """Without any weight the gate is half open: half of the old cell is kept, and nothing is written."""
    one = np.ones((1, 1))
    weights = {"Wx": np.zeros((1, 3)), "Wh": np.zeros((1, 3)), "b": np.zeros(3)}
    given = {"x": one, "h_prev": one, "c_prev": one, **weights}
    agree("coupled_lstm_step", given, {"h": np.array([[0.5 * np.tanh(0.5)]]), "c": np.array([[0.5]])})


# --- minimal_gated_step (5 points): the minimal gated unit ---

MINIMAL_GATED_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wx": np.array([
        [1.49, 0.88, 0.37, 1.47, -0.85, -1.02],
        [0.34, -1.37, -1.39, 0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04],
        [-0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
    ]),
    "Wh": np.array([
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
    ]),
    "b": np.array([-0.18, -0.78, -0.29, -1.21, 1.4, -0.85]),
}

MINIMAL_GATED_STEP_RESULTS = {"h": np.array([[-0.7819882489, -0.6821251796, -0.6066016904], [-0.8872700509, 0.1410563685, -0.8443527566]])}


def test_minimal_gated_step_shapes():
    """Every result has the shape it should have."""
    shapes("minimal_gated_step", MINIMAL_GATED_STEP, {"h": (2, 3)})


def test_minimal_gated_step_example():
    """A fixed example comes out right."""
    agree("minimal_gated_step", MINIMAL_GATED_STEP, MINIMAL_GATED_STEP_RESULTS)


def test_minimal_gated_step_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("minimal_gated_step", {**MINIMAL_GATED_STEP, "x": 1000 * MINIMAL_GATED_STEP["x"]})


def test_minimal_gated_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("minimal_gated_step", MINIMAL_GATED_STEP, {"x": MINIMAL_GATED_STEP["x"][..., :-1]}, names="x h_prev Wx")
    rejects("minimal_gated_step", MINIMAL_GATED_STEP, {"Wx": MINIMAL_GATED_STEP["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("minimal_gated_step", MINIMAL_GATED_STEP, {"Wh": MINIMAL_GATED_STEP["Wh"][..., :-1]}, names="h_prev Wx Wh b")
    rejects("minimal_gated_step", MINIMAL_GATED_STEP, {"b": MINIMAL_GATED_STEP["b"][..., :-1]}, names="Wx Wh b")


def test_minimal_gated_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("minimal_gated_step", MINIMAL_GATED_STEP)


# --- layer_norm_rnn_step (6 points): an RNN with layer normalisation ---

LAYER_NORM_RNN_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wx": np.array([
        [1.49, 0.88, 0.37],
        [1.47, -0.85, -1.02],
        [0.34, -1.37, -1.39],
        [0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01],
    ]),
    "Wh": np.array([[-0.76, -1.46, -0.92], [0.58, -0.9, -0.39], [-1.49, 0.99, -1.04]]),
    "gain": np.array([-0.7, 1.14, 0.03]),
    "b": np.array([1.04, 0.42, 0.73]),
    "eps": 0.001,
}

LAYER_NORM_RNN_STEP_RESULTS = {"h": np.array([[0.05652799101, -0.2181674062, 0.6073687387], [0.9643264354, 0.7130910329, 0.6404084163]])}


def test_layer_norm_rnn_step_shapes():
    """Every result has the shape it should have."""
    shapes("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"h": (2, 3)})


def test_layer_norm_rnn_step_example():
    """A fixed example comes out right."""
    agree("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, LAYER_NORM_RNN_STEP_RESULTS)


def test_layer_norm_rnn_step_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("layer_norm_rnn_step", {**LAYER_NORM_RNN_STEP, "x": 1000 * LAYER_NORM_RNN_STEP["x"]})


def test_layer_norm_rnn_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"x": LAYER_NORM_RNN_STEP["x"][..., :-1]}, names="x h_prev Wx")
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"h_prev": LAYER_NORM_RNN_STEP["h_prev"][..., :-1]}, names="x h_prev Wx Wh gain b")
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"Wx": LAYER_NORM_RNN_STEP["Wx"][..., :-1]}, names="x h_prev Wx Wh gain b")
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"Wh": LAYER_NORM_RNN_STEP["Wh"][..., :-1]}, names="h_prev Wx Wh gain b")
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"gain": LAYER_NORM_RNN_STEP["gain"][..., :-1]}, names="h_prev Wx Wh gain b")
    rejects("layer_norm_rnn_step", LAYER_NORM_RNN_STEP, {"b": LAYER_NORM_RNN_STEP["b"][..., :-1]}, names="h_prev Wx Wh gain b")


def test_layer_norm_rnn_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("layer_norm_rnn_step", LAYER_NORM_RNN_STEP)


# --- masked_rnn (6 points): padding that the state passes over ---

MASKED_RNN = {
    "x": np.array([
        [
            [0.38, 1.19, 0.83, -0.82, -0.6],
            [1.12, -1.48, 0.96, 0.89, -0.1],
            [-0.59, -0.66, -0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88, 0.37, 1.47],
        ],
        [
            [-0.85, -1.02, 0.34, -1.37, -1.39],
            [0.04, -0.1, 1.25, 0.39, 0.04],
            [-0.01, -0.76, -1.46, -0.92, 0.58],
            [-0.9, -0.39, -1.49, 0.99, -1.04],
        ],
    ]),
    "mask": np.array([[1.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0]]),
    "h0": np.array([[0.42, 0.73, -1.23], [0.12, 0.02, 1.11]]),
    "Wx": np.array([
        [-0.42, 0.29, -1.32],
        [-0.34, -0.53, -1.05],
        [0.95, -0.36, 1.44],
        [0.27, 0.32, 0.41],
        [0.53, -1.05, -0.18],
    ]),
    "Wh": np.array([[-0.78, -0.29, -1.21], [1.4, -0.85, 0.52], [-0.6, 1.12, 0.49]]),
    "b": np.array([-1.11, 1.04, 1.33]),
}

MASKED_RNN_RESULTS = {
    "h": np.array([
        [
            [0.00729987033, -0.9106979987, -0.183304545],
            [0.00729987033, -0.9106979987, -0.183304545],
            [-0.9878656525, 0.9633196379, 0.7992689809],
            [0.9316601886, -0.7940724076, 0.9925797368],
        ],
        [
            [0.12, 0.02, 1.11],
            [-0.4702568009, 0.9586362976, 0.9988811036],
            [-0.7878878492, 0.9055774921, 0.8055256359],
            [-0.7161782478, 0.9972382901, 0.9966420933],
        ],
    ]),
}


def test_masked_rnn_shapes():
    """Every result has the shape it should have."""
    shapes("masked_rnn", MASKED_RNN, {"h": (2, 4, 3)})


def test_masked_rnn_example():
    """A fixed example comes out right."""
    agree("masked_rnn", MASKED_RNN, MASKED_RNN_RESULTS)


def test_masked_rnn_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("masked_rnn", {**MASKED_RNN, "x": 1000 * MASKED_RNN["x"]})


def test_masked_rnn_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("masked_rnn", MASKED_RNN, {"x": MASKED_RNN["x"][:, :0]}, names="x mask h0 Wx")
    rejects("masked_rnn", MASKED_RNN, {"x": MASKED_RNN["x"][..., :-1]}, names="x mask h0 Wx")
    rejects("masked_rnn", MASKED_RNN, {"mask": MASKED_RNN["mask"][:, :0]}, names="x mask h0")
    rejects("masked_rnn", MASKED_RNN, {"mask": MASKED_RNN["mask"][..., :-1]}, names="x mask h0")
    rejects("masked_rnn", MASKED_RNN, {"h0": MASKED_RNN["h0"][..., :-1]}, names="x mask h0 Wx Wh b")
    rejects("masked_rnn", MASKED_RNN, {"Wx": MASKED_RNN["Wx"][..., :-1]}, names="x h0 Wx Wh b")
    rejects("masked_rnn", MASKED_RNN, {"Wh": MASKED_RNN["Wh"][..., :-1]}, names="h0 Wx Wh b")
    rejects("masked_rnn", MASKED_RNN, {"b": MASKED_RNN["b"][..., :-1]}, names="h0 Wx Wh b")


def test_masked_rnn_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("masked_rnn", MASKED_RNN)


# --- packed_last_state (5 points): the last state of both directions ---

PACKED_LAST_STATE = {
    "forward": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "backward": np.array([
        [[-1.39, 0.04, -0.1], [1.25, 0.39, 0.04], [-0.01, -0.76, -1.46], [-0.92, 0.58, -0.9]],
        [[-0.39, -1.49, 0.99], [-1.04, -0.7, 1.14], [0.03, 1.04, 0.42], [0.73, -1.23, 0.12]],
    ]),
    "lengths": np.array([3, 3]),
}

PACKED_LAST_STATE_RESULTS = {"last": np.array([[-1.48, 0.96, 0.89, -1.39, 0.04, -0.1], [0.37, 1.47, -0.85, -0.39, -1.49, 0.99]])}


def test_packed_last_state_shapes():
    """Every result has the shape it should have."""
    shapes("packed_last_state", PACKED_LAST_STATE, {"last": (2, 6)})


def test_packed_last_state_example():
    """A fixed example comes out right."""
    agree("packed_last_state", PACKED_LAST_STATE, PACKED_LAST_STATE_RESULTS)


def test_packed_last_state_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("packed_last_state", PACKED_LAST_STATE, {"forward": PACKED_LAST_STATE["forward"][:, :0]}, names="forward backward lengths")
    rejects("packed_last_state", PACKED_LAST_STATE, {"forward": PACKED_LAST_STATE["forward"][..., :-1]}, names="forward backward lengths")
    rejects("packed_last_state", PACKED_LAST_STATE, {"backward": PACKED_LAST_STATE["backward"][:, :0]}, names="forward backward lengths")
    rejects("packed_last_state", PACKED_LAST_STATE, {"backward": PACKED_LAST_STATE["backward"][..., :-1]}, names="forward backward lengths")
    rejects("packed_last_state", PACKED_LAST_STATE, {"lengths": PACKED_LAST_STATE["lengths"][..., :-1]}, names="forward backward lengths")


def test_packed_last_state_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("packed_last_state", PACKED_LAST_STATE)


def test_packed_last_state_of_two_lengths():
    """One real step of four, and two."""
    forward = np.array([[[1.0], [2.0], [3.0], [4.0]], [[5.0], [6.0], [7.0], [8.0]]])
    given = {"forward": forward, "backward": -forward, "lengths": np.array([1, 2])}
    agree("packed_last_state", given, {"last": np.array([[1.0, -1.0], [6.0, -5.0]])})


# --- masked_mean_pool (5 points): the mean without the padding ---

MASKED_MEAN_POOL = {
    "h": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "mask": np.array([[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 1.0, 1.0]]),
}

MASKED_MEAN_POOL_RESULTS = {"pooled": np.array([[-0.1, -0.59, -0.66], [-0.4633333333, 0.55, -0.7366666667]])}


def test_masked_mean_pool_shapes():
    """Every result has the shape it should have."""
    shapes("masked_mean_pool", MASKED_MEAN_POOL, {"pooled": (2, 3)})


def test_masked_mean_pool_example():
    """A fixed example comes out right."""
    agree("masked_mean_pool", MASKED_MEAN_POOL, MASKED_MEAN_POOL_RESULTS)


def test_masked_mean_pool_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("masked_mean_pool", MASKED_MEAN_POOL, {"h": MASKED_MEAN_POOL["h"][:, :0]}, names="h mask")
    rejects("masked_mean_pool", MASKED_MEAN_POOL, {"mask": MASKED_MEAN_POOL["mask"][:, :0]}, names="h mask")
    rejects("masked_mean_pool", MASKED_MEAN_POOL, {"mask": MASKED_MEAN_POOL["mask"][..., :-1]}, names="h mask")


def test_masked_mean_pool_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("masked_mean_pool", MASKED_MEAN_POOL)


def test_masked_mean_pool_of_one_real_step():
    """One real step, and none."""
    h = np.array([[[2.0], [5.0]], [[1.0], [2.0]]])
    mask = np.array([[1.0, 0.0], [0.0, 0.0]])
    agree("masked_mean_pool", {"h": h, "mask": mask}, {"pooled": np.array([[2.0], [0.0]])})


def test_masked_mean_pool_of_two_lengths():
    """Two real steps of four, and one."""
    h = np.array([[[2.0], [5.0], [7.0], [8.0]], [[3.0], [2.0], [9.0], [6.0]]])
    mask = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    agree("masked_mean_pool", {"h": h, "mask": mask}, {"pooled": np.array([[3.5], [3.0]])})


# --- masked_max_pool (5 points): the maximum without the padding ---

MASKED_MAX_POOL_RESULTS = {"pooled": np.array([[-0.1, -0.59, -0.66], [0.37, 1.47, 0.01]])}


def test_masked_max_pool_shapes():
    """Every result has the shape it should have."""
    shapes("masked_max_pool", MASKED_MEAN_POOL, {"pooled": (2, 3)})


def test_masked_max_pool_example():
    """A fixed example comes out right."""
    agree("masked_max_pool", MASKED_MEAN_POOL, MASKED_MAX_POOL_RESULTS)


def test_masked_max_pool_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("masked_max_pool", MASKED_MEAN_POOL, {"h": MASKED_MEAN_POOL["h"][:, :0]}, names="h mask")
    rejects("masked_max_pool", MASKED_MEAN_POOL, {"mask": MASKED_MEAN_POOL["mask"][:, :0]}, names="h mask")
    rejects("masked_max_pool", MASKED_MEAN_POOL, {"mask": MASKED_MEAN_POOL["mask"][..., :-1]}, names="h mask")


def test_masked_max_pool_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("masked_max_pool", MASKED_MEAN_POOL)


def test_masked_max_pool_of_negative_states():
    """The largest of two negative states, with padding between them; and a sequence without a real step."""
    h = np.array([[[-3.0], [5.0], [-2.0]], [[1.0], [2.0], [3.0]]])
    mask = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    agree("masked_max_pool", {"h": h, "mask": mask}, {"pooled": np.array([[-2.0], [0.0]])})


# --- attend (6 points): attention over states ---

ATTEND = {
    "query": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "keys": np.array([
        [[-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66], [-0.74, -0.16, 0.01], [0.16, 1.49, 0.88]],
        [[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37], [-1.39, 0.04, -0.1], [1.25, 0.39, 0.04]],
    ]),
    "mask": np.array([[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 1.0, 0.0]]),
}

ATTEND_RESULTS = {
    "context": np.array([[0.16, 1.49, 0.88], [-1.317066609, 0.09925837978, -0.1310795698]]),
    "weights": np.array([[0.0, 0.0, 0.0, 1.0], [0.04143942642, 0.0, 0.9585605736, 0.0]]),
}


def test_attend_shapes():
    """Every result has the shape it should have."""
    shapes("attend", ATTEND, {"context": (2, 3), "weights": (2, 4)})


def test_attend_example():
    """A fixed example comes out right."""
    agree("attend", ATTEND, ATTEND_RESULTS)


def test_attend_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("attend", {**ATTEND, "query": 1000 * ATTEND["query"]})


def test_attend_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("attend", ATTEND, {"query": ATTEND["query"][..., :-1]}, names="query keys mask")
    rejects("attend", ATTEND, {"keys": ATTEND["keys"][:, :0]}, names="query keys mask")
    rejects("attend", ATTEND, {"keys": ATTEND["keys"][..., :-1]}, names="query keys mask")
    rejects("attend", ATTEND, {"mask": ATTEND["mask"][:, :0]}, names="query keys mask")
    rejects("attend", ATTEND, {"mask": ATTEND["mask"][..., :-1]}, names="query keys mask")


def test_attend_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("attend", ATTEND)


# --- teacher_forcing_inputs (5 points): what a decoder reads in training ---

TEACHER_FORCING_INPUTS = {"targets": np.array([[8, 6, 6, 8], [6, 7, 7, 3]]), "start": 9}

TEACHER_FORCING_INPUTS_RESULTS = {"inputs": np.array([[9, 8, 6, 6], [9, 6, 7, 7]])}


def test_teacher_forcing_inputs_shapes():
    """Every result has the shape it should have."""
    shapes("teacher_forcing_inputs", TEACHER_FORCING_INPUTS, {"inputs": (2, 4)})


def test_teacher_forcing_inputs_example():
    """A fixed example comes out right."""
    agree("teacher_forcing_inputs", TEACHER_FORCING_INPUTS, TEACHER_FORCING_INPUTS_RESULTS)


def test_teacher_forcing_inputs_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("teacher_forcing_inputs", TEACHER_FORCING_INPUTS, {"targets": TEACHER_FORCING_INPUTS["targets"][:, :0]}, names="targets start")


def test_teacher_forcing_inputs_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("teacher_forcing_inputs", TEACHER_FORCING_INPUTS)


# --- greedy_decode (6 points): the likeliest symbol, step by step ---

GREEDY_DECODE = {
    "h0": np.array([0.38, 1.19, 0.83]),
    "start": 1,
    "stop": 1,
    "E": np.array([[-0.6, 1.12, -1.48, 0.96, 0.89], [-0.1, -0.59, -0.66, -0.74, -0.16]]),
    "Wx": np.array([
        [0.01, 0.16, 1.49],
        [0.88, 0.37, 1.47],
        [-0.85, -1.02, 0.34],
        [-1.37, -1.39, 0.04],
        [-0.1, 1.25, 0.39],
    ]),
    "Wh": np.array([[0.04, -0.01, -0.76], [-1.46, -0.92, 0.58], [-0.9, -0.39, -1.49]]),
    "b": np.array([0.99, -1.04, -0.7]),
    "Wy": np.array([[1.14, 0.03], [1.04, 0.42], [0.73, -1.23]]),
    "by": np.array([0.12, -3.0]),
    "max_length": 4,
}

GREEDY_DECODE_RESULTS = {"symbols": [0, 0, 0, 0]}


def test_greedy_decode_shapes():
    """Every result has the shape it should have."""
    shapes("greedy_decode", GREEDY_DECODE, {"symbols": [(), (), (), ()]})


def test_greedy_decode_example():
    """A fixed example comes out right."""
    agree("greedy_decode", GREEDY_DECODE, GREEDY_DECODE_RESULTS)


def test_greedy_decode_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("greedy_decode", GREEDY_DECODE, {"h0": GREEDY_DECODE["h0"][..., :-1]}, names="h0 Wx Wh b Wy")
    rejects("greedy_decode", GREEDY_DECODE, {"E": GREEDY_DECODE["E"][..., :-1]}, names="E Wx Wy by")
    rejects("greedy_decode", GREEDY_DECODE, {"Wx": GREEDY_DECODE["Wx"][..., :-1]}, names="h0 E Wx Wh b Wy")
    rejects("greedy_decode", GREEDY_DECODE, {"Wh": GREEDY_DECODE["Wh"][..., :-1]}, names="h0 Wx Wh b Wy")
    rejects("greedy_decode", GREEDY_DECODE, {"b": GREEDY_DECODE["b"][..., :-1]}, names="h0 Wx Wh b Wy")
    rejects("greedy_decode", GREEDY_DECODE, {"Wy": GREEDY_DECODE["Wy"][..., :-1]}, names="h0 E Wx Wh b Wy by")
    rejects("greedy_decode", GREEDY_DECODE, {"by": GREEDY_DECODE["by"][..., :-1]}, names="E Wy by")


def test_greedy_decode_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("greedy_decode", GREEDY_DECODE)


def test_greedy_decode_of_a_network_that_counts():
    """Symbol s is followed by s + 1: from 0 it counts to the stop, or as far as it may."""
    one = np.eye(4)
    given = {"h0": np.zeros(4), "start": 0, "stop": 3, "E": one, "Wx": np.roll(one, 1, axis=1)}
    given |= {"Wh": 0 * one, "b": np.zeros(4), "Wy": one, "by": np.zeros(4), "max_length": 9}
    agree("greedy_decode", given, {"symbols": [1, 2]})
    agree("greedy_decode", {**given, "max_length": 1}, {"symbols": [1]})


def test_greedy_decode_adds_the_bias_to_the_scores():
    """Whatever the state says, a large bias wins."""
    one = np.eye(4)
    given = {"h0": np.zeros(4), "start": 1, "stop": 3, "E": one, "Wx": np.roll(one, 1, axis=1)}
    given |= {"Wh": 0 * one, "b": np.zeros(4), "Wy": one, "by": np.array([0.0, 0.0, 9.0, 0.0]), "max_length": 3}
    agree("greedy_decode", given, {"symbols": [2, 2, 2]})


# --- locked_dropout (5 points): one dropout for all steps ---

LOCKED_DROPOUT = {
    "h": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "keep": np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]]),
    "p": 0.4,
}

LOCKED_DROPOUT_RESULTS = {
    "y": np.array([
        [[0.0, 0.0, 1.383333333], [-0.0, -0.0, 1.866666667], [-0.0, 0.0, 1.483333333], [-0.0, -0.0, -1.1]],
        [
            [-1.233333333, -0.2666666667, 0.01666666667],
            [0.2666666667, 2.483333333, 1.466666667],
            [0.6166666667, 2.45, -1.416666667],
            [-1.7, 0.5666666667, -2.283333333],
        ],
    ]),
}


def test_locked_dropout_shapes():
    """Every result has the shape it should have."""
    shapes("locked_dropout", LOCKED_DROPOUT, {"y": (2, 4, 3)})


def test_locked_dropout_example():
    """A fixed example comes out right."""
    agree("locked_dropout", LOCKED_DROPOUT, LOCKED_DROPOUT_RESULTS)


def test_locked_dropout_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("locked_dropout", LOCKED_DROPOUT, {"h": LOCKED_DROPOUT["h"][:, :0]}, names="h keep")
    rejects("locked_dropout", LOCKED_DROPOUT, {"h": LOCKED_DROPOUT["h"][..., :-1]}, names="h keep")
    rejects("locked_dropout", LOCKED_DROPOUT, {"keep": LOCKED_DROPOUT["keep"][..., :-1]}, names="h keep")


def test_locked_dropout_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("locked_dropout", LOCKED_DROPOUT)


# --- residual_stack_step (6 points): layers with residual connections ---

RESIDUAL_STACK_STEP = {
    "x": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "h_prev": np.array([
        [[-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88]],
        [[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
        [[-1.39, 0.04, -0.1], [1.25, 0.39, 0.04]],
    ]),
    "Wx": np.array([
        [[-0.01, -0.76, -1.46], [-0.92, 0.58, -0.9], [-0.39, -1.49, 0.99]],
        [[-1.04, -0.7, 1.14], [0.03, 1.04, 0.42], [0.73, -1.23, 0.12]],
        [[0.02, 1.11, -0.42], [0.29, -1.32, -0.34], [-0.53, -1.05, 0.95]],
        [[-0.36, 1.44, 0.27], [0.32, 0.41, 0.53], [-1.05, -0.18, -0.78]],
    ]),
    "Wh": np.array([
        [[-0.29, -1.21, 1.4], [-0.85, 0.52, -0.6], [1.12, 0.49, -1.11]],
        [[1.04, 1.33, 1.21], [0.21, -1.06, -0.92], [1.28, 0.16, -0.96]],
        [[1.15, 0.42, 0.21], [-0.37, -0.27, -0.78], [-1.39, 1.13, -0.1]],
        [[0.14, -0.53, 0.75], [-1.42, -0.38, -1.41], [-1.13, 1.4, 0.47]],
    ]),
    "b": np.array([[-0.22, 0.07, 1.12], [-0.47, 0.27, 0.55], [-0.43, 0.06, 0.8], [1.23, -1.05, 1.3]]),
}

RESIDUAL_STACK_STEP_RESULTS = {
    "y": np.array([[0.7733264726, 2.323351422, 0.3642123824], [-1.892451203, -3.502036914, 1.200238026]]),
    "h": np.array([
        [[-0.7748291507, 0.961150829, -0.9973893577], [-0.2961553161, -0.9500992736, 0.9998918625]],
        [[-0.7199000079, 0.9745889737, 0.2217457498], [0.9989946252, -0.9996949785, -0.9962681975]],
        [[0.903041179, -0.9999960097, -0.6211201267], [-0.8216269521, 0.04753933628, 0.9849558096]],
        [[0.9850144522, 0.1976076285, 0.9309761169], [-0.9536635598, -0.9997819983, -0.9083414487]],
    ]),
}


def test_residual_stack_step_shapes():
    """Every result has the shape it should have."""
    shapes("residual_stack_step", RESIDUAL_STACK_STEP, {"y": (2, 3), "h": (4, 2, 3)})


def test_residual_stack_step_example():
    """A fixed example comes out right."""
    agree("residual_stack_step", RESIDUAL_STACK_STEP, RESIDUAL_STACK_STEP_RESULTS)


def test_residual_stack_step_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("residual_stack_step", {**RESIDUAL_STACK_STEP, "x": 1000 * RESIDUAL_STACK_STEP["x"]})


def test_residual_stack_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("residual_stack_step", RESIDUAL_STACK_STEP, {"x": RESIDUAL_STACK_STEP["x"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("residual_stack_step", RESIDUAL_STACK_STEP, {"h_prev": RESIDUAL_STACK_STEP["h_prev"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("residual_stack_step", RESIDUAL_STACK_STEP, {"Wx": RESIDUAL_STACK_STEP["Wx"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("residual_stack_step", RESIDUAL_STACK_STEP, {"Wh": RESIDUAL_STACK_STEP["Wh"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("residual_stack_step", RESIDUAL_STACK_STEP, {"b": RESIDUAL_STACK_STEP["b"][..., :-1]}, names="x h_prev Wx Wh b")


def test_residual_stack_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("residual_stack_step", RESIDUAL_STACK_STEP)
