# Every move is a multiplication by a matrix of zeros and ones.

import numpy as np

G = dict(rnn=1, lstm=4, gru=3)
KEYS = {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"}


def _gates(kind):
    try:
        return G[kind]
    except (KeyError, TypeError):
        raise ValueError(f"kind: expected one of {list(G)}, got {kind!r}") from None


def _is(name, array, *shape):
    """Array if its shape is this; None stands for any size, names for sizes told in words."""
    got = np.shape(array)
    if len(got) != len(shape) or any(want not in (None, have) for want, have in zip(shape, got)):
        raise ValueError(f"{name}: expected shape {shape}, got {got}")
    return np.asarray(array, dtype=np.float64)


def parameter_count(kind, D, H, layers=1, bidirectional=False, biases=2):
    gates = _gates(kind)
    if biases not in (0, 1, 2):
        raise ValueError(f"biases: expected 0, 1 or 2, got {biases}")
    ways = np.int64(2 if bidirectional else 1)
    inputs = np.array([D] + [ways * H] * (layers - 1))
    return ways * gates * H * (inputs + H + biases).sum()


def output_shapes(kind, N, T, D, H, layers=1, bidirectional=False, batch_first=False):
    _gates(kind)
    if T < 1:
        raise ValueError(f"T: expected 1 or more, got {T}")
    ways = 1 + bool(bidirectional)
    output = np.empty((T, N, ways * H))
    if batch_first:
        output = output.swapaxes(0, 1)
    states = {name: np.empty((layers * ways, N, H)).shape for name in ("h_n", "c_n")}
    if kind != "lstm":
        del states["c_n"]
    return {"output": output.shape, **states}


def _place(size, start, width):
    """A (size, width) matrix that picks out columns start .. start + width - 1."""
    return np.eye(size)[:, start : start + width]


def split_gates(W, gates):
    W = np.asarray(W)
    if W.ndim == 0 or gates < 1 or W.shape[-1] % gates:
        raise ValueError(f"W, gates: expected a last axis of {gates} equal blocks, got shape {W.shape}")
    width = W.shape[-1] // gates
    return tuple(W @ _place(gates * width, k * width, width) for k in range(gates))


def merge_gates(blocks):
    blocks = list(blocks)
    if not blocks:
        raise ValueError("blocks: expected at least one, got none")
    shapes = {np.shape(block) for block in blocks}
    if len(shapes) > 1 or () in shapes:
        raise ValueError(f"blocks: expected one shape, got {shapes}")
    width = blocks[0].shape[-1]
    return sum(block @ _place(len(blocks) * width, k * width, width).T for k, block in enumerate(blocks))


def _permutation(source, target, width):
    """Kronecker: the gates are permuted, the units of a gate are not."""
    gates = np.array([[float(a == b) for b in target] for a in source])
    return np.kron(gates, np.eye(width))


def reorder_gates(W, source, target):
    W = np.asarray(W)
    if sorted(source) != sorted(target) or len(set(source)) < len(source) or not source:
        raise ValueError(f"source, target: expected the same letters once each, got {source!r}, {target!r}")
    if W.ndim == 0 or W.shape[-1] % len(source):
        raise ValueError(f"W: expected a last axis of {len(source)} equal blocks, got shape {W.shape}")
    return W @ _permutation(source, target, W.shape[-1] // len(source))


def to_torch(kind, Wx, Wh, b):
    gates = _gates(kind)
    H = _is("Wh", Wh, None, None).shape[0]
    _is("Wh", Wh, H, gates * H)
    _is("Wx", Wx, None, gates * H)
    if kind == "gru":
        if not isinstance(b, (tuple, list)) or len(b) != 2:
            raise ValueError(f"b: expected (bx, bh), got {type(b).__name__}")
        biases = [_is("bx in b", b[0], gates * H), _is("bh in b", b[1], gates * H)]
    else:
        biases = np.outer([1, 0], _is("b", b, gates * H))
    return {
        "weight_ih_l0": np.einsum("dk->kd", Wx),
        "weight_hh_l0": np.einsum("hk->kh", Wh),
        "bias_ih_l0": biases[0],
        "bias_hh_l0": biases[1],
    }


def from_torch(kind, state):
    gates = _gates(kind)
    if set(state) != KEYS:
        raise ValueError(f"state: expected {KEYS}, got {set(state)}")
    H = _is("state['weight_hh_l0']", state["weight_hh_l0"], None, None).shape[1]
    w_hh = _is("state['weight_hh_l0']", state["weight_hh_l0"], gates * H, H)
    w_ih = _is("state['weight_ih_l0']", state["weight_ih_l0"], gates * H, None)
    b_ih = _is("state['bias_ih_l0']", state["bias_ih_l0"], gates * H)
    b_hh = _is("state['bias_hh_l0']", state["bias_hh_l0"], gates * H)
    b = (b_ih, b_hh) if kind == "gru" else np.ones(2) @ [b_ih, b_hh]
    return np.einsum("kd->dk", w_ih), np.einsum("kh->hk", w_hh), b


def from_keras(kind, kernel, recurrent_kernel, bias):
    gates = _gates(kind)
    H = _is("recurrent_kernel", recurrent_kernel, None, None).shape[0]
    Wh = _is("recurrent_kernel", recurrent_kernel, H, gates * H)
    Wx = _is("kernel", kernel, None, gates * H)
    if kind != "gru":
        return Wx, Wh, _is("bias", bias, gates * H)
    bias = _is("bias", bias, 2, gates * H)
    P = _permutation("zrh", "rzh", H)
    return Wx @ P, Wh @ P, tuple(bias @ P)


def join_concat(Wx, Wh):
    D, K = _is("Wx", Wx, None, None).shape
    H, _ = _is("Wh", Wh, None, K).shape
    return np.eye(H + D, H) @ Wh + np.eye(H + D, D, k=-H) @ Wx


def split_concat(W, H):
    rows, _ = _is("W", W, None, None).shape
    if not 0 <= H < rows or H != int(H):
        raise ValueError(f"H: expected 0 .. {rows - 1}, got {H}")
    return np.eye(rows - H, rows, k=H) @ W, np.eye(H, rows) @ W


def _lengths(lengths, N, low, high):
    lengths = np.asarray(lengths)
    if lengths.shape != (N,):
        raise ValueError(f"lengths: expected shape {(N,)}, got {lengths.shape}")
    if lengths.dtype.kind not in "iu":
        raise ValueError(f"lengths: expected integers, got {lengths.dtype}")
    if (lengths < low).any() or (lengths > high).any():
        raise ValueError(f"lengths: expected {low} .. {high}, got {lengths}")
    return lengths


def last_valid_step(h, lengths):
    N, T, _ = _is("h", h, None, None, None).shape
    if T == 0:
        raise ValueError("h: expected T > 0, got T = 0")
    lengths = _lengths(lengths, N, 1, T)
    here = np.arange(1, T + 1) == lengths[:, None]
    return np.einsum("nt,nth->nh", here, h)


def reverse_padded(x, lengths):
    N, T, _ = _is("x", x, None, None, None).shape
    if T == 0:
        raise ValueError("x: expected T > 0, got T = 0")
    lengths = _lengths(lengths, N, 0, T)[:, None, None]
    to, source = np.ogrid[:T, :T]
    inside = (to < lengths) & (to + source == lengths - 1)
    outside = (to >= lengths) & (to == source)
    return np.einsum("nts,nsd->ntd", inside | outside, x)
