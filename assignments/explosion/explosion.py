"""Why a recurrent network is rarely given ReLU: states and gradients that explode, or vanish, step by step.

The recurrence here has no input, so that nothing hides what repetition does: ``h_t = φ(h_{t-1} Wh)``, where the
activation φ is ``"tanh"``, ``"relu"`` or ``"identity"``. Letters: H hidden units, D inputs, T steps. Arrays are
float64, states are rows. ``states (T + 1, H)`` holds ``h_0 .. h_T``, one state a row.

Sources: Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML 2013 · Le, Jaitly &
Hinton, A simple way to initialize recurrent networks of rectified linear units, 2015 · Mezzadri, How to generate random
matrices from the classical compact groups, 2007.

Write what raises NotImplementedError; the rest is given. `fit` says which argument does not fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def fit(spec: str, *arrays: Any, **known: int) -> tuple[int, ...]:
    """Read the sizes of named axes off arrays, and see that they agree.

    ``N, D, H = fit("x:ND Wx:DH", x, Wx)`` binds each letter once, in order of appearance.

    Args:
        spec: for each array its name and a letter an axis; ``T``, the time steps, must be at least one.
        *arrays: as many arrays as the spec names.
        **known: the size that a letter must have, ``D=3``

    Returns:
        The size of each letter of the spec.

    Raises:
        ValueError: an array has another rank, or a size that an earlier one contradicts; its name leads the message.
    """
    sizes = dict(known)
    letters: dict[str, None] = {}
    for item, array in zip(spec.split(), arrays, strict=True):
        name, _, axes = item.partition(":")
        letters.update(dict.fromkeys(axes))
        shape = np.shape(array)
        wanted = ", ".join(f"{axis}={sizes[axis]}" if axis in sizes else axis for axis in axes)
        fits = len(shape) == len(axes)
        fits = fits and all(sizes.setdefault(axis, size) == size for axis, size in zip(axes, shape, strict=True))
        if not fits or sizes.get("T", 1) == 0:
            at_least = ", T at least 1" if "T" in axes else ""
            raise ValueError(f"{name} has shape {shape}, expected ({wanted}){at_least}")
    return tuple(sizes[letter] for letter in letters)


Array = NDArray[np.float64]

ACTIVATIONS = ("tanh", "relu", "identity")


def see_activation(activation: str) -> None:
    """Raise a ValueError where the activation is not a known one."""
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation is {activation!r}, expected one of {', '.join(ACTIVATIONS)}")


# %% run_recurrence
def run_recurrence(activation: str, Wh: Array, h0: Array, steps: int) -> Array:
    """Run ``h_t = φ(h_{t-1} Wh)`` and keep every state.

    Args:
        activation: ``"tanh"``, ``"relu"`` (0 where its argument is negative) or ``"identity"``
        Wh: ``(H, H)``
        h0: ``(H,)``
        steps: how many times the recurrence is applied

    Returns:
        ``states (steps + 1, H)``, the first of which is h0 as it came.

    Raises:
        ValueError: shapes that do not fit, or an unknown activation.
    """
    (H,) = fit("Wh:HH h0:H", Wh, h0)
    see_activation(activation)
    raise NotImplementedError("exercise run_recurrence (12 points): the bare recurrence")


# %% state_norms
def state_norms(states: Array) -> Array:
    """The length of each state: the root of the sum of its squares (L2 norm).

    Args:
        states: ``(T + 1, H)``

    Returns:
        ``(T + 1,)``

    Raises:
        ValueError: states has another rank.
    """
    fit("states:KH", states)
    raise NotImplementedError("exercise state_norms (6 points): how long the states are")


# %% backward_norms
def backward_norms(activation: str, Wh: Array, states: Array) -> Array:
    """How much of a gradient at the last state arrives k steps earlier.

    By the chain rule ``∂h_T/∂h_{T-k}`` is a product of k Jacobians, one a step. A step's Jacobian is made of Wh and of
    the slope of φ, which is known from what φ returned: ``tanh' = 1 - h**2``; ReLU's is 1 where a unit is on (h > 0)
    and 0 where it is off. The spectral norm of a matrix is its largest singular value: the most by which it can
    lengthen a vector.

    Args:
        activation: that of `run_recurrence`
        Wh: ``(H, H)``
        states: ``(T + 1, H)``, what `run_recurrence` returned

    Returns:
        ``(T + 1,)``: entry k is the spectral norm of ``∂h_T/∂h_{T-k}``; entry 0 is 1.

    Raises:
        ValueError: shapes that do not fit, or an unknown activation.
    """
    (H, _) = fit("Wh:HH states:KH", Wh, states)
    see_activation(activation)
    raise NotImplementedError("exercise backward_norms (18 points): how much of a gradient comes back")


# %% spectral_radius
def spectral_radius(Wh: Array) -> float:
    """The largest modulus among the eigenvalues of a matrix, complex ones included.

    In the long run the powers of Wh grow, or shrink, by this factor a step.

    Args:
        Wh: ``(H, H)``

    Raises:
        ValueError: Wh is not a square matrix.
    """
    fit("Wh:HH", Wh)
    raise NotImplementedError("exercise spectral_radius (6 points): the spectral radius")


# %% scale_to_radius
def scale_to_radius(Wh: Array, radius: float) -> Array:
    """Multiply a matrix by the positive factor that gives it this spectral radius.

    Args:
        Wh: ``(H, H)``
        radius: the spectral radius it is to have

    Returns:
        ``(H, H)``, a new array.

    Raises:
        ValueError: Wh is not a square matrix, or its spectral radius is 0, which no factor changes.
    """
    fit("Wh:HH", Wh)
    raise NotImplementedError("exercise scale_to_radius (8 points): a matrix of a chosen radius")


# %% steps_to_overflow
def steps_to_overflow(gain: float, dtype: Any) -> int | None:
    """When a ReLU network of one unit, ``h_t = gain * h_{t-1}`` from ``h_0 = 1``, leaves the numbers of a dtype.

    All is done in that dtype: the gain is first rounded to it, then every product is. A large gain may round to inf,
    a gain a little above 1 may round to 1.

    Args:
        gain: the recurrent weight
        dtype: a NumPy dtype of floating point numbers, or its name: ``"float16"``, ``"float32"``, ``"float64"``

    Returns:
        The first t at which ``h_t`` is inf; None where that never happens, for a gain of 1 or less.
    """
    raise NotImplementedError("exercise steps_to_overflow (14 points): when float16, float32 and float64 overflow")


# %% orthogonal
def orthogonal(size: int, gain: float, rng: np.random.Generator) -> Array:
    """``gain`` times a random orthogonal matrix: it lengthens every vector by the same factor.

    Every orthogonal matrix is equally likely, reflections as well as rotations: the law that does not change when the
    matrix is turned by another one, Haar's on O(n). The Q of a QR decomposition ``A = Q R`` has it where the entries of
    A are independent normal numbers, provided that the decomposition is made unique by an R whose diagonal is positive
    (Mezzadri 2007); the one that LAPACK returns is not.

    Args:
        size: n
        gain: what the orthogonal matrix is multiplied by
        rng: the only source of randomness

    Returns:
        ``(size, size)``
    """
    raise NotImplementedError("exercise orthogonal (10 points): a random orthogonal matrix")


# %% irnn_parameters
def irnn_parameters(D: int, H: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """The first weights of the IRNN, a network of ReLUs that begins by remembering everything (Le et al. 2015).

    The recurrent matrix is the identity and the bias is zero, so that without an input a state stays what it is. The
    weights of the input are drawn on their own from a normal distribution of mean 0 and standard deviation 0.001.

    Args:
        D: inputs
        H: hidden units
        rng: the only source of randomness

    Returns:
        ``Wx (D, H), Wh (H, H), b (H,)``
    """
    raise NotImplementedError("exercise irnn_parameters (6 points): the first weights of the IRNN")


# %% classify_growth
def classify_growth(norms: Array, low: float = 1e-3, high: float = 1e3) -> str:
    """Name what a sequence of norms does.

    Args:
        norms: ``(T + 1,)``, the first of which is not 0
        low: a sequence whose last norm over its first is below this vanishes
        high: one whose last norm over its first is above this explodes

    Returns:
        ``"overflows"`` if any norm is not finite; else ``"vanishes"``, ``"explodes"`` or, if neither, ``"stable"``.

    Raises:
        ValueError: norms is no vector.
    """
    fit("norms:K", norms)
    raise NotImplementedError("exercise classify_growth (8 points): vanishes, explodes, or neither")


# %% explosion_table
def explosion_table(gains: list[float], steps: int, size: int, rng: np.random.Generator) -> dict[str, list[Any]]:
    """What becomes of states and gradients under tanh and under ReLU, gain by gain.

    Each gain has a random recurrent matrix with that spectral radius and a random h0 that is not zero. Both activations
    start from the same matrix and the same h0, so that nothing but φ differs.

    Args:
        gains: positive numbers
        steps: how often each recurrence is applied
        size: H
        rng: the only source of randomness

    Returns:
        Columns by name, with two rows a gain, for ``"tanh"`` and for ``"relu"``, in the order of the gains:

        - ``gain``
        - ``activation``
        - ``final_state_norm``, the norm of ``h_T``
        - ``final_backward_norm``, the spectral norm of ``∂h_T/∂h_0``
        - ``verdict``, what `classify_growth` says of the state norms
    """
    raise NotImplementedError("exercise explosion_table (12 points): the table: tanh and ReLU, gain by gain")
