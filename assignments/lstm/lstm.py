"""The long short-term memory, from the six equations to a network that learns y = x**2.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units. Arrays are float64, batch first; vectors are
rows. The four blocks of H columns in ``Wx (D, 4H)``, ``Wh (H, 4H)`` and ``b (4H,)`` belong to i (input gate), f (forget
gate), g (candidate) and o (output gate), in torch's order; Keras writes i, f, c, o and means the same. A forward
returns last, as ``cache``, what its backward needs; what is in it is the author's affair. ``dx`` is the gradient of
the loss with respect to ``x``, of x's shape.

The six equations, with ``*`` elementwise::

    i = sigmoid(x Wxi + h_prev Whi + bi)        g = tanh(x Wxg + h_prev Whg + bg)
    f = sigmoid(x Wxf + h_prev Whf + bf)        c = f * c_prev + i * g
    o = sigmoid(x Wxo + h_prev Who + bo)        h = o * tanh(c)

Sources: Hochreiter & Schmidhuber, Long short-term memory, Neural Computation 9, 1997 · Gers, Schmidhuber & Cummins,
Learning to forget: continual prediction with LSTM, Neural Computation 12, 2000 · Graves & Schmidhuber, Framewise
phoneme classification with bidirectional LSTM, Neural Networks 18, 2005 · Jozefowicz, Zaremba & Sutskever, An empirical
exploration of recurrent network architectures, ICML 2015, for the forget gate's bias.

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
Weights = tuple[Array, Array, Array]  # Wx (D, 4H), Wh (H, 4H), b (4H,)
Cache = Any


# %% sigmoid
def sigmoid(z: Array) -> Array:
    """How far a gate is open.

    ``1 / (1 + exp(-z))``, for z of any finite size.

    Args:
        z: of any shape

    Returns:
        of the shape of z, from 0 to 1, right to 1e-12.
    """
    raise NotImplementedError("exercise sigmoid (4 points): a sigmoid that never overflows")


# %% lstm_gates
def lstm_gates(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Array, Array, Array]:
    """The first four equations: three gates and the candidate, from the input and the last state.

    Args:
        x: ``(N, D)``, the input at this step
        h_prev: ``(N, H)``, the state before it
        Wx: ``(D, 4H)``, blocks i, f, g, o
        Wh: ``(H, 4H)``
        b: ``(4H,)``

    Returns:
        ``i, f, g, o``, each ``(N, H)``.

    Raises:
        ValueError: shapes that do not fit.
    """
    _, _, H, K = fit("x:ND h_prev:NH Wx:DK Wh:HK b:K", x, h_prev, Wx, Wh, b)
    if K != 4 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 4H={4 * H})")
    raise NotImplementedError("exercise lstm_gates (8 points): three gates and a candidate")


# %% lstm_step_forward
def lstm_step_forward(
    x: Array, h_prev: Array, c_prev: Array, Wx: Array, Wh: Array, b: Array
) -> tuple[Array, Array, Cache]:
    """One step: forget a part of the cell, write a part of the candidate, show a part of the result.

    ``c = f * c_prev + i * g`` and ``h = o * tanh(c)``

    Args:
        x: ``(N, D)``, the input at this step
        h_prev: ``(N, H)``, the state before it
        c_prev: ``(N, H)``, the cell before it
        Wx: ``(D, 4H)``, blocks i, f, g, o
        Wh: ``(H, 4H)``
        b: ``(4H,)``

    Returns:
        ``h (N, H), c (N, H)`` and a cache for `lstm_step_backward`.

    Raises:
        ValueError: shapes that do not fit.
    """
    _, _, H, K = fit("x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K", x, h_prev, c_prev, Wx, Wh, b)
    if K != 4 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 4H={4 * H})")
    raise NotImplementedError("exercise lstm_step_forward (8 points): one step forward")


# %% lstm_step_backward
def lstm_step_backward(dh: Array, dc: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array, Array]:
    """One step of back-propagation, from both outputs to everything that went in.

    c reaches the loss by itself and through h, so two gradients meet in it: ``dc + dh * o * (1 - tanh(c)**2)``.

    Args:
        dh: ``(N, H)``, the gradient with respect to this step's h
        dc: ``(N, H)``, the gradient that reaches this step's c by another way than h
        cache: what `lstm_step_forward` returned last

    Returns:
        ``dx (N, D), dh_prev (N, H), dc_prev (N, H), dWx (D, 4H), dWh (H, 4H), db (4H,)``

    Raises:
        ValueError: dh or dc has not the shape of h.
    """
    raise NotImplementedError("exercise lstm_step_backward (16 points): one step backward")


# %% lstm_forward
def lstm_forward(x: Array, h0: Array, c0: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Array, Cache]:
    """The LSTM over a whole sequence, with the same weights at every step.

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        c0: ``(N, H)``, the cell before the first step
        Wx: ``(D, 4H)``, blocks i, f, g, o
        Wh: ``(H, 4H)``
        b: ``(4H,)``

    Returns:
        ``h (N, T, H), c (N, T, H)``, where column t is what step t + 1 left and h0, c0 are not included, and a cache
        for `lstm_backward`.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, T, D, H, K = fit("x:NTD h0:NH c0:NH Wx:DK Wh:HK b:K", x, h0, c0, Wx, Wh, b)
    if K != 4 * H:
        raise ValueError(f"Wh has shape {(H, K)}, expected (H={H}, 4H={4 * H})")
    raise NotImplementedError("exercise lstm_forward (10 points): the whole sequence forward")


