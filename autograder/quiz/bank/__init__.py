"""The bank of questions: a folder a topic, a file a question."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.quiz.question import TOPICS, BankError, read_question

if TYPE_CHECKING:
    from autograder.quiz.question import Question

HOME = Path(__file__).parent


@cache
def bank(home: Path = HOME) -> dict[str, Question]:
    """Every question by its id, in the order of topics, difficulty and ids.

    Raises:
        BankError: a file is not as it should be, or two questions have one id.
    """
    questions: dict[str, Question] = {}
    for path in sorted(home.glob("*/*.toml")):
        question = read_question(path)
        if question.id in questions:
            raise BankError(f"{path}: {question.id} is the id of another question too")
        questions[question.id] = question
    order = list(TOPICS)
    ranked = sorted(questions.values(), key=lambda one: (order.index(one.topic), one.difficulty, one.id))
    return {question.id: question for question in ranked}
