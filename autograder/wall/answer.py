"""The record of one call, and its way over the wire."""

from __future__ import annotations

import builtins
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .wire import NAME_CHARS, WireError, escape

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

MESSAGE_CHARS = 2000
OUTPUT_CHARS = 8192
WARNING_CHARS = 300
WARNINGS = 20
LINES = 1 << 20
MEMORY, STALE, UNSENDABLE = "memory", "stale", "protocol: what was returned cannot be sent"
EXCUSES = {MEMORY, STALE, UNSENDABLE}  # what a worker may say of itself; of all else the grader is the judge
EXCEPTIONS = {
    known.__name__: known
    for home in (builtins, np.exceptions, np.linalg)
    for known in vars(home).values()
    if isinstance(known, type) and issubclass(known, BaseException)
}


@dataclass(frozen=True)
class Error:
    """An exception that ended a call.

    ``line`` is that of the innermost frame that lies in the called module's own files. ``name`` is that of the nearest
    class in ``EXCEPTIONS``; ``builtin`` says whether the exception's own class is one of Python's or NumPy's.
    """

    name: str
    message: str
    line: int | None = None
    builtin: bool = False


@dataclass(frozen=True)
class Answer:
    """What came of a call.

    ``changed`` holds the positions of the positional arguments that were changed in place, ``shared`` of those whose
    memory an array of the value lies in. ``died`` is None while the worker lives, else ``"deadline"``, ``"budget"``,
    ``"killed by SIGSEGV"``, ``"exited"``, ``"memory"``, ``"protocol: ..."`` or, though it lives, ``"stale"``: what a
    handle stood for is gone. All are words of ours.
    """

    value: Any = None
    error: Error | None = None
    warnings: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()
    output: str = ""
    seconds: float = 0.0
    died: str | None = None
    shared: tuple[int, ...] = ()


def describe(exception: BaseException, files: Collection[str]) -> Error:
    """Put an exception into words; one that cannot be printed is no obstacle."""
    cls = next((cls for cls in type(exception).__mro__ if EXCEPTIONS.get(cls.__name__) is cls), BaseException)
    try:
        message = str(exception)[:MESSAGE_CHARS]
    except BaseException:  # noqa: BLE001 - __str__ is the submission's and may raise anything
        message = "(its message cannot be printed)"
    line = _line(exception.__traceback__, files)
    if isinstance(exception, SyntaxError) and exception.filename in files:
        line = exception.lineno or None  # 0 where the file as a whole is at fault
    return Error(cls.__name__, message, line, _known(type(exception)))


def _known(cls: type) -> bool:
    """Whether a class is one of Python's or NumPy's own, and not merely named like one."""
    known = cls.__module__.partition(".")[0] in {"builtins", "numpy"}
    return known and getattr(sys.modules.get(cls.__module__), cls.__qualname__, None) is cls


def _line(traceback: TracebackType | None, files: Collection[str]) -> int | None:
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename in files:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def to_wire(number: int, answer: Answer) -> tuple[Any, ...]:
    """Return an answer as plain values; ``number`` is that of the call."""
    error = answer.error
    fault = None if error is None else (error.name, error.message, error.line, error.builtin)
    return number, answer.value, fault, answer.warnings, answer.changed, answer.output, answer.died, answer.shared


def from_wire(number: int, message: Any, arguments: int) -> Answer:
    """Return the answer to call ``number``, trusting nothing: a submission may have written the bytes.

    ``arguments`` is how many positional arguments the call had.

    Raises:
        WireError: The message is no answer, or the answer to another call.
    """
    if type(message) is not tuple or len(message) != 8 or type(message[0]) is not int or message[0] != number:
        raise WireError("no answer to this call")
    _, value, fault, warnings, changed, output, died, shared = message
    if type(warnings) is not tuple or len(warnings) > WARNINGS:
        raise WireError("warnings of a strange form")
    if died is not None and (type(died) is not str or died not in EXCUSES):
        raise WireError("a death of no known cause")
    return Answer(
        value=value,
        error=None if fault is None else _error(fault),
        warnings=tuple(_text(warning, WARNING_CHARS) for warning in warnings),
        changed=_positions(changed, arguments),
        output=_text(output, OUTPUT_CHARS),
        died=died,
        shared=_positions(shared, arguments),
    )


def _positions(positions: Any, arguments: int) -> tuple[int, ...]:
    if type(positions) is not tuple or any(type(position) is not int for position in positions):
        raise WireError("positions of a strange form")
    if not set(positions) <= set(range(arguments)):
        raise WireError("positions of arguments that were not given")
    return tuple(sorted(set(positions)))


def _error(fault: Any) -> Error:
    if type(fault) is not tuple or len(fault) != 4:
        raise WireError("an error of a strange form")
    name, message, line, builtin = fault
    if not (line is None or (type(line) is int and 0 <= line < LINES)) or type(builtin) is not bool:
        raise WireError("an error of a strange form")
    return Error(_text(name, NAME_CHARS), _text(message, MESSAGE_CHARS), line, builtin and name in EXCEPTIONS)


def _text(text: Any, limit: int) -> str:
    if type(text) is not str:
        raise WireError("a text that is none")
    return escape(text, limit)
