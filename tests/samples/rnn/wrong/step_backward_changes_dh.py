# wrong: rnn_step_backward: leaves dz in the array of the caller
# known: changes-dh
"""Everything in plain Python loops over sequences, steps and units."""

import math

import numpy as np


def check(name, array, *wanted):
    got = np.shape(array)
    if len(got) != len(wanted) or any(w is not None and w != g for g, w in zip(got, wanted)):
        raise ValueError(f"{name} has shape {got}, wanted {wanted}")
    return got


def check_steps(name, T):
    if T == 0:
        raise ValueError(f"{name} got 0 time steps, wanted at least one")


def softmax(scores):
    if np.ndim(scores) == 0:
        raise ValueError("scores is a single number, wanted at least one axis")
    out = np.zeros(scores.shape)
    for index in np.ndindex(*scores.shape[:-1]):
        row = scores[index]
        top = max(row)
        powers = [math.exp(s - top) for s in row]
        total = sum(powers)
        for c in range(len(row)):
            out[index + (c,)] = powers[c] / total
    return out


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = check("x", x, None, None)
    _, H = check("h_prev", h_prev, N, None)
    check("Wx", Wx, D, H)
    check("Wh", Wh, H, H)
    check("b", b, H)
    h = np.zeros((N, H))
    for n in range(N):
        for j in range(H):
            z = b[j]
            for d in range(D):
                z += x[n, d] * Wx[d, j]
            for i in range(H):
                z += h_prev[n, i] * Wh[i, j]
            h[n, j] = math.tanh(z)
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    N, D = x.shape
    H = Wh.shape[0]
    check("dh", dh, N, H)
    dx, dh_prev = np.zeros((N, D)), np.zeros((N, H))
    dWx, dWh, db = np.zeros((D, H)), np.zeros((H, H)), np.zeros(H)
    for n in range(N):
        for j in range(H):
            dh[n, j] *= 1 - h[n, j] ** 2
            dz = dh[n, j]
            db[j] += dz
            for d in range(D):
                dx[n, d] += dz * Wx[d, j]
                dWx[d, j] += dz * x[n, d]
            for i in range(H):
                dh_prev[n, i] += dz * Wh[i, j]
                dWh[i, j] += dz * h_prev[n, i]
    return dx, dh_prev, dWx, dWh, db


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = check("x", x, None, None, None)
    check_steps("x", T)
    _, H = check("h0", h0, N, None)
    h = np.zeros((N, T, H))
    caches = []
    state = h0
    for t in range(T):
        state, cache = rnn_step_forward(x[:, t], state, Wx, Wh, b)
        caches.append(cache)
        for n in range(N):
            for j in range(H):
                h[n, t, j] = state[n, j]
    return h, caches


def rnn_backward(dh, cache):
    T = len(cache)
    x, h_prev, Wx, Wh, h = cache[0]
    N, D = x.shape
    H = Wh.shape[0]
    check("dh", dh, N, T, H)
    dx = np.zeros((N, T, D))
    dWx, dWh, db = np.zeros((D, H)), np.zeros((H, H)), np.zeros(H)
    carried = np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        total = np.zeros((N, H))
        for n in range(N):
            for j in range(H):
                total[n, j] = dh[n, t, j] + carried[n, j]
        dx[:, t], carried, one, two, three = rnn_step_backward(total, cache[t])
        for j in range(H):
            db[j] += three[j]
            for d in range(D):
                dWx[d, j] += one[d, j]
            for i in range(H):
                dWh[i, j] += two[i, j]
    return dx, carried, dWx, dWh, db


