"""The visible tests of layouts.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_parameter_count` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, rejects, shapes, unchanged


# --- parameter_count (12 points): how many parameters there are ---


def test_parameter_count_of_one_layer():
    """With 3 inputs and 5 units torch's LSTM has 200 parameters, its GRU 150, its RNN 50."""
    for kind, count in (("lstm", 200), ("gru", 150), ("rnn", 50)):
        agree("parameter_count", {"kind": kind, "D": 3, "H": 5}, {"count": count})


def test_parameter_count_as_keras_counts():
    """With one bias a gate the LSTM has 180 parameters, without any 160."""
    given = {"kind": "lstm", "D": 3, "H": 5, "layers": 1, "bidirectional": False, "biases": 1}
    agree("parameter_count", given, {"count": 180})
    agree("parameter_count", {**given, "biases": 0}, {"count": 160})


def test_parameter_count_of_two_layers():
    """An LSTM of two layers, 10 inputs and 20 units each, has 5,920."""
    agree("parameter_count", {"kind": "lstm", "D": 10, "H": 20, "layers": 2}, {"count": 5920})


def test_parameter_count_of_both_directions():
    """Two layers in both directions have 15,040 where one direction has 5,920; one layer has twice as many."""
    given = {"kind": "lstm", "D": 10, "H": 20, "layers": 2, "bidirectional": True}
    agree("parameter_count", given, {"count": 15040})
    agree("parameter_count", {**given, "D": 3, "H": 5, "layers": 1}, {"count": 400})


def test_parameter_count_knows_its_kinds_and_biases():
    """Another kind and a third bias are refused."""
    given = {"kind": "gru", "D": 3, "H": 5, "layers": 1, "bidirectional": False, "biases": 2}
    rejects("parameter_count", given, {"kind": "cnn"}, names="kind")
    rejects("parameter_count", given, {"biases": 3}, names="biases")


# --- output_shapes (12 points): what torch returns, by shape ---


def test_output_shapes_of_one_layer():
    """By default time comes first, and only the LSTM has a cell."""
    given = {"kind": "lstm", "N": 3, "T": 5, "D": 10, "H": 20}
    want = {"output": (5, 3, 20), "h_n": (1, 3, 20)}
    agree("output_shapes", given, {"shapes": {**want, "c_n": (1, 3, 20)}})
    agree("output_shapes", {**given, "kind": "gru"}, {"shapes": want})
    agree("output_shapes", {**given, "kind": "rnn"}, {"shapes": want})


def test_output_shapes_of_two_layers():
    """Two layers leave two last states and one output."""
    given = {"kind": "lstm", "N": 1, "T": 3, "D": 5, "H": 6, "layers": 2}
    agree("output_shapes", given, {"shapes": {"output": (3, 1, 6), "h_n": (2, 1, 6), "c_n": (2, 1, 6)}})


def test_output_shapes_of_two_layers_in_both_directions():
    """With two layers and both directions, batch first, output has 40 numbers a step, and there are 4 last states."""
    given = {"kind": "lstm", "N": 4, "T": 7, "D": 10, "H": 20, "layers": 2, "bidirectional": True, "batch_first": True}
    agree("output_shapes", given, {"shapes": {"output": (4, 7, 40), "h_n": (4, 4, 20), "c_n": (4, 4, 20)}})


def test_output_shapes_of_a_wider_batch():
    """Batch first or not, the last states of one layer and two directions are two."""
    given = {"kind": "rnn", "N": 6, "T": 3, "D": 4, "H": 2, "layers": 1, "bidirectional": True, "batch_first": False}
    agree("output_shapes", given, {"shapes": {"output": (3, 6, 4), "h_n": (2, 6, 2)}})
    agree("output_shapes", {**given, "batch_first": True}, {"shapes": {"output": (6, 3, 4), "h_n": (2, 6, 2)}})


def test_output_shapes_knows_its_kinds_and_needs_a_step():
    """Another kind and a sequence without a step are refused."""
    given = {"kind": "gru", "N": 3, "T": 5, "D": 10, "H": 20}
    rejects("output_shapes", given, {"kind": "cnn"}, names="kind")
    rejects("output_shapes", given, {"T": 0}, names="T")


# --- split_gates (5 points): a matrix into the blocks of its gates ---

