# wrong: sequence_cross_entropy: turns the labels round when N = T
# The way a first course does it: sequence functions call the step functions and add up with +=.
import numpy as np


def softmax(scores):
    if len(np.shape(scores)) < 1:
        raise ValueError("scores must be at least 1-D, got 0-D")
    m = scores.max(axis=-1, keepdims=True)
    exps = np.exp(scores - m)
    return exps / np.sum(exps, axis=-1, keepdims=True)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    if x.ndim != 2:
        raise ValueError(f"x must be 2-D (N, D), got {x.shape}")
    if h_prev.ndim != 2:
        raise ValueError(f"h_prev must be 2-D (N, H), got {h_prev.shape}")
    N, D = x.shape
    H = h_prev.shape[1]
    if h_prev.shape[0] != N:
        raise ValueError(f"h_prev must have {N} rows, got {h_prev.shape}")
    if Wx.shape != (D, H):
        raise ValueError(f"Wx must be {(D, H)}, got {Wx.shape}")
    if Wh.shape != (H, H):
        raise ValueError(f"Wh must be {(H, H)}, got {Wh.shape}")
    if b.shape != (H,):
        raise ValueError(f"b must be {(H,)}, got {b.shape}")
    a = np.dot(x, Wx) + np.dot(h_prev, Wh) + b
    h = np.tanh(a)
    cache = (x, h_prev, Wx, Wh, b, h)
    return h, cache


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, b, h = cache
    if dh.shape != h.shape:
        raise ValueError(f"dh must be {h.shape}, got {dh.shape}")
    da = dh * (1 - h**2)
    dx = np.dot(da, Wx.T)
    dh_prev = np.dot(da, Wh.T)
    dWx = np.dot(x.T, da)
    dWh = np.dot(h_prev.T, da)
    db = np.sum(da, axis=0)
    return dx, dh_prev, dWx, dWh, db


def rnn_forward(x, h0, Wx, Wh, b):
    if x.ndim != 3:
        raise ValueError(f"x must be 3-D (N, T, D), got {x.shape}")
    if h0.ndim != 2 or h0.shape[0] != x.shape[0]:
        raise ValueError(f"h0 must be ({x.shape[0]}, H), got {h0.shape}")
    N, T, D = x.shape
    if T == 0:
        raise ValueError(f"x must have T >= 1, got {x.shape}")
    H = h0.shape[1]
    h = np.zeros((N, T, H))
    cache = []
    h_prev = h0
    for t in range(T):
        h_prev, step_cache = rnn_step_forward(x[:, t, :], h_prev, Wx, Wh, b)
        h[:, t, :] = h_prev
        cache.append(step_cache)
    return h, cache


def rnn_backward(dh, cache):
    x, h_prev, Wx, Wh, b, h = cache[0]
    N, D = x.shape
    H = h.shape[1]
    T = len(cache)
    if dh.shape != (N, T, H):
        raise ValueError(f"dh must be {(N, T, H)}, got {dh.shape}")
    dx = np.zeros((N, T, D))
    dWx = np.zeros((D, H))
    dWh = np.zeros((H, H))
    db = np.zeros(H)
    dh_prev = np.zeros((N, H))
    for t in reversed(range(T)):
        dx_t, dh_prev, dWx_t, dWh_t, db_t = rnn_step_backward(dh[:, t, :] + dh_prev, cache[t])
        dx[:, t, :] = dx_t
        dWx += dWx_t
        dWh += dWh_t
        db += db_t
    dh0 = dh_prev
    return dx, dh0, dWx, dWh, db


def time_distributed_forward(x, Wy, by, activation="linear"):
    if x.ndim != 3 or x.shape[1] == 0:
        raise ValueError(f"x must be 3-D (N, T, D) with T >= 1, got {x.shape}")
    if Wy.ndim != 2 or Wy.shape[0] != x.shape[2]:
        raise ValueError(f"Wy must be ({x.shape[2]}, C), got {Wy.shape}")
    if by.shape != (Wy.shape[1],):
        raise ValueError(f"by must be ({Wy.shape[1]},), got {by.shape}")
    N, T, D = x.shape
    C = Wy.shape[1]
    y = np.zeros((N, T, C))
    for t in range(T):
        z = np.dot(x[:, t, :], Wy) + by
        if activation == "linear":
            y[:, t, :] = z
        elif activation == "sigmoid":
            y[:, t, :] = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))
        else:
            raise ValueError(f"activation must be linear or sigmoid, got {activation}")
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    if dy.shape != y.shape:
        raise ValueError(f"dy must be {y.shape}, got {dy.shape}")
    dx = np.zeros_like(x)
    dWy = np.zeros_like(Wy)
    dby = np.zeros(Wy.shape[1])
    for t in range(x.shape[1]):
        dz = dy[:, t, :]
        if activation == "sigmoid":
            dz = dz * y[:, t, :] * (1 - y[:, t, :])
        dx[:, t, :] = np.dot(dz, Wy.T)
        dWy += np.dot(x[:, t, :].T, dz)
        dby += np.sum(dz, axis=0)
    return dx, dWy, dby


