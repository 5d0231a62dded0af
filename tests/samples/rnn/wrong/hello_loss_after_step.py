# wrong: train_hello: losses[e] is the loss after step e
"""A cache is a function: it takes the upstream gradient and answers with all the others."""

import numpy as np


def fits(**named):
    """Bind axis letters: fits(x=(x, "ND"), Wx=(Wx, "DH")) or a ValueError that says which argument does not fit."""
    sizes = {}
    for name, (array, letters) in named.items():
        shape = np.shape(array)
        if len(shape) != len(letters):
            raise ValueError(f"{name}: expected {len(letters)} axes ({letters}), got shape {shape}")
        for letter, size in zip(letters, shape):
            if sizes.setdefault(letter, size) != size:
                raise ValueError(f"{name}: expected {letter}={sizes[letter]}, got shape {shape} for {letters}")
            if letter == "T" and size == 0:
                raise ValueError(f"{name}: expected at least one step, got shape {shape}")
    return sizes


def expect(name, array, shape):
    if np.shape(array) != shape:
        raise ValueError(f"{name}: expected shape {shape}, got {np.shape(array)}")


def softmax(scores):
    if np.ndim(scores) < 1:
        raise ValueError("scores: expected at least one axis, got a scalar")
    powers = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    fits(x=(x, "ND"), h_prev=(h_prev, "NH"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), b=(b, "H"))
    h = np.tanh(x @ Wx + h_prev @ Wh + b)

    def back(dh):
        expect("dh", dh, h.shape)
        dz = dh * (1 - h * h)
        return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)

    return h, back


def rnn_step_backward(dh, cache):
    return cache(dh)


def rnn_forward(x, h0, Wx, Wh, b):
    fits(x=(x, "NTD"), h0=(h0, "NH"), Wx=(Wx, "DH"), Wh=(Wh, "HH"), b=(b, "H"))
    states, backs = [h0], []
    for t in range(x.shape[1]):
        h, back = rnn_step_forward(x[:, t, :], states[-1], Wx, Wh, b)
        states.append(h)
        backs.append(back)
    hs = np.stack(states[1:], axis=1)

    def back_through_time(dh):
        expect("dh", dh, hs.shape)
        dxs, carry = [], np.zeros_like(h0)
        sums = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
        for t in reversed(range(len(backs))):
            dx, carry, *weights = backs[t](dh[:, t, :] + carry)
            dxs.insert(0, dx)
            sums = [s + w for s, w in zip(sums, weights)]
        return np.stack(dxs, axis=1), carry, *sums

    return hs, back_through_time


def rnn_backward(dh, cache):
    return cache(dh)


def time_distributed_forward(x, Wy, by, activation="linear"):
    fits(x=(x, "NTD"), Wy=(Wy, "DC"), by=(by, "C"))
    z = x @ Wy + by
    if activation == "linear":
        y, slope = z, np.ones_like(z)
    elif activation == "sigmoid":
        y = 0.5 * (1.0 + np.tanh(0.5 * z))
        slope = y * (1 - y)
    else:
        raise ValueError(f"activation: expected 'linear' or 'sigmoid', got {activation!r}")

    def back(dy):
        expect("dy", dy, y.shape)
        dz = dy * slope
        return dz @ Wy.T, np.tensordot(x, dz, axes=((0, 1), (0, 1))), dz.sum(axis=(0, 1))

    return y, back


def time_distributed_backward(dy, cache):
    return cache(dy)


def sequence_cross_entropy(scores, labels, mask=None):
    fits(scores=(scores, "NTC"), labels=(labels, "NT"))
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels: expected integers, got {labels.dtype}")
    if mask is None:
        mask = np.full(labels.shape, True)
    expect("mask", mask, labels.shape)
    counted = labels[mask]
    if np.any((counted < 0) | (counted >= scores.shape[-1])):
        raise ValueError(f"labels: expected 0 <= label < {scores.shape[-1]}, got {counted.min()} to {counted.max()}")
    dscores = np.zeros_like(scores)
    count = len(counted)
    if not count:
        return 0.0, dscores
    rows = scores[mask]
    rows = rows - rows.max(axis=1, keepdims=True)
    log_p = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    delta = np.exp(log_p)
    delta[np.arange(count), counted] -= 1
    dscores[mask] = delta / count
    return float(-log_p[np.arange(count), counted].sum() / count), dscores


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        raise ValueError(f"h0: expected {len(layers)} states, got {len(h0)}")
    h, last = x, []
    for i, (state, (Wx, Wh, b)) in enumerate(zip(h0, layers)):
        fits(x=(h, "NTD"), **{f"h0[{i}]": (state, "NH"), f"layers[{i}] Wx": (Wx, "DH")})
        h, _ = rnn_forward(h, state, Wx, Wh, b)
        last.append(h[:, -1, :])
    return h, last


def bidirectional_rnn_forward(x, forward, backward):
    named = {"x": (x, "NTD")}
    for side, weights in (("forward", forward), ("backward", backward)):
        for name, array, letters in zip(("Wx", "Wh", "b"), weights, ("DH", "HH", "H")):
            named[f"{side} {name}"] = (array, letters)
    sizes = fits(**named)
    zeros = np.zeros((sizes["N"], sizes["H"]))
    right, right_back = rnn_forward(x, zeros, *forward)
    left, left_back = rnn_forward(np.flip(x, 1), zeros, *backward)
    h = np.concatenate([right, np.flip(left, 1)], axis=2)

    def back(dh):
        expect("dh", dh, h.shape)
        d_right, d_left = np.split(dh, 2, axis=2)
        dx1, _, *one = right_back(d_right)
        dx2, _, *two = left_back(np.flip(d_left, 1))
        return dx1 + np.flip(dx2, 1), tuple(one), tuple(two)

    return h, back


def bidirectional_rnn_backward(dh, cache):
    return cache(dh)


def train_hello(hidden_size, epochs, lr, rng):
    letters = "ehlo"
    x = np.eye(4)[[letters.index(c) for c in "hello"]][None]
    labels = np.array([[letters.index(c) for c in "ohlol"]])
    bound = 1 / np.sqrt(hidden_size)
    shapes = [(4, hidden_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size, 4), (4,)]
    params = [rng.uniform(-bound, bound, shape) for shape in shapes]
    h0 = np.zeros((1, hidden_size))

    def run():
        h, bptt = rnn_forward(x, h0, *params[:3])
        y, dense = time_distributed_forward(h, *params[3:])
        return y, bptt, dense

    losses = np.empty(epochs)
    for e in range(epochs):
        y, bptt, dense = run()
        losses[e], dy = sequence_cross_entropy(y, labels)
        dh, *dense_grads = dense(dy)
        grads = [*bptt(dh)[2:], *dense_grads]
        norm = np.sqrt(sum(np.vdot(g, g) for g in grads))
        for p, g in zip(params, grads):
            p -= lr * g * min(1.0, 5.0 / max(norm, 5.0))
        losses[e] = sequence_cross_entropy(run()[0], labels)[0]
    return "".join(letters[k] for k in run()[0][0].argmax(-1)), losses
