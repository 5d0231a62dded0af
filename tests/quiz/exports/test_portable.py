"""What is said to other tools grades as rnnkit itself does."""

from __future__ import annotations

import pytest

from autograder.quiz.exports.exported import Left
from autograder.quiz.exports.portable import Choices, Essay, Number, Words, portable
from autograder.quiz.kinds import grade

BODY = "kind = 'ordering'\nlines = ['a', 'b', 'c']\nfree = [[1, 2]]"


def test_every_spelling_that_is_accepted_is_right_here_and_no_known_wrong_one_is(questions):
    seen = 0
    for asked in questions:
        form = portable(asked)
        if isinstance(form, Words):
            wrong = [spelling for spellings, _ in form.wrong for spelling in spellings]
            assert all(grade(asked, spelling).right for spelling in form.accepted), asked.question.id
            assert not any(grade(asked, spelling).right for spelling in wrong), asked.question.id
            seen += 1
    assert seen > 20


def test_a_margin_is_that_of_the_question(questions):
    for asked in questions:
        form = portable(asked)
        if isinstance(form, Number) and asked.question.kind != "bug":
            for way in (-1, 1):
                assert grade(asked, repr(form.answer + way * form.margin * 0.999)).right
                assert not grade(
                    asked, repr(form.answer + way * max(form.margin * 1.01, 1e-3 * abs(form.answer)))
                ).right
            assert [why for _, _, why in form.wrong] == [asked.said(wrong.why) for wrong in asked.question.wrong]


def test_what_stays_behind_are_the_wirings(questions):
    left = {asked.question.id for asked in questions if isinstance(portable(asked), Left)}
    assert left == {asked.question.id for asked in questions if asked.question.kind == "wiring"}


def test_an_essay_counts_the_points_of_its_rubric(by_id):
    assert portable(by_id["two-drawings"]) == Essay(4)


def test_a_formula_is_chosen_among_the_known_wrong_ones(by_id):
    form = portable(by_id["cell-update"])
    assert isinstance(form, Choices)
    assert [option.text.en for option in form.options if option.right] == ["`f * c + i * g`"]
    assert len(form.options) == 5
    assert all(option.why for option in form.options if not option.right)


@pytest.mark.parametrize("seed", range(6))
def test_lines_that_are_free_may_stand_in_any_order(asked, seed):
    one = asked(BODY, seed)
    bare = [spelling for spelling in portable(one).accepted if len(spelling) == 3]
    assert len(bare) == 2
    assert all(grade(one, spelling).right for spelling in bare)
