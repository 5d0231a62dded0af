"""The visible tests of `training.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve, unchanged


def test_one_hot_of_three_letters() -> None:
    """Letters 2, 0 and 1 of four, as rows of float64.

    四个字母中的 2、0、1 号，写成 float64 的行。
    """
    encoded = np.array([[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
    agree("one_hot", {"indices": np.array([2, 0, 1]), "depth": 4}, {"encoded": encoded})


def test_one_hot_refuses_a_letter_that_is_not_there() -> None:
    """An index that is negative, not below depth, or no integer raises a ValueError.

    负数、不小于 depth 或不是整数的下标会抛出 ValueError。
    """
    given = {"indices": np.array([2, 0, 1]), "depth": 3}
    rejects("one_hot", given, {"indices": np.array([2, 0, 3])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([-1])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([0.5])}, names="indices")


def test_embedding_forward_refuses_a_letter_that_is_not_there() -> None:
    """An index that is negative or beyond the table raises a ValueError.

    负数或超出表的下标会抛出 ValueError。
    """
    given = {"indices": np.array([[1, 0]]), "table": np.ones((3, 2))}
    rejects("embedding_forward", given, {"indices": np.array([[1, 3]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[1, -1]])}, names="indices table")


def test_embedding_backward_adds_up() -> None:
    """A row that was looked up twice gets the sum of both gradients.

    被查了两次的行得到两个梯度之和。
    """
    given = {
        "indices": np.array([[1, 1, 0]]),
        "table": np.ones((3, 2)),
        "dout": np.array([[[1.0, 2.0], [10.0, 20.0], [5.0, 6.0]]]),
    }
    agree("embedding_backward", given, {"dtable": np.array([[5.0, 6.0], [11.0, 22.0], [0.0, 0.0]])})


def test_embedding_backward_leaves_unused_rows_at_zero() -> None:
    """The gradient has a row for every row of the table, zero where it was never looked up.

    梯度与表的行一一对应，从未被查过的行为零。
    """
    given = {"indices": np.array([[2, 0]]), "table": np.ones((4, 1)), "dout": np.array([[[3.0], [5.0]]])}
    agree("embedding_backward", given, {"dtable": np.array([[5.0], [0.0], [3.0], [0.0]])})


def test_dropout_forward_drops_or_scales() -> None:
    """Every entry is zero, or x / (1 - p).

    每个元素要么为零，要么为 x / (1 - p)。
    """
    x = np.linspace(0.5, 2.5, 1000).reshape(20, 50)
    given = {"x": x, "p": 0.3, "rng": np.random.default_rng(1)}
    y = np.asarray(solve("dropout_forward", given)["y"])
    words = Text("y has shape {got}, expected {want}", "y 的形状为 {got}，应为 {want}")
    require("dropout_forward", y.shape == x.shape, words.format(got=y.shape, want=x.shape))
    agree("dropout_forward", given, {"y": np.where(y == 0, 0.0, x / (1 - 0.3))})
    share = float(np.mean(y == 0))
    words = Text("a share of {share:.2f} is zero, expected about 0.3", "为零的比例是 {share:.2f}，应约为 0.3")
    require("dropout_forward", 0.2 < share < 0.4, words.format(share=share))
    alone = not (y == 0)[0].all() and (y == 0).any(axis=0).all() and (y == 0).any(axis=1).all()
    words = Text("whole rows or columns are dropped or kept together", "整行或整列被一起丢弃或保留")
    require("dropout_forward", alone and (y != 0).any(axis=0).all() and (y != 0).any(axis=1).all(), words)


def test_dropout_forward_drops_each_entry_on_its_own() -> None:
    """No two steps, sequences or units lose the same entries, and not always as many.

    没有两个时间步、序列或单元丢弃完全相同的位置，丢弃的个数也不总是一样。
    """
    x, counts = np.ones((6, 30, 30)), set()
    for seed in range(4):
        given = {"x": x, "p": 0.5, "rng": np.random.default_rng(seed)}
        y = np.asarray(solve("dropout_forward", given)["y"])
        words = Text("y has shape {got}, expected {want}", "y 的形状为 {got}，应为 {want}")
        require("dropout_forward", y.shape == x.shape, words.format(got=y.shape, want=x.shape))
        counts.add(int((y == 0).sum()))
        for axis in range(3):
            words = Text("along axis {axis} all entries fall or stay together", "沿第 {axis} 轴的元素一起丢弃或保留")
            alike = ((y == 0) == (y == 0).take([0], axis)).all()
            require("dropout_forward", not alike, words.format(axis=axis))
    words = Text("it always drops {n} entries", "每次都恰好丢弃 {n} 个元素")
    require("dropout_forward", len(counts) > 1, words.format(n=max(counts)))


def test_dropout_forward_manners() -> None:
    """Your x is left alone.

    x 不被修改。
    """
    unchanged("dropout_forward", {"x": np.array([[1.0, -2.0]]), "p": 1.0, "rng": np.random.default_rng(1)})


def test_dropout_forward_draws_from_rng() -> None:
    """The same rng drops the same entries, another one others.

    同样的 rng 丢弃相同的位置，换一个则不同。
    """
    masks = []
    for seed in (1, 1, 2):
        given = {"x": np.ones((20, 50)), "p": 0.5, "rng": np.random.default_rng(seed)}
        masks.append(np.asarray(solve("dropout_forward", given)["y"]) == 0)
    words = Text("equal generators drop different entries", "相同的生成器丢弃了不同的位置")
    require("dropout_forward", np.array_equal(masks[0], masks[1]), words)
    words = Text("another generator drops the same entries", "换了一个生成器，丢弃的位置却完全相同")
    require("dropout_forward", not np.array_equal(masks[0], masks[2]), words)


def test_dropout_forward_does_nothing_in_evaluation() -> None:
    """In evaluation, and with p = 0, y is x; with p = 1 it is zero.

    评估时以及 p = 0 时 y 就是 x；p = 1 时为零。
    """
    x = np.array([[1.0, -2.0], [3.0, 0.5]])
    agree("dropout_forward", {"x": x, "p": 0.5, "rng": np.random.default_rng(1), "training": False}, {"y": x})
    agree("dropout_forward", {"x": x, "p": 0.0, "rng": np.random.default_rng(1)}, {"y": x})
    agree("dropout_forward", {"x": x, "p": 1.0, "rng": np.random.default_rng(1)}, {"y": 0 * x})


def test_dropout_forward_refuses_a_p_that_is_no_probability() -> None:
    """A p below 0 or above 1 raises a ValueError.

    小于 0 或大于 1 的 p 会抛出 ValueError。
    """
    given = {"x": np.ones((2, 2)), "p": 0.5, "rng": lambda: np.random.default_rng(1), "training": True}
    rejects("dropout_forward", given, {"p": -0.1}, names="p")
    rejects("dropout_forward", given, {"p": 1.1}, names="p")


def test_dropout_backward_goes_where_the_numbers_went() -> None:
    """The gradient dx is dout times what the forward multiplied x by.

    dx 等于 dout 乘以前向中 x 所乘的数。
    """
    x, dout = np.linspace(0.5, 2.5, 200).reshape(4, 50), np.linspace(-1, 1, 200).reshape(4, 50)
    given = {"x": x, "p": 0.4, "rng": lambda: np.random.default_rng(3), "training": True, "dout": dout}
    solve("dropout_backward", given)
    y = np.asarray(solve("dropout_forward", given)["y"])
    agree("dropout_backward", given, {"dx": dout * y / x})


def test_dropout_backward_refuses_another_shape() -> None:
    """A dout of another shape raises a ValueError.

    形状不符的 dout 会抛出 ValueError。
    """
    x = np.ones((2, 3))
    given = {"x": x, "p": 0.4, "rng": lambda: np.random.default_rng(3), "training": True, "dout": x}
    rejects("dropout_backward", given, {"dout": x[:, :1]}, names="dout")


def test_dropout_backward_manners() -> None:
    """Your dout is left alone, and a second call answers the same.

    dout 不被修改，第二次调用结果相同。
    """
    x, dout = np.linspace(0.5, 2.5, 20), np.linspace(-1, 1, 20)
    given = {"x": x, "p": 0.5, "rng": np.random.default_rng(3), "training": True, "dout": dout}
    unchanged("dropout_backward", given)


def test_sgd_step_by_hand() -> None:
    """Two parameters, each moved against its gradient.

    两个参数，各自朝梯度的反方向移动。
    """
    given = {"params": [np.array([1.0, 2.0]), np.array([[3.0]])], "grads": [np.array([1.0, -1.0]), np.array([[4.0]])]}
    agree("sgd_step", {**given, "lr": 0.5}, {"updated": [np.array([0.5, 2.5]), np.array([[1.0]])]})


def test_sgd_step_on_a_steep_slope() -> None:
    """A large gradient makes a large step.

    梯度很大，步子就很大。
    """
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([300.0, -0.5])], "lr": 0.1}
    agree("sgd_step", given, {"updated": [np.array([-29.0, 2.05])]})


def test_sgd_step_refuses_gradients_that_do_not_fit() -> None:
    """A gradient of another shape raises a ValueError.

    形状不符的梯度会抛出 ValueError。
    """
    given = {"params": [np.ones((2, 3))], "grads": [np.ones((2, 3))], "lr": 0.1}
    rejects("sgd_step", given, {"grads": [np.ones(3)]}, names="params grads")


def test_adam_step_by_hand() -> None:
    """The first step is lr long, whatever the gradient's size.

    无论梯度多大，第一步的步长都是 lr。
    """
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([0.5, -300.0])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([0.9, 2.1])]})


def test_adam_step_twice() -> None:
    """A second step with another gradient, betas and a large eps comes out right.

    换用其他梯度、beta 与较大的 eps，第二步结果正确。
    """
    params, how = [np.array([1.0, 2.0])], {"lr": 0.1, "beta1": 0.6, "beta2": 0.8, "eps": 0.3}
    first = solve("adam_step", {"params": params, "grads": [np.array([0.5, -2.0])], "state": None, **how})
    agree(
        "adam_step",
        {"params": params, "grads": [np.array([0.5, -2.0])], "state": None, **how},
        {"updated": [np.array([0.9375, 2.086956521739])]},
    )
    given = {"params": first["updated"], "grads": [np.array([-1.0, 0.25])], "state": first["state"], **how}
    agree("adam_step", given, {"updated": [np.array([0.976685072975, 2.123022437621])]})


def test_adam_step_stands_still_without_a_gradient() -> None:
    """Where the gradient has always been zero, nothing moves.

    梯度一直为零的地方，参数不动。
    """
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([0.0, 0.5])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([1.0, 1.9])]})


def test_adam_step_refuses_gradients_that_do_not_fit() -> None:
    """A gradient of another shape raises a ValueError.

    形状不符的梯度会抛出 ValueError。
    """
    given = {"params": [np.ones((2, 3))], "grads": [np.ones((2, 3))], "state": None, "lr": 0.1}
    rejects("adam_step", given, {"grads": [np.ones(3)]}, names="params grads")


def test_adam_step_manners() -> None:
    """Parameters, gradients and state are left alone, and a second call answers the same.

    参数、梯度与状态都不被修改，第二次调用结果相同。
    """
    params, grads = [np.array([1.0, 2.0])], [np.array([0.5, -2.0])]
    state = solve("adam_step", {"params": params, "grads": grads, "state": None, "lr": 0.1})["state"]
    unchanged("adam_step", {"params": params, "grads": grads, "state": state, "lr": 0.1})


def test_sample_follows_the_weights() -> None:
    """Of 2000 draws with weights 7, 2 and 1 each class gets about its share.

    以权重 7、2、1 抽取 2000 次，各类大致得到应有的份额。
    """
    given = {"probabilities": np.array([7.0, 2.0, 1.0]), "temperature": 1.0}
    drawn = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(2000)]
    shares = [float(np.mean(np.array(drawn) == index)) for index in range(3)]
    words = Text(
        "the shares are {shares}, expected about [0.7, 0.2, 0.1]", "各类的份额为 {shares}，应约为 [0.7, 0.2, 0.1]"
    )
    require("sample", np.allclose(shares, [0.7, 0.2, 0.1], atol=0.06), words.format(shares=shares))
    given = {"probabilities": np.array([0.5, 0.0, 0.5]), "temperature": 1.0}
    never = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(200)]
    words = Text("a letter of weight 0 was drawn", "抽到了权重为 0 的字母")
    require("sample", 1 not in never, words)


def test_sample_minds_the_temperature() -> None:
    """At temperature 0.25 the weights .6 and .4 become .835 and .165, at 4 they become .525 and .475.

    温度 0.25 时，权重 .6 与 .4 变为 .835 与 .165；温度 4 时变为 .525 与 .475。
    """
    for temperature, want in ((0.25, 0.835), (4.0, 0.525)):
        given = {"probabilities": np.array([0.6, 0.4]), "temperature": temperature}
        drawn = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(2000)]
        share = float(np.mean(np.array(drawn) == 0))
        words = Text(
            "at {t} the first is drawn with frequency {share:.3f}, expected about {want}",
            "温度 {t} 时第一类的频率为 {share:.3f}，应约为 {want}",
        )
        require("sample", abs(share - want) < 0.06, words.format(t=temperature, share=share, want=want))


def test_sample_refuses_what_cannot_be_drawn_from() -> None:
    """A negative weight, no weight at all, or a temperature of zero raises a ValueError.

    负的权重、全零的权重或为零的温度会抛出 ValueError。
    """
    given = {"probabilities": np.array([0.6, 0.4]), "temperature": 1.0, "rng": lambda: np.random.default_rng(1)}
    rejects("sample", given, {"probabilities": np.array([0.6, -0.4])}, names="probabilities")
    rejects("sample", given, {"probabilities": np.zeros(2)}, names="probabilities")
    rejects("sample", given, {"temperature": 0.0}, names="temperature")


def test_perplexity_of_several_rows() -> None:
    """The mean goes over all entries, whatever the shape.

    无论形状如何，都对所有元素求平均。
    """
    agree("perplexity", {"losses": np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 200.0]])}, {"value": 1.586013452e15})


def test_perplexity_of_a_guess() -> None:
    """A guess among 27 letters has perplexity 27; a huge loss gives inf.

    在 27 个字母中猜，困惑度为 27；极大的损失给出 inf。
    """
    agree("perplexity", {"losses": np.full(4, np.log(27.0))}, {"value": 27.0})
    value = solve("perplexity", {"losses": np.array([1e4])})["value"]
    words = Text("it is {value}, expected inf", "结果为 {value}，应为 inf")
    require("perplexity", np.isinf(value), words.format(value=value))
    rejects("perplexity", {"losses": np.ones(2)}, {"losses": np.empty(0)}, names="losses")
