"""A learner's progress, in one SQLite file of their own: what they did, when to ask again, what is under way."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILE = "progress.sqlite3"
PATIENCE = 10.0  # seconds that one terminal waits for another to finish writing
MIGRATIONS = (
    """
    CREATE TABLE event (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,
        score REAL NOT NULL, seconds REAL NOT NULL, belief TEXT NOT NULL, way TEXT NOT NULL
    );
    CREATE INDEX event_by_item ON event (item, at);
    CREATE TABLE card (item TEXT PRIMARY KEY, state TEXT NOT NULL, due TEXT NOT NULL);
    CREATE TABLE kept (name TEXT PRIMARY KEY, at TEXT NOT NULL, state TEXT NOT NULL);
    """,
)


@dataclass(frozen=True)
class Event:
    """One thing that was done.

    ``item`` is ``quiz:<question id>`` or ``code:<assignment>.<exercise>`` (katas too); ``score`` is from 0 to 1;
    ``belief`` the misconception or known mistake that showed; ``way`` where: check, watch, drill, mock, quiz, or
    ``gave up``.
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


class Store:
    """The file, opened; safe under several processes at once: each change is one transaction."""

    def __init__(self, path: Path | None = None, clock: Callable[[], datetime] = now) -> None:
        self.path = path or Path(platformdirs.user_data_dir("rnnkit", appauthor=False)) / FILE
        self.clock = clock
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._migrate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def record(self, event: Event, card: str = "", due: datetime | None = None) -> None:
        """Note what was done, and with it, in one piece, the card's new state."""
        at = (event.at or self.clock()).isoformat()
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO event (at, kind, item, score, seconds, belief, way) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (at, event.kind, event.item, event.score, event.seconds, event.belief, event.way),
            )
            if due is not None:
                connection.execute("INSERT OR REPLACE INTO card VALUES (?, ?, ?)", (event.item, card, due.isoformat()))

    def events(self, item: str = "") -> list[Event]:
        """All that was done, or all that was done with one item, the oldest first."""
        rows = self._read("SELECT * FROM event WHERE ? IN ('', item) ORDER BY at, id", item)
        return [
            Event(r["item"], r["score"], r["seconds"], r["belief"], r["way"], datetime.fromisoformat(r["at"]))
            for r in rows
        ]

    def cards(self) -> dict[str, str]:
        """The state of every card by its item, the one that is due first coming first."""
        return {r["item"]: r["state"] for r in self._read("SELECT item, state FROM card ORDER BY due, item")}

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
        state: dict[str, Any] | None = json.loads(rows[0]["state"]) if rows else None
        return state

    def _read(self, query: str, *values: object) -> list[sqlite3.Row]:
        with closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            self._connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")
