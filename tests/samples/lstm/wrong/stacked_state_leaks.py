# wrong: stacked_lstm_forward: a layer starts where the one below ended, if they are of one size
"""One number at a time: plain loops over samples, steps and units, on Python lists."""
import math

import numpy as np


def need(condition, message):
    if not condition:
        raise ValueError(message)


def check_cell(x, states, Wx, Wh, b):
    need(np.ndim(x) == 2, f"x should have two axes, it has shape {np.shape(x)}")
    need(np.ndim(Wh) == 2, f"Wh should have two axes, it has shape {np.shape(Wh)}")
    N, D = np.shape(x)
    H = np.shape(Wh)[0]
    for name, state in states.items():
        need(np.shape(state) == (N, H), f"{name} is {np.shape(state)}, x and Wh ask for {(N, H)}")
    need(np.shape(Wh) == (H, 4 * H), f"Wh is {np.shape(Wh)}, should be {(H, 4 * H)}")
    need(np.shape(Wx) == (D, 4 * H), f"Wx is {np.shape(Wx)}, x and Wh ask for {(D, 4 * H)}")
    need(np.shape(b) == (4 * H,), f"b is {np.shape(b)}, should be {(4 * H,)}")
    return N, D, H


def check_gradients(shape, dh, dc):
    need(np.shape(dh) == shape, f"dh is {np.shape(dh)}, should be {shape}")
    need(np.shape(dc) == shape, f"dc is {np.shape(dc)}, should be {shape}")


def squash(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


def sigmoid(z):
    out = np.empty(np.shape(z))
    for at in np.ndindex(out.shape):
        out[at] = squash(float(z[at]))
    return out


def columns(W):
    return [[float(v) for v in column] for column in np.asarray(W).T]


def one_sample_forward(x, h, c, wx, wh, b):
    H = len(h)
    z = []
    for column in range(4 * H):
        total = b[column]
        for a, w in zip(x, wx[column]):
            total += a * w
        for a, w in zip(h, wh[column]):
            total += a * w
        z.append(total)
    i = [squash(v) for v in z[:H]]
    f = [squash(v) for v in z[H : 2 * H]]
    g = [math.tanh(v) for v in z[2 * H : 3 * H]]
    o = [squash(v) for v in z[3 * H :]]
    new_c = [f[j] * c[j] + i[j] * g[j] for j in range(H)]
    new_h = [o[j] * math.tanh(new_c[j]) for j in range(H)]
    return new_h, new_c, (x, h, c, i, f, g, o, new_c)


def one_sample_backward(dh, dc, memory, wx, wh, dWx, dWh, db):
    """Adds to the lists dWx, dWh, db and returns dx, dh_prev, dc_prev."""
    x, h, c, i, f, g, o, new_c = memory
    H, D = len(h), len(x)
    dz = [0.0] * (4 * H)
    dc_prev = []
    for j in range(H):
        squashed = math.tanh(new_c[j])
        total = dc[j] + dh[j] * o[j] * (1 - squashed * squashed)
        dz[j] = total * g[j] * i[j] * (1 - i[j])
        dz[H + j] = total * c[j] * f[j] * (1 - f[j])
        dz[2 * H + j] = total * i[j] * (1 - g[j] * g[j])
        dz[3 * H + j] = dh[j] * squashed * o[j] * (1 - o[j])
        dc_prev.append(total * f[j])
    dx, dh_prev = [0.0] * D, [0.0] * H
    for column, value in enumerate(dz):
        db[column] += value
        weights, grads = wx[column], dWx[column]
        for d in range(D):
            dx[d] += value * weights[d]
            grads[d] += value * x[d]
        weights, grads = wh[column], dWh[column]
        for j in range(H):
            dh_prev[j] += value * weights[j]
            grads[j] += value * h[j]
    return dx, dh_prev, dc_prev


def lstm_gates(x, h_prev, Wx, Wh, b):
    N, D, H = check_cell(x, {"h_prev": h_prev}, Wx, Wh, b)
    gates = [np.empty((N, H)) for _ in range(4)]
    for n in range(N):
        for k in range(4):
            for j in range(H):
                z = b[k * H + j]
                for d in range(D):
                    z += x[n, d] * Wx[d, k * H + j]
                for m in range(H):
                    z += h_prev[n, m] * Wh[m, k * H + j]
                gates[k][n, j] = math.tanh(z) if k == 2 else squash(z)
    return gates


def lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b):
    check_cell(x, {"h_prev": h_prev, "c_prev": c_prev}, Wx, Wh, b)
    h, c, cache = lstm_forward(x[:, None], h_prev, c_prev, Wx, Wh, b)
    return h[:, 0], c[:, 0], cache


def lstm_step_backward(dh, dc, cache):
    N, _, _, H = cache["sizes"]
    check_gradients((N, H), dh, dc)
    dx, *others = lstm_backward(dh[:, None], dc[:, None], cache)
    return [dx[:, 0], *others]


