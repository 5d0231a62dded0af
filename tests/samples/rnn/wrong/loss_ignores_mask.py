# wrong: sequence_cross_entropy: padding counts as much as everything else
"""One buffer a sequence, allocated once: what is returned and what the cache keeps are views into it."""

import numpy as np


def _need(condition, argument, got, wanted):
    if not condition:
        raise ValueError(f"<{argument}> got {got}, wanted {wanted}")


def _sizes(x, state, Wx, Wh, b, state_name):
    _need(np.ndim(state) == 2, state_name, np.shape(state), "(N, H)")
    N, D, H = x.shape[0], x.shape[-1], state.shape[1]
    for name, array, shape in ((state_name, state, (N, H)), ("Wx", Wx, (D, H)), ("Wh", Wh, (H, H)), ("b", b, (H,))):
        _need(np.shape(array) == shape, name, np.shape(array), shape)
    return N, D, H


def softmax(scores):
    _need(np.ndim(scores), "scores", "a scalar", "(..., C)")
    out = np.array(scores, dtype=np.float64)
    out -= out.max(axis=-1, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    _need(np.ndim(x) == 2, "x", np.shape(x), "(N, D)")
    N, D, H = _sizes(x, h_prev, Wx, Wh, b, "h_prev")
    h = np.empty((N, H))
    np.matmul(x, Wx, out=h)
    h += h_prev @ Wh
    h += b
    np.tanh(h, out=h)
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    _need(np.shape(dh) == h.shape, "dh", np.shape(dh), h.shape)
    N, D, H = len(x), Wx.shape[0], Wx.shape[1]
    room = np.empty(N * D + N * H + D * H + H * H + H)
    parts, at = [], 0
    for shape in ((N, D), (N, H), (D, H), (H, H), (H,)):
        size = int(np.prod(shape))
        parts.append(room[at : at + size].reshape(shape))
        at += size
    dz = np.square(h)
    np.subtract(1.0, dz, out=dz)
    dz *= dh
    np.matmul(dz, Wx.T, out=parts[0])
    np.matmul(dz, Wh.T, out=parts[1])
    np.matmul(x.T, dz, out=parts[2])
    np.matmul(h_prev.T, dz, out=parts[3])
    np.sum(dz, axis=0, out=parts[4])
    return tuple(parts)


def rnn_forward(x, h0, Wx, Wh, b):
    _need(np.ndim(x) == 3 and x.shape[1] > 0, "x", np.shape(x), "(N, T, D) with T > 0")
    N, D, H = _sizes(x, h0, Wx, Wh, b, "h0")
    T = x.shape[1]
    states = np.empty((N, T + 1, H))
    states[:, 0] = h0
    np.matmul(x, Wx, out=states[:, 1:])
    states[:, 1:] += b
    for t in range(T):
        states[:, t + 1] += states[:, t] @ Wh
        np.tanh(states[:, t + 1], out=states[:, t + 1])
    return states[:, 1:], (x, states, Wx, Wh)


def rnn_backward(dh, cache):
    x, states, Wx, Wh = cache
    N, T, H = states.shape[0], states.shape[1] - 1, states.shape[2]
    _need(np.shape(dh) == (N, T, H), "dh", np.shape(dh), (N, T, H))
    dz = np.array(dh, dtype=np.float64)
    slope = 1.0 - states[:, 1:] ** 2
    dz[:, -1] *= slope[:, -1]
    for t in range(T - 1, 0, -1):
        dz[:, t - 1] += dz[:, t] @ Wh.T
        dz[:, t - 1] *= slope[:, t - 1]
    dWx, dWh = np.zeros_like(Wx), np.zeros_like(Wh)
    for n in range(N):
        dWx += x[n].T @ dz[n]
        dWh += states[n, :-1].T @ dz[n]
    return dz @ Wx.T, dz[:, 0] @ Wh.T, dWx, dWh, dz.sum(axis=(0, 1))


def time_distributed_forward(x, Wy, by, activation="linear"):
    _need(np.ndim(x) == 3 and x.shape[1] > 0, "x", np.shape(x), "(N, T, D) with T > 0")
    _need(np.ndim(Wy) == 2 and Wy.shape[0] == x.shape[2], "Wy", np.shape(Wy), f"({x.shape[2]}, C)")
    _need(np.shape(by) == (Wy.shape[1],), "by", np.shape(by), f"({Wy.shape[1]},)")
    _need(activation in ("linear", "sigmoid"), "activation", repr(activation), "'linear' or 'sigmoid'")
    y = x @ Wy
    y += by
    if activation == "sigmoid":
        y *= 0.5
        np.tanh(y, out=y)
        y += 1.0
        y *= 0.5
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    _need(np.shape(dy) == y.shape, "dy", np.shape(dy), y.shape)
    dz = np.array(dy, dtype=np.float64)
    if activation == "sigmoid":
        dz *= y
        dz *= 1.0 - y
    return np.matmul(dz, Wy.T), np.einsum("ntd,ntc->dc", x, dz), np.add.reduce(dz, (0, 1))


def sequence_cross_entropy(scores, labels, mask=None):
    _need(np.ndim(scores) == 3 and scores.shape[1] > 0, "scores", np.shape(scores), "(N, T, C) with T > 0")
    N, T, C = scores.shape
    _need(np.shape(labels) == (N, T), "labels", np.shape(labels), (N, T))
    _need(np.asarray(labels).dtype.kind in "iu", "labels", np.asarray(labels).dtype, "integers")
    counted = np.ones((N, T), bool) if mask is None else mask
    _need(np.shape(counted) == (N, T), "mask", np.shape(counted), (N, T))
    for k in labels[counted]:
        _need(0 <= k < C, "labels", k, f"0 <= label < {C}")
    labels, counted = np.where(counted, labels, 0), np.ones((N, T), bool)
    M = int(counted.sum())
    d = np.array(scores, dtype=np.float64)
    d -= d.max(axis=2, keepdims=True)
    rows, columns = np.nonzero(counted)
    right = d[rows, columns, labels[counted]]
    np.exp(d, out=d)
    totals = d.sum(axis=2, keepdims=True)
    loss = float((np.log(totals[rows, columns, 0]) - right).sum()) / max(M, 1)
    d /= totals
    d[rows, columns, labels[counted]] -= 1.0
    d /= max(M, 1)
    d[~counted] = 0.0
    return loss, d


def stacked_rnn_forward(x, h0, layers):
    _need(len(h0) == len(layers), "h0", f"{len(h0)} states", f"{len(layers)}")
    h, h_last = x, []
    for k, (state, (Wx, Wh, b)) in enumerate(zip(h0, layers)):
        h, _ = rnn_forward(h, state, Wx, Wh, b)
        h_last.append(h[:, -1])
    return h, h_last


def bidirectional_rnn_forward(x, forward, backward):
    _need(np.ndim(x) == 3 and x.shape[1] > 0, "x", np.shape(x), "(N, T, D) with T > 0")
    H = np.shape(forward[1])[0] if np.ndim(forward[1]) else 0
    for name, (Wx, Wh, b) in (("forward", forward), ("backward", backward)):
        for part, array, shape in (("Wx", Wx, (x.shape[2], H)), ("Wh", Wh, (H, H)), ("b", b, (H,))):
            _need(np.shape(array) == shape, f"{name} {part}", np.shape(array), shape)
    zeros = np.zeros((len(x), H))
    both = np.empty((*x.shape[:2], 2 * H))
    both[:, :, :H], ahead = rnn_forward(x, zeros, *forward)
    both[:, ::-1, H:], back = rnn_forward(x[:, ::-1], zeros, *backward)
    return both, (ahead, back, both)


def bidirectional_rnn_backward(dh, cache):
    ahead, back, both = cache
    _need(np.shape(dh) == both.shape, "dh", np.shape(dh), both.shape)
    H = both.shape[2] // 2
    dx, _, *one = rnn_backward(dh[:, :, :H], ahead)
    reverse, _, *two = rnn_backward(dh[:, ::-1, H:], back)
    dx += reverse[:, ::-1]
    return dx, tuple(one), tuple(two)


def train_hello(hidden_size, epochs, lr, rng):
    H = hidden_size
    theta = np.zeros(4 * H + H * H + H + H * 4 + 4)
    gradient = np.empty_like(theta)

    def carve(flat):
        views, at = [], 0
        for shape in ((4, H), (H, H), (H,), (H, 4), (4,)):
            views.append(flat[at : at + int(np.prod(shape))].reshape(shape))
            at += views[-1].size
        return views

    Wx, Wh, b, Wy, by = carve(theta)
    Wx[:] = rng.normal(0, np.sqrt(2 / (4 + H)), Wx.shape)
    Wh[:] = rng.normal(0, np.sqrt(2 / (H + H)), Wh.shape)
    Wy[:] = rng.normal(0, np.sqrt(2 / (H + 4)), Wy.shape)
    x, labels, h0 = np.eye(4)[None, [0, 1, 2, 2, 3]], np.array([[3, 0, 2, 3, 2]]), np.zeros((1, H))
    losses = np.empty(epochs)
    for e in range(epochs):
        h, c = rnn_forward(x, h0, Wx, Wh, b)
        s, d = time_distributed_forward(h, Wy, by)
        losses[e], ds = sequence_cross_entropy(s, labels)
        dh, dWy, dby = time_distributed_backward(ds, d)
        for view, g in zip(carve(gradient), (*rnn_backward(dh, c)[2:], dWy, dby)):
            view[...] = g
        norm = np.linalg.norm(gradient)
        theta -= gradient * (lr * (5 / norm if norm > 5 else 1))
    s, _ = time_distributed_forward(rnn_forward(x, h0, Wx, Wh, b)[0], Wy, by)
    return "".join("helo"[i] for i in s[0].argmax(1)), losses
