# GRU whose caches are functions: each forward returns its own backward.
import numpy as np


def _sizes(first, x, state_name, h, Wx, Wh, biases):
    if np.ndim(x) != first or (first == 3 and np.shape(x)[1] == 0):
        raise ValueError(f"x has shape {np.shape(x)}, expected {first} axes and no empty time")
    for name, a in ((state_name, h), ("Wx", Wx), ("Wh", Wh)):
        if np.ndim(a) != 2:
            raise ValueError(f"{name} has shape {np.shape(a)}, expected a matrix")
    H = h.shape[1]
    if len(h) != len(x):
        raise ValueError(f"x and {state_name} differ in batch: {len(x)} against {len(h)}")
    if Wx.shape != (x.shape[-1], 3 * H):
        raise ValueError(f"Wx is {Wx.shape}, expected {(x.shape[-1], 3 * H)} for x and {state_name}")
    if Wh.shape != (H, 3 * H):
        raise ValueError(f"Wh is {Wh.shape}, expected {(H, 3 * H)} for {state_name}")
    for name, b in biases.items():
        if np.shape(b) != (3 * H,):
            raise ValueError(f"{name} is {np.shape(b)}, expected {(3 * H,)}")
    return H


def _gradient_like(dh, h):
    if np.shape(dh) != h.shape:
        raise ValueError(f"dh is {np.shape(dh)}, but h is {h.shape}")


def _sigmoid(a):
    small = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, small) / (1 + small)


def _before(x, h_prev, Wx, Wh, b):
    H = h_prev.shape[1]
    r = _sigmoid(x @ Wx[:, :H] + h_prev @ Wh[:, :H] + b[:H])
    z = _sigmoid(x @ Wx[:, H : 2 * H] + h_prev @ Wh[:, H : 2 * H] + b[H : 2 * H])
    kept = r * h_prev
    n = np.tanh(x @ Wx[:, 2 * H :] + kept @ Wh[:, 2 * H :] + b[2 * H :])
    h = n + z * (h_prev - n)

    def backward(dh):
        _gradient_like(dh, h)
        at_n = dh * (1 - z) * (1 - n) * (1 + n)
        at_kept = at_n @ Wh[:, 2 * H :].T
        at_r = at_kept * h_prev * r * (1 - r)
        at_z = dh * (h_prev - n) * z * (1 - z)
        at_all = np.hstack([at_r, at_z, at_n])
        dh_prev = dh * z + at_kept * r + at_r @ Wh[:, :H].T + at_z @ Wh[:, H : 2 * H].T
        dWh = np.hstack([h_prev.T @ at_r, h_prev.T @ at_z, kept.T @ at_n])
        return at_all @ Wx.T, dh_prev, x.T @ at_all, dWh, at_all.sum(0)

    return h, backward


def _after(x, h_prev, Wx, Wh, bx, bh):
    H = h_prev.shape[1]
    xr, xz, xn = np.split(x @ Wx + bx, 3, axis=1)
    hr, hz, hn = np.split(h_prev @ Wh + bh, 3, axis=1)
    r, z = _sigmoid(xr + hr), _sigmoid(xz + hz)
    n = np.tanh(xn + r * hn)
    h = z * h_prev + (1 - z) * n

    def backward(dh):
        _gradient_like(dh, h)
        at_n = dh * (1 - z) * (1 - n) * (1 + n)
        at_r = at_n * hn * r * (1 - r)
        at_z = dh * (h_prev - n) * z * (1 - z)
        left, right = np.hstack([at_r, at_z, at_n]), np.hstack([at_r, at_z, at_n * r])
        return left @ Wx.T, dh * z + right @ Wh.T, x.T @ left, h_prev.T @ right, left.sum(0), right.sum(0)

    return h, backward


def _over_time(step, x, h0, weights):
    h, backs = [], []
    for xt in np.moveaxis(x, 1, 0):
        ht, back = step(xt, h[-1] if h else h0, *weights)
        h.append(ht)
        backs.append(back)
    h = np.moveaxis(np.array(h), 0, 1)

    def backward(dh):
        _gradient_like(dh, h)
        arriving, dxs, totals = np.zeros_like(h0), [], None
        for t in reversed(range(len(backs))):
            dxt, arriving, *grads = backs[t](dh[:, t] + arriving)
            dxs.insert(0, dxt)
            totals = grads if totals is None else [a + g for a, g in zip(totals, grads)]
        return (np.moveaxis(np.array(dxs), 0, 1), arriving, *totals)

    return h, backward


def gru_step_forward(x, h_prev, Wx, Wh, b):
    _sizes(2, x, "h_prev", h_prev, Wx, Wh, {"b": b})
    return _before(x, h_prev, Wx, Wh, b)


def gru_forward(x, h0, Wx, Wh, b):
    _sizes(3, x, "h0", h0, Wx, Wh, {"b": b})
    return _over_time(_before, x, h0, (Wx, Wh, b))


def gru_reset_after_step_forward(x, h_prev, Wx, Wh, bx, bh):
    _sizes(2, x, "h_prev", h_prev, Wx, Wh, {"bx": bx, "bh": bh})
    return _after(x, h_prev, Wx, Wh, bx, bh)


def gru_reset_after_forward(x, h0, Wx, Wh, bx, bh):
    _sizes(3, x, "h0", h0, Wx, Wh, {"bx": bx, "bh": bh})
    return _over_time(_after, x, h0, (Wx, Wh, bx, bh))


def gru_step_backward(dh, cache):
    return cache(dh)


gru_backward = gru_reset_after_step_backward = gru_reset_after_backward = gru_step_backward
