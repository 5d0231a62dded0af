"""Grading within nbgrader: a submission's .py file is graded behind the wall, its grade cells get report and score."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Enum, Integer

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.cache import REPORTS, graded
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn
from autograder.grading.shown.fragment import fragment, plain
from autograder.grading.shown.safe import visible
from autograder.wall.submission import SubmissionError, read_submission

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.grading.report import ExerciseResult, Report

    Resources = dict[str, Any]

SHOWN_CHARACTERS = 64 * 1024


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
        report = self._report(one)
        results = {result.name: result for result in report.exercises}
        cells = [cell for cell in nb.cells if is_grade(cell) and not is_solution(cell)]
        for cell in cells:
            name = cell.metadata.nbgrader["grade_id"]
            if name not in results:
                raise CourseFaultError(f"grade cell {name!r}: {one.assignment} has no such exercise; see rnnkit build")
            cell.outputs = self._outputs(results[name], float(cell.metadata.nbgrader["points"]))
        if report.problem and cells:
            cells[0].outputs.insert(0, self._problem(report))
        nb.cells.append(new_code_cell(_source(one)))
        return nb, resources

    def _handed_in(self, course: dict[str, str]) -> HandedIn:
        student, assignment = course["student"], course["assignment"]
        if assignment not in ASSIGNMENTS:
            known = ", ".join(ASSIGNMENTS)
            raise CourseFaultError(f"{assignment!r} is no assignment of rnnkit ({known}); grade it in another course")
        folder = self._coursedir.format_path(self._coursedir.submitted_directory, student, assignment)
        return HandedIn(student, assignment, Path(folder))

    @property
    def _coursedir(self) -> Any:
        return self.parent.parent.coursedir  # ours, the exporter, the converter

    def _report(self, one: HandedIn) -> Report:
        report = graded(one, Path(self._coursedir.root, REPORTS), seed=self.seed, unsafe=self.unsafe)
        if not report.complete:
            raise CourseFaultError(f"not run, and no fault of {one.student}: {'; '.join(_faults(report))}")
        return report.at(self.level)

    def _outputs(self, result: ExerciseResult, points: float) -> list[NotebookNode]:
        """The report, which nbgrader passes over, then the score, which it reads."""
        score = min(points, result.score * (points / result.points))  # a course may weigh a cell in its own way
        shown = {"text/html": fragment(result, lang=self.lang), "text/plain": plain(result, lang=self.lang)}
        return [
            new_output("display_data", data=shown),
            new_output("execute_result", data={"text/plain": repr(score)}, execution_count=None),
        ]

    def _problem(self, report: Report) -> NotebookNode:
        """What kept the file from being graded."""
        texts = [visible(text.said(self.lang), lines=True) for text in (report.problem, report.problem_detail) if text]
        html = "".join(f"<pre>{escape(text)}</pre>" for text in texts)
        output: NotebookNode = new_output("display_data", data={"text/html": html, "text/plain": "\n".join(texts)})
        return output


def _faults(report: Report) -> list[str]:
    checks = (check for result in report.exercises for check in result.checks)
    return [f"{check.name} ({check.message.en})" for check in checks if check.verdict == "not run"]


def _source(one: HandedIn) -> str:
    """The file that was graded, for those who read the notebook."""
    name = f"{one.assignment}.py"
    try:
        text = read_submission(one.path, one.assignment).files[name].decode(errors="replace")
    except SubmissionError as error:
        return f"# {name}: {error.code}"
    return f"# {name}, as submitted\n\n{visible(text, cap=SHOWN_CHARACTERS, lines=True)}"
