"""`rnnkit reset`: one exercise, or a whole file, back to how it was given; what was there is kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.studying import (
    exercise_meant,
    last_at,
    notes_kept,
    put_back,
    shown,
    source_of,
    workspace_here,
)
from autograder.commands.terminal import console, waiting
from autograder.grading.shown.ink import Ink
from autograder.study.standing import item_of
from autograder.study.stub import region_of

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Ask, keep a copy, put it back; 0 also where the answer was no."""
    workspace = workspace_here(options)
    ink = Ink(console(), fitted(options.lang))
    with notes_kept() as notes:
        assignment, names = _meant(options.what, last_at(notes))
        path, source = workspace.file(assignment), source_of(workspace, assignment)
        if not source:
            raise Problem(_GONE.format(file=shown(path)))
        region = region_of(source, names[0]) if len(names) == 1 else None
        place = f"{shown(path)}:{region.start}" if region else shown(path)
        if not options.yes and not _agreed(ink.said(_ASK.format(what=options.what, place=place)), options.what):
            ink.line(ink.said(_LEFT))
            return 0
        with waiting(ink.said(_PUTTING)):
            copy = put_back(workspace, assignment, names[0] if len(names) == 1 else "")
        for name in names:
            notes.forget(item_of(assignment, name))
    ink.paragraph(ink.said(_DONE.format(what=options.what, copy=shown(copy))))
    return 0


def _meant(what: str, last: str) -> tuple[str, list[str]]:
    """The assignment, and its exercises that are meant: one, or all of a file."""
    name = Path(what).stem
    if name in ASSIGNMENTS and Path(what).suffix in {"", ".py"}:
        return name, [exercise.name for exercise in ASSIGNMENTS[name].exercises]
    assignment, exercise = exercise_meant(what, last)
    return assignment.name, [exercise.name]


def _agreed(question: str, what: str) -> bool:
    """Whether the answer is yes; without somebody to ask it is no."""
    if not sys.stdin.isatty():
        raise Problem(_NOBODY.format(what=what))
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes", "是"}
    except EOFError:
        return False


_ASK = Text("Put {what} ({place}) back to how it was given?", "把 {what}（{place}）还原成最初的样子吗？")
_GONE = Text("{file} is not there\n  next: rnnkit start", "{file} 不在了\n  下一步：rnnkit start")
_NOBODY = Text(
    "there is nobody to ask whether that is meant\n  next: rnnkit reset {what} --yes",
    "没有人可以确认是否真要还原\n  下一步：rnnkit reset {what} --yes",
)
_PUTTING = Text("putting it back…", "正在还原…")
_LEFT = Text("left as it is", "保持不变")
_DONE = Text("{what} is as it was given; what was there is in {copy}", "{what} 已还原；原来的内容在 {copy}")
