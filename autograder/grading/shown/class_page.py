"""A class as a web page: figures, mistakes, exercises, and everyone's marks as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from autograder.grading.shown import words
from autograder.grading.shown.marks import Mark, mark, number, title_of
from autograder.grading.shown.markup import Html, document, element
from autograder.grading.shown.page import alarm, bar, style, tag_of
from autograder.grading.shown.safe import one_line
from autograder.grading.shown.tally import tally

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.catalogue import Language
    from autograder.grading.report import Report
    from autograder.grading.shown.tally import ExerciseTally, MistakeTally, Tally

_MOST_NAMES: Final = 12


def class_page(reports: Sequence[Report], links: Mapping[str, str], *, lang: Language) -> str:
    """The reports of one assignment as a self-contained HTML page.

    Args:
        reports: in any order, at least one, all of one assignment.
        links: student -> path of that student's page, relative to this one, with ``/``; nobody has to have one.
        lang: the language.
    """
    total = tally(reports)
    title = title_of(total.reports[0]).said(lang)
    isolation = "none" if any(report.isolation == "none" for report in reports) else ""
    body = element(
        "main",
        *alarm(isolation, lang),
        element("h1", title),
        _figures(total, lang),
        *_not_final(total, links, lang),
        element("h2", words.SCORES.said(lang)),
        _bins(total),
        element("h2", words.EXERCISES.said(lang)),
        _key(total, lang),
        _exercises(total, lang),
        element("h2", words.MISTAKES.said(lang)),
        _mistakes(total, links, lang),
        element("h2", words.EVERYONE.said(lang)),
        element("p", words.NEEDING_HELP_FIRST.said(lang), class_="quiet"),
        _scrolled(_heat(total, links, lang), words.EVERYONE.said(lang)),
        class_="wide",
    )
    return document(title, body, lang=tag_of(lang), style=style())


def _figures(total: Tally, lang: Language) -> Html:
    out_of = f" / {number(total.points)}"
    figures = [(words.STUDENTS, str(len(total.reports)))]
    if len(total.problems) < len(total.reports):
        figures += [(words.MEAN, f"{total.mean:.1f}{out_of}"), (words.MEDIAN, f"{number(total.median)}{out_of}")]
    if total.hardest:
        figures.append((words.HARDEST, total.hardest.name))
    if total.problems:
        figures.append((words.PROBLEMS, str(len(total.problems))))
    boxes = [element("div", element("dt", term.said(lang)), element("dd", value)) for term, value in figures]
    return element("dl", *boxes, class_="figures")


def _not_final(total: Tally, links: Mapping[str, str], lang: Language) -> list[Html]:
    if not total.not_final:
        return []
    who = _names([report.student for report in total.not_final], links, lang)
    return [element("div", element("p", words.label(words.NOT_FINAL, lang), *who), class_="note notrun")]


def _bins(total: Tally) -> Html:
    heights = total.histogram()
    most = max(heights) or 1
    return element(
        "ol",
        *(
            element(
                "li",
                str(count) if count else "",
                *([element("i", style=f"height: {80 * count / most:.1f}%")] if count else []),
                element("small", str(10 * place)),
            )
            for place, count in enumerate(heights)
        ),
        class_="bins",
    )


def _mistakes(total: Tally, links: Mapping[str, str], lang: Language) -> Html:
    if not total.mistakes:
        return element("p", words.NO_MISTAKES.said(lang), class_="quiet")
    most = max(len(one.students) for one in total.mistakes)
    headings = (words.STUDENTS, words.MISTAKE, words.WHO)
    head = element("tr", *(element("th", text.said(lang), scope="col") for text in headings))
    rows = [_mistake(one, most, links, lang) for one in total.mistakes]
    return _scrolled(element("table", element("thead", head), element("tbody", *rows)), words.MISTAKES.said(lang))


def _mistake(one: MistakeTally, most: int, links: Mapping[str, str], lang: Language) -> Html:
    return element(
        "tr",
        element("td", str(len(one.students)), bar(len(one.students) / most, "slip"), class_="gauge"),
        element(
            "th",
            element("code", f"{one.exercise}: {one.mistake}"),
            *([element("p", one.hint.said(lang), class_="quiet")] if one.hint else []),
            scope="row",
        ),
        element("td", *_names(one.students, links, lang)),
    )


def _key(total: Tally, lang: Language) -> Html:
    used = [kind for kind in Mark if any(kind in one.marks for one in total.exercises)]
    signs = (element("li", element("b", kind.glyph, class_=kind.value), f" {kind.word.said(lang)}") for kind in used)
    return element("ul", *signs, class_="counts")


def _exercises(total: Tally, lang: Language) -> Html:
    rows = [_exercise_row(one, lang) for one in total.exercises]
    return _scrolled(element("table", element("tbody", *rows)), words.EXERCISES.said(lang))


def _exercise_row(one: ExerciseTally, lang: Language) -> Html:
    return element(
        "tr",
        element(
            "th", element("code", one.name), " ", element("span", one.title.said(lang), class_="quiet"), scope="row"
        ),
        element("td", f"{one.share:.0%}", bar(one.share), class_="gauge"),
        element("td", *(_count(kind, one.marks[kind], lang) for kind in Mark if kind in one.marks)),
    )


def _count(kind: Mark, many: int, lang: Language) -> Html:
    return element("span", f"{kind.glyph} {many}", class_=f"count {kind.value}", title=kind.word.said(lang))


def _heat(total: Tally, links: Mapping[str, str], lang: Language) -> Html:
    head = element(
        "tr",
        element("th", words.STUDENT.said(lang), scope="col", class_="flat"),
        element("th", words.SCORE.said(lang), scope="col", class_="flat"),
        *(element("th", one.name, scope="col") for one in total.exercises),
    )
    rows = [_heat_row(report, total, links, lang) for report in total.reports]
    return element("table", element("thead", head), element("tbody", *rows), class_="heat")


def _heat_row(report: Report, total: Tally, links: Mapping[str, str], lang: Language) -> Html:
    who = element("th", _linked(report.student, links), scope="row")
    if report.problem:
        said = words.label(words.UNGRADED, lang) + one_line(report.problem.said(lang), cap=120)
        return element("tr", who, element("td", said, class_="said", colspan=str(1 + len(total.exercises))))
    results = {exercise.name: exercise for exercise in report.exercises}
    cells = []
    for one in total.exercises:
        if one.name not in results:
            cells.append(element("td"))
            continue
        found = mark(results[one.name])
        points = "" if found is Mark.UNTOUCHED else f" {number(results[one.name].score)}"
        cells.append(element("td", f"{found.glyph}{points}", class_=found.value))
    return element("tr", who, element("td", element("strong", number(report.score))), *cells)


def _scrolled(table: Html, name: str) -> Html:
    """A table that scrolls sideways where it is too wide, by keyboard too."""
    return element("div", table, class_="scroll", role="region", tabindex="0", aria_label=name)


def _names(students: Sequence[str], links: Mapping[str, str], lang: Language) -> list[Html | str]:
    between = words.BETWEEN_NAMES.said(lang)
    parts: list[Html | str] = []
    for student in students[:_MOST_NAMES]:
        parts += [between, _linked(student, links)]
    left = len(students) - _MOST_NAMES
    return [*parts[1:], *([words.MORE.format(count=left, total=len(students)).said(lang)] if left > 0 else [])]


def _linked(student: str, links: Mapping[str, str]) -> Html | str:
    shown = one_line(student, cap=80)
    return element("a", shown, href=quote(links[student])) if student in links else shown
