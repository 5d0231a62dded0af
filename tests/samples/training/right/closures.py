# Linear maps: whatever is looked up is a product with a one-hot matrix, and a cache is the way back.
from functools import partial, wraps

import numpy as np


class BadArgument(ValueError):
    def __init__(self, name, got, wanted):
        super().__init__(f"bad {name}: got {got}, wanted {wanted}")


def require(condition, *what):
    if not condition:
        raise BadArgument(*what)


def returns_to(shape, back):
    """The way back, for gradients of that shape only."""

    @wraps(back)
    def checked(dout):
        require(dout.shape == shape, "dout", dout.shape, shape)
        return back(dout)

    return checked


def one_hot(indices, depth):
    indices = np.array(indices)
    require(indices.dtype.kind in "iu", "indices", indices.dtype, "integers")
    require(np.all(indices >= 0) and np.all(indices < depth), "indices", indices, f"0 <= index < {depth}")
    return np.identity(depth).take(indices, axis=0)


def embedding_forward(indices, table):
    require(table.ndim == 2, "table", table.shape, "(V, E)")
    require(np.ndim(indices) == 2 and np.size(indices), "indices", np.shape(indices), "(N, T)")
    chosen = one_hot(indices, table.shape[0])
    out = chosen @ table
    return out, returns_to(out.shape, lambda dout: np.einsum("ntv,nte->ev", chosen, dout).T)


def embedding_backward(dout, cache):
    return cache(dout)


def dropout_forward(x, p, rng, training=True):
    require(p >= 0 and p <= 1, "p", p, "a probability")
    keep = 1 - p
    if training and keep > 0:
        scale = rng.binomial(1, keep, size=x.T.shape).T / keep
    else:
        scale = 0.0 if training else 1.0
    return np.multiply(scale, x), returns_to(x.shape, partial(np.multiply, scale))


def dropout_backward(dout, cache):
    return cache(dout)


def together(**lists):
    """The lists' arrays, a tuple for each place."""
    (name, first), *others = lists.items()
    for other, arrays in others:
        require(len(arrays) == len(first), other, f"{len(arrays)} arrays", f"{len(first)} as in {name}")
        for a, b in zip(first, arrays):
            require(a.shape == b.shape, other, b.shape, f"{a.shape} as in {name}")
    return list(zip(*lists.values()))


def sgd_step(params, grads, lr):
    return tuple(np.add(p, np.multiply(-lr, g)) for p, g in together(params=params, grads=grads))


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    zeros = [0 * g for g in grads]
    power1, power2, m, v = state or (1.0, 1.0, zeros, zeros)
    together(params=params, grads=grads)
    together(params=params, state=m)
    power1, power2 = power1 * beta1, power2 * beta2
    m = tuple(old + (1 - beta1) * (g - old) for old, g in zip(m, grads))
    v = tuple(old + (1 - beta2) * (g * g - old) for old, g in zip(v, grads))
    # Kingma & Ba, the end of section 2: both corrections in the step size, eps scaled to match
    root = (1 - power2) ** 0.5
    rate = lr * root / (1 - power1)
    new = tuple(p - rate * a / (np.sqrt(b) + eps * root) for p, a, b in zip(params, m, v))
    return new, (power1, power2, m, v)


def sample(probabilities, temperature, rng):
    weights = np.array(probabilities, float)
    require(weights.ndim == 1, "probabilities", weights.shape, "(C,)")
    require((weights >= 0).all() and weights.sum() > 0, "probabilities", weights, "weights, not all zero")
    require(temperature > 0, "temperature", temperature, "a positive number")
    # Gumbel's trick; what cannot be drawn is not in the race
    (possible,) = weights.nonzero()
    scores = np.log(weights[possible])
    scores = (scores - scores.max()) / temperature + rng.gumbel(size=possible.size)
    return int(possible[scores.argmax()])


def perplexity(losses):
    losses = np.array(losses, float)
    require(losses.size > 0, "losses", "nothing", "at least one")
    bits = losses.mean() / np.log(2)
    return float(2.0**bits) if bits < 1024 else np.inf
