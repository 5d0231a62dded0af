"""What was handed in: one file, one submission folder, or a folder of students; found by name, never opened here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.catalogue import ASSIGNMENTS


class NothingHandedInError(Exception):
    """There is nothing to grade at a path; the message says what was looked for, and what to type."""


@dataclass(frozen=True)
class HandedIn:
    """One student's file for one assignment; ``path`` is the file or the folder that should hold it."""

    student: str
    assignment: str
    path: Path


def handed_in(path: Path, assignment: str | None = None) -> list[HandedIn]:
    """Find submissions: ``rnn.py``, a folder that holds it, or ``<student>/<assignment>/`` and ``<student>/rnn.py``.

    Args:
        path: the file or folder
        assignment: only this one; where it is given, a student's folder without it counts as handed in empty

    Returns:
        sorted by student and assignment.

    Raises:
        NothingHandedInError: nothing of the kind is there.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    if not path.exists():
        raise NothingHandedInError(f"{path}: there is no such file or folder\n  next: rnnkit grade PATH")
    if not path.is_dir():
        return [_one_file(path, assignment)]
    found = _in_folder(path, _student_of(path), assignment)
    if not found:
        found = _of_class(path, assignment)
    if not found:
        wanted = ", ".join(f"{name}.py" for name in ([assignment] if assignment else ASSIGNMENTS))
        raise NothingHandedInError(
            f"{path}: no submission found\n"
            f"  looked for: {wanted}, here, in <student>/ and in <student>/<assignment>/\n"
            f"  next: rnnkit grade FOLDER_OF_STUDENTS, or rnnkit grade FILE --assignment NAME"
        )
    return sorted(found, key=lambda one: (one.student, one.assignment))


def _one_file(path: Path, assignment: str | None) -> HandedIn:
    name = assignment or path.stem
    if name not in ASSIGNMENTS:
        raise NothingHandedInError(
            f"{path.name}: which assignment is this?\n"
            f"  expected a file named {', '.join(f'{known}.py' for known in ASSIGNMENTS)}\n"
            f"  next: rnnkit grade {path.name} --assignment {next(iter(ASSIGNMENTS))}"
        )
    student = path.stem if path.stem not in ASSIGNMENTS else _student_of(path.parent)
    return HandedIn(student, name, path)


def _student_of(folder: Path) -> str:
    """The student a folder belongs to: nbgrader's is ``<student>/<assignment>``."""
    return folder.parent.name if folder.name in ASSIGNMENTS else folder.name


def _in_folder(folder: Path, student: str, assignment: str | None) -> list[HandedIn]:
    names = [assignment] if assignment else list(ASSIGNMENTS)
    return [HandedIn(student, name, folder) for name in names if os.path.lexists(folder / f"{name}.py")]


def _of_class(folder: Path, assignment: str | None) -> list[HandedIn]:
    """Every student's; where the whole class hands in one and the same, those without it have handed in nothing."""
    children = sorted(entry for entry in folder.iterdir() if _is_folder(entry) and not entry.name.startswith("."))
    found = [one for child in children for one in _of_student(child, assignment)]
    if not assignment and len(names := _names(found)) == 1:
        return [one for child in children for one in _of_student(child, *names)]
    return found


def _of_student(folder: Path, assignment: str | None) -> list[HandedIn]:
    names = [assignment] if assignment else list(ASSIGNMENTS)
    found = [HandedIn(folder.name, name, folder / name) for name in names if _is_folder(folder / name)]
    found += [one for one in _in_folder(folder, folder.name, assignment) if one.assignment not in _names(found)]
    if assignment and not found:
        return [HandedIn(folder.name, assignment, folder)]
    return found


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as may be seen: a student may have locked the one it is in."""
    try:
        return path.is_dir()
    except PermissionError:
        return False


def _names(found: list[HandedIn]) -> set[str]:
    return {one.assignment for one in found}
