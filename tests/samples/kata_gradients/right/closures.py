# whole arrays, einsum, recursion and small functions made of functions

from itertools import accumulate, takewhile
from operator import itemgetter

import numpy as np


def expect(**claims):
    """expect(name=condition): ValueError that names the first claim which does not hold."""
    for name, ok in claims.items():
        if not ok:
            raise ValueError("argument " + name + " does not fit")


def axes(spec, **arrays):
    seen = {}
    for name, letters in zip(arrays, spec.split(",")):
        got = np.shape(arrays[name])
        expect(**{name: len(got) == len(letters)})
        for letter, size in zip(letters, got):
            expect(**{name: seen.setdefault(letter, size) == size and not (letter == "T" and size == 0)})
    return seen


def softmax_cross_entropy(scores, labels):
    s = axes("nc,n", scores=scores, labels=labels)
    expect(scores=s["n"], labels=np.issubdtype(np.asarray(labels).dtype, np.integer))
    expect(labels=np.all(np.isin(labels, np.arange(s["c"]))))
    right = np.arange(s["c"]) == np.asarray(labels)[:, None]
    total = np.logaddexp.reduce(scores, axis=1)[:, None]
    loss = np.where(right, total - scores, 0.0).sum() / s["n"]
    return loss, (np.exp(scores - total) - right) / s["n"]


def activation_backward(dy, y, activation):
    axes("nh,nh", dy=dy, y=y)
    slope = {"sigmoid": lambda: y - y**2, "tanh": lambda: 1 - np.square(y), "relu": lambda: np.heaviside(y, 0.0)}
    expect(activation=activation in slope)
    return np.einsum("nh,nh->nh", dy, slope[activation]())


def three_step_gradient(w, u, h0, x1, x2, x3):
    def after(t):
        """(h, dh/dw, dh/du) after step t"""
        if t == 0:
            return np.array([h0, 0.0, 0.0])
        h, dw, du = after(t - 1)
        x = (x1, x2, x3)[t - 1]
        new = np.tanh(w * h + u * x)
        return np.array([new, (1 - new**2) * (h + w * dw), (1 - new**2) * (x + w * du)])

    return tuple(after(3)[1:])


def scalar_bptt(w, u, h0, x, y):
    axes("T,T", x=x, y=y)
    h = np.array(list(accumulate(x, lambda h, xt: np.tanh(w * h + u * xt), initial=h0)))
    error, slope = h[1:] - y, 1 - h[1:] ** 2
    deltas = list(accumulate(zip(error[::-1], slope[::-1]), lambda d, es: (w * d + es[0]) * es[1], initial=0.0))
    delta = np.array(deltas[1:])[::-1]
    return np.dot(error, error) / 2, delta @ h[:-1], delta @ x


def rnn_input_gradient(dh_last, h, Wx, Wh):
    axes("nh,nTh,dh,hh", dh_last=dh_last, h=h, Wx=Wx, Wh=Wh)
    slopes = np.moveaxis(1 - h * h, 1, 0)
    pull = lambda up, slope: np.einsum("nh,nh,kh->nk", up, slope, Wh)
    ups = list(accumulate(slopes[:0:-1], pull, initial=dh_last))[::-1]
    return np.einsum("tnh,tnh,dh->ntd", np.array(ups), slopes, Wx)


def lstm_gate_gradients(dh, dc, i, f, g, o, c_prev):
    axes(",".join(["nh"] * 7), dh=dh, dc=dc, i=i, f=f, g=g, o=o, c_prev=c_prev)
    out = np.tanh(i * g + c_prev * f)
    cell = dc + o * dh * (1 - out) * (1 + out)
    sigmoid, tanh = (lambda v: v - v * v), (lambda v: 1 - v * v)
    blocks = [(cell * g, sigmoid(i)), (cell * c_prev, sigmoid(f)), (cell * i, tanh(g)), (dh * out, sigmoid(o))]
    return np.hstack([up * slope for up, slope in blocks]), f * cell


def gru_blend_gradients(dh, z, n, h_prev):
    axes("nh,nh,nh,nh", dh=dh, z=z, n=n, h_prev=h_prev)
    kept, taken = dh * z, dh - dh * z
    return taken * z * (h_prev - n), taken - taken * n * n, kept


