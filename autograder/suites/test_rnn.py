"""The hidden tests of `rnn.py`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.suites import oracles
from autograder.suites.cases import Case, Inputs
from autograder.suites.compare import NUMERIC, agree, text, vector
from autograder.suites.failure import Failure
from autograder.suites.laws import Laws, misfits
from autograder.suites.suite import Suite
from autograder.wall.values import Rng
from solutions import rnn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.suites.student import Student

ASSIGNMENT = ASSIGNMENTS["rnn"]
SUITE = Suite(ASSIGNMENT)
LAWS = Laws(SUITE, rnn)
check = SUITE.check

# --- what the exercises are given ---------------------------------------------------------------------------------


def _weights(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> tuple[Any, ...]:
    D, H = sizes["D"], sizes["H"]
    return tuple(rng.uniform(-1.5, 1.5, shape) for shape in ((D, H), (H, H), (H,)))


def _first_states(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> list[Any]:
    """Every layer has a width of its own, but where all axes are alike: there a mistaken layer meets no error."""
    alike = len(set(sizes.values())) == 1
    widths = [sizes["D"]] * sizes["L"] if alike else rng.permutation(5)[: sizes["L"]] + 1
    return [rng.uniform(-1.5, 1.5, (sizes["N"], width)) for width in widths]


def _layers(rng: np.random.Generator, _: Mapping[str, int], made: Mapping[str, Any]) -> list[Any]:
    inputs, layers = made["x"].shape[-1], []
    for state in made["h0"]:
        width = state.shape[-1]
        layers.append(tuple(rng.uniform(-1.5, 1.5, shape) for shape in ((inputs, width), (width, width), (width,))))
        inputs = width
    return layers


def _labels(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
    return rng.integers(0, sizes["C"], (sizes["N"], sizes["T"]))


def _mask(rng: np.random.Generator, sizes: Mapping[str, int], _: Mapping[str, Any]) -> Any:
    """True up to each sequence's length; one full sequence, so that something counts."""
    lengths = rng.integers(1, sizes["T"] + 1, sizes["N"])
    lengths[0] = sizes["T"]
    return np.arange(sizes["T"]) < lengths[:, None]


SOFTMAX = Inputs("scores:NTC", large=6000)
STEP = Inputs("x:ND h_prev:NH Wx:DH Wh:HH b:H dh:NH")
SEQUENCE = Inputs("x:NTD h0:NH Wx:DH Wh:HH b:H dh:NTH")
DENSE = Inputs(
    "x:NTD Wy:DC by:C activation dy:NTC",
    builders={"activation": lambda rng, _sizes, _made: str(rng.choice(["linear", "sigmoid"]))},
)
LOSS = Inputs("scores:NTC labels:NT mask:NT", builders={"labels": _labels, "mask": _mask}, large=6000)
STACK = Inputs("x:NTD h0 layers", axes="NTDL", builders={"h0": _first_states, "layers": _layers})
BOTH = Inputs(
    "x:NTD forward backward dh:NTK",
    axes="NTDH",
    derived={"K": lambda sizes: 2 * sizes["H"]},
    builders={"forward": _weights, "backward": _weights},
)

# --- softmax ------------------------------------------------------------------------------------------------------

LAWS.hold("softmax", SOFTMAX, refuses=False)


@check("softmax", Text("a vector, a matrix and a rank-4 array all work", "向量、矩阵和四维数组都可以"))
def test_any_rank_from_one(student: Student, _: None) -> None:
    rng = np.random.default_rng(3)
    for shape in ((5,), (2, 3), (2, 1, 3, 4)):
        scores = rng.normal(size=shape)
        (got,) = student.softmax(scores)
        agree("probabilities", got, torch.softmax(torch.tensor(scores), -1).numpy())


@check("softmax", Text("a shift of all scores changes nothing", "所有分数同时平移，结果不变"), SOFTMAX)
def test_a_shift_changes_nothing(student: Student, a: Case) -> None:
    (got,) = student.softmax(a.scores + 700.0)
    agree("probabilities", got, torch.softmax(torch.tensor(np.array(a.scores)), -1).numpy())


