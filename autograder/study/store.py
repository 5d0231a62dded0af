"""A learner's progress, in one SQLite file of their own: what they did, and what is under way."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import platformdirs

from autograder.study.migrate import back_up_changed, migrate, see_not_emptied, see_whole, see_writable
from autograder.study.patience import connect
from autograder.study.trouble import StoreError, damaged, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["FILE", "Event", "Store", "StoreError", "home", "now"]
FILE = "progress.sqlite3"
INSERT = """
    INSERT INTO event (at, kind, item, score, seconds, belief, way) SELECT :at, :kind, :item, :score, :seconds, :belief,
    :way WHERE NOT :once OR NOT EXISTS (SELECT 1 FROM event WHERE item = :item AND at = :at AND way = :way)
"""


@dataclass(frozen=True)
class Event:
    """One thing that was done.

    ``item`` is ``quiz:<question id>`` or ``code:<assignment>.<exercise>`` (katas too); ``score`` is from 0 to 1;
    ``belief`` the misconception or known mistake that showed; ``way`` where: check, watch, drill, mock, quiz,
    ``attempt`` (a kata that did not pass yet), or ``gave up``.
    """

    item: str
    score: float
    seconds: float = 0.0
    belief: str = ""
    way: str = ""
    at: datetime | None = None

    @property
    def kind(self) -> str:
        """``quiz`` or ``code``."""
        return self.item.partition(":")[0]


def now() -> datetime:
    """The time, in UTC; tests give a store another clock."""
    return datetime.now(UTC)


def home() -> Path:
    """The folder in which progress is kept: RNNKIT_DATA's, else the system's for a user's data."""
    asked = os.environ.get("RNNKIT_DATA")
    return Path(asked).expanduser() if asked else Path(platformdirs.user_data_dir("rnnkit", appauthor=False))


class Store:
    """The file, opened; safe under several processes at once: each change is one transaction.

    Args:
        path: of the file, where it is not the user's own
        clock: tells the time
        waiting: says that another terminal is waited for

    Raises:
        StoreError: here and in every method, where the file cannot be read or written.
    """

    def __init__(
        self,
        path: Path | None = None,
        clock: Callable[[], datetime] = now,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        self.path = path or home() / FILE
        self.clock = clock
        with told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            see_not_emptied(self.path)
            self._connection = connect(self.path, waiting)
            try:
                self._connection.row_factory = sqlite3.Row
                self._connection.execute("PRAGMA journal_mode=DELETE")  # one file, on a network's disk too
                see_whole(self._connection, self.path)
                migrate(self._connection, self.path)
                see_writable(self._connection)
            except BaseException:
                self._connection.close()
                raise
        if self._read("SELECT 1 FROM event LIMIT 1"):
            back_up_changed(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def record(self, *events: Event) -> None:
        """Note what was done, all of it or nothing."""
        self._insert(events, once=False)

    def merge(self, events: Iterable[Event]) -> int:
        """Note what was done elsewhere and is not noted yet; returns how many events are new."""
        return self._insert(events, once=True)

    def events(self, item: str = "") -> list[Event]:
        """All that was done, or all that was done with one item, the oldest first."""
        return _events(self.path, self._read("SELECT * FROM event WHERE ? IN ('', item) ORDER BY at, id", item))

    def keep(self, name: str, state: dict[str, Any] | None) -> None:
        """Keep what is under way under a name, such as ``mock``; None forgets it."""
        with self._writing() as connection:
            connection.execute("DELETE FROM kept WHERE name = ?", (name,))
            if state is not None:
                row = (name, self.clock().isoformat(), json.dumps(state, ensure_ascii=False))
                connection.execute("INSERT INTO kept VALUES (?, ?, ?)", row)

    def kept(self, name: str) -> dict[str, Any] | None:
        """What is under way under that name; None where nothing is."""
        rows = self._read("SELECT state FROM kept WHERE name = ?", name)
        try:
            state: dict[str, Any] | None = json.loads(rows[0]["state"]) if rows else None
        except ValueError as error:
            raise damaged(self.path, f"{name}: {error}") from error
        return state

    def _insert(self, events: Iterable[Event], *, once: bool) -> int:
        with self._writing() as connection:
            return sum(connection.execute(INSERT, {**self._row(event), "once": once}).rowcount for event in events)

    def _row(self, event: Event) -> dict[str, Any]:
        at = (event.at or self.clock()).astimezone(UTC).isoformat()
        return {
            "at": at, "kind": event.kind, "item": event.item, "score": event.score, "seconds": event.seconds,
            "belief": event.belief, "way": event.way,
        }  # fmt: skip

    def _read(self, query: str, *values: object) -> list[sqlite3.Row]:
        with told(self.path), closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk ends it by itself
                    self._connection.execute("ROLLBACK")
                raise


def past(path: Path | None = None) -> list[Event]:
    """What can be read of a file that cannot be written, even in a folder that cannot; nothing where nothing can."""
    path = path or home() / FILE
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return _events(path, connection.execute("SELECT * FROM event ORDER BY at, id").fetchall())
    except (sqlite3.Error, StoreError):
        return []


def _events(path: Path, rows: list[sqlite3.Row]) -> list[Event]:
    try:
        return [
            Event(r["item"], r["score"], r["seconds"], r["belief"], r["way"], datetime.fromisoformat(r["at"]))
            for r in rows
        ]
    except ValueError as error:
        raise damaged(path, str(error)) from error
