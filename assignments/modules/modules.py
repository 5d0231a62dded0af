"""The recurrent cells and what is built of them, in torch.nn.

Letters: N sequences in a batch, T time steps, D inputs, H hidden units, C classes, V letters of a vocabulary, L layers,
S directions (1 or 2), G gates. Every cell holds two `nn.Linear` with bias, ``x2h`` for the input and ``h2h`` for the
state; their G * H rows are blocks of H, a block a gate, in torch's order: i, f, g, o in an LSTM, r, z, n in a GRU. The
networks are made of these cells, in the order in which they are made: layer 0 forward, layer 0 backward, layer 1
forward, and so on. torch's own `nn.RNN`, `nn.LSTM`, `nn.GRU` and cells are what all this is compared with, and are not
to be used inside.

Sources: Elman, Finding structure in time, Cognitive Science 14, 1990 · Hochreiter & Schmidhuber, Long short-term
memory, Neural Computation 9, 1997 · Cho et al., Learning phrase representations using RNN encoder-decoder for
statistical machine translation, EMNLP 2014 · Zaremba, Sutskever & Vinyals, Recurrent neural network regularization,
2014, for dropout between layers · Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015 · the equations of
torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU.

Write what raises NotImplementedError; the rest is given. `fit` says which argument does not fit.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

import numpy as np


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


State = Any  # h, or for an LSTM the pair (h, c)


def make_cell(cell: str, input_size: int, hidden_size: int) -> nn.Module:
    """A new cell of that kind, ``"rnn"``, ``"lstm"`` or ``"gru"``; ValueError where it is another."""
    cells = {"rnn": RNNCell, "lstm": LSTMCell, "gru": GRUCell}
    if cell not in cells:
        raise ValueError(f"cell is {cell!r}, expected one of {', '.join(cells)}")
    made: nn.Module = cells[cell](input_size, hidden_size)
    return made


def parts_of(cell: str, state: State, x: Tensor, shape: tuple[int, int, int]) -> tuple[Tensor, ...]:
    """The tensors a state consists of: ``(h,)``, or ``(h, c)`` for an LSTM; zeros where the state is None.

    Raises:
        ValueError: another number of tensors, or another shape.
    """
    many = 2 if cell == "lstm" else 1
    if state is None:
        return tuple(x.new_zeros(shape) for _ in range(many))
    parts = (state,) if isinstance(state, Tensor) else tuple(state)
    if len(parts) != many:
        raise ValueError(f"state has {len(parts)} tensors, expected {many}")
    for part in parts:
        if tuple(part.shape) != shape:
            raise ValueError(f"state has shape {tuple(part.shape)}, expected {shape}")
    return parts


# %% RNNCell
class RNNCell(nn.Module):
    """One step of the vanilla RNN (Elman 1990), as `torch.nn.RNNCell`: ``h' = tanh(x2h(x) + h2h(h))``.

    Args:
        input_size: D
        hidden_size: H
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        raise NotImplementedError("exercise RNNCell (8 points): the RNN's step as a module")

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        """One step.

        Args:
            x: ``(N, D)``, the input at this step
            h: ``(N, H)``, the state before it

        Returns:
            The next state ``(N, H)``.

        Raises:
            ValueError: shapes that do not fit; an input without its batch axis is one.
        """
        fit("x:ND h:NH", x, h, D=self.input_size, H=self.hidden_size)
        raise NotImplementedError("exercise RNNCell (8 points): the RNN's step as a module")


