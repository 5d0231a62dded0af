"""What was handed in: one file, one submission folder, or a folder of students; found by name, never opened here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.catalogue import ASSIGNMENTS, Text, same


class NothingHandedInError(Exception):
    """There is nothing to grade at a path; ``words`` say what was looked for, and what to type."""

    def __init__(self, words: Text | str) -> None:
        self.words = words if isinstance(words, Text) else same(words)
        super().__init__(self.words.en)


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
        raise NothingHandedInError(_NOT_THERE.format(path=path))
    if not path.is_dir():
        return [_one_file(path, assignment)]
    found = _in_folder(path, _student_of(path), assignment)
    if not found:
        found = _of_class(path, assignment)
    if not found:
        wanted = ", ".join(f"{name}.py" for name in ([assignment] if assignment else ASSIGNMENTS))
        raise NothingHandedInError(_NONE_FOUND.format(path=path, wanted=wanted))
    return sorted(found, key=lambda one: (one.student, one.assignment))


def _one_file(path: Path, assignment: str | None) -> HandedIn:
    name = assignment or path.stem
    if name not in ASSIGNMENTS:
        wanted = ", ".join(f"{known}.py" for known in ASSIGNMENTS)
        raise NothingHandedInError(_WHICH.format(file=path.name, wanted=wanted, name=next(iter(ASSIGNMENTS))))
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


_NOT_THERE = Text(
    "{path}: there is no such file or folder\n  next: rnnkit grade PATH",
    "{path}：没有这个文件或文件夹\n  下一步：rnnkit grade 路径",
)
_NONE_FOUND = Text(
    "{path}: no submission found\n"
    "  looked for: {wanted}, here, in <student>/ and in <student>/<assignment>/\n"
    "  next: rnnkit grade FOLDER_OF_STUDENTS, or rnnkit grade FILE --assignment NAME",
    "{path}：没有找到提交的文件\n"
    "  查找的是：{wanted}，在这里、<student>/ 和 <student>/<assignment>/ 中\n"
    "  下一步：rnnkit grade 学生文件夹，或 rnnkit grade 文件 --assignment 作业名",
)
_WHICH = Text(
    "{file}: which assignment is this?\n  expected a file named {wanted}\n"
    "  next: rnnkit grade {file} --assignment {name}",
    "{file}：这是哪份作业？\n  文件名应为其中之一：{wanted}\n  下一步：rnnkit grade {file} --assignment {name}",
)
