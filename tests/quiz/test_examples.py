"""How to answer is shown by examples that are no answer to the question they stand under."""

from __future__ import annotations

import re

import pytest

from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import grade
from autograder.quiz.posed import EXAMPLES, HOW, how
from autograder.quiz.question import KINDS

SEEDS = range(50)


def worth(asked, typed):
    try:
        return grade(asked, typed).score
    except InvalidError:
        return 0


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_example_earns_nothing_in_any_question(kind):
    for question in bank().values():
        if question.kind == kind:
            for seed in SEEDS if question.draw else [0]:
                asked = ask(question, seed)
                assert not any(worth(asked, one) for one in (*EXAMPLES[kind], "\n".join(EXAMPLES[kind]))), question.id


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(EXAMPLES)))
def test_where_any_example_may_be_an_answer_there_is_none(kind):
    for words in HOW[kind]:
        assert not re.search(r"`|:|：|\d", words)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_example_is_told_in_both_languages(lang):
    for question in bank().values():
        assert all(f"`{one}`" in how(ask(question, 0), lang) for one in EXAMPLES.get(question.kind, ()))


def test_an_answer_that_is_right_would_earn_something():
    asked = ask(bank()["cell-update"], 0)
    assert (worth(asked, "f * c + i * g"), worth(asked, "f")) == (1, 0)
