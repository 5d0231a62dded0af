"""The visible tests of an assignment: what can be read off its catalogue and its suite, and what is written by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.course.build import words
from autograder.course.build.by_hand import by_hand
from autograder.course.build.literal import literal
from autograder.suites import reference_of, suite_of
from autograder.suites.cases import Case
from autograder.suites.student import Student
from autograder.wall.calling import Direct
from autograder.wall.values import Handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.catalogue import Assignment, Exercise, Language, Text
    from autograder.suites.cases import Inputs

SIZES = {"N": 2, "T": 4, "D": 5, "H": 3, "C": 3}  # few numbers to read
SEED = 7
TORCH_HELPERS = ("dropped", "example", "learns", "parity", "refuses")
HELPERS = ("agree", "gradient_check", "rejects", "require", "same", "shapes", "solve", "stays_finite", "unchanged")


def visible_tests(assignment: Assignment, lang: Language) -> str:
    """The source of `test_<assignment>.py`."""
    groups: list[str] = []
    written = by_hand(assignment, lang)
    named: dict[int, str] = {}
    for exercise in assignment.exercises:
        title = exercise.title.said(lang)
        heading = words.HEADING.said(lang).format(name=exercise.name, points=exercise.points, title=title)
        constants = [f"# --- {heading} ---"]
        tests: list[str] = []
        inputs = suite_of(assignment.name).inputs.get(exercise.name)
        if inputs:
            known = named.get(id(inputs))
            given = named.setdefault(id(inputs), exercise.name.removesuffix("_forward").upper())
            generated = Generated(assignment, exercise, lang, _example(inputs), given)
            constants += [generated.results()] if known else [generated.inputs(), generated.results()]
            tests += generated.tests()
        tests += written.get(exercise.name, [])
        groups += ["\n\n".join(constants), *tests]
    body = "\n\n\n".join(groups)
    imports = ["import numpy as np", *(["import torch"] if "torch." in body else [])]
    for module, names in (("checks", HELPERS), ("torch_checks", TORCH_HELPERS)):
        used = ", ".join(name for name in names if re.search(rf"\b{name}\(", body))
        imports += [f"from {module} import {used}"] if used else []
    doc = words.TESTS.said(lang).format(file=f"{assignment.name}.py", first=assignment.exercises[0].name)
    return "\n".join([f'"""{doc}"""', "", *imports, "", "", body, ""])


def _example(inputs: Inputs) -> Case:
    """One case in which no two axes are alike."""
    sizes: dict[str, int] = {}
    for letter in inputs.letters:
        size = SIZES.get(letter, 2)
        while size in sizes.values():
            size += 1
        sizes[letter] = size
    return Case(inputs, sizes, SEED)


@dataclass(frozen=True)
class Generated:
    """The generated tests of one exercise; ``given`` is the name of its inputs, which a backward shares."""

    assignment: Assignment
    exercise: Exercise
    lang: Language
    case: Case
    given: str

    def inputs(self) -> str:
        """What the exercise, and its backward, are given."""
        return f"{self.given} = {literal(self.case.values)}"

    def results(self) -> str:
        """What the exercise answers."""
        return f"{self.exercise.name.upper()}_RESULTS = {literal(self._right())}"

    def tests(self) -> Iterator[str]:
        """The tests, each a piece of source."""
        name = self.exercise.name
        laws = {check.name for check in suite_of(self.assignment.name).of(name)}
        right = self._right()
        sizes = {result: _shape(value) for result, value in right.items() if not isinstance(value, str)}
        yield self._test("shapes", words.SHAPES, f'shapes("{name}", {self.given}, {literal(sizes, 4, 60)})')
        yield self._test("example", words.EXAMPLE, f'agree("{name}", {self.given}, {name.upper()}_RESULTS)')
        if self.exercise.after or "loss" in right:
            sentence = words.GRADIENTS.format(forward=self.exercise.after or name)
            yield self._test("gradients", sentence, f'gradient_check("{name}", {self.given})')
        if "large_inputs_raise_no_warning" in laws:
            first = next(iter(self.case.values))
            large = f'{{**{self.given}, "{first}": {self.case.inputs.large:g} * {self.given}["{first}"]}}'
            yield self._test("large_inputs", words.LARGE, f'stays_finite("{name}", {large})')
        if "bad_input_raises_a_value_error" in laws:
            refusals = list(self._refusals())
            if refusals:  # of a lone vector no other size is bad
                yield self._test("bad_input", words.REFUSAL, *refusals)
        yield self._test("manners", words.MANNERS, f'unchanged("{name}", {self.given})')

    def _test(self, what: str, sentence: Text, *lines: str) -> str:
        body = "\n".join(f"    {line}" for line in lines)
        return f'def test_{self.exercise.name}_{what}():\n    """{sentence.said(self.lang)}"""\n{body}'

    def _student(self) -> Student:
        return Student(self.assignment, Direct(reference_of(self.assignment.name)))

    def _right(self) -> dict[str, Any]:
        results = self._student().once(self.exercise, self.case)
        return {name: value for name, value in results.items() if not isinstance(value, Handle)}

    def _refusals(self) -> Iterator[str]:
        """A line for each argument that does not fit: too narrow, or without a time step."""
        arguments = {name: axes for name, axes in self.exercise.arguments.items() if name != "cache"}
        for name, axes in arguments.items():
            sharers = [other for other, theirs in arguments.items() if set(theirs or "?") & set(axes or "")]
            blamed = list(arguments) if None in arguments.values() and len(sharers) == 1 else sharers
            for spoilt in _spoilt(axes or ""):
                if self._refused(name, spoilt, blamed):
                    bad = f'{{"{name}": {self.given}["{name}"]{spoilt}}}'
                    yield f'rejects("{self.exercise.name}", {self.given}, {bad}, names="{" ".join(blamed)}")'

    def _refused(self, name: str, spoilt: str, blamed: list[str]) -> bool:
        """Whether the reference refuses the argument when it is spoilt so."""
        student = self._student()
        args = student.arguments(self.exercise, self.case)
        args[list(self.exercise.arguments).index(name)] = self.case[name][_INDICES[spoilt]]
        error = student.answer(self.exercise, *args).error
        return (
            error is not None
            and error.name == "ValueError"
            and any(re.search(rf"\b{name}\b", error.message) for name in blamed)
        )


_INDICES: dict[str, Any] = {
    "[:, :0]": (slice(None), slice(0)),
    "[..., :-1]": (..., slice(-1)),
}


def _spoilt(axes: str) -> list[str]:
    """Ways to index an array of these axes so that it no longer fits the others."""
    return (["[:, :0]"] if axes[1:2] == "T" else []) + (["[..., :-1]"] if axes else [])


def _shape(value: Any) -> Any:
    """The shape of an array, or a list or dict of the shapes of its parts."""
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shape(part) for part in value]
    return getattr(value, "shape", ())
