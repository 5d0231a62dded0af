"""The hidden tests of `kata_gradients.py`."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree, vector
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from solutions import kata_gradients

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autograder.suites.cases import Builder
    from autograder.suites.student import Student

    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["kata_gradients"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, kata_gradients)
check = SUITE.check

EITHER = (False, True)
AUTOGRAD = Text("it agrees with torch's autograd", "与 torch 的 autograd 一致")
BAD_INPUT = Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError")


def _number(low: float, high: float) -> Builder:
    return lambda rng, _sizes, _made: round(float(rng.uniform(low, high)), 2)


def _one(*choices: Any) -> Builder:
    return lambda rng, _sizes, _made: choices[rng.integers(len(choices))]


def _entries(axes: str, low: float, high: float) -> Builder:
    return lambda rng, sizes, _made: rng.uniform(low, high, [sizes[axis] for axis in axes])


def _with_misfits(name: str, more: Callable[[Case], Bad]) -> Callable[[Case], Bad]:
    """Arrays that do not fit, and what else is bad input."""

    def spoil(a: Case) -> Bad:
        yield from misfits(ASSIGNMENT.exercise(name), a)
        yield from more(a)

    return spoil


def _agree_all(student: Student, name: str, args: Sequence[Any], wanted: Sequence[Any]) -> None:
    """See that a call gives all of what is wanted, in order."""
    got = getattr(student, name)(*args)
    for result, part, want in zip(ASSIGNMENT.exercise(name).results, got, wanted, strict=True):
        agree(result, part, want)


def _see_number(student: Student, name: str, want: Any, *args: Any, **named: Any) -> None:
    """See one answer that is made of whole numbers; what tells one from another is what was asked."""
    (got,) = getattr(student, name)(*args, **named)
    spelled = [*map(repr, args), *(f"{key}={value!r}" for key, value in named.items())]
    agree(f"{name}({', '.join(spelled)})", got, want)


# --- a loss and its gradient --------------------------------------------------------------------------------------

SCORED = Inputs("scores:NC labels", builders={"labels": lambda rng, sizes, _: rng.integers(0, sizes["C"], sizes["N"])})


def _bad_labels(a: Case) -> Bad:
    blamed = {"labels", "scores"}
    for wrong in (-1, a.sizes["C"]):
        labels = np.array(a.labels)
        labels[-1] = wrong
        yield [a.scores, labels], blamed
    yield [a.scores, a.labels + 0.0], blamed
    yield [a.scores[:0], a.labels[:0]], {*blamed, "N"}


LAWS.hold("softmax_cross_entropy", SCORED, spoil=_with_misfits("softmax_cross_entropy", _bad_labels))


@check("softmax_cross_entropy", AUTOGRAD, SCORED, weight=2, ladder=True)
def test_loss_has_parity_with_torch(student: Student, a: Case) -> None:
    labels = torch.tensor(np.array(a.labels))
    (loss,), (dscores,) = oracles.autograd(
        lambda scores: [torch.nn.functional.cross_entropy(scores, labels)], [a.scores], [np.ones(())]
    )
    _agree_all(student, "softmax_cross_entropy", [a.scores, a.labels], [float(loss), dscores])


@check("softmax_cross_entropy", Text("scores far apart have a finite loss", "得分相差悬殊时损失也有限"))
def test_scores_far_apart(student: Student, _: None) -> None:
    scores = np.array([[0.0, 1000.0, -1000.0], [-800.0, -800.0, -801.0]])
    small = np.exp(-1.0)
    shares = np.array([1.0, 1.0, small]) / (2 + small)
    loss = (1000.0 + np.log(2 + small)) / 2
    dscores = np.array([[-1.0, 1.0, 0.0], shares - [0, 1, 0]]) / 2
    _agree_all(student, "softmax_cross_entropy", [scores, np.array([0, 1])], [float(loss), dscores])


# --- before an activation -----------------------------------------------------------------------------------------

TORCHS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
UNDONE = {"sigmoid": torch.logit, "tanh": torch.atanh, "relu": lambda y: torch.where(y > 0, y, -1.0)}


def _activated(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Any:
    u = rng.uniform(-0.95, 0.95, (sizes["N"], sizes["H"]))
    return {"sigmoid": 0.5 + u / 2, "tanh": u, "relu": np.maximum(3 * u, 0)}[made["activation"]]


ACTIVATED = Inputs("dy:NH activation y", builders={"activation": _one(*TORCHS), "y": _activated})
LAWS.hold(
    "activation_backward",
    ACTIVATED,
    large=False,
    spoil=_with_misfits("activation_backward", lambda a: [([a.dy, a.y, "softmax"], {"activation"})]),
)


def _activation_check(activation: str) -> None:
    inputs = Inputs("dy:NH activation y", builders={"activation": lambda *_: activation, "y": _activated})

    def test(student: Student, a: Case) -> None:
        z = UNDONE[activation](torch.tensor(np.array(a.y))).numpy()
        _, (dz,) = oracles.autograd(lambda before: [TORCHS[activation](before)], [z], [np.array(a.dy)])
        _agree_all(student, "activation_backward", [a.dy, a.y, activation], [dz])

    test.__name__ = f"test_{activation}"
    title = Text("a {name} agrees with torch's autograd", "{name} 与 torch 的 autograd 一致").format(name=activation)
    check("activation_backward", title, inputs, weight=2)(test)


for _name in TORCHS:
    _activation_check(_name)

# --- scalar networks ----------------------------------------------------------------------------------------------

WEIGHTS = {"w": _number(0.5, 1.8), "u": _number(-1.5, 1.5), "h0": _number(0.3, 0.9)}
INPUTS = {name: _number(-0.9, 0.9) for name in ("x1", "x2", "x3")}
THREE = Inputs("w u h0 x1 x2 x3", builders={**WEIGHTS, **INPUTS})
SCALAR = Inputs("w u h0 x:T y:T", builders=WEIGHTS)
LAWS.hold("three_step_gradient", THREE, large=False, refuses=False)
LAWS.hold("scalar_bptt", SCALAR, large=False)


def _scalar_states(w: Any, u: Any, h0: float, x: Iterable[float]) -> Iterable[Any]:
    h: Any = h0
    for value in x:
        h = torch.tanh(w * h + u * value)
        yield h


@cache
def _three_steps(*args: float) -> list[float]:
    w, u, h0, *x = args
    _, grads = oracles.autograd(
        lambda w, u: [list(_scalar_states(w, u, h0, x))[-1]], [np.array(w), np.array(u)], [np.ones(())]
    )
    return [grad.item() for grad in grads]


@check("three_step_gradient", AUTOGRAD, THREE, weight=2)
def test_three_steps_have_parity_with_torch(student: Student, a: Case) -> None:
    args = [a[name] for name in THREE.arrays.split()]
    _agree_all(student, "three_step_gradient", args, _three_steps(*args))


@check("three_step_gradient", Text("each step has its own share", "每一步都有自己的份额"))
def test_one_step_at_a_time(student: Student, _: None) -> None:
    for at, weight in itertools.product(range(4), (0.5, 1.0, -1.5)):
        only = np.where(np.arange(4) == at, 0.7, 0.0).tolist()
        args = [weight, 0.8, *only]
        _agree_all(student, "three_step_gradient", args, _three_steps(*args))


@cache
def _scalar_bptt(a: Case) -> list[float]:
    def loss(w: Any, u: Any) -> list[Any]:
        states = _scalar_states(w, u, a.h0, a.x.tolist())
        return [sum(0.5 * (h - y) ** 2 for h, y in zip(states, a.y.tolist(), strict=True))]

    (value,), grads = oracles.autograd(loss, [np.array(a.w), np.array(a.u)], [np.ones(())])
    return [part.item() for part in (value, *grads)]


@check("scalar_bptt", AUTOGRAD, SCALAR, weight=2, ladder=True)
def test_scalar_network_has_parity_with_torch(student: Student, a: Case) -> None:
    _agree_all(student, "scalar_bptt", [a.w, a.u, a.h0, a.x, a.y], _scalar_bptt(a))


LONG_SCALAR = Case(SCALAR, {"T": 12}, 7)
LONG = Text("the first of many steps counts too", "步数很多时，第一步同样计入")


@check("scalar_bptt", LONG)
def test_many_scalar_steps(student: Student, _: None) -> None:
    a = LONG_SCALAR
    _agree_all(student, "scalar_bptt", [a.w, a.u, a.h0, a.x, a.y], _scalar_bptt(a))


# --- inputs of a network ------------------------------------------------------------------------------------------


def _states(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Any:
    """What a network without bias went through, from a random beginning."""
    x, Wx, Wh = (torch.tensor(np.array(made[name])) for name in ("x", "Wx", "Wh"))
    h0 = torch.tensor(rng.uniform(-0.9, 0.9, (sizes["N"], sizes["H"])))
    return torch.stack(list(_matrix_states(x, h0, Wx, Wh)), 1).numpy()


def _matrix_states(x: Any, h: Any, Wx: Any, Wh: Any) -> Iterable[Any]:
    for step in x.unbind(1):
        h = torch.tanh(step @ Wx + h @ Wh)
        yield h


READ = Inputs(
    "dh_last:NH x:NTD Wx:DH Wh:HH h",
    builders={"x": _entries("NTD", -0.6, 0.6), "Wh": _entries("HH", -0.8, 0.8), "h": _states},
    exact=("h",),
)
LAWS.hold("rnn_input_gradient", READ, large=False)


@check("rnn_input_gradient", AUTOGRAD, READ, weight=2)
def test_inputs_have_parity_with_torch(student: Student, a: Case) -> None:
    _see_inputs(student, a)


@check("rnn_input_gradient", LONG)
def test_inputs_of_many_steps(student: Student, _: None) -> None:
    _see_inputs(student, Case(READ, {"N": 1, "H": 2, "T": 9, "D": 3}, 7))


def _see_inputs(student: Student, a: Case) -> None:
    """The state before the first step is not told: it goes into that step's pre-activation as it was."""
    Wx, Wh, h = (torch.tensor(np.array(a[name])) for name in ("Wx", "Wh", "h"))
    x = torch.tensor(np.array(a.x), requires_grad=True)
    first = torch.atanh(h[:, 0]) + (x[:, 0] - x[:, 0].detach()) @ Wx
    last = list(_matrix_states(x[:, 1:], torch.tanh(first), Wx, Wh)) if x.shape[1] > 1 else [torch.tanh(first)]
    (dx,) = torch.autograd.grad((last[-1] * torch.tensor(np.array(a.dh_last))).sum(), x)
    _agree_all(student, "rnn_input_gradient", [a.dh_last, a.h, a.Wx, a.Wh], [dx.numpy()])


