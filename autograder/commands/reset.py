"""`rnnkit reset`: one exercise, or a whole file, back to how it was given; what was there is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import Problem
from autograder.commands.studying import exercise_meant, notes_kept, put_back, shown, source_of, workspace_here
from autograder.commands.terminal import console
from autograder.grading.shown.ink import Ink
from autograder.study.standing import item_of
from autograder.study.stub import region_of

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Ask, keep a copy, put it back; 0 also where the answer was no."""
    workspace = workspace_here()
    ink = Ink(console(), options.lang or workspace.lang)
    with notes_kept() as notes:
        assignment, names = _meant(options.what, notes.at)
        path, source = workspace.file(assignment), source_of(workspace, assignment)
        if not source:
            raise Problem(f"{shown(path)} is not there\n  next: rnnkit start")
        region = region_of(source, names[0]) if len(names) == 1 else None
        place = f"{shown(path)}:{region.start}" if region else shown(path)
        if not options.yes and not _agreed(ink.said(_ASK.format(what=options.what, place=place))):
            ink.line(ink.said(_LEFT))
            return 0
        copy = put_back(workspace, assignment, names[0] if len(names) == 1 else "")
        for name in names:
            notes.forget(item_of(assignment, name))
    ink.paragraph(ink.said(_DONE.format(what=options.what, copy=shown(copy))))
    return 0


def _meant(what: str, at: str) -> tuple[str, list[str]]:
    """The assignment, and its exercises that are meant: one, or all of a file."""
    name = Path(what).stem
    if name in ASSIGNMENTS and Path(what).suffix in {"", ".py"}:
        return name, [exercise.name for exercise in ASSIGNMENTS[name].exercises]
    assignment, exercise = exercise_meant(what, at.removeprefix("code:").partition(".")[0])
    return assignment.name, [exercise.name]


def _agreed(question: str) -> bool:
    """Whether the answer is yes; without somebody to ask it is no."""
    if not sys.stdin.isatty():
        raise Problem("there is nobody to ask whether that is meant\n  next: add --yes")
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "是"}
    except EOFError:
        return False


_ASK = Text("Put {what} ({place}) back to how it was given?", "把 {what}（{place}）还原成最初的样子吗？")
_LEFT = Text("left as it is", "保持不变")
_DONE = Text("{what} is as it was given; what was there is in {copy}", "{what} 已还原；原来的内容在 {copy}")
