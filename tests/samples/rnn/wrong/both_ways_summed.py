# wrong: bidirectional_rnn_forward: doubles the sum of the halves in place of joining them
"""Scalar functions spread by np.vectorize, rows by apply_along_axis, and column sums by ufunc.reduce."""

import functools
import math

import numpy as np

tanh = np.vectorize(math.tanh, otypes=[float])
sigmoid = np.vectorize(lambda z: 1 / (1 + math.exp(-z)) if z > -500 else math.exp(z), otypes=[float])
slope = np.vectorize(lambda h: (1 - h) * (1 + h), otypes=[float])


def shape_of(name, array, *spec):
    shape = np.shape(array)
    if len(shape) != len(spec) or any(isinstance(s, int) and s != g for s, g in zip(spec, shape)):
        raise ValueError(f"Invalid {name}: shape {shape} instead of {spec}".replace("'", ""))
    if "T" in spec and shape[spec.index("T")] == 0:
        raise ValueError(f"Invalid {name}: no time step instead of at least one")
    return shape


def softmax(scores):
    if np.ndim(scores) == 0:
        raise ValueError("Invalid scores: a scalar instead of (..., C)")

    def one(row):
        powers = np.exp(row - row.max())
        return powers / powers.sum()

    return np.apply_along_axis(one, -1, scores)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = shape_of("x", x, "N", "D")
    H = shape_of("h_prev", h_prev, N, "H")[1]
    shape_of("Wx", Wx, D, H)
    shape_of("Wh", Wh, H, H)
    shape_of("b", b, H)
    h = tanh(np.inner(x, Wx.T) + np.inner(h_prev, Wh.T) + b)
    return h, functools.partial(_step_back, x, h_prev, Wx, Wh, h)


def _step_back(x, h_prev, Wx, Wh, h, dh):
    dz = np.multiply(dh, slope(h))
    outer = lambda left: functools.reduce(np.add, map(np.outer, left, dz))
    return np.inner(dz, Wx), np.inner(dz, Wh), outer(x), outer(h_prev), np.add.reduce(dz)


def rnn_step_backward(dh, cache):
    shape_of("dh", dh, *cache.args[-1].shape)
    return cache(dh)


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = shape_of("x", x, "N", "T", "D")
    shape_of("h0", h0, N, "H")
    outs, cache = [h0], []
    for xt in np.split(x, T, axis=1):
        h, step = rnn_step_forward(xt[:, 0], outs[-1], Wx, Wh, b)
        outs.append(h)
        cache.append(step)
    return np.stack(outs[1:], 1), tuple(cache)


def rnn_backward(dh, cache):
    N, H = cache[0].args[-1].shape
    shape_of("dh", dh, N, len(cache), H)

    def fold(done, item):
        dxs, carry, sums = done
        step, d = item
        dx, carry, *grads = step(d + carry)
        return [dx, *dxs], carry, [s + g for s, g in zip(sums, grads)]

    items = zip(reversed(cache), np.swapaxes(dh, 0, 1)[::-1])
    dxs, dh0, sums = functools.reduce(fold, items, ([], np.zeros((N, H)), [0.0, 0.0, 0.0]))
    return np.stack(dxs, 1), dh0, *sums


def time_distributed_forward(x, Wy, by, activation="linear"):
    D = shape_of("x", x, "N", "T", "D")[2]
    C = shape_of("Wy", Wy, D, "C")[1]
    shape_of("by", by, C)
    try:
        squash = {"linear": np.positive, "sigmoid": sigmoid}[activation]
    except (KeyError, TypeError):
        raise ValueError(f"Invalid activation: {activation} instead of linear or sigmoid") from None
    y = squash(np.apply_along_axis(lambda row: row @ Wy + by, 2, x))
    return y, (x, Wy, y, squash is sigmoid)