@check("rnn_input_gradient", Text("one step back is one product", "往回一步就是一次乘积"))
def test_zeros_as_states(student: Student, _: None) -> None:
    dh_last, Wx, Wh = np.array([[1.0, -2.0]]), np.array([[0.5, 0.25], [1.0, 2.0]]), np.array([[0.0, 2.0], [-1.0, 0.5]])
    dx = np.stack([dh_last @ Wh.T @ Wh.T @ Wx.T, dh_last @ Wh.T @ Wx.T, dh_last @ Wx.T], axis=1)
    _agree_all(student, "rnn_input_gradient", [dh_last, np.zeros((1, 3, 2)), Wx, Wh], [dx])


# --- gates --------------------------------------------------------------------------------------------------------

OPEN, INNER = _entries("NH", 0.05, 0.95), _entries("NH", -0.95, 0.95)
CELL = Inputs("dh:NH dc:NH i f g o c_prev:NH", axes="NH", builders={"i": OPEN, "f": OPEN, "g": INNER, "o": OPEN})
BLEND = Inputs("dh:NH z n h_prev:NH", axes="NH", builders={"z": OPEN, "n": INNER})
LAWS.hold("lstm_gate_gradients", CELL, large=False)
LAWS.hold("gru_blend_gradients", BLEND, large=False)


