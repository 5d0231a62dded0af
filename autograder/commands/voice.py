"""How a terminal says and reads lines."""

from __future__ import annotations

import contextlib
import sys
import termios
from typing import TYPE_CHECKING

from rich.rule import Rule

from autograder.commands.spoken import spelled
from autograder.grading.shown.filled import filled

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80


class Terminal:
    """The `Voice` of a terminal, or of what is piped into and out of it."""

    def __init__(self, screen: Console) -> None:
        self.screen = screen
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - gives the prompt its arrow keys

    @property
    def width(self) -> int:
        """Of lines that are read with ease; the window may have been made smaller since the last."""
        return min(self.screen.width, WIDTH)

    def say(self, text: str = "", style: str = "") -> None:
        """Say some lines."""
        self.screen.print(filled(spelled(text), self.width), style=style or None, soft_wrap=True)

    def rule(self, title: str = "") -> None:
        """Draw a line across, with a title in it."""
        self.screen.print(Rule(title, style="cyan"), width=self.width)

    def path(self, words: str, path: str) -> None:
        """Say where a file is, on one line, so that it can be copied."""
        self.screen.print(f"{words}: {path}", soft_wrap=True)

    def drop_typed(self) -> None:
        """Forget what was typed while nothing was asked: it is no answer to what is asked next."""
        with contextlib.suppress(termios.error, OSError, ValueError, TypeError):  # no terminal, nothing typed ahead
            termios.tcflush(sys.stdin, termios.TCIFLUSH)

    def read(self, prompt: str) -> str:
        """A line, without its end."""
        self.screen.file.flush()
        return input(prompt)
