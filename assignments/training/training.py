"""The pieces around the cell: what turns characters into vectors, vectors into steps, and scores into text.

Letters: N sequences in a batch, T time steps, V words or characters that are known, E numbers a word. Arrays are
float64, batch first. A forward returns last, as ``cache``, what its backward needs; what is in it is the author's
affair. Chance comes from ``rng``, a ``numpy.random.Generator``, and from nowhere else: the same state of it gives the
same answer.

Sources: Bengio, Ducharme, Vincent & Jauvin, A neural probabilistic language model, JMLR 2003 · Srivastava et al.,
Dropout: a simple way to prevent neural networks from overfitting, JMLR 2014 · Robbins & Monro, A stochastic
approximation method, 1951 · Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015 · Ackley, Hinton &
Sejnowski, A learning algorithm for Boltzmann machines, 1985, for the temperature · Jelinek, Mercer, Bahl & Baker,
Perplexity: a measure of the difficulty of speech recognition tasks, 1977.

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
Indices = NDArray[np.integer[Any]]
Cache = Any
State = Any


def see_indices(indices: Indices, limit: int) -> None:
    """Raise a ValueError unless the indices are integers from 0 to ``limit - 1``."""
    array = np.asarray(indices)
    if array.dtype.kind not in "iu" or (array < 0).any() or (array >= limit).any():
        raise ValueError(f"indices are {array.tolist()}, expected integers from 0 to {limit - 1}")


def see_gradients(params: list[Array], grads: list[Array]) -> None:
    """Raise a ValueError unless there is a gradient of its shape for each parameter."""
    wanted, got = ([np.shape(array) for array in arrays] for arrays in (params, grads))
    if wanted != got:
        raise ValueError(f"grads have shapes {got}, expected those of params: {wanted}")


# %% one_hot
def one_hot(indices: Indices, depth: int) -> Array:
    """A vector for each index: 1 at the place the index names, 0 at all others.

    Args:
        indices: integers, of any shape
        depth: how many places a vector has

    Returns:
        ``(..., depth)``: the shape of indices, and a last axis for the places.

    Raises:
        ValueError: an index that is no integer, is negative, or is not below depth.
    """
    see_indices(indices, depth)
    raise NotImplementedError("exercise one_hot (8 points): one-hot vectors")


# %% embedding_forward
def embedding_forward(indices: Indices, table: Array) -> tuple[Array, Cache]:
    """Look up the row of each index. It equals the product of the index's one-hot vector and the table.

    Args:
        indices: ``(N, T)``, integers
        table: ``(V, E)``, a row for each word

    Returns:
        ``out (N, T, E)`` and a cache for `embedding_backward`.

    Raises:
        ValueError: shapes that do not fit, no time step, or an index that is no row of the table.
    """
    _, _, V, _ = fit("indices:NT table:VE", indices, table)
    see_indices(indices, V)
    raise NotImplementedError("exercise embedding_forward (8 points): an embedding looks up rows")


# %% embedding_backward
def embedding_backward(dout: Array, cache: Cache) -> Array:
    """The gradient with respect to the table.

    A word that occurs several times is a row that is used several times: what comes back from each use adds up. A word
    that does not occur has a gradient of zero.

    Args:
        dout: ``(N, T, E)``, the gradient with respect to out
        cache: what `embedding_forward` returned last

    Returns:
        ``dtable (V, E)``

    Raises:
        ValueError: dout has not the shape of out.
    """
    raise NotImplementedError("exercise embedding_backward (14 points): what comes back to the rows")


# %% dropout_forward
def dropout_forward(x: Array, p: float, rng: np.random.Generator, training: bool = True) -> tuple[Array, Cache]:
    """Inverted dropout: in training, set each entry to zero with probability p, each on its own.

    What is kept is scaled so that the expectation of the output is x. That is why in evaluation there is nothing left
    to do: x passes unchanged, whatever p is.

    Args:
        x: of any shape
        p: the probability to drop an entry, 0 to 1; with 1 all are dropped
        rng: the only source of randomness
        training: False in evaluation

    Returns:
        ``out``, of x's shape, and a cache for `dropout_backward`.

    Raises:
        ValueError: p is no probability.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"p is {p}, expected a probability from 0 to 1")
    raise NotImplementedError("exercise dropout_forward (16 points): inverted dropout")


