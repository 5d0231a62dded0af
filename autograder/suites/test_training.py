"""The hidden tests of `training.py`."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites.cases import LAYOUTS, Case, Inputs
from autograder.suites.compare import agree, kind
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from autograder.wall.values import Rng
from solutions import training

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from autograder.suites.student import Student

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["training"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, training)
check = SUITE.check

BAD_INPUT = Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError")
NO_SIDE_EFFECTS = Text("the arguments are left alone and a second call agrees", "参数保持不变，第二次调用结果相同")
MEMORY_ORDER = Text("any memory order of the arguments will do", "参数的任何内存布局都可以")
ONE_RNG = Text("rng is the only source of randomness", "rng 是唯一的随机来源")

# Where randomness is the author's own, its law is judged, not the numbers. All such checks together fail a right
# program with a chance below 1e-9, whatever it asks of rng; the suite is deterministic, so that what passes once passes
# always.
# What such a check saw is told to the trace in words that do not hang on the draws, so that a mistake is recognised in
# a program that draws in another way than the reference does.


def _retell(student: Student, *seen: Any) -> None:
    """Put what was seen in place of what the calls of a check have answered."""
    student.trace[:] = [replace(student.trace[-1], value=list(seen))]


def _see_unchanged(name: str, changed: Iterable[int]) -> None:
    names = ", ".join(list(ASSIGNMENT.exercise(name).arguments)[at] for at in changed)
    if names:
        raise Failure(_CHANGED.format(name=name, names=names))


_CHANGED = Text("{name} changed its argument {names} in place", "{name} 就地修改了参数 {names}")
_NO_RNG = Text("another rng gives the same answer", "换一个 rng，结果却完全相同")

# --- one-hot ------------------------------------------------------------------------------------------------------


def _indices(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
    return rng.integers(0, sizes["V"], (sizes["N"], sizes["T"]))


def _bad_indices(indices: Any, limit: int) -> Iterator[Any]:
    """One entry is too large or negative, at either end; or they lie between whole numbers."""
    for wrong in (limit, limit + 3, -1, -limit):
        for at in ((0, 0), (-1, -1)):
            spoilt = np.array(indices)
            spoilt[at] = wrong
            yield spoilt
    yield indices + 0.5
    yield indices - 0.5


def _unplaceable(a: Case) -> Bad:
    for spoilt in _bad_indices(a.indices, a.depth):
        yield [spoilt, a.depth], {"indices", "depth"}


PLACES = Inputs(
    "indices depth", axes="NTV", builders={"indices": _indices, "depth": lambda _rng, sizes, _made: sizes["V"]}
)
LAWS.hold("one_hot", PLACES, large=False, spoil=_unplaceable)


def _torch_one_hot(indices: Any, depth: int) -> Array:
    encoded: Array = torch.nn.functional.one_hot(torch.tensor(indices, dtype=torch.long), depth).double().numpy()
    return encoded


@check("one_hot", Text("indices of any shape, as in torch", "任意形状的下标，与 torch 一致"), weight=2)
def test_indices_of_any_shape(student: Student, _: None) -> None:
    for shape in ((), (1,), (5,), (2, 3), (3, 1, 2), (2, 3, 1, 4)):
        indices = np.random.default_rng(3).integers(0, 6, shape)
        for depth in (6, 9):
            (encoded,) = student.one_hot(np.array(indices), depth)
            agree("encoded", encoded, _torch_one_hot(indices, depth))


@check("one_hot", Text("the depth is what is asked for", "深度由参数决定"))
def test_depth_is_what_is_asked_for(student: Student, _: None) -> None:
    for indices, depth in (([0, 0], 1), ([0, 0], 5), ([1, 0, 1], 2), ([3], 4), ([2, 1], 7)):
        for dtype in (np.int64, np.int32):
            (encoded,) = student.one_hot(np.array(indices, dtype), depth)
            agree("encoded", encoded, _torch_one_hot(indices, depth))


# --- the embedding ------------------------------------------------------------------------------------------------


def _no_rows(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("embedding_forward"), a)
    for spoilt in _bad_indices(a.indices, len(a.table)):
        yield [spoilt, a.table], {"indices", "table"}


EMBEDDED = Inputs("indices:NT table:VE dout:NTE", axes="NTVE", builders={"indices": _indices})
LAWS.hold("embedding_forward", EMBEDDED, large=False, spoil=_no_rows)
LAWS.hold("embedding_backward", EMBEDDED, large=False)


@cache
def _torch_embedding(a: Case) -> tuple[Any, Any]:
    """What nn.Embedding answers, and the gradient of its weight."""
    pretrained: Any = torch.nn.Embedding.from_pretrained
    module = pretrained(torch.tensor(np.array(a.table)), freeze=False)
    out = module(torch.tensor(np.array(a.indices)))
    out.backward(torch.tensor(np.array(a.dout)))
    return out.detach().numpy(), module.weight.grad.numpy()


@check("embedding_forward", Text("it agrees with torch.nn.Embedding", "与 torch.nn.Embedding 一致"), EMBEDDED, weight=2)
def test_rows_have_parity_with_torch(student: Student, a: Case) -> None:
    out, _cache = student.embedding_forward(a.indices, a.table)
    agree("out", out, _torch_embedding(a)[0])


@check("embedding_forward", Text("every row can be looked up", "每一行都可以取到"))
def test_every_row_can_be_looked_up(student: Student, _: None) -> None:
    table = np.arange(1.0, 15.0).reshape(7, 2)  # row k holds 2k + 1 and 2k + 2
    for indices in (np.arange(7)[None], np.arange(7)[::-1, None], np.array([[6, 0, 6], [3, 3, 3]])):
        for dtype in (np.int64, np.int32):
            out, _cache = student.embedding_forward(indices.astype(dtype), table)
            agree("out", out, np.stack([2.0 * indices + 1, 2.0 * indices + 2], axis=-1))


@check(
    "embedding_backward",
    Text("it agrees with the gradient of torch.nn.Embedding", "与 torch.nn.Embedding 的梯度一致"),
    EMBEDDED,
    weight=2,
    ladder=True,
)
def test_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    (dtable,) = student.once(ASSIGNMENT.exercise("embedding_backward"), a).values()
    agree("dtable", dtable, _torch_embedding(a)[1])


@check("embedding_backward", Text("all uses of one row add up", "同一行的所有使用都要累加"), weight=2)
def test_all_uses_of_one_row_add_up(student: Student, _: None) -> None:
    table = np.full((4, 2), 0.5)
    for shape in ((1, 2), (2, 1), (1, 12), (5, 3)):
        for row in (0, 3):
            indices = np.full(shape, row)
            dout = np.arange(1.0, 1 + 2 * indices.size).reshape(*shape, 2)
            _out, cache_ = student.embedding_forward(indices, table)
            (dtable,) = student.embedding_backward(dout, cache_)
            want = np.zeros((4, 2))
            want[row] = dout.reshape(-1, 2).sum(axis=0)
            agree("dtable", dtable, want)


@check("embedding_backward", Text("a large table, of which little is used", "表很大，只用到少数几行"))
def test_rows_that_are_not_used_have_no_gradient(student: Student, _: None) -> None:
    rng = np.random.default_rng(4)
    table, dout = rng.normal(size=(60, 3)), 1e4 * rng.normal(size=(2, 9, 3))
    indices = rng.choice([0, 7, 31, 58], (2, 9))
    _out, cache_ = student.embedding_forward(indices, table)
    (dtable,) = student.embedding_backward(dout, cache_)
    agree("dtable", dtable, np.einsum("ntv,nte->ve", _torch_one_hot(indices, 60), dout))


# --- dropout ------------------------------------------------------------------------------------------------------
# No entry of x is 0, so that a zero is an entry that was dropped. Of the 120 entries or more that an array has here,
# all are dropped, or none, with a chance of 0.75 ** 120 = 1e-15 at the most.


def _no_zero(rng: np.random.Generator, *shape: int) -> Array:
    values: Array = rng.uniform(0.5, 1.5, shape) * rng.choice([-1.0, 1.0], shape)
    return values.round(2)


def _of_many(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Array:
    return _no_zero(rng, sizes["N"], 12 * sizes["T"], 11)


DROPPED = Inputs("x dout", axes="NT", builders={"x": _of_many, "dout": _of_many})
SHARES = (0.25, 0.5, 0.75)


def _dropout(student: Student, x: Array, p: float, seed: int, **named: bool) -> tuple[Array, Any]:
    """What comes out and the cache, once it is an array of x's shape; what is in it is told by its ratios to x."""
    out, cache_ = student.dropout_forward(x, p, Rng(seed), **named)
    _see_shape("out", out, x)
    student.trace[-1] = replace(student.trace[-1], value=[_ratios(out, x)])
    return out, cache_


