"""What is filled in in a notebook: letters to choose, or text to write; each says what would have been typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets as widgets

from autograder.quiz.exports.page import html
from autograder.quiz.kinds import choice
from autograder.quiz.plain import plain
from autograder.quiz.posed import how
from autograder.quiz.posed import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked

NARROW = {"width": "3.5em", "flex": "0 0 auto"}
WIDE = {"width": "100%", "max_width": "48em"}
ROW = {"align_items": "baseline"}
ROWS = {"wiring": 20, "free": 6}  # lines to write in; the other kinds have one


class Field(Protocol):
    """What the notebook shows of an answer that is being given."""

    widget: Any

    def typed(self) -> str:
        """The answer, as it would be typed in a terminal."""

    def close(self) -> None:
        """Let nothing be changed any more."""

    def on_enter(self, then: Callable[[Any], None]) -> None:
        """Do this where Enter ends the answer."""


def field(asked: Asked, lang: Language) -> Field:
    """The field that fits a question."""
    if asked.question.options:
        words = {letter: words_of(asked, one).said(lang) for letter, one in choice.shown(asked).items()}
        return Choices(words, many=asked.question.kind == "multiple")
    return Written(plain(how(asked, lang)), ROWS.get(asked.question.kind, 1))


class Choices:
    """Letters, each with its words beside it: a button's own label holds no formulas."""

    def __init__(self, words: Mapping[str, str], *, many: bool) -> None:
        self.marks = {letter: _box(letter) if many else _button(letter) for letter in words}
        beside = (widgets.HTMLMath(html(said).removeprefix("<p>").removesuffix("</p>")) for said in words.values())
        rows = [widgets.HBox(pair, layout=ROW) for pair in zip(self.marks.values(), beside, strict=True)]
        self.widget = widgets.VBox(rows)
        if not many:
            for mark in self.marks.values():
                mark.observe(self._only, "value")

    def typed(self) -> str:
        """The letters that are chosen."""
        return ", ".join(letter for letter, mark in self.marks.items() if mark.value)

    def close(self) -> None:
        """Let nothing be changed any more."""
        for mark in self.marks.values():
            mark.disabled = True

    def on_enter(self, then: Callable[[Any], None]) -> None:
        """A choice is not ended by a key."""

    def _only(self, change: Any) -> None:
        if change["new"]:
            for mark in self.marks.values():
                if mark is not change["owner"]:
                    mark.value = None


class Written:
    """A line of text, or several."""

    def __init__(self, hint: str, rows: int) -> None:
        if rows > 1:
            self.widget = widgets.Textarea(placeholder=hint, rows=rows, layout=WIDE)
        else:
            self.widget = widgets.Text(placeholder=hint, layout=WIDE)

    def typed(self) -> str:
        """What is written."""
        return str(self.widget.value)

    def close(self) -> None:
        """Let nothing be changed any more."""
        self.widget.disabled = True

    def on_enter(self, then: Callable[[Any], None]) -> None:
        """Do this where Enter ends the answer: in a field of one line, which tells the kernel of it."""
        self.widget.on_msg(lambda _widget, content, _buffers: then(None) if content.get("event") == "submit" else None)


def _box(letter: str) -> Any:
    return widgets.Checkbox(description=letter, indent=False, layout=NARROW)


def _button(letter: str) -> Any:
    """One button of its own; they are held together by hand, so that formulas can stand beside each."""
    return widgets.RadioButtons(options=[letter], value=None, layout=NARROW)
