"""Inputs of hidden tests: hypothesis draws axis sizes, a seed and a memory order; they become arrays when needed."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from autograder.catalogue import Text, axes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Builder = Callable[[np.random.Generator, Mapping[str, int], Mapping[str, Any]], Any]

set_hypothesis_home_dir(Path(tempfile.gettempdir(), f"rnnkit-{os.getuid()}"))  # not the folder one grades in

LAYOUTS = ("C", "F", "gapped", "reversed")


@dataclass(frozen=True, eq=False)
class Inputs:
    """How to make a case: which arrays, over which axes.

    Args:
        arrays: ``"x:NTD h0:NH"``; entries are uniform in (-1.5, 1.5), so weights are O(1) and states are not zero
        axes: the letters that are drawn; all that ``arrays`` names, where none are given
        derived: letters that follow from others, ``{"K": lambda sizes: 2 * sizes["H"]}``
        builders: for each argument that is no such array, how to make it from a generator, the sizes and what is
            there already
        exact: those of them that follow from other arguments to the last digit, and are not rounded
        large: what the first row of the first array is multiplied by, where a test asks for large inputs
    """

    arrays: str
    axes: str = ""
    derived: Mapping[str, Callable[[Mapping[str, int]], int]] = field(default_factory=dict)
    builders: Mapping[str, Builder] = field(default_factory=dict)
    exact: tuple[str, ...] = ()
    large: float = 1000.0

    @property
    def letters(self) -> str:
        """The axes that are drawn, each once."""
        spelled = self.axes or "".join(axes or "" for axes in axes_of(self.arrays).values())
        return "".join(letter for letter in dict.fromkeys(spelled) if letter not in self.derived)

    def strategy(self, *, layouts: tuple[str, ...] = ("C",), large: bool = False) -> st.SearchStrategy[Case]:
        """Cases of one to four along every axis; they shrink to the smallest."""
        sizes = st.fixed_dictionaries({letter: st.integers(1, 4) for letter in self.letters})
        return st.builds(
            Case, st.just(self), sizes, st.integers(0, 2**32 - 1), st.sampled_from(layouts), st.just(large)
        )

    @cache  # noqa: B019 - what is made of module constants; the same cases for all checks
    def uneven(self, *, layouts: tuple[str, ...] = ("C",), large: bool = False) -> list[Case]:
        """A case in which no two axes are alike, for each memory order; if large, two, so that both signs occur."""
        sizes = dict(zip(self.letters, (2, 4, 3, 5, 6, 7), strict=False))
        seeds = (7, 9) if large else (7,)
        return [Case(self, sizes, seed, layout, large) for layout in layouts for seed in seeds]

    @cache  # noqa: B019 - as above
    def ladder(self) -> list[Case]:
        """The smallest cases: all axes one, then one of them two. What fails, fails on the lowest rung it can.

        On the last rung all axes are three: who takes one axis for another meets no error there, only a wrong answer.
        """
        ones = dict.fromkeys(self.letters, 1)
        rungs = [ones, *({**ones, letter: 2} for letter in self.letters), dict.fromkeys(self.letters, 3)]
        return [Case(self, sizes, 8 + i) for i, sizes in enumerate(rungs)]


@dataclass(frozen=True, eq=False)
class Case:
    """One set of inputs; ``case["x"]`` or ``case.x`` is an argument, made when first asked for."""

    inputs: Inputs
    sizes: Mapping[str, int]
    seed: int
    layout: str = "C"
    large: bool = False

    @cached_property
    def values(self) -> dict[str, Any]:
        """All arguments by name; arrays are read-only, for the grader's own copies are never to change."""
        rng = np.random.default_rng(self.seed)
        sizes = dict(self.sizes)
        sizes.update({letter: rule(sizes) for letter, rule in self.inputs.derived.items()})
        made: dict[str, Any] = {}
        for name, axes in axes_of(self.inputs.arrays).items():
            if name in self.inputs.builders:
                value = self.inputs.builders[name](rng, sizes, made)
            else:
                value = rng.uniform(-1.5, 1.5, [sizes[axis] for axis in axes or ""])
                if self.large and not made:
                    value[:1] *= self.inputs.large  # of several rows the first: the others keep the answer's size
            made[name] = _laid_out(value, self.layout, exact=name in self.inputs.exact)
        return made

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self.values:
            raise AttributeError(name)
        return self.values[name]

    def __str__(self) -> str:
        shape = " ".join(f"{axis}={size}" for axis, size in self.sizes.items())
        return shape + ("" if self.layout == "C" else f" ({self.layout} arrays)") + (" (large)" if self.large else "")

    __repr__ = __str__

    @property
    def told(self) -> Text:
        """Its shape, and what else is unusual about it, for people."""
        shape = " ".join(f"{axis}={size}" for axis, size in self.sizes.items())
        notes = [note for note in (_LAYOUTS.get(self.layout), _LARGE if self.large else None) if note]
        return Text(", ".join([shape, *(note.en for note in notes)]), "，".join([shape, *(note.zh for note in notes)]))

    def spelled(self, names: Iterable[str], most: int = 24) -> str:
        """Some arguments, ready to be typed, a line each; nothing where they hold more than ``most`` numbers."""
        shown = {name: self.values[name] for name in names if name in self.values}
        if sum(np.size(part) for value in shown.values() for part in _flat(value)) > most:
            return ""
        return "\n".join(f"{name} = {_typed(value)}" for name, value in shown.items())

    @property
    def scale(self) -> float:
        """The order of magnitude of the inputs."""
        return self.inputs.large if self.large else 1.0

    @property
    def cost(self) -> int:
        """What makes one case smaller than another."""
        return sum(self.sizes.values())


_LARGE = Text("large inputs", "输入很大")
_LAYOUTS = {
    "F": Text("arrays in Fortran order", "Fortran 序数组"),
    "gapped": Text("arrays with gaps between entries", "元素不连续的数组"),
    "reversed": Text("arrays with negative strides", "负步长数组"),
}


def recorded(strategy: st.SearchStrategy[Case], count: int, course_seed: int) -> list[Case]:
    """The first ``count`` cases hypothesis draws; the same for everybody in a course."""
    drawn: list[Case] = []
    if count < 1:
        return drawn

    @seed(course_seed)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(case: Case) -> None:
        drawn.append(case)

    draw()
    return drawn


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _flat(part)
    else:
        yield value


def _typed(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_typed(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(_typed, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    return f"np.array({value.tolist()})" if isinstance(value, np.ndarray) else repr(value)


def _laid_out(value: Any, layout: str, *, exact: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _laid_out(part, layout, exact=exact) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_laid_out(part, layout, exact=exact) for part in value)
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype == np.float64 and not exact:
        value = value.round(2)  # short enough to read, and to type
    if layout == "F":
        value = np.asfortranarray(value)
    elif layout == "gapped" and value.ndim:
        value = np.repeat(value, 2, axis=-1)[..., ::2]
    elif layout == "reversed" and value.ndim:
        value = value[..., ::-1].copy()[..., ::-1]
    value.flags.writeable = False
    return value
