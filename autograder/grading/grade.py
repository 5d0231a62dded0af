"""grade(submission) -> Report: run the hidden suite across the wall, and name the mistakes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, NOTHING, Assignment, Exercise, Text
from autograder.grading.diagnose import diagnose
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.run import Outcome, run_checks
from autograder.suites import suite_of
from autograder.suites.student import Caller, Student, why_not_loaded

if TYPE_CHECKING:
    from autograder.wall.process import Wall
    from autograder.wall.submission import Submission

SEED = 20  # a course sets its own with --seed


def grade(submission: Submission, wall: Wall, *, student: str = "", seed: int = SEED) -> Report:
    """Grade one submission; pure but for the processes it uses.

    Args:
        submission: the student's files, as bytes
        wall: where their code runs
        student: whose it is
        seed: the course's; the same file and seed give the same report

    Returns:
        The full report; `Report.at` tells less.
    """
    start = time.perf_counter()
    assignment = ASSIGNMENTS[submission.name]
    with wall.open(submission) as worker:
        problem, detail = why_not_loaded(worker.loaded)
        exercises = () if problem else grade_exercises(assignment, worker, seed)
    return Report(
        student=student,
        assignment=assignment.name,
        exercises=exercises or nothing_earned(assignment),
        problem=problem,
        problem_detail=detail,
        isolation=wall.level,
        seconds=time.perf_counter() - start,
    )


def grade_exercises(assignment: Assignment, caller: Caller, seed: int) -> tuple[ExerciseResult, ...]:
    """Run the whole suite of an assignment on whoever answers calls."""
    suite = suite_of(assignment.name)
    outcomes = run_checks(suite.checks, Student(assignment, caller), seed)
    return tuple(
        _result(assignment, exercise, [o for o in outcomes if o.check.exercise == exercise.name], seed)
        for exercise in assignment.exercises
    )


def nothing_earned(assignment: Assignment) -> tuple[ExerciseResult, ...]:
    """Every exercise with no check passed: what a file that cannot be loaded gets."""
    checks = {exercise.name: suite_of(assignment.name).of(exercise.name) for exercise in assignment.exercises}
    return tuple(
        ExerciseResult(
            name=exercise.name,
            title=exercise.title,
            points=exercise.points,
            checks=tuple(
                CheckResult(check.name, check.title, "failed", check.weight) for check in checks[exercise.name]
            ),
            started=False,
        )
        for exercise in assignment.exercises
    )


def _result(assignment: Assignment, exercise: Exercise, outcomes: list[Outcome], seed: int) -> ExerciseResult:
    started = any(not _unwritten(outcome) for outcome in outcomes)
    failed = any(outcome.verdict == "failed" for outcome in outcomes)
    mistake = diagnose(assignment.name, exercise, outcomes, seed) if started and failed else None
    return ExerciseResult(
        name=exercise.name,
        title=exercise.title,
        points=exercise.points,
        checks=tuple(
            CheckResult(o.check.name, o.check.title, o.verdict, o.check.weight, o.message, o.detail) for o in outcomes
        ),
        mistake=mistake.id if mistake else None,
        hint=mistake.hint if mistake else NOTHING,
        started=started,
    )


def _unwritten(outcome: Outcome) -> bool:
    answers = [answer for trace in outcome.traces.values() for answer in trace[-1:]]
    return bool(answers) and all(answer.error and answer.error.name == "NotImplementedError" for answer in answers)


def unreadable(student: str, assignment: Assignment, problem: Text, detail: Text) -> Report:
    """The report of a submission that could not even be read."""
    return Report(student, assignment.name, nothing_earned(assignment), problem, detail)
