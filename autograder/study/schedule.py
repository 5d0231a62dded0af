"""When to ask again, by FSRS: a pure function of what was done, so two machines' events make one schedule.

A review is rated by its outcome and its time: wrong is Again, partly right is Hard, right is Good, right and fast (see
`pool.FAST`) is Easy. A kata that passed at a later attempt is Hard. What was given up is asked again after a day.
"""

from __future__ import annotations

from collections import Counter, deque
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from fsrs import Card, Rating, Scheduler

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, tzinfo

    from autograder.study.pool import Item
    from autograder.study.store import Event

NEW_A_DAY, NEW_CODE_A_DAY = 10, 2
AGAIN, DAY = timedelta(minutes=10), timedelta(days=1)
LATER = timedelta(hours=12)  # a file that is graded at every save has passed once, not twenty times
ALONE = {"watch", "check"}  # ways in which an exercise is graded while it is being written
ATTEMPT, GAVE_UP, DRILL = "attempt", "gave up", "drill"
# Cards are made anew from the events each time: a drawn part of the interval would move them.
SCHEDULER = Scheduler(learning_steps=(AGAIN,), relearning_steps=(AGAIN,), enable_fuzzing=False)


def rating(event: Event, fast: float, attempts: int = 0) -> Rating:
    """How well it went."""
    if event.way == GAVE_UP or event.score <= 0:
        return Rating.Again
    if event.score < 1 or attempts:
        return Rating.Hard
    return Rating.Easy if 0 < event.seconds <= fast else Rating.Good


def cards(events: Iterable[Event], pool: Mapping[str, Item], scheduler: Scheduler = SCHEDULER) -> dict[str, Card]:
    """The card of every item that was reviewed and still exists, as of its last review.

    Args:
        events: all there are, the oldest first
        pool: the items there are
        scheduler: spaces the reviews
    """
    found: dict[str, Card] = {}
    attempts: Counter[str] = Counter()
    for event in events:
        item = pool.get(event.item)
        if item is None:
            continue
        card = found.get(event.item)
        if event.way == ATTEMPT:
            attempts[event.item] += 1
        elif _is_review(event, card):
            at = _at(event)
            rated = rating(event, item.fast, attempts.pop(event.item, 0))
            card, _ = scheduler.review_card(card or Card(card_id=0, due=at), rated, at)
            if event.way == GAVE_UP:
                card.due = at + DAY
            found[event.item] = card
    return found


def due(found: Mapping[str, Card], moment: datetime) -> list[str]:
    """The items whose time has come, the longest overdue first."""
    return sorted(
        (name for name, card in found.items() if card.due <= moment), key=lambda name: (found[name].due, name)
    )


def new(
    events: Iterable[Event],
    found: Mapping[str, Card],
    pool: Mapping[str, Item],
    moment: datetime,
    zone: tzinfo | None = None,
    code_a_day: int = NEW_CODE_A_DAY,
    a_day: int = NEW_A_DAY,
) -> list[str]:
    """The items to begin next: of the skill least begun, the easiest; no more a day than are kept up with.

    Args:
        events: all there are, the oldest first
        found: the cards
        pool: the items there are
        moment: now
        zone: in which a day begins; the machine's own where none is given
        code_a_day: how many of them may be exercises
        a_day: how many are begun in a day, those that were begun today among them
    """
    first: dict[str, Event] = {}
    for event in events:
        first.setdefault(event.item, event)
    today = local_day(moment, zone)
    begun = [name for name, one in first.items() if one.way in {DRILL, ATTEMPT, GAVE_UP} and _on(one, today, zone)]
    left = a_day - sum(name in pool for name in begun)
    code_left = code_a_day - sum(name in pool and pool[name].is_code for name in begun)
    seen = Counter(pool[name].skill for name in first if name in pool)
    waiting: dict[str, list[Item]] = {}
    for name, item in pool.items():
        if name not in first and item.new_by_itself and all(one in found for one in item.needs if one in pool):
            waiting.setdefault(item.skill, []).append(item)
    turns = {skill: deque(sorted(items, key=lambda item: item.difficulty)) for skill, items in waiting.items()}
    chosen: list[str] = []
    while turns and len(chosen) < left:
        skill = min(turns, key=lambda name: (seen[name], turns[name][0].difficulty))
        item = turns[skill].popleft()
        if item.is_code and code_left <= 0:
            del turns[skill]
            continue
        if not turns[skill]:
            del turns[skill]
        code_left -= item.is_code
        seen[skill] += 1
        chosen.append(item.id)
    return chosen


def interleaved(names: Iterable[str], pool: Mapping[str, Item], asked: Iterable[str]) -> list[str]:
    """The same items so that skills alternate: first of each one, then of each another, and so on.

    Args:
        names: in the order of their turn
        pool: the items there are
        asked: what was asked in this session, whose skills have had their turn
    """
    turns = Counter(pool[name].skill for name in asked if name in pool)
    ranked = []
    for place, name in enumerate(names):
        skill = pool[name].skill
        ranked.append((turns[skill], place, name))
        turns[skill] += 1
    return [name for _, _, name in sorted(ranked)]


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """The day on the learner's calendar."""
    return moment.astimezone(zone).date()


def _is_review(event: Event, card: Card | None) -> bool:
    if event.way not in ALONE:
        return True
    rested = card is None or card.last_review is None or _at(event) - card.last_review >= LATER
    return event.score >= 1 and rested


def _at(event: Event) -> datetime:
    if event.at is None:
        raise ValueError(f"{event.item}: when?")
    return event.at.astimezone(UTC)


def _on(event: Event, day: date, zone: tzinfo | None) -> bool:
    return event.at is not None and local_day(event.at, zone) == day
