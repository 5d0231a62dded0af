# wrong: sequence_cross_entropy: the logarithm of the probability: infinite at large scores
# known: log-of-softmax
"""One matrix for both inputs, concat([h, x]) @ W, as the textbooks with square brackets have it."""

import numpy as np


def _bad(name, got, wanted):
    raise ValueError("%s: got %s, wanted %s" % (name, got, wanted))


def _join(x_rank, x, h, h_name, Wx, Wh, b):
    if x.ndim != x_rank:
        _bad("x", x.shape, "%d axes" % x_rank)
    if x_rank == 3 and x.shape[1] == 0:
        _bad("x", x.shape, "T >= 1")
    if h.ndim != 2 or h.shape[0] != x.shape[0]:
        _bad(h_name, h.shape, "(%d, H)" % x.shape[0])
    D, H = x.shape[-1], h.shape[1]
    if Wx.shape != (D, H):
        _bad("Wx", Wx.shape, (D, H))
    if Wh.shape != (H, H):
        _bad("Wh", Wh.shape, (H, H))
    if b.shape != (H,):
        _bad("b", b.shape, (H,))
    return np.vstack([Wh, Wx, b[None, :]])


def softmax(scores):
    if scores.ndim == 0:
        _bad("scores", scores.shape, "at least one axis")
    shifted = scores - scores.max(-1)[..., np.newaxis]
    e = np.exp(shifted)
    return e / e.sum(-1)[..., np.newaxis]


def _row(h, x):
    return np.hstack([h, x, np.ones((len(x), 1))])


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    W = _join(2, x, h_prev, "h_prev", Wx, Wh, b)
    row = _row(h_prev, x)
    h = np.tanh(row @ W)
    return h, (row, W, h)


def rnn_step_backward(dh, cache):
    row, W, h = cache
    if dh.shape != h.shape:
        _bad("dh", dh.shape, h.shape)
    H = h.shape[1]
    dz = (1.0 - h**2) * dh
    drow = dz @ W.T
    dW = row.T @ dz
    return drow[:, H:-1], drow[:, :H], dW[H:-1], dW[:H], dW[-1]


def rnn_forward(x, h0, Wx, Wh, b):
    W = _join(3, x, h0, "h0", Wx, Wh, b)
    N, T, D = x.shape
    H = h0.shape[1]
    rows = np.ones((N, T + 1, H + D + 1))
    rows[:, :-1, H:-1] = x
    rows[:, 0, :H] = h0
    for t in range(T):
        rows[:, t + 1, :H] = np.tanh(rows[:, t] @ W)
    return rows[:, 1:, :H], (rows, W, H)


def rnn_backward(dh, cache):
    rows, W, H = cache
    N, T = rows.shape[0], rows.shape[1] - 1
    if dh.shape != (N, T, H):
        _bad("dh", dh.shape, (N, T, H))
    dW = np.zeros_like(W)
    dx = np.empty((N, T, W.shape[0] - H - 1))
    dnext = np.zeros((N, H))
    for t in range(T)[::-1]:
        dz = (dh[:, t] + dnext) * (1.0 - rows[:, t + 1, :H] ** 2)
        dW += rows[:, t].T @ dz
        drow = dz @ W.T
        dnext = drow[:, :H]
        dx[:, t] = drow[:, H:-1]
    return dx, dnext, dW[H:-1], dW[:H], dW[-1]


