"""The hidden tests of `training.py`.

What is drawn is the author's own, so its law is judged: with each such check stands how seldom it fails a right
program, whatever way of drawing that has. The course's seed does not change those draws: who passes once passes always.
Nor is a known mistake recognised by which entries or classes were drawn, but by what they say of the law.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites.cases import LAYOUTS, Case, Inputs
from autograder.suites.compare import agree, as_array, kind
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from autograder.wall.calling import Answer
from autograder.wall.values import Rng
from solutions import training

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.suites.student import Student

    Bad = Iterable[tuple[list[Any], set[str]]]

ASSIGNMENT = ASSIGNMENTS["training"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, training)
check = SUITE.check

# --- what the exercises are given ---------------------------------------------------------------------------------


def _indices(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
    return rng.integers(0, sizes["V"], (sizes["N"], sizes["T"]))


def _arrays(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Any]:
    """Arrays of different ranks and shapes."""
    D, H = sizes["D"], sizes["H"]
    return [rng.uniform(-1.5, 1.5, shape) for shape in ((D, H), (H,), (2, D, 1))]


def _lr(rng: np.random.Generator, _sizes: Mapping[str, int], _made: Mapping[str, Any]) -> float:
    return round(float(rng.uniform(0.1, 0.9)), 2)


LETTERS = Inputs("indices depth", axes="NTV", builders={"indices": _indices, "depth": lambda _r, s, _m: s["V"]})
LOOKUP = Inputs("indices:NT table:VE dout:NTE", builders={"indices": _indices})
STEP = Inputs("params grads lr", axes="DH", builders={"params": _arrays, "grads": _arrays, "lr": _lr})
LOSSES = Inputs("losses:T", builders={"losses": lambda rng, sizes, _: rng.uniform(0, 5, sizes["T"])})

# --- one-hot ------------------------------------------------------------------------------------------------------


def _bad_letters(a: Case) -> Bad:
    for wrong in (-1, a.depth):
        indices = np.array(a.indices)
        indices[-1, -1] = wrong
        yield [indices, a.depth], {"indices", "depth"}
    yield [a.indices + 0.5, a.depth], {"indices"}


LAWS.hold("one_hot", LETTERS, large=False, spoil=_bad_letters)


@check("one_hot", Text("it agrees with torch, for indices of any rank", "与 torch 一致，下标可为任意维数"), weight=2)
def test_any_rank_has_parity_with_torch(student: Student, _: None) -> None:
    rng = np.random.default_rng(2)
    for shape in ((7,), (2, 3), (2, 1, 3), ()):
        indices = rng.integers(0, 4, shape)
        want = torch.nn.functional.one_hot(torch.tensor(indices), 6).double().numpy()  # the last two never occur
        for dtype in (np.int64, np.int32):
            (got,) = student.one_hot(np.asarray(indices, dtype), 6)
            agree("encoded", got, want)


# --- embedding ----------------------------------------------------------------------------------------------------


def _bad_lookup(a: Case) -> Bad:
    yield from misfits(ASSIGNMENT.exercise("embedding_forward"), a)
    for wrong in (-1, a.sizes["V"]):
        indices = np.array(a.indices)
        indices[-1, -1] = wrong
        yield [indices, a.table], {"indices", "table"}
    yield [a.indices + 0.5, a.table], {"indices"}


LAWS.hold("embedding_forward", LOOKUP, large=False, spoil=_bad_lookup)
LAWS.hold("embedding_backward", LOOKUP, large=False)


@check("embedding_forward", Text("it agrees with torch.nn.Embedding", "与 torch.nn.Embedding 一致"), LOOKUP, weight=2)
def test_lookup_has_parity_with_torch(student: Student, a: Case) -> None:
    out, _ = student.embedding_forward(a.indices, a.table)
    agree("out", out, _torch_lookup(a)[0])


@check("embedding_backward", Text("the gradient agrees with torch's", "梯度与 torch 一致"), LOOKUP, weight=2)
def test_gradient_has_parity_with_torch(student: Student, a: Case) -> None:
    _, cache_ = student.embedding_forward(a.indices, a.table)
    (dtable,) = student.embedding_backward(a.dout, cache_)
    agree("dtable", dtable, _torch_lookup(a)[1])


@check("embedding_backward", Text("what arrives at one row adds up", "到达同一行的梯度相加"), weight=2)
def test_repeated_rows_add_up(student: Student, _: None) -> None:
    indices = np.array([[2, 2, 0], [2, 4, 4]])
    dout = np.arange(1.0, 13.0).reshape(2, 3, 2)
    _, cache_ = student.embedding_forward(indices, np.ones((6, 2)))
    (dtable,) = student.embedding_backward(dout, cache_)
    agree("dtable", dtable, np.array([[5.0, 6], [0, 0], [11, 14], [0, 0], [20, 22], [0, 0]]))


@cache
def _torch_lookup(a: Case) -> tuple[Any, Any]:
    table = torch.tensor(np.array(a.table), requires_grad=True)
    out = torch.nn.functional.embedding(torch.tensor(np.array(a.indices)), table)
    out.backward(torch.tensor(np.array(a.dout)))
    return out.detach().numpy(), table.grad.numpy()  # type: ignore[union-attr]


# --- dropout ------------------------------------------------------------------------------------------------------
# Of n independent entries a share is off by more than d with a chance below 2 exp(-2 n d**2) (Hoeffding 1963).

DROPOUT, PASSED_BACK = ASSIGNMENT.exercise("dropout_forward"), ASSIGNMENT.exercise("dropout_backward")
SIZE = 8000
X = np.random.default_rng(5).uniform(0.5, 2.5, SIZE).reshape(20, 20, 20)
X[::2, 1::3] *= -1
MATRIX = X.reshape(80, 100)
DOUT = np.linspace(-2, 3, SIZE).reshape(X.shape)


def _orders(array: Any) -> list[Any]:
    """The array in memory orders of other kinds."""
    return [np.asfortranarray(array), np.repeat(array, 2, -1)[..., ::2]]


def _dropout(student: Student, x: Any, p: float, seed: int, *how: Any) -> tuple[Any, Any]:
    """What comes out, and the cache; Failure where it is no array like x."""
    answer = student.answer(DROPOUT, x, p, Rng(seed), *how)
    student.trace[-1] = _law_of_mask(answer, x)
    y, cache_ = student.results(DROPOUT, answer).values()
    array = as_array(y, x.ndim)
    if array is None or array.shape != x.shape or array.dtype != x.dtype:
        agree("y", y, x)
    return array, cache_


def _dropped(student: Student, p: float, seed: int, x: Any = X) -> tuple[Any, Any]:
    """Which of 8000 entries were dropped, and the cache.

    Fails where an entry is neither zero nor scaled, where all are dropped, or none: of right programs none ever.
    """
    y, cache_ = _dropout(student, x, p, seed)
    dropped = y == 0
    if dropped.all():
        raise Failure(_ALL_DROPPED)
    agree("y", y, np.where(dropped, 0.0, x / (1 - p)))
    if not dropped.any():
        raise Failure(_NONE_DROPPED)
    return dropped, cache_


def _law_of_mask(answer: Answer, x: Any) -> Answer:
    """The answer, in place of y what tells mistakes apart: the factors, the share of zeros, which fall together."""
    y = answer.value[0] if isinstance(answer.value, (list, tuple)) and answer.value else None
    if not isinstance(y, np.ndarray) or y.shape != x.shape or y.dtype.kind != "f":
        return answer
    with np.errstate(all="ignore"):
        factors = (y / x).round(6)
    alike = [round(2 * share) for share in _alike(factors == 0)]
    return replace(answer, value=[np.unique(factors)[:5], round(float((factors == 0).mean()), 1), alike])


def _alike(dropped: Any) -> list[float]:
    """Along each axis the share of entries some steps apart that fall or stay together, where it is farthest from 1/2.

    Of fair coins in a row, whether each is like the one some steps on is again a row of fair coins.
    """
    found = []
    for axis, size in enumerate(dropped.shape):
        row, half = np.moveaxis(dropped, axis, 0), size // 2
        shares = [float((row[:-apart] == row[apart:]).mean()) for apart in {*range(1, min(half, 50)), half}]
        found.append(max(shares, key=lambda share: abs(share - 0.5)))
    return found


@check(
    "dropout_forward",
    Text(
        "entries are zero or x / (1 - p), at any rank and in any memory order",
        "元素为零或 x / (1 - p)，维数与内存布局任意",
    ),
    weight=3,
)
def test_entries_are_dropped_or_scaled(student: Student, _: None) -> None:
    for p, x in ((0.3, X), (0.6, MATRIX), (0.6, X.ravel()), *((0.3, x) for x in _orders(X))):
        _dropped(student, p, 3, x)


@check("dropout_forward", Text("a share p of the entries is dropped", "丢弃的比例为 p"), weight=2)
def test_the_share_that_is_dropped(student: Student, _: None) -> None:
    """Three shares of 8000, each off by 0.04 with a chance of 2e-11."""
    for p, seed in ((0.2, 1), (0.5, 2), (0.8, 3)):
        dropped, _cache = _dropped(student, p, seed)
        if abs(float(dropped.mean()) - p) > 0.04:
            raise Failure(_SHARE.format(share=f"{float(dropped.mean()):.2f}", p=p))


@check("dropout_forward", Text("every entry is dropped by itself", "每个元素各自决定是否丢弃"), weight=2)
def test_entries_are_independent(student: Student, _: None) -> None:
    """At 170 distances at most, 4000 coins or more off by 0.08 with a chance of 1e-22; eight equal numbers: 4e-15."""
    for x in (X, MATRIX, X.ravel()):
        if any(abs(share - 0.5) > 0.08 for share in _alike(_dropped(student, 0.5, 8, x)[0])):
            raise Failure(_TOGETHER)
    counts = {int(_dropped(student, 0.5, seed)[0].sum()) for seed in range(8)}
    student.trace.append(Answer(value=len(counts) == 1))
    if len(counts) == 1:
        raise Failure(_SAME_COUNT)


@check("dropout_forward", Text("rng is the only source of randomness", "rng 是唯一的随机来源"), weight=2)
def test_the_same_generator_drops_the_same(student: Student, _: None) -> None:
    """Two generators that drop the same of 8000 entries: never."""
    one, same, other = (_dropped(student, 0.5, seed)[0] for seed in (4, 4, 5))
    found = (one == same).all(), (one != other).any()
    student.trace.append(Answer(value=list(map(bool, found))))
    if not found[0]:
        raise Failure(_NOT_REPEATED)
    if not found[1]:
        raise Failure(_NO_RNG)


@check("dropout_forward", Text("p = 0 keeps all, p = 1 drops all", "p = 0 全部保留，p = 1 全部丢弃"))
def test_the_ends_of_p(student: Student, _: None) -> None:
    for p, want in ((0.0, X), (1.0, np.zeros_like(X))):
        y, _cache = _dropout(student, X, p, 6)
        agree("y", y, want)
    _dropped(student, 0.5, 6)


@check("dropout_forward", Text("in evaluation nothing happens", "评估时什么也不发生"), weight=2)
def test_evaluation_changes_nothing(student: Student, _: None) -> None:
    for p in (0.5, 0.0, 1.0, 0.9):
        y, _cache = _dropout(student, X, p, 7, False)  # noqa: FBT003 - the exercise's own signature
        agree("y", y, X)
    _dropped(student, 0.5, 7)


@check("dropout_forward", Text("a p that is no probability is refused", "不合法的 p 会被拒绝"))
def test_a_p_that_is_none_is_refused(student: Student, _: None) -> None:
    _dropped(student, 0.5, 9)
    for p in (-0.1, 1.5):
        try:
            refused(student, DROPOUT, [X, p, Rng(8), True], {"p"})
        finally:
            student.trace[-1] = replace(student.trace[-1], value=None)


@check("dropout_forward", Text("x is left alone", "x 保持不变"))
def test_x_is_left_alone(student: Student, _: None) -> None:
    for training_ in (True, False):
        answer = student.answer(DROPOUT, X, 0.5, Rng(8), training_)
        student.trace[-1] = _law_of_mask(answer, X)
        student.results(DROPOUT, answer)
        if answer.changed:
            raise Failure(_CHANGED.format(name="dropout_forward", names="x"))
    _dropped(student, 0.5, 8)


def _passed_back(student: Student, dout: Any, cache_: Any, dropped: Any) -> Any:
    """The gradient; for the record its factors, where entries passed and where not, and which go together."""
    answer = student.answer(PASSED_BACK, dout, cache_)
    dx = answer.value
    if isinstance(dx, np.ndarray) and dx.shape == dout.shape and dx.dtype.kind == "f":
        factors = (dx / dout).round(6)
        told = [np.unique(factors[where])[:5] for where in (~dropped, dropped)]
        alike = [round(2 * share) for share in _alike(factors == 0)]
        student.trace[-1] = replace(answer, value=[*told, alike])
    if answer.changed:
        raise Failure(_CHANGED.format(name="dropout_backward", names="dout"))
    return student.results(PASSED_BACK, answer)["dx"]


@check(
    "dropout_backward", Text("the gradient passes where the number passed", "数从哪里通过，梯度就从哪里通过"), weight=4
)
def test_the_mask_is_the_forwards(student: Student, _: None) -> None:
    for p, seed in ((0.5, 1), (0.3, 2), (0.8, 3)):
        dropped, cache_ = _dropped(student, p, seed)
        for dout in (DOUT, *_orders(DOUT)):
            agree("dx", _passed_back(student, dout, cache_, dropped), np.where(dropped, 0.0, DOUT / (1 - p)))


@check("dropout_backward", Text("a number that is zero passes like any other", "值为零的数与其他数一样通过"))
def test_a_zero_is_not_taken_for_dropped(student: Student, _: None) -> None:
    """Of 4000 zeros all are dropped, or all kept: of right programs none ever."""
    zero = np.arange(SIZE).reshape(X.shape) % 2 == 0
    y, cache_ = _dropout(student, np.where(zero, 0.0, X), 0.5, 9)
    dx = _passed_back(student, DOUT, cache_, y == 0)
    if not isinstance(dx, np.ndarray) or dx.shape != X.shape:
        agree("dx", dx, DOUT)
    stopped = np.where(zero, dx == 0, y == 0)
    agree("dx", dx, np.where(stopped, 0.0, DOUT / 0.5))
    if stopped[zero].all():
        raise Failure(_ZEROS_STOPPED)
    if not stopped[zero].any():
        raise Failure(_NONE_DROPPED)


@check("dropout_backward", Text("also for p = 0, p = 1 and in evaluation", "p = 0、p = 1 以及评估时也一样"), weight=2)
def test_the_ends_of_p_backward(student: Student, _: None) -> None:
    for p, how, passed in ((0.0, (), True), (1.0, (), False), (0.5, (False,), True), (1.0, (False,), True)):
        _y, cache_ = _dropout(student, X, p, 4, *how)
        agree("dx", _passed_back(student, DOUT, cache_, np.full(X.shape, not passed)), DOUT * passed)
    dropped, cache_ = _dropped(student, 0.5, 4)
    agree("dx", _passed_back(student, DOUT, cache_, dropped), np.where(dropped, 0.0, DOUT / 0.5))


@check(
    "dropout_backward",
    Text("each cache keeps its own mask, and serves twice", "每个 cache 保存自己的 mask，并且可用两次"),
)
def test_caches_live_side_by_side(student: Student, _: None) -> None:
    masks = [_dropped(student, 0.5, seed) for seed in (5, 6)]
    for dropped, cache_ in [*masks, *masks]:
        agree("dx", _passed_back(student, DOUT, cache_, dropped), np.where(dropped, 0.0, DOUT / 0.5))


@check("dropout_backward", Text("a dout of another shape raises a ValueError", "形状不符的 dout 会抛出 ValueError"))
def test_another_shape_is_refused(student: Student, _: None) -> None:
    dropped, cache_ = _dropped(student, 0.5, 7)
    agree("dx", _passed_back(student, DOUT, cache_, dropped), np.where(dropped, 0.0, DOUT / 0.5))
    for bad in (DOUT[:-1], DOUT[:, :1], DOUT[0], DOUT[None]):
        try:
            refused(student, PASSED_BACK, [bad, cache_], {"dout"})
        finally:
            student.trace[-1] = replace(student.trace[-1], value=None)


# --- optimizers ---------------------------------------------------------------------------------------------------


def _bad_pairs(a: Case) -> Bad:
    params, grads = list(a.params), list(a.grads)
    names = {"params", "grads"}
    yield [params, grads[:-1], a.lr], names
    yield [params[:-1], grads, a.lr], names
    yield [params, [grads[0][:, :1] if grads[0].shape[1] > 1 else np.repeat(grads[0], 2, 1), *grads[1:]], a.lr], names
    yield [params, [*grads[:-1], grads[-1][0]], a.lr], names


LAWS.hold("sgd_step", STEP, large=False, spoil=_bad_pairs)


def _some_zero(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return rng.normal(size=shape) * (rng.random(shape) < 0.8)


@cache
def _gradients(a: Case, steps: int, course: int = 0) -> list[list[Any]]:
    """For each step gradients of their own, of quite different sizes."""
    rng = np.random.default_rng([a.seed, course])
    scales = 10.0 ** np.resize([0, -1, 2, 0, -2, 1], steps)
    return [[scale * _some_zero(rng, param.shape) for param in a.params] for scale in scales]


def _torch_steps(optimizer: Any, params: list[Any], gradients: list[list[Any]], **how: Any) -> list[list[Any]]:
    """The parameters after each step."""
    leaves = [torch.tensor(np.array(param), requires_grad=True) for param in params]
    stepper, found = optimizer(leaves, foreach=False, **how), []
    for grads in gradients:
        for leaf, grad in zip(leaves, grads, strict=True):
            leaf.grad = torch.tensor(np.array(grad))
        stepper.step()
        found.append([leaf.detach().numpy().copy() for leaf in leaves])
    return found


@cache
def _torch_descent(a: Case) -> list[list[Any]]:
    return _torch_steps(torch.optim.SGD, a.params, _gradients(a, 6), lr=a.lr)


@check(
    "sgd_step", Text("it agrees with torch.optim.SGD over several steps", "多步与 torch.optim.SGD 一致"), STEP, weight=2
)
def test_descent_has_parity_with_torch(student: Student, a: Case) -> None:
    params = a.params
    for grads, want in zip(_gradients(a, 6), _torch_descent(a), strict=True):
        (params,) = student.sgd_step(params, grads, a.lr)
        agree("updated", params, want)


ADAM = ASSIGNMENT.exercise("adam_step")
MOST_IN_STATE = 8000  # numbers and characters; what a state is sent back with must fit into a message, too
DEEPEST = 20


def _adam(student: Student, params: Any, grads: Any, state: Any, *how: Any, **named: Any) -> tuple[Any, Any]:
    """The new parameters and the new state; for the record the parameters alone, for states are their authors' own."""
    _see_plain(state)
    answer = student.answer(ADAM, params, grads, state, *how, **named)
    if isinstance(answer.value, (list, tuple)) and len(answer.value) == 2:
        student.trace[-1] = replace(answer, value=answer.value[0])
    updated, state = student.results(ADAM, answer).values()
    if answer.changed:
        names = ", ".join(list(ADAM.arguments)[position] for position in answer.changed)
        raise Failure(_CHANGED.format(name="adam_step", names=names))
    return updated, state


