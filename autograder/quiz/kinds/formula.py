"""A formula is graded by what it computes on random inputs, never by how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text
from autograder.quiz.expression import evaluate
from autograder.quiz.reading import axes, read_formula, trials
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked


def grade(asked: Asked, typed: str) -> Verdict:
    """Right where it computes the same on every trial; else the known wrong formula it computes, if there is one."""
    question = asked.question
    got = read_formula(asked, typed)
    if _agree(asked, got, question.answer):
        return Verdict(1.0)
    for wrong in question.wrong:
        if _agree(asked, got, wrong.value):
            return Verdict(0.0, asked.said(wrong.why), wrong.id)
    want = np.shape(_computed(asked, question.answer)[0])
    if np.shape(got[0]) != want:
        return Verdict(0.0, _SHAPE.format(got=axes(np.shape(got[0])), want=axes(want)))
    return Verdict(0.0)


def _computed(asked: Asked, formula: str) -> list[Any]:
    return [evaluate(formula, {**asked.values, **names}) for names in trials(asked.question)]


def _agree(asked: Asked, got: list[Any], formula: str) -> bool:
    return all(
        np.shape(one) == np.shape(other) and bool(np.allclose(one, other, rtol=1e-7, atol=1e-10))
        for one, other in zip(got, _computed(asked, formula), strict=True)
    )


_SHAPE = Text("Your formula has shape {got}, the answer has {want}.", "你的公式结果形状为 {got}，答案为 {want}。")
