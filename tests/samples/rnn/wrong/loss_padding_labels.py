# wrong: sequence_cross_entropy: looks at labels which the mask hides
# known: padding-labels-refused
"""Time first inside, batch first outside: what comes out is a transposed, non-contiguous view."""

import numpy as np


def wrong(argument, got, wanted):
    return ValueError(f"{argument} is {got}; it has to be {wanted}")


def swap(a):
    return np.transpose(a, (1, 0, 2))


def sizes(x, h, Wx, Wh, b, rank, state):
    if np.ndim(x) != rank:
        raise wrong("x", f"{np.ndim(x)}-dimensional", f"{rank}-dimensional")
    if rank == 3 and not x.shape[1]:
        raise wrong("x", "empty in time", "one step long or more")
    if np.ndim(h) != 2:
        raise wrong(state, f"{np.ndim(h)}-dimensional", "2-dimensional")
    N, D, H = x.shape[0], x.shape[-1], h.shape[1]
    for argument, a, shape in ((state, h, (N, H)), ("Wx", Wx, (D, H)), ("Wh", Wh, (H, H)), ("b", b, (H,))):
        if np.shape(a) != shape:
            raise wrong(argument, np.shape(a), shape)


def softmax(scores):
    if np.ndim(scores) == 0:
        raise wrong("scores", "a scalar", "an array with a last axis")
    classes_first = np.moveaxis(scores, -1, 0)
    e = np.exp(classes_first - classes_first.max(0))
    return np.moveaxis(e / e.sum(0), 0, -1)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    sizes(x, h_prev, Wx, Wh, b, 2, "h_prev")
    h = np.tanh((Wx.T @ x.T + Wh.T @ h_prev.T).T + b)
    return h, [x, h_prev, Wx, Wh, h]


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    if np.shape(dh) != h.shape:
        raise wrong("dh", np.shape(dh), h.shape)
    dz = (dh * (1 - h**2)).T
    return (Wx @ dz).T, (Wh @ dz).T, (dz @ x).T, (dz @ h_prev).T, dz.sum(1)


def rnn_forward(x, h0, Wx, Wh, b):
    sizes(x, h0, Wx, Wh, b, 3, "h0")
    xs = swap(x)
    hs = np.zeros((xs.shape[0] + 1, *h0.shape))
    hs[0] = h0
    for t, xt in enumerate(xs):
        hs[t + 1] = np.tanh(xt @ Wx + hs[t] @ Wh + b)
    return swap(hs[1:]), (xs, hs, Wx, Wh)


def rnn_backward(dh, cache):
    xs, hs, Wx, Wh = cache
    T, N, D = xs.shape
    H = len(Wh)
    if np.shape(dh) != (N, T, H):
        raise wrong("dh", np.shape(dh), (N, T, H))
    dhs = swap(dh)
    dzs = np.zeros((T, N, H))
    back = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        dzs[t] = (dhs[t] + back) * (1 - hs[t + 1] ** 2)
        back = dzs[t] @ Wh.T
    dWx = np.tensordot(xs, dzs, ((0, 1), (0, 1)))
    dWh = np.tensordot(hs[:-1], dzs, ((0, 1), (0, 1)))
    return swap(dzs @ Wx.T), back, dWx, dWh, dzs.sum((0, 1))


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1) / (1 + small)


def time_distributed_forward(x, Wy, by, activation="linear"):
    if np.ndim(x) != 3 or not x.shape[1]:
        raise wrong("x", np.shape(x), "(N, T, D) with a step at least")
    if np.ndim(Wy) != 2 or len(Wy) != x.shape[2]:
        raise wrong("Wy", np.shape(Wy), f"({x.shape[2]}, C)")
    if np.shape(by) != Wy.shape[1:]:
        raise wrong("by", np.shape(by), Wy.shape[1:])
    if activation not in ("linear", "sigmoid"):
        raise wrong("activation", repr(activation), "'linear' or 'sigmoid'")
    xs = swap(x)
    ys = xs @ Wy + by
    if activation == "sigmoid":
        ys = sigmoid(ys)
    return swap(ys), (xs, ys, Wy, activation == "sigmoid")


def time_distributed_backward(dy, cache):
    xs, ys, Wy, squashed = cache
    if np.shape(dy) != swap(ys).shape:
        raise wrong("dy", np.shape(dy), swap(ys).shape)
    dzs = swap(dy)
    if squashed:
        dzs = dzs * ys * (1 - ys)
    return swap(dzs @ Wy.T), sum(x.T @ dz for x, dz in zip(xs, dzs)), sum(dz.sum(0) for dz in dzs)