def lstm_forward(x, h0, c0, Wx, Wh, b):
    need(np.ndim(x) == 3 and np.shape(x)[1] > 0, f"x should be (N, T, D) with a step in it, it is {np.shape(x)}")
    N, D, H = check_cell(x[:, 0], {"h0": h0, "c0": c0}, Wx, Wh, b)
    T = x.shape[1]
    wx, wh, bias = columns(Wx), columns(Wh), [float(v) for v in b]
    all_h, all_c, memories = [], [], []
    for n in range(N):
        h, c = [float(v) for v in h0[n]], [float(v) for v in c0[n]]
        hs, cs, ms = [], [], []
        for t in range(T):
            h, c, memory = one_sample_forward([float(v) for v in x[n, t]], h, c, wx, wh, bias)
            hs.append(h)
            cs.append(c)
            ms.append(memory)
        all_h.append(hs)
        all_c.append(cs)
        memories.append(ms)
    cache = {"sizes": (N, T, D, H), "memories": memories, "wx": wx, "wh": wh}
    return np.array(all_h), np.array(all_c), cache


def lstm_backward(dh, dc, cache):
    N, T, D, H = cache["sizes"]
    check_gradients((N, T, H), dh, dc)
    wx, wh = cache["wx"], cache["wh"]
    dWx, dWh, db = [[0.0] * D for _ in wx], [[0.0] * H for _ in wh], [0.0] * (4 * H)
    dx = np.empty((N, T, D))
    dh0, dc0 = [], []
    for n in range(N):
        later_h, later_c = [0.0] * H, [0.0] * H
        for t in range(T - 1, -1, -1):
            at_h = [float(dh[n, t, j]) + later_h[j] for j in range(H)]
            at_c = [float(dc[n, t, j]) + later_c[j] for j in range(H)]
            row, later_h, later_c = one_sample_backward(
                at_h, at_c, cache["memories"][n][t], wx, wh, dWx, dWh, db
            )
            dx[n, t] = row
        dh0.append(later_h)
        dc0.append(later_c)
    return dx, np.array(dh0), np.array(dc0), np.array(dWx).T, np.array(dWh).T, np.array(db)


def cell_path_gradient(f, t, k):
    need(np.ndim(f) == 3 and np.shape(f)[1] > 0, f"f should be (N, T, H) with a step in it, it is {np.shape(f)}")
    for name, value in (("t", t), ("k", k)):
        need(isinstance(value, (int, np.integer)), f"{name} should be an integer, it is {value!r}")
    N, T, H = f.shape
    need(0 <= k <= t < T, f"k = {k} and t = {t} should satisfy 0 <= k <= t < {T}")
    path = np.ones((N, H))
    for n in range(N):
        for j in range(H):
            for step in range(k + 1, t + 1):
                path[n, j] *= f[n, step, j]
    return path


def init_lstm(D, H, rng, forget_bias=1.0):
    bound = 1 / math.sqrt(H)

    def draw(rows):
        return np.array([[bound * (2 * rng.random() - 1) for _ in range(4 * H)] for _ in range(rows)])

    b = np.zeros(4 * H)
    for j in range(H):
        b[H + j] = forget_bias
    return draw(D), draw(H), b


def stacked_lstm_forward(x, layers):
    need(np.ndim(x) == 3, f"x should have three axes, it has shape {np.shape(x)}")
    h_last, c_last = [], []
    for Wx, Wh, b in layers:
        start = h_last[-1] if h_last and h_last[-1].shape[1] == len(Wh) else np.zeros((len(x), len(Wh)))
        x, c, _ = lstm_forward(x, start, start, Wx, Wh, b)
        h_last.append(x[:, -1])
        c_last.append(c[:, -1])
    return x, (h_last, c_last)


def bidirectional_lstm_forward(x, forward, backward):
    need(np.ndim(x) == 3, f"x should have three axes, it has shape {np.shape(x)}")
    need(np.shape(forward[1]) == np.shape(backward[1]), "forward and backward have different sizes")
    N, T, _ = x.shape
    H = len(forward[1])
    start = np.zeros((N, H))
    ahead = lstm_forward(x, start, start, *forward)[0]
    back = lstm_forward(x[:, ::-1], start, start, *backward)[0]
    out = np.empty((N, T, 2 * H))
    for n in range(N):
        for t in range(T):
            out[n, t, :H] = ahead[n, t]
            out[n, t, H:] = back[n, T - 1 - t]
    return out


def fit_square(epochs, lr, rng):
    points = [0.01 + 0.99 * k / 599 for k in range(600)]
    x = np.array(points).reshape(1, 100, 6)
    y = np.array([p * p + 0.005 * rng.standard_normal() for p in points]).reshape(100, 6)
    Wx, Wh, b = init_lstm(6, 10, rng)
    Wy = np.array([[(2 * rng.random() - 1) / math.sqrt(10) for _ in range(6)] for _ in range(10)])
    by = np.zeros(6)
    start = np.zeros((1, 10))
    losses = []
    for _ in range(epochs):
        h, _, cache = lstm_forward(x, start, start, Wx, Wh, b)
        prediction = h[0] @ Wy + by
        error = prediction - y
        losses.append(float(sum(e * e for e in error.ravel()) / 600))
        dy = error / 300
        _, _, _, dWx, dWh, db = lstm_backward((dy @ Wy.T)[None], np.zeros((1, 100, 10)), cache)
        grads = [dWx, dWh, db, h[0].T @ dy, dy.sum(axis=0)]
        norm = math.sqrt(sum(float((grad * grad).sum()) for grad in grads))
        if norm > 1:
            grads = [grad / norm for grad in grads]
        Wx, Wh, b, Wy, by = [w - lr * grad for w, grad in zip((Wx, Wh, b, Wy, by), grads)]
    h, _, _ = lstm_forward(x, start, start, Wx, Wh, b)
    return h[0] @ Wy + by, losses
