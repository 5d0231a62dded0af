"""The vanilla RNN, from one step to a network that learns hello -> ohlol.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, C classes. Arrays are float64, batch first;
vectors are rows, so a pre-activation is ``x @ Wx + h @ Wh + b``. A forward returns last, as ``cache``, what its
backward needs; what is in it is the author's affair. ``dx`` is the gradient of the loss with respect to ``x``, of x's
shape.

Sources: Elman, Finding structure in time, Cognitive Science 14, 1990 · Werbos, Backpropagation through time: what it
does and how to do it, Proc. IEEE 78, 1990 · Schuster & Paliwal, Bidirectional recurrent neural networks, IEEE Trans.
Signal Processing 45, 1997 · Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML
2013.

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
Weights = tuple[Array, Array, Array]  # Wx (D, H), Wh (H, H), b (H,)
Cache = Any


# %% softmax
def softmax(scores: Array) -> Array:
    """Probabilities along the last axis.

    ``p[c] = exp(s[c]) / sum_k exp(s[k])``, for scores of any finite size.

    Args:
        scores: ``(..., C)``

    Returns:
        ``(..., C)``, non-negative; each row sums to one.
    """
    raise NotImplementedError("exercise softmax (4 points): softmax along the last axis")


# %% rnn_step_forward
def rnn_step_forward(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Cache]:
    """One step of the recurrence (Elman 1990).

    ``h = tanh(x Wx + h_prev Wh + b)``

    Args:
        x: ``(N, D)``, the input at this step
        h_prev: ``(N, H)``, the state before it
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``

    Returns:
        ``h (N, H)`` and a cache for `rnn_step_backward`.

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("x:ND h_prev:NH Wx:DH Wh:HH b:H", x, h_prev, Wx, Wh, b)
    raise NotImplementedError("exercise rnn_step_forward (6 points): one step forward")


# %% rnn_step_backward
def rnn_step_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array]:
    """One step of back-propagation, through ``h = tanh(z)`` and ``z = x Wx + h_prev Wh + b``.

    ``dL/dz = dL/dh * tanh'(z)`` and ``tanh'(z) = 1 - tanh(z)**2``; of a product, each factor's gradient is dL/dz times
    the other factor, summed over the rows that share it.

    Args:
        dh: ``(N, H)``, the gradient with respect to this step's output
        cache: what `rnn_step_forward` returned last

    Returns:
        ``dx (N, D), dh_prev (N, H), dWx (D, H), dWh (H, H), db (H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise rnn_step_backward (10 points): one step backward")


# %% rnn_forward
def rnn_forward(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Cache]:
    """The recurrence over a whole sequence, with the same weights at every step.

    ``h_t = tanh(x_t Wx + h_{t-1} Wh + b)`` for t = 1 .. T, from ``h_0 = h0``.

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``

    Returns:
        ``h (N, T, H)``, where ``h[:, t]`` is the state after step t + 1 and h0 is not included, and a cache for
        `rnn_backward`.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    N, T, D, H = fit("x:NTD h0:NH Wx:DH Wh:HH b:H", x, h0, Wx, Wh, b)
    raise NotImplementedError("exercise rnn_forward (10 points): the whole sequence forward")


