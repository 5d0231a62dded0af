"""All that can be drilled: questions, find-the-bug questions, and exercises to write as katas."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.quiz.bank import bank
from autograder.quiz.bugs import TOPIC, bug, candidates
from autograder.quiz.question import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autograder.catalogue import Assignment, Exercise
    from autograder.quiz.question import Question

QUIZ, CODE = "quiz", "code"
# Seconds within which a right answer counts as fast: about what it takes to read the question and type the answer.
FAST = {
    "single": 10, "multiple": 20, "numeric": 20, "shape": 15, "formula": 40, "wiring": 90, "ordering": 30,
    "output": 20, "bug": 30, "free": 0,
}  # fmt: skip
FAST_KATA = 180


@dataclass(frozen=True)
class Item:
    """Something to ask.

    ``skill`` is ``quiz:<topic>`` or ``code:<assignment>``; ``needs`` are the items that come before it; ``fast`` the
    seconds up to which it was easy, 0 where no time is; ``kata`` says whether drills begin it of themselves.
    """

    id: str
    skill: str
    difficulty: int
    fast: float
    needs: tuple[str, ...] = ()
    kata: bool = False

    @property
    def is_code(self) -> bool:
        """Whether it is to be written as a program."""
        return self.id.startswith(f"{CODE}:")

    @property
    def new_by_itself(self) -> bool:
        """Whether a drill may begin it; other exercises come into drills once they were passed or given up."""
        return self.kata or not self.is_code


@cache
def pool() -> dict[str, Item]:
    """Every item by its id; of two alike, the one that is asked first comes first."""
    return {item.id: item for item in (*_questions(), *_bugs(), *_exercises())}


@cache
def skills() -> dict[str, Text]:
    """Every skill and its title: the quiz's topics, then the assignments."""
    titles = {f"{QUIZ}:{topic}": title for topic, title in TOPICS.items()}
    return titles | {f"{CODE}:{assignment.name}": assignment.title for assignment in ASSIGNMENTS.values()}


def only(items: Mapping[str, Item], topic: str | None) -> dict[str, Item]:
    """The part with one topic, assignment or item; nothing where there is none of that name."""
    if topic is None:
        return dict(items)
    names = {name: {item.id.partition(":")[2], item.skill.partition(":")[2]} for name, item in items.items()}
    # what is asked for by name is begun, though no drill begins it by itself
    return {name: replace(item, kata=True) for name, item in items.items() if topic in names[name]}


def question_of(item: str) -> Question | None:
    """The question of a quiz item; None where there is none (any more)."""
    name = item.partition(":")[2]
    return bank().get(name) or bug(name)


def exercise_of(item: str) -> tuple[Assignment, Exercise] | None:
    """The exercise of a code item; None where there is none (any more)."""
    assignment, _, name = item.partition(":")[2].partition(".")
    found = ASSIGNMENTS.get(assignment)
    exercises = found.exercises if found else ()
    return next(((found, one) for one in exercises if found and one.name == name), None)


def _questions() -> Iterator[Item]:
    for one in bank().values():
        yield Item(f"{QUIZ}:{one.id}", f"{QUIZ}:{one.topic}", one.difficulty, FAST[one.kind])


def _bugs() -> Iterator[Item]:
    """Of all assignments mixed, in an order that is the same every time."""
    mixed = sorted(candidates(), key=lambda name: hashlib.sha256(name.encode()).digest())
    return (Item(f"{QUIZ}:{name}", f"{QUIZ}:{TOPIC}", 2, FAST["bug"]) for name in mixed)


def _exercises() -> Iterator[Item]:
    """All exercises; katas are those of the assignments of katas, or, where there are none, all of them."""
    katas = {name for name in ASSIGNMENTS if name.startswith("kata")} or set(ASSIGNMENTS)
    for assignment in ASSIGNMENTS.values():
        for one in assignment.exercises:
            needs = {*one.needs, one.after} - {""}
            yield Item(
                f"{CODE}:{assignment.name}.{one.name}",
                f"{CODE}:{assignment.name}",
                2,
                FAST_KATA,
                tuple(f"{CODE}:{assignment.name}.{name}" for name in sorted(needs)),
                kata=assignment.name in katas,
            )
