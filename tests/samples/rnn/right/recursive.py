"""Time by recursion: the first step, then the rest of the sequence; backwards, the rest first."""

import numpy as np


class BadShape(ValueError):
    def __init__(self, argument, got, wanted):
        super().__init__(f"{argument}: shape {got} where {wanted} was wanted")


def demand(argument, array, wanted):
    got = np.shape(array)
    if len(got) != len(wanted) or not all(w in (g, -1) for g, w in zip(got, wanted)):
        raise BadShape(argument, got, wanted)
    return got


def demand_steps(argument, array):
    N, T, D = demand(argument, array, (-1, -1, -1))
    if T == 0:
        raise BadShape(argument, (N, T, D), "T of 1 or more")
    return N, T, D


def softmax(scores):
    if np.shape(scores) == ():
        raise BadShape("scores", (), "(..., C)")
    if scores.ndim > 1:
        return np.array([softmax(part) for part in scores]).reshape(scores.shape)
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = demand("x", x, (-1, -1))
    _, H = demand("h_prev", h_prev, (N, -1))
    demand("Wx", Wx, (D, H))
    demand("Wh", Wh, (H, H))
    demand("b", b, (H,))
    h = np.tanh(x @ Wx + h_prev @ Wh + b)
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    demand("dh", dh, h.shape)
    dz = dh - dh * h**2
    return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, np.ones(len(dz)) @ dz


def rnn_forward(x, h0, Wx, Wh, b):
    demand_steps("x", x)
    demand("h0", h0, (len(x), -1))
    h, cache = rnn_step_forward(x[:, 0], h0, Wx, Wh, b)
    if x.shape[1] == 1:
        return h[:, None], (cache, None)
    rest, rest_cache = rnn_forward(x[:, 1:], h, Wx, Wh, b)
    return np.concatenate([h[:, None], rest], axis=1), (cache, rest_cache)


def length(cache):
    return 0 if cache is None else 1 + length(cache[1])


def rnn_backward(dh, cache):
    N, H = cache[0][4].shape
    demand("dh", dh, (N, length(cache), H))
    return unroll(dh, cache)


def unroll(dh, cache):
    step, rest = cache
    if rest is None:
        dx, *others = rnn_step_backward(dh[:, 0], step)
        return dx[:, None], *others
    dx_rest, dh_next, dWx_rest, dWh_rest, db_rest = unroll(dh[:, 1:], rest)
    dx, dh_prev, dWx, dWh, db = rnn_step_backward(dh[:, 0] + dh_next, step)
    return np.concatenate([dx[:, None], dx_rest], axis=1), dh_prev, dWx + dWx_rest, dWh + dWh_rest, db + db_rest


