"""What somebody at work sees: one exercise on a screen of 80 by 24, or the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text
from autograder.grading.shown import words
from autograder.grading.shown.ink import Ink
from autograder.grading.shown.marks import Mark, number
from autograder.study.hints import STEPS, step_said
from autograder.study.pointing import line_of
from autograder.study.standing import Standing
from autograder.study.watching import FINISHED, GONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from autograder.catalogue import Assignment
    from autograder.study.watching import Watching

WIDE = 16  # cells of the bar
MOST = 40  # lines of an input
LOW = 12  # a screen of fewer lines has none to spare
DONE = {Standing.PASSED}


def screen(watching: Watching, console: Console, shown: Callable[[str], str]) -> list[str]:
    """The lines of the screen, no more than the console has; ``shown`` says how an assignment's file is typed."""
    ink = Ink(console, watching.lang)
    file = shown(watching.assignment.name)

    def drawn(draw: Callable[..., None], *more: object) -> list[str]:
        with ink.themed(), console.capture() as caught:
            draw(ink, watching, *more)
        return caught.get().splitlines()

    head, body = drawn(_head, file), drawn(_list) if watching.view == "list" else []
    foot = drawn(_keys, len(head) + len(body) >= console.height)
    if console.height < LOW:
        head, foot = head[-2:], [*filter(None, foot)]
    room = max(console.height - len(head) - len(foot), 1)
    if body:
        watching.scroll = max(min(watching.scroll, len(body) - room), 0)
        body = body[watching.scroll :][:room]
    else:
        body = _fitted(drawn(_state, file), drawn(_detail), drawn(_help, file), room, "…" if ink.drawn else "...")
    return [*head, *body, *[""] * (room - len(body)), *foot][-console.height :]


def _fitted(state: list[str], detail: list[str], help_: list[str], room: int, more: str) -> list[str]:
    """As many of the lines as there is room for: first of what is wrong and of the help, then of the detail."""
    if len(state) + len(help_) > room:
        state, help_ = [*filter(None, state)], [*filter(None, help_)]
        state = state[: max(room - len(help_), room // 3, 1)]
    detail = _cut(detail, room - len(state) - len(help_), more)
    return _cut([*state, *detail, *help_], room, more)


def _cut(lines: list[str], most: int, more: str) -> list[str]:
    """No more than so many lines; where some are left out, the last says so."""
    return lines if len(lines) <= most else [*lines[: most - 1], more] if most > 0 else []


def _head(ink: Ink, watching: Watching, file: str) -> None:
    assignment, standings = watching.assignment, watching.standings(watching.assignment)
    passed = sum(standing in DONE for standing in standings.values())
    bar = ink.bar(passed / len(standings), WIDE)
    ink.line(*bar, f" {passed}/{len(standings)}  ", (ink.said(assignment.title), "strong"))
    if watching.view == "list":
        return
    if watching.finished:
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


def _state(ink: Ink, watching: Watching, file: str) -> None:
    """How it stands: what was done last, and what is wrong."""
    if watching.notice:
        ink.paragraph((ink.said(watching.notice), "passed"), most=2)
    if watching.gone:
        ink.paragraph((ink.said(GONE.format(file=file)), "failed"), most=3)
    ink.line()
    if watching.view == "reset":
        ink.paragraph((ink.said(_ASK.format(name=watching.exercise.name)), "partial"))
    elif watching.finished:
        ink.paragraph(ink.said(FINISHED))
    elif watching.problem:
        ink.paragraph((ink.said(words.NOT_GRADED_BECAUSE), "failed"), most=2)
        ink.paragraph(ink.block(watching.problem), indent=2, most=3)
    else:
        _verdict(ink, watching)


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


def _detail(ink: Ink, watching: Watching) -> None:
    """On which input it is wrong, or what Python said: cut to the room there is."""
    if watching.view == "reset" or watching.finished:
        return
    failure = watching.result and watching.result.started and watching.result.first_failure
    detail = watching.problem_detail if watching.problem else failure.detail if failure else NOTHING
    if detail:
        ink.paragraph((ink.block(detail), "quiet"), indent=2, most=MOST)


def _help(ink: Ink, watching: Watching, file: str) -> None:
    """The hint that was asked for, or the one that goes with the mistake."""
    result = watching.result
    if watching.view == "reset" or watching.finished or watching.problem or (watching.grading and result is None):
        return
    if not watching.step:
        if result and result.started and result.first_failure and result.hint:
            ink.paragraph((ink.label(words.HINT), "hint"), ink.said(result.hint), most=3)
        return
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
        f"{assignment.name:<14} ",
        (ink.said(assignment.title), "quiet"),
    )


def _keys(ink: Ink, watching: Watching, scrolls: bool) -> None:
    """Which keys there are, on as many lines as they need."""
    if watching.view == "reset":
        ink.line()
        ink.line((ink.said(_YES), "command"))
        return
    if watching.view == "exercise":
        ink.line()
    if watching.isolation == "none":
        ink.line((ink.said(words.NOT_ISOLATED), "alarm"), " ", ink.said(words.NOT_ISOLATED_WHY))
    told = _GRADING if watching.grading else words.SECONDS.format(seconds=watching.seconds) if watching.seconds else ""
    keys = [*(_SCROLL if scrolls else ()), *(_KEYS if watching.view == "exercise" else _BACK), _QUIT]
    if ink.said("中文") == "中文":  # else there is no other language to change to
        keys.insert(-1, _LANGUAGE)
    *lines, last = _wrapped([ink.said(key) for key in keys], " · " if ink.drawn else " - ", ink.width)
    for line in lines:
        ink.line((line, "command"))
    ink.line((last, "command"), ("   " + ink.said(told), "quiet"))


def _wrapped(keys: list[str], between: str, wide: int) -> list[str]:
    """The keys on lines that are no wider than that."""
    lines = keys[:1]
    for key in keys[1:]:
        if cell_len(longer := f"{lines[-1]}{between}{key}") <= wide:
            lines[-1] = longer
        else:
            lines.append(key)
    return lines


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
_KEYS = (Text("h hint", "h 提示"), Text("l list", "l 列表"), Text("s skip", "s 跳过"), Text("r reset", "r 重置"))
_SCROLL = (Text("j down", "j 向下"), Text("k up", "k 向上"))
_BACK = (Text("any other key: back", "其他任意键：返回"),)
_LANGUAGE = Text("L 中文", "L English")
_QUIT = Text("q quit", "q 退出")
