"""A torch module on the workbench: make it, give it weights, call it, send a gradient back. Arrays in, arrays out.

It runs where the submission does, and a copy of it lies in the student's folder, so that visible and hidden tests ask
in the same way. It imports nothing of ours.

A module's parameters go by their place. The cells are whatever holds an ``x2h`` and an ``h2h``, in the order of
``modules()``: ``cell0.x2h.weight``, ``cell0.h2h.bias``, ``cell1.x2h.weight`` …; the one other ``nn.Linear`` is
``head``, the ``nn.Embedding`` is ``embedding``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Parameters = Mapping[str, Any]

SEED = 0
WHOLE = {f"{kind}{cell}" for kind in ("rnn_tanh", "rnn_relu", "lstm", "gru") for cell in ("", "_cell")}


def work(
    submission: Any,
    name: str,
    making: Sequence[Any],
    named: Mapping[str, Any],
    parameters: Parameters,
    calls: Sequence[Sequence[Any]],
    upstream: Any = None,
    *,
    before: Sequence[Sequence[Any]] = (),
    training: bool = False,
) -> dict[str, Any]:
    """Make a module, call it, and differentiate ``sum(upstream * results)`` of the last call.

    Args:
        submission: the student's file
        name: a class in it
        making: the arguments it is made with
        named: likewise, by name
        parameters: by place, float64 arrays that take the place of the drawn ones
        calls: for each call its arguments: arrays become tensors, ``"state"`` the last result of the call before
        upstream: nested as the results are, an array or None for each; None: there is no gradient to send
        before: calls that are made with the drawn parameters, before they are replaced
        training: whether dropout is active

    Returns:
        ``shapes`` of all parameters by place, and how many there are ``besides``. Where those are what was given, also
        ``results`` of the last call, and where there is an upstream gradient of their shapes ``gradients`` by place,
        and ``inputs``, nested as the arguments of the last call; None where no gradient arrives.
    """
    with _float64(), _seeded(), _OwnWork():
        module = getattr(submission, name)(*making, **named)
        found = told(module)
        if not _fits(module, parameters):
            return found
        module.train(training)
        for arguments in before:
            module(*map(as_tensors, arguments))
        _load(module, parameters)
        results: Any = None
        for arguments in calls:
            leaves = [results[-1] if isinstance(part, str) else as_tensors(part) for part in arguments]
            results = module(*leaves)
        found["results"] = as_arrays(results)
        if upstream is not None and all(u.shape == result.shape for result, u in _paired(results, upstream)):
            found |= gradients(parameters_of(module), leaves, results, upstream)
    return found


def train(
    submission: Any,
    name: str,
    making: Sequence[Any],
    parameters: Parameters,
    inputs: Any,
    labels: Any,
    *how: Any,
) -> dict[str, Any]:
    """Make a module of ``making[0](*making[1:])`` and have the submission's function ``name`` train it in place.

    Returns:
        What `work` says of the parameters, and where those are what was given: ``losses``, what the function returned,
        and whether those are ``tensors``; ``parameters`` by place after it; ``scores`` of the trained module.
    """
    with _float64(), _seeded():
        module = getattr(submission, making[0])(*making[1:])
        found = told(module)
        if not _fits(module, parameters):
            return found
        _load(module, parameters)
        for parameter in module.parameters():
            parameter.grad = torch.ones_like(parameter)  # what an earlier backward may have left
        losses = getattr(submission, name)(module, as_tensors(inputs), as_tensors(labels), *how)
        found["tensors"] = isinstance(losses, list | tuple) and any(isinstance(loss, torch.Tensor) for loss in losses)
        found["losses"] = as_arrays(losses)
        found["parameters"] = {place: as_arrays(parameter) for place, parameter in parameters_of(module).items()}
        module.eval()
        found["scores"] = as_arrays(module(as_tensors(inputs))[0])
    return found


def told(module: nn.Module) -> dict[str, Any]:
    """The shapes of a module's parameters by place, and how many there are besides."""
    placed = parameters_of(module)
    mine = {id(parameter) for parameter in placed.values()}
    besides = sum(id(parameter) not in mine for parameter in module.parameters() if parameter.requires_grad)
    return {"shapes": {place: tuple(parameter.shape) for place, parameter in placed.items()}, "besides": besides}


