"""How a learner stands in each exercise, and what is noted of it: read off the progress file and their own files."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.study.store import Event
from autograder.study.stub import region_of

if TYPE_CHECKING:
    from autograder.catalogue import Assignment
    from autograder.grading.report import ExerciseResult
    from autograder.study.store import Store

GAVE_UP = "gave up"
BACK_AFTER = timedelta(days=1)  # a solution that was read is asked for again after a night


class Standing(Enum):
    """How an exercise stands; ``glyph`` and ``ascii`` are signs for it, ``word`` says it aloud."""

    PASSED = ("✓", "+", "passed", Text("passed", "通过"))
    STARTED = ("◐", "~", "partial", Text("started", "已开始"))
    UNTOUCHED = ("·", ".", "untouched", Text("untouched", "未动"))
    SKIPPED = ("→", ">", "quiet", Text("skipped", "已跳过"))
    GIVEN_UP = ("–", "-", "notrun", Text("given up", "已放弃"))

    @property
    def word(self) -> Text:
        """What it means."""
        return self.value[3]


def item_of(assignment: Assignment | str, exercise: str) -> str:
    """The id under which an exercise stands in the progress file."""
    return f"code:{assignment if isinstance(assignment, str) else assignment.name}.{exercise}"


class Notes:
    """What the progress file knows of the exercises of a workspace."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def standing(self, assignment: Assignment, exercise: str, source: str) -> Standing:
        """How an exercise stands in a file of this source."""
        item = item_of(assignment, exercise)
        if self.given_up(item):
            return Standing.GIVEN_UP
        region = region_of(source, exercise)
        if region is None or region.unwritten:
            return Standing.SKIPPED if item in self.skipped else Standing.UNTOUCHED
        events = [event for event in self.store.events(item) if event.way != GAVE_UP]
        if events and events[-1].score >= 1:
            return Standing.PASSED
        return Standing.SKIPPED if item in self.skipped else Standing.STARTED

    def given_up(self, item: str) -> bool:
        """Whether its solution was read and it has not been passed since, a day or more later."""
        events = self.store.events(item)
        given = [event.at for event in events if event.way == GAVE_UP and event.at]
        if not given:
            return False
        return not any(event.score >= 1 and event.at and event.at >= given[-1] + BACK_AFTER for event in events)

    def due(self, item: str) -> bool:
        """Whether what was given up is to be tried again."""
        given = [event.at for event in self.store.events(item) if event.way == GAVE_UP and event.at]
        return bool(given) and self.store.clock() >= given[-1] + BACK_AFTER

    def graded(self, assignment: Assignment, result: ExerciseResult, source: str, way: str, seconds: float = 0) -> bool:
        """Note how an exercise went; the same text of it is noted once. Whether it was noted.

        What is right on the day its solution was read shows nothing yet and is not noted.
        """
        item, region = item_of(assignment, result.name), region_of(source, result.name)
        if not result.started or region is None or any(check.verdict == "not run" for check in result.checks):
            return False
        share = 1.0 if result.first_failure is None else min(result.score / (result.points or 1), 0.99)
        text = hashlib.sha256(region.text.encode()).hexdigest()
        last = next((event.score for event in reversed(self.store.events(item))), None)
        known = self.store.kept(_noted(item)) == {"text": text} and last == share
        if known or (self.given_up(item) and not self.due(item)):
            return False
        self.store.record(Event(item, share, seconds, result.mistake or "", way))
        self.store.keep(_noted(item), {"text": text})
        return True

    def gave_up(self, item: str) -> None:
        """Note that a solution was read before the exercise was passed."""
        self.store.record(Event(item, 0.0, way=GAVE_UP))

    def forget(self, item: str) -> None:
        """Have the next text be noted, even one that was noted before: the exercise was reset."""
        self.store.keep(_noted(item), None)

    @property
    def skipped(self) -> list[str]:
        """The items that were skipped, in that order."""
        return list((self.store.kept("skipped") or {}).get("items", []))

    def skip(self, item: str, *, skipped: bool = True) -> None:
        """Skip an item, or have it back."""
        items = [one for one in self.skipped if one != item] + [item] * skipped
        self.store.keep("skipped", {"items": items})

    @property
    def at(self) -> str:
        """The item that was last worked at; nothing where there is none."""
        return str((self.store.kept("at") or {}).get("item", ""))

    def go_to(self, item: str) -> None:
        """Note which item is worked at."""
        if item != self.at:
            self.store.keep("at", {"item": item})

    def hint_step(self, item: str, text: str) -> int:
        """Which step of help comes next for this text of an exercise: the first, second, third, and the third again."""
        mark, before = hashlib.sha256(text.encode()).hexdigest(), self.store.kept("hint") or {}
        step = min(before.get("step", 0) + 1, 3) if (before.get("item"), before.get("text")) == (item, mark) else 1
        self.store.keep("hint", {"item": item, "text": mark, "step": step})
        return step


def _noted(item: str) -> str:
    return f"noted:{item}"
