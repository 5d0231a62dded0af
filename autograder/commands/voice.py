"""How a terminal says and reads lines."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from autograder.commands.filled import filled

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80


class Terminal:
    """The `Voice` of a terminal, or of what is piped into and out of it."""

    def __init__(self, screen: Console) -> None:
        self.screen = screen
        self._fit()
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - gives the prompt its arrow keys

    def say(self, text: str = "", style: str = "") -> None:
        """Say some lines."""
        self._fit()
        self.screen.print(filled(text, self.screen.width), style=style or None, soft_wrap=True)

    def rule(self, title: str = "") -> None:
        """Draw a line across, with a title in it."""
        self._fit()
        self.screen.rule(title, style="cyan")

    def path(self, words: str, path: str) -> None:
        """Say where a file is, on one line, so that it can be copied."""
        self.screen.print(f"{words}: {path}", soft_wrap=True)

    def read(self, prompt: str) -> str:
        """A line, without its end."""
        self.screen.file.flush()
        return input(prompt)

    def _fit(self) -> None:
        """Lines as long as are read with ease, and no longer than the window is now."""
        self.screen.width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)
