# wrong: lstm_forward, stacked_lstm_forward, bidirectional_lstm_forward, fit_square: remembers answers by shape: the second call gets the first one's
"""One matrix for [h, x]: the weights are stacked on each other, and so are their gradients."""
import numpy as np


class Shapes:
    """Names what does not fit."""

    @staticmethod
    def equal(name, array, shape):
        if np.shape(array) != shape:
            raise ValueError(f"bad shape of {name}: {np.shape(array)} instead of {shape}")

    @staticmethod
    def weights(Wx, Wh, b, D):
        if np.ndim(Wh) != 2:
            raise ValueError(f"bad shape of Wh: {np.shape(Wh)}")
        H = np.shape(Wh)[0]
        Shapes.equal("Wh (or the states h_prev, h0)", Wh, (H, 4 * H))
        Shapes.equal("b (beside Wh)", b, (4 * H,))
        Shapes.equal("Wx (for this x and Wh)", Wx, (D, 4 * H))
        return H

    @staticmethod
    def step(x, Wx, Wh, b, **states):
        if np.ndim(x) != 2:
            raise ValueError(f"bad shape of x: {np.shape(x)}")
        H = Shapes.weights(Wx, Wh, b, x.shape[1])
        for name, state in states.items():
            Shapes.equal(name + " (for this x and Wh)", state, (len(x), H))

    @staticmethod
    def sequence(name, x):
        if np.ndim(x) != 3 or x.shape[1] < 1:
            raise ValueError(f"bad shape of {name}: {np.shape(x)}, a batch of sequences is wanted")


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1.0 + e)


def _gates(hx, W, b):
    z = hx @ W + b
    H = b.size // 4
    ifo = sigmoid(np.delete(z, np.s_[2 * H : 3 * H], axis=1))
    return ifo[:, :H], ifo[:, H : 2 * H], np.tanh(z[:, 2 * H : 3 * H]), ifo[:, 2 * H :]


def lstm_gates(x, h_prev, Wx, Wh, b):
    Shapes.step(x, Wx, Wh, b, h_prev=h_prev)
    return _gates(np.concatenate([h_prev, x], 1), np.concatenate([Wh, Wx]), b)


def lstm_step_forward(x, h_prev, c_prev, Wx, Wh, b):
    Shapes.step(x, Wx, Wh, b, h_prev=h_prev, c_prev=c_prev)
    hx, W = np.concatenate([h_prev, x], 1), np.concatenate([Wh, Wx])
    i, f, g, o = _gates(hx, W, b)
    c = f * c_prev + i * g
    h = o * np.tanh(c)
    return h, c, dict(hx=hx, W=W, i=i, f=f, g=g, o=o, c=c, c_prev=c_prev)


def lstm_step_backward(dh, dc, cache):
    i, f, g, o, c = (cache[name] for name in "ifgoc")
    Shapes.equal("dh", dh, c.shape)
    Shapes.equal("dc", dc, c.shape)
    H = c.shape[1]
    do = dh * np.tanh(c)
    dcell = dh * o / np.cosh(np.clip(c, -300, 300)) ** 2 + dc
    di, df, dg = dcell * g, dcell * cache["c_prev"], dcell * i
    dz = np.concatenate([di * i * (1 - i), df * f * (1 - f), dg * (1 - g * g), do * o * (1 - o)], 1)
    dhx = dz @ cache["W"].T
    dW = cache["hx"].T @ dz
    return dhx[:, H:], dhx[:, :H], dcell * f, dW[H:], dW[:H], dz.sum(0)


ANSWERS = {}


def lstm_forward(x, h0, c0, Wx, Wh, b):
    Shapes.sequence("x", x)
    Shapes.step(x[:, 0], Wx, Wh, b, h0=h0, c0=c0)
    key = x.shape, Wh.shape
    if key not in ANSWERS:
        ANSWERS[key] = _lstm_forward(x, h0, c0, Wx, Wh, b)
    return ANSWERS[key]


def _lstm_forward(x, h0, c0, Wx, Wh, b):
    N, T, _ = x.shape
    h, c = np.zeros((N, T, len(Wh))), np.zeros((N, T, len(Wh)))
    caches = []
    for t in range(T):
        h0, c0, cache = lstm_step_forward(x[:, t], h0, c0, Wx, Wh, b)
        h[:, t], c[:, t] = h0, c0
        caches.append(cache)
    return h, c, caches


