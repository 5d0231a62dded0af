"""Prints, type hints, dataclasses, a checking decorator, and a deprecation warning of its own."""

from __future__ import annotations

import functools
import inspect
import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Sequence

import numpy as np

Array = np.ndarray

RULES: dict[str, str] = {
    "Wx": "DH", "Wh": "HH", "b": "H", "h_prev": "NH", "h0": "NH", "Wy": "DC", "by": "C", "labels": "NT", "mask": "NT",
}


def checked(**ranks: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            bound = signature.bind(*args, **kwargs)
            known: dict[str, int] = {}
            for name, value in bound.arguments.items():
                axes = ranks.get(name) or RULES.get(name)
                if axes is None or value is None:
                    continue
                shape = np.shape(value)
                if len(shape) != len(axes):
                    raise ValueError(f"[{function.__name__}] {name}: wanted {axes}, got {shape}")
                for axis, size in zip(axes, shape):
                    if known.setdefault(axis, size) != size or (axis == "T" and size == 0):
                        raise ValueError(f"[{function.__name__}] {name}: wanted {axes} with {known}, got {shape}")
            print(f"calling {function.__name__} with {known}")
            return function(*args, **kwargs)

        return wrapper

    return decorate


@dataclass
class StepCache:
    x: Array
    h_prev: Array
    Wx: Array
    Wh: Array
    h: Array


@dataclass
class SequenceCache:
    steps: list[StepCache] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, int, int]:
        N, H = self.steps[0].h.shape
        return N, len(self.steps), H


@dataclass(frozen=True)
class DenseCache:
    x: Array
    Wy: Array
    y: Array
    activation: str


def same_shape(name: str, got: Array, wanted: tuple[int, ...]) -> None:
    if np.shape(got) != tuple(wanted):
        raise ValueError(f"[shape] {name}: wanted {tuple(wanted)}, got {np.shape(got)}")


def softmax(scores: Array) -> Array:
    if np.ndim(scores) == 0:
        raise ValueError("[softmax] scores: wanted (..., C), got a scalar")
    warnings.warn("softmax will move to another module one day", DeprecationWarning, stacklevel=2)
    exps = np.exp(scores - np.max(scores, -1, keepdims=True))
    return exps / exps.sum(-1, keepdims=True)


@checked(x="ND")
def rnn_step_forward(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, StepCache]:
    h = np.tanh(x @ Wx + h_prev @ Wh + b)
    return h, StepCache(x, h_prev, Wx, Wh, h)


def rnn_step_backward(dh: Array, cache: StepCache) -> tuple[Array, ...]:
    same_shape("dh", dh, cache.h.shape)
    da = dh * (1.0 - cache.h**2)
    print("da", da)
    return da @ cache.Wx.T, da @ cache.Wh.T, cache.x.T @ da, cache.h_prev.T @ da, da.sum(0)


@checked(x="NTD")
def rnn_forward(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, SequenceCache]:
    cache = SequenceCache()
    state = h0
    for t in range(x.shape[1]):
        state, step = rnn_step_forward(x[:, t], state, Wx, Wh, b)
        cache.steps.append(step)
        print(f"step {t + 1} of {x.shape[1]}")
    return np.stack([step.h for step in cache.steps], axis=1), cache


def rnn_backward(dh: Array, cache: SequenceCache) -> tuple[Array, ...]:
    same_shape("dh", dh, cache.shape)
    dx: list[Array] = []
    carry = np.zeros_like(cache.steps[0].h)
    totals: list[Array] = [np.zeros_like(cache.steps[0].Wx), np.zeros_like(cache.steps[0].Wh), np.zeros(cache.shape[2])]
    for t in range(cache.shape[1] - 1, -1, -1):
        dx_t, carry, *grads = rnn_step_backward(dh[:, t] + carry, cache.steps[t])
        dx.append(dx_t)
        for total, grad in zip(totals, grads):
            total += grad
    return np.stack(dx[::-1], axis=1), carry, *totals


@checked(x="NTD")
def time_distributed_forward(x: Array, Wy: Array, by: Array, activation: str = "linear") -> tuple[Array, DenseCache]:
    y = x @ Wy + by
    match activation:
        case "linear":
            pass
        case "sigmoid":
            y = np.reciprocal(1 + np.exp(-np.maximum(y, -709.0)))
        case _:
            raise ValueError(f"[time_distributed_forward] activation: wanted linear or sigmoid, got {activation!r}")
    return y, DenseCache(x, Wy, y, activation)


def time_distributed_backward(dy: Array, cache: DenseCache) -> tuple[Array, Array, Array]:
    same_shape("dy", dy, cache.y.shape)
    dz = dy * cache.y * (1 - cache.y) if cache.activation == "sigmoid" else dy
    return dz @ cache.Wy.T, np.einsum("ntd,ntc->dc", cache.x, dz), dz.sum((0, 1))


