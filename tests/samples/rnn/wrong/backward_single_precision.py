# wrong: rnn_backward: weight gradients summed in single precision
"""Answers in Fortran order, and a list wherever the table says tuple (and the other way round)."""

import numpy as np

F = np.asfortranarray


def want(ok, words):
    if not ok:
        raise ValueError(words)


def shaped(name, a, shape):
    want(np.shape(a) == tuple(shape), f"shape of {name} is {np.shape(a)}, expected {tuple(shape)}")


def ranked(name, a, rank):
    want(np.ndim(a) == rank, f"rank of {name} is {np.ndim(a)}, expected {rank}")
    if rank == 3:
        want(np.shape(a)[1] > 0, f"{name} has no time steps, expected one or more")


def weights(D, H, Wx, Wh, b, owner=""):
    shaped(owner + "Wx", Wx, (D, H))
    shaped(owner + "Wh", Wh, (H, H))
    shaped(owner + "b", b, (H,))


def softmax(scores):
    want(np.ndim(scores) > 0, "rank of scores is 0, expected 1 or more")
    e = np.exp(scores - np.amax(scores, -1, keepdims=True))
    return F(e / np.sum(e, -1, keepdims=True))


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    ranked("x", x, 2)
    ranked("h_prev", h_prev, 2)
    N, D = x.shape
    H = h_prev.shape[1]
    shaped("h_prev", h_prev, (N, H))
    weights(D, H, Wx, Wh, b)
    h = F(np.tanh(x.dot(Wx) + h_prev.dot(Wh) + b))
    return [h, [x, h_prev, Wx, Wh, h]]


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    shaped("dh", dh, h.shape)
    dz = dh * (1 - h * h)
    return [F(g) for g in (dz.dot(Wx.T), dz.dot(Wh.T), x.T.dot(dz), h_prev.T.dot(dz), dz.sum(0))]


def rnn_forward(x, h0, Wx, Wh, b):
    ranked("x", x, 3)
    ranked("h0", h0, 2)
    N, T, D = x.shape
    H = h0.shape[1]
    shaped("h0", h0, (N, H))
    weights(D, H, Wx, Wh, b)
    h = np.zeros((N, T, H), order="F")
    before = h0
    for t in range(T):
        before = h[:, t, :] = np.tanh(x[:, t, :].dot(Wx) + before.dot(Wh) + b)
    return [h, [x, h0, Wx, Wh, h]]


def rnn_backward(dh, cache):
    x, h0, Wx, Wh, h = cache
    shaped("dh", dh, h.shape)
    dx = np.zeros(x.shape, order="F")
    dWx, dWh, db = (np.zeros(s, np.float32) for s in (Wx.shape, Wh.shape, len(Wh)))
    dh0 = np.zeros(h0.shape, order="F")
    for t in reversed(range(x.shape[1])):
        dz = (dh[:, t] + dh0) * (1 - h[:, t] ** 2)
        dx[:, t] = dz.dot(Wx.T)
        dWx += x[:, t].T.dot(dz)
        dWh += (h[:, t - 1] if t > 0 else h0).T.dot(dz)
        db += dz.sum(0)
        dh0 = dz.dot(Wh.T)
    return [dx, F(dh0), *(g.astype(float) for g in (dWx, dWh, db))]


def time_distributed_forward(x, Wy, by, activation="linear"):
    ranked("x", x, 3)
    ranked("Wy", Wy, 2)
    shaped("Wy", Wy, (x.shape[2], Wy.shape[1]))
    shaped("by", by, (Wy.shape[1],))
    want(activation in ["linear", "sigmoid"], f"activation is {activation!r}, expected 'linear' or 'sigmoid'")
    y = F(x.dot(Wy) + by)
    if activation == "sigmoid":
        y = 1 / (1 + np.exp(-np.clip(y, -700, None)))
    return [y, {"x": x, "Wy": Wy, "y": y, "activation": activation}]


def time_distributed_backward(dy, cache):
    shaped("dy", dy, cache["y"].shape)
    dz = F(dy)
    if cache["activation"] == "sigmoid":
        dz = dz * cache["y"] * (1 - cache["y"])
    D, C = cache["Wy"].shape
    return [
        F(dz.dot(cache["Wy"].T)),
        cache["x"].reshape((-1, D), order="F").T.dot(dz.reshape((-1, C), order="F")),
        dz.sum(axis=0).sum(axis=0),
    ]


