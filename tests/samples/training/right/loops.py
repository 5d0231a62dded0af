"""Plain Python: one number at a time."""
import itertools
import math
import numbers

import numpy as np


def fail(name, wanted, got):
    raise ValueError(f"{name} should be {wanted}, but it is {got}")


def number_of_class(i, classes):
    if isinstance(i, (bool, np.bool_)) or not isinstance(i, numbers.Integral):
        fail("indices", "whole numbers", repr(i))
    if not 0 <= i < classes:
        fail("indices", f"between 0 and {classes - 1}", i)
    return int(i)


def numbers_in(array):
    return [float(v) for v in np.ravel(array)]


def like(values, array):
    return np.array(values, dtype=np.float64).reshape(np.shape(array))


def one_hot(indices, depth):
    rows = []
    for i in np.ravel(indices):
        row = [0.0] * depth
        row[number_of_class(i, depth)] = 1.0
        rows.append(row)
    return np.array(rows).reshape(*np.shape(indices), depth)


def embedding_forward(indices, table):
    if len(np.shape(table)) != 2:
        fail("table", "of shape (V, E)", np.shape(table))
    if len(np.shape(indices)) != 2 or np.shape(indices)[1] < 1:
        fail("indices", "of shape (N, T)", np.shape(indices))
    V, E = table.shape
    N, T = np.shape(indices)
    rows = [[number_of_class(indices[n][t], V) for t in range(T)] for n in range(N)]
    out = np.empty((N, T, E))
    for n in range(N):
        for t in range(T):
            for e in range(E):
                out[n, t, e] = table[rows[n][t], e]
    return out, {"rows": rows, "V": V, "E": E}


def embedding_backward(dout, cache):
    rows, V, E = cache["rows"], cache["V"], cache["E"]
    if dout.shape != (len(rows), len(rows[0]), E):
        fail("dout", f"of shape {(len(rows), len(rows[0]), E)}", dout.shape)
    total = [[0.0] * E for _ in range(V)]
    for n, row in enumerate(rows):
        for t, word in enumerate(row):
            for e in range(E):
                total[word][e] += float(dout[n, t, e])
    return np.array(total).reshape(V, E)


def dropout_forward(x, p, rng, training=True):
    if not 0 <= p <= 1:
        fail("p", "between 0 and 1", p)
    kept = []
    y = []
    for value in numbers_in(x):
        stays = not training or rng.random() >= p
        kept.append(stays)
        if not training:
            y.append(value)
        elif stays:
            y.append(value / (1 - p))
        else:
            y.append(0.0)
    return like(y, x), (np.shape(x), kept, p if training else 0.0)


def dropout_backward(dout, cache):
    shape, kept, p = cache
    if np.shape(dout) != shape:
        fail("dout", f"of shape {shape}", np.shape(dout))
    dx = []
    for value, stays in zip(numbers_in(dout), kept):
        dx.append(value / (1 - p) if stays else 0.0)
    return like(dx, dout)


def check_grads(params, grads):
    shapes, wanted = [np.shape(g) for g in grads], [np.shape(p) for p in params]
    if shapes != wanted:
        fail("grads", f"arrays of the shapes {wanted}", shapes)


def sgd_step(params, grads, lr):
    check_grads(params, grads)
    new = []
    for p, g in zip(params, grads):
        new.append(like([a - lr * b for a, b in zip(numbers_in(p), numbers_in(g))], p))
    return new


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    check_grads(params, grads)
    sizes = [np.size(p) for p in params]
    if state is None:
        step, moments = 0, [[(0.0, 0.0)] * size for size in sizes]
    else:
        step, moments = state
    if [len(pairs) for pairs in moments] != sizes:
        fail("state", f"for params of the sizes {sizes}", [len(pairs) for pairs in moments])
    step += 1
    first, second = 1 - beta1**step, 1 - beta2**step
    new, new_moments = [], []
    for p, g, pairs in zip(params, grads, moments):
        values, new_pairs = [], []
        for a, d, (m, v) in zip(numbers_in(p), numbers_in(g), pairs):
            m = beta1 * m + (1 - beta1) * d
            v = beta2 * v + (1 - beta2) * d * d
            new_pairs.append((m, v))
            values.append(a - lr * (m / first) / (math.sqrt(v / second) + eps))
        new.append(like(values, p))
        new_moments.append(new_pairs)
    return new, [step, new_moments]


def sample(probabilities, temperature, rng):
    if len(np.shape(probabilities)) != 1:
        fail("probabilities", "a list of numbers", np.shape(probabilities))
    weights = numbers_in(probabilities)
    if not weights or min(weights) < 0 or max(weights) == 0:
        fail("probabilities", "weights of 0 or more, some of them more", weights)
    if temperature <= 0:
        fail("temperature", "more than 0", temperature)
    top = max(weights)
    heated = [math.exp(math.log(w / top) / temperature) if w / top > 0 else 0.0 for w in weights]
    ends = list(itertools.accumulate(heated))
    dart = rng.random() * ends[-1]
    for i, end in enumerate(ends):
        if dart < end:
            return i
    return weights.index(top)


def perplexity(losses):
    values = numbers_in(losses)
    if not values:
        fail("losses", "one number or more", "empty")
    try:
        return math.exp(math.fsum(values) / len(values))
    except OverflowError:
        return math.inf
