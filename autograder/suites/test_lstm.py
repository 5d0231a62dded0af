"""The hidden tests of `lstm.py`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree, vector
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits
from autograder.suites.suite import Suite
from autograder.wall.values import Rng
from solutions import lstm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.suites.student import Student

    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["lstm"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, lstm)
check = SUITE.check

# --- what the exercises are given ---------------------------------------------------------------------------------


def _drawn(rng: np.random.Generator, D: int, H: int) -> tuple[Any, ...]:
    return tuple(rng.uniform(-1.5, 1.5, shape) for shape in ((D, 4 * H), (H, 4 * H), (4 * H,)))


def _weights(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> tuple[Any, ...]:
    return _drawn(rng, sizes["D"], sizes["H"])


def _layers(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Any]:
    """Every layer has a width of its own, but where all axes are alike: there a mistaken layer meets no error."""
    alike = len(set(sizes.values())) == 1
    widths = [sizes["D"], *([sizes["D"]] * sizes["L"] if alike else rng.permutation(5)[: sizes["L"]] + 1)]
    return [_drawn(rng, D, H) for D, H in pairwise(widths)]


def _four(sizes: Mapping[str, int]) -> int:
    return 4 * sizes["H"]


def _later(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> int:
    return int(rng.integers(sizes["T"] // 2, sizes["T"]))


def _earlier(rng: np.random.Generator, _: Mapping[str, int], made: Mapping[str, Any]) -> int:
    return int(rng.integers(0, made["t"] + 1))


Z = Inputs("z:NH", large=6000)
STEP = Inputs("x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K dh:NH dc:NH", derived={"K": _four})
SEQUENCE = Inputs("x:NTD h0:NH c0:NH Wx:DK Wh:HK b:K dh:NTH dc:NTH", derived={"K": _four})
PATH = Inputs("f:NTH t k", builders={"t": _later, "k": _earlier})
STACK = Inputs("x:NTD layers", axes="NTDL", builders={"layers": _layers})
BOTH = Inputs("x:NTD forward backward", axes="NTDH", builders={"forward": _weights, "backward": _weights})

LONG = Case(SEQUENCE, {"N": 2, "T": 11, "D": 2, "H": 3}, 7)  # longer than any that hypothesis draws
DIFFERENCES = 1e-7  # central differences are good to 1e-8 here
STEP_GRADIENTS = ("dx", "dh_prev", "dc_prev", "dWx", "dWh", "db")
GRADIENTS = ("dx", "dh0", "dc0", "dWx", "dWh", "db")

# --- sigmoid ------------------------------------------------------------------------------------------------------

LAWS.hold("sigmoid", Z, refuses=False)


@check("sigmoid", Text("it is right to 1e-12 from -10000 to 10000", "从 -10000 到 10000 都精确到 1e-12"), weight=2)
def test_right_to_twelve_digits(student: Student, _: None) -> None:
    z = np.concatenate([np.linspace(-40, 40, 161), [-1e4, -750, -300, -100, 100, 300, 750, 1e4]])
    (got,) = student.sigmoid(z)
    agree("openness", got, _sigmoid(z), rtol=1e-12)


@check("sigmoid", Text("a vector, a matrix and a rank-3 array all work", "向量、矩阵和三维数组都可以"))
def test_any_rank_from_one(student: Student, _: None) -> None:
    for shape in ((5,), (2, 3), (2, 1, 3)):
        z = np.random.default_rng(3).normal(0, 3, shape)
        (got,) = student.sigmoid(z)
        agree("openness", got, _sigmoid(z))


def _sigmoid(z: Any) -> Any:
    """By the definition, on the side where no exp overflows."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


# --- the gates ----------------------------------------------------------------------------------------------------


def _mismatched(a: Case, exercise: str, states: tuple[str, ...]) -> Bad:
    """Whatever does not fit, and weights that agree with each other but are not four blocks of H."""
    yield from misfits(ASSIGNMENT.exercise(exercise), a)
    before = [a[name] for name in ("x", *states)]
    names = {"Wx", "Wh", "b", *states}
    H = a.Wh.shape[0]
    for columns in (H, 3 * H, 4 * H - 1):
        yield [*before, a.Wx[:, :columns], a.Wh[:, :columns], a.b[:columns]], names


LAWS.hold("lstm_gates", STEP, spoil=lambda a: _mismatched(a, "lstm_gates", ("h_prev",)))


@check("lstm_gates", Text("they agree with the equations in torch", "与用 torch 写出的方程一致"), STEP, weight=2)
def test_gates_have_parity_with_torch(student: Student, a: Case) -> None:
    got = student.lstm_gates(a.x, a.h_prev, a.Wx, a.Wh, a.b)
    for name, value, want in zip("ifgo", got, _torch_gates(a), strict=True):
        agree(name, value, want)


