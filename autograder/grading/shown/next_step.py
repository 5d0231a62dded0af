"""What to do after reading a report, and the command to type then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.shown import words
from autograder.grading.shown.marks import Mark, first_failing, mark

if TYPE_CHECKING:
    from autograder.grading.report import Report


def next_step(report: Report, checked: str = "") -> tuple[Text, str]:
    """The one thing to do next, and the command that follows it; ``checked`` is what was checked, as it was typed."""
    file = f"{report.assignment}.py"
    check = f"rnnkit check {checked or report.assignment}"
    if report.problem:
        return words.MEND_FILE.format(file=file), check
    if failing := first_failing(report):
        return words.MEND.format(name=failing.name, file=file), check
    if untouched := next((one for one in report.exercises if mark(one) is Mark.UNTOUCHED), None):
        return words.WRITE.format(name=untouched.name, file=file), check
    if not report.complete:
        return words.AGAIN, check
    return _onward(report.assignment)


def _onward(assignment: str) -> tuple[Text, str]:
    order = [*ASSIGNMENTS]
    later = order[order.index(assignment) + 1 :] if assignment in order else []
    return (words.ALL_PASSED, f"rnnkit check {later[0]}") if later else (words.ALL_DONE, "rnnkit check")