# --- one step -----------------------------------------------------------------------------------------------------

LAWS.hold("rnn_step_forward", STEP)
LAWS.hold("rnn_step_backward", STEP)


@check("rnn_step_forward", Text("it agrees with torch.nn.RNNCell", "与 torch.nn.RNNCell 一致"), STEP, weight=2)
def test_step_has_parity_with_torch(student: Student, a: Case) -> None:
    h, _ = student.rnn_step_forward(a.x, a.h_prev, a.Wx, a.Wh, a.b)
    agree("h", h, _torch_step(a)[0][0])


@check(
    "rnn_step_backward",
    Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"),
    STEP,
    weight=2,
)
def test_step_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("rnn_step_backward"), a)
    for (name, value), want in zip(got.items(), _torch_step(a)[1], strict=True):
        agree(name, value, want)


@check("rnn_step_backward", Text("the gradients agree with finite differences", "梯度与有限差分一致"), STEP, weight=2)
def test_step_gradients_match_finite_differences(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("rnn_step_backward"), a)
    for (name, value), want in zip(got.items(), _step_differences(a), strict=True):
        agree(name, value, want, rtol=NUMERIC)


@cache
def _torch_step(a: Case) -> Any:
    def step(*args: torch.Tensor) -> list[torch.Tensor]:
        x, h_prev, Wx, Wh, b = args
        cell = torch.nn.RNNCell(Wx.shape[0], Wx.shape[1], dtype=torch.float64)
        named = {"weight_ih": Wx.T, "weight_hh": Wh.T, "bias_ih": b, "bias_hh": torch.zeros_like(b)}
        return [oracles.functional(cell)(named, (x, h_prev))]

    return oracles.autograd(step, [a.x, a.h_prev, a.Wx, a.Wh, a.b], [a.dh])


@cache
def _step_differences(a: Case) -> Any:
    args = [a.x, a.h_prev, a.Wx, a.Wh, a.b]
    return oracles.finite_differences(lambda *args: rnn.rnn_step_forward(*args)[:1], args, [a.dh])


# --- the sequence -------------------------------------------------------------------------------------------------

LAWS.hold("rnn_forward", SEQUENCE)
LAWS.hold("rnn_backward", SEQUENCE)


@check("rnn_forward", Text("it agrees with torch.nn.RNN", "与 torch.nn.RNN 一致"), SEQUENCE, weight=2)
def test_sequence_has_parity_with_torch(student: Student, a: Case) -> None:
    h, _ = student.rnn_forward(a.x, a.h0, a.Wx, a.Wh, a.b)
    agree("h", h, _torch_sequence(a)[0][0])


@check(
    "rnn_backward", Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"), SEQUENCE, weight=2
)
def test_sequence_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("rnn_backward"), a)
    for (name, value), want in zip(got.items(), _torch_sequence(a)[1], strict=True):
        agree(name, value, want)


@check("rnn_backward", Text("the gradients agree with finite differences", "梯度与有限差分一致"), SEQUENCE, weight=2)
def test_sequence_gradients_match_finite_differences(student: Student, a: Case) -> None:
    got = student.once(ASSIGNMENT.exercise("rnn_backward"), a)
    for (name, value), want in zip(got.items(), _sequence_differences(a), strict=True):
        agree(name, value, want, rtol=NUMERIC)


@check("rnn_backward", Text("large gradients come out unclipped", "大梯度不会被裁剪"), SEQUENCE)
def test_gradients_are_linear_in_the_upstream_gradient(student: Student, a: Case) -> None:
    _, cache_ = student.rnn_forward(a.x, a.h0, a.Wx, a.Wh, a.b)
    got = student.rnn_backward(a.dh * 1e4, cache_)
    for name, value, want in zip(("dx", "dh0", "dWx", "dWh", "db"), got, _torch_sequence(a)[1], strict=True):
        agree(name, value, want * 1e4)


