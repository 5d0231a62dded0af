"""A kata on the terminal: a file in the learner's editor, graded when it is saved, up to three times."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Text, same
from autograder.commands.terminal import console
from autograder.commands.writing import NO_PROGRAM, UNCHANGED, edited, no_program, opens, read, sources_of
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one, wall_for
from autograder.grading.shown.terminal import show
from autograder.quiz.talk import PROMPT, QUIT, SKIP, WIDE_SKIP
from autograder.study.kata import ATTEMPTS, kata, model_answer
from autograder.study.mock.debrief import clock as minutes_and_seconds
from autograder.study.pool import exercise_of
from autograder.study.schedule import ATTEMPT, DRILL, GAVE_UP
from autograder.study.store import Event, home
from autograder.wall.launch import WallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.commands.voice import Terminal
    from autograder.study.drilling import Drill
    from autograder.study.pool import Item

GIVE_UP = SKIP


@dataclass
class Desk:
    """Where a kata is written."""

    voice: Terminal
    drill: Drill
    lang: Language
    unsafe: bool = False

    def say(self, words: Text, style: str = "") -> None:
        """Say something on a line of its own."""
        self.voice.screen.print(words.said(self.lang), style=style, soft_wrap=True)

    def read(self) -> str:
        """A line; QUIT at the end of the input."""
        try:
            return self.voice.read(PROMPT)
        except EOFError:
            return QUIT


def write_kata(desk: Desk, item: Item, place: str, note: Callable[[Event], None]) -> bool:
    """Have an exercise written, and grade it; False where the learner has had enough.

    Args:
        desk: where
        item: which
        place: its number in the session
        note: keeps what was done
    """
    found = exercise_of(item.id)
    if found is None:
        desk.drill.leave_out(item)
        return True
    assignment, exercise = found
    if not _walled(desk, assignment):
        return True
    clock = desk.drill.ledger.clock
    desk.voice.say()
    desk.voice.rule(f"{place} · {assignment.title.said(desk.lang)}")
    desk.say(_TASK.format(name=exercise.name, title=exercise.title), "bold")
    path = _laid_out(desk, assignment, exercise)
    desk.say(_FILE.format(path=path))
    start, before, attempt = clock(), read(path), 0
    while attempt < ATTEMPTS:
        answer = _written(desk, exercise, path, before)
        if answer == QUIT:
            return False
        if answer == GIVE_UP:
            break
        before = read(path)
        graded = _graded(desk, assignment, exercise, path)
        if graded is None:
            desk.drill.leave_out(item)
            return True
        if isinstance(graded, Text):
            desk.voice.say(NO_PROGRAM.format(why=graded).said(desk.lang), "yellow")
            continue
        attempt += 1
        score, belief = graded
        seconds = (clock() - start).total_seconds()
        if score >= 1:
            note(Event(item.id, 1.0, seconds, way=DRILL))
            desk.say(_PASSED.format(time=minutes_and_seconds(seconds)), "bold green")
            return True
        note(Event(item.id, score, seconds, belief, ATTEMPT))
        if attempt < ATTEMPTS:
            desk.say(_AGAIN.format(n=ATTEMPTS - attempt), "yellow")
    note(Event(item.id, 0.0, (clock() - start).total_seconds(), way=GAVE_UP))
    desk.say(_MODEL, "bold")
    desk.say(same(model_answer(assignment, exercise)))
    desk.say(_TOMORROW.format(path=path), "dim")
    return True


def _walled(desk: Desk, assignment: Assignment) -> bool:
    """See that what is written can be run, before it is; where it cannot, no kata comes in this session."""
    try:
        with console(stderr=True).status(assignment.name):
            wall_for(torch=assignment.torch, unsafe=desk.unsafe)
    except WallError as error:
        desk.say(same(str(error)), "yellow")
        desk.say(_NO_KATAS)
        desk.drill.leave_out_code()
        return False
    return True


def _laid_out(desk: Desk, assignment: Assignment, exercise: Exercise) -> Path:
    """The file to write in, in a folder of its own: nothing that was written before is written over."""
    sources = sources_of(assignment, exercise, desk.lang)
    content = kata(sources, assignment, exercise, _HEAD.format(name=exercise.name).said(desk.lang))
    mark = f"{desk.drill.ledger.clock().astimezone():%Y%m%d-%H%M%S}-{exercise.name}"
    try:
        folder = home() / "katas" / mark
        folder.mkdir(parents=True)
        return _new_file(folder, assignment, content)
    except OSError:  # progress is not kept either; the kata can be written all the same
        return _new_file(Path(tempfile.mkdtemp(prefix="rnnkit-kata-")), assignment, content)


def _new_file(folder: Path, assignment: Assignment, content: str) -> Path:
    path = folder / f"{assignment.name}.py"
    path.write_text(content, "utf-8")
    return path


def _written(desk: Desk, exercise: Exercise, path: Path, before: str) -> str:
    """Wait until the file was changed: "" where it was, else what the learner wants instead."""
    opening = opens()
    while True:
        desk.voice.say((_KEYS_EDITOR if opening else _KEYS).said(desk.lang), "dim")
        desk.voice.drop_typed()
        line = desk.read().strip().lower()
        if line == QUIT:
            return QUIT
        if line in (GIVE_UP, WIDE_SKIP):
            return GIVE_UP
        opening = opening and edited(path, exercise, desk.say)
        if path.exists() and read(path) != before:
            return ""
        desk.say(UNCHANGED, "yellow")


def _graded(desk: Desk, assignment: Assignment, exercise: Exercise, path: Path) -> tuple[float, str] | Text | None:
    """Its share of the points, and the known mistake; why it is no program yet; None where it cannot be graded."""
    with console(stderr=True).status(exercise.name):
        one = HandedIn("", assignment.name, path)
        report = grade_one(one, unsafe=desk.unsafe, only=frozenset({exercise.name}))
    if why := no_program(report, exercise):
        return why
    show(report, lang=desk.lang, console=desk.voice.screen, checked=None)
    if not report.complete:
        return None
    result = next((one for one in report.exercises if one.name == exercise.name), None)
    return (report.score / report.points if report.points else 0.0), (result.mistake or "" if result else "")


_TASK = Text("Write {name}: {title}.", "请写出 {name}：{title}。")
_HEAD = Text(
    "A kata: write {name}, at the end of this file, from memory. Save it, and close the editor.",
    "默写练习：凭记忆写出本文件末尾的 {name}。保存后关闭编辑器。",
)
_FILE = Text(
    "It stands at the end of this file, and what it builds on above it:\n{path}",
    "它位于该文件末尾，所依赖的部分在它上方：\n{path}",
)
_KEYS = Text(
    "Enter: grades the file as you saved it; ?: gives up and shows an answer; q: ends the drill",
    "Enter：对保存的文件评分；?：放弃并查看答案；q：结束练习",
)
_KEYS_EDITOR = Text(
    "Enter: opens your editor, and grades what you saved when you close it; ?: gives up and shows an answer; "
    "q: ends the drill",
    "Enter：打开编辑器，关闭后对保存的内容评分；?：放弃并查看答案；q：结束练习",
)
_PASSED = Text("It passes, in {time}.", "通过，用时 {time}。")
_AGAIN = Text("Attempts left: {n}", "剩余次数：{n}")
_NO_KATAS = Text("No katas this time, questions only.", "这次没有默写题，只有问答题。")
_MODEL = Text("One way to write it:", "一种写法：")
_TOMORROW = Text("It comes again tomorrow. What you wrote:\n{path}", "明天会再次出现。你写的内容：\n{path}")
