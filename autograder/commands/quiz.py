"""`rnnkit quiz`: questions in the terminal, one after the other, each with what is to be learnt from it."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

from rich.rule import Rule

from autograder.catalogue import Text
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted, spelled
from autograder.commands.terminal import console
from autograder.commands.wrapped import wrapped
from autograder.quiz.round import NothingToAskError, begin
from autograder.quiz.talk import talk

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

WIDTH = 80


def run(options: argparse.Namespace) -> int:
    """Ask, and show how it went; 0 however it went."""
    lang = fitted(options.lang)
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    try:
        going = begin(options.topic, options.count, seed)
    except NothingToAskError as error:
        raise Problem(error.words.said(lang)) from None
    voice = Terminal(console())
    voice.say(_HEAD.format(n=len(going.questions), seed=seed).said(lang), style="dim")
    talk(going, voice, lang)
    return 0


class Terminal:
    """The `Voice` of a terminal, or of what is piped into and out of it."""

    def __init__(self, screen: Console) -> None:
        self.screen = screen
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - gives the prompt its arrow keys

    @property
    def width(self) -> int:
        """Of lines; the window may have been drawn smaller since the last."""
        return min(self.screen.width, WIDTH)

    def say(self, text: str = "", style: str = "") -> None:
        """Say some lines."""
        self.screen.print(wrapped(spelled(text), self.width), style=style or None, soft_wrap=True)

    def rule(self, title: str = "") -> None:
        """Draw a line across, with a title in it."""
        self.screen.print(Rule(title, style="cyan"), width=self.width)

    def path(self, words: str, path: str) -> None:
        """Say where a file is, on one line, so that it can be copied."""
        self.screen.print(f"{words}: {path}", soft_wrap=True)

    def read(self, prompt: str) -> str:
        """A line, without its end."""
        self.screen.file.flush()
        return input(prompt)


_HEAD = Text("questions: {n}, seed: {seed}", "共 {n} 题，种子 {seed}")