@cache
def _torch_sequence(a: Case) -> Any:
    return oracles.autograd(_torch_rnn, [a.x, a.h0, a.Wx, a.Wh, a.b], [a.dh])


def _torch_rnn(*args: torch.Tensor) -> list[torch.Tensor]:
    x, h0, Wx, Wh, b = args
    module = torch.nn.RNN(*Wx.shape, batch_first=True, dtype=torch.float64)
    output, _ = oracles.functional(module)(_torch_names(Wx, Wh, b), (x, h0[None]))
    return [output]


def _torch_names(Wx: Any, Wh: Any, b: Any, suffix: str = "") -> dict[str, Any]:
    return {
        f"weight_ih_l0{suffix}": Wx.T,
        f"weight_hh_l0{suffix}": Wh.T,
        f"bias_ih_l0{suffix}": b,
        f"bias_hh_l0{suffix}": torch.zeros_like(b),
    }


@cache
def _sequence_differences(a: Case) -> Any:
    args = [a.x, a.h0, a.Wx, a.Wh, a.b]
    return oracles.finite_differences(lambda *args: rnn.rnn_forward(*args)[:1], args, [a.dh])


# --- one dense layer at every step --------------------------------------------------------------------------------


def _bad_dense(a: Case) -> Iterable[tuple[list[Any], set[str]]]:
    yield from misfits(ASSIGNMENT.exercise("time_distributed_forward"), a)
    yield [a.x, a.Wy, a.by, "tanh"], {"activation"}


LAWS.hold("time_distributed_forward", DENSE, spoil=_bad_dense)
LAWS.hold("time_distributed_backward", DENSE)


@check("time_distributed_forward", Text("linear is the default", "默认激活是 linear"), DENSE)
def test_linear_is_the_default(student: Student, a: Case) -> None:
    y, _ = student.time_distributed_forward(a.x, a.Wy, a.by)
    agree("y", y, np.einsum("ntd,dc->ntc", a.x, a.Wy) + a.by)


@check("time_distributed_forward", Text("the published example comes out", "得到已发表例子的数值"))
def test_the_published_example(student: Student, _: None) -> None:
    Wy = np.array([[0.76, 0.68, 0.66], [0.92, 0.99, 0.52]])
    by = np.array([-0.80, -0.79, -0.54])
    y, _cache = student.time_distributed_forward(np.ones((1, 1, 2)), Wy, by, "sigmoid")
    agree("y", y, np.array([[[0.7068, 0.7068, 0.6548]]]), rtol=1e-4)  # as published, in four digits
    agree("y", y, 1 / (1 + np.exp(-(Wy.sum(axis=0) + by)))[None, None])


@check(
    "time_distributed_backward",
    Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"),
    DENSE,
    weight=2,
)
def test_dense_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    for activation in ("linear", "sigmoid"):
        _, cache_ = student.time_distributed_forward(a.x, a.Wy, a.by, activation)
        got = student.time_distributed_backward(a.dy, cache_)
        for name, value, want in zip(("dx", "dWy", "dby"), got, _torch_dense(a, activation), strict=True):
            agree(name, value, want)


@cache
def _torch_dense(a: Case, activation: str) -> Any:
    def dense(*args: torch.Tensor) -> list[torch.Tensor]:
        x, Wy, by = args
        z = torch.nn.functional.linear(x, Wy.T, by)
        return [torch.sigmoid(z) if activation == "sigmoid" else z]

    return oracles.autograd(dense, [a.x, a.Wy, a.by], [a.dy])[1]


# --- the loss -----------------------------------------------------------------------------------------------------


