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
from autograder.suites.compare import agree
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
    return [float(grad) for grad in grads]


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
    return [float(part) for part in (value, *grads)]


@check("scalar_bptt", AUTOGRAD, SCALAR, weight=2, ladder=True)
def test_scalar_network_has_parity_with_torch(student: Student, a: Case) -> None:
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
    """The first input is left out: the state before it is not told, and its own gradient does not hang on it."""
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
    return {"products": sum(2 * N * terms for terms in entries.values()), "elementwise": sum(N * H * out for out in line)}


@check("lstm_step_flops", Text("every operation is counted", "每个运算都计入"), FLOPS, weight=3, ladder=True)
def test_flops_operation_by_operation(student: Student, a: Case) -> None:
    sizes = [a.sizes[letter] for letter in "NDH"]
    _see_number(student, "lstm_step_flops", _flops(*sizes), *sizes)


@check("lstm_step_flops", Text("twice the sequences cost twice as much", "序列数加倍，运算量也加倍"), FLOPS)
def test_flops_grow_with_the_batch(student: Student, a: Case) -> None:
    for times in (2, 3):
        sizes = [times * a.sizes["N"], a.sizes["D"], a.sizes["H"]]
        _see_number(student, "lstm_step_flops", {k: times * v for k, v in _flops(*(a.sizes[s] for s in "NDH")).items()}, *sizes)


@check("lstm_step_flops", Text("a layer of usual size comes out", "常见大小的一层"))
def test_flops_of_a_usual_layer(student: Student, _: None) -> None:
    _see_number(student, "lstm_step_flops", {"products": 25_165_824, "elementwise": 139_264}, 32, 128, 256)
