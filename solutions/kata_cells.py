"""Cells from memory: short functions that interviews ask for, each with its weights as arguments.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, L layers, V symbols. Arrays are float64, batch
first; vectors are rows, ``x @ Wx + h @ Wh + b``. Gates stand side by side in blocks of H columns, in the order that
each docstring says; torch's layout has them below one another, in blocks of H rows. A mask holds 1 at a real step and
0 at padding, whose numbers are finite and mean nothing. `sigmoid` is given. No argument is changed.

Sources: Elman, Finding structure in time, 1990 · Gers & Schmidhuber, Recurrent nets that time and count, 2000 · Cho et
al., Learning phrase representations using RNN encoder-decoder, 2014 · Luong, Pham & Manning, Effective approaches to
attention-based neural machine translation, 2015 · Ba, Kiros & Hinton, Layer normalization, 2016 · Gal & Ghahramani, A
theoretically grounded application of dropout in recurrent neural networks, 2016 · Wu et al., Google's neural machine
translation system, 2016 · Zhou et al., Minimal gated unit for recurrent neural networks, 2016 · Greff et al., LSTM: a
search space odyssey, 2017 · the documentation of torch.nn.LSTMCell and GRUCell.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

Array = NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """The logistic function, without an overflow at any z."""
    return (1 + np.tanh(z / 2)) / 2


def see_mask(name: str, mask: Array) -> None:
    """ValueError unless the mask holds zeros and ones alone."""
    if not np.isin(mask, (0, 1)).all():
        raise ValueError(f"{name} holds other numbers than 0 and 1")


# %% rnn_last_state
def rnn_last_state(x: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    """Many to one: read whole sequences with a tanh RNN, and return the state after the last step alone (Elman 1990).

    Args:
        x: ``(N, T, D)``
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit, or no time step.
    """
    _, T, _, _ = fit("x:NTD h0:NH Wx:DH Wh:HH b:H", x, h0, Wx, Wh, b)
    ### BEGIN SOLUTION
    h = h0
    for t in range(T):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
    return h
    ### END SOLUTION


# %% lstm_step_concat
def lstm_step_concat(x: Array, h_prev: Array, c_prev: Array, W: Array, b: Array) -> tuple[Array, Array]:
    """One step of an LSTM that has one weight matrix, over x and the state side by side.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        c_prev: ``(N, H)``
        W: ``(D + H, 4H)``: the first D rows meet x, the others the state; column blocks i, f, g, o
        b: ``(4H,)``

    Returns:
        ``h, c``, each ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H = fit("x:ND h_prev:NH c_prev:NH", x, h_prev, c_prev)
    fit("W:RK b:K", W, b, R=D + H, K=4 * H)
    ### BEGIN SOLUTION
    i, f, g, o = np.split(np.concatenate([x, h_prev], axis=1) @ W + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION


# %% lstm_step_torch
def lstm_step_torch(
    x: Array, h_prev: Array, c_prev: Array, W_ih: Array, W_hh: Array, b_ih: Array, b_hh: Array
) -> tuple[Array, Array]:
    """One step of torch.nn.LSTMCell, from its own weights as they lie in its state dict.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        c_prev: ``(N, H)``
        W_ih: ``(4H, D)``, row blocks i, f, g, o
        W_hh: ``(4H, H)``
        b_ih: ``(4H,)``
        b_hh: ``(4H,)``

    Returns:
        ``h, c``, each ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H = fit("x:ND h_prev:NH c_prev:NH", x, h_prev, c_prev)
    fit("W_ih:KD W_hh:KH b_ih:K b_hh:K", W_ih, W_hh, b_ih, b_hh, D=D, H=H, K=4 * H)
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ W_ih.T + b_ih + h_prev @ W_hh.T + b_hh, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION


# %% gru_step_cho
def gru_step_cho(x: Array, h_prev: Array, Wr: Array, Ur: Array, Wz: Array, Uz: Array, W: Array, U: Array) -> Array:
    """One step of the GRU as it was first published (Cho et al. 2014): a pair of matrices a gate, and no bias.

    W stands before x and U before the state. The reset gate r acts on the state before its product with U; the update
    gate z says how much of the old state is kept.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        Wr: ``(D, H)``, of the reset gate
        Ur: ``(H, H)``
        Wz: ``(D, H)``, of the update gate
        Uz: ``(H, H)``
        W: ``(D, H)``, of the candidate
        U: ``(H, H)``

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("x:ND h_prev:NH Wr:DH Ur:HH Wz:DH Uz:HH W:DH U:HH", x, h_prev, Wr, Ur, Wz, Uz, W, U)
    ### BEGIN SOLUTION
    r = sigmoid(x @ Wr + h_prev @ Ur)
    z = sigmoid(x @ Wz + h_prev @ Uz)
    n = np.tanh(x @ W + (r * h_prev) @ U)
    return z * h_prev + (1 - z) * n
    ### END SOLUTION


# %% gru_step_torch
def gru_step_torch(x: Array, h_prev: Array, W_ih: Array, W_hh: Array, b_ih: Array, b_hh: Array) -> Array:
    """One step of torch.nn.GRUCell, from its own weights as they lie in its state dict.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        W_ih: ``(3H, D)``, row blocks r, z, n
        W_hh: ``(3H, H)``
        b_ih: ``(3H,)``
        b_hh: ``(3H,)``

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H = fit("x:ND h_prev:NH", x, h_prev)
    fit("W_ih:KD W_hh:KH b_ih:K b_hh:K", W_ih, W_hh, b_ih, b_hh, D=D, H=H, K=3 * H)
    ### BEGIN SOLUTION
    rx, zx, nx = np.split(x @ W_ih.T + b_ih, 3, axis=1)
    rh, zh, nh = np.split(h_prev @ W_hh.T + b_hh, 3, axis=1)
    r, z = sigmoid(rx + rh), sigmoid(zx + zh)
    n = np.tanh(nx + r * nh)
    return (1 - z) * n + z * h_prev
    ### END SOLUTION


# %% peephole_lstm_step
def peephole_lstm_step(
    x: Array,
    h_prev: Array,
    c_prev: Array,
    Wx: Array,
    Wh: Array,
    b: Array,
    p_i: Array,
    p_f: Array,
    p_o: Array,
) -> tuple[Array, Array]:
    """One step of an LSTM whose gates see the cell (Gers & Schmidhuber 2000), each unit its own cell alone.

    The input and the forget gate look before the cell changes, the output gate afterwards.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        c_prev: ``(N, H)``
        Wx: ``(D, 4H)``, column blocks i, f, g, o
        Wh: ``(H, 4H)``
        b: ``(4H,)``
        p_i: ``(H,)``, what the input gate's pre-activation gets for each unit of cell
        p_f: ``(H,)``, of the forget gate
        p_o: ``(H,)``, of the output gate

    Returns:
        ``h, c``, each ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H, *_ = fit("x:ND h_prev:NH c_prev:NH p_i:H p_f:H p_o:H", x, h_prev, c_prev, p_i, p_f, p_o)
    fit("Wx:DK Wh:HK b:K", Wx, Wh, b, D=D, H=H, K=4 * H)
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ Wx + h_prev @ Wh + b, 4, axis=1)
    i, f = sigmoid(i + p_i * c_prev), sigmoid(f + p_f * c_prev)
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o + p_o * c) * np.tanh(c), c
    ### END SOLUTION


