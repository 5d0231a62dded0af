"""`rnnkit solution`: the reference's answer to an exercise, once one has one's own, or gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.problem import Problem
from autograder.commands.studying import exercise_meant, notes_kept, source_of, workspace_here
from autograder.commands.terminal import console
from autograder.course.build.source import standalone
from autograder.grading.shown.ink import Ink
from autograder.study.standing import Standing, item_of
from autograder.study.stub import region_of

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print it; 2 where it has not been earned."""
    workspace = workspace_here()
    ink = Ink(console(stderr=True), options.lang or workspace.lang)
    with notes_kept() as notes:
        assignment, exercise = exercise_meant(options.exercise, notes.at.removeprefix("code:").partition(".")[0])
        item = item_of(assignment, exercise.name)
        standing = notes.standing(assignment, exercise.name, source_of(workspace, assignment.name))
        if standing not in {Standing.PASSED, Standing.GIVEN_UP}:
            if not options.give_up:
                raise Problem(
                    ink.said(_UNEARNED.format(name=exercise.name))
                    + f"\n  next: rnnkit hint {exercise.name}, or rnnkit solution {exercise.name} --give-up"
                )
            notes.gave_up(item)
            with ink.themed():
                ink.paragraph((ink.said(_GAVE_UP.format(name=exercise.name)), "partial"))
    region = region_of(standalone(assignment), exercise.name)
    text = region.text.rstrip("\n") if region else ""
    out = Ink(console(), "en")
    print("\n".join(out.block(line) for line in text.split("\n")))
    return 0


_UNEARNED = Text("{name} has not passed yet", "{name} 还没有通过")
_GAVE_UP = Text(
    "noted as given up; {name} comes back tomorrow, to be written without it",
    "已记为放弃；{name} 明天会再出现，届时请不看答案自己写出来",
)