def _bad_loss(a: Case) -> Iterable[tuple[list[Any], set[str]]]:
    yield from misfits(ASSIGNMENT.exercise("sequence_cross_entropy"), a)
    all_steps = np.ones_like(a.mask)
    for wrong in (-1, a.sizes["C"]):
        labels = np.array(a.labels)
        labels[0, 0] = wrong
        yield [a.scores, labels, all_steps], {"labels"}
    yield [a.scores, a.labels + 0.5, all_steps], {"labels"}
    yield [a.scores[:, :0], a.labels[:, :0], a.mask[:, :0]], {"scores", "labels", "mask"}


LAWS.hold("sequence_cross_entropy", LOSS, spoil=_bad_loss)


@check(
    "sequence_cross_entropy", Text("without a mask it agrees with torch", "没有 mask 时与 torch 一致"), LOSS, weight=2
)
def test_loss_without_a_mask_has_parity_with_torch(student: Student, a: Case) -> None:
    want_loss, want = _torch_loss(a, masked=False)
    loss, dscores = student.sequence_cross_entropy(a.scores, a.labels)
    agree("loss", loss, want_loss)
    agree("dscores", dscores, want)


@check("sequence_cross_entropy", Text("with a mask it agrees with torch", "有 mask 时与 torch 一致"), LOSS, weight=2)
def test_loss_with_a_mask_has_parity_with_torch(student: Student, a: Case) -> None:
    want_loss, want = _torch_loss(a, masked=True)
    loss, dscores = student.sequence_cross_entropy(a.scores, a.labels, a.mask)
    agree("loss", loss, want_loss)
    agree("dscores", dscores, want)


@check("sequence_cross_entropy", Text("what is masked out has no say", "被 mask 掉的步不起任何作用"), LOSS)
def test_masked_steps_may_hold_anything(student: Student, a: Case) -> None:
    padding = ~a.mask
    want_loss, want = _torch_loss(a, masked=True)
    for label in (-100, 10**6):
        scores, labels = np.array(a.scores), np.where(padding, label, a.labels)
        scores[padding] *= -5
        loss, dscores = student.sequence_cross_entropy(scores, labels, a.mask)
        agree("loss", loss, want_loss)
        agree("dscores", dscores, want)


@check("sequence_cross_entropy", Text("no step counted: 0.0 and zeros", "没有一步被计入：0.0 和全零"), LOSS)
def test_an_empty_mask_gives_zero(student: Student, a: Case) -> None:
    want_loss, want = _torch_loss(a, masked=True)
    loss, dscores = student.sequence_cross_entropy(a.scores, a.labels, a.mask)
    agree("loss", loss, want_loss)
    agree("dscores", dscores, want)
    loss, dscores = student.sequence_cross_entropy(a.scores, a.labels, np.zeros_like(a.mask))
    agree("loss", loss, 0.0)
    agree("dscores", dscores, np.zeros_like(want))


@cache
def _torch_loss(a: Case, *, masked: bool) -> tuple[float, Any]:
    labels = torch.tensor(np.where(a.mask, a.labels, -100) if masked else a.labels)

    def loss(scores: torch.Tensor) -> list[torch.Tensor]:
        return [torch.nn.functional.cross_entropy(scores.flatten(0, 1), labels.flatten())]

    (value,), (gradient,) = oracles.autograd(loss, [a.scores], [np.array(1.0)])
    return float(value), gradient


# --- layers and directions ----------------------------------------------------------------------------------------


def _bad_stack(a: Case) -> Iterable[tuple[list[Any], set[str]]]:
    names = {"h0", "layers", "x", "Wx", "Wh", "b"}
    x, h0, layers = a.x, list(a.h0), list(a.layers)
    yield [x[0], h0, layers], names
    yield [x[:, :0], h0, layers], names
    yield [np.concatenate([x, x[..., :1]], -1), h0, layers], names
    yield [x, [*h0, h0[-1]], layers], names
    yield [x, h0[:-1], layers], names
    yield [x, [np.concatenate([h0[0], h0[0][:1]]), *h0[1:]], layers], names
    yield [x, h0, [*layers[:-1], (np.concatenate([layers[-1][0], layers[-1][0][:1]]), *layers[-1][1:])]], names


