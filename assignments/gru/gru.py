"""The gated recurrent unit, forward and backward, in the two variants that people call GRU.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units. Arrays are float64, batch first; vectors are
rows. The weights of the three gates stand side by side in blocks of H columns, in torch's order: r (reset), z (update),
n (candidate); Keras has z, r, n. A forward returns last, as ``cache``, what its backward needs; what is in it is the
author's affair. ``dx`` is the gradient of the loss with respect to ``x``, of x's shape.

Both variants end in ``h = z * h_prev + (1 - z) * n``: z keeps the old state (torch, Keras, Cho). They differ in where
r acts. Reset-before scales the state before the product with Whn (Cho; Keras with reset_after=False); reset-after
scales the product and its bias (cuDNN, torch; Keras' default), so that one product serves all three gates.

Sources: Cho et al., Learning phrase representations using RNN encoder-decoder for statistical machine translation,
EMNLP 2014 · Chung, Gulcehre, Cho & Bengio, Empirical evaluation of gated recurrent neural networks on sequence
modeling, 2014, whose z writes the new state where this one keeps the old · the equations of torch.nn.GRU.

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
Cache = Any


# %% gru_step_forward
def gru_step_forward(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Cache]:
    """One step of the GRU that resets the state before its product (Cho et al. 2014).

    ``r = sigmoid(x Wxr + h_prev Whr + br)`` and ``z = sigmoid(x Wxz + h_prev Whz + bz)``, then
    ``n = tanh(x Wxn + (r * h_prev) Whn + bn)`` and ``h = z * h_prev + (1 - z) * n``.

    Args:
        x: ``(N, D)``, the input at this step
        h_prev: ``(N, H)``, the state before it
        Wx: ``(D, 3H)``, blocks r, z, n
        Wh: ``(H, 3H)``
        b: ``(3H,)``

    Returns:
        ``h (N, H)`` and a cache for `gru_step_backward`.

    Raises:
        ValueError: shapes that do not fit.
    """
    _, _, H, K = fit("x:ND h_prev:NH Wx:DK Wh:HK b:K", x, h_prev, Wx, Wh, b)
    if K != 3 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 3H={3 * H})")
    raise NotImplementedError("exercise gru_step_forward (8 points): reset before the product: one step forward")


# %% gru_step_backward
def gru_step_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array]:
    """One step of back-propagation through the reset-before GRU.

    Through the four equations from the last to the first: each factor of a product gets the gradient times the other
    one, ``sigmoid' = s * (1 - s)`` and ``tanh' = 1 - t**2``, in terms of what they returned. h_prev has four readers,
    r, z, the product ``r * h_prev`` and h itself; a gradient comes back from each.

    Args:
        dh: ``(N, H)``, the gradient with respect to this step's output
        cache: what `gru_step_forward` returned last

    Returns:
        ``dx (N, D), dh_prev (N, H), dWx (D, 3H), dWh (H, 3H), db (3H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise gru_step_backward (14 points): reset before the product: one step backward")


# %% gru_forward
def gru_forward(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Cache]:
    """The reset-before GRU over a whole sequence, with the same weights at every step.

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, 3H)``, blocks r, z, n
        Wh: ``(H, 3H)``
        b: ``(3H,)``

    Returns:
        ``h (N, T, H)``, where ``h[:, t]`` is the state after step t + 1 and h0 is not included, and a cache for
        `gru_backward`.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, T, D, H, K = fit("x:NTD h0:NH Wx:DK Wh:HK b:K", x, h0, Wx, Wh, b)
    if K != 3 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 3H={3 * H})")
    raise NotImplementedError("exercise gru_forward (10 points): reset before the product: the whole sequence forward")


# %% gru_backward
def gru_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array]:
    """Back-propagation through time in the reset-before GRU.

    ``h_t`` is read by the loss at step t and by step t + 1: `gru_step_backward` with both gradients added, last step
    first. The weights are used T times, so their gradients are sums over t.

    Args:
        dh: ``(N, T, H)``, the gradient that reaches each output from the loss directly
        cache: what `gru_forward` returned last

    Returns:
        ``dx (N, T, D), dh0 (N, H), dWx (D, 3H), dWh (H, 3H), db (3H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise gru_backward (18 points): reset before the product: back-propagation through time")


# %% gru_reset_after_step_forward
def gru_reset_after_step_forward(
    x: Array, h_prev: Array, Wx: Array, Wh: Array, bx: Array, bh: Array
) -> tuple[Array, Cache]:
    """One step of the GRU that resets the state's product (cuDNN, torch.nn.GRUCell).

    ``r = sigmoid(x Wxr + bxr + h_prev Whr + bhr)`` and z likewise, then
    ``n = tanh(x Wxn + bxn + r * (h_prev Whn + bhn))`` and ``h = z * h_prev + (1 - z) * n``.

    Args:
        x: ``(N, D)``, the input at this step
        h_prev: ``(N, H)``, the state before it
        Wx: ``(D, 3H)``, blocks r, z, n
        Wh: ``(H, 3H)``
        bx: ``(3H,)``, added to the product with x
        bh: ``(3H,)``, added to the product with h_prev

    Returns:
        ``h (N, H)`` and a cache for `gru_reset_after_step_backward`.

    Raises:
        ValueError: shapes that do not fit.
    """
    _, _, H, K = fit("x:ND h_prev:NH Wx:DK Wh:HK bx:K bh:K", x, h_prev, Wx, Wh, bx, bh)
    if K != 3 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 3H={3 * H})")
    raise NotImplementedError("exercise gru_reset_after_step_forward (8 points): reset after the product: one step forward")


# %% gru_reset_after_step_backward
def gru_reset_after_step_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array, Array]:
    """One step of back-propagation through the reset-after GRU.

    As in `gru_step_backward`, but x and h_prev meet their weights in two products that no longer enter alike: r stands
    between n and the state's product, and nothing between n and the input's.

    Args:
        dh: ``(N, H)``, the gradient with respect to this step's output
        cache: what `gru_reset_after_step_forward` returned last

    Returns:
        ``dx (N, D), dh_prev (N, H), dWx (D, 3H), dWh (H, 3H), dbx (3H,), dbh (3H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise gru_reset_after_step_backward (14 points): reset after the product: one step backward")


# %% gru_reset_after_forward
def gru_reset_after_forward(x: Array, h0: Array, Wx: Array, Wh: Array, bx: Array, bh: Array) -> tuple[Array, Cache]:
    """The reset-after GRU over a whole sequence: torch.nn.GRU, one layer, batch first.

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, 3H)``, blocks r, z, n
        Wh: ``(H, 3H)``
        bx: ``(3H,)``, added to the product with x
        bh: ``(3H,)``, added to the product with the state

    Returns:
        ``h (N, T, H)``, where ``h[:, t]`` is the state after step t + 1 and h0 is not included, and a cache for
        `gru_reset_after_backward`.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, T, D, H, K = fit("x:NTD h0:NH Wx:DK Wh:HK bx:K bh:K", x, h0, Wx, Wh, bx, bh)
    if K != 3 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 3H={3 * H})")
    raise NotImplementedError("exercise gru_reset_after_forward (10 points): reset after the product: the whole sequence forward")


# %% gru_reset_after_backward
def gru_reset_after_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Back-propagation through time in the reset-after GRU.

    ``h_t`` is read by the loss at step t and by step t + 1: `gru_reset_after_step_backward` with both gradients added,
    last step first. The weights are used T times, so their gradients are sums over t.

    Args:
        dh: ``(N, T, H)``, the gradient that reaches each output from the loss directly
        cache: what `gru_reset_after_forward` returned last

    Returns:
        ``dx (N, T, D), dh0 (N, H), dWx (D, 3H), dWh (H, 3H), dbx (3H,), dbh (3H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise gru_reset_after_backward (18 points): reset after the product: back-propagation through time")
