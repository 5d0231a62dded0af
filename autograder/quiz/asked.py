"""A question with its numbers drawn: the same question and seed give the same numbers, order and answer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text, same
from autograder.quiz.expression import FUNCTIONS, InvalidError, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.quiz.question import Question

PLACE = re.compile(r"@\{([^{}]*?)(?::([^{}:]+))?\}")


def _no_choice(*_values: Any) -> Any:
    raise InvalidError(same("an answer is not drawn"))


TEXT_TOO = {**FUNCTIONS, "choice": _no_choice}  # an answer may be a text, and is never drawn


@dataclass(frozen=True, eq=False)
class Asked:
    """What somebody is asked.

    ``values`` are the drawn numbers, ``order`` is that in which options or lines are shown.
    """

    question: Question
    seed: int
    values: Mapping[str, Any]
    answer: Any
    order: tuple[int, ...]

    def said(self, text: Text) -> Text:
        """A text with its values filled in."""
        names = {**self.values, "answer": self.answer}
        return Text(*(PLACE.sub(lambda place: _spelled(place, names), words) for words in text))

    @property
    def text(self) -> Text:
        """The question."""
        return self.said(self.question.text)

    @property
    def explanation(self) -> Text:
        """Why the answer is what it is."""
        return self.said(self.question.explanation)

    @property
    def code(self) -> str:
        """The program that is asked about."""
        return self.said(Text(self.question.code, "")).en

    def value(self, expression: str) -> Any:
        """The value of an expression of the question."""
        return _valued(expression, self.values, TEXT_TOO)


def ask(question: Question, seed: int) -> Asked:
    """Draw a question's numbers.

    Args:
        question: which
        seed: a course's, a student's or a session's; with the question's id it fixes everything that is drawn

    Raises:
        InvalidError: an expression in the question's file cannot be computed.
    """
    digest = hashlib.sha256(f"{question.id} {seed}".encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    values: dict[str, Any] = {}
    for name, expression in question.draw.items():
        values[name] = _valued(expression, values, {**FUNCTIONS, **_draws(rng)})
    answer = None
    if question.answer and question.kind != "formula":
        answer = _valued(question.answer, values, TEXT_TOO)
    count = len(question.options) or len(question.lines)
    return Asked(question, seed, values, answer, tuple(int(place) for place in rng.permutation(count)))


def _draws(rng: np.random.Generator) -> dict[str, Callable[..., Any]]:
    def integer(low: int, high: int, *never: int) -> int:
        return int(rng.choice([number for number in range(low, high + 1) if number not in never]))

    def real(low: float, high: float, digits: int) -> float:
        return round(float(rng.uniform(low, high)), digits)

    def choice(*values: Any) -> Any:
        return values[int(rng.integers(len(values)))]

    return {"integer": integer, "real": real, "choice": choice}


def _valued(expression: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    value = evaluate(expression, values, functions)
    return value.item() if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0 else value


def _spelled(place: re.Match[str], names: Mapping[str, Any]) -> str:
    value = _valued(place[1], names, FUNCTIONS)
    if place[2]:
        return format(value, place[2])
    return f"{value:.6g}" if isinstance(value, float) else str(value)
