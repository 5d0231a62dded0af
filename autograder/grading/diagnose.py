"""Name the mistake: a student's answers equal those of a known mistake wherever that mistake shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.mutate import mutant
from autograder.grading.run import Outcome, run_checks
from autograder.suites.compare import as_array
from autograder.suites.student import Student
from autograder.wall.calling import Direct
from autograder.wall.values import Handle

if TYPE_CHECKING:
    from autograder.catalogue import Exercise, Mistake
    from autograder.suites.suite import Check
    from autograder.wall.calling import Answer

CLOSE = 1e-6  # the same formula written in another way


def diagnose(assignment: str, exercise: Exercise, outcomes: list[Outcome], seed: int) -> Mistake | None:
    """The known mistake that explains the most failed checks of an exercise, or None.

    A mistake explains what it fails itself: there the student fails too, with the same answers. That the student fails
    more, by a second mistake, does not hide it.
    """
    failed = [outcome for outcome in outcomes if outcome.verdict == "failed"]
    failed.sort(key=lambda outcome: sum(map(len, outcome.traces.values())))  # most mistakes are told from few calls
    others = [outcome for outcome in outcomes if outcome.verdict != "failed"]
    most, best = 0, None
    for mistake in exercise.mistakes:
        if most == len(failed):
            break  # nobody explains more
        explained = _explained(assignment, exercise, mistake, [*failed, *others], seed)
        if explained > most:
            most, best = explained, mistake
    return best


def _explained(assignment: str, exercise: Exercise, mistake: Mistake, outcomes: list[Outcome], seed: int) -> int:
    """How many checks a mistake fails as the student does; 0 where it fails one otherwise."""
    count = 0
    for outcome in outcomes:
        wrong = wrong_answers(assignment, exercise, mistake, outcome.check, seed)
        if wrong and (outcome.verdict != "failed" or not _same_answers(outcome.traces, wrong)):
            return 0
        count += bool(wrong)
    return count


@lru_cache(maxsize=1 << 14)  # the whole catalogue
def wrong_answers(
    assignment: str, exercise: Exercise, mistake: Mistake, check: Check, seed: int
) -> dict[int, list[Answer]]:
    """What a mistake answers to a check, case by case; nothing where it passes."""
    [outcome] = run_checks([check], _mistaken(assignment, exercise, mistake), seed)
    return outcome.traces if outcome.verdict == "failed" else {}


@lru_cache(maxsize=64)
def _mistaken(assignment: str, exercise: Exercise, mistake: Mistake) -> Student:
    """Who makes the mistake; what is asked twice is remembered."""
    return Student(ASSIGNMENTS[assignment], Direct(mutant(assignment, exercise.name, mistake)))


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
