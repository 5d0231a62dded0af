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
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

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
    ### BEGIN SOLUTION
    openness: Array = (1 + np.tanh(z / 2)) / 2  # the same function, without an exp that overflows
    return openness
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    zi, zf, zg, zo = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
    return sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    i, f, g, o = lstm_gates(x, h_prev, Wx, Wh, b)
    c = f * c_prev + i * g
    tanh_c = np.tanh(c)
    h = o * tanh_c
    return h, c, (x, h_prev, c_prev, Wx, Wh, i, f, g, o, tanh_c)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, h_prev, c_prev, Wx, Wh, i, f, g, o, tanh_c = cache
    fit("h:NH dh:NH dc:NH", o, dh, dc)
    at_c = dc + dh * o * (1 - tanh_c**2)
    dzi = at_c * g * i * (1 - i)
    dzf = at_c * c_prev * f * (1 - f)
    dzg = at_c * i * (1 - g**2)
    dzo = dh * tanh_c * o * (1 - o)
    dz = np.concatenate([dzi, dzf, dzg, dzo], axis=1)  # (N, 4H)
    return dz @ Wx.T, dz @ Wh.T, at_c * f, x.T @ dz, h_prev.T @ dz, dz.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    half = np.repeat([0.5, 0.5, 1.0, 0.5], H)  # sigmoid(z) is 1/2 tanh(z/2) + 1/2: one tanh serves all four blocks
    rest, recurrent = 1 - half, Wh * half
    steps = x.swapaxes(0, 1).reshape(T * N, D)  # time first: what a step works on lies together in memory
    gates = (steps @ (Wx * half) + b * half).reshape(T, N, K)  # the inputs of all steps in one product
    i, f, g, o = np.moveaxis(gates.reshape(T, N, 4, H), 2, 0)  # views, to be filled along with gates
    h, c, tanh_c = np.empty((T + 1, N, H)), np.empty((T + 1, N, H)), np.empty((T, N, H))
    h[0], c[0] = h0, c0
    for t in range(T):
        z = gates[t]
        z += h[t] @ recurrent
        np.tanh(z, out=z)
        z *= half
        z += rest
        c[t + 1] = f[t] * c[t] + i[t] * g[t]
        tanh_c[t] = np.tanh(c[t + 1])
        h[t + 1] = o[t] * tanh_c[t]
    return h[1:].swapaxes(0, 1), c[1:].swapaxes(0, 1), (steps, h, c, tanh_c, gates, Wx, Wh)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    steps, h, c, tanh_c, gates, Wx, Wh = cache
    T, N, H = tanh_c.shape
    fit("h:NTH dh:NTH dc:NTH", tanh_c.swapaxes(0, 1), dh, dc)
    i, f, g, o = np.moveaxis(gates.reshape(T, N, 4, H), 2, 0)
    through_h = o * (1 - tanh_c**2)  # ∂h_t/∂c_t
    slopes = [g * i * (1 - i), c[:-1] * f * (1 - f), i * (1 - g**2), tanh_c * o * (1 - o)]
    dz = np.stack(slopes, axis=2)  # (T, N, 4, H): ∂c_t/∂z_t, for o ∂h_t/∂z_t; times what arrives there
    at_h, at_c = np.zeros((N, H)), np.zeros((N, H))  # nothing reads h_T and c_T but the loss
    for t in reversed(range(T)):
        at_h += dh[:, t]
        at_c += dc[:, t] + at_h * through_h[t]
        np.multiply(dz[t, :, :3], at_c[:, None], out=dz[t, :, :3])
        np.multiply(dz[t, :, 3], at_h, out=dz[t, :, 3])
        at_h = dz[t].reshape(N, 4 * H) @ Wh.T
        at_c *= f[t]
    rows = dz.reshape(T * N, 4 * H)  # a row for each use of the weights: one product sums over all of them
    dx = (rows @ Wx.T).reshape(T, N, -1).swapaxes(0, 1)
    return dx, at_h, at_c, steps.T @ rows, h[:-1].reshape(T * N, H).T @ rows, rows.sum(axis=0)
    ### END SOLUTION


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
            raise ValueError(f"{name} is {index!r}, expected an integer")  # noqa: TRY004 - any bad input is a ValueError
    if not 0 <= k <= t < T:
        raise ValueError(f"t is {t} and k is {k}, expected 0 <= k <= t < T={T}")
    ### BEGIN SOLUTION
    path: Array = f[:, k + 1 : t + 1].prod(axis=1)
    return path
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    bound = 1 / np.sqrt(H)
    Wx = rng.uniform(-bound, bound, (D, 4 * H))
    Wh = rng.uniform(-bound, bound, (H, 4 * H))
    b = np.zeros(4 * H)
    b[H : 2 * H] = forget_bias
    return Wx, Wh, b
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    h, h_last, c_last = x, [], []
    for Wx, Wh, b in layers:
        zeros = np.zeros((N, len(Wh)))
        h, c, _ = lstm_forward(h, zeros, zeros, Wx, Wh, b)
        h_last.append(h[:, -1])
        c_last.append(c[:, -1])
    return h, (h_last, c_last)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    zeros = np.zeros((N, H))
    ahead, _, _ = lstm_forward(x, zeros, zeros, *forward)
    back, _, _ = lstm_forward(x[:, ::-1], zeros, zeros, *backward)
    return np.concatenate([ahead, back[:, ::-1]], axis=-1)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x = np.linspace(0.01, 1, 600).reshape(1, 100, 6)
    y = x**2 + rng.normal(0, 0.005, x.shape)
    D, H = 6, 10
    Wx, Wh, b = init_lstm(D, H, rng)
    Wy, by = rng.uniform(-1, 1, (H, D)) / np.sqrt(H), np.zeros(D)
    start, no_dc = np.zeros((1, H)), np.zeros((1, 100, H))
    losses = np.empty(epochs)
    for epoch in range(epochs):
        h, _, cache = lstm_forward(x, start, start, Wx, Wh, b)
        error = h @ Wy + by - y
        losses[epoch] = np.mean(error**2)
        dy = 2 * error / error.size
        grads = [*lstm_backward(dy @ Wy.T, no_dc, cache)[3:], h[0].T @ dy[0], dy[0].sum(axis=0)]
        norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
        scale = lr * min(1.0, 1 / norm) if norm > 0 else 0.0
        for param, grad in zip((Wx, Wh, b, Wy, by), grads, strict=True):
            param -= scale * grad  # noqa: PLW2901 - each is an array of our own, changed in place
    h, _, _ = lstm_forward(x, start, start, Wx, Wh, b)
    return h[0] @ Wy + by, losses
    ### END SOLUTION
