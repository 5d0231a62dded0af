"""The table of exercises in the README: made from the catalogue, between two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS

if TYPE_CHECKING:
    from autograder.catalogue import Assignment

START, END = "<!-- exercises: made by rnnkit build -->", "<!-- end of exercises -->"


def table() -> str:
    """Every assignment with its exercises, points and known mistakes, as Markdown."""
    return "\n\n".join(_of(assignment) for assignment in ASSIGNMENTS.values())


def with_table(readme: str) -> str:
    """The README with its table made anew.

    Raises:
        ValueError: the marks are not there once each, in order.
    """
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"README.md lacks the marks {START} and {END}")
    return f"{before}{START}\n\n{table()}\n\n{END}{after}"


def _of(assignment: Assignment) -> str:
    mistakes = sum(len(exercise.mistakes) for exercise in assignment.exercises)
    rows = [
        f"| `{exercise.name}({', '.join(exercise.arguments)})` | {', '.join(exercise.results)} "
        f"| {exercise.title.en} | {exercise.points} | {len(exercise.mistakes)} |"
        for exercise in assignment.exercises
    ]
    counts = f"{len(rows)} exercises, {assignment.points} points, {mistakes} known mistakes"
    return "\n".join(
        [
            f"**`{assignment.name}.py`: {assignment.title.en}** ({counts})",
            "",
            "| exercise | returns | what it is | points | known mistakes |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )
