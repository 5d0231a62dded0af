"""Object-oriented: a cell, a layer and a dense head hold what their backward needs, and are the caches."""

import numpy as np


class Shape:
    """What an argument's shape should be; a str is any size."""

    def __init__(self, *sizes):
        self.sizes = sizes

    def of(self, array, name):
        array = np.asarray(array)
        ok = array.ndim == len(self.sizes) and all(
            isinstance(want, str) or want == got for want, got in zip(self.sizes, array.shape)
        )
        if not ok:
            raise ValueError(f"argument '{name}' should be {self.sizes} but is {array.shape}")
        return array.shape


class Cell:
    def __init__(self, Wx, Wh, b):
        self.Wx, self.Wh, self.b = Wx, Wh, b

    def check(self, D, H, prefix=""):
        Shape(D, H).of(self.Wx, prefix + "Wx")
        Shape(H, H).of(self.Wh, prefix + "Wh")
        Shape(H).of(self.b, prefix + "b")

    def step(self, x, h):
        return np.tanh(np.dot(x, self.Wx) + np.dot(h, self.Wh) + self.b)


class Step:
    def __init__(self, cell, x, h_prev):
        self.cell, self.x, self.h_prev = cell, x, h_prev
        self.h = cell.step(x, h_prev)

    def backward(self, dh):
        dz = dh * (1 - np.square(self.h))
        self_x, self_h = self.x, self.h_prev
        return (
            np.dot(dz, self.cell.Wx.T),
            np.dot(dz, self.cell.Wh.T),
            np.dot(self_x.T, dz),
            np.dot(self_h.T, dz),
            np.sum(dz, axis=0),
        )


class Unrolled:
    def __init__(self, cell, x, h0):
        self.shape = x.shape
        self.steps = []
        for t in range(x.shape[1]):
            self.steps.append(Step(cell, x[:, t], self.steps[-1].h if t else h0))

    @property
    def h(self):
        return np.array([step.h for step in self.steps]).swapaxes(0, 1)

    def backward(self, dh):
        dx = np.empty(self.shape)
        dh_next = 0.0
        total = None
        for t, step in reversed(list(enumerate(self.steps))):
            dx[:, t], dh_next, *grads = step.backward(dh[:, t] + dh_next)
            total = grads if total is None else [a + b for a, b in zip(total, grads)]
        return (dx, dh_next, *total)


class Dense:
    def __init__(self, x, Wy, by, activation):
        self.x, self.Wy, self.activation = x, Wy, activation
        self.y = x @ Wy + by
        if activation == "sigmoid":
            self.y = np.exp(-np.logaddexp(0, -self.y))

    def backward(self, dy):
        dz = dy
        if self.activation == "sigmoid":
            dz = dy * self.y * (1 - self.y)
        flat_x = self.x.reshape(-1, self.x.shape[2])
        flat_z = dz.reshape(-1, dz.shape[2])
        return dz @ self.Wy.T, flat_x.T @ flat_z, flat_z.sum(0)


class Pair:
    def __init__(self, ahead, back, H):
        self.ahead, self.back, self.H = ahead, back, H


def softmax(scores):
    scores = np.asarray(scores)
    if scores.ndim == 0:
        raise ValueError(f"argument 'scores' should have an axis of classes but is {scores!r}")
    return np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = Shape("N", "D").of(x, "x")
    _, H = Shape(N, "H").of(h_prev, "h_prev")
    cell = Cell(Wx, Wh, b)
    cell.check(D, H)
    cache = Step(cell, x, h_prev)
    return cache.h, cache


def rnn_step_backward(dh, cache):
    Shape(*cache.h.shape).of(dh, "dh")
    return cache.backward(dh)


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = Shape("N", "T", "D").of(x, "x")
    if T < 1:
        raise ValueError(f"argument 'x' should have T >= 1 but is {x.shape}")
    _, H = Shape(N, "H").of(h0, "h0")
    cell = Cell(Wx, Wh, b)
    cell.check(D, H)
    cache = Unrolled(cell, x, h0)
    return cache.h, cache


def rnn_backward(dh, cache):
    N, T, _ = cache.shape
    Shape(N, T, cache.steps[0].h.shape[1]).of(dh, "dh")
    return cache.backward(dh)


def time_distributed_forward(x, Wy, by, activation="linear"):
    N, T, D = Shape("N", "T", "D").of(x, "x")
    if T < 1:
        raise ValueError(f"argument 'x' should have T >= 1 but is {x.shape}")
    _, C = Shape(D, "C").of(Wy, "Wy")
    Shape(C).of(by, "by")
    if activation not in {"linear", "sigmoid"}:
        raise ValueError(f"argument 'activation' should be linear or sigmoid but is {activation}")
    cache = Dense(x, Wy, by, activation)
    return cache.y, cache


