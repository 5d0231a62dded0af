"""What is said after an answer holds the numbers that were asked, and leads to a lesson that is there."""

from __future__ import annotations

import re

import pytest

from autograder.quiz.asked import PLACE, ask
from autograder.quiz.bank import bank
from autograder.quiz.lesson import lesson_file, literature, section

BANK = bank()
DRAWN = {name: question for name, question in BANK.items() if question.draw}
SEEDS = range(12)


def told(question):
    yield question.explanation
    yield from (wrong.why for wrong in question.wrong)
    yield from (option.why for option in question.options)


def stale(question):
    """Tuples and numbers of three digits in fixed words that are an answer, or a wrong one, for some numbers only."""
    asked = [ask(question, seed) for seed in SEEDS]
    values = [{str(one.answer), *(str(one.value(wrong.value)) for wrong in question.wrong)} for one in asked]
    sometimes = set.union(*values) - set.intersection(*values)
    for text in told(question):
        for words in text:
            fixed = PLACE.sub("", words)
            yield from (found for found in re.findall(r"\(\d+(?:, \d+)+\)|\b\d{3,}\b", fixed) if found in sometimes)


@pytest.mark.parametrize("question", DRAWN.values(), ids=DRAWN)
def test_no_fixed_number_stands_where_numbers_are_drawn(question):
    assert not list(stale(question))


@pytest.mark.parametrize("fixed", ["(2, 3, 20)", "(2, 4, 20)"])
def test_a_number_of_one_draw_alone_is_seen(fixed):
    from dataclasses import replace

    from autograder.catalogue import same

    question = BANK["seed-two-layers-lstm"]
    assert list(stale(replace(question, explanation=same(f"It is {fixed}.")))) == [fixed] * 2


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("question", BANK.values(), ids=BANK)
def test_a_lesson_and_its_heading_are_there(question, lang):
    assert lesson_file(question, lang).is_file()
    assert "#" not in question.lesson or section(question, lang)


@pytest.mark.parametrize(
    "question", [one for one in BANK.values() if one.kind in ("numeric", "formula", "wiring")], ids=lambda one: one.id
)
def test_what_is_computed_is_explained_with_its_equation(question):
    assert all("$" in words for words in question.explanation)


@pytest.mark.parametrize("question", BANK.values(), ids=lambda question: question.id)
def test_what_can_be_read_elsewhere_is_named_in_any_language(question):
    named = literature(question)
    assert all(part in question.source for part in named.split("; "))
    assert not re.search(r"\b(?:computed|run|counted|published|lesson|solutions)\b", named)
