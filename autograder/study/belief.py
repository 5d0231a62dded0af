"""A misconception in words: what was asked, what is said to the wrong answer that shows it, and where to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.asked import ask
from autograder.quiz.plain import plain
from autograder.study.pool import QUIZ, exercise_of, question_of

if TYPE_CHECKING:
    from autograder.catalogue import Language

LONG = 120  # characters of a question that remind of it


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


def asked_in(item: str, lang: Language) -> str:
    """How a question begins, or an exercise's title; the item's name where there is no such item any more."""
    if question := question_of(item):
        words = plain(ask(question, 0).text.said(lang)).partition("\n\n")[0]
        words = " ".join(words.split())
        return words if len(words) <= LONG else f"{words[: LONG - 1].rstrip()}…"
    found = exercise_of(item)
    return _EXERCISE.format(of=found[0].title, title=found[1].title).said(lang) if found else item.partition(":")[2]


def command_for(item: str) -> str:
    """What shows the question again, or helps with the exercise."""
    kind, _, name = item.partition(":")
    return f"rnnkit quiz {name}" if kind == QUIZ else f"rnnkit hint {name}"


_EXERCISE = Text("{of}: {title}", "{of}：{title}")
