"""The visible tests of `modules.py`, all written by hand: torch's own modules stand beside the student's."""

from __future__ import annotations

import numpy as np
import torch
from checks import require, same
from torch_checks import dropped, example, learns, parity, refuses

from autograder.catalogue import Text


def test_RNNCell_agrees_with_torch() -> None:
    """With the same weights it answers as torch.nn.RNNCell, and so do its gradients.

    权重相同时，结果与梯度都和 torch.nn.RNNCell 一致。
    """
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("RNNCell", torch.nn.RNNCell(3, 4), (3, 4), x, h)


def test_RNNCell_takes_a_batch_of_one_step() -> None:
    """An input without its batch axis, or with a time axis, raises a ValueError.

    没有批次轴或带有时间轴的输入会抛出 ValueError。
    """
    refuses("RNNCell", (3, 4), (np.ones(3), np.ones((1, 4))), names="x h")
    refuses("RNNCell", (3, 4), (np.ones((1, 2, 3)), np.ones((1, 4))), names="x h")


def test_LSTMCell_agrees_with_torch() -> None:
    """With the same weights it answers as torch.nn.LSTMCell, and so do its gradients.

    权重相同时，结果与梯度都和 torch.nn.LSTMCell 一致。
    """
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("LSTMCell", torch.nn.LSTMCell(3, 4), (3, 4), x, (h, 1 - 2 * h))


def test_LSTMCell_takes_a_batch_of_one_step() -> None:
    """An input without its batch axis raises a ValueError.

    没有批次轴的输入会抛出 ValueError。
    """
    refuses("LSTMCell", (3, 4), (np.ones(3), (np.ones((1, 4)), np.ones((1, 4)))), names="x h c state")


def test_GRUCell_agrees_with_torch() -> None:
    """With the same weights it answers as torch.nn.GRUCell, and so do its gradients.

    权重相同时，结果与梯度都和 torch.nn.GRUCell 一致。
    """
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("GRUCell", torch.nn.GRUCell(3, 4), (3, 4), x, h)


def test_GRUCell_takes_a_batch_of_one_step() -> None:
    """An input without its batch axis raises a ValueError.

    没有批次轴的输入会抛出 ValueError。
    """
    refuses("GRUCell", (3, 4), (np.ones(3), np.ones((1, 4))), names="x h")


def test_RecurrentNetwork_agrees_with_torch_in_one_layer() -> None:
    """One layer of RNN cells answers as torch.nn.RNN from a zero state.

    单层 RNN 单元从零状态开始，结果与 torch.nn.RNN 一致。
    """
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    parity("RecurrentNetwork", torch.nn.RNN(3, 2, batch_first=True), ("rnn", 3, 2), x)


def test_RecurrentNetwork_agrees_with_torch_in_three_layers() -> None:
    """Three layers of GRU cells answer as torch.nn.GRU from a given state.

    三层 GRU 单元从给定状态开始，结果与 torch.nn.GRU 一致。
    """
    x, state = np.linspace(-1, 1, 24).reshape(2, 4, 3), np.linspace(1, -1, 12).reshape(3, 2, 2)
    parity("RecurrentNetwork", torch.nn.GRU(3, 2, 3, batch_first=True), ("gru", 3, 2), x, state, num_layers=3)


def test_RecurrentNetwork_agrees_with_torch_in_both_directions() -> None:
    """Two layers of LSTM cells in both directions, time first, answer as torch.nn.LSTM.

    两层双向 LSTM 单元，时间轴在前，结果与 torch.nn.LSTM 一致。
    """
    x, h, c = (np.linspace(-1, 1, 24).reshape(4, 2, 3), *np.linspace(1, -1, 32).reshape(2, 4, 2, 2))
    theirs = torch.nn.LSTM(3, 2, 2, bidirectional=True)
    options = {"num_layers": 2, "bidirectional": True, "batch_first": False}
    parity("RecurrentNetwork", theirs, ("lstm", 3, 2), x, (h, c), **options)


def test_RecurrentNetwork_drops_nothing_in_evaluation() -> None:
    """After eval() dropout does nothing.

    调用 eval() 之后，dropout 不起作用。
    """
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    theirs = torch.nn.RNN(3, 2, 2, batch_first=True)
    parity("RecurrentNetwork", theirs, ("rnn", 3, 2), x, num_layers=2, dropout=0.5)


def test_RecurrentNetwork_drops_between_layers() -> None:
    """In training every number that goes from layer to layer is dropped by itself, anew at every step.

    训练时，从一层到下一层的每个数各自决定是否丢弃，而且每一步重新抽取。
    """
    kept, right = dropped("RecurrentNetwork")
    words = Text(
        "an output is neither zero nor what two layers make of x", "有的输出既不是零，也不是两层对 x 的计算结果"
    )
    require("RecurrentNetwork", right, words)
    words = Text("nothing is dropped, or everything", "什么也没丢弃，或者全部丢弃了")
    require("RecurrentNetwork", 0 < kept.mean() < 1, words)
    words = Text("the same numbers are dropped at every step", "每一步丢弃的都是相同的位置")
    require("RecurrentNetwork", (kept != kept[:, :1]).any(), words)
    words = Text("all units of a row are dropped together, or none", "同一行的单元要么全部丢弃，要么全部保留")
    require("RecurrentNetwork", (kept != kept[..., :1]).any(), words)


