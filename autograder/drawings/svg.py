"""A diagram as SVG: on a light panel of its own, so that it reads in a dark notebook as in a light one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from autograder.drawings.diagram import Diagram, Node, Point, Wire

INK = {"x": "#2b6cb0", "h": "#b7791f", "c": "#6b46c1", "inner": "#52606d"}
FILL = {"x": "#d6e6fb", "h": "#fdecc8", "c": "#ecdcf7", "inner": "#fff"}
PANEL = "#fbfaf6"
NAMESPACE = "http://www.w3.org/2000/svg"
ROUND = 10  # the radius of a wire's corner

STYLE = f"""\
    text {{ font: italic 19px Georgia, "Times New Roman", serif; fill: #1f2933; text-anchor: middle; }}
    .sub {{ font-size: 13px; }}
    .upright {{ font-style: normal; }}
    .wire {{ fill: none; stroke-width: 2; }}
    .c {{ stroke-width: 3; }}
    .bridge {{ fill: none; stroke: {PANEL}; stroke-width: 8; }}
    .box {{ stroke-width: 2; }}"""


def draw(diagram: Diagram) -> str:
    """The whole picture, a text of a few kilobytes; the same diagram gives the same text."""
    width, height = diagram.size
    routes = [(wire, _route(diagram, wire)) for wire in diagram.wires]
    junctions = _junctions(routes)
    lines = [
        f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
        f"  <title>{escape(diagram.title)}</title>",
        f"  <style>\n{STYLE}\n  </style>",
        "  <defs>",
        *(_tip(tone) for tone in INK),
        "  </defs>",
        f'  <rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="14" fill="{PANEL}" stroke="#d9d5c8"/>',
        *(_wire(diagram, wire, route, junctions) for wire, route in routes),
        *(f'  <circle cx="{x}" cy="{y}" r="4" fill="{INK[tone]}"/>' for (x, y), tone in _dots(diagram, junctions)),
        *(_node(node) for node in diagram.nodes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _half(node: Node) -> Point:
    """Half the width and half the height of the node's shape."""
    if node.kind == "state":
        return (34, 22) if node.tone != "x" else (22, 22)
    if node.kind == "layer":
        return 32, 20
    return (15, 15) if len(node.label) == 1 else (27, 15)


def _edge(node: Node, outside: Point) -> Point:
    """Where a straight piece of wire between the node and a point outside meets the node's outline."""
    (x, y), (to_x, to_y), (half_width, half_height) = node.at, outside, _half(node)
    if abs(to_x - x) < half_width:
        return to_x, y + (half_height if to_y > y else -half_height)
    return x + (half_width if to_x > x else -half_width), to_y


def _route(diagram: Diagram, wire: Wire) -> list[Point]:
    """From outline to outline, corners between."""
    source, target = diagram[wire.source], diagram[wire.target]
    corners = list(wire.via)
    return [
        _edge(source, corners[0] if corners else target.at),
        *corners,
        _edge(target, corners[-1] if corners else source.at),
    ]


def _junctions(routes: list[tuple[Wire, list[Point]]]) -> dict[Point, str]:
    """The corners at which the wires of one source part, with that source."""
    leaving: dict[tuple[str, Point], set[Point]] = {}
    for wire, route in routes:
        for corner, after in pairwise(route[1:]):
            leaving.setdefault((wire.source, corner), set()).add(_direction(corner, after))
    for (source, corner), directions in leaving.items():
        for wire, route in routes:
            if wire.source == source:
                directions |= {_direction(a, b) for a, b in pairwise(route) if _inside(corner, a, b)}
    return {corner: source for (source, corner), directions in leaving.items() if len(directions) > 1}


def _direction(a: Point, b: Point) -> Point:
    return (b[0] > a[0]) - (b[0] < a[0]), (b[1] > a[1]) - (b[1] < a[1])


def _inside(point: Point, a: Point, b: Point) -> bool:
    """Whether the point lies on the piece from a to b, ends not counted."""
    across, down = sorted((a[0], b[0])), sorted((a[1], b[1]))
    on = across[0] <= point[0] <= across[1] and down[0] <= point[1] <= down[1]
    return on and point not in {a, b}


def _dots(diagram: Diagram, junctions: dict[Point, str]) -> list[tuple[Point, str]]:
    return [(point, diagram[source].tone) for point, source in junctions.items()]


def _wire(diagram: Diagram, wire: Wire, route: list[Point], junctions: dict[Point, str]) -> str:
    """The wire, on a bridge over those drawn before it."""
    tone = diagram[wire.source].tone
    path = _path(route, junctions)
    return (
        f'  <path class="bridge" d="{path}"/>\n'
        f'  <path class="wire {tone}" d="{path}" stroke="{INK[tone]}" marker-end="url(#{tone})"/>'
    )


def _path(route: list[Point], junctions: dict[Point, str]) -> str:
    """Straight pieces, corners rounded where no other wire leaves them."""
    pieces = [f"M{route[0][0]} {route[0][1]}"]
    for before, (x, y), after in zip(route, route[1:-1], route[2:], strict=False):
        reach = 0 if (x, y) in junctions else ROUND
        (in_x, in_y), (out_x, out_y) = _direction((x, y), before), _direction((x, y), after)
        pieces.append(f"L{x + reach * in_x} {y + reach * in_y}")
        if reach:
            pieces.append(f"Q{x} {y} {x + reach * out_x} {y + reach * out_y}")
    return "".join([*pieces, f"L{route[-1][0]} {route[-1][1]}"])


def _tip(tone: str) -> str:
    return (
        f'    <marker id="{tone}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="13"'
        f' markerHeight="13" orient="auto"><path d="M0 0L10 5L0 10z" fill="{INK[tone]}"/></marker>'
    )


def _node(node: Node) -> str:
    (x, y), (half_width, half_height) = node.at, _half(node)
    radius = {"layer": 6, "state": 12}.get(node.kind, half_height) if node.tone != "x" else half_height
    stroke = INK[node.tone] if node.kind == "state" else "#1f2933"
    fill = FILL[node.tone] if node.kind == "state" else FILL["inner"]
    box = f'x="{x - half_width}" y="{y - half_height}" width="{2 * half_width}" height="{2 * half_height}"'
    parts = [
        f'  <rect class="box" {box} rx="{radius}" fill="{fill}" stroke="{stroke}"/>',
        _text(node.label, x, y + 6, upright=node.kind != "state" and "_" not in node.label),
    ]
    if node.caption:
        parts.append(_text(node.caption, x + 17, y - half_height - 10, upright=False))
    return "\n".join(parts)


def _text(label: str, x: int, y: int, *, upright: bool) -> str:
    letter, _, lowered = label.partition("_")
    sub = f'<tspan class="sub" dy="5">{escape(lowered)}</tspan>' if lowered else ""
    style = ' class="upright"' if upright else ""
    return f'  <text{style} x="{x}" y="{y}">{escape(letter)}{sub}</text>'
