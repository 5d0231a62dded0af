"""Reports for other programs: JSON with everything, CSV with the scores."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from autograder.grading.shown.marks import mark, number, title_of
from autograder.grading.shown.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.catalogue import Language, Text
    from autograder.grading.report import CheckResult, ExerciseResult, Report


def as_json(reports: Iterable[Report], *, lang: Language) -> str:
    """The reports as JSON, schema 1, ending in a newline.

    The same reports give the same bytes: keys stand in a fixed order and no time is told.
    """
    document = {"schema": 1, "reports": [_report(report, lang) for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(reports: Iterable[Report]) -> str:
    """The scores as CSV: a row a report, a column an exercise, a cell left empty where nothing was graded.

    No cell can start a formula when a spreadsheet opens the file.
    """
    reports = list(reports)
    names = list(dict.fromkeys(exercise.name for report in reports for exercise in report.exercises))
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(["student", "assignment", "status", "score", "points", *names, "mistakes", "problem"])
    for report in reports:
        scores = {exercise.name: number(exercise.score) for exercise in report.exercises if exercise.checks}
        mistakes = " ".join(f"{one.name}:{one.mistake}" for one in report.exercises if one.mistake)
        row = [report.student, report.assignment, _status(report), number(report.score), number(report.points)]
        table.writerow(map(_cell, [*row, *(scores.get(name, "") for name in names), mistakes, report.problem.en]))
    return written.getvalue()


def _report(report: Report, lang: Language) -> dict[str, Any]:
    return {
        "student": visible(report.student),
        "assignment": visible(report.assignment),
        "title": _said(title_of(report), lang),
        "status": _status(report),
        "score": report.score,
        "points": report.points,
        "isolation": visible(report.isolation),
        **_unless_empty("problem", report.problem, lang),
        **_unless_empty("problem_detail", report.problem_detail, lang),
        "exercises": {visible(exercise.name): _exercise(exercise, lang) for exercise in report.exercises},
    }


def _exercise(exercise: ExerciseResult, lang: Language) -> dict[str, Any]:
    return {
        "title": _said(exercise.title, lang),
        "score": exercise.score,
        "points": exercise.points,
        "mark": mark(exercise).value,
        "started": exercise.started,
        "mistake": exercise.mistake,
        **_unless_empty("hint", exercise.hint, lang),
        "checks": [_check(check, lang) for check in exercise.checks],
    }


def _check(check: CheckResult, lang: Language) -> dict[str, Any]:
    return {
        "name": visible(check.name),
        "title": _said(check.title, lang),
        "verdict": check.verdict,
        "weight": check.weight,
        "message": _said(check.message, lang),
        **_unless_empty("detail", check.detail, lang),
    }


def _unless_empty(key: str, text: Text, lang: Language) -> dict[str, str]:
    return {key: _said(text, lang)} if text else {}


def _said(text: Text, lang: Language) -> str:
    return visible(text.said(lang), lines=True)


def _status(report: Report) -> str:
    if report.problem:
        return "problem"
    return "graded" if report.complete else "incomplete"


def _cell(value: str) -> str:
    shown = visible(value)
    return f"'{shown}" if shown.lstrip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") else shown
