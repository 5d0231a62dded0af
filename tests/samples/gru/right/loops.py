# GRU with plain Python loops: one sample, one unit, one sum at a time.
import math

import numpy as np


def check(name, array, *shape):
    if np.shape(array) != shape:
        raise ValueError(f"{name}: wanted shape {shape}, got {np.shape(array)}")


def check_step(x, h_prev, Wx, Wh, **biases):
    for name, array in (("x", x), ("h_prev", h_prev), ("Wx", Wx), ("Wh", Wh)):
        if np.ndim(array) != 2:
            raise ValueError(f"{name}: wanted two axes, got shape {np.shape(array)}")
    (n, d), h = np.shape(x), np.shape(h_prev)[1]
    check("h_prev", h_prev, n, h)
    check("Wx", Wx, d, 3 * h)
    check("Wh", Wh, h, 3 * h)
    for name, bias in biases.items():
        check(name, bias, 3 * h)


def check_sequence(x, h0, Wx, Wh, **biases):
    if np.ndim(x) != 3 or np.shape(x)[1] < 1:
        raise ValueError(f"x: wanted (N, T, D) with at least one step, got {np.shape(x)}")
    if np.ndim(h0) != 2:
        raise ValueError(f"h0: wanted (N, H), got {np.shape(h0)}")
    try:
        check_step(x[:, 0], h0, Wx, Wh, **biases)
    except ValueError as error:
        raise ValueError(str(error).replace("h_prev", "h0")) from None


def sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    e = math.exp(v)
    return e / (1 + e)


def dot(vector, matrix, column):
    total = 0.0
    for i in range(len(vector)):
        total += float(vector[i]) * float(matrix[i][column])
    return total


def gru_step_forward(x, h_prev, Wx, Wh, b):
    check_step(x, h_prev, Wx, Wh, b=b)
    N, H = h_prev.shape
    h, r, z, n = (np.zeros((N, H)) for _ in range(4))
    for s in range(N):
        for j in range(H):
            r[s, j] = sigmoid(dot(x[s], Wx, j) + dot(h_prev[s], Wh, j) + b[j])
            z[s, j] = sigmoid(dot(x[s], Wx, H + j) + dot(h_prev[s], Wh, H + j) + b[H + j])
        scaled = [r[s, i] * h_prev[s, i] for i in range(H)]
        for j in range(H):
            n[s, j] = math.tanh(dot(x[s], Wx, 2 * H + j) + dot(scaled, Wh, 2 * H + j) + b[2 * H + j])
            h[s, j] = z[s, j] * h_prev[s, j] + (1 - z[s, j]) * n[s, j]
    return h, {"x": x, "h_prev": h_prev, "Wx": Wx, "Wh": Wh, "r": r, "z": z, "n": n}


def gru_step_backward(dh, cache):
    x, h_prev, Wx, Wh = cache["x"], cache["h_prev"], cache["Wx"], cache["Wh"]
    r, z, n = cache["r"], cache["z"], cache["n"]
    check("dh", dh, *h_prev.shape)
    (N, D), H = x.shape, h_prev.shape[1]
    dx, dh_prev, dWx, dWh, db = (np.zeros(a) for a in ((N, D), (N, H), (D, 3 * H), (H, 3 * H), 3 * H))
    for s in range(N):
        delta = [0.0] * (3 * H)
        for j in range(H):
            delta[2 * H + j] = dh[s, j] * (1 - z[s, j]) * (1 - n[s, j] * n[s, j])
            delta[H + j] = dh[s, j] * (h_prev[s, j] - n[s, j]) * z[s, j] * (1 - z[s, j])
            dh_prev[s, j] += dh[s, j] * z[s, j]
        for i in range(H):
            back = 0.0
            for j in range(H):
                back += Wh[i, 2 * H + j] * delta[2 * H + j]
            delta[i] = back * h_prev[s, i] * r[s, i] * (1 - r[s, i])
            dh_prev[s, i] += back * r[s, i]
        for k in range(3 * H):
            db[k] += delta[k]
            for i in range(D):
                dx[s, i] += Wx[i, k] * delta[k]
                dWx[i, k] += x[s, i] * delta[k]
            for i in range(H):
                if k < 2 * H:
                    dh_prev[s, i] += Wh[i, k] * delta[k]
                    dWh[i, k] += h_prev[s, i] * delta[k]
                else:
                    dWh[i, k] += r[s, i] * h_prev[s, i] * delta[k]
    return dx, dh_prev, dWx, dWh, db


