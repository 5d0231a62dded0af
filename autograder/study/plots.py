"""Pictures of progress as SVG inside a page: colours are the page's own, so they are right by day and by night."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from autograder.catalogue import Text
from autograder.grading.shown.markup import Html, element
from autograder.study.figures import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from autograder.catalogue import Language
    from autograder.study.skills import Day, Skill

WIDTH = 460
WEEKS = 26
CELL, GAP, LEFT, TOP = 13, 3, 32, 20
LEVELS = (1, 5, 15, 30)  # attempts a day from which on a square is a shade deeper
HEAT = [f"heat{depth}" for depth in range(len(LEVELS) + 1)]
SMOOTH = 7  # days of the running mean
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = Text("Mon,Tue,Wed,Thu,Fri,Sat,Sun", "一,二,三,四,五,六,日")


def calendar(days: Iterable[Day], today: date, lang: Language) -> Html:
    """A square a day, a column a week, the deeper the more was done."""
    counts = {one.day: one.count for one in days}
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    parts, labelled = [], -9
    for week in range(WEEKS):
        monday = first + timedelta(weeks=week)
        x = LEFT + week * (CELL + GAP)
        if (week == 0 or monday.month != (monday - timedelta(weeks=1)).month) and week - labelled > 2:
            parts.append(_text(x, 12, month(monday, lang), "start"))
            labelled = week
        for weekday in range(7):
            day = monday + timedelta(days=weekday)
            if day > today:
                break
            said = counted(counts.get(day, 0), _ON.format(day=day.isoformat(), n=counts.get(day, 0))).said(lang)
            square = element(
                "rect",
                element("title", said),
                x=str(x),
                y=str(TOP + weekday * (CELL + GAP)),
                width=str(CELL),
                height=str(CELL),
                rx="2.5",
                class_=f"heat{level(counts.get(day, 0))}" + (" today" if day == today else ""),
            )
            parts.append(square)
    names = WEEKDAYS.said(lang).split(",")
    parts += [_text(LEFT - 6, TOP + place * (CELL + GAP) + 11, names[place], "end") for place in (0, 2, 4)]
    height = TOP + 7 * (CELL + GAP)
    return _picture(CALENDAR.said(lang), height + 24, [*parts, *_key(height + 8, lang)])


def recall(skills: Sequence[Skill], lang: Language) -> Html:
    """A bar a skill: of all there is, what would still be known, what was seen and is not, what is unseen."""
    left, right, row = 2, WIDTH - 44, 31
    parts, y = [_text(WIDTH - 2, 17, _RECALLED.said(lang), "end")], 6.0
    for heading, is_code in ((QUESTIONS, False), (EXERCISES, True)):
        shown = [skill for skill in skills if skill.is_code == is_code and skill.recall is not None]
        if not shown:
            continue
        parts.append(_text(left, y + 11, heading.said(lang), "start"))
        y += 19
        for skill in shown:
            known, seen = skill.recall or 0.0, skill.seen / skill.total
            said = _KNOWN.format(title=skill.title, known=f"{known:.0%}", seen=skill.seen, total=skill.total)
            parts += [
                _text(left, y + 11, skill.title.said(lang), "start", "label"),
                _bar(left, y + 15, right - left, 9, "track", element("title", said.said(lang))),
                _bar(left, y + 15, (right - left) * seen, 9, "faded"),
                _bar(left, y + 15, (right - left) * skill.known, 9, "good"),
                _text(WIDTH - 2, y + 24, f"{known:.0%}", "end", "value"),
            ]
            y += row
        y += 8
    key = _legend(left, y, (("good", _STILL), ("faded", _FADED), ("track", _UNSEEN)), lang)
    return _picture(RECALL.said(lang), y + 20, [*parts, *key])


def forecast(counts: Sequence[int], due: int, today: date, lang: Language) -> Html:
    """A bar a day: how much falls due; today's has what is due now at its foot."""
    low, high, bottom = 4, WIDTH - 4, 170
    step, most = (high - low) / len(counts), max(*counts, 1)
    names = WEEKDAYS.said(lang).split(",")
    parts = [_line(low, bottom, high, bottom, "axis")]
    for ahead, count in enumerate(counts):
        day, x, unit = today + timedelta(days=ahead), low + ahead * step, (bottom - 48) / most
        middle, now = x + step / 2, due if ahead == 0 else 0
        title = element("title", _DUE_ON.format(day=day.isoformat(), n=count).said(lang))
        parts.append(_bar(x + 3, bottom - count * unit, step - 6, count * unit, "later", title))
        if now:
            parts.append(_bar(x + 3, bottom - now * unit, step - 6, now * unit, "soon"))
        if count:
            parts.append(_text(middle, bottom - count * unit - 5, str(count), "middle", "value"))
        name = names[day.weekday()] if ahead else _TODAY.said(lang)
        parts.append(_text(middle, bottom + 15, name, "middle", "" if ahead else "label"))
        parts.append(_text(middle, bottom + 29, str(day.day), "middle", "" if ahead else "label"))
    key = _legend(low, 2, (("soon", _NOW), ("later", _LATER)), lang)
    return _picture(FORECAST.said(lang), bottom + 36, [*parts, *key])