def parameters_of(module: nn.Module) -> dict[str, nn.Parameter]:
    """A module's parameters by place; those that are frozen are none."""
    cells = [part for part in module.modules() if hasattr(part, "x2h") and hasattr(part, "h2h")]
    places = {f"cell{k}.{name}": getattr(cell, name) for k, cell in enumerate(cells) for name in ("x2h", "h2h")}
    inside = {id(part) for part in places.values()}
    for kind, name in ((nn.Linear, "head"), (nn.Embedding, "embedding")):
        found = [part for part in module.modules() if isinstance(part, kind) and id(part) not in inside]
        places |= {f"{name}{k or ''}": part for k, part in enumerate(found)}
    return {
        f"{place}.{kind}": parameter
        for place, part in places.items()
        for kind in ("weight", "bias")
        if isinstance(parameter := getattr(part, kind, None), nn.Parameter) and parameter.requires_grad
    }


def _fits(module: nn.Module, parameters: Parameters) -> bool:
    """Whether a module has these parameters, of these shapes."""
    there = parameters_of(module)
    return {place: tuple(one.shape) for place, one in there.items()} == {p: a.shape for p, a in parameters.items()}


def _load(module: nn.Module, parameters: Parameters) -> None:
    """Give a module its parameters."""
    with torch.no_grad():
        for place, parameter in parameters_of(module).items():
            parameter.copy_(torch.tensor(parameters[place]))


def gradients(parameters: Parameters, leaves: Any, results: Any, upstream: Any) -> dict[str, Any]:
    """``gradients`` of ``sum(upstream * results)`` by place, and of the ``inputs``, nested as the leaves are."""
    wanted = [*parameters.values(), *(leaf for leaf in _flat(leaves) if leaf.requires_grad)]
    loss = sum(((u * result).sum() for result, u in _paired(results, upstream)), torch.zeros(()))
    found: dict[int, Any] = {}
    if loss.requires_grad:
        found = dict(zip(map(id, wanted), torch.autograd.grad(loss, wanted, allow_unused=True), strict=True))
    return {
        "gradients": {place: as_arrays(found.get(id(parameter))) for place, parameter in parameters.items()},
        "inputs": _mapped(leaves, lambda leaf: as_arrays(found.get(id(leaf)))),
    }


@contextmanager
def _float64() -> Iterator[None]:
    """Everything is made in double precision."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


@contextmanager
def _seeded() -> Iterator[None]:
    """What is drawn is the same at every call, and nobody else's draws change."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(SEED)  # not those of devices, which takes a millisecond
        yield


class _OwnWork(TorchFunctionMode):
    """Refuses torch's own recurrent networks, by whatever name they are called."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if getattr(func, "__name__", "") in WHOLE:
            raise RuntimeError(f"torch's own {func.__name__} is not to be used here")
        return func(*args, **(kwargs or {}))


def as_tensors(value: Any) -> Any:
    """Arrays as tensors; those of floats are what is differentiated for."""

    def tensor(array: np.ndarray[Any, Any]) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).requires_grad_(array.dtype.kind == "f")

    return _mapped(value, tensor, np.ndarray)


def as_arrays(value: Any) -> Any:
    """Tensors as arrays of their own."""
    return _mapped(value, lambda tensor: tensor.detach().numpy().copy())


def _mapped(value: Any, function: Any, kind: type = torch.Tensor) -> Any:
    if isinstance(value, kind):
        return function(value)
    if isinstance(value, (list, tuple)):
        return (
            [_mapped(part, function, kind) for part in value]
            if isinstance(value, list)
            else (tuple(_mapped(part, function, kind) for part in value))
        )
    return value


def _flat(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _flat(part)


def _paired(results: Any, upstream: Any) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Each result with the gradient that reaches it, where one does."""
    if isinstance(results, torch.Tensor) and isinstance(upstream, np.ndarray):
        yield results, torch.from_numpy(np.array(upstream))
    elif isinstance(results, (list, tuple)) and isinstance(upstream, (list, tuple)):
        for part, u in zip(results, upstream, strict=False):
            yield from _paired(part, u)
