"""The terminal, and files written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.catalogue import Text
from autograder.commands.problem import Problem
from autograder.grading.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.status import Status


def console(*, stderr: bool = False) -> Console:
    """Where people read: colour where the terminal has it, plain text where it has not."""
    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def waiting(words: str) -> Status:
    """Words and a spinner on standard error, for as long as it is entered; only a terminal shows them."""
    screen = console(stderr=True)
    return screen.status(words, spinner="dots" if screen.encoding.lower().startswith("utf") else "line")


def progress(label: str, total: int) -> tuple[Progress, Callable[[object], None]]:
    """A bar on standard error, shown only to a terminal, and what moves it on by one."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
        disable=not console(stderr=True).is_terminal,
    )
    task = bar.add_task(label, total=total)
    return bar, lambda _: bar.advance(task)


def writable(path: Path) -> None:
    """See that a file can be written, before the work whose result it is to hold.

    Raises:
        Problem: it is a folder, or lies in one that is not there.
    """
    if str(path) == "-":
        return
    if path.is_dir():
        raise Problem(_FOLDER.format(path=path, file=path / "class.html"))
    if not path.absolute().parent.is_dir():
        raise Problem(_NO_FOLDER.format(path=path, absolute=path.absolute().parent, folder=path.parent))


def misnamed(path: Path, wanted: Text | str, command: str, name: Path) -> Problem:
    """The Problem of a file whose name does not end as it should; ``name`` is one that does."""
    ends = _ENDS.format(suffix=path.suffix) if path.suffix else _NO_END
    return Problem(_ENDING.format(path=path, ends=ends, wanted=wanted, command=command, name=name))


def unwritten(path: Path, error: OSError, command: str) -> Problem:
    """The Problem of a file that cannot be written."""
    why = error.strerror or error
    return Problem(_UNWRITABLE.format(path=path, why=why, command=command, name=path.name))


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; ``-`` is standard output, and a device or a pipe is written to as it is."""
    if str(path) == "-" and isinstance(content, str):
        print(content, end="" if content.endswith("\n") else "\n")
    elif path.exists() and not path.is_file():
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path.resolve(), content)  # what a link leads to, not the link


_FOLDER = Text(
    "{path} is a folder, expected a file\n  next: {file}, for one",
    "{path} 是文件夹，应为文件\n  下一步：换成文件，例如 {file}",
)
_NO_FOLDER = Text(
    "{path}: there is no folder {absolute}\n  next: mkdir -p {folder}",
    "{path}：没有文件夹 {absolute}\n  下一步：mkdir -p {folder}",
)
_ENDING = Text(
    "{path} {ends}, expected {wanted}\n  next: rnnkit {command} --to {name}",
    "{path} {ends}，应为 {wanted}\n  下一步：rnnkit {command} --to {name}",
)
_ENDS, _NO_END = Text("ends in {suffix}", "的扩展名是 {suffix}"), Text("has no ending", "没有扩展名")
_UNWRITABLE = Text(
    "{path} cannot be written: {why}\n  next: rnnkit {command} --to ~/{name}",
    "无法写入 {path}：{why}\n  下一步：rnnkit {command} --to ~/{name}",
)
