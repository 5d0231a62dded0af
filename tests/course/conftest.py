"""A sheet of the quiz, filled in."""

from __future__ import annotations

import json

import pytest

from autograder.course.quiz.published import asked_of
from autograder.course.quiz.selection import read_selection
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.reading import diagram_of


def right_answer(asked):
    """The right answer to a question, as its student would type it."""
    question = asked.question
    if question.options:
        return "".join(letter for letter, option in choice.shown(asked).items() if option.right)
    if question.lines:
        return "".join(sorted(ordering.shown(asked), key=ordering.shown(asked).__getitem__))
    if question.diagram:
        return "\n".join(f"{wire.source} -> {wire.target}" for wire in diagram_of(asked).wires)
    if question.kind == "free":
        return "In my own words."
    return question.answer if question.kind == "formula" else str(asked.answer).strip("()")


@pytest.fixture(scope="session")
def filled_in():
    """A sheet with the right answers of a student, some of them replaced; None leaves one out."""

    def fill(student, *, called=None, **others):
        selection = read_selection()
        lines = [f"student = {json.dumps(called or student)}"]
        others = {name.replace("_", "-"): value for name, value in others.items()}
        for name, question in selection.questions.items():
            answer = others.get(name, right_answer(asked_of(question, selection.seed, student)))
            if answer is not None:
                spelled = json.dumps(answer) if isinstance(answer, str) else answer
                lines += [f"[{name}]", f"answer = {spelled}"]
        return "\n".join(lines) + "\n"

    return fill
