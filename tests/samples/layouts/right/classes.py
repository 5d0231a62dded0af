"""Weight layouts as objects: a Layout knows its gates and checks what it is given."""
from __future__ import annotations

import operator
from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class LayoutError(ValueError):
    """Something does not have the layout it should have."""


class Weights(NamedTuple):
    Wx: np.ndarray
    Wh: np.ndarray
    b: object


@dataclass(frozen=True)
class Layout:
    kind: str
    ours: str
    keras: str
    states: tuple[str, ...] = ("h_n",)

    @property
    def gates(self) -> int:
        return len(self.ours)

    @classmethod
    def of(cls, kind) -> Layout:
        for layout in LAYOUTS:
            if layout.kind == kind:
                return layout
        raise LayoutError(f"kind must be rnn, lstm or gru, not {kind!r}")

    def check(self, named_x, named_h):
        (x_name, Wx), (h_name, Wh) = named_x, named_h
        for name, W in (named_x, named_h):
            if np.ndim(W) != 2:
                raise LayoutError(f"{name} must be a matrix, its shape is {np.shape(W)}")
        H = Wh.shape[0]
        if Wh.shape[1] != self.gates * H:
            raise LayoutError(f"{h_name} must have the shape {(H, self.gates * H)}, it has {Wh.shape}")
        if Wx.shape[1] != self.gates * H:
            raise LayoutError(f"{x_name} must have {self.gates * H} columns as {h_name} has, it has the shape {Wx.shape}")
        return self.gates * H


LAYOUTS = [Layout("rnn", "h", "h"), Layout("lstm", "ifgo", "ifgo", ("h_n", "c_n")), Layout("gru", "rzn", "zrn")]


def bias_vector(name, b, size):
    if np.shape(b) != (size,):
        raise LayoutError(f"{name} must have the shape {(size,)}, it has {np.shape(b)}")
    return np.array(b)


@dataclass(frozen=True)
class Stack:
    layout: Layout
    D: int
    H: int
    layers: int
    directions: int

    def cells(self):
        size = self.D
        for _ in range(self.layers):
            for _ in range(self.directions):
                yield size
            size = self.H * self.directions


def parameter_count(kind, D, H, layers=1, bidirectional=False, biases=2):
    layout = Layout.of(kind)
    if biases not in range(3):
        raise LayoutError(f"biases must be 0, 1 or 2, not {biases}")
    stack = Stack(layout, D, H, layers, 2 if bidirectional else 1)
    return sum(layout.gates * (size * H + H * H + biases * H) for size in stack.cells())