@check(
    "lstm_gates", Text("each gate has a block of its own, in the order i, f, g, o", "每个门各有一块，顺序为 i、f、g、o")
)
def test_each_gate_reads_its_own_block(student: Student, _: None) -> None:
    N, D, H = 2, 4, 3
    x, h_prev = np.ones((N, D)), np.ones((N, H))
    for k, name in enumerate("ifgo"):
        for which in range(3):
            blocks = [np.zeros((D, 4 * H)), np.zeros((H, 4 * H)), np.zeros(4 * H)]
            blocks[which][..., k * H : (k + 1) * H] = 0.25
            z = 0.25 * (D, H, 1)[which]
            want = {gate: np.full((N, H), 0.5 if gate != "g" else 0.0) for gate in "ifgo"}
            want[name] = np.full((N, H), np.tanh(z) if name == "g" else 1 / (1 + np.exp(-z)))
            for gate, value in zip("ifgo", student.lstm_gates(x, h_prev, *blocks), strict=True):
                agree(gate, value, want[gate])


@check("lstm_gates", Text("pre-activations of ±10000 shut or open a gate", "预激活值为 ±10000 时，门完全打开或关闭"))
def test_gates_saturate(student: Student, _: None) -> None:
    Wx = np.array([[1e4, -1e4, 1e4, -1e4]])
    for sign in (1.0, -1.0):
        got = student.lstm_gates(np.array([[sign], [0.0]]), np.zeros((2, 1)), Wx, np.ones((1, 4)), np.zeros(4))
        full = (sign + 1) / 2
        wanted = ([full, 0.5], [1 - full, 0.5], [sign, 0.0], [1 - full, 0.5])
        for gate, value, want in zip("ifgo", got, wanted, strict=True):
            agree(gate, value, np.array(want)[:, None])


@cache
def _torch_gates(a: Case) -> list[Any]:
    x, h_prev, Wx, Wh, b = (torch.tensor(np.array(array)) for array in (a.x, a.h_prev, a.Wx, a.Wh, a.b))
    blocks = torch.nn.functional.linear(torch.cat([x, h_prev], 1), torch.cat([Wx, Wh]).T, b).chunk(4, 1)
    return [(torch.tanh if gate == "g" else torch.sigmoid)(z).numpy() for gate, z in zip("ifgo", blocks, strict=True)]


# --- one step -----------------------------------------------------------------------------------------------------

LAWS.hold("lstm_step_forward", STEP, spoil=lambda a: _mismatched(a, "lstm_step_forward", ("h_prev", "c_prev")))
LAWS.hold("lstm_step_backward", STEP)


@check("lstm_step_forward", Text("it agrees with torch.nn.LSTMCell", "与 torch.nn.LSTMCell 一致"), STEP, weight=2)
def test_step_has_parity_with_torch(student: Student, a: Case) -> None:
    h, c, _ = student.lstm_step_forward(a.x, a.h_prev, a.c_prev, a.Wx, a.Wh, a.b)
    want_h, want_c = _torch_step(a)[0]
    agree("h", h, want_h)
    agree("c", c, want_c)


@check(
    "lstm_step_forward",
    Text("gates that are wide open or shut keep, erase, write and show", "门全开或全关时，分别保留、清除、写入和输出"),
)
def test_open_and_shut_gates(student: Student, _: None) -> None:
    N, D, H = 2, 3, 2
    c_prev = np.array([[0.75, -0.5], [2.0, -1.25]])
    candidate = 0.5
    for i, f, o in ((0, 1, 1), (1, 0, 1), (1, 1, 1), (0, 0, 1), (1, 1, 0)):
        b = np.repeat([80.0 * i - 40, 80.0 * f - 40, np.arctanh(candidate), 80.0 * o - 40], H)
        no_weights = np.zeros((D, 4 * H)), np.zeros((H, 4 * H))
        h, c, _ = student.lstm_step_forward(np.ones((N, D)), np.ones((N, H)), c_prev, *no_weights, b)
        want = f * c_prev + i * candidate
        agree("c", c, want)
        agree("h", h, o * np.tanh(want))


def _step_backward_with(student: Student, a: Case, dh: Any, dc: Any) -> tuple[Any, ...]:
    _, _, cache_ = student.lstm_step_forward(a.x, a.h_prev, a.c_prev, a.Wx, a.Wh, a.b)
    return student.lstm_step_backward(dh, dc, cache_)


@check(
    "lstm_step_backward",
    Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"),
    STEP,
    weight=2,
)
def test_step_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    _agree_all(STEP_GRADIENTS, student.once(ASSIGNMENT.exercise("lstm_step_backward"), a).values(), _torch_step(a)[1])


