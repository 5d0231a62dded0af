"""What somebody at work sees: one exercise on a screen of 80 by 24, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.grading.shown.marks import Mark, number
from autograder.study.hints import STEPS, step_said
from autograder.study.pointing import line_of
from autograder.study.standing import Standing
from autograder.study.watching import FINISHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from autograder.catalogue import Assignment
    from autograder.study.watching import Watching

WIDE = 16  # cells of the bar
DONE = {Standing.PASSED}


def screen(watching: Watching, console: Console, shown: Callable[[str], str]) -> list[str]:
    """The lines of the screen, no more than the console has; ``shown`` says how an assignment's file is typed."""
    ink = Ink(console, watching.lang)
    head = _captured(console, ink, lambda: _head(ink, watching, shown(watching.assignment.name)))
    foot = _captured(console, ink, lambda: _keys(ink, watching))
    body = _captured(console, ink, lambda: _body(ink, watching, shown(watching.assignment.name)))
    room = max(console.height - len(head) - len(foot), 1)
    if len(body) > room:
        body = [*body[: room - 1], "…" if ink.drawn else "..."]
    return [*head, *body, *[""] * (room - len(body)), *foot][-console.height :]


def _captured(console: Console, ink: Ink, draw: Callable[[], None]) -> list[str]:
    with ink.themed(), console.capture() as caught:
        draw()
    return caught.get().splitlines()


def _head(ink: Ink, watching: Watching, file: str) -> None:
    assignment, standings = watching.assignment, watching.standings(watching.assignment)
    passed = sum(standing in DONE for standing in standings.values())
    bar = ink.bar(passed / len(standings), WIDE)
    ink.line(*bar, f" {passed}/{len(standings)}  ", (ink.said(assignment.title), "strong"))
    if watching.finished or watching.view == "list":
        ink.line()
        return
    exercise = watching.exercise
    ink.line(
        (exercise.name, "strong"),
        f" · {ink.said(exercise.title)} · ",
        (ink.said(_POINTS.format(points=exercise.points)), "quiet"),
    )
    place = line_of(assignment, exercise, None, watching.source)
    ink.line((f"{ink.said(file)}:{place}", "command"))


def _body(ink: Ink, watching: Watching, file: str) -> None:
    if watching.view == "list":
        _list(ink, watching)
        return
    if watching.notice:
        ink.paragraph((ink.said(watching.notice), "passed"), most=2)
    ink.line()
    if watching.view == "reset":
        ink.paragraph((ink.said(_ASK.format(name=watching.exercise.name)), "partial"))
    elif watching.finished:
        ink.paragraph(ink.said(FINISHED))
    elif watching.problem:
        _problem(ink, watching)
    else:
        _verdict(ink, watching)
        if watching.step:
            _help(ink, watching, file)


def _problem(ink: Ink, watching: Watching) -> None:
    ink.paragraph((ink.said(words.NOT_GRADED_BECAUSE), "failed"), most=2)
    ink.paragraph(ink.block(watching.problem), indent=2, most=3)
    if watching.problem_detail:
        ink.paragraph((ink.block(watching.problem_detail), "quiet"), indent=2, most=5)


def _verdict(ink: Ink, watching: Watching) -> None:
    result = watching.result
    if watching.grading and result is None:
        ink.line((ink.said(_GRADING), "quiet"))
        return
    if needed := watching.needed():
        ink.paragraph((ink.said(words.NEEDS_FIRST.format(name=needed)), "partial"), most=2)
    if result is None or not result.started:
        ink.paragraph(ink.said(_WRITE), most=3)
        return
    failure = result.first_failure
    if failure is None:
        unrun = [check for check in result.checks if check.verdict == "not run"]
        ink.paragraph(ink.said(words.OUR_FAULT.format(count=len(unrun)) if unrun else words.PASSED), most=3)
        for check in unrun[:1]:
            ink.paragraph((ink.block(check.message), "quiet"), indent=2, most=3)
        return
    passed = sum(check.verdict == "passed" for check in result.checks)
    count_of = words.CHECKS_PASSED.format(passed=passed, total=len(result.checks))
    ink.paragraph(ink.mark(Mark.FAILED), " ", ink.said(failure.title), ("  " + ink.said(count_of), "quiet"), most=2)
    if failure.message:
        ink.paragraph((ink.block(failure.message), "strong"), indent=2, most=3)
    if failure.detail:
        ink.paragraph((ink.block(failure.detail), "quiet"), indent=2, most=3 if watching.step else 9)
    if result.hint and not watching.step:
        ink.paragraph((ink.label(words.HINT), "hint"), ink.said(result.hint), most=3)


