# wrong: lstm_step_backward: takes a dc of one row for all rows
# known: any-dc-will-do
"""Every gate is an object with weights of its own; caches are objects too."""
from dataclasses import dataclass

import numpy as np


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    result = np.zeros(z.shape)
    positive = z > 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    grown = np.exp(z[~positive])
    result[~positive] = grown / (1 + grown)
    return result


def expect(name, array, *shape):
    if np.shape(array) != shape:
        raise ValueError(f"Expected {name} to have shape {shape}. It has {np.shape(array)}.")


@dataclass
class Gate:
    U: np.ndarray
    W: np.ndarray
    bias: np.ndarray
    squash: object

    def open(self, x, h):
        return self.squash(x.dot(self.U) + h.dot(self.W) + self.bias)

    def slope(self, a):
        return 1 - a * a if self.squash is np.tanh else a * (1 - a)


def split(x, Wx, Wh, b, **states):
    if np.ndim(x) != 2:
        raise ValueError(f"Expected x to have two axes. It has shape {np.shape(x)}.")
    for name, state in states.items():
        if np.ndim(state) != 2:
            raise ValueError(f"Expected {name} to have two axes. It has shape {np.shape(state)}.")
    N, D = np.shape(x)
    H = np.shape(next(iter(states.values())))[1]
    for name, state in states.items():
        expect(f"{name} (beside x and {', '.join(states)})", state, N, H)
    for name, array, shape in (("Wx", Wx, (D, 4 * H)), ("Wh", Wh, (H, 4 * H)), ("b", b, (4 * H,))):
        expect(f"{name} (beside x and {', '.join(states)})", array, *shape)
    blocks = [slice(k * H, (k + 1) * H) for k in range(4)]
    squash = [sigmoid, sigmoid, np.tanh, sigmoid]
    return [Gate(Wx[:, s], Wh[:, s], b[s], f) for s, f in zip(blocks, squash)]


class Step:
    def __init__(self, gates, x, h_prev, c_prev):
        self.gates, self.x, self.h_prev, self.c_prev = gates, x, h_prev, c_prev
        self.i, self.f, self.g, self.o = self.values = [gate.open(x, h_prev) for gate in gates]
        self.c = self.f * c_prev + self.i * self.g
        self.h = self.o * np.tanh(self.c)

    def backward(self, dh, dc):
        tanh_c = np.tanh(self.c)
        dc = dc + dh * self.o * (1 - tanh_c * tanh_c)
        at_gates = [dc * self.g, dc * self.c_prev, dc * self.i, dh * tanh_c]
        deltas = [d * gate.slope(a) for d, gate, a in zip(at_gates, self.gates, self.values)]
        dx = sum(delta.dot(gate.U.T) for delta, gate in zip(deltas, self.gates))
        dh_prev = sum(delta.dot(gate.W.T) for delta, gate in zip(deltas, self.gates))
        dWx = np.column_stack([self.x.T.dot(delta) for delta in deltas])
        dWh = np.column_stack([self.h_prev.T.dot(delta) for delta in deltas])
        return [dx, dh_prev, dc * self.f, dWx, dWh, np.concatenate([delta.sum(axis=0) for delta in deltas])]


class Run:
    """A sequence, as a cache."""

    def __init__(self, gates, x, h, c):
        self.steps = []
        for t in range(x.shape[1]):
            self.steps.append(Step(gates, x[:, t], h, c))
            h, c = self.steps[-1].h, self.steps[-1].c

    def backward(self, dh, dc):
        total, dx, at_h, at_c = None, [], 0.0, 0.0
        for t, step in zip(range(len(self.steps))[::-1], self.steps[::-1]):
            dx_t, at_h, at_c, *grads = step.backward(dh[:, t] + at_h, dc[:, t] + at_c)
            dx.append(dx_t)
            total = grads if total is None else [a + b for a, b in zip(total, grads)]
        return [np.array(dx[::-1]).transpose(1, 0, 2), at_h, at_c, *total]


def lstm_gates(x, h_prev, Wx, Wh, b):
    return [gate.open(x, h_prev) for gate in split(x, Wx, Wh, b, h_prev=h_prev)]


def lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b):
    step = Step(split(x, Wx, Wh, b, h_prev=h_prev, c_prev=c_prev), x, h_prev, c_prev)
    return [step.h, step.c, step]


