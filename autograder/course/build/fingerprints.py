"""The fingerprints of known wrong answers, taken by running the visible tests on every known mistake."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from autograder.grading.mutate import mutant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autograder.catalogue import Assignment, Exercise

    Submission = Any
    Known = dict[str, list[str]]


def fingerprints(assignment: Assignment, files: Mapping[str, str]) -> Known:
    """By exercise and mistake, the wrong answers that it gives to the visible tests and no earlier mistake gives.

    Args:
        assignment: whose mistakes they are
        files: by name, the sources of the visible tests and of what they are made of, in any language
    """
    rehearsal = Rehearsal(assignment, files)
    met: set[str] = set()
    known = {}
    for exercise in assignment.exercises:
        for mistake in exercise.mistakes:
            marks = rehearsal.wrong_answers(exercise, mutant(assignment.name, exercise.name, mistake))
            known[f"{exercise.name}/{mistake.id}"] = [mark for mark in dict.fromkeys(marks) if mark not in met]
            met.update(marks)
    return known


class Rehearsal:
    """The visible tests loaded from their source, to be run in this process on trusted modules."""

    def __init__(self, assignment: Assignment, files: Mapping[str, str]) -> None:
        loaded: dict[str, ModuleType] = {}
        for name in ("workbench", "checks", "torch_checks", f"test_{assignment.name}"):
            if f"{name}.py" in files:
                with _present(loaded):
                    loaded[name] = _module(name, files[f"{name}.py"])
        self.checks, self.tests = loaded["checks"], loaded[f"test_{assignment.name}"]

    @contextmanager
    def testing(self, submission: Submission) -> Iterator[None]:
        """Have the visible tests find this submission where they look for the student's file."""
        found = {self.tests.__name__: self.tests}
        with _present(found), patch.object(self.checks, "student", lambda: submission):
            yield

    def problems(self, exercise: Exercise, submission: Submission) -> dict[str, str]:
        """By the sentence of each visible test of an exercise: what is wrong with a submission, or nothing."""
        with self.testing(submission):
            found: dict[str, str] = self.checks.problems_of(exercise.name)
            return found

    def wrong_answers(self, exercise: Exercise, submission: Submission) -> list[str]:
        """The fingerprint of each wrong answer that the visible tests of an exercise meet.

        A lone word has none: of the few that there are, each is the answer of many mistakes.
        """
        met: list[str] = []

        def note(name: str, got: dict[str, Any]) -> str:
            if not all(result in exercise.results and isinstance(value, str) for result, value in got.items()):
                met.append(self.checks.fingerprint(name, list(got.items())))
            return ""

        with patch.object(self.checks, "hint", note):
            self.problems(exercise, submission)
        return met


@contextmanager
def _present(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    """Have modules be found under their names; what else is imported meanwhile stays."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _module(name: str, source: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)  # noqa: S102 - our own source
    return module