def _see_shape(name: str, got: Any, like: Array) -> None:
    if not isinstance(got, np.ndarray) or got.shape != like.shape or got.dtype != np.float64:
        raise Failure(_KIND.format(name=name, got=kind(got), want=kind(like)))


def _ratios(one: Array, other: Array) -> Array:
    """The different quotients of two arrays, or the first array itself where they are too many to be dropout's."""
    with np.errstate(all="ignore"):
        ratios: Array = np.unique(np.round(one / other, 9))
    return ratios if ratios.size <= 3 else one


def _see_dropped(x: Array, p: float, out: Array) -> None:
    """Each entry is 0 or x / (1 - p); some are this and some that, unless p says otherwise."""
    want = np.zeros(x.shape)
    if p < 1:
        np.divide(x, 1 - p, out=want, where=out != 0)
    agree("out", out, want)
    if 0 < p < 1:
        _see_both_kinds(out)


def _see_both_kinds(out: Array) -> None:
    dropped = int((out == 0).sum())
    if dropped in {0, out.size}:
        raise Failure(_ONE_KIND.format(what=_NONE if dropped == 0 else _ALL))


@check(
    "dropout_forward", Text("each entry is 0 or x / (1 - p)", "每个元素要么是 0，要么是 x / (1 - p)"), DROPPED, weight=3
)
def test_entries_are_dropped_or_scaled(student: Student, a: Case) -> None:
    for p in SHARES:
        out, _cache = _dropout(student, a.x, p, a.seed)
        _see_dropped(a.x, p, out)


@check("dropout_forward", Text("an array of any rank will do", "任意维数的数组都可以"))
def test_any_rank_is_dropped(student: Student, _: None) -> None:
    for seed, shape in enumerate(((150,), (13, 11), (130, 1), (4, 5, 7), (2, 3, 4, 6))):
        x = _no_zero(np.random.default_rng(seed), *shape)
        for p in SHARES:
            out, _cache = _dropout(student, x, p, seed, training=True)
            _see_dropped(x, p, out)


