"""The generated drawings: fresh, legible, and a cell as drawn computes what the reference computes."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from autograder.drawings import CELLS, drawings
from autograder.drawings.cells import GRU, GRU_RESET_AFTER, LSTM, RNN
from autograder.drawings.diagram import Diagram, Node, Wire
from autograder.drawings.svg import _route, draw
from solutions import gru, lstm, rnn

N, D, H = 2, 3, 4
FUNCTIONS = {
    "σ": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "1−": lambda z: 1 - z,
    "×": np.multiply,
    "+": np.add,
}
cells = pytest.mark.parametrize("diagram", CELLS.values(), ids=CELLS)


def computed(diagram, given, weights):
    """What every node holds; a layer's weights are a matrix for each source's tone and a bias."""
    held = dict(given)
    for node in diagram.nodes:
        if node.name in held:
            continue
        read = [held[source] for source in diagram.sources(node.name)]
        if node.kind == "layer":
            tones = [diagram[source].tone for source in diagram.sources(node.name)]
            matrices = weights[node.name]
            read = [sum(v @ matrices[tone if tone in matrices else "h"] for v, tone in zip(read, tones, strict=True))]
            read[0] = read[0] + matrices["b"]
        held[node.name] = FUNCTIONS.get(node.label, lambda z: z)(*read)
    return held


@pytest.fixture
def draws():
    return np.random.default_rng(7)


def blocks(names, Wx, Wh, b):
    columns = [slice(k * H, (k + 1) * H) for k in range(len(names))]
    return {name: {"x": Wx[:, at], "h": Wh[:, at], "b": b[at]} for name, at in zip(names, columns, strict=True)}


def test_the_rnn_as_drawn_computes_what_the_reference_computes(draws):
    x, h, Wx, Wh, b = (draws.normal(size=s) for s in ((N, D), (N, H), (D, H), (H, H), H))
    held = computed(RNN, {"x": x, "h_prev": h}, blocks(["layer"], Wx, Wh, b))
    np.testing.assert_allclose(held["h"], rnn.rnn_step_forward(x, h, Wx, Wh, b)[0], rtol=1e-12)


def lstm_inputs(draws):
    shapes = (N, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,)
    return [draws.normal(size=shape) for shape in shapes]


def as_drawn(diagram, x, h, c, Wx, Wh, b):
    held = computed(diagram, {"x": x, "h_prev": h, "c_prev": c}, blocks("ifgo", Wx, Wh, b))
    return held["h"], held["c"]


def test_the_lstm_as_drawn_computes_what_the_reference_computes(draws):
    inputs = lstm_inputs(draws)
    for drawn, expected in zip(as_drawn(LSTM, *inputs), lstm.lstm_step_forward(*inputs)[:2], strict=True):
        np.testing.assert_allclose(drawn, expected, rtol=1e-12)


def test_an_lstm_with_two_wires_exchanged_computes_something_else(draws):
    exchange = {"f": "i", "i": "f"}
    crossed = tuple(dataclasses.replace(wire, source=exchange.get(wire.source, wire.source)) for wire in LSTM.wires)
    inputs = lstm_inputs(draws)
    wrong = as_drawn(dataclasses.replace(LSTM, wires=crossed), *inputs)
    assert not np.allclose(wrong[0], lstm.lstm_step_forward(*inputs)[0])


def test_the_gru_as_drawn_computes_what_the_reference_computes(draws):
    x, h, Wx, Wh, b = (draws.normal(size=s) for s in ((N, D), (N, H), (D, 3 * H), (H, 3 * H), 3 * H))
    held = computed(GRU, {"x": x, "h_prev": h}, blocks("rzn", Wx, Wh, b))
    np.testing.assert_allclose(held["h"], gru.gru_step_forward(x, h, Wx, Wh, b)[0], rtol=1e-12)


def test_the_gru_that_resets_after_as_drawn_computes_what_the_reference_computes(draws):
    x, h, Wx, Wh, bx, bh = (draws.normal(size=s) for s in ((N, D), (N, H), (D, 3 * H), (H, 3 * H), 3 * H, 3 * H))
    weights = blocks("rz", Wx[:, : 2 * H], Wh[:, : 2 * H], (bx + bh)[: 2 * H])
    weights["read"] = {"x": Wx[:, 2 * H :], "b": bx[2 * H :]}
    weights["recall"] = {"h": Wh[:, 2 * H :], "b": bh[2 * H :]}
    held = computed(GRU_RESET_AFTER, {"x": x, "h_prev": h}, weights)
    expected = gru.gru_reset_after_step_forward(x, h, Wx, Wh, bx, bh)[0]
    np.testing.assert_allclose(held["h"], expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("diagram", "state", "readers"),
    [
        (RNN, "h_prev", {"layer"}),
        (LSTM, "h_prev", {"f", "i", "g", "o"}),
        (LSTM, "c_prev", {"keep"}),
        (LSTM, "add", {"c", "tanh"}),
        (GRU, "h_prev", {"r", "z", "reset", "keep"}),
        (GRU_RESET_AFTER, "h_prev", {"r", "z", "recall", "keep"}),
    ],
)
def test_each_state_has_the_readers_the_lessons_count(diagram, state, readers):
    assert set(diagram.readers(state)) == readers


@cells
def test_nodes_stand_in_an_order_in_which_they_can_be_computed(diagram):
    place = {node.name: k for k, node in enumerate(diagram.nodes)}
    assert len(place) == len(diagram.nodes)
    assert all(place[wire.source] < place[wire.target] for wire in diagram.wires)


@cells
def test_every_piece_of_wire_runs_straight_across_or_straight_down(diagram):
    for wire in diagram.wires:
        for a, b in pairwise(_route(diagram, wire)):
            assert (a[0] == b[0]) != (a[1] == b[1]), wire


@cells
def test_no_two_nodes_touch_and_none_leaves_the_panel(diagram):
    width, height = diagram.size
    for k, a in enumerate(diagram.nodes):
        assert 40 <= a.at[0] <= width - 40
        assert 40 <= a.at[1] <= height - 40
        for b in diagram.nodes[:k]:
            assert abs(a.at[0] - b.at[0]) >= 55 or abs(a.at[1] - b.at[1]) >= 46, (a.name, b.name)


@pytest.mark.parametrize(("path", "svg"), drawings().items(), ids=lambda value: getattr(value, "name", ""))
def test_the_drawing_on_disk_is_what_the_code_draws(path, svg):
    assert path.read_text(encoding="utf-8") == svg, "run: python -m autograder.drawings"


@cells
def test_a_drawing_is_well_formed_titled_and_brings_its_own_background(diagram):
    root = ET.fromstring(draw(diagram))
    svg = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{svg}title").text == diagram.title
    panel = root.find(f"{svg}rect")
    assert (int(panel.get("width")), int(panel.get("height"))) == (diagram.size[0] - 2, diagram.size[1] - 2)
    assert panel.get("fill") not in {None, "none"}


def test_a_dot_marks_where_wires_part_and_no_mere_corner_or_crossing():
    nodes = tuple(
        Node(name, "operation", "inner", "+", at)
        for name, at in {"a": (50, 50), "b": (250, 50), "c": (150, 150), "d": (50, 100), "e": (250, 180)}.items()
    )
    wires = Wire("a", "b"), Wire("a", "c", ((150, 50),)), Wire("d", "e", ((200, 100), (200, 180)))
    svg = draw(Diagram("", (300, 230), nodes, wires))
    assert [line.strip() for line in svg.splitlines() if "<circle" in line] == [
        '<circle cx="150" cy="50" r="4" fill="#52606d"/>'
    ]
