"""`rnnkit list`: every exercise of the workspace, and how one stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import known
from autograder.commands.studying import notes_kept, source_of, workspace_here
from autograder.commands.terminal import console
from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.study.screen import list_lines, summary

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """List one assignment, or all."""
    workspace = workspace_here()
    assignments = [known(options.assignment)] if options.assignment else list(ASSIGNMENTS.values())
    ink = Ink(console(), options.lang or workspace.lang)
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


_GO_ON = Text("go on with", "继续做，请输入")
