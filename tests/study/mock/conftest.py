"""Answers to whatever an interview asks."""

import pytest

from autograder.quiz.shown import solution
from autograder.study.mock.interview import Draft, Interview
from autograder.study.mock.plan import plan
from autograder.study.mock.roles import CODE

BEGUN = "2026-03-01T12:00:00+00:00"


def answer_to(asked, *, right):
    """What is typed to a question, right or wrong."""
    question = asked.question
    if right and question.kind != "free":
        text = solution(asked, "en").removeprefix("Answer: ")
        return text.strip("`\n").strip()
    if question.options:
        wrong = [n for n, place in enumerate(asked.order) if not question.options[place].right]
        return "abcdef"[wrong[0]]
    if question.lines:
        letters = "abcdefghijkl"[: len(question.lines)]
        return letters if solution(asked, "en") != f"Answer: {', '.join(letters)}" else letters[::-1]
    return {"wiring": "x -> h", "formula": "0 * 1", "free": "words"}.get(
        question.kind, "1" if asked.answer != 1 else "2"
    )


def begun(role="ml-engineer", minutes=45, seed=1):
    return Interview(role, minutes, seed, BEGUN, plan(role, minutes, seed))


def step(interview, *, right, seconds=1.0):
    """The interview after one more answer."""
    slot = interview.current
    if slot.part == CODE:
        return interview.submitted(Draft("x = 1\n", float(right)), seconds).handed_in(0.0, BEGUN)
    return interview.answer(answer_to(interview.asked(slot), right=right), seconds, BEGUN)


def through(interview, right=lambda _: True, seconds=1.0):
    """An interview that has come to its end."""
    while interview.current:
        interview = step(interview, right=right(interview.current), seconds=seconds)
    return interview


@pytest.fixture
def held():
    """The helpers above, by their names."""
    from types import SimpleNamespace

    return SimpleNamespace(answer_to=answer_to, begun=begun, step=step, through=through)
