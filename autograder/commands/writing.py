"""What a kata and the program of an interview share: its sources, the learner's editor, and what is no program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.terminal import console
from autograder.study.kata import Sources, edit, editor, stands_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.grading.report import Report


def sources_of(assignment: Assignment, exercise: Exercise, lang: Language) -> Sources:
    """What a file to write in is made from; to import the course's part takes a moment, and shows that it does."""
    with console(stderr=True).status(_READY.format(name=exercise.name).said(lang)):
        from autograder.course.build.source import standalone, stub  # noqa: PLC0415 - slow to load

        return Sources(stub(assignment, lang), standalone(assignment))


def opens() -> bool:
    """Whether the learner has an editor, and a terminal to have it in."""
    return bool(editor()) and sys.stdin.isatty()


def edited(path: Path, exercise: Exercise, say: Callable[[Text, str], None]) -> bool:
    """Have a file edited, where the function stands that is to be written; what does not start is said."""
    if edit(path, line=stands_at(read(path), exercise.name)):
        return True
    say(_NO_EDITOR.format(command=" ".join(editor())), "yellow")
    return False


def read(path: Path) -> str:
    """What is in the file; nothing where it has gone."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def no_program(report: Report, exercise: Exercise) -> Text | None:
    """Why it is no program yet, which costs nothing; None where it is one."""
    if report.problem:
        return Text(*(f"{a}: {b}" for a, b in zip(report.problem, report.problem_detail, strict=True)))
    result = next((one for one in report.exercises if one.name == exercise.name), None)
    return None if result is None or result.started else _UNWRITTEN.format(name=exercise.name)


NO_PROGRAM = Text("that is no program yet, and costs nothing: {why}", "这还不是可运行的程序，不扣分：{why}")
UNCHANGED = Text("Nothing has changed yet.", "还没有改动。")
_UNWRITTEN = Text("{name} is not written yet", "{name} 还没有写")
_READY = Text("{name}: making the file to write in", "{name}：正在准备文件")
_NO_EDITOR = Text("{command} does not start: open the file yourself", "{command} 无法启动：请自行打开文件")
