"""What is typed and said in a quiz of lines, with a voice that is a list."""

from __future__ import annotations

import pytest

from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.kinds.wiring import right_wires
from autograder.quiz.plain import plain
from autograder.quiz.reading import diagram_of
from autograder.quiz.round import Round
from autograder.quiz.talk import talk


class Lines:
    """Types the lines it was given, and keeps what is said."""

    def __init__(self, *typed):
        self.typed, self.said = iter(typed), []

    def say(self, text="", style=""):
        self.said.append(text)

    def rule(self, title=""):
        self.said.append(title)

    def path(self, words, path):
        self.said.append(f"{words}: {path}")

    def read(self, prompt):
        try:
            return next(self.typed)
        except StopIteration:
            raise EOFError from None


def after(name, *typed, lang="en"):
    voice = Lines(*typed)
    going = Round([ask(bank()[name], 0)])
    talk(going, voice, lang)
    return going, "\n".join(voice.said)


def test_a_line_that_is_no_wire_is_told_at_once_and_the_others_stay():
    wires = [f"{source} -> {target}" for source, target in right_wires(diagram_of(ask(bank()["wire-the-lstm"], 0)))]
    going, said = after("wire-the-lstm", *wires[:9], "x -> nowhere", "x ->", *wires[9:], "")
    assert going.sitting.score == 1
    assert said.count("not taken") == 2


def test_the_model_answer_to_a_free_question_is_said_once():
    _, said = after("does-it-cure", "Gates ease it.", "", "1, 2")
    assert said.count("It eases vanishing in time") == 1
    _, said = after("does-it-cure", "?")
    assert said.count("It eases vanishing in time") == 1


@pytest.mark.parametrize("typed", ["?", "？"])
def test_either_question_mark_shows_the_answer(typed):
    going, said = after("cell-update", typed, lang="zh")
    assert going.sitting.verdicts[0][1].score == 0
    assert "跳过" in said


def test_a_letter_that_only_looks_like_a_latin_one_is_told_by_its_number():
    going, said = after("cell-update", "f * \u0441 + i * g", "f * c + i * g")
    assert going.sitting.score == 1
    assert "U+0441" in said


def test_a_partly_right_answer_is_told_how_much_of_it_is_right():
    _, said = after("does-it-cure", "Gates ease it.", "", "1, 2")
    assert "◐ partly right: 2 of 4" in said
    _, said = after("wire-the-rnn", "x -> layer; layer -> h", "", lang="zh")
    assert "◐ 部分正确：67%" in said


@pytest.mark.parametrize(("name", "count"), [("v-needs-no-chain", 1), ("remedies", 3)])
def test_the_right_options_are_told_with_their_words(name, count):
    question = bank()[name]
    _, said = after(name, "?")
    told = plain(said.partition("Answer:")[2])
    assert sum(plain(option.text.en) in told for option in question.options if option.right) == count
    assert not any(plain(option.text.en) + "\n" in told for option in question.options if not option.right)


@pytest.mark.parametrize(("lang", "where"), [("en", "bptt.ipynb, §1. "), ("zh", "bptt.ipynb，§1. ")])
def test_where_to_read_on_is_a_file_that_a_learner_has(lang, where):
    _, said = after("v-needs-no-chain", "?", lang=lang)
    assert where in said
    assert "solutions" not in said


def test_no_warning_of_numpy_or_python_stands_between_the_lines(recwarn):
    after("cell-update", "mean(())", "1or 2", "f * c + i * g")
    assert not list(recwarn)
