"""The kinds of question: how the answer to each is read, and graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.quiz.kinds import choice, formula, free, number, ordering, wiring
from autograder.quiz.reading import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Kind
    from autograder.quiz.verdict import Verdict

GRADERS: Mapping[Kind, Callable[[Asked, str], Verdict]] = {
    "single": choice.grade,
    "multiple": choice.grade,
    "numeric": number.grade_number,
    "shape": number.grade_shape,
    "output": number.grade_output,
    "bug": number.grade_line,
    "formula": formula.grade,
    "ordering": ordering.grade,
    "wiring": wiring.grade,
    "free": free.grade,
}


def grade(asked: Asked, answer: Any) -> Verdict:
    """Grade an answer.

    Args:
        asked: the question with its numbers
        answer: what was typed; numbers, and lists of numbers and texts, are taken as if they had been typed

    Raises:
        InvalidError: it is no answer to a question of this kind; nothing is lost by it.
    """
    return GRADERS[asked.question.kind](asked, typed(answer))
