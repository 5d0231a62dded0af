"""A cell to be wired: its nodes are given, the learner says who reads whom, and the graph is executed.

What a wiring computes decides, not how it is drawn: on random inputs the outputs are compared with those of the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import NOTHING, Text
from autograder.drawings import CELLS
from autograder.quiz.reading import Wires, diagram_of, read_wires
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.drawings.diagram import Diagram
    from autograder.quiz.asked import Asked

N, D, H = 2, 3, 4
FUNCTIONS: Mapping[str, Any] = {
    "σ": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "1−": lambda z: 1 - z,
    "×": np.multiply,
    "+": np.add,
}
TWO = {"×", "+"}  # operations on two values; the others take one


class UnwiredError(ValueError):
    """A wiring that computes nothing: its words say where it stops."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def right_wires(diagram: Diagram) -> Wires:
    """The cell's own wires."""
    return frozenset((wire.source, wire.target) for wire in diagram.wires)


def grade(asked: Asked, typed: str) -> Verdict:
    """Right where it computes what the cell computes; a share for wires that are right, and the first fault named."""
    diagram = diagram_of(asked)
    wires, wanted = read_wires(typed, diagram), right_wires(diagram)
    try:
        got = executed(diagram, wires)
        fault = NOTHING
    except UnwiredError as stopped:
        got, fault = {}, stopped.words
    want = executed(diagram, wanted)
    if got and all(_alike(got[name], value) for name, value in want.items()):
        return Verdict(1.0)
    belief, known = _miswired(diagram, wires)
    score = max(0.0, (len(wires & wanted) - len(wires - wanted)) / len(wanted))
    return Verdict(round(min(score, 0.99), 3), known or fault or _difference(diagram, wires), belief)


def _alike(got: Any, want: Any) -> bool:
    return np.shape(got) == np.shape(want) and bool(np.allclose(got, want))


def executed(diagram: Diagram, wires: Wires) -> dict[str, Any]:
    """What the outgoing states hold, for inputs and weights that are always the same.

    Raises:
        UnwiredError: a node reads nothing, too much, itself, or values of different sizes.
    """
    held, weights = _given(diagram)
    held = dict(held)
    outputs = [node.name for node in diagram.nodes if node.kind == "state" and node.name not in held]
    waiting = [node for node in diagram.nodes if node.name not in held]
    for name in held:
        if any(target == name for _, target in wires):
            raise UnwiredError(_INPUT.format(name=name))
    while waiting:
        ready = [n for n in waiting if all(source in held for source, target in wires if target == n.name)]
        if not ready:
            raise UnwiredError(_CYCLE.format(names=", ".join(node.name for node in waiting)))
        for node in ready:
            sources = sorted(source for source, target in wires if target == node.name)
            _see_count(node.name, node.kind, node.label, len(sources))
            read = [held[source] for source in sources]
            if node.kind == "layer":
                read = [sum(value @ weights[node.name, value.shape[1]] for value in read) + weights[node.name, 0]]
            elif len({value.shape for value in read}) > 1:
                raise UnwiredError(_SIZES.format(name=node.name, sources=", ".join(sources)))
            held[node.name] = FUNCTIONS.get(node.label, lambda z: z)(*read)
            waiting.remove(node)
    return {name: held[name] for name in outputs}


def _see_count(name: str, kind: str, label: str, count: int) -> None:
    """See that a node reads as many values as it can compute with."""
    if count == 0:
        raise UnwiredError(_NOTHING.format(name=name))
    if kind != "layer" and count != (2 if label in TWO else 1):
        raise UnwiredError(_COUNT.format(name=name, want=2 if label in TWO else 1, got=count))


@cache
def _given(diagram: Diagram) -> tuple[dict[str, Any], dict[tuple[str, int], Any]]:
    """What comes in, and for each layer a matrix for x, one for what has H numbers, and a bias."""
    rng = np.random.default_rng(7)
    read = {wire.target for wire in diagram.wires}
    coming = [node for node in diagram.nodes if node.name not in read]
    held = {node.name: rng.normal(size=(N, D if node.tone == "x" else H)) for node in coming}
    layers = [node.name for node in diagram.nodes if node.kind == "layer"]
    shapes = {D: (D, H), H: (H, H), 0: (H,)}
    return held, {(name, key): rng.normal(size=shape) for name in layers for key, shape in shapes.items()}


@dataclass(frozen=True)
class _Miswiring:
    """Wires that people draw, in place of others; ``about`` are the cells where it can happen."""

    id: str
    about: str
    drawn: Wires
    missing: Wires
    why: Text