def _logit(y: Any) -> Any:
    return np.log(y) - np.log1p(-y)


def _cell(i: Any, f: Any, g: Any, o: Any, c_prev: Any) -> list[Any]:
    c = torch.sigmoid(f) * c_prev + torch.sigmoid(i) * torch.tanh(g)
    return [torch.sigmoid(o) * torch.tanh(c), c]


def _blend(z: Any, n: Any, h_prev: Any) -> list[Any]:
    z = torch.sigmoid(z)
    return [(1 - z) * torch.tanh(n) + z * h_prev]


@check("lstm_gate_gradients", AUTOGRAD, CELL, weight=2)
def test_gates_have_parity_with_torch(student: Student, a: Case) -> None:
    args = [_logit(a.i), _logit(a.f), np.arctanh(a.g), _logit(a.o), a.c_prev]
    *gates, dc_prev = oracles.autograd(_cell, args, [np.array(a.dh), np.array(a.dc)])[1]
    wanted = [np.concatenate(gates, axis=1), dc_prev]
    _agree_all(student, "lstm_gate_gradients", [a[name] for name in CELL_TAKES], wanted)


CELL_TAKES = list(ASSIGNMENT.exercise("lstm_gate_gradients").arguments)


@check("lstm_gate_gradients", Text("either way in counts alone", "两条来路各自单独计入"), CELL)
def test_one_way_at_a_time(student: Student, a: Case) -> None:
    args = [_logit(a.i), _logit(a.f), np.arctanh(a.g), _logit(a.o), a.c_prev]
    nothing = np.zeros(a.dh.shape)
    for dh, dc in ((np.array(a.dh), nothing), (nothing, np.array(a.dc))):
        *gates, dc_prev = oracles.autograd(_cell, args, [dh, dc])[1]
        given = [dh, dc, *(a[name] for name in CELL_TAKES[2:])]
        _agree_all(student, "lstm_gate_gradients", given, [np.concatenate(gates, axis=1), dc_prev])


@check("gru_blend_gradients", AUTOGRAD, BLEND, weight=2)
def test_blend_has_parity_with_torch(student: Student, a: Case) -> None:
    grads = oracles.autograd(_blend, [_logit(a.z), np.arctanh(a.n), a.h_prev], [np.array(a.dh)])[1]
    _agree_all(student, "gru_blend_gradients", [a.dh, a.z, a.n, a.h_prev], grads)


# --- counts -------------------------------------------------------------------------------------------------------

MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
MODEL = Inputs("", axes="LVEH")
MODELS = ASSIGNMENT.exercise("language_model_parameters")


