"""`rnnkit quiz`: questions in the terminal, one after the other, each with what is to be learnt from it."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from autograder.catalogue import Text, language
from autograder.commands.problem import Problem
from autograder.commands.terminal import console, write
from autograder.drawings.marked import marked
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import grade
from autograder.quiz.plain import plain
from autograder.quiz.posed import how, problem
from autograder.quiz.question import TOPICS
from autograder.quiz.reading import diagram_of, read_wires
from autograder.quiz.shown import after, heading, rubric
from autograder.quiz.sitting import Sitting, chosen
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked

LINES = {"wiring", "free"}  # kinds whose answers have several lines
SKIP, QUIT = "?", "q"
WIDTH = 80


def run(options: argparse.Namespace) -> int:
    """Ask, and show how it went; 0 however it went."""
    lang = language(options.lang)
    if options.count is not None and options.count < 1:
        raise Problem(f"--count is {options.count}, expected at least 1")
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    questions = chosen(options.topic, options.count, seed)
    if not questions:
        raise Problem(
            f"there is no topic {options.topic!r}\n  expected one of: {', '.join(TOPICS)}, or a question's id"
        )
    sitting, screen = Sitting(), console()
    screen.width = min(screen.width, WIDTH)
    screen.print(_HEAD.format(n=len(questions), seed=seed, skip=SKIP, quit=QUIT).said(lang), style="dim")
    for number, asked in enumerate(questions, 1):
        verdict = _asked(screen, asked, f"{number}/{len(questions)}", lang)
        if verdict is None:
            break
        sitting.verdicts.append((asked, verdict))
    _summed(screen, sitting, lang)
    return 0


def _asked(screen: Console, asked: Asked, place: str, lang: Language) -> Verdict | None:
    """Ask one question until there is an answer to grade; None where the learner has had enough."""
    screen.print()
    screen.rule(f"{place} · {heading(asked, lang)}", style="cyan")
    screen.print(plain(problem(asked, lang)))
    several = asked.question.kind in LINES
    screen.print(f"({how(asked, lang)}{_END.said(lang) if several else ''})", style="dim")
    while True:
        typed = _typed(screen, several=several)
        if typed is None or typed.strip().lower() == QUIT:
            return None
        if typed.strip() == SKIP:
            verdict = Verdict(0.0)
            break
        try:
            verdict = _graded(screen, asked, typed, lang)
        except InvalidError as invalid:
            screen.print(f"{_AGAIN.said(lang)}: {invalid.words.said(lang)}", style="yellow")
            continue
        break
    colour = "green" if verdict.right else "yellow" if verdict.score else "red"
    first, _, rest = plain(after(asked, verdict, lang)).partition("\n")
    screen.print(first, style=f"bold {colour}")
    screen.print(rest.strip("\n"))
    if asked.question.kind == "wiring" and not verdict.right and typed.strip() != SKIP:
        _drawn(screen, asked, typed, lang)
    return verdict


def _graded(screen: Console, asked: Asked, typed: str, lang: Language) -> Verdict:
    """A free answer is graded by whoever gave it, against the rubric."""
    if asked.question.kind != "free":
        return grade(asked, typed)
    screen.print(plain(asked.explanation.said(lang)))
    screen.print()
    screen.print(plain(rubric(asked, lang)))
    screen.print(_TICK.said(lang), style="dim")
    while True:
        ticks = _typed(screen, several=False)
        try:
            return grade(asked, ticks or "0")
        except InvalidError as invalid:
            screen.print(f"{_AGAIN.said(lang)}: {invalid.words.said(lang)}", style="yellow")


def _typed(screen: Console, *, several: bool) -> str | None:
    """What is typed at the prompt; None at the end of the input."""
    lines: list[str] = []
    while True:
        screen.print("> ", end="", style="bold")
        line = sys.stdin.readline()
        if not line:
            return "\n".join(lines) if lines else None
        line = line.rstrip("\n")
        if not several or (not lines and line.strip().lower() in (SKIP, QUIT)):
            return line
        if not line.strip() and lines:
            return "\n".join(lines)
        lines.append(line)


def _drawn(screen: Console, asked: Asked, typed: str, lang: Language) -> None:
    """Show a wrong wiring in the drawing of the cell."""
    diagram = diagram_of(asked)
    path = Path(tempfile.mkdtemp(prefix="rnnkit-")) / f"{asked.question.id}.svg"
    write(path, marked(diagram, read_wires(typed, diagram)))
    screen.print(f"{_DRAWING.said(lang)}: {escape(str(path))}", soft_wrap=True)


def _summed(screen: Console, sitting: Sitting, lang: Language) -> None:
    screen.print()
    screen.rule(style="cyan")
    total = len(sitting.verdicts)
    screen.print(_TOTAL.format(score=f"{sitting.score:g}", total=total).said(lang), style="bold")
    for topic, (score, many) in sitting.by_topic().items():
        screen.print(f"  {TOPICS[topic].said(lang)}: {score:g} / {many}")
    if sitting.beliefs:
        said = ", ".join(f"{belief} ×{times}" for belief, times in sitting.beliefs.most_common(5))
        screen.print(f"{_BELIEFS.said(lang)}: {said}")


_HEAD = Text(
    "{n} questions, seed {seed}; {skip} shows the answer, {quit} ends the quiz",
    "共 {n} 题，种子 {seed}；输入 {skip} 查看答案，输入 {quit} 结束",
)
_END = Text("; an empty line ends it", "；空行结束")
_AGAIN = Text("that is no answer yet, and costs nothing", "这还不是答案，不扣分")
_TICK = Text(
    "Which of these did your answer say? Their numbers, 0 for none.", "你的回答提到了哪几条？写出编号，没有则写 0。"
)
_DRAWING = Text("your wiring in the drawing (missing dashed, wrong red)", "你的连线图（缺失为虚线，错误为红色）")
_TOTAL = Text("{score} of {total}", "{total} 题中得 {score} 分")
_BELIEFS = Text("to think over", "值得再想想")