SPLIT_GATES = {
    "W": np.array([
        [0.38, 1.19, 0.83, -0.82, -0.6, 1.12, -1.48, 0.96, 0.89, -0.1, -0.59, -0.66],
        [-0.74, -0.16, 0.01, 0.16, 1.49, 0.88, 0.37, 1.47, -0.85, -1.02, 0.34, -1.37],
    ]),
    "gates": 4,
}

SPLIT_GATES_RESULTS = {
    "blocks": (
        np.array([[0.38, 1.19, 0.83], [-0.74, -0.16, 0.01]]),
        np.array([[-0.82, -0.6, 1.12], [0.16, 1.49, 0.88]]),
        np.array([[-1.48, 0.96, 0.89], [0.37, 1.47, -0.85]]),
        np.array([[-0.1, -0.59, -0.66], [-1.02, 0.34, -1.37]]),
    ),
}


def test_split_gates_shapes():
    """Every result has the shape it should have."""
    shapes("split_gates", SPLIT_GATES, {"blocks": [(2, 3), (2, 3), (2, 3), (2, 3)]})


def test_split_gates_example():
    """A fixed example comes out right."""
    agree("split_gates", SPLIT_GATES, SPLIT_GATES_RESULTS)


def test_split_gates_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("split_gates", SPLIT_GATES, {"W": SPLIT_GATES["W"][..., :-1]}, names="W gates")


def test_split_gates_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("split_gates", SPLIT_GATES)


def test_split_gates_of_a_bias():
    """A bias has blocks too."""
    blocks = [np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])]
    agree("split_gates", {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "gates": 3}, {"blocks": blocks})


# --- merge_gates (4 points): the blocks side by side again ---

MERGE_GATES = {
    "blocks": [
        np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
        np.array([[-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]]),
        np.array([[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88]]),
        np.array([[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]]),
    ],
}

MERGE_GATES_RESULTS = {
    "W": np.array([
        [0.38, 1.19, 0.83, -1.48, 0.96, 0.89, -0.74, -0.16, 0.01, 0.37, 1.47, -0.85],
        [-0.82, -0.6, 1.12, -0.1, -0.59, -0.66, 0.16, 1.49, 0.88, -1.02, 0.34, -1.37],
    ]),
}


def test_merge_gates_shapes():
    """Every result has the shape it should have."""
    shapes("merge_gates", MERGE_GATES, {"W": (2, 12)})


def test_merge_gates_example():
    """A fixed example comes out right."""
    agree("merge_gates", MERGE_GATES, MERGE_GATES_RESULTS)


def test_merge_gates_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("merge_gates", MERGE_GATES)


def test_merge_gates_of_biases():
    """A bias has blocks too."""
    blocks = [np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([5.0, 6.0])]
    agree("merge_gates", {"blocks": blocks}, {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])})


def test_merge_gates_needs_blocks_of_one_shape():
    """Blocks of different numbers of rows are refused."""
    rejects("merge_gates", {"blocks": [np.ones((2, 3))] * 2}, {"blocks": [np.ones((2, 3)), np.ones((1, 3))]}, "blocks")


# --- reorder_gates (10 points): the gates in another order ---

REORDER_GATES = {
    "W": np.array([
        [0.38, 1.19, 0.83, -0.82, -0.6, 1.12, -1.48, 0.96, 0.89, -0.1, -0.59, -0.66],
        [-0.74, -0.16, 0.01, 0.16, 1.49, 0.88, 0.37, 1.47, -0.85, -1.02, 0.34, -1.37],
    ]),
    "source": "figo",
    "target": "igof",
}

REORDER_GATES_RESULTS = {
    "reordered": np.array([
        [-0.82, -0.6, 1.12, -1.48, 0.96, 0.89, -0.1, -0.59, -0.66, 0.38, 1.19, 0.83],
        [0.16, 1.49, 0.88, 0.37, 1.47, -0.85, -1.02, 0.34, -1.37, -0.74, -0.16, 0.01],
    ]),
}


def test_reorder_gates_shapes():
    """Every result has the shape it should have."""
    shapes("reorder_gates", REORDER_GATES, {"reordered": (2, 12)})


def test_reorder_gates_example():
    """A fixed example comes out right."""
    agree("reorder_gates", REORDER_GATES, REORDER_GATES_RESULTS)


