"""A student's torch module as a hidden test sees it: made, given its weights, called and differentiated, and compared.

Parameters go by their place, as in `autograder.wall.workbench`: ``cell0.x2h.weight`` … ``head.bias``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import Text
from autograder.suites import oracles
from autograder.suites.compare import MOST_AXES, MOST_ENTRIES, agree, kind
from autograder.suites.failure import Failure
from autograder.suites.laws import see_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autograder.catalogue import Exercise
    from autograder.suites.student import Student
    from autograder.wall.calling import Answer

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


@dataclass(frozen=True, eq=False)
class Job:
    """What is done with a module, and what should come of it.

    Args:
        making: the arguments it is made with
        parameters: by place
        calls: the arguments of each call, the last of which is differentiated
        upstream: nested as the results are
        oracle: the same in torch's own modules: parameters by place and the arguments of one call, to its results
        named: arguments it is made with, by name
        training: whether dropout is active
        before: calls made with other parameters, before
    """

    making: tuple[Any, ...]
    parameters: Mapping[str, Any]
    calls: Sequence[tuple[Any, ...]]
    upstream: Any
    oracle: Callable[..., Any]
    named: Mapping[str, Any] = field(default_factory=dict)
    training: bool = False
    before: Sequence[tuple[Any, ...]] = ()

    def found(self, student: Student, exercise: Exercise) -> dict[str, Any]:
        """What came of it.

        Raises:
            Failure: an error, or a module with other parameters.
        """
        answer = student.remembered(exercise, self, lambda: self._answer(student, exercise))
        if answer.changed:
            raise Failure(_CHANGED.format(name=exercise.name))
        return fitted(student.value(exercise, answer), self.parameters)

    def _answer(self, student: Student, exercise: Exercise) -> Answer:
        args = exercise.name, self.making, self.named, self.parameters, self.calls, self.upstream
        return student.answer(exercise, *args, tool="work", before=self.before, training=self.training)

    def refused(self, student: Student, exercise: Exercise, names: set[str]) -> None:
        """See that all this raises a ValueError that names one of ``names``."""
        see_refusal(exercise, self._answer(student, exercise), _shapes(self.calls), names)

    def wanted(self) -> dict[str, Any]:
        """What should come of it."""
        return _wanted(self)


def fitted(found: dict[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What was found of a module, if it holds the parameters it should.

    Raises:
        Failure: saying what it holds in their place.
    """
    shapes = found.get("shapes") if isinstance(found, dict) else None
    if not isinstance(shapes, dict) or not all(isinstance(place, str) for place in shapes):
        raise Failure(_NOTHING)
    wanted = {place: array.shape for place, array in parameters.items()}
    for prefix, what in _PLACES.items():
        got, want = (
            len({place.split(".")[0] for place in held if place.startswith(prefix)}) for held in (shapes, wanted)
        )
        if got != want:
            raise Failure(what.format(got=got, want=want))
    for place, shape in wanted.items():
        if place not in shapes:
            raise Failure(_MISSING.format(place=place))
        if shapes[place] != shape:
            raise Failure(_SHAPE.format(place=place, got=_told(shapes[place]), want=shape))
    return found


def results_agree(names: Sequence[str], got: Any, want: Sequence[Any], only: Iterable[str] = ()) -> None:
    """See that a call returned what it should, by name; only some, where names are given."""
    if len(names) > 1 and (not isinstance(got, (list, tuple)) or len(got) != len(names)):
        raise Failure(_COUNT.format(got=kind(got), n=len(names), want=", ".join(names)))
    for name, value, wanted in zip(names, got if len(names) > 1 else (got,), want, strict=True):
        if not only or name in only:
            agree(name, value, wanted)


def gradients_agree(found: dict[str, Any], want: Mapping[str, Any]) -> None:
    """See that the right gradient reaches every parameter."""
    got = found.get("gradients")
    for place, wanted in want.items():
        value = got.get(place) if isinstance(got, dict) else None
        if value is None and np.any(wanted):
            raise Failure(_UNREACHED.format(what=place))
        agree(f"gradient of {place}", wanted if value is None else value, wanted)


def inputs_agree(names: Sequence[str], found: dict[str, Any], want: Sequence[Any]) -> None:
    """See that the right gradient reaches every input."""
    got = found.get("inputs")
    for index, (name, wanted) in enumerate(zip(names, want, strict=True)):
        if wanted is None:
            continue
        value = got[index] if isinstance(got, list) and index < len(got) else None
        if value is None or (isinstance(value, (list, tuple)) and all(part is None for part in value)):
            raise Failure(_UNREACHED.format(what=name))
        agree(f"gradient of {name}", value, wanted)