def output_shapes(kind, N, T, D, H, layers=1, bidirectional=False, batch_first=False):
    layout = Layout.of(kind)
    if T <= 0:
        raise LayoutError(f"T must be positive, it is {T}")
    stack = Stack(layout, D, H, layers, 2 if bidirectional else 1)
    cells = len(list(stack.cells()))
    shapes = OrderedDict((state, (cells, N, H)) for state in layout.states)
    shapes["output"] = (N, T) if batch_first else (T, N)
    shapes["output"] += (cells // layers * H,)
    return shapes


class Gates:
    """Named blocks along the last axis."""

    def __init__(self, W, letters, name="W"):
        if np.ndim(W) < 1:
            raise LayoutError(f"{name} must have an axis of gates, its shape is {np.shape(W)}")
        if np.shape(W)[-1] % len(letters):
            raise LayoutError(f"{name} must have a multiple of {len(letters)} gates columns, it has {np.shape(W)[-1]}")
        self.width = np.shape(W)[-1] // len(letters)
        self.blocks = {}
        for letter in letters:
            place = len(self.blocks)
            self.blocks[letter] = W[..., place * self.width : (place + 1) * self.width]

    def __getitem__(self, letter):
        return self.blocks[letter]

    def ordered(self, letters):
        return np.concatenate([self[letter] for letter in letters], axis=-1)


def split_gates(W, gates):
    if gates < 1:
        raise LayoutError(f"gates must be positive, it is {gates}")
    names = range(gates)
    found = Gates(W, names)
    return tuple(found[name].copy() for name in names)


def merge_gates(blocks):
    if len(blocks) == 0:
        raise LayoutError("blocks must hold a block, it is empty")
    rows = {np.shape(block)[:-1] for block in blocks}
    if len(rows) != 1 or any(np.ndim(block) == 0 for block in blocks):
        raise LayoutError(f"blocks must agree in all axes but the last, their shapes are {[np.shape(b) for b in blocks]}")
    return np.concatenate(list(blocks), axis=-1)


def reorder_gates(W, source, target):
    if len(source) == 0 or any(source.count(letter) != 1 for letter in source):
        raise LayoutError(f"source must name every gate once, it is {source!r}")
    if len(target) != len(source) or set(target) != set(source):
        raise LayoutError(f"target must have the letters of source {source!r}, it is {target!r}")
    return Gates(W, source).ordered(target)


def to_torch(kind, Wx, Wh, b):
    layout = Layout.of(kind)
    size = layout.check(("Wx", Wx), ("Wh", Wh))
    if kind != "gru":
        b = bias_vector("b", b, size), np.zeros(size)
    elif not isinstance(b, (tuple, list)) or len(b) != 2:
        raise LayoutError(f"b must be two vectors, it is {b!r}")
    state = OrderedDict()
    for suffix, W, bias in zip(("ih_l0", "hh_l0"), (Wx, Wh), b):
        state["weight_" + suffix] = W.T.copy()
        state["bias_" + suffix] = bias_vector("b", bias, size)
    return state


def from_torch(kind, state):
    layout = Layout.of(kind)
    parts = {}
    for name, array in state.items():
        what, _, where = name.partition("_")
        if what not in ("weight", "bias") or where not in ("ih_l0", "hh_l0"):
            raise LayoutError(f"state must be of one layer in one direction, it has {name!r}")
        parts[what, where] = array
    if len(parts) != 4:
        raise LayoutError(f"state must have weights and biases ih and hh, it has {list(state)}")
    Wx, Wh = (np.transpose(parts["weight", where]).copy() for where in ("ih_l0", "hh_l0"))
    size = layout.check(("state weight_ih_l0 (transposed)", Wx), ("state weight_hh_l0 (transposed)", Wh))
    bx, bh = (bias_vector(f"state bias_{where}", parts["bias", where], size) for where in ("ih_l0", "hh_l0"))
    return Weights(Wx, Wh, (bx, bh) if kind == "gru" else bx + bh)


def from_keras(kind, kernel, recurrent_kernel, bias):
    layout = Layout.of(kind)
    size = layout.check(("kernel", kernel), ("recurrent_kernel", recurrent_kernel))
    wanted = (2, size) if kind == "gru" else (size,)
    if np.shape(bias) != wanted:
        raise LayoutError(f"bias must have the shape {wanted}, it has {np.shape(bias)}")
    Wx, Wh, b = (Gates(W, layout.keras).ordered(layout.ours) for W in (kernel, recurrent_kernel, np.asarray(bias)))
    return Weights(Wx, Wh, (b[0], b[1]) if kind == "gru" else b)


def join_concat(Wx, Wh):
    for name, W in (("Wx", Wx), ("Wh", Wh)):
        if np.ndim(W) != 2:
            raise LayoutError(f"{name} must be a matrix, its shape is {np.shape(W)}")
    if Wx.shape[1] != Wh.shape[1]:
        raise LayoutError(f"Wx must have as many columns as Wh, {Wh.shape[1]}, its shape is {Wx.shape}")
    H = len(Wh)
    W = np.empty((H + len(Wx), Wh.shape[1]), order="F")
    W[:H], W[H:] = Wh, Wx
    return W


def split_concat(W, H):
    if np.ndim(W) != 2:
        raise LayoutError(f"W must be a matrix, its shape is {np.shape(W)}")
    try:
        H = operator.index(H)
    except TypeError:
        raise LayoutError(f"H must be a whole number, it is {H!r}") from None
    if H < 0 or H >= len(W):
        raise LayoutError(f"H must be less than the {len(W)} rows of W and not negative, it is {H}")
    return W[H:].copy(), W[:H].copy()


class Padded:
    def __init__(self, name, x, lengths, shortest):
        if np.ndim(x) != 3 or np.shape(x)[1] == 0:
            raise LayoutError(f"{name} must have three axes and a step, its shape is {np.shape(x)}")
        try:
            lengths = [operator.index(length) for length in lengths]
        except TypeError:
            raise LayoutError(f"lengths must be a row of whole numbers, it is {lengths}") from None
        if len(lengths) != len(x):
            raise LayoutError(f"lengths must be {len(x)} numbers, it is {len(lengths)}")
        for length in lengths:
            if not shortest <= length <= x.shape[1]:
                raise LayoutError(f"lengths must be between {shortest} and {x.shape[1]}, {length} is not")
        self.rows = list(zip(x, lengths))


def last_valid_step(h, lengths):
    return np.stack([row[:length][-1] for row, length in Padded("h", h, lengths, 1).rows])


def reverse_padded(x, lengths):
    out = x.copy(order="K")
    for n, (row, length) in enumerate(Padded("x", x, lengths, 0).rows):
        out[n, :length] = row[:length][::-1]
    return out
