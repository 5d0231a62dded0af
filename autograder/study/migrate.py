"""The file's versions: how each is made from the one before, and the copies that are kept of it."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from time import localtime, strftime

from autograder.catalogue import Text
from autograder.study.trouble import damaged, newer

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE event (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,
            score REAL NOT NULL, seconds REAL NOT NULL, belief TEXT NOT NULL, way TEXT NOT NULL
        )""",
        "CREATE INDEX event_by_item ON event (item, at)",
        "CREATE TABLE kept (name TEXT PRIMARY KEY, at TEXT NOT NULL, state TEXT NOT NULL)",
    ),
)
DAYS = 2  # of which a copy is kept: the last day on which something was done, and the one before
BESIDE = ("-journal", "-wal", "-shm")  # SQLite's own files: with another database they would spoil it


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to this kit's version, a step at a time, each after a copy of the file; or refuse a newer one."""
    while (version := _version(connection)) != len(MIGRATIONS):
        if version > len(MIGRATIONS):
            raise newer(path, version, len(MIGRATIONS))
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == version:  # else another terminal was faster
                _step(connection, path, version)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _step(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if version:
        back_up(path, path.with_name(f"{path.name}.v{version}.bak"))
    for statement in MIGRATIONS[version]:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version + 1}")


def see_whole(connection: sqlite3.Connection, path: Path) -> None:
    """See that the database is one, and not broken."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(path, found.splitlines()[-1])


def see_not_emptied(path: Path) -> None:
    """See that no other program has emptied the file: SQLite takes an empty one for a new one."""
    if path.is_file() and not path.stat().st_size and newest_good(path):
        raise damaged(path, _EMPTY)


def see_writable(connection: sqlite3.Connection) -> None:
    """See that a change would be taken, by beginning one: a folder that cannot be written shows only then."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {_version(connection)}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def back_up(path: Path, copy: Path) -> None:
    """Copy a database that may be in use, whole or not at all."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".copy-") as folder:
        unfinished = Path(folder) / copy.name
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()  # nobody writes meanwhile: a backup waits for ever
            source.backup(target)
        unfinished.replace(copy)


def back_up_changed(path: Path) -> None:
    """A copy of what has changed, named by its day; where none can be made the file itself serves as before."""
    with suppress(OSError, sqlite3.Error):
        changed = path.stat().st_mtime
        if any(copy.stat().st_mtime > changed for copy in _dated(path)):
            return
        back_up(path, path.with_name(f"{path.name}.{strftime('%Y-%m-%d', localtime(changed))}.bak"))
        for copy in _dated(path)[:-DAYS]:
            copy.unlink()


def newest_good(path: Path) -> Path | None:
    """The newest copy that is whole."""
    copies = sorted(path.parent.glob(f"{path.name}*.bak"), key=lambda copy: copy.stat().st_mtime, reverse=True)
    return next(filter(_good, copies), None)


def set_aside(path: Path, mark: str) -> Path:
    """Give a damaged file, and what SQLite has beside it, another name, under which it is kept."""
    aside = path.with_name(f"{path.name}.damaged-{mark}")
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).replace(aside.with_name(aside.name + ending))
    path.replace(aside)
    return aside


def _dated(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.[0-9]*.bak"))


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _good(copy: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            see_whole(connection, copy)
            return 1 <= _version(connection) <= len(MIGRATIONS)
    except Exception:  # noqa: BLE001 - whatever is wrong with a copy, it is no good
        return False


_EMPTY = Text("it is empty", "文件是空的")
