"""Run hidden checks on a student: every case of every check, and of what fails the smallest is told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING, Text
from autograder.suites.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.grading.report import Verdict
    from autograder.suites.cases import Case
    from autograder.suites.student import Student
    from autograder.suites.suite import Check
    from autograder.wall.calling import Answer

STRIKES = 2  # after so many missed deadlines or dead processes a function is out: every further case would cost another


@dataclass
class Outcome:
    """What came of one check.

    ``traces`` holds for each case what the student answered, in the order of `Check.cases`.
    """

    check: Check
    verdict: Verdict = "passed"
    message: Text = NOTHING
    detail: Text = NOTHING
    fault: str = ""
    traces: dict[int, list[Answer]] = field(default_factory=dict)


def run_checks(checks: Iterable[Check], student: Student, seed: int) -> list[Outcome]:
    """Run checks in an order drawn from the seed, and return their outcomes in the order given."""
    checks = list(checks)
    strikes: dict[str, int] = {}
    outcomes = {}
    for check in random.Random(seed).sample(checks, len(checks)):  # noqa: S311 - an order, no secret
        outcomes[check] = _run(check, student, seed, strikes)
    return [outcomes[check] for check in checks]


def _run(check: Check, student: Student, seed: int, strikes: dict[str, int]) -> Outcome:
    outcome = Outcome(check)
    smallest: tuple[int, Failure, Case | None] | None = None
    for index, case in enumerate(check.cases(seed)):
        if strikes.get(check.exercise, 0) >= STRIKES:
            smallest = smallest or (0, Failure(_OUT.format(name=check.exercise)), None)
            break
        student.trace = outcome.traces[index] = []
        try:
            check.test(student, case)
        except Failure as wrong:
            cost = case.cost if case else 0
            if smallest is None or cost < smallest[0]:
                smallest = cost, wrong, case
            if wrong.fatal:
                strikes[check.exercise] = strikes.get(check.exercise, 0) + 1
                break
        except Exception as fault:  # noqa: BLE001 - whatever else happens is our fault, and is told as such
            outcome.verdict = "not run"
            outcome.fault = f"{type(fault).__name__}: {fault}"
            outcome.message = broken(fault)
            return outcome
    if smallest is not None:
        _, failure, case = smallest
        outcome.verdict = "failed"
        outcome.message = failure.what if case is None else _AT.format(what=failure.what, case=case.told)
        outcome.detail = failure.detail if case is None else _with_inputs(failure.detail, check, student, case)
    return outcome


def broken(fault: Exception) -> Text:
    """What is said where something of ours went wrong."""
    return _FAULT.format(fault=type(fault).__name__)


def _with_inputs(detail: Text, check: Check, student: Student, case: Case) -> Text:
    """The values, and below them the inputs they came from, where those are few enough to read."""
    exercise = student.assignment.exercise(check.exercise)
    forward = student.assignment.exercise(exercise.after).arguments if exercise.after else {}
    inputs = case.spelled([*forward, *exercise.arguments])
    return Text(*("\n".join(filter(None, (words, inputs))) for words in detail))


_AT = Text("{what} at {case}", "{what}（{case}）")
_OUT = Text(
    "{name} missed its deadline twice, or ended its process, and is not called again: does a loop never end?",
    "{name} 两次超时或使进程终止，不再调用：是否有不会结束的循环？",
)
_FAULT = Text("the check itself broke ({fault}); this is our fault", "检查本身出错（{fault}）；这是我们的问题")
