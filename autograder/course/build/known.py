"""Fingerprints are slow to take and the same in every language: they are kept, with a hash of what they came from."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.build.fingerprints import fingerprints
from autograder.course.build.helpers import for_torch, helpers
from autograder.course.build.source import standalone
from autograder.course.build.visible import visible_tests
from autograder.grading.whole import write_whole

if TYPE_CHECKING:
    from autograder.catalogue import Assignment
    from autograder.course.build.fingerprints import Known

HOME = Path(__file__).parent / "kept"


def known(assignment: Assignment) -> Known:
    """By exercise and mistake, the fingerprints of its wrong answers: those kept, or new ones where they are stale."""
    kept = _read(assignment)
    marks: Known = kept["known"] if kept.get("taken from") == taken_from(assignment) else taken(assignment)
    return marks


@cache
def taken(assignment: Assignment) -> Known:
    """The fingerprints, taken anew: some seconds, once a process."""
    return fingerprints(assignment, _sources(assignment))


def taken_from(assignment: Assignment) -> str:
    """A hash of all that they come from: the visible tests, the reference with its helpers, and the mistakes' edits."""
    edits = [(e.name, m.id, m.find, m.replace) for e in assignment.exercises for m in e.mistakes]
    whole = json.dumps([_sources(assignment), standalone(assignment), edits])
    return hashlib.sha256(whole.encode()).hexdigest()


def keep(assignment: Assignment) -> None:
    """Keep the fingerprints, one mistake a line."""
    source, marks = taken_from(assignment), known(assignment)
    rows = ",\n".join(f"  {json.dumps(mistake)}: {json.dumps(its)}" for mistake, its in marks.items())
    HOME.mkdir(exist_ok=True)
    write_whole(HOME / f"{assignment.name}.json", f'{{"taken from": "{source}",\n "known": {{\n{rows}\n}}}}\n')


def _read(assignment: Assignment) -> dict[str, Any]:
    """What is kept; nothing where nothing is, or where it cannot be read."""
    try:
        kept: dict[str, Any] = json.loads((HOME / f"{assignment.name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def _sources(assignment: Assignment) -> dict[str, str]:
    return {
        f"test_{assignment.name}.py": visible_tests(assignment, "en"),
        "checks.py": helpers(assignment, "en", {}),
        **(for_torch() if assignment.torch else {}),
    }
