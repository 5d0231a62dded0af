"""One submission on the terminal: the score, a line an exercise, the first failure opened up, what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.grading.shown.marks import (
    UNRIGHT,
    Mark,
    first_failing,
    mark,
    not_run,
    number,
    see_to_first,
    title_of,
    waits_for,
    why,
)
from autograder.grading.shown.next_step import next_step

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.catalogue import Language, Text
    from autograder.grading.report import ExerciseResult, Report

_BAR: Final = 20


def show(
    report: Report, *, lang: Language, console: Console, checked: str | None = "", everything: bool = False
) -> None:
    """Print one submission's report.

    Args:
        report: what to show; what it does not tell is left out.
        lang: the language; English where the console cannot write Chinese.
        console: where to. Without colour (a pipe, ``NO_COLOR``) it gets plain text.
        checked: what the student typed to have it checked; None where it is an instructor who reads
        everything: open up every exercise that has a failure of its own, and list all its failed checks
    """
    ink = Ink(console, lang)
    with ink.themed():
        _head(ink, report)
        opened = first_failing(report)
        if report.problem:
            _problem(ink, report)
        else:
            _exercises(ink, report, opened)
            for exercise in report.exercises:
                if exercise is opened or (everything and _its_own(report, exercise)):
                    _open(ink, report, exercise, everything=everything)
        _warnings(ink, report)
        _next(ink, report, checked)


def _its_own(report: Report, exercise: ExerciseResult) -> bool:
    """Whether an exercise fails by a fault of its own, not of one it builds on."""
    return mark(exercise) in UNRIGHT and bool(exercise.hint or not waits_for(report, exercise))


def _head(ink: Ink, report: Report) -> None:
    who = f" · {report.student}" if report.student else ""
    title = ink.said(title_of(report).said(ink.lang) + who)
    if not report.points:
        ink.line((title, "strong"))
        return
    score = f"{number(report.score)} / {number(report.points)}"
    bar = ink.bar(report.score / report.points, _BAR)
    gap = ink.width - cell_len(title) - _BAR - len(score) - 2
    if gap < 2:
        ink.line((title, "strong"))
        ink.line(*bar, "  ", (score, "strong"))
    else:
        ink.line((title, "strong"), " " * gap, *bar, "  ", (score, "strong"))


def _exercises(ink: Ink, report: Report, opened: ExerciseResult | None) -> None:
    if not report.exercises:
        return
    ink.line()
    names = max(len(exercise.name) for exercise in report.exercises)
    scores = {exercise.name: f"{number(exercise.score)} / {number(exercise.points)}" for exercise in report.exercises}
    widest = max(map(len, scores.values()))
    for exercise in report.exercises:
        found = mark(exercise)
        text, style = _note(report, exercise, found, opened)
        ink.line(
            ink.mark(found),
            f" {exercise.name:{names}}  ",
            (f"{scores[exercise.name]:>{widest}}  ", "quiet"),
            (ink.said(text), style),
        )


def _note(report: Report, exercise: ExerciseResult, found: Mark, opened: ExerciseResult | None) -> tuple[Text, str]:
    """What stands behind an exercise's score, and in which style."""
    if exercise is opened:
        return words.SEE_BELOW, found.value
    if found in UNRIGHT:
        blocker = waits_for(report, exercise)
        return (words.NEEDS_FIRST.format(name=blocker.name) if blocker else why(exercise)), ""
    return (exercise.title if found is Mark.PASSED else found.word), "quiet"


def _problem(ink: Ink, report: Report) -> None:
    ink.line()
    ink.line((ink.said(words.NOT_GRADED_BECAUSE), "failed"))
    ink.paragraph(ink.block(report.problem), indent=2)
    if report.problem_detail:
        ink.paragraph((ink.block(report.problem_detail), "quiet"), indent=2)


def _open(ink: Ink, report: Report, exercise: ExerciseResult, *, everything: bool) -> None:
    failure, *others = [check for check in exercise.checks if check.verdict == "failed"]
    passed = sum(check.verdict == "passed" for check in exercise.checks)
    count = words.CHECKS_PASSED.format(passed=passed, total=len(exercise.checks))
    ink.line()
    ink.line((exercise.name, "strong"), f" · {ink.said(exercise.title)} · ", (ink.said(count), "quiet"))
    ink.paragraph(ink.mark(Mark.FAILED), " ", ink.said(failure.title), indent=2)
    if failure.message:
        ink.paragraph((ink.block(failure.message), "strong"), indent=4)
    if failure.detail:
        ink.paragraph(ink.block(failure.detail), indent=4)
    if blocker := waits_for(report, exercise):
        ink.paragraph(ink.said(see_to_first(blocker)), indent=2)
    if exercise.hint:
        ink.paragraph((ink.label(words.HINT), "hint"), ink.said(exercise.hint), indent=2)
    for check in others if everything else ():
        told = ink.block(check.message) if check.message else ink.said(check.title)
        ink.paragraph(ink.mark(Mark.FAILED), " ", (told, "quiet"), indent=2)


def _warnings(ink: Ink, report: Report) -> None:
    if count := not_run(report):
        ink.line()
        ink.paragraph((ink.said(words.OUR_FAULT.format(count=count)), "notrun"))
    if report.isolation == "none":
        ink.alarm(words.NOT_ISOLATED, words.NOT_ISOLATED_WHY)


def _next(ink: Ink, report: Report, checked: str | None) -> None:
    ink.line()
    if checked is not None:
        step, command = next_step(report, checked)
        ink.paragraph(ink.label(words.NEXT) + ink.said(step), "  ", (ink.said(command), "command"))
    quiet = [words.ISOLATION.format(level=report.isolation)] if report.isolation else []
    quiet += [words.SECONDS.format(seconds=report.seconds)] if report.seconds else []
    if quiet:
        ink.line((ink.said(" · ".join(text.said(ink.lang) for text in quiet)), "quiet"))
