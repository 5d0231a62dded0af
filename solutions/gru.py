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
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

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
    ### BEGIN SOLUTION
    projected = x @ Wx + b
    gates = (1 + np.tanh((projected[:, : 2 * H] + h_prev @ Wh[:, : 2 * H]) / 2)) / 2  # a sigmoid that never overflows
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(projected[:, 2 * H :] + (r * h_prev) @ Wh[:, 2 * H :])
    h = z * h_prev + (1 - z) * n
    return h, (x, h_prev, Wx, Wh, r, z, n)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, h_prev, Wx, Wh, r, z, n = cache
    _, H = fit("h:NH dh:NH", n, dh)
    dn = dh * (1 - z) * (1 - n**2)
    dreset = dn @ Wh[:, 2 * H :].T  # at r * h_prev
    dr = dreset * h_prev * r * (1 - r)
    dz = dh * (h_prev - n) * z * (1 - z)
    dgates = np.concatenate([dr, dz], axis=1)  # (N, 2H)
    da = np.concatenate([dgates, dn], axis=1)  # (N, 3H), at the pre-activations
    dh_prev = dh * z + dreset * r + dgates @ Wh[:, : 2 * H].T
    dWh = np.concatenate([h_prev.T @ dgates, (r * h_prev).T @ dn], axis=1)
    return da @ Wx.T, dh_prev, x.T @ da, dWh, da.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    projected = (x.reshape(N * T, D) @ Wx + b).reshape(N, T, K)  # the inputs of all steps in one product
    states = np.empty((N, T + 1, H))  # h_0 .. h_T
    states[:, 0] = h0
    gates = np.empty((N, T, 2 * H))  # r and z
    n = np.empty((N, T, H))
    for t in range(T):
        h_prev = states[:, t]
        gates[:, t] = (1 + np.tanh((projected[:, t, : 2 * H] + h_prev @ Wh[:, : 2 * H]) / 2)) / 2
        r, z = gates[:, t, :H], gates[:, t, H:]
        n[:, t] = np.tanh(projected[:, t, 2 * H :] + (r * h_prev) @ Wh[:, 2 * H :])
        states[:, t + 1] = z * h_prev + (1 - z) * n[:, t]
    return states[:, 1:], (x, states, Wx, Wh, gates, n)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, states, Wx, Wh, gates, n = cache
    h_prev, r, z = states[:, :-1], gates[..., : n.shape[2]], gates[..., n.shape[2] :]
    N, T, H = fit("h:NTH dh:NTH", n, dh)
    slope_r, slope_z, slope_n = h_prev * r * (1 - r), (h_prev - n) * z * (1 - z), (1 - z) * (1 - n**2)
    Wh_gates, Wh_n = Wh[:, : 2 * H].T, Wh[:, 2 * H :].T
    da = np.empty((N, T, 3 * H))  # at the pre-activations
    from_later = np.zeros((N, H))  # what step t + 1 sends back to h_t; nothing reads h_T but the loss
    for t in reversed(range(T)):
        total = dh[:, t] + from_later
        dn = total * slope_n[:, t]
        dreset = dn @ Wh_n  # at r * h_prev
        da[:, t, :H] = dreset * slope_r[:, t]
        da[:, t, H : 2 * H] = total * slope_z[:, t]
        da[:, t, 2 * H :] = dn
        from_later = total * z[:, t] + dreset * r[:, t] + da[:, t, : 2 * H] @ Wh_gates
    rows = da.reshape(N * T, 3 * H)  # a row for each use of the weights: one product sums over all of them
    dWh_gates = h_prev.reshape(N * T, H).T @ rows[:, : 2 * H]
    dWh_n = (r * h_prev).reshape(N * T, H).T @ rows[:, 2 * H :]
    dWx, dWh = x.reshape(N * T, -1).T @ rows, np.concatenate([dWh_gates, dWh_n], axis=1)
    return (rows @ Wx.T).reshape(x.shape), from_later, dWx, dWh, rows.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    projected, recalled = x @ Wx + bx, h_prev @ Wh + bh
    gates = (1 + np.tanh((projected[:, : 2 * H] + recalled[:, : 2 * H]) / 2)) / 2  # a sigmoid that never overflows
    r, z = gates[:, :H], gates[:, H:]
    n = np.tanh(projected[:, 2 * H :] + r * recalled[:, 2 * H :])
    h = z * h_prev + (1 - z) * n
    return h, (x, h_prev, Wx, Wh, r, z, n, recalled[:, 2 * H :])
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, h_prev, Wx, Wh, r, z, n, recalled = cache
    fit("h:NH dh:NH", n, dh)
    dn = dh * (1 - z) * (1 - n**2)
    dr = dn * recalled * r * (1 - r)
    dz = dh * (h_prev - n) * z * (1 - z)
    from_x = np.concatenate([dr, dz, dn], axis=1)  # (N, 3H), at x Wx + bx
    from_h = np.concatenate([dr, dz, dn * r], axis=1)  # (N, 3H), at h_prev Wh + bh
    dh_prev = dh * z + from_h @ Wh.T
    return from_x @ Wx.T, dh_prev, x.T @ from_x, h_prev.T @ from_h, from_x.sum(axis=0), from_h.sum(axis=0)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    projected = (x.reshape(N * T, D) @ Wx + bx).reshape(N, T, K)  # the inputs of all steps in one product
    states = np.empty((N, T + 1, H))  # h_0 .. h_T
    states[:, 0] = h0
    gates = np.empty((N, T, 2 * H))  # r and z
    n, recalled = np.empty((N, T, H)), np.empty((N, T, H))
    for t in range(T):
        h_prev = states[:, t]
        product = h_prev @ Wh + bh
        gates[:, t] = (1 + np.tanh((projected[:, t, : 2 * H] + product[:, : 2 * H]) / 2)) / 2
        r, z = gates[:, t, :H], gates[:, t, H:]
        recalled[:, t] = product[:, 2 * H :]
        n[:, t] = np.tanh(projected[:, t, 2 * H :] + r * recalled[:, t])
        states[:, t + 1] = z * h_prev + (1 - z) * n[:, t]
    return states[:, 1:], (x, states, Wx, Wh, gates, n, recalled)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, states, Wx, Wh, gates, n, recalled = cache
    h_prev, r, z = states[:, :-1], gates[..., : n.shape[2]], gates[..., n.shape[2] :]
    N, T, H = fit("h:NTH dh:NTH", n, dh)
    slope_r, slope_z, slope_n = recalled * r * (1 - r), (h_prev - n) * z * (1 - z), (1 - z) * (1 - n**2)
    from_x = np.empty((N, T, 3 * H))  # at x Wx + bx
    from_h = np.empty((N, T, 3 * H))  # at h_prev Wh + bh
    from_later = np.zeros((N, H))  # what step t + 1 sends back to h_t; nothing reads h_T but the loss
    for t in reversed(range(T)):
        total = dh[:, t] + from_later
        dn = total * slope_n[:, t]
        from_x[:, t, 2 * H :] = dn
        from_h[:, t, :H] = dn * slope_r[:, t]
        from_h[:, t, H : 2 * H] = total * slope_z[:, t]
        from_h[:, t, 2 * H :] = dn * r[:, t]
        from_later = total * z[:, t] + from_h[:, t] @ Wh.T
    from_x[..., : 2 * H] = from_h[..., : 2 * H]  # r and z add both products: the same gradient to each
    rows_x, rows_h = from_x.reshape(N * T, 3 * H), from_h.reshape(N * T, 3 * H)  # a row for each use of the weights
    dWx, dWh = x.reshape(N * T, -1).T @ rows_x, h_prev.reshape(N * T, H).T @ rows_h
    return (rows_x @ Wx.T).reshape(x.shape), from_later, dWx, dWh, rows_x.sum(axis=0), rows_h.sum(axis=0)
    ### END SOLUTION
