"""The hidden tests of `bptt.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import NUMERIC, agree
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from solutions import bptt, rnn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.suites.student import Student

    Sizes = Mapping[str, int]
    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["bptt"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, bptt)
check = SUITE.check

# --- what the exercises are given ---------------------------------------------------------------------------------


def _state(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> Any:
    """A tanh's answers: between -1 and 1, some of them close to that."""
    return np.tanh(rng.uniform(-2, 2, sizes["H"]))


def _states(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> Any:
    """h_0 may be anything; with the right inputs an RNN goes through any further states between -1 and 1."""
    states = np.tanh(rng.uniform(-2, 2, (sizes["S"], sizes["H"])))
    states[0] = rng.uniform(-1.5, 1.5, sizes["H"])
    return states


def _later(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> int:
    return int(rng.integers((sizes["T"] + 1) // 2, sizes["S"]))


def _earlier(rng: np.random.Generator, _: Sizes, made: Mapping[str, Any]) -> int:
    """Well before t: short chains have checks of their own."""
    return int(rng.integers(0, (made["t"] + 1) // 2))


def _window(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> int:
    return int(rng.integers(1, sizes["T"] + 2))


def _nonzero(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> Any:
    """No branch is zero: those that are have a check of their own."""
    shape = [sizes[letter] for letter in "TDH"]
    return rng.uniform(0.05, 1.5, shape) * rng.choice([-1, 1], shape)


def _grads(rng: np.random.Generator, sizes: Sizes, _: Mapping[str, Any]) -> list[Any]:
    D, H = sizes["D"], sizes["H"]
    return [rng.uniform(-1.5, 1.5, shape).round(2) for shape in ((D, H, 2), (H,), (D, H))]


def _max_norm(rng: np.random.Generator, _: Sizes, made: Mapping[str, Any]) -> float:
    """Less than the norm there is: what is within the limit has checks of its own."""
    return round(_norm(made["grads"]) * float(rng.uniform(0.2, 0.9)), 3)


NOISE = 1e4  # central differences leave about 1e-11, however small the answer
LINK = Inputs("h:H Wh:HH", builders={"h": _state})
CHAIN = Inputs(
    "states:SH Wh:HH t k",
    axes="TH",
    derived={"S": lambda sizes: sizes["T"] + 1},
    builders={"states": _states, "t": _later, "k": _earlier},
)
SEQUENCE = Inputs("x:TD h0:H Wx:DH Wh:HH b:H dh_last:H")
BRANCHES = Inputs("branches:TDH", builders={"branches": _nonzero})
BOUND = Inputs("Wh:HH steps", builders={"steps": lambda rng, _sizes, _made: int(rng.integers(2, 7))})
BY_VALUE = Inputs(
    "grads limit",
    axes="DH",
    builders={"grads": _grads, "limit": lambda rng, _sizes, _made: round(float(rng.uniform(0.2, 0.9)), 2)},
)
BY_NORM = Inputs("grads max_norm", axes="DH", builders={"grads": _grads, "max_norm": _max_norm})
CHUNKS = Inputs("x:NTD h0:NH Wx:DH Wh:HH b:H dh:NTH window", builders={"window": _window})


def _array(name: str, got: Any, *shape: int) -> Any:
    """An answer that can be computed with; Failure where it is no float64 array of that shape."""
    if not (isinstance(got, np.ndarray) and got.shape == shape and got.dtype == np.float64):
        agree(name, got, np.zeros(shape))
    return got


def _tensors(*arrays: Any) -> list[torch.Tensor]:
    return [torch.tensor(np.array(array)) for array in arrays]


# --- one link -----------------------------------------------------------------------------------------------------

LAWS.hold("step_jacobian", LINK, large=False)


@check("step_jacobian", Text("it agrees with torch's autograd", "与 torch 的自动求导一致"), LINK, weight=2)
def test_a_link_has_parity_with_torch(student: Student, a: Case) -> None:
    (got,) = student.step_jacobian(a.h, a.Wh)
    agree("jacobian", got, _torch_chain(np.array([0 * a.h, a.h]), a.Wh, 1, 0))


@check("step_jacobian", Text("it agrees with finite differences", "与有限差分一致"), LINK, draws=0)
def test_a_link_matches_finite_differences(student: Student, a: Case) -> None:
    (got,) = student.step_jacobian(a.h, a.Wh)
    drive, before = np.arctanh(a.h), np.zeros_like(a.h)
    rows = [
        oracles.finite_differences(lambda h: [np.tanh(drive + h @ a.Wh)], [before], [row])[0]
        for row in np.eye(len(a.h))
    ]
    agree("jacobian", got, np.array(rows), rtol=NUMERIC, scale=NOISE)


@check(
    "step_jacobian", Text("a unit at rest passes all, a saturated one nothing", "静止的单元全部放行，饱和的单元不放行")
)
def test_slopes_at_their_limits(student: Student, _: None) -> None:
    Wh = np.array([[0.5, -2.0, 1.0], [3.0, 0.25, -1.5], [0.75, 1.25, 2.0]])
    (got,) = student.step_jacobian(np.array([0.0, 1.0, -1.0]), Wh)
    agree("jacobian", got, np.array([[0.5, 3.0, 0.75], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
    (got,) = student.step_jacobian(np.array([0.5, -0.5, 0.0]), Wh)
    agree("jacobian", got, np.array([[0.375, 2.25, 0.5625], [-1.5, 0.1875, 0.9375], [1.0, -1.5, 2.0]]))


# --- the chain ----------------------------------------------------------------------------------------------------


def _bad_chain(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("chain_jacobian"), a)
    T = a.sizes["T"]
    for t, k in ((T + 1, 0), (T + 1, T + 1), (T, -1), (-1, -1), (0, 1), (T - 0.5, 0), (T, 0.5)):
        yield [a.states, a.Wh, t, k], {"t", "k", "states"}


LAWS.hold("chain_jacobian", CHAIN, large=False, spoil=_bad_chain)


@check(
    "chain_jacobian",
    Text("every chain agrees with torch's autograd", "每条链都与 torch 的自动求导一致"),
    CHAIN,
    weight=2,
)
def test_every_chain_has_parity_with_torch(student: Student, a: Case) -> None:
    for t in range(len(a.states)):
        for k in range(t + 1):
            (got,) = student.chain_jacobian(a.states, a.Wh, t, k)
            agree("jacobian", got, _torch_chain(a.states, a.Wh, t, k))


@check(
    "chain_jacobian",
    Text("a nudge of h_0 moves h_T as the chain says", "轻推 h_0，h_T 的变化与链一致"),
    SEQUENCE,
    draws=0,
)
def test_a_chain_tells_how_a_nudge_travels(student: Student, a: Case) -> None:
    def last(h: Any) -> list[Any]:
        for x_t in a.x:
            h = np.tanh(x_t @ a.Wx + h @ a.Wh + a.b)
        return [h]

    states = np.concatenate([[a.h0], rnn.rnn_forward(a.x[None], a.h0[None], a.Wx, a.Wh, a.b)[0][0]])
    (got,) = student.chain_jacobian(states, a.Wh, len(a.x), 0)
    rows = [oracles.finite_differences(last, [a.h0], [row])[0] for row in np.eye(len(a.h0))]
    agree("jacobian", got, np.array(rows), rtol=NUMERIC, scale=NOISE)


@check(
    "chain_jacobian",
    Text("from a state to itself: the identity, wherever it is", "从一个状态到它自己：无论在哪里都是单位矩阵"),
    CHAIN,
)
def test_no_step_changes_nothing(student: Student, a: Case) -> None:
    H = len(a.Wh)
    for t in range(len(a.states)):
        (got,) = student.chain_jacobian(a.states, a.Wh, t, t)
        agree("jacobian", got, np.eye(H))
    (got,) = student.chain_jacobian(a.states, a.Wh, 1, 0)
    agree("jacobian", got, _torch_chain(a.states, a.Wh, 1, 0))


LONG_CHAIN = Case(CHAIN, {"T": 7, "H": 3}, 5)


@check("chain_jacobian", Text("two chains end to end make one", "两条链首尾相接成为一条"))
def test_chains_compose(student: Student, _: None) -> None:
    a = LONG_CHAIN
    T, H = a.sizes["T"], a.sizes["H"]
    for k, m, t in ((0, 3, T), (1, 2, 5), (2, 6, T), (0, 0, 4), (3, T, T)):
        (later,) = student.chain_jacobian(a.states, a.Wh, t, m)
        (earlier,) = student.chain_jacobian(a.states, a.Wh, m, k)
        with np.errstate(all="ignore"):  # they may be anything
            whole = _array("jacobian", later, H, H) @ _array("jacobian", earlier, H, H)
        agree("jacobian", whole, _torch_chain(a.states, a.Wh, t, k))


@check(
    "chain_jacobian",
    Text("a rotation keeps turning, and grows or shrinks by its gain", "旋转矩阵持续转动，并按增益放大或缩小"),
)
def test_a_long_chain_grows_or_vanishes(student: Student, _: None) -> None:
    states = np.zeros((61, 2))  # where every slope is one
    for gain in (0.5, 1.0, 1.5):
        for t, k in ((60, 0), (41, 1)):
            (got,) = student.chain_jacobian(states, gain * _turn(0.3), t, k)
            agree("jacobian", got, gain ** (t - k) * _turn(0.3 * (t - k)).T)


def _turn(angle: float) -> Any:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _torch_chain(states: Any, Wh: Any, t: int, k: int) -> Any:
    """How h_t answers to h_k in the network whose inputs lead it through these states."""
    (weight,) = _tensors(Wh)

    def later(h: torch.Tensor) -> torch.Tensor:
        for state in states[k + 1 : t + 1]:
            recalled = h @ weight
            h = torch.tanh(torch.atanh(torch.tensor(np.array(state))) + recalled - recalled.detach())
        return h

    return torch.func.jacrev(later)(*_tensors(states[k])).numpy()


# --- the branches -------------------------------------------------------------------------------------------------

LAWS.hold("gradient_branches", SEQUENCE)
LONG = Case(SEQUENCE, {"T": 12, "D": 2, "H": 3}, 4)


def _branches(student: Student, a: Case) -> tuple[Any, Any]:
    return student.gradient_branches(a.x, a.h0, a.Wx, a.Wh, a.b, a.dh_last)


@check(
    "gradient_branches",
    Text("each is the gradient of that step's own copy of the weight", "每条支路都是该步自己那份权重的梯度"),
    SEQUENCE,
    weight=2,
)
def test_a_branch_is_the_gradient_of_a_copy(student: Student, a: Case) -> None:
    dWx, dWh = _branches(student, a)
    want_dWx, want_dWh = _torch_copies(a)
    agree("dWx", dWx, want_dWx)
    agree("dWh", dWh, want_dWh)


@check(
    "gradient_branches",
    Text(
        "they add up to the gradient of back-propagation through time, to 1e-12",
        "它们之和就是 BPTT 的梯度，精确到 1e-12",
    ),
    SEQUENCE,
    weight=2,
)
def test_the_branches_add_up_to_the_gradient(student: Student, a: Case) -> None:
    T, (D, H) = len(a.x), a.Wx.shape
    dWx, dWh = _branches(student, a)
    dh = np.zeros((1, T, H))
    dh[0, -1] = a.dh_last
    want = rnn.rnn_backward(dh, rnn.rnn_forward(a.x[None], a.h0[None], a.Wx, a.Wh, a.b)[1])
    agree("the sum of dWx", _array("dWx", dWx, T, D, H).sum(axis=0), want[2], rtol=1e-12)
    agree("the sum of dWh", _array("dWh", dWh, T, H, H).sum(axis=0), want[3], rtol=1e-12)


@check("gradient_branches", Text("three steps make the three branches of the formula", "三步得到公式中的三条支路"))
def test_three_steps_make_three_branches(student: Student, _: None) -> None:
    a = Case(SEQUENCE, {"T": 3, "D": 2, "H": 4}, 3)
    h1 = np.tanh(a.x[0] @ a.Wx + a.h0 @ a.Wh + a.b)
    h2 = np.tanh(a.x[1] @ a.Wx + h1 @ a.Wh + a.b)
    h3 = np.tanh(a.x[2] @ a.Wx + h2 @ a.Wh + a.b)
    D1, D2, D3 = (np.diag(1 - h**2) for h in (h1, h2, h3))
    rows = [a.dh_last @ D3 @ a.Wh.T @ D2 @ a.Wh.T @ D1, a.dh_last @ D3 @ a.Wh.T @ D2, a.dh_last @ D3]
    dWx, dWh = _branches(student, a)
    agree("dWx", dWx, np.array([x_t[:, None] * row for x_t, row in zip(a.x, rows, strict=True)]))
    agree("dWh", dWh, np.array([h[:, None] * row for h, row in zip((a.h0, h1, h2), rows, strict=True)]))


@check("gradient_branches", Text("a longer sequence is no different", "更长的序列也一样"))
def test_branches_of_a_longer_sequence(student: Student, _: None) -> None:
    for name, got, want in zip(("dWx", "dWh"), _branches(student, LONG), _torch_copies(LONG), strict=True):
        agree(name, got, want)


@check("gradient_branches", Text("large gradients come out unclipped", "大梯度不会被裁剪"), SEQUENCE)
def test_branches_are_linear_in_the_upstream_gradient(student: Student, a: Case) -> None:
    got = student.gradient_branches(a.x, a.h0, a.Wx, a.Wh, a.b, -1e4 * a.dh_last)
    for name, value, want in zip(("dWx", "dWh"), got, _torch_copies(a), strict=True):
        agree(name, value, -1e4 * want, scale=1e4)


@check(
    "gradient_branches", Text("from h0 = 0 the first branch of Wh is zero", "h0 为零时，Wh 的第一条支路为零"), SEQUENCE
)
def test_a_weight_that_multiplied_nothing_gets_nothing(student: Student, a: Case) -> None:
    start = np.zeros_like(a.h0)
    dWx, dWh = student.gradient_branches(a.x, start, a.Wx, a.Wh, a.b, a.dh_last)
    want_dWx, want_dWh = _torch_copies(a, from_zero=True)
    agree("dWh[0]", _array("dWh", dWh, *want_dWh.shape)[0], np.zeros_like(a.Wh))
    agree("dWh", dWh, want_dWh)
    agree("dWx", dWx, want_dWx)


@cache
def _torch_copies(a: Case, *, from_zero: bool = False) -> list[Any]:
    """The gradients of weights of which every step has a copy of its own."""
    T = len(a.x)

    def last(Wx: torch.Tensor, Wh: torch.Tensor) -> list[torch.Tensor]:
        x, h, b = _tensors(a.x, a.h0 * (not from_zero), a.b)
        for t in range(T):
            h = torch.tanh(x[t] @ Wx[t] + h @ Wh[t] + b)
        return [h]

    return oracles.autograd(last, [np.tile(W, (T, 1, 1)) for W in (a.Wx, a.Wh)], [a.dh_last])[1]


# --- their shares -------------------------------------------------------------------------------------------------

LAWS.hold("branch_shares", BRANCHES, large=False, refuses=False)


@check(
    "branch_shares",
    Text("they agree with torch's Frobenius norms", "与 torch 的 Frobenius 范数一致"),
    BRANCHES,
    weight=2,
)
def test_shares_agree_with_torch(student: Student, a: Case) -> None:
    (got,) = student.branch_shares(a.branches)
    agree("shares", got, _torch_shares(a.branches))


@check("branch_shares", Text("branches as long as 1, 2 and 5 have these shares", "长度为 1、2、5 的支路各占相应份额"))
def test_shares_of_known_branches(student: Student, _: None) -> None:
    branches = np.array([[[0.6, -0.8]], [[0.0, -2.0]], [[3.0, 4.0]]])
    (got,) = student.branch_shares(branches)
    agree("shares", got, np.array([0.125, 0.25, 0.625]))
    (got,) = student.branch_shares(-branches[::-1])
    agree("shares", got, np.array([0.625, 0.25, 0.125]))
    (got,) = student.branch_shares(np.swapaxes(branches, 1, 2))
    agree("shares", got, np.array([0.125, 0.25, 0.625]))


@check(
    "branch_shares",
    Text("they add up to one, whatever the size of the gradient", "无论梯度多大，份额之和都为 1"),
    BRANCHES,
)
def test_shares_add_up_to_one_at_every_scale(student: Student, a: Case) -> None:
    T = len(a.branches)
    for scale in (1e-9, 1.0, -1e9):
        (got,) = student.branch_shares(scale * a.branches)
        agree("shares", got, _torch_shares(a.branches))
        agree("the sum of the shares", float(np.sum(np.asarray(got).reshape(T))), 1.0)


@check(
    "branch_shares",
    Text("branches that are zero have no share, even if all are", "为零的支路没有份额，全为零时也一样"),
    BRANCHES,
)
def test_zero_branches_have_no_share(student: Student, a: Case) -> None:
    T = len(a.branches)
    (got,) = student.branch_shares(np.zeros_like(a.branches))
    agree("shares", got, np.zeros(T))
    for t in range(T):
        branches = np.array(a.branches)
        branches[t] = 0
        (got,) = student.branch_shares(np.concatenate([branches, a.branches[:1]]))
        agree("shares", got, _torch_shares(np.concatenate([branches, a.branches[:1]])))


@check(
    "branch_shares", Text("branches that vanish are told from those that do not", "消失的支路与未消失的支路能够区分")
)
def test_shares_of_vanishing_branches(student: Student, _: None) -> None:
    sizes = 0.6 ** np.arange(20)[::-1]
    (got,) = student.branch_shares(sizes[:, None, None] * _turn(0.4) @ np.array([[1.0, 0.5, -2.0], [0.0, 3.0, 1.0]]))
    agree("shares", got, sizes / sizes.sum())


@check(
    "branch_shares",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    BRANCHES,
    draws=0,
)
def test_branches_of_another_rank_are_refused(student: Student, a: Case) -> None:
    exercise = ASSIGNMENT.exercise("branch_shares")
    agree("shares", student.once(exercise, a)["shares"], _torch_shares(a.branches))
    for bad, names in misfits(exercise, a):
        refused(student, exercise, bad, names)


def _torch_shares(branches: Any) -> Any:
    norms = torch.linalg.matrix_norm(*_tensors(branches), "fro")
    return (norms / norms.sum()).numpy()


# --- the bound ----------------------------------------------------------------------------------------------------

LAWS.hold("jacobian_norm_bound", BOUND, large=False)


@check(
    "jacobian_norm_bound",
    Text("it agrees with torch's singular values, over any number of steps", "任意步数下都与 torch 的奇异值一致"),
    BOUND,
    weight=2,
)
def test_the_bound_agrees_with_singular_values(student: Student, a: Case) -> None:
    largest = float(torch.linalg.svdvals(*_tensors(a.Wh)).max())
    for steps in (0, 1, 2, 5, 40):
        (got,) = student.jacobian_norm_bound(a.Wh, steps)
        agree("bound", got, largest**steps)


@check("jacobian_norm_bound", Text("no chain is longer than its bound", "没有哪条链超过它的界"), CHAIN, draws=6)
def test_no_chain_exceeds_its_bound(student: Student, a: Case) -> None:
    T = a.sizes["T"]
    for weight in (a.Wh, 0.4 * a.Wh):
        for steps in range(1, T + 1):
            (got,) = student.jacobian_norm_bound(weight, steps)
            chain = float(np.linalg.norm(_torch_chain(a.states, weight, T, T - steps), 2))
            size = _array("bound", np.asarray(got) if isinstance(got, float) else got)
            if not chain <= size * (1 + 1e-9):
                raise Failure(_EXCEEDED)
            agree("bound", got, float(torch.linalg.svdvals(*_tensors(weight)).max()) ** steps)


_EXCEEDED = Text("the norm of a chain exceeds its bound", "有一条链的范数超过了它的界")


@check("jacobian_norm_bound", Text("a rotation's bound is its gain, to that power", "旋转矩阵的界是增益的相应次幂"))
def test_the_bound_of_a_rotation(student: Student, _: None) -> None:
    for gain in (0.9, 1.0, 1.3):
        for steps in (1, 20, 100):
            (got,) = student.jacobian_norm_bound(gain * _turn(0.6), steps)
            agree("bound", got, gain**steps)


@check("jacobian_norm_bound", Text("small eigenvalues do not make it small", "特征值小并不使它变小"))
def test_the_bound_of_matrices_that_stretch_more_than_their_eigenvalues(student: Student, _: None) -> None:
    pair = np.array([[1.0, 1.0], [-1.0, -1.0]])
    for Wh, largest in (
        (1.5 * pair, 3.0),
        (np.diag([2.0, 0.5], 1), 2.0),
        (np.array([[0.9, 4.0], [0.0, 0.9]]), 2 + 4.81**0.5),
    ):
        for steps in (1, 7):
            (got,) = student.jacobian_norm_bound(Wh, steps)
            agree("bound", got, largest**steps)


@check(
    "jacobian_norm_bound",
    Text("a bound beyond all floats is inf, one below is not", "超出浮点数范围的界为 inf，没有超出的则不是"),
)
def test_a_bound_beyond_all_floats_is_inf(student: Student, _: None) -> None:
    for steps, want in ((300, 1e300), (400, float("inf")), (10_000, float("inf"))):
        (got,) = student.jacobian_norm_bound(10 * _turn(0.5), steps)
        agree("bound", got, want)


# --- clipping by value --------------------------------------------------------------------------------------------


def _new(student: Student, name: str, *args: Any) -> Any:
    """What it answers; Failure where an array of it lies in the memory of an argument."""
    exercise = ASSIGNMENT.exercise(name)
    answer = student.answer(exercise, *args)
    clipped = student.results(exercise, answer)["clipped"]
    if answer.shared:
        raise Failure(_SHARED.format(name=name))
    return clipped


_SHARED = Text(
    "{name} returned arrays that share memory with its argument grads", "{name} 返回的数组与参数 grads 共享内存"
)

NEGATIVE = Text("a negative limit raises a ValueError that names it", "限度为负时，抛出指明它的 ValueError")
NEW = Text("the arrays returned are new, clipped or not", "无论是否裁剪，返回的都是新数组")

LAWS.hold("clip_by_value", BY_VALUE, large=False, refuses=False)


@check("clip_by_value", Text("it agrees with torch.clamp", "与 torch.clamp 一致"), BY_VALUE, weight=2)
def test_values_have_parity_with_torch(student: Student, a: Case) -> None:
    for limit in (0.25, a.limit, 1.25):
        (got,) = student.clip_by_value(a.grads, limit)
        agree("clipped", got, [torch.clamp(grad, -limit, limit).numpy() for grad in _tensors(*a.grads)])


@check("clip_by_value", Text("within the limit nothing changes, beyond it all does", "限度以内不变，超出的都截到限度"))
def test_entries_are_limited_one_by_one(student: Student, _: None) -> None:
    grads = [np.array([[0.5, -0.5], [2.0, -3.0]]), np.array([1e100, -1e-100, 0.0]), np.array([[[-1.0]]])]
    (got,) = student.clip_by_value(grads, 1.0)
    agree("clipped", got, [np.array([[0.5, -0.5], [1.0, -1.0]]), np.array([1.0, -1e-100, 0.0]), np.array([[[-1.0]]])])
    (got,) = student.clip_by_value(grads, 1e150)
    agree("clipped", got, grads)
    (got,) = student.clip_by_value(grads[::-1], 0.25)
    agree("clipped", got, [np.array([[[-0.25]]]), np.array([0.25, -1e-100, 0.0]), np.array([[0.25, -0.25]] * 2)])


@check("clip_by_value", NEW, BY_VALUE)
def test_values_come_in_new_arrays(student: Student, a: Case) -> None:
    for limit in (a.limit, 5.0):
        agree("clipped", _new(student, "clip_by_value", a.grads, limit), [np.clip(g, -limit, limit) for g in a.grads])


@check("clip_by_value", Text("a limit of zero leaves zeros", "限度为零时全部变成零"), BY_VALUE)
def test_a_limit_of_zero_leaves_zeros(student: Student, a: Case) -> None:
    (got,) = student.clip_by_value(a.grads, a.limit)
    agree("clipped", got, [np.clip(grad, -a.limit, a.limit) for grad in a.grads])
    (got,) = student.clip_by_value(a.grads, 0.0)
    agree("clipped", got, [np.zeros_like(grad) for grad in a.grads])


@check("clip_by_value", NEGATIVE, BY_VALUE)
def test_a_negative_limit_is_refused(student: Student, a: Case) -> None:
    (got,) = student.clip_by_value(a.grads, a.limit)
    agree("clipped", got, [np.clip(grad, -a.limit, a.limit) for grad in a.grads])
    for limit in (-0.5, -1e-9):
        refused(student, ASSIGNMENT.exercise("clip_by_value"), [a.grads, limit], {"limit"})


# --- clipping by norm ---------------------------------------------------------------------------------------------

LAWS.hold("clip_by_global_norm", BY_NORM, large=False, refuses=False)


def _norm(grads: list[Any]) -> float:
    """The length of all entries as one vector."""
    return float(torch.linalg.vector_norm(torch.cat([grad.flatten() for grad in _tensors(*grads)])))


def _shortened(student: Student, grads: list[Any], max_norm: float) -> None:
    """See that gradients longer than allowed are scaled by one number, to the length allowed."""
    norm = _norm(grads)
    clipped, before = student.clip_by_global_norm(grads, max_norm)
    agree("norm", before, norm)
    agree("clipped", clipped, [(grad * (max_norm / norm)).numpy() for grad in _tensors(*grads)])


def _kept(student: Student, grads: list[Any], max_norm: float) -> None:
    """See that gradients which are short enough keep their values."""
    clipped, before = student.clip_by_global_norm(grads, max_norm)
    agree("norm", before, _norm(grads))
    agree("clipped", clipped, [np.array(grad) for grad in grads])


@check(
    "clip_by_global_norm",
    Text("one scale for all shortens them to max_norm, exactly", "所有数组用同一比例缩短到 max_norm，分毫不差"),
    BY_NORM,
    weight=2,
)
def test_one_scale_for_all(student: Student, a: Case) -> None:
    for share in (0.9, 0.3, 1e-3):
        _shortened(student, a.grads, share * _norm(a.grads))


@check(
    "clip_by_global_norm",
    Text("(3, 4) clipped at 1 is (.6, .8), and its norm was 5", "(3, 4) 按 1 裁剪得 (.6, .8)，原范数为 5"),
)
def test_three_and_four(student: Student, _: None) -> None:
    for grads, want in (
        ([np.array([3.0, 4.0])], [np.array([0.6, 0.8])]),
        ([np.array([[-3.0]]), np.array([4.0])], [np.array([[-0.6]]), np.array([0.8])]),
        ([np.array([4.0]), np.zeros((2, 2)), np.array([3.0])], [np.array([0.8]), np.zeros((2, 2)), np.array([0.6])]),
    ):
        clipped, norm = student.clip_by_global_norm(grads, 1.0)
        agree("clipped", clipped, want)
        agree("norm", norm, 5.0)


@check(
    "clip_by_global_norm",
    Text("within max_norm nothing is enlarged or changed", "不超过 max_norm 时，不放大也不改变"),
    BY_NORM,
)
def test_short_gradients_are_left_alone(student: Student, a: Case) -> None:
    norm = _norm(a.grads)
    _shortened(student, a.grads, 0.5 * norm)
    for max_norm in (1.001 * norm, 3 * norm, 1e12):
        _kept(student, a.grads, max_norm)
    _kept(student, [np.array([3.0]), np.array([[4.0]])], 5.0)


@check("clip_by_global_norm", Text("arrays of very different shapes and sizes", "形状和大小相差悬殊的数组"))
def test_arrays_of_very_different_shapes(student: Student, _: None) -> None:
    rng = np.random.default_rng(6)
    sizes = [((1,), 100.0), ((40, 30), 0.1), ((2, 3, 4), 1.0), ((200,), 0.01), ((1, 1), 30.0)]
    grads = [size * rng.normal(size=shape) for shape, size in sizes]
    for some in (grads, grads[::-1], grads[1:2], grads[3:]):
        _shortened(student, some, 0.1 * _norm(some))
        _kept(student, some, 2 * _norm(some))


@check(
    "clip_by_global_norm",
    Text("tiny and huge gradients are clipped as exactly", "极小和极大的梯度也同样精确地裁剪"),
    BY_NORM,
)
def test_gradients_of_every_size(student: Student, a: Case) -> None:
    for size in (1e-6, 1e6, 1e60):
        grads = [size * grad for grad in a.grads]
        _shortened(student, grads, 0.5 * _norm(grads))
    _shortened(student, [1e60 * grad for grad in a.grads], 1.0)


@check(
    "clip_by_global_norm",
    Text("gradients of zero stay zero, and zero is a limit", "零梯度保持为零；零也可以作限度"),
    BY_NORM,
)
def test_zero_gradients_and_a_zero_limit(student: Student, a: Case) -> None:
    _shortened(student, a.grads, a.max_norm)
    _shortened(student, a.grads, 0.0)
    for max_norm in (1.0, 0.0):
        _kept(student, [np.zeros_like(grad) for grad in a.grads], max_norm)


@check("clip_by_global_norm", NEW, BY_NORM)
def test_gradients_come_in_new_arrays(student: Student, a: Case) -> None:
    _shortened(student, a.grads, a.max_norm)
    _new(student, "clip_by_global_norm", a.grads, a.max_norm)
    clipped = _new(student, "clip_by_global_norm", a.grads, 2 * _norm(a.grads))
    agree("clipped", clipped, [np.array(grad) for grad in a.grads])


@check(
    "clip_by_global_norm",
    Text(
        "a gradient that is not finite raises a ValueError that names grads",
        "梯度非有限时，抛出指明 grads 的 ValueError",
    ),
    BY_NORM,
)
def test_gradients_that_are_not_finite_are_refused(student: Student, a: Case) -> None:
    _shortened(student, a.grads, a.max_norm)
    for bad in (np.nan, np.inf, -np.inf):
        for which in range(len(a.grads)):
            grads = [np.array(grad) for grad in a.grads]
            grads[which].flat[-1] = bad
            for max_norm in (a.max_norm, 1e6):
                refused(student, ASSIGNMENT.exercise("clip_by_global_norm"), [grads, max_norm], {"grads"})


@check("clip_by_global_norm", NEGATIVE, BY_NORM)
def test_a_negative_norm_is_refused(student: Student, a: Case) -> None:
    _shortened(student, a.grads, a.max_norm)
    for max_norm in (-1.0, -1e-9):
        refused(student, ASSIGNMENT.exercise("clip_by_global_norm"), [a.grads, max_norm], {"max_norm"})


# --- truncation ---------------------------------------------------------------------------------------------------


def _bad_chunks(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("truncated_rnn_gradients"), a)
    for window in (0, -1, -a.sizes["T"]):
        yield [*_chunked(a), window], {"window"}


def _chunked(a: Case) -> list[Any]:
    return [a.x, a.h0, a.Wx, a.Wh, a.b, a.dh]


def _gradients(got: Iterable[Any], wanted: Iterable[Any], **how: float) -> None:
    for name, value, want in zip(("dWx", "dWh", "db"), got, wanted, strict=True):
        agree(name, value, want, **how)


LAWS.hold("truncated_rnn_gradients", CHUNKS, spoil=_bad_chunks)
MANY_STEPS = Case(CHUNKS, {"N": 2, "T": 11, "D": 3, "H": 2}, 2)


@check(
    "truncated_rnn_gradients",
    Text("every window agrees with torch's detach between chunks", "任何窗口都与 torch 在各段之间 detach 的结果一致"),
    CHUNKS,
    weight=2,
)
def test_every_window_has_parity_with_detach(student: Student, a: Case) -> None:
    for window in range(1, a.sizes["T"] + 2):
        _gradients(student.truncated_rnn_gradients(*_chunked(a), window), _torch_detached(a, window))


@check(
    "truncated_rnn_gradients",
    Text("eleven steps, whether or not the window divides them", "十一步，无论窗口能否整除"),
    weight=2,
)
def test_a_window_need_not_divide_the_steps(student: Student, _: None) -> None:
    for window in (1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 100):
        _gradients(student.truncated_rnn_gradients(*_chunked(MANY_STEPS), window), _torch_detached(MANY_STEPS, window))


@check("truncated_rnn_gradients", Text("a window of one step: no gradient travels", "窗口为一步：梯度不跨步"), CHUNKS)
def test_a_window_of_one_step(student: Student, a: Case) -> None:
    h = rnn.rnn_forward(a.x, a.h0, a.Wx, a.Wh, a.b)[0]
    before = np.concatenate([a.h0[:, None], h[:, :-1]], axis=1)
    dz = a.dh * (1 - h**2)
    want = np.einsum("ntd,nth->dh", a.x, dz), np.einsum("nti,ntj->ij", before, dz), np.einsum("nth->h", dz)
    _gradients(student.truncated_rnn_gradients(*_chunked(a), 1), want)


@check(
    "truncated_rnn_gradients",
    Text("a window of T steps or more: full back-propagation through time", "窗口不小于 T：完整的 BPTT"),
    CHUNKS,
)
def test_a_wide_window_cuts_nothing(student: Student, a: Case) -> None:
    want = rnn.rnn_backward(a.dh, rnn.rnn_forward(a.x, a.h0, a.Wx, a.Wh, a.b)[1])[2:]
    for more in (0, 1, 50):
        _gradients(student.truncated_rnn_gradients(*_chunked(a), a.sizes["T"] + more), want)


@check("truncated_rnn_gradients", Text("the loss of every chunk counts, by itself", "每一段的损失都单独计入"))
def test_the_loss_of_a_single_step(student: Student, _: None) -> None:
    a = MANY_STEPS
    for t in range(a.sizes["T"]):
        dh = np.zeros_like(a.dh)
        dh[:, t] = a.dh[:, t]
        got = student.truncated_rnn_gradients(a.x, a.h0, a.Wx, a.Wh, a.b, dh, 4)
        _gradients(got, _torch_detached(a, 4, only=t))


@check("truncated_rnn_gradients", Text("large gradients come out unclipped", "大梯度不会被裁剪"), CHUNKS)
def test_truncated_gradients_are_linear_in_the_upstream_gradient(student: Student, a: Case) -> None:
    got = student.truncated_rnn_gradients(a.x, a.h0, a.Wx, a.Wh, a.b, -1e4 * a.dh, a.window)
    _gradients(got, [-1e4 * want for want in _torch_detached(a, a.window)], scale=1e4)


@cache
def _torch_detached(a: Case, window: int, only: int | None = None) -> list[Any]:
    """`torch.nn.RNN` on one chunk after the other, each from the last state of the one before, detached."""
    dh = np.array(a.dh)
    if only is not None:
        dh[:, :only] = dh[:, only + 1 :] = 0

    def chunks(Wx: torch.Tensor, Wh: torch.Tensor, b: torch.Tensor) -> list[torch.Tensor]:
        module = oracles.functional(torch.nn.RNN(*Wx.shape, batch_first=True, dtype=torch.float64))
        named = {"weight_ih_l0": Wx.T, "weight_hh_l0": Wh.T, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
        x, h = _tensors(a.x, a.h0[None])
        outputs = []
        for start in range(0, x.shape[1], window):
            output, h = module(named, (x[:, start : start + window], h.detach()))
            outputs.append(output)
        return [torch.cat(outputs, 1)]

    return oracles.autograd(chunks, [a.Wx, a.Wh, a.b], [dh])[1]
