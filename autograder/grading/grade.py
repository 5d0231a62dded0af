"""grade(submission) -> Report: run the hidden suite across the wall, and name the mistakes."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, NOTHING, Assignment, Exercise, Text
from autograder.grading.diagnose import diagnose
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.run import Outcome, broken, run_checks
from autograder.suites import suite_of
from autograder.suites.student import Caller, Student, unwritten, why_not_loaded

if TYPE_CHECKING:
    from autograder.grading.report import Verdict
    from autograder.wall.process import Wall
    from autograder.wall.submission import Submission

SEED = 20  # a course sets its own with --seed


def grade(
    submission: Submission, wall: Wall, *, student: str = "", seed: int = SEED, only: frozenset[str] = frozenset()
) -> Report:
    """Grade one submission; pure but for the processes it uses.

    Args:
        submission: the student's files, as bytes
        wall: where their code runs
        student: whose it is
        seed: the course's; the same file and seed give the same report
        only: grade these exercises and no others; all of them where none is named

    Returns:
        The full report; `Report.at` tells less.
    """
    start = time.perf_counter()
    assignment = part(ASSIGNMENTS[submission.name], only)
    with wall.open(submission) as worker:
        problem, detail = why_not_loaded(worker.loaded)
        try:
            exercises = () if problem else grade_exercises(assignment, worker, seed)
        except Exception as fault:  # noqa: BLE001 - ours, as in a check; the next submission is graded all the same
            exercises = _untold(assignment, "not run", broken(fault))
    return Report(
        student=student,
        assignment=assignment.name,
        exercises=exercises or nothing_earned(assignment),
        problem=problem,
        problem_detail=detail,
        isolation=wall.level,
        seconds=time.perf_counter() - start,
    )


def part(assignment: Assignment, only: frozenset[str]) -> Assignment:
    """The assignment with the exercises that are meant."""
    if not only:
        return assignment
    return replace(assignment, exercises=tuple(one for one in assignment.exercises if one.name in only))


def grade_exercises(assignment: Assignment, caller: Caller, seed: int) -> tuple[ExerciseResult, ...]:
    """Run the whole suite of an assignment on whoever answers calls."""
    names = {exercise.name for exercise in assignment.exercises}
    checks = [check for check in suite_of(assignment.name).checks if check.exercise in names]
    outcomes = run_checks(checks, Student(ASSIGNMENTS[assignment.name], caller), seed)
    return tuple(
        _result(assignment, exercise, caller, [o for o in outcomes if o.check.exercise == exercise.name], seed)
        for exercise in assignment.exercises
    )


def nothing_earned(assignment: Assignment) -> tuple[ExerciseResult, ...]:
    """Every exercise with no check passed: what a file that cannot be loaded gets."""
    return _untold(assignment, "failed", NOTHING)


def _untold(assignment: Assignment, verdict: Verdict, message: Text) -> tuple[ExerciseResult, ...]:
    checks = {exercise.name: suite_of(assignment.name).of(exercise.name) for exercise in assignment.exercises}
    return tuple(
        ExerciseResult(
            name=exercise.name,
            title=exercise.title,
            points=exercise.points,
            checks=tuple(
                CheckResult(check.name, check.title, verdict, check.weight, message) for check in checks[exercise.name]
            ),
            started=verdict == "not run",
        )
        for exercise in assignment.exercises
    )


def _result(
    assignment: Assignment, exercise: Exercise, caller: Caller, outcomes: list[Outcome], seed: int
) -> ExerciseResult:
    failed = any(outcome.verdict == "failed" for outcome in outcomes)
    started = not failed or not _untouched(exercise, caller, outcomes)
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


def _untouched(exercise: Exercise, caller: Caller, outcomes: list[Outcome]) -> bool:
    """Whether a function is not written yet; a backward is asked, for its checks may not get beyond its forward."""
    if exercise.after:
        return unwritten(exercise.name, caller.call(exercise.name, [None] * len(exercise.arguments)))
    answers = [answer for outcome in outcomes for trace in outcome.traces.values() for answer in trace[-1:]]
    return bool(answers) and all(unwritten(exercise.name, answer) for answer in answers)


def unreadable(student: str, assignment: Assignment, problem: Text, detail: Text) -> Report:
    """The report of a submission that could not even be read."""
    return Report(student, assignment.name, nothing_earned(assignment), problem, detail)