@check("dropout_forward", MEMORY_ORDER, DROPPED, draws=0, layouts=LAYOUTS[1:])
def test_any_memory_order_is_dropped(student: Student, a: Case) -> None:
    out, _cache = _dropout(student, a.x, 0.5, a.seed)
    _see_dropped(a.x, 0.5, out)


@check("dropout_forward", Text("p = 0 drops nothing and p = 1 everything", "p = 0 不丢弃，p = 1 全部丢弃"), DROPPED)
def test_all_or_nothing(student: Student, a: Case) -> None:
    for p in (0.0, 1.0, 0.5):
        out, _cache = _dropout(student, a.x, p, a.seed)
        _see_dropped(a.x, p, out)


@check("dropout_forward", Text("in evaluation x passes unchanged", "评估时 x 原样通过"), DROPPED, weight=2)
def test_evaluation_changes_nothing(student: Student, a: Case) -> None:
    for p in (0.0, *SHARES, 1.0):
        out, _cache = _dropout(student, a.x, p, a.seed, training=False)
        agree("out", out, a.x)
    out, _cache = _dropout(student, a.x, 0.5, a.seed)
    _see_dropped(a.x, 0.5, out)


@check("dropout_forward", NO_SIDE_EFFECTS, DROPPED, draws=1)
def test_x_stays_and_a_second_call_agrees(student: Student, a: Case) -> None:
    for training_ in (True, False):
        first, _cache = _dropout(student, a.x, 0.5, a.seed, training=training_)
        _see_unchanged("dropout_forward", student.trace[-1].changed)
        second, _cache = _dropout(student, a.x, 0.5, a.seed, training=training_)
        agree("out", second, first)
        agree("out", first, a.x) if not training_ else _see_dropped(a.x, 0.5, first)


@check("dropout_forward", Text("the share of zeros is p", "零所占的比例是 p"), weight=2)
def test_the_share_of_zeros_is_p(student: Student, _: None) -> None:
    """Hoeffding: of n = 4000 entries the share is off by d with a chance below 2 exp(-2 n d**2), here 7e-13 each."""
    told = []
    for seed, p in enumerate((0.1, *SHARES, 0.9)):
        x = _no_zero(np.random.default_rng(seed), 40, 100)
        out, _cache = _dropout(student, x, p, seed)
        told.append((p, out, float((out == 0).mean())))
    _retell(student, *(float(np.sign(share - p) * (abs(share - p) > 0.06)) for p, _out, share in told))
    for seed, (p, out, share) in enumerate(told):
        _see_dropped(_no_zero(np.random.default_rng(seed), 40, 100), p, out)
        if abs(share - p) > 0.06:
            raise Failure(_WRONG_SHARE.format(p=f"{p:g}", share=f"{share:.2f}"))


@check("dropout_forward", Text("the mean of the output is that of the input", "输出的均值等于输入的均值"))
def test_the_expectation_is_x(student: Student, _: None) -> None:
    """Hoeffding again: an entry of ones becomes 0 or 1 / (1 - p), so the mean is off by d / (1 - p) as rarely."""
    x, means = np.ones((40, 100)), {}
    for seed, p in enumerate(SHARES, 30):
        out, _cache = _dropout(student, x, p, seed)
        _see_dropped(x, p, out)
        means[p] = float(out.mean())
    for p, mean in means.items():
        if abs(mean - 1) * (1 - p) > 0.06:
            raise Failure(_WRONG_MEAN.format(p=f"{p:g}", mean=f"{mean:.2f}"))


@check("dropout_forward", Text("each entry is dropped on its own", "每个元素单独决定是否丢弃"), weight=2)
def test_each_entry_is_dropped_on_its_own(student: Student, _: None) -> None:
    """Of entries some steps apart along an axis, half have the same fate at p = 0.5.

    Of fair coins in a row, whether each is like the one some steps on is again a row of fair coins. Hoeffding for 2000
    of them and d = 0.1: 9e-18 for each of at most 150 distances. And two entries that are dropped together, or in
    turns, do not show all four outcomes; in 100 draws one of the four is missing with a chance of 4 * 0.75**100, which
    is 1e-12.
    """
    alike = []
    for seed, shape in enumerate(((8, 20, 26), (40, 100), (4160,)), 40):
        x = _no_zero(np.random.default_rng(seed), *shape)
        out, _cache = _dropout(student, x, 0.5, seed)
        _see_dropped(x, 0.5, out)
        fates = out == 0
        alike += [_farthest_from_half(np.moveaxis(fates, axis, 0)) for axis in range(len(shape))]
    x = np.ones(2)
    outcomes = {tuple((_dropout(student, x, 0.5, seed)[0] == 0).tolist()) for seed in range(100)}
    verdicts = [float(np.sign(share - 0.5) * (abs(share - 0.5) > 0.1)) for share in alike]
    _retell(student, *verdicts, len(outcomes))
    if len(outcomes) == 1:
        raise Failure(_NO_RNG)
    if any(verdicts) or len(outcomes) < 4:
        raise Failure(_TIED)


def _farthest_from_half(fates: Any) -> float:
    """The share of those with the same fate, at the distance along the first axis where it is farthest from a half."""
    half = len(fates) // 2
    shares = [float((fates[:-apart] == fates[apart:]).mean()) for apart in {*range(1, min(half, 50)), half}]
    return max(shares, key=lambda share: abs(share - 0.5))