@cache
def _model_counts(kind: str, V: int, E: int, H: int, layers: int = 1, tied: bool = False) -> dict[str, int]:
    """The parameters of torch's own modules, the second bias of each gate left out."""
    modules = {
        "embedding": torch.nn.Embedding(V, E, device="meta"),
        "recurrent": MODULES[kind](E, H, layers, device="meta"),
        "head": torch.nn.Linear(H, V, device="meta"),
    }
    left_out = ("bias_hh", "weight") if tied else ("bias_hh",)
    counts = {
        part: sum(
            parameter.numel()
            for name, parameter in module.named_parameters()
            if not name.startswith(left_out if part == "head" else "bias_hh")
        )
        for part, module in modules.items()
    }
    return {**counts, "total": sum(counts.values())}


def _see_model(student: Student, *args: Any, **named: Any) -> None:
    _see_number(student, MODELS.name, _model_counts(*args, **named), *args, **named)


@check(MODELS.name, Text("one layer counts as torch's modules do", "单层的参数量与 torch 的模块相同"), MODEL, weight=2)
def test_models_of_one_layer(student: Student, a: Case) -> None:
    for kind in MODULES:
        _see_model(student, kind, a.sizes["V"], a.sizes["E"], a.sizes["H"])


@check(MODELS.name, Text("so do several layers", "多层也相同"), MODEL, weight=2)
def test_models_of_several_layers(student: Student, a: Case) -> None:
    for kind, layers in itertools.product(MODULES, (a.sizes["L"], 3)):
        _see_model(student, kind, a.sizes["V"], a.sizes["E"], a.sizes["H"], layers)


@check(MODELS.name, Text("a tied head has no matrix of its own", "共享的输出层没有自己的矩阵"), MODEL)
def test_tied_models(student: Student, a: Case) -> None:
    for kind, tied in itertools.product(MODULES, (True, False)):
        _see_model(student, kind, a.sizes["V"], a.sizes["H"], a.sizes["H"], a.sizes["L"], tied=tied)


@check(MODELS.name, BAD_INPUT)
def test_no_such_model(student: Student, _: None) -> None:
    _see_model(student, "gru", 7, 3, 5, 2)
    refused(student, MODELS, ["cnn", 7, 3, 5, 2, False], {"kind"})
    for E, H in ((3, 5), (5, 3)):
        refused(student, MODELS, ["gru", 7, E, H, 2, True], {"E", "H", "tied"})


MEMORY = ASSIGNMENT.exercise("activation_memory")
KEPT = {"rnn": "h", "lstm": "ifgoch", "gru": "rznhp"}
BEGUN = {"rnn": "h", "lstm": "hc", "gru": "h"}
LENGTHS = Inputs("", axes="NTHL")


@cache
def _memory(kind: str, N: int, T: int, H: int, layers: int = 1, every: int | None = None) -> int:
    """Segment by segment, what lies in memory while it is gone back through; the most at any time."""
    starts = list(range(0, T, every or T))
    begun = len(BEGUN[kind]) * len(starts)
    most = max(sum(len(KEPT[kind]) for step in range(T) if start <= step < start + (every or T)) for start in starts)
    return sum((begun + most) * H for _ in range(layers * N))


def _see_memory(student: Student, *args: Any, **named: Any) -> None:
    _see_number(student, MEMORY.name, _memory(*args, **named), *args, **named)


@check(MEMORY.name, Text("without checkpoints every step is kept", "没有检查点时保存每一步"), LENGTHS, weight=2)
def test_memory_without_checkpoints(student: Student, a: Case) -> None:
    N, T, H, layers = (a.sizes[letter] for letter in "NTHL")
    for kind in KEPT:
        _see_memory(student, kind, N, T, H)
        _see_memory(student, kind, N, T, H, layers)


@check(MEMORY.name, Text("with checkpoints a segment is kept", "有检查点时保存一段"), LENGTHS, weight=2)
def test_memory_with_checkpoints(student: Student, a: Case) -> None:
    N, T, H, layers = (a.sizes[letter] for letter in "NTHL")
    for kind, every in itertools.product(KEPT, (1, 2, 3, T)):
        _see_memory(student, kind, N, 4 * T, H, layers, every)
        _see_memory(student, kind, N, T, H, every=every)


@check(MEMORY.name, Text("well-known numbers come out", "得到众所周知的数字"))
def test_memory_in_numbers(student: Student, _: None) -> None:
    for args, want in (
        (["lstm", 1, 100, 1], 602),
        (["lstm", 1, 100, 1, 1, 10], 80),  # ten states and cells, ten steps of six
        (["rnn", 32, 100, 256, 1, 10], 163_840),
        (["gru", 2, 7, 3, 2, 3], 216),
        (["rnn", 1, 5, 1, 1, 9], 6),
    ):
        _see_number(student, MEMORY.name, want, *args)


@check(MEMORY.name, BAD_INPUT)
def test_no_such_memory(student: Student, _: None) -> None:
    _see_memory(student, "lstm", 2, 3, 4)
    for kind, T, every, blamed in (("cnn", 3, 2, "kind"), ("lstm", 0, 2, "T"), ("lstm", 3, 0, "every")):
        refused(student, MEMORY, [kind, 2, T, 4, 1, every], {blamed})