def test_reorder_gates_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("reorder_gates", REORDER_GATES, {"W": REORDER_GATES["W"][..., :-1]}, names="W source target")


def test_reorder_gates_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("reorder_gates", REORDER_GATES)


def test_reorder_gates_round_in_a_circle():
    """Three gates of two columns, each one place on, the last one to the front."""
    given = {"W": np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "source": "zrh", "target": "hzr"}
    agree("reorder_gates", given, {"reordered": np.array([5.0, 6.0, 1.0, 2.0, 3.0, 4.0])})


def test_reorder_gates_needs_the_same_letters_once_each():
    """A letter that is missing, or stands there twice, is refused."""
    given = {"W": np.ones((2, 8)), "source": "figo", "target": "ifgo"}
    rejects("reorder_gates", given, {"target": "ifg"}, names="target source")
    rejects("reorder_gates", given, {"source": "figg", "target": "figg"}, names="source target")


# --- to_torch (11 points): the weights as torch's state dict ---

TO_TORCH = {
    "kind": "gru",
    "Wx": np.array([
        [1.19, 0.83, -0.82, -0.6, 1.12, -1.48, 0.96, 0.89, -0.1],
        [-0.59, -0.66, -0.74, -0.16, 0.01, 0.16, 1.49, 0.88, 0.37],
        [1.47, -0.85, -1.02, 0.34, -1.37, -1.39, 0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01, -0.76, -1.46, -0.92, 0.58, -0.9, -0.39],
        [-1.49, 0.99, -1.04, -0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
    ]),
    "Wh": np.array([
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12],
    ]),
    "b": (
        np.array([0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28]),
        np.array([0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39]),
    ),
}

TO_TORCH_RESULTS = {
    "state": {
        "weight_ih_l0": np.array([
            [1.19, -0.59, 1.47, 0.39, -1.49],
            [0.83, -0.66, -0.85, 0.04, 0.99],
            [-0.82, -0.74, -1.02, -0.01, -1.04],
            [-0.6, -0.16, 0.34, -0.76, -0.7],
            [1.12, 0.01, -1.37, -1.46, 1.14],
            [-1.48, 0.16, -1.39, -0.92, 0.03],
            [0.96, 1.49, 0.04, 0.58, 1.04],
            [0.89, 0.88, -0.1, -0.9, 0.42],
            [-0.1, 0.37, 1.25, -0.39, 0.73],
        ]),
        "weight_hh_l0": np.array([
            [-1.23, -1.05, -0.18],
            [0.12, 0.95, -0.78],
            [0.02, -0.36, -0.29],
            [1.11, 1.44, -1.21],
            [-0.42, 0.27, 1.4],
            [0.29, 0.32, -0.85],
            [-1.32, 0.41, 0.52],
            [-0.34, 0.53, -0.6],
            [-0.53, -1.05, 1.12],
        ]),
        "bias_ih_l0": np.array([0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28]),
        "bias_hh_l0": np.array([0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39]),
    },
}


def test_to_torch_shapes():
    """Every result has the shape it should have."""
    shapes("to_torch", TO_TORCH, {
        "state": {"weight_ih_l0": (9, 5), "weight_hh_l0": (9, 3), "bias_ih_l0": (9,), "bias_hh_l0": (9,)},
    })


def test_to_torch_example():
    """A fixed example comes out right."""
    agree("to_torch", TO_TORCH, TO_TORCH_RESULTS)


def test_to_torch_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("to_torch", TO_TORCH, {"Wx": TO_TORCH["Wx"][..., :-1]}, names="Wx Wh")
    rejects("to_torch", TO_TORCH, {"Wh": TO_TORCH["Wh"][..., :-1]}, names="Wx Wh")


def test_to_torch_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("to_torch", TO_TORCH)


def test_to_torch_of_an_rnn():
    """Each unit has a row of torch's weights, and its bias in bias_ih_l0."""
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


def test_to_torch_counts_the_gates_of_a_kind():
    """An LSTM has four blocks, not three, and one bias, not two."""
    given = {"kind": "lstm", "Wx": np.ones((3, 8)), "Wh": np.ones((2, 8)), "b": np.ones(8)}
    three = {"Wx": np.ones((3, 6)), "Wh": np.ones((2, 6)), "b": np.ones(6)}
    rejects("to_torch", given, three, names="kind Wx Wh b")
    rejects("to_torch", given, {"b": np.ones((2, 8))}, names="b")
    rejects("to_torch", given, {"kind": "cnn"}, names="kind")


