"""What the commands of self-study share: the workspace meant, the exercise meant, paths as they may be typed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text, language
from autograder.commands.problem import Problem, meant
from autograder.grading.shown.ink import Ink
from autograder.grading.whole import write_whole
from autograder.study.standing import Notes
from autograder.study.store import FILE, Store, home
from autograder.study.stub import region_of, replaced
from autograder.study.trouble import waiting
from autograder.study.workspace import find_workspace

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from rich.console import Console

    from autograder.catalogue import Assignment, Exercise
    from autograder.study.workspace import Workspace

NAMES = [exercise.name for assignment in ASSIGNMENTS.values() for exercise in assignment.exercises]


def workspace_here(options: argparse.Namespace) -> Workspace:
    """The workspace that the current folder lies in; its language is that of the command, where none was asked for.

    Raises:
        Problem: there is none; it says what makes one.
    """
    found = find_workspace(Path.cwd())
    if found is None:
        raise Problem(_NO_WORKSPACE.format(folder=Path.cwd()))
    options.lang = options.lang or found.lang
    return found


def exercise_meant(name: str, first: str = "") -> tuple[Assignment, Exercise]:
    """The exercise of that name, ``rnn_forward`` or ``rnn.rnn_forward``; of several that of the assignment ``first``.

    Raises:
        Problem: there is none.
    """
    found = exercises_named(name)
    if not found:
        raise Problem(_NO_EXERCISE.format(name=name, meant=meant(name, NAMES)))
    return min(found, key=lambda pair: pair[0].name != first)


def exercises_named(name: str) -> list[tuple[Assignment, Exercise]]:
    """The exercises of that name, ``rnn_forward`` or ``rnn.rnn_forward``."""
    home, _, bare = name.rpartition(".")
    return [
        (assignment, exercise)
        for assignment in ASSIGNMENTS.values()
        for exercise in assignment.exercises
        if exercise.name == bare and home in {"", assignment.name}
    ]


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
    """The learner's progress."""
    with Store(waiting=lambda: print(waiting(home() / FILE).said(language()), file=sys.stderr)) as store:
        yield Notes(store)


def last_at(notes: Notes) -> str:
    """The assignment that was last worked at; nothing where there is none."""
    return notes.at.removeprefix("code:").partition(".")[0]


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


_NO_WORKSPACE = Text(
    "there is no workspace here\n"
    "  looked for: .rnnkit.toml in {folder}, in the folders above it, and in rnnkit-work\n"
    "  next: rnnkit start, or cd to the folder that it made",
    "这里没有练习文件夹\n"
    "  查找过：{folder}、它的各级上层文件夹以及 rnnkit-work 中的 .rnnkit.toml\n"
    "  下一步：rnnkit start，或用 cd 进入它生成的文件夹",
)
_NO_EXERCISE = Text(
    "there is no exercise {name!r}{meant}\n  next: rnnkit list",
    "没有名为 {name!r} 的练习{meant}\n  下一步：rnnkit list",
)