@check("dropout_forward", ONE_RNG)
def test_the_same_generator_drops_the_same(student: Student, _: None) -> None:
    x = _no_zero(np.random.default_rng(5), 13, 11)
    one, same, other = (_dropout(student, x, 0.5, seed)[0] for seed in (1, 1, 2))
    alike = bool(np.array_equal(one, other))  # by chance: 2 ** -143
    _see_dropped(x, 0.5, one)
    agree("out", same, one)
    if alike:
        raise Failure(_NO_RNG)


_KIND = Text("{name} is {got}, expected {want}", "{name} 是{got}，应为{want}")
_ONE_KIND = Text("{what} of the entries are dropped", "{what}元素被丢弃")
_NONE, _ALL = Text("none", "没有"), Text("all", "所有")
_WRONG_SHARE = Text("with p = {p} a share of {share} is dropped", "p = {p} 时，被丢弃的比例为 {share}")
_WRONG_MEAN = Text("with p = {p} the mean of ones becomes {mean}", "p = {p} 时，全 1 输入的均值变为 {mean}")
_TIED = Text("some entries are dropped together, or in turns", "有些元素总是一起丢弃，或轮流丢弃")

# --- back through dropout -----------------------------------------------------------------------------------------
# The forward tells its mask by what came out; that it is a right one is not this exercise's business.

BACKWARD = ASSIGNMENT.exercise("dropout_backward")


def _there(student: Student, x: Array, p: float, seed: int, **named: bool) -> tuple[Array, Any]:
    out, cache_ = _dropout(student, x, p, seed, **named)
    student.trace[-1] = replace(student.trace[-1], value=None)
    if 0 < p < 1 and named.get("training", True):
        _see_both_kinds(out)
    return out != 0, cache_


def _and_back(student: Student, dout: Array, kept: Array, p: float, cache_: Any) -> None:
    (dx,) = student.dropout_backward(dout, cache_)
    _see_shape("dx", dx, dout)
    student.trace[-1] = replace(
        student.trace[-1], value=[_ratios(dx[part], dout[part]) for part in (kept, np.logical_not(kept))]
    )
    agree("dx", dx, np.where(kept, dout / (1 - p if p < 1 else 1.0), 0.0))


@check(
    "dropout_backward", Text("the gradient takes the forward's mask", "梯度使用前向的掩码"), DROPPED, weight=4, draws=4
)
def test_the_mask_is_that_of_the_forward(student: Student, a: Case) -> None:
    for p in SHARES:
        kept, cache_ = _there(student, a.x, p, a.seed)
        _and_back(student, a.dout, kept, p, cache_)


@check("dropout_backward", Text("p = 0, p = 1 and evaluation", "p = 0、p = 1 与评估时"), DROPPED, weight=2)
def test_back_through_all_and_nothing(student: Student, a: Case) -> None:
    everything = np.ones(a.x.shape, bool)
    for p, kept in ((0.0, everything), (1.0, np.logical_not(everything))):
        _kept, cache_ = _there(student, a.x, p, a.seed)
        _and_back(student, a.dout, kept, p, cache_)
    for p in (0.5, 1.0):
        _kept, cache_ = _there(student, a.x, p, a.seed, training=False)
        _and_back(student, a.dout, everything, 0.0, cache_)


@check("dropout_backward", Text("an array of any rank will do", "任意维数的数组都可以"))
def test_back_from_any_rank(student: Student, _: None) -> None:
    for seed, shape in enumerate(((150,), (13, 11), (130, 1), (4, 5, 7), (2, 3, 4, 6))):
        rng = np.random.default_rng(seed)
        x, dout = _no_zero(rng, *shape), _no_zero(rng, *shape)
        kept, cache_ = _there(student, x, 0.5, seed)
        _and_back(student, dout, kept, 0.5, cache_)


@check("dropout_backward", MEMORY_ORDER, DROPPED, draws=0, layouts=LAYOUTS[1:])
def test_back_in_any_memory_order(student: Student, a: Case) -> None:
    kept, cache_ = _there(student, a.x, 0.5, a.seed)
    _and_back(student, a.dout, kept, 0.5, cache_)


@check("dropout_backward", Text("an entry that is 0 has a gradient too", "值为 0 的元素也有梯度"))
def test_zeros_have_a_gradient_too(student: Student, _: None) -> None:
    """Where x is 0 one cannot see what was dropped; by Hoeffding the share is p all the same, but for 7e-13."""
    p, x = 0.5, np.zeros((40, 100))
    _out, cache_ = student.dropout_forward(x, p, Rng(50))
    dout = _no_zero(np.random.default_rng(51), *x.shape)
    (dx,) = student.dropout_backward(dout, cache_)
    _see_shape("dx", dx, dout)
    share = float((dx == 0).mean())
    _retell(student, _ratios(dx, dout), float(np.sign(share - p) * (abs(share - p) > 0.06)))
    agree("dx", dx, np.where(dx != 0, dout / (1 - p), 0.0))
    if abs(share - p) > 0.06:
        raise Failure(_WRONG_SHARE.format(p=f"{p:g}", share=f"{share:.2f}"))


@check("dropout_backward", Text("another forward leaves the cache alone", "再做一次前向不会影响已有的 cache"), DROPPED)
def test_several_caches_are_alive(student: Student, a: Case) -> None:
    both = [_there(student, a.x, p, a.seed + seed) for seed, p in ((1, 0.5), (2, 0.25))]
    for (kept, cache_), p in zip(both, (0.5, 0.25), strict=True):
        _and_back(student, a.dout, kept, p, cache_)


