"""Which files were saved: looked at by time and size, which also works over a network."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Look = tuple[int, int, int]

EMPTY_FOR = 1.0  # seconds after which an empty file is meant to be empty, and one that is not there to be gone


class Saves:
    """Files whose saves are looked for.

    A file counts as saved when it looks unlike before and twice the same: one that is being written, or that is gone
    for the moment in which an editor puts another in its place, is looked at again.
    """

    def __init__(self, paths: Iterable[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known = {path: _look(path) for path in paths}
        self._seen: dict[Path, tuple[Look | None, float]] = {}
        self._away: dict[Path, float] = {}

    @property
    def unsettled(self) -> bool:
        """Whether a file is being written, so that it is worth looking again at once."""
        return bool(self._seen)

    def poll(self) -> list[Path]:
        """The files that were saved since the last look."""
        return [path for path in self._known if self._saved(path)]

    def gone(self, path: Path) -> bool:
        """Whether a file has been away for longer than an editor takes to put another in its place."""
        return path in self._away and self._clock() - self._away[path] >= EMPTY_FOR

    def _saved(self, path: Path) -> bool:
        look = _look(path)
        if look is None:
            self._away.setdefault(path, self._clock())
        else:
            self._away.pop(path, None)
        if look == self._known[path] or look is None:
            self._seen.pop(path, None)
            return False
        before, since = self._seen.setdefault(path, (None, self._clock()))
        if look != before or (not look[1] and self._clock() - since < EMPTY_FOR):
            self._seen[path] = look, self._clock() if look != before else since
            return False
        self._known[path] = look
        del self._seen[path]
        return True


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
