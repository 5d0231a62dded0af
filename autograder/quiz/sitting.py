"""Which questions somebody is asked in one sitting, and how it went."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS
from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.bugs import TOPIC, bug, candidates, one_bug

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked
    from autograder.quiz.verdict import Verdict


def chosen(topic: str | None, count: int | None, seed: int) -> list[Asked]:
    """Questions of a topic, or of all, in an order drawn from the seed; easier ones come first.

    Args:
        topic: one of `TOPICS`, or the id of a question; None: all topics
        count: how many at the most; None: all there are
        seed: of the order and of every number that is drawn
    """
    draw = random.Random(seed)  # noqa: S311 - an order, no secret
    fitting = [one for one in bank().values() if topic in (None, one.topic, one.id)]
    if topic is None:  # a few of the many bugs
        fitting += [one_bug(name, draw) for name in ASSIGNMENTS]
    elif not fitting:
        names = list(candidates()) if topic == TOPIC else [topic]
        fitting = list(islice(filter(None, map(bug, draw.sample(names, len(names)))), count))  # no more than are asked
    drawn = draw.sample(fitting, len(fitting))[:count]
    return [ask(question, seed) for question in sorted(drawn, key=lambda one: one.difficulty)]


@dataclass
class Sitting:
    """The verdicts so far."""

    verdicts: list[tuple[Asked, Verdict]] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The sum of all scores; each question counts one."""
        return sum(verdict.score for _, verdict in self.verdicts)

    @property
    def beliefs(self) -> Counter[str]:
        """How often each misconception showed."""
        return Counter(verdict.belief for _, verdict in self.verdicts if verdict.belief)

    def by_topic(self) -> dict[str, tuple[float, int]]:
        """For each topic its score, and of how many questions."""
        totals: dict[str, tuple[float, int]] = {}
        for asked, verdict in self.verdicts:
            score, many = totals.get(asked.question.topic, (0.0, 0))
            totals[asked.question.topic] = score + verdict.score, many + 1
        return totals
