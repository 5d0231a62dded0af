"""Number by number: lists, loops and the math module."""
import math

import numpy as np


def need(ok, message):
    if not ok:
        raise ValueError(message)


def shape(name, array, *sizes):
    need(np.shape(array) == sizes, f"{name} has shape {np.shape(array)}, not {sizes}")


def softmax_cross_entropy(scores, labels):
    need(np.ndim(scores) == 2, f"scores should have two axes, not {np.ndim(scores)}")
    N, C = np.shape(scores)
    shape("labels", labels, N)
    need(N > 0, "scores has no rows")
    loss, dscores = 0.0, np.zeros((N, C))
    for n in range(N):
        label = labels[n]
        need(isinstance(label, (int, np.integer)) and 0 <= label < C, f"labels[{n}] is {label}")
        top = max(scores[n])
        weights = [math.exp(score - top) for score in scores[n]]
        total = math.fsum(weights)
        loss += top + math.log(total) - scores[n][label]
        for c in range(C):
            dscores[n, c] = (weights[c] / total - (1 if c == label else 0)) / N
    return loss / N, dscores


def activation_backward(dy, y, activation):
    need(np.ndim(dy) == 2 and np.shape(dy) == np.shape(y), "dy and y should have one shape (N, H)")
    slopes = {
        "sigmoid": lambda v: v - v * v,
        "tanh": lambda v: (1 - v) * (1 + v),
        "relu": lambda v: 1.0 if v > 0 else 0.0,
    }
    need(activation in slopes, f"activation {activation!r} is not known")
    out = [[float(up * slopes[activation](v)) for up, v in zip(*rows)] for rows in zip(dy, y)]
    return np.array(out).reshape(np.shape(dy))


def three_step_gradient(w, u, h0, x1, x2, x3):
    h, dw, du = h0, 0.0, 0.0  # forward mode: the derivatives travel along with the state
    for x in (x1, x2, x3):
        new = math.tanh(w * h + u * x)
        slope = 1 - new * new
        dw, du = slope * (h + w * dw), slope * (x + w * du)
        h = new
    return dw, du


def scalar_bptt(w, u, h0, x, y):
    need(np.ndim(x) == 1 and len(x) > 0, "x should be a vector with a step at least")
    shape("y", y, len(x))
    h, ew, eu = h0, 0.0, 0.0
    cost = dw = du = 0.0
    for xt, yt in zip(x, y):
        new = math.tanh(w * h + u * xt)
        ew = (1 - new**2) * (h + w * ew)
        eu = (1 - new**2) * (xt + w * eu)
        h = new
        cost += 0.5 * (h - yt) ** 2
        dw += (h - yt) * ew
        du += (h - yt) * eu
    return cost, dw, du


def rnn_input_gradient(dh_last, h, Wx, Wh):
    need(np.ndim(h) == 3 and np.shape(h)[1] > 0, "h should have shape (N, T, H), T at least 1")
    N, T, H = np.shape(h)
    need(np.ndim(Wx) == 2, "Wx should be a matrix")
    D = len(Wx)
    shape("dh_last", dh_last, N, H)
    shape("Wx", Wx, D, H)
    shape("Wh", Wh, H, H)
    dx = np.zeros((N, T, D))
    for n in range(N):
        up = [float(v) for v in dh_last[n]]
        for t in range(T - 1, -1, -1):
            dz = [up[j] * (1 - h[n, t, j] ** 2) for j in range(H)]
            for d in range(D):
                dx[n, t, d] = sum(Wx[d, j] * dz[j] for j in range(H))
            up = [sum(Wh[k, j] * dz[j] for j in range(H)) for k in range(H)]
    return dx


def lstm_gate_gradients(dh, dc, i, f, g, o, c_prev):
    need(np.ndim(dh) == 2, "dh should be a matrix")
    N, H = np.shape(dh)
    for name, array in dict(dc=dc, i=i, f=f, g=g, o=o, c_prev=c_prev).items():
        shape(name, array, N, H)
    dz, back = np.zeros((N, 4 * H)), np.zeros((N, H))
    for n in range(N):
        for k in range(H):
            squashed = math.tanh(f[n, k] * c_prev[n, k] + i[n, k] * g[n, k])
            reach = dc[n, k] + dh[n, k] * o[n, k] * (1 - squashed * squashed)
            dz[n, k] = reach * g[n, k] * i[n, k] * (1 - i[n, k])
            dz[n, H + k] = reach * c_prev[n, k] * f[n, k] * (1 - f[n, k])
            dz[n, 2 * H + k] = reach * i[n, k] * (1 - g[n, k] * g[n, k])
            dz[n, 3 * H + k] = dh[n, k] * squashed * o[n, k] * (1 - o[n, k])
            back[n, k] = reach * f[n, k]
    return [dz, back]


def gru_blend_gradients(dh, z, n, h_prev):
    need(np.ndim(dh) == 2, "dh should be a matrix")
    for name, array in dict(z=z, n=n, h_prev=h_prev).items():
        shape(name, array, *np.shape(dh))
    results = [np.zeros(np.shape(dh)) for _ in range(3)]
    for at in np.ndindex(*np.shape(dh)):
        results[0][at] = dh[at] * z[at] * (1 - z[at]) * h_prev[at] - dh[at] * z[at] * (1 - z[at]) * n[at]
        results[1][at] = dh[at] * (1 - n[at] * n[at]) - dh[at] * z[at] * (1 - n[at] * n[at])
        results[2][at] = z[at] * dh[at]
    return tuple(results)


