"""`rnnkit check`: one's own file or one exercise of it, the hidden suite, everything told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.commands.problem import Problem, meant
from autograder.commands.spoken import fitted
from autograder.commands.studying import NAMES, exercise_meant, exercises_named, last_at, notes_kept
from autograder.commands.terminal import console, waiting, writable, write
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn, NothingHandedInError, handed_in
from autograder.grading.many import grade_one
from autograder.grading.shown.page import page
from autograder.grading.shown.terminal import show
from autograder.study.workspace import find_workspace

if TYPE_CHECKING:
    import argparse

    from autograder.grading.report import Report
    from autograder.study.workspace import Workspace


def run(options: argparse.Namespace) -> int:
    """Grade it and show the report; 0 when it was graded, whatever the score."""
    workspace = find_workspace(Path.cwd())
    options.lang = options.lang or (workspace.lang if workspace else None)
    lang = fitted(options.lang)
    if options.html:
        writable(options.html)
    seed = SEED if options.seed is None else options.seed
    asked, only = _exercise(options.file, workspace)
    reports: list[Report] = []
    for one in _meant(asked, options.assignment, workspace):
        with waiting(" ".join([f"{one.assignment}.py", *only])):
            reports.append(grade_one(one, seed, unsafe=options.unsafe, only=only))
        alone = bool(only) and _passed(reports[-1])  # then the next exercise is due, not the next assignment
        checked = None if alone else options.file
        show(reports[-1], lang=lang, console=console(), checked=checked, everything=True)
        if alone:
            console().print(_GO_ON.said(lang), soft_wrap=True)
        _note(one, reports[-1])
    if options.html:
        write(options.html, page(reports[0], lang=lang))
        console().print(f"{options.html}")
    return 0 if all(report.complete for report in reports) else 1


def _exercise(asked: str, workspace: Workspace | None) -> tuple[str, frozenset[str]]:
    """Of an exercise's name its assignment, and that name; of all else, a file or an assignment, what was asked."""
    if asked in ASSIGNMENTS or Path(asked).exists() or not exercises_named(asked):
        return asked, frozenset()
    last = ""
    if workspace:
        with notes_kept() as notes:
            last = last_at(notes)
    assignment, exercise = exercise_meant(asked, last)
    return assignment.name, frozenset({exercise.name})


def _meant(asked: str, assignment: str | None, workspace: Workspace | None) -> list[HandedIn]:
    """The file that is meant: a path, or an assignment's name, which is looked for here and in the workspace."""
    if asked and asked not in ASSIGNMENTS:
        return _at(Path(asked), assignment)
    names = [asked] if asked else list(ASSIGNMENTS)
    places = {name: [folder / f"{name}.py" for folder in _folders(name)] for name in names}
    firsts = [next(filter(Path.is_file, files), None) for files in places.values()]
    found = [file for file in firsts if file]
    if workspace and not found:
        places = {name: [*places[name], workspace.file(name)] for name in names}
    if workspace and (not found or (not asked and workspace.root == Path.cwd())):
        found = [file for name, file in workspace.files().items() if name in names]
        found = [file for file in found if asked or not workspace.untouched(file)]
        if not found and not asked:
            raise Problem(_UNWRITTEN.format(folder=workspace.root))
    if found:
        return [replace(one, student="") if workspace else one for file in found for one in handed_in(file)]
    raise Problem(_NOTHING.format(looked=", ".join(str(place) for place in places[names[0]])))


def _at(path: Path, assignment: str | None) -> list[HandedIn]:
    """What is at a path; a bare word that names nothing may be a slip in an exercise's name."""
    name = str(path)
    if not path.exists() and name.isidentifier():
        raise Problem(_NO_SUCH.format(name=name, meant=meant(name, [*ASSIGNMENTS, *NAMES])))
    try:
        return handed_in(path, assignment)
    except NothingHandedInError as error:
        raise Problem(Text(*(words.replace("rnnkit grade", "rnnkit check") for words in error.words))) from error


def _folders(name: str) -> tuple[Path, ...]:
    return Path(), Path(name), Path("assignments") / name


def _passed(report: Report) -> bool:
    return report.complete and not report.problem and all(one.first_failure is None for one in report.exercises)


def _note(one: HandedIn, report: Report) -> None:
    """Note in one's progress how the exercises went, where the file is a workspace's own."""
    path = one.path / f"{one.assignment}.py" if one.path.is_dir() else one.path
    workspace = find_workspace(path.parent)
    if report.problem or workspace is None or path != workspace.file(one.assignment):
        return
    with notes_kept() as notes:
        for exercise in report.exercises:
            notes.graded(ASSIGNMENTS[one.assignment], exercise, path.read_text("utf-8", "replace"), "check")


_GO_ON = Text("Next: go on with  rnnkit watch", "下一步：继续做，请输入  rnnkit watch")
_UNWRITTEN = Text(
    "nothing is written yet in {folder}\n  next: rnnkit watch", "{folder} 中还没有写任何内容\n  下一步：rnnkit watch"
)
_NOTHING = Text(
    "there is nothing to check here\n  looked for: {looked}\n"
    "  next: rnnkit check PATH/TO/rnn.py, or rnnkit start for a folder to work in",
    "这里没有可以检查的文件\n  查找过：{looked}\n  下一步：rnnkit check 路径/rnn.py，或用 rnnkit start 建立练习文件夹",
)
_NO_SUCH = Text(
    "there is no file, assignment or exercise {name!r}{meant}\n  next: rnnkit list, or rnnkit check PATH/TO/rnn.py",
    "没有名为 {name!r} 的文件、作业或练习{meant}\n  下一步：rnnkit list，或 rnnkit check 路径/rnn.py",
)
