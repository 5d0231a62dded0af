"""The hidden tests of `layouts.py`."""

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
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from solutions import gru, layouts, lstm, rnn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.suites.cases import Builder
    from autograder.suites.student import Student

    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["layouts"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, layouts)
check = SUITE.check

MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}
KINDS = tuple(MODULES)
EITHER = (False, True)
BAD_INPUT = Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError")

# --- how many parameters ------------------------------------------------------------------------------------------

COUNT = Inputs("", axes="LDH")


@cache
def _torch_count(kind: str, D: int, H: int, layers: int = 1, bidirectional: bool = False, biases: int = 2) -> int:
    """The parameters of the module itself; with one bias a gate, its second is left out."""
    module = MODULES[kind](D, H, layers, bidirectional=bidirectional, bias=biases > 0, device="meta")
    named = module.named_parameters()
    return sum(parameter.numel() for name, parameter in named if biases != 1 or not name.startswith("bias_hh"))


def _see_count(student: Student, *args: Any, **named: Any) -> None:
    (count,) = student.parameter_count(*args, **named)
    agree(_call("parameter_count", args, named), count, _torch_count(*args, **named))


def _call(name: str, args: Iterable[Any], named: Mapping[str, Any]) -> str:
    """How the call is typed: what it was asked is all that tells one whole number from another."""
    spelled = [f'"{arg}"' if isinstance(arg, str) else repr(arg) for arg in args]
    return f"{name}({', '.join([*spelled, *(f'{key}={value!r}' for key, value in named.items())])})"


@check(
    "parameter_count",
    Text("one layer has as many as in torch", "单层的参数量与 torch 相同"),
    COUNT,
    weight=2,
    ladder=True,
)
def test_one_layer(student: Student, a: Case) -> None:
    for kind in KINDS:
        _see_count(student, kind, a.sizes["D"], a.sizes["H"])


@check(
    "parameter_count", Text("several layers have as many as in torch", "多层的参数量与 torch 相同"), COUNT, ladder=True
)
def test_several_layers(student: Student, a: Case) -> None:
    for kind, layers in itertools.product(KINDS, (a.sizes["L"], 3)):
        _see_count(student, kind, a.sizes["D"], a.sizes["H"], layers=layers)
        _see_count(student, kind, a.sizes["D"], a.sizes["H"], layers)


@check("parameter_count", Text("both directions have as many as in torch", "双向的参数量与 torch 相同"), COUNT)
def test_both_directions(student: Student, a: Case) -> None:
    for kind in KINDS:
        _see_count(student, kind, a.sizes["D"], a.sizes["H"], bidirectional=True)


@check(
    "parameter_count",
    Text("several layers in both directions, as in torch", "多层且双向的参数量与 torch 相同"),
    COUNT,
    weight=2,
    ladder=True,
)
def test_several_layers_in_both_directions(student: Student, a: Case) -> None:
    for kind, layers in itertools.product(KINDS, (a.sizes["L"], 2, 3)):
        _see_count(student, kind, a.sizes["D"], a.sizes["H"], layers, bidirectional=True)


@check(
    "parameter_count",
    Text("two biases a gate, one or none", "每个门两个偏置、一个或没有"),
    COUNT,
    weight=2,
    ladder=True,
)
def test_any_number_of_biases(student: Student, a: Case) -> None:
    D, H, layers = (a.sizes[letter] for letter in "DHL")
    for kind, bidirectional, biases in itertools.product(KINDS, EITHER, (0, 1, 2)):
        _see_count(student, kind, D, H, layers, bidirectional, biases)
        _see_count(student, kind, D, H, biases=biases)


@check("parameter_count", Text("well-known numbers come out", "得到众所周知的数字"))
def test_well_known_numbers(student: Student, _: None) -> None:
    known: list[tuple[list[Any], int]] = [
        (["lstm", 3, 5], 200),
        (["lstm", 3, 5, 1, False, 1], 180),  # as Keras counts
        (["gru", 3, 5], 150),
        (["gru", 3, 5, 1, False, 1], 135),  # Keras, reset_after=False
        (["rnn", 3, 5], 50),
        (["lstm", 10, 20, 2, True], 15040),
        (["lstm", 7, 13, 1, False, 1], 7 * 52 + 13 * 52 + 52),
        (["gru", 7, 13, 1, False, 0], 7 * 39 + 13 * 39),
    ]
    for args, want in known:
        (count,) = student.parameter_count(*args)
        agree(_call("parameter_count", args, {}), count, want)


