"""`rnnkit watch`: grades the exercise at hand each time it is saved, and helps."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.studying import exercise_meant, notes_kept, put_back, shown, workspace_here
from autograder.commands.terminal import console
from autograder.grading.grade import SEED
from autograder.grading.shown.ink import Ink
from autograder.study.grader import Grader
from autograder.study.pointing import line_of
from autograder.study.saves import Saves
from autograder.study.screen import screen
from autograder.study.standing import item_of
from autograder.study.watching import Watching
from autograder.wall.submission import MAX_BYTES

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

    from autograder.study.workspace import Workspace

POLL, AGAIN = 0.2, 0.03  # seconds between looks at the files; and while one of them is being written
STOPPED = 130  # what a shell says of what Ctrl-C ended
SLOW = 0.3  # seconds after which it is said that grading goes on


def run(options: argparse.Namespace) -> int:
    """Watch until there is a reason to stop; 0 however it went, 130 where it was Ctrl-C."""
    workspace = workspace_here(options)
    lang, stopped = fitted(options.lang), 0
    files = workspace.files()
    if not files:
        raise Problem(_NONE.format(folder=workspace.root))
    with notes_kept() as notes:
        sources = {name: _read(path) for name, path in files.items()}
        first, exercise = _first(options.name, notes.at, sources)
        watching = Watching(notes, sources, lang, first, exercise)
        keyed = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        seed = SEED if options.seed is None else options.seed
        with Grader(workspace, seed, unsafe=options.unsafe) as grader:
            loop = Loop(workspace, watching, grader, files)
            try:
                (loop.with_keys if keyed else loop.in_lines)(console())
            except KeyboardInterrupt:
                stopped = STOPPED
        if not watching.finished:
            loop.say_place(console())
    return stopped


def _first(asked: str, at: str, sources: dict[str, str]) -> tuple[str, str]:
    """Where to begin: what was asked for, else where the last time ended."""
    asked = Path(asked).stem if asked.endswith(".py") else asked
    if asked in sources:
        return asked, ""
    if asked:
        assignment, exercise = exercise_meant(asked, at.removeprefix("code:").partition(".")[0])
        return assignment.name, exercise.name
    name = at.removeprefix("code:").partition(".")[0]
    return (name if name in sources else next(iter(sources))), ""


class Loop:
    """Looks at files and keys, passes on what happens, and shows what comes of it."""

    def __init__(self, workspace: Workspace, watching: Watching, grader: Grader, files: dict[str, Path]) -> None:
        self.workspace, self.watching, self.grader, self.files = workspace, watching, grader, files
        self.saves = Saves(files.values())
        self._since = 0.0
        self._ready_for = ""

    def turn(self) -> bool:
        """Whatever has happened since; whether there was anything."""
        watching, happened = self.watching, False
        for path in self.saves.poll():
            watching.saved(path.stem, _read(path))
            happened = True
        if watching.reset:
            assignment, exercise = watching.reset
            happened = True
            copy = put_back(self.workspace, assignment, exercise)
            watching.was_reset(shown(copy))
        if watching.wanted:
            self.grader.grade(watching.wanted)
            watching.wanted, self._since = None, time.monotonic()
        for number, answer in self.grader.answers():
            if isinstance(answer, str | Text):
                watching.broke(number, answer)
            else:
                watching.graded(number, answer, time.monotonic() - self._since)
            happened = True
        gone = self.saves.gone(self.files[watching.assignment.name])
        if gone != watching.gone:
            watching.went(self._shown(watching.assignment.name), gone=gone)
            happened = True
        item = item_of(watching.assignment, watching.exercise.name)
        if item != self._ready_for:
            self._ready_for = item
            self.grader.get_ready(watching.assignment.name, watching.exercise.name)
        return happened or watching.wanted is not None

    def pause(self) -> float:
        """Seconds until it is worth looking again."""
        busy = self.watching.grading or self.watching.wanted or self.saves.unsettled
        return AGAIN if busy else POLL

    def with_keys(self, out: Console) -> None:
        """On a terminal."""
        from autograder.study.keys import Keys  # noqa: PLC0415 - there is none on Windows

        drawn: tuple[object, ...] = ()
        with Keys() as keys:
            while not self.watching.over:
                if self.watching.reset:  # takes a while, so what is done is shown first
                    keys.show(screen(self.watching, out, self._shown))
                happened = self.turn()
                slow = self.watching.grading and time.monotonic() - self._since > SLOW
                state = (out.size, slow)
                if happened or keys.redraw or state != drawn:
                    keys.show(screen(self.watching, out, self._shown))
                    drawn = state
                for key in keys.pressed(self.pause()):
                    self.watching.pressed(key)
                    keys.redraw = True

    def say_place(self, out: Console) -> None:
        """Where one was."""
        ink = Ink(out, self.watching.lang)
        ink.paragraph(ink.said(_LEFT.format(place=self._place())))

    def in_lines(self, out: Console) -> None:
        """Without a terminal: a line an event, and no keys; it ends when nothing is left to do."""
        ink = Ink(out, self.watching.lang)
        print(ink.said(_LINES), flush=True)
        while not self.watching.over:
            self.turn()
            for kind, text in self.watching.log:
                word = _KINDS[kind].said(ink.lang)
                place = "" if kind in {"passed", "finished"} else f"  {self._place()}"
                print(
                    f"{word}  {self._name() if place else ''}  {ink.said(text)}{place}".replace("    ", "  "),
                    flush=True,
                )
                self.watching.over |= kind == "finished"
            self.watching.log.clear()
            time.sleep(self.pause())

    def _name(self) -> str:
        return f"{self.watching.assignment.name}.{self.watching.exercise.name}"

    def _shown(self, assignment: str) -> str:
        return shown(self.files[assignment])

    def _place(self) -> str:
        watching = self.watching
        line = line_of(watching.assignment, watching.exercise, watching.result, watching.source)
        return f"{self._shown(watching.assignment.name)}:{line}"


def _read(path: Path) -> str:
    """What stands in a file that may be gone, or be no file any more; no more of it than is graded."""
    try:
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as file:
                return file.read(MAX_BYTES)
    except OSError:
        pass
    return ""


_NONE = Text(
    "there is no assignment in {folder}\n  next: rnnkit start, which puts them back",
    "{folder} 中没有任何作业\n  下一步：rnnkit start，会把它们放回来",
)
_LINES = Text(
    "each save is graded; rnnkit hint helps, in another terminal; Ctrl-C ends this",
    "每次保存都会评分；需要提示，请在另一个终端输入 rnnkit hint；按 Ctrl-C 结束",
)
_LEFT = Text("you were at {place}; rnnkit watch goes on there", "你停在 {place}；输入 rnnkit watch 从那里继续")
_KINDS = {
    "passed": Text("passed", "通过"),
    "failed": Text("failed", "未通过"),
    "opened": Text("next", "下一题"),
    "problem": Text("problem", "问题"),
    "finished": Text("finished", "完成"),
}
