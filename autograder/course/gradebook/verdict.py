"""Grading within nbgrader: whoever grades the assignment is asked, and its grade cells get report and score."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_grade, is_solution
from traitlets import Bool, Enum, Integer

from autograder.course.gradebook.graders import GRADERS, Course
from autograder.course.gradebook.prose import prose
from autograder.course.gradebook.rebuild import verbatim
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn
from autograder.grading.shown.fragment import fragment, plain
from autograder.grading.shown.safe import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbformat import NotebookNode

    from autograder.catalogue import Text
    from autograder.course.gradebook.graders import Result
    from autograder.course.quiz.grade import Written
    from autograder.grading.report import ExerciseResult, Report

    Resources = dict[str, Any]

SHOWN_CHARACTERS = 64 * 1024
RUBRIC = "rnnkit_rubric"  # marks in a cell's metadata what is there for whoever grades


class CourseFaultError(Exception):
    """What the course or the kit got wrong: it fails the run of this submission, and costs the student nothing."""


class GradeSubmission(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take the place of nbgrader's Execute. It is no subclass: ``--no-execute`` would switch it off."""

    level: Any = Enum(["full", "hint", "score"], "hint", help="How much feedback tells.").tag(config=True)
    lang: Any = Enum(["en", "zh"], "en", help="The language of feedback.").tag(config=True)
    seed = Integer(SEED, help="The course's seed, which draws the hidden inputs.").tag(config=True)
    unsafe = Bool(default_value=False, help="Run submissions even where nothing isolates them.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write into each grade cell what nbgrader reads its score from.

        Raises:
            CourseFaultError: the notebook is not one of ours, or a check was not run.
            WallError: submissions cannot be isolated here, and unsafe is not set.
        """
        one = self._handed_in(resources["nbgrader"])
        found = self._result(one)
        results = {result.name: result for result in found.report.exercises}
        cells = [cell for cell in nb.cells if is_grade(cell) and not is_solution(cell)]
        for cell in cells:
            name = cell.metadata.nbgrader["grade_id"]
            if name not in results:
                raise CourseFaultError(f"grade cell {name!r}: {one.assignment} has no such exercise; see rnnkit build")
            cell.outputs = self._outputs(results[name], float(cell.metadata.nbgrader["points"]))
            if name in found.posed:
                cell.outputs.insert(0, prose(found.posed[name]))
        if found.notices and cells:
            cells[0].outputs.insert(0, self._told(found.notices))
        nb.cells = [shown for cell in nb.cells for shown in with_rubric(cell, found.written)]
        nb.cells.append(new_code_cell(visible(found.submitted, cap=SHOWN_CHARACTERS, lines=True)))
        return nb, resources

    def _handed_in(self, course: dict[str, str]) -> HandedIn:
        student, assignment = course["student"], course["assignment"]
        if assignment not in GRADERS:
            known = ", ".join(GRADERS)
            raise CourseFaultError(f"{assignment!r} is no assignment of rnnkit ({known}); grade it in another course")
        folder = self._coursedir.format_path(self._coursedir.submitted_directory, student, assignment)
        return HandedIn(student, assignment, Path(folder))

    @property
    def _coursedir(self) -> Any:
        return self.parent.parent.coursedir  # ours, the exporter, the converter

    def _result(self, one: HandedIn) -> Result:
        course = Course(Path(self._coursedir.root), source_of(self._coursedir, one.assignment), self.seed, self.unsafe)
        result = GRADERS[one.assignment].result(one, course, self.level, self.lang)
        if not result.report.complete:
            raise CourseFaultError(f"not run, and no fault of {one.student}: {'; '.join(_faults(result.report))}")
        return result

    def _outputs(self, result: ExerciseResult, points: float) -> list[NotebookNode]:
        """The report, which nbgrader passes over, then the score, which it reads."""
        score = min(points, result.score * (points / result.points))  # a course may weigh a cell in its own way
        shown = {"text/html": fragment(result, lang=self.lang), "text/plain": plain(result, lang=self.lang)}
        return [
            new_output("display_data", data=shown),
            new_output("execute_result", data={"text/plain": repr(score)}, execution_count=None),
        ]

    def _told(self, notices: Sequence[Text]) -> NotebookNode:
        """What kept the file from being graded, or what else is not as it should be."""
        texts = [visible(text.said(self.lang), lines=True) for text in notices]
        html = "".join(f"<pre>{escape(text)}</pre>" for text in texts)
        output: NotebookNode = new_output("display_data", data={"text/html": html, "text/plain": "\n".join(texts)})
        return output


def _faults(report: Report) -> list[str]:
    checks = (check for result in report.exercises for check in result.checks)
    return [f"{check.name} ({check.message.en})" for check in checks if check.verdict == "not run"]


def with_rubric(cell: NotebookNode, written: Mapping[str, Written]) -> list[NotebookNode]:
    """The cell of a written answer, with what was answered in the sheet, between its question and its rubric."""
    name = cell.metadata.nbgrader.get("grade_id", "") if is_solution(cell) else ""
    if name not in written:
        return [cell]
    if written[name].answer:
        untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
        sheet = verbatim(visible(written[name].answer, cap=SHOWN_CHARACTERS, lines=True))
        cell.source = sheet if untouched else f"{cell.source}\n\n{sheet}"
    question = new_code_cell(f"# {name}", outputs=[prose(written[name].question)])
    rubric = new_code_cell(f"# {name}", outputs=[prose(written[name].rubric)], metadata={RUBRIC: True})
    return [question, cell, rubric]


def source_of(coursedir: Any, assignment: str) -> Path:
    """The folder of an assignment's source, whose name a course may have changed."""
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