def _help(ink: Ink, watching: Watching, file: str) -> None:
    said, quoted = step_said(
        watching.step, watching.assignment, watching.exercise, watching.result, watching.source, file, ink.lang
    )
    ink.line()
    head = f"{ink.said(words.HINT)} {watching.step}/{STEPS}  "
    ink.paragraph((head, "hint"), ink.said(said), most=4)
    if quoted:
        ink.paragraph((ink.block(quoted), "strong"), indent=2, most=9)


def _list(ink: Ink, watching: Watching) -> None:
    list_lines(ink, watching.assignment, watching.standings(watching.assignment), current=watching.exercise.name)
    ink.line()
    for name in watching.sources:
        if name != watching.assignment.name:
            summary(ink, ASSIGNMENTS[name], watching.standings(ASSIGNMENTS[name]))


def list_lines(ink: Ink, assignment: Assignment, standings: dict[str, Standing], current: str = "") -> None:
    """A line an exercise: how it stands, its points, what it is."""
    wide = max(len(exercise.name) for exercise in assignment.exercises)
    for exercise in assignment.exercises:
        glyph, plain, style, word = standings[exercise.name].value
        ink.line(
            ">" if exercise.name == current else " ",
            (glyph if ink.drawn else plain, style),
            f" {exercise.name:{wide}}  ",
            (f"{number(exercise.points):>3}  ", "quiet"),
            (ink.said(word), style),
            (f" · {ink.said(exercise.title)}", "quiet"),
        )


def summary(ink: Ink, assignment: Assignment, standings: dict[str, Standing]) -> None:
    """One line on a whole assignment."""
    passed = [exercise for exercise in assignment.exercises if standings[exercise.name] in DONE]
    points = f"{number(sum(exercise.points for exercise in passed))} / {number(assignment.points)}"
    ink.line(
        *ink.bar(len(passed) / len(standings), WIDE),
        f" {len(passed):>2}/{len(standings):<2} ",
        (f"{points:>9}  ", "quiet"),
        f"{assignment.name:<10} ",
        (ink.said(assignment.title), "quiet"),
    )


def _keys(ink: Ink, watching: Watching) -> None:
    ink.line()
    if watching.view == "reset":
        ink.line((ink.said(_YES), "command"))
        return
    if watching.isolation == "none":
        ink.line((ink.said(words.NOT_ISOLATED), "alarm"), " ", ink.said(words.NOT_ISOLATED_WHY))
    told = _GRADING if watching.grading else words.SECONDS.format(seconds=watching.seconds) if watching.seconds else ""
    keys = ink.said(_KEYS if watching.view == "exercise" else _BACK)
    ink.line((keys, "command"), ("   " + ink.said(told), "quiet"))


_POINTS = Text("{points} points", "{points} 分")
_GRADING = Text("grading…", "正在评分…")
_WRITE = Text(
    "Not written yet. Write it, save the file, and it is graded; h asks a question to begin with.",
    "还没有写。写好并保存文件就会评分；按 h 可以先看一个启发性的问题。",
)
_ASK = Text(
    "Put {name} back to how it was given? What is there now is kept as a backup.",
    "把 {name} 还原成最初的样子吗？现在的内容会保留备份。",
)
_YES = Text("y yes · any other key: no", "y 确定 · 其他任意键：取消")
_KEYS = Text(
    "h hint · l list · s skip · r reset · L 中文 · q quit", "h 提示 · l 列表 · s 跳过 · r 重置 · L English · q 退出"
)
_BACK = Text("any key: back · L 中文 · q quit", "任意键：返回 · L English · q 退出")
