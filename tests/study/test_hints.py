"""Help comes in three steps: a question, the equation, the line to look at in one's own file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text, same
from autograder.course.build.source import standalone, stub
from autograder.grading.mutate import mutated_source
from autograder.grading.report import CheckResult, ExerciseResult
from autograder.study.hints import equation, nudge, step_said
from autograder.study.pointing import line_of
from autograder.suites.student import UNWRITTEN

RNN = ASSIGNMENTS["rnn"]
STEP = RNN.exercise("rnn_step_forward")
BACK = RNN.exercise("rnn_step_backward")


def failing(message, mistake=None, hint=NOTHING, name="rnn_step_forward"):
    check = CheckResult("c", Text("it agrees", "一致"), "failed", message=same(message))
    return ExerciseResult(name, NOTHING, 6, (check,), mistake, hint)


def test_the_first_step_is_the_known_mistakes_question():
    assert nudge(STEP, failing("h is wrong", "drops-bias", same("Count the terms."))) == same("Count the terms.")


def test_without_a_known_mistake_it_is_a_question_about_what_fails_or_is_asked_for():
    assert "it agrees" in nudge(STEP, failing("h is wrong")).en
    assert "dWx (D, H)" in nudge(BACK, None).en
    assert "rnn_step_forward" in nudge(BACK, None).zh


@pytest.mark.parametrize(
    "exercise", [(a, e) for a in ASSIGNMENTS.values() for e in a.exercises], ids=lambda p: p[1].name
)
def test_the_second_step_says_what_is_to_be_computed_and_fits_a_screen(exercise):
    for lang in ("en", "zh"):
        assert 0 < len(equation(*exercise, lang).splitlines()) <= 14


def test_the_equation_is_the_docstrings():
    assert equation(RNN, STEP) == "h = tanh(x Wx + h_prev Wh + b)"


def test_the_third_step_finds_most_known_mistakes_in_a_file_that_has_them():
    found = []
    right = standalone(RNN).splitlines()
    for exercise in RNN.exercises:
        for mistake in exercise.mistakes[::3]:
            source = standalone(RNN, mutated_source("rnn", exercise.name, mistake))
            edits = [
                at for at, pair in enumerate(zip(source.splitlines(), right, strict=False), 1) if pair[0] != pair[1]
            ]
            line = line_of(RNN, exercise, failing("h is wrong", mistake.id, name=exercise.name), source)
            found.append(edits[0] <= line <= edits[0] + mistake.replace.count("\n"))
    assert sum(found) / len(found) > 0.9


OWN = """\
def rnn_step_forward(x, h_prev, Wx, Wh, b):
    state = numpy.tanh(x @ Wx)
    stuff = (x, h_prev)
    return state, stuff
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("h is wrong at N=1", 2),  # what is returned as h gets its value there
        ("rnn_step_forward raised ValueError (line 3)", 3),
        ("rnn_step_forward raised ValueError (line 77)", 4),  # not in this function
        ("something else", 4),
    ],
)
def test_in_a_style_of_ones_own_it_is_where_the_result_gets_its_value_or_where_it_was_raised(message, line):
    assert line_of(RNN, STEP, failing(message), OWN) == line


def test_of_what_is_not_written_it_is_where_to_write():
    source = stub(RNN, "en")
    assert "exercise rnn_step_forward" in source.splitlines()[line_of(RNN, STEP, None, source) - 1]
    assert line_of(RNN, STEP, None, "") == 1


def test_a_line_is_found_where_the_file_does_not_parse():
    assert line_of(RNN, STEP, failing("h is wrong"), OWN + "\ndef broken(:\n") == 2
    assert line_of(RNN, STEP, failing("h is wrong"), OWN.replace("tanh(", "tanh((")) == 1


def test_the_line_is_quoted_with_its_place():
    said, quoted = step_said(3, RNN, STEP, failing("h is wrong"), OWN, "rnn/rnn.py")
    assert (said.en, quoted) == ("Look at rnn/rnn.py:2", "state = numpy.tanh(x @ Wx)")


def test_in_chinese_the_equation_is_the_same_among_chinese_words():
    softmax = RNN.exercise("softmax")
    assert "p[c] = exp(s[c]) / sum_k exp(s[k])" in equation(RNN, softmax, "zh")
    assert "得分" in equation(RNN, softmax, "zh")


SOFTMAX = """\
def softmax(scores):
    e = np.exp(scores)
    return e / e.sum()
    raise NotImplementedError("exercise softmax")
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("probabilities is wrong at N=1", 3),  # computed where it is returned; what stands behind that is never reached
        ("softmax made NumPy warn: overflow encountered in exp at N=1", 2),
        ("softmax is not written yet", 4),
    ],
)
def test_it_is_where_a_result_is_computed_or_what_numpy_warned_of(message, line):
    failed = failing(message, name="softmax")
    if "yet" in message:
        failed = replace(failed, checks=(replace(failed.checks[0], message=UNWRITTEN.format(name="softmax")),))
    assert line_of(RNN, RNN.exercise("softmax"), failed, SOFTMAX) == line


def test_what_a_known_mistake_brings_in_is_found_in_another_style():
    source = "def rnn_step_forward(x, h_prev, Wx, Wh, b):\n    z = x @ Wx\n    z = z + h_prev @ Wh.T\n    z += b\n"
    source += "    h = np.tanh(z)\n    return h, (x, h_prev, Wx, Wh, h)\n"
    assert line_of(RNN, STEP, failing("h is wrong", "transposes-Wh"), source) == 3
