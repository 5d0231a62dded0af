"""Numbers live in array.array and are read through memoryviews; the answers are read-only np.frombuffer views."""

import math
from array import array

import numpy as np


def complain(name, got, wanted):
    raise ValueError(f"bad argument {name!r}: {got} (should be {wanted})")


def expect(name, value, *shape):
    got = np.shape(value)
    if len(got) != len(shape) or not all(w is None or w == g for w, g in zip(shape, got)):
        complain(name, got, tuple("any" if w is None else w for w in shape))
    return got


def expect_time(name, value):
    N, T, D = expect(name, value, None, None, None)
    if T == 0:
        complain(name, "no time steps", "one or more")
    return N, T, D


def numbers(value):
    return memoryview(np.ascontiguousarray(value, dtype=np.float64)).cast("B").cast("d") if np.size(value) else array("d")


def frozen(values, *shape):
    return np.frombuffer(array("d", values).tobytes(), dtype=np.float64).reshape(shape)


def product(A, B, rows, inner, columns):
    return [
        math.fsum(A[r * inner + i] * B[i * columns + c] for i in range(inner))
        for r in range(rows)
        for c in range(columns)
    ]


def softmax(scores):
    if np.ndim(scores) == 0:
        complain("scores", "a scalar", "an array")
    C = scores.shape[-1]
    flat, out = numbers(scores), array("d")
    for start in range(0, len(flat), C):
        row = flat[start : start + C].tolist()
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        total = math.fsum(powers)
        out.extend(p / total for p in powers)
    return frozen(out, *scores.shape)


def rnn_step_forward(x, h_prev, Wx, Wh, b):
    N, D = expect("x", x, None, None)
    _, H = expect("h_prev", h_prev, N, None)
    expect("Wx", Wx, D, H)
    expect("Wh", Wh, H, H)
    expect("b", b, H)
    from_x = product(numbers(x), numbers(Wx), N, D, H)
    from_h = product(numbers(h_prev), numbers(Wh), N, H, H)
    bias = numbers(b)
    h = frozen((math.tanh(p + q + bias[i % H]) for i, (p, q) in enumerate(zip(from_x, from_h))), N, H)
    return h, (x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh, cache):
    x, h_prev, Wx, Wh, h = cache
    N, H = expect("dh", dh, *h.shape)
    D = x.shape[1]
    dz = array("d", (d * (1 - v * v) for d, v in zip(numbers(dh), numbers(h))))
    return (
        frozen(product(dz, numbers(Wx.T), N, H, D), N, D),
        frozen(product(dz, numbers(Wh.T), N, H, H), N, H),
        frozen(product(numbers(x.T), dz, D, N, H), D, H),
        frozen(product(numbers(h_prev.T), dz, H, N, H), H, H),
        frozen((math.fsum(dz[j::H]) for j in range(H)), H),
    )


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, D = expect_time("x", x)
    expect("h0", h0, N, None)
    cache, h = [], h0
    for t in range(T):
        h, step = rnn_step_forward(x[:, t], h, Wx, Wh, b)
        cache.append(step)
    out = np.stack([step[4] for step in cache], axis=1)
    out.setflags(write=False)
    return out, cache


def rnn_backward(dh, cache):
    N, H = cache[0][4].shape
    expect("dh", dh, N, len(cache), H)
    dxs, carry, sums = [], np.zeros((N, H)), None
    for t in range(len(cache))[::-1]:
        dx, carry, *grads = rnn_step_backward(dh[:, t] + carry, cache[t])
        dxs.append(dx)
        sums = grads if sums is None else [a + g for a, g in zip(sums, grads)]
    return (np.stack(dxs[::-1], axis=1), carry, *sums)


