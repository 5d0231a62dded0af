"""Progress as a web page: one file without scripts or network, for a screen by day and by night, and for paper."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING, Text
from autograder.grading.shown.markup import Html, document, element
from autograder.grading.shown.page import bar, style, tag_of
from autograder.study import figures, plots
from autograder.study.belief import asked_in, command_for, told_belief
from autograder.study.skills import ENDLESS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.catalogue import Language
    from autograder.study.skills import Belief, Progress, Skill


def page(come: Progress, lang: Language) -> str:
    """The whole page."""
    title = _TITLE.said(lang)
    pictures = element("div", *_pictures(come, lang), class_="panels") if come.attempts else _nothing(lang)
    body = element("main", _head(come, title, lang), pictures, *_skills(come, lang), class_="wide")
    own = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return document(title, body, lang=tag_of(lang), style=style() + own)


def _head(come: Progress, title: str, lang: Language) -> Html:
    counts = [*figures.to_do(come), *figures.done(come)]
    rows = (element("div", element("dt", words.said(lang)), element("dd", value.said(lang))) for value, words in counts)
    parts = [element("h1", title), element("p", come.today.isoformat(), class_="quiet")]
    parts.append(element("dl", *rows, class_="figures"))
    return element("header", *parts)


def _nothing(lang: Language) -> Html:
    return element("p", _NOTHING.said(lang), " ", element("code", "rnnkit drill"), class_="note")


def _pictures(come: Progress, lang: Language) -> Iterable[Html]:
    """Two columns: when and how much, and what."""
    days = [(one.day.isoformat(), str(one.count), _share(one.score)) for one in reversed(come.days)]
    known = [(skill.title.said(lang), _share(skill.recall)) for skill in come.begun if skill.recall is not None]
    ahead = enumerate(come.forecast)
    due = [((come.today + timedelta(days=day)).isoformat(), str(count)) for day, count in ahead]
    yield element(
        "div",
        _panel(plots.CALENDAR, plots.calendar(come.days, come.today, lang), _DAY_ROWS, days, lang),
        _panel(plots.FORECAST, plots.forecast(come.forecast, come.due, come.today, lang), _DUE_ROWS, due, lang),
        _panel(plots.SCORES, plots.scores(come.days, come.today, lang), _DAY_ROWS, days, lang),
    )
    right = [_panel(plots.RECALL, plots.recall(come.begun, lang), _KNOWN_ROWS, known, lang, _COUNTED)]
    if come.beliefs:
        heading = element("h2", _BELIEFS.said(lang))
        right.append(element("section", heading, *(_belief(one, lang) for one in come.beliefs)))
    yield element("div", *right)


def _belief(belief: Belief, lang: Language) -> Html:
    asked = element("p", element("strong", asked_in(belief.item, lang)))
    command = element("code", command_for(belief.item))
    where = element("p", _WHERE.format(n=belief.times).said(lang), command, class_="quiet")
    return element("blockquote", asked, told_belief(belief.item, belief.id, lang), where)


def _panel(
    title: Text,
    picture: Html,
    heads: tuple[Text, ...],
    rows: Iterable[tuple[str, ...]],
    lang: Language,
    note: Text = NOTHING,
) -> Html:
    """A picture, what it counts, and the same in numbers for those who read them."""
    table = _table([head.said(lang) for head in heads], [[element("td", cell) for cell in row] for row in rows])
    numbers = element("details", element("summary", _NUMBERS.said(lang)), table, class_="values")
    told = [element("p", note.said(lang), class_="quiet")] if note else []
    return element("section", element("h2", title.said(lang)), picture, *told, numbers)


def _skills(come: Progress, lang: Language) -> Iterable[Html]:
    for heading, heads, row, is_code in (
        (_QUESTIONS, _QUESTION_ROWS, _question_row, False),
        (_EXERCISES, _EXERCISE_ROWS, _exercise_row, True),
    ):
        rows = [row(skill, lang) for skill in come.skills if skill.is_code == is_code]
        yield element("h2", heading.said(lang))
        yield element("div", _table([head.said(lang) for head in heads], rows), class_="scroll")


def _question_row(skill: Skill, lang: Language) -> list[Html]:
    of = str(skill.seen) if skill.key == ENDLESS else f"{skill.seen} / {skill.total}"
    return [_name(skill, lang), _cell(of), *_gauge(skill.score), *_rest(skill)]


def _exercise_row(skill: Skill, lang: Language) -> list[Html]:
    return [_name(skill, lang), _cell(str(skill.seen)), *_gauge(skill.passed / skill.total, skill), *_rest(skill)]


def _name(skill: Skill, lang: Language) -> Html:
    return element("th", skill.title.said(lang), scope="row")


def _gauge(share: float | None, passed: Skill | None = None) -> list[Html]:
    words = f"{passed.passed} / {passed.total}" if passed else _share(share)
    return [_cell(words), element("td", *([bar(share)] if share is not None else []), class_="gauge")]


def _rest(skill: Skill) -> list[Html]:
    return [_cell(_share(skill.recall)), _cell(str(skill.due or "·")), _cell(str(skill.tomorrow or "·"))]


def _cell(words: str) -> Html:
    return element("td", words)


def _table(heads: list[str], rows: list[list[Html]]) -> Html:
    head = element("thead", element("tr", *(element("th", word, scope="col") for word in heads)))
    return element("table", head, element("tbody", *(element("tr", *row) for row in rows)))


def _share(share: float | None) -> str:
    return "–" if share is None or share < 0 else f"{share:.0%}"


_TITLE = Text("How far you have come", "学习进度")
_BELIEFS = Text("To think over", "值得再想想")
_WHERE = Text("{n} × in the last 14 days: ", "最近 14 天 {n} 次：")
_NOTHING = Text("Nothing is done yet. Begin with", "还没有任何记录。从这里开始：")
_COUNTED = Text(
    "Each item counts by the chance that you still know it, times the score of your last answer: what was wrong last "
    "counts nothing until you get it right.",
    "每一项按“现在仍记得的概率 × 上次得分”计入：上次答错的，在答对之前不计入。",
)
_NUMBERS = Text("in numbers", "数据表")
_QUESTIONS, _EXERCISES = Text("Questions", "题目"), Text("Exercises and katas", "练习与默写")
_DAY, _ATTEMPTS, _SCORE = Text("day", "日期"), Text("attempts", "尝试"), Text("score", "得分")
_SKILL, _RECALL = Text("skill", "技能"), Text("recall now", "当前记忆")
_DAY_ROWS = (_DAY, _ATTEMPTS, _SCORE)
_DUE_ROWS = (_DAY, Text("due", "到期"))
_KNOWN_ROWS = (_SKILL, _RECALL)
_ENDS = (_RECALL, Text("due", "到期"), Text("tomorrow", "明天"))
_QUESTION_ROWS = (_SKILL, Text("seen", "已见"), _SCORE, Text("", ""), *_ENDS)
_EXERCISE_ROWS = (_SKILL, Text("begun", "已开始"), Text("passed", "通过"), Text("", ""), *_ENDS)
