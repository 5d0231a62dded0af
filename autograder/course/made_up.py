"""A small class, made up on the spot: one of everything a grader meets."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.build.source import standalone, stub
from autograder.grading.mutate import mutated_source

if TYPE_CHECKING:
    from autograder.catalogue import Assignment

SAMPLES = Path(__file__).parents[2] / "tests" / "samples"  # right answers in other people's styles

HOSTILE = '''\
"""Would like full marks without having written anything."""

import builtins
import os
import sys

import numpy as np

print("{points} passed in 0.01s")
np.allclose = np.array_equal = lambda *args, **kwargs: True
np.testing.assert_allclose = lambda *args, **kwargs: None
builtins.AssertionError = RuntimeError


class Right(np.ndarray):
    """Says that it equals everything."""

    def __eq__(self, other):
        return True

    def __array_function__(self, *args, **kwargs):
        return self


def answer(*args, **kwargs):
    try:
        import solutions
        return solutions
    except ImportError:
        pass
    try:
        return open("gradebook.db", "w")
    except OSError:
        pass
    frame = sys._getframe()
    while frame.f_back:
        frame = frame.f_back
    if "want" in frame.f_locals:
        return frame.f_locals["want"]
    if os.environ.get("PYTEST_CURRENT_TEST"):
        os._exit(0)
    return np.zeros(1).view(Right)


{names} = [answer] * {count}
'''


def made_up_class(assignment: Assignment) -> dict[str, str]:
    """The files of a class, by student."""
    unwritten, whole = stub(assignment, "en"), standalone(assignment)
    names = [exercise.name for exercise in assignment.exercises]
    students = {
        "ada": _own_style(assignment) or whole,
        "ben": unwritten,
        "chen": filled(unwritten, whole, names[: len(names) // 3]),
        "dana": filled(unwritten, whole, names[: 2 * len(names) // 3]),
        "mallory": HOSTILE.format(points=assignment.points, names=", ".join(names), count=len(names)),
    }
    hardest = sorted(assignment.exercises, key=lambda exercise: -exercise.points)[:4]
    for student, exercise in zip(("emre", "fatima", "goran", "hana"), hardest, strict=False):
        wrong = mutated_source(assignment.name, exercise.name, exercise.mistakes[0])
        students[student] = standalone(assignment, wrong)
    return dict(sorted(students.items()))


def _own_style(assignment: Assignment) -> str:
    samples = sorted((SAMPLES / assignment.name / "right").glob("*.py"))
    return samples[0].read_text("utf-8") if samples else ""


def filled(unwritten: str, whole: str, names: list[str]) -> str:
    """The stub with some of its functions written."""
    lines = unwritten.splitlines(keepends=True)
    written = _functions(whole)
    for name, node in reversed(_functions(unwritten).items()):
        if name in names:
            source = ast.get_source_segment(whole, written[name]) or ""
            lines[node.lineno - 1 : node.end_lineno] = [f"{source}\n"]
    return "".join(lines)


def _functions(source: str) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
