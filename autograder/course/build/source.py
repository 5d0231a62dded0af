"""The file to fill in, and the whole solution as a lone file, made from the reference in `solutions/`."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from typing import TYPE_CHECKING, Any

from autograder.catalogue.docstrings import docstrings
from autograder.course.build import words
from autograder.course.build.helpers import without_lint_marks
from autograder.course.build.translated import HELPERS, translated
from autograder.suites import reference_of

if TYPE_CHECKING:
    from autograder.catalogue import Assignment, Language

CELL = re.compile(r"^# %% (\w+)$", re.MULTILINE)
REGION = re.compile(r"^(?P<indent> *)### BEGIN SOLUTION$.*?^ *### END SOLUTION$", re.MULTILINE | re.DOTALL)


def stub(assignment: Assignment, lang: Language) -> str:
    """The reference without its solution regions; in each one's place a NotImplementedError that names the exercise."""
    head, *cells = CELL.split(inspect.getsource(reference_of(assignment.name)))
    pieces = [head.removeprefix("# %%\n")]
    for name, body in zip(cells[::2], cells[1::2], strict=True):
        exercise = assignment.exercise(name)
        told = words.STUB.said(lang).format(name=name, points=exercise.points, title=exercise.title.said(lang))
        pieces.append(f"# %% {name}{_cleared(body, told)}")
    own = translated("".join(pieces), docstrings(assignment.name, lang))
    alone = without_lint_marks(_alone(own, words.GIVEN.said(lang)))
    return translated(alone, docstrings(HELPERS, lang))


def standalone(assignment: Assignment, source: str = "") -> str:
    """The whole solution, or another ``source`` like it, as a file that needs NumPy alone, as a student hands it in."""
    lines = (source or inspect.getsource(reference_of(assignment.name))).splitlines(keepends=True)
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return without_lint_marks(_alone("".join(line for line in lines if line.strip() not in marks)))


def _cleared(body: str, told: str) -> str:
    """A cell without its solution, as nbgrader would clear it, whose own code takes seconds to load."""
    return REGION.sub(lambda found: f'{found["indent"]}raise NotImplementedError("{told}")', body)


def _alone(source: str, note: str = "") -> str:
    """The source with each helper it imports from `solutions` written out, and a note on them in its docstring."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    given: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("solutions."):
            helpers = importlib.import_module(str(node.module))
            given = [alias.name for alias in node.names]
            numpy = [] if "import numpy as np\n" in lines else ["import numpy as np\n", "\n"]
            lines[node.lineno - 1 : node.end_lineno] = [*numpy, "\n", *_definitions(helpers, given), "\n"]
            break
    docstring = tree.body[0]
    if note and given:
        lines.insert(int(docstring.end_lineno or 1) - 1, f"\n{note.format(helpers=', '.join(given))}\n")
    return "".join(lines)


def _definitions(module: Any, names: list[str]) -> list[str]:
    """The source of functions of a module and of the others there that they call, in the order in which they stand."""
    functions = {name: value for name, value in vars(module).items() if inspect.isfunction(value)}
    wanted: set[str] = set()
    new = set(names)
    while new:
        wanted |= new
        new = {called for name in new for called in functions[name].__code__.co_names if called in functions} - wanted
    return ["\n\n".join(inspect.getsource(functions[name]) for name in functions if name in wanted)]
