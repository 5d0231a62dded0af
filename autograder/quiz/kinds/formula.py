"""A formula is graded by what it computes on random inputs, never by how it is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError, evaluate
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Question

TRIALS = 3
SIZES = {"N": 2, "T": 3, "D": 4, "H": 5, "C": 6, "K": 7, "V": 8}  # no two alike: who takes one axis for another errs


def grade(asked: Asked, typed: str) -> Verdict:
    """Right where it computes the same on every trial; else the known wrong formula it computes, if there is one."""
    question = asked.question
    inputs = trials(question)
    got = [evaluate(typed, {**asked.values, **names}) for names in inputs]
    if not all(isinstance(value, int | float | np.ndarray | np.generic) for value in got):
        raise InvalidError(_NO_NUMBERS)
    if _agree(asked, got, question.answer):
        return Verdict(1.0)
    for wrong in question.wrong:
        if _agree(asked, got, wrong.value):
            return Verdict(0.0, asked.said(wrong.why), wrong.id)
    want = np.shape(_computed(asked, question.answer)[0])
    if np.shape(got[0]) != want:
        return Verdict(0.0, _SHAPE.format(got=np.shape(got[0]), want=want))
    return Verdict(0.0)


@cache
def trials(question: Question) -> tuple[dict[str, Any], ...]:
    """What the names hold on each trial."""
    rng = np.random.default_rng(sum(map(ord, question.id)))
    return tuple(
        {
            name: rng.uniform(0.1, 0.9, shape) if name in question.positive else rng.uniform(-1.5, 1.5, shape)
            for name, axes in question.names.items()
            for shape in [[SIZES[letter] for letter in axes]]
        }
        for _ in range(TRIALS)
    )


def _computed(asked: Asked, formula: str) -> list[Any]:
    return [evaluate(formula, {**asked.values, **names}) for names in trials(asked.question)]


def _agree(asked: Asked, got: list[Any], formula: str) -> bool:
    return all(
        np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-7, atol=1e-10))
        for one, other in zip(got, _computed(asked, formula), strict=True)
    )


_NO_NUMBERS = Text("the formula gives no number and no array", "公式的结果不是数，也不是数组")
_SHAPE = Text("Your formula has shape {got}, the answer has {want}.", "你的公式结果形状为 {got}，答案为 {want}。")
