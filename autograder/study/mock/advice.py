"""What to study after an answer: a section of a lesson, the exercises in it, and the drill to type next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.quiz.lesson import LESSONS, read_in, section
from autograder.quiz.question import TOPICS
from autograder.study.mock.roles import CODE
from autograder.study.pool import exercise_of, question_of

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.study.mock.interview import Answer

PLACE = re.compile(r"""^```python exercise="(\w+)"$""", re.MULTILINE)
HEADING = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True)
class Advice:
    """Where to read, the exercises to write, and the command that drills it."""

    read: str
    exercises: tuple[str, ...]
    command: str


def advice(answer: Answer, lang: Language) -> Advice:
    """What to study after this answer."""
    if answer.slot.part == CODE:
        return _after_code(answer.slot.item, lang)
    question = question_of(answer.slot.item)
    assert question, answer.slot.item  # noqa: S101 - a state with an item that is not there is refused
    heading, name = section(question, lang), question.lesson.partition("#")[0]
    topic = question.topic if question.topic in TOPICS and question.topic != "bugs" else name
    return Advice(read_in(name, heading, lang), _exercises(name, heading, lang), f"rnnkit drill --topic {topic}")


def _after_code(item: str, lang: Language) -> Advice:
    found = exercise_of(item)
    assert found, item  # noqa: S101 - as above
    assignment, exercise = found
    below = (*exercise.needs, *((exercise.after,) if exercise.after else ()))
    names = tuple(dict.fromkeys((*below, exercise.name)))
    return Advice(read_in(assignment.name, "", lang), names, f"rnnkit drill --topic {assignment.name}")


def _exercises(name: str, heading: str, lang: Language) -> tuple[str, ...]:
    """The exercises that stand in a section of a lesson."""
    path = LESSONS / (f"{name}.md" if lang == "en" else f"{name}.{lang}.md")
    if not heading or not path.is_file():
        return ()
    parts = HEADING.split(path.read_text("utf-8"))
    return tuple(dict.fromkeys(PLACE.findall(next((part for part in parts if part.startswith(heading)), ""))))
