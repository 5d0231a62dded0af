"""`rnnkit check`: one's own file, the hidden suite, everything told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, language
from autograder.commands.problem import Problem
from autograder.commands.terminal import console, write
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn, NothingHandedInError, handed_in
from autograder.grading.many import grade_one
from autograder.grading.shown.page import page
from autograder.grading.shown.terminal import show

if TYPE_CHECKING:
    import argparse

    from autograder.grading.report import Report


def run(options: argparse.Namespace) -> int:
    """Grade it and show the report; 0 when it was graded, whatever the score."""
    lang = language(options.lang)
    seed = SEED if options.seed is None else options.seed
    reports: list[Report] = []
    for one in _meant(options.file, options.assignment):
        with console(stderr=True).status(f"{one.assignment}.py"):
            reports.append(grade_one(one, seed, unsafe=options.unsafe))
        show(reports[-1], lang=lang, console=console(), checked=options.file, everything=True)
    if options.html:
        write(options.html, page(reports[0], lang=lang))
        console().print(f"{options.html}")
    return 0 if all(report.complete for report in reports) else 1


def _meant(asked: str, assignment: str | None) -> list[HandedIn]:
    """The file that is meant: a path, or an assignment's name, which is looked for here."""
    if asked and asked not in ASSIGNMENTS:
        try:
            return handed_in(Path(asked), assignment)
        except NothingHandedInError as error:
            raise Problem(str(error).replace("rnnkit grade", "rnnkit check")) from error
    names = [asked] if asked else list(ASSIGNMENTS)
    places = {name: [folder / f"{name}.py" for folder in _folders(name)] for name in names}
    found = [next(filter(Path.is_file, files), None) for files in places.values()]
    if any(found):
        return [one for file in found if file for one in handed_in(file)]
    looked = ", ".join(str(place) for place in places[names[0]])
    raise Problem(f"there is nothing to check here\n  looked for: {looked}\n  next: rnnkit check PATH/TO/rnn.py")


def _folders(name: str) -> tuple[Path, ...]:
    return Path(), Path(name), Path("assignments") / name