def squash(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def time_distributed_forward(x, Wy, by, activation="linear"):
    N, T, D = expect_time("x", x)
    _, C = expect("Wy", Wy, D, None)
    expect("by", by, C)
    if activation not in ("linear", "sigmoid"):
        complain("activation", repr(activation), "'linear' or 'sigmoid'")
    bias = numbers(by)
    z = (p + bias[i % C] for i, p in enumerate(product(numbers(x), numbers(Wy), N * T, D, C)))
    y = frozen(map(squash, z) if activation == "sigmoid" else z, N, T, C)
    return y, (x, Wy, y, activation)


def time_distributed_backward(dy, cache):
    x, Wy, y, activation = cache
    N, T, C = expect("dy", dy, *y.shape)
    D = x.shape[2]
    dz = array("d", numbers(dy))
    if activation == "sigmoid":
        dz = array("d", (d * v * (1 - v) for d, v in zip(dz, numbers(y))))
    columns = numbers(x.reshape(N * T, D).T)
    return (
        frozen(product(dz, numbers(Wy.T), N * T, C, D), N, T, D),
        frozen(product(columns, dz, D, N * T, C), D, C),
        frozen((math.fsum(dz[c::C]) for c in range(C)), C),
    )


def sequence_cross_entropy(scores, labels, mask=None):
    N, T, C = expect_time("scores", scores)
    expect("labels", labels, N, T)
    if labels.dtype.kind not in "iu":
        complain("labels", labels.dtype, "integers")
    if mask is not None:
        expect("mask", mask, N, T)
    flat = numbers(scores)
    count = N * T if mask is None else int(np.sum(mask))
    d, terms = array("d", bytes(8 * N * T * C)), []
    for row in range(N * T):
        n, t = divmod(row, T)
        if mask is None or mask[n, t]:
            label = int(labels[n, t])
            if not 0 <= label < C:
                complain("labels", label, f"0 .. {C - 1}")
            values = flat[row * C : row * C + C].tolist()
            top = max(values)
            log_sum = top + math.log(math.fsum(math.exp(v - top) for v in values))
            terms.append(log_sum - values[label])
            for c in range(C):
                d[row * C + c] = (math.exp(values[c] - log_sum) - (c == label)) / count
    return math.fsum(terms) / max(count, 1), frozen(d, N, T, C)


def stacked_rnn_forward(x, h0, layers):
    if len(h0) != len(layers):
        complain("h0", f"{len(h0)} states", f"{len(layers)}, one for each layer")
    last = []
    for level in range(len(layers)):
        x, cache = rnn_forward(x, h0[level], *layers[level])
        last.append(cache[-1][4])
    return x, last


def bidirectional_rnn_forward(x, forward, backward):
    N, T, D = expect_time("x", x)
    H, _ = expect("forward", forward[1], None, None)
    for name, (Wx, Wh, b) in (("forward", forward), ("backward", backward)):
        expect(name, Wx, D, H)
        expect(name, Wh, H, H)
        expect(name, b, H)
    one, one_cache = rnn_forward(x, np.zeros((N, H)), *forward)
    two, two_cache = rnn_forward(x[:, ::-1], np.zeros((N, H)), *backward)
    out = np.concatenate([one, two[:, ::-1]], axis=2)
    out.setflags(write=False)
    return out, (one_cache, two_cache)


def bidirectional_rnn_backward(dh, cache):
    one_cache, two_cache = cache
    N, H = one_cache[0][4].shape
    expect("dh", dh, N, len(one_cache), 2 * H)
    one = rnn_backward(dh[:, :, :H], one_cache)
    two = rnn_backward(dh[:, ::-1, H:], two_cache)
    return one[0] + two[0][:, ::-1], one[2:], two[2:]


def train_hello(hidden_size, epochs, lr, rng):
    letters = "loeh"
    x = np.eye(4)[[["loeh".index(c) for c in "hello"]]]
    labels = np.array([[letters.index(c) for c in "ohlol"]])
    shapes = ((4, hidden_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size, 4), (4,))
    params = [rng.normal(0, 0.3, shape) for shape in shapes]
    start = np.zeros((1, hidden_size))
    losses = array("d")
    for _ in range(epochs):
        h, cache = rnn_forward(x, start, *params[:3])
        scores, dense = time_distributed_forward(h, *params[3:])
        loss, dscores = sequence_cross_entropy(scores, labels)
        losses.append(loss)
        dh, *dense_grads = time_distributed_backward(dscores, dense)
        grads = [*rnn_backward(dh, cache)[2:], *dense_grads]
        norm = math.sqrt(math.fsum(v * v for g in grads for v in numbers(g)))
        rate = lr * (5 / norm if norm > 5 else 1)
        params = [p - rate * g for p, g in zip(params, grads)]
    scores, _ = time_distributed_forward(rnn_forward(x, start, *params[:3])[0], *params[3:])
    return "".join(letters[k] for k in np.argmax(scores, axis=2)[0]), np.frombuffer(losses.tobytes())
