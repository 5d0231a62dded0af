# wrong: rnn_backward: dh0 is the gradient at the first pre-activation
# known: dh0-before-Wh
"""No copies where a stride will do: shifted, reversed and windowed views of one padded buffer."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def mismatch(name, array, wanted):
    return ValueError(f"{name}={np.shape(array)} but {wanted} expected")


def check(name, array, wanted):
    if np.shape(array) != wanted:
        raise mismatch(name, array, wanted)


def reverse_time(a):
    n, t, d = a.strides
    return as_strided(a[:, -1:], a.shape, (n, -t, d), writeable=False)


def softmax(scores):
    if np.ndim(scores) == 0:
        raise mismatch("scores", scores, "(..., C)")
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return e / np.broadcast_to(e.sum(-1, keepdims=True), e.shape)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    if np.ndim(x) != 2:
        raise mismatch("x", x, "(N, D)")
    if np.ndim(h_prev) != 2:
        raise mismatch("h_prev", h_prev, "(N, H)")
    H = h_prev.shape[1]
    check("h_prev", h_prev, (len(x), H))
    check("Wx", Wx, (x.shape[1], H))
    check("Wh", Wh, (H, H))
    check("b", b, (H,))
    h = np.tanh(x @ Wx + h_prev @ Wh + np.broadcast_to(b, (len(x), H)))
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    check("dh", dh, h.shape)
    dz = dh * (1 - h * h)
    return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, dz.T.sum(-1)


def rnn_forward(x, h0, Wx, Wh, b):
    if np.ndim(x) != 3 or 0 in np.shape(x)[1:2]:
        raise mismatch("x", x, "(N, T >= 1, D)")
    if np.ndim(h0) != 2:
        raise mismatch("h0", h0, "(N, H)")
    N, T, D = x.shape
    H = h0.shape[1]
    check("h0", h0, (N, H))
    check("Wx", Wx, (D, H))
    check("Wh", Wh, (H, H))
    check("b", b, (H,))
    buffer = np.empty((N, T + 1, H))
    buffer[:, 0] = h0
    pairs = sliding_window_view(buffer, 2, axis=1, writeable=True)
    drive = x @ Wx + b
    for t in range(T):
        pair = pairs[:, t]
        pair[..., 1] = np.tanh(pair[..., 0] @ Wh + drive[:, t])
    return pairs[..., 1], (x, pairs, Wx, Wh)


def rnn_backward(dh, cache):
    x, pairs, Wx, Wh = cache
    before, after = pairs[..., 0], pairs[..., 1]
    check("dh", dh, after.shape)
    slope = 1 - after**2
    dz = np.empty(after.shape)
    carry = np.zeros(after.shape[::2])
    for t in range(-1, -1 - after.shape[1], -1):
        dz[:, t] = (dh[:, t] + carry) * slope[:, t]
        carry = dz[:, t] @ Wh.T
    contract = lambda a: np.tensordot(a, dz, ([0, 1], [0, 1]))
    return dz @ Wx.T, dz[:, 0], contract(x), contract(before), dz.sum((0, 1))


def time_distributed_forward(x, Wy, by, activation="linear"):
    if np.ndim(x) != 3 or 0 in np.shape(x)[1:2]:
        raise mismatch("x", x, "(N, T >= 1, D)")
    if np.ndim(Wy) != 2 or Wy.shape[0] != x.shape[2]:
        raise mismatch("Wy", Wy, f"({x.shape[2]}, C)")
    check("by", by, Wy.shape[1:])
    if activation not in ("linear", "sigmoid"):
        raise ValueError(f"activation={activation!r} but 'linear' or 'sigmoid' expected")
    y = x @ Wy + by
    if activation == "sigmoid":
        e = np.exp(-abs(y))
        y = np.choose((y >= 0).astype(int), [e / (1 + e), 1 / (1 + e)])
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    check("dy", dy, y.shape)
    dz = dy if activation == "linear" else dy * (y * (1 - y))
    ones = np.broadcast_to(1.0, x.shape[:2])
    return dz @ Wy.T, np.tensordot(x, dz, ([0, 1], [0, 1])), np.tensordot(ones, dz, 2)


def sequence_cross_entropy(scores, labels, mask=None):
    if np.ndim(scores) != 3 or 0 in np.shape(scores)[1:2]:
        raise mismatch("scores", scores, "(N, T >= 1, C)")
    N, T, C = scores.shape
    check("labels", labels, (N, T))
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels={labels.dtype} but integers expected")
    mask = np.broadcast_to(True, (N, T)) if mask is None else mask
    check("mask", mask, (N, T))
    inside = (0 <= labels) & (labels < C)
    if (mask & ~inside).any():
        raise ValueError(f"labels={labels[mask & ~inside]} but 0 <= label < {C} expected")
    hot = np.zeros((N, T, C))
    flat = as_strided(hot, (N * T, C), (C * 8, 8))
    flat[np.arange(N * T)[inside.ravel()], labels[inside]] = 1
    log_p = scores - np.logaddexp.reduce(scores, -1)[..., None]
    share = mask / max(1, mask.sum())
    return -float((log_p[hot > 0] * share[inside]).sum()), (np.exp(log_p) - hot) * share[..., None]


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"h0={len(h0)} states but {len(layers)} expected")
    last = []
    for state, (Wx, Wh, b) in zip(h0, layers):
        x = rnn_forward(x, state, Wx, Wh, b)[0]
        last.append(x[:, -1])
    return x, last


def bidirectional_rnn_forward(x, forward, backward):
    if np.ndim(x) != 3 or 0 in np.shape(x)[1:2]:
        raise mismatch("x", x, "(N, T >= 1, D)")
    if np.ndim(forward[1]) != 2:
        raise mismatch("forward's Wh", forward[1], "(H, H)")
    D, H = x.shape[2], len(forward[1])
    for name, weights in (("forward", forward), ("backward", backward)):
        for part, array, wanted in zip(("Wx", "Wh", "b"), weights, ((D, H), (H, H), (H,))):
            check(f"{name}'s {part}", array, wanted)
    zero = np.broadcast_to(0.0, (len(x), H))
    h1, c1 = rnn_forward(x, zero, *forward)
    h2, c2 = rnn_forward(reverse_time(x), zero, *backward)
    return np.concatenate([h1, reverse_time(h2)], axis=2), (c1, c2)


def bidirectional_rnn_backward(dh, cache):
    c1, c2 = cache
    N, T, H = c1[1].shape[:3]
    check("dh", dh, (N, T, 2 * H))
    dx1, _, *g1 = rnn_backward(dh[..., :H], c1)
    dx2, _, *g2 = rnn_backward(reverse_time(dh)[..., H:], c2)
    return dx1 + reverse_time(dx2), tuple(g1), tuple(g2)


def train_hello(hidden_size, epochs, lr, rng):
    letters = np.frombuffer(b"helo", dtype="S1")
    code = lambda word: (np.frombuffer(word, dtype="S1")[:, None] == letters).argmax(1)[None]
    x, labels = np.identity(4)[code(b"hello")], code(b"ohlol")
    theta = rng.uniform(-0.5, 0.5, 4 * hidden_size + hidden_size**2 + hidden_size + 4 * hidden_size + 4)
    cuts = np.cumsum([4 * hidden_size, hidden_size**2, hidden_size, 4 * hidden_size])
    zero = np.broadcast_to(0.0, (1, hidden_size))
    losses = np.empty(epochs)
    for e in range(epochs + 1):
        Wx, Wh, b, Wy, by = np.split(theta, cuts)
        Wx, Wh, Wy = Wx.reshape(4, -1), Wh.reshape(hidden_size, -1), Wy.reshape(-1, 4)
        h, c = rnn_forward(x, zero, Wx, Wh, b)
        s, d = time_distributed_forward(h, Wy, by)
        if e < epochs:
            losses[e], ds = sequence_cross_entropy(s, labels)
            dh, dWy, dby = time_distributed_backward(ds, d)
            g = np.concatenate([a.ravel() for a in (*rnn_backward(dh, c)[2:], dWy, dby)])
            theta = theta - lr * g * min(1, 5 / np.linalg.norm(g))
    return letters[s.argmax(2)[0]].tobytes().decode(), losses
