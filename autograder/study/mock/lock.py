"""One interview at a time on one data folder: two would answer the same questions, and note each answer twice."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "mock.lock"


class TakenError(Exception):
    """An interview is being held in another terminal."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder; the system releases it when the process ends, however that ends.

    Where there can be no lock nothing can be kept either, or the disk knows no locks: then it is done without one.

    Raises:
        TakenError: another process holds it.
    """
    try:
        file = (folder / FILE).open("a")
    except OSError:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TakenError from None
        except OSError:
            pass
        yield