@check("parameter_count", BAD_INPUT)
def test_no_such_count(student: Student, _: None) -> None:
    _see_count(student, "lstm", 3, 5)
    exercise = ASSIGNMENT.exercise("parameter_count")
    refused(student, exercise, ["cnn", 3, 5, 1, False, 2], {"kind"})
    for biases in (3, -1):
        refused(student, exercise, ["lstm", 3, 5, 2, True, biases], {"biases"})


# --- what torch returns -------------------------------------------------------------------------------------------

SHAPES = Inputs("", axes="LNTDH")


@cache
def _torch_shapes(
    kind: str, N: int, T: int, D: int, H: int, layers: int = 1, bidirectional: bool = False, batch_first: bool = False
) -> dict[str, tuple[int, ...]]:
    """The shapes of what the module itself returns."""
    module = MODULES[kind](D, H, layers, bidirectional=bidirectional, batch_first=batch_first)
    with torch.no_grad():
        output, states = module(torch.zeros((N, T, D) if batch_first else (T, N, D)))
    named = dict(zip(("h_n", "c_n"), states if kind == "lstm" else (states,), strict=False))
    return {name: tuple(result.shape) for name, result in {"output": output, **named}.items()}


def _see_shapes(student: Student, *args: Any, **named: Any) -> None:
    (shapes,) = student.output_shapes(*args, **named)
    agree(_call("output_shapes", args, named), shapes, _torch_shapes(*args, **named))


def _sizes(a: Case) -> list[int]:
    return [a.sizes[letter] for letter in "NTDH"]


@check(
    "output_shapes",
    Text("one layer returns what torch's module returns", "单层的返回形状与 torch 的模块相同"),
    SHAPES,
    weight=2,
    ladder=True,
)
def test_shapes_of_one_layer(student: Student, a: Case) -> None:
    for kind in KINDS:
        _see_shapes(student, kind, *_sizes(a))


@check("output_shapes", Text("batch_first moves what it moves in torch", "batch_first 移动的轴与 torch 相同"), SHAPES)
def test_batch_first(student: Student, a: Case) -> None:
    for kind, batch_first in itertools.product(KINDS, EITHER):
        _see_shapes(student, kind, *_sizes(a), batch_first=batch_first)


@check("output_shapes", Text("both directions show where they do in torch", "双向体现在哪里，与 torch 相同"), SHAPES)
def test_shapes_of_both_directions(student: Student, a: Case) -> None:
    for kind in KINDS:
        _see_shapes(student, kind, *_sizes(a), bidirectional=True)


@check("output_shapes", Text("layers show where they do in torch", "层数体现在哪里，与 torch 相同"), SHAPES)
def test_shapes_of_several_layers(student: Student, a: Case) -> None:
    for kind in KINDS:
        _see_shapes(student, kind, *_sizes(a), layers=a.sizes["L"])


@check("output_shapes", Text("all settings together", "所有设置同时使用"), SHAPES, weight=2, ladder=True, draws=1)
def test_shapes_of_all_settings(student: Student, a: Case) -> None:
    for kind, layers, bidirectional, batch_first in itertools.product(KINDS, (a.sizes["L"], 2), EITHER, EITHER):
        _see_shapes(student, kind, *_sizes(a), layers, bidirectional, batch_first)


@check("output_shapes", Text("well-known shapes come out", "得到众所周知的形状"))
def test_well_known_shapes(student: Student, _: None) -> None:
    known: list[tuple[list[Any], dict[str, Any]]] = [
        (["lstm", 4, 7, 10, 20, 2, True, True], {"output": (4, 7, 40), "h_n": (4, 4, 20), "c_n": (4, 4, 20)}),
        (["lstm", 3, 5, 10, 20, 2], {"output": (5, 3, 20), "h_n": (2, 3, 20), "c_n": (2, 3, 20)}),
        (["rnn", 1, 3, 4, 2], {"output": (3, 1, 2), "h_n": (1, 1, 2)}),
    ]
    for args, want in known:
        (shapes,) = student.output_shapes(*args)
        agree(_call("output_shapes", args, {}), shapes, want)


@check("output_shapes", BAD_INPUT)
def test_no_such_shapes(student: Student, _: None) -> None:
    _see_shapes(student, "gru", 2, 3, 4, 5)
    exercise = ASSIGNMENT.exercise("output_shapes")
    refused(student, exercise, ["cnn", 2, 3, 4, 5, 1, False, False], {"kind"})
    refused(student, exercise, ["gru", 2, 0, 4, 5, 1, False, False], {"T"})


# --- blocks of gates ----------------------------------------------------------------------------------------------

LETTERS = {1: "g", 2: "rz", 3: "zrh", 4: "figo"}


def _blocks(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Any]:
    return [rng.uniform(-1.5, 1.5, (sizes["R"], sizes["H"])) for _ in range(sizes["G"])]


