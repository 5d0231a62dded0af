"""The pieces around the cell: letters as numbers, dropout, two optimizers, and drawing the next letter.

Letters: N sequences in a batch, T time steps, E the width of an embedding, V letters of a vocabulary. Arrays are
float64. A forward returns last, as ``cache``, what its backward needs; what is in it is the author's affair. ``dout``
is the gradient of the loss with respect to what the forward returned first. ``rng`` is the only source of randomness.

Sources: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, Dropout: a simple way to prevent neural networks
from overfitting, JMLR 15, 2014 · Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1 ·
Bengio, Ducharme, Vincent & Jauvin, A neural probabilistic language model, JMLR 3, 2003, for embeddings and perplexity.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solutions.shapes import fit

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
    ### BEGIN SOLUTION
    encoded: Array = np.eye(depth)[indices]
    return encoded
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    return table[indices], (indices, table.shape)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    indices, shape = cache
    if np.shape(dout) != (*indices.shape, shape[1]):
        raise ValueError(f"dout has shape {np.shape(dout)}, expected {(*indices.shape, shape[1])}")
    dtable = np.zeros(shape)
    np.add.at(dtable, indices, dout)
    return dtable
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if not training:
        return x.copy(), np.ones(x.shape)
    kept = rng.random(x.shape) >= p
    scale = kept / (1 - p) if p < 1 else np.zeros(x.shape)
    return x * scale, scale
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if np.shape(dout) != cache.shape:
        raise ValueError(f"dout has shape {np.shape(dout)}, expected {cache.shape}")
    dx: Array = dout * cache
    return dx
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    return [param - lr * grad for param, grad in zip(params, grads, strict=True)]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    t, means, squares = state or (0, [np.zeros(np.shape(g)) for g in grads], [np.zeros(np.shape(g)) for g in grads])
    t = t + 1
    means = [beta1 * mean + (1 - beta1) * grad for mean, grad in zip(means, grads, strict=True)]
    squares = [beta2 * square + (1 - beta2) * grad**2 for square, grad in zip(squares, grads, strict=True)]
    updated = []
    for param, mean, square in zip(params, means, squares, strict=True):
        m_hat = mean / (1 - beta1**t)
        v_hat = square / (1 - beta2**t)
        updated.append(param - lr * m_hat / (np.sqrt(v_hat) + eps))
    return updated, (t, means, squares)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    shares = probabilities / np.max(probabilities)
    with np.errstate(divide="ignore", over="ignore"):  # the logarithm of zero is -inf, and its exp zero again
        logits = np.log(shares) / temperature
    weights = np.exp(logits - logits.max())
    return int(rng.choice(V, p=weights / weights.sum()))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    with np.errstate(over="ignore"):
        return float(np.exp(np.mean(losses)))
    ### END SOLUTION
