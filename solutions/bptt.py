"""The gradient chain of an RNN: its Jacobians, its branches, the norm that bounds it, clipping and truncation.

Letters: T time steps, D inputs, H hidden units, N sequences in a batch. Arrays are float64; vectors are rows, so a
pre-activation is ``x @ Wx + h @ Wh + b``. All but the last exercise look at one sequence, without a batch axis. Where
an exercise takes ``states (T + 1, H)``, these are ``h_0 .. h_T``: ``states[t]`` is h_t.

Sources: Werbos, Backpropagation through time: what it does and how to do it, Proc. IEEE 78, 1990 · Williams & Peng, An
efficient gradient-based algorithm for on-line training of recurrent network trajectories, Neural Computation 2, 1990 ·
Bengio, Simard & Frasconi, Learning long-term dependencies with gradient descent is difficult, IEEE Trans. Neural
Networks 5, 1994 · Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML 2013.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

Array = NDArray[np.float64]
Gradients = list[NDArray[Any]]  # of any shapes


# %% step_jacobian
def step_jacobian(h: Array, Wh: Array) -> Array:
    """How a state answers to a small change of the state before it.

    ``J[i, j] = ∂h_t[i] / ∂h_{t-1}[j]`` for ``h_t = tanh(x_t Wx + h_{t-1} Wh + b)``; and ``tanh'(z) = 1 - tanh(z)**2``.

    Args:
        h: ``(H,)``, h_t, the state after the step
        Wh: ``(H, H)``

    Returns:
        ``(H, H)``; the row is the entry of h_t, the column that of h_{t-1}.

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("h:H Wh:HH", h, Wh)
    ### BEGIN SOLUTION
    slope = 1 - h**2  # of each entry that comes out: one a row
    jacobian: Array = slope[:, None] * Wh.T
    return jacobian
    ### END SOLUTION


# %% chain_jacobian
def chain_jacobian(states: Array, Wh: Array, t: int, k: int) -> Array:
    """How a state answers to a small change of one t - k steps before it.

    ``∂h_t / ∂h_k``: the chain rule multiplies the Jacobians of the steps k + 1 .. t (Pascanu, Mikolov & Bengio 2013,
    equation 5, there for column vectors). From a state to itself nothing changes.

    Args:
        states: ``(T + 1, H)``, h_0 .. h_T
        Wh: ``(H, H)``
        t: the later state, 0 .. T
        k: the earlier state, 0 .. t

    Returns:
        ``(H, H)``; the row is the entry of h_t, the column that of h_k.

    Raises:
        ValueError: shapes that do not fit, or t and k that are no integers with ``0 <= k <= t <= T``.
    """
    fit("states:SH Wh:HH", states, Wh)
    for name, index in (("t", t), ("k", k)):
        if not isinstance(index, int | np.integer):
            raise ValueError(f"{name} is {index!r}, expected an integer")  # noqa: TRY004 - any bad input is a ValueError
    if not 0 <= k <= t < len(states):
        raise ValueError(f"t is {t} and k is {k}, expected 0 <= k <= t <= T={len(states) - 1}")
    ### BEGIN SOLUTION
    chain = np.eye(len(Wh))
    for h in states[k + 1 : t + 1]:
        chain = step_jacobian(h, Wh) @ chain  # a later step acts on what the earlier ones made of the change
    return chain
    ### END SOLUTION