FLOPS = Inputs("", axes="NDH")


@cache
def _flops(N: int, D: int, H: int) -> dict[str, int]:
    """Operation by operation, as the step is written down."""
    entries = {"x @ Wx": 4 * H * D, "h_prev @ Wh": 4 * H * H}
    line = [4, 4, *(1 for _ in "ifog"), *(1 for _ in ("f * c_prev", "i * g", "c", "tanh(c)", "h"))]
    return {
        "products": sum(2 * N * terms for terms in entries.values()),
        "elementwise": sum(N * H * out for out in line),
    }


@check("lstm_step_flops", Text("every operation is counted", "每个运算都计入"), FLOPS, weight=3, ladder=True)
def test_flops_operation_by_operation(student: Student, a: Case) -> None:
    sizes = [a.sizes[letter] for letter in "NDH"]
    _see_number(student, "lstm_step_flops", _flops(*sizes), *sizes)


@check("lstm_step_flops", Text("twice the sequences cost twice as much", "序列数加倍，运算量也加倍"), FLOPS)
def test_flops_grow_with_the_batch(student: Student, a: Case) -> None:
    for times in (2, 3):
        sizes = [times * a.sizes["N"], a.sizes["D"], a.sizes["H"]]
        _see_number(
            student, "lstm_step_flops", {k: times * v for k, v in _flops(*(a.sizes[s] for s in "NDH")).items()}, *sizes
        )


@check("lstm_step_flops", Text("a layer of usual size comes out", "常见大小的一层"))
def test_flops_of_a_usual_layer(student: Student, _: None) -> None:
    _see_number(student, "lstm_step_flops", {"products": 25_165_824, "elementwise": 139_264}, 32, 128, 256)


# --- is a gradient right? -----------------------------------------------------------------------------------------


def _grads(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> dict[str, Any]:
    D, H = sizes["D"], sizes["H"]
    return {name: rng.uniform(-1.5, 1.5, shape) for name, shape in (("b", (H,)), ("Wx", (D, H)), ("Wh", (H, H)))}


def _nearly(rng: np.random.Generator, _sizes: Mapping[str, int], made: Mapping[str, Any]) -> dict[str, Any]:
    """The same gradients, each off by more than the last."""
    parts = enumerate(made["analytic"].items())
    return {name: grad * (1 + 0.3 * at * rng.uniform(-1, 1, grad.shape)) for at, (name, grad) in parts}


CHECKED = Inputs(
    "analytic numeric tolerance",
    axes="DH",
    builders={"analytic": _grads, "numeric": _nearly, "tolerance": lambda *_: 0.0314159},
)


def _bad_checks(a: Case) -> Bad:
    blamed = {"analytic", "numeric"}
    names = {*blamed, *a.analytic}
    b = a.numeric["b"]
    for numeric in (
        {"Wx": a.numeric["Wx"], "b": b},
        {**a.numeric, "Why": b},
        {"Wx": a.numeric["Wx"], "Wh": a.numeric["Wh"], "B": b},
    ):
        yield [a.analytic, numeric, 0.1], {*names, "Why", "B"}
    for odd in (b[None], np.concatenate([b, b]), *([b[:1]] if len(b) > 1 else [])):
        yield [a.analytic, {**a.numeric, "b": odd}, 0.1], names


LAWS.hold("gradient_check", CHECKED, large=False, spoil=_bad_checks)


@check("gradient_check", Text("each entry by its own size", "每个元素按自己的大小"), weight=2)
def test_errors_of_entries(student: Student, _: None) -> None:
    for analytic, numeric, want in (
        ([1.0, 2.0], [1.0, 1.0], 0.5),
        ([1.0, 1.0], [2.0, 1.0], 0.5),
        ([1000.0, 2e-6], [1000.0, 1e-6], 0.5),
        ([2.0, -1.0], [2.0, 1.0], 2.0),
        ([-4.0, 0.0, -8.0], [-3.0, 0.0, -8.0], 0.25),
        ([0.0, 0.0, 5.0], [0.0, 3.0, 5.0], 1.0),
        ([[0.0]], [[0.0]], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.25], 0.5),
    ):
        for tolerance in (1e-7, 0.3, 3.0):
            args = [{"W": np.array(analytic)}, {"W": np.array(numeric)}, tolerance]
            _agree_all(student, "gradient_check", args, [{"W": want}, ["W"] if want > tolerance else []])


@check("gradient_check", Text("NaN never passes", "NaN 永远通不过"))
def test_nan_never_passes(student: Student, _: None) -> None:
    good, bad = np.array([1.0, 2.0, 4.0]), np.array([1.0, np.nan, 4.0])
    for one, other in ((good, bad), (bad, good), (bad, bad)):
        args = [{"Wh": good, "b": one}, {"Wh": good * [1, 1, 0.75], "b": other}, 0.5]
        _agree_all(student, "gradient_check", args, [{"Wh": 0.25, "b": np.inf}, ["b"]])


