"""An interview as JSON, so that it survives a pause and a crash; what cannot be gone on with is refused."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from autograder.catalogue import Text
from autograder.study.mock.interview import ANSWERED, PASSED, UNREACHED, Answer, Draft, Interview
from autograder.study.mock.plan import LONGEST, Slot
from autograder.study.mock.roles import CODE, PARTS, ROLES
from autograder.study.pool import exercise_of, question_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "mock"  # under which the store keeps it
VERSION = 1
MOST = 500  # slots: what has more was not written here


class StateError(ValueError):
    """A state cannot be gone on with; ``words`` say why."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def to_json(interview: Interview, kit: str) -> dict[str, Any]:
    """The state of an interview, and the kit that it belongs to: another may ask other questions by the same names."""
    return {"version": VERSION, "kit": kit, **asdict(interview)}


def from_json(state: Any, kit: str) -> Interview:
    """The interview of a state.

    Raises:
        StateError: another kit wrote it, or it is not as `to_json` made it.
    """
    if not isinstance(state, dict):
        raise StateError(_DAMAGED.format(what="state"))
    if state.get("version") != VERSION or state.get("kit") != kit:
        raise StateError(_OTHER.format(got=str(state.get("kit"))[:20], kit=kit))
    read = _Reader(state)
    draft = state.get("draft")
    interview = Interview(
        role=read.text("role"),
        minutes=read.number("minutes"),
        seed=read.whole("seed"),
        begun=read.text("begun"),
        todo=tuple(_slot(one) for one in read.rows("todo")),
        done=tuple(_answer(one) for one in read.rows("done")),
        spent=read.number("spent"),
        used=read.number("used"),
        draft=None if draft is None else _draft(draft),
        unfinished=read.text("unfinished"),
        lang=read.text("lang") if "lang" in state else "",  # which older states do not have
        to=read.text("to") if "to" in state else "",
    )
    _see(interview)
    return interview


def _see(interview: Interview) -> None:
    """See that what it holds can be asked here."""
    for what, sound in (
        ("role", interview.role in ROLES),
        ("minutes", 0 < interview.minutes <= LONGEST),
        ("begun", _is_time(interview.begun)),
        ("draft", interview.draft is None or bool(interview.todo and interview.todo[0].part == CODE)),
    ):
        if not sound:
            raise StateError(_DAMAGED.format(what=what))
    for slot in (*interview.todo, *(answer.slot for answer in interview.done)):
        known = exercise_of(slot.item) if slot.part == CODE else question_of(slot.item)
        if slot.part not in PARTS or known is None:
            raise StateError(_DAMAGED.format(what=slot.item[:60]))


def _slot(table: Any) -> Slot:
    read = _Reader(table)
    spare, after = read.number("spare"), read.text("after")
    return Slot(read.text("part"), read.text("item"), read.number("minutes"), spare, after)


def _answer(table: Any) -> Answer:
    read = _Reader(table)
    how, score = read.text("how"), read.score("score")
    if how not in (ANSWERED, PASSED, UNREACHED):
        raise StateError(_DAMAGED.format(what="how"))
    typed, belief, at = read.text("typed"), read.text("belief"), read.text("at")
    if at and not _is_time(at):
        raise StateError(_DAMAGED.format(what="at"))
    return Answer(_slot(read.table.get("slot")), how, typed, score, belief, read.number("seconds"), at)


def _draft(table: Any) -> Draft:
    read = _Reader(table)
    return Draft(read.text("source"), read.score("score"), read.text("belief"), read.whole("tries"))


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


class _Reader:
    """Reads values of a known type out of a table."""

    def __init__(self, table: Any) -> None:
        if not isinstance(table, dict):
            raise StateError(_DAMAGED.format(what="state"))
        self.table: Mapping[str, Any] = table

    def text(self, key: str) -> str:
        return str(self._checked(key, isinstance(self.table.get(key), str)))

    def whole(self, key: str) -> int:
        value = self.table.get(key)
        return int(self._checked(key, isinstance(value, int) and not isinstance(value, bool)))

    def number(self, key: str) -> float:
        value = self.table.get(key)
        sound = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
        return float(self._checked(key, sound))

    def score(self, key: str) -> float | None:
        if self.table.get(key) is None:
            return None
        score = self.number(key)
        self._checked(key, score <= 1)
        return score

    def rows(self, key: str) -> list[Any]:
        value = self.table.get(key)
        return list(self._checked(key, isinstance(value, list | tuple) and len(value) <= MOST))

    def _checked(self, key: str, sound: bool) -> Any:
        if not sound:
            raise StateError(_DAMAGED.format(what=key))
        return self.table[key]


_OTHER = Text(
    "it belongs to rnnkit {got}, and this is rnnkit {kit}", "它属于 rnnkit {got}，而现在运行的是 rnnkit {kit}"
)
_DAMAGED = Text("it is damaged: {what}", "它已损坏：{what}")
