"""The file to fill in, and the whole solution as a lone file, made from the reference in `solutions/`."""

from __future__ import annotations

import ast
import importlib
import inspect
from typing import TYPE_CHECKING, Any

import jupytext
from nbgrader.preprocessors import ClearSolutions

from autograder.catalogue.docstrings import docstrings
from autograder.course.build import words
from autograder.course.build.helpers import without_lint_marks
from autograder.course.build.translated import HELPERS, translated
from autograder.suites import reference_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.catalogue import Assignment, Language

PERCENT = "py:percent"


def stub(assignment: Assignment, lang: Language) -> str:
    """The reference without its solution regions; in each one's place a NotImplementedError that names the exercise."""
    notebook = jupytext.reads(inspect.getsource(reference_of(assignment.name)), PERCENT)
    for cell in notebook.cells:
        if "title" in cell.metadata:
            exercise = assignment.exercise(cell.metadata["title"])
            told = words.STUB.said(lang).format(
                name=exercise.name, points=exercise.points, title=exercise.title.said(lang)
            )
            _clear(cell, f'raise NotImplementedError("{told}")')
    own = translated(_written(notebook), docstrings(assignment.name, lang))
    alone = without_lint_marks(_alone(own, words.GIVEN.said(lang)))
    return translated(alone, docstrings(HELPERS, lang))


def standalone(assignment: Assignment, source: str = "") -> str:
    """The whole solution, or another ``source`` like it, as a file that needs NumPy alone, as a student hands it in."""
    lines = (source or inspect.getsource(reference_of(assignment.name))).splitlines(keepends=True)
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    return without_lint_marks(_alone("".join(line for line in lines if line.strip() not in marks)))


def _clear(cell: NotebookNode, raised: str) -> None:
    """Have nbgrader's own preprocessor cut the solution out of a cell."""
    clear = ClearSolutions(code_stub={"python": raised}, enforce_metadata=False)
    clear.preprocess_cell(cell, {"language": "python"}, 0)


def _written(notebook: NotebookNode) -> str:
    """The notebook as a percent file without jupytext's header and without a mark over the module's docstring."""
    notebook.metadata["jupytext"] = {"notebook_metadata_filter": "-all"}
    text: str = jupytext.writes(notebook, PERCENT)
    return text.removeprefix("# %%\n").rstrip("\n") + "\n"


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