@check(
    "gradient_check",
    Text("names in the order of analytic, and none at the tolerance", "名字按 analytic 的顺序，恰好等于容差的不算"),
)
def test_names_of_suspects(student: Student, _: None) -> None:
    one = {name: np.array([1.0]) for name in ("b", "Wx", "a", "Wh")}
    other = {"a": np.array([0.5]), "Wx": np.array([0.75]), "Wh": np.array([0.25]), "b": np.array([0.5])}
    errors = {"b": 0.5, "Wx": 0.25, "a": 0.5, "Wh": 0.75}
    for tolerance, suspects in ((0.25, ["b", "a", "Wh"]), (0.5, ["Wh"]), (0.1, ["b", "Wx", "a", "Wh"])):
        _agree_all(student, "gradient_check", [one, other, tolerance], [errors, suspects])


# --- steps of training --------------------------------------------------------------------------------------------

CLIPPED = Inputs("grads max_norm", axes="DH", builders={"grads": _grads, "max_norm": _number(0.4, 2.5)})
LAWS.hold(
    "clip_each_by_norm",
    CLIPPED,
    large=False,
    spoil=lambda a: [([a.grads, limit], {"max_norm"}) for limit in (0.0, -1.0)],
)


@check("clip_each_by_norm", Text("lengths come out, directions stay", "长度符合要求，方向不变"), weight=2)
def test_lengths_and_directions(student: Student, _: None) -> None:
    three = np.array([3.0, 0.0, -4.0])
    grads = {
        "long": three * 10,
        "at the limit": three,
        "short": three / 10,
        "zero": 0 * three,
        "matrix": np.ones((4, 25)),
    }
    scales = {"long": 0.1, "at the limit": 1.0, "short": 1.0, "zero": 1.0, "matrix": 0.5}
    clipped = {**grads, "long": three, "matrix": np.full((4, 25), 0.5)}
    _agree_all(student, "clip_each_by_norm", [grads, 5.0], [clipped, scales])


@check("clip_each_by_norm", Text("one long gradient leaves the others alone", "一个梯度过长不影响其他梯度"), CLIPPED)
def test_each_by_itself(student: Student, a: Case) -> None:
    for long in a.grads:
        grads = {
            name: np.array(grad) * (1e3 if name == long else 1e-3) + (name == long) for name, grad in a.grads.items()
        }
        scale = a.max_norm / float(torch.linalg.vector_norm(torch.tensor(grads[long])))
        clipped = {name: grad * (scale if name == long else 1) for name, grad in grads.items()}
        scales = {name: scale if name == long else 1.0 for name in grads}
        _agree_all(student, "clip_each_by_norm", [grads, a.max_norm], [clipped, scales])


def _arrays(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Any]:
    D, H = sizes["D"], sizes["H"]
    return [rng.uniform(-1.5, 1.5, shape) for shape in ((D, H), (H,), (2, D, 1))]


MOVED = Inputs(
    "params grads velocities lr momentum nesterov",
    axes="DH",
    builders={
        **dict.fromkeys(("params", "grads", "velocities"), _arrays),
        "lr": _number(0.1, 0.8),
        "momentum": _number(0.2, 0.9),
        "nesterov": _one(*EITHER),
    },
)


def _bad_moves(a: Case) -> Bad:
    given = [a.params, a.grads, a.velocities, a.lr, a.momentum, a.nesterov]
    first, *others = a.grads
    for at in (1, 2):
        for odd in (
            [first[None], *others],
            [np.concatenate([first, first]), *others],
            [first[:, :1].T[0], *others],
            others,
        ):
            yield [*given[:at], odd, *given[at + 1 :]], {"params", "grads", "velocities"}


LAWS.hold("momentum_step", MOVED, large=False, spoil=_bad_moves)


@cache
def _torch_momentum(a: Case, nesterov: bool) -> list[tuple[list[Any], list[Any]]]:
    """The parameters and velocities after each of four steps with gradients that turn."""
    leaves = [torch.tensor(np.array(param), requires_grad=True) for param in a.params]
    stepper = torch.optim.SGD(leaves, lr=a.lr, momentum=a.momentum, nesterov=nesterov, foreach=False)
    found = []
    for grads in _turning(a):
        for leaf, grad in zip(leaves, grads, strict=True):
            leaf.grad = torch.tensor(grad)
        stepper.step()
        moving = [stepper.state[leaf]["momentum_buffer"].numpy().copy() for leaf in leaves]
        found.append(([leaf.detach().numpy().copy() for leaf in leaves], moving))
    return found


def _turning(a: Case) -> list[list[Any]]:
    return [[factor * grad + 0.1 for grad in a.grads] for factor in (1.0, -0.5, 2.0, 0.25)]


