"""Who makes the result of an assignment: looked up by its name, the same in nbgrader's process and in ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from autograder.catalogue import ASSIGNMENTS
from autograder.course.quiz import ANSWERS, QUIZ
from autograder.course.quiz.grade import grade_quiz, grade_sheet, notices, posed, read_handed, written
from autograder.course.quiz.selection import read_released
from autograder.grading.cache import REPORTS, graded
from autograder.wall.submission import SubmissionError, read_submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from autograder.catalogue import Language, Text
    from autograder.course.quiz.grade import Written
    from autograder.grading.handed_in import HandedIn
    from autograder.grading.report import Level, Report


@dataclass(frozen=True)
class Course:
    """What a grader has to know of a course: its folder, that of the assignment's source, and its settings."""

    root: Path
    source: Path
    seed: int
    unsafe: bool = False


@dataclass(frozen=True)
class Result:
    """A report, and what goes into the notebook beside it.

    ``notices`` are what is said first, whatever the level; ``posed`` is by cell the question it is about, as Markdown;
    ``written`` by cell what people grade; ``submitted`` is the text of what was handed in.
    """

    report: Report
    notices: Sequence[Text]
    submitted: str
    posed: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, Written] = field(default_factory=dict)


class Grader(Protocol):
    """Grades one kind of assignment."""

    def report(self, one: HandedIn, course: Course) -> Report:
        """The full report; it may be made in another process."""

    def result(self, one: HandedIn, course: Course, level: Level, lang: Language) -> Result:
        """The report at a level, with what belongs around it."""


class Code:
    """Grades a program, behind the wall."""

    def report(self, one: HandedIn, course: Course) -> Report:
        """The report that is kept in the course's folder, or a new one."""
        return graded(one, course.root / REPORTS, seed=course.seed, unsafe=course.unsafe)

    def result(self, one: HandedIn, course: Course, level: Level, lang: Language) -> Result:  # noqa: ARG002 - the quiz needs it
        """The report and the module."""
        report = self.report(one, course).at(level)
        told = [text for text in (report.problem, report.problem_detail) if text]
        name = f"{one.assignment}.py"
        try:
            text = read_submission(one.path, one.assignment).files[name].decode(errors="replace")
        except SubmissionError as error:
            return Result(report, told, f"# {name}: {error.code}")
        return Result(report, told, f"# {name}, as submitted\n\n{text}")


class Quiz:
    """Grades a sheet of answers."""

    def report(self, one: HandedIn, course: Course) -> Report:
        """The report on what a program can grade."""
        return grade_sheet(one, source=course.source)

    def result(self, one: HandedIn, course: Course, level: Level, lang: Language) -> Result:
        """The report, the questions as they were asked, and the free answers with what a full one says."""
        selection = read_released(course.source)
        handed = read_handed(one.path, selection)
        return Result(
            grade_quiz(handed, selection, one.student).at(level),
            notices(handed, one.student),
            f"# {ANSWERS}, as submitted\n\n{handed.text}",
            posed(selection, one.student, lang),
            written(handed, selection, lang),
        )


GRADERS: Mapping[str, Grader] = {**{name: Code() for name in ASSIGNMENTS}, QUIZ: Quiz()}


def report_of(one: HandedIn, *, root: Path, source: Path, seed: int, unsafe: bool) -> Report:
    """The full report of what was handed in."""
    return GRADERS[one.assignment].report(one, Course(root, source, seed, unsafe))
