"""One submission as a web page: a single file without scripts, for a phone as for a desk, by day and by night."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING
from autograder.grading.shown import words
from autograder.grading.shown.marks import (
    UNRIGHT,
    Mark,
    checks,
    first_failing,
    mark,
    not_run,
    number,
    see_to_first,
    title_of,
    waits_for,
    why,
)
from autograder.grading.shown.markup import Html, document, element, joined
from autograder.grading.shown.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.catalogue import Language
    from autograder.grading.report import CheckResult, ExerciseResult, Report


def page(report: Report, *, lang: Language) -> str:
    """One submission's report as a self-contained HTML page; what the report does not tell is left out."""
    title = title_of(report).said(lang)
    student = one_line(report.student, cap=80)
    body = element(
        "main",
        *alarm(report.isolation, lang),
        _head(report, title, student, lang),
        *_notes(report, lang),
        *([] if report.problem else _exercises(report, lang)),
        *_foot(report, lang),
    )
    return document(f"{student} · {title}" if student else title, body, lang=tag_of(lang), style=style())


def style() -> str:
    """The style sheet of every page."""
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def tag_of(lang: Language) -> str:
    """The BCP 47 tag, which also chooses the right Chinese glyphs."""
    return "zh-CN" if lang == "zh" else "en"


def bar(share: float, *kinds: str) -> Html:
    """A bar filled to that share, 0 to 1. Its number stands beside it, so readers of the page aloud are not told it."""
    filled = element("i", style=f"width: {100 * share:.1f}%")
    return element("span", filled, class_=" ".join(("bar", *kinds)), aria_hidden="true")


def sign(found: Mark, lang: Language) -> Html:
    """A mark's sign, with its word for those who cannot see it."""
    return element(
        "span",
        found.glyph,
        class_=f"sign {found.value}",
        role="img",
        aria_label=found.word.said(lang),
        title=found.word.said(lang),
    )


def counts(marks: Mapping[Mark, int], lang: Language) -> Html:
    """How many of each mark, in the order of the marks."""
    kinds = [kind for kind in Mark if marks.get(kind)]
    return element(
        "ul",
        *(
            element("li", element("b", f"{kind.glyph} {marks[kind]}", class_=kind.value), f" {kind.word.said(lang)}")
            for kind in kinds
        ),
        class_="counts",
    )


def alarm(isolation: str, lang: Language) -> list[Html]:
    """The banner over what was run without a sandbox."""
    if isolation != "none":
        return []
    loud = element("strong", words.NOT_ISOLATED.said(lang), class_="failed")
    return [element("p", loud, " ", words.NOT_ISOLATED_WHY.said(lang), class_="alarm", role="alert")]


def _head(report: Report, title: str, student: str, lang: Language) -> Html:
    score = words.POINTS.format(score=number(report.score), points=number(report.points)).said(lang)
    parts = [element("h1", title), *([element("p", student, class_="quiet")] if student else [])]
    if report.points:
        share = report.score / report.points
        parts += [
            element("p", element("strong", score), " ", element("span", f"{share:.0%}", class_="quiet"), class_="big"),
            bar(share),
        ]
    if not report.problem:
        parts.append(counts(Counter(map(mark, report.exercises)), lang))
    return element("header", *parts)


def _notes(report: Report, lang: Language) -> list[Html]:
    notes = []
    if report.problem:
        reason = [element("strong", words.NOT_GRADED_BECAUSE.said(lang)), element("p", report.problem.said(lang))]
        if report.problem_detail:
            reason.append(element("pre", report.problem_detail.said(lang)))
        notes.append(element("div", *reason, class_="note failed"))
    if count := not_run(report):
        fault = element("p", words.OUR_FAULT.format(count=count).said(lang))
        notes.append(element("div", fault, class_="note notrun"))
    return notes


def _exercises(report: Report, lang: Language) -> list[Html]:
    heading = element("h2", words.ALL_EXERCISES.said(lang))
    return [heading, *(_exercise(report, exercise, lang) for exercise in report.exercises)]


def _exercise(report: Report, exercise: ExerciseResult, lang: Language) -> Html:
    """One exercise, folded up but for the one to mend first."""
    found = mark(exercise)
    first = exercise is first_failing(report)
    heading = [element("code", exercise.name)]
    if first:
        heading.append(element("strong", f" · {words.START_HERE.said(lang)}"))
    heading.append(element("span", exercise.title.said(lang), class_="quiet"))
    if found in UNRIGHT:
        blocker = waits_for(report, exercise)
        short = see_to_first(blocker) if blocker else (NOTHING if first else why(exercise))
        heading.append(element("span", one_line(short.said(lang))))
    points = element("span", f"{number(exercise.score)} / {number(exercise.points)}", class_="points")
    parts = []
    if exercise.hint:
        hint = element("strong", words.label(words.HINT, lang))
        parts.append(element("p", hint, exercise.hint.said(lang), class_="hint"))
    rows = (_check(one, check, lang, values=check is exercise.first_failure) for one, check in checks(exercise))
    parts.append(element("ul", *rows, class_="checks"))
    summary = element("summary", sign(found, lang), element("h3", *heading), points)
    body = element("div", *parts, class_="body")
    return element("details", summary, body, **({"open": ""} if first else {}))


def _check(found: Mark, check: CheckResult, lang: Language, *, values: bool) -> Html:
    """One check; its values are folded up but for the first one's, for the next ones are often the same."""
    parts = [sign(found, lang), " ", joined([check.title.said(lang)])]
    if check.message:
        parts.append(element("div", check.message.said(lang), class_="message"))
    if check.detail:
        inputs = element("pre", check.detail.said(lang))
        summary = element("summary", words.VALUES.said(lang))
        parts.append(inputs if values else element("details", summary, inputs, class_="values"))
    return element("li", *parts)


def _foot(report: Report, lang: Language) -> list[Html]:
    if not report.isolation:
        return []
    return [element("footer", words.ISOLATION.format(level=report.isolation).said(lang))]
