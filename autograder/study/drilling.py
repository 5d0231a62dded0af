"""One drill: what to ask next, what is noted, and what it came to. Nothing here reads or prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from autograder.study.schedule import DRILL, GAVE_UP, NEW_A_DAY, NEW_CODE_A_DAY, cards, due, interleaved, local_day, new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from autograder.study.ledger import Ledger
    from autograder.study.pool import Item
    from autograder.study.store import Event
    from autograder.study.trouble import StoreError


@dataclass
class Drill:
    """A session.

    Args:
        ledger: what was done, and where it is kept
        pool: what may be asked
        zone: in which a day begins; the machine's own where none is given
        code_a_day: how many exercises are begun in a day
        a_day: how many items are begun in a day
        done: what was asked in it
        beliefs: how often each misconception showed, with the item it showed in
        left_out: the items that cannot be asked
    """

    ledger: Ledger
    pool: Mapping[str, Item]
    zone: tzinfo | None = None
    code_a_day: int = NEW_CODE_A_DAY
    a_day: int = NEW_A_DAY
    done: list[Event] = field(default_factory=list)
    beliefs: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: set[str] = field(default_factory=set)

    def next(self, *, code: bool = True) -> Item | None:
        """What is due, skills alternating, then what is new; None where today's work is done.

        Args:
            code: whether an exercise may come
        """
        events, moment = self.ledger.events(), self.ledger.clock()
        found = cards(events, self.pool)
        asked = [event.item for event in self.done]
        return self._first(interleaved(due(found, moment), self.pool, asked), code=code) or self._first(
            new(events, found, self.pool, moment, self.zone, self.code_a_day, self.a_day), code=code
        )

    def _first(self, names: list[str], *, code: bool) -> Item | None:
        usable = (self.pool[name] for name in names if name not in self.left_out)
        return next((item for item in usable if code or not item.is_code), None)

    def seed(self, item: Item) -> int:
        """New numbers at every review: how often it was asked."""
        return sum(event.item == item.id for event in self.ledger.events())

    def note(self, event: Event) -> StoreError | None:
        """Keep what was done; an error says why it is not kept yet."""
        if event.way in {DRILL, GAVE_UP}:
            self.done.append(event)
        if event.belief:
            self.beliefs[event.item, event.belief] += 1
        return self.ledger.record(event)

    def leave_out_code(self) -> None:
        """No exercise in this session: none can be graded."""
        self.left_out |= {name for name, item in self.pool.items() if item.is_code}

    def leave_out(self, item: Item) -> None:
        """Not in this session: it cannot be asked."""
        self.left_out.add(item.id)

    @property
    def score(self) -> float:
        """The sum of the scores of what was asked."""
        return sum(event.score for event in self.done)

    def outlook(self) -> Outlook:
        """What is due after this session."""
        events, moment = self.ledger.events(), self.ledger.clock()
        found = cards(events, self.pool)
        begin = partial(new, events, found, self.pool, moment, self.zone)
        tomorrow = local_day(moment, self.zone) + timedelta(days=1)
        days = [local_day(max(card.due, moment), self.zone) for card in found.values()]
        later = [card.due for card in found.values() if card.due > moment]
        return Outlook(
            now=len(due(found, moment)),
            today=sum(day < tomorrow for day in days),
            tomorrow=sum(day == tomorrow for day in days),
            next_at=min(later, default=None),
            new=len(begin(self.code_a_day, self.a_day)),
            unseen=bool(begin(len(self.pool), len(self.pool) + len(found))),
        )


@dataclass(frozen=True)
class Outlook:
    """How many items are due now, until midnight, and tomorrow; when the next one is; and what is new.

    ``new`` is how many may still be begun today, ``unseen`` whether there are any, today or later.
    """

    now: int
    today: int
    tomorrow: int
    next_at: datetime | None
    new: int
    unseen: bool
