"""How much somebody lacks, and what they were asked in interviews before, as far as what they did tells."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.study.store import Event

UNKNOWN = 0.5
WAY = "mock"  # of the events of an interview


class Lack:
    """From 0, known, to 1: an item by how it went last, an unseen one by how its topic or assignment goes.

    Args:
        events: the oldest first
        topics: the topic or assignment of each item
    """

    def __init__(self, events: Iterable[Event] = (), topics: dict[str, str] | None = None) -> None:
        past = list(events)
        self._last = {event.item: event.score for event in past}
        self._asked = Counter(event.item for event in past if event.way == WAY)
        by_topic: dict[str, list[float]] = {}
        for item, score in self._last.items():
            by_topic.setdefault((topics or {}).get(item, ""), []).append(score)
        self._topics = {topic: fmean(scores) for topic, scores in by_topic.items() if topic}

    def of(self, item: str, topic: str) -> float:
        """How much is lacking there."""
        known = self._last.get(item, self._topics.get(topic))
        return UNKNOWN if known is None else 1 - known

    def asked(self, item: str) -> int:
        """How often it was asked in an interview."""
        return self._asked[item]
