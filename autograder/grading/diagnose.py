"""Name the mistake: a student's answers equal those of a known mistake wherever that mistake shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.grading.mutate import mutant
from autograder.grading.run import Outcome, run_checks
from autograder.suites import suite_of
from autograder.suites.compare import as_array
from autograder.suites.student import Student
from autograder.wall.calling import Direct
from autograder.wall.values import Handle

if TYPE_CHECKING:
    from autograder.catalogue import Exercise, Mistake
    from autograder.wall.calling import Answer

CLOSE = 1e-6  # the same formula written in another way


def diagnose(assignment: str, exercise: Exercise, outcomes: list[Outcome], seed: int) -> Mistake | None:
    """The known mistake that explains the most failed checks of an exercise, or None.

    A mistake explains what it fails itself: there the student fails too, with the same answers. That the student fails
    more, by a second mistake, does not hide it.
    """
    failed = {outcome.check.name: outcome for outcome in outcomes if outcome.verdict == "failed"}
    best: tuple[int, Mistake] | None = None
    for mistake in exercise.mistakes:
        shown = signature(assignment, exercise, mistake, seed)
        explains_more = shown.keys() <= failed.keys() and len(shown) > (best[0] if best else 0)
        if explains_more and all(_same_answers(failed[name].traces, traces) for name, traces in shown.items()):
            best = len(shown), mistake
    return best[1] if best else None


@lru_cache(maxsize=1024)
def signature(assignment: str, exercise: Exercise, mistake: Mistake, seed: int) -> dict[str, dict[int, list[Answer]]]:
    """By the name of each check that the mistake fails: what it answers, case by case."""
    suite = suite_of(assignment)
    student = Student(suite.assignment, Direct(mutant(assignment, exercise.name, mistake)))
    outcomes = run_checks(suite.of(exercise.name), student, seed)
    return {outcome.check.name: outcome.traces for outcome in outcomes if outcome.verdict == "failed"}


def _same_answers(one: dict[int, list[Answer]], other: dict[int, list[Answer]]) -> bool:
    return one.keys() == other.keys() and all(
        len(one[case]) == len(other[case]) and all(map(alike, one[case], other[case])) for case in one
    )


def alike(one: Answer, other: Answer) -> bool:
    """Whether a student's answer is a mistake's in all that a check can see of them, up to rounding."""
    names = [answer.error.name if answer.error else None for answer in (one, other)]
    return (
        names[0] == names[1]
        and one.died == other.died
        and one.changed == other.changed
        and _warned(one) >= _warned(other)  # the student's may warn where the reference takes care
        and _equal(one.value, other.value)
    )


def _warned(answer: Answer) -> bool:
    """Whether NumPy warned; what torch says once a process is nobody's mistake."""
    return any(warning.startswith("RuntimeWarning") for warning in answer.warnings)


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Handle) or isinstance(other, Handle):
        return True  # what a cache holds is its author's affair
    if isinstance(one, (list, tuple, dict)) and isinstance(other, (list, tuple, dict)):
        parts, others = (value if isinstance(value, dict) else dict(enumerate(value)) for value in (one, other))
        return parts.keys() == others.keys() and all(_equal(part, others[key]) for key, part in parts.items())
    if isinstance(one, (str, bool, type(None))) or isinstance(other, (str, bool, type(None))):
        return type(one) is type(other) and bool(one == other)
    first, second = (as_array(value, int(isinstance(value, (list, tuple)))) for value in (one, other))
    if first is None or second is None or first.shape != second.shape:
        return False
    if first.dtype.kind not in "biuf" or second.dtype.kind not in "biuf":
        return False
    size = np.max(np.abs(second), initial=0.0, where=np.isfinite(second))
    return bool(np.allclose(first, second, rtol=0, atol=CLOSE * size + 1e-12, equal_nan=True))
