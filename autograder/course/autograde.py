"""`nbgrader autograde` in parallel: grade everything on any executor, then let nbgrader itself enter what was found.

Grading is the slow half and runs side by side; its reports go to the folder that the second half reads them from.
The second half is nbgrader's own converter, a student at a time, so the gradebook is the same to the last field.
"""

from __future__ import annotations

import glob
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.apps import AutogradeApp, NbGraderAPI
from traitlets.config import Config

from autograder.course.gradebook import configure
from autograder.course.gradebook.complete import complete
from autograder.course.gradebook.graders import report_of
from autograder.course.gradebook.verdict import GradeSubmission, source_of
from autograder.grading.handed_in import HandedIn, NothingHandedInError
from autograder.grading.many import grade_many

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from concurrent.futures import Executor

    from autograder.grading.report import Report

    Done = Callable[[object], None]


@dataclass(frozen=True)
class Autograding:
    """One assignment of a course, and who handed it in."""

    api: NbGraderAPI
    settings: GradeSubmission
    handed_in: Sequence[HandedIn]

    def grade(self, *, executor: Executor | None = None, done: Done = lambda _: None) -> list[Report]:
        """Grade everybody, and keep the reports where `enter` finds them.

        Returns:
            The reports in the order of ``handed_in``, as full as they are.

        Raises:
            WallError: submissions cannot be isolated here, and unsafe is not set.
        """
        course = self.api.coursedir
        source = source_of(course, self.handed_in[0].assignment)
        kept = partial(report_of, root=Path(course.root), source=source)
        seed, unsafe = self.settings.seed, self.settings.unsafe
        return grade_many(self.handed_in, seed=seed, unsafe=unsafe, executor=executor, done=done, by=kept)

    def enter(self, *, force: bool = False, done: Done = lambda _: None) -> dict[str, str]:
        """Have nbgrader autograde everybody.

        Args:
            force: regrade also what is graded and has not been handed in anew since
            done: is told of each student as they are entered

        Returns:
            Of each student whom nbgrader did not enter: why.
        """
        failed = {}
        for one in self.handed_in:
            complete(one.path, one.assignment)
            result = self.api.autograde(one.assignment, glob.escape(one.student), force=force)
            if not result["success"]:
                failed[one.student] = _reason(result.get("log", "") or result["error"])
            done(one)
        return failed


def autograding(assignment: str, students: Collection[str] = (), **settings: Any) -> Autograding:
    """Find what was handed in for an assignment in the course of the current folder.

    Args:
        assignment: its name
        students: only these; all where there are none
        **settings: of `GradeSubmission` (level, lang, seed, unsafe), over those of the course; None leaves the course's

    Raises:
        NothingHandedInError: nobody handed in, or not who was asked for.
    """
    app = AutogradeApp()
    app.initialize([])
    config = Config()
    configure(config)  # first, so that no course without it has its notebooks run
    config.merge(app.config)
    config.merge(Config(GradeSubmission={name: value for name, value in settings.items() if value is not None}))
    config.NbGraderAPI.log_level = "ERROR"
    api = NbGraderAPI(config=config)
    course = api.coursedir
    found = api.get_submitted_students(assignment)
    missing = set(students) - found
    if not found or missing:
        who = ", ".join(sorted(missing)) or "anybody"
        raise NothingHandedInError(
            f"{assignment}: nothing was handed in by {who}\n"
            f"  looked for: {course.format_path(course.submitted_directory, '<student>', assignment)}\n"
            f"  next: nbgrader collect {assignment}, in the folder that holds nbgrader_config.py"
        )
    handed_in = [
        HandedIn(student, assignment, Path(course.format_path(course.submitted_directory, student, assignment)))
        for student in sorted(set(students) or found)
    ]
    return Autograding(api, GradeSubmission(config=config), handed_in)


def _reason(log: str) -> str:
    """The last line of nbgrader's traceback, which is the error itself."""
    lines = [line for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if "Error" in line.split(":")[0]]
    return (errors or lines or ["unknown"])[-1].strip()
