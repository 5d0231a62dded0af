"""The kinds of question: how the answer to each is read, and graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import choice, formula, free, number, ordering, wiring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Kind
    from autograder.quiz.verdict import Verdict

LONGEST = 10_000

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
    return GRADERS[asked.question.kind](asked, read(answer))


def read(answer: Any) -> str:
    """An answer as text; InvalidError where it is none, says nothing or is too long."""
    if isinstance(answer, list | tuple):
        answer = ", ".join(read(part) for part in answer)
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise InvalidError(_NO_TEXT)
    text = str(answer).strip()
    if len(text) > LONGEST:
        raise InvalidError(_LONG.format(got=len(text), most=LONGEST))
    if not text:
        raise InvalidError(_EMPTY)
    return text


_NO_TEXT = Text("an answer is text, a number or a list of these", "答案应为文本、数，或它们的列表")
_LONG = Text("an answer has at most {most} characters, this one has {got}", "答案最多 {most} 个字符，这里有 {got} 个")
_EMPTY = Text("the answer is empty", "答案为空")