def time_distributed_backward(dy, cache):
    Shape(*cache.y.shape).of(dy, "dy")
    return cache.backward(dy)


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = Shape("N", "T", "C").of(scores, "scores")
    if T < 1:
        raise ValueError(f"argument 'scores' should have T >= 1 but is {scores.shape}")
    Shape(N, T).of(labels, "labels")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"argument 'labels' should be of integers but is {labels.dtype}")
    weight = np.ones((N, T)) if mask is None else mask.astype(float)
    Shape(N, T).of(weight, "mask")
    safe = np.where(weight > 0, labels, 0)
    if safe.size and (safe.min() < 0 or safe.max() >= C):
        raise ValueError(f"argument 'labels' should be in [0, {C}) but has {safe.min()}..{safe.max()}")
    count = weight.sum()
    if count == 0:
        return 0.0, np.zeros(scores.shape)
    log_p = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    target = np.eye(C)[safe]
    weight = weight / count
    loss = -np.sum(target * log_p * weight[:, :, None])
    return float(loss), (np.exp(log_p) - target) * weight[:, :, None]


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"arguments 'h0' and 'layers' should be as long but are {len(h0)} and {len(layers)}")
    N, T, D = Shape("N", "T", "D").of(x, "x")
    if T < 1:
        raise ValueError(f"argument 'x' should have T >= 1 but is {x.shape}")
    stack = []
    for number, (state, weights) in enumerate(zip(h0, layers)):
        _, H = Shape(N, "H").of(state, f"h0[{number}]")
        cell = Cell(*weights)
        cell.check(D, H, f"layers[{number}].")
        stack.append(Unrolled(cell, stack[-1].h if stack else x, state))
        D = H
    return stack[-1].h, tuple(layer.steps[-1].h for layer in stack)


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = Shape("N", "T", "D").of(x, "x")
    if T < 1:
        raise ValueError(f"argument 'x' should have T >= 1 but is {x.shape}")
    H, _ = Shape("H", "H").of(forward[1], "forward.Wh")
    ahead, back = Cell(*forward), Cell(*backward)
    ahead.check(D, H, "forward.")
    back.check(D, H, "backward.")
    zeros = np.zeros((N, H))
    cache = Pair(Unrolled(ahead, x, zeros), Unrolled(back, x[:, ::-1], zeros), H)
    return np.dstack([cache.ahead.h, cache.back.h[:, ::-1]]), cache


def bidirectional_rnn_backward(dh, cache):
    N, T, _ = cache.ahead.shape
    Shape(N, T, 2 * cache.H).of(dh, "dh")
    dx, _, *ahead = cache.ahead.backward(dh[..., : cache.H])
    dx_back, _, *back = cache.back.backward(dh[:, ::-1, cache.H :])
    return dx + dx_back[:, ::-1], ahead, back


class Speller:
    source, target, letters = "hello", "ohlol", "ohel"

    def __init__(self, size, rng):
        self.p = {
            "Wx": rng.standard_normal((4, size)) * np.sqrt(2 / (4 + size)),
            "Wh": np.linalg.qr(rng.standard_normal((size, size)))[0],
            "b": np.zeros(size),
            "Wy": rng.standard_normal((size, 4)) * np.sqrt(2 / (4 + size)),
            "by": np.zeros(4),
        }
        self.x = np.eye(4)[[[self.letters.index(c) for c in self.source]]]
        self.labels = np.array([[self.letters.index(c) for c in self.target]])
        self.h0 = np.zeros((1, size))

    def forward(self):
        h, rnn = rnn_forward(self.x, self.h0, self.p["Wx"], self.p["Wh"], self.p["b"])
        y, dense = time_distributed_forward(h, self.p["Wy"], self.p["by"])
        return y, rnn, dense

    def train(self, lr):
        y, rnn, dense = self.forward()
        loss, dy = sequence_cross_entropy(y, self.labels)
        dh, dWy, dby = time_distributed_backward(dy, dense)
        _, _, dWx, dWh, db = rnn_backward(dh, rnn)
        grads = {"Wx": dWx, "Wh": dWh, "b": db, "Wy": dWy, "by": dby}
        norm = np.linalg.norm([np.linalg.norm(g) for g in grads.values()])
        if norm > 5:
            grads = {k: g * (5 / norm) for k, g in grads.items()}
        for k in self.p:
            self.p[k] = self.p[k] - lr * grads[k]
        return loss

    def say(self):
        return "".join(self.letters[i] for i in np.argmax(self.forward()[0], axis=2)[0])


def train_hello(hidden_size, epochs, lr, rng):
    speller = Speller(hidden_size, rng)
    losses = np.array([speller.train(lr) for _ in range(epochs)])
    return speller.say(), losses
