"""The visible tests that are written by hand: in `course/visible/<assignment>.py`, in both languages at once.

A docstring holds its sentence in English and, as its second paragraph, in Chinese; a message is a `Text`.
"""

from __future__ import annotations

import ast
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.catalogue import Text

if TYPE_CHECKING:
    from autograder.catalogue import Assignment, Language


def by_hand(assignment: Assignment, lang: Language) -> dict[str, list[str]]:
    """By exercise, the source of each test that is written by hand, in one language."""
    file = files("autograder.course.visible") / f"{assignment.name}.py"
    pieces: dict[str, list[str]] = {}
    if file.is_file():
        source = file.read_text("utf-8")
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef):
                names = (exercise.name for exercise in assignment.exercises)
                owners = [name for name in names if node.name.startswith(f"test_{name}_")]
                pieces.setdefault(max(owners, key=len), []).append(_said(source, node, lang))
    return pieces


def _said(source: str, function: ast.FunctionDef, lang: Language) -> str:
    """A test in one language, without its annotations."""
    lines = source.splitlines()[function.lineno - 1 : function.end_lineno]
    edits: list[tuple[ast.expr | ast.stmt, str]] = []  # what is replaced, and by what
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            text = Text(*(ast.literal_eval(arg) for arg in node.args))
            edits.append((node, f'"{text.said(lang)}"'))
    docstring = function.body[0]
    en, _, zh = (ast.get_docstring(function) or "").partition("\n\n")
    edits.append((docstring, f'"""{Text(en, zh).said(lang)}"""'))
    for node, words in sorted(edits, key=lambda edit: edit[0].lineno, reverse=True):
        first, last = node.lineno - function.lineno, int(node.end_lineno or 0) - function.lineno
        before = lines[first].encode()[: node.col_offset].decode()
        after = lines[last].encode()[node.end_col_offset :].decode()
        lines[first : last + 1] = [before + words + after]
    return "\n".join(lines).replace(" -> None:", ":", 1)
