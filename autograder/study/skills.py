"""How far one has come: a pure function of what was done, of the items there are, and of the time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from statistics import fmean
from typing import TYPE_CHECKING

from autograder.study.schedule import ALONE, ATTEMPT, SCHEDULER, cards, local_day, new

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from fsrs import Card

    from autograder.catalogue import Text
    from autograder.study.pool import Item
    from autograder.study.store import Event

LATELY = timedelta(days=14)
AHEAD = 14  # days of the forecast
WORST = 3  # misconceptions that are told
ENDLESS = "quiz:bugs"  # not every known mistake makes a question: which do is known once they are made
BREAK = 300.0  # seconds: who takes longer over one question has gone for a coffee


@dataclass(frozen=True)
class Skill:
    """One topic or assignment.

    ``seen`` items of ``total``; ``passed`` exercises; ``score`` the mean of each question's last answer. An item is
    known by the chance that its last answer would come again now, times that answer's score: what was wrong last is
    not known, however well it is remembered. ``recall`` is the mean over what was answered, ``known`` over all items.
    """

    key: str
    title: Text
    seen: int
    total: int
    passed: int
    score: float | None
    recall: float | None
    known: float
    due: int
    tomorrow: int

    @property
    def is_code(self) -> bool:
        """Whether it is an assignment."""
        return self.key.startswith("code:")


@dataclass(frozen=True)
class Day:
    """What was answered on one day, and the mean score."""

    day: date
    count: int
    score: float


@dataclass(frozen=True)
class Belief:
    """A misconception, the item in which it showed last, and how often it did lately."""

    id: str
    item: str
    times: int


@dataclass(frozen=True)
class Progress:
    """All that is shown.

    ``forecast`` counts what falls due on each of the next days, today's overdue included; ``fresh`` what a drill would
    begin now; ``next_at`` is when the next item falls due that is not due yet.
    """

    today: date
    skills: tuple[Skill, ...]
    days: tuple[Day, ...]
    forecast: tuple[int, ...]
    streak: int
    beliefs: tuple[Belief, ...]
    minutes: float
    fresh: int
    next_at: datetime | None

    @property
    def attempts(self) -> int:
        """How often something was answered or graded."""
        return sum(day.count for day in self.days)

    @property
    def due(self) -> int:
        """How much is due now."""
        return sum(skill.due for skill in self.skills)

    @property
    def later(self) -> int:
        """How much falls due before midnight, and is not due yet."""
        return self.forecast[0] - self.due

    @property
    def tomorrow(self) -> int:
        """How much falls due tomorrow."""
        return self.forecast[1]

    @property
    def passed(self) -> int:
        """How many exercises and katas were passed."""
        return sum(skill.passed for skill in self.skills)

    @property
    def begun(self) -> list[Skill]:
        """The skills of which something was seen."""
        return [skill for skill in self.skills if skill.seen]


def progress(
    events: Sequence[Event],
    pool: Mapping[str, Item],
    titles: Mapping[str, Text],
    moment: datetime,
    zone: tzinfo | None = None,
) -> Progress:
    """Count it all.

    Args:
        events: all there are, the oldest first
        pool: the items there are
        titles: every skill and its title
        moment: now
        zone: in which a day begins; the machine's own where none is given
    """
    found, today = cards(events, pool), local_day(moment, zone)
    falling = [max(local_day(card.due, zone), today) for card in found.values()]
    per_day = Counter(falling)
    days = _days(events, zone)
    return Progress(
        today=today,
        skills=tuple(_skill(key, title, events, found, pool, moment, zone) for key, title in titles.items()),
        days=days,
        forecast=tuple(per_day[today + timedelta(days=ahead)] for ahead in range(AHEAD)),
        streak=streak([day.day for day in days], today),
        beliefs=_beliefs(events, moment),
        minutes=sum(min(event.seconds, BREAK) for event in events) / 60,
        fresh=len(new(events, found, pool, moment, zone)),
        next_at=min((card.due for card in found.values() if card.due > moment), default=None),
    )


def streak(days: Iterable[date], today: date) -> int:
    """How many days in a row something was done, up to today, or to yesterday while today is not over."""
    done = set(days)
    last = today if today in done else today - timedelta(days=1)
    return sum(1 for _ in takewhile(done.__contains__, (last - timedelta(days=back) for back in range(len(done) + 1))))


def _skill(
    key: str,
    title: Text,
    events: Iterable[Event],
    found: Mapping[str, Card],
    pool: Mapping[str, Item],
    moment: datetime,
    zone: tzinfo | None,
) -> Skill:
    items = {name for name, item in pool.items() if item.skill == key}
    mine = [event for event in events if event.item in items]
    learnt = [found[name] for name in items if name in found]
    last = {event.item: event.score for event in mine if event.way != ATTEMPT}
    # work in progress, saved before it passes, takes nothing away from what was known
    ended = {event.item: event.score for event in mine if event.score >= 1 or event.way not in ALONE | {ATTEMPT}}
    known = [SCHEDULER.get_card_retrievability(found[name], moment) * ended[name] for name in items if name in found]
    tomorrow = local_day(moment, zone) + timedelta(days=1)
    is_code, seen = key.startswith("code:"), len({event.item for event in mine})
    total = seen if key == ENDLESS else len(items)
    return Skill(
        key=key,
        title=title,
        seen=seen,
        total=total,
        passed=len({event.item for event in mine if event.score >= 1}) if is_code else 0,
        score=fmean(last.values()) if last and not is_code else None,
        recall=fmean(known) if known else None,
        known=sum(known) / max(total, 1),
        due=sum(card.due <= moment for card in learnt),
        tomorrow=sum(local_day(card.due, zone) == tomorrow for card in learnt if card.due > moment),
    )


def _days(events: Iterable[Event], zone: tzinfo | None) -> tuple[Day, ...]:
    """The days on which something was done; a day of unfinished work alone has no score."""
    scores: dict[date, list[float]] = {}
    counts: Counter[date] = Counter()
    for event in events:
        if event.at is None:
            continue
        day = local_day(event.at, zone)
        counts[day] += 1
        scores.setdefault(day, [])
        if event.way not in ALONE | {ATTEMPT}:
            scores[day].append(event.score)
    return tuple(Day(day, counts[day], fmean(scores[day]) if scores[day] else -1.0) for day in sorted(counts))


def _beliefs(events: Iterable[Event], moment: datetime) -> tuple[Belief, ...]:
    """What showed most often lately, of two alike what showed last."""
    lately = [event for event in events if event.belief and event.at and moment - event.at <= LATELY]
    times = Counter(event.belief for event in lately)
    last = {event.belief: place for place, event in enumerate(lately)}
    worst = sorted(times, key=lambda belief: (times[belief], last[belief]), reverse=True)[:WORST]
    return tuple(Belief(one, lately[last[one]].item, times[one]) for one in worst)
