"""The visible tests of `rnn.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve


def test_softmax_of_a_vector() -> None:
    """A single vector will do.

    单个向量也可以。
    """
    agree("softmax", {"scores": np.array([0.0, 0.0])}, {"probabilities": np.array([0.5, 0.5])})


def test_softmax_of_rows_far_apart() -> None:
    """Every row is a distribution of its own, however far apart they are.

    各行相差再远，每一行都自成一个概率分布。
    """
    scores = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
    agree("softmax", {"scores": scores}, {"probabilities": np.array([[0.5, 0.5], [0.5, 0.5]])})


def test_time_distributed_forward_is_linear_by_default() -> None:
    """Without an activation, y is x Wy + by.

    不给 activation 时，y 就是 x Wy + by。
    """
    given = {"x": np.array([[[3.0, 2.0]]]), "Wy": np.array([[1.0], [10.0]]), "by": np.array([0.5])}
    agree("time_distributed_forward", given, {"y": np.array([[[23.5]]])})


def test_time_distributed_forward_of_the_published_example() -> None:
    """With these weights the sigmoid gives .7068, .7068 and .6548.

    用这组权重，sigmoid 给出 .7068、.7068 和 .6548。
    """
    given = {
        "x": np.array([[[1.0, 1.0]]]),
        "Wy": np.array([[0.76, 0.68, 0.66], [0.92, 0.99, 0.52]]),
        "by": np.array([-0.80, -0.79, -0.54]),
        "activation": "sigmoid",
    }
    y = np.round(solve("time_distributed_forward", given)["y"], 4).tolist()
    right = [[[0.7068, 0.7068, 0.6548]]]
    words = Text("y is {y}, expected {right}", "y 为 {y}，应为 {right}")
    require("time_distributed_forward", y == right, words.format(y=y, right=right))


def test_time_distributed_forward_knows_two_activations() -> None:
    """Any other activation raises a ValueError that names it.

    其他 activation 会抛出指明它的 ValueError。
    """
    given = {"x": np.ones((1, 1, 2)), "Wy": np.ones((2, 3)), "by": np.zeros(3)}
    rejects("time_distributed_forward", given, {"activation": "tanh"}, names="activation")


def test_time_distributed_backward_of_a_linear_layer() -> None:
    """A linear layer has slope one.

    线性层的斜率是 1。
    """
    given = {
        "x": np.array([[[3.0, 2.0]]]),
        "Wy": np.array([[1.0], [10.0]]),
        "by": np.array([0.5]),
        "dy": np.ones((1, 1, 1)),
    }
    want = {"dx": np.array([[[1.0, 10.0]]]), "dWy": np.array([[3.0], [2.0]]), "dby": np.array([1.0])}
    agree("time_distributed_backward", given, want)


def test_sequence_cross_entropy_without_a_mask() -> None:
    """Without a mask every step counts: equal scores of two classes cost ln 2.

    没有 mask 时每一步都计入：两类得分相同，损失为 ln 2。
    """
    given = {"scores": np.zeros((1, 2, 2)), "labels": np.array([[0, 1]])}
    dscores = np.array([[[-0.25, 0.25], [0.25, -0.25]]])
    agree("sequence_cross_entropy", given, {"loss": 0.6931471805599453, "dscores": dscores})


def test_sequence_cross_entropy_of_no_step() -> None:
    """Where no step counts, the loss is 0.0 and so are its gradients.

    没有一步计入时，损失为 0.0，梯度全为零。
    """
    given = {"scores": np.ones((1, 2, 3)), "labels": np.array([[0, 1]]), "mask": np.array([[False, False]])}
    agree("sequence_cross_entropy", given, {"loss": 0.0, "dscores": np.zeros((1, 2, 3))})


def test_sequence_cross_entropy_looks_at_labels_that_count() -> None:
    """A label out of range is refused where it counts, and only there.

    越界的标签只在计入的步才被拒绝。
    """
    scores, labels = np.zeros((1, 2, 2)), np.array([[0, -1]])
    given = {"scores": scores, "labels": labels, "mask": np.array([[True, False]])}
    agree("sequence_cross_entropy", given, {"loss": 0.6931471805599453})
    rejects("sequence_cross_entropy", given, {"mask": np.array([[True, True]])}, names="labels")


def test_stacked_rnn_forward_needs_a_state_for_each_layer() -> None:
    """One state a layer, else a ValueError.

    每层一个初始状态，否则抛出 ValueError。
    """
    h0 = [np.zeros((1, 2)), np.zeros((1, 1))]
    given = {
        "x": np.ones((1, 2, 3)),
        "h0": h0,
        "layers": [
            (np.ones((3, 2)), np.ones((2, 2)), np.zeros(2)),
            (np.ones((2, 1)), np.ones((1, 1)), np.zeros(1)),
        ],
    }
    rejects("stacked_rnn_forward", given, {"h0": h0[:1]}, names="h0 layers")


def test_bidirectional_rnn_forward_reads_from_both_ends() -> None:
    """An impulse at one end is seen by the RNN that has read it.

    一端的脉冲只会出现在已经读过它的那个 RNN 里。
    """
    copying = (np.array([[1.0]]), np.array([[0.0]]), np.array([0.0]))
    silent = (np.array([[0.0]]), np.array([[0.0]]), np.array([0.0]))
    given = {"x": np.array([[[0.0], [0.0], [1.0]]]), "forward": silent, "backward": copying}
    h = np.array([[[0.0, 0.0], [0.0, 0.0], [0.0, 0.7615941559557649]]])
    agree("bidirectional_rnn_forward", given, {"h": h})


def test_train_hello_learns() -> None:
    """300 epochs turn hello into ohlol, to a loss below 0.05.

    训练 300 轮后，hello 变成 ohlol，损失低于 0.05。
    """
    given = {"hidden_size": 16, "epochs": 300, "lr": 0.5, "rng": lambda: np.random.default_rng(1)}
    text, losses = solve("train_hello", given).values()
    words = Text("text is {text!r}, expected 'ohlol'", "text 为 {text!r}，应为 'ohlol'")
    require("train_hello", text == "ohlol", words.format(text=text))
    count = Text("there are {n} losses, expected one an epoch: 300", "losses 有 {n} 个，应每轮一个：300")
    require("train_hello", len(losses) == 300, count.format(n=len(losses)))
    words = Text("the last loss is {loss:.4g}, expected less than 0.05", "最后的损失为 {loss:.4g}，应低于 0.05")
    require("train_hello", losses[-1] < 0.05, words.format(loss=losses[-1]))


def test_train_hello_starts_near_ln_4() -> None:
    """losses[0] is that of an untrained network, about ln 4.

    losses[0] 是未训练网络的损失，约为 ln 4。
    """
    first = []
    for lr in (0.5, 0.1):
        given = {"hidden_size": 8, "epochs": 1, "lr": lr, "rng": np.random.default_rng(2)}
        first.append(float(solve("train_hello", given)["losses"][0]))
    words = Text("losses[0] is {loss:.4g}, expected about 1.4", "losses[0] 为 {loss:.4g}，应约为 1.4")
    require("train_hello", 0.5 < first[0] < 4, words.format(loss=first[0]))
    words = Text(
        "losses[0] is {one:.6g} at lr 0.5 and {two:.6g} at lr 0.1, expected the same: it comes before any step",
        "lr 为 0.5 时 losses[0] 是 {one:.6g}，lr 为 0.1 时是 {two:.6g}，二者应相同：它在任何一步更新之前",
    )
    require("train_hello", abs(first[0] - first[1]) < 1e-9, words.format(one=first[0], two=first[1]))


def test_train_hello_draws_from_rng() -> None:
    """The same rng gives the same losses, another one gives others.

    同样的 rng 给出同样的损失，换一个则不同。
    """
    losses = []
    for seed in (3, 3, 4):
        given = {"hidden_size": 8, "epochs": 1, "lr": 0.5, "rng": np.random.default_rng(seed)}
        losses.append(float(solve("train_hello", given)["losses"][0]))
    words = Text("two runs with equal generators begin at {losses}", "两个相同的生成器，初始损失却是 {losses}")
    require("train_hello", losses[0] == losses[1], words.format(losses=losses[:2]))
    words = Text("another generator gives the same losses", "换了一个生成器，损失却完全相同")
    require("train_hello", losses[0] != losses[2], words)
