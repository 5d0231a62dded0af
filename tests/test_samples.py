"""Submissions from outside: right in many styles, wrong by one fault each, and such as never try.

``samples/<assignment>/right/`` get full marks and no hint. ``wrong.toml`` holds edits of those: each says which
exercises it gets wrong, and where that is a mistake of the catalogue, its name. Those in ``cheats/`` are not to be run
in this process; across the wall they earn nothing.
"""

from __future__ import annotations

import ast
import sys
import tomllib
import types
from pathlib import Path

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.grading.grade import grade, grade_exercises, part
from autograder.wall.calling import Direct
from autograder.wall.process import Wall
from autograder.wall.submission import Submission, read_submission

SAMPLES = Path(__file__).parent / "samples"


WRONG = [
    pytest.param(name, *sample, id=f"{name}-{sample[0]}")
    for name in sorted(ASSIGNMENTS)
    for sample in tomllib.loads((SAMPLES / name / "wrong.toml").read_text("utf-8")).items()
]


def samples(kind):
    paths = [(name, path) for name in sorted(ASSIGNMENTS) for path in sorted((SAMPLES / name / kind).glob("*.py"))]
    return pytest.mark.parametrize(("name", "path"), paths, ids=[f"{name}-{path.stem}" for name, path in paths])


@pytest.fixture
def graded(monkeypatch):
    """Grade a source in this process; its exercises' results by name."""

    def run(name, source, only=frozenset()):
        module = types.ModuleType(name)
        module.__file__ = f"{name}.py"
        monkeypatch.setitem(sys.modules, name, module)  # dataclasses look their module up
        exec(compile(source, f"{name}.py", "exec"), module.__dict__)
        assignment = part(ASSIGNMENTS[name], only)
        return {result.name: result for result in grade_exercises(assignment, Direct(module), seed=20)}

    return run


@pytest.fixture(scope="module")
def wall():
    with Wall() as wall:
        yield wall


def base(name, sample):
    """The right submission a wrong one is made of."""
    return (SAMPLES / name / "right" / f"{sample['base']}.py").read_text("utf-8")


def edited(name, sample):
    """That, with its edits."""
    source = base(name, sample)
    for edit in sample["edits"]:
        assert source.count(edit["find"]) == 1
        source = source.replace(edit["find"], edit["replace"])
    return source


def definitions(source):
    return {getattr(node, "name", ""): ast.unparse(node) for node in ast.parse(source).body}


def concerned(name, sample, wrong):
    """The exercises that an edit can change, the others being as in the base; all of them where it is in none."""
    before, after = definitions(base(name, sample)), definitions(edited(name, sample))
    changed = {definition for definition in before | after if before.get(definition) != after.get(definition)}
    assignment = ASSIGNMENTS[name]
    reached = built_on(assignment, wrong | changed)
    return frozenset(reached) if changed <= {exercise.name for exercise in assignment.exercises} else frozenset()


def built_on(assignment, names):
    """Those exercises, and all that are usually built on them."""
    reached = set(names)
    for exercise in assignment.exercises:  # in the order in which they build on each other
        if reached & {exercise.after, *exercise.needs}:
            reached.add(exercise.name)
    return reached


@samples("right")
def test_a_right_submission_gets_full_marks_and_no_hint(name, path, graded):
    for result in graded(name, path.read_text("utf-8")).values():
        failed = [(check.name, check.message.en) for check in result.checks if check.verdict != "passed"]
        assert (result.score, result.mistake, failed) == (result.points, None, []), result.name


@pytest.mark.parametrize(("name", "label", "sample"), WRONG)
def test_a_wrong_submission_loses_marks_where_it_is_wrong_only_and_its_mistake_is_named(
    name, label, sample, graded, wall
):
    wrong = set(sample["wrong"].partition(":")[0].replace(",", " ").split())
    if sample.get("wall"):  # what it does hangs on where things lie in memory, which is another's in this process
        submission = Submission(name, {f"{name}.py": edited(name, sample).encode()})
        results = {result.name: result for result in grade(submission, wall).exercises}
    else:
        results = graded(name, edited(name, sample), concerned(name, sample, wrong))
    lost = {exercise for exercise, result in results.items() if result.score < result.points}
    assert wrong <= lost <= built_on(ASSIGNMENTS[name], wrong)
    assert {results[exercise].mistake for exercise in wrong} == {sample.get("known")}


@samples("cheats")
def test_a_cheat_earns_nothing(name, path, wall):
    report = grade(read_submission(path, name), wall)
    assert {exercise.name: exercise.score for exercise in report.exercises if exercise.score} == {}