@check("dropout_backward", NO_SIDE_EFFECTS, DROPPED, draws=1)
def test_dout_stays_and_a_second_call_agrees(student: Student, a: Case) -> None:
    kept, cache_ = _there(student, a.x, 0.5, a.seed)
    for _ in range(2):
        _and_back(student, a.dout, kept, 0.5, cache_)
        _see_unchanged("dropout_backward", student.trace[-1].changed)


@check("dropout_backward", BAD_INPUT, DROPPED, draws=0)
def test_gradients_of_another_shape(student: Student, a: Case) -> None:
    kept, cache_ = _there(student, a.x, 0.5, a.seed)
    _and_back(student, a.dout, kept, 0.5, cache_)
    more = np.concatenate([a.dout, a.dout[:1]])
    for bad in (a.dout[0], a.dout[None], more, a.dout[:, :1], a.dout[..., :-1], a.dout[..., :1]):
        refused(student, BACKWARD, [bad, cache_], {"dout"})


# --- gradient descent ---------------------------------------------------------------------------------------------


def _arrays(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Array]:
    N, D, H = (sizes[letter] for letter in "NDH")
    return [rng.uniform(-1.5, 1.5, shape).round(2) for shape in ((D, H), (H,), (N, D, H), (N + 1, 1))]


def _rate(rng: np.random.Generator, _: Mapping[str, int], __: Mapping[str, Any]) -> float:
    return round(float(rng.uniform(0.05, 2)), 2)


SHARED: Any = {"axes": "NDH", "builders": {"params": _arrays, "grads": _arrays, "lr": _rate}}
STEP = Inputs("params grads lr", **SHARED)
BLAMED = {"params", "grads"}


def _ill_fitting(a: Case) -> Iterator[tuple[list[Array], list[Array]]]:
    """Too few or too many gradients, or one of another shape, even of one that would broadcast."""
    params, grads = a.params, a.grads
    yield params, grads[:-1]
    yield params[:-1], grads
    yield params, [*grads, grads[0]]
    yield params, [grads[1], grads[0], *grads[2:]]
    for at, grad in enumerate(grads):
        for odd in (grad[0], grad[None], np.concatenate([grad, grad[:1]]), grad[..., :1], grad.T):
            if odd.shape != grad.shape:
                yield params, [*grads[:at], odd, *grads[at + 1 :]]


LAWS.hold("sgd_step", STEP, large=False, spoil=lambda a: (([*bad, a.lr], BLAMED) for bad in _ill_fitting(a)))

Steps = list[list[Any]]  # the parameters after each step


def _changing(a: Case, steps: int) -> list[list[Array]]:
    """Other gradients at every step: of different sizes, of both signs, and here and there 0."""
    rng = np.random.default_rng(a.seed)

    def gradient(size: float, shape: tuple[int, ...]) -> Array:
        drawn: Array = size * rng.normal(size=shape) * (rng.random(shape) < 0.8)
        return drawn.round(3)

    return [[gradient(10 ** (k % 5 / 2 - 1), param.shape) for param in a.params] for k in range(steps)]


def _torchs(optimizer: Any, params: Sequence[Any], all_grads: Sequence[Sequence[Any]], **options: Any) -> Steps:
    """What an optimizer of torch makes of parameters, step by step."""
    tensors = [torch.tensor(np.array(param), requires_grad=True) for param in params]
    stepping = optimizer(tensors, **options)
    steps: Steps = []
    for grads in all_grads:
        for tensor, grad in zip(tensors, grads, strict=True):
            tensor.grad = torch.tensor(np.array(grad))
        stepping.step()
        steps.append([tensor.detach().numpy().copy() for tensor in tensors])
    return steps


@cache
def _torch_sgd(a: Case, steps: int) -> Steps:
    return _torchs(torch.optim.SGD, a.params, _changing(a, steps), lr=a.lr)


@check("sgd_step", Text("twenty steps agree with torch.optim.SGD", "连续二十步与 torch.optim.SGD 一致"), STEP, weight=2)
def test_twenty_steps_have_parity_with_torch(student: Student, a: Case) -> None:
    params = a.params
    for grads, want in zip(_changing(a, 20), _torch_sgd(a, 20), strict=True):
        (params,) = student.sgd_step(params, grads, a.lr)
        agree("updated", params, want)


@check("sgd_step", Text("large gradients and none, and tuples for lists", "很大的梯度、零梯度，以及用元组代替列表"))
def test_large_gradients_and_none(student: Student, _: None) -> None:
    params = (np.array([[1.0, -2.0], [0.5, 4.0]]), np.array([3.0]))
    for lr, size in ((0.5, 1e4), (2.0, 0.0), (1e-3, 1.0), (0.1, 50.0)):
        grads = (size * np.array([[1.0, 2.0], [-0.5, 0.0]]), size * np.array([-8.0]))
        (updated,) = student.sgd_step(params, grads, lr)
        agree("updated", updated, [p - lr * g for p, g in zip(params, grads, strict=True)])


# --- Adam ---------------------------------------------------------------------------------------------------------
# A state is plain data of its author's own design; it goes back exactly as it came. What is in it is not compared, and
# is not told to the trace: a mistake is the same mistake whatever its state looks like.

ADAM = ASSIGNMENT.exercise("adam_step")
PLAIN = (bool, int, float, str, np.ndarray, np.generic, type(None))
DEEPEST, MOST_PARTS, MOST_BYTES = 8, 4096, 1 << 24