# --- from_torch (11 points): torch's state dict as weights ---

FROM_TORCH = {
    "kind": "gru",
    "state": {
        "weight_ih_l0": np.array([
            [1.19, 0.83, -0.82, -0.6, 1.12],
            [-1.48, 0.96, 0.89, -0.1, -0.59],
            [-0.66, -0.74, -0.16, 0.01, 0.16],
            [1.49, 0.88, 0.37, 1.47, -0.85],
            [-1.02, 0.34, -1.37, -1.39, 0.04],
            [-0.1, 1.25, 0.39, 0.04, -0.01],
            [-0.76, -1.46, -0.92, 0.58, -0.9],
            [-0.39, -1.49, 0.99, -1.04, -0.7],
            [1.14, 0.03, 1.04, 0.42, 0.73],
        ]),
        "weight_hh_l0": np.array([
            [-1.23, 0.12, 0.02],
            [1.11, -0.42, 0.29],
            [-1.32, -0.34, -0.53],
            [-1.05, 0.95, -0.36],
            [1.44, 0.27, 0.32],
            [0.41, 0.53, -1.05],
            [-0.18, -0.78, -0.29],
            [-1.21, 1.4, -0.85],
            [0.52, -0.6, 1.12],
        ]),
        "bias_ih_l0": np.array([0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28]),
        "bias_hh_l0": np.array([0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39]),
    },
}

FROM_TORCH_RESULTS = {
    "Wx": np.array([
        [1.19, -1.48, -0.66, 1.49, -1.02, -0.1, -0.76, -0.39, 1.14],
        [0.83, 0.96, -0.74, 0.88, 0.34, 1.25, -1.46, -1.49, 0.03],
        [-0.82, 0.89, -0.16, 0.37, -1.37, 0.39, -0.92, 0.99, 1.04],
        [-0.6, -0.1, 0.01, 1.47, -1.39, 0.04, 0.58, -1.04, 0.42],
        [1.12, -0.59, 0.16, -0.85, 0.04, -0.01, -0.9, -0.7, 0.73],
    ]),
    "Wh": np.array([
        [-1.23, 1.11, -1.32, -1.05, 1.44, 0.41, -0.18, -1.21, 0.52],
        [0.12, -0.42, -0.34, 0.95, 0.27, 0.53, -0.78, 1.4, -0.6],
        [0.02, 0.29, -0.53, -0.36, 0.32, -1.05, -0.29, -0.85, 1.12],
    ]),
    "b": (
        np.array([0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28]),
        np.array([0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39]),
    ),
}


def test_from_torch_shapes():
    """Every result has the shape it should have."""
    shapes("from_torch", FROM_TORCH, {"Wx": (5, 9), "Wh": (3, 9), "b": [(9,), (9,)]})


def test_from_torch_example():
    """A fixed example comes out right."""
    agree("from_torch", FROM_TORCH, FROM_TORCH_RESULTS)


def test_from_torch_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("from_torch", FROM_TORCH)


def test_from_torch_of_an_rnn():
    """Each unit has a row of torch's weights; its biases are added up, and no array of the state dict changes."""
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


def test_from_torch_knows_its_keys():
    """A missing bias, a second layer, another direction and the weights of another kind are refused."""
    weights = {"weight_ih_l0": np.ones((8, 3)), "weight_hh_l0": np.ones((8, 2))}
    state = {**weights, "bias_ih_l0": np.ones(8), "bias_hh_l0": np.ones(8)}
    given = {"kind": "lstm", "state": state}
    rejects("from_torch", given, {"state": {**weights, "bias_ih_l0": np.ones(8)}}, names="state bias_hh_l0")
    rejects("from_torch", given, {"state": {**state, "weight_ih_l1": np.ones((8, 2))}}, names="state weight_ih_l1")
    rejects(
        "from_torch", given, {"state": {**state, "bias_hh_l0_reverse": np.ones(8)}}, names="state bias_hh_l0_reverse"
    )
    rejects("from_torch", given, {"kind": "gru"}, names="state kind")


# --- from_keras (12 points): Keras' weights as ours ---

