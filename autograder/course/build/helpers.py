"""The `checks.py` of an assignment: the template, with what is the assignment's own filled in."""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.course.build import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.catalogue import Assignment, Language
    from autograder.course.build.fingerprints import Known


def helpers(assignment: Assignment, lang: Language, known: Known) -> str:
    """The source of `checks.py`.

    Args:
        assignment: whose tests it is for
        lang: what it speaks
        known: of each mistake, the fingerprints of its answers
    """
    said = {
        f"{exercise.name}/{mistake.id}": mistake.hint.said(lang)
        for exercise in assignment.exercises
        for mistake in exercise.mistakes
    }
    hints = list(dict.fromkeys(said[mistake] for mistake, marks in known.items() if marks))
    numbers = {mark: str(hints.index(said[mistake])) for mistake, marks in known.items() for mark in marks}
    rows = {
        exercise.name: (
            f"Exercise({_quoted(exercise.title.said(lang))}, {exercise.points}, "
            f"{_quoted(' '.join(exercise.arguments))}, {_quoted(' '.join(exercise.results))}"
            + (f", after={_quoted(exercise.after)})" if exercise.after else ")")
        )
        for exercise in assignment.exercises
    }
    values = {
        "ASSIGNMENT": _quoted(assignment.name),
        "EXERCISES": _table(rows),
        "SAYS": _table({name: _quoted(text.said(lang)) for name, text in words.SAYS.items()}),
        "HINTS": "(\n" + "".join(f"    {_quoted(hint)},\n" for hint in hints) + ")",
        "FINGERPRINTS": _packed(numbers),
    }
    template = (files("autograder.course.visible") / "checks.py").read_text("utf-8")
    return without_lint_marks(filled(template, values))


def for_torch() -> dict[str, str]:
    """What the visible tests of torch modules need besides; the workbench is the one behind the wall."""
    sources = {
        "torch_checks.py": files("autograder.course.visible") / "torch_checks.py",
        "workbench.py": files("autograder.wall") / "workbench.py",
    }
    return {name: without_lint_marks(source.read_text("utf-8")) for name, source in sources.items()}


def without_lint_marks(source: str) -> str:
    """The source without its remarks to our linter, which are of no use to a student."""
    return re.sub(r"  # noqa: .*", "", source)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with other values assigned to its empty constants."""
    lines = template.splitlines()
    for node in reversed(ast.parse(template).body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in values:
            name = node.target.id
            lines[node.lineno - 1 : node.end_lineno] = f"{name} = {values[name]}".splitlines()
    return "\n".join(lines) + "\n"


def _table(rows: Mapping[str, str]) -> str:
    return "{\n" + "".join(f"    {_quoted(key)}: {value},\n" for key, value in rows.items()) + "}"


def _packed(rows: Mapping[str, str], width: int = 6) -> str:
    """A table of short rows, several to a line."""
    cells = [f"{_quoted(key)}: {value}," for key, value in rows.items()]
    lines = [" ".join(cells[start : start + width]) for start in range(0, len(cells), width)]
    return "{\n" + "".join(f"    {line}\n" for line in lines) + "}"


def _quoted(text: str) -> str:
    return repr(text) if '"' in text else f'"{text}"'