def _walk(student: Student, a: Case, gradients: list[list[Any]], wanted: list[list[Any]], *how: Any) -> Any:
    """Step by step as far as the gradients go; the last parameters and state."""
    params, state = a.params, None
    for step, (grads, want) in enumerate(zip(gradients, wanted, strict=True), 1):
        params, state = _adam(student, params, grads, state, *how)
        agree(f"updated after step {step}", params, want)
    return params, state


def _see_plain(state: Any) -> None:
    """See that a state can be handed back as it came: that it is plain, and not beyond all measure."""
    if _amount(state, DEEPEST) > MOST_IN_STATE:
        raise Failure(_TOO_MUCH)


def _amount(value: Any, depth: int) -> int:
    """How many numbers and characters are in a plain value; Failure where it is not plain."""
    if isinstance(value, (list, tuple, dict)) and depth:
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        return 1 + sum(_amount(part, depth - 1) for part in parts)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biuf":
        return 8 + value.size
    if isinstance(value, str):
        return len(value)
    if value is None or isinstance(value, (int, float)):
        return 1 + (value.bit_length() // 3 if isinstance(value, int) else 0)
    raise Failure(_STATE.format(got=kind(value)))


@cache
def _torch_adam(a: Case, steps: int, course: int = 0, **how: Any) -> list[list[Any]]:
    gradients = _gradients(a, 2)[: steps - 1] + _gradients(a, steps, course)[-1:] if course else _gradients(a, steps)
    return _torch_steps(torch.optim.Adam, a.params, gradients, **how)


def _adam_check(
    name: str, title: Text, steps: int, how: tuple[float, ...], named: dict[str, Any], **cases: Any
) -> None:
    def test(student: Student, a: Case) -> None:
        _walk(student, a, _gradients(a, steps), _torch_adam(a, steps, lr=how[0], **named), *how)

    test.__name__ = f"test_{name}"
    check("adam_step", title, STEP, **cases)(test)


_adam_check(
    "one_step",
    Text("the first step is torch.optim.Adam's", "第一步与 torch.optim.Adam 一致"),
    1,
    (0.1,),
    {},
    weight=2,
    ladder=True,
)
_adam_check(
    "many_steps",
    Text("forty steps are torch.optim.Adam's", "四十步与 torch.optim.Adam 一致"),
    40,
    (0.03,),
    {},
    weight=4,
)
_adam_check(
    "other_betas",
    Text("also with other betas and a large eps", "换用其他 beta 与较大的 eps 也一致"),
    8,
    (0.05, 0.6, 0.8, 0.3),
    {"betas": (0.6, 0.8), "eps": 0.3},
    weight=3,
)
_adam_check(
    "any_memory_order",
    Text("any memory order of the arguments will do", "参数的任何内存布局都可以"),
    2,
    (0.1,),
    {},
    draws=0,
    layouts=LAYOUTS[1:],
)


@check(
    "adam_step",
    Text("the first step is lr long, whatever the gradient's size", "无论梯度多大，第一步的步长都是 lr"),
    weight=2,
)
def test_the_first_step_is_lr_long(student: Student, _: None) -> None:
    grads = [np.array([1e-3, -1.0, 250.0]), np.array([[-4e4]])]
    updated, _state = _adam(student, [np.zeros(3), np.zeros((1, 1))], grads, None, 0.01)
    agree("updated", updated, [-0.01 * np.sign(grad) * np.abs(grad) / (np.abs(grad) + 1e-8) for grad in grads])


@check("adam_step", Text("tiny gradients, against which eps is large", "相对于 eps 很小的梯度"))
def test_gradients_below_eps(student: Student, _: None) -> None:
    sizes = np.array([1e-6, 1e-8, -1e-9, 1e-11])
    params, state = [np.zeros(4)], None
    wanted = _torch_steps(torch.optim.Adam, params, [[sizes], [0 * sizes], [-2 * sizes]], lr=0.5)
    for grad, want in zip((sizes, 0 * sizes, -2 * sizes), wanted, strict=True):
        params, state = _adam(student, params, [grad], state, 0.5)
        agree("updated", params, want)
        for at, entry in enumerate(want[0]):
            agree(f"updated[0][{at}]", params[0][at], float(entry), scale=abs(float(entry)))


@check("adam_step", Text("a gradient of zero moves nothing", "梯度为零时参数不动"))
def test_no_gradient_no_step(student: Student, _: None) -> None:
    params = [np.array([1.5, -2.0]), np.array([[3.0]])]
    updated, state = _adam(student, params, [np.zeros(2), np.zeros((1, 1))], None, 0.1)
    agree("updated", updated, params)
    _see_plain(state)
    moved, _state = _adam(student, params, [np.ones(2), np.ones((1, 1))], None, 0.1)
    agree("updated", moved, [param - 0.1 / (1 + 1e-8) for param in params])


@check(
    "adam_step",
    Text("arguments stay as they are, and a state serves twice", "参数保持不变，同一状态可用两次"),
    STEP,
    draws=1,
)
def test_a_state_serves_twice(student: Student, a: Case) -> None:
    """From one state two ways: what was remembered elsewhere leads the second one astray."""
    here, state = _walk(student, a, _gradients(a, 2), _torch_adam(a, 2, lr=0.1), 0.1)
    for course in (1, 2, 1):
        updated, _state = _adam(student, here, _gradients(a, 3, course)[-1], state, 0.1)
        agree("updated", updated, _torch_adam(a, 3, course, lr=0.1)[-1])


@check("adam_step", Text("two optimizations side by side", "两个优化过程同时进行"), STEP, draws=0)
def test_two_side_by_side(student: Student, a: Case) -> None:
    rates, lrs = (0.9, 0.5), (0.1, 0.02)
    wanted = [_torch_adam(a, 4, lr=lr, betas=(beta1, 0.999)) for beta1, lr in zip(rates, lrs, strict=True)]
    both: list[tuple[Any, Any]] = [(a.params, None)] * 2
    for step, grads in enumerate(_gradients(a, 4)):
        for which, (params, state) in enumerate(both):
            both[which] = _adam(student, params, grads, state, lrs[which], beta1=rates[which])
            agree(f"updated after step {step + 1}", both[which][0], wanted[which][step])


@check(
    "adam_step",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    STEP,
    draws=0,
)
def test_bad_pairs_are_refused(student: Student, a: Case) -> None:
    _params, state = _walk(student, a, _gradients(a, 1), _torch_adam(a, 1, lr=0.1), 0.1)
    _see_plain(state)
    for (params, grads, lr), names in _bad_pairs(a):
        for given in (None, state):
            try:
                refused(student, ADAM, [params, grads, given, lr, 0.9, 0.999, 1e-8], names)
            finally:
                student.trace[-1] = replace(student.trace[-1], value=None)


# --- sampling -----------------------------------------------------------------------------------------------------
# Of n draws a class of probability q gets the share s or one further off with a chance below exp(-n D), where D is the
# divergence of s from q (Chernoff 1952): with n D = 26 on either side, 1e-11 for a class.

FAR = 26.0
SAMPLE = ASSIGNMENT.exercise("sample")


def _drawn(student: Student, weights: Any, temperature: float, seeds: range) -> list[int]:
    """One draw of each generator; Failure where one is no index."""
    found, weights = [], np.asarray(weights)
    for seed in seeds:
        answer = student.answer(SAMPLE, weights, temperature, Rng(seed))
        got = student.results(SAMPLE, answer)["index"]
        whole = isinstance(got, (np.ndarray, np.integer)) and got.shape == () and got.dtype.kind in "iu"
        index = int(got) if whole else got
        if type(index) is not int:
            raise Failure(_NO_INDEX.format(got=kind(got)))
        if not 0 <= index < len(weights):
            raise Failure(_OUT_OF_RANGE)
        if answer.changed:
            raise Failure(_CHANGED.format(name="sample", names="probabilities"))
        found.append(index)
    return found


def _see_frequencies(student: Student, weights: tuple[float, ...], temperature: float, seeds: range) -> None:
    powers = (np.array(weights) / max(weights)) ** (1 / temperature)
    drawn = _drawn(student, weights, temperature, seeds)
    for index, probability in enumerate(powers / powers.sum()):
        if len(drawn) * _divergence(drawn.count(index) / len(drawn), float(probability)) > FAR:
            raise Failure(_FREQUENCIES.format(temperature=temperature))


def _divergence(share: float, probability: float) -> float:
    """Kullback and Leibler's, of a coin that shows a share of heads from one of that probability."""
    sides = (share, probability), (1 - share, 1 - probability)
    return sum(s * math.log(s / q) for s, q in sides if s > 0)


@check(
    "sample",
    Text("frequencies follow the weights, whatever their sum", "频率与权重一致，无论权重之和是多少"),
    weight=3,
)
def test_frequencies_follow_the_weights(student: Student, _: None) -> None:
    """Three classes: 6e-11."""
    _see_frequencies(student, (3.0, 1.0, 16.0), 1.0, range(200))


@check(
    "sample",
    Text("a low temperature sharpens, a high one flattens", "低温使分布更尖锐，高温使分布更平坦"),
    weight=6,
)
def test_frequencies_follow_the_temperature(student: Student, _: None) -> None:
    """Eight classes: 2e-10."""
    _see_frequencies(student, (0.3, 0.7), 0.25, range(1000, 1260))
    _see_frequencies(student, (0.98, 0.015, 0.005), 3.0, range(2000, 2260))
    _see_frequencies(student, (1.0, 256.0, 65536.0), 16.0, range(3000, 3130))


@check(
    "sample", Text("what has no weight is never drawn, and the only one always", "权重为零的从不被抽到，唯一的总被抽到")
)
def test_what_has_no_weight(student: Student, _: None) -> None:
    """40 draws of one class where the other has 0.49: 3e-12."""
    drawn = _drawn(student, (0.0, 0.6, 0.0, 0.4, 0.0), 20.0, range(40))
    if set(drawn) - {1, 3}:
        raise Failure(_NO_WEIGHT)
    if len(set(drawn)) < 2:
        raise Failure(_ALWAYS_ONE)
    for weights, only in (((2.0,), 0), ((0.0, 0.5, 0.0), 1), (np.array([0, 9, 3.0, 9, 0, 9])[::2], 1)):
        if set(_drawn(student, weights, 1.0, range(3))) != {only}:
            raise Failure(_NO_WEIGHT)


@check("sample", Text("near temperature zero the likeliest is drawn", "温度接近零时抽到最可能的"))
def test_near_zero_the_likeliest(student: Student, _: None) -> None:
    """Another one than the likeliest: below 1e-14 a draw."""
    for weights, temperature, want in (
        ((0.2, 0.5, 0.3), 0.01, 1),
        ((0.6, 0.3, 0.1), 0.01, 0),
        ((3.0, 1.0, 9.0), 0.02, 2),
        ((0.2, 0.5, 0.3), 1e-4, 1),
        ((6.0, 3.0, 1.0), 1e-4, 0),
    ):
        if set(_drawn(student, weights, temperature, range(5))) != {want}:
            raise Failure(_NOT_LIKELIEST)


@check("sample", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_draws_the_same(student: Student, _: None) -> None:
    """20 equal draws of four classes: 4e-12."""
    one, same = (_drawn(student, (0.25, 0.25, 0.25, 0.25), 1.0, range(20)) for _ in range(2))
    if one != same:
        raise Failure(_NOT_REPEATED)
    if len(set(one)) == 1:
        raise Failure(_NO_RNG)


@check("sample", Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"))
def test_bad_weights_are_refused(student: Student, _: None) -> None:
    for weights, only in (((0.0, 0.5, 0.0), 1), ((4.0, 0.0), 0)):
        if set(_drawn(student, weights, 1.0, range(3))) != {only}:
            raise Failure(_NO_WEIGHT)
    good = np.array([0.5, 0.3, 0.2])
    for bad in (np.array([0.5, -0.1, 0.6]), np.array([-1e-3, 0.5, 0.501]), np.zeros(3), good[None]):
        refused(student, SAMPLE, [bad, 1.0, Rng(1)], {"probabilities"})
    for temperature in (0.0, -1.0):
        refused(student, SAMPLE, [good, temperature, Rng(1)], {"temperature"})


# --- perplexity ---------------------------------------------------------------------------------------------------

LAWS.hold("perplexity", LOSSES, large=False, spoil=lambda _: [([np.empty(0)], {"losses"})])


@check(
    "perplexity",
    Text("a uniform guess among C letters has perplexity C", "在 C 个字母中均匀猜测，困惑度为 C"),
    weight=2,
)
def test_a_uniform_guess(student: Student, _: None) -> None:
    for C in (2, 27, 1000):
        agree("value", student.perplexity(np.full(5, np.log(C)))[0], float(C))
        agree("value", student.perplexity(np.array([np.log(C), 0.0]))[0], float(np.sqrt(C)))


@check("perplexity", Text("the mean goes over all entries", "对所有元素求平均"))
def test_the_mean_goes_over_all(student: Student, _: None) -> None:
    losses = np.array([[0.5, 1.0, 3.0, 0.25], [0.25, 2.0, 0.75, 1.5]])
    for shape in ((2, 4), (4, 2), (2, 2, 2), (8,)):
        (got,) = student.perplexity(losses.reshape(shape))
        agree("value", got, float(torch.exp(torch.tensor(losses).mean())))


@check("perplexity", Text("what is beyond all floats is inf, without a warning", "超出浮点范围时为 inf，且没有警告"))
def test_overflow_is_infinite(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("perplexity")
    for losses, want in ((np.array([1e4, 2e3]), np.inf), (np.array([709.0, 709.5]), float(np.exp(709.25)))):
        answer = student.answer(exercise, losses)
        agree("value", student.results(exercise, answer)["value"], want)
        if any(warning.startswith("RuntimeWarning") for warning in answer.warnings):
            raise Failure(_OVERFLOWED)


_NONE_DROPPED = Text("no entry is dropped", "没有元素被丢弃")
_ALL_DROPPED = Text("every entry is dropped", "所有元素都被丢弃")
_ZEROS_STOPPED = Text("no gradient passes where x is zero", "x 为零处没有梯度通过")
_SHARE = Text("a share of {share} is dropped with p = {p}", "p = {p} 时丢弃的比例为 {share}")
_TOGETHER = Text(
    "entries fall together: whether one is dropped tells of another",
    "元素会一起被丢弃：一个是否丢弃能透露另一个的结果",
)
_SAME_COUNT = Text("the number of those dropped is always the same", "每次丢弃的个数总是相同")
_NOT_REPEATED = Text("the same rng gives another answer", "同样的 rng 给出了不同的结果")
_NO_RNG = Text("another rng gives the same answer", "换一个 rng，结果却完全相同")
_CHANGED = Text("{name} changed its argument {names} in place", "{name} 就地修改了参数 {names}")
_STATE = Text(
    "the state holds {got}, expected plain containers of arrays and numbers",
    "状态中含有{got}，应只含数组与数的普通容器",
)
_TOO_MUCH = Text("the state holds far too much", "状态中的内容太多")
_NO_INDEX = Text("index is {got}, expected an int", "index 是{got}，应为整数")
_OUT_OF_RANGE = Text("index is out of range", "index 超出范围")
_FREQUENCIES = Text(
    "the frequencies at temperature {temperature} are not those of the weights",
    "温度 {temperature} 下抽取的频率与权重不符",
)
_NO_WEIGHT = Text("a class of weight zero was drawn", "抽到了权重为零的类别")
_ALWAYS_ONE = Text("it is always the same class that is drawn", "抽到的总是同一个类别")
_NOT_LIKELIEST = Text(
    "near temperature zero another than the likeliest was drawn", "温度接近零时抽到的不是最可能的类别"
)
_OVERFLOWED = Text("NumPy warns of an overflow", "NumPy 发出溢出警告")
