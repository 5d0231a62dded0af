"""ReLU against tanh, as data: how long states and gradients are in four networks, and when numbers run out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text
from solutions.explosion import (
    backward_norms,
    classify_growth,
    irnn_parameters,
    orthogonal,
    run_recurrence,
    scale_to_radius,
    state_norms,
    steps_to_overflow,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    Array = np.ndarray[Any, np.dtype[np.float64]]

GAINS = (0.8, 0.95, 1.0, 1.1, 1.3, 1.6)
DTYPES = ("float16", "float32", "float64")
LONGEST = 100_000  # steps of a chain that are waited for
MOST_POWERS = 12.0


@dataclass(frozen=True, eq=False)
class Network:
    """An activation and a recurrent matrix of gain 1, to be multiplied by a gain."""

    name: Text
    activation: str
    Wh: Array


@dataclass(frozen=True, eq=False)
class Curve:
    """One network at one gain: the norm of each state, and of the gradient k steps back from the last one."""

    network: Network
    gain: float
    states: Array
    gradients: Array
    verdict: str


@dataclass(frozen=True)
class Overflow:
    """When the numbers of a dtype run out under a gain: as predicted, and as seen in a network that is run in it.

    Both are None where they never do; ``far`` says that it would take more steps than are waited for.
    """

    gain: float
    dtype: str
    predicted: int | None = None
    seen: int | None = None
    far: bool = False


@dataclass(frozen=True, eq=False)
class Demo:
    """All there is to draw."""

    gains: tuple[float, ...]
    steps: int
    size: int
    networks: tuple[Network, ...]
    curves: tuple[Curve, ...]
    overflows: tuple[Overflow, ...]

    def of(self, network: Network) -> list[Curve]:
        """The curves of one network, gain by gain."""
        return [curve for curve in self.curves if curve.network is network]


def demonstrate(gains: Sequence[float], steps: int, size: int, seed: int) -> Demo:
    """Run every network at every gain, from one start; between two gains nothing else differs.

    Args:
        gains: positive numbers; one that comes twice counts once
        steps: how often each recurrence is applied
        size: units of each network
        seed: draws the matrices and the start

    Returns:
        networks in the order in which they are shown, and curves gain by gain
    """
    gains = tuple(sorted(set(gains)))
    rng = np.random.default_rng(seed)
    networks = _networks(size, rng)
    start = np.abs(rng.normal(size=size))  # no ReLU begins below 0
    start /= state_norms(start[None])[0]
    curves = tuple(_curve(network, gain, start, steps) for gain in gains for network in networks)
    overflows = tuple(_overflow(gain, dtype, networks[-1]) for gain in gains for dtype in DTYPES)
    return Demo(gains, steps, size, networks, curves, overflows)


def bounds(demo: Demo) -> tuple[float, float]:
    """What a log axis has to show of all norms: whole powers of ten, twelve on either side of 1 at most."""
    norms = np.concatenate([part for curve in demo.curves for part in (curve.states, curve.gradients)])
    exponents = np.log10(norms[np.isfinite(norms) & (norms > 0)])
    low = np.clip(np.floor(exponents.min()), -MOST_POWERS, -1)
    high = np.clip(np.ceil(exponents.max()), 1, MOST_POWERS)
    return float(10.0**low), float(10.0**high)


def _networks(size: int, rng: np.random.Generator) -> tuple[Network, ...]:
    random = scale_to_radius(rng.normal(size=(size, size)), 1.0)
    turned = orthogonal(size, 1.0, rng)
    _, identity, _ = irnn_parameters(1, size, rng)
    return (
        Network(Text("tanh, random", "tanh，随机"), "tanh", random),
        Network(Text("ReLU, random", "ReLU，随机"), "relu", random),
        Network(Text("tanh, orthogonal", "tanh，正交"), "tanh", turned),
        Network(Text("ReLU, identity", "ReLU，单位阵"), "relu", identity),
    )


def _curve(network: Network, gain: float, start: Array, steps: int) -> Curve:
    Wh = gain * network.Wh
    states = run_recurrence(network.activation, Wh, start, steps)
    norms = state_norms(states)
    finite = states[: np.argmin([*np.isfinite(norms), False])]  # beyond the last finite state no slope is known
    return Curve(network, gain, norms, backward_norms(network.activation, Wh, finite), classify_growth(norms))


def _overflow(gain: float, dtype: str, irnn: Network) -> Overflow:
    with np.errstate(over="ignore"):
        weight = float(np.dtype(dtype).type(gain))
    if 1 < weight < np.inf and math.log(np.finfo(dtype).max) / math.log(weight) > LONGEST:
        return Overflow(gain, dtype, far=True)
    predicted = steps_to_overflow(gain, dtype)
    return Overflow(gain, dtype, predicted, predicted and first_inf(gain, dtype, irnn.Wh, 2 * predicted))


def first_inf(gain: float, dtype: str, Wh: Array, most: int) -> int | None:
    """Run a network of ReLUs from ones, every number in a dtype: the first step with a state that is not finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.dtype(dtype).type(gain) * Wh.astype(dtype)
        h = np.ones(len(Wh), dtype)
        for t in range(1, most + 1):
            h = np.maximum(h @ weights, 0)
            if not np.isfinite(h).all():
                return t
    return None
