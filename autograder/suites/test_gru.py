"""The hidden tests of `gru.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Exercise, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree
from autograder.suites.laws import Laws, misfits
from autograder.suites.suite import Suite
from solutions import gru

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autograder.suites.student import Student

    Oracle = Callable[..., torch.Tensor]

ASSIGNMENT = ASSIGNMENTS["gru"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, gru)
check = SUITE.check

DIFFERENCES = 1e-7  # central differences are good to 2e-10 on the cases they are used for

# --- oracles: the forwards, in torch ------------------------------------------------------------------------------


def _reset_before_step(*args: torch.Tensor) -> torch.Tensor:
    """Cho's equations, one gate at a time: torch has no module for them."""
    x, h_prev, Wx, Wh, b = args
    (Wxr, Wxz, Wxn), (Whr, Whz, Whn), (br, bz, bn) = Wx.chunk(3, 1), Wh.chunk(3, 1), b.chunk(3)
    r = torch.sigmoid(x @ Wxr + h_prev @ Whr + br)
    z = torch.sigmoid(x @ Wxz + h_prev @ Whz + bz)
    n = torch.tanh(x @ Wxn + (r * h_prev) @ Whn + bn)
    return torch.lerp(n, h_prev, z)


def _reset_before(*args: torch.Tensor) -> torch.Tensor:
    x, h, *weights = args
    states = []
    for step in x.unbind(1):
        h = _reset_before_step(step, h, *weights)
        states.append(h)
    return torch.stack(states, 1)


def _reset_after_step(*args: torch.Tensor) -> torch.Tensor:
    x, h_prev, Wx, Wh, bx, bh = args
    cell = torch.nn.GRUCell(x.shape[1], h_prev.shape[1], dtype=torch.float64)
    named = {"weight_ih": Wx.T, "weight_hh": Wh.T, "bias_ih": bx, "bias_hh": bh}
    h: torch.Tensor = oracles.functional(cell)(named, (x, h_prev))
    return h


def _reset_after(*args: torch.Tensor) -> torch.Tensor:
    x, h0, Wx, Wh, bx, bh = args
    module = torch.nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=torch.float64)
    named = {"weight_ih_l0": Wx.T, "weight_hh_l0": Wh.T, "bias_ih_l0": bx, "bias_hh_l0": bh}
    h: torch.Tensor = oracles.functional(module)(named, (x, h0[None]))[0]
    return h


def _forward_arguments(exercise: Exercise, a: Case) -> list[Any]:
    """What the forward of an exercise, or the exercise itself, is given."""
    forward = ASSIGNMENT.exercise(exercise.after or exercise.name)
    return [a[name] for name in forward.arguments]


@cache
def _states(oracle: Oracle, exercise: Exercise, a: Case) -> Any:
    return oracle(*(torch.tensor(np.array(arg)) for arg in _forward_arguments(exercise, a))).numpy()


@cache
def _gradients(oracle: Oracle, exercise: Exercise, a: Case) -> Any:
    return oracles.autograd(lambda *args: [oracle(*args)], _forward_arguments(exercise, a), [a.dh])[1]


@cache
def _differences(exercise: Exercise, a: Case) -> Any:
    forward = getattr(gru, exercise.after)
    return oracles.finite_differences(lambda *args: forward(*args)[:1], _forward_arguments(exercise, a), [a.dh])


# --- what every forward owes --------------------------------------------------------------------------------------


def _forward(name: str, inputs: Inputs, oracle: Oracle, title: Text) -> None:
    exercise = ASSIGNMENT.exercise(name)
    bias = "bx" if "bx" in exercise.arguments else "b"
    LAWS.hold(name, inputs, spoil=lambda a: _misshapen(exercise, a))

    @check(name, title, inputs, weight=2)
    def test_it_agrees_with_torch(student: Student, a: Case) -> None:
        h, _ = getattr(student, name)(*_forward_arguments(exercise, a))
        agree("h", h, _states(oracle, exercise, a))

    @check(name, Text("gates that are fully open or closed do their part", "完全打开或关闭的门各尽其职"), inputs)
    def test_gates_at_their_limits(student: Student, a: Case) -> None:
        H = a.sizes["H"]
        for reset, update in ((100.0, -100.0), (-100.0, -100.0), (-100.0, 100.0)):
            shifted = a[bias] + np.repeat([reset, update, 0.0], H)
            args = [shifted if argument == bias else a[argument] for argument in exercise.arguments]
            h, _ = getattr(student, name)(*args)
            agree("h", h, oracle(*(torch.tensor(np.array(arg)) for arg in args)).numpy())

    if "T" in inputs.letters:
        long = Case(inputs, {"N": 3, "T": 12, "D": 2, "H": 4}, seed=5)

        @check(name, Text("a sequence of twelve steps is right too", "十二步的序列同样正确"))
        def test_a_longer_sequence(student: Student, _: None) -> None:
            h, _cache = getattr(student, name)(*_forward_arguments(exercise, long))
            agree("h", h, _states(oracle, exercise, long))


