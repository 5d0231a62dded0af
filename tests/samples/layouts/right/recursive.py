"""Head and tail: everything is told of one block, one layer, one step, and of the rest."""
import math
from typing import Any, Mapping, Sequence

import numpy as np

Array = np.ndarray
ORDER = {"rnn": ("h",), "lstm": ("i", "f", "g", "o"), "gru": ("r", "z", "n")}


def _bad(argument: str, wanted: Any, got: Any) -> ValueError:
    return ValueError(f"argument {argument}: wanted {wanted}, got {got}")


def _order(kind: str) -> Sequence[str]:
    if kind not in ORDER:
        raise _bad("kind", "rnn / lstm / gru", kind)
    return ORDER[kind]


def _torch_shapes(kind, D, H, layers, directions, biases):
    """The shapes of all tensors in such a network's state_dict, the last layer's first."""
    if layers == 0:
        return []
    reads = D if layers == 1 else directions * H
    rows = len(_order(kind)) * H
    cell = [(rows, reads), (rows, H)] + [(rows,)] * biases
    return cell * directions + _torch_shapes(kind, D, H, layers - 1, directions, biases)


def parameter_count(kind, D, H, layers=1, bidirectional=False, biases=2):
    _order(kind)
    if biases not in {0, 1, 2}:
        raise _bad("biases", "0, 1 or 2", biases)
    return sum(map(math.prod, _torch_shapes(kind, D, H, layers, 1 + (not not bidirectional), biases)))


def output_shapes(kind, N, T, D, H, layers=1, bidirectional=False, batch_first=False):
    _order(kind)
    if not T:
        raise _bad("T", "one step at least", T)
    if bidirectional:
        one = output_shapes(kind, N, T, D, H, layers, False, batch_first)
        twice = lambda shape, axis: tuple(size * (1 + (axis == at)) for at, size in enumerate(shape))
        return {name: twice(shape, 2 if name == "output" else 0) for name, shape in one.items()}
    first = {True: (N, T), False: (T, N)}[bool(batch_first)]
    names = {"lstm": ["h_n", "c_n"]}.get(kind, ["h_n"])
    return {**dict.fromkeys(names, (layers, N, H)), "output": (*first, H)}


def _split(W, gates):
    if gates == 1:
        return (W,)
    width = W.shape[-1] // gates
    return (W[..., :width], *_split(W[..., width:], gates - 1))


def split_gates(W: Array, gates: int):
    if not W.shape:
        raise _bad("W", "an axis at least", W.shape)
    if gates < 1:
        raise _bad("gates", "1 or more", gates)
    if W.shape[-1] % gates != 0:
        raise _bad("W", f"a last axis divided by gates = {gates}", W.shape)
    return _split(W, gates)


def merge_gates(blocks):
    if len(blocks) == 0:
        raise _bad("blocks", "one block at least", "none")
    head, *tail = blocks
    if head.ndim == 0:
        raise _bad("blocks", "arrays with an axis", head.shape)
    for other in tail:
        if other.shape != head.shape:
            raise _bad("blocks", f"all {head.shape}", other.shape)
    if not tail:
        return head
    return np.append(head, merge_gates(tail)) if head.ndim == 1 else np.concatenate((head, merge_tail(tail)), -1)


def merge_tail(tail):
    head, *tail = tail
    return np.concatenate((head, merge_tail(tail)), -1) if tail else head


def reorder_gates(W, source, target):
    if not source or len({*source}) != len(source):
        raise _bad("source", "letters that differ", source)
    if sorted(target) != sorted(source):
        raise _bad("target", f"the letters of {source}", target)
    if W.ndim == 0 or W.shape[-1] % len(source):
        raise _bad("W", f"a last axis of {len(source)} blocks", W.shape)
    width = W.shape[-1] // len(source)

    def from_here(letters):
        if not letters:
            return W[..., :0]
        start = source.index(letters[0]) * width
        return np.concatenate([W[..., start : start + width], from_here(letters[1:])], axis=-1)

    return from_here(target)


def _rows(kind, wx, wh, names):
    """Number of rows of torch's weights, checked."""
    for name, W in zip(names, (wx, wh)):
        if np.ndim(W) != 2:
            raise _bad(name, "two axes", np.shape(W))
    rows, H = np.shape(wh)
    if rows != len(_order(kind)) * H:
        raise _bad(names[1], f"{len(_order(kind))} gates of {H}", np.shape(wh))
    if np.shape(wx)[0] != rows:
        raise _bad(names[0], f"{rows} for all gates", np.shape(wx))
    return rows