def time_distributed_backward(dy, cache):
    x, Wy, y, curved = cache
    shape_of("dy", dy, *y.shape)
    dz = dy * (y - y * y) if curved else dy
    dWy = sum(np.outer(x[i], dz[i]) for i in np.ndindex(*x.shape[:2]))
    return np.apply_along_axis(lambda row: Wy @ row, 2, dz), dWy, np.apply_over_axes(np.sum, dz, (0, 1)).ravel()


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = shape_of("scores", scores, "N", "T", "C")
    shape_of("labels", labels, N, T)
    if not np.issubdtype(np.asarray(labels).dtype, np.integer):
        raise ValueError(f"Invalid labels: {np.asarray(labels).dtype} instead of integers")
    if mask is not None:
        shape_of("mask", mask, N, T)
    where = np.argwhere(np.ones((N, T)) if mask is None else mask)
    d = np.zeros((N, T, C))
    loss = 0.0
    for n, t in where:
        k = labels[n, t]
        if k not in range(C):
            raise ValueError(f"Invalid labels: {k} instead of 0..{C - 1}")
        z = scores[n, t]
        log_sum = np.logaddexp.reduce(z)
        loss += (log_sum - z[k]) / len(where)
        d[n, t] = (np.exp(z - log_sum) - np.eye(C)[k]) / len(where)
    return loss, d


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"Invalid h0: {len(h0)} states instead of {len(layers)}")

    def fold(done, layer):
        h, last = done
        state, (Wx, Wh, b) = layer
        h, _ = rnn_forward(h, state, Wx, Wh, b)
        return h, last + [np.take(h, -1, axis=1)]

    return functools.reduce(fold, zip(h0, layers), (x, []))


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = shape_of("x", x, "N", "T", "D")
    H = shape_of("forward (Wh)", forward[1], "H", "H")[0]
    for side, (Wx, Wh, b) in zip(("forward", "backward"), (forward, backward)):
        shape_of(side + " (Wx)", Wx, D, H)
        shape_of(side + " (Wh)", Wh, H, H)
        shape_of(side + " (b)", b, H)
    one, left = rnn_forward(x, np.zeros((N, H)), *forward)
    two, right = rnn_forward(np.fliplr(x), np.zeros((N, H)), *backward)
    return np.tile(one + np.fliplr(two), 2), (left, right)


def bidirectional_rnn_backward(dh, cache):
    left, right = cache
    N, H = left[0].args[-1].shape
    shape_of("dh", dh, N, len(left), 2 * H)
    d_one, d_two = np.array_split(dh, [H], axis=2)
    one = rnn_backward(d_one, left)
    two = rnn_backward(np.fliplr(d_two), right)
    return one[0] + np.fliplr(two[0]), one[2:], two[2:]


def train_hello(hidden_size, epochs, lr, rng):
    alphabet = np.array(list("hleo"))
    hot = lambda word: (np.array(list(word))[:, None] == alphabet).astype(float)[None]
    x, labels = hot("hello"), hot("ohlol").argmax(2)
    sizes = [(4, hidden_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size, 4), (4,)]
    p = [rng.uniform(-0.4, 0.4, s) for s in sizes]
    h0 = np.zeros((1, hidden_size))
    losses = []
    for _ in range(epochs):
        h, cache = rnn_forward(x, h0, *p[:3])
        s, dense = time_distributed_forward(h, *p[3:])
        loss, ds = sequence_cross_entropy(s, labels)
        dh, *g2 = time_distributed_backward(ds, dense)
        g = [*rnn_backward(dh, cache)[2:], *g2]
        norm = math.hypot(*(float(np.linalg.norm(a)) for a in g))
        p = [w - lr * min(1, 5 / norm) * a for w, a in zip(p, g)]
        losses.append(loss)
    s, _ = time_distributed_forward(rnn_forward(x, h0, *p[:3])[0], *p[3:])
    return str("".join(alphabet[s[0].argmax(1)])), np.array(losses)