def _misshapen(exercise: Exercise, a: Case) -> Iterable[tuple[list[Any], set[str]]]:
    """Bad shapes, among them some that agree with one another but are not three blocks of H columns.

    Columns follow from units, so wherever one of the two is wrong, all that have either may be blamed.
    """
    x, state, *weights = exercise.arguments
    units = {state, *weights}
    for bad, blamed in misfits(exercise, a):
        yield bad, blamed if bad[0] is not a[x] else blamed | units

    def grown(axis: int, more: int, *names: str) -> dict[str, Any]:
        return {name: np.concatenate([a[name], np.take(a[name], range(more), axis)], axis) for name in names}

    four_blocks, a_column_more = grown(-1, a.sizes["H"], *weights), grown(-1, 1, *weights)
    a_unit_more = grown(1, 1, state) | grown(0, 1, "Wh")
    for changed in (four_blocks, a_column_more, a_unit_more):
        yield [changed.get(name, a[name]) for name in exercise.arguments], units


# --- what every backward owes -------------------------------------------------------------------------------------


def _backward(name: str, inputs: Inputs, oracle: Oracle) -> None:
    exercise = ASSIGNMENT.exercise(name)
    LAWS.hold(name, inputs)

    def see(got: Iterable[Any], wanted: Iterable[Any], **how: float) -> None:
        for result, value, want in zip(exercise.results, got, wanted, strict=True):
            agree(result, value, want, **how)

    @check(name, Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"), inputs, weight=2)
    def test_gradients_agree_with_autograd(student: Student, a: Case) -> None:
        see(student.once(exercise, a).values(), _gradients(oracle, exercise, a))

    @check(name, Text("the gradients agree with finite differences", "梯度与有限差分一致"), inputs, weight=2, draws=0)
    def test_gradients_match_finite_differences(student: Student, a: Case) -> None:
        see(student.once(exercise, a).values(), _differences(exercise, a), rtol=DIFFERENCES)

    @check(name, Text("large gradients come out unclipped", "大梯度不会被裁剪"), inputs)
    def test_gradients_are_linear_in_the_upstream_gradient(student: Student, a: Case) -> None:
        _, cache_ = getattr(student, exercise.after)(*_forward_arguments(exercise, a))
        got = getattr(student, name)(a.dh * 1e4, cache_)
        see(got, (want * 1e4 for want in _gradients(oracle, exercise, a)), scale=1e4)

    if "T" in inputs.letters:
        long = Case(inputs, {"N": 3, "T": 12, "D": 2, "H": 4}, seed=5)

        @check(name, Text("a sequence of twelve steps is right too", "十二步的序列同样正确"))
        def test_a_longer_sequence(student: Student, _: None) -> None:
            see(student.once(exercise, long).values(), _gradients(oracle, exercise, long))


# --- the eight exercises ------------------------------------------------------------------------------------------

BLOCKS: Any = {"derived": {"K": lambda sizes: 3 * sizes["H"]}}
STEP = Inputs("x:ND h_prev:NH Wx:DK Wh:HK b:K dh:NH", **BLOCKS)
SEQUENCE = Inputs("x:NTD h0:NH Wx:DK Wh:HK b:K dh:NTH", **BLOCKS)
AFTER_STEP = Inputs("x:ND h_prev:NH Wx:DK Wh:HK bx:K bh:K dh:NH", **BLOCKS)
AFTER_SEQUENCE = Inputs("x:NTD h0:NH Wx:DK Wh:HK bx:K bh:K dh:NTH", **BLOCKS)
AS_CHO = Text("it agrees with Cho's equations, written in torch", "与用 torch 写出的 Cho 方程一致")
AS_CELL = Text("it agrees with torch.nn.GRUCell", "与 torch.nn.GRUCell 一致")
AS_GRU = Text("it agrees with torch.nn.GRU", "与 torch.nn.GRU 一致")

_forward("gru_step_forward", STEP, _reset_before_step, AS_CHO)
_backward("gru_step_backward", STEP, _reset_before_step)
_forward("gru_forward", SEQUENCE, _reset_before, AS_CHO)
_backward("gru_backward", SEQUENCE, _reset_before)
_forward("gru_reset_after_step_forward", AFTER_STEP, _reset_after_step, AS_CELL)
_backward("gru_reset_after_step_backward", AFTER_STEP, _reset_after_step)
_forward("gru_reset_after_forward", AFTER_SEQUENCE, _reset_after, AS_GRU)
_backward("gru_reset_after_backward", AFTER_SEQUENCE, _reset_after)
