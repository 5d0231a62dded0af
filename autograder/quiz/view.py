"""A round of the quiz as widgets: it shows what the `Round` holds, and hands it what is clicked and written."""

from __future__ import annotations

import os
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import ipywidgets as widgets

from autograder.catalogue import NOTHING, Text
from autograder.drawings.marked import marked
from autograder.quiz.exports.page import html, stem
from autograder.quiz.expression import InvalidError
from autograder.quiz.fields import Choices, field
from autograder.quiz.lesson import lesson_file, literature, section
from autograder.quiz.reading import diagram_of, read_wires
from autograder.quiz.shown import READ, heading, lesson, summary, told
from autograder.quiz.talk import AGAIN, DRAWING

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.question import Question
    from autograder.quiz.round import Round
    from autograder.quiz.verdict import Verdict


class View:
    """The widgets; ``box`` holds them all."""

    def __init__(self, going: Round, lang: Language) -> None:
        self.going, self.lang = going, lang
        self.invalid = widgets.HTML()
        self.answer = _button(_ANSWER.said(lang), self._answered, "primary")
        self.skip = _button(_SKIP.said(lang), self._skipped)
        self.next = _button(_NEXT.said(lang), self._gone_on, "primary")
        self.end = _button(_END.said(lang), self._ended)
        self.box = widgets.VBox()
        self._ask()

    def show(self) -> None:
        """Put it under the cell."""
        from IPython.display import display  # noqa: PLC0415 - where there are widgets there is IPython

        display(self.box)  # type: ignore[no-untyped-call]

    def _ask(self) -> None:
        asked = self.going.asked
        self.field = field(asked, self.lang)
        self.field.on_enter(self._answered)
        self.ticks = Choices(
            {
                str(number): asked.said(item.text).said(self.lang)
                for number, item in enumerate(asked.question.rubric, 1)
            },
            many=True,
        )
        self._draw()

    def _answered(self, _: Any) -> None:
        try:
            if self.going.ticking:
                self.going.tick(self.ticks.typed() or "0")
            else:
                self.going.answer(self.field.typed())
        except InvalidError as invalid:
            self.invalid.value = f"⚠ {escape(AGAIN.format(why=invalid.words).said(self.lang))}"
            return
        self._draw()

    def _skipped(self, _: Any) -> None:
        self.going.skip()
        self._draw()

    def _gone_on(self, _: Any) -> None:
        self.going.next()
        if self.going.over:
            self._ended(None)
        else:
            self._ask()

    def _ended(self, _: Any) -> None:
        self.box.children = (widgets.HTMLMath(html(summary(self.going.sitting, self.lang))),)

    def _draw(self) -> None:
        going, lang = self.going, self.lang
        asked = going.asked
        self.invalid.value = ""
        parts = [
            widgets.HTML(f"<b>{going.progress}</b> · {escape(heading(asked, lang))}"),
            widgets.HTMLMath(html(stem(asked, NOTHING, lang))),
            self.field.widget,
        ]
        if going.typed or going.verdict:
            self.field.close()
        if going.ticking:
            parts += [
                widgets.HTMLMath(html(f"{asked.explanation.said(lang)}\n\n{_TICK.said(lang)}")),
                self.ticks.widget,
            ]
        if going.verdict:
            self.ticks.close()
            parts += [*self._told(going.verdict), widgets.HBox([self.next, self.end])]
        else:
            buttons = [self.answer, self.end] if going.ticking else [self.answer, self.skip, self.end]
            parts += [self.invalid, widgets.HBox(buttons)]
        self.box.children = tuple(parts)

    def _told(self, verdict: Verdict) -> list[Any]:
        going, lang = self.going, self.lang
        parts = [widgets.HTMLMath(html(told(going.asked, verdict, lang, skipped=going.skipped)))]
        if going.asked.question.kind == "wiring" and going.typed and not verdict.right:
            parts.append(widgets.HTML(self._wiring()))
        return [*parts, self._link()]

    def _wiring(self) -> str:
        """The learner's wiring as an image: JupyterLab shows no SVG that stands in the page."""
        diagram = diagram_of(self.going.asked)
        svg = marked(diagram, read_wires(self.going.typed, diagram))
        words = escape(DRAWING.said(self.lang))
        data = b64encode(svg.encode()).decode()
        return f'<p>{words}</p><img alt="{words}" style="max-width: 100%" src="data:image/svg+xml;base64,{data}">'

    def _link(self) -> Any:
        """The lesson, as a link that Jupyter opens: it follows those of Markdown, from the folder of the notebook."""
        question = self.going.asked.question
        file, title = _at_hand(question, self.lang), section(question, self.lang)
        target = quote(os.path.relpath(file)) + (f"#{quote(title.replace(' ', '-'))}" if title else "")
        words = lesson(self.going.asked, self.lang)
        said = READ.format(where=" · ".join(filter(None, (f"[{words}]({target})", literature(question))))).said(
            self.lang
        )
        data = {"text/markdown": said, "text/plain": words}
        return widgets.Output(outputs=({"output_type": "display_data", "data": data, "metadata": {}},))


def _at_hand(question: Question, lang: Language) -> Path:
    """The lesson's notebook, where it is beside this one or in a folder of its own; else the lesson's text."""
    name = question.lesson.partition("#")[0]
    places = (Path(folder) / f"{name}.ipynb" for folder in (".", name, f"../{name}"))
    return next(filter(Path.is_file, places), lesson_file(question, lang))


def _button(words: str, clicked: Any, style: str = "") -> Any:
    button = widgets.Button(description=words, button_style=style)
    button.on_click(clicked)
    return button


_ANSWER, _SKIP = Text("Answer", "回答"), Text("Skip", "跳过")
_NEXT, _END = Text("Next", "下一题"), Text("End", "结束")
_TICK = Text("Which of these did your answer say?", "你的回答提到了哪几条？")
