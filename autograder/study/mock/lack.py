"""How much somebody lacks, as far as what they did before tells."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.study.store import Event

UNKNOWN = 0.5


class Lack:
    """From 0, known, to 1: an item by how it went last, an unseen one by how its topic or assignment goes.

    Args:
        events: the oldest first
        topics: the topic or assignment of each item
    """

    def __init__(self, events: Iterable[Event] = (), topics: dict[str, str] | None = None) -> None:
        self._last = {event.item: event.score for event in events}
        by_topic: dict[str, list[float]] = {}
        for item, score in self._last.items():
            by_topic.setdefault((topics or {}).get(item, ""), []).append(score)
        self._topics = {topic: fmean(scores) for topic, scores in by_topic.items() if topic}

    def of(self, item: str, topic: str) -> float:
        """How much is lacking there."""
        known = self._last.get(item, self._topics.get(topic))
        return UNKNOWN if known is None else 1 - known
