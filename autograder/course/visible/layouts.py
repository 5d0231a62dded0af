"""The visible tests of `layouts.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.course.visible.checks import agree, rejects, unchanged


def test_parameter_count_of_one_layer() -> None:
    """With 3 inputs and 5 units torch's LSTM has 200 parameters, its GRU 150, its RNN 50.

    3 个输入、5 个单元时，torch 的 LSTM 有 200 个参数，GRU 有 150 个，RNN 有 50 个。
    """
    for kind, count in (("lstm", 200), ("gru", 150), ("rnn", 50)):
        agree("parameter_count", {"kind": kind, "D": 3, "H": 5}, {"count": count})


def test_parameter_count_as_keras_counts() -> None:
    """With one bias a gate the LSTM has 180 parameters, without any 160.

    每个门只有一个偏置时，LSTM 有 180 个参数；没有偏置时有 160 个。
    """
    given = {"kind": "lstm", "D": 3, "H": 5, "layers": 1, "bidirectional": False, "biases": 1}
    agree("parameter_count", given, {"count": 180})
    agree("parameter_count", {**given, "biases": 0}, {"count": 160})


def test_parameter_count_of_two_layers() -> None:
    """An LSTM of two layers, 10 inputs and 20 units each, has 5,920.

    两层 LSTM，10 个输入、每层 20 个单元：5920 个。
    """
    agree("parameter_count", {"kind": "lstm", "D": 10, "H": 20, "layers": 2}, {"count": 5920})


def test_parameter_count_of_both_directions() -> None:
    """Two layers in both directions have 15,040 where one direction has 5,920; one layer has twice as many.

    两层时，单向 5920 个，双向 15040 个；单层时，双向是单向的两倍。
    """
    given = {"kind": "lstm", "D": 10, "H": 20, "layers": 2, "bidirectional": True}
    agree("parameter_count", given, {"count": 15040})
    agree("parameter_count", {**given, "D": 3, "H": 5, "layers": 1}, {"count": 400})


def test_parameter_count_knows_its_kinds_and_biases() -> None:
    """Another kind and a third bias are refused.

    其他种类、第三个偏置，都会被拒绝。
    """
    given = {"kind": "gru", "D": 3, "H": 5, "layers": 1, "bidirectional": False, "biases": 2}
    rejects("parameter_count", given, {"kind": "cnn"}, names="kind")
    rejects("parameter_count", given, {"biases": 3}, names="biases")


def test_output_shapes_of_one_layer() -> None:
    """By default time comes first, and only the LSTM has a cell.

    默认时间轴在前；只有 LSTM 有细胞状态。
    """
    given = {"kind": "lstm", "N": 3, "T": 5, "D": 10, "H": 20}
    want = {"output": (5, 3, 20), "h_n": (1, 3, 20)}
    agree("output_shapes", given, {"shapes": {**want, "c_n": (1, 3, 20)}})
    agree("output_shapes", {**given, "kind": "gru"}, {"shapes": want})
    agree("output_shapes", {**given, "kind": "rnn"}, {"shapes": want})


def test_output_shapes_of_two_layers() -> None:
    """Two layers leave two last states and one output.

    两层留下两个末状态，输出仍是一份。
    """
    given = {"kind": "lstm", "N": 1, "T": 3, "D": 5, "H": 6, "layers": 2}
    agree("output_shapes", given, {"shapes": {"output": (3, 1, 6), "h_n": (2, 1, 6), "c_n": (2, 1, 6)}})


def test_output_shapes_of_two_layers_in_both_directions() -> None:
    """With two layers and both directions, batch first, output has 40 numbers a step, and there are 4 last states.

    两层、双向、批次在前时，output 每步有 40 个数，末状态有 4 个。
    """
    given = {"kind": "lstm", "N": 4, "T": 7, "D": 10, "H": 20, "layers": 2, "bidirectional": True, "batch_first": True}
    agree("output_shapes", given, {"shapes": {"output": (4, 7, 40), "h_n": (4, 4, 20), "c_n": (4, 4, 20)}})


def test_output_shapes_of_a_wider_batch() -> None:
    """Batch first or not, the last states of one layer and two directions are two.

    无论批次是否在前，单层双向的末状态都是两个。
    """
    given = {"kind": "rnn", "N": 6, "T": 3, "D": 4, "H": 2, "layers": 1, "bidirectional": True, "batch_first": False}
    agree("output_shapes", given, {"shapes": {"output": (3, 6, 4), "h_n": (2, 6, 2)}})
    agree("output_shapes", {**given, "batch_first": True}, {"shapes": {"output": (6, 3, 4), "h_n": (2, 6, 2)}})


def test_output_shapes_knows_its_kinds_and_needs_a_step() -> None:
    """Another kind and a sequence without a step are refused.

    其他种类、一步也没有的序列，都会被拒绝。
    """
    given = {"kind": "gru", "N": 3, "T": 5, "D": 10, "H": 20}
    rejects("output_shapes", given, {"kind": "cnn"}, names="kind")
    rejects("output_shapes", given, {"T": 0}, names="T")


def test_split_gates_of_a_bias() -> None:
    """A bias has blocks too.

    偏置同样分块。
    """
    blocks = [np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])]
    agree("split_gates", {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "gates": 3}, {"blocks": blocks})


def test_merge_gates_of_biases() -> None:
    """A bias has blocks too.

    偏置同样分块。
    """
    blocks = [np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])]
    agree("merge_gates", {"blocks": blocks}, {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])})


def test_merge_gates_needs_blocks_of_one_shape() -> None:
    """Blocks of different numbers of rows are refused.

    行数不同的块会被拒绝。
    """
    rejects("merge_gates", {"blocks": [np.ones((2, 3))] * 2}, {"blocks": [np.ones((2, 3)), np.ones((1, 3))]}, "blocks")


def test_reorder_gates_round_in_a_circle() -> None:
    """Three gates of two columns, each one place on, the last one to the front.

    三个门，每个门两列：依次后移一位，最后一个移到最前。
    """
    given = {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "source": "zrh", "target": "hzr"}
    agree("reorder_gates", given, {"reordered": np.array([5.0, 6.0, 1.0, 2.0, 3.0, 4.0])})


def test_reorder_gates_needs_the_same_letters_once_each() -> None:
    """A letter that is missing, or stands there twice, is refused.

    缺少字母，或字母重复，都会被拒绝。
    """
    given = {"W": np.ones((2, 8)), "source": "figo", "target": "ifgo"}
    rejects("reorder_gates", given, {"target": "ifg"}, names="target source")
    rejects("reorder_gates", given, {"source": "figg", "target": "figg"}, names="source target")


def test_to_torch_of_an_rnn() -> None:
    """Each unit has a row of torch's weights, and its bias in bias_ih_l0.

    在 torch 的权重中每个单元占一行，它的偏置放在 bias_ih_l0。
    """
    given = {
        "kind": "rnn",
        "Wx": np.array([[1.0, 2.0]]),
        "Wh": np.array([[3.0, 4.0], [5.0, 6.0]]),
        "b": np.array([7.0, 8.0]),
    }
    state = {
        "weight_ih_l0": np.array([[1.0], [2.0]]),
        "weight_hh_l0": np.array([[3.0, 5.0], [4.0, 6.0]]),
        "bias_ih_l0": np.array([7.0, 8.0]),
        "bias_hh_l0": np.array([0.0, 0.0]),
    }
    agree("to_torch", given, {"state": state})


def test_to_torch_counts_the_gates_of_a_kind() -> None:
    """An LSTM has four blocks, not three, and one bias, not two.

    LSTM 有四块而不是三块，有一个偏置而不是两个。
    """
    given = {"kind": "lstm", "Wx": np.ones((3, 8)), "Wh": np.ones((2, 8)), "b": np.ones(8)}
    three = {"Wx": np.ones((3, 6)), "Wh": np.ones((2, 6)), "b": np.ones(6)}
    rejects("to_torch", given, three, names="kind Wx Wh b")
    rejects("to_torch", given, {"b": np.ones((2, 8))}, names="b")
    rejects("to_torch", given, {"kind": "cnn"}, names="kind")


def test_from_torch_of_an_rnn() -> None:
    """Each unit has a row of torch's weights; its biases are added up, and no array of the state dict changes.

    在 torch 的权重中每个单元占一行；两个偏置相加，且不改动 state dict 里的任何数组。
    """
    state = {
        "bias_ih_l0": np.array([7.0, 8.0]),
        "bias_hh_l0": np.array([0.5, 0.25]),
        "weight_ih_l0": np.array([[1.0], [2.0]]),
        "weight_hh_l0": np.array([[3.0, 5.0], [4.0, 6.0]]),
    }
    want = {
        "Wx": np.array([[1.0, 2.0]]),
        "Wh": np.array([[3.0, 4.0], [5.0, 6.0]]),
        "b": np.array([7.5, 8.25]),
    }
    agree("from_torch", {"kind": "rnn", "state": state}, want)
    unchanged("from_torch", {"kind": "rnn", "state": state})


def test_from_torch_knows_its_keys() -> None:
    """A missing bias, a second layer, another direction and the weights of another kind are refused.

    缺少偏置、多一层、另一个方向，以及另一种网络的权重，都会被拒绝。
    """
    weights = {"weight_ih_l0": np.ones((8, 3)), "weight_hh_l0": np.ones((8, 2))}
    state = {**weights, "bias_ih_l0": np.ones(8), "bias_hh_l0": np.ones(8)}
    given = {"kind": "lstm", "state": state}
    rejects("from_torch", given, {"state": {**weights, "bias_ih_l0": np.ones(8)}}, names="state bias_hh_l0")
    rejects("from_torch", given, {"state": {**state, "weight_ih_l1": np.ones((8, 2))}}, names="state weight_ih_l1")
    rejects(
        "from_torch", given, {"state": {**state, "bias_hh_l0_reverse": np.ones(8)}}, names="state bias_hh_l0_reverse"
    )
    rejects("from_torch", given, {"kind": "gru"}, names="state kind")


def test_from_keras_of_an_lstm() -> None:
    """The gates of Keras' LSTM stand in the kit's order already.

    Keras 的 LSTM，门的顺序与本课程相同。
    """
    kernel = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    recurrent_kernel, bias = np.array([[0.5, 0.25, -0.5, -0.25]]), np.array([-1.0, -2.0, -3.0, -4.0])
    given = {"kind": "lstm", "kernel": kernel, "recurrent_kernel": recurrent_kernel, "bias": bias}
    agree("from_keras", given, {"Wx": kernel, "Wh": recurrent_kernel, "b": bias})


def test_from_keras_of_a_gru() -> None:
    """The update gate stands first there and second here; the candidate stays where it is.

    更新门在那边排第一，在这里排第二；候选值的位置不变。
    """
    given = {
        "kind": "gru",
        "kernel": np.array([[1.0, 2.0, 3.0]]),
        "recurrent_kernel": np.array([[4.0, 5.0, 6.0]]),
        "bias": np.array([[7.0, 8.0, 9.0], [-1.0, -2.0, -3.0]]),
    }
    want = {
        "Wx": np.array([[2.0, 1.0, 3.0]]),
        "Wh": np.array([[5.0, 4.0, 6.0]]),
        "b": (np.array([8.0, 7.0, 9.0]), np.array([-2.0, -1.0, -3.0])),
    }
    agree("from_keras", given, want)


def test_from_keras_knows_the_two_biases_of_a_gru() -> None:
    """A GRU with one bias resets before the product, and is refused; so is another kind, or one gate too many.

    只有一个偏置的 GRU，重置在乘积之前，会被拒绝；其他种类、多出一个门，也会被拒绝。
    """
    given = {"kind": "gru", "kernel": np.ones((2, 3)), "recurrent_kernel": np.ones((1, 3)), "bias": np.ones((2, 3))}
    wide = {"kernel": np.ones((2, 4)), "recurrent_kernel": np.ones((1, 4)), "bias": np.ones((2, 4))}
    rejects("from_keras", given, {"bias": np.ones(3)}, names="bias kernel recurrent_kernel kind")
    rejects("from_keras", given, {"kind": "cnn"}, names="kind")
    rejects("from_keras", given, wide, names="kernel recurrent_kernel bias kind")


def test_join_concat_puts_the_state_first() -> None:
    """Two units of the state, one input: the rows of Wh come first.

    状态两个单元、输入一个：Wh 的行在前。
    """
    given = {"Wx": np.array([[5.0, 6.0]]), "Wh": np.array([[1.0, 2.0], [3.0, 4.0]])}
    agree("join_concat", given, {"W": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])})


def test_split_concat_takes_the_state_first() -> None:
    """Two units of the state, one input: the first two rows are Wh.

    状态两个单元、输入一个：前两行是 Wh。
    """
    given = {"W": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "H": 2}
    agree("split_concat", given, {"Wx": np.array([[5.0, 6.0]]), "Wh": np.array([[1.0, 2.0], [3.0, 4.0]])})


def test_split_concat_leaves_a_row_for_x() -> None:
    """As many units as rows, or more, are refused.

    单元数等于或超过行数，会被拒绝。
    """
    given = {"W": np.ones((3, 2)), "H": 2}
    rejects("split_concat", given, {"H": 3}, names="H W")
    rejects("split_concat", given, {"H": 4}, names="H W")


def test_last_valid_step_of_three_lengths() -> None:
    """One step, two steps and three; a list of lengths will do.

    长度为一步、两步和三步；lengths 可以是列表。
    """
    h = np.array([[[1.0], [2.0], [3.0], [0.0]], [[4.0], [5.0], [6.0], [0.0]], [[7.0], [8.0], [9.0], [0.0]]])
    agree("last_valid_step", {"h": h, "lengths": [1, 2, 3]}, {"last": np.array([[1.0], [5.0], [9.0]])})


def test_last_valid_step_knows_its_lengths() -> None:
    """No step, too many, or a fraction of a step are refused.

    零步、步数过多、不是整数，都会被拒绝。
    """
    given = {"h": np.ones((2, 3, 1)), "lengths": np.array([3, 1])}
    rejects("last_valid_step", given, {"lengths": np.array([3, 0])}, names="lengths")
    rejects("last_valid_step", given, {"lengths": np.array([4, 1])}, names="lengths h")
    rejects("last_valid_step", given, {"lengths": np.array([2.5, 1.0])}, names="lengths h")


def test_reverse_padded_leaves_the_padding_behind() -> None:
    """Four steps, two steps and none: what is beyond a length stays where it is.

    长度为四步、两步和零步：超出长度的部分留在原处。
    """
    x = np.array([[[1.0], [2.0], [3.0], [4.0]], [[5.0], [6.0], [7.0], [8.0]], [[9.0], [8.0], [7.0], [6.0]]])
    turned = np.array([[[4.0], [3.0], [2.0], [1.0]], [[6.0], [5.0], [7.0], [8.0]], [[9.0], [8.0], [7.0], [6.0]]])
    agree("reverse_padded", {"x": x, "lengths": [4, 2, 0]}, {"turned": turned})


def test_reverse_padded_knows_its_lengths() -> None:
    """Too many steps, fewer than none, or a fraction of a step are refused.

    步数过多、负数、不是整数，都会被拒绝。
    """
    given = {"x": np.ones((2, 3, 1)), "lengths": np.array([3, 0])}
    rejects("reverse_padded", given, {"lengths": np.array([3, -1])}, names="lengths x")
    rejects("reverse_padded", given, {"lengths": np.array([4, 1])}, names="lengths x")
    rejects("reverse_padded", given, {"lengths": np.array([2.5, 1.0])}, names="lengths x")
