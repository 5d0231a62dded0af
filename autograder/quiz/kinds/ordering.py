"""Lines to be put in order: letters, in the order in which the lines should stand."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.reading import letters, read_ordering
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked


def shown(asked: Asked) -> dict[str, int]:
    """By letter, which line it stands for, as they are shown."""
    return letters(asked)


def grade(asked: Asked, typed: str) -> Verdict:
    """All in order is right; else a share for the pairs that stand in order beyond what chance gives."""
    lines = shown(asked)
    given = read_ordering(asked, typed)
    rank = {line: line for line in lines.values()}
    for group in asked.question.free:
        rank.update(dict.fromkeys(group, min(group)))
    pairs = [(rank[lines[one]], rank[lines[other]]) for one, other in combinations(given, 2)]
    swapped = [pair for pair in pairs if pair[0] > pair[1]]
    if not swapped:
        return Verdict(1.0)
    first, second = (asked.said(asked.question.lines[line]) for line in swapped[0][::-1])
    score = max(0.0, 1 - 2 * len(swapped) / len(pairs))
    return Verdict(round(score, 3), _BEFORE.format(first=first, second=second))


_BEFORE = Text("`{first}` comes before `{second}`.", "`{first}` 应在 `{second}` 之前。")