def time_distributed_forward(x, Wy, by, activation="linear"):
    D = demand_steps("x", x)[2]
    C = demand("Wy", Wy, (D, -1))[1]
    demand("by", by, (C,))
    if activation == "linear":
        y = np.matmul(x, Wy) + by
    elif activation == "sigmoid":
        y = softmax(np.stack([np.matmul(x, Wy) + by, np.zeros((*x.shape[:2], C))], axis=-1))[..., 0]
    else:
        raise ValueError(f"activation: {activation!r} where 'linear' or 'sigmoid' was wanted")
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    demand("dy", dy, y.shape)
    if activation == "sigmoid":
        dy = dy * y * (1 - y)
    if len(x) == 1:
        return dy @ Wy.T, x[0].T @ dy[0], dy[0].sum(0)
    _, dWy, dby = time_distributed_backward(dy[1:], (x[1:], Wy, y[1:], "linear"))
    return dy @ Wy.T, dWy + x[0].T @ dy[0], dby + dy[0].sum(0)


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = demand_steps("scores", scores)
    demand("labels", labels, (N, T))
    if not issubclass(labels.dtype.type, np.integer):
        raise ValueError(f"labels: dtype {labels.dtype} where integers were wanted")
    mask = np.ones((N, T), dtype=bool) if mask is None else mask
    demand("mask", mask, (N, T))
    valid = np.logical_and(labels >= 0, labels < C)
    if not np.all(valid | ~mask):
        raise ValueError(f"labels: {labels[mask & ~valid]} where 0 to {C - 1} was wanted")
    count = np.count_nonzero(mask)
    if count == 0:
        return 0.0, np.zeros((N, T, C))
    labels = np.where(mask, labels, 0)[:, :, None]
    top = scores.max(axis=2, keepdims=True)
    log_sum = top + np.log(np.exp(scores - top).sum(axis=2, keepdims=True))
    loss = (log_sum - np.take_along_axis(scores, labels, axis=2))[mask].sum() / count
    dscores = np.exp(scores - log_sum)
    np.put_along_axis(dscores, labels, np.take_along_axis(dscores, labels, axis=2) - 1, axis=2)
    return float(loss), dscores * mask[:, :, None] / count


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"h0: {len(h0)} states where {len(layers)} were wanted, as many as layers")
    h, _ = rnn_forward(x, h0[0], *layers[0])
    if len(layers) == 1:
        return h, [h[:, -1]]
    top, last = stacked_rnn_forward(h, h0[1:], layers[1:])
    return top, [h[:, -1], *last]


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = demand_steps("x", x)
    H, _ = demand("forward[1]", forward[1], (-1, -1))
    for name, (Wx, Wh, b) in (("forward", forward), ("backward", backward)):
        demand(f"{name}[0]", Wx, (D, H))
        demand(f"{name}[1]", Wh, (H, H))
        demand(f"{name}[2]", b, (H,))
    h0 = np.zeros((N, H))
    h_forward, cache_forward = rnn_forward(x, h0, *forward)
    h_backward, cache_backward = rnn_forward(x[:, ::-1], h0, *backward)
    return np.concatenate([h_forward, h_backward[:, ::-1]], axis=2), (cache_forward, cache_backward, N, T, H)


def bidirectional_rnn_backward(dh, cache):
    cache_forward, cache_backward, N, T, H = cache
    demand("dh", dh, (N, T, 2 * H))
    dx_forward, _, *d_forward = rnn_backward(dh[..., :H], cache_forward)
    dx_backward, _, *d_backward = rnn_backward(dh[:, ::-1, H:], cache_backward)
    return dx_forward + dx_backward[:, ::-1], tuple(d_forward), tuple(d_backward)


LETTERS = "helo"


def encode(word):
    return np.array([[LETTERS.index(letter) for letter in word]])


def train_hello(hidden_size, epochs, lr, rng):
    def scores_of(params):
        h, cache = rnn_forward(x, np.zeros((1, hidden_size)), *params[:3])
        scores, dense = time_distributed_forward(h, *params[3:])
        return scores, cache, dense

    def clipped(grads):
        norm = np.sqrt(sum(np.sum(g * g) for g in grads))
        return grads if norm <= 5 else [g * 5 / norm for g in grads]

    x = np.eye(4)[encode("hello")]
    labels = encode("ohlol")
    params = [
        rng.normal(0, 0.5, (4, hidden_size)),
        np.linalg.qr(rng.normal(0, 1, (hidden_size, hidden_size)))[0],
        np.zeros(hidden_size),
        rng.normal(0, 0.1, (hidden_size, 4)),
        np.zeros(4),
    ]
    losses = np.zeros(epochs)
    for e in range(epochs):
        scores, cache, dense = scores_of(params)
        losses[e], dscores = sequence_cross_entropy(scores, labels)
        dh, dWy, dby = time_distributed_backward(dscores, dense)
        grads = clipped([*rnn_backward(dh, cache)[2:], dWy, dby])
        params = [p - lr * g for p, g in zip(params, grads)]
    best = np.argmax(scores_of(params)[0], axis=2)[0]
    return "".join(LETTERS[i] for i in best), losses
