"""Moodle XML, for Moodle's question bank: a category a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from autograder.quiz.exports.exported import Exported, Left
from autograder.quiz.exports.page import closing, html, stem
from autograder.quiz.exports.portable import Choices, Essay, Number, Words, portable
from autograder.quiz.question import TOPICS
from autograder.quiz.shown import rubric, solution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.exports.portable import Form

TYPES = {Choices: "multichoice", Number: "numerical", Words: "shortanswer", Essay: "essay"}
NO_UNITS = "3"


def moodle(questions: Sequence[Asked], lang: Language) -> Exported:
    """The file, in one language."""
    quiz, ids, left = ET.Element("quiz"), [], []
    order = list(TOPICS)
    topic = ""
    for asked in sorted(questions, key=lambda one: order.index(one.question.topic)):
        form = portable(asked)
        if isinstance(form, Left):
            left.append(form)
            continue
        if asked.question.topic != topic:
            topic = asked.question.topic
            _category(quiz, TOPICS[topic].said(lang))
        _question(quiz, asked, form, lang)
        ids.append(asked.question.id)
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return Exported(content if ids else b"", tuple(ids), tuple(left))


def _category(quiz: ET.Element, name: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _words(question, "category", f"$course$/top/rnnkit/{name}")


def _question(quiz: ET.Element, asked: Asked, form: Form, lang: Language) -> None:
    question = ET.SubElement(quiz, "question", type=TYPES[type(form)])
    _words(question, "name", asked.question.id)
    _page(question, "questiontext", stem(asked, form.how, lang))
    _page(question, "generalfeedback", closing(asked, lang))
    ET.SubElement(question, "defaultgrade").text = str(form.points if isinstance(form, Essay) else 1)
    ET.SubElement(question, "idnumber").text = asked.question.id
    match form:
        case Choices():
            _choices(question, form, lang)
        case Number():
            _number(question, form, lang)
        case Words():
            _spelled(question, form, lang)
        case Essay():
            _essay(question, asked, lang)


def _choices(question: ET.Element, form: Choices, lang: Language) -> None:
    """Each right option counts its share, and each wrong one takes as much away, as in rnnkit."""
    share = 100 / sum(option.right for option in form.options)
    ET.SubElement(question, "single").text = "false" if form.many else "true"
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "abc"
    for option in form.options:
        fraction = share if option.right else -share if form.many else 0
        answer = _answer(question, fraction, html(option.text.said(lang)), option.why.said(lang))
        answer.set("format", "html")


def _number(question: ET.Element, form: Number, lang: Language) -> None:
    """Moodle takes the first that fits, so the right one comes first."""
    for value, margin, fraction, why in (
        (form.answer, form.margin, 100, ""),
        *((value, margin, 0, why.said(lang)) for value, margin, why in form.wrong),
    ):
        answer = _answer(question, fraction, repr(value).removesuffix(".0"), why)
        ET.SubElement(answer, "tolerance").text = repr(margin)
    ET.SubElement(question, "showunits").text = NO_UNITS


def _spelled(question: ET.Element, form: Words, lang: Language) -> None:
    ET.SubElement(question, "usecase").text = str(int(form.case))
    for fraction, spellings, why in (
        (100, form.accepted, ""),
        *((0, some, why.said(lang)) for some, why in form.wrong),
    ):
        for spelling in spellings:
            _answer(question, fraction, spelling.replace("*", r"\*"), why)  # a bare * stands for anything


def _essay(question: ET.Element, asked: Asked, lang: Language) -> None:
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    ET.SubElement(question, "responsefieldlines").text = "10"
    _page(question, "graderinfo", f"{rubric(asked, lang)}\n\n{solution(asked, lang)}")


def _answer(question: ET.Element, fraction: float, text: str, why: str) -> ET.Element:
    answer = ET.SubElement(question, "answer", fraction=f"{fraction:.5f}".rstrip("0").rstrip("."))
    ET.SubElement(answer, "text").text = text
    _page(answer, "feedback", why)
    return answer


def _page(parent: ET.Element, tag: str, markdown: str) -> None:
    page = ET.SubElement(parent, tag, format="html")
    ET.SubElement(page, "text").text = html(markdown)


def _words(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(ET.SubElement(parent, tag), "text").text = words
