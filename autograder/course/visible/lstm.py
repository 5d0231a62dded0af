"""The visible tests of `lstm.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve


def test_sigmoid_at_its_landmarks() -> None:
    """One half at 0, flat at both ends, and no warning there.

    在 0 处为二分之一，两端平坦，且没有警告。
    """
    agree("sigmoid", {"z": np.array([0.0, 1e4, -1e4])}, {"openness": np.array([0.5, 1.0, 0.0])})


def test_lstm_step_forward_keeps_what_its_gates_keep() -> None:
    """With f = 1 and i = 0 the cell keeps its state.

    f = 1、i = 0 时，细胞保持原来的状态。
    """
    given = {
        "x": np.zeros((1, 1)),
        "h_prev": np.zeros((1, 1)),
        "c_prev": np.array([[0.75]]),
        "Wx": np.zeros((1, 4)),
        "Wh": np.zeros((1, 4)),
        "b": np.array([-1000.0, 1000.0, 1.0, 1000.0]),
    }
    agree("lstm_step_forward", given, {"h": np.array([[0.6351489523872873]]), "c": np.array([[0.75]])})


def test_cell_path_gradient_is_one_over_no_step() -> None:
    """From a step to itself the path is 1, to the next it is that step's forget gate.

    从一步到它自己，路径为 1；到下一步，是下一步的遗忘门。
    """
    f = np.array([[[0.5], [0.25], [0.75]]])
    agree("cell_path_gradient", {"f": f, "t": 1, "k": 1}, {"gradient": np.array([[1.0]])})
    agree("cell_path_gradient", {"f": f, "t": 1, "k": 0}, {"gradient": np.array([[0.25]])})
    agree("cell_path_gradient", {"f": f, "t": 2, "k": 0}, {"gradient": np.array([[0.1875]])})


def test_cell_path_gradient_knows_its_steps() -> None:
    """A step that is not there, or lies in the future, is refused.

    不存在的步，或 k 晚于 t，都会被拒绝。
    """
    given = {"f": np.full((1, 3, 1), 0.5), "t": 2, "k": 1}
    rejects("cell_path_gradient", given, {"t": 3}, names="t k f")
    rejects("cell_path_gradient", given, {"k": -1}, names="t k f")
    rejects("cell_path_gradient", given, {"t": 0}, names="t k f")


def test_init_lstm_shapes() -> None:
    """Four blocks of weights, each within 1 over the root of H, and biases of zero but for the forget gate.

    四块权重都在正负 1/√H 之内；除遗忘门外，偏置全为零。
    """
    D, H = 3, 4
    given = {"D": D, "H": H, "rng": np.random.default_rng(1), "forget_bias": 2.0}
    Wx, Wh, b = solve("init_lstm", given).values()
    shapes = [np.shape(Wx), np.shape(Wh), np.shape(b)]
    right = [(D, 4 * H), (H, 4 * H), (4 * H,)]
    words = Text("Wx, Wh, b have shapes {shapes}, expected {right}", "Wx、Wh、b 的形状为 {shapes}，应为 {right}")
    require("init_lstm", shapes == right, words.format(shapes=shapes, right=right))
    largest = max(np.abs(Wx).max(), np.abs(Wh).max())
    words = Text("the largest weight is {w:.3g}, expected at most {bound}", "最大的权重为 {w:.3g}，应不超过 {bound}")
    require("init_lstm", largest <= 0.5, words.format(w=largest, bound=0.5))
    words = Text("b is {b}, expected 2 in the forget block and 0 elsewhere", "b 为 {b}，遗忘门一块应为 2，其余为 0")
    require("init_lstm", np.array_equal(b, np.repeat([0.0, 2.0, 0.0, 0.0], H)), words.format(b=list(b)))


def test_init_lstm_draws_every_weight_on_its_own() -> None:
    """No two weights are alike, and another rng gives others.

    没有两个权重相同；换一个 rng，权重也不同。
    """
    first, again, other = (
        solve("init_lstm", {"D": 3, "H": 4, "rng": np.random.default_rng(seed)}) for seed in (1, 1, 2)
    )
    drawn = np.concatenate([first["Wx"].ravel(), first["Wh"].ravel()])
    words = Text("{n} weights are different, expected {all}", "互不相同的权重有 {n} 个，应为 {all} 个")
    require("init_lstm", np.unique(drawn).size == drawn.size, words.format(n=np.unique(drawn).size, all=drawn.size))
    words = Text("equal generators give different weights", "相同的生成器给出了不同的权重")
    require("init_lstm", np.array_equal(first["Wx"], again["Wx"]), words)
    words = Text("another generator gives the same weights", "换了一个生成器，权重却完全相同")
    require("init_lstm", not np.array_equal(first["Wx"], other["Wx"]), words)
    words = Text("the forget bias is {b}, expected 1 by default", "遗忘门偏置为 {b}，默认应为 1")
    require("init_lstm", np.array_equal(first["b"][4:8], np.ones(4)), words.format(b=list(first["b"][4:8])))


def test_fit_square_learns() -> None:
    """After 200 epochs the error is far below a constant's .089.

    训练 200 轮后，误差远低于常数预测的 0.089。
    """
    given = {"epochs": 200, "lr": 0.5, "rng": lambda: np.random.default_rng(1)}
    prediction, losses = solve("fit_square", given).values()
    words = Text("prediction has shape {got}, expected {want}", "prediction 的形状为 {got}，应为 {want}")
    require("fit_square", np.shape(prediction) == (100, 6), words.format(got=np.shape(prediction), want=(100, 6)))
    words = Text("there are {n} losses, expected one an epoch: 200", "losses 有 {n} 个，应每轮一个：200")
    require("fit_square", len(losses) == 200, words.format(n=len(losses)))
    x = np.linspace(0.01, 1, 600).reshape(100, 6)
    error = float(np.mean((prediction - x**2) ** 2))
    words = Text("the prediction's error is {error:.3g}, expected below 0.02", "预测的误差为 {error:.3g}，应低于 0.02")
    require("fit_square", error < 0.02, words.format(error=error))


def test_fit_square_losses_come_before_each_step() -> None:
    """losses[0] is the untrained network's, whatever the learning rate.

    losses[0] 是未训练网络的误差，与学习率无关。
    """
    first = []
    for lr in (0.5, 0.1):
        given = {"epochs": 1, "lr": lr, "rng": np.random.default_rng(2)}
        first.append(float(solve("fit_square", given)["losses"][0]))
    words = Text(
        "losses[0] is {one:.6g} at lr 0.5 and {two:.6g} at lr 0.1, expected the same: it comes before any step",
        "lr 为 0.5 时 losses[0] 是 {one:.6g}，lr 为 0.1 时是 {two:.6g}，二者应相同：它在任何一步更新之前",
    )
    require("fit_square", abs(first[0] - first[1]) < 1e-9, words.format(one=first[0], two=first[1]))


def test_fit_square_draws_from_rng() -> None:
    """The same rng gives the same losses, another one gives others.

    同样的 rng 给出同样的 losses，换一个则不同。
    """
    losses = []
    for seed in (3, 3, 4):
        given = {"epochs": 1, "lr": 0.5, "rng": np.random.default_rng(seed)}
        losses.append(float(solve("fit_square", given)["losses"][0]))
    words = Text("two runs with equal generators begin at {losses}", "两个相同的生成器，初始误差却是 {losses}")
    require("fit_square", losses[0] == losses[1], words.format(losses=losses[:2]))
    words = Text("another generator gives the same losses", "换了一个生成器，误差却完全相同")
    require("fit_square", losses[0] != losses[2], words)


def test_init_lstm_reaches_both_ends() -> None:
    """With 16 units the weights lie all over -1/4 to 1/4.

    有 16 个单元时，权重遍布 -1/4 到 1/4。
    """
    Wx = solve("init_lstm", {"D": 16, "H": 16, "rng": np.random.default_rng(3)})["Wx"]
    low, high = float(np.min(Wx)), float(np.max(Wx))
    words = Text(
        "they lie from {low:.3g} to {high:.3g}, expected -0.25 to 0.25",
        "它们从 {low:.3g} 到 {high:.3g}，应从 -0.25 到 0.25",
    )
    require("init_lstm", -0.25 <= low < -0.24 and 0.24 < high <= 0.25, words.format(low=low, high=high))
