"""A kata on the terminal: a file in the learner's editor, graded when it is saved, up to three times."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import Text, same
from autograder.commands.terminal import console
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one, wall_for
from autograder.grading.shown.terminal import show
from autograder.quiz.talk import PROMPT, QUIT, SKIP
from autograder.study.kata import ATTEMPTS, Sources, edit, editor, kata, model_answer
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
    start, before = clock(), path.read_bytes()
    for attempt in range(1, ATTEMPTS + 1):
        answer = _written(desk, path, before, first=attempt == 1)
        if answer == QUIT:
            return False
        if answer == GIVE_UP:
            break
        before = path.read_bytes()
        graded = _graded(desk, assignment, exercise, path)
        if graded is None:
            desk.drill.leave_out(item)
            return True
        score, belief = graded
        seconds = (clock() - start).total_seconds()
        if score >= 1:
            note(Event(item.id, 1.0, seconds, way=DRILL))
            desk.say(_PASSED.format(time=f"{seconds // 60:.0f}:{seconds % 60:02.0f}"), "bold green")
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
    from autograder.course.build.source import standalone, stub  # noqa: PLC0415 - nbgrader takes seconds to load

    with console(stderr=True).status(exercise.name):
        sources = Sources(stub(assignment, desk.lang), standalone(assignment))
    content = kata(sources, assignment, exercise, _FILE.format(name=exercise.name).said(desk.lang))
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


def _written(desk: Desk, path: Path, before: bytes, *, first: bool) -> str:
    """Wait until the file was changed: "" where it was, else what the learner wants instead."""
    opens = bool(editor()) and sys.stdin.isatty()
    if opens and first:
        opens = _edited(desk, path)
        if opens and path.read_bytes() != before:
            return ""
    while True:
        desk.say((_WAIT_EDITOR if opens else _WAIT).format(path=path))
        line = desk.read()
        if line.strip().lower() == QUIT:
            return QUIT
        if line.strip() == GIVE_UP:
            return GIVE_UP
        if opens and (line.strip().lower() == "e" or not first):
            opens = _edited(desk, path)
        first = False
        if path.exists() and path.read_bytes() != before:
            return ""
        desk.say(_UNCHANGED.format(path=path), "yellow")


def _edited(desk: Desk, path: Path) -> bool:
    if edit(path):
        return True
    desk.say(_NO_EDITOR.format(command=" ".join(editor())), "yellow")
    return False


def _graded(desk: Desk, assignment: Assignment, exercise: Exercise, path: Path) -> tuple[float, str] | None:
    """Its share of the points, and the known mistake; None where it could not be graded."""
    with console(stderr=True).status(exercise.name):
        one = HandedIn("", assignment.name, path)
        report = grade_one(one, unsafe=desk.unsafe, only=frozenset({exercise.name}))
    show(report, lang=desk.lang, console=desk.voice.screen, checked=None)
    if not report.complete:
        return None
    result = next((one for one in report.exercises if one.name == exercise.name), None)
    return (report.score / report.points if report.points else 0.0), (result.mistake or "" if result else "")


_TASK = Text("Write {name}: {title}.", "请写出 {name}：{title}。")
_FILE = Text(
    "A kata: write {name}, at the end of this file, from memory. Save it, and close the editor.",
    "默写练习：凭记忆写出本文件末尾的 {name}。保存后关闭编辑器。",
)
_WAIT = Text(
    "Write it in {path}\nthen: Enter grades it, ? gives up and shows an answer, q ends the drill",
    "请在 {path} 中写出\n然后：按 Enter 评分，输入 ? 放弃并查看答案，输入 q 结束练习",
)
_WAIT_EDITOR = Text(
    "{path}\nEnter: go on; e: open the editor; ?: give up and see an answer; q: end the drill",
    "{path}\nEnter：继续；e：打开编辑器；?：放弃并查看答案；q：结束练习",
)
_UNCHANGED = Text("{path} has not changed since", "{path} 没有改动")
_NO_EDITOR = Text("{command} does not start: open the file yourself", "{command} 无法启动：请自行打开文件")
_PASSED = Text("It passes, in {time}.", "通过，用时 {time}。")
_AGAIN = Text("Attempts left: {n}", "剩余次数：{n}")
_NO_KATAS = Text("No katas this time, questions only.", "这次没有默写题，只有问答题。")
_MODEL = Text("One way to write it:", "一种写法：")
_TOMORROW = Text("It comes again tomorrow. What you wrote:\n{path}", "明天会再次出现。你写的内容：\n{path}")