@check("lstm_step_backward", Text("the gradients agree with finite differences", "梯度与有限差分一致"), STEP, weight=2)
def test_step_gradients_match_finite_differences(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("lstm_step_backward"), a).values()
    _agree_all(STEP_GRADIENTS, got, _step_differences(a), rtol=DIFFERENCES)


@check("lstm_step_backward", Text("a loss that reads h alone", "损失只读取 h"), STEP)
def test_step_gradients_of_h_alone(student: Student, a: Case) -> None:
    got = _step_backward_with(student, a, a.dh, np.zeros_like(a.dc))
    _agree_all(STEP_GRADIENTS, got, _torch_step(a, dc=0)[1])


@check("lstm_step_backward", Text("a loss that reads c alone", "损失只读取 c"), STEP)
def test_step_gradients_of_c_alone(student: Student, a: Case) -> None:
    got = _step_backward_with(student, a, np.zeros_like(a.dh), a.dc)
    _agree_all(STEP_GRADIENTS, got, _torch_step(a, dh=0)[1])


@check("lstm_step_backward", Text("large gradients come out unclipped", "大梯度不会被裁剪"), STEP)
def test_step_gradients_are_linear_in_the_upstream_gradients(student: Student, a: Case) -> None:
    got = _step_backward_with(student, a, a.dh * 1e4, a.dc * 1e4)
    _agree_all(STEP_GRADIENTS, got, [want * 1e4 for want in _torch_step(a)[1]])


@cache
def _torch_step(a: Case, dh: float = 1, dc: float = 1) -> Any:
    def step(*args: torch.Tensor) -> list[torch.Tensor]:
        x, h_prev, c_prev, Wx, Wh, b = args
        cell = torch.nn.LSTMCell(Wx.shape[0], Wh.shape[0], dtype=torch.float64)
        named = {"weight_ih": Wx.T, "weight_hh": Wh.T, "bias_ih": b, "bias_hh": torch.zeros_like(b)}
        return list(oracles.functional(cell)(named, (x, (h_prev, c_prev))))

    return oracles.autograd(step, [a.x, a.h_prev, a.c_prev, a.Wx, a.Wh, a.b], [a.dh * dh, a.dc * dc])


@cache
def _step_differences(a: Case) -> Any:
    args = [a.x, a.h_prev, a.c_prev, a.Wx, a.Wh, a.b]
    return oracles.finite_differences(lambda *args: lstm.lstm_step_forward(*args)[:2], args, [a.dh, a.dc])


def _agree_all(names: Iterable[str], got: Iterable[Any], wanted: Iterable[Any], **how: float) -> None:
    for name, value, want in zip(names, got, wanted, strict=True):
        agree(name, value, want, **how)


# --- the sequence -------------------------------------------------------------------------------------------------

LAWS.hold("lstm_forward", SEQUENCE, spoil=lambda a: _mismatched(a, "lstm_forward", ("h0", "c0")))
LAWS.hold("lstm_backward", SEQUENCE)


@check("lstm_forward", Text("it agrees with torch.nn.LSTM", "与 torch.nn.LSTM 一致"), SEQUENCE, weight=2)
def test_sequence_has_parity_with_torch(student: Student, a: Case) -> None:
    h, c, _ = student.lstm_forward(a.x, a.h0, a.c0, a.Wx, a.Wh, a.b)
    want_h, want_c = _torch_sequence(a)[0]
    agree("h", h, want_h)
    agree("c", c, want_c)


@check("lstm_forward", Text("a sequence cut in two goes on where it stopped", "切成两段的序列可以接着算下去"), SEQUENCE)
def test_a_cut_sequence_goes_on(student: Student, a: Case) -> None:
    wanted = _torch_sequence(a)[0]
    weights = a.Wx, a.Wh, a.b
    cut = a.x.shape[1] // 2
    h0, c0 = a.h0, a.c0
    for steps in (slice(0, cut), slice(cut, None)):
        x = a.x[:, steps]
        if x.shape[1]:
            h, c, _ = student.lstm_forward(x, h0, c0, *weights)
            agree("h", h, wanted[0][:, steps])
            agree("c", c, wanted[1][:, steps])
            h0, c0 = (np.ascontiguousarray(want[:, steps][:, -1]) for want in wanted)


@check("lstm_forward", Text("one step is a sequence too", "只有一步也是序列"), STEP)
def test_a_sequence_of_one_step(student: Student, a: Case) -> None:
    h, c, _ = student.lstm_forward(a.x[:, None], a.h_prev, a.c_prev, a.Wx, a.Wh, a.b)
    want_h, want_c = _torch_step(a)[0]
    agree("h", h, want_h[:, None])
    agree("c", c, want_c[:, None])


