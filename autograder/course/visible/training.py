"""The visible tests of `training.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve, unchanged


def test_one_hot_of_a_word() -> None:
    """The letters of "hello" among e, h, l and o.

    "hello" 的各个字母，字母表为 e、h、l、o。
    """
    want = np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    agree("one_hot", {"indices": np.array([1, 0, 2, 2, 3]), "depth": 4}, {"encoded": want})


def test_one_hot_keeps_the_shape_of_the_indices() -> None:
    """One index alone becomes one vector.

    单独一个下标变成一个向量。
    """
    agree("one_hot", {"indices": np.array(2), "depth": 5}, {"encoded": np.array([0.0, 0, 1, 0, 0])})


def test_one_hot_refuses_what_is_no_place() -> None:
    """There is no place -1, none beyond the last, and none in between.

    没有第 -1 个位置，没有超出末尾的位置，也没有两个位置之间的位置。
    """
    given = {"indices": np.array([0, 2]), "depth": 3}
    rejects("one_hot", given, {"indices": np.array([0, -1])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([3, 0])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([0.5, 1.0])}, names="indices depth")


def test_embedding_forward_looks_up_rows() -> None:
    """Row 2, then row 0.

    先取第 2 行，再取第 0 行。
    """
    given = {"indices": np.array([[2, 0]]), "table": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])}
    agree("embedding_forward", given, {"out": np.array([[[5.0, 6.0], [1.0, 2.0]]])})


def test_embedding_forward_refuses_what_is_no_row() -> None:
    """There is no row -1, none beyond the last, and none in between.

    没有第 -1 行，没有超出末尾的行，也没有两行之间的行。
    """
    given = {"indices": np.array([[0, 2]]), "table": np.ones((3, 2))}
    rejects("embedding_forward", given, {"indices": np.array([[0, -1]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[3, 0]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[0.5, 1.0]])}, names="indices table")


def test_embedding_backward_adds_up_what_is_used_twice() -> None:
    """Row 1 is used three times, row 0 once and row 2 never.

    第 1 行用了三次，第 0 行用了一次，第 2 行没有用到。
    """
    given = {
        "indices": np.array([[1, 1], [0, 1]]),
        "table": np.ones((3, 1)),
        "dout": np.array([[[1.0], [10.0]], [[100.0], [1000.0]]]),
    }
    agree("embedding_backward", given, {"dtable": np.array([[100.0], [1011.0], [0.0]])})


def test_dropout_forward_drops_or_scales() -> None:
    """At p = 0.75 an entry becomes 0, or four times as large.

    p = 0.75 时，每个元素要么变成 0，要么变成四倍。
    """
    x = np.linspace(1.0, 2.0, 200).reshape(10, 20)
    given = {"x": x, "p": 0.75, "rng": np.random.default_rng(1), "training": True}
    out = np.asarray(solve("dropout_forward", given)["out"])
    words = Text("out has shape {got}, expected {want}", "out 的形状为 {got}，应为 {want}")
    require("dropout_forward", out.shape == x.shape, words.format(got=out.shape, want=x.shape))
    want = np.where(out == 0, 0.0, 4 * x)
    wrong = int((~np.isclose(out, want, rtol=1e-9, atol=0)).sum())
    words = Text(
        "{n} of 200 entries are neither 0 nor 4 times that of x", "200 个元素中有 {n} 个既不是 0，也不是 x 的 4 倍"
    )
    require("dropout_forward", wrong == 0, words.format(n=wrong))


def test_dropout_forward_drops_a_share_of_p() -> None:
    """Of 10000 entries about 2000 are dropped at p = 0.2, about as many in each row and in each column.

    p = 0.2 时，10000 个元素中约有 2000 个被丢弃，各行各列都差不多。
    """
    given = {"x": np.ones((100, 100)), "p": 0.2, "rng": np.random.default_rng(2), "training": True}
    dropped = np.asarray(solve("dropout_forward", given)["out"]) == 0
    words = Text(
        "{n} of 10000 entries are dropped, expected about 2000", "10000 个元素中丢弃了 {n} 个，应为 2000 个左右"
    )
    require("dropout_forward", 1600 < dropped.sum() < 2400, words.format(n=int(dropped.sum())))
    for axis in (0, 1):
        most = int(dropped.sum(axis=axis).max())
        words = Text(
            "as many as {n} of 100 are dropped along axis {axis}: is each entry dropped on its own?",
            "沿轴 {axis} 的 100 个元素中竟有 {n} 个被丢弃：每个元素都是单独丢弃的吗？",
        )
        require("dropout_forward", most < 60, words.format(n=most, axis=axis))


def test_dropout_forward_at_its_limits() -> None:
    """With p = 0 nothing is dropped, with p = 1 everything.

    p = 0 时什么也不丢弃，p = 1 时全部丢弃。
    """
    x = np.array([[1.0, -2.0], [3.0, 4.0]])
    given = {"x": x, "p": 0.0, "rng": np.random.default_rng(3), "training": True}
    agree("dropout_forward", given, {"out": x})
    agree("dropout_forward", {**given, "p": 1.0}, {"out": np.zeros((2, 2))})


def test_dropout_forward_does_nothing_in_evaluation() -> None:
    """Without training x passes unchanged.

    不在训练时，x 原样通过。
    """
    x = np.arange(1.0, 41.0).reshape(4, 10)
    given = {"x": x, "p": 0.5, "rng": np.random.default_rng(4), "training": False}
    agree("dropout_forward", given, {"out": x})


def test_dropout_forward_draws_from_rng() -> None:
    """The same rng drops the same entries, another one others.

    同样的 rng 丢弃同样的元素，换一个则不同。
    """
    x = np.ones((10, 10))
    first, again, other = (
        np.asarray(
            solve("dropout_forward", {"x": x, "p": 0.5, "rng": np.random.default_rng(seed), "training": True})["out"]
        )
        for seed in (1, 1, 2)
    )
    words = Text("equal generators drop different entries", "相同的生成器丢弃了不同的元素")
    require("dropout_forward", np.array_equal(first, again), words)
    words = Text("another generator drops the same entries", "换了一个生成器，丢弃的元素却完全相同")
    require("dropout_forward", not np.array_equal(first, other), words)


def test_dropout_forward_manners() -> None:
    """The arguments stay as they are, and a second call gives the same.

    参数保持不变，第二次调用结果相同。
    """
    unchanged("dropout_forward", {"x": np.ones((3, 4)), "p": 1.0, "rng": np.random.default_rng(5), "training": True})
    unchanged("dropout_forward", {"x": np.ones((3, 4)), "p": 0.5, "rng": np.random.default_rng(5), "training": False})


def test_dropout_backward_goes_where_x_has_gone() -> None:
    """Where x is all ones the output is the mask, scale and all.

    x 全为 1 时，输出就是带缩放的掩码。
    """
    dout = np.arange(1.0, 101.0).reshape(10, 10)
    for p in (0.25, 0.5):
        given = {"x": np.ones((10, 10)), "p": p, "rng": lambda: np.random.default_rng(6), "training": True}
        solve("dropout_backward", {**given, "dout": dout})
        mask = np.asarray(solve("dropout_forward", given)["out"])
        words = Text(
            "dropout_forward drops nothing here, or everything", "dropout_forward 在这里没有丢弃，或全部丢弃了"
        )
        require("dropout_backward", np.unique(mask).size == 2, words)
        agree("dropout_backward", {**given, "dout": dout}, {"dx": dout * mask})


def test_dropout_backward_at_its_limits() -> None:
    """Everything comes back at p = 0 and in evaluation, nothing at p = 1.

    p = 0 或评估时梯度全部返回，p = 1 时什么也不返回。
    """
    dout = np.array([[1.0, -2.0], [3.0, 4.0]])
    given = {"x": np.ones((2, 2)), "p": 0.0, "rng": np.random.default_rng(7), "training": True, "dout": dout}
    agree("dropout_backward", given, {"dx": dout})
    agree("dropout_backward", {**given, "p": 1.0, "training": False}, {"dx": dout})
    agree("dropout_backward", {**given, "p": 1.0}, {"dx": np.zeros((2, 2))})


def test_dropout_backward_manners() -> None:
    """The gradient stays as it is, and one of another shape is refused.

    梯度保持不变，形状不符的梯度会被拒绝。
    """
    given = {"x": np.ones((3, 4)), "p": 1.0, "rng": np.random.default_rng(8), "training": True, "dout": np.ones((3, 4))}
    unchanged("dropout_backward", given)
    given = {**given, "p": 0.5}
    rejects("dropout_backward", given, {"dout": np.ones((3, 1))}, names="dout")
    rejects("dropout_backward", given, {"dout": np.ones(4)}, names="dout")


def test_sgd_step_goes_downhill() -> None:
    """With lr 0.1 a gradient of 20 takes 2 away.

    lr 为 0.1 时，梯度 20 使参数减少 2。
    """
    given = {"params": [np.array([3.0, 1.0]), np.array([[5.0]])], "grads": [np.array([20.0, 0.0]), np.array([[-10.0]])]}
    agree("sgd_step", {**given, "lr": 0.1}, {"updated": [np.array([1.0, 1.0]), np.array([[6.0]])]})
    rejects("sgd_step", {**given, "lr": 0.1}, {"grads": given["grads"][:1]}, names="params grads")


def test_adam_step_first() -> None:
    """At the first step the corrected means are the gradient and its square: each entry moves by lr, whatever its size.

    第一步时，修正后的均值就是梯度和它的平方：无论梯度大小，每个元素都移动 lr。
    """
    given = {"params": [np.zeros(4)], "grads": [np.array([5.0, -5.0, 0.01, 0.0])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([-0.1, 0.1, -0.0999999, 0.0])]})


def test_adam_step_adds_eps_to_the_root() -> None:
    """With an eps of 1 the first step is g / (|g| + 1).

    eps 为 1 时，第一步是 g / (|g| + 1)。
    """
    given = {
        "params": [np.zeros(3)],
        "grads": [np.array([3.0, -1.0, 1e-8])],
        "state": None,
        "lr": 1.0,
        "beta1": 0.9,
        "beta2": 0.999,
        "eps": 1.0,
    }
    agree("adam_step", given, {"updated": [np.array([-0.75, 0.5, -1e-8])]})


def test_adam_step_by_step() -> None:
    """Three steps of two parameters, as torch.optim.Adam takes them.

    两个参数走三步，与 torch.optim.Adam 相同。
    """
    steps = [
        (
            [np.array([1.0, -2.0]), np.array([[0.5]])],
            [np.array([0.900000001, -0.9000000005]), np.array([[0.400000002]])],
        ),
        (
            [np.array([-1.0, 4.0]), np.array([[0.0]])],
            [np.array([0.905263158842, -0.936610353088]), np.array([[0.332994178482]])],
        ),
        (
            [np.array([0.25, 1.0]), np.array([[-3.0]])],
            [np.array([0.898140975867, -0.97817547292]), np.array([[0.387501190894]])],
        ),
    ]
    params, state = [np.array([1.0, -1.0]), np.array([[0.5]])], None
    for grads, want in steps:
        given = {"params": params, "grads": grads, "state": state, "lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
        agree("adam_step", given, {"updated": want})
        params, state = solve("adam_step", given).values()


def test_adam_step_with_other_betas() -> None:
    """With betas of 0.5 and 0.75 the gradients 1 and 3 give a mean of 7/3, corrected, and of 39/7 for the squares.

    beta 为 0.5 和 0.75 时，梯度 1 和 3 修正后的均值是 7/3，平方的均值是 39/7。
    """
    given = {"params": [np.zeros(1)], "grads": [np.ones(1)], "state": None, "lr": 1.0, "beta1": 0.5, "beta2": 0.75}
    agree("adam_step", given, {"updated": [np.array([-0.99999999])]})
    params, state = solve("adam_step", given).values()
    given = {**given, "params": params, "grads": [np.array([3.0])], "state": state}
    agree("adam_step", given, {"updated": [np.array([-1.98853829])]})


def test_adam_step_manners() -> None:
    """The arguments stay as they are, the state among them, and a second call gives the same.

    参数（包括状态）保持不变，第二次调用结果相同。
    """
    given = {"params": [np.ones((2, 3))], "grads": [np.full((2, 3), 0.5)], "state": None, "lr": 0.1}
    unchanged("adam_step", given)
    state = solve("adam_step", given)["state"]
    unchanged("adam_step", {**given, "state": state})


def test_adam_step_needs_a_gradient_for_each_parameter() -> None:
    """One gradient a parameter, of its shape.

    每个参数对应一个形状相同的梯度。
    """
    given = {"params": [np.ones(2), np.ones((2, 2))], "grads": [np.ones(2), np.ones((2, 2))], "state": None, "lr": 0.1}
    rejects("adam_step", given, {"grads": [np.ones(2)]}, names="params grads")
    rejects("adam_step", given, {"grads": [np.ones(2), np.ones(2)]}, names="params grads")


def test_sample_of_a_sure_thing() -> None:
    """Where one class has all the weight it is drawn at any temperature.

    如果一个类占有全部权重，任何温度下都会抽到它。
    """
    for index in (0, 1, 2):
        weights = np.zeros(3)
        weights[index] = 2.5
        for temperature in (0.1, 1.0, 50.0):
            given = {"probabilities": weights, "temperature": temperature, "rng": np.random.default_rng(index)}
            got = solve("sample", given)["index"]
            words = Text("index is {got!r}, expected {want}", "index 为 {got!r}，应为 {want}")
            whole = np.ndim(got) == 0 and np.asarray(got).dtype.kind in "iu"
            require("sample", whole and got == index, words.format(got=got, want=index))


def test_sample_follows_the_weights() -> None:
    """With weights 1, 0 and 3 the classes 0 and 2 are drawn about 100 and 300 times in 400.

    权重为 1、0、3 时，抽 400 次，第 0 类和第 2 类大约各出现 100 次和 300 次。
    """
    rng = np.random.default_rng(1)
    given = {"probabilities": np.array([1.0, 0.0, 3.0]), "temperature": 1.0, "rng": lambda: rng}
    drawn = [int(solve("sample", given)["index"]) for _ in range(400)]
    counts = [drawn.count(index) for index in range(3)]
    words = Text("the counts are {got}, expected about {want}", "次数为 {got}，应约为 {want}")
    holds = sum(counts) == 400 and counts[1] == 0 and 50 < counts[0] < 150
    require("sample", holds, words.format(got=counts, want=[100, 0, 300]))


def test_sample_at_other_temperatures() -> None:
    """Weights of 1 and 2 become 1 and 32 at a temperature of 0.2, and are nearly equal at 20.

    权重 1 和 2 在温度 0.2 时相当于 1 和 32，在温度 20 时几乎相等。
    """
    rng = np.random.default_rng(2)
    words = Text(
        "class 1 is drawn {got} times in 400 at temperature {temperature}, expected about {want}",
        "温度为 {temperature} 时，第 1 类在 400 次中被抽到 {got} 次，应为 {want} 次左右",
    )
    for temperature, want in ((0.2, 388), (20.0, 203)):
        given = {"probabilities": np.array([1.0, 2.0]), "temperature": temperature, "rng": lambda: rng}
        got = sum(int(solve("sample", given)["index"]) == 1 for _ in range(400))
        told = words.format(got=got, want=want, temperature=temperature)
        require("sample", abs(got - want) < (30 if temperature < 1 else 50), told)


def test_sample_refuses_what_means_nothing() -> None:
    """A negative weight, no weight at all, and a temperature that is not positive.

    负的权重、全为零的权重，以及不为正的温度。
    """
    given = {"probabilities": np.array([0.25, 0.75]), "temperature": 1.0, "rng": np.random.default_rng(3)}
    rejects("sample", given, {"probabilities": np.array([-0.25, 1.25])}, names="probabilities")
    rejects("sample", given, {"probabilities": np.zeros(2)}, names="probabilities")
    rejects("sample", given, {"temperature": 0.0}, names="temperature")
    rejects("sample", given, {"temperature": -1.0}, names="temperature")


def test_perplexity_of_a_guess() -> None:
    """Who guesses among 4 words pays ln 4 each time, and has perplexity 4; who knows has 1.

    在 4 个词中乱猜，每次的损失都是 ln 4，困惑度为 4；完全猜中时困惑度为 1。
    """
    agree("perplexity", {"losses": [1.3862943611198906] * 3}, {"value": 4.0})
    agree("perplexity", {"losses": np.zeros((2, 3))}, {"value": 1.0})


def test_perplexity_takes_the_mean_first() -> None:
    """Losses of ln 2 and ln 8 are ln 4 in the mean.

    损失 ln 2 与 ln 8 的均值是 ln 4。
    """
    agree("perplexity", {"losses": [0.6931471805599453, 2.0794415416798357]}, {"value": 4.0})


def test_perplexity_may_be_infinite() -> None:
    """Beyond all floats it is inf.

    超出浮点数范围时为 inf。
    """
    value = float(solve("perplexity", {"losses": [1000.0, 2000.0]})["value"])
    words = Text("value is {value}, expected inf", "value 为 {value}，应为 inf")
    require("perplexity", value == float("inf"), words.format(value=value))


def test_perplexity_of_nothing() -> None:
    """No losses have no mean.

    没有损失，就没有均值。
    """
    rejects("perplexity", {"losses": [1.0]}, {"losses": []}, names="losses")
