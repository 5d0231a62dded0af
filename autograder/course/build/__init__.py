"""`rnnkit build`: from solution, lesson and catalogue to the folder that students get."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build.folder import PYTEST, stale, write
from autograder.course.build.helpers import for_torch, helpers
from autograder.course.build.known import keep, known
from autograder.course.build.source import standalone, stub
from autograder.course.build.visible import visible_tests
from autograder.course.quiz import QUIZ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.catalogue import Assignment, Language

__all__ = ["build", "run_build", "stale", "standalone", "write"]

HOME = Path(__file__).parents[3] / "assignments"


def build(assignment: Assignment, lang: Language = "en") -> dict[str, str]:
    """Everything in an assignment's folder, by file name; nothing in it holds a solution or a hidden test."""
    from autograder.course.build.notebook import notebook  # noqa: PLC0415 - takes seconds to load

    return {
        f"{assignment.name}.py": stub(assignment, lang),
        f"test_{assignment.name}.py": visible_tests(assignment, lang),
        **(for_torch() if assignment.torch else {}),
        "checks.py": helpers(assignment, lang, known(assignment)),
        f"{assignment.name}.ipynb": notebook(assignment, lang),
        "pytest.ini": PYTEST,
    }


def run_build(names: Sequence[str] = (), *, check: bool = False, lang: Language = "en", to: Path | None = None) -> int:
    """Build assignments, or see that they are fresh, and say what was done.

    Args:
        names: which ones; all, where none is given
        check: change nothing
        lang: what the learner reads
        to: the folder of the assignments' folders; the project's own, where none is given

    Returns:
        0, or 1 where something is stale.

    Raises:
        KeyError: there is no such assignment.
        SelectionError: what the quiz should ask is not as it should be.
    """
    from autograder.course.build.quiz import build_quiz  # noqa: PLC0415 - as above

    status = 0
    for name in names or (*ASSIGNMENTS, QUIZ):
        folder = (to or HOME) / name
        files = build_quiz(folder, lang) if name == QUIZ else build(ASSIGNMENTS[name], lang)
        old = stale(folder, files)
        if not check:
            write(folder, files)
            if name in ASSIGNMENTS and to is None:
                keep(ASSIGNMENTS[name])
        elif old:
            status = 1
        print(f"{folder}: {_told(old, check=check)}")  # noqa: T201 - a command's words
    return status


def _told(old: Sequence[str], *, check: bool) -> str:
    if not old:
        return "fresh"
    return f"stale: {', '.join(old)}\n  next: rnnkit build" if check else f"written: {', '.join(old)}"
