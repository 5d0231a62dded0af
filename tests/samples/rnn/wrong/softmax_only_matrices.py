# wrong: softmax: refuses a single row of scores
"""Time is a scan: itertools.accumulate forwards and backwards; long sums by math.fsum."""

from itertools import accumulate
from math import fsum

import numpy as np


def like(argument, array, shape):
    if np.shape(array) != tuple(shape):
        raise ValueError(f"{argument} does not fit: wanted {tuple(shape)}, got {np.shape(array)}")


def sequence(argument, array):
    if np.ndim(array) != 3 or np.shape(array)[1] == 0:
        raise ValueError(f"{argument} does not fit: wanted (N, T >= 1, D), got {np.shape(array)}")
    return array.shape


def matrix(argument, array):
    if np.ndim(array) != 2:
        raise ValueError(f"{argument} does not fit: wanted a matrix, got {np.shape(array)}")
    return array.shape


def precise(parts):
    """Sum arrays entry by entry without rounding on the way."""
    parts = [np.asarray(p) for p in parts]
    sums = [fsum(values) for values in zip(*(p.ravel().tolist() for p in parts))]
    return np.array(sums, dtype=float).reshape(parts[0].shape)


def softmax(scores):
    if np.ndim(scores) < 2:
        raise ValueError("scores does not fit: wanted two axes or more")
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    totals = np.array([fsum(row) for row in powers.reshape(-1, powers.shape[-1])]).reshape(*powers.shape[:-1], 1)
    return powers / totals


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = matrix("x", x)
    _, H = matrix("h_prev", h_prev)
    like("h_prev", h_prev, (N, H))
    like("Wx", Wx, (D, H))
    like("Wh", Wh, (H, H))
    like("b", b, (H,))
    h = np.tanh(x @ Wx + (h_prev @ Wh + b))
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    like("dh", dh, h.shape)
    dz = dh * (1 - h * h)
    return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, precise(dz)


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = sequence("x", x)
    _, H = matrix("h0", h0)
    like("h0", h0, (N, H))
    like("Wx", Wx, (D, H))
    like("Wh", Wh, (H, H))
    like("b", b, (H,))
    states = list(accumulate(np.moveaxis(x, 1, 0), lambda h, xt: np.tanh(xt @ Wx + h @ Wh + b), initial=h0))
    return np.stack(states[1:], 1), (x, states, Wx, Wh)


def rnn_backward(dh, cache):
    x, states, Wx, Wh = cache
    N, T, _ = x.shape
    like("dh", dh, (N, T, len(Wh)))
    slopes = [1 - h * h for h in states[1:]]
    scan = accumulate(
        range(T - 2, -1, -1),
        lambda dz, t: (dh[:, t] + dz @ Wh.T) * slopes[t],
        initial=dh[:, -1] * slopes[-1],
    )
    dz = list(scan)[::-1]
    dWx = precise([x[:, t].T @ dz[t] for t in range(T)])
    dWh = precise([states[t].T @ dz[t] for t in range(T)])
    return np.stack([d @ Wx.T for d in dz], 1), dz[0] @ Wh.T, dWx, dWh, precise([row for d in dz for row in d])


def time_distributed_forward(x, Wy, by, activation="linear"):
    N, T, D = sequence("x", x)
    _, C = matrix("Wy", Wy)
    like("Wy", Wy, (D, C))
    like("by", by, (C,))
    if activation not in ("linear", "sigmoid"):
        raise ValueError(f"activation does not fit: wanted 'linear' or 'sigmoid', got {activation!r}")
    y = np.stack([x[n] @ Wy + by for n in range(N)])
    if activation == "sigmoid":
        y = np.exp(np.minimum(y, 0)) / (1 + np.exp(-np.abs(y)))
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    like("dy", dy, y.shape)
    dz = dy * (y * (1 - y) if activation == "sigmoid" else 1.0)
    return dz @ Wy.T, precise([a.T @ d for a, d in zip(x, dz)]), precise(dz.reshape(-1, dz.shape[-1]))


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = sequence("scores", scores)
    like("labels", labels, (N, T))
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels does not fit: wanted integers, got {labels.dtype}")
    if mask is not None:
        like("mask", mask, (N, T))
    where = [(n, t) for n in range(N) for t in range(T) if mask is None or mask[n][t]]
    terms, d = [], np.zeros(scores.shape)
    for i in where:
        k = int(labels[i])
        if not 0 <= k < C:
            raise ValueError(f"labels does not fit: wanted 0 to {C - 1}, got {k} at {i}")
        z = scores[i] - scores[i].max()
        log_sum = np.log(fsum(np.exp(z)))
        terms.append(log_sum - z[k])
        d[i] = np.exp(z - log_sum) / len(where)
        d[i + (k,)] -= 1 / len(where)
    return (fsum(terms) / len(where) if where else 0.0), d


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"h0 does not fit: wanted {len(layers)} states, got {len(h0)}")
    outputs = list(accumulate(zip(h0, layers), lambda h, layer: rnn_forward(h, layer[0], *layer[1])[0], initial=x))
    return outputs[-1], [h[:, -1] for h in outputs[1:]]


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = sequence("x", x)
    H, _ = matrix("forward[1]", forward[1])
    for side, weights in {"forward": forward, "backward": backward}.items():
        for i, shape in enumerate([(D, H), (H, H), (H,)]):
            like(f"{side}[{i}]", weights[i], shape)
    zero = np.zeros((N, H))
    h, a = rnn_forward(x, zero, *forward)
    g, b = rnn_forward(x[:, ::-1], zero, *backward)
    return np.concatenate([h, g[:, ::-1]], -1), (a, b)


def bidirectional_rnn_backward(dh, cache):
    a, b = cache
    N, T, _ = a[0].shape
    H = len(a[3])
    like("dh", dh, (N, T, 2 * H))
    dx, _, *da = rnn_backward(dh[..., :H], a)
    dx_reversed, _, *db = rnn_backward(dh[:, ::-1, H:], b)
    return dx + dx_reversed[:, ::-1], tuple(da), tuple(db)


def train_hello(hidden_size, epochs, lr, rng):
    letters = "helo"
    x = np.eye(4)[[[letters.index(c) for c in "hello"]]]
    labels = np.array([[letters.index(c) for c in "ohlol"]])
    h0 = np.zeros((1, hidden_size))

    def run(params):
        h, bptt = rnn_forward(x, h0, *params[:3])
        scores, dense = time_distributed_forward(h, *params[3:])
        loss, dscores = sequence_cross_entropy(scores, labels)
        return scores, loss, (bptt, dense, dscores)

    def descend(params, _):
        _, _, (bptt, dense, dscores) = run(params)
        dh, *dense_grads = time_distributed_backward(dscores, dense)
        grads = [*rnn_backward(dh, bptt)[2:], *dense_grads]
        norm = fsum(value * value for g in grads for value in g.ravel()) ** 0.5
        return [p - lr * min(1.0, 5.0 / norm) * g for p, g in zip(params, grads)]

    start = [
        0.5 * rng.standard_normal(shape)
        for shape in ((4, hidden_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size, 4), (4,))
    ]
    start[1] /= 2
    path = [run(params)[:2] for params in accumulate(range(epochs), descend, initial=start)]
    text = "".join(letters[i] for i in path[-1][0][0].argmax(-1))
    return text, [loss for _, loss in path[:-1]]
