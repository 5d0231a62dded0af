"""What an export is: the file, how many questions are in it, and which are not, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.catalogue import Text


@dataclass(frozen=True)
class Left:
    """A question that could not be carried over, and why."""

    id: str
    reason: Text


@dataclass(frozen=True)
class Exported:
    """A file's content; ``ids`` are the questions that are in it. Where there are none, there is no content."""

    content: bytes
    ids: tuple[str, ...]
    left: tuple[Left, ...] = ()
