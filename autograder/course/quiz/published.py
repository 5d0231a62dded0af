"""What students may see of a question: nothing of it depends on which answer is right.

Options and lines stand in the order of a digest of their words, since in the bank the right option may stand first and
lines stand in the right order. The order in which a student sees them is drawn from there, here as in their folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING
from autograder.course.quiz.drawn import seed_of
from autograder.quiz.asked import ask
from autograder.quiz.question import Option, Question

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Kind


def published(question: Question) -> Question:
    """The question without its answer, and without all that is said of answers."""
    return Question(
        id=question.id,
        topic=question.topic,
        kind=_kind(question),
        difficulty=question.difficulty,
        source="",
        lesson="",
        text=question.text,
        explanation=NOTHING,
        draw=question.draw,
        options=tuple(Option("", question.options[place].text) for place in _places(question) if question.options),
        names=question.names,
        positive=tuple(sorted(question.positive)),
        diagram=question.diagram,
        code=question.code,
        lines=tuple(question.lines[place] for place in _places(question) if question.lines),
    )


def asked_of(question: Question, seed: int, student: str) -> Asked:
    """The whole question with a student's numbers, its options or lines in the order in which the student sees them."""
    whole = ask(question, seed_of(seed, student))
    places = _places(question)
    return replace(whole, order=tuple(places[place] for place in whole.order))


def _places(question: Question) -> list[int]:
    """In the order in which options or lines are published, where each stands in the bank."""
    texts = [option.text for option in question.options] or list(question.lines)
    digests = [hashlib.sha256(f"{question.id} {text.en}".encode()).hexdigest() for text in texts]
    return sorted(range(len(texts)), key=digests.__getitem__)


def _kind(question: Question) -> Kind:
    """How it is answered; of what a program prints it is told whether that is a number or a shape."""
    if question.kind != "output":
        return question.kind
    answer = ask(question, 0).answer
    if isinstance(answer, str):
        return "output"
    return "shape" if isinstance(answer, tuple) else "numeric"
