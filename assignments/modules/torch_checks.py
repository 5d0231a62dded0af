"""What the visible tests of torch modules are made of: put a student's module on the workbench beside torch's own."""

from __future__ import annotations

from typing import Any

import checks
import numpy as np
import torch
import workbench
from checks import SAYS, fail, same

Arrays = dict[str, Any]


def parity(exercise: str, theirs: torch.nn.Module, making: tuple[Any, ...], *arguments: Any, **named: Any) -> None:
    """See that a module with the weights of torch's own gives its results, and the gradients of random sums of them."""
    __tracebackhide__ = True
    theirs = theirs.double()
    parameters = _drawn({place: tuple(one.shape) for place, one in _placed(theirs).items()})
    with torch.no_grad():
        for place, parameter in _placed(theirs).items():
            parameter.copy_(torch.tensor(parameters[place]))
    leaves = workbench.as_tensors(arguments)
    results = theirs(*leaves)
    upstream = _like(workbench.as_arrays(results), np.random.default_rng(1))
    found = _work(exercise, making, named, parameters, [arguments], upstream)
    names = checks.EXERCISES[exercise].returns.split()
    same(exercise, _named(exercise, names, found["results"]), _named(exercise, names, workbench.as_arrays(results)))
    wanted = workbench.gradients(_placed(theirs), leaves, results, upstream)
    for place, gradient in wanted["gradients"].items():
        name = SAYS["gradient"].format(what=place)
        same(exercise, {name: found["gradients"][place]}, {name: gradient})
    for k, gradient in enumerate(wanted["inputs"]):
        name = SAYS["gradient"].format(what=SAYS["argument"].format(k=k + 1))
        same(exercise, {name: found["inputs"][k]}, {name: gradient})


def example(exercise: str, making: tuple[Any, ...], arguments: tuple[Any, ...], want: Arrays) -> None:
    """See that a module with weights of its places gives these results; those that are not named may be anything."""
    __tracebackhide__ = True
    parameters = _drawn(_shapes(exercise, making))
    names = checks.EXERCISES[exercise].returns.split()
    upstream = tuple(np.ones(want[name].shape) if name in want else None for name in names)
    found = _work(exercise, making, {}, parameters, [arguments], upstream)
    got = _named(exercise, names, found["results"])
    same(exercise, {name: got[name] for name in want}, want)
    for place, gradient in found["gradients"].items():
        if gradient is None:
            fail(exercise, SAYS["unreached"].format(what=place), {"unreached": place})


def dropped(exercise: str) -> tuple[Any, bool]:
    """Which numbers came through a network of two layers whose units read one number each, and if they came right."""
    __tracebackhide__ = True
    eye, none = np.eye(6), np.zeros(6)
    parameters = {
        f"cell{k}.{name}.{what}": {"x2h.weight": eye, "h2h.weight": 0 * eye}.get(f"{name}.{what}", none)
        for k in range(2)
        for name in ("x2h", "h2h")
        for what in ("weight", "bias")
    }
    x = np.broadcast_to(np.linspace(0.3, 1.3, 6), (4, 8, 6)).copy()
    named = {"num_layers": 2, "dropout": 0.5}
    found = _asked(exercise, workbench.work, exercise, ("rnn", 6, 6), named, parameters, [(x,)], None, training=True)
    if "results" not in found:
        raise AssertionError(SAYS["shape"].format(name="parameters", got=found["shapes"], want="…"))
    output = np.asarray(_named(exercise, ["output", "state"], found["results"])["output"])
    kept = np.abs(output) > 1e-6
    whole = np.tanh(2 * np.tanh(x))
    return kept, output.shape == x.shape and bool(np.allclose(output, np.where(kept, whole, 0)))


def learns(exercise: str, making: tuple[Any, ...], inputs: Any, labels: Any, how: tuple[Any, ...]) -> Arrays:
    """What came of training a module with weights of its places: losses, parameters and scores."""
    __tracebackhide__ = True
    parameters = {place: 0.4 * array for place, array in _drawn(_shapes(exercise, making)).items()}
    found = _asked(exercise, workbench.train, exercise, making, parameters, inputs, labels, *how)
    if found["tensors"]:
        fail(exercise, SAYS["tensors"], {"losses": "tensors"})
    return found


