"""Shapes, counts and weight layouts: the same network in this kit, in torch and in Keras.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, G gates, K columns. Arrays are float64, batch
first; vectors are rows. Here a pre-activation is ``x @ Wx + h @ Wh + b`` with ``Wx (D, G*H)``, ``Wh (H, G*H)`` and
``b (G*H,)``: the gates stand side by side in blocks of H columns. ``kind`` is "rnn", "lstm" or "gru", the last one
resetting after the product, with a bias for either product: ``b`` is ``(bx, bh)``.

=======  =================  ======================================  ==============================
         here               torch.nn, layer 0                       keras.layers
=======  =================  ======================================  ==============================
inputs   ``Wx (D, G*H)``    ``weight_ih_l0 (G*H, D)``               ``kernel (D, G*H)``
states   ``Wh (H, G*H)``    ``weight_hh_l0 (G*H, H)``               ``recurrent_kernel (H, G*H)``
biases   ``b (G*H,)``       ``bias_ih_l0``, ``bias_hh_l0 (G*H,)``   ``bias (G*H,)``; gru ``(2, 3H)``
lstm     i, f, g, o         i, f, g, o                              i, f, c, o, where c is our g
gru      r, z, n            r, z, n                                 z, r, h, where h is our n
=======  =================  ======================================  ==============================

Sources: the documentation of torch.nn.RNN, LSTM and GRU · the layers SimpleRNN, LSTM and GRU of Keras 3 · Olah,
Understanding LSTM networks, 2015, for one matrix over ``[h, x]``.

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
Bias = Any  # b (G*H,); for a gru (bx, bh), each (3H,)

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def gates_of(kind: str) -> int:
    """How many gates a kind of layer has; ValueError where there is no such kind."""
    if kind not in GATES:
        raise ValueError(f"kind is {kind!r}, expected one of {', '.join(GATES)}")
    return GATES[kind]


def see_columns(kind: str, name: str, H: int, K: int) -> None:
    """ValueError unless the K columns of ``name`` are a block of H for each gate."""
    G = gates_of(kind)
    if K != G * H:
        raise ValueError(f"{name} has {K} gate columns for H={H} units of a {kind}, expected {G}H={G * H}")


def whole_lengths(lengths: Any, N: int, shortest: int, longest: int) -> NDArray[Any]:
    """The lengths as an array; ValueError unless they are N integers from shortest to longest."""
    array = np.asarray(lengths)
    if array.shape != (N,) or array.dtype.kind not in "iu" or ((array < shortest) | (array > longest)).any():
        raise ValueError(f"lengths is {lengths!r}, expected {N} integers from {shortest} to {longest}")
    return array


# %% parameter_count
def parameter_count(kind: str, D: int, H: int, layers: int = 1, bidirectional: bool = False, biases: int = 2) -> int:
    """How many numbers a recurrent network learns.

    A gate of H units has a weight for every pair of a unit and an input, one for every pair of a unit and a unit of
    the last state, and ``biases`` numbers a unit. The second layer reads what the first one puts out: the states of
    both directions, where there are two. No weight is shared by layers or directions; all are shared by the time
    steps.

    Args:
        kind: "rnn", "lstm" or "gru"
        D: inputs of the first layer
        H: units of each layer and direction
        layers: how many stand on top of one another
        bidirectional: whether every layer reads in both directions
        biases: vectors of H biases a gate: torch has 2, Keras' LSTM 1, without biases it is 0

    Raises:
        ValueError: another kind, or another number of biases.
    """
    G = gates_of(kind)
    if biases not in (0, 1, 2):
        raise ValueError(f"biases is {biases!r}, expected 0, 1 or 2")
    raise NotImplementedError("exercise parameter_count (12 points): how many parameters there are")


# %% output_shapes
def output_shapes(
    kind: str,
    N: int,
    T: int,
    D: int,
    H: int,
    layers: int = 1,
    bidirectional: bool = False,
    batch_first: bool = False,
) -> dict[str, tuple[int, ...]]:
    """What torch.nn.RNN, LSTM and GRU return, by shape.

    ``output`` holds the states of the last layer at every step, both directions side by side. ``h_n`` holds the last
    state of every layer and direction, each in a row of its own along the first axis; ``c_n`` the cells likewise.

    Args:
        kind: "rnn", "lstm" or "gru"
        N: sequences
        T: time steps
        D: inputs
        H: units of each layer and direction
        layers: how many stand on top of one another
        bidirectional: whether every layer reads in both directions
        batch_first: whether the batch is the first axis of the input and of ``output``, in place of time

    Returns:
        By name, ``output`` and ``h_n``, for an lstm also ``c_n``, a tuple of three sizes.

    Raises:
        ValueError: another kind, or no time step.
    """
    gates_of(kind)
    if T < 1:
        raise ValueError(f"T is {T}, expected at least 1")
    raise NotImplementedError("exercise output_shapes (12 points): what torch returns, by shape")


# %% split_gates
def split_gates(W: Array, gates: int) -> tuple[Array, ...]:
    """Cut a matrix, or a bias, into the blocks of its gates.

    Args:
        W: ``(..., G*H)`` with G = ``gates``, of one axis or more
        gates: how many blocks stand side by side

    Returns:
        ``gates`` arrays ``(..., H)``, in order.

    Raises:
        ValueError: columns that are no such number of blocks.
    """
    shape = np.shape(W)
    if not shape or gates < 1 or shape[-1] % gates:
        raise ValueError(f"W has shape {shape}, expected {gates} gates of as many columns each")
    raise NotImplementedError("exercise split_gates (5 points): a matrix into the blocks of its gates")


# %% merge_gates
def merge_gates(blocks: list[Array] | tuple[Array, ...]) -> Array:
    """Put the blocks of the gates side by side: `split_gates` undone.

    Args:
        blocks: G arrays ``(..., H)``, of one axis or more

    Returns:
        ``(..., G*H)``

    Raises:
        ValueError: blocks that are not of one shape.
    """
    shapes = [np.shape(block) for block in blocks]
    if len(set(shapes)) != 1 or () in shapes:
        raise ValueError(f"blocks have shapes {shapes}, expected one shape for all")
    raise NotImplementedError("exercise merge_gates (4 points): the blocks side by side again")


# %% reorder_gates
def reorder_gates(W: Array, source: str, target: str) -> Array:
    """Put the blocks of the gates into another order.

    A letter stands for a gate: from "figo" to "ifgo" the first two blocks change places. Inside a block nothing moves.

    Args:
        W: ``(..., G*H)``, a matrix or a bias, its blocks in the order of ``source``
        source: G letters
        target: the same letters in the order that is wanted

    Returns:
        of the shape of W, its blocks in the order of ``target``.

    Raises:
        ValueError: a letter that occurs twice or on one side only, or columns that are not G blocks.
    """
    if sorted(source) != sorted(target) or len(set(source)) < len(source):
        raise ValueError(f"source is {source!r} and target is {target!r}, expected the same letters, each once")
    shape, G = np.shape(W), len(source)
    if not shape or not G or shape[-1] % G:
        raise ValueError(f"W has shape {shape}, expected a block of columns for each letter of source={source!r}")
    raise NotImplementedError("exercise reorder_gates (10 points): the gates in another order")


# %% to_torch
def to_torch(kind: str, Wx: Array, Wh: Array, b: Bias) -> dict[str, Array]:
    """The state dict of a torch.nn.RNN, LSTM or GRU of one layer and one direction that computes the same.

    torch multiplies from the other side, ``W_ih @ x + b_ih + W_hh @ h + b_hh`` with columns for vectors. Its gates
    have the kit's order. It has two biases where one would do, but in a gru, where they are two here as well; what
    has one here becomes ``bias_ih_l0``, and ``bias_hh_l0`` is zero.

    Args:
        kind: "rnn", "lstm" or "gru"
        Wx: ``(D, G*H)``
        Wh: ``(H, G*H)``
        b: ``(G*H,)``; for a gru ``(bx, bh)``, each ``(3H,)``

    Returns:
        ``weight_ih_l0 (G*H, D)``, ``weight_hh_l0 (G*H, H)``, ``bias_ih_l0 (G*H,)`` and ``bias_hh_l0 (G*H,)``, by
        these names.

    Raises:
        ValueError: another kind, or shapes that do not fit.
    """
    gates_of(kind)
    if kind == "gru":
        if len(b) != 2:
            raise ValueError(f"b has {len(b)} parts, expected two: (bx, bh)")
        _, K, H = fit("Wx:DK Wh:HK bx:K bh:K", Wx, Wh, *b)
    else:
        _, K, H = fit("Wx:DK Wh:HK b:K", Wx, Wh, b)
    see_columns(kind, "Wh", H, K)
    raise NotImplementedError("exercise to_torch (11 points): the weights as torch's state dict")


# %% from_torch
def from_torch(kind: str, state: dict[str, Array]) -> tuple[Array, Array, Bias]:
    """The kit's weights of a torch.nn.RNN, LSTM or GRU of one layer and one direction.

    The way back from `to_torch`, from any such state dict: where the kit has one bias, it is what torch's two add up
    to.

    Args:
        kind: "rnn", "lstm" or "gru"
        state: arrays by the names of `to_torch`, in any order

    Returns:
        ``Wx (D, G*H), Wh (H, G*H), b``, where b is ``(G*H,)``, for a gru ``(bx, bh)``, each ``(3H,)``.

    Raises:
        ValueError: another kind, a key that is missing, a key of another layer (``weight_ih_l1``) or direction
            (``weight_ih_l0_reverse``), or shapes that do not fit.
    """
    gates_of(kind)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    if set(state) != set(names):
        raise ValueError(f"state has the keys {sorted(state)}, expected one layer and direction: {', '.join(names)}")
    spec = " ".join(f'state["{name}"]:{axes}' for name, axes in zip(names, ("KD", "KH", "K", "K"), strict=True))
    K, _, H = fit(spec, *(state[name] for name in names))
    see_columns(kind, "state", H, K)
    raise NotImplementedError("exercise from_torch (11 points): torch's state dict as weights")


# %% from_keras
def from_keras(kind: str, kernel: Array, recurrent_kernel: Array, bias: Array) -> tuple[Array, Array, Bias]:
    """The kit's weights of a keras.layers.SimpleRNN, LSTM or GRU (reset_after=True), as its get_weights() gives them.

    Keras multiplies from the same side as the kit. The gates of its lstm are i, f, c, o, of its gru z, r, h; its c is
    the kit's g, its h the kit's n. The first row of a gru's bias belongs to the product with x, the second to the one
    with the state.

    Args:
        kind: "rnn", "lstm" or "gru"
        kernel: ``(D, G*H)``
        recurrent_kernel: ``(H, G*H)``
        bias: ``(G*H,)``; of a gru ``(2, 3H)``

    Returns:
        ``Wx (D, G*H), Wh (H, G*H), b``, where b is ``(G*H,)``, for a gru ``(bx, bh)``, each ``(3H,)``.

    Raises:
        ValueError: another kind, or shapes that do not fit.
    """
    gates_of(kind)
    axes = "BK" if kind == "gru" else "K"
    _, K, H, *rows = fit(f"kernel:DK recurrent_kernel:HK bias:{axes}", kernel, recurrent_kernel, bias)
    if rows not in ([], [2]):
        raise ValueError(f"bias has shape {np.shape(bias)}, expected (2, 3H={3 * H})")
    see_columns(kind, "recurrent_kernel", H, K)
    raise NotImplementedError("exercise from_keras (12 points): Keras' weights as ours")


# %% join_concat
def join_concat(Wx: Array, Wh: Array) -> Array:
    """The one matrix of drawings that concatenate: ``concat([h, x]) @ W`` is ``x @ Wx + h @ Wh``.

    Args:
        Wx: ``(D, K)``
        Wh: ``(H, K)``

    Returns:
        ``W (H + D, K)``

    Raises:
        ValueError: shapes that do not fit.
    """
    fit("Wx:DK Wh:HK", Wx, Wh)
    raise NotImplementedError("exercise join_concat (4 points): one matrix over [h, x]")


# %% split_concat
def split_concat(W: Array, H: int) -> tuple[Array, Array]:
    """The two matrices of one that multiplies ``concat([h, x])``: `join_concat` undone.

    Args:
        W: ``(H + D, K)``
        H: units of the state, as many as stand before x

    Returns:
        ``Wx (D, K), Wh (H, K)``

    Raises:
        ValueError: W is no matrix, or H leaves no row for x.
    """
    rows, _ = fit("W:RK", W)
    if not 0 < H < rows:
        raise ValueError(f"H is {H}, expected at least 1 and less than the {rows} rows of W")
    raise NotImplementedError("exercise split_concat (4 points): one matrix over [h, x] into two")


# %% last_valid_step
def last_valid_step(h: Array, lengths: Any) -> Array:
    """The state of each sequence at its true end, in a batch that is padded to T steps.

    Args:
        h: ``(N, T, H)``
        lengths: N integers from 1 to T, in a list or an array: how many steps of each sequence are real

    Returns:
        ``(N, H)``

    Raises:
        ValueError: shapes that do not fit, no time step, or lengths that are no integers or out of range.
    """
    N, T, _ = fit("h:NTH", h)
    ends = whole_lengths(lengths, N, 1, T)
    raise NotImplementedError("exercise last_valid_step (6 points): the state at each sequence's true end")


# %% reverse_padded
def reverse_padded(x: Array, lengths: Any) -> Array:
    """Each sequence from its true end to its beginning, in a batch that is padded to T steps.

    What a backward RNN is to read. The padding stays behind the sequence and keeps its values, whatever they are.

    Args:
        x: ``(N, T, D)``
        lengths: N integers from 0 to T, in a list or an array: how many steps of each sequence are real

    Returns:
        ``(N, T, D)``

    Raises:
        ValueError: shapes that do not fit, no time step, or lengths that are no integers or out of range.
    """
    N, T, _ = fit("x:NTD", x)
    ends = whole_lengths(lengths, N, 0, T)
    raise NotImplementedError("exercise reverse_padded (9 points): a padded batch, read backwards")
