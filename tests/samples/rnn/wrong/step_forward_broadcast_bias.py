# wrong: rnn_step_forward: takes any b that broadcasts
"""A cache of nothing but the arguments: each backward runs its forward again (gradient checkpointing)."""

import numpy as np


def validate(**arguments):
    dims = {}
    for name, (value, spec) in arguments.items():
        spec = spec.split()
        if not isinstance(value, np.ndarray) or value.ndim != len(spec):
            raise ValueError(f"{name} must have axes ({', '.join(spec)}), got shape {np.shape(value)}")
        for axis, size in zip(spec, value.shape):
            if axis == "T" and size == 0:
                raise ValueError(f"{name} must have at least one time step, got shape {value.shape}")
            if dims.setdefault(axis, size) != size:
                raise ValueError(f"{name} has {axis} = {size}, but {axis} = {dims[axis]} was wanted")


def softmax(scores):
    if np.ndim(scores) == 0:
        raise ValueError("scores must have at least one axis, got a scalar")
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return np.divide(powers, np.sum(powers, axis=-1, keepdims=True))


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    validate(x=(x, "N D"), h_prev=(h_prev, "N H"), Wx=(Wx, "D H"), Wh=(Wh, "H H"))
    return np.tanh(x @ Wx + h_prev @ Wh + b), (x, h_prev, Wx, Wh, b)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, b = cache
    validate(h_prev=(h_prev, "N H"), dh=(dh, "N H"))
    dz = dh * (1 - np.tanh(x @ Wx + h_prev @ Wh + b) ** 2)
    return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)


def rnn_forward(x, h0, Wx, Wh, b):
    validate(x=(x, "N T D"), h0=(h0, "N H"), Wx=(Wx, "D H"), Wh=(Wh, "H H"), b=(b, "H"))
    h = h0
    out = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        out.append(h)
    return np.stack(out, axis=1), (x, h0, Wx, Wh, b)


def rnn_backward(dh, cache):
    x, h0, Wx, Wh, b = cache
    h, _ = rnn_forward(x, h0, Wx, Wh, b)
    validate(h=(h, "N T H"), dh=(dh, "N T H"))
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    slope = 1 - h**2
    dz = np.zeros(h.shape)
    dh0 = np.zeros(h0.shape)
    for t in range(h.shape[1])[::-1]:
        dz[:, t] = slope[:, t] * (dh[:, t] + dh0)
        dh0 = dz[:, t] @ Wh.T
    D, H = Wx.shape
    flat = dz.reshape(-1, H)
    return dz @ Wx.T, dh0, x.reshape(-1, D).T @ flat, before.reshape(-1, H).T @ flat, flat.sum(axis=0)


def time_distributed_forward(x, Wy, by, activation="linear"):
    validate(x=(x, "N T D"), Wy=(Wy, "D C"), by=(by, "C"))
    z = x @ Wy + by
    if activation == "linear":
        y = z
    elif activation == "sigmoid":
        with np.errstate(over="ignore"):
            y = 1 / (1 + np.exp(-z))
    else:
        raise ValueError(f"activation must be 'linear' or 'sigmoid', got {activation!r}")
    return y, (x, Wy, by, activation)


def time_distributed_backward(dy, cache):
    x, Wy, by, activation = cache
    y, _ = time_distributed_forward(*cache)
    validate(y=(y, "N T C"), dy=(dy, "N T C"))
    dz = dy * y * (1 - y) if activation == "sigmoid" else dy
    return dz @ Wy.T, (x.transpose(0, 2, 1) @ dz).sum(0), dz.sum((0, 1))


