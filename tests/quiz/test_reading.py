"""Answers as a Chinese keyboard types them are read as what they mean."""

from __future__ import annotations

import pytest

from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import grade
from autograder.quiz.reading import read, read_number, read_shape, typed


def reads(name, answer):
    return read(ask(bank()[name], 0), answer)


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("１２", 12),
        ("６／１０", 0.6),
        ("70。", 70),
        ("０。２５", 0.25),
        ("（1＋2）＊3", 9),
        ("25％", 0.25),
        ("１，２３４", 1234),
    ],
)
def test_a_number(answer, number):
    assert read_number(typed(answer)) == number


@pytest.mark.parametrize("answer", ["３，４，５", "（3、4、5）。", "3×4×5", "[3, 4, 5]"])
def test_a_shape(answer):
    assert read_shape(typed(answer)) == (3, 4, 5)


@pytest.mark.parametrize("answer", ["ａ、ｃ。", "Ａ；Ｃ", "a）c）"])
def test_letters(answer):
    assert reads("remedies", answer) == ["a", "c"]


@pytest.mark.parametrize("answer", ["第４行。", "４", "第 4 行"])
def test_a_line(answer):
    assert reads("one-linear-for-two", answer) == 4


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("gradient-of-wx", "ｘ．Ｔ＠（dh＊（1－h＾2））。"),
        ("what-is-shown", "o＊np.tanh（c）"),
        ("wire-the-rnn", "layer： x， h_prev\nh：layer。"),
        ("wire-the-rnn", "x－＞layer；h_prev→layer；layer－＞h"),
        ("hello-output", "‘o’。"),
        ("does-it-cure", "１、２；3，4。"),
    ],
)
def test_what_else_is_typed(name, answer):
    assert grade(ask(bank()[name], 0), answer).right


def test_shapes_that_do_not_fit_are_told_by_the_letters_of_the_question():
    with pytest.raises(InvalidError) as refused:
        reads("what-is-shown", "o @ c")
    assert refused.value.words.zh == "(N, H) @ (N, H)：这两个形状不匹配"
