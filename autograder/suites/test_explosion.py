"""The hidden tests of `explosion.py`."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree, vector
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits
from autograder.suites.suite import Suite
from autograder.wall.values import Rng
from solutions import explosion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autograder.suites.student import Student

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["explosion"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, explosion)
check = SUITE.check

ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "identity": lambda z: z,
    "relu": torch.relu,
    "tanh": torch.tanh,
}
UNKNOWN = ("sigmoid", "softsign")

# Where randomness is the author's own, its law is judged. Each such check fails a right program with a chance below
# 1e-9; the suite is deterministic, so that a program which passes once passes always.

# --- what the exercises are given ---------------------------------------------------------------------------------


def _activation(rng: np.random.Generator, _: Mapping[str, int], __: Mapping[str, Any]) -> str:
    return str(rng.choice(list(ACTIVATIONS)))


def _steps(_: np.random.Generator, sizes: Mapping[str, int], __: Mapping[str, Any]) -> int:
    return sizes["T"]


def _start(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Array:
    """No entry is 0; a lone one is positive, or ReLU would die with it."""
    sign = rng.choice([-1.0, 1.0], sizes["H"]) if sizes["H"] > 1 else 1.0
    h0: Array = (rng.uniform(0.1, 1.5, sizes["H"]) * sign).round(2)
    return h0


def _alive(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Array:
    """Weights with which no ReLU comes near 0, where its slope is nobody's promise, and not all of them are off."""
    while True:
        Wh: Array = rng.uniform(-1.5, 1.5, (sizes["H"], sizes["H"])).round(2)
        h, clear = made["h0"], True
        for _ in range(sizes["T"]):
            z = h @ Wh
            clear &= bool(np.abs(z).min() > 1e-3 * np.abs(h).max() > 0)
            h = np.maximum(z, 0)
        if clear:
            return Wh