# %% coupled_lstm_step
def coupled_lstm_step(x: Array, h_prev: Array, c_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Array]:
    """One step of an LSTM without an input gate of its own: as much is written as is forgotten (Greff 2017, CIFG).

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        c_prev: ``(N, H)``
        Wx: ``(D, 3H)``, column blocks f, g, o
        Wh: ``(H, 3H)``
        b: ``(3H,)``

    Returns:
        ``h, c``, each ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H = fit("x:ND h_prev:NH c_prev:NH", x, h_prev, c_prev)
    fit("Wx:DK Wh:HK b:K", Wx, Wh, b, D=D, H=H, K=3 * H)
    ### BEGIN SOLUTION
    f, g, o = np.split(x @ Wx + h_prev @ Wh + b, 3, axis=1)
    keep = sigmoid(f)
    c = keep * c_prev + (1 - keep) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION


# %% minimal_gated_step
def minimal_gated_step(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    """One step of the minimal gated unit (Zhou et al. 2016): a GRU with one gate for the two.

    The gate f resets the state before its product in the candidate, and says how much of the candidate is taken.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        Wx: ``(D, 2H)``, column blocks f, n, where n is the candidate
        Wh: ``(H, 2H)``
        b: ``(2H,)``

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    _, D, H = fit("x:ND h_prev:NH", x, h_prev)
    fit("Wx:DK Wh:HK b:K", Wx, Wh, b, D=D, H=H, K=2 * H)
    ### BEGIN SOLUTION
    f = sigmoid(x @ Wx[:, :H] + h_prev @ Wh[:, :H] + b[:H])
    n = np.tanh(x @ Wx[:, H:] + (f * h_prev) @ Wh[:, H:] + b[H:])
    return (1 - f) * h_prev + f * n
    ### END SOLUTION


