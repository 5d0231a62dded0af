"""What every exercise promises, whatever it computes: one check for each obligation that all of them share.

Each also sees that the values are right, so that a constant answer keeps none of these promises by luck.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Exercise, Text, axes_of
from autograder.suites.cases import LAYOUTS, Case, Inputs
from autograder.suites.compare import agree
from autograder.suites.failure import Failure
from autograder.suites.student import UNWRITTEN, Student
from autograder.wall.calling import Direct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from autograder.catalogue import Assignment
    from autograder.suites.suite import Suite
    from autograder.wall.calling import Answer

    Spoil = Callable[[Case], Iterable[tuple[list[Any], set[str]]]]


@dataclass(frozen=True)
class Laws:
    """The common checks of a suite, measured against its reference.

    Args:
        suite: where the checks go
        reference: the module of the solutions
    """

    suite: Suite
    reference: ModuleType

    def hold(
        self, name: str, inputs: Inputs, *, large: bool = True, refuses: bool = True, spoil: Spoil | None = None
    ) -> None:
        """Declare the obligations of one exercise.

        Args:
            name: the exercise
            inputs: its arguments, and those of its forward
            large: whether large inputs mean anything to it
            refuses: whether it has bad input at all
            spoil: for a case, argument lists that are bad input, each with the names that may be blamed;
                derived from the shapes of its arrays where none is given
        """
        exercise = self.suite.assignment.exercise(name)
        self.suite.inputs[name] = inputs
        for result in exercise.results:
            if result != "cache":
                self._values(exercise, result, inputs)
        self._memory_order(exercise, inputs)
        self._no_side_effects(exercise, inputs)
        if exercise.after:
            self._live_caches(exercise, inputs)
        if large:
            self._large(exercise, inputs)
        if refuses:
            self._bad_input(exercise, inputs, spoil or (lambda case: misfits(exercise, case)))

    def _right(self, student: Student, exercise: Exercise, case: Case, answer: Answer | None = None) -> None:
        got = student.once(exercise, case) if answer is None else student.results(exercise, answer)
        for result, want in self.wanted(exercise, case).items():
            if result != "cache":
                agree(result, got[result], want, scale=case.scale)

    def wanted(self, exercise: Exercise, case: Case) -> dict[str, Any]:
        """What the reference answers."""
        return _wanted(self.reference, self.suite.assignment, exercise, case)

    def _values(self, exercise: Exercise, result: str, inputs: Inputs) -> None:
        def test(student: Student, case: Case) -> None:
            agree(result, student.once(exercise, case)[result], self.wanted(exercise, case)[result])

        test.__name__ = f"test_{result}_is_right"
        title = Text("{result} is right at every shape", "各种形状下 {result} 都正确").format(result=result)
        self.suite.check(exercise.name, title, inputs, weight=2, draws=4, ladder=True)(test)

    def _memory_order(self, exercise: Exercise, inputs: Inputs) -> None:
        def test_any_memory_order_will_do(student: Student, case: Case) -> None:
            self._right(student, exercise, case)

        title = Text("any memory order of the arguments will do", "参数的任何内存布局都可以")
        self.suite.check(exercise.name, title, inputs, draws=0, layouts=LAYOUTS[1:])(test_any_memory_order_will_do)

    def _no_side_effects(self, exercise: Exercise, inputs: Inputs) -> None:
        def test_arguments_stay_and_a_second_call_agrees(student: Student, case: Case) -> None:
            args = student.arguments(exercise, case)
            for _ in range(2):
                answer = student.answer(exercise, *args)
                self._right(student, exercise, case, answer)
                if answer.changed:
                    names = ", ".join(list(exercise.arguments)[i] for i in answer.changed)
                    raise Failure(_CHANGED.format(name=exercise.name, names=names))
            other = replace(case, seed=case.seed + 1)  # of the same shapes, and likely where the last one lay in memory
            self._right(student, exercise, other, student.perform(exercise, other))

        title = Text("the arguments are left alone and a second call agrees", "参数保持不变，第二次调用结果相同")
        self.suite.check(exercise.name, title, inputs, draws=1)(test_arguments_stay_and_a_second_call_agrees)

    def _live_caches(self, exercise: Exercise, inputs: Inputs) -> None:
        def test_another_forward_leaves_the_cache_alone(student: Student, case: Case) -> None:
            args = student.arguments(exercise, case)
            student.arguments(exercise, replace(case, seed=case.seed + 1))  # other values of the same shapes
            self._right(student, exercise, case, student.answer(exercise, *args))

        title = Text("another forward leaves the cache alone", "再做一次前向不会影响已有的 cache")
        self.suite.check(exercise.name, title, inputs, draws=1)(test_another_forward_leaves_the_cache_alone)

    def _large(self, exercise: Exercise, inputs: Inputs) -> None:
        def test_large_inputs_raise_no_warning(student: Student, case: Case) -> None:
            answer = student.perform(exercise, case)
            warned = [warning for warning in answer.warnings if warning.startswith("RuntimeWarning")]
            if warned:
                raise Failure(_WARNED.format(name=exercise.name, warning=_KNOWN.get(warned[0], "RuntimeWarning")))
            self._right(student, exercise, case, answer)

        title = Text("large inputs are answered, without a warning", "输入很大时也能给出结果，且没有警告")
        self.suite.check(exercise.name, title, inputs, draws=2, large=True)(test_large_inputs_raise_no_warning)

    def _bad_input(self, exercise: Exercise, inputs: Inputs, spoil: Spoil) -> None:
        def test_bad_input_raises_a_value_error(student: Student, case: Case) -> None:
            self._right(student, exercise, case)
            for bad, names in spoil(case):
                cache = [student.arguments(exercise, case)[-1]] if "cache" in exercise.arguments else []
                refused(student, exercise, [*bad, *cache], names)

        title = Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError")
        self.suite.check(exercise.name, title, inputs, draws=0)(test_bad_input_raises_a_value_error)


def refused(student: Student, exercise: Exercise, args: list[Any], names: set[str]) -> None:
    """See that bad arguments raise a ValueError whose message names one of ``names``.

    Raises:
        Failure: they were accepted, or refused in another way.
    """
    shapes = ", ".join(
        f"{name} {np.shape(arg)}" for name, arg in zip(exercise.arguments, args, strict=True) if hasattr(arg, "shape")
    )
    see_refusal(exercise, student.answer(exercise, *args), shapes, names)


def see_refusal(exercise: Exercise, answer: Answer, shapes: str, names: set[str]) -> None:
    """See that an answer to bad arguments, of these shapes, is a ValueError whose message names one of ``names``.

    Raises:
        Failure: they were accepted, or refused in another way.
    """
    error = answer.error
    if error is None:
        raise Failure(_ACCEPTED.format(name=exercise.name, shapes=shapes, blame=" / ".join(sorted(names))))
    if error.name == "NotImplementedError":
        raise Failure(UNWRITTEN.format(name=exercise.name))
    if error.name != "ValueError":
        raise Failure(
            _OTHER_ERROR.format(name=exercise.name, shapes=shapes, error=error.name if error.builtin else "…")
        )
    if not any(re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9])", error.message) for name in names):
        blame = " / ".join(sorted(names))
        raise Failure(
            _UNNAMED.format(name=exercise.name, shapes=shapes, blame=blame), Text(error.message, error.message)
        )


def misfits(exercise: Exercise, case: Case) -> Iterable[tuple[list[Any], set[str]]]:
    """Argument lists in which one array has another rank, or one axis another size, and who may be blamed for it."""
    arguments = {name: axes for name, axes in exercise.arguments.items() if name != "cache"}
    for name, axes in arguments.items():
        if axes is None or case[name] is None:
            continue
        sharers = {other for other, theirs in arguments.items() if theirs and set(theirs) & set(axes)} | {name}
        array = case[name]
        shared = set(axes_of(exercise.takes.replace(f"{name}:{axes}", "")).values()) - {None}
        bad = [array[0], array[None]]
        for axis, letter in enumerate(axes):
            if exercise.after or any(letter in (theirs or "") for theirs in shared) or axes.count(letter) > 1:
                first = np.take(array, [0], axis)
                bad.append(np.concatenate([array, first], axis))
                if array.shape[axis] > 1:
                    bad.append(first)  # it would broadcast
        if "T" in axes:
            bad.append(np.take(array, [], axes.index("T")))
        for wrong in bad:
            yield [wrong if other == name else case[other] for other in arguments], sharers


@lru_cache(maxsize=8192)
def _wanted(reference: ModuleType, assignment: Assignment, exercise: Exercise, case: Case) -> dict[str, Any]:
    student = Student(assignment, Direct(reference))
    return student.results(exercise, student.perform(exercise, case))


_KNOWN = {
    f"RuntimeWarning: {what} encountered in {where}": f"{what} encountered in {where}"
    for what in ("overflow", "invalid value", "divide by zero", "underflow")
    for where in (
        "exp",
        "log",
        "divide",
        "scalar divide",
        "true_divide",
        "multiply",
        "scalar multiply",
        "subtract",
        "add",
        "matmul",
        "dot",
        "square",
        "power",
        "reduce",
        "cosh",
        "sinh",
        "tanh",
    )
}
_CHANGED = Text("{name} changed its argument {names} in place", "{name} 就地修改了参数 {names}")
_WARNED = Text("{name} made NumPy warn: {warning}", "{name} 触发了 NumPy 警告：{warning}")
_ACCEPTED = Text(
    "{name} accepted bad input ({shapes}), expected a ValueError that names {blame}: "
    "is the stub's line that checks shapes still there?",
    "{name} 接受了错误输入（{shapes}），应抛出指明 {blame} 的 ValueError：给出的代码里检查形状的那一行还在吗？",
)
_OTHER_ERROR = Text(
    "{name} raised {error} on bad input ({shapes}), expected a ValueError",
    "对错误输入（{shapes}），{name} 抛出了 {error}，应为 ValueError",
)
_UNNAMED = Text(
    "{name} refused bad input ({shapes}) without naming {blame}",
    "{name} 拒绝了错误输入（{shapes}），但没有指明 {blame}",
)