FROM_KERAS = {
    "kind": "gru",
    "kernel": np.array([
        [1.19, 0.83, -0.82, -0.6, 1.12, -1.48, 0.96, 0.89, -0.1],
        [-0.59, -0.66, -0.74, -0.16, 0.01, 0.16, 1.49, 0.88, 0.37],
        [1.47, -0.85, -1.02, 0.34, -1.37, -1.39, 0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01, -0.76, -1.46, -0.92, 0.58, -0.9, -0.39],
        [-1.49, 0.99, -1.04, -0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
    ]),
    "recurrent_kernel": np.array([
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12],
    ]),
    "bias": np.array([
        [0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39],
    ]),
}

FROM_KERAS_RESULTS = {
    "Wx": np.array([
        [-0.6, 1.12, -1.48, 1.19, 0.83, -0.82, 0.96, 0.89, -0.1],
        [-0.16, 0.01, 0.16, -0.59, -0.66, -0.74, 1.49, 0.88, 0.37],
        [0.34, -1.37, -1.39, 1.47, -0.85, -1.02, 0.04, -0.1, 1.25],
        [-0.76, -1.46, -0.92, 0.39, 0.04, -0.01, 0.58, -0.9, -0.39],
        [-0.7, 1.14, 0.03, -1.49, 0.99, -1.04, 1.04, 0.42, 0.73],
    ]),
    "Wh": np.array([
        [1.11, -0.42, 0.29, -1.23, 0.12, 0.02, -1.32, -0.34, -0.53],
        [1.44, 0.27, 0.32, -1.05, 0.95, -0.36, 0.41, 0.53, -1.05],
        [-1.21, 1.4, -0.85, -0.18, -0.78, -0.29, 0.52, -0.6, 1.12],
    ]),
    "b": (
        np.array([1.33, 1.21, 0.21, 0.49, -1.11, 1.04, -1.06, -0.92, 1.28]),
        np.array([0.42, 0.21, -0.37, 0.16, -0.96, 1.15, -0.27, -0.78, -1.39]),
    ),
}


def test_from_keras_shapes():
    """Every result has the shape it should have."""
    shapes("from_keras", FROM_KERAS, {"Wx": (5, 9), "Wh": (3, 9), "b": [(9,), (9,)]})


def test_from_keras_example():
    """A fixed example comes out right."""
    agree("from_keras", FROM_KERAS, FROM_KERAS_RESULTS)


def test_from_keras_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("from_keras", FROM_KERAS, {"kernel": FROM_KERAS["kernel"][..., :-1]}, names="kernel recurrent_kernel")
    rejects("from_keras", FROM_KERAS, {"recurrent_kernel": FROM_KERAS["recurrent_kernel"][..., :-1]}, names="kernel recurrent_kernel")


def test_from_keras_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("from_keras", FROM_KERAS)


def test_from_keras_of_an_lstm():
    """The gates of Keras' LSTM stand in the kit's order already."""
    kernel = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    recurrent_kernel, bias = np.array([[0.5, 0.25, -0.5, -0.25]]), np.array([-1.0, -2.0, -3.0, -4.0])
    given = {"kind": "lstm", "kernel": kernel, "recurrent_kernel": recurrent_kernel, "bias": bias}
    agree("from_keras", given, {"Wx": kernel, "Wh": recurrent_kernel, "b": bias})


def test_from_keras_of_a_gru():
    """The update gate stands first there and second here; the candidate stays where it is."""
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


def test_from_keras_knows_the_two_biases_of_a_gru():
    """A GRU with one bias resets before the product, and is refused; so is another kind, or one gate too many."""
    given = {"kind": "gru", "kernel": np.ones((2, 3)), "recurrent_kernel": np.ones((1, 3)), "bias": np.ones((2, 3))}
    wide = {"kernel": np.ones((2, 4)), "recurrent_kernel": np.ones((1, 4)), "bias": np.ones((2, 4))}
    rejects("from_keras", given, {"bias": np.ones(3)}, names="bias kernel recurrent_kernel kind")
    rejects("from_keras", given, {"kind": "cnn"}, names="kind")
    rejects("from_keras", given, wide, names="kernel recurrent_kernel bias kind")


# --- join_concat (4 points): one matrix over [h, x] ---

