"""Progress as JSON, to carry it to another machine: written out, and read back with every fault named by its place."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeGuard

from autograder.catalogue import Text
from autograder.study.store import Event
from autograder.study.trouble import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA = 1
LONGEST = 500  # characters of an item's, a belief's or a way's name
KINDS = ("quiz:", "code:")


def written(events: Iterable[Event]) -> str:
    """All events as JSON, an event a line."""
    rows = (json.dumps(_row(event), ensure_ascii=False) for event in events)
    inner = ",\n    ".join(rows)
    body = f"[\n    {inner}\n  ]" if inner else "[]"
    return f'{{\n  "schema": {SCHEMA},\n  "events": {body}\n}}\n'


def read(path: Path) -> list[Event]:
    """The events that such a file holds.

    Raises:
        UnreadableError: it is none; the message names the file and the place in it.
    """
    try:
        table = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _unreadable(path, "", "a file", error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "", "UTF-8", f"byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"{error.lineno}:{error.colno}", "JSON", error.msg) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise _unreadable(path, "", "JSON", str(error)) from error
    if not isinstance(table, dict) or "schema" not in table:
        raise _unreadable(path, "", "rnnkit progress --export", '"schema"?')
    if table["schema"] != SCHEMA:
        raise _unreadable(path, "schema", str(SCHEMA), _short(table["schema"]))
    events = table.get("events")
    if not isinstance(events, list):
        raise _unreadable(path, "events", "[…]", _short(events))
    return [_event(path, f"events[{place}]", row) for place, row in enumerate(events)]


def _row(event: Event) -> dict[str, Any]:
    at = event.at.astimezone(UTC).isoformat() if event.at else ""
    return {
        "at": at, "item": event.item, "score": event.score, "seconds": event.seconds, "belief": event.belief,
        "way": event.way,
    }  # fmt: skip


def _event(path: Path, place: str, row: Any) -> Event:
    if not isinstance(row, dict):
        raise _unreadable(path, place, "{…}", _short(row))
    item, score, seconds = row.get("item"), _number(row.get("score")), _number(row.get("seconds", 0.0))
    if not _is_name(item) or not item.startswith(KINDS):
        raise _unreadable(path, f"{place}.item", "quiz:… / code:…", _short(item))
    if score is None or not 0 <= score <= 1:
        raise _unreadable(path, f"{place}.score", "0 … 1", _short(row.get("score")))
    if seconds is None or not 0 <= seconds < math.inf:
        raise _unreadable(path, f"{place}.seconds", "≥ 0", _short(row["seconds"]))
    words = {name: row.get(name, "") for name in ("belief", "way")}
    for name, word in words.items():
        if not _is_name(word):
            raise _unreadable(path, f"{place}.{name}", '"…"', _short(word))
    return Event(item, score, seconds, **words, at=_time(path, f"{place}.at", row.get("at")))


def _time(path: Path, place: str, value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise _unreadable(path, place, "2026-03-01T12:00:00+00:00", _short(value))


def _is_name(value: Any) -> TypeGuard[str]:
    """Whether it can be shown: a terminal obeys what is not printable."""
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def _number(value: Any) -> float | None:
    """A number as a float; None for all else. NaN compares as no bound does."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _unreadable(path: Path, place: str, expected: str, got: str) -> UnreadableError:
    where = f"{path}: {place}" if place else str(path)
    return UnreadableError(_UNREADABLE.format(where=where, expected=expected, got=got))


_UNREADABLE = Text(
    "{where}: expected {expected}, got {got}; nothing was imported\n"
    "  next, to write such a file: rnnkit progress --export FILE",
    "{where}：应为 {expected}，实际为 {got}；没有导入任何内容\n  下一步，生成这样的文件：rnnkit progress --export FILE",
)
