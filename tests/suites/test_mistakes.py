"""Every known mistake is failed by assertion in its own exercise, told apart from every other, and named."""

from __future__ import annotations

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.catalogue.model import Mistake
from autograder.catalogue.text import Text
from autograder.grading.diagnose import diagnose, wrong_answers
from autograder.grading.mutate import EditError, mutant, mutated_source
from autograder.grading.run import Outcome, run_checks
from autograder.suites import suite_of
from autograder.suites.student import Student
from autograder.wall.calling import Direct


def named(value):
    return getattr(value, "id", None) or value.name


MISTAKES = [(a, e, m) for a in ASSIGNMENTS.values() for e in a.exercises for m in e.mistakes]


def outcomes(assignment, exercise, mistake, seed=20):
    student = Student(assignment, Direct(mutant(assignment.name, exercise.name, mistake)))
    return run_checks(suite_of(assignment.name).of(exercise.name), student, seed)


@pytest.mark.parametrize(("assignment", "exercise", "mistake"), MISTAKES, ids=named)
def test_a_mistake_is_failed_by_assertion_and_named(assignment, exercise, mistake):
    found = outcomes(assignment, exercise, mistake)
    assert "not run" not in {outcome.verdict for outcome in found}
    assert "failed" in {outcome.verdict for outcome in found}
    assert diagnose(assignment.name, exercise, found, seed=20) is mistake


@pytest.mark.parametrize(("assignment", "exercise", "mistake"), MISTAKES, ids=named)
def test_a_mistake_is_named_in_another_course_too(assignment, exercise, mistake):
    found = []  # each check is asked once: that the mistake answers alike is seen above
    for check in suite_of(assignment.name).of(exercise.name):
        wrong = wrong_answers(assignment.name, exercise, mistake, check, 3)
        found.append(Outcome(check, "failed" if wrong else "passed", traces=wrong))
    assert diagnose(assignment.name, exercise, found, seed=3) is mistake


def test_a_mistake_that_edits_nothing_is_refused():
    with pytest.raises(EditError, match="occurs 0 times in softmax"):
        mutated_source("rnn", "softmax", Mistake("none", "no such text", "", Text("?", "?")))


def test_a_mistake_that_changes_nothing_is_not_failed():
    harmless = Mistake(
        "harmless", "weights.sum(axis=-1, keepdims=True)", "weights.sum(-1, keepdims=True)", Text("?", "?")
    )
    rnn = ASSIGNMENTS["rnn"]
    softmax = rnn.exercise("softmax")
    assert not any(wrong_answers("rnn", softmax, harmless, check, 20) for check in suite_of("rnn").of("softmax"))


def test_a_second_mistake_does_not_hide_the_first():
    rnn = ASSIGNMENTS["rnn"]
    exercise = rnn.exercise("rnn_backward")
    first = next(mistake for mistake in exercise.mistakes if mistake.id == "overwrites-dWh")
    both = Mistake(
        "two",
        "dWh = states[:, :-1].reshape(N * T, H).T @ per_step",
        "dWh = states[:, 0].T @ dz[:, 0]\n    dWx = dWx * 3",
        Text("?", "?"),
    )
    assert diagnose("rnn", exercise, outcomes(rnn, exercise, both), seed=20) in {first, None}