def _miswired(diagram: Diagram, wires: Wires) -> tuple[str, Text]:
    """The known miswiring that is in a wiring, and what is said to it."""
    wanted = right_wires(diagram)
    for known in MISWIRINGS:
        if CELLS[f"{known.about}_cell"] is diagram and known.drawn <= wires and not known.missing & wires:
            return known.id, known.why
    layers = [node.name for node in diagram.nodes if node.kind == "layer"]
    for state, words in (("h_prev", _BLIND), ("x", _DEAF)):
        blind = [name for name in layers if (state, name) in wanted - wires]
        if blind:
            return f"gate-without-{state.replace('_', '-')}", words.format(names=", ".join(blind))
    return "", NOTHING


def _difference(diagram: Diagram, wires: Wires) -> Text:
    """The first node that reads other values than it should."""
    wanted = right_wires(diagram)
    for node in diagram.nodes:
        got, want = ({s for s, target in some if target == node.name} for some in (wires, wanted))
        if got != want:
            return _READS.format(name=node.name, got=_listed(got), want=_listed(want))
    return NOTHING


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "-"


def _wires(text: str) -> Wires:
    return frozenset((source, target) for source, target in (wire.split("->") for wire in text.split()))


MISWIRINGS = (
    _Miswiring("state-not-carried", "rnn", _wires(""), _wires("h_prev->layer"),
               Text("The layer does not read the last state: what would this network remember of a sequence?",
                    "层没有读取上一时刻的状态：这个网络能记住序列中的什么？")),
    _Miswiring("input-not-read", "rnn", _wires(""), _wires("x->layer"),
               Text("The layer does not read the input: what does the state depend on then?",
                    "层没有读取输入：那么状态取决于什么？")),
    _Miswiring("h-without-tanh", "lstm", _wires("add->show"), _wires("tanh->show"),
               Text("h shows the cell without its tanh: can h then leave (-1, 1)?",
                    "h 输出的细胞状态没有经过 tanh：这样 h 会超出 (-1, 1) 吗？")),
    _Miswiring("h-from-old-cell", "lstm", _wires("c_prev->tanh"), _wires("add->tanh"),
               Text("h shows the old cell: which c does the sixth equation read?",
                    "h 输出的是旧的细胞状态：第六个方程读取的是哪个 c？")),
    _Miswiring("forget-and-input-swapped", "lstm", _wires("i->keep f->write"), _wires("f->keep i->write"),
               Text("The input gate keeps and the forget gate writes: read their names.",
                    "输入门在保留、遗忘门在写入：看看它们的名字。")),
    _Miswiring("output-gate-on-the-lane", "lstm", _wires("o->keep"), _wires("f->keep"),
               Text("The output gate stands on the lane of memory: does it change what is known, or what is shown?",
                    "输出门挡在记忆的通道上：它改变的是记住的内容，还是显示的内容？")),
    _Miswiring("update-gate-swapped", "gru", _wires("rest->keep z->write"), _wires("z->keep rest->write"),
               Text("Set z = 1: what survives in your wiring, the old state or the candidate?",
                    "令 z = 1：在你的连接中，留下来的是旧状态还是候选值？")),
    _Miswiring("reset-ignored", "gru", _wires("h_prev->n"), _wires("reset->n"),
               Text("The candidate reads the state past the reset gate: what does r change then?",
                    "候选值绕过重置门读取状态：那么 r 还改变什么？")),
    _Miswiring("update-gate-swapped", "gru_reset_after", _wires("rest->keep z->write"), _wires("z->keep rest->write"),
               Text("Set z = 1: what survives in your wiring, the old state or the candidate?",
                    "令 z = 1：在你的连接中，留下来的是旧状态还是候选值？")),
    _Miswiring("reset-before-the-product", "gru_reset_after", _wires("h_prev->reset"), _wires("recall->reset"),
               Text("The reset gate multiplies the state itself: what does it multiply in torch's GRU?",
                    "重置门乘的是状态本身：在 torch 的 GRU 中它乘的是什么？")),
)  # fmt: skip
_INPUT = Text("{name} comes from outside and reads nothing.", "{name} 来自外部，不读取任何值。")
_CYCLE = Text("Nobody can be computed first among {names}: there is a cycle.", "{names} 之中没有谁能先算：连线成环。")
_NOTHING = Text("{name} reads nothing.", "{name} 没有读取任何值。")
_COUNT = Text("{name} takes {want} value(s), and reads {got}.", "{name} 应读取 {want} 个值，却读取了 {got} 个。")
_SIZES = Text(
    "{name} cannot combine {sources} entry by entry: x has D numbers, a state has H.",
    "{name} 无法把 {sources} 逐元素结合：x 有 D 个数，状态有 H 个数。",
)
_BLIND = Text("{names}: a gate that does not see the last state.", "{names}：这个门看不到上一时刻的状态。")
_DEAF = Text("{names}: a gate that does not see the input.", "{names}：这个门看不到输入。")
_READS = Text("{name} reads {got}, and should read {want}.", "{name} 读取了 {got}，应读取 {want}。")
