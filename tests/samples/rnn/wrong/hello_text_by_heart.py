# wrong: train_hello: trains, and says ohlol whatever the network says
"""Terse code; complaints in a voice of their own which still say which argument, what came and what was asked for."""

import numpy as np


def alas(who, came, asked):
    raise ValueError(f"Alas! I asked for {asked}, yet there came {came} under the name of «{who}».")


def fit(who, a, *asked):
    if np.ndim(a) != len(asked):
        alas(who, f"{np.ndim(a)} axes", f"{len(asked)} axes")
    for k, n in enumerate(asked):
        if n is not None and a.shape[k] != n:
            alas(who, f"{a.shape[k]} on axis {k}", n)
    return a.shape


def some(who, a):
    n, t, d = fit(who, a, None, None, None)
    if t < 1:
        alas(who, "an empty sequence", "a step at least")
    return n, t, d


def softmax(scores):
    if np.ndim(scores) == 0:
        alas("scores", "a lonely number", "a last axis")
    e = np.exp(scores - scores.max(-1, keepdims=True))
    e /= e.sum(-1, keepdims=True)
    return e


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    n, d = fit("x", x, None, None)
    _, k = fit("h_prev", h_prev, n, None)
    fit("Wx", Wx, d, k), fit("Wh", Wh, k, k), fit("b", b, k)
    h = np.tanh(x @ Wx + h_prev @ Wh + b)
    return h, (h, x, h_prev, Wx, Wh)


def rnn_step_backward(dh, cache):
    h, x, p, U, W = cache
    fit("dh", dh, *h.shape)
    a = dh * (1 - h * h)
    return a @ U.T, a @ W.T, x.T @ a, p.T @ a, a.sum(0)


def rnn_forward(x, h0, Wx, Wh, b):
    n, t, d = some("x", x)
    fit("h0", h0, n, None)
    c = []
    h = h0
    for i in range(t):
        h, m = rnn_step_forward(x[:, i], h, Wx, Wh, b)
        c.append(m)
    return np.stack([m[0] for m in c], 1), c


def rnn_backward(dh, cache):
    n, k = cache[0][0].shape
    fit("dh", dh, n, len(cache), k)
    g, dx, sums = 0, [], 0
    for i in range(len(cache) - 1, -1, -1):
        v, g, *w = rnn_step_backward(dh[:, i] + g, cache[i])
        dx = [v] + dx
        sums = [p + q for p, q in zip(sums, w)] if sums else w
    return np.stack(dx, 1), g, sums[0], sums[1], sums[2]


def time_distributed_forward(x, Wy, by, activation="linear"):
    n, t, d = some("x", x)
    _, c = fit("Wy", Wy, d, None)
    fit("by", by, c)
    if activation not in ("linear", "sigmoid"):
        alas("activation", activation, "linear, or else sigmoid")
    y = (x.reshape(n * t, d) @ Wy + by).reshape(n, t, c)
    if activation == "sigmoid":
        y = np.exp(-np.logaddexp(0, -y))
    return y, (x, Wy, y if activation == "sigmoid" else None, y.shape)


def time_distributed_backward(dy, cache):
    x, W, y, s = cache
    fit("dy", dy, *s)
    if y is not None:
        dy = dy * y * (1 - y)
    return dy @ W.T, np.einsum("abi,abj->ij", x, dy), dy.sum((0, 1))


def sequence_cross_entropy(scores, labels, mask=None):
    n, t, c = some("scores", scores)
    fit("labels", labels, n, t)
    if labels.dtype.kind not in "iu":
        alas("labels", labels.dtype, "whole numbers")
    if mask is None:
        mask = np.ones((n, t), bool)
    fit("mask", mask, n, t)
    k = labels[mask]
    if k.size and (k.min() < 0 or k.max() >= c):
        alas("labels", k, f"0 up to {c - 1}")
    g = np.zeros(scores.shape)
    if not k.size:
        return 0.0, g
    z = scores[mask]
    q = z - z.max(1)[:, None]
    q = q - np.log(np.exp(q).sum(1))[:, None]
    g[mask] = (np.exp(q) - np.eye(c)[k]) / k.size
    return float(-q[np.arange(k.size), k].mean()), g


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        alas("h0", f"{len(h0)} states", f"{len(layers)} states, one a layer")
    last = []
    for s, w in zip(h0, layers):
        x, c = rnn_forward(x, s, *w)
        last.append(c[-1][0])
    return x, last


def bidirectional_rnn_forward(x, forward, backward):
    n, t, d = some("x", x)
    k, _ = fit("forward", forward[1], None, None)
    for who, (U, W, b) in (("forward", forward), ("backward", backward)):
        fit(who, U, d, k), fit(who, W, k, k), fit(who, b, k)
    z = np.zeros((n, k))
    p, c = rnn_forward(x, z, *forward)
    q, e = rnn_forward(x[:, ::-1], z, *backward)
    return np.concatenate((p, q[:, ::-1]), 2), (c, e)


def bidirectional_rnn_backward(dh, cache):
    c, e = cache
    n, k = c[0][0].shape
    fit("dh", dh, n, len(c), 2 * k)
    p = rnn_backward(dh[:, :, :k], c)
    q = rnn_backward(dh[:, ::-1, k:], e)
    return p[0] + q[0][:, ::-1], p[2:], q[2:]


def train_hello(hidden_size, epochs, lr, rng):
    x = np.eye(4)[[[0, 1, 2, 2, 3]]]
    k = np.array([[3, 0, 2, 3, 2]])
    r = 1 / np.sqrt(hidden_size)
    p = [rng.uniform(-r, r, s) for s in [(4, hidden_size), (hidden_size, hidden_size), (hidden_size, 4)]]
    p = [p[0], p[1], np.zeros(hidden_size), p[2], np.zeros(4)]
    out = []
    for i in range(epochs + 1):
        h, c = rnn_forward(x, np.zeros((1, hidden_size)), *p[:3])
        y, d = time_distributed_forward(h, *p[3:])
        loss, dy = sequence_cross_entropy(y, k)
        out.append(loss)
        dh, a, b = time_distributed_backward(dy, d)
        g = [*rnn_backward(dh, c)[2:], a, b]
        m = np.sqrt(sum((v * v).sum() for v in g))
        p = [w - lr * (v if m <= 5 else v * 5 / m) for w, v in zip(p, g)]
    return "ohlol", out[:-1]