# %% lstm_backward
def lstm_backward(dh: Array, dc: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Back-propagation through time, along h and along c.

    ``h_t`` and ``c_t`` are both read by the loss and by step t + 1, and ``c_t`` by ``h_t`` as well:
    ``dh_t + dz_{t+1} Wh^T`` is all that reaches ``h_t``; ``dc_t``, what step t + 1 sends back through its forget gate,
    and what comes through ``h_t`` add up in ``c_t``.

    Args:
        dh: ``(N, T, H)``, the gradient that reaches each h from the loss directly
        dc: ``(N, T, H)``, the gradient that reaches each c from the loss directly
        cache: what `lstm_forward` returned last

    Returns:
        ``dx (N, T, D), dh0 (N, H), dc0 (N, H), dWx (D, 4H), dWh (H, 4H), db (4H,)``

    Raises:
        ValueError: dh or dc has not the shape of h.
    """
    raise NotImplementedError("exercise lstm_backward (22 points): back-propagation through time, along h and c")


# %% cell_path_gradient
def cell_path_gradient(f: Array, t: int, k: int) -> Array:
    """What is left at step k of a gradient at step t, along the cell alone.

    ``∂c_t/∂c_k = f_{k+1} * … * f_t``, where the gates are held fixed; the paths through h come on top.

    Args:
        f: ``(N, T, H)``, the forget gates
        t: the later step, an index of the T axis
        k: the earlier step, an index of the T axis

    Returns:
        ``(N, H)``; ones where t is k.

    Raises:
        ValueError: not three axes, no time step, or t and k that are no integers with ``0 <= k <= t < T``.
    """
    _, T, _ = fit("f:NTH", f)
    for name, index in (("t", t), ("k", k)):
        if not isinstance(index, int | np.integer):
            raise ValueError(f"{name} is {index!r}, expected an integer")
    if not 0 <= k <= t < T:
        raise ValueError(f"t is {t} and k is {k}, expected 0 <= k <= t < T={T}")
    raise NotImplementedError("exercise cell_path_gradient (6 points): what the forget gates let through")


# %% init_lstm
def init_lstm(D: int, H: int, rng: np.random.Generator, forget_bias: float = 1.0) -> Weights:
    """Draw the first weights; a forget gate that starts open lets gradients through (Gers et al. 2000).

    Every weight is drawn on its own, uniform from -1/√H to 1/√H; the biases are zero, those of the forget gate
    ``forget_bias``.

    Args:
        D: how many inputs
        H: how many hidden units
        rng: the only source of randomness
        forget_bias: where the forget gate's biases start

    Returns:
        ``Wx (D, 4H), Wh (H, 4H), b (4H,)``, blocks i, f, g, o.
    """
    raise NotImplementedError("exercise init_lstm (6 points): the first weights")


# %% stacked_lstm_forward
def stacked_lstm_forward(x: Array, layers: list[Weights]) -> tuple[Array, tuple[list[Array], list[Array]]]:
    """LSTMs on top of one another: the states h of one are the inputs of the next. All start from zeros.

    Args:
        x: ``(N, T, D)``
        layers: for each layer ``(Wx, Wh, b)``; each may have its own number of units H_l

    Returns:
        ``h (N, T, H_top)`` of the top layer, and ``(h_last, c_last)``: for each layer its last state and its last cell,
        each ``(N, H_l)``.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, _, _ = fit("x:NTD", x)
    raise NotImplementedError("exercise stacked_lstm_forward (6 points): layers on top of one another")


# %% bidirectional_lstm_forward
def bidirectional_lstm_forward(x: Array, forward: Weights, backward: Weights) -> Array:
    """Two independent LSTMs over one input, one from each end (Graves & Schmidhuber 2005).

    Both start from zeros. The second reads the steps last to first; its states are put back in order, so that column
    t of both halves describes step t.

    Args:
        x: ``(N, T, D)``
        forward: ``(Wx, Wh, b)`` of the one that reads first to last
        backward: ``(Wx, Wh, b)`` of the one that reads last to first, with as many units

    Returns:
        ``(N, T, 2H)``, forward half first.

    Raises:
        ValueError: shapes that do not fit, no time step, or another number of units in each direction.
    """
    N, _, _, _, H = fit("x:NTD Wx:DK Wh:HK b:K", x, *forward)
    fit("forward:HK backward:HK", forward[1], backward[1])
    raise NotImplementedError("exercise bidirectional_lstm_forward (6 points): reading in both directions")


# %% fit_square
def fit_square(epochs: int, lr: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Teach an LSTM the curve y = x**2 from noisy points, with the functions above.

    600 evenly spaced x from 0.01 to 1, and ``y = x**2`` plus normal noise of standard deviation 0.005, are one sequence
    of 100 steps of 6. `lstm_forward` with 10 units from zeros, drawn as `init_lstm` draws, and one dense layer
    ``prediction_t = h_t Wy + by``; plain gradient descent on the mean squared error, ``w <- w - lr * dw``, with all
    gradients scaled together so that their global norm is at most 1.

    Args:
        epochs: how many steps of gradient descent
        lr: the learning rate
        rng: the only source of randomness, for the noise and the first weights

    Returns:
        ``prediction (100, 6)`` of the trained network, where row k holds the points 6k .. 6k + 5, and
        ``losses (epochs,)``, where ``losses[e]`` is the error before step e.
    """
    raise NotImplementedError("exercise fit_square (8 points): the capstone: learn y = x²")
