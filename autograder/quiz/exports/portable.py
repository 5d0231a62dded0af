"""A question in the terms that all quiz tools share: options, a number with a margin, accepted words, or an essay.

What is graded here by executing it cannot be so elsewhere: a formula becomes a choice among it and the known wrong
ones, and a wiring stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from random import Random
from typing import TYPE_CHECKING, Any

from autograder.catalogue import NOTHING, Text, same
from autograder.quiz.exports.exported import Left
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.posed import HOW, words

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked


@dataclass(frozen=True)
class Choice:
    """An option as Markdown; ``why`` is said to whoever takes it though it is wrong."""

    text: Text
    right: bool
    why: Text


@dataclass(frozen=True)
class Choices:
    """Options in the order in which they are shown; ``many`` where several may be right."""

    options: tuple[Choice, ...]
    many: bool
    how: Text


@dataclass(frozen=True)
class Number:
    """A number and how far from it an answer may be; the known wrong ones with their margins and what is said."""

    answer: float
    margin: float
    wrong: tuple[tuple[float, float, Text], ...]
    how: Text


@dataclass(frozen=True)
class Words:
    """All spellings that are accepted, and all those of known wrong answers with what is said to them."""

    accepted: tuple[str, ...]
    wrong: tuple[tuple[tuple[str, ...], Text], ...]
    how: Text
    case: bool = False


@dataclass(frozen=True)
class Essay:
    """What a person grades by a rubric."""

    points: int
    how: Text = NOTHING


Form = Choices | Number | Words | Essay


def portable(asked: Asked) -> Form | Left:
    """The question in the terms of other tools, or why there are none for it."""
    question = asked.question
    match question.kind:
        case "single" | "multiple":
            return _choices(asked)
        case "formula":
            return _formula(asked)
        case "ordering":
            return Words(_orders(asked), (), HOW["ordering"])
        case "wiring":
            return Left(question.id, _WIRING)
        case "free":
            return Essay(sum(item.points for item in question.rubric))
    return _typed(asked)


def _choices(asked: Asked) -> Choices:
    many = asked.question.kind == "multiple"
    options = choice.shown(asked).values()
    offered = tuple(Choice(words(asked, one), one.right, asked.said(one.why)) for one in options)
    return Choices(offered, many, _SEVERAL if many else NOTHING)


def _typed(asked: Asked) -> Number | Words:
    """A number, a shape or a text."""
    question = asked.question
    wrong = [(asked.value(one.value), asked.said(one.why)) for one in question.wrong]
    how = _NUMBER if question.kind == "numeric" else HOW[question.kind]
    if isinstance(asked.answer, tuple | str):
        spelled = tuple((_spellings(value), why) for value, why in wrong)
        return Words(_spellings(asked.answer), spelled, how, case=isinstance(asked.answer, str))
    known = tuple((value, _margin(asked, value), why) for value, why in wrong)
    return Number(asked.answer, _margin(asked, asked.answer), known, how)


def _formula(asked: Asked) -> Choices | Left:
    question = asked.question
    if not question.wrong:
        return Left(question.id, _FORMULA)
    offered = [Choice(same(f"`{question.answer}`"), right=True, why=NOTHING)]
    offered += [Choice(same(f"`{one.value}`"), right=False, why=asked.said(one.why)) for one in question.wrong]
    Random(f"{question.id} {asked.seed}").shuffle(offered)  # noqa: S311 - an order, no secret
    return Choices(tuple(offered), many=False, how=_WHICH)


def _margin(asked: Asked, value: float) -> float:
    """As in `kinds.number`: whole numbers are exact."""
    return 0.0 if isinstance(value, int) else asked.question.tolerance * (abs(value) or 1.0)


def _spellings(value: Any) -> tuple[str, ...]:
    """How people write a shape or a text: with or without brackets or quotes, and however they set axes apart."""
    if isinstance(value, str):
        return (value, f"'{value}'", f'"{value}"')
    axes = [str(axis) for axis in (value if isinstance(value, tuple) else (value,))]
    brackets = [("", ""), ("(", ")"), ("[", "]"), ("torch.Size([", "])")]
    spelled = [left + mark.join(axes) + right for (left, right), mark in product(brackets, (", ", ",", " "))]
    if len(axes) == 1:
        spelled += [f"({axes[0]},)"]
    return tuple(dict.fromkeys(spelled))


def _orders(asked: Asked) -> tuple[str, ...]:
    """Every right order of the letters; the lines of a group that is free may stand in any."""
    letters = {line: letter for letter, line in ordering.shown(asked).items()}
    rank = {line: line for line in letters}
    for group in asked.question.free:
        rank.update(dict.fromkeys(group, min(group)))
    groups = [[line for line in letters if rank[line] == one] for one in sorted(set(rank.values()))]
    right = [[letters[line] for part in order for line in part] for order in product(*map(permutations, groups))]
    return tuple(mark.join(order) for order in right for mark in ("", " ", ", ", ","))


_SEVERAL = Text("Choose all that are right.", "选出所有正确的选项。")
_WHICH = Text("Choose the right formula.", "选出正确的公式。")
_NUMBER = Text("a number", "一个数")
_WIRING = Text(
    "a wiring is graded by executing it, which rnnkit alone can do", "连线题靠执行来评分，只有 rnnkit 能做到"
)
_FORMULA = Text(
    "a formula is graded by computing it, and there are no wrong ones to choose from",
    "公式题靠计算来评分，又没有可供选择的错误公式",
)
