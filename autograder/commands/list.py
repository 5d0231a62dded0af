"""`rnnkit list`: every exercise of the workspace, and how one stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import Problem, meant
from autograder.commands.spoken import fitted
from autograder.commands.studying import NAMES, exercises_named, notes_kept, source_of, workspace_here
from autograder.commands.terminal import console
from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.study.screen import list_lines, summary

if TYPE_CHECKING:
    import argparse

    from autograder.catalogue import Assignment


def run(options: argparse.Namespace) -> int:
    """List one assignment, or all."""
    workspace = workspace_here(options)
    assignments = _meant(options.name) if options.name else list(ASSIGNMENTS.values())
    ink = Ink(console(), fitted(options.lang))
    with notes_kept() as notes, ink.themed():
        at = notes.at
        for assignment in assignments:
            source = source_of(workspace, assignment.name)
            standings = {one.name: notes.standing(assignment, one.name, source) for one in assignment.exercises}
            summary(ink, assignment, standings)
            current = at.removeprefix(f"code:{assignment.name}.") if at.startswith(f"code:{assignment.name}.") else ""
            list_lines(ink, assignment, standings, current)
            ink.line()
    ink.line(ink.label(words.NEXT), ink.said(_GO_ON), "  ", ("rnnkit watch", "command"))
    return 0


def _meant(name: str) -> list[Assignment]:
    """The assignment of that name, or those that have an exercise of that name."""
    found = [ASSIGNMENTS[name]] if name in ASSIGNMENTS else [assignment for assignment, _ in exercises_named(name)]
    if not found:
        raise Problem(_NONE.format(name=name, meant=meant(name, [*ASSIGNMENTS, *NAMES]), names=", ".join(ASSIGNMENTS)))
    return found


_NONE = Text(
    "there is no assignment or exercise {name!r}{meant}\n  the assignments are: {names}\n  next: rnnkit list",
    "没有名为 {name!r} 的作业或练习{meant}\n  作业有：{names}\n  下一步：rnnkit list",
)
_GO_ON = Text("go on with", "继续做，请输入")
