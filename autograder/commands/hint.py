"""`rnnkit hint`: one step of help for an exercise; asked again, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.studying import exercise_meant, last_at, notes_kept, shown, source_of, workspace_here
from autograder.commands.terminal import console, waiting
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one
from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.grading.shown.safe import one_line
from autograder.study.hints import STEPS, step_said
from autograder.study.standing import Standing, item_of
from autograder.study.stub import region_of

if TYPE_CHECKING:
    import argparse

    from autograder.catalogue import Assignment, Exercise
    from autograder.study.standing import Notes
    from autograder.study.workspace import Workspace


def run(options: argparse.Namespace) -> int:
    """Grade what is written of the exercise, and help with what is wrong in it."""
    workspace = workspace_here(options)
    ink = Ink(console(), fitted(options.lang))
    with notes_kept() as notes, ink.themed():
        assignment, exercise = _meant(options.exercise, notes, workspace)
        path, source = workspace.file(assignment.name), source_of(workspace, assignment.name)
        region = region_of(source, exercise.name)
        result = None
        if region and not region.unwritten:
            seed = SEED if options.seed is None else options.seed
            one = HandedIn("", assignment.name, path)
            with waiting(exercise.name):
                report = grade_one(one, seed, unsafe=options.unsafe, only=frozenset({exercise.name}))
            if report.problem:
                why = {"why": report.problem, "detail": Text(*map(one_line, report.problem_detail))}
                raise Problem(_NOT_GRADED.format(file=shown(path), name=exercise.name, **why))
            result = report.exercises[0]
            notes.graded(assignment, result, source, "check")
            if all(check.verdict == "passed" for check in result.checks):
                ink.line((f"{exercise.name}: {ink.said(words.PASSED)}", "passed"))
                return 0
        step = options.step or notes.hint_step(item_of(assignment, exercise.name), region.text if region else "")
        said, quoted = step_said(step, assignment, exercise, result, source, shown(path), ink.lang)
        ink.line((exercise.name, "strong"), f" · {ink.said(exercise.title)}")
        ink.paragraph((f"{ink.said(words.HINT)} {step}/{STEPS}: ", "hint"), ink.said(said))
        if quoted:
            ink.paragraph(ink.block(quoted), indent=2)
        more = f"rnnkit hint {exercise.name} --step {min(step + 1, STEPS)}" if step < STEPS else "rnnkit watch"
        ink.paragraph(ink.label(words.NEXT), ink.said(_MORE if step < STEPS else _WATCH), "  ", (more, "command"))
    return 0


def _meant(asked: str, notes: Notes, workspace: Workspace) -> tuple[Assignment, Exercise]:
    """What was asked for, else where one was last, else the first exercise that is not done."""
    if asked or notes.at:
        return exercise_meant(asked or notes.at.removeprefix("code:"), last_at(notes))
    for assignment in ASSIGNMENTS.values():
        source = source_of(workspace, assignment.name)
        for exercise in assignment.exercises:
            if notes.standing(assignment, exercise.name, source) in {Standing.UNTOUCHED, Standing.STARTED}:
                return assignment, exercise
    raise Problem(_ALL_PASSED)


_NOT_GRADED = Text(
    "{file}: {why}\n  {detail}\n  next: mend it, then rnnkit hint {name}",
    "{file}：{why}\n  {detail}\n  下一步：改好它，然后输入 rnnkit hint {name}",
)
_ALL_PASSED = Text("every exercise has passed\n  next: rnnkit list", "所有练习都已通过\n  下一步：rnnkit list")
_MORE = Text("try it; for more, type", "先试一试；需要更多提示，请输入")
_WATCH = Text("mend it, and be graded at each save, with", "改好它；每次保存自动评分，请输入")
