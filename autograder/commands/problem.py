"""What keeps a command from doing its work, in words that end with what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Assignment, language
from autograder.course.quiz import QUIZ
from autograder.course.quiz.selection import SelectionError
from autograder.grading.handed_in import NothingHandedInError
from autograder.study.trouble import StoreError
from autograder.wall.launch import WallError

if TYPE_CHECKING:
    from collections.abc import Collection


class Problem(Exception):  # noqa: N818 - what a person has, not what the program has
    """Said to the person as it is; ``status`` is the exit status."""

    def __init__(self, words: str, status: int = 2) -> None:
        super().__init__(words)
        self.status = status


def known(name: str) -> Assignment:
    """The assignment of that name, or the Problem of there being none."""
    _see(name, ASSIGNMENTS)
    return ASSIGNMENTS[name]


def gradable(name: str) -> None:
    """See that it is an assignment's name, or the quiz; else there is a Problem."""
    _see(name, (*ASSIGNMENTS, QUIZ))


def _see(name: str, names: Collection[str]) -> None:
    if name not in names:
        raise Problem(f"there is no assignment {name!r}\n  expected one of: {', '.join(names)}")


def put(error: Exception) -> Exception:
    """The same error as a Problem, where it is one that people can do something about."""
    if isinstance(error, NothingHandedInError | SelectionError):
        return Problem(str(error))
    if isinstance(error, WallError):
        return Problem(str(error), status=1)
    if isinstance(error, StoreError):
        return Problem(error.words.said(language()))
    if isinstance(error, OSError):
        return Problem(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))
    return error
