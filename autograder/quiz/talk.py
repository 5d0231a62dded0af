"""The quiz as lines that are said and typed: in a terminal, and in a notebook that has no widgets."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from autograder.catalogue import Text
from autograder.drawings.marked import marked
from autograder.quiz.expression import InvalidError
from autograder.quiz.plain import plain
from autograder.quiz.posed import how, problem
from autograder.quiz.reading import diagram_of, read_wires
from autograder.quiz.shown import after, heading, rubric, summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.round import Round
    from autograder.quiz.verdict import Verdict

LINES = {"wiring", "free"}  # kinds whose answers have several lines
SKIP, QUIT = "?", "q"
WIDE_SKIP = "？"  # as a Chinese keyboard types it
PROMPT = "> "


class Voice(Protocol):
    """How lines are said and read. Styles are rich's; whoever has no colours leaves them out."""

    def say(self, text: str = "", style: str = "") -> None:
        """Say some lines."""

    def rule(self, title: str = "") -> None:
        """Draw a line across, with a title in it."""

    def path(self, words: str, path: str) -> None:
        """Say where a file is, on one line, so that it can be copied."""

    def read(self, prompt: str) -> str:
        """A line, without its end.

        Raises:
            EOFError: nothing more will be typed.
        """


class EnoughError(Exception):
    """The learner has typed that it is enough."""


def talk(
    going: Round, voice: Voice, lang: Language, noted: Callable[[Asked, Verdict], object] = lambda *_: None
) -> None:
    """Ask until the questions or the learner's patience end, and sum up; Ctrl-C and Ctrl-D end it as QUIT does.

    Args:
        going: the round
        voice: how lines are said and read
        lang: the language
        noted: is told of each question that was answered, also where its explanation is not read to the end
    """
    voice.say(_KEYS.format(skip=SKIP, quit=QUIT).said(lang), style="dim")
    try:
        while not going.over:
            try:
                ask(going, voice, lang, going.progress)
            finally:
                if going.verdict:
                    noted(going.asked, going.verdict)
            going.next()
    except (EnoughError, EOFError, KeyboardInterrupt):
        voice.say()
    voice.say()
    voice.rule()
    voice.say(plain(summary(going.sitting, lang)))


def ask(going: Round, voice: Voice, lang: Language, place: str) -> None:
    """Ask the question it is at until it has its verdict, and say what is to be learnt from it.

    Args:
        going: the round
        voice: how lines are said and read
        lang: the language
        place: the question's number, as it is shown

    Raises:
        EnoughError: the learner has typed QUIT.
        EOFError: nothing more will be typed.
    """
    asked = going.asked
    several = asked.question.kind in LINES
    voice.say()
    voice.rule(f"{place} · {heading(asked, lang)}")
    voice.say(plain(problem(asked, lang)))
    end = _END.said(lang) if several else ""
    voice.say(_HOW.format(how=plain(how(asked, lang)), end=end).said(lang), style="dim")
    while going.verdict is None:
        try:
            if going.ticking:
                going.tick(_typed(voice, lang, asked, several=False))
                continue
            typed = _typed(voice, lang, asked, several=several)
            if typed == SKIP:
                going.skip()
                continue
            going.answer(typed)
            if going.ticking:
                _rubric(asked, voice, lang)
        except InvalidError as invalid:
            voice.say(AGAIN.format(why=invalid.words).said(lang), style="yellow")
    _tell(going, going.verdict, voice, lang)
    if asked.question.kind == "wiring" and going.typed and not going.verdict.right:
        _draw(asked, going.typed, voice, lang)


def _tell(going: Round, verdict: Verdict, voice: Voice, lang: Language) -> None:
    colour = "green" if verdict.right else "yellow" if verdict.score or going.skipped else "red"
    known = going.asked.question.kind == "free" and bool(going.typed)  # the explanation stands above the rubric
    words = after(going.asked, verdict, lang, skipped=going.skipped, known=known)
    head, _, rest = plain(words).partition("\n")
    voice.say(head, style=f"bold {colour}")
    voice.say(rest.strip("\n"))


def _rubric(asked: Asked, voice: Voice, lang: Language) -> None:
    """A free answer is graded by whoever gave it."""
    voice.say(plain(f"{asked.explanation.said(lang)}\n\n{rubric(asked, lang)}"))
    voice.say(_TICK.said(lang), style="dim")


def _typed(voice: Voice, lang: Language, asked: Asked, *, several: bool) -> str:
    """One line; or as many as come before an empty one, or before the input ends. What is no wire is not kept."""
    lines: list[str] = []
    while True:
        try:
            line = voice.read(PROMPT)
        except EOFError:
            if not lines:
                raise
            return "\n".join(lines)
        if line.strip().lower() == QUIT:
            raise EnoughError
        if line.strip() in (SKIP, WIDE_SKIP):
            return SKIP
        if not several:
            return line
        if not line.strip():
            return "\n".join(lines)
        try:
            if asked.question.diagram:
                read_wires(line, diagram_of(asked))
        except InvalidError as invalid:
            voice.say(_NOT_KEPT.format(why=invalid.words).said(lang), style="yellow")
            continue
        lines.append(line)


def _draw(asked: Asked, typed: str, voice: Voice, lang: Language) -> None:
    """Write a wrong wiring as the drawing of the cell, and say where."""
    diagram = diagram_of(asked)
    path = Path(tempfile.mkdtemp(prefix="rnnkit-")) / f"{asked.question.id}.svg"
    path.write_text(marked(diagram, read_wires(typed, diagram)), "utf-8")
    voice.path(DRAWING.said(lang), str(path))


_KEYS = Text("{skip} shows the answer, {quit} ends the quiz", "输入 {skip} 查看答案，输入 {quit} 结束")
_HOW = Text("({how}{end})", "（{how}{end}）")
_END = Text("; an empty line ends it", "；空行结束")
AGAIN = Text("that is no answer yet, and costs nothing: {why}", "这还不是答案，不扣分：{why}")
_NOT_KEPT = Text("not taken, all other lines are: {why}", "这一行没有采用，其余各行保留：{why}")
_TICK = Text(
    "Which of these did your answer say? Their numbers, 0 for none.", "你的回答提到了哪几条？写出编号，没有则写 0。"
)
DRAWING = Text("your wiring in the drawing (missing dashed, wrong red)", "你的连线图（缺失为虚线，错误为红色）")
