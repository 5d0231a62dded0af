"""The line of somebody's file to look at, when an exercise does not pass."""

from __future__ import annotations

import ast
import re
import textwrap
from typing import TYPE_CHECKING

from autograder.grading.mutate import mutated_source
from autograder.study.stub import parsed, region_of
from autograder.suites.student import UNWRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.catalogue import Assignment, Exercise
    from autograder.grading.report import ExerciseResult

LIKE = 0.4  # how much of a mistaken line's words a line must share to be taken for it
_LINE = re.compile(r"\(line (\d+)\)")
_WORD = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*|[-+*/@]=?|==|\[|-1")
_WARNING = re.compile(r"encountered in (\w+)")


def line_of(assignment: Assignment, exercise: Exercise, result: ExerciseResult | None, source: str) -> int:
    """The line of somebody's file to look at; 1 where the function is not in it.

    That is where an error was raised, or the line most like the known mistake's, or where the result that is wrong
    gets its value, or what is returned; for what is not written yet, where to write it.
    """
    region = region_of(source, exercise.name)
    if region is None:
        return 1
    inside = range(region.start, region.end + 1)
    failure = result.first_failure if result and result.started else None
    if failure is None or (region.unwritten and failure.message == UNWRITTEN.format(name=exercise.name)):
        lines = region.text.splitlines()
        return next((region.start + at for at, line in enumerate(lines) if "NotImplementedError" in line), region.start)
    raised = _LINE.search(failure.message.en)
    if raised and int(raised[1]) in inside:
        return int(raised[1])
    tree = parsed(region.text)
    if tree is None:
        return region.start
    found = (
        _like_the_mistake(assignment, exercise, result, region.text, tree)
        or _warned(failure.message.en, region.text)
        or _gets_its_value(exercise, failure.message.en, tree)
    )
    return region.start + found - 1 if found else region.start


def _like_the_mistake(
    assignment: Assignment, exercise: Exercise, result: ExerciseResult | None, text: str, tree: ast.Module
) -> int:
    """The line in the text whose words are most like those of the mistaken line; 0 where none is much like it."""
    mistake = next((one for one in exercise.mistakes if result and one.id == result.mistake), None)
    if mistake is None:
        return 0
    mistaken = mutated_source(assignment.name, exercise.name, mistake)
    region = region_of(mistaken, exercise.name)
    edited = mistake.replace if region and mistake.replace.strip() in region.text else mistake.find
    if region is None or edited not in region.text or not edited.strip():
        return 0
    first = region.text[: region.text.index(edited)].count("\n")
    lines = region.text.splitlines()[first : first + edited.count("\n") + 1]
    wanted, new = _words("\n".join(lines)), _words(mistake.replace) - _words(mistake.find)
    rows = text.splitlines()
    best = 0.0, 0
    for start, end in _statements(tree):
        words = _words("\n".join(rows[start - 1 : end]))
        telling = bool(new) and new <= words and bool(_words(mistake.find) & words)  # what the mistake brings in
        best = max(best, (_likeness(wanted, words) + telling, -start))
    return -best[1] if best[0] >= LIKE else 0


def _warned(message: str, text: str) -> int:
    """The first line that calls what NumPy warned of; 0 where it warned of nothing, or that is nowhere."""
    warned = _WARNING.search(message)
    calls = re.compile(rf"\b{warned[1]}\(") if warned else None
    return next((at for at, line in enumerate(text.splitlines(), 1) if calls and calls.search(line)), 0)


def _gets_its_value(exercise: Exercise, message: str, tree: ast.Module) -> int:
    """Where the result that a message names is computed; else where something is returned."""
    name = next(iter(_WORD.findall(message)), "")
    returns = [node for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value is not None]
    last = max(returns, key=lambda node: node.lineno, default=None)
    names = list(exercise.results)
    if last is None or name not in names:
        return last.lineno if last else 0
    value = last.value
    if isinstance(value, ast.Tuple) and len(value.elts) == len(names):
        value = value.elts[names.index(name)]
    elif len(names) > 1:  # what is returned is a name for several; the result may have its own
        value = ast.Name(name)
    if not isinstance(value, ast.Name):  # it is computed where it is returned
        return getattr(value, "lineno", last.lineno)
    return max((line for line, target in _assigned(tree) if target == value.id), default=last.lineno)


def _assigned(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The names that get a value, or a part of one, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
                for part in parts:
                    inner = next((one for one in ast.walk(part) if isinstance(one, ast.Name)), None)
                    if inner:
                        yield node.lineno, inner.id


def _statements(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """The lines of each statement that holds no others; of one that does, its head."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, ast.stmt):
            inner = getattr(node, "body", None)
            yield node.lineno, max(node.lineno, inner[0].lineno - 1) if inner else node.end_lineno or node.lineno


def _words(text: str) -> set[str]:
    return set(_WORD.findall(re.sub(r"#.*", "", textwrap.dedent(text))))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