# %% rnn_backward
def rnn_backward(dh: Array, cache: Cache) -> tuple[Array, Array, Array, Array, Array]:
    """Back-propagation through time (Werbos 1990).

    ``h_t`` is read twice, by the loss at step t and by step t + 1, so two gradients meet in it:
    ``dL/dz_t = (dh_t + dL/dz_{t+1} Wh^T) * tanh'(z_t)``. The weights are used T times, so their gradients are sums.

    Args:
        dh: ``(N, T, H)``, the gradient that reaches each output from the loss directly
        cache: what `rnn_forward` returned last

    Returns:
        ``dx (N, T, D), dh0 (N, H), dWx (D, H), dWh (H, H), db (H,)``

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise rnn_backward (20 points): back-propagation through time")


# %% time_distributed_forward
def time_distributed_forward(x: Array, Wy: Array, by: Array, activation: str = "linear") -> tuple[Array, Cache]:
    """The same dense layer at every step: the output layer V, which is no part of the recurrent cell.

    ``y_t = a(x_t Wy + by)``, where a is the identity or ``1 / (1 + exp(-z))``.

    Args:
        x: ``(N, T, D)``
        Wy: ``(D, C)``
        by: ``(C,)``
        activation: ``"linear"`` or ``"sigmoid"``

    Returns:
        ``y (N, T, C)`` and a cache for `time_distributed_backward`.

    Raises:
        ValueError: shapes that do not fit, no time step, or another activation.
    """
    N, T, D, C = fit("x:NTD Wy:DC by:C", x, Wy, by)
    if activation not in ("linear", "sigmoid"):
        raise ValueError(f'activation is {activation!r}, expected "linear" or "sigmoid"')
    raise NotImplementedError("exercise time_distributed_forward (6 points): one dense layer at every step")


# %% time_distributed_backward
def time_distributed_backward(dy: Array, cache: Cache) -> tuple[Array, Array, Array]:
    """The dense layer's gradients; its weights are shared by all N T rows.

    ``dL/dz = dL/dy * a'(z)``; the slope of the sigmoid is its value times what is missing to one.

    Args:
        dy: ``(N, T, C)``
        cache: what `time_distributed_forward` returned last

    Returns:
        ``dx (N, T, D), dWy (D, C), dby (C,)``

    Raises:
        ValueError: dy has not the shape of y.
    """
    raise NotImplementedError("exercise time_distributed_backward (8 points): the dense layer backward")


# %% sequence_cross_entropy
def sequence_cross_entropy(scores: Array, labels: Any, mask: Any = None) -> tuple[float, Array]:
    """Softmax and cross-entropy over the steps that count, and the gradient of that mean.

    ``loss = -mean log p[n, t, labels[n, t]]`` over the steps where mask is True; its gradient is that of the mean, with
    ``d(-log p[c])/ds = p - onehot(c)``. Steps that do not count get none.

    Args:
        scores: ``(N, T, C)``, before the softmax
        labels: ``(N, T)`` integers in ``0 .. C - 1``; where the mask is False they may be anything
        mask: ``(N, T)`` of bool, True where a step counts; None: all of them do

    Returns:
        ``loss``, a float in nats, and ``dscores (N, T, C)``; ``0.0`` and zeros where no step counts.

    Raises:
        ValueError: shapes that do not fit, no time step, labels that are no integers or out of range.
    """
    _, _, C = fit("scores:NTC labels:NT", scores, labels)
    labels = np.asarray(labels)
    counts = np.ones(labels.shape, bool) if mask is None else np.asarray(mask)
    fit("labels:NT mask:NT", labels, counts)
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels have dtype {labels.dtype}, expected integers")
    if np.any(counts & ((labels < 0) | (labels >= C))):
        raise ValueError(f"labels lie in {labels[counts].min()} .. {labels[counts].max()}, expected 0 .. {C - 1}")
    raise NotImplementedError("exercise sequence_cross_entropy (10 points): cross-entropy over a padded sequence")


# %% stacked_rnn_forward
def stacked_rnn_forward(x: Array, h0: list[Array], layers: list[Weights]) -> tuple[Array, list[Array]]:
    """Recurrent layers on top of one another: the states of one are the inputs of the next.

    Args:
        x: ``(N, T, D)``
        h0: for each layer its first state ``(N, H_l)``
        layers: for each layer ``(Wx, Wh, b)``; each may have its own number of units H_l

    Returns:
        ``h (N, T, H_top)``, the states of the top layer, and ``h_last``: for each layer its last state ``(N, H_l)``.

    Raises:
        ValueError: as many states as layers are needed, and sizes that fit.
    """
    if len(h0) != len(layers):
        raise ValueError(f"h0 has {len(h0)} states, expected one for each of the {len(layers)} layers")
    raise NotImplementedError("exercise stacked_rnn_forward (8 points): layers on top of one another")


# %% bidirectional_rnn_forward
def bidirectional_rnn_forward(x: Array, forward: Weights, backward: Weights) -> tuple[Array, Cache]:
    """Two independent RNNs over one input, one from each end (Schuster & Paliwal 1997).

    Both start from a zero state. The second reads the steps last to first; its states are put back in order, so that
    column t of both halves describes step t.

    Args:
        x: ``(N, T, D)``
        forward: ``(Wx, Wh, b)`` of the one that reads first to last
        backward: ``(Wx, Wh, b)`` of the one that reads last to first, with as many units

    Returns:
        ``h (N, T, 2H)``, forward half first, and a cache for `bidirectional_rnn_backward`.

    Raises:
        ValueError: shapes that do not fit, no time step, or another number of units in each direction.
    """
    fit("x:NTD Wx:DH Wh:HH b:H", x, *forward)
    N, _, _, H = fit("x:NTD forward:H backward:H", x, forward[2], backward[2])
    raise NotImplementedError("exercise bidirectional_rnn_forward (8 points): reading in both directions")


# %% bidirectional_rnn_backward
def bidirectional_rnn_backward(dh: Array, cache: Cache) -> tuple[Array, Weights, Weights]:
    """Each direction's own back-propagation through time; the input was read by both, so its gradients add.

    Args:
        dh: ``(N, T, 2H)``, forward half first
        cache: what `bidirectional_rnn_forward` returned last

    Returns:
        ``dx (N, T, D)``, then ``(dWx, dWh, db)`` of the forward RNN and of the backward RNN.

    Raises:
        ValueError: dh has not the shape of h.
    """
    raise NotImplementedError("exercise bidirectional_rnn_backward (10 points): both directions backward")


# %% train_hello
def train_hello(hidden_size: int, epochs: int, lr: float, rng: np.random.Generator) -> tuple[str, Array]:
    """Teach an RNN to answer ``hello`` with ``ohlol``, letter by letter, with the functions above.

    One-hot letters go through `rnn_forward` and a linear `time_distributed_forward` to the scores of the next letter;
    plain gradient descent on the mean cross-entropy, ``w <- w - lr * dw``, with all gradients scaled together so that
    their global norm is at most 5 (Pascanu, Mikolov & Bengio 2013, algorithm 1).

    Args:
        hidden_size: H
        epochs: how many steps of gradient descent
        lr: the learning rate
        rng: the only source of randomness, for the first weights

    Returns:
        ``text``, what the trained network answers, and ``losses (epochs,)``, where ``losses[e]`` is the loss before
        step e.
    """
    raise NotImplementedError("exercise train_hello (10 points): the capstone: hello -> ohlol")
