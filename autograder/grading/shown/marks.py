"""How an exercise went, in one word: the mark it gets wherever a report is shown, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text, same
from autograder.grading.shown import words

if TYPE_CHECKING:
    from autograder.grading.report import CheckResult, ExerciseResult, Report


class Mark(Enum):
    """Its value is its style name; ``glyph`` and ``ascii`` are signs for it, ``word`` says it aloud."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    UNTOUCHED = "untouched"
    NOT_RUN = "notrun"
    UNGRADED = "ungraded"

    @property
    def glyph(self) -> str:
        """One character for it."""
        return _SIGNS[self][0]

    @property
    def ascii(self) -> str:
        """One 7-bit character for it."""
        return _SIGNS[self][1]

    @property
    def word(self) -> Text:
        """What it means."""
        return _SIGNS[self][2]


_SIGNS = {
    Mark.PASSED: ("✓", "+", words.PASSED),
    Mark.PARTIAL: ("◐", "~", words.PARTIAL),
    Mark.FAILED: ("✗", "x", words.FAILED),
    Mark.UNTOUCHED: ("·", ".", words.UNTOUCHED),
    Mark.NOT_RUN: ("?", "?", words.NOT_RUN),
    Mark.UNGRADED: ("–", "-", words.UNGRADED),
}
_VERDICTS = {"passed": Mark.PASSED, "failed": Mark.FAILED, "not run": Mark.NOT_RUN}
UNRIGHT = (Mark.PARTIAL, Mark.FAILED)


def mark(exercise: ExerciseResult) -> Mark:
    """How that exercise went. Checks that were not run count against nobody, so a failure is named before them."""
    if not exercise.checks:
        return Mark.UNGRADED
    if not exercise.started:
        return Mark.UNTOUCHED
    if exercise.first_failure:
        return Mark.PARTIAL if exercise.score else Mark.FAILED
    return Mark.PASSED if all(check.verdict == "passed" for check in exercise.checks) else Mark.NOT_RUN


def checks(exercise: ExerciseResult) -> list[tuple[Mark, CheckResult]]:
    """Its checks with their marks; what was not started has not failed either, and has nothing to say for itself."""
    if mark(exercise) is Mark.UNTOUCHED:
        return [(Mark.UNTOUCHED, replace(check, message=NOTHING, detail=NOTHING)) for check in exercise.checks]
    return [(_VERDICTS[check.verdict], check) for check in exercise.checks]


def first_failing(report: Report) -> ExerciseResult | None:
    """The exercise to mend first; exercises stand in the order in which they build on each other."""
    return next((exercise for exercise in report.exercises if mark(exercise) in UNRIGHT), None)


def waits_for(report: Report, exercise: ExerciseResult) -> ExerciseResult | None:
    """An exercise that this one builds on and that is not right yet; None where there is none."""
    unready = {one.name: one for one in report.exercises if mark(one) in {*UNRIGHT, Mark.UNTOUCHED}}
    return next((unready[name] for name in _builds_on(report.assignment, exercise.name) if name in unready), None)


def see_to_first(exercise: ExerciseResult) -> Text:
    """The advice to see to that exercise before one that builds on it."""
    advice = words.WRITE_FIRST if mark(exercise) is Mark.UNTOUCHED else words.MEND_FIRST
    return advice.format(name=exercise.name)


def why(exercise: ExerciseResult) -> Text:
    """What its first failure says; its title where the report may tell no more."""
    failure = exercise.first_failure
    return (failure.message or failure.title) if failure else NOTHING


def not_run(report: Report) -> int:
    """How many checks were not run."""
    return sum(check.verdict == "not run" for exercise in report.exercises for check in exercise.checks)


def number(points: float) -> str:
    """Points as people write them: ``7``, ``7.5``, ``7.25``."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def title_of(report: Report) -> Text:
    """The assignment's title; its name where the catalogue does not have it."""
    known = ASSIGNMENTS.get(report.assignment)
    return known.title if known else same(report.assignment)


def _builds_on(assignment: str, exercise: str) -> tuple[str, ...]:
    known = ASSIGNMENTS.get(assignment)
    declared = next((one for one in known.exercises if one.name == exercise), None) if known else None
    return tuple(name for name in (declared.after, *declared.needs) if name) if declared else ()
