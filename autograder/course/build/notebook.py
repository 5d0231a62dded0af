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
    from autograder.catalogue import Assignment, Exercise, Language

DRAWING = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>drawings/[\w.-]+\.svg)\)")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook(assignment: Assignment, lang: Language) -> str:
    """The notebook as JSON, the same bytes whatever versions made it.

    Raises:
        FileNotFoundError: the lesson, or a drawing it shows, is missing.
    """
    lesson = files("solutions") / (f"{assignment.name}.md" if lang == "en" else f"{assignment.name}.{lang}.md")
    cells: list[dict[str, Any]] = []
    for position, cell in enumerate(jupytext.reads(lesson.read_text("utf-8"), "md").cells):
        name = cell.metadata.get("exercise")
        if name:
            exercise = assignment.exercise(name)
            _announce(cells[-1], exercise, lang)
            cells.append(_cell("code", cell.source, name, {"nbgrader": _graded(exercise)}))
        else:
            source = DRAWING.sub(_shown, cell.source)
            cells.append(_cell(cell.cell_type, source, _identity(position, cell.source), {}))
    for cell in cells:
        cell["source"] = cell["source"].splitlines(keepends=True)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _cell(kind: str, source: str, identity: str, metadata: dict[str, Any]) -> dict[str, Any]:
    outputs: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": identity, "metadata": metadata, "source": source, **outputs}


def _identity(position: int, source: str) -> str:
    return hashlib.sha256(f"{position} {source}".encode()).hexdigest()[:8]


def _graded(exercise: Exercise) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "grade": True,
        "grade_id": exercise.name,
        "locked": True,
        "points": exercise.points,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def _announce(before: dict[str, Any], exercise: Exercise, lang: Language) -> None:
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