def language_model_parameters(kind, V, E, H, layers=1, tied=False):
    gates = dict(rnn=1, gru=3, lstm=4)
    expect(kind=kind in gates, tied=E == H if tied else True)
    parts = np.array([V * E, gates[kind] * H * (E + H + 1 + (layers - 1) * (2 * H + 1)), V * (1 if tied else H + 1)])
    return dict(zip(["embedding", "recurrent", "head", "total"], [*parts, parts.sum()]))


def activation_memory(kind, N, T, H, layers=1, every=None):
    sizes = {"rnn": [1, 1], "lstm": [2, 6], "gru": [1, 5]}
    expect(kind=kind in sizes, T=T > 0, every=every is None or every > 0)
    size = min(every or T, T)
    return int(np.dot(sizes[kind], [np.ceil(T / size), size])) * layers * N * H


def lstm_step_flops(N, D, H):
    return dict(products=8 * N * H * (D + H), elementwise=17 * N * H)


def gradient_check(analytic, numeric, tolerance):
    expect(numeric=analytic.keys() == numeric.keys())
    expect(numeric=all(analytic[k].shape == numeric[k].shape for k in analytic))

    def error(a, b):
        if np.isnan(a + b).any():
            return np.inf
        size = np.fmax(abs(a), abs(b))
        return np.divide(abs(a - b), size, out=np.zeros(size.shape), where=size > 0).max()

    errors = {k: error(analytic[k], numeric[k]) for k in analytic}
    return errors, list(filter(lambda k: not errors[k] <= tolerance, errors))


def clip_each_by_norm(grads, max_norm):
    expect(max_norm=max_norm > 0)
    scales = {k: 1 / max(1.0, np.linalg.norm(np.ravel(v)) / max_norm) for k, v in grads.items()}
    return {k: np.multiply(v, scales[k]) for k, v in grads.items()}, scales


def momentum_step(params, grads, velocities, lr, momentum, nesterov=False):
    look = lambda arrays: [np.shape(array) for array in arrays]
    expect(grads=look(grads) == look(params), velocities=look(velocities) == look(params))
    push = lambda vs: [momentum * v + g for v, g in zip(vs, grads)]
    moving = push(velocities)
    return [p - lr * v for p, v in zip(params, push(moving) if nesterov else moving)], tuple(moving)


def horizon_bias(horizons):
    axes("h", horizons=horizons)
    expect(horizons=np.min(horizons) > 1)
    signs = np.array([-1.0, 1.0, 0.0, 0.0])
    return np.einsum("g,h->gh", signs, np.log(horizons - 1)).reshape(-1)


def truncation_windows(T, every, back):
    expect(T=T >= 1, every=every >= 1, back=back >= 1)
    stops = np.minimum(np.arange(1, -(-T // every) + 1) * every, T)
    return tuple(zip(np.maximum(stops - back, 0), stops))


def next_letter_windows(ids, length):
    axes("l", ids=ids)
    expect(ids=np.issubdtype(np.asarray(ids).dtype, np.integer), length=0 < length < len(ids))
    windows = np.lib.stride_tricks.sliding_window_view(ids, length + 1)[::length]
    return windows[:, :-1], windows[:, 1:]


def nucleus_filter(probabilities, p):
    axes("v", probabilities=probabilities)
    expect(p=0 < p <= 1, probabilities=np.all(probabilities >= 0) and np.isclose(sum(probabilities), 1))
    ranked = sorted(enumerate(probabilities), key=lambda pair: (-pair[1], pair[0]))
    sums = accumulate(map(itemgetter(1), ranked))
    size = 1 + sum(1 for _ in takewhile(lambda total: total < p, sums))
    kept = [at for at, _ in ranked[:size]]
    masked = np.where(np.isin(np.arange(len(probabilities)), kept), probabilities, 0.0)
    return masked / masked.sum()


def beam_step(scores, log_probs, width):
    s = axes("b,bv", scores=scores, log_probs=log_probs)
    expect(width=0 < width <= s["b"] * s["v"])
    table = np.add.outer(scores, np.zeros(s["v"])) + log_probs
    beams, letters = np.indices(table.shape).reshape(2, -1)
    order = np.lexsort((letters, beams, -table.ravel()))[:width]
    return [(table[beams[k], letters[k]], beams[k], letters[k]) for k in order]