# %% LSTMCell
class LSTMCell(nn.Module):
    """One step of the LSTM, as `torch.nn.LSTMCell`.

    ``i, f, o`` are sigmoids and ``g`` a tanh of their blocks of ``x2h(x) + h2h(h)``; then ``c' = f * c + i * g`` and
    ``h' = o * tanh(c')``.

    Args:
        input_size: D
        hidden_size: H
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        raise NotImplementedError("exercise LSTMCell (12 points): the LSTM's step as a module")

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """One step.

        Args:
            x: ``(N, D)``, the input at this step
            state: ``(h, c)``, each ``(N, H)``, before it

        Returns:
            The next ``(h, c)``, each ``(N, H)``.

        Raises:
            ValueError: shapes that do not fit; an input without its batch axis is one.
        """
        h, c = state
        fit("x:ND h:NH c:NH", x, h, c, D=self.input_size, H=self.hidden_size)
        raise NotImplementedError("exercise LSTMCell (12 points): the LSTM's step as a module")


# %% GRUCell
class GRUCell(nn.Module):
    """One step of the GRU that resets the state's product, as `torch.nn.GRUCell`.

    ``r`` and ``z`` are sigmoids of their blocks of ``x2h(x) + h2h(h)``; with ``xn`` and ``hn`` the third blocks of
    ``x2h(x)`` and ``h2h(h)``, ``n = tanh(xn + r * hn)`` and ``h' = z * h + (1 - z) * n``.

    Args:
        input_size: D
        hidden_size: H
    """

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.input_size, self.hidden_size = input_size, hidden_size
        raise NotImplementedError("exercise GRUCell (12 points): the GRU's step as a module")

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        """One step.

        Args:
            x: ``(N, D)``, the input at this step
            h: ``(N, H)``, the state before it

        Returns:
            The next state ``(N, H)``.

        Raises:
            ValueError: shapes that do not fit; an input without its batch axis is one.
        """
        fit("x:ND h:NH", x, h, D=self.input_size, H=self.hidden_size)
        raise NotImplementedError("exercise GRUCell (12 points): the GRU's step as a module")


# %% RecurrentNetwork
class RecurrentNetwork(nn.Module):
    """Layers of cells over a sequence, in one direction or both, as `torch.nn.RNN`, `LSTM` and `GRU`.

    The second direction reads the steps last to first; its outputs are put back in order and stand behind those of the
    first. The next layer reads both. In training, dropout falls on what goes from layer to layer, on each number by
    itself and anew at every step (Zaremba et al. 2014); never on the input, the last layer's output or the state.

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``
        input_size: D
        hidden_size: H
        num_layers: L
        bidirectional: whether S is 2
        batch_first: whether input and output are ``(N, T, ...)``, not ``(T, N, ...)``; the state does not care
        dropout: the probability with which a number is dropped

    Raises:
        ValueError: another cell.
    """

    def __init__(
        self,
        cell: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bidirectional: bool = False,
        batch_first: bool = True,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        make_cell(cell, 1, 1)  # refuses another kind
        self.cell, self.input_size, self.hidden_size, self.num_layers = cell, input_size, hidden_size, num_layers
        self.directions, self.batch_first = 2 if bidirectional else 1, batch_first
        raise NotImplementedError("exercise RecurrentNetwork (26 points): layers and directions over a sequence")

    def forward(self, x: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Read a batch of sequences.

        Args:
            x: ``(N, T, D)``; ``(T, N, D)`` unless batch_first
            state: ``(L * S, N, H)``, or a pair of such for an LSTM; zeros where it is None

        Returns:
            ``output (N, T, S * H)`` of the last layer, or ``(T, N, S * H)``, and the state that each cell ended with,
            of the shape of ``state``.

        Raises:
            ValueError: shapes that do not fit, no time step, an input without its batch axis.
        """
        N, *_ = fit("x:NTD", x if self.batch_first or x.dim() != 3 else x.transpose(0, 1), D=self.input_size)
        parts = parts_of(self.cell, state, x, (self.num_layers * self.directions, N, self.hidden_size))
        raise NotImplementedError("exercise RecurrentNetwork (26 points): layers and directions over a sequence")