def time_distributed_forward(x, Wy, by, activation="linear"):
    if x.ndim != 3 or x.shape[1] == 0:
        _bad("x", x.shape, "(N, T, D), T >= 1")
    if Wy.ndim != 2 or Wy.shape[0] != x.shape[2]:
        _bad("Wy", Wy.shape, "(%d, C)" % x.shape[2])
    if by.shape != (Wy.shape[1],):
        _bad("by", by.shape, (Wy.shape[1],))
    if activation != "linear" and activation != "sigmoid":
        _bad("activation", activation, "'linear' or 'sigmoid'")
    W = np.vstack([Wy, by])
    rows = np.concatenate([x, np.ones(x.shape[:2] + (1,))], axis=2)
    z = rows @ W
    if activation == "linear":
        return z, (rows, W, z, None)
    y = np.empty_like(z)
    pos = z >= 0
    y[pos] = 1 / (1 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    y[~pos] = ez / (1 + ez)
    return y, (rows, W, y, y * (1 - y))


def time_distributed_backward(dy, cache):
    rows, W, y, slope = cache
    if dy.shape != y.shape:
        _bad("dy", dy.shape, y.shape)
    dz = dy if slope is None else dy * slope
    dW = (rows[:, :, :, None] * dz[:, :, None, :]).sum(0).sum(0)
    return (dz @ W.T)[:, :, :-1], dW[:-1], dW[-1]


def sequence_cross_entropy(scores, labels, mask=None):
    if scores.ndim != 3 or scores.shape[1] == 0:
        _bad("scores", scores.shape, "(N, T, C), T >= 1")
    N, T, C = scores.shape
    if labels.shape != (N, T):
        _bad("labels", labels.shape, (N, T))
    if labels.dtype.kind not in "ui":
        _bad("labels", labels.dtype, "integers")
    if mask is not None and mask.shape != (N, T):
        _bad("mask", mask.shape, (N, T))
    counts = np.ones((N, T), bool) if mask is None else mask.astype(bool)
    which = np.flatnonzero(counts)
    dscores = np.zeros((N * T, C))
    if which.size == 0:
        return 0.0, dscores.reshape(N, T, C)
    label = labels.reshape(-1)[which]
    if label.min() < 0 or label.max() > C - 1:
        _bad("labels", sorted(set(label.tolist())), "0 .. %d" % (C - 1))
    p = softmax(scores.reshape(-1, C)[which])
    flat = scores.reshape(-1, C)[which]
    top = flat.max(1)
    loss = -np.log(p[range(len(label)), label]).mean()
    p[range(len(label)), label] -= 1
    dscores[which] = p / which.size
    return loss, dscores.reshape(N, T, C)


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        _bad("h0", "%d states" % len(h0), "%d" % len(layers))
    h_last = []
    for (Wx, Wh, b), state in zip(layers, h0):
        x, _ = rnn_forward(x, state, Wx, Wh, b)
        h_last += [x[:, -1]]
    return x, h_last


def bidirectional_rnn_forward(x, forward, backward):
    if np.ndim(forward[1]) != 2 or np.ndim(backward[1]) != 2:
        _bad("forward/backward Wh", (np.shape(forward[1]), np.shape(backward[1])), "2 axes")
    if forward[1].shape != backward[1].shape:
        _bad("backward Wh", backward[1].shape, forward[1].shape)
    h0 = np.zeros((x.shape[0], forward[1].shape[0]))
    h1, c1 = rnn_forward(x, h0, *forward)
    h2, c2 = rnn_forward(x[:, ::-1], h0, *backward)
    return np.concatenate([h1, h2[:, ::-1]], -1), [c1, c2]


def bidirectional_rnn_backward(dh, cache):
    c1, c2 = cache
    rows, _, H = c1
    want = (rows.shape[0], rows.shape[1] - 1, 2 * H)
    if dh.shape != want:
        _bad("dh", dh.shape, want)
    g1 = rnn_backward(dh[:, :, :H], c1)
    g2 = rnn_backward(dh[:, ::-1, H:], c2)
    return g1[0] + g2[0][:, ::-1], g1[2:], g2[2:]


def train_hello(hidden_size, epochs, lr, rng):
    code = {"h": 0, "e": 1, "l": 2, "o": 3}
    name = {v: k for k, v in code.items()}
    x = np.zeros((1, 5, 4))
    x[0, np.arange(5), [code[c] for c in "hello"]] = 1
    labels = np.array([code[c] for c in "ohlol"]).reshape(1, 5)
    h0 = np.zeros((1, hidden_size))
    p = [
        rng.normal(size=(4, hidden_size)) * 0.5,
        rng.normal(size=(hidden_size, hidden_size)) / np.sqrt(hidden_size),
        np.zeros(hidden_size),
        np.zeros((hidden_size, 4)),
        np.zeros(4),
    ]
    losses = []
    for epoch in range(epochs + 1):
        h, c1 = rnn_forward(x, h0, *p[:3])
        y, c2 = time_distributed_forward(h, *p[3:])
        if epoch == epochs:
            break
        loss, dy = sequence_cross_entropy(y, labels)
        losses.append(loss)
        dh, dWy, dby = time_distributed_backward(dy, c2)
        grads = list(rnn_backward(dh, c1)[2:]) + [dWy, dby]
        norm = np.sqrt(sum((g * g).sum() for g in grads))
        if norm > 5.0:
            grads = [g * 5.0 / norm for g in grads]
        p = [w - lr * g for w, g in zip(p, grads)]
    return "".join(name[int(k)] for k in y[0].argmax(1)), losses
