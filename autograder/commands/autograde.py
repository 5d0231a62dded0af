"""`rnnkit autograde`: what `nbgrader autograde` does, in parallel, with a bar and the class's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text, language
from autograder.commands.grade import pool
from autograder.commands.problem import gradable
from autograder.commands.terminal import console, progress
from autograder.course.autograde import autograding
from autograder.grading.shown.classes import show_class

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Grade side by side, then have nbgrader enter the grades; 1 where a student could not be entered."""
    gradable(options.assignment)
    lang = language(options.lang)
    settings = {"level": options.level, "lang": options.lang, "seed": options.seed, "unsafe": options.unsafe or None}
    course = autograding(options.assignment, options.student or (), **settings)
    bar, done = progress(_GRADING.said(lang), len(course.handed_in))
    with bar, pool(options.jobs, len(course.handed_in)) as executor:
        reports = course.grade(executor=executor, done=done)
    bar, done = progress(_ENTERING.said(lang), len(course.handed_in))
    with bar:
        failed = course.enter(force=options.force, done=done)
    show_class(reports, lang=lang, console=console())
    for student, why in failed.items():
        console(stderr=True).print(f"{student}: {_NOT_ENTERED.said(lang)}: {why}", soft_wrap=True)
    return 1 if failed or not all(report.complete for report in reports) else 0


_GRADING = Text("grading", "评分")
_ENTERING = Text("entering into the gradebook", "写入成绩册")
_NOT_ENTERED = Text("not entered into the gradebook", "没有写入成绩册")