def sequence_cross_entropy(scores, labels, mask=None):
    validate(scores=(scores, "N T C"), labels=(labels, "N T"))
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if mask is not None:
        validate(labels=(labels, "N T"), mask=(mask, "N T"))
        kept_scores, kept_labels = scores[mask], labels[mask]
    else:
        kept_scores, kept_labels = scores.reshape(-1, scores.shape[2]), labels.reshape(-1)
    M, C = kept_scores.shape
    if any(not 0 <= k < C for k in kept_labels.tolist()):
        raise ValueError(f"labels must be 0 to {C - 1}, got {kept_labels}")
    if M == 0:
        return 0.0, np.zeros(scores.shape)
    p = softmax(kept_scores)
    z = kept_scores - kept_scores.max(1, keepdims=True)
    losses = np.log(np.exp(z).sum(1)) - z[np.arange(M), kept_labels]
    p[np.arange(M), kept_labels] -= 1.0
    dscores = np.zeros(scores.shape)
    if mask is None:
        dscores[...] = (p / M).reshape(scores.shape)
    else:
        dscores[mask] = p / M
    return losses.mean(), dscores


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"layers: got {len(layers)} for {len(h0)} states in h0, wanted as many")
    h = x
    h_last = []
    for i, (weights, state) in enumerate(zip(layers, h0)):
        try:
            h = rnn_forward(h, state, *weights)[0]
        except ValueError as error:
            raise ValueError(f"x, h0[{i}] and layers[{i}] do not fit: {error}") from None
        h_last.append(h[:, -1])
    return h, h_last


def bidirectional_rnn_forward(x, forward, backward):
    def run(name, flipped):
        Wx, Wh, b = forward if name == "forward" else backward
        try:
            return rnn_forward(flipped, np.zeros((len(flipped), np.size(b))), Wx, Wh, b)[0]
        except ValueError as error:
            raise ValueError(f"x and {name} do not fit: {error}") from None

    if np.shape(x)[1:2] in [(), (0,)] or np.ndim(x) != 3:
        raise ValueError(f"x must be (N, T, D) with T > 0, got {np.shape(x)}")
    a, b = run("forward", x), run("backward", x[:, ::-1])[:, ::-1]
    if a.shape != b.shape:
        raise ValueError(f"forward has {a.shape[2]} units and backward has {b.shape[2]}, wanted as many")
    return np.concatenate([a, b], axis=-1), (x, forward, backward)


def bidirectional_rnn_backward(dh, cache):
    x, forward, backward = cache
    zero = np.zeros((len(x), len(forward[1])))
    H = len(forward[1])
    if np.shape(dh) != (x.shape[0], x.shape[1], 2 * H):
        raise ValueError(f"dh must be {(x.shape[0], x.shape[1], 2 * H)}, got {np.shape(dh)}")
    first = rnn_backward(dh[:, :, :H], (x, zero, *forward))
    second = rnn_backward(dh[:, ::-1, H:], (x[:, ::-1], zero, *backward))
    return first[0] + second[0][:, ::-1], first[2:], second[2:]


def train_hello(hidden_size, epochs, lr, rng):
    letters = ["h", "e", "l", "o"]
    to_index = {c: i for i, c in enumerate(letters)}
    x = np.zeros((1, 5, 4))
    for t, c in enumerate("hello"):
        x[0, t, to_index[c]] = 1
    y = np.array([[to_index[c] for c in "ohlol"]])
    h0 = np.zeros((1, hidden_size))
    theta = [0.4 * rng.standard_normal(s) for s in ((4, hidden_size), (hidden_size,) * 2, (hidden_size,))]
    theta += [0.4 * rng.standard_normal((hidden_size, 4)), np.zeros(4)]

    def loss_and_grads():
        h, c = rnn_forward(x, h0, *theta[:3])
        s, d = time_distributed_forward(h, *theta[3:])
        loss, ds = sequence_cross_entropy(s, y)
        dh, dWy, dby = time_distributed_backward(ds, d)
        return loss, [*rnn_backward(dh, c)[2:], dWy, dby], s

    losses = []
    for _ in range(epochs):
        loss, grads, _ = loss_and_grads()
        losses.append(loss)
        norm = np.sqrt(sum(np.sum(g**2) for g in grads))
        if norm > 5:
            grads = [5 * g / norm for g in grads]
        theta = [w - lr * g for w, g in zip(theta, grads)]
    return "".join(letters[i] for i in loss_and_grads()[2][0].argmax(axis=1)), np.array(losses)
