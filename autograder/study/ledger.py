"""What one session does, kept as soon as it can be: a full disk or a locked folder ends no drill."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from time import localtime, strftime
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.study.migrate import back_up, newest_good, set_aside
from autograder.study.store import FILE, Store, home, now, past
from autograder.study.trouble import DamagedError, NewerError, StoreError, left_damaged, told, waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from autograder.study.store import Event


class Ledger:
    """All events, those that could not be written yet among them.

    Args:
        store: where they are kept; None: nowhere
        before: what was done before, where there is no store to read it from
        clock: tells the time
    """

    def __init__(self, store: Store | None, before: list[Event], clock: Callable[[], datetime]) -> None:
        self.store, self.clock = store, clock
        self._before = before
        self._waiting: list[Event] = []

    def record(self, event: Event) -> StoreError | None:
        """Note it. An error says why it is not kept yet; the next call tries again."""
        self._waiting.append(replace(event, at=event.at or self.clock()))
        return self.flush()

    def flush(self) -> StoreError | None:
        """Keep what waits; an error says why it has to wait on."""
        if self.store is None or not self._waiting:
            return None
        try:
            self.store.merge(self._waiting)  # whatever was interrupted, nothing is there twice
        except StoreError as error:
            return error
        self._waiting.clear()
        return None

    def events(self) -> list[Event]:
        """The oldest first; those that another terminal has written too."""
        if self.store:
            with suppress(StoreError):  # what was read last is better than nothing
                self._before = self.store.events()
        return [*self._before, *self._waiting]

    @property
    def unkept(self) -> int:
        """How many events are not on the disk."""
        return len(self._waiting)


def opened(
    say: Callable[[Text], None],
    agree: Callable[[Text], bool],
    path: Path | None = None,
    clock: Callable[[], datetime] = now,
) -> Ledger:
    """Open the learner's file, or go on without it; whatever is out of order is said at once.

    Args:
        say: tells the learner something
        agree: asks the learner yes or no
        path: of the file, where it is not the user's own
        clock: tells the time

    Raises:
        NewerError: a newer kit has written the file.
    """
    path = path or home() / FILE
    try:
        return Ledger(_store(say, agree, path, clock), [], clock)
    except NewerError:
        raise
    except StoreError as error:
        say(error.words)
        say(UNKEPT)
        return Ledger(None, past(path), clock)


def _store(
    say: Callable[[Text], None], agree: Callable[[Text], bool], path: Path, clock: Callable[[], datetime]
) -> Store:
    try:
        return Store(path, clock, lambda: say(waiting(path)))
    except DamagedError as error:
        say(error.finding)
        copy = newest_good(path)
        if copy is None and not _agreed(agree):
            raise left_damaged(path) from error
        with told(path):
            when = strftime("%Y-%m-%d %H:%M", localtime(copy.stat().st_mtime)) if copy else ""
            aside = set_aside(path, clock().strftime("%Y%m%d-%H%M%S"))
            if copy:
                back_up(copy, path)
    store = Store(path, clock, lambda: say(waiting(path)))
    said = _RESTORED if copy else _FRESH
    say(said.format(aside=aside, copy=copy, when=when, count=len(store.events())))
    return store


def _agreed(agree: Callable[[Text], bool]) -> bool:
    """No answer is a no."""
    try:
        return agree(_AGREE)
    except EOFError:
        return False


UNKEPT = Text("You can go on; what you do now is not kept.", "可以继续，但这次的内容不会保存。")
_AGREE = Text(
    "No good copy of it is left. Begin a new one, and keep the damaged file under another name?",
    "没有可用的备份。要新建一个文件，并把损坏的文件改名保留吗？",
)
_RESTORED = Text(
    "It is kept as {aside}. Its newest good copy took its place: {copy}, as it was on {when}; events in it: {count}. "
    "What was done after that is missing.",
    "损坏的文件保留为 {aside}。已用最新的完好备份 {copy} 代替，它是 {when} 的状态，有 {count} 条记录；此后的内容缺失。",
)
_FRESH = Text("It is kept as {aside}; a new file is begun.", "损坏的文件保留为 {aside}；已新建一个文件。")