@check("momentum_step", Text("several steps are torch.optim.SGD's", "多步与 torch.optim.SGD 一致"), MOVED, weight=3)
def test_momentum_has_parity_with_torch(student: Student, a: Case) -> None:
    for nesterov in (False, True):
        params, velocities = a.params, [np.zeros(param.shape) for param in a.params]
        for grads, want in zip(_turning(a), _torch_momentum(a, nesterov), strict=True):
            how = {"nesterov": True} if nesterov else {}  # by default it does not look ahead
            params, velocities = student.momentum_step(params, grads, velocities, a.lr, a.momentum, **how)
            agree("updated", params, want[0])
            agree("moving", velocities, want[1])


HORIZONS = Inputs("horizons:H", builders={"horizons": _entries("H", 1.2, 60.0)})


def _bad_horizons(a: Case) -> Bad:
    yield [a.horizons[None]], {"horizons"}
    yield [a.horizons[0]], {"horizons"}
    for wrong in (1.0, 0.5, -2.0):
        yield [np.append(a.horizons, wrong)], {"horizons"}


LAWS.hold("horizon_bias", HORIZONS, large=False, spoil=_bad_horizons)


@check(
    "horizon_bias", Text("the gates keep and let in what they should", "各门保留与放进应有的份额"), HORIZONS, weight=2
)
def test_shares_of_the_gates(student: Student, a: Case) -> None:
    (b,) = student.horizon_bias(a.horizons)
    biases = torch.tensor(vector("b", b, 4 * len(a.horizons)))
    i, f, g, o = torch.sigmoid(biases).numpy().reshape(4, -1)
    for name, got, want in (("i", i, 1 / a.horizons), ("f", f, 1 - 1 / a.horizons), ("g", g, 0.5), ("o", o, 0.5)):
        agree(f"sigmoid(b)[{name}]", got, np.broadcast_to(want, got.shape))


# --- windows ------------------------------------------------------------------------------------------------------

WINDOWS = ASSIGNMENT.exercise("truncation_windows")
SPANS = Inputs("", axes="TEB")


@cache
def _windows(T: int, every: int, back: int) -> list[tuple[int, int]]:
    """Step by step: how many lie behind, and how many since the last time."""
    windows: list[tuple[int, int]] = []
    behind: list[int] = []
    since = 0
    for step in range(T):
        behind, since = [*behind, step][-back:], since + 1
        if since == every or step == T - 1:
            windows.append((behind[0], behind[-1] + 1))
            since = 0
    return windows


def _see_windows(student: Student, T: int, every: int, back: int) -> None:
    _see_number(student, WINDOWS.name, _windows(T, every, back), T, every, back)


@check(WINDOWS.name, Text("windows of any length", "任意长度的窗口"), SPANS, weight=3, ladder=True)
def test_any_windows(student: Student, a: Case) -> None:
    _see_windows(student, *(a.sizes[letter] for letter in "TEB"))
    _see_windows(student, 3 * a.sizes["T"], a.sizes["E"], a.sizes["B"])


@check(WINDOWS.name, Text("steps that come out even, and steps left over", "步数正好整除，或有剩余"), weight=2)
def test_even_and_odd_windows(student: Student, _: None) -> None:
    for T, every, back in ((6, 2, 2), (7, 2, 2), (8, 4, 6), (9, 4, 6), (9, 4, 2), (5, 9, 9), (5, 9, 2), (4, 4, 4)):
        _see_windows(student, T, every, back)


@check(WINDOWS.name, BAD_INPUT)
def test_no_such_windows(student: Student, _: None) -> None:
    _see_windows(student, 7, 3, 4)
    for at, name in enumerate(("T", "every", "back")):
        refused(student, WINDOWS, [0 if at == position else 3 for position in range(3)], {name})


TEXT = Inputs(
    "length ids",
    axes="NT",
    builders={
        "length": lambda _rng, sizes, _made: sizes["T"],
        "ids": lambda rng, s, _: rng.integers(0, 30, s["N"] * s["T"] + 1 + rng.integers(0, s["T"])),
    },
)


def _bad_texts(a: Case) -> Bad:
    blamed = {"ids", "length"}
    yield [a.ids, 0], blamed
    yield [a.ids[None], 1], blamed
    yield [a.ids + 0.5, a.length], blamed
    yield [a.ids, len(a.ids)], blamed
    yield [a.ids[:1], 1], blamed


LAWS.hold("next_letter_windows", TEXT, large=False, spoil=_bad_texts)


@check("next_letter_windows", Text("letter by letter, whatever is left over", "逐个字母，无论剩下几个"), weight=2)
def test_letters_one_by_one(student: Student, _: None) -> None:
    for letters, length in itertools.product((4, 7, 8, 9, 10), (1, 2, 3)):
        ids = np.random.default_rng(letters).permutation(letters)
        rows = range(0, letters - length, length)
        inputs = np.array([[ids[start + at] for at in range(length)] for start in rows])
        labels = np.array([[ids[start + at + 1] for at in range(length)] for start in rows])
        _agree_all(student, "next_letter_windows", [ids, length], [inputs, labels])


