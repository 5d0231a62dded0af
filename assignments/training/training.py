"""The pieces around the cell: letters as numbers, dropout, two optimizers, and drawing the next letter.

Letters: N sequences in a batch, T time steps, E the width of an embedding, V letters of a vocabulary. Arrays are
float64. A forward returns last, as ``cache``, what its backward needs; what is in it is the author's affair. ``dout``
is the gradient of the loss with respect to what the forward returned first. ``rng`` is the only source of randomness.

Sources: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, Dropout: a simple way to prevent neural networks
from overfitting, JMLR 15, 2014 · Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1 ·
Bengio, Ducharme, Vincent & Jauvin, A neural probabilistic language model, JMLR 3, 2003, for embeddings and perplexity.

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
Cache = Any
State = Any  # what adam_step remembers: plain containers of arrays and numbers, or None before the first step


def integers_below(name: str, indices: Any, size: int) -> NDArray[np.int64]:
    """The indices as an array; ValueError where they are no integers in ``0 .. size - 1``."""
    array = np.asarray(indices)
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} have dtype {array.dtype}, expected integers")
    if array.size and (array.min() < 0 or array.max() >= size):
        raise ValueError(f"{name} lie in {array.min()} .. {array.max()}, expected 0 .. {size - 1}")
    return array


def pairs_fit(params: list[Array], grads: list[Array]) -> None:
    """See that every parameter has a gradient of its shape; ValueError where one has not."""
    if [np.shape(param) for param in params] != [np.shape(grad) for grad in grads]:
        raise ValueError(f"grads have shapes {[np.shape(g) for g in grads]}, params {[np.shape(p) for p in params]}")


# %% one_hot
def one_hot(indices: Any, depth: int) -> Array:
    """A row of zeros with a single 1 for each index, as `torch.nn.functional.one_hot` in float64.

    Args:
        indices: integers in ``0 .. depth - 1``, of any shape
        depth: how many there are to choose from

    Returns:
        ``(..., depth)``, float64.

    Raises:
        ValueError: indices that are no integers, negative or not below depth.
    """
    indices = integers_below("indices", indices, depth)
    raise NotImplementedError("exercise one_hot (6 points): letters as rows with a single 1")


# %% embedding_forward
def embedding_forward(indices: Any, table: Array) -> tuple[Array, Cache]:
    """Look up a row of the table for each index: one-hot times the table, without the product.

    Args:
        indices: ``(N, T)``, integers in ``0 .. V - 1``
        table: ``(V, E)``

    Returns:
        ``out (N, T, E)`` and a cache for `embedding_backward`.

    Raises:
        ValueError: other ranks, no time step, indices that are no integers or out of range.
    """
    fit("indices:NT table:VE", indices, table)
    indices = integers_below("indices", indices, len(table))
    raise NotImplementedError("exercise embedding_forward (8 points): letters as rows of a table")


# %% embedding_backward
def embedding_backward(dout: Array, cache: Cache) -> Array:
    """The table's gradient: a row that was looked up several times gets the sum of what arrives there.

    Args:
        dout: ``(N, T, E)``
        cache: what `embedding_forward` returned last

    Returns:
        ``dtable (V, E)``, zero in rows that were never looked up.

    Raises:
        ValueError: dout has not the shape of out.
    """
    raise NotImplementedError("exercise embedding_backward (14 points): the table's gradient")


# %% dropout_forward
def dropout_forward(x: Array, p: float, rng: np.random.Generator, training: bool = True) -> tuple[Array, Cache]:
    """Inverted dropout (Srivastava et al. 2014, section 10): in training each number is zeroed with probability p.

    Those that are kept are scaled so that the expectation stays what it was; so evaluation does nothing at all.

    Args:
        x: of any shape
        p: the probability with which a number is dropped, 0 to 1; 1 gives zeros
        rng: the only source of randomness
        training: whether anything is dropped

    Returns:
        ``y``, of x's shape, and a cache for `dropout_backward`.

    Raises:
        ValueError: p does not lie between 0 and 1.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"p is {p}, expected a probability from 0 to 1")
    raise NotImplementedError("exercise dropout_forward (14 points): inverted dropout")


# %% dropout_backward
def dropout_backward(dout: Array, cache: Cache) -> Array:
    """The gradient passes where the number passed, scaled alike.

    Args:
        dout: of y's shape
        cache: what `dropout_forward` returned last

    Returns:
        ``dx``, of x's shape.

    Raises:
        ValueError: dout has not the shape of y.
    """
    raise NotImplementedError("exercise dropout_backward (8 points): dropout backward")


# %% sgd_step
def sgd_step(params: list[Array], grads: list[Array], lr: float) -> list[Array]:
    """One step of plain gradient descent: ``w - lr * dw`` for each parameter.

    Args:
        params: arrays of any shapes
        grads: for each its gradient
        lr: the learning rate

    Returns:
        The new parameters; the given ones stay as they are.

    Raises:
        ValueError: another number of gradients, or one of another shape.
    """
    pairs_fit(params, grads)
    raise NotImplementedError("exercise sgd_step (6 points): a step of gradient descent")


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
    """One step of Adam (Kingma & Ba 2015, algorithm 1), as `torch.optim.Adam`.

    Running means ``m = beta1 m + (1 - beta1) g`` and ``v = beta2 v + (1 - beta2) g**2`` start from zero; at step t they
    are divided by ``1 - beta1**t`` and ``1 - beta2**t``, which undoes that start, and the step is
    ``lr * m_hat / (sqrt(v_hat) + eps)``.

    Args:
        params: arrays of any shapes
        grads: for each its gradient
        state: None before the first step, later what the last call returned
        lr: the learning rate
        beta1: how much of the mean of gradients is kept
        beta2: how much of the mean of squares is kept
        eps: keeps the quotient finite

    Returns:
        The new parameters and the new state, plain containers of arrays and numbers; what was given stays as it is.

    Raises:
        ValueError: another number of gradients, or one of another shape.
    """
    pairs_fit(params, grads)
    raise NotImplementedError("exercise adam_step (20 points): a step of Adam")


# %% sample
def sample(probabilities: Array, temperature: float, rng: np.random.Generator) -> int:
    """Draw a class with probability proportional to ``p ** (1 / temperature)``.

    Args:
        probabilities: ``(V,)``, non-negative weights; those that do not sum to one are normalised
        temperature: below 1 the likely get likelier, above 1 all get more alike
        rng: the only source of randomness

    Returns:
        An integer in ``0 .. V - 1``.

    Raises:
        ValueError: no vector, a negative weight, no weight above zero, or a temperature that is not positive.
    """
    (V,) = fit("probabilities:V", probabilities)
    if np.any(np.asarray(probabilities) < 0) or not np.any(np.asarray(probabilities) > 0):
        raise ValueError(f"probabilities are {probabilities}, expected none negative and one above zero")
    if not temperature > 0:
        raise ValueError(f"temperature is {temperature}, expected a positive number")
    raise NotImplementedError("exercise sample (16 points): draw the next letter")


# %% perplexity
def perplexity(losses: Any) -> float:
    """Among how many letters the model seems to guess: ``exp(mean(losses))``.

    Args:
        losses: cross-entropies in nats

    Returns:
        A float, ``inf`` where it is beyond all floats.

    Raises:
        ValueError: there are no losses.
    """
    if np.size(losses) == 0:
        raise ValueError("losses are empty, expected at least one")
    raise NotImplementedError("exercise perplexity (8 points): how many letters it seems to guess among")
