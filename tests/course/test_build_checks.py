"""What a student's `checks.py` says, and that each of its checks fails when it should."""

from __future__ import annotations

import types
from functools import cache

import numpy as np
import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build import build
from autograder.course.build.fingerprints import Rehearsal
from solutions import rnn

RNN = ASSIGNMENTS["rnn"]


@cache
def rehearsal(lang="en"):
    files = build(RNN, lang)
    return Rehearsal(RNN, files)


def said(exercise, **functions):
    """What the visible tests of an exercise say of the reference with some functions replaced, each thing once."""
    submission = types.SimpleNamespace(**{**vars(rnn), **functions})
    found = rehearsal().problems(RNN.exercise(exercise), submission)
    return set(filter(None, found.values()))


def right(scores):
    return rnn.softmax(scores)


def forgetful():
    """A softmax that is right only the first time."""
    calls = []

    def softmax(scores):
        calls.append(scores)
        return rnn.softmax(scores) + (len(calls) - 1)

    return softmax


def in_place(x, h_prev, Wx, Wh, b):
    results = rnn.rnn_step_forward(x, h_prev, Wx, Wh, b)
    x += 1
    return results


def careless(x, h_prev, Wx, Wh, b):
    h = np.tanh(x @ Wx + h_prev @ Wh + b)
    return h, (x, h_prev, Wx, Wh, h)


def lax(x, h_prev, Wx, Wh, b):
    H = min(len(b), *Wh.shape, Wx.shape[1], h_prev.shape[1])
    D = min(x.shape[1], len(Wx))
    return rnn.rnn_step_forward(x[:, :D], h_prev[:, :H], Wx[:D, :H], Wh[:H, :H], b[:H])


def fussy(*_args):
    raise TypeError("no")


@pytest.mark.parametrize(
    ("softmax", "words"),
    [
        (lambda s: right(s) * 2, "probabilities[0, 0, 0] is 0.415263408, expected 0.207631704 (24 of 24 entries"),
        (lambda s: right(s).T, "probabilities has shape (3, 4, 2), expected (2, 4, 3)"),
        (
            lambda s: right(s).astype(np.float32),
            "probabilities is a float32 array of shape (2, 4, 3), expected a float",
        ),
        (lambda _: None, "probabilities is None, expected a float64 array of shape (2, 4, 3)"),
        (lambda s: right(s) * (np.nan if s.max() > 100 else 1), "probabilities is not finite"),
        (lambda s: np.exp(s) * 0 + right(s), "softmax makes NumPy warn: overflow encountered in exp"),
        (forgetful(), "probabilities is different when softmax is called a second time"),
    ],
)
def test_a_wrong_answer_is_told_with_what_was_expected_and_where(softmax, words):
    assert any(words in line for line in said("softmax", softmax=softmax))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (in_place, "rnn_step_forward changes its argument x in place"),
        (lax, "rnn_step_forward accepts x of shape (2, 4), expected a ValueError that names x or h_prev or Wx"),
        (careless, "rnn_step_forward refuses x of shape (2, 4) with the words 'matmul: "),
        (lambda *args: rnn.rnn_step_forward(*args)[0], "rnn_step_forward returns a float64 array of shape (2, 3), "),
        (fussy, "TypeError: no (line "),
    ],
)
def test_a_careless_function_is_told_what_was_expected_of_it(step, words):
    assert any(words in line for line in said("rnn_step_forward", rnn_step_forward=step))


def test_a_wrong_gradient_is_held_against_the_forward_that_is_there():
    def backward(dh, cache):
        dx, *others = rnn.rnn_step_backward(dh, cache)
        return (dx * 2, *others)

    found = said("rnn_step_backward", rnn_step_backward=backward)
    assert any("expected: what finite differences of your own rnn_step_forward give" in words for words in found)


def test_a_gradient_of_another_forward_agrees_with_its_differences():
    """A wrong forward with the backward that belongs to it: only the fixed example tells."""

    def forward(x, h_prev, Wx, Wh, b):
        return rnn.rnn_step_forward(x, h_prev, Wx, Wh, 2 * b)

    def backward(dh, cache):
        *others, db = rnn.rnn_step_backward(dh, cache)
        return (*others, 2 * db)

    found = rehearsal().problems(
        RNN.exercise("rnn_step_backward"),
        types.SimpleNamespace(**{**vars(rnn), "rnn_step_forward": forward, "rnn_step_backward": backward}),
    )
    assert [sentence for sentence, problem in found.items() if problem] == ["A fixed example comes out right."]


def test_a_function_that_is_not_there_is_told():
    functions = {name: value for name, value in vars(rnn).items() if name != "softmax"}
    found = rehearsal().problems(RNN.exercise("softmax"), types.SimpleNamespace(**functions))
    assert set(found.values()) == {"rnn.py has no function softmax"}


def run(exercise, **functions):
    one = rehearsal()
    with one.testing(types.SimpleNamespace(**{**vars(rnn), **functions})):
        assert one.checks.ready(exercise) is not bool(functions)
        one.checks.run(exercise)


def test_a_run_in_the_notebook_shows_a_line_a_test(capsys):
    run("softmax")
    shown = capsys.readouterr().out.splitlines()
    assert all("\u2713" in line for line in shown[:-1])
    assert shown[-1] == f"all {len(shown) - 1} visible tests pass"


def test_a_run_that_fails_raises_one_line_and_has_no_traceback(capsys):
    with pytest.raises(AssertionError, match=r"^softmax: \d of \d visible tests fail$") as raised:
        run("softmax", softmax=lambda s: right(s) * 2)
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert "\u2717" in capsys.readouterr().out


def test_the_same_words_are_shown_once(capsys):
    with pytest.raises(AssertionError):
        run("softmax", softmax=fussy)
    assert capsys.readouterr().out.count("TypeError: no") == 1


def test_an_exercise_that_does_not_exist_is_told():
    with pytest.raises(ValueError, match=r"no exercise 'tanh' here, only softmax, rnn_step_forward"):
        rehearsal().checks.run("tanh")
