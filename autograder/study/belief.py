"""A misconception in words: what is said to the wrong answer that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.quiz.asked import ask
from autograder.quiz.plain import plain
from autograder.study.pool import exercise_of, question_of

if TYPE_CHECKING:
    from autograder.catalogue import Language


def told_belief(item: str, belief: str, lang: Language) -> str:
    """What is said to it where it showed; its id where nothing is known of it any more.

    Args:
        item: the question or exercise in which it showed
        belief: the id of an option, of a wrong answer, or of a known mistake
        lang: in which language
    """
    if question := question_of(item):
        said = {one.id: one.why for one in question.options} | {one.id: one.why for one in question.wrong}
        why = said.get(belief)
        return plain(ask(question, 0).said(why).said(lang)) if why else belief
    found = exercise_of(item)
    mistakes = found[1].mistakes if found else ()
    return next((mistake.hint.said(lang) for mistake in mistakes if mistake.id == belief), belief)