def cell_parameters(cell: str, widths: Sequence[tuple[int, int]], rng: np.random.Generator) -> dict[str, Any]:
    """Weights of order one for cells of these numbers of inputs and units."""
    drawn: dict[str, Any] = {}
    for k, (D, H) in enumerate(widths):
        for name, inputs in (("x2h", D), ("h2h", H)):
            drawn[f"cell{k}.{name}.weight"] = rng.uniform(-1.5, 1.5, (GATES[cell] * H, inputs))
            drawn[f"cell{k}.{name}.bias"] = rng.uniform(-1.5, 1.5, GATES[cell] * H)
    return drawn


def layer_parameters(name: str, shape: tuple[int, int], rng: np.random.Generator, *, bias: bool) -> dict[str, Any]:
    """The weights of a head ``(C, H)``, or of an embedding ``(V, E)``."""
    drawn = {f"{name}.weight": rng.uniform(-1.5, 1.5, shape)}
    return drawn | ({f"{name}.bias": rng.uniform(-1.5, 1.5, shape[0])} if bias else {})


@lru_cache(maxsize=4096)
def _wanted(job: Job) -> dict[str, Any]:
    """The oracle's results, and by autograd its gradients, nested as the workbench gives them."""
    places = list(job.parameters)
    call = job.calls[-1]
    floats = [part for part in _flat(call) if isinstance(part, np.ndarray) and part.dtype.kind == "f"]
    shape: list[Any] = []

    def function(*leaves: torch.Tensor) -> list[torch.Tensor]:
        parameters = dict(zip(places, leaves, strict=False))
        given = iter(leaves[len(places) :])
        results = job.oracle(parameters, *(_filled(part, given) for part in call))
        shape[:] = [results]
        return [part for part in _flat(results) if isinstance(part, torch.Tensor)]

    arguments = [job.parameters[place] for place in places] + floats
    with torch.no_grad():
        count = len(function(*(torch.tensor(np.array(array)) for array in arguments)))
    upstream = [u for u in _flat(job.upstream) if u is not None]
    if len(upstream) != count:
        raise ValueError(f"{len(upstream)} upstream gradients for {count} results")
    results, gradients = oracles.autograd(function, arguments, upstream)
    of_inputs = iter(gradients[len(places) :])
    return {
        "results": _filled(shape[0], iter(results), torch.Tensor),
        "gradients": dict(zip(places, gradients, strict=False)),
        "inputs": [_filled(part, of_inputs, none=True) for part in call],
    }


def _shapes(calls: Sequence[tuple[Any, ...]]) -> str:
    return ", ".join(str(np.shape(part)) for part in _flat(list(calls[-1])) if isinstance(part, np.ndarray))


def _flat(value: Any) -> list[Any]:
    return [leaf for part in value for leaf in _flat(part)] if isinstance(value, (list, tuple)) else [value]


def _filled(value: Any, leaves: Any, replaced: type[Any] = np.ndarray, *, none: bool = False) -> Any:
    """The same nesting with other leaves in place of arrays of floats."""
    if isinstance(value, replaced) and (replaced is torch.Tensor or value.dtype.kind == "f"):
        return next(leaves)
    if isinstance(value, (list, tuple)):
        return type(value)(_filled(part, leaves, replaced, none=none) for part in value)
    if none:
        return None
    return torch.tensor(np.array(value)) if isinstance(value, np.ndarray) else value


def _told(shape: Any) -> Any:
    """The shape of a parameter, where it is one that a slip could have led to."""
    plausible = isinstance(shape, tuple) and len(shape) <= MOST_AXES
    return shape if plausible and all(type(size) is int and 0 <= size <= MOST_ENTRIES for size in shape) else "…"


_CHANGED = Text("{name} changed what it was given in place", "{name} 就地修改了收到的参数")
_NOTHING = Text("the module does not tell its parameters", "模块没有给出它的参数")
_PLACES = {
    "cell": Text(
        "modules() knows {got} cells with an x2h and an h2h, expected {want}",
        "modules() 中有 {got} 个带 x2h 与 h2h 的单元，应为 {want} 个",
    ),
    "head": Text(
        "modules() knows {got} nn.Linear besides the cells, expected {want}",
        "modules() 中除单元外有 {got} 个 nn.Linear，应为 {want} 个",
    ),
    "embedding": Text(
        "modules() knows {got} nn.Embedding, expected {want}", "modules() 中有 {got} 个 nn.Embedding，应为 {want} 个"
    ),
}
_MISSING = Text("there is no {place}", "缺少 {place}")
_SHAPE = Text("{place} has shape {got}, expected {want}", "{place} 的形状是 {got}，应为 {want}")
_COUNT = Text("forward returned {got}, expected {n} results: {want}", "forward 返回了{got}，应返回 {n} 个结果：{want}")
_UNREACHED = Text("no gradient reaches {what}", "梯度没有传到 {what}")