# %% SequenceClassifier
class SequenceClassifier(nn.Module):
    """A class for each sequence, from the state at its true end: many to one.

    One layer of cells from a zero state, and one `nn.Linear` from its last valid state to the scores of the classes.

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``
        input_size: D
        hidden_size: H
        output_size: C

    Raises:
        ValueError: another cell.
    """

    def __init__(self, cell: str, input_size: int, hidden_size: int, output_size: int) -> None:
        super().__init__()
        make_cell(cell, 1, 1)  # refuses another kind
        self.input_size = input_size
        raise NotImplementedError("exercise SequenceClassifier (14 points): one answer for a padded sequence")

    def forward(self, x: Tensor, lengths: Any = None) -> tuple[Tensor, Tensor]:
        """Read a batch of padded sequences.

        Args:
            x: ``(N, T, D)``
            lengths: for each sequence how many of its steps are valid, 1 .. T, a list or a tensor; None: all

        Returns:
            ``logits (N, C)``, scores before any softmax, and ``states (N, T, H)``, of which those past a sequence's
            length mean nothing.

        Raises:
            ValueError: shapes that do not fit, no time step, lengths that are no integers or out of range.
        """
        N, T, _ = fit("x:NTD", x, D=self.input_size)
        ends = torch.full((N,), T) if lengths is None else torch.as_tensor(lengths)
        fit("x:NTD lengths:N", x, ends)
        if ends.is_floating_point() or bool(((ends < 1) | (ends > T)).any()):
            raise ValueError(f"lengths are {ends.tolist()}, expected integers in 1 .. {T}")
        raise NotImplementedError("exercise SequenceClassifier (14 points): one answer for a padded sequence")


# %% CharModel
class CharModel(nn.Module):
    """The scores of the next letter at every step, from the letters so far: many to many.

    A letter goes in one-hot, or as its row of an `nn.Embedding` that is trained with the rest; then one layer of cells,
    and one `nn.Linear` at every step. All of it works in the precision of the parameters, single or double.

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``
        vocab_size: V
        hidden_size: H
        embedding_size: the width of a letter's row; None: one-hot, of width V

    Raises:
        ValueError: another cell.
    """

    def __init__(self, cell: str, vocab_size: int, hidden_size: int, embedding_size: int | None = None) -> None:
        super().__init__()
        make_cell(cell, 1, 1)  # refuses another kind
        self.vocab_size = vocab_size
        raise NotImplementedError("exercise CharModel (14 points): the next letter at every step")

    def forward(self, indices: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Read a batch of texts.

        Args:
            indices: ``(N, T)`` integers in 0 .. V - 1
            state: what an earlier call returned, to go on from there; None: zeros

        Returns:
            ``scores (N, T, V)``, before any softmax, and the state to go on from.

        Raises:
            ValueError: no two axes, no time step, indices that are no integers or out of range.
        """
        fit("indices:NT", indices)
        if indices.is_floating_point() or bool(((indices < 0) | (indices >= self.vocab_size)).any()):
            raise ValueError(f"indices are {indices.tolist()}, expected integers in 0 .. {self.vocab_size - 1}")
        raise NotImplementedError("exercise CharModel (14 points): the next letter at every step")


# %% train_char_model
def train_char_model(
    model: nn.Module, inputs: Tensor, labels: Tensor, epochs: int, lr: float, max_norm: float
) -> list[float]:
    """Train a `CharModel` in place to answer ``labels`` to ``inputs``.

    Each epoch is one step of Adam (Kingma & Ba 2015, torch's defaults but for the learning rate) on the mean
    cross-entropy over all letters, with all gradients scaled together so that their global norm is at most max_norm.

    Args:
        model: what is trained
        inputs: ``(N, T)`` integers in 0 .. V - 1
        labels: ``(N, T)`` likewise
        epochs: how many steps
        lr: the learning rate
        max_norm: the largest global norm of the gradients

    Returns:
        For each epoch the mean cross-entropy before its step, in nats.

    Raises:
        ValueError: labels of another shape than inputs, or that are no integers or out of range; a negative limit.
    """
    fit("inputs:NT labels:NT", inputs, labels)
    vocab_size: Any = model.vocab_size
    if labels.is_floating_point() or bool(((labels < 0) | (labels >= vocab_size)).any()):
        raise ValueError(f"labels are {labels.tolist()}, expected integers in 0 .. {vocab_size - 1}")
    if max_norm < 0:
        raise ValueError(f"max_norm is {max_norm}, expected a limit that is not negative")
    raise NotImplementedError("exercise train_char_model (14 points): the capstone: hello -> ohlol with torch")