def language_model_parameters(kind, V, E, H, layers=1, tied=False):
    need(kind in ("rnn", "lstm", "gru"), f"kind {kind!r} is not known")
    need(not tied or E == H, f"tied, but E={E} and H={H}")
    gates = {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    recurrent = 0
    for layer in range(layers):
        for _ in range(gates):
            recurrent += H * (H if layer else E)
            recurrent += H * H
            recurrent += H
    head = V
    if not tied:
        head += V * H
    parts = dict(head=head, recurrent=recurrent, embedding=E * V)
    parts["total"] = sum(parts.values())
    return parts


def activation_memory(kind, N, T, H, layers=1, every=None):
    need(kind in ("rnn", "lstm", "gru"), f"kind {kind!r} is not known")
    need(T >= 1, f"T is {T}")
    if every is None:
        every = T
    need(every >= 1, f"every is {every}")
    lengths, left = [], T
    while left > 0:
        lengths.append(min(every, left))
        left -= every
    states, step = {"rnn": (1, 1), "lstm": (2, 6), "gru": (1, 5)}[kind]
    return sum(N * H * (states * len(lengths) + step * max(lengths)) for _ in range(layers))


def lstm_step_flops(N, D, H):
    products = elementwise = 0
    for gate in "ifgo":
        products += 2 * N * D * H + 2 * N * H * H
        elementwise += 3 * N * H  # two sums and the activation
    for operation in ("f * c_prev", "i * g", "+", "tanh", "o *"):
        elementwise += N * H
    return {"elementwise": elementwise, "products": products}


def gradient_check(analytic, numeric, tolerance):
    need(set(analytic) == set(numeric), f"numeric has {list(numeric)}, analytic {list(analytic)}")
    errors, suspects = {}, []
    for name in analytic:
        need(np.shape(analytic[name]) == np.shape(numeric[name]), f"numeric and analytic differ in the shape of {name}")
        worst = 0.0
        for a, b in zip(np.ravel(analytic[name]), np.ravel(numeric[name])):
            if math.isnan(a) or math.isnan(b):
                worst = math.inf
            elif a != b:
                worst = max(worst, abs(a - b) / max(abs(a), abs(b)))
        errors[name] = float(worst)
        if worst > tolerance:
            suspects.append(name)
    return errors, suspects


def clip_each_by_norm(grads, max_norm):
    need(max_norm > 0, f"max_norm is {max_norm}")
    clipped, scales = {}, {}
    for name in grads:
        norm = math.sqrt(sum(v * v for v in np.ravel(grads[name])))
        if norm <= max_norm:
            clipped[name], scales[name] = np.array(grads[name]), 1.0
        else:
            scales[name] = max_norm / norm
            clipped[name] = grads[name] * scales[name]
    return clipped, scales


def momentum_step(params, grads, velocities, lr, momentum, nesterov=False):
    need(len(params) == len(grads), "grads are not as many as params")
    need(len(params) == len(velocities), "velocities are not as many as params")
    updated, moving = [], []
    for param, grad, velocity in zip(params, grads, velocities):
        need(np.shape(param) == np.shape(grad), "grads: another shape than its parameter's")
        need(np.shape(param) == np.shape(velocity), "velocities: another shape than its parameter's")
        new = momentum * velocity + grad
        moving.append(new)
        updated.append(param - lr * (grad + momentum * new) if nesterov else param - lr * new)
    return updated, moving


def horizon_bias(horizons):
    need(np.ndim(horizons) == 1, "horizons should be a vector")
    b = [0.0] * (4 * len(horizons))
    for unit, steps in enumerate(horizons):
        need(steps > 1, f"horizons[{unit}] is {steps}")
        keep = 1 - 1 / steps
        b[unit] = math.log((1 - keep) / keep)
        b[len(horizons) + unit] = math.log(keep / (1 - keep))
    return b


def truncation_windows(T, every, back):
    for name, value in (("T", T), ("every", every), ("back", back)):
        need(value > 0, f"{name} is {value}")
    windows, t = [], 0
    while t < T:
        t = min(t + every, T)
        windows.append([t - back if t > back else 0, t])
    return windows


def next_letter_windows(ids, length):
    need(np.ndim(ids) == 1 and np.asarray(ids).dtype.kind in "iu", "ids should be a vector of integers")
    need(length > 0, f"length is {length}")
    need(len(ids) > length, f"ids has {len(ids)} letters, length is {length}")
    inputs, labels, start = [], [], 0
    while start + length < len(ids):
        inputs.append([int(v) for v in ids[start : start + length]])
        labels.append([int(v) for v in ids[start + 1 : start + length + 1]])
        start += length
    return np.array(inputs), np.array(labels)


def nucleus_filter(probabilities, p):
    need(np.ndim(probabilities) == 1, "probabilities should be a vector")
    need(0 < p <= 1, f"p is {p}")
    need(min(probabilities) >= 0, "probabilities has a negative entry")
    need(abs(sum(probabilities) - 1) < 1e-6, "probabilities do not sum to 1")
    left, nucleus, total = list(range(len(probabilities))), [], 0.0
    while total < p and left:
        best = max(left, key=lambda at: probabilities[at])  # max takes the first of equals
        left.remove(best)
        nucleus.append(best)
        total += probabilities[best]
    return [float(q / total) if at in nucleus else 0.0 for at, q in enumerate(probabilities)]


def beam_step(scores, log_probs, width):
    need(np.ndim(log_probs) == 2, "log_probs should be a matrix")
    B, V = np.shape(log_probs)
    shape("scores", scores, B)
    need(0 < width <= B * V, f"width is {width}")
    every = []
    for beam in range(B):
        for letter in range(V):
            every.append([float(scores[beam] + log_probs[beam, letter]), beam, letter])
    every.sort(key=lambda one: -one[0])
    return every[:width]
