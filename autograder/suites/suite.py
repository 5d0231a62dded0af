"""A hidden suite: for each exercise its checks, each one function that raises Failure where an answer is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autograder.suites.cases import Case, Inputs, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from autograder.catalogue import Assignment, Text
    from autograder.suites.student import Student

    Test = Callable[[Student, Any], None]


@dataclass(frozen=True, eq=False)
class Check:
    """One hidden test of one exercise.

    ``cases`` is how it draws its inputs; None where it brings its own. Its title is the sentence people read.
    """

    exercise: str
    name: str
    title: Text
    test: Test
    weight: float = 1.0
    strategy: SearchStrategy[Case] | None = None
    fixed: tuple[Case, ...] = ()
    draws: int = 0

    def cases(self, seed: int) -> tuple[Case | None, ...]:
        """The inputs of a course: the fixed ones that all courses share, then those hypothesis draws from its seed."""
        return _cases(self, seed)


@dataclass
class Suite:
    """The checks of an assignment in the order in which they were declared, and what each exercise is given."""

    assignment: Assignment
    checks: list[Check] = field(default_factory=list)
    inputs: dict[str, Inputs] = field(default_factory=dict)

    def check(
        self,
        exercise: str,
        title: Text,
        inputs: Inputs | None = None,
        *,
        weight: float = 1.0,
        draws: int = 2,
        ladder: bool = False,
        **how: Any,
    ) -> Callable[[Test], Test]:
        """Make a function a check.

        Args:
            exercise: whose check it is
            title: the sentence people read
            inputs: what its cases are made of; None where it brings its own
            weight: its share of the exercise's points, relative to the others
            draws: how many cases hypothesis draws, besides the one whose axes all differ
            ladder: whether the smallest cases are tried too
            **how: memory layouts and large inputs, see `Inputs.strategy`
        """
        self.assignment.exercise(exercise)

        def declare(test: Test) -> Test:
            name = test.__name__.removeprefix("test_")
            if inputs is None:
                self.checks.append(Check(exercise, name, title, test, weight))
            else:
                fixed = (*(inputs.ladder() if ladder else ()), *inputs.uneven(**how))
                self.checks.append(Check(exercise, name, title, test, weight, inputs.strategy(**how), fixed, draws))
            return test

        return declare

    def of(self, exercise: str) -> list[Check]:
        """The checks of one exercise."""
        return [check for check in self.checks if check.exercise == exercise]


@lru_cache(maxsize=4096)
def _cases(check: Check, seed: int) -> tuple[Case | None, ...]:
    if check.strategy is None:
        return (None,)
    return (*check.fixed, *recorded(check.strategy, check.draws, seed))