# %% dropout_backward
def dropout_backward(dout: Array, cache: Cache) -> Array:
    """The gradient with respect to x: it goes where the forward pass has gone, and is scaled as that was.

    Args:
        dout: of x's shape, the gradient with respect to out
        cache: what `dropout_forward` returned last

    Returns:
        ``dx``, of x's shape.

    Raises:
        ValueError: dout has not the shape of out.
    """
    raise NotImplementedError("exercise dropout_backward (10 points): the gradient goes where x has gone")


# %% sgd_step
def sgd_step(params: list[Array], grads: list[Array], lr: float) -> list[Array]:
    """One step of gradient descent: each parameter moves against its gradient by lr times that gradient.

    Args:
        params: arrays of any shapes; they stay as they are
        grads: for each of them an array of its shape
        lr: the learning rate

    Returns:
        The new parameters, in the same order.

    Raises:
        ValueError: params and grads do not fit.
    """
    see_gradients(params, grads)
    raise NotImplementedError("exercise sgd_step (6 points): one step of gradient descent")


# %% adam_step
def adam_step(
    params: list[Array],
    grads: list[Array],
    state: State,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[list[Array], State]:
    """One step of Adam, as Kingma & Ba's algorithm 1 and torch.optim.Adam do it.

    Two running means are kept for each entry, both zero at first: ``m`` of the gradient g, which forgets at rate
    ``1 - beta1``, and ``v`` of its square, which forgets at rate ``1 - beta2``. As they begin at zero they are too
    small in the first steps, by the factors ``1 - beta1**t`` and ``1 - beta2**t`` at step t = 1, 2, …; divided by these
    they are ``m̂`` and ``v̂``. The step is ``-lr * m̂ / (sqrt(v̂) + eps)``.

    Args:
        params: arrays of any shapes; they stay as they are
        grads: for each of them an array of its shape
        state: None before the first step, then what the last call returned; it stays as it is
        lr: the learning rate
        beta1: how much of the mean of gradients is kept
        beta2: how much of the mean of squares is kept
        eps: what keeps the quotient finite where all gradients have been zero

    Returns:
        The new parameters in the same order, and the new state: lists, tuples or dicts of arrays and numbers.

    Raises:
        ValueError: params and grads do not fit.
    """
    see_gradients(params, grads)
    raise NotImplementedError("exercise adam_step (20 points): one step of Adam")


# %% sample
def sample(probabilities: Array, temperature: float, rng: np.random.Generator) -> int:
    """Draw a class: class k with a probability proportional to ``probabilities[k] ** (1 / temperature)``.

    At temperature 1 these are the probabilities themselves. A low temperature favours the likely classes, near 0 the
    likeliest alone; a high one levels them. What has no probability is never drawn. If the probabilities are the
    softmax of scores, this is the softmax of ``scores / temperature``.

    Args:
        probabilities: ``(V,)``, weights that need not sum to 1
        temperature: positive
        rng: the only source of randomness

    Returns:
        The index of a class, from 0 to V - 1.

    Raises:
        ValueError: probabilities is no vector, one is negative, or all are zero; the temperature is not positive.
    """
    fit("probabilities:V", probabilities)
    if np.min(probabilities) < 0 or np.max(probabilities) == 0:
        raise ValueError(f"probabilities are {probabilities}, expected none negative and one positive")
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected a positive number")
    raise NotImplementedError("exercise sample (12 points): draw the next character")


# %% perplexity
def perplexity(losses: Any) -> float:
    """Among how many equally likely words one is as lost as the model: e to the power of the mean loss.

    Args:
        losses: cross-entropies in nats, a list or an array of any shape; the mean is over all entries

    Returns:
        At least 1 for a model that gives probabilities; inf where it exceeds all floats, without a warning.

    Raises:
        ValueError: there are no losses.
    """
    if np.size(losses) == 0:
        raise ValueError("losses are empty, expected at least one")
    raise NotImplementedError("exercise perplexity (6 points): perplexity")
