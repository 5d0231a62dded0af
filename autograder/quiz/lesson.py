"""Where a question's matter is taught: the lesson's file and the heading of its section."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.question import Question

YEAR, NAME = re.compile(r"\b(?:19|20)\d\d\b"), re.compile(r"^(?:torch|keras)\.[\w.]+\w")
LESSONS = Path(__file__).parents[2] / "solutions"


def lesson_file(question: Question, lang: Language) -> Path:
    """The lesson's file in one language."""
    name = question.lesson.partition("#")[0]
    return LESSONS / (f"{name}.md" if lang == "en" else f"{name}.{lang}.md")


@cache
def taught(lesson: str, exercise: str) -> str:
    """A lesson with the number of the section that asks for an exercise, ``rnn#4``; without it where none does."""
    path = LESSONS / f"{lesson}.md"
    before, found, _ = path.read_text("utf-8").partition(f'exercise="{exercise}"') if path.is_file() else ("", "", "")
    numbers = re.findall(r"^## (\d+)\. ", before, re.MULTILINE)
    return f"{lesson}#{numbers[-1]}" if found and numbers else lesson


def section(question: Question, lang: Language) -> str:
    """The heading of the section, ``3. One step forward``; empty where the whole lesson is meant, or is not at hand."""
    number = question.lesson.partition("#")[2]
    path = lesson_file(question, lang)
    if not number or not path.is_file():
        return ""
    found = re.search(rf"^## ({number}\. .+)$", path.read_text("utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""


def read_in(lesson: str, heading: str, lang: Language) -> str:
    """Where a learner reads on: the lesson's notebook and a section in it, ``rnn.ipynb, §4. One step forward``."""
    comma = ", " if lang == "en" else "，"
    return f"{lesson}.ipynb" + (f"{comma}§{heading}" if heading else "")


def literature(question: Question) -> str:
    """The papers, books and documented functions among a question's sources: what else can be read, in any language."""
    parts = (part.strip() for part in question.source.split(";"))
    return "; ".join(filter(None, (part if YEAR.search(part) else "".join(NAME.findall(part)) for part in parts)))