def logistic(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    power = math.exp(z)
    return power / (1 + power)


def time_distributed_forward(x, Wy, by, activation="linear"):
    N, T, D = check("x", x, None, None, None)
    check_steps("x", T)
    _, C = check("Wy", Wy, D, None)
    check("by", by, C)
    if activation not in ("linear", "sigmoid"):
        raise ValueError(f"activation got {activation!r}, wanted 'linear' or 'sigmoid'")
    y = np.zeros((N, T, C))
    for n in range(N):
        for t in range(T):
            for c in range(C):
                z = by[c]
                for d in range(D):
                    z += x[n, t, d] * Wy[d, c]
                y[n, t, c] = logistic(z) if activation == "sigmoid" else z
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    check("dy", dy, *y.shape)
    N, T, C = y.shape
    D = x.shape[2]
    dx, dWy, dby = np.zeros((N, T, D)), np.zeros((D, C)), np.zeros(C)
    for n in range(N):
        for t in range(T):
            for c in range(C):
                dz = dy[n, t, c]
                if activation == "sigmoid":
                    dz *= y[n, t, c] * (1 - y[n, t, c])
                dby[c] += dz
                for d in range(D):
                    dx[n, t, d] += dz * Wy[d, c]
                    dWy[d, c] += dz * x[n, t, d]
    return dx, dWy, dby


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = check("scores", scores, None, None, None)
    check_steps("scores", T)
    check("labels", labels, N, T)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels are {labels.dtype}, wanted integers")
    if mask is not None:
        check("mask", mask, N, T)
    steps = [(n, t) for n in range(N) for t in range(T) if mask is None or mask[n, t]]
    loss = 0.0
    dscores = np.zeros((N, T, C))
    for n, t in steps:
        label = int(labels[n, t])
        if label < 0 or label >= C:
            raise ValueError(f"labels[{n}, {t}] is {label}, wanted 0 to {C - 1}")
        row = [float(s) for s in scores[n, t]]
        top = max(row)
        total = sum(math.exp(s - top) for s in row)
        loss += math.log(total) + top - row[label]
        for c in range(C):
            dscores[n, t, c] = (math.exp(row[c] - top) / total - (c == label)) / len(steps)
    return (loss / len(steps) if steps else 0.0), dscores


def stacked_rnn_forward(x, h0, layers):
    check("x", x, None, None, None)
    if len(h0) != len(layers):
        raise ValueError(f"h0 has {len(h0)} states, wanted one for each of the {len(layers)} layers")
    last = []
    h = x
    for l in range(len(layers)):
        Wx, Wh, b = layers[l]
        try:
            h, _ = rnn_forward(h, h0[l], Wx, Wh, b)
        except ValueError as error:
            raise ValueError(f"h0[{l}] or layers[{l}]: {error}")
        last.append(h[:, -1])
    return h, last


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = check("x", x, None, None, None)
    check_steps("x", T)
    H, _ = check("forward: Wh", forward[1], None, None)
    check("forward: Wx", forward[0], D, H)
    check("forward: b", forward[2], H)
    check("backward: Wx", backward[0], D, H)
    check("backward: Wh", backward[1], H, H)
    check("backward: b", backward[2], H)
    ahead, first = rnn_forward(x, np.zeros((N, H)), *forward)
    back, second = rnn_forward(x[:, ::-1], np.zeros((N, H)), *backward)
    h = np.zeros((N, T, 2 * H))
    for t in range(T):
        h[:, t, :H] = ahead[:, t]
        h[:, t, H:] = back[:, T - 1 - t]
    return h, (first, second)


def bidirectional_rnn_backward(dh, cache):
    first, second = cache
    N, H = first[0][-1].shape
    T = len(first)
    check("dh", dh, N, T, 2 * H)
    dx, _, *one = rnn_backward(dh[:, :, :H], first)
    reversed_dx, _, *two = rnn_backward(dh[:, ::-1, H:], second)
    for t in range(T):
        dx[:, t] += reversed_dx[:, T - 1 - t]
    return dx, tuple(one), tuple(two)


def train_hello(hidden_size, epochs, lr, rng):
    letters = "helo"
    x = np.zeros((1, 5, 4))
    labels = np.zeros((1, 5), dtype=int)
    for t in range(5):
        x[0, t, letters.index("hello"[t])] = 1.0
        labels[0, t] = letters.index("ohlol"[t])
    H = hidden_size
    Wx = rng.normal(0, 0.3, (4, H))
    Wh = rng.normal(0, 0.3, (H, H))
    b = np.zeros(H)
    Wy = rng.normal(0, 0.3, (H, 4))
    by = np.zeros(4)
    h0 = np.zeros((1, H))
    losses = np.zeros(epochs)
    for e in range(epochs):
        h, cache = rnn_forward(x, h0, Wx, Wh, b)
        y, top = time_distributed_forward(h, Wy, by)
        losses[e], dy = sequence_cross_entropy(y, labels)
        dh, dWy, dby = time_distributed_backward(dy, top)
        _, _, dWx, dWh, db = rnn_backward(dh, cache)
        norm = math.sqrt(sum(float((g**2).sum()) for g in (dWx, dWh, db, dWy, dby)))
        scale = lr * (5 / norm if norm > 5 else 1)
        Wx, Wh, b = Wx - scale * dWx, Wh - scale * dWh, b - scale * db
        Wy, by = Wy - scale * dWy, by - scale * dby
    h, _ = rnn_forward(x, h0, Wx, Wh, b)
    y, _ = time_distributed_forward(h, Wy, by)
    text = ""
    for t in range(5):
        text += letters[int(np.argmax(y[0, t]))]
    return text, losses
