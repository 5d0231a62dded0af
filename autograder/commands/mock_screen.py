"""A question of an interview on the terminal: the time that is left, an answer, and no word on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.expression import InvalidError
from autograder.quiz.plain import plain
from autograder.quiz.posed import how, problem
from autograder.quiz.reading import read
from autograder.quiz.talk import AGAIN, LINES, PROMPT, SKIP
from autograder.study.mock.debrief import clock as minutes_and_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.catalogue import Language
    from autograder.commands.voice import Terminal
    from autograder.quiz.asked import Asked
    from autograder.study.mock.interview import Interview
    from autograder.study.mock.plan import Slot

PAUSE, QUIT = "p", "q"


class PausedError(Exception):
    """The learner has typed that it is to pause."""


@dataclass
class Asking:
    """The interview as it stands, and the clock, which runs only while the learner is asked something."""

    voice: Terminal
    lang: Language
    interview: Interview
    keep: Callable[[Interview], None]
    clock: Callable[[], float]
    at: Callable[[], str]
    _since: float | None = None
    _lines: list[str] = field(default_factory=list)  # of the answer that is being typed

    @property
    def waiting(self) -> float:
        """The seconds since the clock was started."""
        return 0.0 if self._since is None else max(0.0, self.clock() - self._since)

    def start(self) -> None:
        """Start the clock; what was typed while nothing was asked is no answer."""
        self.voice.drop_typed()
        self._since = self.clock()

    def went(self, interview: Interview) -> None:
        """Note how the interview stands now, and stop the clock."""
        self.interview, self._since, self._lines = interview, None, []
        self.keep(interview)

    def pause(self) -> None:
        """Stop the clock, and keep what it shows, and what is typed so far."""
        self.went(self.interview.waited(self.waiting, "\n".join(self._lines)))

    def say(self, words: Text, style: str = "") -> None:
        """Say something on a line of its own."""
        self.voice.say(words.said(self.lang), style=style)

    def prompt(self, limit: float | None = None) -> str:
        """The time that is left, and where to type; ``limit`` are the seconds for what is asked now."""
        left = self.interview.left - self.waiting
        if left <= 0:
            return f"[{_OVER.said(self.lang)}] {PROMPT}"
        words = _LEFT.format(left=minutes_and_seconds(ceil(left))).said(self.lang)
        if limit is not None:
            mine = max(0.0, limit - self.interview.used - self.waiting)
            for_it = _FOR_IT.format(left=minutes_and_seconds(ceil(mine))) if mine else _FOR_IT_OVER
            words = f"{for_it.said(self.lang)}{words}"
        return f"[{words}] {PROMPT}"

    def question(self, slot: Slot) -> None:
        """Ask a question until there is something to note."""
        asked = self.interview.asked(slot)
        several = asked.question.kind in LINES
        self.voice.say(plain(problem(asked, self.lang)))
        end = _END.said(self.lang) if several else ""
        self.voice.say(f"({plain(how(asked, self.lang))}{end})", style="dim")
        self._lines = self.interview.unfinished.splitlines()
        for line in self._lines:
            self.voice.say(f"{PROMPT}{line}")
        self.start()
        while True:
            typed = self._typed(asked, several=several)
            if typed == QUIT:
                if self.sure():
                    return
                continue
            try:
                went = self._after(typed)
            except InvalidError as invalid:
                self.say(AGAIN.format(why=invalid.words), "yellow")
                continue
            self.went(went)
            self.say(NOTED, "dim")
            return

    def sure(self) -> bool:
        """End it now, if the learner means it."""
        self.say(_SURE)
        if self.voice.read("[y/N] ").strip().lower() not in {"y", "yes", "是"}:
            return False
        self.went(self.interview.waited(self.waiting).ended())
        return True

    def _after(self, typed: str) -> Interview:
        if typed == SKIP:
            return self.interview.passed(self.waiting, self.at())
        return self.interview.answer(typed, self.waiting, self.at())

    def _typed(self, asked: Asked, *, several: bool) -> str:
        """A line, or as many as come before an empty one; a wire that is none is said at once."""
        prompt = self.prompt()
        while True:
            line, prompt = self.voice.read(prompt), PROMPT
            word = line.strip().lower()
            if word == PAUSE:
                raise PausedError
            if word in (SKIP, QUIT):
                return word
            if not several:
                return line
            if not word:
                typed, self._lines = "\n".join(self._lines), []
                return typed
            if asked.question.kind == "wiring":
                try:
                    read(asked, line)
                except InvalidError as invalid:
                    self.say(AGAIN.format(why=invalid.words), "yellow")
                    prompt = self.prompt()
                    continue
            self._lines.append(line)


NOTED = Text("noted", "已记录")
_FOR_IT = Text("{left} for it, ", "这题还有 {left}，")
_FOR_IT_OVER = Text("its time is over, ", "这题的时间已到，")
_LEFT, _OVER = Text("{left} left", "剩 {left}"), Text("time is over: finish this one", "时间到：请答完这题")
_END = Text("; an empty line ends it", "；空行结束")
_SURE = Text(
    "End the interview here? What has not been asked counts as nothing.", "现在结束面试吗？没有做到的题按 0 分计。"
)
