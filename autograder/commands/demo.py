"""`rnnkit demo`: grade a small made-up class and write its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text, language
from autograder.commands.grade import graded, write_pages
from autograder.commands.problem import known
from autograder.commands.terminal import console, write
from autograder.course.made_up import made_up_class
from autograder.grading.grade import SEED
from autograder.grading.handed_in import handed_in
from autograder.grading.shown.as_json import as_json
from autograder.grading.shown.classes import show_class
from autograder.grading.shown.words import label

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Make the class, grade it, show it; 1 where something was not run for our fault."""
    assignment = known(options.assignment)
    lang = language(options.lang)
    seed = SEED if options.seed is None else options.seed
    handed = options.to / "submitted"
    for student, source in made_up_class(assignment).items():
        write(handed / student / f"{assignment.name}.py", source)
    reports = graded(handed_in(handed, assignment.name), seed, unsafe=options.unsafe)
    screen = console()
    show_class(reports, lang=lang, console=screen)
    page = options.to / f"{assignment.name}.html"
    write_pages(page, reports, lang)
    write(options.to / f"{assignment.name}.json", as_json(reports, lang=lang))
    screen.print()
    for text, where in (
        (_PAGES, page),
        (_FILES, handed),
        (_NEXT, f"rnnkit check {handed / 'emre' / assignment.name}.py"),
    ):
        screen.print(f"{label(text, lang)}{where}", soft_wrap=True)
    return 0 if all(report.complete for report in reports) else 1


_PAGES = Text("the class, and a page a student", "全班与每个学生的页面")
_FILES = Text("what they handed in", "他们提交的文件")
_NEXT = Text("look at one of them", "查看其中一份")
