"""Whose sheets there are in a folder: ``<student>/quiz/answers.toml`` or ``<student>/answers.toml``."""

from __future__ import annotations

import os
from pathlib import Path

from autograder.course.quiz import ANSWERS, QUIZ
from autograder.grading.handed_in import HandedIn, NothingHandedInError


def sheets(path: Path) -> list[HandedIn]:
    """Find the sheets at a path: a sheet, the folder it is in, or a folder of students.

    Returns:
        sorted by student; a student's folder without a sheet counts as handed in empty.

    Raises:
        NothingHandedInError: there is none.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    folder = path.parent if path.name == ANSWERS else path
    for sheet in (folder, folder / QUIZ):
        if os.path.lexists(sheet / ANSWERS):
            return [HandedIn((sheet.parent if sheet.name == QUIZ else sheet).name, QUIZ, sheet)]
    children = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [
        HandedIn(child.name, QUIZ, child / QUIZ if (child / QUIZ).is_dir() else child)
        for child in children
        if child.is_dir() and not child.name.startswith(".")
    ]
    if not any(os.path.lexists(one.path / ANSWERS) for one in found):
        raise NothingHandedInError(
            f"{path}: no sheet found\n"
            f"  looked for: {ANSWERS}, here, in <student>/ and in <student>/{QUIZ}/\n"
            f"  next: rnnkit grade FOLDER_OF_STUDENTS --assignment {QUIZ}"
        )
    return found
