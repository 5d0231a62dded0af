"""A cell as a graph: what stands where, and what reads what.

A layer multiplies each of its inputs with a weight matrix of its own, adds a bias and applies the function written in
it. An operation is elementwise and has no weights. So a graph says all there is to compute, and a picture is only one
way to show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["state", "layer", "operation"]
Tone = Literal["x", "h", "c", "inner"]
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """What computes or holds one vector.

    Attributes:
        name: unique in its diagram
        kind: a state goes in or out, a layer has weights, an operation is elementwise
        tone: whose colour the wires that leave it have
        label: what is written in it; what follows an underscore is lowered
        at: the centre, in pixels from the top left corner
        caption: what its output is called, where the label does not say so
    """

    name: str
    kind: Kind
    tone: Tone
    label: str
    at: Point
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Wire:
    """That one node reads another.

    Attributes:
        source: the name of the node that is read
        target: the name of the node that reads
        via: the corners on the way; each piece runs straight across or straight down
    """

    source: str
    target: str
    via: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """A cell with its picture's size.

    Attributes:
        title: what the picture shows, in a sentence
        size: width and height in pixels
        nodes: in the order in which they can be computed
        wires: in the order in which they are drawn
    """

    title: str
    size: Point
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]

    def __getitem__(self, name: str) -> Node:
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)

    def sources(self, name: str) -> tuple[str, ...]:
        """What the node reads."""
        return tuple(wire.source for wire in self.wires if wire.target == name)

    def readers(self, name: str) -> tuple[str, ...]:
        """What reads the node; in a backward pass each of them sends a gradient."""
        return tuple(wire.target for wire in self.wires if wire.source == name)
