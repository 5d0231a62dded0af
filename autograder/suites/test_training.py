"""The hidden tests of `training.py`.

What is drawn is judged by its distribution: each such check says how seldom it fails a right program, for any way of
drawing. The course's seed does not change those draws, so a right program that passes once passes always.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import agree, kind
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits, refused
from autograder.suites.suite import Suite
from autograder.wall.values import Handle, Rng
from solutions import training

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from autograder.suites.student import Student
    from autograder.wall.calling import Answer

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
LOSSES = Inputs("losses:T")

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
        (got,) = student.one_hot(indices, 6)  # the last two never occur
        want = torch.nn.functional.one_hot(torch.tensor(indices), 6).double().numpy()
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

ROWS, UNITS, SEEDS = 40, 50, range(8)
X = np.linspace(0.5, 2.5, ROWS * UNITS).reshape(ROWS, UNITS)


def _masked(student: Student, p: float, seed: int, x: Any = X) -> tuple[Any, Any]:
    """Which of 2000 entries were kept, and the cache.

    Fails where an entry is neither zero nor scaled, where all are dropped, or none: of right programs none ever.
    """
    y, cache_ = student.dropout_forward(x, p, Rng(seed))
    want = x / (1 - p)
    if not isinstance(y, np.ndarray) or y.shape != x.shape or y.dtype != x.dtype:
        agree("y", y, want)
    kept = y != 0
    if not kept.any():
        raise Failure(_ALL_DROPPED)
    agree("y", y, np.where(kept, want, 0.0))
    if kept.all():
        raise Failure(_NONE_DROPPED)
    return kept, cache_


@check("dropout_forward", Text("entries are zero or x / (1 - p)", "元素为零或 x / (1 - p)"), weight=3)
def test_entries_are_dropped_or_scaled(student: Student, _: None) -> None:
    for p in (0.3, 0.6):
        for shape in ((ROWS, UNITS), (20, 10, 10), (2000,)):
            _masked(student, p, 3, X.reshape(shape))


@check("dropout_forward", Text("a share p of the entries is dropped", "丢弃的比例为 p"), weight=2)
def test_the_share_that_is_dropped(student: Student, _: None) -> None:
    """2000 entries: 6.5 standard deviations off, about one right program in 10**10, three times."""
    for p, seed in ((0.3, 1), (0.5, 2), (0.8, 3)):
        kept, _ = _masked(student, p, seed)
        if abs(float((~kept).sum()) - p * X.size) > 6.5 * np.sqrt(X.size * p * (1 - p)):
            raise Failure(_SHARE.format(share=f"{float((~kept).mean()):.2f}", p=p))


@check("dropout_forward", Text("every entry is dropped by itself", "每个元素各自决定是否丢弃"), weight=2)
def test_entries_are_independent(student: Student, _: None) -> None:
    """Nine masks of 2000: an axis all alike below 10**-200, as many dropped each time about 10**-12."""
    counts = set()
    for seed in SEEDS:
        kept, _ = _masked(student, 0.5, seed)
        if (kept == kept[:, :1]).all():
            raise Failure(_WHOLE_ROWS)
        if (kept == kept[:1]).all():
            raise Failure(_SAME_ROWS)
        counts.add(int(kept.sum()))
    if len(counts) == 1:
        raise Failure(_SAME_COUNT)
    kept, _ = _masked(student, 0.5, 9, X.reshape(20, 10, 10))
    for axis in range(kept.ndim):
        if (kept == kept.take([0], axis)).all():
            raise Failure(_SAME_ALONG.format(axis=axis))


@check("dropout_forward", Text("rng is the only source of randomness", "rng 是唯一的随机来源"), weight=2)
def test_the_same_generator_drops_the_same(student: Student, _: None) -> None:
    """Two generators that drop the same 2000 entries: never."""
    one, same, other = (_masked(student, 0.5, seed)[0] for seed in (4, 4, 5))
    if (one != same).any():
        raise Failure(_NOT_REPEATED)
    if (one == other).all():
        raise Failure(_NO_RNG)


@check("dropout_forward", Text("p = 0 keeps all, p = 1 drops all", "p = 0 全部保留，p = 1 全部丢弃"))
def test_the_ends_of_p(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("dropout_forward")
    for p, want in ((0.0, X), (1.0, np.zeros_like(X)), (0, X), (1, np.zeros_like(X))):
        answer = student.answer(exercise, X, p, Rng(6))
        agree("y", student.results(exercise, answer)["y"], want)
        if any(warning.startswith("RuntimeWarning") for warning in answer.warnings):
            raise Failure(_WARNED.format(p=p))
    _masked(student, 0.5, 6)


@check("dropout_forward", Text("in evaluation nothing happens", "评估时什么也不发生"), weight=2)
def test_evaluation_changes_nothing(student: Student, _: None) -> None:
    for p in (0.5, 0.0, 1.0, 0.9):
        y, _cache = student.dropout_forward(X, p, Rng(7), False)  # noqa: FBT003 - the exercise's own signature
        agree("y", y, X)
    _masked(student, 0.5, 7)


@check("dropout_forward", Text("x is left alone, and a p that is none is refused", "x 保持不变，不合法的 p 会被拒绝"))
def test_manners_of_dropout(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("dropout_forward")
    answer = student.answer(exercise, X, 0.5, Rng(8), True)  # noqa: FBT003 - as above
    if answer.changed:
        raise Failure(_CHANGED.format(name="dropout_forward", names="x"))
    student.results(exercise, answer)
    _masked(student, 0.5, 8)
    for p in (-0.1, 1.5):
        refused(student, exercise, [X, p, Rng(8), True], {"p"})


def _backward(student: Student, p: float, seed: int) -> tuple[Any, Any]:
    """By what each entry was multiplied, and the cache."""
    kept, cache_ = _masked(student, p, seed)
    return kept / (1 - p), cache_


DOUT = np.linspace(-2, 3, X.size).reshape(X.shape)


@check(
    "dropout_backward", Text("the gradient passes where the number passed", "数从哪里通过，梯度就从哪里通过"), weight=4
)
def test_the_mask_is_the_forwards(student: Student, _: None) -> None:
    for p, seed in ((0.5, 1), (0.3, 2), (0.8, 3)):
        scale, cache_ = _backward(student, p, seed)
        (dx,) = student.dropout_backward(DOUT, cache_)
        agree("dx", dx, DOUT * scale)


@check("dropout_backward", Text("a number that is zero passes like any other", "值为零的数与其他数一样通过"))
def test_a_zero_is_not_taken_for_dropped(student: Student, _: None) -> None:
    """Of 1000 zeros all are dropped, or all kept: of right programs below 10**-300."""
    x = np.where(np.arange(UNITS) % 2, X - 1.5, 0.0)
    kept, cache_ = _masked(student, 0.5, 9, x)
    (dx,) = student.dropout_backward(DOUT, cache_)
    if not isinstance(dx, np.ndarray) or dx.shape != x.shape:
        agree("dx", dx, 2 * DOUT)
    passed = np.where(x == 0, dx != 0, kept)
    agree("dx", dx, 2 * DOUT * passed)
    if not passed[x == 0].any():
        raise Failure(_ZEROS_STOPPED)
    if passed[x == 0].all():
        raise Failure(_NONE_DROPPED)


@check("dropout_backward", Text("also for p = 0, p = 1 and in evaluation", "p = 0、p = 1 以及评估时也一样"), weight=2)
def test_the_ends_of_p_backward(student: Student, _: None) -> None:
    for p, how, want in ((0.0, (), DOUT), (1.0, (), 0 * DOUT), (0.5, (False,), DOUT), (1.0, (False,), DOUT)):
        _, cache_ = student.dropout_forward(X, p, Rng(4), *how)
        agree("dx", student.dropout_backward(DOUT, cache_)[0], want)
    scale, cache_ = _backward(student, 0.5, 4)
    agree("dx", student.dropout_backward(DOUT, cache_)[0], DOUT * scale)


@check(
    "dropout_backward",
    Text("each cache keeps its own mask, and dout is left alone", "每个 cache 保存自己的 mask，dout 不变"),
)
def test_caches_live_side_by_side(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("dropout_backward")
    kept = [_backward(student, 0.5, seed) for seed in (5, 6)]
    for scale, cache_ in [*kept, kept[0]]:
        answer = student.answer(exercise, DOUT, cache_)
        agree("dx", student.results(exercise, answer)["dx"], DOUT * scale)
        if answer.changed:
            raise Failure(_CHANGED.format(name="dropout_backward", names="dout"))


@check("dropout_backward", Text("a dout of another shape raises a ValueError", "形状不符的 dout 会抛出 ValueError"))
def test_another_shape_is_refused(student: Student, _: None) -> None:
    scale, cache_ = _backward(student, 0.5, 7)
    agree("dx", student.dropout_backward(DOUT, cache_)[0], DOUT * scale)
    for bad in (DOUT[:-1], DOUT[:, :1], DOUT[0], DOUT[None]):
        refused(student, ASSIGNMENT.exercise("dropout_backward"), [bad, cache_], {"dout"})


# --- optimizers ---------------------------------------------------------------------------------------------------


def _bad_pairs(a: Case) -> Bad:
    params, grads = list(a.params), list(a.grads)
    names = {"params", "grads"}
    yield [params, grads[:-1], a.lr], names
    yield [params[:-1], grads, a.lr], names
    yield [params, [grads[0][:, :1] if grads[0].shape[1] > 1 else np.repeat(grads[0], 2, 1), *grads[1:]], a.lr], names
    yield [params, [*grads[:-1], grads[-1][0]], a.lr], names


LAWS.hold("sgd_step", STEP, large=False, spoil=_bad_pairs)


@check(
    "sgd_step", Text("it agrees with torch.optim.SGD over several steps", "多步与 torch.optim.SGD 一致"), STEP, weight=2
)
def test_descent_has_parity_with_torch(student: Student, a: Case) -> None:
    params = list(a.params)
    for step, want in enumerate(_torch_steps(torch.optim.SGD, a, steps=3, lr=a.lr)):
        (got,) = student.sgd_step(params, [grad * FACTORS[step] for grad in a.grads], a.lr)
        agree("updated", got, want)
        params = want


FACTORS = (1.0, 2.0, -0.5, -0.1, 0.3, -1.0)  # gradients grow and shrink and turn


def _torch_steps(optimizer: Any, a: Case, *, steps: int, **how: Any) -> list[list[Any]]:
    """The parameters after each step; the gradients are those of the case times a factor of the step's own."""
    params = [torch.tensor(np.array(param), requires_grad=True) for param in a.params]
    stepper, found = optimizer(params, **how), []
    for step in range(steps):
        for param, grad in zip(params, a.grads, strict=True):
            param.grad = torch.tensor(np.array(grad)) * FACTORS[step]
        stepper.step()
        found.append([param.detach().numpy().copy() for param in params])
    return found