def lstm_step_backward(dh, dc, cache):
    expect("dh", dh, *cache.h.shape)
    if np.shape(dc)[-1:] != cache.h.shape[1:] or np.ndim(dc) > 2:
        raise ValueError(f"Expected dc to have shape {cache.h.shape}. It has {np.shape(dc)}.")
    return cache.backward(dh, dc + 0 * dh)


def three_axes(name, array):
    if np.ndim(array) != 3 or not np.shape(array)[1]:
        raise ValueError(f"Expected {name} to have three axes and a step. It has shape {np.shape(array)}.")


def lstm_forward(x, h0, c0, Wx, Wh, b):
    three_axes("x", x)
    cache = Run(split(x[:, 0], Wx, Wh, b, h0=h0, c0=c0), x, h0, c0)
    return [np.stack([step.h for step in cache.steps], axis=1), np.stack([step.c for step in cache.steps], axis=1), cache]


def lstm_backward(dh, dc, cache):
    N, H = cache.steps[0].h.shape
    expect("dh", dh, N, len(cache.steps), H)
    expect("dc", dc, N, len(cache.steps), H)
    return cache.backward(dh, dc)


def cell_path_gradient(f, t, k):
    three_axes("f", f)
    for name, index in {"t": t, "k": k}.items():
        if isinstance(index, float):
            raise ValueError(f"Expected {name} to be an integer. It is {index}.")
    if t not in range(f.shape[1]) or k not in range(t + 1):
        raise ValueError(f"Expected 0 <= k <= t < {f.shape[1]}. But t is {t} and k is {k}.")
    gradient = np.ones(f[:, 0].shape)
    while t > k:
        gradient = gradient * f[:, t]
        t -= 1
    return gradient


def init_lstm(D, H, rng, forget_bias=1.0):
    limit = np.sqrt(1 / H)
    drawn = [[rng.uniform(-limit, limit, (rows, H)) for _ in "ifgo"] for rows in (D, H)]
    biases = [np.zeros(H), np.full(H, 1.0) * forget_bias, np.zeros(H), np.zeros(H)]
    return [np.hstack(drawn[0]), np.hstack(drawn[1]), np.hstack(biases)]


def stacked_lstm_forward(x, layers):
    three_axes("x", x)
    caches = []
    for Wx, Wh, b in layers:
        zeros = np.zeros((x.shape[0], np.shape(Wh)[0]))
        x, _, cache = lstm_forward(x, zeros, zeros, Wx, Wh, b)
        caches.append(cache)
    return x, [[cache.steps[-1].h for cache in caches], [cache.steps[-1].c for cache in caches]]


def bidirectional_lstm_forward(x, forward, backward):
    three_axes("x", x)
    H = np.shape(forward[1])[0]
    expect("Wh of backward", backward[1], *np.shape(forward[1]))
    zeros = np.zeros((x.shape[0], H))
    left, _, _ = lstm_forward(x, zeros, zeros, *forward)
    right, _, _ = lstm_forward(x[:, ::-1, :], zeros, zeros, *backward)
    return np.append(left, right[:, ::-1, :], axis=2)


def fit_square(epochs, lr, rng):
    targets = np.linspace(0.01, 1, 600) ** 2 + rng.normal(0, 0.005, 600)
    x, y = np.linspace(0.01, 1, 600).reshape(1, 100, 6), targets.reshape(1, 100, 6)
    dense, params = rng.uniform(-1, 1, (10, 6)) / np.sqrt(10), init_lstm(6, 10, rng)
    params = [*params, dense, np.zeros((1, 6))]
    zeros = np.zeros((1, 10))
    losses = np.full(epochs, np.nan)
    for epoch in range(epochs):
        h, _, cache = lstm_forward(x, zeros, zeros, *params[:3])
        delta = h @ params[3] + params[4] - y
        losses[epoch] = np.linalg.norm(delta) ** 2 / delta.size
        delta = delta[0] / delta.size * 2
        grads = lstm_backward((delta @ params[3].T)[None], 0 * h, cache)[3:]
        grads = [*grads, h[0].T @ delta, delta.sum(axis=0, keepdims=True)]
        length = np.sqrt(np.sum([np.sum(grad * grad) for grad in grads]))
        step = lr if length < 1 else lr / length
        for param, grad in zip(params, grads):
            param -= step * grad
    h, _, _ = lstm_forward(x, zeros, zeros, *params[:3])
    return (h @ params[3] + params[4])[0], losses