JOIN_CONCAT = {
    "Wx": np.array([[0.38, 1.19], [0.83, -0.82], [-0.6, 1.12], [-1.48, 0.96], [0.89, -0.1]]),
    "Wh": np.array([[-0.59, -0.66], [-0.74, -0.16], [0.01, 0.16]]),
}

JOIN_CONCAT_RESULTS = {
    "W": np.array([
        [-0.59, -0.66],
        [-0.74, -0.16],
        [0.01, 0.16],
        [0.38, 1.19],
        [0.83, -0.82],
        [-0.6, 1.12],
        [-1.48, 0.96],
        [0.89, -0.1],
    ]),
}


def test_join_concat_shapes():
    """Every result has the shape it should have."""
    shapes("join_concat", JOIN_CONCAT, {"W": (8, 2)})


def test_join_concat_example():
    """A fixed example comes out right."""
    agree("join_concat", JOIN_CONCAT, JOIN_CONCAT_RESULTS)


def test_join_concat_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("join_concat", JOIN_CONCAT, {"Wx": JOIN_CONCAT["Wx"][..., :-1]}, names="Wx Wh")
    rejects("join_concat", JOIN_CONCAT, {"Wh": JOIN_CONCAT["Wh"][..., :-1]}, names="Wx Wh")


def test_join_concat_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("join_concat", JOIN_CONCAT)


def test_join_concat_puts_the_state_first():
    """Two units of the state, one input: the rows of Wh come first."""
    given = {"Wx": np.array([[5.0, 6.0]]), "Wh": np.array([[1.0, 2.0], [3.0, 4.0]])}
    agree("join_concat", given, {"W": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])})


# --- split_concat (4 points): one matrix over [h, x] into two ---

SPLIT_CONCAT = {
    "W": np.array([
        [0.38, 1.19],
        [0.83, -0.82],
        [-0.6, 1.12],
        [-1.48, 0.96],
        [0.89, -0.1],
        [-0.59, -0.66],
        [-0.74, -0.16],
        [0.01, 0.16],
    ]),
    "H": 3,
}

SPLIT_CONCAT_RESULTS = {
    "Wx": np.array([[-1.48, 0.96], [0.89, -0.1], [-0.59, -0.66], [-0.74, -0.16], [0.01, 0.16]]),
    "Wh": np.array([[0.38, 1.19], [0.83, -0.82], [-0.6, 1.12]]),
}


def test_split_concat_shapes():
    """Every result has the shape it should have."""
    shapes("split_concat", SPLIT_CONCAT, {"Wx": (5, 2), "Wh": (3, 2)})


def test_split_concat_example():
    """A fixed example comes out right."""
    agree("split_concat", SPLIT_CONCAT, SPLIT_CONCAT_RESULTS)


def test_split_concat_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("split_concat", SPLIT_CONCAT)


def test_split_concat_takes_the_state_first():
    """Two units of the state, one input: the first two rows are Wh."""
    given = {"W": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "H": 2}
    agree("split_concat", given, {"Wx": np.array([[5.0, 6.0]]), "Wh": np.array([[1.0, 2.0], [3.0, 4.0]])})


def test_split_concat_leaves_a_row_for_x():
    """As many units as rows, or more, are refused."""
    given = {"W": np.ones((3, 2)), "H": 2}
    rejects("split_concat", given, {"H": 3}, names="H W")
    rejects("split_concat", given, {"H": 4}, names="H W")


# --- last_valid_step (6 points): the state at each sequence's true end ---

LAST_VALID_STEP = {
    "h": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "lengths": np.array([2, 1]),
}

LAST_VALID_STEP_RESULTS = {"last": np.array([[-0.82, -0.6, 1.12], [-0.74, -0.16, 0.01]])}


def test_last_valid_step_shapes():
    """Every result has the shape it should have."""
    shapes("last_valid_step", LAST_VALID_STEP, {"last": (2, 3)})


def test_last_valid_step_example():
    """A fixed example comes out right."""
    agree("last_valid_step", LAST_VALID_STEP, LAST_VALID_STEP_RESULTS)


def test_last_valid_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("last_valid_step", LAST_VALID_STEP, {"h": LAST_VALID_STEP["h"][:, :0]}, names="h lengths")
    rejects("last_valid_step", LAST_VALID_STEP, {"lengths": LAST_VALID_STEP["lengths"][..., :-1]}, names="h lengths")