# --- decoding -----------------------------------------------------------------------------------------------------

NUCLEUS = Inputs(
    "probabilities p",
    axes="V",
    builders={"probabilities": lambda rng, sizes, _: rng.dirichlet(np.ones(sizes["V"])), "p": _number(0.2, 0.7)},
    exact=("probabilities",),
)
DYADIC = np.array([0.125, 0.25, 0.125, 0.5, 0.0])


def _bad_nuclei(a: Case) -> Bad:
    for p in (0.0, -0.5, 1.5):
        yield [a.probabilities, p], {"p"}
    names = {"probabilities"}
    yield [a.probabilities[None], 0.5], names
    yield [2 * a.probabilities, 0.5], names
    yield [np.append(a.probabilities, [-0.25, 0.25]), 0.5], names


LAWS.hold("nucleus_filter", NUCLEUS, large=False, spoil=_bad_nuclei)


@check("nucleus_filter", Text("it is the smallest set that holds p", "它是合计达到 p 的最小集合"), NUCLEUS, weight=2)
def test_the_smallest_set(student: Student, a: Case) -> None:
    """Of all subsets that hold p those of the fewest letters, of these the one with the largest sum."""
    probabilities = a.probabilities.tolist()
    for p in (a.p, 0.01, 0.5):
        for size in range(1, len(probabilities) + 1):
            subsets = itertools.combinations(range(len(probabilities)), size)
            total, best = max((sum(probabilities[at] for at in subset), subset) for subset in subsets)
            if total >= p:
                break
        want = np.array([q / total if at in best else 0.0 for at, q in enumerate(probabilities)])
        _agree_all(student, "nucleus_filter", [a.probabilities, p], [want])


@check("nucleus_filter", Text("sums that are p exactly, and letters equally likely", "和恰好为 p，以及同样可能的字母"))
def test_exact_sums_and_ties(student: Student, _: None) -> None:
    for p, want in (
        (0.8, [1 / 7, 2 / 7, 0, 4 / 7, 0]),
        (0.875, [1 / 7, 2 / 7, 0, 4 / 7, 0]),
        (0.5, [0, 0, 0, 1, 0]),
        (0.75, [0, 1 / 3, 0, 2 / 3, 0]),
        (1.0, DYADIC.tolist()),
    ):
        _agree_all(student, "nucleus_filter", [DYADIC, p], [np.array(want, dtype=float)])
    _agree_all(student, "nucleus_filter", [np.full(8, 0.125), 0.25], [np.array([0.5, 0.5, 0, 0, 0, 0, 0, 0])])


BEAMS = Inputs(
    "scores log_probs width",
    axes="BV",
    builders={
        "scores": _entries("B", -9.0, -4.0),
        "log_probs": _entries("BV", -4.0, -0.1),
        "width": lambda rng, sizes, _: int(rng.integers(1, sizes["B"] * sizes["V"] + 1)),
    },
)


def _bad_beams(a: Case) -> Bad:
    for width in (0, -1, a.log_probs.size + 1):
        yield [a.scores, a.log_probs, width], {"width"}


LAWS.hold("beam_step", BEAMS, large=False, spoil=_with_misfits("beam_step", _bad_beams))


def _beams(scores: list[float], rows: list[list[float]], width: int) -> list[tuple[float, int, int]]:
    every = [(-(score + q), beam, at) for beam, score in enumerate(scores) for at, q in enumerate(rows[beam])]
    return [(-cost, beam, letter) for cost, beam, letter in sorted(every)[:width]]


@check(
    "beam_step", Text("the best of all continuations, for every width", "任意宽度下所有延续中最好的"), BEAMS, weight=2
)
def test_every_width(student: Student, a: Case) -> None:
    for width in sorted({1, 2, a.width, len(a.scores), a.log_probs.size} & set(range(1, a.log_probs.size + 1))):
        want = _beams(a.scores.tolist(), a.log_probs.tolist(), width)
        _agree_all(student, "beam_step", [a.scores, a.log_probs, width], [want])


@check(
    "beam_step",
    Text("equally good ones in order, and one beam may take all", "同样好的按顺序，一个束可以占满"),
    weight=2,
)
def test_ties_and_one_good_beam(student: Student, _: None) -> None:
    for scores, rows, width in (
        ([-1.0, -1.0], [[-2.0, -1.0, -2.0], [-1.0, -2.0, -1.0]], 5),
        ([-9.0, -1.0, -8.0], [[-1.0, -2.0, -3.0, -4.0]] * 3, 3),
        ([-1.0, -2.0], [[-2.0, -3.0, -1.5], [-1.0, -0.5, -2.0]], 6),
        ([0.0], [[-0.5, -0.25, -2.0]], 2),
    ):
        want = _beams(scores, rows, width)
        _agree_all(student, "beam_step", [np.array(scores), np.array(rows), width], [want])
