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
    from collections.abc import Callable, Iterable, Mapping

    from autograder.suites.cases import Builder
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
    """Torch's LSTM with the forget gate's weights, negated, for its input gate: 1 - sigmoid(a) is sigmoid(-a)."""
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

# --- padding ------------------------------------------------------------------------------------------------------


def _mask(letters: str, fewest: int = 0) -> Builder:
    """Zeros and ones; in each row at least so many ones as are asked for, which may be one."""

    def build(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
        mask = rng.integers(0, 2, [sizes[letter] for letter in letters]).astype(float)
        if fewest:
            mask[np.arange(len(mask)), rng.integers(0, mask.shape[1], len(mask))] = 1
        return mask

    return build


def _bad_mask(name: str, mask: str, a: Case, *others: Any) -> Bad:
    """Bad shapes, and masks that hold something else, each in the place of the mask."""
    yield from _misshapen(name, a)
    arguments = list(ASSIGNMENT.exercise(name).arguments)
    one_off = (_but(a[mask], at, wrong) for at, wrong in ((0, 2.0), (0, -1.0), (-1, 0.5)))
    for spoilt in (*one_off, a[mask] + 2, *others):
        yield [spoilt if argument == mask else a[argument] for argument in arguments], {mask}


def _but(array: Any, at: int, wrong: float) -> Any:
    """The array with another value in one of its rows."""
    other = np.array(array)
    other[at] = wrong
    return other


CARRIED = Inputs("x:NTD mask:NT h0:NH Wx:DH Wh:HH b:H", builders={"mask": _mask("NT")})
POOLED = Inputs("h:NTH mask:NT", builders={"mask": _mask("NT")})
ATTENDED = Inputs("query:NH keys:NTH mask:NT", builders={"mask": _mask("NT", 1)})
LENGTHS = Inputs(
    "forward:NTH backward:NTH lengths:N",
    builders={"lengths": lambda rng, sizes, _made: rng.integers(1, sizes["T"] + 1, sizes["N"])},
)
PACKED = Inputs("x:NTD lengths:N Wx:DH Wh:HH b:H", builders=LENGTHS.builders)


def _carried(x: Any, mask: Any, h0: Any, Wx: Any, Wh: Any, b: Any) -> Any:
    """Each sequence by itself: torch reads its real steps, and what it said last is repeated."""
    rows = []
    for row, real, h in zip(x, mask.bool(), h0, strict=True):
        states = [h]
        for step, is_real in zip(row, real, strict=True):
            states.append(_torch_rnn(step[None, None], states[-1][None], Wx, Wh, b)[0] if is_real else states[-1])
        rows.append(torch.stack(states[1:]))
    return torch.stack(rows)


def _mean(h: Any, mask: Any) -> Any:
    rows = [row[real].mean(0) if real.any() else row[0] * 0 for row, real in zip(h, mask.bool(), strict=True)]
    return torch.stack(rows)


def _max(h: Any, mask: Any) -> Any:
    rows = [row[real].amax(0) if real.any() else row[0] * 0 for row, real in zip(h, mask.bool(), strict=True)]
    return torch.stack(rows)


def _attention(query: Any, keys: Any, mask: Any) -> Any:
    """The weights are what attention makes of an identity in place of the values."""
    ones = torch.eye(keys.shape[1], dtype=torch.float64).expand(len(keys), -1, -1)
    allowed = mask.bool()[:, None]
    attention = torch.nn.functional.scaled_dot_product_attention
    return tuple(attention(query[:, None], keys, values, allowed, scale=1.0)[:, 0] for values in (keys, ones))


ROW_BY_ROW = Text("it agrees with one sequence after the other, in torch", "与用 torch 逐个序列计算的结果一致")
LAWS.hold("masked_rnn", CARRIED, spoil=lambda a: _bad_mask("masked_rnn", "mask", a))
_follows("masked_rnn", CARRIED, ROW_BY_ROW, _carried)
LAWS.hold("masked_mean_pool", POOLED, large=False, spoil=lambda a: _bad_mask("masked_mean_pool", "mask", a))
_follows("masked_mean_pool", POOLED, ROW_BY_ROW, _mean)
LAWS.hold("masked_max_pool", POOLED, large=False, spoil=lambda a: _bad_mask("masked_max_pool", "mask", a))
_follows("masked_max_pool", POOLED, ROW_BY_ROW, _max)
LAWS.hold("attend", ATTENDED, spoil=lambda a: _bad_mask("attend", "mask", a, *_without_a_step(a)))
_follows(
    "attend",
    ATTENDED,
    Text("it agrees with torch's scaled_dot_product_attention", "与 torch 的 scaled_dot_product_attention 一致"),
    _attention,
)


def _without_a_step(a: Case) -> Iterable[Any]:
    return (_but(a.mask, row, 0.0) for row in (0, -1))


def _padding_means_nothing(name: str, padded: str, inputs: Inputs) -> None:
    exercise = ASSIGNMENT.exercise(name)

    @check(name, Text("padding means nothing, whatever it holds", "填充无论是什么值都不影响结果"), inputs)
    def test_padding_means_nothing(student: Student, a: Case) -> None:
        want = LAWS.wanted(exercise, a)
        for held in (-1e3, 1e3):
            args = dict.fromkeys(exercise.arguments)
            for argument in args:
                args[argument] = a[argument]
            args[padded] = np.where(a.mask[..., None] == 1, a[padded], held)
            got = getattr(student, name)(*args.values())
            for result, part in zip(exercise.results, got, strict=True):
                agree(result, part, want[result])


_padding_means_nothing("masked_rnn", "x", CARRIED)
_padding_means_nothing("masked_mean_pool", "h", POOLED)
_padding_means_nothing("masked_max_pool", "h", POOLED)
_padding_means_nothing("attend", "keys", ATTENDED)


@check("masked_max_pool", Text("states far below zero are found too", "远小于零的状态也能找到"), POOLED)
def test_states_far_below_zero(student: Student, a: Case) -> None:
    (pooled,) = student.masked_max_pool(a.h - 100, a.mask)
    agree("pooled", pooled, _max(torch.tensor(a.h - 100), torch.tensor(np.array(a.mask))).numpy())


def _bad_lengths(a: Case) -> Bad:
    yield from _misshapen("packed_last_state", a)
    for wrong in (0, -1, a.forward.shape[1] + 1):
        for at in (0, -1):
            yield [a.forward, a.backward, _but(a.lengths, at, wrong)], {"lengths"}
    yield [a.forward, a.backward, a.lengths - 0.5], {"lengths"}


LAWS.hold("packed_last_state", LENGTHS, large=False, spoil=_bad_lengths)


@check(
    "packed_last_state",
    Text("it is the h_n of torch's packed sequences", "与 torch 打包序列的 h_n 相同"),
    PACKED,
    weight=2,
)
def test_it_is_what_packed_sequences_end_in(student: Student, a: Case) -> None:
    states, last = _packed(a)
    H = len(a.Wh)
    for lengths in (a.lengths, a.lengths.tolist()):
        (got,) = student.packed_last_state(states[..., :H], states[..., H:], lengths)
        agree("last", got, last)


@cache
def _packed(a: Case) -> tuple[Any, Any]:
    """The states of torch's bidirectional RNN, 9 at padding, and the last ones side by side."""
    _, T, D = a.x.shape
    module = torch.nn.RNN(D, len(a.Wh), batch_first=True, bidirectional=True, dtype=torch.float64)
    named = {"weight_ih_l0": a.Wx.T, "weight_hh_l0": a.Wh.T, "bias_ih_l0": a.b, "bias_hh_l0": np.zeros_like(a.b)}
    both = {f"{name}{way}": torch.tensor(np.array(part)) for name, part in named.items() for way in ("", "_reverse")}
    x, lengths = torch.tensor(np.array(a.x)), torch.tensor(np.array(a.lengths))
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    with torch.no_grad():
        states, h_n = oracles.functional(module)(both, (packed,))
    padded, _ = torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True, total_length=T, padding_value=9.0)
    return padded.numpy(), torch.cat(tuple(h_n), 1).numpy()