ADAM = ASSIGNMENT.exercise("adam_step")


def _ask_adam(student: Student, *args: Any) -> Answer:
    """What comes of a step. A mistake is not recognised by the state: how it is laid out is its author's affair."""
    answer = student.answer(ADAM, *args)
    if isinstance(answer.value, (list, tuple)) and len(answer.value) == 2:
        student.trace[-1] = replace(answer, value=(answer.value[0], Handle(0)))
    return answer


def _adam(student: Student, *args: Any) -> tuple[Any, Any]:
    results = student.results(ADAM, _ask_adam(student, *args))
    return results["updated"], results["state"]


def _steps(student: Student, a: Case, steps: int, *how: Any) -> list[tuple[Any, Any]]:
    """The student's parameters and state after each step, with gradients as in `_torch_steps`."""
    params, state, found = list(a.params), None, []
    for step in range(steps):
        params, state = _adam(student, params, [grad * FACTORS[step] for grad in a.grads], state, *how)
        if not isinstance(params, (list, tuple)):
            agree("updated", params, list(a.params))
        found.append((params, _plain(state)))
    return found


def _plain(state: Any) -> Any:
    """The state, if it can be handed back as it came; Failure where something else is in it."""
    if isinstance(state, dict):
        for part in state.values():
            _plain(part)
    elif isinstance(state, (list, tuple)):
        for part in state:
            _plain(part)
    elif state is not None and not isinstance(state, (bool, int, float, str, np.ndarray, np.generic)):
        raise Failure(_STATE.format(got=kind(state)))
    return state


