"""The gradient chain of an RNN: its Jacobians, its branches, the norm that bounds it, clipping and truncation.

Letters: T time steps, D inputs, H hidden units, N sequences in a batch. Arrays are float64; vectors are rows, so a
pre-activation is ``x @ Wx + h @ Wh + b``. All but the last exercise look at one sequence, without a batch axis. Where
an exercise takes ``states (T + 1, H)``, these are ``h_0 .. h_T``: ``states[t]`` is h_t.

Sources: Werbos, Backpropagation through time: what it does and how to do it, Proc. IEEE 78, 1990 · Williams & Peng, An
efficient gradient-based algorithm for on-line training of recurrent network trajectories, Neural Computation 2, 1990 ·
Bengio, Simard & Frasconi, Learning long-term dependencies with gradient descent is difficult, IEEE Trans. Neural
Networks 5, 1994 · Pascanu, Mikolov & Bengio, On the difficulty of training recurrent neural networks, ICML 2013.

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
    raise NotImplementedError("exercise step_jacobian (8 points): one link of the chain")


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
            raise ValueError(f"{name} is {index!r}, expected an integer")
    if not 0 <= k <= t < len(states):
        raise ValueError(f"t is {t} and k is {k}, expected 0 <= k <= t <= T={len(states) - 1}")
    raise NotImplementedError("exercise chain_jacobian (14 points): the chain from one state to another")


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
    raise NotImplementedError("exercise gradient_branches (20 points): the gradient, branch by branch")


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
    raise NotImplementedError("exercise branch_shares (10 points): the share of each branch")


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
    raise NotImplementedError("exercise jacobian_norm_bound (10 points): what no chain exceeds")


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
    raise NotImplementedError("exercise clip_by_value (6 points): clipping entry by entry")


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
    raise NotImplementedError("exercise clip_by_global_norm (14 points): clipping by the norm of all")


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
    raise NotImplementedError("exercise truncated_rnn_gradients (18 points): truncated back-propagation through time")