def _consistent(_: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Array:
    return _states(made["activation"], made["Wh"], made["h0"], sizes["T"])


def _plain(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Array:
    """A matrix whose eigenvalues do not hang on its last digits."""
    while True:
        Wh: Array = rng.uniform(-1.5, 1.5, (sizes["H"], sizes["H"])).round(2)
        values, vectors = np.linalg.eig(Wh)
        if np.abs(values).max() > 0.2 and np.linalg.cond(vectors) < 50:
            return Wh


def _radius(rng: np.random.Generator, _: Mapping[str, int], __: Mapping[str, Any]) -> float:
    return round(float(rng.uniform(0.5, 2)), 2)


RUN = Inputs("h0:H activation Wh:HH steps", axes="TH", builders={"activation": _activation, "steps": _steps})
STATES = Inputs("states:KH")
BACK = Inputs(
    "h0:H activation Wh:HH states:KH",
    axes="TH",
    derived={"K": lambda sizes: sizes["T"] + 1},
    builders={"h0": _start, "activation": _activation, "Wh": _alive, "states": _consistent},
    exact=("states",),
)
MATRIX = Inputs("Wh:HH", builders={"Wh": _plain})
SCALE = Inputs("Wh:HH radius", builders={"Wh": _plain, "radius": _radius})


def _states(activation: str, Wh: Array, h0: Array, steps: int) -> Array:
    """The recurrence in torch."""
    weights, h = torch.tensor(np.array(Wh)), torch.tensor(np.array(h0))
    states = [h]
    for _ in range(steps):
        states.append(ACTIVATIONS[activation](states[-1] @ weights))
    return torch.stack(states).numpy()


def _backward(activation: str, Wh: Array, states: Array) -> Array:
    """The spectral norm of each Jacobian that torch's autograd finds."""
    weights = torch.tensor(np.array(Wh))

    def later(h: torch.Tensor, steps: int) -> torch.Tensor:
        for _ in range(steps):
            h = ACTIVATIONS[activation](h @ weights)
        return h

    jacobian_of: Any = torch.autograd.functional.jacobian
    norms = []
    for k in range(len(states)):
        start = torch.tensor(np.array(states[len(states) - 1 - k]))
        jacobian = jacobian_of(lambda h, k=k: later(h, k), start)
        norms.append(float(torch.linalg.matrix_norm(jacobian, 2)))
    return np.array(norms)


def _turn(size: int) -> Array:
    """A fixed orthogonal matrix."""
    Q: Array = np.linalg.qr(np.random.default_rng(size).normal(size=(size, size)))[0]
    return Q


def _agree_each(name: str, got: Any, want: Array) -> None:
    """Each entry, or row, is right to its own size: where a thousandth follows a million, both count."""
    agree(name, got, want)
    for index, wanted in enumerate(want):
        agree(f"{name}[{index}]", np.asarray(got)[index], np.asarray(wanted), scale=0)


def _quietly(student: Student, name: str, *args: Any) -> Any:
    """The one result of a call, and a Failure where NumPy warned of something."""
    exercise = ASSIGNMENT.exercise(name)
    answer = student.answer(exercise, *args)
    if any(warning.startswith("RuntimeWarning") for warning in answer.warnings):
        raise Failure(_WARNED.format(name=name))
    (result,) = student.results(exercise, answer).values()
    return result


_WARNED = Text("{name} made NumPy warn", "{name} 触发了 NumPy 警告")

# --- the recurrence -----------------------------------------------------------------------------------------------


def _bad_run(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("run_recurrence"), a)
    for unknown in UNKNOWN:
        yield [unknown, a.Wh, a.h0, a.steps], {"activation"}


LAWS.hold("run_recurrence", RUN, spoil=_bad_run)


@check("run_recurrence", Text("each activation agrees with torch", "每种激活函数都与 torch 一致"), RUN, weight=2)
def test_each_activation_has_parity_with_torch(student: Student, a: Case) -> None:
    for activation in ACTIVATIONS:
        (states,) = student.run_recurrence(activation, a.Wh, a.h0, a.steps)
        agree("states", states, _states(activation, a.Wh, a.h0, a.steps))


@check("run_recurrence", Text("a unit can be followed by hand", "单个单元可以手算验证"), weight=2)
def test_one_unit_by_hand(student: Student, _: None) -> None:
    for weight, start in ((2.0, 3.0), (-0.5, 1.5), (0.5, -4.0), (-3.0, -0.25)):
        for activation, apply in (("tanh", math.tanh), ("relu", lambda z: max(z, 0.0)), ("identity", float)):
            want = [start]
            for _step in range(5):
                want.append(apply(weight * want[-1]))
            (states,) = student.run_recurrence(activation, np.array([[weight]]), np.array([start]), 5)
            agree("states", states, np.array(want)[:, None])


@check(
    "run_recurrence", Text("growth and decay over forty steps, row by row", "四十步的增长与衰减，逐行比较"), weight=2
)
def test_growth_and_decay_row_by_row(student: Student, _: None) -> None:
    h0 = np.array([0.25, 1.0, 0.5])
    turns = _turn(3)
    for activation, Wh in (("identity", 3 * turns), ("relu", 0.25 + turns**2), ("relu", 0.2 * turns**2)):
        (states,) = student.run_recurrence(activation, Wh, h0, 40)
        _agree_each("states", states, _states(activation, Wh, h0, 40))


@check("run_recurrence", Text("sums of ±10000 make no activation warn", "和达到 ±10000 时，各激活函数都没有警告"))
def test_large_sums_make_nothing_warn(student: Student, _: None) -> None:
    Wh, h0 = 1e4 * np.array([[1.0, -1.0], [0.5, -0.25]]), np.array([0.5, 1.0])
    for activation, steps in (("tanh", 3), ("relu", 1), ("identity", 1)):
        states = _quietly(student, "run_recurrence", activation, Wh, h0, steps)
        agree("states", states, _states(activation, Wh, h0, steps))


# --- norms of states ----------------------------------------------------------------------------------------------

LAWS.hold("state_norms", STATES)


@check("state_norms", Text("the norms agree with torch", "范数与 torch 一致"), STATES, weight=2)
def test_norms_have_parity_with_torch(student: Student, a: Case) -> None:
    (norms,) = student.state_norms(a.states)
    agree("norms", norms, torch.linalg.vector_norm(torch.tensor(np.array(a.states)), dim=1).numpy())


@check("state_norms", Text("right-angled triangles, large and small", "大大小小的直角三角形"))
def test_triangles_of_every_size(student: Student, _: None) -> None:
    states = np.array([[3.0, -4.0], [-5e4, -12e4], [8e-6, 15e-6], [0.0, 0.0], [-7.0, 0.0], [20.0, 21.0]])
    (norms,) = student.state_norms(states)
    _agree_each("norms", norms, np.array([5.0, 13e4, 17e-6, 0.0, 7.0, 29.0]))


# --- norms of gradients -------------------------------------------------------------------------------------------


def _bad_back(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("backward_norms"), a)
    for unknown in UNKNOWN:
        yield [unknown, a.Wh, a.states], {"activation"}


LAWS.hold("backward_norms", BACK, large=False, spoil=_bad_back)


@cache
def _jacobian_norms(a: Case) -> dict[str, tuple[Array, Array]]:
    """For each activation the states, and the norms by autograd."""
    runs = {activation: _states(activation, a.Wh, a.h0, len(a.states) - 1) for activation in ACTIVATIONS}
    return {activation: (states, _backward(activation, a.Wh, states)) for activation, states in runs.items()}


@check(
    "backward_norms",
    Text(
        "each activation agrees with the Jacobians of torch's autograd", "每种激活函数都与 torch 自动求导的雅可比一致"
    ),
    BACK,
    weight=3,
)
def test_each_activation_agrees_with_autograd(student: Student, a: Case) -> None:
    for activation, (states, want) in _jacobian_norms(a).items():
        (norms,) = student.backward_norms(activation, a.Wh, states)
        agree("norms", norms, want)


@check(
    "backward_norms",
    Text("growth and decay over thirty steps, entry by entry", "三十步的增长与衰减，逐项比较"),
    weight=2,
)
def test_growth_and_decay_entry_by_entry(student: Student, _: None) -> None:
    for activation, Wh, states, want in _long_chains():
        (norms,) = student.backward_norms(activation, Wh, states)
        _agree_each("norms", norms, want)


@cache
def _long_chains() -> list[tuple[str, Array, Array, Array]]:
    turns, h0 = _turn(3), np.array([0.25, 1.0, 0.5])
    chains = []
    for activation, Wh in (
        ("identity", 3 * turns),
        ("relu", 0.2 + turns**2),
        ("tanh", 0.4 * turns),
        ("tanh", 1.2 * turns),
    ):
        states = _states(activation, Wh, h0, 30)
        chains.append((activation, Wh, states, _backward(activation, Wh, states)))
    return chains


@check("backward_norms", Text("units that are off let nothing through", "关闭的单元不让梯度通过"))
def test_units_that_are_off_let_nothing_through(student: Student, _: None) -> None:
    for Wh, h0, steps, want in (
        ([[2.0, -1.0], [-1.0, -1.0]], [1.0, 0.5], 3, [1.0, 5**0.5, 2 * 5**0.5, 4 * 5**0.5]),  # the second unit is off
        ([[-2.0, -1.0], [0.5, -1.0]], [1.0, 6.0], 2, [1.0, 0.0, 0.0]),  # at the last step both are
    ):
        states = _states("relu", np.array(Wh), np.array(h0), steps)
        (norms,) = student.backward_norms("relu", np.array(Wh), states)
        agree("norms", norms, np.array(want))


@check("backward_norms", Text("saturated units stop a gradient, without a warning", "饱和的单元让梯度停住，且没有警告"))
def test_saturated_units_stop_a_gradient(student: Student, _: None) -> None:
    Wh = 1e4 * np.array([[1.0, 0.5], [-0.25, 1.0]])
    states = _states("tanh", Wh, np.array([0.5, 1.0]), 3)
    agree("norms", _quietly(student, "backward_norms", "tanh", Wh, states), np.array([1.0, 0.0, 0.0, 0.0]))
    states = _states("identity", Wh, np.array([0.5, 1.0]), 3)
    want = _backward("identity", Wh, states)
    _agree_each("norms", _quietly(student, "backward_norms", "identity", Wh, states), want)


# --- the spectral radius ------------------------------------------------------------------------------------------


def _torch_radius(Wh: Array) -> float:
    return float(torch.linalg.eigvals(torch.tensor(np.array(Wh))).abs().max())


LAWS.hold("spectral_radius", MATRIX, large=False)


@check("spectral_radius", Text("it agrees with torch, whatever the size", "各种大小都与 torch 一致"), weight=2)
def test_radius_has_parity_with_torch(student: Student, _: None) -> None:
    for H in (2, 3, 5, 8):
        for scale in (1e-3, 1.0, 1e4):
            Wh = scale * _plain(np.random.default_rng(H), {"H": H}, {})
            (radius,) = student.spectral_radius(Wh)
            agree("radius", radius, _torch_radius(Wh), scale=0)


@check(
    "spectral_radius",
    Text("negative and complex eigenvalues, and none but zero", "负的、复的特征值，以及全为零的特征值"),
    weight=2,
)
def test_eigenvalues_that_are_known(student: Student, _: None) -> None:
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    for Wh, want in (
        (np.diag([1.0, -3.0, 2.0]), 3.0),
        (2.5 * turn, 2.5),  # a rotation: both eigenvalues are complex
        (np.array([[0.0, -4.0], [1.0, 0.0]]), 2.0),
        (np.array([[0.5, 8.0, -9.0], [0.0, -0.75, 7.0], [0.0, 0.0, 0.25]]), 0.75),
        (np.ones((4, 4)), 4.0),
        (np.array([[0.0, 5.0], [0.0, 0.0]]), 0.0),
    ):
        (radius,) = student.spectral_radius(Wh)
        agree("radius", radius, want)


def _unscalable(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("scale_to_radius"), a)
    H = len(a.Wh)
    for Wh in (np.zeros((H, H)), np.triu(np.ones((H, H)), 1), np.tril(np.full((H, H), -2.0), -1)):
        yield [Wh, a.radius], {"Wh", "radius"}


LAWS.hold("scale_to_radius", SCALE, large=False, spoil=_unscalable)


@check(
    "scale_to_radius",
    Text("the answer is a multiple of Wh, and has the radius asked for", "结果是 Wh 的倍数，谱半径正是所要求的"),
    SCALE,
    weight=2,
)
def test_scaled_has_the_radius_asked_for(student: Student, a: Case) -> None:
    (scaled,) = student.scale_to_radius(a.Wh, a.radius)
    agree("scaled", scaled, a.Wh * a.radius / _torch_radius(a.Wh))
    agree("the radius of scaled", _torch_radius(scaled), a.radius)


@check("scale_to_radius", Text("matrices of every size, and radii far apart", "大小各异的矩阵，相差悬殊的谱半径"))
def test_scaled_from_far_away(student: Student, _: None) -> None:
    for H in (1, 2, 5, 8):
        for scale, radius in ((1e4, 0.5), (1e-3, 1.25), (1.0, 1e4)):
            Wh = scale * _plain(np.random.default_rng(H + 20), {"H": H}, {})
            (scaled,) = student.scale_to_radius(Wh, radius)
            agree("scaled", scaled, Wh * radius / _torch_radius(Wh), scale=0)


# --- overflow -----------------------------------------------------------------------------------------------------
# The chain is run in its own dtype, so that is what a right program does. No gain here asks for more than 100,000
# steps of it, or for ever of one that forgets to round: a gain that a dtype rounds to 1 overflows soon in another.

LONGEST = 100_000


@cache
def _first_inf(gain: float, dtype: str) -> int | None:
    """Read off all products at once: NumPy's running product rounds each of them to the dtype, as the chain does."""
    with np.errstate(over="ignore"):
        chain = np.cumprod(np.full(LONGEST, gain, np.float64).astype(dtype), dtype=dtype)
    return int(np.argmax(np.isinf(chain))) + 1 if np.isinf(chain).any() else None


def _overflows(student: Student, gain: float, dtype: Any, want: int | None) -> None:
    (steps,) = student.steps_to_overflow(gain, dtype)
    agree(f"steps_to_overflow({gain:g}, {str(dtype)!r})", steps, want)


@check("steps_to_overflow", Text("powers of two can be counted by hand", "2 的幂可以手算"), weight=2)
def test_powers_of_two(student: Student, _: None) -> None:
    for gain, wanted in ((2.0, (16, 128, 1024)), (4.0, (8, 64, 512)), (256.0, (2, 16, 128))):
        for dtype, want in zip(("float16", "float32", "float64"), wanted, strict=True):
            _overflows(student, gain, dtype, want)


@check("steps_to_overflow", Text("it agrees with the chain itself", "与真正运行的链条一致"), weight=2)
def test_it_agrees_with_the_chain(student: Student, _: None) -> None:
    for gain in (1.1, 1.3, 1.5, 1.75, 3.0, 10.0, 1234.5):
        for dtype in ("float16", "float32", "float64"):
            _overflows(student, gain, dtype, _first_inf(gain, dtype))


@check(
    "steps_to_overflow",
    Text("a gain barely above 1: every product is rounded", "增益略大于 1 时，每次乘积都会舍入"),
    weight=2,
)
def test_every_product_is_rounded(student: Student, _: None) -> None:
    for gain, dtype in ((1.05, "float16"), (1.01, "float16"), (1.001, "float16"), (1.01, "float32"), (1.05, "float64")):
        _overflows(student, gain, dtype, _first_inf(gain, dtype))


@check("steps_to_overflow", Text("a gain of 1 or less never overflows", "增益不超过 1 时永远不会溢出"))
def test_a_gain_of_1_or_less_never_overflows(student: Student, _: None) -> None:
    for gain, dtype in ((1.0, "float16"), (0.5, "float32"), (0.0, "float64"), (-1.0, "float16"), (-2.0, "float32")):
        _overflows(student, gain, dtype, None)
        _overflows(student, 2.0, dtype, _first_inf(2.0, dtype))


@check("steps_to_overflow", Text("the gain is rounded to the dtype first", "增益先舍入到该 dtype"))
def test_the_gain_is_rounded_first(student: Student, _: None) -> None:
    for gain, dtype, want in ((1.0004, "float16", None), (1.0006, "float16", 12288), (65519.0, "float16", 2)):
        _overflows(student, gain, dtype, want)


@check(
    "steps_to_overflow", Text("a huge gain overflows at once, or at the second step", "极大的增益在第一步或第二步溢出")
)
def test_a_huge_gain_overflows_at_once(student: Student, _: None) -> None:
    for gain, dtype, want in (
        (65504.0, "float16", 2),  # the largest number there is
        (1e5, "float16", 1),
        (3e38, "float32", 2),
        (1e39, "float32", 1),
        (1e300, "float64", 2),
    ):
        _overflows(student, gain, dtype, want)


@check("steps_to_overflow", Text("a dtype will do as well as its name", "dtype 本身和它的名字都可以"))
def test_a_dtype_or_its_name(student: Student, _: None) -> None:
    for name, want in (("float16", 28), ("float32", 219), ("float64", 1751)):
        _overflows(student, 1.5, np.dtype(name), want)
        _overflows(student, 1.5, name, want)


# --- first weights ------------------------------------------------------------------------------------------------


def _drawn(student: Student, size: int, gain: float, seed: int) -> Array:
    """A matrix of the right kind, whatever its entries."""
    (Wh,) = student.orthogonal(size, gain, Rng(seed))
    if not (isinstance(Wh, np.ndarray) and Wh.shape == (size, size) and Wh.dtype == np.float64):
        agree("Wh", Wh, np.zeros((size, size)))
    matrix: Array = Wh
    return matrix


def _defect(Q: Array) -> float:
    """By how much a matrix fails to be orthogonal."""
    return float(np.abs(Q.swapaxes(-1, -2) @ Q - np.eye(Q.shape[-1])).max())


@check(
    "orthogonal",
    Text("it is gain times an orthogonal matrix, to 1e-12", "等于 gain 乘以正交矩阵，精确到 1e-12"),
    weight=2,
)
def test_it_is_orthogonal(student: Student, _: None) -> None:
    # Of these sizes and seeds even the plainest Gram-Schmidt, on the generator's first normal numbers, keeps 1e-12.
    for size, seed in ((1, 3), (2, 6), (3, 15), (4, 15), (6, 16), (9, 10)):
        for gain in (1.0, 0.25, 3.0):
            if not _defect(_drawn(student, size, gain, seed) / gain) < 1e-12:
                raise Failure(_NOT_ORTHOGONAL)


def _many(student: Student, size: int, draws: int) -> Array:
    """Many draws, divided by their gain; the median lets a rare one be less exact."""
    drawn = np.array([_drawn(student, size, 2.0, seed) for seed in range(draws)]) / 2
    if not np.median([_defect(Q) for Q in drawn]) < 1e-9:
        raise Failure(_NOT_ORTHOGONAL)
    return drawn


@check("orthogonal", Text("reflections are as likely as rotations", "反射与旋转的可能性相同"))
def test_reflections_and_rotations(student: Student, _: None) -> None:
    for size in (1, 2):
        rotations = int((np.linalg.det(_many(student, size, 64)) > 0).sum())
        if not 7 < rotations < 57:  # binomial: a chance of 2e-10 for both sizes together
            raise Failure(_ONE_KIND)


@check("orthogonal", Text("every direction is equally likely", "每个方向的可能性相同"), weight=2)
def test_every_direction_is_equally_likely(student: Student, _: None) -> None:
    """An entry of a Haar matrix of size 3 is uniform in (-1, 1), as is a coordinate of a point on the sphere."""
    draws = 200
    share = np.sort((_many(student, 3, draws).reshape(draws, 9) + 1) / 2, axis=0)
    steps = np.arange(draws + 1)[:, None] / draws
    distance = max(np.abs(share - steps[1:]).max(), np.abs(share - steps[:-1]).max())
    if distance > 0.245:  # Kolmogorov-Smirnov: P(distance > d) < 2 exp(-2 n d**2), for nine entries 7e-10
        raise Failure(_NOT_HAAR)


@check("orthogonal", Text("large matrices have normal columns", "大矩阵的各列近似正态"))
def test_large_matrices_have_normal_columns(student: Student, _: None) -> None:
    """The mean modulus of an entry is nearly √(2/πn); columns that come from a cube have larger ones."""
    n = 32
    draws = np.array([_drawn(student, n, 1.0, seed) for seed in range(24)])
    if not _defect(draws) < 1e-9:
        raise Failure(_NOT_ORTHOGONAL)
    mean = float(np.abs(draws[:, :, : n // 2]).mean() * math.sqrt(n))
    expected = math.sqrt(2 / math.pi) * (1 + 1 / (4 * n))
    if abs(mean - expected) > 0.0135:  # 7 standard deviations: 3e-12; entries from a cube are 19 away
        raise Failure(_NOT_HAAR)


@check("orthogonal", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_draws_the_same_matrix(student: Student, _: None) -> None:
    one, same, other = (_drawn(student, 4, 1.5, seed) for seed in (1, 1, 2))
    if not _defect(one / 1.5) < 1e-9:
        raise Failure(_NOT_ORTHOGONAL)
    agree("Wh", same, one)
    if np.allclose(one, other):
        raise Failure(_NO_RNG)


_NOT_ORTHOGONAL = Text("Wh is not gain times an orthogonal matrix", "Wh 不等于 gain 乘以正交矩阵")
_ONE_KIND = Text(
    "rotations (determinant 1) and reflections (determinant -1) are not equally likely",
    "旋转（行列式为 1）与反射（行列式为 -1）的可能性不相同",
)
_NOT_HAAR = Text("some orthogonal matrices are likelier than others", "有些正交矩阵出现的可能性比别的大")
_NO_RNG = Text("another rng gives the same answer", "换一个 rng，结果却完全相同")

DEVIATION = 0.001
WIDE = 60, 70  # D, H: 4200 weights


def _irnn(student: Student, D: int, H: int, seed: int) -> Array:
    """Wx in deviations, once all else is right."""
    Wx, Wh, b = student.irnn_parameters(D, H, Rng(seed))
    agree("Wh", Wh, np.eye(H))
    agree("b", b, np.zeros(H))
    if not (isinstance(Wx, np.ndarray) and Wx.shape == (D, H) and Wx.dtype == np.float64):
        agree("Wx", Wx, np.zeros((D, H)))
    weights: Array = Wx / DEVIATION
    if not np.abs(weights).max() < 8:  # of 5000 normal numbers one is beyond with a chance of 6e-12
        raise Failure(_NOT_NORMAL)
    return weights


@check("irnn_parameters", Text("shapes, Wh and b are right at every size", "各种大小下形状、Wh 和 b 都正确"), weight=2)
def test_identity_and_zeros(student: Student, _: None) -> None:
    for D, H in ((1, 1), (2, 1), (1, 2), (2, 4), (5, 3), (4, 4)):
        _irnn(student, D, H, 5)


@check(
    "irnn_parameters",
    Text("the weights of the input are normal, with deviation 0.001", "输入权重服从标准差为 0.001 的正态分布"),
    weight=2,
)
def test_the_input_weights_are_normal(student: Student, _: None) -> None:
    weights = np.sort(_irnn(student, *WIDE, 6).ravel())
    share = (1 + torch.special.erf(torch.tensor(weights / math.sqrt(2))).numpy()) / 2
    steps = np.arange(share.size + 1) / share.size
    distance = max(np.abs(share - steps[1:]).max(), np.abs(share - steps[:-1]).max())
    # Kolmogorov-Smirnov: P(distance > d) < 2 exp(-2 n d**2), here 2e-10; and all 4200 within 2.5 deviations: 1e-23
    if distance > 0.0525 or not np.abs(weights).max() > 2.5:
        raise Failure(_NOT_NORMAL)


@check("irnn_parameters", Text("every weight is drawn on its own", "每个权重都是单独抽取的"))
def test_every_input_weight_is_drawn_on_its_own(student: Student, _: None) -> None:
    weights = _irnn(student, *WIDE, 7)
    if np.unique(np.abs(weights)).size < 0.99 * weights.size:  # a few alike would be chance, were the draws coarse
        raise Failure(_TIED)


@check("irnn_parameters", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_draws_the_same_weights(student: Student, _: None) -> None:
    one, same, other = (_irnn(student, 3, 4, seed) for seed in (1, 1, 2))
    agree("Wx", same, one)
    if np.allclose(one, other):
        raise Failure(_NO_RNG)


_NOT_NORMAL = Text("Wx is not normal with a standard deviation of 0.001", "Wx 不服从标准差为 0.001 的正态分布")
_TIED = Text("some weights are copies of others", "有些权重是其他权重的副本")

# --- the verdict --------------------------------------------------------------------------------------------------

VERDICTS = ("vanishes", "stable", "explodes", "overflows")


def _thresholds(rng: np.random.Generator, _: Mapping[str, int], made: Mapping[str, Any]) -> float:
    """First the lower one, then the upper one."""
    return round(float(rng.uniform(2, 200) if "low" in made else rng.uniform(0.01, 0.5)), 2)


def _growing(rng: np.random.Generator, sizes: Mapping[str, int], made: Mapping[str, Any]) -> Array:
    """Norms that end well within the realm of one verdict, by ways that lead through others."""
    norms = rng.uniform(1e-3, 1e7, sizes["K"])
    realm = str(rng.choice(VERDICTS))
    norms[0] = round(float(rng.uniform(1e3, 1e4)), 2)
    factor = rng.uniform(1.5, 5)
    growth = {"vanishes": made["low"] / factor, "explodes": made["high"] * factor, "stable": 1.0}
    norms[-1] = norms[0] * growth.get(realm, 1.0)
    if realm == "overflows":
        norms[rng.integers(1, sizes["K"])] = rng.choice([np.inf, np.nan])
    return norms


GROWTH = Inputs(
    "low high norms:K",
    axes="T",
    derived={"K": lambda sizes: sizes["T"] + 1},
    builders={"low": _thresholds, "high": _thresholds, "norms": _growing},
)
LAWS.hold("classify_growth", GROWTH, large=False)


def _classified(student: Student, norms: Sequence[float], want: str, *limits: float, **named: float) -> None:
    (verdict,) = student.classify_growth(np.array(norms), *limits, **named)
    agree("verdict", verdict, want)


@check("classify_growth", Text("the last norm is measured by the first", "以第一个范数衡量最后一个范数"), weight=2)
def test_the_last_is_measured_by_the_first(student: Student, _: None) -> None:
    for norms, want in (
        ([1.0, 1e-4], "vanishes"),
        ([5e6, 1e9, 2000.0], "vanishes"),
        ([3.0, 1e9, 0.0], "vanishes"),
        ([1e-7, 1e-5, 1e-3], "explodes"),
        ([2.0, 1e-9, 2500.0], "explodes"),
        ([5e6, 5e6], "stable"),
        ([1e-6, 1e9, 1e-9, 2e-6], "stable"),
        ([2.0, 0.5], "stable"),
    ):
        _classified(student, norms, want)


@check(
    "classify_growth",
    Text("whatever is not finite overflows, wherever it stands", "只要出现非有限值就是溢出，无论在哪里"),
    weight=2,
)
def test_whatever_is_not_finite_overflows(student: Student, _: None) -> None:
    for bad in (np.inf, np.nan):
        for norms in ([1.0, bad], [1.0, bad, 1.0], [1.0, 2.0, bad, 1e-9], [1.0, bad, 1e9]):
            _classified(student, norms, "overflows")
    _classified(student, [1.0, 1e300], "explodes")
    _classified(student, [1.0, 2.0, 3.0], "stable")


@check("classify_growth", Text("the thresholds themselves are stable", "恰好等于阈值时算稳定"))
def test_the_thresholds_themselves_are_stable(student: Student, _: None) -> None:
    for norms, want in (
        ([1.0, 1e-3], "stable"),
        ([1.0, 1e3], "stable"),
        ([1.0, 0.99e-3], "vanishes"),
        ([1.0, 1.01e3], "explodes"),
    ):
        _classified(student, norms, want)
    _classified(student, [1.0, 0.25], "stable", 0.25, 4.0)
    _classified(student, [1.0, 4.0], "stable", 0.25, 4.0)


@check("classify_growth", Text("other thresholds can be asked for", "可以指定别的阈值"))
def test_other_thresholds(student: Student, _: None) -> None:
    _classified(student, [2.0, 0.5], "vanishes", 0.5)
    _classified(student, [2.0, 9.0], "explodes", 0.5, 4.0)
    _classified(student, [2.0, 9.0], "stable", high=8.0)
    _classified(student, [2.0, 2e-4], "stable", low=1e-5)
    _classified(student, [2.0, 2e4], "stable", 1e-5, 1e5)


# --- the table ----------------------------------------------------------------------------------------------------
# A right program draws any matrix of the spectral radius, and any h0. What holds for all of them is judged: for one
# unit the matrix is plus or minus the gain, and everything else follows; for more, norms and verdicts have to agree.

COLUMNS = ("gain", "activation", "final_state_norm", "final_backward_norm", "verdict")


class Row(NamedTuple):
    """One row of a table: the gain, what is left of the state and of the gradient, and the verdict."""

    gain: float
    state: float
    backward: float
    verdict: str


def _table(student: Student, gains: Sequence[float], steps: int, size: int, seed: int) -> list[tuple[Row, Row]]:
    """The rows of tanh and of ReLU for each gain, once the table has the columns, gains and words it should have."""
    (table,) = student.explosion_table(list(gains), steps, size, Rng(seed))
    if not isinstance(table, dict) or set(table) != set(COLUMNS):
        agree("table", table, dict.fromkeys(COLUMNS))
    rows = 2 * len(gains)
    gain, state, backward = (
        vector(f'table["{name}"]', table[name], rows) for name in COLUMNS if "norm" in name or name == "gain"
    )
    agree('table["gain"]', gain, np.repeat(gains, 2))
    agree('table["activation"]', _words(table["activation"]), ["tanh", "relu"] * len(gains))
    verdicts = _words(table["verdict"])
    if not isinstance(verdicts, (list, tuple)) or len(verdicts) != rows or not set(map(str, verdicts)) <= set(VERDICTS):
        raise Failure(_NO_VERDICT)
    if not ((state >= 0).all() and (backward >= 0).all()):  # nor NaN: nothing here overflows
        raise Failure(_NO_NORM)
    made = [
        Row(float(g), float(s), float(b), str(v)) for g, s, b, v in zip(gain, state, backward, verdicts, strict=True)
    ]
    return list(zip(made[::2], made[1::2], strict=True))


def _words(column: Any) -> Any:
    """An array of text as a list."""
    return column.tolist() if isinstance(column, np.ndarray) else column


def _growth(last: float, first: float) -> str:
    return "vanishes" if last < 1e-3 * first else "explodes" if last > 1e3 * first else "stable"


@check(
    "explosion_table",
    Text("two rows a gain, and tanh keeps its states small", "每个增益两行，tanh 的状态不会变大"),
    weight=2,
)
def test_two_rows_a_gain(student: Student, _: None) -> None:
    for gains, steps, size in (([1.5, 0.5, 1.0], 4, 3), ([0.75], 1, 2), ([3.0, 2.0, 2.0, 0.25], 12, 5)):
        for tanh, _relu in _table(student, gains, steps, size, 1):
            if not 0 < tanh.state <= math.sqrt(size) * (1 + 1e-12):
                raise Failure(_TANH_UNBOUND)


@check("explosion_table", Text("one unit gives itself away", "只有一个单元时，结果可以完全推算"), weight=4)
def test_one_unit_gives_itself_away(student: Student, _: None) -> None:
    """Its weight is the gain or its negative. A ReLU that lives tells the size of h0, from which tanh follows."""
    for steps in (1, 2, 3, 30):
        for seed in range(3):
            for tanh, relu in _table(student, [0.5, 0.9, 1.0, 1.5], steps, 1, seed):
                power = tanh.gain**steps
                if relu.state == 0:
                    _see(relu, 0.0, 0.0, "vanishes")
                    if steps <= 2:
                        _see_alone(tanh, steps)
                    continue
                start = relu.state / power
                _see(relu, relu.state, power, _growth(power, 1.0))
                h, slope = start, 1.0
                for _step in range(steps):
                    h = math.tanh(tanh.gain * h)
                    slope *= tanh.gain * (1 - h * h)
                _see(tanh, h, slope, _growth(h, start))


def _see(row: Row, state: float, backward: float, verdict: str) -> None:
    agree("final_state_norm", row.state, state, scale=0)
    agree("final_backward_norm", row.backward, backward, scale=100)  # 1 - h**2 is less exact where h is near 1
    agree("verdict", row.verdict, verdict)


def _see_alone(tanh: Row, steps: int) -> None:
    """What the state of a lone tanh unit says of its gradient: each earlier state is known from the later one."""
    h, slope = tanh.state, 1.0
    for _step in range(steps):
        if h > 0.999:  # saturated: what came before cannot be told
            return
        slope *= tanh.gain * (1 - h * h)
        h = math.atanh(h) / tanh.gain
    agree("final_backward_norm", tanh.backward, slope, rtol=1e-7)
    agree("verdict", tanh.verdict, _growth(tanh.state, h))


@check(
    "explosion_table",
    Text("norms and verdicts agree, for the same start of both rows", "范数与判断一致，且两行起点相同"),
    weight=2,
)
def test_norms_and_verdicts_agree(student: Student, _: None) -> None:
    """A verdict bounds the norm of h0 from one side or both; the two rows of a gain share h0."""
    for size, seed in ((2, 3), (5, 4), (16, 5)):
        for rows in _table(student, [0.05, 0.5, 1.0, 2.0, 4.0], 30, size, seed):
            least, most = 0.0, np.inf
            for row in rows:
                least = max(least, {"vanishes": row.state * 1e3, "stable": row.state * 1e-3}.get(row.verdict, 0.0))
                most = min(most, {"explodes": row.state * 1e-3, "stable": row.state * 1e3}.get(row.verdict, np.inf))
            overflown = any(row.verdict == "overflows" or not np.isfinite(row.state) for row in rows)
            if overflown or least > most * (1 + 1e-9) or most == 0:
                raise Failure(_DISAGREE)


@check("explosion_table", Text("where states are tiny, ReLU can only take away", "状态极小时，ReLU 只会让范数变小"))
def test_relu_can_only_take_away(student: Student, _: None) -> None:
    """There tanh is a line, and lets everything through; what a ReLU lets through is a part of the same."""
    for seed in (1, 2):
        for tanh, relu in _table(student, [k * 1e-9 for k in range(1, 17)], 1, 2, seed):
            if not (relu.state <= 1.001 * tanh.state and relu.backward <= 1.001 * tanh.backward):
                raise Failure(_NOT_THE_SAME)


@check("explosion_table", Text("the gain is a spectral radius", "增益就是谱半径"))
def test_the_gain_is_a_spectral_radius(student: Student, _: None) -> None:
    """Where states are tiny tanh is a line, and T steps lengthen some gradient by the T-th power of the radius.

    Of that power a thousandth is asked for, as a first state that is not tiny may take its toll. A matrix whose largest
    singular value is the gain has a smaller radius, unless it is a multiple of an orthogonal one, or symmetric.
    """
    for tanh, _relu in _table(student, [0.02, 0.01, 1.0], 60, 12, 6)[:2]:
        if not tanh.backward > 1e-3 * tanh.gain**60:
            raise Failure(_NOT_THE_RADIUS)


@check("explosion_table", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_makes_the_same_table(student: Student, _: None) -> None:
    def numbers(seed: int) -> Array:
        rows = [row for pair in _table(student, [0.75, 1.25], 3, 16, seed) for row in pair]
        return np.array([[row.state, row.backward] for row in rows])

    one = numbers(0)
    agree("table", numbers(0), one)
    if all(np.allclose(numbers(seed), one, rtol=1e-9, atol=0) for seed in range(1, 13)):
        raise Failure(_NO_RNG)


_NO_VERDICT = Text(
    'table["verdict"] does not hold one of vanishes, stable, explodes, overflows in each row',
    'table["verdict"] 的每一行都应是 vanishes、stable、explodes、overflows 之一',
)
_NO_NORM = Text("a norm is negative, or not a number", "有的范数为负，或不是数")
_TANH_UNBOUND = Text(
    "the final state of tanh is zero, or longer than H values between -1 and 1 can be",
    "tanh 的最终状态为零，或长于 H 个 -1 到 1 之间的数所能达到的长度",
)
_DISAGREE = Text("no h0 can have both verdicts with the norms beside them", "没有一个 h0 能同时得到这两行的判断和范数")
_NOT_THE_SAME = Text(
    "the two rows of a gain do not have the same recurrent matrix and the same h0",
    "同一个增益的两行没有使用相同的循环矩阵和 h0",
)
_NOT_THE_RADIUS = Text("the spectral radius is less than the gain", "谱半径小于增益")
