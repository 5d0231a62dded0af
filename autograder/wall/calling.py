"""One call of one function, and all that is to be known of how it went."""

from __future__ import annotations

import importlib
import io
import itertools
import time
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from .answer import OUTPUT_CHARS, STALE, WARNING_CHARS, WARNINGS, Answer, Error, describe
from .values import Handle, Rng, copy_array

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from types import ModuleType

__all__ = ["Answer", "Direct", "Error", "Handle", "Kept", "answer_call", "observe"]

NUMPY_DEFAULTS: dict[str, Any] = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
KEPT = 32  # a hundred examples with large caches would fill the memory
TOOL = "@"
NO_KWARGS: Mapping[str, Any] = MappingProxyType({})


class StaleHandleError(LookupError):
    """A handle names nothing that is kept here."""


class Kept:
    """The last ``KEPT`` values that stayed on this side, by the number of their handle."""

    def __init__(self, first: int = 0) -> None:
        self._numbers = itertools.count(first)
        self._values: dict[int, Any] = {}

    def put(self, value: Any) -> Handle:
        """Keep a value and return its handle; the oldest goes where there are too many."""
        handle = Handle(next(self._numbers))
        self._values[handle.id] = value
        if len(self._values) > KEPT:
            del self._values[next(iter(self._values))]
        return handle

    def get(self, handle: Handle) -> Any:
        """Return the value of a handle; StaleHandleError where there is none."""
        try:
            return self._values[handle.id]
        except KeyError:
            raise StaleHandleError(handle.id) from None

    def clear(self) -> None:
        """Forget all."""
        self._values.clear()


class Output(io.StringIO):
    """Standard output and error, of which the first ``OUTPUT_CHARS`` characters are kept."""

    def write(self, text: str) -> int:
        """Keep what there is room for, and pretend that all was written."""
        room = OUTPUT_CHARS - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


def observe(action: Callable[[], Any], files: Collection[str], caught: type[BaseException] = BaseException) -> Answer:
    """Run an action and note its value or error, its warnings and its output.

    Args:
        action: What to run.
        files: The file names, as tracebacks have them, in which an error's line is looked for.
        caught: Exceptions of this class are noted; others pass.
    """
    output = Output()
    notes: dict[str, None] = {}

    def note(message: Warning | str, category: type[Warning], *_where: Any, **_more: Any) -> None:
        if len(notes) < WARNINGS:
            notes[f"{category.__name__}: {message}"[:WARNING_CHARS]] = None

    value, error = None, None
    with warnings.catch_warnings(), redirect_stdout(output), redirect_stderr(output), np.errstate(**NUMPY_DEFAULTS):
        warnings.simplefilter("always")
        warnings.showwarning = note
        try:
            value = action()
        except caught as exception:
            if isinstance(exception, StaleHandleError):
                return Answer(died=STALE)
            error = describe(exception, files)
    return Answer(value=value, error=error, warnings=tuple(notes), output=output.getvalue())


def answer_call(
    module: ModuleType,
    function: str,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    keep: Collection[int],
    *,
    kept: Kept,
    files: Collection[str],
    tools: ModuleType | None = None,
    caught: type[BaseException] = BaseException,
) -> Answer:
    """Call ``module.function`` on copies of the arguments.

    Args:
        module: Where the function is looked up; that it is missing is an AttributeError in the answer.
        function: The function's name; ``@name`` is that tool, which is given the module first.
        args: Positional arguments. Handles are replaced by what they stand for, Rng by a new generator.
        kwargs: Keyword arguments, likewise.
        keep: Positions of the returned tuple or list that stay in ``kept`` and come back as handles.
        kept: Holds what earlier calls kept.
        files: See ``observe``.
        tools: Trusted functions that handle what does not cross the wall.
        caught: See ``observe``.
    """
    given: list[Any] = []

    def action() -> Any:
        called = partial(getattr(tools, function[1:]), module) if function[0] == TOOL else getattr(module, function)
        given.extend(_fresh(arg, kept) for arg in args)
        named = {name: _fresh(arg, kept) for name, arg in kwargs.items()}
        return _keep(called(*given, **named), keep, kept)

    answer = observe(action, files, caught)
    changed = tuple(i for i, (before, after) in enumerate(zip(args, given, strict=False)) if not _same(before, after))
    results = _arrays(answer.value)
    shared = tuple(i for i, arg in enumerate(given) if _overlap(_arrays(arg), results))
    return replace(answer, changed=changed, shared=shared) if changed or shared else answer


def _keep(value: Any, keep: Collection[int], kept: Kept) -> Any:
    if not keep or not isinstance(value, tuple | list):
        return value
    items = [kept.put(item) if i in keep else item for i, item in enumerate(value)]
    return items if isinstance(value, list) else tuple(items)


def _fresh(value: Any, kept: Kept) -> Any:
    kind = type(value)
    if kind is np.ndarray:
        return copy_array(value)
    if kind is list or kind is tuple:
        return kind(_fresh(item, kept) for item in value)
    if kind is dict:
        return {key: _fresh(item, kept) for key, item in value.items()}
    if kind is Handle:
        return kept.get(value)
    if kind is Rng:
        return np.random.default_rng(value.seed)
    return value


def _arrays(value: Any, depth: int = 3) -> list[np.ndarray[Any, Any]]:
    """The arrays of a value, itself or in its lists and tuples; of lying subclasses and deep nests none."""
    if type(value) is np.ndarray:
        return [value]
    nests = (type(value) is list or type(value) is tuple) and depth > 0
    return [array for item in (value if nests else ()) for array in _arrays(item, depth - 1)]


def _overlap(some: list[np.ndarray[Any, Any]], others: list[np.ndarray[Any, Any]]) -> bool:
    """Whether any two share memory; what an argument was copied to is its own, so bounds tell."""
    return any(np.may_share_memory(one, other) for one in some for other in others)


def _same(before: Any, after: Any) -> bool:
    """Whether an argument is still what was given; what a handle or a seed stood for is not looked into."""
    kind = type(before)
    if kind is Handle or kind is Rng:
        return True
    if kind is not type(after):
        return False
    if kind is np.ndarray:
        same = before.dtype == after.dtype and before.shape == after.shape
        return bool(same and before.tobytes() == after.tobytes())  # bytes, for NaN equals NaN here
    if kind is list or kind is tuple:
        return len(before) == len(after) and all(map(_same, before, after))
    if kind is dict:
        return before.keys() == after.keys() and all(_same(item, after[key]) for key, item in before.items())
    return before is after


def _workbench() -> ModuleType:
    """The tools of a worker for torch; loads torch."""
    return importlib.import_module(f"{__package__}.workbench")


class Direct:
    """Calls a trusted module in this process; to its users it looks like a Worker."""

    def __init__(self, module: ModuleType) -> None:
        self.loaded = Answer()
        self._module = module
        self._kept = Kept()
        self._files = (module.__file__ or "",)

    def call(
        self,
        function: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any] = NO_KWARGS,
        *,
        keep: Collection[int] = (),
        seconds: float = 5.0,  # noqa: ARG002 - a Worker's deadline; trusted code has none
    ) -> Answer:
        """Call ``function``; see ``Worker.call``. Only an Exception is noted: a Ctrl-C is the user's own."""
        start = time.perf_counter()
        answer = answer_call(
            self._module,
            function,
            args,
            kwargs,
            keep,
            kept=self._kept,
            files=self._files,
            tools=_workbench() if function[0] == TOOL else None,
            caught=Exception,
        )
        return replace(answer, seconds=time.perf_counter() - start)

    def close(self) -> None:
        """Forget what was kept."""
        self._kept.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
