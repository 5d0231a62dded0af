"""A known mistake as a program: the reference with one edit."""

from __future__ import annotations

import ast
import inspect
import itertools
import types
from functools import lru_cache
from typing import TYPE_CHECKING

from autograder.suites import reference_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from autograder.catalogue import Mistake


class EditError(ValueError):
    """A mistake's ``find`` does not occur exactly once in its function."""


def mutated_source(assignment: str, exercise: str, mistake: Mistake) -> str:
    """The reference's source with the mistake made in it.

    Raises:
        EditError: the text to edit is not there exactly once.
    """
    source = reference_source(assignment)
    pieces = list(_around_docstring(source, exercise))
    times = sum(piece.count(mistake.find) for piece in pieces[1::2])
    if times != 1:
        raise EditError(f"{mistake.id}: {mistake.find!r} occurs {times} times in {exercise}, not once")
    pieces[1::2] = [piece.replace(mistake.find, mistake.replace) for piece in pieces[1::2]]
    return "".join(pieces)


def reference_source(assignment: str) -> str:
    """The reference's source as it stands."""
    return inspect.getsource(reference_of(assignment))


@lru_cache(maxsize=1024)
def mutant(assignment: str, exercise: str, mistake: Mistake) -> ModuleType:
    """The mutated reference as a module, trusted as the reference is."""
    module = types.ModuleType(f"{assignment}_{mistake.id}")
    module.__file__ = f"<{mistake.id}>"
    code = compile(mutated_source(assignment, exercise, mistake), module.__file__, "exec")
    exec(code, module.__dict__)  # noqa: S102 - our own source with our own edit
    return module


def _around_docstring(source: str, name: str) -> Iterator[str]:
    """The source in five pieces: before the function, its signature, its docstring, its body, the rest."""
    lines = source.splitlines(keepends=True)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            docstring = node.body[0]
            cuts = [0, node.lineno - 1, docstring.lineno - 1, docstring.end_lineno, node.end_lineno, len(lines)]
            return ("".join(lines[start:end]) for start, end in itertools.pairwise(cuts))
    raise EditError(f"{name} is not in the reference")
