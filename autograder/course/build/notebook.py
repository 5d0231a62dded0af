"""The notebook of an assignment: its lesson, with nbgrader's grade cells and the drawings in it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jupytext

from autograder.course.build import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.catalogue import Assignment, Exercise, Language

DRAWING = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>drawings/[\w.-]+\.svg)\)")
Cell = dict[str, Any]
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook(assignment: Assignment, lang: Language) -> str:
    """The notebook as JSON, the same bytes whatever versions made it.

    Raises:
        FileNotFoundError: the lesson, or a drawing it shows, is missing.
    """
    lesson = files("solutions") / (f"{assignment.name}.md" if lang == "en" else f"{assignment.name}.{lang}.md")
    cells: list[Cell] = []
    for position, cell in enumerate(jupytext.reads(lesson.read_text("utf-8"), "md").cells):
        name = cell.metadata.get("exercise")
        if name:
            exercise = assignment.exercise(name)
            _announce(cells[-1], exercise, lang)
            cells.append(made("code", cell.source, name, graded(name, exercise.points)))
        else:
            source = DRAWING.sub(_shown, cell.source)
            cells.append(made(cell.cell_type, source, identity(position, cell.source)))
    return as_json(cells)


def as_json(cells: Sequence[Cell]) -> str:
    """A notebook of these cells."""
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def made(kind: str, source: str, identity: str, nbgrader: dict[str, Any] | None = None) -> Cell:
    """A cell; ``nbgrader`` is what nbgrader is to know of it."""
    metadata = {"nbgrader": nbgrader} if nbgrader else {}
    outputs: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": identity, "metadata": metadata, "source": source, **outputs}


def identity(position: int, source: str) -> str:
    """A cell's id."""
    return hashlib.sha256(f"{position} {source}".encode()).hexdigest()[:8]


def graded(name: str, points: int, *, by_hand: bool = False) -> dict[str, Any]:
    """What nbgrader is to know of a cell that is graded; one that is graded by hand holds what a student writes."""
    return {
        "cell_type": "markdown" if by_hand else "code",
        "grade": True,
        "grade_id": name,
        "locked": not by_hand,
        "points": points,
        "schema_version": 3,
        "solution": by_hand,
        "task": False,
    }


def _announce(before: Cell, exercise: Exercise, lang: Language) -> None:
    """Have the prose before a grade cell end in the exercise's name, points and title."""
    task = words.TASK.said(lang).format(name=exercise.name, points=exercise.points, title=exercise.title.said(lang))
    paragraphs = before["source"].split("\n\n")
    if f"`{exercise.name}`" in paragraphs[-1] and paragraphs[-1].startswith("**"):
        paragraphs.pop()
    before["source"] = "\n\n".join([*paragraphs, task])


def _shown(drawing: re.Match[str]) -> str:
    """A drawing inside the notebook.

    JupyterLab shows no SVG that is an attachment, and nbconvert none that is a Markdown image; both show an <img>.
    """
    image = base64.b64encode((files("solutions") / drawing["file"]).read_bytes()).decode()
    return f'<img alt="{html.escape(drawing["words"])}" src="data:image/svg+xml;base64,{image}">'
