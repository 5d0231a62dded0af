"""What a terminal can show: its colours, its characters, its width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.style import Style
from rich.text import Text as Line
from rich.theme import Theme

from autograder.catalogue import Text
from autograder.grading.shown import words
from autograder.grading.shown.filled import breaks
from autograder.grading.shown.safe import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.grading.shown.marks import Mark

_COLOURS: Final = {
    "passed": "green",
    "partial": "yellow",
    "failed": "red",
    "untouched": "dim",
    "notrun": "magenta",
    "ungraded": "dim",
    "strong": "bold",
    "quiet": "dim",
    "hint": "cyan",
    "command": "bold cyan",
    "alarm": "bold white on red",
}
_STAND_INS: Final = str.maketrans({"·": "-", "…": "...", "–": "-", "→": "->", "×": "x", "−": "-", "’": "'"})
_WIDEST: Final = 100  # a longer line is tiring to read


class Ink:
    """A console and a language, and how to write on the one in the other.

    Where the console's encoding lacks a character, a 7-bit one stands in for it; where it lacks Chinese, English is
    written. A console without colour gets no escape sequence at all: neither bold nor dim.
    """

    def __init__(self, console: Console, lang: Language) -> None:
        self._console = console
        self.lang: Language = lang if self._can_write("中文") else "en"
        self.drawn = self._can_write("✓◐✗·–█░…")
        self.width = min(console.width, _WIDEST)

    def themed(self) -> AbstractContextManager[object]:
        """The styles, for as long as this is entered."""
        plain = self._console.no_color or not self._console.is_terminal
        styles = {name: Style.null() if plain else Style.parse(style) for name, style in _COLOURS.items()}
        return self._console.use_theme(Theme(styles))

    def said(self, text: Text | str) -> str:
        """The text on one line, in this language, in characters the console has."""
        return self._written(one_line(self._spoken(text)))

    def label(self, text: Text) -> str:
        """A word of ours with a colon, ready to be followed by what it announces."""
        return words.label(text, self.lang)

    def block(self, text: Text | str) -> str:
        """The same, keeping its lines."""
        return self._written(visible(self._spoken(text), lines=True))

    def mark(self, mark: Mark) -> tuple[str, str]:
        """The sign of a mark and its style."""
        return (mark.glyph if self.drawn else mark.ascii, mark.value)

    def bar(self, share: float, width: int) -> tuple[tuple[str, str], tuple[str, str]]:
        """A bar filled to that share, 0 to 1; full only where the share is 1, empty only where it is 0."""
        filled = round(share * width)
        if 0 < share < 1:
            filled = min(max(filled, 1), width - 1)
        full, empty = "█░" if self.drawn else "#-"
        return (full * filled, "passed"), (empty * (width - filled), "quiet")

    def line(self, *parts: str | tuple[str, str]) -> None:
        """One line, cut where the console ends."""
        line = self._assembled(parts)
        line.truncate(self.width, overflow="ellipsis" if self.drawn else "crop")
        self._print(line)

    def paragraph(self, *parts: str | tuple[str, str], indent: int = 0, most: int = 12) -> None:
        """Text wrapped to the width; no more than ``most`` lines of it."""
        lines = self._wrapped(self._assembled(parts), max(self.width - indent, 10))
        for line in lines[:most]:
            self._print(Line(" " * indent) + line)
        if len(lines) > most:
            self._print(Line(" " * indent) + self._assembled(["…"]))

    def alarm(self, text: Text, why: Text) -> None:
        """A banner nobody overlooks, with or without colour."""
        self.line()
        self.line((f" *** {self.said(text)} *** ", "alarm"))
        self.paragraph(self.said(why))

    def _wrapped(self, text: Line, width: int) -> list[Line]:
        """In lines of that width; only what can be broken nowhere is folded."""
        broken = (piece for line in text.split(allow_blank=True) for piece in line.divide(breaks(line.plain, width)))
        return [line for piece in broken for line in self._folded(piece, width)]

    def _folded(self, piece: Line, width: int) -> Iterable[Line]:
        piece.rstrip()
        return [piece] if piece.cell_len <= width else piece.wrap(self._console, width, overflow="fold")

    def _assembled(self, parts: Iterable[str | tuple[str, str]]) -> Line:
        pairs = ((part, "") if isinstance(part, str) else part for part in parts)
        return Line.assemble(*((self._written(text), style) for text, style in pairs))

    def _print(self, line: Line) -> None:
        line.rstrip()
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False)

    def _spoken(self, text: Text | str) -> str:
        return text.said(self.lang) if isinstance(text, Text) else text

    def _written(self, text: str) -> str:
        if not self._can_write(text):
            text = text.translate(_STAND_INS)
        encoding = self._console.encoding
        return text.encode(encoding, "backslashreplace").decode(encoding)

    def _can_write(self, characters: str) -> bool:
        try:
            characters.encode(self._console.encoding)
        except UnicodeEncodeError:
            return False
        return True
