"""The debrief as a web page: one file without scripts or network."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from autograder.grading.shown.markup import Html, document, element
from autograder.grading.shown.page import style, tag_of
from autograder.quiz.exports.page import html
from autograder.quiz.plain import formula
from autograder.study.mock import debrief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.catalogue import Language
    from autograder.study.mock.debrief import Section, Sources
    from autograder.study.mock.interview import Interview

OWN = ".formula { display: block; margin: .4rem 0 .4rem 1.5rem; white-space: pre-line; } h3 { margin: 2rem 0 .5rem; }"


def page(interview: Interview, sources: Sources, lang: Language) -> str:
    """The whole page."""
    title = debrief.title(interview, lang)
    body = element(
        "main",
        element("h1", title),
        *_sections(debrief.summary(interview, lang), "h2"),
        element("h2", debrief.answers_title(lang)),
        *_sections(debrief.details(interview, sources, lang), "h3"),
    )
    return document(title, body, lang=tag_of(lang), style=style() + OWN)


def _sections(sections: Iterable[Section], tag: str) -> Iterable[Html]:
    for one in sections:
        yield element(tag, one.title)
        yield Html(html(one.body, _math))  # which escapes all that is not its own


def _math(latex: str, display: bool) -> str:
    """A formula in characters: a page that loads nothing has no other way."""
    words = escape(formula(latex))
    return f'<span class="formula">{words}</span>' if display else words