LAWS.hold("stacked_rnn_forward", STACK, spoil=_bad_stack)


@check(
    "stacked_rnn_forward", Text("two layers agree with torch's cells", "两层与 torch 的 RNNCell 一致"), STACK, weight=2
)
def test_stack_has_parity_with_torch_cells(student: Student, a: Case) -> None:
    h, h_last = student.stacked_rnn_forward(a.x, a.h0, a.layers)
    want, want_last = _torch_stack(a)
    agree("h", h, want)
    agree("h_last", list(h_last) if isinstance(h_last, (list, tuple)) else h_last, want_last)


@cache
def _torch_stack(a: Case) -> tuple[Any, list[Any]]:
    states, last = torch.tensor(np.array(a.x)), []
    for start, weights in zip(a.h0, a.layers, strict=True):
        args = [torch.tensor(np.array(array)) for array in (start, *weights)]
        (states,) = _torch_rnn(states, *args)
        last.append(states[:, -1].numpy())
    return states.numpy(), last


def _bad_directions(a: Case) -> Iterable[tuple[list[Any], set[str]]]:
    Wx, Wh, b = a.backward
    names = {"x", "forward", "backward", "Wx", "Wh", "b"}
    wider = (np.concatenate([Wx, Wx[:, :1]], 1), np.pad(Wh, ((0, 1), (0, 1))), np.concatenate([b, b[:1]]))
    yield [a.x[0], a.forward, a.backward], names
    yield [a.x[:, :0], a.forward, a.backward], names
    yield [np.concatenate([a.x, a.x[..., :1]], -1), a.forward, a.backward], names
    yield [a.x, a.forward, wider], names
    yield [a.x, a.forward, (np.concatenate([Wx, Wx[:1]]), Wh, b)], names
    yield [a.x, (Wx, Wh[:, :1] if Wh.shape[1] > 1 else Wh[:, [0, 0]], b), a.backward], names


LAWS.hold("bidirectional_rnn_forward", BOTH, spoil=_bad_directions)
LAWS.hold("bidirectional_rnn_backward", BOTH)


@check(
    "bidirectional_rnn_forward",
    Text("it agrees with torch's bidirectional RNN", "与 torch 的双向 RNN 一致"),
    BOTH,
    weight=2,
)
def test_both_directions_have_parity_with_torch(student: Student, a: Case) -> None:
    h, _ = student.bidirectional_rnn_forward(a.x, a.forward, a.backward)
    agree("h", h, _torch_both(a)[0][0])


@check(
    "bidirectional_rnn_backward",
    Text("the gradients agree with torch's autograd", "梯度与 torch 的自动求导一致"),
    BOTH,
    weight=2,
)
def test_both_directions_gradients_have_parity_with_torch(student: Student, a: Case) -> None:
    dx, forward, backward = student.once(ASSIGNMENT.exercise("bidirectional_rnn_backward"), a).values()
    want = _torch_both(a)[1]
    agree("dx", dx, want[0])
    agree("forward", forward, want[1:4])
    agree("backward", backward, want[4:])


@cache
def _torch_both(a: Case) -> Any:
    def both(x: torch.Tensor, *weights: torch.Tensor) -> list[torch.Tensor]:
        module = torch.nn.RNN(*weights[0].shape, batch_first=True, bidirectional=True, dtype=torch.float64)
        Wx, Wh, b, Wx_back, Wh_back, b_back = weights
        named = {**_torch_names(Wx, Wh, b), **_torch_names(Wx_back, Wh_back, b_back, "_reverse")}
        return [oracles.functional(module)(named, (x,))[0]]

    return oracles.autograd(both, [a.x, *a.forward, *a.backward], [a.dh])


# --- the capstone -------------------------------------------------------------------------------------------------


