"""Independent oracles: what the answers should be, by other means than the reference's own backward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Array = np.ndarray[Any, np.dtype[np.float64]]

torch.set_num_threads(1)  # the arrays are tiny, and graders run side by side


def finite_differences(
    function: Callable[..., Sequence[Array]], args: Sequence[Array], upstream: Sequence[Array], step: float = 1e-5
) -> list[Array]:
    """Central differences of ``sum(upstream * function(*args))`` with respect to every argument.

    Args:
        function: from arrays to arrays, trusted
        args: float64 arrays; they are not changed
        upstream: for each result an array of its shape, the gradient that reaches it
        step: half the distance of the two evaluations

    Returns:
        for each argument an array of its shape, good to about 1e-9
    """
    args = [np.array(arg) for arg in args]

    def loss() -> float:
        return float(sum(np.sum(u * result) for u, result in zip(upstream, function(*args), strict=True)))

    grads = []
    for arg in args:
        grad = np.empty_like(arg)
        for at in np.ndindex(arg.shape):
            kept = arg[at]
            arg[at] = kept + step
            above = loss()
            arg[at] = kept - step
            below = loss()
            arg[at] = kept
            grad[at] = (above - below) / (2 * step)
        grads.append(grad)
    return grads


def autograd(
    function: Callable[..., Sequence[torch.Tensor]], args: Sequence[Array], upstream: Sequence[Array]
) -> tuple[list[Array], list[Array]]:
    """The results of a torch function, and the gradients of ``sum(upstream * results)`` by torch's autograd.

    Returns:
        the results, and for each argument its gradient, as arrays
    """
    leaves = [torch.tensor(np.ascontiguousarray(arg), dtype=torch.float64, requires_grad=True) for arg in args]
    results = list(function(*leaves))
    loss = sum(((torch.tensor(u) * result).sum() for u, result in zip(upstream, results, strict=True)), torch.zeros(()))
    grads = torch.autograd.grad(loss, leaves, allow_unused=True)
    zeros = (torch.zeros_like(leaf) if grad is None else grad for grad, leaf in zip(grads, leaves, strict=True))
    return [result.detach().numpy() for result in results], [grad.numpy() for grad in zeros]


def functional(module: torch.nn.Module) -> Callable[[dict[str, torch.Tensor], tuple[Any, ...]], Any]:
    """Call a torch module with parameters that are given, so that autograd reaches them."""
    return lambda parameters, args: torch.func.functional_call(module, parameters, args)
