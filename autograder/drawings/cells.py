"""The cells of the lessons, each a graph with places for its nodes.

Gates stand in the order in which their wires cross least, which is not the order of their blocks in the weights.
"""

from __future__ import annotations

from autograder.drawings.diagram import Diagram, Node, Wire

RNN = Diagram(
    title="The RNN cell: the state goes through a matrix and a tanh at every step",
    size=(520, 250),
    nodes=(
        Node("h_prev", "state", "h", "h_t−1", (60, 150)),
        Node("x", "state", "x", "x_t", (60, 210)),
        Node("layer", "layer", "inner", "tanh", (250, 60)),
        Node("h", "state", "h", "h_t", (460, 60)),
    ),
    wires=(
        Wire("h_prev", "layer", ((236, 150),)),
        Wire("x", "layer", ((264, 210),)),
        Wire("layer", "h"),
    ),
)

CAROUSEL = Diagram(
    title="A lane for memory: the cell is only ever added to",
    size=(580, 370),
    nodes=(
        Node("c_prev", "state", "c", "c_t−1", (60, 60)),
        Node("h_prev", "state", "h", "h_t−1", (60, 260)),
        Node("x", "state", "x", "x_t", (60, 322)),
        Node("g", "layer", "inner", "tanh", (230, 170), "g"),
        Node("add", "operation", "c", "+", (230, 60)),
        Node("c", "state", "c", "c_t", (520, 60)),
        Node("tanh", "operation", "inner", "tanh", (390, 140)),
        Node("h", "state", "h", "h_t", (520, 260)),
    ),
    wires=(
        Wire("h_prev", "g", ((216, 260),)),
        Wire("x", "g", ((244, 322),)),
        Wire("g", "add"),
        Wire("c_prev", "add"),
        Wire("add", "c"),
        Wire("add", "tanh", ((390, 60),)),
        Wire("tanh", "h", ((390, 260),)),
    ),
)

LSTM = Diagram(
    title="The LSTM cell: three gates around the lane of memory",
    size=(780, 450),
    nodes=(
        Node("c_prev", "state", "c", "c_t−1", (60, 60)),
        Node("h_prev", "state", "h", "h_t−1", (60, 346)),
        Node("x", "state", "x", "x_t", (60, 404)),
        Node("f", "layer", "inner", "σ", (180, 260), "f"),
        Node("i", "layer", "inner", "σ", (290, 260), "i"),
        Node("g", "layer", "inner", "tanh", (400, 260), "g"),
        Node("o", "layer", "inner", "σ", (510, 260), "o"),
        Node("keep", "operation", "c", "×", (180, 60)),
        Node("write", "operation", "inner", "×", (345, 150)),
        Node("add", "operation", "c", "+", (345, 60)),
        Node("c", "state", "c", "c_t", (720, 60)),
        Node("tanh", "operation", "inner", "tanh", (610, 120)),
        Node("show", "operation", "inner", "×", (610, 190)),
        Node("h", "state", "h", "h_t", (720, 346)),
    ),
    wires=(
        Wire("h_prev", "f", ((166, 346),)),
        Wire("h_prev", "i", ((276, 346),)),
        Wire("h_prev", "g", ((386, 346),)),
        Wire("h_prev", "o", ((496, 346),)),
        Wire("x", "f", ((194, 404),)),
        Wire("x", "i", ((304, 404),)),
        Wire("x", "g", ((414, 404),)),
        Wire("x", "o", ((524, 404),)),
        Wire("f", "keep"),
        Wire("i", "write", ((290, 150),)),
        Wire("g", "write", ((400, 150),)),
        Wire("write", "add"),
        Wire("c_prev", "keep"),
        Wire("keep", "add"),
        Wire("add", "c"),
        Wire("add", "tanh", ((610, 60),)),
        Wire("tanh", "show"),
        Wire("o", "show", ((510, 190),)),
        Wire("show", "h", ((610, 346),)),
    ),
)

GRU = Diagram(
    title="The GRU cell that resets the state before its product",
    size=(660, 460),
    nodes=(
        Node("h_prev", "state", "h", "h_t−1", (60, 60)),
        Node("x", "state", "x", "x_t", (60, 414)),
        Node("r", "layer", "inner", "σ", (190, 280), "r"),
        Node("z", "layer", "inner", "σ", (330, 280), "z"),
        Node("reset", "operation", "inner", "×", (190, 200)),
        Node("n", "layer", "inner", "tanh", (490, 280), "n"),
        Node("rest", "operation", "inner", "1−", (410, 130)),
        Node("keep", "operation", "h", "×", (330, 60)),
        Node("write", "operation", "inner", "×", (490, 130)),
        Node("add", "operation", "h", "+", (490, 60)),
        Node("h", "state", "h", "h_t", (600, 60)),
    ),
    wires=(
        Wire("h_prev", "r", ((120, 60), (120, 356), (176, 356))),
        Wire("h_prev", "z", ((120, 60), (120, 356), (316, 356))),
        Wire("h_prev", "reset", ((190, 60),)),
        Wire("x", "r", ((204, 414),)),
        Wire("x", "z", ((344, 414),)),
        Wire("x", "n", ((490, 414),)),
        Wire("r", "reset"),
        Wire("reset", "n", ((420, 200), (420, 280))),
        Wire("z", "keep"),
        Wire("z", "rest", ((330, 130),)),
        Wire("rest", "write"),
        Wire("n", "write"),
        Wire("write", "add"),
        Wire("h_prev", "keep"),
        Wire("keep", "add"),
        Wire("add", "h"),
    ),
)

GRU_RESET_AFTER = Diagram(
    title="The GRU cell that resets the product of the state",
    size=(720, 530),
    nodes=(
        Node("h_prev", "state", "h", "h_t−1", (60, 60)),
        Node("x", "state", "x", "x_t", (60, 484)),
        Node("recall", "layer", "inner", "W_hn", (190, 350)),
        Node("r", "layer", "inner", "σ", (300, 350), "r"),
        Node("z", "layer", "inner", "σ", (420, 350), "z"),
        Node("read", "layer", "inner", "W_xn", (550, 350)),
        Node("reset", "operation", "inner", "×", (300, 262)),
        Node("sum", "operation", "inner", "+", (550, 262)),
        Node("n", "operation", "inner", "tanh", (550, 200), "n"),
        Node("rest", "operation", "inner", "1−", (485, 130)),
        Node("keep", "operation", "h", "×", (420, 60)),
        Node("write", "operation", "inner", "×", (550, 130)),
        Node("add", "operation", "h", "+", (550, 60)),
        Node("h", "state", "h", "h_t", (660, 60)),
    ),
    wires=(
        Wire("h_prev", "recall", ((120, 60), (120, 426), (190, 426))),
        Wire("h_prev", "r", ((120, 60), (120, 426), (286, 426))),
        Wire("h_prev", "z", ((120, 60), (120, 426), (406, 426))),
        Wire("x", "r", ((314, 484),)),
        Wire("x", "z", ((434, 484),)),
        Wire("x", "read", ((550, 484),)),
        Wire("recall", "reset", ((190, 262),)),
        Wire("r", "reset"),
        Wire("reset", "sum"),
        Wire("read", "sum"),
        Wire("sum", "n"),
        Wire("z", "keep"),
        Wire("z", "rest", ((420, 130),)),
        Wire("rest", "write"),
        Wire("n", "write"),
        Wire("write", "add"),
        Wire("h_prev", "keep"),
        Wire("keep", "add"),
        Wire("add", "h"),
    ),
)
