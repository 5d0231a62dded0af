"""Which questions a course asks, and how many points each is worth: read from `selection.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.quiz.bank import bank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.quiz.question import Question

NAME = "selection.toml"
HERE = Path(__file__).parent


class SelectionError(ValueError):
    """A selection is not as it should be; the message leads with the file and ends with what to do."""


@dataclass(frozen=True)
class Selection:
    """The questions in the order in which they are asked, each with its points; ``source`` is the file's text."""

    seed: int
    points: Mapping[str, int]
    source: str

    @property
    def questions(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {name: bank()[name] for name in self.points}


def read_selection(folder: Path | None = None) -> Selection:
    """The selection in a folder; the kit's own where the folder has none.

    Raises:
        SelectionError: it cannot be read, or names a question that cannot be asked.
    """
    file = folder / NAME if folder and (folder / NAME).is_file() else HERE / NAME
    source = file.read_text("utf-8")
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise SelectionError(f"{file}: {error}") from None
    seed, points = table.get("seed"), table.get("points")
    if not isinstance(seed, int) or not isinstance(points, dict) or not points:
        raise SelectionError(f"{file}: expected seed = a whole number, and a table [points]")
    for name, worth in points.items():
        why = _cannot_be_asked(name, worth)
        if why:
            raise SelectionError(f"{file}{_line(source, name)}: {name}: {why}")
    return Selection(seed, points, source)


def read_released(folder: Path | None) -> Selection:
    """The selection of a folder, after its questions have been made of it.

    Raises:
        SelectionError: it is not as it should be, or has another seed by now, with which everybody would be wrong.
    """
    selection = read_selection(folder)
    made = folder / "questions.py" if folder else None
    if made and made.is_file() and f"\nSEED = {selection.seed}\n" not in made.read_text("utf-8"):
        raise SelectionError(
            f"{made}: was made with another seed than {selection.seed}, which is the selection's\n"
            "  next: put the seed back, or, before release, rnnkit build quiz --to the folder above it"
        )
    return selection


def _cannot_be_asked(name: str, worth: object) -> str:
    """Why a question cannot be part of a quiz; nothing where it can."""
    if isinstance(worth, bool) or not isinstance(worth, int) or worth < 1:
        return f"is worth {worth!r}, expected a whole number of points, 1 or more"
    question = bank().get(name)
    if question is None:
        return "there is no such question in the bank\n  next: rnnkit quiz TOPIC, or look into autograder/quiz/bank/"
    shown = [question.text, *(option.text for option in question.options), *question.lines]
    told = [*(option.why for option in question.options), *(wrong.why for wrong in question.wrong)]
    if "answer" in _places(question.code, *(words for text in (*shown, *told) for words in text)):
        return "its words hold the answer, which is not in the student's folder\n  next: choose another question"
    if any(option.value for option in question.options):
        return "an option is computed, as the answer is\n  next: choose another question"
    if question.kind == "free" and question.draw:
        return "a free answer is graded in the notebook, which holds no drawn numbers\n  next: choose another question"
    return ""


def _places(*texts: str) -> str:
    """All that is computed in texts."""
    return " ".join(re.findall(r"@\{[^{}]*\}", " ".join(texts)))


def _line(source: str, name: str) -> str:
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return f" (at line {number})"
    return ""
