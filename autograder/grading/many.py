"""Grade many: the same pure function for each, on any executor, in the order they were handed in."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import threading
from concurrent.futures import as_completed
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autograder.catalogue import ASSIGNMENTS, Text, same
from autograder.grading.grade import SEED, grade, unreadable
from autograder.wall.process import Wall
from autograder.wall.submission import MAX_BYTES, SubmissionError, read_submission

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from autograder.grading.handed_in import HandedIn
    from autograder.grading.report import Report


def grade_many(
    handed_in: Sequence[HandedIn],
    *,
    seed: int = SEED,
    unsafe: bool = False,
    executor: Executor | None = None,
    done: Callable[[Report], None] = lambda _: None,
    by: Callable[..., Report] | None = None,
) -> list[Report]:
    """Grade submissions.

    Args:
        handed_in: whose, and where
        seed: the course's
        unsafe: grade even where nothing isolates a submission
        executor: where to grade; in this process, one after another, where there is none
        done: is told of each report as it is ready
        by: what grades one, `grade_one` where nothing else is given; it gets the seed and unsafe by name

    Returns:
        A report for each, in the order given.

    Raises:
        WallError: submissions cannot be isolated here, and unsafe is not given.
    """
    by = by or grade_one
    if executor is None:
        reports = []
        for one in handed_in:
            reports.append(by(one, seed=seed, unsafe=unsafe))
            done(reports[-1])
        return reports
    futures = [executor.submit(by, one, seed=seed, unsafe=unsafe) for one in handed_in]
    for future in as_completed(futures):
        done(future.result())
    return [future.result() for future in futures]


def grade_one(one: HandedIn, seed: int = SEED, *, unsafe: bool = False, only: frozenset[str] = frozenset()) -> Report:
    """Read and grade one submission, or only some of its exercises, behind this process's own wall."""
    assignment = ASSIGNMENTS[one.assignment]
    try:
        submission = read_submission(one.path, one.assignment)
    except SubmissionError as error:
        return unreadable(one.student, assignment, problem_of(error, f"{one.assignment}.py"), same(error.detail))
    wall = wall_for(torch=assignment.torch, unsafe=unsafe)
    return grade(submission, wall, student=one.student, seed=seed, only=only)


def problem_of(error: SubmissionError, file: str, most: int = MAX_BYTES) -> Text:
    """Why a file that should have been handed in, of so many bytes at the ``most``, cannot be read."""
    return _PROBLEMS.get(error.code, _UNREADABLE).format(file=file, most=most // 1024)


@lru_cache(maxsize=4)
def wall_for(*, torch: bool = False, unsafe: bool = False) -> Wall:
    """This process's wall, started once and closed when the process ends."""
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    wall = Wall(torch=torch, unsafe=unsafe)
    atexit.register(wall.close)
    return wall


def _end_with(parent: Any) -> None:
    """One of several graders ends when the one that started it is killed; else it would wait for work for ever."""
    parent.join()
    os._exit(1)


_UNREADABLE = Text("{file} cannot be read", "无法读取 {file}")
_PROBLEMS = {
    "missing": Text("{file} was not handed in", "没有提交 {file}"),
    "symlink": Text("{file} is a symbolic link, expected the file itself", "{file} 是符号链接，应提交文件本身"),
    "not-a-file": Text("{file} is no regular file", "{file} 不是普通文件"),
    "too-large": Text("{file} is larger than {most} KiB", "{file} 超过 {most} KiB"),
}
