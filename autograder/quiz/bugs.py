"""Find the bug: every known mistake that changes one line of a reference is a question of its own."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.mutate import mutated_source, reference_source
from autograder.quiz.lesson import taught
from autograder.quiz.question import Question

if TYPE_CHECKING:
    from random import Random

    from autograder.catalogue import Assignment, Exercise, Mistake

TOPIC = "bugs"
LONGEST = 40  # lines: what has more is no question for a small screen


@cache
def bugs(assignment: str) -> dict[str, Question]:
    """The questions of one assignment's mistakes, by id."""
    found = ASSIGNMENTS[assignment]
    made = (_question(found, exercise, mistake) for exercise in found.exercises for mistake in exercise.mistakes)
    return {question.id: question for question in made if question}


def one_bug(assignment: str, draw: Random) -> Question:
    """One of an assignment's questions: making all of them to ask one takes seconds."""
    found = ASSIGNMENTS[assignment]
    pairs = [(exercise, mistake) for exercise in found.exercises for mistake in exercise.mistakes]
    draw.shuffle(pairs)
    return next(question for question in (_question(found, *pair) for pair in pairs) if question)


@cache
def candidates() -> dict[str, tuple[Assignment, Exercise, Mistake]]:
    """Every mistake by the id of its question, made or not: some make none."""
    return {
        _id(assignment, exercise, mistake): (assignment, exercise, mistake)
        for assignment in ASSIGNMENTS.values()
        for exercise in assignment.exercises
        for mistake in exercise.mistakes
    }


@cache
def bug(question_id: str) -> Question | None:
    """One question alone, without making the others; None where no mistake makes it."""
    found = candidates().get(question_id)
    return _question(*found) if found else None


def _id(assignment: Assignment, exercise: Exercise, mistake: Mistake) -> str:
    return f"bug-{assignment.name}-{exercise.name}-{mistake.id}".replace("_", "-").lower()


def _question(assignment: Assignment, exercise: Exercise, mistake: Mistake) -> Question | None:
    """The question that a mistake makes; None where more or less than one line of a short function is another."""
    right = body(reference_source(assignment.name), exercise.name)
    wrong = body(mutated_source(assignment.name, exercise.name, mistake), exercise.name)
    changed = [number for number, pair in enumerate(zip(right, wrong, strict=False), 1) if pair[0] != pair[1]]
    if len(right) != len(wrong) or len(changed) != 1 or len(wrong) > LONGEST:
        return None
    line = right[changed[0] - 1].strip().partition("  # ")[0]
    return Question(
        id=_id(assignment, exercise, mistake),
        topic=TOPIC,
        kind="bug",
        difficulty=2,
        source=f"solutions/{assignment.name}.py",
        lesson=taught(assignment.name, exercise.name),
        text=_ASKED.format(name=exercise.name, title=exercise.title),
        explanation=_WHY.format(hint=mistake.hint, number=changed[0], line=line),
        answer=str(changed[0]),
        code="\n".join(wrong).replace("@{", "@ {"),
    )


def body(source: str, name: str) -> list[str]:
    """The lines of a function or class without its docstrings and the marks around its solution."""
    node = next(node for node in ast.parse(source).body if getattr(node, "name", "") == name)
    skipped: set[int] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(inner) is not None:
            skipped |= set(range(inner.body[0].lineno, (inner.body[0].end_lineno or 0) + 1))
    lines = source.splitlines()
    kept = (lines[number - 1] for number in range(node.lineno, (node.end_lineno or 0) + 1) if number not in skipped)
    return [line.partition("  # noqa")[0] for line in kept if line.strip() and "### " not in line]


_WHY = Text("{hint}\n\nLine {number} should be `{line}`", "{hint}\n\n第 {number} 行应为 `{line}`")
_ASKED = Text(
    "`{name}` ({title}) has one wrong line. Which?",
    "`{name}`（{title}）有一行写错了。是哪一行？",
)