def _bias(name, bias, rows):
    if np.shape(bias) != (rows,):
        raise _bad(name, (rows,), np.shape(bias))
    return np.copy(bias)


def to_torch(kind, Wx, Wh, b):
    _order(kind)
    wx, wh = np.transpose(Wx), np.transpose(Wh)
    rows = _rows(kind, wx, wh, ("Wx", "Wh"))
    state = {"weight_hh_l0": np.asfortranarray(wh), "weight_ih_l0": np.asfortranarray(wx)}
    if kind == "gru":
        try:
            bx, bh = b
        except (TypeError, ValueError):
            raise _bad("b", "(bx, bh)", b) from None
        return state | {"bias_ih_l0": _bias("b", bx, rows), "bias_hh_l0": _bias("b", bh, rows)}
    return state | {"bias_ih_l0": _bias("b", b, rows), "bias_hh_l0": np.zeros(rows)}


def from_torch(kind, state: Mapping[str, Array]):
    _order(kind)
    names = [f"{what}_{side}_l0" for side in ("ih", "hh") for what in ("weight", "bias")]
    if sorted(state) != sorted(names):
        raise _bad("state", names, sorted(state))
    wx, bx, wh, bh = map(state.get, names)
    rows = _rows(kind, wx, wh, ("state", "state"))
    bx, bh = _bias("state", bx, rows), _bias("state", bh, rows)
    if kind != "gru":
        bx += bh
    return wx.T, wh.T, ([bx, bh] if kind == "gru" else bx)


def from_keras(kind, kernel, recurrent_kernel, bias):
    _order(kind)
    rows = _rows(kind, np.transpose(kernel), np.transpose(recurrent_kernel), ("kernel", "recurrent_kernel"))
    if kind == "rnn" or kind == "lstm":
        return kernel, recurrent_kernel, _bias("bias", bias, rows)
    if np.shape(bias) != (2, rows):
        raise _bad("bias", (2, rows), np.shape(bias))

    def swapped(W):
        z, r, n = np.split(W, 3, axis=-1)
        return np.concatenate([r, z, n], axis=-1)

    return swapped(kernel), swapped(recurrent_kernel), (swapped(bias[0]), swapped(bias[1]))


def join_concat(Wx, Wh):
    for name, W in (("Wx", Wx), ("Wh", Wh)):
        if np.ndim(W) != 2:
            raise _bad(name, "two axes", np.shape(W))
    if Wx.shape[-1] != Wh.shape[-1]:
        raise _bad("Wh", f"{Wx.shape[-1]} columns", Wh.shape)
    return np.concatenate((Wx.T, Wh.T)[::-1], axis=1).T


def split_concat(W, H):
    if np.ndim(W) != 2:
        raise _bad("W", "two axes", np.shape(W))
    if not isinstance(H, (int, np.integer)) or H < 0 or len(W) - H < 1:
        raise _bad("H", f"0 to {len(W) - 1}", H)
    of_h, of_x = [], []
    for row in range(len(W)):
        (of_h if row < H else of_x).append(row)
    return W[of_x], W[of_h]


def _padded(name, x, lengths, low):
    if np.ndim(x) != 3:
        raise _bad(name, "three axes", np.shape(x))
    N, T = np.shape(x)[:2]
    if T == 0:
        raise _bad(name, "a step", np.shape(x))
    if np.shape(lengths) != (N,):
        raise _bad("lengths", (N,), np.shape(lengths))
    for length in lengths:
        if int(length) != length or length < low or length > T:
            raise _bad("lengths", f"whole numbers from {low} to {T}", length)
    return [int(length) for length in lengths]


def last_valid_step(h, lengths):
    lengths = _padded("h", h, lengths, 1)
    longest = np.arange(len(h)), np.array(lengths) - 1
    return h[longest]


def reverse_padded(x, lengths):
    lengths = _padded("x", x, lengths, 0)

    def turned(steps):
        return steps if len(steps) < 2 else np.concatenate([steps[-1:], turned(steps[1:-1]), steps[:1]])

    return np.array([np.concatenate([turned(x[n, :length]), x[n, length:]]) for n, length in enumerate(lengths)])