# %% gradient_branches
def gradient_branches(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array, dh_last: Array) -> tuple[Array, Array]:
    """The gradients of the recurrent weights, taken apart by the step at which a weight was used.

    ``h_t = tanh(x_t Wx + h_{t-1} Wh + b)`` for t = 1 .. T, and the loss reads h_T only. A weight is used T times, so
    its gradient is a sum of T branches (Werbos 1990): the branch of step k is
    ``∂L/∂h_T * ∂h_T/∂h_k * ∂⁺h_k/∂W``, where ``∂⁺`` sees the use at step k alone and takes h_{k-1} for a constant. With
    T = 3 there are three.

    Args:
        x: ``(T, D)``, the inputs of one sequence
        h0: ``(H,)``, the state before the first step
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``
        dh_last: ``(H,)``, the gradient of the loss with respect to h_T

    Returns:
        ``(T, D, H)`` for Wx and ``(T, H, H)`` for Wh; entry k is the branch of step k + 1, and all entries add up to
        the gradient.

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    T, D, H = fit("x:TD h0:H Wx:DH Wh:HH b:H dh_last:H", x, h0, Wx, Wh, b, dh_last)
    ### BEGIN SOLUTION
    states = np.empty((T + 1, H))  # h_0 .. h_T
    states[0] = h0
    for k in range(T):
        states[k + 1] = np.tanh(x[k] @ Wx + states[k] @ Wh + b)
    dWx, dWh = np.empty((T, D, H)), np.empty((T, H, H))
    dh = dh_last  # what arrives at h_{k+1}
    for k in reversed(range(T)):
        dz = dh * (1 - states[k + 1] ** 2)
        dWx[k] = np.outer(x[k], dz)
        dWh[k] = np.outer(states[k], dz)
        dh = dz @ Wh.T  # a row times one Jacobian: the Jacobians themselves are never multiplied
    return dWx, dWh
    ### END SOLUTION


# %% branch_shares
def branch_shares(branches: Array) -> Array:
    """How much of a gradient each branch makes up.

    A branch's share is its Frobenius norm, the root of the sum of the squares of its entries, over the sum of the norms
    of all branches.

    Args:
        branches: ``(T, D, H)``, as `gradient_branches` returns them for one weight

    Returns:
        ``(T,)``, which sums to one; all zero where every branch is zero.

    Raises:
        ValueError: not three axes, or no branch.
    """
    (T, *_) = fit("branches:TDH", branches)
    ### BEGIN SOLUTION
    largest = np.abs(branches).max()
    if largest == 0:
        return np.zeros(T)
    norms = np.linalg.norm(branches / largest, axis=(1, 2))  # in its unit no square over- or underflows
    shares: Array = norms / norms.sum()
    return shares
    ### END SOLUTION


# %% jacobian_norm_bound
def jacobian_norm_bound(Wh: Array, steps: int) -> float:
    """An upper bound on the spectral norm of ``∂h_t / ∂h_{t-steps}`` in a tanh RNN (Pascanu, Mikolov & Bengio 2013).

    The spectral norm of a matrix is its largest singular value. A product's is at most the product of its factors',
    and no slope of tanh exceeds 1: so ``σ_max(Wh) ** steps`` is a bound, whatever the states.

    Args:
        Wh: ``(H, H)``
        steps: how many steps back, 0 or more

    Returns:
        The bound; ``inf`` where it is too large for a float.

    Raises:
        ValueError: Wh is no square matrix.
    """
    fit("Wh:HH", Wh)
    ### BEGIN SOLUTION
    with np.errstate(over="ignore"):  # inf is the answer, not a mishap
        return float(np.linalg.norm(Wh, 2) ** steps)
    ### END SOLUTION


# %% clip_by_value
def clip_by_value(grads: Gradients, limit: float) -> Gradients:
    """Limit each entry of each gradient on its own, to ``-limit .. limit``.

    Args:
        grads: arrays of any shapes; they are left as they are
        limit: 0 or more

    Returns:
        As many arrays, all of them new.

    Raises:
        ValueError: a negative limit.
    """
    if limit < 0:
        raise ValueError(f"limit is {limit}, expected 0 or more")
    ### BEGIN SOLUTION
    return [np.clip(grad, -limit, limit) for grad in grads]
    ### END SOLUTION


# %% clip_by_global_norm
def clip_by_global_norm(grads: Gradients, max_norm: float) -> tuple[Gradients, float]:
    """Shorten all gradients together where they are longer than allowed (Pascanu, Mikolov & Bengio 2013, algorithm 1).

    All entries of all arrays are the coordinates of one vector, and the norm is that vector's. Where it exceeds
    max_norm, the vector keeps its direction and gets max_norm for its length, exactly; else no entry changes.

    Args:
        grads: arrays of any shapes; they are left as they are
        max_norm: 0 or more

    Returns:
        As many arrays, all of them new, and the norm before clipping, a float.

    Raises:
        ValueError: a negative max_norm, or grads that hold NaN or an infinity, which no scale could mend.
    """
    if max_norm < 0:
        raise ValueError(f"max_norm is {max_norm}, expected 0 or more")
    if not all(np.isfinite(grad).all() for grad in grads):
        raise ValueError("grads hold NaN or an infinity, expected finite numbers")
    ### BEGIN SOLUTION
    norm = 0.0
    largest = max((np.abs(grad).max() for grad in grads), default=0.0)
    if largest > 0:  # in its unit no square over- or underflows
        norm = float(largest * np.sqrt(sum(np.sum((grad / largest) ** 2) for grad in grads)))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [grad * scale for grad in grads], norm
    ### END SOLUTION


# %% truncated_rnn_gradients
def truncated_rnn_gradients(
    x: Array, h0: Array, Wx: Array, Wh: Array, b: Array, dh: Array, window: int
) -> tuple[Array, Array, Array]:
    """Truncated back-propagation through time (Williams & Peng 1990), of a batch of sequences.

    ``h_t = tanh(x_t Wx + h_{t-1} Wh + b)`` for t = 1 .. T, from ``h_0 = h0``; the loss may read every state. The
    sequence is cut into chunks of ``window`` steps, from its start. The states cross a cut, the gradients do not: to
    the steps of a chunk the state before it is a constant (torch's ``detach``).

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``
        dh: ``(N, T, H)``, the gradient that reaches each state from the loss directly
        window: how many steps a chunk has, at least 1; the last one has those that are left

    Returns:
        ``dWx (D, H), dWh (H, H), db (H,)``, the sums over all chunks.

    Raises:
        ValueError: shapes that do not fit, no time step, or a window below 1.
    """
    _, T, _, _ = fit("x:NTD h0:NH Wx:DH Wh:HH b:H dh:NTH", x, h0, Wx, Wh, b, dh)
    if window < 1:
        raise ValueError(f"window is {window}, expected at least 1")
    ### BEGIN SOLUTION
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    h = h0
    for start in range(0, T, window):
        chunk = range(start, min(start + window, T))
        states = [h]  # the one before the chunk, then the chunk's own
        for t in chunk:
            states.append(np.tanh(x[:, t] @ Wx + states[-1] @ Wh + b))
        h = states[-1]  # crosses the cut, as a constant
        from_later = np.zeros_like(h0)  # nothing comes back over it
        for t in reversed(chunk):
            dz = (dh[:, t] + from_later) * (1 - states.pop() ** 2)
            dWx += x[:, t].T @ dz
            dWh += states[-1].T @ dz
            db += dz.sum(axis=0)
            from_later = dz @ Wh.T
    return dWx, dWh, db
    ### END SOLUTION