# --- decoding -----------------------------------------------------------------------------------------------------

SHIFTED = Inputs(
    "targets:NT start",
    builders={
        "targets": lambda rng, sizes, _made: rng.integers(2, 9, (sizes["N"], sizes["T"])),
        "start": lambda rng, _sizes, _made: int(rng.integers(9, 14)),
    },
)
DECODED = Inputs(
    "h0:H start stop E:VD Wx:DH Wh:HH b:H Wy:HV by:V max_length",
    axes="DVH",
    builders={
        "by": lambda rng, sizes, _made: np.append(rng.uniform(-1.5, 1.5, sizes["V"] - 1), -3.0),  # it seldom stops
        "start": lambda rng, sizes, _made: int(rng.integers(sizes["V"])),
        "stop": lambda _rng, sizes, _made: sizes["V"] - 1,
        "max_length": lambda rng, _sizes, _made: int(rng.integers(3, 8)),
    },
)


def _shifted(targets: Any, start: int) -> Any:
    return torch.nn.functional.pad(targets, (1, 0), value=start)[:, :-1]


def _decoded(h: Any, start: int, stop: int, E: Any, *weights: Any) -> Any:
    """One symbol more than may be written, cut at the first stop."""
    Wx, Wh, b, Wy, by, most = weights
    said = [start]
    for _ in range(most):
        h = _torch_rnn(E[said[-1]][None, None], h[None], Wx, Wh, b)[0]
        said.append(int(torch.addmv(by, Wy.T, h).argmax()))
    return said[1 : said.index(stop, 1)] if stop in said[1:] else said[1:]


