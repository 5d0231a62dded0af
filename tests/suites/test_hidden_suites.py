"""The hidden suites tell right from wrong: the reference passes, what answers without solving does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.grade import grade_exercises
from autograder.suites import reference_of, suite_of
from autograder.suites.student import Student
from autograder.wall.calling import Answer, Direct, Error
from autograder.wall.values import Handle

ALL = sorted(ASSIGNMENTS)
CHECKS = [
    pytest.param(name, check, id=f"{name}-{check.exercise}-{check.name}")
    for name in ALL
    for check in suite_of(name).checks
]


def scores(name, caller):
    return {result.name: result.score for result in grade_exercises(ASSIGNMENTS[name], caller, seed=20)}


class Twisted:
    """The reference, errors and all, but with its answers replaced: the best a program can do without solving."""

    def __init__(self, name, twist):
        self.direct = Direct(reference_of(name))
        self.twist = twist

    def call(self, function, args, kwargs=None, *, keep=(), seconds=5.0):
        answer = self.direct.call(function, args, kwargs or {}, keep=keep, seconds=seconds)
        return answer if answer.error else replace(answer, value=self.twist(answer.value, args))


def mapped(function):
    def twist(value, args):
        if isinstance(value, dict):
            return {key: twist(part, args) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(twist(part, args) for part in value)
        if isinstance(value, Handle):
            return value
        return function(0 if value is None else value) if not isinstance(value, str) else ""

    return twist


def echoed(value, args):
    """Arguments in place of results: of the same shape where there is one."""
    arrays = [arg for arg in args if isinstance(arg, np.ndarray)]

    def echo(part):
        if isinstance(part, dict):
            return {key: echo(item) for key, item in part.items()}
        if isinstance(part, (list, tuple)):
            return type(part)(echo(item) for item in part)
        if isinstance(part, Handle):
            return part
        fitting = [array for array in arrays if array.shape == np.shape(part)]
        return np.array((fitting or arrays or [np.zeros(1)])[0])

    return echo(value)


class Stub:
    def call(self, *_args, **_kwargs):
        return Answer(error=Error("NotImplementedError", "exercise", 3, builtin=True))


class Refuser:
    """Raises the ValueError that bad input should raise, whatever the input."""

    def call(self, *_args, **_kwargs):
        return Answer(error=Error("ValueError", "x h0 Wx Wh b dh dy scores labels mask layers", 3, builtin=True))


@pytest.mark.parametrize("name", ALL)
def test_the_reference_gets_full_marks_and_no_hint(name):
    for result in grade_exercises(ASSIGNMENTS[name], Direct(reference_of(name)), seed=20):
        assert (result.score, result.mistake) == (result.points, None), result


@pytest.mark.parametrize("seed", [0, 1, 12345])
@pytest.mark.parametrize("name", ALL)
def test_the_reference_gets_full_marks_in_every_course(name, seed):
    results = grade_exercises(ASSIGNMENTS[name], Direct(reference_of(name)), seed=seed)
    assert sum(result.score for result in results) == ASSIGNMENTS[name].points


@pytest.mark.parametrize(
    "twist",
    [
        mapped(np.zeros_like),
        mapped(np.ones_like),
        mapped(lambda value: np.full_like(value, np.nan, dtype=np.float64)),
        mapped(lambda value: np.full_like(value, np.inf, dtype=np.float64)),
        mapped(lambda value: np.asarray(value, dtype=np.float32)),
        mapped(lambda value: np.asarray(value) + 0j),
        mapped(lambda value: np.asarray(value)[None]),
        echoed,
    ],
    ids=["zeros", "ones", "nan", "inf", "float32", "complex", "one-axis-more", "echo"],
)
@pytest.mark.parametrize("name", ALL)
def test_what_does_not_solve_an_exercise_earns_nothing(name, twist):
    assert not any(scores(name, Twisted(name, twist)).values())


CAPSTONES = {"train_hello", "fit_square"}  # judged by what they learn, for their weights are their own


@pytest.mark.parametrize("name", ALL)
def test_an_answer_that_is_three_in_ten_million_off_earns_nothing(name):
    earned = scores(name, Twisted(name, mapped(lambda value: np.asarray(value) * (1 + 3e-7))))
    assert not any(score for exercise, score in earned.items() if exercise not in CAPSTONES)


@pytest.mark.parametrize("caller", [Stub(), Refuser()], ids=["stub", "refuser"])
@pytest.mark.parametrize("name", ALL)
def test_what_answers_nothing_earns_nothing(name, caller):
    assert not any(scores(name, caller).values())


@pytest.mark.parametrize("name", ALL)
def test_an_untouched_stub_is_not_called_a_mistake(name):
    for result in grade_exercises(ASSIGNMENTS[name], Stub(), seed=20):
        assert (result.started, result.mistake) == (False, None)


@pytest.mark.parametrize("name", ALL)
def test_right_answers_as_lists_and_in_fortran_order_are_right(name):
    def relaid(value, _args):
        if isinstance(value, (list, tuple)):
            return [relaid(part, _args) for part in value]
        return np.asfortranarray(value) if isinstance(value, np.ndarray) else value

    assert sum(scores(name, Twisted(name, relaid)).values()) == ASSIGNMENTS[name].points


@pytest.mark.parametrize("kind", [np.int64, np.array], ids=["as-called", "as-they-cross-the-wall"])
@pytest.mark.parametrize("name", ALL)
def test_whole_numbers_may_be_those_of_numpy(name, kind):
    def of_numpy(value, _args):
        if isinstance(value, dict):
            return {key: of_numpy(part, _args) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(of_numpy(part, _args) for part in value)
        return kind(value) if type(value) is int else value

    assert sum(scores(name, Twisted(name, of_numpy)).values()) == ASSIGNMENTS[name].points


@pytest.mark.parametrize(("name", "check"), CHECKS)
def test_a_check_holds_for_every_case_hypothesis_finds(name, check):
    if check.strategy is None:
        return  # it brings its own inputs, and has been run on them above

    student = Student(ASSIGNMENTS[name], Direct(reference_of(name)))

    @settings(max_examples=15, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(check.strategy)
    def holds(case):
        check.test(student, case)

    holds()


@pytest.mark.parametrize("name", ALL)
def test_every_exercise_is_checked_and_every_check_has_a_title_in_both_languages(name):
    suite = suite_of(name)
    for exercise in suite.assignment.exercises:
        checks = suite.of(exercise.name)
        assert len(checks) >= 3
        assert len({check.name for check in checks}) == len(checks)
        assert all(check.title.en and check.title.zh for check in checks)


def test_a_course_with_another_seed_has_other_inputs():
    check = next(check for check in suite_of("rnn").checks if check.draws)
    one, other = ([(dict(case.sizes), case.seed) for case in check.cases(seed)] for seed in (1, 2))
    assert one != other
    assert one == [(dict(case.sizes), case.seed) for case in check.cases(1)]
