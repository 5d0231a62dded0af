"""Grades in a process of its own, so that keys are heard meanwhile; when idle it gets ready what comes next.

A thread would not do: in CPython 3.11 two threads that call `ast.parse` at once can fail each other.
"""

from __future__ import annotations

import multiprocessing
import signal
from typing import TYPE_CHECKING, Any, Self

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.diagnose import wrong_answers
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one, wall_for
from autograder.suites import suite_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from autograder.grading.report import Report
    from autograder.study.watching import Wanted
    from autograder.study.workspace import Workspace

GONE = Text("the process that grades has ended; type rnnkit watch again", "评分进程已结束；请重新输入 rnnkit watch")


class Grader:
    """Another process that grades exercises of a workspace; a context manager, which ends it at once."""

    def __init__(self, workspace: Workspace, seed: int, *, unsafe: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, workspace, seed, unsafe), daemon=True)
        self._process.start()
        theirs.close()
        self._last, self._gone = 0, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def grade(self, wanted: Wanted) -> None:
        """Have that graded."""
        self._last = wanted.number
        self._send(wanted)

    def get_ready(self, assignment: str, exercise: str) -> None:
        """Have what grading that exercise takes be prepared when nothing else is to be done."""
        self._send((assignment, exercise))

    def answers(self) -> list[tuple[int, Report | Text | str]]:
        """The verdicts that have come since, or why there is none, each with its number."""
        found: list[tuple[int, Report | Text | str]] = []
        try:
            while not self._gone and self._pipe.poll():
                found.append(self._pipe.recv())
        except (EOFError, OSError):
            self._gone = True
            found.append((self._last, GONE))
        return found

    def _send(self, message: object) -> None:
        try:
            self._pipe.send(message)
        except OSError:  # it is gone, which answers() tells
            return


def _work(pipe: Connection, workspace: Workspace, seed: int, unsafe: bool) -> None:
    """Grade what is asked for; in between, one step after another, what takes long the first time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other process's affair
    ahead: list[tuple[Callable[..., object], tuple[Any, ...]]] = []
    wanted: Wanted | None = None
    while True:
        while pipe.poll(0 if ahead or wanted else None):
            try:
                message = pipe.recv()
            except (EOFError, OSError):
                return
            if isinstance(message, tuple):
                ahead = _steps(message[0], message[1], seed, unsafe)
            else:
                wanted = message  # only the last is worth while
        if wanted:
            pipe.send((wanted.number, _graded(wanted, workspace, seed, unsafe)))
            wanted = None
        elif ahead:
            step, arguments = ahead.pop(0)
            try:
                step(*arguments)
            except Exception:  # noqa: BLE001 - the grading that needs it will say so
                ahead.clear()


def _steps(
    assignment: str, exercise: str, seed: int, unsafe: bool
) -> list[tuple[Callable[..., object], tuple[Any, ...]]]:
    """What takes long the first time: the wall, and what each known mistake answers to the suite's inputs."""
    known = ASSIGNMENTS[assignment].exercise(exercise)
    return [
        (_raise_wall, (ASSIGNMENTS[assignment].torch, unsafe)),
        *(
            (wrong_answers, (assignment, known, mistake, check, seed))
            for check in suite_of(assignment).of(exercise)
            for mistake in known.mistakes
        ),
    ]


def _raise_wall(torch: bool, unsafe: bool) -> None:
    wall_for(torch=torch, unsafe=unsafe)


def _graded(wanted: Wanted, workspace: Workspace, seed: int, unsafe: bool) -> Report | str:
    one = HandedIn("", wanted.assignment, workspace.file(wanted.assignment))
    try:
        return grade_one(one, seed, unsafe=unsafe, only=frozenset({wanted.exercise}))
    except Exception as error:  # noqa: BLE001 - told to the person; watching goes on
        return f"{type(error).__name__}: {error}"
