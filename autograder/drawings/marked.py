"""A wiring over the drawing of its cell: wires that are right as they are, missing ones dashed, wrong ones in red."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.drawings.svg import draw

if TYPE_CHECKING:
    from autograder.drawings.diagram import Diagram

MISSING, WRONG = "#718096", "#c53030"


def marked(diagram: Diagram, wires: frozenset[tuple[str, str]]) -> str:
    """The drawing as SVG, with the learner's wires in it."""
    wanted = {(wire.source, wire.target) for wire in diagram.wires}
    kept = tuple(wire for wire in diagram.wires if (wire.source, wire.target) in wires)
    lines = []
    for colour, dash, some in ((MISSING, "2 7", wanted - wires), (WRONG, "9 5", wires - wanted)):
        for source, target in sorted(some):
            (x1, y1), (x2, y2) = diagram[source].at, diagram[target].at
            ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
            stroke = f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"'
            lines.append(f'  <line class="marked" {ends} {stroke}><title>{source} → {target}</title></line>')
    before, panel, after = draw(replace(diagram, wires=kept)).partition('stroke="#d9d5c8"/>\n')
    return before + panel + "".join(f"{line}\n" for line in lines) + after
