"""The notebook that is graded, made anew from the gradebook: of what was submitted only written answers go into it.

So a grade cell that was duplicated, moved, deleted, edited or forged is as it was released, and no output, script,
link or metadata of a student's reaches formgrader or feedback.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

if TYPE_CHECKING:
    from nbgrader.api import Notebook, SourceCell

    Resources = dict[str, Any]

SCHEMA_VERSION = 3  # of nbgrader's cell metadata


class RebuildNotebook(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take the place of nbgrader's own sanitizers, which repair a submitted notebook instead."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the released grade cells, with the answers of this notebook where answers were asked for."""
        course = resources["nbgrader"]
        with Gradebook(course["db_url"]) as gradebook:
            released = gradebook.find_notebook(course["notebook"], course["assignment"])
            return rebuilt(released, _texts(nb)), resources


def rebuilt(released: Notebook, texts: dict[str, str]) -> NotebookNode:
    """Make the notebook of a submission.

    Args:
        released: the notebook as the gradebook knows it
        texts: grade_id -> what was submitted in that cell
    """
    points = {cell.name: cell.max_score for cell in (*released.grade_cells, *released.task_cells)}
    graded, asked, tasks = (
        {cell.name for cell in cells} for cells in (released.grade_cells, released.solution_cells, released.task_cells)
    )
    cells = []
    for source in released.source_cells:
        cell = _cell(source, texts.get(source.name, source.source) if source.name in asked else source.source)
        cell.metadata["nbgrader"] = from_dict(
            {
                "schema_version": SCHEMA_VERSION,
                "grade_id": source.name,
                "grade": source.name in graded,
                "solution": source.name in asked,
                "task": source.name in tasks,
                "locked": source.locked,
                "cell_type": source.cell_type,
                "checksum": source.checksum,
            }
        )
        if source.name in points:
            cell.metadata["nbgrader"]["points"] = points[source.name]
        cells.append(cell)
    metadata = {"kernelspec": json.loads(released.kernelspec or "{}")}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _texts(nb: NotebookNode) -> dict[str, str]:
    """By grade_id, the text of the first cell that claims it; metadata may hold anything."""
    texts: dict[str, str] = {}
    for cell in nb.cells:
        claimed = cell.metadata.get("nbgrader")
        name = claimed.get("grade_id") if isinstance(claimed, dict) else None
        if isinstance(name, str):
            texts.setdefault(name, cell.source)
    return texts


def _cell(source: SourceCell, text: str) -> NotebookNode:
    cell: NotebookNode
    if source.cell_type == "code":
        cell = new_code_cell(text)
    else:
        cell = new_markdown_cell(text if text == source.source else verbatim(text))
    return cell


def verbatim(text: str) -> str:
    """Markdown that shows a text as it was typed: no links, no HTML, no formulas."""
    return "\n".join(f"    {line}" for line in text.splitlines())
