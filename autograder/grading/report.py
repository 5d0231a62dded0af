"""A Report: the only result there is. Everything shown or stored is rendered from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from autograder.catalogue import NOTHING, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["full", "hint", "score"]
Verdict = Literal["passed", "failed", "not run"]


@dataclass(frozen=True)
class CheckResult:
    """What one hidden test found.

    ``message`` says what was wrong and at which shape; ``detail`` shows values, for those who may see them.
    """

    name: str
    title: Text
    verdict: Verdict
    weight: float = 1.0
    message: Text = NOTHING
    detail: Text = NOTHING


@dataclass(frozen=True)
class ExerciseResult:
    """The checks of one exercise, and the known mistake that explains them."""

    name: str
    title: Text
    points: float
    checks: tuple[CheckResult, ...]
    mistake: str | None = None
    hint: Text = NOTHING
    started: bool = True

    @property
    def score(self) -> float:
        """The points earned: each check's weight counts in proportion, rounded to cents."""
        total = sum(check.weight for check in self.checks)
        passed = sum(check.weight for check in self.checks if check.verdict == "passed")
        return round(self.points * passed / total, 2) if total else 0.0

    @property
    def first_failure(self) -> CheckResult | None:
        """The check to show first; None where all passed."""
        return next((check for check in self.checks if check.verdict == "failed"), None)


@dataclass(frozen=True)
class Report:
    """One submission's grade, and why.

    ``problem`` is what kept the file from being graded at all; ``isolation`` is the level the wall reached.
    """

    student: str
    assignment: str
    exercises: tuple[ExerciseResult, ...]
    problem: Text = NOTHING
    problem_detail: Text = NOTHING
    isolation: str = ""
    seconds: float = 0.0

    @property
    def score(self) -> float:
        """The sum of the exercises' scores."""
        return round(sum(exercise.score for exercise in self.exercises), 2)

    @property
    def points(self) -> float:
        """What a right answer to everything gets."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def complete(self) -> bool:
        """False when a check was not run, which is our fault and costs the student nothing to know."""
        return all(check.verdict != "not run" for check in _checks(self.exercises))

    def at(self, level: Level) -> Report:
        """The same report, telling no more than ``level`` allows.

        Why a file could not be loaded is told to those who get hints: nothing hidden had been given to it by then.
        """
        if level == "full":
            return self
        return replace(
            self,
            problem_detail=self.problem_detail if level == "hint" else NOTHING,
            exercises=tuple(
                replace(
                    exercise,
                    mistake=exercise.mistake if level == "hint" else None,
                    hint=exercise.hint if level == "hint" else NOTHING,
                    checks=tuple(_less(check, level) for check in exercise.checks),
                )
                for exercise in self.exercises
            ),
        )


def _checks(exercises: Iterable[ExerciseResult]) -> Iterable[CheckResult]:
    return (check for exercise in exercises for check in exercise.checks)


def _less(check: CheckResult, level: Level) -> CheckResult:
    return replace(check, detail=NOTHING, message=check.message if level == "hint" else NOTHING)
