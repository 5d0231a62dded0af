"""What students get back: the graded notebook without what is there for whoever grades, unless the course tells all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.gradebook.verdict import RUBRIC, GradeSubmission

if TYPE_CHECKING:
    from nbformat import NotebookNode


class HideRubrics(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take the rubrics of written answers out of feedback; at level ``full`` they stay."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook as the student may see it."""
        if GradeSubmission(parent=self).level != "full":
            nb.cells = [cell for cell in nb.cells if RUBRIC not in cell.metadata]
        return nb, resources