def _adam_check(name: str, title: Text, steps: int, how: tuple[float, ...], named: dict[str, Any]) -> None:
    def test(student: Student, a: Case) -> None:
        wanted = _torch_steps(torch.optim.Adam, a, steps=steps, lr=how[0], **named)
        for step, ((got, _state), want) in enumerate(zip(_steps(student, a, steps, *how), wanted, strict=True), 1):
            agree(f"updated after step {step}", got, want)

    test.__name__ = f"test_{name}"
    check("adam_step", title, STEP, weight=3, draws=2)(test)


_adam_check("one_step", Text("the first step is torch.optim.Adam's", "第一步与 torch.optim.Adam 一致"), 1, (0.1,), {})
_adam_check("six_steps", Text("six steps are torch.optim.Adam's", "六步与 torch.optim.Adam 一致"), 6, (0.03,), {})
_adam_check(
    "other_betas",
    Text("also with other betas and a large eps", "换用其他 beta 与较大的 eps 也一致"),
    6,
    (0.05, 0.6, 0.8, 0.3),
    {"betas": (0.6, 0.8), "eps": 0.3},
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


@check("adam_step", Text("a gradient of zero moves nothing", "梯度为零时参数不动"))
def test_no_gradient_no_step(student: Student, _: None) -> None:
    params = [np.array([1.5, -2.0]), np.array([[3.0]])]
    updated, state = _adam(student, params, [np.zeros(2), np.zeros((1, 1))], None, 0.1)
    agree("updated", updated, params)
    moved, _ = _adam(student, params, [np.ones(2), np.ones((1, 1))], None, 0.1)
    agree("updated", moved, [param - 0.1 / (1 + 1e-8) for param in params])
    _plain(state)


@check(
    "adam_step",
    Text("what it is given stays as it is, and a state serves twice", "给定的参数与状态保持不变，同一状态可用两次"),
    STEP,
    draws=1,
)
def test_arguments_stay_and_a_state_serves_twice(student: Student, a: Case) -> None:
    params, state = _steps(student, a, 1, 0.1)[0]
    answers = [_ask_adam(student, params, list(a.grads), state, 0.1) for _ in range(2)]
    for answer in answers:
        if answer.changed:
            names = ", ".join(list(ADAM.arguments)[position] for position in answer.changed)
            raise Failure(_CHANGED.format(name="adam_step", names=names))
    want = _torch_twice(a)
    for answer in answers:
        agree("updated", student.results(ADAM, answer)["updated"], want)


@cache
def _torch_twice(a: Case) -> list[Any]:
    params = [torch.tensor(np.array(param), requires_grad=True) for param in a.params]
    stepper = torch.optim.Adam(params, lr=0.1)
    for _ in range(2):
        for param, grad in zip(params, a.grads, strict=True):
            param.grad = torch.tensor(np.array(grad))
        stepper.step()
    return [param.detach().numpy() for param in params]


@check(
    "adam_step",
    Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"),
    STEP,
    draws=0,
)
def test_bad_pairs_are_refused(student: Student, a: Case) -> None:
    ((got, _state),) = _steps(student, a, 1, 0.1)
    agree("updated", got, _torch_steps(torch.optim.Adam, a, steps=1, lr=0.1)[0])
    for (params, grads, lr), names in _bad_pairs(a):
        refused(student, ADAM, [params, grads, None, lr, 0.9, 0.999, 1e-8], names)


# --- sampling -----------------------------------------------------------------------------------------------------

DRAWS = 500
FAR = 60.0  # of a chi-square with two degrees of freedom: one right program in 10**13
SAMPLE = ASSIGNMENT.exercise("sample")


def _drawn(student: Student, weights: Sequence[float], temperature: float, seeds: range) -> list[int]:
    """One draw of each generator; Failure where one is no index."""
    found = []
    for seed in seeds:
        (got,) = student.sample(np.array(weights), temperature, Rng(seed))
        whole = isinstance(got, np.integer) or (
            isinstance(got, np.ndarray) and got.shape == () and got.dtype.kind in "iu"
        )
        index = int(got) if whole else got
        if type(index) is not int:
            raise Failure(_NO_INDEX.format(got=kind(got)))
        if not 0 <= index < len(weights):
            raise Failure(_OUT_OF_RANGE)
        found.append(index)
    return found


def _frequencies(name: str, title: Text, weights: tuple[float, ...], temperature: float, first: int) -> None:
    def test(student: Student, _: None) -> None:
        powers = np.array(weights) ** (1 / temperature)
        expected = DRAWS * powers / powers.sum()
        drawn = _drawn(student, weights, temperature, range(first, first + DRAWS))
        counts = np.bincount(drawn, minlength=len(weights))
        if float(((counts - expected) ** 2 / expected).sum()) > FAR:
            raise Failure(_FREQUENCIES.format(temperature=temperature))

    test.__name__ = f"test_{name}"
    check("sample", title, weight=3)(test)


_frequencies(
    "frequencies",
    Text("at temperature 1 frequencies follow the weights", "温度为 1 时，频率与权重一致"),
    (7.0, 2.0, 1.0),
    1.0,
    0,
)
_frequencies("a_low_temperature", Text("a low temperature sharpens", "低温使分布更尖锐"), (0.5, 0.3, 0.2), 0.35, 1000)
_frequencies(
    "a_high_temperature", Text("a high temperature flattens", "高温使分布更平坦"), (0.02, 0.08, 0.9), 3.0, 2000
)


@check(
    "sample", Text("what has no weight is never drawn, and the only one always", "权重为零的从不被抽到，唯一的总被抽到")
)
def test_what_has_no_weight(student: Student, _: None) -> None:
    """All even chances on one side in 60 draws: one right program in 10**17."""
    drawn = _drawn(student, (0.0, 0.5, 0.0, 0.5, 0.0), 20.0, range(60))  # hot: what is all but zero shows
    if set(drawn) - {1, 3}:
        raise Failure(_NO_WEIGHT)
    if len(set(drawn)) < 2:
        raise Failure(_ALWAYS_ONE)
    if set(_drawn(student, (2.0,), 1.0, range(3))) != {0}:
        raise Failure(_OUT_OF_RANGE)


@check("sample", Text("near temperature zero the likeliest is drawn", "温度接近零时抽到最可能的"))
def test_near_zero_the_likeliest(student: Student, _: None) -> None:
    """Another one: below 10**-15 a draw."""
    for weights, want in (((0.2, 0.5, 0.3), 1), ((0.6, 0.3, 0.1), 0)):
        if set(_drawn(student, weights, 1e-4, range(5))) != {want}:
            raise Failure(_NOT_LIKELIEST)
    if len(set(_drawn(student, (0.5, 0.5), 1.0, range(60)))) < 2:
        raise Failure(_ALWAYS_ONE)


@check("sample", Text("rng is the only source of randomness", "rng 是唯一的随机来源"))
def test_the_same_generator_draws_the_same(student: Student, _: None) -> None:
    """60 equal draws of four: one right program in 10**34."""
    weights = (0.25, 0.25, 0.25, 0.25)
    one, same = (_drawn(student, weights, 1.0, range(60)) for _ in range(2))
    if one != same:
        raise Failure(_NOT_REPEATED)
    if len(set(one)) == 1:
        raise Failure(_NO_RNG)


@check("sample", Text("bad input raises a ValueError that names it", "错误输入会抛出指明参数的 ValueError"))
def test_bad_weights_are_refused(student: Student, _: None) -> None:
    good = np.array([0.5, 0.3, 0.2])
    if len(set(_drawn(student, (0.5, 0.5), 1.0, range(60)))) < 2:
        raise Failure(_ALWAYS_ONE)
    for bad in (np.array([0.5, -0.1, 0.6]), np.zeros(3), good[None]):
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
    losses = np.array([[0.5, 1.0, 3.0], [0.25, 2.0, 0.75]])
    agree("value", student.perplexity(losses)[0], float(torch.exp(torch.tensor(losses).mean())))


@check("perplexity", Text("what is beyond all floats is inf, without a warning", "超出浮点范围时为 inf，且没有警告"))
def test_overflow_is_infinite(student: Student, _: None) -> None:
    exercise = ASSIGNMENT.exercise("perplexity")
    for losses, want in ((np.array([1e4, 2e3]), np.inf), (np.array([700.0, 700.0]), float(np.exp(700.0)))):
        answer = student.answer(exercise, losses)
        agree("value", student.results(exercise, answer)["value"], want)
        if any(warning.startswith("RuntimeWarning") for warning in answer.warnings):
            raise Failure(_OVERFLOWED)


_NONE_DROPPED = Text("no entry is dropped", "没有元素被丢弃")
_ALL_DROPPED = Text("every entry is dropped", "所有元素都被丢弃")
_ZEROS_STOPPED = Text("no gradient passes where x is zero", "x 为零处没有梯度通过")
_SHARE = Text("a share of {share} is dropped with p = {p}", "p = {p} 时丢弃的比例为 {share}")
_WHOLE_ROWS = Text("all of a row is dropped together, or none of it", "同一行要么全部丢弃，要么全部保留")
_SAME_ROWS = Text("the same entries are dropped in every row", "每一行丢弃的都是相同的位置")
_SAME_ALONG = Text("of three axes, all along axis {axis} is dropped alike", "三维数组沿第 {axis} 轴的丢弃情况完全相同")
_SAME_COUNT = Text("the number of those dropped is always the same", "每次丢弃的个数总是相同")
_NOT_REPEATED = Text("the same rng gives another answer", "同样的 rng 给出了不同的结果")
_NO_RNG = Text("another rng gives the same answer", "换一个 rng，结果却完全相同")
_WARNED = Text("NumPy warns at p = {p}", "p = {p} 时 NumPy 发出警告")
_CHANGED = Text("{name} changed its argument {names} in place", "{name} 就地修改了参数 {names}")
_STATE = Text(
    "the state holds {got}, expected plain containers of arrays and numbers",
    "状态中含有{got}，应只含数组与数的普通容器",
)
_NO_INDEX = Text("index is {got}, expected an int", "index 是{got}，应为整数")
_OUT_OF_RANGE = Text("index is out of range", "index 超出范围")
_FREQUENCIES = Text(
    "the frequencies of 500 draws at temperature {temperature} are not those of the weights",
    "温度 {temperature} 下 500 次抽取的频率与权重不符",
)
_NO_WEIGHT = Text("a class of weight zero was drawn", "抽到了权重为零的类别")
_ALWAYS_ONE = Text("it is always the same class that is drawn", "抽到的总是同一个类别")
_NOT_LIKELIEST = Text(
    "near temperature zero another than the likeliest was drawn", "温度接近零时抽到的不是最可能的类别"
)
_OVERFLOWED = Text("NumPy warns of an overflow", "NumPy 发出溢出警告")