def test_RecurrentNetwork_refuses_what_does_not_fit() -> None:
    """An unknown cell, an input without its batch axis or without a step raises a ValueError.

    未知的 cell、没有批次轴或没有任何一步的输入，都会抛出 ValueError。
    """
    refuses("RecurrentNetwork", ("rnn", 3, 2), (np.ones((4, 3)),), names="x")
    refuses("RecurrentNetwork", ("rnn", 3, 2), (np.ones((1, 0, 3)),), names="x")
    refuses("RecurrentNetwork", ("elman", 3, 2), (np.ones((1, 4, 3)),), names="cell")


def test_SequenceClassifier_reads_the_true_last_step() -> None:
    """Of sequences of lengths 2 and 4, each is judged by its own last state; logits, no probabilities.

    长度为 2 和 4 的两个序列，各由自己的最后状态判断；返回 logits，而不是概率。
    """
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    logits = np.array([[-0.1675076821, -1.1014734897], [-1.2793720142, 0.4163622864]])
    example("SequenceClassifier", ("gru", 3, 4, 2), (x, np.array([2, 4])), {"logits": logits})


def test_SequenceClassifier_reads_all_steps_without_lengths() -> None:
    """Without lengths every step is valid.

    不给 lengths 时，每一步都有效。
    """
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    logits = np.array([[-0.4595762549, -1.0924442093], [-1.2793720142, 0.4163622864]])
    example("SequenceClassifier", ("gru", 3, 4, 2), (x,), {"logits": logits})


def test_SequenceClassifier_refuses_lengths_that_are_not_there() -> None:
    """A length of 0, or beyond the last step, raises a ValueError.

    长度为 0 或超出最后一步时会抛出 ValueError。
    """
    refuses("SequenceClassifier", ("rnn", 3, 4, 2), (np.ones((2, 4, 3)), np.array([0, 4])), names="lengths")
    refuses("SequenceClassifier", ("rnn", 3, 4, 2), (np.ones((2, 4, 3)), np.array([2, 5])), names="lengths")


def test_CharModel_scores_one_hot_letters() -> None:
    """A fixed example with one-hot letters comes out right.

    独热编码的固定例子结果正确。
    """
    scores = np.array(
        [
            [
                [-0.2053283538, -0.959832719, 1.610646122],
                [-0.1907586492, -1.1412821987, 1.7014108523],
                [-0.3253565069, -1.3971801951, 1.8734487939],
            ]
        ]
    )
    example("CharModel", ("rnn", 3, 2), (np.array([[1, 0, 2]]),), {"scores": scores})


def test_CharModel_scores_embedded_letters() -> None:
    """A fixed example with an embedding comes out right.

    使用 embedding 的固定例子结果正确。
    """
    scores = np.array(
        [
            [
                [0.2813484992, 0.3583010722, 0.1863483703],
                [-0.0448936748, 0.076970724, 0.1881817746],
                [0.2636681741, 0.3568804747, 0.0518957882],
            ]
        ]
    )
    example("CharModel", ("gru", 3, 2, 4), (np.array([[1, 0, 2]]),), {"scores": scores})


def test_CharModel_refuses_letters_that_are_not_there() -> None:
    """An index that is negative or beyond the vocabulary raises a ValueError.

    负数或超出词表的下标会抛出 ValueError。
    """
    refuses("CharModel", ("rnn", 3, 2), (np.array([[1, -1, 2]]),), names="indices")
    refuses("CharModel", ("rnn", 3, 2), (np.array([[1, 3, 2]]),), names="indices")


def test_train_char_model_losses() -> None:
    """The losses of the first three epochs are right, each taken before its step.

    前三轮的损失正确，每个都取自更新之前。
    """
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "rnn", 4, 6, None), hello, ohlol, (3, 0.1, 1e6))
    losses = np.array([1.6994034933, 1.2563800222, 1.0342122386])
    same("train_char_model", {"losses": np.array(found["losses"])}, {"losses": losses})


def test_train_char_model_clips() -> None:
    """With a small max_norm the last loss is another.

    max_norm 很小时，最后的损失随之改变。
    """
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "rnn", 4, 6, 5), hello, ohlol, (6, 0.1, 0.1))
    words = Text("the last loss is {loss:.6f}, expected {want:.6f}", "最后的损失为 {loss:.6f}，应为 {want:.6f}")
    right = abs(float(found["losses"][-1]) - 0.2694987334) < 1e-5
    require("train_char_model", right, words.format(loss=float(found["losses"][-1]), want=0.2694987334))


def test_train_char_model_learns_hello() -> None:
    """After 40 epochs the model answers hello with ohlol.

    训练 40 轮之后，模型对 hello 回答 ohlol。
    """
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "gru", 4, 12, None), hello, ohlol, (40, 0.15, 5.0))
    said = "".join("ehlo"[index] for index in found["scores"][0].argmax(-1))
    words = Text("it answers {said}, expected ohlol", "它回答 {said}，应为 ohlol")
    require("train_char_model", said == "ohlol", words.format(said=said))