def _see_plain(state: Any) -> None:
    """See that a state can be passed back: containers of arrays and numbers, no more than a few steps need."""
    layer, parts, size = [state], 0, 0
    for _ in range(DEEPEST):
        parts += len(layer)
        size += sum(part.nbytes for part in layer if isinstance(part, np.ndarray))
        inner: list[Any] = []
        for part in layer:
            if isinstance(part, dict):
                inner += [*part, *part.values()]
            elif isinstance(part, (list, tuple)):
                inner += part
            elif not isinstance(part, PLAIN):
                raise Failure(_NOT_PLAIN.format(got=kind(part)))
        layer = inner
        if not layer or parts > MOST_PARTS or size > MOST_BYTES:
            break
    if layer or parts > MOST_PARTS or size > MOST_BYTES:
        raise Failure(_HUGE)


def _adam(student: Student, params: Any, grads: Any, state: Any, lr: float, *more: float, **named: Any) -> Any:
    """One step: the new parameters, and a state that can be passed back."""
    answer = student.answer(ADAM, params, grads, state, lr, *more, **named)
    student.trace[-1] = replace(answer, value=_without_state(answer.value))
    updated, state = student.results(ADAM, answer).values()
    _see_plain(state)
    return updated, state


def _without_state(value: Any) -> Any:
    return [value[0], None] if isinstance(value, (list, tuple)) and len(value) == 2 else value


def _descend(
    student: Student, params: Any, all_grads: Iterable[Any], wanted: Steps, lr: float, *more: float, **named: float
) -> None:
    """Step after step from the first, each seen to be right."""
    state = None
    for grads, want in zip(all_grads, wanted, strict=True):
        params, state = _adam(student, params, grads, state, lr, *more, **named)
        agree("updated", params, want)


ADAMS = Inputs("params grads lr", **SHARED)
FEW = 12


