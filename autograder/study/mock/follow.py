"""What an answer leads to: a wrong one to something easier on the same, a right one to something harder."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from autograder.quiz.bank import bank
from autograder.study.mock.links import LINKS
from autograder.study.mock.roles import KINDS, WARM_UP, minutes_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from autograder.quiz.question import Question

SHORT = KINDS[WARM_UP] | {"formula"}


def follow_up(
    question: Question, *, right: bool, belief: str, used: Container[str], seed: int, minutes: float
) -> Question | None:
    """The question that an answer leads to; None where nothing fits.

    Args:
        question: what was answered
        right: whether all of the answer was; half right leads where wrong does
        belief: the misconception it showed, where one is known
        used: the ids of what is asked anyway
        seed: the interview's
        minutes: what it may take
    """
    fitting = [
        one
        for one in bank().values()
        if one.kind in SHORT and one.id not in used and one.id != question.id and minutes_of(one) <= minutes
    ]
    draw = Random(f"{seed} {question.id} {right} {belief}")  # noqa: S311 - no secret
    tiers = _harder(question, fitting) if right else _easier(question, belief, fitting)
    return next((draw.choice(tier) for tier in tiers if tier), None)


def beliefs(question: Question) -> set[str]:
    """The misconceptions that an answer to it can show."""
    return {one.id for one in question.options if not one.right} | {one.id for one in question.wrong}


def _harder(question: Question, fitting: list[Question]) -> Iterator[list[Question]]:
    """The best first."""
    yield [one for one in fitting if one.id == LINKS.get(question.id, ("", ""))[1]]
    harder = [one for one in fitting if one.topic == question.topic and one.difficulty > question.difficulty]
    yield [one for one in harder if one.lesson == question.lesson]
    yield [one for one in harder if one.difficulty == question.difficulty + 1]
    yield harder


def _easier(question: Question, belief: str, fitting: list[Question]) -> Iterator[list[Question]]:
    """The best first; where nothing is easier, something that is as easy."""
    near = [one for one in fitting if one.topic == question.topic and one.difficulty <= question.difficulty]
    yield [one for one in near if len(belief) > 1 and belief in beliefs(one)]  # a letter names no belief
    yield [one for one in fitting if one.id == LINKS.get(question.id, ("", ""))[0]]
    easier = [one for one in near if one.difficulty < question.difficulty]
    for some in (easier, near):
        yield [one for one in some if one.lesson == question.lesson]
        yield some
