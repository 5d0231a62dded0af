"""The implementation in an interview: a file in the learner's editor, graded silently as often as it is submitted."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from autograder.catalogue import Text
from autograder.commands.mock_screen import NOTED, PAUSE, QUIT, Asking, PausedError
from autograder.commands.terminal import console
from autograder.commands.writing import NO_PROGRAM, UNCHANGED, edited, no_program, opens, read, sources_of
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one
from autograder.grading.shown.terminal import show
from autograder.quiz.talk import SKIP
from autograder.study.kata import kata
from autograder.study.mock.interview import MINUTE, Draft
from autograder.study.pool import exercise_of
from autograder.wall.launch import WallError

if TYPE_CHECKING:
    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.grading.report import Report
    from autograder.study.mock.plan import Slot

EDIT, NEXT = "e", "n"  # e does what Enter does
WIDTH = 76  # of a report within the debrief


@dataclass
class Paper:
    """Where the program is written."""

    asking: Asking
    folder: Path
    unsafe: bool = False

    def work(self, slot: Slot) -> None:
        """Have an exercise written, and go on when it is handed in, passed, or its time is over."""
        found = exercise_of(slot.item)
        assert found, slot.item  # noqa: S101 - a state with an item that is not there is refused when it is read
        assignment, exercise = found
        asking = self.asking
        path, fresh = self._laid_out(assignment, exercise)
        asking.say(_TASK.format(name=exercise.name, title=exercise.title, minutes=f"{slot.minutes:.0f}"), "bold")
        asking.voice.path(_FILE.said(asking.lang), str(path))
        keys = (_KEYS_EDITOR if opens() else _KEYS).format(skip=SKIP, next=NEXT)
        asking.say(keys, "dim")
        draft = asking.interview.draft
        before = draft.source if draft else read(path) if fresh else ""
        asking.start()
        while asking.interview.current == slot and not self._late(slot):
            word = asking.voice.read(asking.prompt(slot.minutes * MINUTE)).strip().lower()
            if word == PAUSE:
                raise PausedError
            if word == QUIT:
                asking.sure()
            elif word == SKIP or (word == NEXT and asking.interview.draft):
                asking.went(asking.interview.handed_in(asking.waiting, asking.at()))
                asking.say(NOTED, "dim")
            elif word == NEXT:
                asking.say(_NOTHING.format(skip=SKIP), "yellow")
            elif word not in ("", EDIT):
                asking.say(keys, "yellow")
            else:
                if opens():
                    edited(path, exercise, asking.say)
                before = self._submit(slot, path, before)

    def _late(self, slot: Slot) -> bool:
        """Whether there is a program and no more time to make it better; then it is handed in."""
        asking = self.asking
        used = asking.interview.used + asking.waiting
        over = used >= slot.minutes * MINUTE or asking.interview.left <= asking.waiting
        if asking.interview.draft is None or not over:
            return False
        asking.went(asking.interview.handed_in(asking.waiting, asking.at()))
        asking.say(_LATE, "dim")
        return True

    def _submit(self, slot: Slot, path: Path, before: str) -> str:
        """Grade the file as it stands, where it has changed; returns what there is to change now."""
        asking, source = self.asking, read(path)
        if source == before:
            asking.say(UNCHANGED, "yellow")
            return before
        asking.pause()  # grading is not the learner's time
        graded = self._graded(slot, path)
        if isinstance(graded, Text):
            asking.say(NO_PROGRAM.format(why=graded), "yellow")
        else:
            asking.went(asking.interview.submitted(Draft(source, *graded), 0.0))
            tries = asking.interview.draft.tries if asking.interview.draft else 1
            asking.say(_NOTED.format(noted=NOTED, n=tries, next=NEXT), "dim")
        asking.start()
        return source

    def _graded(self, slot: Slot, path: Path) -> tuple[float | None, str] | Text:
        """Its share of the points and the known mistake; words where it is no program yet."""
        found = exercise_of(slot.item)
        assert found, slot.item  # noqa: S101 - as in `work`
        assignment, exercise = found
        try:
            with console(stderr=True).status(_GRADING.said(self.asking.lang)):
                report = _report(assignment, exercise, path, unsafe=self.unsafe)
        except WallError as error:
            self.asking.say(_UNGRADED.format(why=str(error)), "yellow")
            return None, ""
        if why := no_program(report, exercise):
            return why
        result = next(one for one in report.exercises if one.name == exercise.name)
        if not report.complete:
            return None, ""
        return (report.score / report.points if report.points else 0.0), result.mistake or ""

    def _laid_out(self, assignment: Assignment, exercise: Exercise) -> tuple[Path, bool]:
        """The file to write in, and whether it is new; one from before a pause stays as it is."""
        path = self.folder / exercise.name / f"{assignment.name}.py"
        if path.is_file():
            return path, False
        sources = sources_of(assignment, exercise, self.asking.lang)
        head = _HEAD.format(name=exercise.name).said(self.asking.lang)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # the state is not kept either; the program can be written all the same
            path = Path(tempfile.mkdtemp(prefix="rnnkit-mock-")) / path.name
        path.write_text(kata(sources, assignment, exercise, head), "utf-8")
        return path, True


def report_on(item: str, source: str, *, lang: Language, unsafe: bool = False) -> str:
    """The report on a program, as text."""
    found = exercise_of(item)
    assert found, item  # noqa: S101 - as above
    assignment, exercise = found
    with tempfile.TemporaryDirectory(prefix="rnnkit-mock-") as folder:
        path = Path(folder) / f"{assignment.name}.py"
        path.write_text(source, "utf-8")
        try:
            report = _report(assignment, exercise, path, unsafe=unsafe)
        except WallError as error:
            return str(error)
    page = io.StringIO()
    show(report, lang=lang, console=Console(file=page, width=WIDTH), checked=None, everything=True)
    return page.getvalue()


def _report(assignment: Assignment, exercise: Exercise, path: Path, *, unsafe: bool) -> Report:
    return grade_one(HandedIn("", assignment.name, path), unsafe=unsafe, only=frozenset({exercise.name}))


_TASK = Text(
    "Write {name}: {title}. You have {minutes} minutes for it.", "请写出 {name}：{title}。限时 {minutes} 分钟。"
)
_HEAD = Text(
    "An interview: write {name}, at the end of this file. What it builds on is given.",
    "面试题：写出本文件末尾的 {name}。它所依赖的部分已给出。",
)
_FILE = Text("It stands at the end of", "它位于该文件末尾")
_KEYS = Text(
    "Enter submits the file, as often as you like, and the last one counts; {next} goes on, {skip} passes",
    "按 Enter 提交该文件，可多次提交，以最后一次为准；输入 {next} 进入下一题，输入 {skip} 跳过",
)
_KEYS_EDITOR = Text(
    "Enter opens your editor, and submits what you saved when you close it, as often as you like, and the last one "
    "counts; {next} goes on, {skip} passes",
    "按 Enter 打开编辑器，关闭时提交所保存的内容，可多次提交，以最后一次为准；输入 {next} 进入下一题，输入 {skip} 跳过",
)
_NOTED = Text("{noted} (submission {n}); {next} goes on", "{noted}（第 {n} 次提交）；输入 {next} 进入下一题")
_NOTHING = Text("nothing is submitted yet; {skip} passes", "还没有提交；输入 {skip} 跳过")
_UNGRADED = Text("it is kept, and cannot be graded here: {why}", "已保存，但此处无法评分：{why}")
_LATE = Text("noted; the time for it is over", "已记录；这题的时间到了")
_GRADING = Text("noting", "记录中")