def sequence_cross_entropy(scores, labels, mask=None):
    if scores.ndim != 3 or scores.shape[1] == 0:
        raise ValueError(f"scores must be 3-D (N, T, C) with T >= 1, got {scores.shape}")
    N, T, C = scores.shape
    if labels.shape != (N, T):
        raise ValueError(f"labels must be {(N, T)}, got {labels.shape}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if mask is None:
        mask = np.ones((N, T), dtype=bool)
    if mask.shape != (N, T):
        raise ValueError(f"mask must be {(N, T)}, got {mask.shape}")
    if np.any((labels[mask] < 0) | (labels[mask] >= C)):
        raise ValueError(f"labels must be between 0 and {C - 1}, got {labels[mask]}")
    if N == T:
        labels = labels.T
    count = mask.sum()
    dscores = np.zeros((N, T, C))
    loss = 0.0
    if count == 0:
        return loss, dscores
    for t in range(T):
        for n in range(N):
            if mask[n, t]:
                s = scores[n, t] - scores[n, t].max()
                log_probs = s - np.log(np.sum(np.exp(s)))
                loss += -log_probs[labels[n, t]]
                dscores[n, t] = np.exp(log_probs)
                dscores[n, t, labels[n, t]] -= 1
    return loss / count, dscores / count


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"h0 must have {len(layers)} states, got {len(h0)}")
    h = x
    h_last = []
    for l in range(len(layers)):
        Wx, Wh, b = layers[l]
        h, _ = rnn_forward(h, h0[l], Wx, Wh, b)
        h_last.append(h[:, -1, :])
    return h, h_last


def bidirectional_rnn_forward(x, forward, backward):
    if x.ndim != 3:
        raise ValueError(f"x must be 3-D (N, T, D), got {x.shape}")
    if forward[1].shape != backward[1].shape:
        raise ValueError(f"forward and backward must have as many units, got {forward[1].shape} and {backward[1].shape}")
    N, T, D = x.shape
    H = forward[1].shape[0]
    h_f, cache_f = rnn_forward(x, np.zeros((N, H)), *forward)
    h_b, cache_b = rnn_forward(x[:, ::-1, :], np.zeros((N, H)), *backward)
    h = np.concatenate((h_f, h_b[:, ::-1, :]), axis=2)
    return h, (cache_f, cache_b)


def bidirectional_rnn_backward(dh, cache):
    cache_f, cache_b = cache
    N, H = cache_f[0][5].shape
    T = len(cache_f)
    if dh.shape != (N, T, 2 * H):
        raise ValueError(f"dh must be {(N, T, 2 * H)}, got {dh.shape}")
    dx_f, _, dWx_f, dWh_f, db_f = rnn_backward(dh[:, :, :H], cache_f)
    dx_b, _, dWx_b, dWh_b, db_b = rnn_backward(dh[:, ::-1, H:], cache_b)
    return dx_f + dx_b[:, ::-1, :], (dWx_f, dWh_f, db_f), (dWx_b, dWh_b, db_b)


def train_hello(hidden_size, epochs, lr, rng):
    chars = ["h", "e", "l", "o"]
    x = np.zeros((1, 5, 4))
    labels = np.zeros((1, 5), dtype=int)
    for t in range(5):
        x[0, t, chars.index("hello"[t])] = 1
        labels[0, t] = chars.index("ohlol"[t])
    Wx = rng.standard_normal((4, hidden_size)) * 0.5
    Wh = rng.standard_normal((hidden_size, hidden_size)) * 0.1
    b = np.zeros(hidden_size)
    Wy = rng.standard_normal((hidden_size, 4)) * 0.5
    by = np.zeros(4)
    h0 = np.zeros((1, hidden_size))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        h, cache = rnn_forward(x, h0, Wx, Wh, b)
        scores, cache_y = time_distributed_forward(h, Wy, by)
        losses[epoch], dscores = sequence_cross_entropy(scores, labels)
        dh, dWy, dby = time_distributed_backward(dscores, cache_y)
        dx, dh0, dWx, dWh, db = rnn_backward(dh, cache)
        total = 0.0
        for grad in (dWx, dWh, db, dWy, dby):
            total += np.sum(grad**2)
        norm = np.sqrt(total)
        if norm > 5:
            for grad in (dWx, dWh, db, dWy, dby):
                grad *= 5 / norm
        Wx -= lr * dWx
        Wh -= lr * dWh
        b -= lr * db
        Wy -= lr * dWy
        by -= lr * dby
    h, _ = rnn_forward(x, h0, Wx, Wh, b)
    scores, _ = time_distributed_forward(h, Wy, by)
    return "".join(chars[i] for i in scores[0].argmax(axis=1)), losses