@check("lstm_forward", Text("a longer sequence is no different", "更长的序列也一样"))
def test_a_longer_sequence(student: Student, _: None) -> None:
    got = student.once(ASSIGNMENT.exercise("lstm_forward"), LONG)
    for name, want in zip(("h", "c"), _torch_sequence(LONG)[0], strict=True):
        agree(name, got[name], want)


def _backward_with(student: Student, a: Case, dh: Any, dc: Any) -> tuple[Any, ...]:
    _, _, cache_ = student.lstm_forward(a.x, a.h0, a.c0, a.Wx, a.Wh, a.b)
    return student.lstm_backward(dh, dc, cache_)


@check(
    "lstm_backward",
    Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"),
    SEQUENCE,
    weight=2,
)
def test_sequence_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    _agree_all(GRADIENTS, student.once(ASSIGNMENT.exercise("lstm_backward"), a).values(), _torch_sequence(a)[1])


@check("lstm_backward", Text("the gradients agree with finite differences", "梯度与有限差分一致"), SEQUENCE, weight=2)
def test_sequence_gradients_match_finite_differences(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("lstm_backward"), a).values()
    _agree_all(GRADIENTS, got, _sequence_differences(a), rtol=DIFFERENCES)


def _reading(name: str, title: Text, dh: str, dc: str) -> None:
    def test(student: Student, a: Case) -> None:
        got = _backward_with(student, a, _upstream(a.dh, dh), _upstream(a.dc, dc))
        _agree_all(GRADIENTS, got, _torch_sequence(a, dh, dc)[1])

    test.__name__ = f"test_a_loss_that_reads_{name}"
    check("lstm_backward", title, SEQUENCE)(test)


_reading("h_alone", Text("a loss that reads h alone", "损失只读取 h"), "all", "none")
_reading("c_alone", Text("a loss that reads c alone", "损失只读取 c"), "none", "all")
_reading("the_last_step", Text("a loss that reads the last h and c alone", "损失只读取最后的 h 和 c"), "last", "last")
_reading(
    "all_but_the_last", Text("a loss that reads all but the last step", "损失读取最后一步以外的所有步"), "rest", "rest"
)


@check("lstm_backward", Text("one step is a sequence too", "只有一步也是序列"), STEP)
def test_gradients_of_a_sequence_of_one_step(student: Student, a: Case) -> None:
    _, _, cache_ = student.lstm_forward(a.x[:, None], a.h_prev, a.c_prev, a.Wx, a.Wh, a.b)
    got = student.lstm_backward(a.dh[:, None], a.dc[:, None], cache_)
    want_dx, *rest = _torch_step(a)[1]
    _agree_all(GRADIENTS, got, [want_dx[:, None], *rest])


@check("lstm_backward", Text("large gradients come out unclipped", "大梯度不会被裁剪"), SEQUENCE)
def test_gradients_are_linear_in_the_upstream_gradients(student: Student, a: Case) -> None:
    got = _backward_with(student, a, a.dh * 1e4, a.dc * 1e4)
    _agree_all(GRADIENTS, got, [want * 1e4 for want in _torch_sequence(a)[1]])


@check("lstm_backward", Text("a longer sequence is no different", "更长的序列也一样"))
def test_gradients_of_a_longer_sequence(student: Student, _: None) -> None:
    got = student.once(ASSIGNMENT.exercise("lstm_backward"), LONG).values()
    _agree_all(GRADIENTS, got, _torch_sequence(LONG)[1])


def _upstream(gradient: Any, which: str) -> Any:
    """Keep all, none, the last step's or all but the last step's."""
    kept = np.array(gradient)
    kept[:, {"all": slice(0), "none": slice(None), "last": slice(-1), "rest": slice(-1, None)}[which]] = 0
    return kept


@cache
def _torch_sequence(a: Case, dh: str = "all", dc: str = "all") -> Any:
    """`torch.nn.LSTM` over prefixes of the sequence: it returns no cell but the last of each."""
    upstream = [_upstream(a.dh, dh), _upstream(a.dc, dc)]

    def sequence(x: torch.Tensor, *rest: torch.Tensor) -> list[torch.Tensor]:
        ends = [_torch_lstm(x[:, : t + 1], *rest) for t in range(x.shape[1])]
        return [ends[-1][0], torch.stack([c for _, _, c in ends], 1)]

    return oracles.autograd(sequence, [a.x, a.h0, a.c0, a.Wx, a.Wh, a.b], upstream)


