"""The visible tests of `kata_gradients.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.course.visible.checks import agree, rejects


def test_softmax_cross_entropy_knows_its_labels() -> None:
    """A label below zero or beyond the classes is refused.

    小于零或超出类别数的标签会被拒绝。
    """
    given = {"scores": np.ones((2, 3)), "labels": np.array([0, 2])}
    rejects("softmax_cross_entropy", given, {"labels": np.array([0, -1])}, names="labels scores")
    rejects("softmax_cross_entropy", given, {"labels": np.array([0, 3])}, names="labels scores")


def test_activation_backward_of_each() -> None:
    """A sigmoid, a tanh and a ReLU, each from what came out of it.

    sigmoid、tanh 和 ReLU，都只凭输出。
    """
    dy = np.array([[1.0, -2.0, 4.0]])
    for activation, y, dz in (
        ("sigmoid", [[0.5, 0.25, 0.75]], [[0.25, -0.375, 0.75]]),
        ("tanh", [[0.0, 0.5, -0.5]], [[1.0, -1.5, 3.0]]),
        ("relu", [[0.0, 3.0, 0.5]], [[0.0, -2.0, 4.0]]),
    ):
        agree("activation_backward", {"dy": dy, "y": np.array(y), "activation": activation}, {"dz": np.array(dz)})


def test_activation_backward_knows_three_activations() -> None:
    """Another activation is refused.

    其他激活函数会被拒绝。
    """
    given = {"dy": np.ones((1, 2)), "y": np.array([[0.5, 0.25]]), "activation": "tanh"}
    rejects("activation_backward", given, {"activation": "softmax"}, names="activation")


def test_language_model_parameters_of_an_lstm() -> None:
    """27 letters, embeddings of 8 numbers, an LSTM of 16 units, in one layer and in two.

    27 个字母，嵌入宽 8，LSTM 16 个单元，一层与两层。
    """
    given = {"kind": "lstm", "V": 27, "E": 8, "H": 16}
    counts = {"embedding": 216, "recurrent": 1600, "head": 459, "total": 2275}
    agree("language_model_parameters", given, {"counts": counts})
    counts = {"embedding": 216, "recurrent": 3712, "head": 459, "total": 4387}
    agree("language_model_parameters", {**given, "layers": 2}, {"counts": counts})


def test_language_model_parameters_of_a_tied_head() -> None:
    """A tied GRU of 3 units over 10 letters.

    词表 10 个字母、3 个单元、输出层与表共享的 GRU。
    """
    given = {"kind": "gru", "V": 10, "E": 3, "H": 3, "layers": 1, "tied": True}
    agree("language_model_parameters", given, {"counts": {"embedding": 30, "recurrent": 63, "head": 10, "total": 103}})


def test_language_model_parameters_of_a_tied_head_needs_one_width() -> None:
    """Another kind, and a tied head of another width, are refused.

    其他种类，以及宽度不同却要共享的输出层，会被拒绝。
    """
    given = {"kind": "rnn", "V": 10, "E": 3, "H": 3, "layers": 1, "tied": True}
    rejects("language_model_parameters", given, {"H": 5}, names="E H tied")
    rejects("language_model_parameters", given, {"E": 5}, names="E H tied")
    rejects("language_model_parameters", given, {"kind": "cnn"}, names="kind")


def test_activation_memory_of_the_whole_sequence() -> None:
    """Two sequences of five steps, three units, three layers: all steps are kept.

    两个序列，五步，三个单元，三层：每一步都保存。
    """
    for kind, numbers in (("rnn", 108), ("lstm", 576), ("gru", 468)):
        agree("activation_memory", {"kind": kind, "N": 2, "T": 5, "H": 3, "layers": 3}, {"numbers": numbers})


def test_activation_memory_with_checkpoints() -> None:
    """Ten steps of an LSTM in segments of three, of five and of twenty.

    LSTM 的十步，每段三步、五步和二十步。
    """
    for every, numbers in ((3, 26), (5, 34), (20, 62)):
        given = {"kind": "lstm", "N": 1, "T": 10, "H": 1, "layers": 1, "every": every}
        agree("activation_memory", given, {"numbers": numbers})


def test_lstm_step_flops_of_one_number() -> None:
    """One sequence, one input, one unit: 16 in products, 17 in the rest.

    一个序列、一个输入、一个单元：乘积 16 次，其余 17 次。
    """
    agree("lstm_step_flops", {"N": 1, "D": 1, "H": 1}, {"flops": {"products": 16, "elementwise": 17}})


def test_lstm_step_flops_of_a_batch() -> None:
    """Three sequences, three inputs, five units.

    三个序列，三个输入，五个单元。
    """
    agree("lstm_step_flops", {"N": 3, "D": 3, "H": 5}, {"flops": {"products": 960, "elementwise": 255}})


def test_gradient_check_of_small_and_large_entries() -> None:
    """Half of a tiny entry is half, whatever stands beside it; two zeros agree.

    很小的元素差一半就是一半，不管旁边是什么；两个零是一致的。
    """
    analytic = {"W": np.array([1000.0, 2e-6, 0.0]), "b": np.array([1.0, -4.0])}
    numeric = {"b": np.array([1.0, -3.0]), "W": np.array([1000.0, 1e-6, 0.0])}
    given = {"analytic": analytic, "numeric": numeric, "tolerance": 0.3}
    agree("gradient_check", given, {"errors": {"W": 0.5, "b": 0.25}, "suspects": ["W"]})
    agree("gradient_check", {**given, "tolerance": 0.25}, {"errors": {"W": 0.5, "b": 0.25}, "suspects": ["W"]})


def test_gradient_check_lets_no_sign_pass() -> None:
    """A gradient that points the other way has an error of 2; one that is too small is wrong too.

    方向相反的梯度，误差为 2；偏小的梯度同样是错的。
    """
    good = np.array([1.0, 2.0])
    given = {
        "analytic": {"b": good, "W": good},
        "numeric": {"b": good * 4, "W": -good},
        "tolerance": 0.5,
    }
    agree("gradient_check", given, {"errors": {"b": 0.75, "W": 2.0}, "suspects": ["b", "W"]})


def test_clip_each_by_norm_of_long_and_short() -> None:
    """(3, 4) is 5 long and becomes 2.5 long; what is short, or zero, stays.

    (3, 4) 长为 5，缩到 2.5；短的和零保持不变。
    """
    given = {"grads": {"W": np.array([[3.0], [4.0]]), "b": np.array([1.0, 0.0]), "c": np.zeros(2)}, "max_norm": 2.5}
    clipped = {"W": np.array([[1.5], [2.0]]), "b": np.array([1.0, 0.0]), "c": np.zeros(2)}
    agree("clip_each_by_norm", given, {"clipped": clipped, "scales": {"W": 0.5, "b": 1.0, "c": 1.0}})


def test_clip_each_by_norm_needs_a_limit() -> None:
    """A limit of 0 is refused.

    上限为 0 会被拒绝。
    """
    given = {"grads": {"b": np.array([1.0, 0.0])}, "max_norm": 2.5}
    rejects("clip_each_by_norm", given, {"max_norm": 0.0}, names="max_norm")


def test_momentum_step_plain_and_nesterov() -> None:
    """The same step without looking ahead, which is the default, and with it.

    同一步：默认不向前看，以及向前看。
    """
    given = {
        "params": [np.array([1.0])],
        "grads": [np.array([2.0])],
        "velocities": [np.array([4.0])],
        "lr": 0.5,
        "momentum": 0.25,
    }
    agree("momentum_step", given, {"updated": [np.array([-0.5])], "moving": [np.array([3.0])]})
    ahead = {"updated": [np.array([-0.375])], "moving": [np.array([3.0])]}
    agree("momentum_step", {**given, "nesterov": True}, ahead)


def test_momentum_step_needs_pairs() -> None:
    """A gradient or a velocity of another shape is refused.

    形状不同的梯度或速度会被拒绝。
    """
    one = [np.array([1.0])]
    given = {"params": one, "grads": one, "velocities": one, "lr": 0.5, "momentum": 0.25, "nesterov": False}
    rejects("momentum_step", given, {"grads": [np.ones(2)]}, names="grads params")
    rejects("momentum_step", given, {"velocities": [np.ones(2)]}, names="velocities params")


def test_horizon_bias_of_two_steps_and_more() -> None:
    """A horizon of 2 has both gates half open; one of 11 a forget bias of log 10.

    记忆步数为 2 时两个门各开一半；为 11 时遗忘偏置是 log 10。
    """
    b = np.array([0.0, -2.302585093, 0.0, 2.302585093, 0.0, 0.0, 0.0, 0.0])
    agree("horizon_bias", {"horizons": np.array([2.0, 11.0])}, {"b": b})


def test_horizon_bias_needs_more_than_one_step() -> None:
    """A horizon of 1 is refused.

    记忆步数为 1 会被拒绝。
    """
    rejects("horizon_bias", {"horizons": np.array([2.0, 11.0])}, {"horizons": np.array([2.0, 1.0])}, names="horizons")


def test_truncation_windows_that_overlap() -> None:
    """Ten steps, a gradient after every three, over four steps; one step is left over.

    十步，每三步往回传一次，每次四步；末尾剩下一步。
    """
    agree("truncation_windows", {"T": 10, "every": 3, "back": 4}, {"windows": [(0, 3), (2, 6), (5, 9), (6, 10)]})


def test_truncation_windows_that_come_out_even() -> None:
    """Six steps in windows of two.

    六步，每个窗口两步。
    """
    agree("truncation_windows", {"T": 6, "every": 2, "back": 2}, {"windows": [(0, 2), (2, 4), (4, 6)]})


def test_truncation_windows_need_a_step() -> None:
    """No step back, and no step forward, are refused.

    往回零步、前进零步都会被拒绝。
    """
    given = {"T": 6, "every": 2, "back": 2}
    rejects("truncation_windows", given, {"back": 0}, names="back")
    rejects("truncation_windows", given, {"every": 0}, names="every")


def test_next_letter_windows_leave_a_rest() -> None:
    """Nine letters in rows of three make two rows: the last one of a third would have no label.

    九个字母，每行三个，得到两行：第三行的最后一个字母没有标签。
    """
    inputs, labels = np.array([[5, 1, 4], [2, 8, 0]]), np.array([[1, 4, 2], [8, 0, 7]])
    given = {"ids": np.array([5, 1, 4, 2, 8, 0, 7, 3, 6]), "length": 3}
    agree("next_letter_windows", given, {"inputs": inputs, "labels": labels})
    given = {"ids": np.array([5, 1, 4, 2, 8, 0, 7]), "length": 3}
    agree("next_letter_windows", given, {"inputs": inputs, "labels": labels})


def test_next_letter_windows_need_a_label() -> None:
    """As many letters as a row has are too few.

    字母数只够一行时还是太少。
    """
    given = {"ids": np.array([5, 1, 4, 2]), "length": 3}
    rejects("next_letter_windows", given, {"ids": np.array([5, 1, 4])}, names="ids length")


def test_nucleus_filter_of_exact_sums() -> None:
    """Two letters hold 0.75 exactly; of two equally likely the first one is taken.

    两个字母恰好合计 0.75；两个同样可能时取前一个。
    """
    probabilities = np.array([0.125, 0.25, 0.125, 0.5])
    for p, filtered in ((0.75, [0, 1 / 3, 0, 2 / 3]), (0.8, [1 / 7, 2 / 7, 0, 4 / 7])):
        agree("nucleus_filter", {"probabilities": probabilities, "p": p}, {"filtered": np.array(filtered)})


def test_nucleus_filter_of_two_letters() -> None:
    """The two likeliest of four letters hold 0.65.

    四个字母中最可能的两个合计超过 0.65。
    """
    given = {"probabilities": np.array([0.1, 0.4, 0.2, 0.3]), "p": 0.65}
    agree("nucleus_filter", given, {"filtered": np.array([0, 4 / 7, 0, 3 / 7])})


def test_nucleus_filter_of_three_letters() -> None:
    """Three of four letters hold 0.85.

    四个字母中要三个才达到 0.85。
    """
    given = {"probabilities": np.array([0.05, 0.15, 0.45, 0.35]), "p": 0.85}
    agree("nucleus_filter", given, {"filtered": np.array([0, 3 / 19, 9 / 19, 7 / 19])})


def test_nucleus_filter_needs_a_p() -> None:
    """A p of 0 is refused.

    p 为 0 会被拒绝。
    """
    rejects("nucleus_filter", {"probabilities": np.array([0.5, 0.5]), "p": 0.5}, {"p": 0.0}, names="p")


def test_beam_step_may_leave_a_beam_behind() -> None:
    """The first beam takes two of three places; of equally good ones the first comes first.

    第一个束占了三个位置中的两个；同样好的，前面的在前。
    """
    log_probs = np.array([[-1.0, -2.0, -1.5], [-0.5, -0.75, -3.0]])
    given = {"scores": np.array([-1.0, -2.0]), "log_probs": log_probs, "width": 3}
    agree("beam_step", given, {"best": [(-2.0, 0, 0), (-2.5, 0, 2), (-2.5, 1, 0)]})
