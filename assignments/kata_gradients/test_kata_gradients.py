"""The visible tests of kata_gradients.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_softmax_cross_entropy` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, gradient_check, rejects, shapes, stays_finite, unchanged


# --- softmax_cross_entropy (6 points): a loss and its gradient in one ---

SOFTMAX_CROSS_ENTROPY = {"scores": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]), "labels": np.array([2, 0])}

SOFTMAX_CROSS_ENTROPY_RESULTS = {
    "loss": 1.67085876,
    "dscores": np.array([
        [0.1038158519, 0.2333684826, -0.3371843345],
        [-0.445680678, 0.06768604318, 0.3779946348],
    ]),
}


def test_softmax_cross_entropy_shapes():
    """Every result has the shape it should have."""
    shapes("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY, {"loss": (), "dscores": (2, 3)})


def test_softmax_cross_entropy_example():
    """A fixed example comes out right."""
    agree("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY_RESULTS)


def test_softmax_cross_entropy_gradients():
    """The gradients agree with finite differences of your own softmax_cross_entropy."""
    gradient_check("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY)


def test_softmax_cross_entropy_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("softmax_cross_entropy", {**SOFTMAX_CROSS_ENTROPY, "scores": 1000 * SOFTMAX_CROSS_ENTROPY["scores"]})


def test_softmax_cross_entropy_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY, {"scores": SOFTMAX_CROSS_ENTROPY["scores"][..., :-1]}, names="scores labels")
    rejects("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY, {"labels": SOFTMAX_CROSS_ENTROPY["labels"][..., :-1]}, names="scores labels")


def test_softmax_cross_entropy_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("softmax_cross_entropy", SOFTMAX_CROSS_ENTROPY)


def test_softmax_cross_entropy_knows_its_labels():
    """A label below zero or beyond the classes is refused."""
    given = {"scores": np.ones((2, 3)), "labels": np.array([0, 2])}
    rejects("softmax_cross_entropy", given, {"labels": np.array([0, -1])}, names="labels scores")
    rejects("softmax_cross_entropy", given, {"labels": np.array([0, 3])}, names="labels scores")


# --- activation_backward (5 points): sigmoid, tanh and ReLU backward, from what came out ---

ACTIVATION_BACKWARD = {
    "dy": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "activation": "relu",
    "y": np.array([[1.83, 1.69, 0.0], [0.0, 0.0, 0.0]]),
}

ACTIVATION_BACKWARD_RESULTS = {"dz": np.array([[0.38, 1.19, 0.0], [0.0, 0.0, 0.0]])}


def test_activation_backward_shapes():
    """Every result has the shape it should have."""
    shapes("activation_backward", ACTIVATION_BACKWARD, {"dz": (2, 3)})


def test_activation_backward_example():
    """A fixed example comes out right."""
    agree("activation_backward", ACTIVATION_BACKWARD, ACTIVATION_BACKWARD_RESULTS)


def test_activation_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("activation_backward", ACTIVATION_BACKWARD, {"dy": ACTIVATION_BACKWARD["dy"][..., :-1]}, names="dy y")
    rejects("activation_backward", ACTIVATION_BACKWARD, {"y": ACTIVATION_BACKWARD["y"][..., :-1]}, names="dy y")


def test_activation_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("activation_backward", ACTIVATION_BACKWARD)


def test_activation_backward_of_each():
    """A sigmoid, a tanh and a ReLU, each from what came out of it."""
    dy = np.array([[1.0, -2.0, 4.0]])
    for activation, y, dz in (
        ("sigmoid", [[0.5, 0.25, 0.75]], [[0.25, -0.375, 0.75]]),
        ("tanh", [[0.0, 0.5, -0.5]], [[1.0, -1.5, 3.0]]),
        ("relu", [[0.0, 3.0, 0.5]], [[0.0, -2.0, 4.0]]),
    ):
        agree("activation_backward", {"dy": dy, "y": np.array(y), "activation": activation}, {"dz": np.array(dz)})


def test_activation_backward_knows_three_activations():
    """Another activation is refused."""
    given = {"dy": np.ones((1, 2)), "y": np.array([[0.5, 0.25]]), "activation": "tanh"}
    rejects("activation_backward", given, {"activation": "softmax"}, names="activation")


# --- three_step_gradient (6 points): three steps by hand ---

THREE_STEP_GRADIENT = {"w": 1.31, "u": 1.19, "h0": 0.77, "x1": -0.49, "x2": -0.36, "x3": 0.67}

THREE_STEP_GRADIENT_RESULTS = {"dw": 0.806124878, "du": -0.2328098303}


def test_three_step_gradient_shapes():
    """Every result has the shape it should have."""
    shapes("three_step_gradient", THREE_STEP_GRADIENT, {"dw": (), "du": ()})


def test_three_step_gradient_example():
    """A fixed example comes out right."""
    agree("three_step_gradient", THREE_STEP_GRADIENT, THREE_STEP_GRADIENT_RESULTS)


def test_three_step_gradient_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("three_step_gradient", THREE_STEP_GRADIENT)


# --- scalar_bptt (6 points): a scalar RNN with a target at every step ---

SCALAR_BPTT = {
    "w": 1.31,
    "u": 1.19,
    "h0": 0.77,
    "x": np.array([-0.82, -0.6, 1.12, -1.48]),
    "y": np.array([0.96, 0.89, -0.1, -0.59]),
}

SCALAR_BPTT_RESULTS = {"cost": 1.727242334, "dw": -1.643242118, "du": 2.372124296}


def test_scalar_bptt_shapes():
    """Every result has the shape it should have."""
    shapes("scalar_bptt", SCALAR_BPTT, {"cost": (), "dw": (), "du": ()})


def test_scalar_bptt_example():
    """A fixed example comes out right."""
    agree("scalar_bptt", SCALAR_BPTT, SCALAR_BPTT_RESULTS)


def test_scalar_bptt_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("scalar_bptt", SCALAR_BPTT, {"x": SCALAR_BPTT["x"][..., :-1]}, names="x y")
    rejects("scalar_bptt", SCALAR_BPTT, {"y": SCALAR_BPTT["y"][..., :-1]}, names="x y")


def test_scalar_bptt_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("scalar_bptt", SCALAR_BPTT)


# --- rnn_input_gradient (6 points): which inputs moved the last state ---

RNN_INPUT_GRADIENT = {
    "dh_last": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "x": np.array([
        [
            [-0.59, 0.39, 0.36, -0.04, -0.24],
            [-0.27, -0.29, -0.07, 0.01, 0.06],
            [0.59, 0.35, 0.15, 0.59, -0.34],
            [-0.41, 0.14, -0.55, -0.56, 0.02],
        ],
        [
            [-0.04, 0.5, 0.16, 0.02, -0.0],
            [-0.3, -0.59, -0.37, 0.23, -0.36],
            [-0.16, -0.6, 0.4, -0.41, -0.28],
            [0.46, 0.01, 0.42, 0.17, 0.29],
        ],
    ]),
    "Wx": np.array([
        [-1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32],
    ]),
    "Wh": np.array([[0.22, 0.28, -0.56], [-0.1, -0.42, -0.16], [-0.65, 0.75, -0.46]]),
    "h": np.array([
        [
            [0.04604069617, 0.2753615251, -0.5206973622],
            [0.4617601028, -0.3402572804, 0.1321035431],
            [-0.9208447102, 0.612416229, -0.5022510935],
            [0.9683518298, -0.8715135493, 0.8276476239],
        ],
        [
            [0.09848891808, 0.5196827344, -0.28299916],
            [-0.3831541004, 0.05590243594, -0.1849695276],
            [-0.7350172501, -0.5633924445, -0.04046999494],
            [-0.7393567686, 0.1473861638, 0.3287879124],
        ],
    ]),
}

RNN_INPUT_GRADIENT_RESULTS = {
    "dx": np.array([
        [
            [-0.06095229429, 0.07526964604, -0.1088985687, -0.07356452597, 0.0992717409],
            [0.06355593645, -0.09661337585, 0.1070453264, 0.1165786628, -0.09496291705],
            [0.0002763033185, 0.0499604624, 0.01589493335, -0.1090978801, -0.02221713551],
            [0.01045070991, -0.01808769703, -0.2671070676, 0.1528672801, 0.1950126478],
        ],
        [
            [0.2712086758, -0.3097322352, 0.5309074439, 0.2550024481, -0.4811408566],
            [-0.3009878765, 0.4188849887, -0.6957963302, -0.3876575655, 0.5971261743],
            [0.4525292031, -0.6371292996, 0.8083244914, 0.7057134504, -0.7207110428],
            [0.4067929519, 0.123573922, 0.1608453563, -0.5268958496, -0.3741420326],
        ],
    ]),
}


def test_rnn_input_gradient_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_input_gradient", RNN_INPUT_GRADIENT, {"dx": (2, 4, 5)})


def test_rnn_input_gradient_example():
    """A fixed example comes out right."""
    agree("rnn_input_gradient", RNN_INPUT_GRADIENT, RNN_INPUT_GRADIENT_RESULTS)


def test_rnn_input_gradient_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_input_gradient", RNN_INPUT_GRADIENT, {"dh_last": RNN_INPUT_GRADIENT["dh_last"][..., :-1]}, names="dh_last h Wx Wh")
    rejects("rnn_input_gradient", RNN_INPUT_GRADIENT, {"h": RNN_INPUT_GRADIENT["h"][:, :0]}, names="dh_last h Wx Wh")
    rejects("rnn_input_gradient", RNN_INPUT_GRADIENT, {"h": RNN_INPUT_GRADIENT["h"][..., :-1]}, names="dh_last h Wx Wh")
    rejects("rnn_input_gradient", RNN_INPUT_GRADIENT, {"Wx": RNN_INPUT_GRADIENT["Wx"][..., :-1]}, names="dh_last h Wx Wh")
    rejects("rnn_input_gradient", RNN_INPUT_GRADIENT, {"Wh": RNN_INPUT_GRADIENT["Wh"][..., :-1]}, names="dh_last h Wx Wh")


def test_rnn_input_gradient_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_input_gradient", RNN_INPUT_GRADIENT)


# --- lstm_gate_gradients (6 points): an LSTM cell back to its pre-activations ---

LSTM_GATE_GRADIENTS = {
    "dh": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "dc": np.array([[-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]]),
    "i": np.array([[0.28, 0.45, 0.5], [0.55, 0.95, 0.76]]),
    "f": np.array([[0.61, 0.94, 0.24], [0.19, 0.6, 0.09]]),
    "g": np.array([[-0.88, 0.03, -0.06], [0.79, 0.25, 0.03]]),
    "o": np.array([[0.5, 0.27, 0.06], [0.22, 0.67, 0.23]]),
    "c_prev": np.array([[-0.39, -1.49, 0.99], [-1.04, -0.7, 1.14]]),
}

LSTM_GATE_GRADIENTS_RESULTS = {
    "dz": np.array([
        [
            0.2356724103,
            0.007655559939,
            -0.01406570887,
            0.1232521752,
            -0.08664547273,
            0.1693286297,
            -0.08391366125,
            0.4635557536,
            0.4671690774,
            -0.04271966843,
            -0.2069968165,
            0.009580926226,
        ],
        [
            -0.05291742444,
            -0.01162446916,
            -0.002223868462,
            0.0433179966,
            0.164455648,
            -0.03794475564,
            -0.05595403614,
            -0.8718351872,
            -0.3085926362,
            -0.03272476231,
            0.02394519684,
            0.02474377662,
        ],
    ]),
    "dc_prev": np.array([
        [-0.8103364578, 0.969188733, 0.225051342],
        [-0.05142212322, -0.5873415998, -0.03657678392],
    ]),
}


def test_lstm_gate_gradients_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"dz": (2, 12), "dc_prev": (2, 3)})


def test_lstm_gate_gradients_example():
    """A fixed example comes out right."""
    agree("lstm_gate_gradients", LSTM_GATE_GRADIENTS, LSTM_GATE_GRADIENTS_RESULTS)


def test_lstm_gate_gradients_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"dh": LSTM_GATE_GRADIENTS["dh"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"dc": LSTM_GATE_GRADIENTS["dc"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"i": LSTM_GATE_GRADIENTS["i"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"f": LSTM_GATE_GRADIENTS["f"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"g": LSTM_GATE_GRADIENTS["g"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"o": LSTM_GATE_GRADIENTS["o"][..., :-1]}, names="dh dc i f g o c_prev")
    rejects("lstm_gate_gradients", LSTM_GATE_GRADIENTS, {"c_prev": LSTM_GATE_GRADIENTS["c_prev"][..., :-1]}, names="dh dc i f g o c_prev")


def test_lstm_gate_gradients_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_gate_gradients", LSTM_GATE_GRADIENTS)


# --- gru_blend_gradients (6 points): the last line of a GRU backward ---

GRU_BLEND_GRADIENTS = {
    "dh": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]]),
    "z": np.array([[0.05, 0.79, 0.77], [0.47, 0.32, 0.3]]),
    "n": np.array([[-0.47, -0.1, 0.01], [0.1, 0.94, 0.56]]),
    "h_prev": np.array([[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]]),
}

GRU_BLEND_GRADIENTS_RESULTS = {
    "dz_pre": np.array([[0.015162, 0.30995097, -0.12641398], [0.22877344, 0.078336, -0.453936]]),
    "dn_pre": np.array([[0.2812551, 0.247401, 0.19088091], [-0.430254, -0.0474912, 0.5381376]]),
    "dh_direct": np.array([[0.019, 0.9401, 0.6391], [-0.3854, -0.192, 0.336]]),
}


def test_gru_blend_gradients_shapes():
    """Every result has the shape it should have."""
    shapes("gru_blend_gradients", GRU_BLEND_GRADIENTS, {
        "dz_pre": (2, 3),
        "dn_pre": (2, 3),
        "dh_direct": (2, 3),
    })


def test_gru_blend_gradients_example():
    """A fixed example comes out right."""
    agree("gru_blend_gradients", GRU_BLEND_GRADIENTS, GRU_BLEND_GRADIENTS_RESULTS)


def test_gru_blend_gradients_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_blend_gradients", GRU_BLEND_GRADIENTS, {"dh": GRU_BLEND_GRADIENTS["dh"][..., :-1]}, names="dh z n h_prev")
    rejects("gru_blend_gradients", GRU_BLEND_GRADIENTS, {"z": GRU_BLEND_GRADIENTS["z"][..., :-1]}, names="dh z n h_prev")
    rejects("gru_blend_gradients", GRU_BLEND_GRADIENTS, {"n": GRU_BLEND_GRADIENTS["n"][..., :-1]}, names="dh z n h_prev")
    rejects("gru_blend_gradients", GRU_BLEND_GRADIENTS, {"h_prev": GRU_BLEND_GRADIENTS["h_prev"][..., :-1]}, names="dh z n h_prev")


def test_gru_blend_gradients_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_blend_gradients", GRU_BLEND_GRADIENTS)


# --- language_model_parameters (5 points): how large a language model is, part by part ---


def test_language_model_parameters_of_an_lstm():
    """27 letters, embeddings of 8 numbers, an LSTM of 16 units, in one layer and in two."""
    given = {"kind": "lstm", "V": 27, "E": 8, "H": 16}
    counts = {"embedding": 216, "recurrent": 1600, "head": 459, "total": 2275}
    agree("language_model_parameters", given, {"counts": counts})
    counts = {"embedding": 216, "recurrent": 3712, "head": 459, "total": 4387}
    agree("language_model_parameters", {**given, "layers": 2}, {"counts": counts})


def test_language_model_parameters_of_a_tied_head():
    """A tied GRU of 3 units over 10 letters."""
    given = {"kind": "gru", "V": 10, "E": 3, "H": 3, "layers": 1, "tied": True}
    agree("language_model_parameters", given, {"counts": {"embedding": 30, "recurrent": 63, "head": 10, "total": 103}})


def test_language_model_parameters_of_a_tied_head_needs_one_width():
    """Another kind, and a tied head of another width, are refused."""
    given = {"kind": "rnn", "V": 10, "E": 3, "H": 3, "layers": 1, "tied": True}
    rejects("language_model_parameters", given, {"H": 5}, names="E H tied")
    rejects("language_model_parameters", given, {"E": 5}, names="E H tied")
    rejects("language_model_parameters", given, {"kind": "cnn"}, names="kind")


# --- activation_memory (5 points): what back-propagation through time keeps ---


def test_activation_memory_of_the_whole_sequence():
    """Two sequences of five steps, three units, three layers: all steps are kept."""
    for kind, numbers in (("rnn", 108), ("lstm", 576), ("gru", 468)):
        agree("activation_memory", {"kind": kind, "N": 2, "T": 5, "H": 3, "layers": 3}, {"numbers": numbers})


def test_activation_memory_with_checkpoints():
    """Ten steps of an LSTM in segments of three, of five and of twenty."""
    for every, numbers in ((3, 26), (5, 34), (20, 62)):
        given = {"kind": "lstm", "N": 1, "T": 10, "H": 1, "layers": 1, "every": every}
        agree("activation_memory", given, {"numbers": numbers})


# --- lstm_step_flops (5 points): what a step of an LSTM costs ---


def test_lstm_step_flops_of_one_number():
    """One sequence, one input, one unit: 16 in products, 17 in the rest."""
    agree("lstm_step_flops", {"N": 1, "D": 1, "H": 1}, {"flops": {"products": 16, "elementwise": 17}})


def test_lstm_step_flops_of_a_batch():
    """Three sequences, three inputs, five units."""
    agree("lstm_step_flops", {"N": 3, "D": 3, "H": 5}, {"flops": {"products": 960, "elementwise": 255}})


# --- gradient_check (6 points): is this gradient right? ---

GRADIENT_CHECK = {
    "analytic": {
        "b": np.array([0.38, 1.19, 0.83]),
        "Wx": np.array([
            [-0.82, -0.6, 1.12],
            [-1.48, 0.96, 0.89],
            [-0.1, -0.59, -0.66],
            [-0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88],
        ]),
        "Wh": np.array([[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37], [-1.39, 0.04, -0.1]]),
    },
    "numeric": {
        "b": np.array([0.38, 1.19, 0.83]),
        "Wx": np.array([
            [-0.82, -0.51, 0.79],
            [-1.21, 1.07, 0.73],
            [-0.09, -0.41, -0.79],
            [-0.59, -0.14, 0.01],
            [0.16, 1.8, 0.95],
        ]),
        "Wh": np.array([[0.48, 0.75, -0.89], [-1.03, 0.49, -1.14], [-1.55, 0.02, -0.09]]),
    },
    "tolerance": 0.0314159,
}

GRADIENT_CHECK_RESULTS = {"errors": {"b": 0.0, "Wx": 0.3050847458, "Wh": 0.5}, "suspects": ["Wx", "Wh"]}


def test_gradient_check_shapes():
    """Every result has the shape it should have."""
    shapes("gradient_check", GRADIENT_CHECK, {
        "errors": {"b": (), "Wx": (), "Wh": ()},
        "suspects": [(), ()],
    })


def test_gradient_check_example():
    """A fixed example comes out right."""
    agree("gradient_check", GRADIENT_CHECK, GRADIENT_CHECK_RESULTS)


def test_gradient_check_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gradient_check", GRADIENT_CHECK)


def test_gradient_check_of_small_and_large_entries():
    """Half of a tiny entry is half, whatever stands beside it; two zeros agree."""
    analytic = {"W": np.array([1000.0, 2e-6, 0.0]), "b": np.array([1.0, -4.0])}
    numeric = {"b": np.array([1.0, -3.0]), "W": np.array([1000.0, 1e-6, 0.0])}
    given = {"analytic": analytic, "numeric": numeric, "tolerance": 0.3}
    agree("gradient_check", given, {"errors": {"W": 0.5, "b": 0.25}, "suspects": ["W"]})
    agree("gradient_check", {**given, "tolerance": 0.25}, {"errors": {"W": 0.5, "b": 0.25}, "suspects": ["W"]})


def test_gradient_check_lets_no_sign_pass():
    """A gradient that points the other way has an error of 2; one that is too small is wrong too."""
    good = np.array([1.0, 2.0])
    given = {
        "analytic": {"b": good, "W": good},
        "numeric": {"b": good * 4, "W": -good},
        "tolerance": 0.5,
    }
    agree("gradient_check", given, {"errors": {"b": 0.75, "W": 2.0}, "suspects": ["b", "W"]})


# --- clip_each_by_norm (5 points): each gradient clipped by its own norm ---

CLIP_EACH_BY_NORM = {
    "grads": {
        "b": np.array([0.38, 1.19, 0.83]),
        "Wx": np.array([
            [-0.82, -0.6, 1.12],
            [-1.48, 0.96, 0.89],
            [-0.1, -0.59, -0.66],
            [-0.74, -0.16, 0.01],
            [0.16, 1.49, 0.88],
        ]),
        "Wh": np.array([[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37], [-1.39, 0.04, -0.1]]),
    },
    "max_norm": 2.33,
}

CLIP_EACH_BY_NORM_RESULTS = {
    "clipped": {
        "b": np.array([0.38, 1.19, 0.83]),
        "Wx": np.array([
            [-0.5874460556, -0.4298385773, 0.8023653442],
            [-1.060268491, 0.6877417236, 0.6375938896],
            [-0.07163976288, -0.422674601, -0.472822435],
            [-0.5301342453, -0.1146236206, 0.007163976288],
            [0.1146236206, 1.067432467, 0.6304299133],
        ]),
        "Wh": np.array([
            [0.3048574499, 1.211190409, -0.7003481957],
            [-0.8404178348, 0.2801392783, -1.128796504],
            [-1.145275285, 0.03295756215, -0.08239390537],
        ]),
    },
    "scales": {"b": 1.0, "Wx": 0.7163976288, "Wh": 0.8239390537},
}


def test_clip_each_by_norm_shapes():
    """Every result has the shape it should have."""
    shapes("clip_each_by_norm", CLIP_EACH_BY_NORM, {
        "clipped": {"b": (3,), "Wx": (5, 3), "Wh": (3, 3)},
        "scales": {"b": (), "Wx": (), "Wh": ()},
    })


def test_clip_each_by_norm_example():
    """A fixed example comes out right."""
    agree("clip_each_by_norm", CLIP_EACH_BY_NORM, CLIP_EACH_BY_NORM_RESULTS)


def test_clip_each_by_norm_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("clip_each_by_norm", CLIP_EACH_BY_NORM)


def test_clip_each_by_norm_of_long_and_short():
    """(3, 4) is 5 long and becomes 2.5 long; what is short, or zero, stays."""
    given = {"grads": {"W": np.array([[3.0], [4.0]]), "b": np.array([1.0, 0.0]), "c": np.zeros(2)}, "max_norm": 2.5}
    clipped = {"W": np.array([[1.5], [2.0]]), "b": np.array([1.0, 0.0]), "c": np.zeros(2)}
    agree("clip_each_by_norm", given, {"clipped": clipped, "scales": {"W": 0.5, "b": 1.0, "c": 1.0}})


def test_clip_each_by_norm_needs_a_limit():
    """A limit of 0 is refused."""
    given = {"grads": {"b": np.array([1.0, 0.0])}, "max_norm": 2.5}
    rejects("clip_each_by_norm", given, {"max_norm": 0.0}, names="max_norm")


# --- momentum_step (6 points): momentum, plain and Nesterov's ---

MOMENTUM_STEP = {
    "params": [
        np.array([
            [0.38, 1.19, 0.83],
            [-0.82, -0.6, 1.12],
            [-1.48, 0.96, 0.89],
            [-0.1, -0.59, -0.66],
            [-0.74, -0.16, 0.01],
        ]),
        np.array([0.16, 1.49, 0.88]),
        np.array([[[0.37], [1.47], [-0.85], [-1.02], [0.34]], [[-1.37], [-1.39], [0.04], [-0.1], [1.25]]]),
    ],
    "grads": [
        np.array([
            [0.39, 0.04, -0.01],
            [-0.76, -1.46, -0.92],
            [0.58, -0.9, -0.39],
            [-1.49, 0.99, -1.04],
            [-0.7, 1.14, 0.03],
        ]),
        np.array([1.04, 0.42, 0.73]),
        np.array([[[-1.23], [0.12], [0.02], [1.11], [-0.42]], [[0.29], [-1.32], [-0.34], [-0.53], [-1.05]]]),
    ],
    "velocities": [
        np.array([
            [0.95, -0.36, 1.44],
            [0.27, 0.32, 0.41],
            [0.53, -1.05, -0.18],
            [-0.78, -0.29, -1.21],
            [1.4, -0.85, 0.52],
        ]),
        np.array([-0.6, 1.12, 0.49]),
        np.array([[[-1.11], [1.04], [1.33], [1.21], [0.21]], [[-1.06], [-0.92], [1.28], [0.16], [-0.96]]]),
    ],
    "lr": 0.72,
    "momentum": 0.65,
    "nesterov": True,
}

MOMENTUM_STEP_RESULTS = {
    "updated": [
        np.array([
            [-0.37231, 1.251992, 0.403832],
            [0.000746, 1.037136, 2.088238],
            [-2.330266, 2.34861, 1.408076],
            [1.907396, -1.677902, 0.943602],
            [-0.33428, -1.25575, -0.183824],
        ]),
        np.array([-0.893, 0.650336, -0.136298]),
        np.array([
            [[2.168902], [1.011072], [-1.278346], [-2.706762], [0.775078]],
            [[-1.392068], [0.458024], [0.054544], [0.480968], [2.789432]],
        ]),
    ],
    "moving": [
        np.array([
            [1.0075, -0.194, 0.926],
            [-0.5845, -1.252, -0.6535],
            [0.9245, -1.5825, -0.507],
            [-1.997, 0.8015, -1.8265],
            [0.21, 0.5875, 0.368],
        ]),
        np.array([0.65, 1.148, 1.0485]),
        np.array([
            [[-1.9515], [0.796], [0.8845], [1.8965], [-0.2835]],
            [[-0.399], [-1.918], [0.492], [-0.426], [-1.674]],
        ]),
    ],
}


def test_momentum_step_shapes():
    """Every result has the shape it should have."""
    shapes("momentum_step", MOMENTUM_STEP, {
        "updated": [(5, 3), (3,), (2, 5, 1)],
        "moving": [(5, 3), (3,), (2, 5, 1)],
    })


def test_momentum_step_example():
    """A fixed example comes out right."""
    agree("momentum_step", MOMENTUM_STEP, MOMENTUM_STEP_RESULTS)


def test_momentum_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("momentum_step", MOMENTUM_STEP)


def test_momentum_step_plain_and_nesterov():
    """The same step without looking ahead, which is the default, and with it."""
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


def test_momentum_step_needs_pairs():
    """A gradient or a velocity of another shape is refused."""
    one = [np.array([1.0])]
    given = {"params": one, "grads": one, "velocities": one, "lr": 0.5, "momentum": 0.25, "nesterov": False}
    rejects("momentum_step", given, {"grads": [np.ones(2)]}, names="grads params")
    rejects("momentum_step", given, {"velocities": [np.ones(2)]}, names="velocities params")


# --- horizon_bias (5 points): a first bias for a memory of so many steps ---

HORIZON_BIAS = {"horizons": np.array([37.96, 53.96, 46.81])}

HORIZON_BIAS_RESULTS = {
    "b": np.array([
        -3.609836247,
        -3.969536912,
        -3.824502408,
        3.609836247,
        3.969536912,
        3.824502408,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ]),
}


def test_horizon_bias_shapes():
    """Every result has the shape it should have."""
    shapes("horizon_bias", HORIZON_BIAS, {"b": (12,)})


def test_horizon_bias_example():
    """A fixed example comes out right."""
    agree("horizon_bias", HORIZON_BIAS, HORIZON_BIAS_RESULTS)


def test_horizon_bias_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("horizon_bias", HORIZON_BIAS)


def test_horizon_bias_of_two_steps_and_more():
    """A horizon of 2 has both gates half open; one of 11 a forget bias of log 10."""
    b = np.array([0.0, -2.302585093, 0.0, 2.302585093, 0.0, 0.0, 0.0, 0.0])
    agree("horizon_bias", {"horizons": np.array([2.0, 11.0])}, {"b": b})


def test_horizon_bias_needs_more_than_one_step():
    """A horizon of 1 is refused."""
    rejects("horizon_bias", {"horizons": np.array([2.0, 11.0])}, {"horizons": np.array([2.0, 1.0])}, names="horizons")


# --- truncation_windows (5 points): where truncated back-propagation goes ---


def test_truncation_windows_that_overlap():
    """Ten steps, a gradient after every three, over four steps; one step is left over."""
    agree("truncation_windows", {"T": 10, "every": 3, "back": 4}, {"windows": [(0, 3), (2, 6), (5, 9), (6, 10)]})


def test_truncation_windows_that_come_out_even():
    """Six steps in windows of two."""
    agree("truncation_windows", {"T": 6, "every": 2, "back": 2}, {"windows": [(0, 2), (2, 4), (4, 6)]})


def test_truncation_windows_need_a_step():
    """No step back, and no step forward, are refused."""
    given = {"T": 6, "every": 2, "back": 2}
    rejects("truncation_windows", given, {"back": 0}, names="back")
    rejects("truncation_windows", given, {"every": 0}, names="every")


# --- next_letter_windows (5 points): a text as training examples ---

NEXT_LETTER_WINDOWS = {"length": 4, "ids": np.array([18, 20, 26, 17, 23, 25, 6, 1, 9, 8, 26, 27])}

NEXT_LETTER_WINDOWS_RESULTS = {"inputs": np.array([[18, 20, 26, 17], [23, 25, 6, 1]]), "labels": np.array([[20, 26, 17, 23], [25, 6, 1, 9]])}


def test_next_letter_windows_shapes():
    """Every result has the shape it should have."""
    shapes("next_letter_windows", NEXT_LETTER_WINDOWS, {"inputs": (2, 4), "labels": (2, 4)})


def test_next_letter_windows_example():
    """A fixed example comes out right."""
    agree("next_letter_windows", NEXT_LETTER_WINDOWS, NEXT_LETTER_WINDOWS_RESULTS)


def test_next_letter_windows_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("next_letter_windows", NEXT_LETTER_WINDOWS)


def test_next_letter_windows_leave_a_rest():
    """Nine letters in rows of three make two rows: the last one of a third would have no label."""
    inputs, labels = np.array([[5, 1, 4], [2, 8, 0]]), np.array([[1, 4, 2], [8, 0, 7]])
    given = {"ids": np.array([5, 1, 4, 2, 8, 0, 7, 3, 6]), "length": 3}
    agree("next_letter_windows", given, {"inputs": inputs, "labels": labels})
    given = {"ids": np.array([5, 1, 4, 2, 8, 0, 7]), "length": 3}
    agree("next_letter_windows", given, {"inputs": inputs, "labels": labels})


def test_next_letter_windows_need_a_label():
    """As many letters as a row has are too few."""
    given = {"ids": np.array([5, 1, 4, 2]), "length": 3}
    rejects("next_letter_windows", given, {"ids": np.array([5, 1, 4])}, names="ids length")


# --- nucleus_filter (6 points): the likeliest letters that hold p together ---

NUCLEUS_FILTER = {"probabilities": np.array([0.4083314726, 0.5916685274]), "p": 0.59}

NUCLEUS_FILTER_RESULTS = {"filtered": np.array([0.0, 1.0])}


def test_nucleus_filter_shapes():
    """Every result has the shape it should have."""
    shapes("nucleus_filter", NUCLEUS_FILTER, {"filtered": (2,)})


def test_nucleus_filter_example():
    """A fixed example comes out right."""
    agree("nucleus_filter", NUCLEUS_FILTER, NUCLEUS_FILTER_RESULTS)


def test_nucleus_filter_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("nucleus_filter", NUCLEUS_FILTER, {"probabilities": NUCLEUS_FILTER["probabilities"][..., :-1]}, names="probabilities p")


def test_nucleus_filter_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("nucleus_filter", NUCLEUS_FILTER)


def test_nucleus_filter_of_exact_sums():
    """Two letters hold 0.75 exactly; of two equally likely the first one is taken."""
    probabilities = np.array([0.125, 0.25, 0.125, 0.5])
    for p, filtered in ((0.75, [0, 1 / 3, 0, 2 / 3]), (0.8, [1 / 7, 2 / 7, 0, 4 / 7])):
        agree("nucleus_filter", {"probabilities": probabilities, "p": p}, {"filtered": np.array(filtered)})


def test_nucleus_filter_of_two_letters():
    """The two likeliest of four letters hold 0.65."""
    given = {"probabilities": np.array([0.1, 0.4, 0.2, 0.3]), "p": 0.65}
    agree("nucleus_filter", given, {"filtered": np.array([0, 4 / 7, 0, 3 / 7])})


def test_nucleus_filter_of_three_letters():
    """Three of four letters hold 0.85."""
    given = {"probabilities": np.array([0.05, 0.15, 0.45, 0.35]), "p": 0.85}
    agree("nucleus_filter", given, {"filtered": np.array([0, 3 / 19, 9 / 19, 7 / 19])})


def test_nucleus_filter_needs_a_p():
    """A p of 0 is refused."""
    rejects("nucleus_filter", {"probabilities": np.array([0.5, 0.5]), "p": 0.5}, {"p": 0.0}, names="p")


# --- beam_step (6 points): one step of beam search ---

BEAM_STEP = {
    "scores": np.array([-5.87, -4.51]),
    "log_probs": np.array([[-0.97, -3.12, -2.83], [-0.59, -3.98, -0.8]]),
    "width": 1,
}

BEAM_STEP_RESULTS = {"best": [(-5.1, 1, 0)]}


def test_beam_step_shapes():
    """Every result has the shape it should have."""
    shapes("beam_step", BEAM_STEP, {"best": [[(), (), ()]]})


def test_beam_step_example():
    """A fixed example comes out right."""
    agree("beam_step", BEAM_STEP, BEAM_STEP_RESULTS)


def test_beam_step_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("beam_step", BEAM_STEP, {"scores": BEAM_STEP["scores"][..., :-1]}, names="scores log_probs")


def test_beam_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("beam_step", BEAM_STEP)


def test_beam_step_may_leave_a_beam_behind():
    """The first beam takes two of three places; of equally good ones the first comes first."""
    log_probs = np.array([[-1.0, -2.0, -1.5], [-0.5, -0.75, -3.0]])
    given = {"scores": np.array([-1.0, -2.0]), "log_probs": log_probs, "width": 3}
    agree("beam_step", given, {"best": [(-2.0, 0, 0), (-2.5, 0, 2), (-2.5, 1, 0)]})