# %% layer_norm_rnn_step
def layer_norm_rnn_step(
    x: Array, h_prev: Array, Wx: Array, Wh: Array, gain: Array, b: Array, eps: float = 1e-5
) -> Array:
    """One step of a tanh RNN with layer normalisation (Ba, Kiros & Hinton 2016).

    For each sequence by itself, the sum of the two products is brought to mean 0 and variance 1 over its H units, then
    scaled by ``gain`` and shifted by ``b``. The variance is the mean squared deviation; eps is added to it.

    Args:
        x: ``(N, D)``
        h_prev: ``(N, H)``
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        gain: ``(H,)``
        b: ``(H,)``
        eps: what keeps the root from being zero

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("x:ND h_prev:NH Wx:DH Wh:HH gain:H b:H", x, h_prev, Wx, Wh, gain, b)
    ### BEGIN SOLUTION
    a = x @ Wx + h_prev @ Wh
    centred = a - a.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + eps)
    h: Array = np.tanh(gain * centred / deviation + b)
    return h
    ### END SOLUTION


# %% masked_rnn
def masked_rnn(x: Array, mask: Array, h0: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    """A tanh RNN over a padded batch: at a padded step the state stays what it was.

    Padding may stand anywhere, also before or between real steps.

    Args:
        x: ``(N, T, D)``
        mask: ``(N, T)``, 1 at a real step and 0 at padding
        h0: ``(N, H)``, the state before the first step
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``

    Returns:
        ``(N, T, H)``, the state after every step

    Raises:
        ValueError: shapes that do not fit, no time step, or a mask with other numbers than 0 and 1.
    """
    N, T, _, H = fit("x:NTD mask:NT h0:NH Wx:DH Wh:HH b:H", x, mask, h0, Wx, Wh, b)
    see_mask("mask", mask)
    ### BEGIN SOLUTION
    h, states = h0, np.empty((N, T, H))
    for t in range(T):
        new = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        h = np.where(mask[:, t, None] == 1, new, h)
        states[:, t] = h
    return states
    ### END SOLUTION


# %% packed_last_state
def packed_last_state(forward: Array, backward: Array, lengths: Any) -> Array:
    """What a bidirectional network knows at the end: the last state of each direction, side by side.

    Both arrays hold the state at the step that was read. The forward direction reads from step 0 to the true end, the
    backward direction from the true end to step 0; behind it stands padding.

    Args:
        forward: ``(N, T, H)``
        backward: ``(N, T, H)``
        lengths: N integers from 1 to T, in a list or an array: how many steps of each sequence are real

    Returns:
        ``(N, 2H)``, forward first

    Raises:
        ValueError: shapes that do not fit, no time step, or lengths that are no integers or out of range.
    """
    N, T, _ = fit("forward:NTH backward:NTH", forward, backward)
    ends = np.asarray(lengths)
    if ends.shape != (N,) or ends.dtype.kind not in "iu" or ((ends < 1) | (ends > T)).any():
        raise ValueError(f"lengths is {lengths!r}, expected {N} integers from 1 to {T}")
    ### BEGIN SOLUTION
    return np.concatenate([forward[np.arange(N), ends - 1], backward[:, 0]], axis=1)
    ### END SOLUTION


# %% masked_mean_pool
def masked_mean_pool(h: Array, mask: Array) -> Array:
    """The mean of the states at each sequence's real steps; zeros where a sequence has none.

    Args:
        h: ``(N, T, H)``
        mask: ``(N, T)``, 1 at a real step and 0 at padding

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit, no time step, or a mask with other numbers than 0 and 1.
    """
    fit("h:NTH mask:NT", h, mask)
    see_mask("mask", mask)
    ### BEGIN SOLUTION
    count = np.maximum(mask.sum(axis=1, keepdims=True), 1)
    pooled: Array = (h * mask[..., None]).sum(axis=1) / count
    return pooled
    ### END SOLUTION


# %% masked_max_pool
def masked_max_pool(h: Array, mask: Array) -> Array:
    """For each unit its largest value at the sequence's real steps; zeros where a sequence has none.

    Args:
        h: ``(N, T, H)``
        mask: ``(N, T)``, 1 at a real step and 0 at padding

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit, no time step, or a mask with other numbers than 0 and 1.
    """
    fit("h:NTH mask:NT", h, mask)
    see_mask("mask", mask)
    ### BEGIN SOLUTION
    highest = np.where(mask[..., None] == 1, h, -np.inf).max(axis=1)
    return np.where(np.any(mask, axis=1, keepdims=True), highest, 0.0)
    ### END SOLUTION


# %% attend
def attend(query: Array, keys: Array, mask: Array) -> tuple[Array, Array]:
    """Attention of a decoder's state over an encoder's states, by dot products that are not scaled (Luong et al. 2015).

    The softmax of the scores over each sequence's real steps; padding has weight 0 and no part in the softmax.

    Args:
        query: ``(N, H)``
        keys: ``(N, T, H)``, the states, which are the values too
        mask: ``(N, T)``, 1 at a real step and 0 at padding, at least one real step a sequence

    Returns:
        ``context (N, H), weights (N, T)``

    Raises:
        ValueError: shapes that do not fit, no time step, a mask with other numbers than 0 and 1, or a sequence without
            a real step.
    """
    fit("query:NH keys:NTH mask:NT", query, keys, mask)
    see_mask("mask", mask)
    if not np.any(mask, axis=1).all():
        raise ValueError("mask has a row without a real step, expected at least one in each")
    ### BEGIN SOLUTION
    scores = np.where(mask == 1, np.einsum("nh,nth->nt", query, keys), -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = weights / weights.sum(axis=1, keepdims=True)
    return np.einsum("nt,nth->nh", weights, keys), weights
    ### END SOLUTION


# %% teacher_forcing_inputs
def teacher_forcing_inputs(targets: NDArray[np.int64], start: int) -> NDArray[np.int64]:
    """What a decoder reads in training: at each step the symbol it should have said before, at the first one start.

    Args:
        targets: ``(N, T)``, integers
        start: the symbol before the first one

    Returns:
        ``(N, T)``, integers of the same type

    Raises:
        ValueError: targets of another rank, or without a time step.
    """
    N, _ = fit("targets:NT", targets)
    ### BEGIN SOLUTION
    return np.concatenate([np.full((N, 1), start), targets[:, :-1]], axis=1)
    ### END SOLUTION


# %% greedy_decode
def greedy_decode(
    h0: Array,
    start: int,
    stop: int,
    E: Array,
    Wx: Array,
    Wh: Array,
    b: Array,
    Wy: Array,
    by: Array,
    max_length: int,
) -> list[int]:
    """Let a tanh RNN write one sequence: the likeliest symbol at each step is what the next step reads.

    Symbol s is read as row s of E; start is read first. It ends at the first stop, or with max_length symbols.

    Args:
        h0: ``(H,)``, the state before start is read
        start: which symbol is read first; it is not written
        stop: which symbol ends the sequence; it is not written
        E: ``(V, D)``, the table of embeddings
        Wx: ``(D, H)``
        Wh: ``(H, H)``
        b: ``(H,)``
        Wy: ``(H, V)``, from a state to scores
        by: ``(V,)``
        max_length: how many symbols are written at the most

    Returns:
        A list of integers, the symbols that were written.

    Raises:
        ValueError: shapes that do not fit, start or stop that is no row of E, or a max_length below 0.
    """
    _, V, *_ = fit("h0:H E:VD Wx:DH Wh:HH b:H Wy:HV by:V", h0, E, Wx, Wh, b, Wy, by)
    for name, symbol in (("start", start), ("stop", stop)):
        if not 0 <= symbol < V:
            raise ValueError(f"{name} is {symbol}, expected 0 to {V - 1}")
    if max_length < 0:
        raise ValueError(f"max_length is {max_length}, expected at least 0")
    ### BEGIN SOLUTION
    symbols: list[int] = []
    h, symbol = h0, start
    while len(symbols) < max_length:
        h = np.tanh(E[symbol] @ Wx + h @ Wh + b)
        symbol = int(np.argmax(h @ Wy + by))
        if symbol == stop:
            break
        symbols.append(symbol)
    return symbols
    ### END SOLUTION


# %% locked_dropout
def locked_dropout(h: Array, keep: Array, p: float) -> Array:
    """Inverted dropout that is the same at every step of a sequence (Gal & Ghahramani 2016), with the draw given.

    Args:
        h: ``(N, T, H)``
        keep: ``(N, H)``, 1 for a unit that stays and 0 for one that is dropped
        p: with which probability a unit was dropped, from 0 to below 1

    Returns:
        ``(N, T, H)``, whose mean over all draws is h.

    Raises:
        ValueError: shapes that do not fit, no time step, other numbers than 0 and 1 in keep, or a p out of range.
    """
    fit("h:NTH keep:NH", h, keep)
    see_mask("keep", keep)
    if not 0 <= p < 1:
        raise ValueError(f"p is {p}, expected at least 0 and less than 1")
    ### BEGIN SOLUTION
    return h * keep[:, None] / (1 - p)
    ### END SOLUTION


# %% residual_stack_step
def residual_stack_step(x: Array, h_prev: Array, Wx: Array, Wh: Array, b: Array) -> tuple[Array, Array]:
    """One step of L tanh layers with residual connections (Wu et al. 2016), all H wide.

    What enters a layer is added to its state, and the sum enters the next. The state that a layer hands on to its own
    next step is without that sum.

    Args:
        x: ``(N, H)``, what enters the first layer
        h_prev: ``(L, N, H)``, the state of each layer
        Wx: ``(L, H, H)``
        Wh: ``(L, H, H)``
        b: ``(L, H)``

    Returns:
        ``y (N, H)``, what leaves the last layer, and ``h (L, N, H)``, the new states.

    Raises:
        ValueError: shapes that do not fit.
    """
    _, _, L = fit("x:NH h_prev:LNH Wx:LHH Wh:LHH b:LH", x, h_prev, Wx, Wh, b)
    ### BEGIN SOLUTION
    y, h = x, np.empty(np.shape(h_prev))
    for layer in range(L):
        h[layer] = np.tanh(y @ Wx[layer] + h_prev[layer] @ Wh[layer] + b[layer])
        y = y + h[layer]
    return y, h
    ### END SOLUTION