def test_last_valid_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("last_valid_step", LAST_VALID_STEP)


def test_last_valid_step_of_three_lengths():
    """One step, two steps and three; a list of lengths will do."""
    h = np.array([[[1.0], [2.0], [3.0], [0.0]], [[4.0], [5.0], [6.0], [0.0]], [[7.0], [8.0], [9.0], [0.0]]])
    agree("last_valid_step", {"h": h, "lengths": [1, 2, 3]}, {"last": np.array([[1.0], [5.0], [9.0]])})


def test_last_valid_step_knows_its_lengths():
    """No step, too many, or a fraction of a step are refused."""
    given = {"h": np.ones((2, 3, 1)), "lengths": np.array([3, 1])}
    rejects("last_valid_step", given, {"lengths": np.array([3, 0])}, names="lengths")
    rejects("last_valid_step", given, {"lengths": np.array([4, 1])}, names="lengths h")
    rejects("last_valid_step", given, {"lengths": np.array([2.5, 1.0])}, names="lengths h")


# --- reverse_padded (9 points): a padded batch, read backwards ---

REVERSE_PADDED = {
    "x": np.array([
        [
            [0.38, 1.19, 0.83, -0.82, -0.6],
            [1.12, -1.48, 0.96, 0.89, -0.1],
            [-0.59, -0.66, -0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88, 0.37, 1.47],
        ],
        [
            [-0.85, -1.02, 0.34, -1.37, -1.39],
            [0.04, -0.1, 1.25, 0.39, 0.04],
            [-0.01, -0.76, -1.46, -0.92, 0.58],
            [-0.9, -0.39, -1.49, 0.99, -1.04],
        ],
    ]),
    "lengths": np.array([2, 1]),
}

REVERSE_PADDED_RESULTS = {
    "turned": np.array([
        [
            [1.12, -1.48, 0.96, 0.89, -0.1],
            [0.38, 1.19, 0.83, -0.82, -0.6],
            [-0.59, -0.66, -0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88, 0.37, 1.47],
        ],
        [
            [-0.85, -1.02, 0.34, -1.37, -1.39],
            [0.04, -0.1, 1.25, 0.39, 0.04],
            [-0.01, -0.76, -1.46, -0.92, 0.58],
            [-0.9, -0.39, -1.49, 0.99, -1.04],
        ],
    ]),
}


def test_reverse_padded_shapes():
    """Every result has the shape it should have."""
    shapes("reverse_padded", REVERSE_PADDED, {"turned": (2, 4, 5)})


def test_reverse_padded_example():
    """A fixed example comes out right."""
    agree("reverse_padded", REVERSE_PADDED, REVERSE_PADDED_RESULTS)


def test_reverse_padded_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("reverse_padded", REVERSE_PADDED, {"x": REVERSE_PADDED["x"][:, :0]}, names="x lengths")
    rejects("reverse_padded", REVERSE_PADDED, {"lengths": REVERSE_PADDED["lengths"][..., :-1]}, names="x lengths")


def test_reverse_padded_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("reverse_padded", REVERSE_PADDED)


def test_reverse_padded_leaves_the_padding_behind():
    """Four steps, two steps and none: what is beyond a length stays where it is."""
    x = np.array([[[1.0], [2.0], [3.0], [4.0]], [[5.0], [6.0], [7.0], [8.0]], [[9.0], [8.0], [7.0], [6.0]]])
    turned = np.array([[[4.0], [3.0], [2.0], [1.0]], [[6.0], [5.0], [7.0], [8.0]], [[9.0], [8.0], [7.0], [6.0]]])
    agree("reverse_padded", {"x": x, "lengths": [4, 2, 0]}, {"turned": turned})


def test_reverse_padded_knows_its_lengths():
    """Too many steps, fewer than none, or a fraction of a step are refused."""
    given = {"x": np.ones((2, 3, 1)), "lengths": np.array([3, 0])}
    rejects("reverse_padded", given, {"lengths": np.array([3, -1])}, names="lengths x")
    rejects("reverse_padded", given, {"lengths": np.array([4, 1])}, names="lengths x")
    rejects("reverse_padded", given, {"lengths": np.array([2.5, 1.0])}, names="lengths x")
