"""The figures at the head of progress, on the terminal and on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from autograder.catalogue import Text, same

if TYPE_CHECKING:
    from autograder.study.skills import Progress


class Figure(NamedTuple):
    """A number and what it counts."""

    value: Text
    words: Text


def to_do(come: Progress) -> list[Figure]:
    """What falls due, soonest first."""
    return [_count(come.due, _DUE), _count(come.later, _LATER), _count(come.tomorrow, _TOMORROW)]


def done(come: Progress) -> list[Figure]:
    """What was done."""
    minutes = come.minutes
    hours = _MINUTES.format(n=f"{minutes:.0f}") if minutes < 120 else _HOURS.format(n=f"{minutes / 60:.0f}")
    counts = [_count(come.streak, _STREAK), _count(come.attempts, _ATTEMPTS), _count(come.passed, _PASSED)]
    return [*counts, Figure(hours, _ANSWERING)]


def counted(count: int, words: Text) -> Text:
    """The words for so many: ``attempt(s)`` is one attempt, or two attempts."""
    return Text(words.en.replace("(s)", "" if count == 1 else "s"), words.zh)


def _count(count: int, words: Text) -> Figure:
    return Figure(same(str(count)), counted(count, words))


_DUE, _LATER = Text("due now", "现在到期"), Text("later today", "今天稍后到期")
_TOMORROW, _STREAK = Text("due tomorrow", "明天到期"), Text("day(s) in a row", "连续天数")
_ATTEMPTS, _PASSED = Text("attempt(s)", "尝试次数"), Text("exercise(s) passed", "通过的练习")
_ANSWERING = Text("spent answering", "作答用时")
_MINUTES, _HOURS = Text("{n} min", "{n} 分钟"), Text("{n} h", "{n} 小时")