def _source(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> str:
    return "".join(rng.permutation(list(LETTERS[sizes["G"]])))


def _target(_rng: np.random.Generator, _sizes: Mapping[str, int], made: Mapping[str, Any]) -> str:
    """One round in a circle: of three gates or more the way there is not the way back."""
    source: str = made["source"]
    return source[1:] + source[0]


BLOCKED: Any = {"axes": "RHG", "derived": {"K": lambda sizes: sizes["G"] * sizes["H"]}}
SPLIT = Inputs("W:RK gates", builders={"gates": lambda _rng, sizes, _made: sizes["G"]}, **BLOCKED)
MERGE = Inputs("blocks", axes="RHG", builders={"blocks": _blocks})
REORDER = Inputs("W:RK source target", builders={"source": _source, "target": _target}, **BLOCKED)
RANKS = ((), (3,), (2, 3), (2, 1, 3))  # what stands before the last axis
NUMBERS = (3, 7, 2, 5)  # of gates
ANY_RANK = Text("a bias, more axes and any number of gates work too", "偏置、更多轴的数组、任意多个门同样可以")


def _bad_split(a: Case) -> Bad:
    blamed = {"W", "gates"}
    seven = np.resize(a.W, (3, 7))
    yield [seven, 3], blamed
    yield [seven[0], 2], blamed
    yield [seven, 8], blamed


LAWS.hold("split_gates", SPLIT, large=False, spoil=_bad_split)
LAWS.hold("merge_gates", MERGE, large=False, refuses=False)


@check("split_gates", ANY_RANK)
def test_splitting_along_the_last_axis(student: Student, _: None) -> None:
    for lead, gates in zip(RANKS, NUMBERS, strict=True):
        W = np.random.default_rng(2).normal(size=(*lead, 2 * gates))
        (blocks,) = student.split_gates(W, gates)
        agree("blocks", blocks, [part.numpy() for part in torch.tensor(W).chunk(gates, -1)])


@check("split_gates", Text("a gate's columns stay together, in order", "同一个门的各列连在一起，顺序不变"))
def test_a_gate_is_one_block(student: Student, _: None) -> None:
    for gates, H in ((1, 3), (3, 1), (4, 2), (2, 5)):
        W = np.arange(2.0 * gates * H).reshape(2, -1)
        (blocks,) = student.split_gates(W, gates)
        agree("blocks", blocks, [W[:, gate * H : (gate + 1) * H] for gate in range(gates)])


@check("merge_gates", ANY_RANK)
def test_merging_along_the_last_axis(student: Student, _: None) -> None:
    for lead, gates in zip(RANKS, NUMBERS, strict=True):
        blocks = list(np.random.default_rng(3).normal(size=(gates, *lead, 2)))
        for given in (blocks, tuple(blocks)):
            (W,) = student.merge_gates(given)
            agree("W", W, torch.cat([torch.tensor(block) for block in blocks], -1).numpy())


@check("merge_gates", BAD_INPUT, MERGE)
def test_blocks_that_do_not_fit(student: Student, a: Case) -> None:
    (W,) = student.merge_gates(a.blocks)
    agree("W", W, np.hstack(a.blocks))
    first = a.blocks[0]
    for odd in (np.concatenate([first, first]), first[0]):  # twice the rows; no rows
        for bad in ([first, odd], [odd, first], [*a.blocks, odd]):
            refused(student, ASSIGNMENT.exercise("merge_gates"), [bad], {"blocks"})


def _bad_order(a: Case) -> Bad:
    blamed = {"W", "source", "target"}
    for source, target in (
        ("figo", "figc"),
        ("figo", "fig"),
        ("figo", "figoc"),
        ("fig", "figo"),
        ("figg", "figg"),
        ("figo", "figg"),
        ("ffgo", "figo"),
        ("figgo", "figo"),  # one more, of a letter that is there
        ("figo", "figgo"),
    ):
        yield [np.tile(a.W[:, :2], len(source) * len(target)), source, target], blamed  # blocks for either
    seven = np.resize(a.W, (3, 7))
    yield [seven, "zrh", "rzh"], blamed
    yield [seven[0], "figo", "ifgo"], blamed


LAWS.hold("reorder_gates", REORDER, large=False, spoil=_bad_order)


@check("reorder_gates", ANY_RANK)
def test_reordering_along_the_last_axis(student: Student, _: None) -> None:
    for lead, gates in zip(RANKS, NUMBERS, strict=True):
        W = np.random.default_rng(4).normal(size=(*lead, 2 * gates))
        letters = "abcdefg"[:gates]
        (got,) = student.reorder_gates(W, letters, letters[-1] + letters[:-1])
        agree("reordered", got, np.roll(W, 2, axis=-1))


@check("reorder_gates", Text("every order of four gates, from every other", "四个门之间的任意两种顺序"), weight=2)
def test_every_order_of_four_gates(student: Student, _: None) -> None:
    W = np.arange(1.0, 25.0).reshape(2, 12)
    for source, target in itertools.product(("figo", "ogif"), itertools.permutations("ifgo")):
        columns = [3 * source.index(gate) + unit for gate in target for unit in range(3)]
        (got,) = student.reorder_gates(W, source, "".join(target))
        agree("reordered", got, W[:, columns])


# --- the kinds, with their weights --------------------------------------------------------------------------------


def _drawn(axes: str) -> Builder:
    """Uniform entries, where K is as many blocks of H as the kind has gates."""

    def build(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Any:
        lengths = {**sizes, "K": GATES[made["kind"]] * sizes["H"]}
        return rng.uniform(-1.5, 1.5, [lengths[axis] for axis in axes])

    return build


def _bias(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Any:
    bx, bh = (_drawn("K")(rng, sizes, made) for _ in range(2))
    return (bx, bh) if made["kind"] == "gru" else bx


def _keras_bias(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Any:
    b = _bias(rng, sizes, made)
    return np.stack(b) if made["kind"] == "gru" else b


def _state(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> dict[str, Any]:
    axes = {"weight_ih_l0": "KD", "weight_hh_l0": "KH", "bias_ih_l0": "K", "bias_hh_l0": "K"}
    return {name: _drawn(letters)(rng, sizes, made) for name, letters in axes.items()}


BUILDERS: dict[str, Builder] = {
    "kind": lambda rng, _sizes, _made: KINDS[rng.integers(len(KINDS))],
    "Wx": _drawn("DK"),
    "Wh": _drawn("HK"),
    "b": _bias,
    "state": _state,
    "kernel": _drawn("DK"),
    "recurrent_kernel": _drawn("HK"),
    "bias": _keras_bias,
}
SIZES = Inputs("", axes="DH")
OURS, TORCHS, KERAS = "kind Wx Wh b", "kind state", "kind kernel recurrent_kernel bias"
UNKNOWN = {"kind"}


def _of_kind(kind: str, arrays: str, axes: str = "NTDH") -> Inputs:
    """Weights of one kind, and what it may be run on."""
    return Inputs(f"{arrays} x:NTD h0:NH", axes=axes, builders={**BUILDERS, "kind": lambda *_: kind})


def _each_kind(arrays: str, a: Case) -> Iterable[Case]:
    """For every kind a case of the sizes of this one."""
    return (Case(_of_kind(kind, arrays), {"N": 2, "T": 3, **a.sizes}, a.seed) for kind in KINDS)


def _see_structure(got: Mapping[str, Any], want: Mapping[str, Any]) -> None:
    """See that answers are arrays of the shapes they should have, so that they can be run, whatever they hold."""
    for name, wanted in want.items():
        agree(name, _blank(got[name]), _blank(wanted))


def _blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _blank(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_blank(part) for part in value]
    return np.zeros_like(value) if isinstance(value, np.ndarray) else value


@np.errstate(all="ignore")  # a wrong weight may be anything
def _run_here(a: Case, kind: str, Wx: Any, Wh: Any, b: Any) -> Any:
    """The states of the kit's own forward; an lstm's first cell is its first state."""
    if kind == "rnn":
        return rnn.rnn_forward(a.x, a.h0, Wx, Wh, b)[0]
    if kind == "lstm":
        return lstm.lstm_forward(a.x, a.h0, a.h0, Wx, Wh, b)[0]
    return gru.gru_reset_after_forward(a.x, a.h0, Wx, Wh, *b)[0]


def _run_torch(a: Case, kind: str, state: Mapping[str, Any]) -> Any:
    """The states of torch's module once it has loaded the state dict."""
    module = MODULES[kind](a.x.shape[-1], a.h0.shape[-1], batch_first=True, dtype=torch.float64)
    module.load_state_dict({name: torch.tensor(np.array(array)) for name, array in state.items()})
    h0 = torch.tensor(np.array(a.h0))[None]
    with torch.no_grad():
        return module(torch.tensor(np.array(a.x)), (h0, h0) if kind == "lstm" else h0)[0].numpy()


def _run_keras(a: Case, kind: str) -> Any:
    """The states by Keras' own equations, in Keras' order of gates."""
    h = c = a.h0
    states = []
    from_x, from_h = a.bias if kind == "gru" else (a.bias, np.zeros_like(a.bias))
    for x in np.moveaxis(a.x, 1, 0):
        products = x @ a.kernel + from_x, h @ a.recurrent_kernel + from_h
        inputs, recalled = (np.split(product, GATES[kind], axis=1) for product in products)
        if kind == "rnn":
            h = np.tanh(inputs[0] + recalled[0])
        elif kind == "lstm":
            i, f, candidate, o = (one + other for one, other in zip(inputs, recalled, strict=True))
            c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(candidate)
            h = _sigmoid(o) * np.tanh(c)
        else:
            z, r = (_sigmoid(inputs[gate] + recalled[gate]) for gate in range(2))
            h = z * h + (1 - z) * np.tanh(inputs[2] + r * recalled[2])
        states.append(h)
    return np.stack(states, 1)


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


# --- to torch -----------------------------------------------------------------------------------------------------


def _bad_weights(a: Case) -> Bad:
    names = {"kind", "Wx", "Wh", "b", "bx", "bh"}
    for case in _each_kind(OURS, a):
        kind, Wx, Wh, b = case.kind, case.Wx, case.Wh, case.b
        yield ["cnn", Wx, Wh, b], UNKNOWN
        yield [kind, Wx, Wh, b[0] if kind == "gru" else np.stack([b, b])], names
        for spoilt in (Wx[0], Wx[None], _wider(Wx, 1)):
            yield [kind, spoilt, Wh, b], names
        for spoilt in (Wh[0], Wh[None], _wider(Wh, 1), Wh[:-1], np.concatenate([Wh, Wh[:1]])):
            yield [kind, Wx, spoilt, b], names
        yield [kind, Wx, Wh, _each(b, lambda bias: bias[:-1])], names
        yield [kind, Wx, Wh, _each(b, lambda bias: bias[None])], names
        if Wh.shape[1] > 1:
            yield [kind, Wx, Wh, _each(b, lambda bias: bias[:1])], names  # it would broadcast
        for more in (1, len(Wh)):  # a column more than the gates have, and a gate more than the kind
            wide = [_each(array, lambda part, more=more: _wider(part, more)) for array in (Wx, Wh, b)]
            yield [kind, *wide], names


def _each(value: Any, change: Any) -> Any:
    """Change an array, or each of a pair."""
    return tuple(map(change, value)) if isinstance(value, tuple) else change(value)


def _wider(array: Any, more: int) -> Any:
    return np.concatenate([array, array[..., :more]], axis=-1)


LAWS.hold("to_torch", Inputs(OURS, axes="DH", builders=BUILDERS), large=False, spoil=_bad_weights)

# --- from torch ---------------------------------------------------------------------------------------------------

LAWS.hold("from_torch", Inputs(TORCHS, axes="DH", builders=BUILDERS), large=False, refuses=False)
FROM_TORCH = ASSIGNMENT.exercise("from_torch")


@check("from_torch", Text("the state dict is left alone", "state dict 保持不变"), SIZES)
def test_the_state_stays_as_it_is(student: Student, a: Case) -> None:
    for case in _each_kind(TORCHS, a):
        answer = student.answer(FROM_TORCH, case.kind, case.state)
        _agree_all(student.results(FROM_TORCH, answer), LAWS.wanted(FROM_TORCH, case))
        if answer.changed:
            raise Failure(_CHANGED)


@check("from_torch", Text("its keys may come in any order", "键的顺序可以任意"), SIZES)
def test_keys_in_any_order(student: Student, a: Case) -> None:
    for case in _each_kind(TORCHS, a):
        for keys in (sorted(case.state), list(case.state)[::-1]):
            got = student.from_torch(case.kind, {key: case.state[key] for key in keys})
            _agree_all(dict(zip(FROM_TORCH.results, got, strict=True)), LAWS.wanted(FROM_TORCH, case))


@check("from_torch", BAD_INPUT, SIZES)
def test_states_that_do_not_fit(student: Student, a: Case) -> None:
    for case in _each_kind(TORCHS, a):
        _agree_all(student.once(FROM_TORCH, case), LAWS.wanted(FROM_TORCH, case))
        for bad, names in _bad_states(case):
            refused(student, FROM_TORCH, bad, names)


def _bad_states(case: Case) -> Bad:
    kind, state = case.kind, case.state
    names = {"kind", "state", *state}
    yield ["cnn", state], UNKNOWN
    for key in state:
        yield [kind, {other: array for other, array in state.items() if other != key}], {"state", key}
    for settings in ({"num_layers": 2}, {"bidirectional": True}):
        module = MODULES[kind](case.x.shape[-1], case.h0.shape[-1], device="meta", **settings)
        whole = {key: np.full(array.shape, 0.5) for key, array in module.state_dict().items()}
        more = sorted(set(whole) - set(state))
        yield [kind, whole], {"state", *more}
        for key in more:
            yield [kind, {**state, key: whole[key]}], {"state", key}
    weight, recurrent, bias = state["weight_ih_l0"], state["weight_hh_l0"], state["bias_hh_l0"]
    for key, spoilt in (
        ("weight_ih_l0", weight[0]),
        ("weight_ih_l0", weight[:-1]),
        ("weight_hh_l0", recurrent[0]),
        ("weight_hh_l0", recurrent[:-1]),
        ("weight_hh_l0", _wider(recurrent, 1)),
        ("bias_hh_l0", bias[:-1]),
        ("bias_ih_l0", bias[None]),
    ):
        yield [kind, {**state, key: spoilt}], names
    for key in ("bias_ih_l0", "bias_hh_l0"):
        if len(bias) > 1:
            yield [kind, {**state, key: bias[:1]}], names  # it would broadcast
    for more_rows in (1, case.h0.shape[-1]):  # a row more than the gates have, and a gate more than the kind
        yield [kind, {key: np.concatenate([array, array[:more_rows]]) for key, array in state.items()}], names


def _agree_all(got: Mapping[str, Any], want: Mapping[str, Any]) -> None:
    for name, wanted in want.items():
        agree(name, got[name], wanted)


# --- from Keras ---------------------------------------------------------------------------------------------------


def _bad_kernels(a: Case) -> Bad:
    names = {"kind", "kernel", "recurrent_kernel", "bias"}
    for case in _each_kind(KERAS, a):
        kind, Wx, Wh, b = case.kind, case.kernel, case.recurrent_kernel, case.bias
        yield ["cnn", Wx, Wh, b], UNKNOWN
        biases = [b[0], b[:1], np.concatenate([b, b[:1]]), b[None]] if kind == "gru" else [np.stack([b, b])]
        broadcast = [b[..., :1]] if Wh.shape[1] > 1 else []
        for spoilt in (*biases, *broadcast, b[..., :-1]):
            yield [kind, Wx, Wh, spoilt], names
        for spoilt in (Wx[0], Wx[None], _wider(Wx, 1)):
            yield [kind, spoilt, Wh, b], names
        for spoilt in (Wh[0], Wh[None], _wider(Wh, 1), Wh[:-1], np.concatenate([Wh, Wh[:1]])):
            yield [kind, Wx, spoilt, b], names
        for more in (1, len(Wh)):  # a column more than the gates have, and a gate more than the kind
            yield [kind, *(_wider(array, more) for array in (Wx, Wh, b))], names


LAWS.hold("from_keras", Inputs(KERAS, axes="DH", builders=BUILDERS), large=False, spoil=_bad_kernels)

# --- what is moved computes what it did ---------------------------------------------------------------------------


def _runs(kind: str) -> None:
    module = MODULES[kind].__name__
    ours, torchs, keras = (_of_kind(kind, arrays) for arrays in (OURS, TORCHS, KERAS))

    def to_torch(student: Student, a: Case) -> None:
        got = student.once(ASSIGNMENT.exercise("to_torch"), a)
        _see_structure(got, LAWS.wanted(ASSIGNMENT.exercise("to_torch"), a))
        agree("output", _run_torch(a, kind, got["state"]), _run_here(a, kind, a.Wx, a.Wh, a.b))

    def from_torch(student: Student, a: Case) -> None:
        got = student.once(FROM_TORCH, a)
        _see_structure(got, LAWS.wanted(FROM_TORCH, a))
        agree("h", _run_here(a, kind, *got.values()), _run_torch(a, kind, a.state))

    def from_keras(student: Student, a: Case) -> None:
        got = student.once(ASSIGNMENT.exercise("from_keras"), a)
        _see_structure(got, LAWS.wanted(ASSIGNMENT.exercise("from_keras"), a))
        agree("h", _run_here(a, kind, *got.values()), _run_keras(a, kind))

    for test, inputs, title in (
        (to_torch, ours, Text("torch's {module} loads it and answers the same", "torch 的 {module} 加载后结果相同")),
        (from_torch, torchs, Text("it answers as torch's {module} does", "结果与 torch 的 {module} 相同")),
        (from_keras, keras, Text("it answers as Keras' {module} does", "结果与 Keras 的 {module} 相同")),
    ):
        exercise = test.__name__
        test.__name__ = f"test_an_{kind}_answers_the_same"
        check(exercise, title.format(module=module), inputs, weight=2, ladder=True)(test)


for each in KINDS:
    _runs(each)

# --- one matrix over [h, x] ---------------------------------------------------------------------------------------

JOIN = Inputs("Wx:DK Wh:HK")
JOINED = Inputs(
    "W:RK H",
    axes="DHK",
    derived={"R": lambda sizes: sizes["D"] + sizes["H"]},
    builders={"H": lambda _rng, sizes, _made: sizes["H"]},
)

LAWS.hold("join_concat", JOIN, large=False)
LAWS.hold("split_concat", JOINED, large=False, refuses=False)


@check(
    "join_concat",
    Text("[h, x] times it is the sum of the two products", "[h, x] 乘以它等于两个乘积之和"),
    Inputs("Wx:DK Wh:HK x:ND h:NH"),
    weight=2,
)
@np.errstate(all="ignore")
def test_one_product_for_two(student: Student, a: Case) -> None:
    (W,) = student.join_concat(a.Wx, a.Wh)
    _see_structure({"W": W}, {"W": np.vstack([a.Wh, a.Wx])})
    agree("concat([h, x]) @ W", np.hstack([a.h, a.x]) @ W, a.x @ a.Wx + a.h @ a.Wh)


@check(
    "split_concat",
    Text("the two products add up to [h, x] times W", "两个乘积之和等于 [h, x] 乘以 W"),
    Inputs("W:RK x:ND h:NH", derived=JOINED.derived, axes="DHKN"),
    weight=2,
)
@np.errstate(all="ignore")
def test_two_products_for_one(student: Student, a: Case) -> None:
    H = a.sizes["H"]
    Wx, Wh = student.split_concat(a.W, H)
    _see_structure({"Wx": Wx, "Wh": Wh}, {"Wx": a.W[H:], "Wh": a.W[:H]})
    agree("x @ Wx + h @ Wh", a.x @ Wx + a.h @ Wh, np.hstack([a.h, a.x]) @ a.W)


@check("split_concat", Text("every row but one may be the state's", "除一行以外都可以属于状态"))
def test_every_number_of_units(student: Student, _: None) -> None:
    W = np.arange(1.0, 16.0).reshape(5, 3)
    for H in (1, 2, 3, 4):
        Wx, Wh = student.split_concat(W, H)
        _agree_all({"Wx": Wx, "Wh": Wh}, {"Wx": W[H:], "Wh": W[:H]})


@check("split_concat", BAD_INPUT, JOINED)
def test_matrices_that_leave_nothing_for_x(student: Student, a: Case) -> None:
    exercise = ASSIGNMENT.exercise("split_concat")
    _agree_all(student.once(exercise, a), LAWS.wanted(exercise, a))
    for W, H in (
        (a.W[:, 0], a.H),
        (a.W[..., None], a.H),
        (a.W[None], a.H),
        (a.W, len(a.W)),
        (a.W, len(a.W) + 1),
        (a.W[: a.H], a.H),
    ):
        refused(student, exercise, [W, H], {"W", "H"})


# --- sequences that end early -------------------------------------------------------------------------------------


def _lengths(shortest: int) -> Builder:
    return lambda rng, sizes, _made: rng.integers(shortest, sizes["T"] + 1, sizes["N"])


LAST = Inputs("h:NTH lengths:N", builders={"lengths": _lengths(1)})
PADDED = Inputs("x:NTD lengths:N", builders={"lengths": _lengths(0)})
PACKED = Inputs("x:NTD lengths:N Wx:DH Wh:HH b:H", builders={"lengths": _lengths(1)})
A_LIST = Text("lengths may be a list", "lengths 可以是列表")


def _bad_lengths(name: str, shortest: int, a: Case) -> Bad:
    exercise = ASSIGNMENT.exercise(name)
    yield from misfits(exercise, a)
    blamed = set(exercise.arguments)
    padded, lengths = (a[argument] for argument in exercise.arguments)
    N, T, _ = padded.shape
    for wrong, at in itertools.product((shortest - 1, -1, T + 1), (0, N - 1)):
        spoilt = np.array(lengths)
        spoilt[at] = wrong
        yield [padded, spoilt], blamed
        yield [padded, spoilt.tolist()], blamed
    between = np.where(lengths < T, lengths + 0.5, lengths - 0.5)
    yield [padded, between], blamed
    yield [padded, between.tolist()], blamed
    yield [padded, [*lengths.tolist(), 1]], blamed
    yield [padded[:, :0], np.zeros_like(lengths)], blamed
    yield [padded[..., 0], lengths], blamed
    yield [padded[..., None], lengths], blamed


LAWS.hold("last_valid_step", LAST, large=False, spoil=lambda a: _bad_lengths("last_valid_step", 1, a))
LAWS.hold("reverse_padded", PADDED, large=False, spoil=lambda a: _bad_lengths("reverse_padded", 0, a))


@cache
def _packed(a: Case) -> tuple[Any, Any]:
    """The states of torch's RNN over packed sequences, in both directions with one set of weights, and its h_n."""
    _, T, D = a.x.shape
    module = torch.nn.RNN(D, len(a.Wh), batch_first=True, bidirectional=True, dtype=torch.float64)
    named = {"weight_ih_l0": a.Wx.T, "weight_hh_l0": a.Wh.T, "bias_ih_l0": a.b, "bias_hh_l0": np.zeros_like(a.b)}
    tensors = {name: torch.tensor(np.array(array)) for name, array in named.items()}
    both = {f"{name}{way}": tensor for name, tensor in tensors.items() for way in ("", "_reverse")}
    x, lengths = torch.tensor(np.array(a.x)), torch.tensor(np.array(a.lengths))
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    with torch.no_grad():
        states, h_n = oracles.functional(module)(both, (packed,))
    padded, _ = torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True, total_length=T, padding_value=9.0)
    return padded.numpy(), h_n.numpy()


@check("last_valid_step", A_LIST, LAST)
def test_last_steps_by_a_list(student: Student, a: Case) -> None:
    (last,) = student.last_valid_step(a.h, a.lengths.tolist())
    agree("last", last, np.stack([row[length - 1] for row, length in zip(a.h, a.lengths, strict=True)]))


@check("last_valid_step", Text("every length from 1 to T", "从 1 到 T 的每个长度"))
def test_every_length_has_a_last_step(student: Student, _: None) -> None:
    h = np.arange(1.0, 51.0).reshape(5, 5, 2)  # step t of sequence n holds 10n + 2t + 1 and 10n + 2t + 2
    for lengths in ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [5] * 5, [1] * 5, [4, 1, 5, 2, 3]):
        (last,) = student.last_valid_step(h, np.array(lengths))
        second = 10.0 * np.arange(5) + 2.0 * np.array(lengths)
        agree("last", last, np.stack([second - 1, second], axis=1))


@check(
    "last_valid_step",
    Text("it is the h_n of torch's packed sequences", "与 torch 打包序列的 h_n 相同"),
    PACKED,
    weight=2,
)
def test_last_steps_have_parity_with_packed_sequences(student: Student, a: Case) -> None:
    states, h_n = _packed(a)
    (last,) = student.last_valid_step(states[..., : len(a.Wh)], a.lengths)
    agree("last", last, h_n[0])


def _turned(x: Any, lengths: Iterable[int]) -> Any:
    """The definition, one step at a time."""
    turned = np.array(x)
    for n, length in enumerate(lengths):
        for t in range(length):
            turned[n, t] = x[n, length - 1 - t]
    return turned


@check("reverse_padded", A_LIST, PADDED)
def test_turned_by_a_list(student: Student, a: Case) -> None:
    (turned,) = student.reverse_padded(a.x, a.lengths.tolist())
    agree("turned", turned, _turned(a.x, a.lengths))


@check("reverse_padded", Text("every length from 0 to T", "从 0 到 T 的每个长度"))
def test_every_length_is_turned(student: Student, _: None) -> None:
    x = np.arange(1.0, 41.0).reshape(5, 4, 2)
    for lengths in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [4] * 5, [0] * 5, [3, 0, 4, 1, 2]):
        (turned,) = student.reverse_padded(x, np.array(lengths))
        agree("turned", turned, _turned(x, lengths))


@check("reverse_padded", Text("padding keeps its values, small or large", "填充的值不变，无论大小"), PADDED)
def test_padding_may_hold_anything(student: Student, a: Case) -> None:
    valid = (np.arange(a.x.shape[1]) < a.lengths[:, None])[..., None]
    for held in (0.0, 1e300):  # finite: who moves the steps by a product with zeros and ones is right too
        x = np.where(valid, a.x, held)
        (turned,) = student.reverse_padded(x, a.lengths)
        want = _turned(x, a.lengths)
        agree("turned", turned, want)
        agree("turned", np.where(valid, turned, 0.0), np.where(valid, want, 0.0))


@check(
    "reverse_padded",
    Text("an RNN that reads it is torch's backward direction", "读取它的 RNN 就是 torch 的反向"),
    PACKED,
    weight=2,
)
def test_turned_sequences_have_parity_with_packed_ones(student: Student, a: Case) -> None:
    H = len(a.Wh)
    (turned,) = student.reverse_padded(a.x, a.lengths)
    agree("turned", turned, _turned(a.x, a.lengths))
    states, _cache = rnn.rnn_forward(turned, np.zeros((len(turned), H)), a.Wx, a.Wh, a.b)
    (back,) = student.reverse_padded(states, a.lengths)
    _see_structure({"h": back}, {"h": states})
    valid = (np.arange(a.x.shape[1]) < a.lengths[:, None])[..., None]
    agree("h", np.where(valid, back, 0.0), np.where(valid, _packed(a)[0][..., H:], 0.0))


_CHANGED = Text("from_torch changed its argument state in place", "from_torch 就地修改了参数 state")
