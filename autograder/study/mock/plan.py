"""What an interview asks, fitted into its minutes: the same role, minutes, seed and past give the same plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

from autograder.catalogue import ASSIGNMENTS
from autograder.quiz.bank import bank
from autograder.quiz.bugs import TOPIC as BUGS
from autograder.quiz.bugs import one_bug
from autograder.study.mock.lack import Lack
from autograder.study.mock.roles import (
    BUG,
    CAPSTONE,
    CODE,
    KINDS,
    PARTS,
    ROLES,
    TALK,
    WARM_UP,
    WHITEBOARD,
    is_kata,
    minutes_of,
    minutes_to_write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autograder.catalogue import Assignment, Exercise
    from autograder.quiz.question import Question
    from autograder.study.store import Event

T = TypeVar("T")
SHORTEST, LONGEST = 5, 180  # minutes of an interview
LEAST_CODE, WITH_CODE = 6.0, 10  # minutes of the smallest exercise, and of the shortest interview that has one
FOLLOW_UP = 2.5  # minutes set aside for what an answer leads to
FOLLOWED = {WARM_UP, WHITEBOARD}
ONE_IN = {CODE: 60, BUG: 30}  # minutes of interview to one of these
WARM = 2  # the hardest difficulty to begin with
BASE = 0.2  # how likely it is to be asked what one knew
TRIES = 5  # draws of a bug that was not asked before: to make all of them takes long
OF_PROGRAMS = 0.5  # the share of bugs that are made from known mistakes; the others are from the bank


@dataclass(frozen=True)
class Slot:
    """One thing to ask.

    ``item`` is a question or an exercise, as in `autograder.study.store.Event`; ``minutes`` are what it takes;
    ``spare`` are set aside for a follow-up; ``after`` is the item that led to it.
    """

    part: str
    item: str
    minutes: float
    spare: float = 0.0
    after: str = ""


def plan(role: str, minutes: float, seed: int, lack: Lack | None = None) -> tuple[Slot, ...]:
    """Draw an interview.

    Args:
        role: one of `ROLES`
        minutes: from `SHORTEST` to `LONGEST`; the plan takes no more, follow-ups included
        seed: of all that is drawn
        lack: what the learner lacks is more likely to come up; what was asked in fewer interviews comes up first
    """
    return _Draft(role, minutes, seed, lack or Lack()).slots()


def lack_of(events: Iterable[Event]) -> Lack:
    """What somebody lacks who did this."""
    topics = {f"quiz:{one.id}": one.topic for one in bank().values()}
    topics |= {f"code:{a.name}.{e.name}": f"code:{a.name}" for a in ASSIGNMENTS.values() for e in a.exercises}
    past = list(events)
    topics |= {event.item: BUGS for event in past if event.item.startswith("quiz:bug-")}
    return Lack(past, topics)


class _Draft:
    """An interview while it is drawn."""

    def __init__(self, role: str, minutes: float, seed: int, lack: Lack) -> None:
        self.role, self.minutes, self.lack = ROLES[role], minutes, lack
        self.draw = Random(f"{role} {minutes:g} {seed}")  # noqa: S311 - an order, no secret
        self.used: set[str] = set()
        self.topics: Counter[str] = Counter()
        self.lessons: Counter[str] = Counter()

    def slots(self) -> tuple[Slot, ...]:
        """What is most exacting is fitted in first; what that leaves goes to what comes after, at last the warm-up."""
        found = {CODE: self._code()}
        rest = self.minutes - sum(slot.minutes for slot in found[CODE])
        total, carried = sum(self.role.parts.values()), 0.0
        for part in (BUG, TALK, WHITEBOARD, WARM_UP):
            budget = rest * self.role.parts[part] / total + carried
            found[part] = self._filled(part, budget)
            carried = budget - sum(slot.minutes + slot.spare for slot in found[part])
        return tuple(slot for part in PARTS for slot in found[part])

    def _filled(self, part: str, budget: float) -> list[Slot]:
        found: list[tuple[int, Slot]] = []
        most = self._most(part)
        while len(found) < most:
            question = self._bug(budget) if part == BUG else None
            question = question or self._picked(part, budget)
            if question is None:
                break
            takes = minutes_of(question)
            spare = FOLLOW_UP if part in FOLLOWED and takes + FOLLOW_UP <= budget else 0.0
            budget -= takes + spare
            self.used.add(question.id)
            self.topics[question.topic] += 1
            self.lessons[question.lesson] += 1
            found.append((question.difficulty, Slot(part, f"quiz:{question.id}", takes, spare)))
        return [slot for _, slot in sorted(found, key=lambda pair: pair[0])]

    def _most(self, part: str) -> int:
        return max(1, -(-int(self.minutes) // ONE_IN[part])) if part in ONE_IN else len(bank())

    def _picked(self, part: str, budget: float) -> Question | None:
        fitting = [
            one
            for one in bank().values()
            if one.kind in KINDS[part]
            and one.id not in self.used
            and minutes_of(one) <= budget
            and (part != WARM_UP or one.difficulty <= WARM)
        ]
        fitting = self._freshest(fitting, lambda one: f"quiz:{one.id}")
        return self.draw.choices(fitting, [self._weight(one) for one in fitting])[0] if fitting else None

    def _freshest(self, fitting: list[T], item: Callable[[T], str]) -> list[T]:
        """Those that were asked in the fewest interviews before."""
        fewest = min((self.lack.asked(item(one)) for one in fitting), default=0)
        return [one for one in fitting if self.lack.asked(item(one)) == fewest]

    def _weight(self, question: Question) -> float:
        """How likely a question is: what has come up already is less so."""
        lacking = BASE + self.lack.of(f"quiz:{question.id}", question.topic)
        often = 1 + 2 * self.topics[question.topic] + 4 * self.lessons[question.lesson]
        return self.role.topics.get(question.topic, 1) * lacking / often

    def _bug(self, budget: float) -> Question | None:
        """Every other time, a known mistake in a program of one of the role's assignments."""
        if self.draw.random() >= OF_PROGRAMS:
            return None
        names = [name for name in self.role.assignments if name in ASSIGNMENTS]
        weights = [self.role.assignments[name] * (BASE + self.lack.of("", BUGS)) for name in names]
        for _ in range(TRIES):
            question = one_bug(self.draw.choices(names, weights)[0], self.draw)
            if not self.lack.asked(f"quiz:{question.id}"):
                break
        return None if question.id in self.used or minutes_of(question) > budget else question

    def _code(self) -> list[Slot]:
        """The implementations: katas, or, where there are none that fit, other exercises."""
        if self.minutes < WITH_CODE:
            return []
        budget = max(LEAST_CODE, self.minutes * self.role.code)
        found: list[Slot] = []
        while len(found) < self._most(CODE):
            fitting = [
                (assignment, exercise)
                for assignment in ASSIGNMENTS.values()
                for exercise in assignment.exercises
                if exercise.seconds <= CAPSTONE
                and exercise.name not in self.used
                and minutes_to_write(assignment, exercise) <= budget
            ]
            fitting = [pair for pair in fitting if is_kata(pair[0])] or _worth_it(fitting)
            if not fitting:
                break
            fitting = self._freshest(fitting, lambda pair: f"code:{pair[0].name}.{pair[1].name}")
            assignment, exercise = self.draw.choices(fitting, [self._worth(*pair) for pair in fitting])[0]
            self.used.add(exercise.name)
            takes = minutes_to_write(assignment, exercise)
            budget -= takes
            found.append(Slot(CODE, f"code:{assignment.name}.{exercise.name}", takes))
        return found

    def _worth(self, assignment: Assignment, exercise: Exercise) -> float:
        lacking = BASE + self.lack.of(f"code:{assignment.name}.{exercise.name}", f"code:{assignment.name}")
        return self.role.assignments.get(assignment.name, 0.25) * lacking


def _worth_it(fitting: list[tuple[Assignment, Exercise]]) -> list[tuple[Assignment, Exercise]]:
    """Without what is small for the time there is: nobody has an hour, and asks for a softmax."""
    most = max((exercise.points for _, exercise in fitting), default=0)
    return [(assignment, exercise) for assignment, exercise in fitting if exercise.points >= most / 2]
