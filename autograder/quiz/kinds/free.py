"""A free answer: the learner, or whoever grades by hand, ticks what the answer says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked


def grade(asked: Asked, typed: str) -> Verdict:
    """The numbers of the rubric's items that the answer says; 0 for none."""
    rubric = asked.question.rubric
    numbers = {int(number) for number in re.findall(r"\d{1,3}", typed)}
    if not numbers or re.sub(r"[\d\s,，、;；]", "", typed) or not numbers <= set(range(len(rubric) + 1)):
        raise InvalidError(_TICKS.format(n=len(rubric)))
    earned = sum(item.points for number, item in enumerate(rubric, 1) if number in numbers)
    return Verdict(earned / sum(item.points for item in rubric))


_TICKS = Text("the numbers of the items it says, 1 to {n}; 0 for none", "答案提到的条目编号，1 到 {n}；都没有则为 0")