def sequence_cross_entropy(scores, labels, mask=None):
    if np.ndim(scores) != 3 or not scores.shape[1]:
        raise wrong("scores", np.shape(scores), "(N, T, C) with a step at least")
    N, T, C = scores.shape
    if np.shape(labels) != (N, T):
        raise wrong("labels", np.shape(labels), (N, T))
    if np.asarray(labels).dtype.kind not in "iu":
        raise wrong("labels", np.asarray(labels).dtype, "integer")
    if mask is not None and np.shape(mask) != (N, T):
        raise wrong("mask", np.shape(mask), (N, T))
    on = np.ones((T, N), bool) if mask is None else np.asarray(mask, bool).T
    total, count = 0.0, int(on.sum())
    d = np.zeros((T, N, C))
    for t in range(T):
        rows = np.flatnonzero(on[t])
        picked = np.asarray(labels)[rows, t]
        if ((labels[:, t] < 0) | (labels[:, t] >= C)).any():
            raise wrong("labels", labels[:, t].tolist(), f"0 to {C - 1}")
        if ((picked < 0) | (picked >= C)).any():
            raise wrong("labels", picked.tolist(), f"0 to {C - 1}")
        s = scores[rows, t]
        s = s - s.max(1, keepdims=True) if len(rows) else s
        z = np.exp(s).sum(1, keepdims=True)
        total += (np.log(z)[:, 0] - s[np.arange(len(rows)), picked]).sum()
        p = np.exp(s) / z
        p[np.arange(len(rows)), picked] -= 1
        d[t, rows] = p / max(count, 1)
    return float(total / max(count, 1)), swap(d)


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise wrong("layers", f"{len(layers)} long", f"{len(h0)} long, as h0")
    last = []
    for state, weights in zip(h0, layers):
        x, (_, hs, _, _) = rnn_forward(x, state, *weights)
        last.append(hs[-1])
    return x, tuple(last)


def bidirectional_rnn_forward(x, forward, backward):
    if np.ndim(x) != 3:
        raise wrong("x", f"{np.ndim(x)}-dimensional", "3-dimensional")
    if np.shape(forward[0]) != np.shape(backward[0]):
        raise wrong("backward", np.shape(backward[0]), f"{np.shape(forward[0])} in Wx, as forward")
    caches, outs = [], []
    for name, weights, step in (("forward", forward, 1), ("backward", backward, -1)):
        zero = np.zeros((len(x), *np.shape(weights[2])))
        try:
            out, cache = rnn_forward(x[:, ::step], zero, *weights)
        except ValueError as e:
            raise wrong(f"x or {name}", "unfit", str(e)) from e
        outs.append(out[:, ::step])
        caches.append(cache)
    return np.concatenate(outs, 2), caches


def bidirectional_rnn_backward(dh, cache):
    (xs, _, _, Wh), _ = cache
    want = (xs.shape[1], xs.shape[0], 2 * len(Wh))
    if np.shape(dh) != want:
        raise wrong("dh", np.shape(dh), want)
    results, dx = [], 0
    for part, c, step in zip(np.split(dh, 2, 2), cache, (1, -1)):
        d, _, *weights = rnn_backward(part[:, ::step], c)
        dx = dx + d[:, ::step]
        results.append(tuple(weights))
    return [dx, *results]


def train_hello(hidden_size, epochs, lr, rng):
    alphabet = "oleh"
    x = np.eye(4)[:, [alphabet.find(c) for c in "hello"]].T[None]
    labels = np.array([[alphabet.find(c) for c in "ohlol"]])
    k = np.sqrt(1 / hidden_size)
    Wx, Wh, b, Wy, by = (
        rng.uniform(-k, k, s)
        for s in ((4, hidden_size), (hidden_size, hidden_size), hidden_size, (hidden_size, 4), 4)
    )
    h0 = np.zeros((1, hidden_size))
    losses = np.full(epochs, np.nan)
    for e in range(epochs):
        h, rnn = rnn_forward(x, h0, Wx, Wh, b)
        s, out = time_distributed_forward(h, Wy, by)
        losses[e], ds = sequence_cross_entropy(s, labels)
        dh, dWy, dby = time_distributed_backward(ds, out)
        _, _, dWx, dWh, db = rnn_backward(dh, rnn)
        flat = np.concatenate([g.ravel() for g in (dWx, dWh, db, dWy, dby)])
        rate = lr / max(1, np.linalg.norm(flat) / 5)
        Wx, Wh, b, Wy, by = Wx - rate * dWx, Wh - rate * dWh, b - rate * db, Wy - rate * dWy, by - rate * dby
    s, _ = time_distributed_forward(rnn_forward(x, h0, Wx, Wh, b)[0], Wy, by)
    return "".join(alphabet[i] for i in s.argmax(2).ravel()), losses
