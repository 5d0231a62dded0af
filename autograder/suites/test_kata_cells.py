"""The hidden tests of `kata_cells.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree
from autograder.suites.laws import Laws, misfits
from autograder.suites.suite import Suite
from solutions import kata_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autograder.suites.student import Student

    Bad = Iterable[tuple[list[Any], set[str]]]
    Oracle = Callable[..., Any]

ASSIGNMENT = ASSIGNMENTS["kata_cells"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, kata_cells)
check = SUITE.check


def _tensors(name: str, a: Case) -> list[Any]:
    """A case's arguments, its arrays as torch's tensors."""
    values = [a[argument] for argument in ASSIGNMENT.exercise(name).arguments]
    return [torch.tensor(np.array(value)) if isinstance(value, np.ndarray) else value for value in values]


@cache
def _asked(name: str, oracle: Oracle, a: Case) -> list[Any]:
    """What an oracle answers, a result after the other."""
    with torch.no_grad():
        answer = oracle(*_tensors(name, a))
    answers = answer if isinstance(answer, tuple) else (answer,)
    return [part.numpy() if isinstance(part, torch.Tensor) else part for part in answers]


def _follows(name: str, inputs: Inputs, title: Text, oracle: Oracle) -> None:
    """Declare that an exercise answers as an oracle does."""
    exercise = ASSIGNMENT.exercise(name)

    @check(name, title, inputs, weight=2)
    def test_it_answers_as_another_program_does(student: Student, a: Case) -> None:
        got = student.once(exercise, a)
        for result, want in zip(exercise.results, _asked(name, oracle, a), strict=True):
            agree(result, got[result], want)


def _misshapen(name: str, a: Case) -> Bad:
    """Bad shapes; columns follow from units, so wherever one is wrong, all arrays may be blamed."""
    exercise = ASSIGNMENT.exercise(name)
    arrays = {argument for argument, axes in exercise.arguments.items() if axes}
    for bad, _blamed in misfits(exercise, a):
        yield bad, arrays
    for letter in sorted({axis for axes in exercise.arguments.values() for axis in axes or ""} - set("NTL")):
        spoilt = dict.fromkeys(exercise.arguments)
        for argument, axes in exercise.arguments.items():
            spoilt[argument] = _grown(a[argument], axes or "", letter)
        if letter in a.inputs.derived:
            yield list(spoilt.values()), arrays  # all agree, on a number that is none


def _grown(value: Any, axes: str, letter: str) -> Any:
    """One more along every axis of that letter."""
    for at in (at for at, axis in enumerate(axes) if axis == letter):
        value = np.concatenate([value, np.take(value, [0], at)], at)
    return value


def _hold(name: str, inputs: Inputs, **how: Any) -> None:
    LAWS.hold(name, inputs, spoil=lambda a: _misshapen(name, a), **how)


def _blocks(gates: int) -> dict[str, Any]:
    return {"K": lambda sizes: gates * sizes["H"]}


def _lstm_cell(x: Any, state: tuple[Any, Any], W_ih: Any, W_hh: Any, b_ih: Any, b_hh: Any) -> Any:
    cell = torch.nn.LSTMCell(x.shape[1], state[0].shape[1], dtype=torch.float64)
    named = {"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh}
    return oracles.functional(cell)(named, (x, state))


# --- many to one --------------------------------------------------------------------------------------------------

READING = Inputs("x:NTD h0:NH Wx:DH Wh:HH b:H")


def _torch_rnn(x: Any, h0: Any, Wx: Any, Wh: Any, b: Any) -> Any:
    module = torch.nn.RNN(x.shape[2], h0.shape[1], batch_first=True, dtype=torch.float64)
    named = {"weight_ih_l0": Wx.T, "weight_hh_l0": Wh.T, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
    return oracles.functional(module)(named, (x, h0[None]))[1][0]


_hold("rnn_last_state", READING)
_follows("rnn_last_state", READING, Text("it is the h_n of torch.nn.RNN", "与 torch.nn.RNN 的 h_n 相同"), _torch_rnn)

# --- LSTMs --------------------------------------------------------------------------------------------------------

CONCAT = Inputs("x:ND h_prev:NH c_prev:NH W:RK b:K", derived={"R": lambda sizes: sizes["D"] + sizes["H"], **_blocks(4)})
TORCHS_LSTM = Inputs("x:ND h_prev:NH c_prev:NH W_ih:KD W_hh:KH b_ih:K b_hh:K", derived=_blocks(4))
PEEPHOLES = Inputs("x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K p_i:H p_f:H p_o:H", derived=_blocks(4))
COUPLED = Inputs("x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K", derived=_blocks(3))
AS_LSTM_CELL = Text("it agrees with torch.nn.LSTMCell", "与 torch.nn.LSTMCell 一致")


def _concat(x: Any, h: Any, c: Any, W: Any, b: Any) -> Any:
    D = x.shape[1]
    return _lstm_cell(x, (h, c), W[:D].T, W[D:].T, b, torch.zeros_like(b))


def _coupled(x: Any, h: Any, c: Any, Wx: Any, Wh: Any, b: Any) -> Any:
    """torch's LSTM with the forget gate's weights, negated, for its input gate: 1 - sigmoid(a) is sigmoid(-a)."""
    f = slice(len(Wh))
    W_ih, W_hh, b_ih = (torch.cat([-weights[f], weights]) for weights in (Wx.T, Wh.T, b))
    return _lstm_cell(x, (h, c), W_ih, W_hh, b_ih, torch.zeros_like(b_ih))


def _peephole(x: Any, h: Any, c: Any, Wx: Any, Wh: Any, b: Any, p_i: Any, p_f: Any, p_o: Any) -> Any:
    """A peephole is a weight of the cell on a diagonal."""
    i, f, g, o = torch.addmm(torch.addmm(b, x, Wx), h, Wh).chunk(4, 1)
    new = torch.sigmoid(f + c @ torch.diag(p_f)) * c + torch.sigmoid(i + c @ torch.diag(p_i)) * torch.tanh(g)
    return torch.sigmoid(o + new @ torch.diag(p_o)) * torch.tanh(new), new


_hold("lstm_step_concat", CONCAT)
_follows("lstm_step_concat", CONCAT, AS_LSTM_CELL, _concat)
_hold("lstm_step_torch", TORCHS_LSTM)
_follows("lstm_step_torch", TORCHS_LSTM, AS_LSTM_CELL, lambda x, h, c, *weights: _lstm_cell(x, (h, c), *weights))
_hold("peephole_lstm_step", PEEPHOLES)
_follows(
    "peephole_lstm_step",
    PEEPHOLES,
    Text("it agrees with the equations, written in torch", "与用 torch 写出的方程一致"),
    _peephole,
)
_hold("coupled_lstm_step", COUPLED)
_follows(
    "coupled_lstm_step",
    COUPLED,
    Text("it is torch's LSTM with i = 1 - f", "与令 i = 1 - f 的 torch LSTM 一致"),
    _coupled,
)


@check("peephole_lstm_step", Text("without peepholes it is torch.nn.LSTMCell", "窥视孔为零时即 torch.nn.LSTMCell"))
def test_no_peepholes(student: Student, _: None) -> None:
    a = Case(PEEPHOLES, {"N": 3, "D": 2, "H": 4}, seed=5)
    x, h, c, Wx, Wh, b, *_peepholes = _tensors("peephole_lstm_step", a)
    got = student.peephole_lstm_step(a.x, a.h_prev, a.c_prev, a.Wx, a.Wh, a.b, *[np.zeros(4)] * 3)
    for name, part, want in zip("hc", got, _lstm_cell(x, (h, c), Wx.T, Wh.T, b, torch.zeros_like(b)), strict=True):
        agree(name, part, want.numpy())


# --- GRUs and their like ------------------------------------------------------------------------------------------

CHO = Inputs("x:ND h_prev:NH Wr:DH Ur:HH Wz:DH Uz:HH W:DH U:HH")
TORCHS_GRU = Inputs("x:ND h_prev:NH W_ih:KD W_hh:KH b_ih:K b_hh:K", derived=_blocks(3))
MINIMAL = Inputs("x:ND h_prev:NH Wx:DK Wh:HK b:K", derived=_blocks(2))
AS_CHO = Text("it agrees with the published equations, written in torch", "与用 torch 写出的论文方程一致")


def _cho(x: Any, h: Any, Wr: Any, Ur: Any, Wz: Any, Uz: Any, W: Any, U: Any) -> Any:
    r = torch.sigmoid(torch.cat([x, h], 1) @ torch.cat([Wr, Ur]))
    z = torch.sigmoid(torch.cat([x, h], 1) @ torch.cat([Wz, Uz]))
    return torch.lerp(torch.tanh(torch.cat([x, r * h], 1) @ torch.cat([W, U])), h, z)


def _gru_cell(x: Any, h: Any, W_ih: Any, W_hh: Any, b_ih: Any, b_hh: Any) -> Any:
    cell = torch.nn.GRUCell(x.shape[1], h.shape[1], dtype=torch.float64)
    named = {"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh}
    return oracles.functional(cell)(named, (x, h))


def _minimal(x: Any, h: Any, Wx: Any, Wh: Any, b: Any) -> Any:
    gate, candidate = zip(*(part.chunk(2, -1) for part in (Wx, Wh, b)), strict=True)
    f = torch.sigmoid(torch.addmm(torch.addmm(gate[2], x, gate[0]), h, gate[1]))
    n = torch.tanh(torch.addmm(torch.addmm(candidate[2], x, candidate[0]), f * h, candidate[1]))
    return torch.lerp(h, n, f)


_hold("gru_step_cho", CHO)
_follows("gru_step_cho", CHO, AS_CHO, _cho)
_hold("gru_step_torch", TORCHS_GRU)
_follows("gru_step_torch", TORCHS_GRU, Text("it agrees with torch.nn.GRUCell", "与 torch.nn.GRUCell 一致"), _gru_cell)
_hold("minimal_gated_step", MINIMAL)
_follows("minimal_gated_step", MINIMAL, AS_CHO, _minimal)

# --- layer normalisation ------------------------------------------------------------------------------------------

NORMED = Inputs(
    "x:ND h_prev:NH Wx:DH Wh:HH gain:H b:H eps",
    builders={"eps": lambda rng, _sizes, _made: float(rng.choice([1e-5, 1e-3, 0.1]))},
)


def _layer_norm(x: Any, h: Any, Wx: Any, Wh: Any, gain: Any, b: Any, eps: float) -> Any:
    return torch.tanh(torch.nn.functional.layer_norm(torch.addmm(h @ Wh, x, Wx), gain.shape, gain, b, eps))


_hold("layer_norm_rnn_step", NORMED)
_follows(
    "layer_norm_rnn_step",
    NORMED,
    Text("it normalises as torch.nn.functional.layer_norm does", "归一化与 torch.nn.functional.layer_norm 一致"),
    _layer_norm,
)
