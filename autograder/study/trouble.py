"""What keeps progress from being kept, in words that end with what to do."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from autograder.catalogue import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL, BUSY = {"SQLITE_FULL"}, {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"}
DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_CONSTRAINT"}


class StoreError(Exception):
    """Progress cannot be read or kept; ``words`` say why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class DamagedError(StoreError):
    """The file is no database, or one that is broken; ``finding`` says that alone."""

    def __init__(self, finding: Text) -> None:
        super().__init__(_MENDED.format(finding=finding))
        self.finding = finding


class NewerError(StoreError):
    """The file was written by a newer kit, and is not touched."""


class UnreadableError(StoreError):
    """A file of progress to import is not as it should be."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite and the system raise, as a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_database(path, error) from error
    except OSError as error:
        raise _of_system(path, error) from error


def newer(path: Path, version: int, known: int) -> NewerError:
    """The refusal of a file from a newer kit."""
    return NewerError(_NEWER.format(path=path, version=version, known=known))


def damaged(path: Path, reason: str | Text) -> DamagedError:
    """The finding that a file is broken."""
    return DamagedError(_DAMAGED.format(path=path, reason=reason))


def left_damaged(path: Path) -> StoreError:
    """What a learner can do who keeps a broken file of which there is no copy."""
    aside = path.with_name(f"{path.name}.damaged")
    return StoreError(_LEFT.format(path=path, command=shlex.join(["mv", str(path), str(aside)])))


def waiting(path: Path) -> Text:
    """That another terminal is waited for."""
    return _WAITING.format(path=path)


def kind_of(error: sqlite3.Error) -> str:
    """SQLite's name for it; nothing where the error is none of its own."""
    name: str = getattr(error, "sqlite_errorname", "")
    return "_".join(name.split("_")[:2])  # SQLITE_IOERR_WRITE is an SQLITE_IOERR


def _of_database(path: Path, error: sqlite3.Error) -> StoreError:
    kind = kind_of(error)
    if kind in FULL:
        return StoreError(_FULL.format(path=path))
    if kind in BUSY:
        return StoreError(_BUSY.format(path=path))
    if kind in DAMAGED or not kind:
        return damaged(path, str(error))
    return StoreError(_UNWRITABLE.format(path=path, reason=str(error)))


def _of_system(path: Path, error: OSError) -> StoreError:
    folder = next((one for one in path.parents if one.exists()), path.parent)
    if not folder.is_dir():
        return StoreError(_NO_FOLDER.format(folder=folder))
    return StoreError(_UNWRITABLE.format(path=path, reason=error.strerror or str(error)))


_ELSEWHERE = same("export RNNKIT_DATA=~/rnnkit-data")  # for what was typed now, and all that is typed after it
_NEWER = Text(
    "{path} was written by a newer rnnkit: version {version}, this one knows {known}; it is left as it is\n"
    "  next: pip install --upgrade rnnkit",
    "{path} 由更新版本的 rnnkit 写入：文件版本 {version}，当前程序只认识 {known}；文件未作改动\n"
    "  下一步：pip install --upgrade rnnkit",
)
_DAMAGED = Text("{path} is damaged: {reason}", "{path} 已损坏：{reason}")
_MENDED = Text(
    "{finding}\n  next, to have it mended: rnnkit progress",
    "{finding}\n  下一步，修复它：rnnkit progress",
)
_LEFT = Text(
    "No good copy of it is left; it stays as it is.\n  next, to begin a new one: {command}",
    "没有可用的备份；文件保持原样。\n  下一步，改用新文件：{command}",
)
_WAITING = Text(
    "Another terminal is writing {path}; waiting for it, 10 seconds at most …",
    "另一个终端正在写入 {path}；等待它完成，最多 10 秒……",
)
_FULL = Text(
    "the disk is full: {path} cannot grow\n  next: free some space; what was kept before is safe",
    "磁盘已满：无法写入 {path}\n  下一步：释放一些空间；此前保存的内容不受影响",
)
_BUSY = Text(
    "another program has been writing {path} for more than 10 seconds\n  next: end the other rnnkit, and try again",
    "另一个程序占用 {path} 超过 10 秒\n  下一步：结束另一个 rnnkit，然后重试",
)
_UNWRITABLE = Text(
    "{path} cannot be written: {reason}\n  next, to keep it elsewhere: " + _ELSEWHERE.en,
    "无法写入 {path}：{reason}\n  下一步，存到别处：" + _ELSEWHERE.zh,
)
_NO_FOLDER = Text(
    "{folder} is a file, expected a folder to keep progress in\n  next, to keep it elsewhere: " + _ELSEWHERE.en,
    "{folder} 是文件，应为保存学习进度的文件夹\n  下一步，存到别处：" + _ELSEWHERE.zh,
)
