"""QTI for Canvas: text2qti's text, of which text2qti makes the zip.

Its text is Markdown, in which a line's first characters have a meaning. All that is written goes in as one HTML element
on one line, which Markdown passes on as it is; text2qti makes of its formulas what Canvas shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.exports.exported import Exported, Left
from autograder.quiz.exports.page import closing, html, stem
from autograder.quiz.exports.portable import Choices, Essay, Number, Words, portable
from autograder.quiz.shown import rubric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.exports.portable import Form

HELD = "\0"
MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\n$`\\"}
DIGITS, LEAST = 4, 1e-4  # what text2qti writes of a number, and the smallest it takes


def qti(questions: Sequence[Asked], lang: Language) -> Exported:
    """The file, in one language."""
    forms = {asked: _form(asked) for asked in questions}
    left = tuple(form for form in forms.values() if isinstance(form, Left))
    lines = [f"Quiz title: {_TITLE.said(lang)}", "Shuffle answers: true", ""]
    ids = []
    for asked, form in forms.items():
        if not isinstance(form, Left):
            lines += [*_question(asked, form, lang), ""]
            ids.append(asked.question.id)
    return Exported(_zipped("\n".join(lines)) if ids else b"", tuple(ids), left)


def _zipped(text: str) -> bytes:
    from text2qti.config import Config  # noqa: PLC0415 - needed by this export alone
    from text2qti.qti import QTI  # noqa: PLC0415 - as above
    from text2qti.quiz import Quiz  # noqa: PLC0415 - as above

    zipped: bytes = QTI(Quiz(text, config=Config())).zip_bytes()  # Config().load() would write into the home folder
    return zipped


def _form(asked: Asked) -> Form | Left:
    """The question in the terms of other tools; a number that text2qti would round to a wrong one stays behind."""
    form = portable(asked)
    if isinstance(form, Number) and not _holds(form):
        return Left(asked.question.id, _SMALL)
    return form


def _holds(number: Number) -> bool:
    ends = number.answer - number.margin, number.answer + number.margin
    low, high = (round(end, DIGITS) for end in ends)
    taken = [value for value, _, _ in number.wrong if low <= value <= high and not ends[0] <= value <= ends[1]]
    return min(map(abs, ends)) >= LEAST and low <= number.answer <= high and not taken


def _question(asked: Asked, form: Form, lang: Language) -> list[str]:
    lines = [f"Title: {asked.question.id}"]
    if isinstance(form, Essay):
        lines.append(f"Points: {form.points}")
    lines.append(f"1. {_line(stem(asked, form.how, lang))}")
    feedback = closing(asked, lang)
    match form:
        case Choices():
            lines.append(f"... {_line(feedback)}")
            for letter, option in zip("abcdefgh", form.options, strict=False):
                box = f"[{'*' if option.right else ' '}]" if form.many else f"{'*' * option.right}{letter})"
                lines.append(f"{box} {_line(option.text.said(lang))}")
                lines += [f"... {_line(option.why.said(lang))}"] if option.why else []
        case Number():
            wrong = [(f"{value:.6g}", why.said(lang)) for value, _, why in form.wrong]
            exact = isinstance(form.answer, int)
            answer = f"= {form.answer}" if exact else f"= {form.answer!r} +- {form.margin!r}"
            lines += [f"... {_line(feedback)}", *_wrong(wrong), answer]
        case Words():
            wrong = [(spellings[0], why.said(lang)) for spellings, why in form.wrong]
            lines += [f"... {_line(feedback)}", *_wrong(wrong), *(f"* {spelling}" for spelling in form.accepted)]
        case Essay():
            lines += [f"... {_line(rubric(asked, lang))}{_line(feedback)}", "____"]
    return lines


def _wrong(known: list[tuple[str, str]]) -> list[str]:
    """Canvas has one feedback for all wrong answers of such questions: it says each with its value."""
    said = "\n".join(f"- `{value}`: {why}" for value, why in known)
    return [f"- {_line(said)}"] if said else []


def _line(markdown: str) -> str:
    """A page as one line in which text2qti sees no mark of its own but those of the formulas."""
    formulas: list[str] = []

    def held(latex: str, display: bool) -> str:
        latex = " ".join(latex.split())
        formulas.append(rf"$\displaystyle {latex}$" if display else f"${latex}$")  # text2qti escapes it
        return HELD

    page = f"<div>{html(markdown, held)}</div>".translate(MARKS)
    each = iter(formulas)
    return re.sub(HELD, lambda _: next(each), page)


_TITLE = Text("Recurrent networks (rnnkit)", "循环神经网络（rnnkit）")
_SMALL = Text(
    "text2qti writes four digits after the point, which does not hold this number",
    "text2qti 只写小数点后四位，容不下这个数",
)