def refuses(exercise: str, making: tuple[Any, ...], arguments: tuple[Any, ...], names: str) -> None:
    """See that a module raises a ValueError that names one of ``names``."""
    __tracebackhide__ = True
    shapes = ", ".join(str(tuple(one.shape)) for one in arguments if hasattr(one, "shape"))
    with checks.refusal(exercise, SAYS["given"].format(shapes=shapes), names):
        _asked(exercise, workbench.work, exercise, making, {}, _drawn(_shapes(exercise, making)), [arguments])


def _work(
    exercise: str, making: tuple[Any, ...], named: Arrays, parameters: Arrays, calls: Any, upstream: Any = None
) -> Arrays:
    """The workbench's findings, or words for what the module holds in place of these parameters."""
    __tracebackhide__ = True
    found = _asked(exercise, workbench.work, exercise, making, named, parameters, calls, upstream)
    wanted = {place: array.shape for place, array in parameters.items()}
    for place, shape in wanted.items():
        if found["shapes"].get(place) != shape:
            got = found["shapes"].get(place, SAYS["nothing"])
            fail(exercise, SAYS["shape"].format(name=place, got=got, want=shape), {"shapes": str(found["shapes"])})
    for place in found["shapes"]:
        if place not in wanted:
            fail(exercise, SAYS["besides"].format(place=place), {"shapes": str(found["shapes"])})
    return found


def _shapes(exercise: str, making: tuple[Any, ...]) -> dict[str, tuple[int, ...]]:
    """The shapes of the parameters that the student's module has."""
    __tracebackhide__ = True
    maker = making[0] if exercise == "train_char_model" else exercise
    rest = making[1:] if exercise == "train_char_model" else making
    found: dict[str, tuple[int, ...]] = _asked(exercise, workbench.work, maker, rest, {}, {}, [])["shapes"]
    return found


def _asked(exercise: str, tool: Any, *args: Any, **how: Any) -> Arrays:
    """Ask the workbench for something; an exercise that is not written is told as such."""
    __tracebackhide__ = True
    try:
        found: Arrays = tool(checks.student(), *args, **how)
    except NotImplementedError as error:
        checks.unwritten(exercise, error)
    except AttributeError as error:
        if str(error).endswith(f"'{args[0]}'") and not hasattr(checks.student(), args[0]):
            raise AssertionError(SAYS["missing"].format(file=f"{checks.ASSIGNMENT}.py", name=args[0])) from None
        raise
    return found


def _named(exercise: str, names: list[str], results: Any) -> Arrays:
    __tracebackhide__ = True
    values = results if len(names) > 1 else (results,)
    if not isinstance(values, (list, tuple)) or len(values) != len(names):
        got, want = checks.kind(results), ", ".join(names)
        raise AssertionError(SAYS["count"].format(name=exercise, got=got, n=len(names), want=want))
    return dict(zip(names, values, strict=True))


def _placed(theirs: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """The parameters of torch's own network or cell, by the place that a student's have."""
    cells: dict[str, int] = {}
    placed = {}
    for name, parameter in theirs.named_parameters():
        what, whose, *rest = name.split("_", 2)
        cell = cells.setdefault("".join(rest), len(cells))
        placed[f"cell{cell}.{'x2h' if whose == 'ih' else 'h2h'}.{what}"] = parameter
    return placed


def _drawn(shapes: dict[str, tuple[int, ...]]) -> Arrays:
    """Weights of order one, the same for the same shapes."""
    rng = np.random.default_rng(7)
    return {place: rng.uniform(-1, 1, shapes[place]).round(2) for place in sorted(shapes)}


def _like(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(_like(part, rng) for part in value)
    return rng.uniform(-1, 1, value.shape).round(2)
