"""Lines to be put in order: letters, in the order in which the lines should stand."""

from __future__ import annotations

import string
from itertools import combinations
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds.choice import read_letters
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked


def shown(asked: Asked) -> dict[str, int]:
    """By letter, which line it stands for, as they are shown."""
    return dict(zip(string.ascii_lowercase, asked.order, strict=False))


def grade(asked: Asked, typed: str) -> Verdict:
    """All in order is right; else a share for the pairs that stand in order beyond what chance gives."""
    lines = shown(asked)
    letters = read_letters(typed, lines)
    if len(letters) < len(lines):
        raise InvalidError(_ALL.format(n=len(lines)))
    rank = {line: line for line in lines.values()}
    for group in asked.question.free:
        rank.update(dict.fromkeys(group, min(group)))
    pairs = [(rank[lines[one]], rank[lines[other]]) for one, other in combinations(letters, 2)]
    swapped = [pair for pair in pairs if pair[0] > pair[1]]
    if not swapped:
        return Verdict(1.0)
    first, second = (asked.said(asked.question.lines[line]) for line in swapped[0][::-1])
    score = max(0.0, 1 - 2 * len(swapped) / len(pairs))
    return Verdict(round(score, 3), _BEFORE.format(first=first, second=second))


_ALL = Text("all {n} lines, each once: a letter each", "全部 {n} 行，每行一个字母，各用一次")
_BEFORE = Text("`{first}` comes before `{second}`.", "`{first}` 应在 `{second}` 之前。")
