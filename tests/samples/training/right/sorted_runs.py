"""Views, sorting and flat buffers instead of the usual idioms."""
from __future__ import annotations

import operator
from typing import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def _classes(indices, size: int, rank: int | None = None):
    found = np.asarray(indices, order="F")
    if rank is not None and (found.ndim != rank or found.shape[-1] == 0):
        raise ValueError(f"`indices` has shape {found.shape}; it needs {rank} axes, none of them empty")
    if found.dtype == bool:
        raise ValueError("`indices` is a mask; it needs integers")
    try:
        flat = [operator.index(i) for i in found.ravel()]
    except TypeError:
        raise ValueError(f"`indices` is of {found.dtype}; it needs integers") from None
    for i in flat:
        if i not in range(size):
            raise ValueError(f"`indices` holds {i}; it needs numbers from 0 up to {size - 1}")
    return np.array(flat, dtype=np.intp).reshape(found.shape)


def one_hot(indices, depth: int) -> Floats:
    """A column of the transposed answer at a time, seen from the other side."""
    places = _classes(indices, depth)
    planes = np.zeros((depth, *places.shape))
    for k in range(depth):
        planes[k, ...] = places == k
    return np.moveaxis(planes, 0, -1)


def embedding_forward(indices, table: Floats):
    if table.ndim != 2:
        raise ValueError(f"`table` has {table.ndim} axes; it needs 2")
    places = _classes(indices, table.shape[0], rank=2)
    columns = [np.take(column, places) for column in table.T]
    return np.stack(columns, axis=-1), [places, np.empty_like(table)]


def embedding_backward(dout: Floats, cache) -> Floats:
    places, like = cache
    if dout.shape != places.shape + like.shape[1:]:
        raise ValueError(f"`dout` has shape {dout.shape}; it needs {places.shape + like.shape[1:]}")
    rows = dout.reshape(-1, like.shape[1])
    order = places.ravel().argsort(kind="stable")
    words, starts = np.unique(places.ravel()[order], return_index=True)
    dtable = np.zeros(like.shape)
    dtable[words] = np.add.reduceat(rows[order], starts, axis=0)
    return dtable


def dropout_forward(x: Floats, p: float, rng: Generator, training: bool = True):
    if p < 0 or p > 1:
        raise ValueError(f"`p` is {p}; it needs to be a probability")
    if not training or p == 0:
        return x[...], (x.shape, None, 1.0)
    dropped = np.flatnonzero(rng.uniform(size=x.size) < p)
    gain = 1 / (1 - p) if p < 1 else 0.0
    return _blank(gain * x, dropped), (x.shape, dropped, gain)


def _blank(array: Floats, dropped) -> Floats:
    array = np.array(array, order="C")
    array.reshape(-1)[dropped] = 0.0
    return array


def dropout_backward(dout: Floats, cache) -> Floats:
    shape, dropped, gain = cache
    if dout.shape != shape:
        raise ValueError(f"`dout` has shape {dout.shape}; it needs {shape}")
    return dout if dropped is None else _blank(gain * dout, dropped)


def _flat(params: Sequence[Floats], grads: Sequence[Floats]):
    """All of them in one vector each, and how to cut such a vector up again."""
    shapes = [p.shape for p in params]
    if [g.shape for g in grads] != shapes:
        raise ValueError(f"`params` have shapes {shapes}, `grads` {[g.shape for g in grads]}; they need to agree")
    cuts = np.cumsum([0] + [p.size for p in params])

    def cut(vector: Floats) -> list[Floats]:
        return [vector[a:b].reshape(shape) for a, b, shape in zip(cuts, cuts[1:], shapes)]

    return _joined(params), _joined(grads), cut


def _joined(arrays: Sequence[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *(a.ravel() for a in arrays)])


def sgd_step(params, grads, lr):
    theta, g, cut = _flat(params, grads)
    theta -= lr * g
    return cut(theta)


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, g, cut = _flat(params, grads)
    if state is None:
        state = np.zeros((2, g.size)), 0
    moments, t = state
    if moments.shape[1] != g.size:
        raise ValueError(f"`state` belongs to {moments.shape[1]} numbers; `params` are {g.size}")
    betas = np.array([[beta1], [beta2]])
    moments = betas * moments + (1 - betas) * np.stack([g, g * g])
    t += 1
    mean, square = moments / (1 - betas**t)
    theta -= lr * mean / (square**0.5 + eps)
    return cut(theta), (moments, t)


def sample(probabilities, temperature: float, rng: Generator) -> int:
    weights = np.asarray(probabilities, dtype=np.float64)
    if weights.ndim != 1 or weights.size == 0:
        raise ValueError(f"`probabilities` has shape {weights.shape}; it needs (C,)")
    if weights.min() < 0 or weights.max() == 0:
        raise ValueError("`probabilities` needs weights from 0 up, one at least above")
    if temperature <= 0:
        raise ValueError(f"`temperature` is {temperature}; it needs to be above 0")
    with np.errstate(divide="ignore"):
        logits = np.log(weights)
    hot = np.exp((logits - logits.max()) / temperature)
    cdf = np.cumsum(hot / hot.sum())
    cdf /= cdf[-1]
    return int(np.searchsorted(cdf, rng.random(), side="right"))


def perplexity(losses) -> float:
    losses = np.asarray(losses, dtype=np.float64)
    if not losses.size:
        raise ValueError("`losses` is empty; it needs one entry at least")
    with np.errstate(over="ignore"):
        return float(np.prod(np.exp(losses.mean(keepdims=True))))
