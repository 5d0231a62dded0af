"""What the reports of a class add up to: one assignment, many students. Figures only; others draw them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from autograder.grading.shown.marks import Mark, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.catalogue import Text
    from autograder.grading.report import ExerciseResult, Report


@dataclass(frozen=True)
class MistakeTally:
    """A known mistake and the students who made it."""

    exercise: str
    mistake: str
    hint: Text
    students: tuple[str, ...]


@dataclass(frozen=True)
class ExerciseTally:
    """How the class did on one exercise; ``share`` is the mean of score / points, 0 to 1."""

    name: str
    title: Text
    share: float
    marks: Mapping[Mark, int]


@dataclass(frozen=True)
class Tally:
    """The class in figures; ``reports`` has those who need help first. Means are over the graded files."""

    reports: tuple[Report, ...]
    problems: tuple[Report, ...]
    not_final: tuple[Report, ...]
    points: float
    mean: float
    median: float
    exercises: tuple[ExerciseTally, ...]
    mistakes: tuple[MistakeTally, ...]

    @property
    def hardest(self) -> ExerciseTally | None:
        """The exercise with the lowest mean score; None where nobody lost a point."""
        lowest = min(self.exercises, key=lambda one: one.share, default=None)
        return lowest if lowest and lowest.share < 1 else None

    def histogram(self, bins: int = 10) -> tuple[int, ...]:
        """How many graded students scored in each tenth of the points; full marks count in the last."""
        counts = Counter(
            min(int(bins * report.score / report.points), bins - 1)
            for report in self.reports
            if report.points and not report.problem
        )
        return tuple(counts[place] for place in range(bins))


def by_assignment(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The reports of each assignment, in the order in which the assignments first appear."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.assignment, []).append(report)
    return groups


def tally(reports: Sequence[Report]) -> Tally:
    """Add up the reports of one assignment. A file that could not be graded counts in no mean."""
    graded = [report for report in reports if not report.problem]
    scores = [report.score for report in graded]
    return Tally(
        reports=tuple(sorted(reports, key=lambda one: (not one.problem, one.score, one.student))),
        problems=tuple(report for report in reports if report.problem),
        not_final=tuple(report for report in reports if not report.complete),
        points=max((report.points for report in reports), default=0),
        mean=fmean(scores) if scores else 0.0,
        median=median(scores) if scores else 0.0,
        exercises=_exercises(graded),
        mistakes=_mistakes(graded),
    )


def _exercises(graded: Iterable[Report]) -> tuple[ExerciseTally, ...]:
    results: dict[str, list[ExerciseResult]] = {}
    for report in graded:
        for exercise in report.exercises:
            results.setdefault(exercise.name, []).append(exercise)
    return tuple(
        ExerciseTally(
            name,
            many[0].title,
            fmean(one.score / one.points if one.points else 0.0 for one in many),
            Counter(map(mark, many)),
        )
        for name, many in results.items()
    )


def _mistakes(graded: Iterable[Report]) -> tuple[MistakeTally, ...]:
    made: dict[tuple[str, str], list[tuple[str, Text]]] = {}
    for report in graded:
        for exercise in report.exercises:
            if exercise.mistake:
                made.setdefault((exercise.name, exercise.mistake), []).append((report.student, exercise.hint))
    tallies = (
        MistakeTally(name, mistake, who[0][1], tuple(sorted(student for student, _ in who)))
        for (name, mistake), who in made.items()
    )
    return tuple(sorted(tallies, key=lambda one: (-len(one.students), one.exercise, one.mistake)))