def _bad_symbols(a: Case) -> Bad:
    yield from _misshapen("greedy_decode", a)
    for name, wrong in (("start", -1), ("start", len(a.E)), ("stop", -1), ("stop", len(a.E)), ("max_length", -1)):
        arguments = ASSIGNMENT.exercise("greedy_decode").arguments
        yield [wrong if argument == name else a[argument] for argument in arguments], {name}


LAWS.hold("teacher_forcing_inputs", SHIFTED, large=False)
_follows(
    "teacher_forcing_inputs",
    SHIFTED,
    Text("it agrees with torch's pad, cut off", "与 torch 的 pad 再截断的结果一致"),
    _shifted,
)
LAWS.hold("greedy_decode", DECODED, large=False, spoil=_bad_symbols)
_follows(
    "greedy_decode", DECODED, Text("it agrees with torch.nn.RNN, step by step", "与 torch.nn.RNN 逐步一致"), _decoded
)


@check(
    "greedy_decode", Text("a network that counts is heard to the stop, or cut off", "会数数的网络：数到结束符或被截断")
)
def test_a_network_that_counts(student: Student, _: None) -> None:
    V = 6
    count = 20 * np.roll(np.eye(V), 1, axis=1) - 10  # symbol s makes unit s + 1 the only one that is on
    weights = (np.eye(V), count, np.zeros((V, V)), np.zeros(V), np.eye(V), np.zeros(V))
    for start, stop, most in ((0, 5, 9), (2, 1, 9), (0, 5, 4), (0, 5, 3), (3, 4, 9), (3, 3, 9), (1, 0, 1), (1, 5, 0)):
        said = [(start + 1 + k) % V for k in range(most)]
        want = said[: said.index(stop)] if stop in said else said
        (symbols,) = student.greedy_decode(np.zeros(V), start, stop, *weights, most)
        agree(f"symbols from {start} to {stop}, at most {most}", symbols, want)


# --- dropout and depth --------------------------------------------------------------------------------------------

LOCKED = Inputs(
    "h:NTH keep:NH p",
    builders={"keep": _mask("NH", 1), "p": lambda rng, _sizes, _made: float(rng.choice([0.1, 0.2, 0.25, 0.4]))},
)
RESIDUAL = Inputs("x:NH h_prev:LNH Wx:LHH Wh:LHH b:LH", axes="NHL")


def _locked(h: Any, keep: Any, p: float) -> Any:
    steps = [torch.where(keep.bool(), step / (1 - p), torch.zeros_like(step)) for step in h.unbind(1)]
    return torch.stack(steps, 1)


def _residual(x: Any, h_prev: Any, Wx: Any, Wh: Any, b: Any) -> Any:
    states = []
    for h, *weights in zip(h_prev, Wx, Wh, b, strict=True):
        states.append(_torch_rnn(x[:, None], h, *weights))
        x = x + states[-1]
    return x, torch.stack(states)


def _bad_dropout(a: Case) -> Bad:
    yield from _bad_mask("locked_dropout", "keep", a)
    for p in (1.0, 1.5, -0.1):
        yield [a.h, a.keep, p], {"p"}


LAWS.hold("locked_dropout", LOCKED, large=False, spoil=_bad_dropout)
_follows("locked_dropout", LOCKED, Text("it agrees with torch, step by step", "与 torch 逐步一致"), _locked)


@check("locked_dropout", Text("the mean over all draws is what came in", "对所有抽取取平均即为输入"))
def test_the_mean_over_all_draws(student: Student, _: None) -> None:
    a = Case(LOCKED, {"N": 1, "T": 3, "H": 2}, seed=5)
    for p in (0.0, 0.25, 0.5):
        mean = np.zeros_like(a.h)
        for keep in ([0, 0], [0, 1], [1, 0], [1, 1]):
            (y,) = student.locked_dropout(a.h, np.array([keep], dtype=float), p)
            agree("y", y, _locked(torch.tensor(a.h), torch.tensor([keep]), p).numpy())
            mean += y * (1 - p) ** sum(keep) * p ** (2 - sum(keep))
        agree("the mean", mean, a.h)


_hold("residual_stack_step", RESIDUAL)
_follows(
    "residual_stack_step",
    RESIDUAL,
    Text("it agrees with torch.nn.RNN, layer by layer", "与 torch.nn.RNN 逐层一致"),
    _residual,
)


@check("residual_stack_step", Text("without weights the input passes through", "权重为零时输入原样通过"))
def test_nothing_but_the_residual(student: Student, _: None) -> None:
    x, zero = np.array([[0.5, -2.0]]), np.zeros((3, 2, 2))
    y, h = student.residual_stack_step(x, np.ones((3, 1, 2)), zero, zero, np.zeros((3, 2)))
    agree("y", y, x)
    agree("h", h, np.zeros((3, 1, 2)))