@cache
def _torch_adam(a: Case, steps: int, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> Steps:
    return _torchs(torch.optim.Adam, a.params, _changing(a, steps), lr=a.lr, betas=(beta1, beta2), eps=eps)


@check("adam_step", Text("the first step is right", "第一步正确"), ADAMS, weight=2, ladder=True)
def test_the_first_step(student: Student, a: Case) -> None:
    _descend(student, a.params, [a.grads], _torchs(torch.optim.Adam, a.params, [a.grads], lr=a.lr), a.lr)


@check(
    "adam_step", Text("twelve steps agree with torch.optim.Adam", "连续十二步与 torch.optim.Adam 一致"), ADAMS, weight=4
)
def test_twelve_steps_have_parity_with_torch(student: Student, a: Case) -> None:
    _descend(student, a.params, _changing(a, FEW), _torch_adam(a, FEW), a.lr)


@check("adam_step", Text("forty steps do, too", "连续四十步也一致"))
def test_forty_steps_have_parity_with_torch(student: Student, _: None) -> None:
    long = Case(ADAMS, {"N": 1, "D": 2, "H": 3}, seed=6)
    _descend(student, long.params, _changing(long, 40), _torch_adam(long, 40), long.lr)


@check("adam_step", Text("other betas and another eps", "不同的 beta 与 eps"), ADAMS, weight=3)
def test_other_settings_have_parity_with_torch(student: Student, a: Case) -> None:
    for settings in ((0.5, 0.8, 0.1), (0.95, 0.6, 1e-3), (0.0, 0.9, 1.0)):
        wanted = _torch_adam(a, FEW // 2, *settings)
        _descend(student, a.params, _changing(a, FEW // 2), wanted, a.lr, *settings)
        named = dict(zip(("beta1", "beta2", "eps"), settings, strict=True))
        _descend(student, a.params, _changing(a, 2), wanted[:2], a.lr, **named)


@check("adam_step", Text("gradients of every size, entry by entry", "大大小小的梯度，逐个元素比较"), weight=2)
def test_gradients_of_every_size(student: Student, _: None) -> None:
    """From zero, so that each entry shows its step; at the first one that is ``-lr * g / (|g| + eps)``."""
    sizes = np.array([1e8, 1e4, 1.0, 1e-4, 1e-8, 1e-10, 0.0])
    grads = [sizes, -sizes[::-1]]
    params = [np.zeros(7), np.zeros(7)]
    for lr, eps in ((1.0, 1e-8), (0.5, 1e-3), (2.0, 0.25)):
        updated, state = _adam(student, params, grads, None, lr, eps=eps)
        first = [-lr * g / (np.abs(g) + eps) for g in grads]
        later = [np.zeros(7), np.ones(7)]
        _see_entries(updated, first)
        second = _torchs(torch.optim.Adam, params, [grads, later], lr=lr, eps=eps)[1]
        updated, _state = _adam(student, updated, later, state, lr, eps=eps)
        _see_entries(updated, second)


def _see_entries(updated: Any, wanted: Sequence[Array]) -> None:
    agree("updated", updated, list(wanted))
    for index, want in enumerate(wanted):
        for at, entry in enumerate(want):
            agree(f"updated[{index}][{at}]", np.asarray(updated[index])[at], entry, scale=0.01)


@check(
    "adam_step", Text("the state is all that a step remembers", "除状态以外，不记住任何东西"), ADAMS, weight=2, draws=1
)
def test_the_state_is_all_there_is(student: Student, a: Case) -> None:
    """Two runs take turns; then the first begins anew, and goes back to an earlier state."""
    one, other = a, replace(a, seed=a.seed + 1)
    runs: dict[int, tuple[Any, Any]] = {0: (one.params, None), 1: (other.params, None)}
    kept = None
    for step in range(3):
        for which, case in enumerate((one, other)):
            runs[which] = _adam(student, runs[which][0], _changing(case, 3)[step], runs[which][1], case.lr)
            agree("updated", runs[which][0], _torch_adam(case, 3)[step])
        kept = runs[0] if step == 1 else kept
    updated, _state = _adam(student, one.params, _changing(one, 3)[0], None, one.lr)
    agree("updated", updated, _torch_adam(one, 3)[0])
    if kept is not None:
        updated, _state = _adam(student, kept[0], _changing(one, 3)[2], kept[1], one.lr)
        agree("updated", updated, _torch_adam(one, 3)[2])


@check("adam_step", NO_SIDE_EFFECTS, ADAMS, draws=1)
def test_arguments_stay_and_a_second_step_agrees(student: Student, a: Case) -> None:
    params, state = a.params, None
    for grads, want in zip(_changing(a, 3), _torch_adam(a, 3), strict=True):
        for _ in range(2):
            updated, after = _adam(student, params, grads, state, a.lr)
            agree("updated", updated, want)
            _see_unchanged("adam_step", student.trace[-1].changed)
        params, state = updated, after


@check(
    "adam_step",
    Text("any memory order, and tuples for lists", "任意内存布局，以及用元组代替列表"),
    ADAMS,
    layouts=LAYOUTS,
)
def test_any_memory_order_and_tuples(student: Student, a: Case) -> None:
    wanted = _torchs(torch.optim.Adam, a.params, [a.grads, a.params], lr=a.lr)
    params, state = _adam(student, tuple(a.params), tuple(a.grads), None, a.lr)
    agree("updated", params, wanted[0])
    params, _state = _adam(student, tuple(params), tuple(a.params), state, a.lr)
    agree("updated", params, wanted[1])


@check("adam_step", BAD_INPUT, ADAMS, draws=0)
def test_gradients_that_do_not_fit(student: Student, a: Case) -> None:
    params, state = _adam(student, a.params, _changing(a, 1)[0], None, a.lr)
    agree("updated", params, _torch_adam(a, 1)[0])
    for bad in _ill_fitting(a):
        for before in (None, state):
            refused(student, ADAM, [*bad, before, a.lr, 0.9, 0.999, 1e-8], BLAMED)


_NOT_PLAIN = Text(
    "the state holds {got}, expected lists, tuples or dicts of arrays and numbers",
    "状态里有{got}，应为由数组和数字组成的列表、元组或字典",
)
_HUGE = Text("the state is far larger than the parameters ask for", "状态远远大于参数所需要的")

# --- sampling -----------------------------------------------------------------------------------------------------
# A right program's count of a class is binomial. It is refused where a count as far out, on its side, has a chance
# below 1e-12: for both sides of the 16 counts below that is 3e-11 in all.

SAMPLE = ASSIGNMENT.exercise("sample")
SCARCE = 1e-12


def _drawn(student: Student, weights: Sequence[float], temperature: float, seed: int) -> int:
    (index,) = student.sample(np.array(weights), temperature, Rng(seed))
    if isinstance(index, (np.ndarray, np.integer)) and index.shape == () and index.dtype.kind in "iu":
        index = int(index)
    if type(index) is not int:
        raise Failure(_KIND.format(name="index", got=kind(index), want=kind(0)))
    if not 0 <= index < len(weights):
        raise Failure(_NO_CLASS.format(last=len(weights) - 1))
    return index


def _chance(count: int, draws: int, p: float) -> float:
    """How likely a binomial count is to lie as far out as this one, on its side."""
    terms = [math.comb(draws, k) * p**k * (1 - p) ** (draws - k) for k in range(draws + 1)]
    return min(sum(terms[: count + 1]), sum(terms[count:]))


def _see_law(student: Student, weights: Sequence[float], temperature: float, seeds: range) -> None:
    powers = np.array(weights) ** (1 / temperature)
    drawn = [_drawn(student, weights, temperature, seed) for seed in seeds]
    for index, p in enumerate(powers / powers.sum()):
        count = drawn.count(index)
        if _chance(count, len(drawn), float(p)) < SCARCE:
            raise Failure(
                _WRONG_LAW.format(count=count, draws=len(drawn), p=f"{p:.3f}", temperature=f"{temperature:g}"),
            )


@check("sample", Text("at temperature 1 the weights are the frequencies", "温度为 1 时，权重就是频率"), weight=2)
def test_frequencies_are_the_weights(student: Student, _: None) -> None:
    _see_law(student, [0.1, 0.0, 4.9], 1.0, range(100, 220))  # 0.02, 0 and 0.98


@check("sample", Text("a low temperature sharpens the weights", "低温让权重更尖锐"), weight=2)
def test_a_low_temperature_sharpens(student: Student, _: None) -> None:
    _see_law(student, [0.3, 0.7], 0.2, range(300, 380))  # 0.014 and 0.986
    _see_law(student, [0.7, 0.3], 0.2, range(400, 480))


@check("sample", Text("a high temperature levels the weights", "高温让权重更平坦"), weight=2)
def test_a_high_temperature_levels(student: Student, _: None) -> None:
    _see_law(student, [1.0, 729.0], 3.0, range(500, 620))  # 0.1 and 0.9
    _see_law(student, [1.0, 0.0, 1000.0, 0.0], 50.0, range(700, 760))  # 0.466, 0, 0.534 and 0
    _see_law(student, [1.0, 256.0, 65536.0], 16.0, range(800, 930))  # 0.227, 0.320 and 0.453


@check("sample", Text("what has no weight is never drawn", "没有权重的类永远不会被抽到"), weight=2)
def test_what_has_no_weight_is_never_drawn(student: Student, _: None) -> None:
    for size in (1, 2, 5):
        for sure in range(size):
            weights = [0.0] * size
            weights[sure] = (1.0, 0.25, 7.5)[sure % 3]
            for temperature in (0.5, 1.0, 40.0):
                agree("index", _drawn(student, weights, temperature, sure), sure)


@check("sample", ONE_RNG)
def test_the_same_generator_draws_the_same(student: Student, _: None) -> None:
    """Two draws from these classes are alike with a chance of 0.115, twenty times over with 2e-19."""
    weights = [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 2.0]
    first, again, other = ([_drawn(student, weights, 1.5, seed) for seed in range(s, s + 20)] for s in (0, 0, 60))
    agree("index", again, first)
    if first == other or len(set(first)) == 1:
        raise Failure(_NO_RNG)


@check("sample", NO_SIDE_EFFECTS)
def test_the_weights_stay(student: Student, _: None) -> None:
    for sure in range(3):
        weights = [0.0, 0.0, 0.0]
        weights[sure] = 2.5
        agree("index", _drawn(student, weights, 0.5, sure), sure)
        _see_unchanged("sample", student.trace[-1].changed)


@check("sample", BAD_INPUT)
def test_weights_and_temperatures_that_mean_nothing(student: Student, _: None) -> None:
    for sure in range(3):
        agree("index", _drawn(student, np.eye(3)[sure].tolist(), 1.0, sure), sure)
    for weights in ([0.5, -0.25, 0.75], [-1.0, -2.0, -3.0], [-1e-3, 1.0, 0.5], [0.0, 0.0, 0.0], [0.0]):
        for temperature in (1.0, 0.5):
            refused(student, SAMPLE, [np.array(weights), temperature, Rng(1)], {"probabilities"})
    refused(student, SAMPLE, [np.full((2, 2), 0.25), 1.0, Rng(1)], {"probabilities"})
    for temperature in (0.0, -1.0, -0.5):
        refused(student, SAMPLE, [np.array([0.25, 0.75]), temperature, Rng(1)], {"temperature"})


_NO_CLASS = Text("index is none of 0 to {last}", "index 不在 0 到 {last} 之间")
_WRONG_LAW = Text(
    "a class of probability {p} at temperature {temperature} was drawn {count} times in {draws}",
    "温度为 {temperature} 时，概率为 {p} 的类在 {draws} 次中被抽到 {count} 次",
)

# --- perplexity ---------------------------------------------------------------------------------------------------


def _losses(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Array:
    return rng.uniform(0.01, 4, (sizes["N"], sizes["T"]))


def _no_losses(_: Case) -> Bad:
    empties: tuple[Any, ...] = ([], np.zeros(0), np.zeros((0, 3)), np.zeros((3, 0)))
    for empty in empties:
        yield [empty], {"losses"}


LAWS.hold(
    "perplexity",
    Inputs("losses", axes="NT", builders={"losses": _losses}),
    large=False,
    spoil=_no_losses,
)


@check("perplexity", Text("the guess among V words has perplexity V", "在 V 个词中乱猜，困惑度就是 V"), weight=2)
def test_a_guess_among_words(student: Student, _: None) -> None:
    for V in (2, 3, 27, 50000):
        for shape in ((1,), (7,), (2, 3), (2, 3, 4)):
            agree("value", student.perplexity(np.full(shape, math.log(V)))[0], float(V))
    agree("value", student.perplexity(np.zeros(3))[0], 1.0)
    agree("value", student.perplexity(np.array([0.0, math.log(9), 0.0, math.log(9)]))[0], 3.0)


@cache
def _cross_entropies() -> tuple[Array, float]:
    """Twelve of them, and the exponential of their mean."""
    scores = torch.tensor(np.random.default_rng(8).normal(size=(12, 5)))
    losses = torch.nn.functional.cross_entropy(scores, torch.arange(12) % 5, reduction="none")
    return losses.numpy(), float(losses.mean().exp())


@check(
    "perplexity", Text("a list will do, and cross-entropies as torch gives them", "列表也可以，包括 torch 给出的交叉熵")
)
def test_a_list_of_cross_entropies(student: Student, _: None) -> None:
    losses, want = _cross_entropies()
    for given in (losses.tolist(), losses, losses.reshape(3, 4)):
        agree("value", student.perplexity(given)[0], want)
    agree("value", student.perplexity([2.5])[0], math.exp(2.5))


@check("perplexity", Text("what exceeds all floats is inf, without a warning", "超出浮点数范围时为 inf，且没有警告"))
def test_overflow_is_infinite(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("perplexity")
    for losses, want in (
        ([800.0], math.inf),
        ([2000.0, 0.5, 1e4], math.inf),
        ([200.0, 210.0], math.exp(205.0)),
        ([700.0, 1.0, 0.25], math.exp(701.25 / 3)),
        ([1400.0, 10.0], math.exp(705.0)),
    ):
        for given in (losses, np.array(losses)):
            answer = student.answer(exercise, given)
            (value,) = student.results(exercise, answer).values()
            agree("value", value, want)
            if any(warning.startswith("RuntimeWarning") for warning in answer.warnings):
                raise Failure(_WARNED)


_WARNED = Text("perplexity made NumPy warn", "perplexity 触发了 NumPy 警告")
