"""A database that another terminal may be writing: it is waited for, after a second with a word."""

from __future__ import annotations

import sqlite3
from time import monotonic
from typing import TYPE_CHECKING, Any

from autograder.study.trouble import BUSY, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 10.0  # seconds that one terminal waits for another to finish writing
SILENT = 1.0  # seconds after which it says so; SQLite's own wait is no longer, for no Ctrl-C ends that


class PatientConnection(sqlite3.Connection):
    """Tries a statement again while the file is locked; ``waiting`` says to the learner that this takes time."""

    waiting: Callable[[], None]

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; the error after the last try is SQLite's."""
        end, told = monotonic() + PATIENCE, False
        while True:
            try:
                return super().execute(sql, parameters)
            except sqlite3.OperationalError as error:
                if kind_of(error) not in BUSY or monotonic() >= end:
                    raise
            if not told:
                self.waiting()
                told = True


def connect(path: object, waiting: Callable[[], None]) -> PatientConnection:
    """Open the database; each statement is a transaction, but for those between BEGIN and COMMIT."""
    wait = min(SILENT, PATIENCE)
    connection = sqlite3.connect(str(path), timeout=wait, isolation_level=None, factory=PatientConnection)
    connection.waiting = waiting
    return connection