def gru_forward(x, h0, Wx, Wh, b):
    check_sequence(x, h0, Wx, Wh, b=b)
    N, T, _ = x.shape
    h = np.zeros((N, T, h0.shape[1]))
    caches = []
    state = h0
    for t in range(T):
        state, cache = gru_step_forward(x[:, t], state, Wx, Wh, b)
        h[:, t] = state
        caches.append(cache)
    return h, caches


def gru_backward(dh, cache):
    T = len(cache)
    check("dh", dh, cache[0]["h_prev"].shape[0], T, cache[0]["h_prev"].shape[1])
    dx = [None] * T
    dWx, dWh, db = 0.0, 0.0, 0.0
    flowing = np.zeros(cache[0]["h_prev"].shape)
    for t in range(T - 1, -1, -1):
        dx[t], flowing, dwx, dwh, dbias = gru_step_backward(dh[:, t] + flowing, cache[t])
        dWx = dWx + dwx
        dWh = dWh + dwh
        db = db + dbias
    return np.stack(dx, axis=1), flowing, dWx, dWh, db


def gru_reset_after_step_forward(x, h_prev, Wx, Wh, bx, bh):
    check_step(x, h_prev, Wx, Wh, bx=bx, bh=bh)
    N, H = h_prev.shape
    h, r, z, n, q = (np.zeros((N, H)) for _ in range(5))
    for s in range(N):
        for j in range(H):
            r[s, j] = sigmoid(dot(x[s], Wx, j) + bx[j] + dot(h_prev[s], Wh, j) + bh[j])
            z[s, j] = sigmoid(dot(x[s], Wx, H + j) + bx[H + j] + dot(h_prev[s], Wh, H + j) + bh[H + j])
            q[s, j] = dot(h_prev[s], Wh, 2 * H + j) + bh[2 * H + j]
            n[s, j] = math.tanh(dot(x[s], Wx, 2 * H + j) + bx[2 * H + j] + r[s, j] * q[s, j])
            h[s, j] = n[s, j] + z[s, j] * (h_prev[s, j] - n[s, j])
    return h, {"x": x, "h_prev": h_prev, "Wx": Wx, "Wh": Wh, "r": r, "z": z, "n": n, "q": q}


def gru_reset_after_step_backward(dh, cache):
    x, h_prev, Wx, Wh = cache["x"], cache["h_prev"], cache["Wx"], cache["Wh"]
    r, z, n, q = cache["r"], cache["z"], cache["n"], cache["q"]
    check("dh", dh, *h_prev.shape)
    (N, D), H = x.shape, h_prev.shape[1]
    dx, dh_prev, dWx, dWh = (np.zeros(a) for a in ((N, D), (N, H), (D, 3 * H), (H, 3 * H)))
    dbx, dbh = np.zeros(3 * H), np.zeros(3 * H)
    for s in range(N):
        for j in range(H):
            dn = dh[s, j] * (1 - z[s, j]) * (1 - n[s, j] ** 2)
            dz = dh[s, j] * (h_prev[s, j] - n[s, j]) * z[s, j] * (1 - z[s, j])
            dr = dn * q[s, j] * r[s, j] * (1 - r[s, j])
            dh_prev[s, j] += dh[s, j] * z[s, j]
            for k, dk_x, dk_h in ((j, dr, dr), (H + j, dz, dz), (2 * H + j, dn, dn * r[s, j])):
                dbx[k] += dk_x
                dbh[k] += dk_h
                for i in range(D):
                    dx[s, i] += Wx[i, k] * dk_x
                    dWx[i, k] += x[s, i] * dk_x
                for i in range(H):
                    dh_prev[s, i] += Wh[i, k] * dk_h
                    dWh[i, k] += h_prev[s, i] * dk_h
    return dx, dh_prev, dWx, dWh, dbx, dbh


def gru_reset_after_forward(x, h0, Wx, Wh, bx, bh):
    check_sequence(x, h0, Wx, Wh, bx=bx, bh=bh)
    states, caches = [h0], []
    for t in range(x.shape[1]):
        state, cache = gru_reset_after_step_forward(x[:, t], states[-1], Wx, Wh, bx, bh)
        states.append(state)
        caches.append(cache)
    return np.stack(states[1:], axis=1), caches


def gru_reset_after_backward(dh, cache):
    T = len(cache)
    check("dh", dh, cache[0]["h_prev"].shape[0], T, cache[0]["h_prev"].shape[1])
    dx = [None] * T
    sums = None
    flowing = np.zeros(cache[0]["h_prev"].shape)
    for t in range(T - 1, -1, -1):
        dx[t], flowing, *more = gru_reset_after_step_backward(dh[:, t] + flowing, cache[t])
        sums = more if sums is None else [a + b for a, b in zip(sums, more)]
    return np.stack(dx, axis=1), flowing, *sums