def sequence_cross_entropy(scores, labels, mask=None):
    ranked("scores", scores, 3)
    N, T, C = scores.shape
    shaped("labels", labels, (N, T))
    want(labels.dtype.kind in "iu", f"labels have dtype {labels.dtype}, expected integers")
    if mask is not None:
        shaped("mask", mask, (N, T))
    n, t = np.nonzero(np.ones((N, T)) if mask is None else mask)
    y = labels[n, t]
    want(((y >= 0) & (y < C)).all(), f"labels are {y}, expected 0 to {C - 1}")
    d = np.zeros((N, T, C), order="F")
    if len(n) == 0:
        return [0.0, d]
    rows = scores[n, t] - scores[n, t].max(1, keepdims=True)
    norm = np.log(np.exp(rows).sum(1))
    d[n, t] = np.exp(rows - norm[:, None]) / len(n)
    d[n, t, y] -= 1 / len(n)
    return [np.mean(norm - rows[np.arange(len(n)), y]), d]


def stacked_rnn_forward(x, h0, layers):
    want(len(h0) == len(layers), f"h0 holds {len(h0)} states, expected {len(layers)}")
    h, last = x, ()
    for l, (Wx, Wh, b) in enumerate(layers):
        ranked("x", h, 3)
        ranked(f"h0[{l}]", h0[l], 2)
        shaped(f"h0[{l}]", h0[l], (len(h), h0[l].shape[1]))
        weights(h.shape[2], h0[l].shape[1], Wx, Wh, b, f"layers[{l}] ")
        h, _ = rnn_forward(h, h0[l], Wx, Wh, b)
        last += (F(h[:, -1]),)
    return [h, last]


def bidirectional_rnn_forward(x, forward, backward):
    ranked("x", x, 3)
    ranked("forward Wh", forward[1], 2)
    H = len(forward[1])
    weights(x.shape[2], H, *forward, "forward ")
    weights(x.shape[2], H, *backward, "backward ")
    zero = np.zeros((len(x), H))
    there, one = rnn_forward(x, zero, *forward)
    back, two = rnn_forward(np.flip(x, axis=1), zero, *backward)
    return [F(np.concatenate([there, np.flip(back, axis=1)], axis=2)), [one, two]]


def bidirectional_rnn_backward(dh, cache):
    one, two = cache
    N, T, H = one[4].shape
    shaped("dh", dh, (N, T, 2 * H))
    dx, _, *first = rnn_backward(dh[:, :, :H], one)
    dx2, _, *second = rnn_backward(np.flip(dh[:, :, H:], axis=1), two)
    return [F(dx + np.flip(dx2, axis=1)), first, second]


def train_hello(hidden_size, epochs, lr, rng):
    letters = "lohe"
    x = F([[[float(a == c) for a in letters] for c in "hello"]])
    labels = F([[letters.index(c) for c in "ohlol"]])
    s = hidden_size**-0.5
    Wx, Wh = F(s * rng.standard_normal((4, hidden_size))), F(s * rng.standard_normal((hidden_size, hidden_size)))
    Wy, b, by = F(s * rng.standard_normal((hidden_size, 4))), np.zeros(hidden_size), np.zeros(4)
    h0 = np.zeros((1, hidden_size))
    losses = []
    while len(losses) < epochs:
        h, c = rnn_forward(x, h0, Wx, Wh, b)
        y, d = time_distributed_forward(h, Wy, by)
        loss, dy = sequence_cross_entropy(y, labels)
        losses.append(float(loss))
        dh, dWy, dby = time_distributed_backward(dy, d)
        _, _, dWx, dWh, db = rnn_backward(dh, c)
        norm = np.sqrt(np.sum([np.sum(g**2) for g in (dWx, dWh, db, dWy, dby)]))
        k = lr * min(1, 5 / (norm + 1e-300))
        Wx, Wh, b, Wy, by = Wx - k * dWx, Wh - k * dWh, b - k * db, Wy - k * dWy, by - k * dby
    h, _ = rnn_forward(x, h0, Wx, Wh, b)
    y, _ = time_distributed_forward(h, Wy, by)
    return ["".join(letters[i] for i in np.argmax(y[0], 1)), losses]
