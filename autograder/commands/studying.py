"""What the commands of self-study share: the workspace meant, the exercise meant, paths as they may be typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS
from autograder.commands.problem import Problem
from autograder.grading.shown.ink import Ink
from autograder.study.workspace import find_workspace

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.catalogue import Assignment, Exercise
    from autograder.study.workspace import Workspace


def workspace_here() -> Workspace:
    """The workspace that the current folder lies in.

    Raises:
        Problem: there is none; it says what makes one.
    """
    try:
        found = find_workspace(Path.cwd())
    except ValueError as error:
        raise Problem(f"{error}\n  next: move that file away, then type rnnkit start") from error
    if found is None:
        raise Problem(
            "there is no workspace here\n"
            f"  looked for: .rnnkit.toml in {Path.cwd()}, in the folders above it, and in rnnkit-work\n"
            "  next: rnnkit start, or cd to the folder that it made"
        )
    return found


def exercise_meant(name: str, first: str = "") -> tuple[Assignment, Exercise]:
    """The exercise of that name, ``rnn_forward`` or ``rnn.rnn_forward``; of several that of the assignment ``first``.

    Raises:
        Problem: there is none.
    """
    home, _, bare = name.rpartition(".")
    found = [
        (assignment, exercise)
        for assignment in ASSIGNMENTS.values()
        for exercise in assignment.exercises
        if exercise.name == bare and home in {"", assignment.name}
    ]
    if not found:
        raise Problem(f"there is no exercise {name!r}\n  next: rnnkit list")
    return min(found, key=lambda pair: pair[0].name != first)


def shown(path: Path) -> str:
    """A path as short as it may be typed from here, which is also what an editor's terminal makes a link of."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def written(text: str, screen: Console) -> str:
    """The text in characters that the screen has."""
    return Ink(screen, "en").said(text)
