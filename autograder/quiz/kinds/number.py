"""Answers that are a number, a shape, a printed output or a line of a program."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError, evaluate
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.quiz.asked import Asked

MOST_AXES, LONGEST_AXIS = 8, 10**9


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
    lines = len(asked.code.splitlines())
    number = re.fullmatch(r"(?:line|第)?\s*(\d{1,6})\s*行?", typed.lower())
    if not number or not 1 <= int(number[1]) <= lines:
        raise InvalidError(_LINE.format(got=typed[:40], lines=lines))
    return _known(asked, lambda wanted: int(number[1]) == wanted)


def read_number(typed: str) -> float:
    """A finite number; InvalidError where it is none."""
    value = evaluate(typed.replace(",", "").replace("%", "/100"), {})
    if not isinstance(value, int | float | np.ndarray | np.generic) or np.size(value) != 1:
        raise InvalidError(_NO_NUMBER.format(got=typed[:40]))
    try:
        number = float(value)
    except (OverflowError, TypeError):
        raise InvalidError(_NO_NUMBER.format(got=typed[:40])) from None
    if not math.isfinite(number):
        raise InvalidError(_NO_NUMBER.format(got=typed[:40]))
    return number


def read_shape(typed: str) -> tuple[int, ...]:
    """Whole numbers, however they are set apart; InvalidError where there is anything else."""
    bare = re.sub(r"^(torch\.Size|tuple|shape)?[\s([（]*|[\s)\]）]*$", "", typed.strip())
    parts = [part for part in re.split(r"[\s,，]+|(?<=\d)[x×*](?=\d)", bare) if part]
    sound = parts and len(parts) <= MOST_AXES and all(re.fullmatch(r"\d{1,9}", part) for part in parts)
    if not sound:
        raise InvalidError(_NO_SHAPE.format(got=typed[:40]))
    return tuple(map(int, parts))


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
    return " ".join(text.strip().strip("'\"`").split())


_NO_NUMBER = Text("{got!r} is no finite number", "{got!r} 不是有限的数")
_NO_SHAPE = Text(
    "{got!r} is no shape; write the sizes of the axes: 4, 7, 40", "{got!r} 不是形状；请写出各轴的大小：4, 7, 40"
)
_LINE = Text("{got!r} is no line of the program: 1 to {lines}", "{got!r} 不是程序的行号：1 到 {lines}")
