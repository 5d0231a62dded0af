"""Answers that are a number, a shape, a printed output or a line of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.quiz.reading import read_line, read_number, read_shape
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.quiz.asked import Asked


def grade_number(asked: Asked, typed: str) -> Verdict:
    """A number, or a formula of numbers; whole numbers are exact, others within the question's tolerance."""
    value = read_number(typed)
    return _known(asked, lambda wanted: _close(value, wanted, asked.question.tolerance))


def grade_shape(asked: Asked, typed: str) -> Verdict:
    """The sizes of all axes."""
    sizes = read_shape(typed)
    return _known(asked, lambda wanted: sizes == tuple(np.atleast_1d(np.asarray(wanted, dtype=object))))


def grade_output(asked: Asked, typed: str) -> Verdict:
    """What a program prints: a text, a shape or a number."""
    if isinstance(asked.answer, str):
        text = _bare(typed)
        return _known(asked, lambda wanted: text == _bare(str(wanted)))
    return grade_shape(asked, typed) if isinstance(asked.answer, tuple) else grade_number(asked, typed)


def grade_line(asked: Asked, typed: str) -> Verdict:
    """The number of the line with the bug."""
    number = read_line(asked, typed)
    return _known(asked, lambda wanted: number == wanted)


def _known(asked: Asked, equals: Callable[[Any], bool]) -> Verdict:
    """Right, or one of the wrong answers that are known, or wrong."""
    if equals(asked.answer):
        return Verdict(1.0)
    for wrong in asked.question.wrong:
        if equals(asked.value(wrong.value)):
            return Verdict(0.0, asked.said(wrong.why), wrong.id)
    return Verdict(0.0)


def _close(value: float, wanted: Any, tolerance: float) -> bool:
    if isinstance(wanted, tuple | str):
        return False
    exact = isinstance(wanted, int)
    allowed = (1e-9 if exact else tolerance) * (abs(wanted) or 1.0)
    return bool(abs(value - wanted) <= allowed)


def _bare(text: str) -> str:
    return " ".join(text.strip().strip("'\"`‘’“”").split())
