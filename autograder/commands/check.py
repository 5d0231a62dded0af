"""`rnnkit check`: one's own file, the hidden suite, everything told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, language
from autograder.commands.problem import Problem
from autograder.commands.studying import notes_kept
from autograder.commands.terminal import console, write
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
    workspace = _workspace(Path.cwd())
    lang = workspace.lang if workspace and not options.lang else language(options.lang)
    seed = SEED if options.seed is None else options.seed
    reports: list[Report] = []
    for one in _meant(options.file, options.assignment, workspace):
        with console(stderr=True).status(f"{one.assignment}.py"):
            reports.append(grade_one(one, seed, unsafe=options.unsafe))
        show(reports[-1], lang=lang, console=console(), checked=options.file, everything=True)
        _note(one, reports[-1])
    if options.html:
        write(options.html, page(reports[0], lang=lang))
        console().print(f"{options.html}")
    return 0 if all(report.complete for report in reports) else 1


def _meant(asked: str, assignment: str | None, workspace: Workspace | None) -> list[HandedIn]:
    """The file that is meant: a path, or an assignment's name, which is looked for here and in the workspace."""
    if asked and asked not in ASSIGNMENTS:
        try:
            return handed_in(Path(asked), assignment)
        except NothingHandedInError as error:
            raise Problem(str(error).replace("rnnkit grade", "rnnkit check")) from error
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
            raise Problem(f"nothing is written yet in {workspace.root}\n  next: rnnkit watch")
    if found:
        return [replace(one, student="") if workspace else one for file in found for one in handed_in(file)]
    looked = ", ".join(str(place) for place in places[names[0]])
    raise Problem(
        f"there is nothing to check here\n  looked for: {looked}\n"
        "  next: rnnkit check PATH/TO/rnn.py, or rnnkit start for a folder to work in"
    )


def _folders(name: str) -> tuple[Path, ...]:
    return Path(), Path(name), Path("assignments") / name


def _workspace(folder: Path) -> Workspace | None:
    try:
        return find_workspace(folder)
    except ValueError as error:
        raise Problem(f"{error}\n  next: move that file away, then type rnnkit start") from error


def _note(one: HandedIn, report: Report) -> None:
    """Note in one's progress how the exercises went, where the file is a workspace's own."""
    path = one.path / f"{one.assignment}.py" if one.path.is_dir() else one.path
    workspace = _workspace(path.parent)
    if report.problem or workspace is None or path != workspace.file(one.assignment):
        return
    with notes_kept() as notes:
        for exercise in report.exercises:
            notes.graded(ASSIGNMENTS[one.assignment], exercise, path.read_text("utf-8", "replace"), "check")
