"""One exercise inside a notebook: as HTML that survives sanitising, and as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.grading.shown import words
from autograder.grading.shown.marks import checks, mark, number
from autograder.grading.shown.markup import Html, element, joined
from autograder.grading.shown.safe import visible

if TYPE_CHECKING:
    from autograder.catalogue import Language, Text
    from autograder.grading.report import CheckResult, ExerciseResult
    from autograder.grading.shown.marks import Mark


def fragment(exercise: ExerciseResult, *, lang: Language) -> str:
    """An exercise's result as an HTML fragment for a cell's output.

    It is made of elements that nbconvert's ``sanitize_html`` lets through (div, strong, ul, li, pre, code). The styles,
    which it strips, are mere polish.
    """
    found = mark(exercise)
    rows = [_check(one, check, lang) for one, check in checks(exercise)]
    parts = [
        element(
            "div",
            element("strong", f"{found.glyph} {exercise.name}"),
            f" · {_score(exercise, lang)} · {found.word.said(lang)}",
        ),
        *([element("ul", *rows, style="list-style: none; padding-left: 1em")] if rows else []),
    ]
    if exercise.hint:
        hint = element("strong", words.label(words.HINT, lang))
        parts.append(element("div", hint, exercise.hint.said(lang)))
    edge = {"passed": "#2e7d4f", "partial": "#b7791f", "failed": "#c0392b"}.get(found.value, "#888")
    return element("div", *parts, style=f"border-left: 4px solid {edge}; padding: .2em 0 .2em 1em")


def plain(exercise: ExerciseResult, *, lang: Language) -> str:
    """The same as text; it ends without a newline."""
    found = mark(exercise)
    lines = [f"{found.glyph} {exercise.name} · {_score(exercise, lang)} · {found.word.said(lang)}"]
    for sign, check in checks(exercise):
        lines.append(f"  {sign.glyph} {_said(check.title, lang)}")
        lines += [f"    {line}" for text in (check.message, check.detail) for line in _said(text, lang).splitlines()]
    if exercise.hint:
        lines.append(f"  {words.label(words.HINT, lang)}{_said(exercise.hint, lang)}")
    return "\n".join(lines)


def _check(found: Mark, check: CheckResult, lang: Language) -> Html:
    parts = [joined([f"{found.glyph} {check.title.said(lang)}"])]
    if check.message:
        parts.append(element("div", check.message.said(lang), style="padding-left: 1.4em"))
    if check.detail:
        parts.append(element("pre", element("code", check.detail.said(lang)), style="padding-left: 1.4em"))
    return element("li", *parts)


def _score(exercise: ExerciseResult, lang: Language) -> str:
    return words.POINTS.format(score=number(exercise.score), points=number(exercise.points)).said(lang)


def _said(text: Text, lang: Language) -> str:
    return visible(text.said(lang), lines=True)
