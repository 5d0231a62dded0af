"""What nbgrader is told: where things are, what students may change, and who grades."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import SAWarning

from autograder.catalogue import ASSIGNMENTS
from autograder.course.quiz import ANSWERS, QUIZ

if TYPE_CHECKING:
    from traitlets.config import Config

OURS: Final = "autograder.course.gradebook"
IGNORED: Final = [
    ".ipynb_checkpoints",
    ".hypothesis",
    ".pytest_cache",
    "__pycache__",
    "*.pyc",
    "feedback",  # what a student has fetched
]


def configure(c: Config) -> None:
    """Make a folder an rnnkit course.

    Lists are assigned whole, since nbgrader loads a configuration twice. What a course wants otherwise it sets
    afterwards, such as ``c.CourseDirectory.course_id`` or ``c.GradeSubmission.level``.

    Args:
        c: what ``get_config()`` gives in ``nbgrader_config.py``
    """
    warnings.filterwarnings("ignore", message="Object of type <Submitted", category=SAWarning)  # nbgrader's own
    c.CourseDirectory.source_directory = "assignments"
    c.CourseDirectory.ignore = list(IGNORED)
    c.ExchangeFactory.collect = f"{OURS}.collect.CollectFiles"

    c.Autograde.exclude_overwriting = {**{name: [f"{name}.py"] for name in ASSIGNMENTS}, QUIZ: [ANSWERS]}
    c.Autograde.exporter_class = f"{OURS}.submitted.SubmittedNotebook"
    c.Autograde.sanitize_preprocessors = [f"{OURS}.rebuild.RebuildNotebook"]
    c.Autograde.autograde_preprocessors = [
        f"{OURS}.verdict.GradeSubmission",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    c.GenerateFeedback.preprocessors = [
        f"{OURS}.feedback.HideRubrics",
        "nbgrader.preprocessors.GetGrades",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.HTMLExporter.sanitize_html = True  # for feedback and for formgrader