@checked(scores="NTC")
def sequence_cross_entropy(scores: Array, labels: Array, mask: Array | None = None) -> tuple[float, Array]:
    if labels.dtype.kind not in "iu":
        raise ValueError(f"[sequence_cross_entropy] labels: wanted integers, got {labels.dtype}")
    counted = np.ones(labels.shape, dtype=bool) if mask is None else mask
    C = scores.shape[2]
    bad = counted & ~np.isin(labels, np.arange(C))
    if bad.any():
        raise ValueError(f"[sequence_cross_entropy] labels: wanted 0..{C - 1}, got {labels[bad]}")
    count = counted.sum()
    print(f"{count} steps count")
    if not count:
        return 0.0, np.zeros(scores.shape)
    safe = np.where(counted, labels, 0)[..., None]
    shifted = scores - scores.max(-1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    loss = -np.take_along_axis(log_probs, safe, -1)[..., 0][counted].mean()
    gradient = (np.exp(log_probs) - (np.arange(C) == safe)) * counted[..., None] / count
    return float(loss), gradient


def stacked_rnn_forward(x: Array, h0: Sequence[Array], layers: Sequence[tuple]) -> tuple[Array, list[Array]]:
    if len(h0) != len(layers):
        raise ValueError(f"[stacked_rnn_forward] h0: wanted {len(layers)} states, got {len(h0)}")
    last: list[Array] = []
    for state, layer in zip(h0, layers):
        x, cache = rnn_forward(x, state, *layer)
        last.append(cache.steps[-1].h)
    return x, last


def bidirectional_rnn_forward(x: Array, forward: tuple, backward: tuple) -> tuple[Array, tuple]:
    if np.ndim(x) != 3 or x.shape[1] == 0:
        raise ValueError(f"[bidirectional_rnn_forward] x: wanted (N, T, D), got {np.shape(x)}")
    H = np.shape(forward[2])[0]
    for name, weights in (("forward", forward), ("backward", backward)):
        for array, wanted in zip(weights, ((x.shape[2], H), (H, H), (H,))):
            same_shape(name, array, wanted)
    start = np.zeros((x.shape[0], H))
    ahead, cache_ahead = rnn_forward(x, start, *forward)
    back, cache_back = rnn_forward(x[:, ::-1], start, *backward)
    return np.concatenate([ahead, back[:, ::-1]], axis=-1), (cache_ahead, cache_back)


def bidirectional_rnn_backward(dh: Array, cache: tuple) -> tuple:
    ahead, back = cache
    N, T, H = ahead.shape
    same_shape("dh", dh, (N, T, 2 * H))
    dx_ahead, _, *grads_ahead = rnn_backward(dh[..., :H], ahead)
    dx_back, _, *grads_back = rnn_backward(dh[:, ::-1, H:], back)
    return dx_ahead + dx_back[:, ::-1], tuple(grads_ahead), tuple(grads_back)


@dataclass
class Model:
    Wx: Array
    Wh: Array
    b: Array
    Wy: Array
    by: Array

    @classmethod
    def draw(cls, size: int, rng: np.random.Generator) -> Model:
        q, _ = np.linalg.qr(rng.standard_normal((size, size)))
        return cls(rng.normal(0, 0.5, (4, size)), q, np.zeros(size), np.zeros((size, 4)), np.zeros(4))


def train_hello(hidden_size: int, epochs: int, lr: float, rng: np.random.Generator) -> tuple[str, Array]:
    vocabulary = {letter: i for i, letter in enumerate("helo")}
    x = np.eye(len(vocabulary))[[[vocabulary[c] for c in "hello"]]]
    labels = np.array([[vocabulary[c] for c in "ohlol"]])
    model = Model.draw(hidden_size, rng)
    start = np.zeros((1, hidden_size))
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        h, cache = rnn_forward(x, start, model.Wx, model.Wh, model.b)
        scores, dense = time_distributed_forward(h, model.Wy, model.by)
        losses[epoch], dscores = sequence_cross_entropy(scores, labels)
        dh, dWy, dby = time_distributed_backward(dscores, dense)
        _, _, dWx, dWh, db = rnn_backward(dh, cache)
        grads = {"Wx": dWx, "Wh": dWh, "b": db, "Wy": dWy, "by": dby}
        norm = float(np.sqrt(sum(np.sum(np.square(g)) for g in grads.values())))
        for name, grad in grads.items():
            setattr(model, name, getattr(model, name) - lr * grad * (5.0 / norm if norm > 5.0 else 1.0))
        print(f"epoch {epoch}: loss {losses[epoch]:.4f}, norm {norm:.3f}")
    h, _ = rnn_forward(x, start, model.Wx, model.Wh, model.b)
    scores, _ = time_distributed_forward(h, model.Wy, model.by)
    return "".join("helo"[i] for i in scores[0].argmax(-1)), losses
