"""What the commands of self-study share: the workspace meant, the exercise meant, paths as they may be typed."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, language
from autograder.commands.problem import Problem
from autograder.grading.shown.ink import Ink
from autograder.grading.whole import write_whole
from autograder.study.standing import Notes
from autograder.study.store import FILE, Store, home
from autograder.study.stub import region_of, replaced
from autograder.study.trouble import waiting
from autograder.study.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@contextmanager
def notes_kept() -> Iterator[Notes]:
    """The learner's progress.

    Raises:
        Problem: its file cannot be opened or written.
    """
    try:
        with Store(waiting=lambda: print(waiting(home() / FILE).said(language()), file=sys.stderr)) as store:
            yield Notes(store)
    except sqlite3.Error as error:
        raise Problem(
            f"your progress cannot be kept: {error}\n  next: RNNKIT_DATA=A_FOLDER_YOU_MAY_WRITE rnnkit ...", status=1
        ) from error


def put_back(workspace: Workspace, assignment: str, exercise: str = "") -> Path:
    """Put an exercise, or a whole file, back to how it was given; the path of a copy of what was there."""
    from autograder.course.build.source import stub  # noqa: PLC0415 - slow to load, and rarely needed

    path = workspace.file(assignment)
    given = stub(ASSIGNMENTS[assignment], workspace.lang)
    copy = workspace.keep_copy(path)
    region = region_of(given, exercise)
    there = path.read_bytes().decode("utf-8", "surrogateescape")
    new = replaced(there, exercise, region.text) if region else given
    write_whole(path, new.encode("utf-8", "surrogateescape"), mode=path.stat().st_mode & 0o777)
    return copy


def source_of(workspace: Workspace, assignment: str) -> str:
    """What stands in the file of an assignment; nothing where there is none."""
    path = workspace.file(assignment)
    return path.read_text("utf-8", "replace") if path.is_file() else ""