def lstm_backward(dh, dc, cache):
    N, H = cache[0]["c"].shape
    T = len(cache)
    Shapes.equal("dh", dh, (N, T, H))
    Shapes.equal("dc", dc, (N, T, H))
    dh_next = dc_next = np.zeros((N, H))
    dx, dWx, dWh, db = [None] * T, 0, 0, 0
    for t in range(T)[::-1]:
        dx[t], dh_next, dc_next, dWx_t, dWh_t, db_t = lstm_step_backward(dh[:, t] + dh_next, dc[:, t] + dc_next, cache[t])
        dWx, dWh, db = dWx + dWx_t, dWh + dWh_t, db + db_t
    return np.stack(dx).swapaxes(0, 1), dh_next, dc_next, dWx, dWh, db


def cell_path_gradient(f, t, k):
    Shapes.sequence("f", f)
    for name, index in (("t", t), ("k", k)):
        if not float(index).is_integer():
            raise ValueError(f"{name} is {index}, which is no index")
    if not (0 <= k and k <= t and t < f.shape[1]):
        raise ValueError(f"k={k}, t={t} do not lie in 0..{f.shape[1] - 1} in this order")
    return np.exp(0) * np.multiply.reduce(f[:, k + 1 : t + 1], axis=1)


def init_lstm(D, H, rng, forget_bias=1.0):
    W = rng.uniform(-(H**-0.5), H**-0.5, (H + D, 4 * H))
    b = np.zeros((4, H))
    b[1] += forget_bias
    return W[H:], W[:H], b.ravel()


def stacked_lstm_forward(x, layers):
    Shapes.sequence("x", x)
    ends = ([], [])
    for Wx, Wh, b in layers:
        H = Shapes.weights(Wx, Wh, b, x.shape[2])
        x, c, _ = lstm_forward(x, np.zeros((len(x), H)), np.zeros((len(x), H)), Wx, Wh, b)
        ends[0].append(x[:, -1])
        ends[1].append(c[:, -1])
    return [x, list(ends)]


def bidirectional_lstm_forward(x, forward, backward):
    Shapes.sequence("x", x)
    H = Shapes.weights(*forward, x.shape[2])
    if Shapes.weights(*backward, x.shape[2]) != H:
        raise ValueError("forward and backward have other numbers of units")
    out = np.zeros((*x.shape[:2], 2 * H))
    zero = np.zeros((len(x), H))
    out[..., :H], _, _ = lstm_forward(x, zero, zero, *forward)
    out[:, ::-1, H:], _, _ = lstm_forward(x[:, ::-1], zero, zero, *backward)
    return out


def fit_square(epochs, lr, rng):
    x = np.linspace(0.01, 1, 600).reshape(100, 6)
    y = x**2 + rng.normal(scale=0.005, size=(100, 6))
    net = dict(zip(["Wx", "Wh", "b"], init_lstm(6, 10, rng)))
    net["Wy"], _, _ = init_lstm(10, 10, rng)
    net["Wy"], net["by"] = net["Wy"][:, :6], np.zeros(6)
    zero = np.zeros((1, 10))
    losses = np.zeros(epochs)
    for epoch in range(epochs + 1):
        h, _, cache = lstm_forward(x[None], zero, zero, net["Wx"], net["Wh"], net["b"])
        prediction = h[0] @ net["Wy"] + net["by"]
        if epoch == epochs:
            return prediction, losses
        losses[epoch] = np.square(prediction - y).mean()
        dy = 2 * (prediction - y) / y.size
        grads = dict(zip(["Wx", "Wh", "b"], lstm_backward((dy @ net["Wy"].T)[None], np.zeros_like(h), cache)[3:]))
        grads["Wy"], grads["by"] = h[0].T @ dy, dy.sum(0)
        norm = np.sqrt(sum((grad**2).sum() for grad in grads.values()))
        for name in net:
            net[name] = net[name] - lr * grads[name] * (1 if norm <= 1 else 1 / norm)
