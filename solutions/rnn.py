"""The vanilla RNN, from one step to a network that learns hello -> ohlol.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, C classes. Arrays are float64, batch first;
vectors are rows, so a pre-activation is ``x @ Wx + h @ Wh + b``. A forward returns last, as ``cache``, what its
backward needs; what is in it is the author's affair. ``dx`` is the gradient of the loss with respect to ``x``, of x's
shape.

Sources: Elman, Finding structure in time, Cognitive Science 14, 1990 · Werbos, Backpropagation through time: what it
does and how to do it, Proc. IEEE 78, 1990 · Schuster & Paliwal, Bidirectional recurrent neural networks, IEEE Trans.
Signal Processing 45, 1997 · Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML
2013.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

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
    ### BEGIN SOLUTION
    weights: Array = np.exp(scores - scores.max(axis=-1, keepdims=True))  # the shift cancels, and no exp overflows
    probabilities: Array = weights / weights.sum(axis=-1, keepdims=True)
    return probabilities
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    h = np.tanh(x @ Wx + h_prev @ Wh + b)  # (N, H)
    return h, (x, h_prev, Wx, Wh, h)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, h_prev, Wx, Wh, h = cache
    fit("h:NH dh:NH", h, dh)
    dz = dh * (1 - h**2)  # (N, H)
    return dz @ Wx.T, dz @ Wh.T, x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    projected = (x.reshape(N * T, D) @ Wx + b).reshape(N, T, H)  # the inputs of all steps in one product
    states = np.empty((N, T + 1, H))  # h_0 .. h_T
    states[:, 0] = h0
    for t in range(T):
        states[:, t + 1] = np.tanh(projected[:, t] + states[:, t] @ Wh)
    return states[:, 1:], (x, states, Wx, Wh)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, states, Wx, Wh = cache
    h = states[:, 1:]
    N, T, H = fit("h:NTH dh:NTH", h, dh)
    slope = 1 - h**2
    dz = np.empty((N, T, H))
    from_later = np.zeros((N, H))  # what step t + 1 sends back to h_t; nothing reads h_T but the loss
    for t in reversed(range(T)):
        dz[:, t] = (dh[:, t] + from_later) * slope[:, t]
        from_later = dz[:, t] @ Wh.T
    per_step = dz.reshape(N * T, H)  # a row for each use of the weights: one product sums over all of them
    dWx = x.reshape(N * T, -1).T @ per_step
    dWh = states[:, :-1].reshape(N * T, H).T @ per_step
    return (per_step @ Wx.T).reshape(x.shape), from_later, dWx, dWh, per_step.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    y = (x.reshape(N * T, D) @ Wy + by).reshape(N, T, C)
    if activation == "sigmoid":
        y = (1 + np.tanh(y / 2)) / 2  # the same function, without an exp that overflows
    return y, (x, Wy, y, activation)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, Wy, y, activation = cache
    N, T, C = fit("y:NTC dy:NTC", y, dy)
    dz = dy * y * (1 - y) if activation == "sigmoid" else dy
    rows = dz.reshape(N * T, C)
    return (rows @ Wy.T).reshape(x.shape), x.reshape(N * T, -1).T @ rows, rows.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    count = max(int(counts.sum()), 1)
    rows = np.nonzero(counts)  # the (n, t) that count
    shifted = scores - scores.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # no log of a p that underflowed to 0
    loss = -float(log_p[(*rows, labels[rows])].sum()) / count
    dscores = np.exp(log_p)
    dscores[(*rows, labels[rows])] -= 1
    return loss, np.where(counts[..., None], dscores, 0) / count
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    h, h_last = x, []
    for start, weights in zip(h0, layers, strict=True):
        h, _ = rnn_forward(h, start, *weights)
        h_last.append(h[:, -1])
    return h, h_last
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    start = np.zeros((N, H))
    ahead, ahead_cache = rnn_forward(x, start, *forward)
    back, back_cache = rnn_forward(x[:, ::-1], start, *backward)
    return np.concatenate([ahead, back[:, ::-1]], axis=-1), (ahead_cache, back_cache)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    ahead_cache, back_cache = cache
    N, T, H = ahead_cache[1][:, 1:].shape
    if np.shape(dh) != (N, T, 2 * H):
        raise ValueError(f"dh has shape {np.shape(dh)}, expected {(N, T, 2 * H)}, the shape of h")
    ahead = rnn_backward(dh[..., :H], ahead_cache)
    back = rnn_backward(dh[:, ::-1, H:], back_cache)
    return ahead[0] + back[0][:, ::-1], ahead[2:], back[2:]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    letters, question, answer = "ehlo", "hello", "ohlol"
    x = np.eye(len(letters))[[[letters.index(letter) for letter in question]]]  # (1, 5, 4)
    labels = np.array([[letters.index(letter) for letter in answer]])  # (1, 5)
    h0 = np.zeros((1, hidden_size))
    shapes = [(len(letters), hidden_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size, len(letters))]
    bound = 1 / np.sqrt(hidden_size)
    Wx, Wh, b, Wy = (rng.uniform(-bound, bound, shape) for shape in shapes)
    by = np.zeros(len(letters))
    losses = np.empty(epochs)
    for epoch in range(epochs):
        h, cache = rnn_forward(x, h0, Wx, Wh, b)
        scores, output_cache = time_distributed_forward(h, Wy, by)
        losses[epoch], dscores = sequence_cross_entropy(scores, labels)
        dh, dWy, dby = time_distributed_backward(dscores, output_cache)
        grads = [*rnn_backward(dh, cache)[2:], dWy, dby]
        norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
        scale = lr * min(1.0, 5 / norm) if norm > 0 else 0.0
        for param, grad in zip((Wx, Wh, b, Wy, by), grads, strict=True):
            param -= scale * grad  # noqa: PLW2901 - each is an array of our own, changed in place
    h, _ = rnn_forward(x, h0, Wx, Wh, b)
    scores, _ = time_distributed_forward(h, Wy, by)
    return "".join(letters[c] for c in scores[0].argmax(axis=-1)), losses
    ### END SOLUTION