def scores(days: Sequence[Day], today: date, lang: Language) -> Html:
    """A dot a day, the larger the more was answered, and their running mean."""
    scored = [one for one in days if one.score >= 0 and (today - one.day).days < WEEKS * 7]
    left, right, top, bottom = 40, WIDTH - 10, 14, 150
    first = min([one.day for one in scored], default=today)
    span = max((today - first).days, 6)

    def at(one: Day, share: float) -> tuple[float, float]:
        return left + (right - left) * (one.day - first).days / span, bottom - (bottom - top) * share

    parts = []
    for share in (0.0, 0.5, 1.0):
        y = bottom - (bottom - top) * share
        parts += [_line(left, y, right, y, "axis"), _text(left - 6, y + 4, f"{share:.0%}", "end")]
    means = [at(one, running_mean(scored, one.day)) for one in scored]
    if len(means) > 1:
        path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in means)
        parts.append(element("path", d=path, class_="curve"))
    for one in scored:
        x, y = at(one, one.score)
        said = _SCORED.format(day=one.day.isoformat(), score=f"{one.score:.0%}", n=one.count)
        title = counted(one.count, said).said(lang)
        size = min(2.5 + one.count**0.5 * 0.6, 7)
        parts.append(
            element("circle", element("title", title), cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{size:.1f}", class_="dot")
        )
    ends = {0: "start", span // 2: "middle", span: "end"}
    for ahead, anchor in ends.items():
        day = first + timedelta(days=ahead)
        words = f"{day.day} {month(day, lang)}" if lang == "en" else f"{month(day, lang)}{day.day}日"
        parts.append(_text(left + (right - left) * ahead / span, bottom + 18, words, anchor))
    return _picture(SCORES.said(lang), bottom + 26, parts)


def running_mean(days: Sequence[Day], last: date) -> float:
    """The mean score of the week that ends on a day, each answer counting one."""
    week = [one for one in days if 0 <= (last - one.day).days < SMOOTH]
    return sum(one.score * one.count for one in week) / sum(one.count for one in week)


def level(count: int) -> int:
    """How deep the shade of a day is, 0 to 4."""
    return sum(count >= least for least in LEVELS)


def month(day: date, lang: Language) -> str:
    """A month's short name."""
    return MONTHS[day.month - 1] if lang == "en" else f"{day.month}月"


def _picture(title: str, height: float, parts: Iterable[Html]) -> Html:
    return element(
        "svg", element("title", title), *parts, viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=title
    )


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> Html:
    named = {"class_": kind} if kind else {}
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, **named)


def _bar(x: float, y: float, width: float, height: float, kind: str, *inner: Html) -> Html:
    size = {"width": f"{max(width, 0):.1f}", "height": f"{max(height, 0):.1f}"}
    return element("rect", *inner, x=f"{x:.1f}", y=f"{y:.1f}", rx="3", class_=kind, **size)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Html:
    return element("line", x1=f"{x1:.1f}", y1=f"{y1:.1f}", x2=f"{x2:.1f}", y2=f"{y2:.1f}", class_=kind)


def _legend(x: float, y: float, entries: Iterable[tuple[str, Text]], lang: Language) -> list[Html]:
    """What the colours mean, from the left."""
    parts = []
    for kind, text in entries:
        words = text.said(lang)
        parts += [_bar(x, y, CELL, CELL, kind), _text(x + CELL + 5, y + 11, words, "start")]
        x += CELL + 5 + _wide(words) + 16
    return parts


def _key(y: float, lang: Language) -> list[Html]:
    """What the shades mean, up to the right edge."""
    less, more = _LESS.said(lang), _MORE.said(lang)
    start = WIDTH - 12 - _wide(more) - 5 - len(HEAT) * (CELL + GAP)
    boxes = [_bar(start + place * (CELL + GAP), y, CELL, CELL, kind) for place, kind in enumerate(HEAT)]
    end = start + len(HEAT) * (CELL + GAP) + 3
    return [_text(start - 6, y + 11, less, "end"), *boxes, _text(end, y + 11, more, "start")]


def _wide(words: str) -> float:
    """About how wide a text is."""
    return sum(11.0 if east_asian_width(one) in "WF" else 6.0 for one in words)


CALENDAR = Text("The last 26 weeks", "最近 26 周")
RECALL = Text("What you would still know now", "现在还记得多少")
FORECAST = Text("What falls due in the next 14 days", "未来 14 天到期的内容")
SCORES = Text("Score over time", "得分变化")
QUESTIONS, EXERCISES = Text("questions", "题目"), Text("exercises and katas", "练习与默写")
_KNOWN = Text("{title}: {known} of {seen} seen, of {total}", "{title}：共 {total} 项，已见 {seen} 项，其中记得 {known}")
_RECALLED = Text("recall", "记忆")
_STILL, _FADED, _UNSEEN = (
    Text("known now", "现在会"),
    Text("seen, not known now", "见过，现在不会"),
    Text("not seen yet", "尚未见过"),
)
_NOW, _LATER, _TODAY = Text("due now", "现在到期"), Text("due later", "之后到期"), Text("today", "今天")
_ON = Text("{day}: {n} attempt(s)", "{day}：尝试 {n} 次")
_DUE_ON = Text("{day}: {n} due", "{day}：{n} 项到期")
_SCORED = Text("{day}: {score} in {n} attempt(s)", "{day}：尝试 {n} 次，得分 {score}")
_LESS, _MORE = Text("less", "少"), Text("more", "多")
