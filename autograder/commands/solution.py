"""`rnnkit solution`: the reference's answer to an exercise, once one has one's own, or gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.studying import exercise_meant, last_at, notes_kept, source_of, workspace_here
from autograder.commands.terminal import console, waiting
from autograder.grading.shown.ink import Ink
from autograder.study.standing import Standing, item_of
from autograder.study.stub import region_of

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print it; 2 where it has not been earned."""
    workspace = workspace_here(options)
    ink = Ink(console(stderr=True), fitted(options.lang))
    with notes_kept() as notes:
        assignment, exercise = exercise_meant(options.exercise, last_at(notes))
        item = item_of(assignment, exercise.name)
        standing = notes.standing(assignment, exercise.name, source_of(workspace, assignment.name))
        if standing not in {Standing.PASSED, Standing.GIVEN_UP}:
            if not options.give_up:
                raise Problem(_UNEARNED.format(name=exercise.name))
            notes.gave_up(item)
            with ink.themed():
                ink.paragraph((ink.said(_GAVE_UP.format(name=exercise.name)), "partial"))
    with waiting(ink.said(_LOOKING)):
        from autograder.course.build.source import standalone  # noqa: PLC0415 - slow to load; who may not, need not wait

        region = region_of(standalone(assignment), exercise.name)
    text = region.text.rstrip("\n") if region else ""
    out = Ink(console(), "en")
    print("\n".join(out.block(line) for line in text.split("\n")))
    return 0


_UNEARNED = Text(
    "{name} has not passed yet\n  next: rnnkit hint {name}, or rnnkit solution {name} --give-up",
    "{name} 还没有通过\n  下一步：rnnkit hint {name}，或 rnnkit solution {name} --give-up",
)
_LOOKING = Text("looking up the solution…", "正在查找答案…")
_GAVE_UP = Text(
    "noted as given up; {name} comes back tomorrow, to be written without it",
    "已记为放弃；{name} 明天会再出现，届时请不看答案自己写出来",
)
