"""Running checks: every case is tried, the smallest failing one is told, and nothing of ours is the student's cost."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.grade import grade_exercises
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.run import STRIKES, run_checks
from autograder.suites.cases import Inputs
from autograder.suites.failure import Failure
from autograder.suites.student import Student
from autograder.suites.suite import Suite
from autograder.wall.calling import Answer, Direct, Error

RNN = ASSIGNMENTS["rnn"]
INPUTS = Inputs("x:NT")
WRONG = Text("wrong", "不对")


@dataclass
class Fake:
    """Answers every call alike, and counts them."""

    answer: Answer = field(default_factory=Answer)
    calls: int = 0

    def call(self, *_args, **_kwargs):
        self.calls += 1
        return self.answer


def outcome(test, *, caller=None, seed=1, **how):
    suite = Suite(RNN)
    suite.check("softmax", Text("title", "标题"), INPUTS, **how)(test)
    return run_checks(suite.checks, Student(RNN, caller or Fake()), seed)[0]


def test_the_smallest_failing_case_is_told():
    def test_it(_, case):
        if case.sizes["T"] > 1:
            raise Failure(WRONG)

    found = outcome(test_it, ladder=True, draws=10)
    assert (found.verdict, found.message.en) == ("failed", "wrong at N=1 T=2")


def test_every_case_is_tried_after_a_failure():
    seen = []

    def test_it(_, case):
        seen.append(case)
        raise Failure(WRONG)

    outcome(test_it, draws=5)
    assert len(seen) == 6


def test_what_breaks_in_a_check_is_not_run_and_no_failure():
    def test_it(_student, _case):
        raise ZeroDivisionError

    found = outcome(test_it)
    assert (found.verdict, found.fault) == ("not run", "ZeroDivisionError: ")


def test_a_function_that_misses_its_deadline_twice_is_not_called_again():
    slow = Fake(Answer(died="deadline"))
    suite = Suite(RNN)
    for _ in range(5):
        suite.check("softmax", WRONG, INPUTS, draws=5)(lambda student, case: student.softmax(case.x))
    outcomes = run_checks(suite.checks, Student(RNN, slow), 1)
    assert slow.calls == STRIKES
    assert {found.verdict for found in outcomes} == {"failed"}
    assert "missed its deadline twice" in " ".join(found.message.en for found in outcomes)


def test_checks_are_called_in_an_order_drawn_from_the_seed_and_told_in_their_own():
    def order(seed):
        called = []
        suite = Suite(RNN)
        for number in range(8):
            suite.check("softmax", same(number))(lambda _s, _c, number=number: called.append(number))
        told = [found.check.title.en for found in run_checks(suite.checks, Student(RNN, Fake()), seed)]
        assert told == [str(number) for number in range(8)]
        return called

    assert order(1) == order(1)
    assert order(1) != order(2)


def same(number):
    return Text(str(number), str(number))


def test_the_same_file_gets_the_same_report():
    from solutions import rnn

    one, other = (grade_exercises(RNN, Direct(rnn), seed=9) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(error=Error("NotImplementedError", "x", 3, builtin=True)), "softmax is not written yet"),
        (Answer(error=Error("IndexError", "secret 0.5", 12, builtin=True)), "softmax raised IndexError (line 12)"),
        (Answer(error=Error("Leak_0_5", "", 12)), "softmax raised an exception of its own (line 12)"),
        (Answer(died="memory"), "softmax ran out of memory"),
        (Answer(died="killed by SIGSEGV"), "softmax ended its process (killed by SIGSEGV)"),
    ],
)
def test_an_exception_is_told_without_what_it_says(answer, words):
    def test_it(student, case):
        student.softmax(case.x)

    assert outcome(test_it, caller=Fake(answer)).message.en.startswith(words)


def test_a_message_that_holds_shapes_alone_is_told():
    message = "operands could not be broadcast together with shapes (2,3) (4,) "
    answer = Answer(error=Error("ValueError", message, 5, builtin=True))
    found = outcome(lambda student, case: student.softmax(case.x), caller=Fake(answer))
    assert message.strip() in found.message.en


def test_a_result_missing_is_said_with_its_name():
    found = outcome(
        lambda student, case: student.rnn_forward(*[case.x] * 5), caller=Fake(Answer(value=np.zeros((2, 2))))
    )
    assert "expected 2 results: h, cache" in found.message.en


def test_a_score_is_the_share_of_its_checks_weights():
    checks = (CheckResult("a", WRONG, "passed", 2), CheckResult("b", WRONG, "failed", 1))
    assert ExerciseResult("softmax", WRONG, 4, checks).score == pytest.approx(2.67)


def test_what_was_not_run_makes_a_report_incomplete():
    exercise = ExerciseResult("softmax", WRONG, 4, (CheckResult("a", WRONG, "not run"),))
    assert not Report("s", "rnn", (exercise,)).complete


@pytest.mark.parametrize(
    ("level", "message", "detail", "hint"), [("full", 1, 1, 1), ("hint", 1, 0, 1), ("score", 0, 0, 0)]
)
def test_a_level_tells_no_more_than_it_may(level, message, detail, hint):
    check = CheckResult("a", WRONG, "failed", 1, WRONG, WRONG)
    exercise = ExerciseResult("softmax", WRONG, 4, (check,), "no-shift", WRONG)
    told = Report("s", "rnn", (exercise,)).at(level).exercises[0]
    shown = told.checks[0]
    assert (bool(shown.message), bool(shown.detail), bool(told.hint), told.mistake is not None) == (
        bool(message),
        bool(detail),
        bool(hint),
        bool(hint),
    )