def _torch_lstm(*args: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """All states, the last state and the last cell."""
    x, h0, c0, Wx, Wh, b = args
    module = torch.nn.LSTM(Wx.shape[0], Wh.shape[0], batch_first=True, dtype=torch.float64)
    output, (h, c) = oracles.functional(module)(_torch_names(Wx, Wh, b), (x, (h0[None], c0[None])))
    return output, h[0], c[0]


def _torch_names(Wx: Any, Wh: Any, b: Any, suffix: str = "") -> dict[str, Any]:
    return {
        f"weight_ih_l0{suffix}": Wx.T,
        f"weight_hh_l0{suffix}": Wh.T,
        f"bias_ih_l0{suffix}": b,
        f"bias_hh_l0{suffix}": torch.zeros_like(b),
    }


@cache
def _sequence_differences(a: Case) -> Any:
    args = [a.x, a.h0, a.c0, a.Wx, a.Wh, a.b]
    return oracles.finite_differences(lambda *args: lstm.lstm_forward(*args)[:2], args, [a.dh, a.dc])


# --- the path along the cell --------------------------------------------------------------------------------------


def _bad_path(a: Case) -> Bad:
    T = a.f.shape[1]
    yield [a.f[0], 0, 0], {"f"}
    yield [a.f[None], 0, 0], {"f"}
    yield [a.f[:, :0], 0, 0], {"f", "t", "k"}
    yield [a.f, T, 0], {"t", "k"}
    yield [a.f, T, T], {"t", "k"}
    yield [a.f, T - 1, -1], {"t", "k"}
    yield [a.f, -1, -1], {"t", "k"}
    yield [a.f, 0, 1], {"t", "k"}
    yield [a.f, T - 0.5, 0], {"t"}
    yield [a.f, T - 1, 0.5], {"k"}


LAWS.hold("cell_path_gradient", PATH, large=False, spoil=_bad_path)


@check(
    "cell_path_gradient",
    Text(
        "every path agrees with torch's autograd along c = f * c", "每条路径都与 torch 沿 c = f * c 自动求导的结果一致"
    ),
    PATH,
    weight=2,
)
def test_every_path_has_parity_with_torch(student: Student, a: Case) -> None:
    T = a.f.shape[1]
    for t in range(T):
        for k in range(t + 1):
            (got,) = student.cell_path_gradient(a.f, t, k)
            agree("gradient", got, _torch_path(a, t, k))


@check("cell_path_gradient", Text("gates that are half open halve the gradient", "半开的门使梯度减半"))
def test_half_open_gates(student: Student, _: None) -> None:
    f = np.full((2, 6, 3), 0.5)
    for t, k in ((5, 0), (4, 1), (3, 2), (2, 2)):
        (got,) = student.cell_path_gradient(f, t, k)
        agree("gradient", got, np.full((2, 3), 0.5 ** (t - k)))


@check("cell_path_gradient", Text("a long path may vanish", "很长的路径会消失"))
def test_a_long_path_vanishes(student: Student, _: None) -> None:
    f = np.full((1, 50, 2), [0.5, 0.95])
    for t in (9, 49):
        (got,) = student.cell_path_gradient(f, t, 0)
        agree("gradient", got, np.array([[0.5**t, 0.95**t]]))


@cache
def _torch_path(a: Case, t: int, k: int) -> Any:
    def path(c: torch.Tensor) -> list[torch.Tensor]:
        for f in np.moveaxis(a.f[:, k + 1 : t + 1], 1, 0):
            c = torch.tensor(np.array(f)) * c
        return [c]

    ones = np.ones_like(a.f[:, 0])
    return oracles.autograd(path, [ones], [ones])[1][0]


# --- the first weights --------------------------------------------------------------------------------------------
# What is drawn is the author's own, so its law is judged. A right program fails one of these checks with a chance
# below 1e-12: each asks what 1,564 and more uniform draws do all but surely.

WIDE = 17, 23  # D, H: 1564 weights in Wx and 2116 in Wh


def _drawn_by(student: Student, seed: int, D: int, H: int, *bias: float) -> tuple[Any, Any]:
    """Wx and Wh, once their shapes and all of b are right."""
    Wx, Wh, b = student.init_lstm(D, H, Rng(seed), *bias)
    for name, got, rows in (("Wx", Wx, D), ("Wh", Wh, H)):
        if not (isinstance(got, np.ndarray) and got.shape == (rows, 4 * H) and got.dtype == np.float64):
            agree(name, got, np.zeros((rows, 4 * H)))
        if not (np.abs(got) <= 1 / np.sqrt(H) * (1 + 1e-12)).all():
            raise Failure(_BEYOND.format(name=name))
    agree("b", b, np.repeat([0.0, bias[0] if bias else 1.0, 0.0, 0.0], H))
    return Wx, Wh


@check(
    "init_lstm", Text("shapes, bounds and biases are right at every size", "各种大小下形状、边界和偏置都正确"), weight=2
)
def test_shapes_bounds_and_biases(student: Student, _: None) -> None:
    for D, H in ((1, 1), (2, 1), (1, 2), (2, 4), (5, 3)):
        _drawn_by(student, 3, D, H)


@check("init_lstm", Text("forget_bias sets the forget gate's biases alone", "forget_bias 只决定遗忘门的偏置"))
def test_the_forget_bias_is_the_one_asked_for(student: Student, _: None) -> None:
    for bias in (0.0, -2.5, 3.0):
        _drawn_by(student, 4, 2, 3, bias)


@check("init_lstm", Text("the weights are uniform from -1/√H to 1/√H", "权重在 ±1/√H 之间均匀分布"), weight=2)
def test_the_weights_are_uniform(student: Student, _: None) -> None:
    for name, W in zip(("Wx", "Wh"), _drawn_by(student, 6, *WIDE), strict=True):
        share = np.sort((W.ravel() * np.sqrt(WIDE[1]) + 1) / 2)  # uniform on (0, 1), if W is
        steps = np.arange(share.size + 1) / share.size
        distance = max(np.abs(share - steps[1:]).max(), np.abs(share - steps[:-1]).max())
        # Kolmogorov-Smirnov: P(distance > d) < 2 exp(-2 n d**2), at most 7e-14 here; and 0.98**1564 is 2e-14
        if distance > 0.1 or not np.abs(W).max() * np.sqrt(WIDE[1]) > 0.98:
            raise Failure(_NOT_UNIFORM.format(name=name))


@check("init_lstm", Text("every weight is drawn on its own", "每个权重都是单独抽取的"), weight=2)
def test_every_weight_is_drawn_on_its_own(student: Student, _: None) -> None:
    Wx, Wh = _drawn_by(student, 7, *WIDE)
    sizes = np.abs(np.concatenate([Wx, Wh])).ravel()
    if np.unique(sizes).size < 0.99 * sizes.size:  # a few alike would be chance, were the draws coarse
        raise Failure(_TIED)
    columns = np.concatenate([Wx, Wh]).reshape(sum(WIDE), 4, -1).swapaxes(0, 1).reshape(4, -1)
    if np.abs(np.corrcoef(columns) - np.eye(4)).max() > 0.3:  # 9 standard deviations
        raise Failure(_TIED)


@check("init_lstm", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_draws_the_same(student: Student, _: None) -> None:
    one, same, other = (_drawn_by(student, seed, 3, 4) for seed in (1, 1, 2))
    agree("Wx", same[0], one[0])
    agree("Wh", same[1], one[1])
    if any(np.allclose(W, V) for W, V in zip(one, other, strict=True)):
        raise Failure(_NO_RNG)


_BEYOND = Text("{name} has weights beyond ±1/√H, or not finite", "{name} 中有权重超出 ±1/√H，或不是有限值")
_NOT_UNIFORM = Text("{name} is not uniform from -1/√H to 1/√H", "{name} 不是 ±1/√H 之间的均匀分布")
_TIED = Text("some weights are copies of others", "有些权重是其他权重的副本")
_NO_RNG = Text("another rng gives the same answer", "换一个 rng，结果却完全相同")

# --- layers and directions ----------------------------------------------------------------------------------------


def _bad_stack(a: Case) -> Bad:
    names = {"layers", "x", "Wx", "Wh", "b", "h0", "c0"}
    x, layers = a.x, list(a.layers)
    Wx, Wh, b = layers[-1]
    H = len(Wh)
    yield [x[0], layers], names
    yield [x[:, :0], layers], names
    yield [np.concatenate([x, x[..., :1]], -1), layers], names
    yield [x, [*layers[:-1], (np.concatenate([Wx, Wx[:1]]), Wh, b)]], names
    yield [x, [*layers[:-1], (Wx, np.concatenate([Wh, Wh[:1]]), b)]], names
    yield [x, [*layers[:-1], (Wx, Wh, b[1:])]], names
    yield [x, [*layers[:-1], (Wx[:, : 3 * H], Wh[:, : 3 * H], b[: 3 * H])]], names


LAWS.hold("stacked_lstm_forward", STACK, spoil=_bad_stack)


@check(
    "stacked_lstm_forward",
    Text("it agrees with a torch.nn.LSTM for each layer", "与逐层的 torch.nn.LSTM 一致"),
    STACK,
    weight=2,
)
def test_stack_has_parity_with_torch(student: Student, a: Case) -> None:
    h, last = student.stacked_lstm_forward(a.x, a.layers)
    want, want_last = _torch_stack(a)
    agree("h", h, want)
    agree("last", last, want_last)


@check("stacked_lstm_forward", Text("one layer and three layers both work", "一层和三层都可以"))
def test_one_layer_and_three(student: Student, _: None) -> None:
    for L in (1, 3):
        a = _stack_of(L)
        h, last = student.stacked_lstm_forward(a.x, a.layers)
        want, want_last = _torch_stack(a)
        agree("h", h, want)
        agree("last", last, want_last)


@cache
def _stack_of(L: int) -> Case:
    return Case(STACK, {"N": 2, "T": 3, "D": 4, "L": L}, 5)


@cache
def _torch_stack(a: Case) -> tuple[Any, tuple[list[Any], list[Any]]]:
    states = torch.tensor(np.array(a.x))
    last: tuple[list[Any], list[Any]] = ([], [])
    for weights in a.layers:
        Wx, Wh, b = (torch.tensor(np.array(array)) for array in weights)
        start = torch.zeros(len(states), len(Wh), dtype=torch.float64)
        states, *ends = _torch_lstm(states, start, start, Wx, Wh, b)
        for kept, end in zip(last, ends, strict=True):
            kept.append(end.numpy())
    return states.numpy(), last


def _bad_directions(a: Case) -> Bad:
    Wx, Wh, b = a.backward
    D, H = len(Wx), len(Wh)
    names = {"x", "forward", "backward", "Wx", "Wh", "b", "h0", "c0"}
    yield [a.x[0], a.forward, a.backward], names
    yield [a.x[:, :0], a.forward, a.backward], names
    yield [np.concatenate([a.x, a.x[..., :1]], -1), a.forward, a.backward], names
    yield [a.x, a.forward, _drawn(np.random.default_rng(0), D, H + 1)], names
    yield [a.x, a.forward, (np.concatenate([Wx, Wx[:1]]), Wh, b)], names
    yield [a.x, a.forward, (Wx[:, 1:], Wh, b)], names
    yield [a.x, a.forward, (Wx, Wh, b[1:])], names
    yield [a.x, (Wx[:, : 3 * H], Wh[:, : 3 * H], b[: 3 * H]), a.backward], names


LAWS.hold("bidirectional_lstm_forward", BOTH, spoil=_bad_directions)


@check(
    "bidirectional_lstm_forward",
    Text("it agrees with torch's bidirectional LSTM", "与 torch 的双向 LSTM 一致"),
    BOTH,
    weight=2,
)
def test_both_directions_have_parity_with_torch(student: Student, a: Case) -> None:
    (h,) = student.bidirectional_lstm_forward(a.x, a.forward, a.backward)
    agree("h", h, _torch_both(a))


@check(
    "bidirectional_lstm_forward",
    Text("reversed time and swapped weights swap the halves", "时间反转并交换权重，两半就互换"),
    BOTH,
)
def test_the_directions_mirror_each_other(student: Student, a: Case) -> None:
    (h,) = student.bidirectional_lstm_forward(np.ascontiguousarray(a.x[:, ::-1]), a.backward, a.forward)
    H = len(a.forward[1])
    want = _torch_both(a)[:, ::-1]
    agree("h", h, np.concatenate([want[..., H:], want[..., :H]], -1))


@cache
def _torch_both(a: Case) -> Any:
    D, H = len(a.forward[0]), len(a.forward[1])
    module = torch.nn.LSTM(D, H, batch_first=True, bidirectional=True, dtype=torch.float64)
    Wx, Wh, b, Wx_back, Wh_back, b_back = (torch.tensor(np.array(array)) for array in (*a.forward, *a.backward))
    named = {**_torch_names(Wx, Wh, b), **_torch_names(Wx_back, Wh_back, b_back, "_reverse")}
    with torch.no_grad():
        return oracles.functional(module)(named, (torch.tensor(np.array(a.x)),))[0].numpy()


# --- the capstone -------------------------------------------------------------------------------------------------

CURVE = np.linspace(0.01, 1, 600).reshape(100, 6) ** 2
NOISE = 0.005
TRIES = 4  # of all draws of first weights 4 in 1000 need more than 150 epochs; 0.004**4 is 3e-10
STILL = 1e-15  # a learning rate that changes nothing


@check(
    "fit_square",
    Text("y = x² is learned: the error is below 0.02 after 150 epochs", "学会 y = x²：150 轮后误差低于 0.02"),
    weight=4,
)
def test_the_square_is_learned(student: Student, _: None) -> None:
    untrained, _losses = _fit(student, 1, STILL, 11)
    if _error(untrained) < 0.02:
        raise Failure(_BY_HEART)
    for seed in range(11, 11 + TRIES):
        prediction, _losses = _fit(student, 150, 0.5, seed)
        if _error(prediction) < 0.02:
            return
    raise Failure(_NOT_LEARNED)


@check(
    "fit_square",
    Text(
        "the losses are the errors before each step, the prediction is after the last",
        "losses 是每一步之前的误差，预测在最后一步之后",
    ),
    weight=2,
)
def test_losses_are_taken_before_each_step(student: Student, _: None) -> None:
    _prediction, losses = _fit(student, 4, 0.5, 5)
    for epochs in (1, 3):
        prediction, fewer = _fit(student, epochs, 0.5, 5)
        agree("losses", fewer, losses[:epochs])
        _see_that_loss_is_error(losses[epochs], prediction)
    _prediction, still = _fit(student, 3, STILL, 5)
    agree("losses", still, np.full(3, losses[0]))


@check(
    "fit_square", Text("the mean squared error falls as its gradient says", "均方误差按梯度预示的速度下降"), weight=2
)
def test_a_small_step_is_plain_gradient_descent(student: Student, _: None) -> None:
    falls = []
    for lr in (1e-4, 2e-4):
        prediction, losses = _fit(student, 2, lr, 9)
        _see_that_loss_is_error(losses[1], prediction, moved=2 * lr)
        falls.append(losses[0] - losses[1])
    if not (falls[0] > 0 and abs(falls[1] / falls[0] - 2) < 0.02):
        raise Failure(_NOT_DESCENT)


@check("fit_square", Text("the points lie beside the curve, by noise of 0.005", "数据点带有 0.005 的噪声"))
def test_the_points_are_noisy(student: Student, _: None) -> None:
    for seed in (21, 22):
        prediction, losses = _fit(student, 1, STILL, seed)
        _see_that_loss_is_error(losses[0], prediction)
        if abs(losses[0] - _error(prediction)) < 1e-14:  # by chance once in 1e10
            raise Failure(_NO_NOISE)


@check("fit_square", Text("the LSTM learns, not the dense layer alone", "LSTM 也在学习，而不只是全连接层"))
def test_the_lstm_learns_too(student: Student, _: None) -> None:
    """Two steps of the dense layer alone make the prediction a quadratic function of lr: third differences vanish."""
    at = [_fit(student, 2, lr, 13)[0] for lr in (STILL, 0.25, 0.5, 0.75)]
    if np.abs(at[3] - 3 * at[2] + 3 * at[1] - at[0]).max() < 1e-10:
        raise Failure(_FROZEN)


@check("fit_square", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_gives_the_same_run(student: Student, _: None) -> None:
    (one, losses), (same, same_losses), (other, other_losses) = (_fit(student, 1, 0.5, seed) for seed in (1, 1, 2))
    agree("prediction", same, one)
    agree("losses", same_losses, losses)
    if np.allclose(losses, other_losses) or np.allclose(one, other):
        raise Failure(_NO_RNG)


def _fit(student: Student, epochs: int, lr: float, seed: int) -> tuple[Any, Any]:
    """Train, and see that there is a finite prediction and a finite loss for every epoch."""
    prediction, losses = student.fit_square(epochs, lr, Rng(seed))
    losses = vector("losses", losses, epochs)
    if not (isinstance(prediction, np.ndarray) and prediction.shape == CURVE.shape and prediction.dtype == np.float64):
        agree("prediction", prediction, CURVE)
    if not (np.isfinite(losses).all() and np.isfinite(prediction).all()):
        raise Failure(_NOT_FINITE)
    return prediction, losses


def _error(prediction: Any) -> float:
    return float(np.mean((prediction - CURVE) ** 2))


def _see_that_loss_is_error(loss: float, prediction: Any, *, moved: float = 0.0) -> None:
    """See that a loss is the mean squared error of a prediction, as far as unknown noise lets one tell.

    The two differ by the noise's mean square and by twice its mean product with the residuals: a normal variable, of
    which 7 standard deviations are granted (3e-12), and ``moved``, what a step between the two may change.
    """
    error = _error(prediction)
    spread = 2 * NOISE * np.sqrt(error / CURVE.size) + NOISE**2 * np.sqrt(2 / CURVE.size)
    if not abs(loss - error - NOISE**2) <= 7 * spread + moved:
        raise Failure(_NOT_THE_ERROR)


_NOT_LEARNED = Text("after 150 epochs the error is not below 0.02", "150 轮之后误差没有低于 0.02")
_NOT_DESCENT = Text(
    "twice the learning rate does not make twice the first fall of the loss, as gradient descent does",
    "学习率加倍时，第一步损失的下降没有随之加倍，与梯度下降不符",
)
_NO_NOISE = Text("the points lie on the curve, without noise", "数据点正好落在曲线上，没有噪声")
_BY_HEART = Text(
    "the prediction lies on the curve before anything is learned: that is no prediction",
    "还没有学习，预测就已经落在曲线上：这不是预测",
)
_FROZEN = Text("the weights of the LSTM never change", "LSTM 的权重从未改变")
_NOT_FINITE = Text("prediction and losses are not all finite", "prediction 或 losses 含有非有限值")
_NOT_THE_ERROR = Text(
    "a loss is not the mean squared error of the prediction with the same weights",
    "损失不等于同一组权重的预测的均方误差",
)
