"""A wrong answer leads to something easier on the same, a right one to something harder."""

import pytest

from autograder.quiz.bank import bank
from autograder.study.mock.follow import beliefs, follow_up
from autograder.study.mock.links import LINKS
from autograder.study.mock.plan import FOLLOW_UP
from autograder.study.mock.roles import KINDS, WARM_UP, WHITEBOARD, minutes_of

FOLLOWED = [one for one in bank().values() if one.kind in KINDS[WARM_UP] | KINDS[WHITEBOARD]]


def after(question, *, right, belief="", used=(), seed=1, minutes=FOLLOW_UP):
    return follow_up(question, right=right, belief=belief, used=used, seed=seed, minutes=minutes)


@pytest.mark.parametrize("name", LINKS)
def test_a_link_leads_to_what_there_is_and_in_the_right_direction(name):
    easier, harder = (bank()[one] for one in LINKS[name])
    assert easier.difficulty <= bank()[name].difficulty <= harder.difficulty
    assert after(bank()[name], right=True) is harder
    assert after(bank()[name], right=False) is easier


def test_follow_ups_are_on_the_same_and_no_harder_after_a_wrong_answer_no_easier_after_a_right_one():
    for question in FOLLOWED:
        linked = LINKS.get(question.id, ())
        for right in (True, False):
            found = after(question, right=right)
            if found is not None:
                gain = found.difficulty - question.difficulty
                assert gain >= 0 if right else gain <= 0, question.id
                assert found.topic == question.topic or found.id in linked
                assert minutes_of(found) <= FOLLOW_UP


def test_every_wrong_answer_leads_somewhere():
    assert all(after(question, right=False) for question in FOLLOWED)


def test_a_misconception_is_tried_once_more_where_another_question_shows_it():
    shows = [one for one in FOLLOWED if "many-to-one" in beliefs(one) and one.id != "which-form-one-to-many"]
    assert after(bank()["which-form-one-to-many"], right=False, belief="many-to-one") in shows
    assert after(bank()["rnn-parameters"], right=False, belief="one-bias").id in {"lstm-parameters", "gru-parameters"}


def test_nothing_is_asked_twice():
    question = bank()["who-keeps"]
    first = after(question, right=True)
    assert after(question, right=True, used={first.id}) is not first


def test_what_takes_too_long_does_not_follow():
    assert after(bank()["who-keeps"], right=True, minutes=0.5) is None
