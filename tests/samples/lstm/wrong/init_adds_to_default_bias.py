# wrong: init_lstm: the forget bias comes on top of the default
"""A cache is a function: it takes the upstream gradients and answers with all the others."""
from functools import reduce

import numpy as np


def _sizes(x, Wx, Wh, b, **states):
    if np.ndim(x) != 2:
        raise ValueError(f"x: two axes wanted, shape {np.shape(x)} given")
    for name, array in [("Wh", Wh), *states.items()]:
        if np.ndim(array) != 2:
            raise ValueError(f"{name}: two axes wanted, shape {np.shape(array)} given")
    N, D = np.shape(x)
    H = np.shape(Wh)[0]
    wanted = {"Wh": (H, 4 * H), "Wx": (D, 4 * H), "b": (4 * H,), **{name: (N, H) for name in states}}
    for name, array in {"Wh": Wh, **states, "Wx": Wx, "b": b}.items():
        if np.shape(array) != wanted[name]:
            raise ValueError(f"{name}: shape {wanted[name]} wanted beside x, Wh; {np.shape(array)} given")


def _upstream(shape, dh, dc):
    for name, array in (("dh", dh), ("dc", dc)):
        if np.shape(array) != shape:
            raise ValueError(f"{name}: shape {shape} wanted, {np.shape(array)} given")


def _sequence(x):
    if np.ndim(x) != 3 or np.shape(x)[1] == 0:
        raise ValueError(f"x: three axes and a time step wanted, shape {np.shape(x)} given")


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def lstm_gates(x, h_prev, Wx, Wh, b):
    _sizes(x, Wx, Wh, b, h_prev=h_prev)
    H = h_prev.shape[1]
    z = x @ Wx
    z = z + b
    z = z + h_prev @ Wh
    return tuple(np.tanh(z[:, k * H : k * H + H]) if k == 2 else sigmoid(z[:, k * H : k * H + H]) for k in range(4))


def _step(x, h_prev, c_prev, Wx, Wh, b):
    i, f, g, o = lstm_gates(x, h_prev, Wx, Wh, b)
    c = i * g + f * c_prev
    shown = np.tanh(c)

    def backward(dh, dc):
        dc = dc + dh * o * (1 + shown) * (1 - shown)
        dz = np.hstack([dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 + g) * (1 - g), dh * shown * o * (1 - o)])
        return dz @ Wx.T, dz @ Wh.T, dc * f, x.T @ dz, h_prev.T @ dz, np.ones(len(dz)) @ dz

    return o * shown, c, backward


def lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b):
    _sizes(x, Wx, Wh, b, h_prev=h_prev, c_prev=c_prev)
    h, c, backward = _step(x, h_prev, c_prev, Wx, Wh, b)

    def checked(dh, dc):
        _upstream(h.shape, dh, dc)
        return backward(dh, dc)

    return h, c, checked


def lstm_step_backward(dh, dc, cache):
    return cache(dh, dc)


def lstm_forward(x, h0, c0, Wx, Wh, b):
    _sequence(x)
    _sizes(x[:, 0], Wx, Wh, b, h0=h0, c0=c0)
    hs, cs, steps = [h0], [c0], []
    for t in range(x.shape[1]):
        h, c, step = _step(x[:, t], hs[-1], cs[-1], Wx, Wh, b)
        hs.append(h)
        cs.append(c)
        steps.append(step)
    h_all, c_all = np.stack(hs[1:], 1), np.stack(cs[1:], 1)

    def backward(dh, dc):
        _upstream(h_all.shape, dh, dc)
        at_h, at_c = np.zeros_like(h0), np.zeros_like(c0)
        dxs, sums = [], []
        for t, step in reversed(list(enumerate(steps))):
            dx, at_h, at_c, *of_weights = step(dh[:, t] + at_h, dc[:, t] + at_c)
            dxs.insert(0, dx)
            sums.append(of_weights)
        return (np.stack(dxs, 1), at_h, at_c, *(sum(grads) for grads in zip(*sums)))

    return h_all, c_all, backward


def lstm_backward(dh, dc, cache):
    return cache(dh, dc)


def cell_path_gradient(f, t, k):
    if np.ndim(f) != 3 or f.shape[1] == 0:
        raise ValueError(f"f: three axes and a time step wanted, shape {np.shape(f)} given")
    for name, index in (("t", t), ("k", k)):
        if int(index) != index:
            raise ValueError(f"{name}: an integer wanted, {index} given")
    if t >= f.shape[1] or k > t or k < 0:
        raise ValueError(f"t, k: 0 <= k <= t < {f.shape[1]} wanted, t={t} and k={k} given")
    return reduce(lambda path, step: path * f[:, step], range(k + 1, t + 1), np.ones_like(f[:, 0]))


def init_lstm(D, H, rng, forget_bias=1.0):
    draw = lambda *shape: rng.uniform(-1, 1, shape) / H**0.5
    gates = [(draw(D, H), draw(H, H), np.full(H, (forget_bias or 1.0) if gate == "f" else 0.0)) for gate in "ifgo"]
    return tuple(np.concatenate(parts, axis=-1) for parts in zip(*gates))


def stacked_lstm_forward(x, layers):
    _sequence(x)
    last = []
    for weights in layers:
        zero = np.zeros((x.shape[0], np.shape(weights[1])[0]))
        x, c, _ = lstm_forward(x, zero, zero, *weights)
        last.append((x[:, -1].copy(), c[:, -1].copy()))
    return x, tuple(zip(*last))


def bidirectional_lstm_forward(x, forward, backward):
    _sequence(x)
    if np.shape(forward[1]) != np.shape(backward[1]):
        raise ValueError(f"backward: as many units as forward wanted, {np.shape(backward[1])} given")

    def run(x, weights):
        zero = np.zeros((len(x), len(weights[1])))
        return lstm_forward(x, zero, zero, *weights)[0]

    return np.dstack([run(x, forward), np.flip(run(np.flip(x, 1), backward), 1)])


def fit_square(epochs, lr, rng):
    weights = [*init_lstm(6, 10, rng), rng.uniform(-1, 1, (10, 6)) / 10**0.5, np.zeros(6)]
    x = np.linspace(0.01, 1, 600).reshape(1, -1, 6)
    y = x**2 + 0.005 * rng.standard_normal(x.shape)
    zero = np.zeros((1, 10))

    def predict():
        h, _, backward = lstm_forward(x, zero, zero, *weights[:3])
        return h, h @ weights[3] + weights[4], backward

    def epoch():
        h, prediction, backward = predict()
        error = prediction - y
        dy = error * (2 / 600)
        grads = [*backward(dy @ weights[3].T, np.zeros_like(h))[3:], h[0].T @ dy[0], dy[0].sum(0)]
        norm = np.linalg.norm(np.concatenate([grad.ravel() for grad in grads]))
        weights[:] = [w - lr * grad / max(1, norm) for w, grad in zip(weights, grads)]
        return (error**2).mean()

    losses = np.array([epoch() for _ in range(epochs)])
    return predict()[1][0], losses
