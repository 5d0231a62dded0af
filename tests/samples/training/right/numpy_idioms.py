import numpy as np


def _whole(indices, depth):
    indices = np.asarray(indices)
    if not np.issubdtype(indices.dtype, np.integer):
        raise ValueError(f"indices: expected integers, got {indices.dtype}")
    if ((indices < 0) | (indices >= depth)).any():
        raise ValueError(f"indices: expected 0 to {depth - 1}, got {indices.min()} to {indices.max()}")
    return indices


def _pairs(params, grads):
    if len(params) != len(grads):
        raise ValueError(f"grads: expected {len(params)} arrays, got {len(grads)}")
    for k, (p, g) in enumerate(zip(params, grads)):
        if np.shape(p) != np.shape(g):
            raise ValueError(f"grads[{k}]: expected shape {np.shape(p)}, got {np.shape(g)}")


def one_hot(indices, depth):
    indices = _whole(indices, depth)
    return (indices[..., None] == np.arange(depth)).astype(float)


def embedding_forward(indices, table):
    if np.ndim(table) != 2:
        raise ValueError(f"table: expected two axes, got {np.ndim(table)}")
    indices = _whole(indices, len(table))
    if indices.ndim != 2 or indices.shape[1] == 0:
        raise ValueError(f"indices: expected shape (N, T) with T > 0, got {indices.shape}")
    return table[indices], (indices, table.shape)


def embedding_backward(dout, cache):
    indices, shape = cache
    want = (*indices.shape, shape[1])
    if np.shape(dout) != want:
        raise ValueError(f"dout: expected shape {want}, got {np.shape(dout)}")
    dtable = np.zeros(shape)
    np.add.at(dtable, indices, dout)
    return dtable


def dropout_forward(x, p, rng, training=True):
    if not 0 <= p <= 1:
        raise ValueError(f"p: expected 0 <= p <= 1, got {p}")
    if not training:
        return x, None
    if p == 1:
        mask = np.zeros_like(x)
    else:
        mask = (rng.random(x.shape) >= p) / (1 - p)
    return x * mask, mask


def dropout_backward(dout, cache):
    if cache is None:
        return dout
    if dout.shape != cache.shape:
        raise ValueError(f"dout: expected shape {cache.shape}, got {dout.shape}")
    return dout * cache


def sgd_step(params, grads, lr):
    _pairs(params, grads)
    return [p - lr * g for p, g in zip(params, grads)]


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    _pairs(params, grads)
    if state is None:
        state = {"t": 0, "m": [np.zeros_like(p) for p in params], "v": [np.zeros_like(p) for p in params]}
    if [m.shape for m in state["m"]] != [p.shape for p in params]:
        raise ValueError(f"state: expected the moments of {len(params)} params, got {[m.shape for m in state['m']]}")
    t = state["t"] + 1
    m = [beta1 * m + (1 - beta1) * g for m, g in zip(state["m"], grads)]
    v = [beta2 * v + (1 - beta2) * g**2 for v, g in zip(state["v"], grads)]
    new = [
        p - lr * (m_ / (1 - beta1**t)) / (np.sqrt(v_ / (1 - beta2**t)) + eps)
        for p, m_, v_ in zip(params, m, v)
    ]
    return new, {"t": t, "m": m, "v": v}


def sample(probabilities, temperature, rng):
    weights = np.asarray(probabilities, dtype=float)
    if weights.ndim != 1:
        raise ValueError(f"probabilities: expected one axis, got {weights.ndim}")
    if not (weights >= 0).all() or not weights.any():
        raise ValueError(f"probabilities: expected weights of at least 0, not all 0, got {weights}")
    if not temperature > 0:
        raise ValueError(f"temperature: expected more than 0, got {temperature}")
    weights = (weights / weights.max()) ** (1 / temperature)
    return rng.choice(len(weights), p=weights / weights.sum())


def perplexity(losses):
    if losses.size == 0:
        raise ValueError("losses: expected at least one, got none")
    with np.errstate(over="ignore"):
        return np.exp(losses.mean())
