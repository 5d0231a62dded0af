"""Submissions from outside: right in many styles, wrong by one fault each, and such as never try.

``samples/<assignment>/right/`` get full marks and no hint. A file in ``wrong/`` says in its first line which exercises
it gets wrong, and in its second, where that is a mistake of the catalogue, its name:

    # wrong: rnn_forward: starts from zeros: right when h0 is zero
    # known: ignores-h0

Those in ``cheats/`` are not to be run in this process; across the wall they earn nothing.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.grade import grade, grade_exercises
from autograder.wall.calling import Direct
from autograder.wall.process import Wall
from autograder.wall.submission import read_submission

SAMPLES = Path(__file__).parent / "samples"


def samples(kind):
    paths = [(name, path) for name in sorted(ASSIGNMENTS) for path in sorted((SAMPLES / name / kind).glob("*.py"))]
    return pytest.mark.parametrize(("name", "path"), paths, ids=[f"{name}-{path.stem}" for name, path in paths])


@pytest.fixture
def graded(monkeypatch):
    """Grade a file in this process; its exercises' results by name."""

    def run(name, path):
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)  # dataclasses look their module up
        spec.loader.exec_module(module)
        return {result.name: result for result in grade_exercises(ASSIGNMENTS[name], Direct(module), seed=20)}

    return run


@pytest.fixture(scope="module")
def wall():
    with Wall() as wall:
        yield wall


def header(path):
    """The exercises a wrong sample gets wrong, and the catalogue's name of its mistake or None."""
    first, second = path.read_text("utf-8").splitlines()[:2]
    assert first.startswith("# wrong: ")
    known = second.removeprefix("# known: ") if second.startswith("# known: ") else None
    return set(first.split(":")[1].replace(",", " ").split()), known


def built_on(assignment, names):
    """Those exercises, and all that are usually built on them."""
    reached = set(names)
    for exercise in assignment.exercises:  # in the order in which they build on each other
        if reached & {exercise.after, *exercise.needs}:
            reached.add(exercise.name)
    return reached


@samples("right")
def test_a_right_submission_gets_full_marks_and_no_hint(name, path, graded):
    for result in graded(name, path).values():
        failed = [(check.name, check.message.en) for check in result.checks if check.verdict != "passed"]
        assert (result.score, result.mistake, failed) == (result.points, None, []), result.name


@samples("wrong")
def test_a_wrong_submission_loses_marks_where_it_is_wrong_only_and_its_mistake_is_named(name, path, graded):
    wrong, known = header(path)
    results = graded(name, path)
    lost = {exercise for exercise, result in results.items() if result.score < result.points}
    assert wrong <= lost <= built_on(ASSIGNMENTS[name], wrong)
    assert {results[exercise].mistake for exercise in wrong} == {known}


@samples("cheats")
def test_a_cheat_earns_nothing(name, path, wall):
    report = grade(read_submission(path, name), wall)
    assert {exercise.name: exercise.score for exercise in report.exercises if exercise.score} == {}