@check(
    "train_hello", Text("hello becomes ohlol, to a loss below 0.05", "hello 学会变成 ohlol，损失低于 0.05"), weight=4
)
def test_hello_is_learned(student: Student, _: None) -> None:
    words, losses = student.train_hello(16, 300, 0.5, Rng(11))
    agree("text", words, "ohlol")
    losses = _finite(losses, 300)
    if not losses[-1] < losses[0]:
        raise Failure(_NOT_FALLING)
    if not losses[-1] < 0.05:
        raise Failure(_TOO_HIGH)
    untrained = [student.train_hello(1, 1, 0.1, Rng(seed))[0] for seed in range(4)]  # one unit, one step
    if all(text("text", words) == "ohlol" for words in untrained):
        raise Failure(_BY_HEART)


@check("train_hello", Text("the losses are those before each step", "losses 是每一步更新之前的损失"), weight=2)
def test_losses_are_taken_before_each_step(student: Student, _: None) -> None:
    _text, one = student.train_hello(16, 1, 0.5, Rng(5))
    _text, fast = student.train_hello(16, 4, 0.5, Rng(5))
    _text, still = student.train_hello(16, 4, 1e-12, Rng(5))
    first = float(_finite(one, 1)[0])
    if not 0.5 < first < 4:
        raise Failure(_NOT_UNTRAINED)
    fast = _finite(fast, 4)
    agree("losses[0]", float(fast[0]), first)
    agree("losses", _finite(still, 4), np.full(4, first), rtol=NUMERIC)
    if not fast[3] < fast[0]:
        raise Failure(_NOT_FALLING)


@check(
    "train_hello", Text("the mean cross-entropy falls as its gradient says", "平均交叉熵按梯度预示的速度下降"), weight=2
)
def test_a_small_step_is_plain_gradient_descent(student: Student, _: None) -> None:
    _text, small = student.train_hello(16, 2, 1e-4, Rng(9))
    _text, double = student.train_hello(16, 2, 2e-4, Rng(9))
    fall, twice = (float(loss[0] - loss[1]) for loss in (_finite(small, 2), _finite(double, 2)))
    if not (fall > 0 and abs(twice / fall - 2) < 0.02):
        raise Failure(_NOT_DESCENT)


@check("train_hello", Text("rng is the only source of randomness", "rng 是唯一的随机来源"), weight=2)
def test_the_same_generator_gives_the_same_run(student: Student, _: None) -> None:
    runs = [student.train_hello(8, 3, 0.5, Rng(seed)) for seed in (1, 1, 2)]
    losses = [_finite(run[1], 3) for run in runs]
    agree("losses", losses[1], losses[0])
    agree("text", runs[1][0], text("text", runs[0][0]))
    if np.allclose(losses[0], losses[2]):
        raise Failure(_NO_RNG)
    if not losses[0][2] < losses[0][0]:
        raise Failure(_NOT_FALLING)


def _finite(losses: Any, epochs: int) -> Any:
    """The losses as an array of the length they should have; Failure where they are none."""
    array = vector("losses", losses, epochs)
    if not np.isfinite(array).all():
        raise Failure(_NOT_FINITE)
    return array


_TOO_HIGH = Text("the last loss is not below 0.05", "最后的损失没有低于 0.05")
_NOT_UNTRAINED = Text(
    "losses[0] is not the mean cross-entropy of an untrained network over 4 letters (about ln 4)",
    "losses[0] 不像未训练网络在 4 个字母上的平均交叉熵（约 ln 4）",
)
_NOT_FALLING = Text("the loss does not fall", "损失没有下降")
_NOT_DESCENT = Text(
    "twice the learning rate does not make twice the first fall of the loss, as gradient descent does",
    "学习率加倍时，第一步损失的下降没有随之加倍，与梯度下降不符",
)
_BY_HEART = Text(
    "text is ohlol after a single step of a single unit, whatever it started from: that is no prediction",
    "只有一个单元、只训练一步，无论初始权重如何，text 都是 ohlol：这不是预测",
)
_NO_RNG = Text("another rng gives the same losses", "换一个 rng，损失却完全相同")
_NOT_FINITE = Text("losses are not all finite", "losses 含有非有限值")
