"""What the catalogue says of an exercise is so."""

from __future__ import annotations

import inspect

import pytest

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.catalogue.text import language
from autograder.suites import reference_of

EXERCISES = [(a, e) for a in ASSIGNMENTS.values() for e in a.exercises]
MISTAKES = [(a, e, m) for a, e in EXERCISES for m in e.mistakes]


def named(value):
    return getattr(value, "name", getattr(value, "id", None))


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=named)
def test_an_exercise_takes_what_its_reference_takes(assignment, exercise):
    signature = inspect.signature(getattr(reference_of(assignment.name), exercise.name))
    assert list(exercise.arguments) == list(signature.parameters)


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=named)
def test_an_exercise_builds_on_earlier_ones(assignment, exercise):
    names = [e.name for e in assignment.exercises]
    earlier = names[: names.index(exercise.name)]
    assert {*exercise.needs, *filter(None, [exercise.after])} <= set(earlier)


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=named)
def test_an_exercise_has_at_least_four_known_mistakes(assignment, exercise):
    assert len(exercise.mistakes) >= 4


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=named)
def test_the_mistakes_of_an_exercise_have_different_names(assignment, exercise):
    ids = [mistake.id for mistake in exercise.mistakes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("assignment", "least"),
    [
        ("rnn", 40),
        ("bptt", 80),
        ("explosion", 70),
        ("lstm", 60),
        ("gru", 45),
        ("layouts", 120),
        ("kata_cells", 135),
        ("modules", 100),
        ("training", 70),
        ("kata_gradients", 180),
    ],
)
def test_an_assignment_knows_many_mistakes(assignment, least):
    assert sum(len(e.mistakes) for e in ASSIGNMENTS[assignment].exercises) >= least


@pytest.mark.parametrize(("assignment", "exercise", "mistake"), MISTAKES, ids=named)
def test_a_hint_asks_in_both_languages(assignment, exercise, mistake):
    assert "?" in mistake.hint.en
    assert "\uff1f" in mistake.hint.zh
    assert any("\u4e00" <= char <= "\u9fff" for char in mistake.hint.zh)
    assert not any("\u4e00" <= char <= "\u9fff" for char in mistake.hint.en)


@pytest.mark.parametrize(("assignment", "exercise", "mistake"), MISTAKES, ids=named)
def test_a_hint_does_not_give_the_code(assignment, exercise, mistake):
    assert mistake.find not in mistake.hint.en


def test_a_text_fills_its_blanks_in_each_language():
    inner = Text("one", "一")
    assert Text("{n} step", "{n} 步").format(n=inner) == Text("one step", "一 步")


@pytest.mark.parametrize(
    ("asked", "environment", "spoken"),
    [
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "zh_TW", "LANG": "C"}, "zh"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_that_of_the_locale(asked, environment, spoken, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language(asked) == spoken
