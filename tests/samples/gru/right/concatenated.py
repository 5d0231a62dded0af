# GRU in the [h, x, 1] convention: one matrix, one product, an object for a cache, everything recomputed on the way back.
from dataclasses import dataclass

import numpy as np


@dataclass
class Tape:
    x: np.ndarray
    start: np.ndarray
    states: list
    weights: tuple


def require(holds, complaint):
    if not holds:
        raise ValueError(complaint)


def shapes_fit(rank, x, name, h, Wx, Wh, **biases):
    require(np.ndim(x) == rank, f"x should have {rank} axes, it has shape {np.shape(x)}")
    require(rank == 2 or x.shape[1] > 0, f"x should have at least one time step, it has shape {x.shape}")
    require(np.ndim(h) == 2 and len(h) == len(x), f"{name} should be ({len(x)}, H), it is {np.shape(h)}")
    H = h.shape[1]
    require(np.shape(Wx) == (x.shape[-1], 3 * H), f"Wx should be {(x.shape[-1], 3 * H)}, it is {np.shape(Wx)}")
    require(np.shape(Wh) == (H, 3 * H), f"Wh should be {(H, 3 * H)}, it is {np.shape(Wh)}")
    for which, bias in biases.items():
        require(np.shape(bias) == (3 * H,), f"{which} should be {(3 * H,)}, it is {np.shape(bias)}")


def sigma(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)


def ones(n):
    return np.ones((n, 1))


def before(x, h, Wx, Wh, b):
    H = h.shape[1]
    W = np.vstack([Wh, Wx, b])  # (H + D + 1, 3H)
    rz = sigma(np.hstack([h, x, ones(len(x))]) @ W[:, : 2 * H])
    r, z = np.split(rz, 2, axis=1)
    n = np.tanh(np.hstack([r * h, x, ones(len(x))]) @ W[:, 2 * H :])
    return z * h + (1 - z) * n, (r, z, n)


def before_back(dh, x, h, Wx, Wh, b):
    H = h.shape[1]
    W = np.vstack([Wh, Wx, b])
    _, (r, z, n) = before(x, h, Wx, Wh, b)
    outer, inner = np.hstack([h, x, ones(len(x))]), np.hstack([r * h, x, ones(len(x))])
    dn = dh * (1 - z) * (1 - n * n)
    d_inner = dn @ W[:, 2 * H :].T
    drz = np.hstack([d_inner[:, :H] * h, dh * (h - n)]) * np.hstack([r * (1 - r), z * (1 - z)])
    d_outer = drz @ W[:, : 2 * H].T
    dW = np.hstack([outer.T @ drz, inner.T @ dn])
    dh_prev = dh * z + d_inner[:, :H] * r + d_outer[:, :H]
    return (d_inner + d_outer)[:, H:-1], dh_prev, dW[H:-1], dW[:H], dW[-1]


def after(x, h, Wx, Wh, bx, bh):
    H = h.shape[1]
    left = np.hstack([x, ones(len(x))]) @ np.vstack([Wx, bx])
    right = np.hstack([h, ones(len(h))]) @ np.vstack([Wh, bh])
    r, z = sigma(left[:, :H] + right[:, :H]), sigma(left[:, H:-H] + right[:, H:-H])
    n = np.tanh(left[:, -H:] + r * right[:, -H:])
    return z * h + (1 - z) * n, (r, z, n, right[:, -H:])


def after_back(dh, x, h, Wx, Wh, bx, bh):
    _, (r, z, n, q) = after(x, h, Wx, Wh, bx, bh)
    dn = dh * (1 - z) * (1 - n * n)
    d_left = np.hstack([dn * q * r * (1 - r), dh * (h - n) * z * (1 - z), dn])
    d_right = d_left.copy()
    d_right[:, -h.shape[1] :] *= r
    dA = np.hstack([x, ones(len(x))]).T @ d_left
    dB = np.hstack([h, ones(len(h))]).T @ d_right
    return d_left @ Wx.T, dh * z + d_right @ Wh.T, dA[:-1], dB[:-1], dA[-1], dB[-1]


def run(step, x, h0, weights):
    states = [h0]
    for t in range(x.shape[1]):
        states.append(step(x[:, t], states[t], *weights)[0])
    return np.stack(states[1:], 1), Tape(x, h0, states, weights)


def unroll(back, dh, tape):
    x, weights = tape.x, tape.weights
    require(np.shape(dh) == (*x.shape[:2], tape.start.shape[1]), f"dh has shape {np.shape(dh)}, unlike h")
    dx = np.empty(x.shape)
    carry = 0
    grads = [0] * len(weights)
    for t in range(x.shape[1])[::-1]:
        dx[:, t], carry, *these = back(dh[:, t] + carry, x[:, t], tape.states[t], *weights)
        grads = [total + this for total, this in zip(grads, these)]
    return [dx, carry, *grads]


def gru_step_forward(x, h_prev, Wx, Wh, b):
    shapes_fit(2, x, "h_prev", h_prev, Wx, Wh, b=b)
    return before(x, h_prev, Wx, Wh, b)[0], Tape(x, h_prev, [], (Wx, Wh, b))


def gru_step_backward(dh, cache):
    require(np.shape(dh) == cache.start.shape, f"dh has shape {np.shape(dh)}, unlike h")
    return before_back(dh, cache.x, cache.start, *cache.weights)


def gru_forward(x, h0, Wx, Wh, b):
    shapes_fit(3, x, "h0", h0, Wx, Wh, b=b)
    return run(before, x, h0, (Wx, Wh, b))


def gru_backward(dh, cache):
    return unroll(before_back, dh, cache)


def gru_reset_after_step_forward(x, h_prev, Wx, Wh, bx, bh):
    shapes_fit(2, x, "h_prev", h_prev, Wx, Wh, bx=bx, bh=bh)
    return after(x, h_prev, Wx, Wh, bx, bh)[0], Tape(x, h_prev, [], (Wx, Wh, bx, bh))


def gru_reset_after_step_backward(dh, cache):
    require(np.shape(dh) == cache.start.shape, f"dh has shape {np.shape(dh)}, unlike h")
    return after_back(dh, cache.x, cache.start, *cache.weights)


def gru_reset_after_forward(x, h0, Wx, Wh, bx, bh):
    shapes_fit(3, x, "h0", h0, Wx, Wh, bx=bx, bh=bh)
    return run(after, x, h0, (Wx, Wh, bx, bh))


def gru_reset_after_backward(dh, cache):
    return unroll(after_back, dh, cache)
