"""`rnnkit grade`: a file, a submission's folder, or a folder of students."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Text, language
from autograder.commands.problem import Problem, gradable
from autograder.commands.terminal import console, progress, writable, write
from autograder.course.quiz import QUIZ
from autograder.course.quiz.grade import grade_sheet, notices, read_handed
from autograder.course.quiz.handed_in import sheets
from autograder.course.quiz.selection import read_selection
from autograder.grading.grade import SEED
from autograder.grading.handed_in import handed_in
from autograder.grading.many import grade_many
from autograder.grading.shown.as_json import as_csv, as_json
from autograder.grading.shown.class_page import class_page
from autograder.grading.shown.classes import show_class
from autograder.grading.shown.page import page
from autograder.grading.shown.safe import one_line
from autograder.grading.shown.tally import by_assignment
from autograder.grading.shown.terminal import show

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from autograder.catalogue import Language
    from autograder.grading.handed_in import HandedIn
    from autograder.grading.report import Report

_BY_HAND = Text("to be graded by hand: {names}", "需人工评分：{names}")
_WRITTEN = Text("written:", "已写入：")
COURSE = Path("assignments")  # of the course in the current folder, which may have a selection of its own
WORTH_A_POOL = 16  # starting a second process costs about as much as grading this many


def run(options: argparse.Namespace) -> int:
    """Grade, show, and write what was asked for; 1 where something was not run for our fault."""
    if options.assignment:
        gradable(options.assignment)
    if options.jobs is not None and options.jobs < 1:
        raise Problem(f"--jobs is {options.jobs}, expected 1 or more")
    written = [path for path in (options.json, options.csv, options.html) if path]
    for path in written:
        writable(path)
    lang = language(options.lang)
    quiz = options.assignment == QUIZ
    found = sheets(options.path) if quiz else handed_in(options.path, options.assignment)
    by = partial(grade_sheet, source=COURSE / QUIZ) if quiz else None
    seed = SEED if options.seed is None else options.seed
    full = graded(found, seed, unsafe=options.unsafe, jobs=options.jobs, by=by)
    reports = [report.at(options.level) for report in full]
    if str(options.json) == "-":
        pass  # standard output is the JSON's alone
    elif len(reports) == 1:
        show(reports[0], lang=lang, console=console(), checked=None)
    else:
        show_class(reports, lang=lang, console=console())
    if quiz:
        _remark(found, lang)
    _write(options, reports, lang)
    for path in written:
        if str(path) != "-":
            console(stderr=True).print(f"{_WRITTEN.said(lang)} {path}", soft_wrap=True)
    return 0 if all(report.complete for report in reports) else 1


def _remark(found: Sequence[HandedIn], lang: Language) -> None:
    """Say what the reports of the quiz do not hold: which answers wait for people, and what else a sheet is told."""
    selection = read_selection(COURSE / QUIZ)
    free = [name for name, question in selection.questions.items() if question.kind == "free"]
    remarks = [_BY_HAND.format(names=", ".join(free)).said(lang)] if free else []
    for one in found:
        handed = read_handed(one.path, selection)
        told = [] if handed.problem else notices(handed, one.student)
        remarks += [f"{one_line(one.student)}: {one_line(text.said(lang))}" for text in told]
    for remark in remarks:
        console(stderr=True).print(remark, soft_wrap=True)


def _write(options: argparse.Namespace, reports: Sequence[Report], lang: Language) -> None:
    if options.json:
        write(options.json, as_json(reports, lang=lang))
    if options.csv:
        write(options.csv, as_csv(reports))
    if options.html:
        write_pages(options.html, reports, lang)


def graded(
    found: Sequence[HandedIn],
    seed: int,
    *,
    unsafe: bool = False,
    jobs: int | None = None,
    by: Callable[..., Report] | None = None,
) -> list[Report]:
    """Grade what was found, with a bar, on ``jobs`` processes, or as many as is worth while; ``by`` is as there."""
    bar, done = progress("rnnkit grade", len(found))
    with bar, pool(jobs, len(found)) as executor:
        return grade_many(found, seed=seed, unsafe=unsafe, executor=executor, done=done, by=by)


def pool(jobs: int | None, many: int) -> AbstractContextManager[Executor | None]:
    """Processes to grade on: ``jobs``, or as many as is worth while for so ``many``; None where this one will do."""
    jobs = jobs or (os.cpu_count() or 1 if many >= WORTH_A_POOL else 1)
    return _processes(jobs) if jobs > 1 else nullcontext()


@contextmanager
def _processes(many: int) -> Iterator[Executor]:
    """Processes that leave a Ctrl-C to us, and are ended by it at once rather than waited for."""
    spawn = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    with ProcessPoolExecutor(
        many, spawn, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    ) as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - before:
                process.kill()
            raise


def write_pages(path: Path, reports: Sequence[Report], lang: Language) -> None:
    """One report: its page. A class: its overview, and a page a student in the folder beside it.

    The overview is ``path``; of several assignments each has its own, ``class-rnn.html`` for ``class.html``.
    """
    if len(reports) == 1:
        write(path, page(reports[0], lang=lang))
        return
    groups = by_assignment(reports)
    for name, group in groups.items():
        _write_class(path if len(groups) == 1 else path.with_name(f"{path.stem}-{name}{path.suffix}"), group, lang)


def _write_class(path: Path, reports: Sequence[Report], lang: Language) -> None:
    folder = path.with_name(f"{path.stem}-students")
    links = {}
    for number, report in enumerate(reports):
        name = f"{number + 1:04d}-{report.assignment}.html"  # a student's name may hold anything
        write(folder / name, page(report, lang=lang))
        links[report.student] = f"{folder.name}/{name}"
    write(path, class_page(reports, links, lang=lang))
