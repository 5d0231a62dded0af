"""Reports kept on disk, so that a killed run resumes and a regrade is instant: a file a report, JSON, no pickle."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import stat
from dataclasses import asdict, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.grade import SEED, grade
from autograder.grading.many import grade_one, wall_for
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.whole import write_whole
from autograder.wall.submission import SubmissionError, read_submission

if TYPE_CHECKING:
    from autograder.grading.handed_in import HandedIn
    from autograder.wall.submission import Submission

REPORTS: Final = ".rnnkit/reports"  # in a course's folder
GRADED_BY: Final = ("autograder/catalogue", "autograder/grading", "autograder/suites", "autograder/wall", "solutions")
DRAWN_BY: Final = ("hypothesis", "numpy", "torch")  # another version may draw or compute otherwise


def graded(one: HandedIn, folder: Path, *, seed: int = SEED, unsafe: bool = False) -> Report:
    """The report of a submission: the one kept in a folder, or a new one, which is then kept there.

    What was not run, or not isolated, is not kept. Raises what `grade_one` raises.
    """
    try:
        submission = read_submission(one.path, one.assignment)
    except SubmissionError:
        return grade_one(one, seed, unsafe=unsafe)  # says what was wrong
    file = folder / f"{key(submission, seed)}.json"
    report = load(file)
    if report is None:
        wall = wall_for(torch=ASSIGNMENTS[one.assignment].torch, unsafe=unsafe)
        report = grade(submission, wall, student=one.student, seed=seed)
        if report.complete and report.isolation != "none":
            save(file, report)
    return replace(report, student=one.student)


def key(submission: Submission, seed: int) -> str:
    """What a report depends on: the files, the seed, and all that grades them."""
    return hashlib.sha256(f"{submission.name} {submission.digest} {seed} {_kit()}".encode()).hexdigest()


def save(file: Path, report: Report) -> None:
    """Write a report whole or not at all, under a digest of itself and of its file's name."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    body = json.dumps(asdict(report))
    write_whole(file, f"{_digest(file, body)}\n{body}", mode=0o600)


def load(file: Path) -> Report | None:
    """Read a report back; None where there is none, or where it is not what this user wrote, for this file."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, encoding="ascii") as stream:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
                return None
            digest, _, body = stream.read().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return _report(json.loads(body)) if digest == _digest(file, body) else None


def _report(data: dict[str, Any]) -> Report:
    exercises = tuple(_exercise(exercise) for exercise in data["exercises"])
    return Report(**_texts(data, "problem", "problem_detail") | {"exercises": exercises})


def _exercise(data: dict[str, Any]) -> ExerciseResult:
    checks = tuple(CheckResult(**_texts(check, "title", "message", "detail")) for check in data["checks"])
    return ExerciseResult(**_texts(data, "title", "hint") | {"checks": checks})


def _texts(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same fields, with those that are sentences in two languages made so again."""
    return data | {name: Text(*data[name]) for name in names}


def _digest(file: Path, body: str) -> str:
    return hashlib.sha256(f"{file.name}\n{body}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _kit() -> str:
    """A digest of every line of ours that has a say in a grade, and of what draws and computes for it."""
    kit = hashlib.sha256(platform.python_version().encode())
    for name in DRAWN_BY:
        kit.update(metadata.version(name).encode())
    home = Path(__file__).parents[2]
    for room in GRADED_BY:
        for file in sorted((home / room).glob("*.py")):
            kit.update(file.name.encode() + file.read_bytes())
    return kit.hexdigest()
