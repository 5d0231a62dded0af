"""A class on the terminal: first what it adds up to, then the students, those who need help first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.grading.shown.marks import Mark, first_failing, mark, number, title_of, why
from autograder.grading.shown.tally import by_assignment, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.grading.report import Report
    from autograder.grading.shown.tally import Tally

_MOST_STUDENTS: Final = 40
_MOST_MISTAKES: Final = 10
_MOST_NAMES: Final = 3


def show_class(reports: Iterable[Report], *, lang: Language, console: Console) -> None:
    """Print what a class made of its assignments: a section an assignment.

    Args:
        reports: in any order; a large class is summed up whole, its table capped.
        lang: the language; English where the console cannot write Chinese.
        console: where to. Without colour (a pipe, ``NO_COLOR``) it gets plain text.
    """
    ink = Ink(console, lang)
    with ink.themed():
        groups = by_assignment(reports)
        if not groups:
            ink.line(ink.said(words.NOBODY))
        for place, group in enumerate(groups.values()):
            if place:
                ink.line()
            _section(ink, group)


def _section(ink: Ink, group: Sequence[Report]) -> None:
    total = tally(group)
    _summary(ink, total)
    _exercises(ink, total)
    _mistakes(ink, total)
    _students(ink, total)
    _faults(ink, total)


def _summary(ink: Ink, total: Tally) -> None:
    count = ink.said(words.COUNT.format(count=len(total.reports)))
    ink.line((ink.said(title_of(total.reports[0])), "strong"), f" · {count}")
    figures = []
    if len(total.problems) < len(total.reports):
        figures.append(words.FIGURES.format(mean=total.mean, median=number(total.median), points=number(total.points)))
    if total.problems:
        figures.append(words.UNGRADED_COUNT.format(count=len(total.problems)))
    if total.hardest:
        figures.append(words.HARDEST_IS.format(name=total.hardest.name, share=total.hardest.share))
    for figure in figures:
        ink.line(ink.said(figure))


def _exercises(ink: Ink, total: Tally) -> None:
    if not total.exercises:
        return
    ink.line()
    ink.line((ink.said(words.EXERCISES), "strong"))
    names = max(len(one.name) for one in total.exercises)
    for place, one in enumerate(total.exercises, start=1):
        counts: list[str | tuple[str, str]] = []
        for kind in Mark:
            if count := one.marks.get(kind):
                counts += [ink.mark(kind), f" {count}  "]
        ink.line(
            (f"{place:>3} ", "quiet"),
            f"{one.name:{names}}  ",
            *ink.bar(one.share, 10),
            f" {one.share:>4.0%}  ",
            *counts,
        )


def _mistakes(ink: Ink, total: Tally) -> None:
    ink.line()
    ink.line((ink.said(words.MISTAKES), "strong"))
    if not total.mistakes:
        ink.paragraph((ink.said(words.NO_MISTAKES), "quiet"), indent=4)
    for one in total.mistakes[:_MOST_MISTAKES]:
        who = _names(ink, one.students)
        ink.line(f"{len(one.students):>3} ", (one.mistake, "strong"), f" · {one.exercise} · ", (who, "quiet"))
        if one.hint:
            ink.paragraph((ink.label(words.HINT), "hint"), ink.said(one.hint), indent=4)
    if rarer := len(total.mistakes[_MOST_MISTAKES:]):
        ink.line((f"    {ink.said(words.RARER.format(count=rarer))}", "quiet"))


def _names(ink: Ink, students: Sequence[str]) -> str:
    names = words.BETWEEN_NAMES.said(ink.lang).join(ink.said(student) for student in students[:_MOST_NAMES])
    left = len(students) - _MOST_NAMES
    return names + (words.MORE.format(count=left, total=len(students)).said(ink.lang) if left > 0 else "")


def _students(ink: Ink, total: Tally) -> None:
    ink.line()
    ink.line((ink.said(words.STUDENTS), "strong"), "  ", (ink.said(words.NEEDING_HELP_FIRST), "quiet"))
    listed = total.reports[:_MOST_STUDENTS]
    width = min(max(cell_len(ink.said(report.student)) for report in listed), 18)
    for report in listed:
        _student(ink, report, width)
    used = [kind for kind in Mark if any(kind in one.marks for one in total.exercises)]
    signs = [part for kind in used for part in (ink.mark(kind), f" {ink.said(kind.word)}  ")]
    if signs:
        ink.paragraph((ink.label(words.MARKS.format(last=len(total.exercises))), "quiet"), *signs)
    if left := len(total.reports) - len(listed):
        ink.paragraph((ink.said(words.CAPPED.format(count=left)), "quiet"))


def _student(ink: Ink, report: Report, width: int) -> None:
    name = set_cell_size(ink.said(report.student), width)
    if report.problem:
        ink.line(f"{name}  ", (ink.label(words.UNGRADED), "failed"), ink.said(report.problem))
        return
    share = report.score / report.points if report.points else 0.0
    marks = [ink.mark(mark(exercise)) for exercise in report.exercises]
    failing = first_failing(report)
    note = f"{failing.name}: {failing.mistake or ink.said(why(failing))}" if failing else ""
    ink.line(f"{name}  {number(report.score):>6}  ", *ink.bar(share, 8), "  ", *marks, f"  {note}")


def _faults(ink: Ink, total: Tally) -> None:
    if total.not_final:
        ink.line()
        names = _names(ink, [report.student for report in total.not_final])
        ink.paragraph((ink.label(words.NOT_FINAL), "notrun"), names)
    if any(report.isolation == "none" for report in total.reports):
        ink.alarm(words.NOT_ISOLATED, words.NOT_ISOLATED_WHY)
