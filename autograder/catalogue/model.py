"""What exists: assignments, their exercises, and the mistakes people make in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.catalogue.text import NOTHING, Text


@dataclass(frozen=True)
class Mistake:
    """A known mistake: one edit of the reference's function, and the question that leads out of it.

    ``find`` occurs exactly once in the source of that function.
    """

    id: str
    find: str
    replace: str
    hint: Text


@dataclass(frozen=True, eq=False)
class Exercise:
    """One function of an assignment.

    ``takes`` and ``returns`` list names with their axes, ``"x:NTD h0:NH"``; a name without axes is anything else.
    ``after`` is the forward whose cache a backward takes. ``needs`` are the exercises one usually builds this one on.
    ``seconds`` is the deadline of a call.
    """

    name: str
    title: Text
    points: int
    takes: str
    returns: str
    after: str = ""
    needs: tuple[str, ...] = ()
    seconds: float = 5.0
    mistakes: tuple[Mistake, ...] = field(default=(), repr=False)

    @property
    def arguments(self) -> dict[str, str | None]:
        """Argument name -> axes, in order; None where it is no array."""
        return axes_of(self.takes)

    @property
    def results(self) -> dict[str, str | None]:
        """Result name -> axes, in order."""
        return axes_of(self.returns)


@dataclass(frozen=True, eq=False)
class Assignment:
    """A file to fill in: its exercises in the order in which they build on each other."""

    name: str
    title: Text
    exercises: tuple[Exercise, ...]
    intro: Text = NOTHING
    torch: bool = False

    @property
    def points(self) -> int:
        """What a right answer to everything gets."""
        return sum(exercise.points for exercise in self.exercises)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name; KeyError where there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)


def axes_of(spec: str) -> dict[str, str | None]:
    """Read ``"x:NTD h0:NH cache"`` as ``{"x": "NTD", "h0": "NH", "cache": None}``."""
    pairs = (item.partition(":") for item in spec.split())
    return {name: axes or None for name, _, axes in pairs}
