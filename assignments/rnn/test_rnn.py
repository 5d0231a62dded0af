"""The visible tests of rnn.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_softmax` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, gradient_check, rejects, require, shapes, solve, stays_finite, unchanged


# --- softmax (4 points): softmax along the last axis ---

SOFTMAX = {
    "scores": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
}

SOFTMAX_RESULTS = {
    "probabilities": np.array([
        [
            [0.2076317038, 0.4667369652, 0.3256313311],
            [0.108638644, 0.1353720864, 0.7559892696],
            [0.04315845107, 0.4951586675, 0.4616828814],
            [0.4579099567, 0.2805277256, 0.2615623177],
        ],
        [
            [0.2039551618, 0.3642717572, 0.431773081],
            [0.146295578, 0.5531499279, 0.3005544941],
            [0.2325908001, 0.6987413792, 0.06866782074],
            [0.1785433274, 0.6956393163, 0.1258173563],
        ],
    ]),
}


def test_softmax_shapes():
    """Every result has the shape it should have."""
    shapes("softmax", SOFTMAX, {"probabilities": (2, 4, 3)})


def test_softmax_example():
    """A fixed example comes out right."""
    agree("softmax", SOFTMAX, SOFTMAX_RESULTS)


def test_softmax_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("softmax", {**SOFTMAX, "scores": 6000 * SOFTMAX["scores"]})


def test_softmax_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("softmax", SOFTMAX)


def test_softmax_of_a_vector():
    """A single vector will do."""
    agree("softmax", {"scores": np.array([0.0, 0.0])}, {"probabilities": np.array([0.5, 0.5])})


def test_softmax_of_rows_far_apart():
    """Every row is a distribution of its own, however far apart they are."""
    scores = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
    agree("softmax", {"scores": scores}, {"probabilities": np.array([[0.5, 0.5], [0.5, 0.5]])})


# --- rnn_step_forward (6 points): one step forward ---

RNN_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wx": np.array([
        [1.49, 0.88, 0.37],
        [1.47, -0.85, -1.02],
        [0.34, -1.37, -1.39],
        [0.04, -0.1, 1.25],
        [0.39, 0.04, -0.01],
    ]),
    "Wh": np.array([[-0.76, -1.46, -0.92], [0.58, -0.9, -0.39], [-1.49, 0.99, -1.04]]),
    "b": np.array([-0.7, 1.14, 0.03]),
    "dh": np.array([[1.04, 0.42, 0.73], [-1.23, 0.12, 0.02]]),
}

RNN_STEP_FORWARD_RESULTS = {"h": np.array([[0.992618294, 0.1061980418, -0.9283205067], [-0.7594016261, 0.9822710576, 0.9366475432]])}


def test_rnn_step_forward_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_step_forward", RNN_STEP, {"h": (2, 3)})


def test_rnn_step_forward_example():
    """A fixed example comes out right."""
    agree("rnn_step_forward", RNN_STEP, RNN_STEP_FORWARD_RESULTS)


def test_rnn_step_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("rnn_step_forward", {**RNN_STEP, "x": 1000 * RNN_STEP["x"]})


def test_rnn_step_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_step_forward", RNN_STEP, {"x": RNN_STEP["x"][..., :-1]}, names="x h_prev Wx")
    rejects("rnn_step_forward", RNN_STEP, {"h_prev": RNN_STEP["h_prev"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("rnn_step_forward", RNN_STEP, {"Wx": RNN_STEP["Wx"][..., :-1]}, names="x h_prev Wx Wh b")
    rejects("rnn_step_forward", RNN_STEP, {"Wh": RNN_STEP["Wh"][..., :-1]}, names="h_prev Wx Wh b")
    rejects("rnn_step_forward", RNN_STEP, {"b": RNN_STEP["b"][..., :-1]}, names="h_prev Wx Wh b")


def test_rnn_step_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_step_forward", RNN_STEP)


# --- rnn_step_backward (10 points): one step backward ---

RNN_STEP_BACKWARD_RESULTS = {
    "dx": np.array([
        [0.4255580905, -0.4334061288, -0.703962436, 0.08521226425, 0.02156745457],
        [-0.7711796393, -0.771472859, -0.1862163182, -0.01818124952, -0.2029172581],
    ]),
    "dh_prev": np.array([
        [-0.7107394962, -0.4042160141, 0.2833802403],
        [0.3872947377, -0.3067412603, 0.7774217917],
    ]),
    "dWx": np.array([
        [-0.5773377469, 0.1625233231, 0.04109080251],
        [0.788795776, 0.4879217457, 0.1164409498],
        [-0.4871467264, 0.34871702, 0.08610380068],
        [-0.4759403178, -0.3367625153, -0.08055520606],
        [0.04288866035, -0.2495796608, -0.06078619687],
    ]),
    "dWh": np.array([
        [0.07428184991, -0.2456800622, -0.05992441296],
        [-0.01530290715, -0.2740315594, -0.06657035725],
        [-0.09462723142, -0.3066200336, -0.07427439165],
    ]),
    "db": np.array([-0.5053730001, 0.4194804582, 0.1033551844]),
}


def test_rnn_step_backward_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_step_backward", RNN_STEP, {
        "dx": (2, 5),
        "dh_prev": (2, 3),
        "dWx": (5, 3),
        "dWh": (3, 3),
        "db": (3,),
    })


def test_rnn_step_backward_example():
    """A fixed example comes out right."""
    agree("rnn_step_backward", RNN_STEP, RNN_STEP_BACKWARD_RESULTS)


def test_rnn_step_backward_gradients():
    """The gradients agree with finite differences of your own rnn_step_forward."""
    gradient_check("rnn_step_backward", RNN_STEP)


def test_rnn_step_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("rnn_step_backward", {**RNN_STEP, "x": 1000 * RNN_STEP["x"]})


def test_rnn_step_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_step_backward", RNN_STEP, {"dh": RNN_STEP["dh"][..., :-1]}, names="dh")


def test_rnn_step_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_step_backward", RNN_STEP)


# --- rnn_forward (10 points): the whole sequence forward ---

RNN = {
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
    "h0": np.array([[-0.7, 1.14, 0.03], [1.04, 0.42, 0.73]]),
    "Wx": np.array([
        [-1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32],
    ]),
    "Wh": np.array([[0.41, 0.53, -1.05], [-0.18, -0.78, -0.29], [-1.21, 1.4, -0.85]]),
    "b": np.array([0.52, -0.6, 1.12]),
    "dh": np.array([
        [[0.49, -1.11, 1.04], [1.33, 1.21, 0.21], [-1.06, -0.92, 1.28], [0.16, -0.96, 1.15]],
        [[0.42, 0.21, -0.37], [-0.27, -0.78, -1.39], [1.13, -0.1, 0.14], [-0.53, 0.75, -1.42]],
    ]),
}

RNN_FORWARD_RESULTS = {
    "h": np.array([
        [
            [-0.2482997202, -0.9981618072, 0.9078047585],
            [-0.9999839566, 0.9882597046, -0.3535126521],
            [0.9073234103, -0.9696885015, 0.984729987],
            [0.9561366027, 0.952536373, -0.08221441467],
        ],
        [
            [-0.8044508797, -0.6752875283, -0.8206810746],
            [-0.6948892908, -0.9282358949, 0.9667332711],
            [0.9721229246, 0.8355236817, 0.9825741699],
            [-0.3067361782, 0.952791492, -0.7652730976],
        ],
    ]),
}


def test_rnn_forward_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_forward", RNN, {"h": (2, 4, 3)})


def test_rnn_forward_example():
    """A fixed example comes out right."""
    agree("rnn_forward", RNN, RNN_FORWARD_RESULTS)


def test_rnn_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("rnn_forward", {**RNN, "x": 1000 * RNN["x"]})


def test_rnn_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_forward", RNN, {"x": RNN["x"][:, :0]}, names="x h0 Wx")
    rejects("rnn_forward", RNN, {"x": RNN["x"][..., :-1]}, names="x h0 Wx")
    rejects("rnn_forward", RNN, {"h0": RNN["h0"][..., :-1]}, names="x h0 Wx Wh b")
    rejects("rnn_forward", RNN, {"Wx": RNN["Wx"][..., :-1]}, names="x h0 Wx Wh b")
    rejects("rnn_forward", RNN, {"Wh": RNN["Wh"][..., :-1]}, names="h0 Wx Wh b")
    rejects("rnn_forward", RNN, {"b": RNN["b"][..., :-1]}, names="h0 Wx Wh b")


def test_rnn_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_forward", RNN)


# --- rnn_backward (20 points): back-propagation through time ---

RNN_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [0.05201357447, -0.01088292041, -0.003876475569, -0.001935119039, -0.02427946116],
            [0.01417992113, 0.1388837342, -0.2883604957, -0.1590198203, 0.1761471626],
            [0.4918702095, -0.4202744534, 0.5582009026, 0.3580397757, -0.6031253417],
            [-0.004717549837, 0.3838507217, -0.5932528691, -0.5101356627, 0.3612603556],
        ],
        [
            [-0.1545843224, 0.05125969589, -0.2050579965, 0.0655228081, 0.2281274719],
            [0.153103105, -0.1322724623, 0.2721405464, 0.06975414681, -0.260064815],
            [-0.102709358, 0.09700989011, -0.1499279568, -0.07845922612, 0.1486609605],
            [0.5870938429, -0.7326201545, 0.9221137847, 0.7816440963, -0.8610084527],
        ],
    ]),
    "dh0": np.array([
        [-0.1371619597, -0.02150590315, -0.05252396055],
        [0.2571456866, -0.1487413778, 0.1742250433],
    ]),
    "dWx": np.array([
        [0.5309268716, -0.1697023125, 1.412810059],
        [0.2290135952, -0.3726285327, 1.355337029],
        [0.7440376387, -0.2272496523, 2.254544717],
        [-0.7012264179, -0.2581417014, 0.2599514188],
        [0.3864889421, -0.4571025082, 2.321938749],
    ]),
    "dWh": np.array([
        [0.1794812488, 0.3235435003, 0.2015537722],
        [-0.7913715751, 0.1672203789, -2.004325634],
        [-0.01427766032, 0.2983842102, 1.080642014],
    ]),
    "db": np.array([-0.8211195843, 0.04377409919, 1.050972108]),
}


def test_rnn_backward_shapes():
    """Every result has the shape it should have."""
    shapes("rnn_backward", RNN, {
        "dx": (2, 4, 5),
        "dh0": (2, 3),
        "dWx": (5, 3),
        "dWh": (3, 3),
        "db": (3,),
    })


def test_rnn_backward_example():
    """A fixed example comes out right."""
    agree("rnn_backward", RNN, RNN_BACKWARD_RESULTS)


def test_rnn_backward_gradients():
    """The gradients agree with finite differences of your own rnn_forward."""
    gradient_check("rnn_backward", RNN)


def test_rnn_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("rnn_backward", {**RNN, "x": 1000 * RNN["x"]})


def test_rnn_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("rnn_backward", RNN, {"dh": RNN["dh"][:, :0]}, names="dh")
    rejects("rnn_backward", RNN, {"dh": RNN["dh"][..., :-1]}, names="dh")


def test_rnn_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("rnn_backward", RNN)


# --- time_distributed_forward (6 points): one dense layer at every step ---

TIME_DISTRIBUTED = {
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
    "Wy": np.array([
        [-0.7, 1.14, 0.03],
        [1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02],
        [1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53],
    ]),
    "by": np.array([-1.05, 0.95, -0.36]),
    "activation": "sigmoid",
    "dy": np.array([
        [[0.27, 0.32, 0.41], [0.53, -1.05, -0.18], [-0.78, -0.29, -1.21], [1.4, -0.85, 0.52]],
        [[-0.6, 1.12, 0.49], [-1.11, 1.04, 1.33], [1.21, 0.21, -1.06], [-0.92, 1.28, 0.16]],
    ]),
}

TIME_DISTRIBUTED_FORWARD_RESULTS = {
    "y": np.array([
        [
            [0.2283767033, 0.9262866622, 0.6495131741],
            [0.03124658547, 0.7990873456, 0.2541689304],
            [0.3534290909, 0.4938003178, 0.283736932],
            [0.09757185398, 0.7700511414, 0.5195650051],
        ],
        [
            [0.1652186619, 0.6550698639, 0.3134799561],
            [0.08791201303, 0.7163037123, 0.4219191573],
            [0.138906745, 0.6532600016, 0.1796825082],
            [0.9700785084, 0.3820632347, 0.534146764],
        ],
    ]),
}


def test_time_distributed_forward_shapes():
    """Every result has the shape it should have."""
    shapes("time_distributed_forward", TIME_DISTRIBUTED, {"y": (2, 4, 3)})


def test_time_distributed_forward_example():
    """A fixed example comes out right."""
    agree("time_distributed_forward", TIME_DISTRIBUTED, TIME_DISTRIBUTED_FORWARD_RESULTS)


def test_time_distributed_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("time_distributed_forward", {**TIME_DISTRIBUTED, "x": 1000 * TIME_DISTRIBUTED["x"]})


def test_time_distributed_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("time_distributed_forward", TIME_DISTRIBUTED, {"x": TIME_DISTRIBUTED["x"][:, :0]}, names="x Wy")
    rejects("time_distributed_forward", TIME_DISTRIBUTED, {"x": TIME_DISTRIBUTED["x"][..., :-1]}, names="x Wy")
    rejects("time_distributed_forward", TIME_DISTRIBUTED, {"Wy": TIME_DISTRIBUTED["Wy"][..., :-1]}, names="x Wy by")
    rejects("time_distributed_forward", TIME_DISTRIBUTED, {"by": TIME_DISTRIBUTED["by"][..., :-1]}, names="Wy by")


def test_time_distributed_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("time_distributed_forward", TIME_DISTRIBUTED)


def test_time_distributed_forward_is_linear_by_default():
    """Without an activation, y is x Wy + by."""
    given = {"x": np.array([[[3.0, 2.0]]]), "Wy": np.array([[1.0], [10.0]]), "by": np.array([0.5])}
    agree("time_distributed_forward", given, {"y": np.array([[[23.5]]])})


def test_time_distributed_forward_of_the_published_example():
    """With these weights the sigmoid gives .7068, .7068 and .6548."""
    given = {
        "x": np.array([[[1.0, 1.0]]]),
        "Wy": np.array([[0.76, 0.68, 0.66], [0.92, 0.99, 0.52]]),
        "by": np.array([-0.80, -0.79, -0.54]),
        "activation": "sigmoid",
    }
    y = np.round(solve("time_distributed_forward", given)["y"], 4).tolist()
    right = [[[0.7068, 0.7068, 0.6548]]]
    words = "y is {y}, expected {right}"
    require("time_distributed_forward", y == right, words.format(y=y, right=right))


def test_time_distributed_forward_knows_two_activations():
    """Any other activation raises a ValueError that names it."""
    given = {"x": np.ones((1, 1, 2)), "Wy": np.ones((2, 3)), "by": np.zeros(3)}
    rejects("time_distributed_forward", given, {"activation": "tanh"}, names="activation")


# --- time_distributed_backward (8 points): the dense layer backward ---

TIME_DISTRIBUTED_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [-0.005597256978, 0.1267939767, -0.05403428718, 0.07070366687, -0.1197013517],
            [-0.2044283913, -0.07902528174, -0.04064450032, 0.07871369924, 0.05422283578],
            [0.03475571246, -0.3953315945, 0.2056223443, -0.2387181801, 0.3902588631],
            [-0.2539796643, 0.1597429642, -0.1670901972, 0.237689282, -0.1803399184],
        ],
        [
            [0.3495878235, 0.09720617628, 0.1342632235, -0.1675627595, -0.03269934593],
            [0.3129632993, 0.2330052807, 0.1413232957, -0.09348385394, -0.1262986551],
            [-0.0517714698, 0.05644204752, -0.1754347589, 0.09536237219, -0.1244091886],
            [0.3643911429, 0.128214025, 0.06990587734, -0.145018132, -0.08859847884],
        ],
    ]),
    "dWy": np.array([
        [0.2503019138, -0.640919942, 0.05217563602],
        [0.3279199251, -0.3341999755, 0.4804864825],
        [-0.01563529804, -0.3920058817, 0.9510404289],
        [-0.03153592856, -0.2209058947, 0.1456671653],
        [0.3724577197, -0.8482347715, -0.129869881],
    ]),
    "dby": np.array([-0.04507871477, 0.4444477379, 0.2565224762]),
}


def test_time_distributed_backward_shapes():
    """Every result has the shape it should have."""
    shapes("time_distributed_backward", TIME_DISTRIBUTED, {"dx": (2, 4, 5), "dWy": (5, 3), "dby": (3,)})


def test_time_distributed_backward_example():
    """A fixed example comes out right."""
    agree("time_distributed_backward", TIME_DISTRIBUTED, TIME_DISTRIBUTED_BACKWARD_RESULTS)


def test_time_distributed_backward_gradients():
    """The gradients agree with finite differences of your own time_distributed_forward."""
    gradient_check("time_distributed_backward", TIME_DISTRIBUTED)


def test_time_distributed_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("time_distributed_backward", {**TIME_DISTRIBUTED, "x": 1000 * TIME_DISTRIBUTED["x"]})


def test_time_distributed_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("time_distributed_backward", TIME_DISTRIBUTED, {"dy": TIME_DISTRIBUTED["dy"][:, :0]}, names="dy")
    rejects("time_distributed_backward", TIME_DISTRIBUTED, {"dy": TIME_DISTRIBUTED["dy"][..., :-1]}, names="dy")


def test_time_distributed_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("time_distributed_backward", TIME_DISTRIBUTED)


def test_time_distributed_backward_of_a_linear_layer():
    """A linear layer has slope one."""
    given = {
        "x": np.array([[[3.0, 2.0]]]),
        "Wy": np.array([[1.0], [10.0]]),
        "by": np.array([0.5]),
        "dy": np.ones((1, 1, 1)),
    }
    want = {"dx": np.array([[[1.0, 10.0]]]), "dWy": np.array([[3.0], [2.0]]), "dby": np.array([1.0])}
    agree("time_distributed_backward", given, want)


# --- sequence_cross_entropy (10 points): cross-entropy over a padded sequence ---

SEQUENCE_CROSS_ENTROPY = {
    "scores": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "labels": np.array([[1, 0, 0, 1], [2, 1, 2, 2]]),
    "mask": np.array([[True, True, True, True], [True, True, True, False]]),
}

SEQUENCE_CROSS_ENTROPY_RESULTS = {
    "loss": 1.643733308,
    "dscores": np.array([
        [
            [0.02966167196, -0.07618043355, 0.04651876158],
            [-0.1273373366, 0.01933886948, 0.1079984671],
            [-0.1366916498, 0.0707369525, 0.06595469735],
            [0.0654157081, -0.1027817535, 0.03736604538],
        ],
        [
            [0.02913645169, 0.05203882245, -0.08117527414],
            [0.02089936829, -0.06383572458, 0.04293635629],
            [0.03322725716, 0.09982019702, -0.1330474542],
            [0.0, 0.0, 0.0],
        ],
    ]),
}


def test_sequence_cross_entropy_shapes():
    """Every result has the shape it should have."""
    shapes("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"loss": (), "dscores": (2, 4, 3)})


def test_sequence_cross_entropy_example():
    """A fixed example comes out right."""
    agree("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, SEQUENCE_CROSS_ENTROPY_RESULTS)


def test_sequence_cross_entropy_gradients():
    """The gradients agree with finite differences of your own sequence_cross_entropy."""
    gradient_check("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY)


def test_sequence_cross_entropy_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("sequence_cross_entropy", {**SEQUENCE_CROSS_ENTROPY, "scores": 6000 * SEQUENCE_CROSS_ENTROPY["scores"]})


def test_sequence_cross_entropy_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"scores": SEQUENCE_CROSS_ENTROPY["scores"][:, :0]}, names="scores labels mask")
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"scores": SEQUENCE_CROSS_ENTROPY["scores"][..., :-1]}, names="scores labels mask")
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"labels": SEQUENCE_CROSS_ENTROPY["labels"][:, :0]}, names="scores labels mask")
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"labels": SEQUENCE_CROSS_ENTROPY["labels"][..., :-1]}, names="scores labels mask")
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"mask": SEQUENCE_CROSS_ENTROPY["mask"][:, :0]}, names="scores labels mask")
    rejects("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY, {"mask": SEQUENCE_CROSS_ENTROPY["mask"][..., :-1]}, names="scores labels mask")


def test_sequence_cross_entropy_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("sequence_cross_entropy", SEQUENCE_CROSS_ENTROPY)


def test_sequence_cross_entropy_without_a_mask():
    """Without a mask every step counts: equal scores of two classes cost ln 2."""
    given = {"scores": np.zeros((1, 2, 2)), "labels": np.array([[0, 1]])}
    dscores = np.array([[[-0.25, 0.25], [0.25, -0.25]]])
    agree("sequence_cross_entropy", given, {"loss": 0.6931471805599453, "dscores": dscores})


def test_sequence_cross_entropy_of_no_step():
    """Where no step counts, the loss is 0.0 and so are its gradients."""
    given = {"scores": np.ones((1, 2, 3)), "labels": np.array([[0, 1]]), "mask": np.array([[False, False]])}
    agree("sequence_cross_entropy", given, {"loss": 0.0, "dscores": np.zeros((1, 2, 3))})


def test_sequence_cross_entropy_looks_at_labels_that_count():
    """A label out of range is refused where it counts, and only there."""
    scores, labels = np.zeros((1, 2, 2)), np.array([[0, -1]])
    given = {"scores": scores, "labels": labels, "mask": np.array([[True, False]])}
    agree("sequence_cross_entropy", given, {"loss": 0.6931471805599453})
    rejects("sequence_cross_entropy", given, {"mask": np.array([[True, True]])}, names="labels")


# --- stacked_rnn_forward (8 points): layers on top of one another ---

STACKED_RNN = {
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
    "h0": [
        np.array([[0.42, 0.73], [-1.23, 0.12]]),
        np.array([[0.02, 1.11, -0.42, 0.29, -1.32], [-0.34, -0.53, -1.05, 0.95, -0.36]]),
        np.array([[1.44], [0.27]]),
    ],
    "layers": [
        (
            np.array([[0.32, 0.41], [0.53, -1.05], [-0.18, -0.78], [-0.29, -1.21], [1.4, -0.85]]),
            np.array([[0.52, -0.6], [1.12, 0.49]]),
            np.array([-1.11, 1.04]),
        ),
        (
            np.array([[1.33, 1.21, 0.21, -1.06, -0.92], [1.28, 0.16, -0.96, 1.15, 0.42]]),
            np.array([
                [0.21, -0.37, -0.27, -0.78, -1.39],
                [1.13, -0.1, 0.14, -0.53, 0.75],
                [-1.42, -0.38, -1.41, -1.13, 1.4],
                [0.47, -0.22, 0.07, 1.12, -0.47],
                [0.27, 0.55, -0.43, 0.06, 0.8],
            ]),
            np.array([1.23, -1.05, 1.3, -1.48, 0.76]),
        ),
        (np.array([[0.93], [-1.09], [-0.24], [0.95], [-1.46]]), np.array([[0.39]]), np.array([0.88])),
    ],
}

STACKED_RNN_FORWARD_RESULTS = {
    "h": np.array([
        [[0.9876058364], [-0.3241884595], [0.8275890532], [0.9382594479]],
        [[0.9987954715], [0.8469085771], [0.9647275419], [0.9108793766]],
    ]),
    "h_last": [
        np.array([[0.9792057295, -0.9592552841], [-0.9526291081, 0.9801995586]]),
        np.array([
            [0.6151971763, -0.2947662867, 0.5720251953, -0.9993043356, -0.4888624362],
            [0.7094509791, -0.9922809829, -0.8815195792, -0.2927753108, 0.9577969533],
        ]),
        np.array([[0.9382594479], [0.9108793766]]),
    ],
}


def test_stacked_rnn_forward_shapes():
    """Every result has the shape it should have."""
    shapes("stacked_rnn_forward", STACKED_RNN, {
        "h": (2, 4, 1),
        "h_last": [(2, 2), (2, 5), (2, 1)],
    })


def test_stacked_rnn_forward_example():
    """A fixed example comes out right."""
    agree("stacked_rnn_forward", STACKED_RNN, STACKED_RNN_FORWARD_RESULTS)


def test_stacked_rnn_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("stacked_rnn_forward", {**STACKED_RNN, "x": 1000 * STACKED_RNN["x"]})


def test_stacked_rnn_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("stacked_rnn_forward", STACKED_RNN, {"x": STACKED_RNN["x"][:, :0]}, names="x h0 layers")


def test_stacked_rnn_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("stacked_rnn_forward", STACKED_RNN)


def test_stacked_rnn_forward_needs_a_state_for_each_layer():
    """One state a layer, else a ValueError."""
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


# --- bidirectional_rnn_forward (8 points): reading in both directions ---

BIDIRECTIONAL_RNN = {
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
    "forward": (
        np.array([
            [-0.7, 1.14, 0.03],
            [1.04, 0.42, 0.73],
            [-1.23, 0.12, 0.02],
            [1.11, -0.42, 0.29],
            [-1.32, -0.34, -0.53],
        ]),
        np.array([[-1.05, 0.95, -0.36], [1.44, 0.27, 0.32], [0.41, 0.53, -1.05]]),
        np.array([-0.18, -0.78, -0.29]),
    ),
    "backward": (
        np.array([
            [-1.21, 1.4, -0.85],
            [0.52, -0.6, 1.12],
            [0.49, -1.11, 1.04],
            [1.33, 1.21, 0.21],
            [-1.06, -0.92, 1.28],
        ]),
        np.array([[0.16, -0.96, 1.15], [0.42, 0.21, -0.37], [-0.27, -0.78, -1.39]]),
        np.array([1.13, -0.1, 0.14]),
    ),
    "dh": np.array([
        [
            [-0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
            [1.4, 0.47, -0.22, 0.07, 1.12, -0.47],
            [0.27, 0.55, -0.43, 0.06, 0.8, 1.23],
            [-1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
        ],
        [
            [-0.24, 0.95, -1.46, 0.39, 0.88, 0.04],
            [0.68, -0.82, -0.9, -0.41, -0.96, -0.46],
            [1.34, 0.22, -0.48, -0.69, 1.36, -0.17],
            [1.44, 0.05, 0.06, 1.19, 0.73, 0.24],
        ],
    ]),
}

BIDIRECTIONAL_RNN_FORWARD_RESULTS = {
    "h": np.array([
        [
            [-0.3341565542, 0.6645954543, 0.595986814, 0.928430258, -0.9784756409, 0.6883287237],
            [-0.7665317075, -0.1698720828, -0.8615478088, 0.5614793365, 0.9874041504, 0.3657474949],
            [0.4406264292, -0.99490952, 0.2638272522, 0.3413431013, -0.9301221727, -0.7619534115],
            [-0.9962725646, -0.2275479745, -0.5411038708, 0.7918229745, -0.9900960055, 0.9997754843],
        ],
        [
            [-0.63508929, -0.7963665945, -0.6131165976, 0.8957534629, -0.9814931355, -0.4632484285],
            [-0.975776748, -0.9600936161, 0.356322533, 0.9649722355, -0.4560118003, -0.1534662937],
            [-0.8230749944, -0.9700983325, -0.944543197, -0.7476002154, 0.3151564941, 0.4355685382],
            [0.9978994426, -0.9989059965, 0.8288483581, 0.9987908741, 0.9906904865, -0.9759673492],
        ],
    ]),
}


def test_bidirectional_rnn_forward_shapes():
    """Every result has the shape it should have."""
    shapes("bidirectional_rnn_forward", BIDIRECTIONAL_RNN, {"h": (2, 4, 6)})


def test_bidirectional_rnn_forward_example():
    """A fixed example comes out right."""
    agree("bidirectional_rnn_forward", BIDIRECTIONAL_RNN, BIDIRECTIONAL_RNN_FORWARD_RESULTS)


def test_bidirectional_rnn_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("bidirectional_rnn_forward", {**BIDIRECTIONAL_RNN, "x": 1000 * BIDIRECTIONAL_RNN["x"]})


def test_bidirectional_rnn_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("bidirectional_rnn_forward", BIDIRECTIONAL_RNN, {"x": BIDIRECTIONAL_RNN["x"][:, :0]}, names="x forward backward")


def test_bidirectional_rnn_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("bidirectional_rnn_forward", BIDIRECTIONAL_RNN)


def test_bidirectional_rnn_forward_reads_from_both_ends():
    """An impulse at one end is seen by the RNN that has read it."""
    copying = (np.array([[1.0]]), np.array([[0.0]]), np.array([0.0]))
    silent = (np.array([[0.0]]), np.array([[0.0]]), np.array([0.0]))
    given = {"x": np.array([[[0.0], [0.0], [1.0]]]), "forward": silent, "backward": copying}
    h = np.array([[[0.0, 0.0], [0.0, 0.0], [0.0, 0.7615941559557649]]])
    agree("bidirectional_rnn_forward", given, {"h": h})


# --- bidirectional_rnn_backward (10 points): both directions backward ---

BIDIRECTIONAL_RNN_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [-0.3927982374, 2.089820813, -3.294490013, 2.04302746, -3.950159703],
            [3.669783836, 0.9818965013, 0.7885480262, -1.94921887, 0.2975829344],
            [-1.587114374, 2.941800684, -1.343903849, 2.591036701, -2.583668622],
            [0.8934048014, -0.04617972884, 0.3225579939, -0.2431741408, -0.3219792237],
        ],
        [
            [0.2597096109, -0.2535734906, 0.1033346158, -0.167624608, 0.1642968122],
            [-0.5905880056, -0.5872477921, 0.2193427152, -1.18852951, 0.3160958766],
            [0.9929981222, 0.5734660909, -1.070872161, 1.814738094, -0.2106381134],
            [0.08692225855, -0.08949834708, -0.1142139215, 0.007710705474, -0.1495690478],
        ],
    ]),
    "forward": (
        np.array([
            [-0.2526532743, 3.431669161, -0.6723417942],
            [1.784898068, -2.015109965, -1.187488188],
            [-0.07080632858, 4.432700817, -2.765691065],
            [-2.647669333, 2.114851304, -0.3523169111],
            [-1.042572279, 0.7609725213, -0.9335648635],
        ]),
        np.array([
            [-1.481858834, -0.4319137336, -0.9209421189],
            [-0.8284819056, 0.6982129378, 1.171013558],
            [-1.273760075, 2.062401695, -1.155232366],
        ]),
        np.array([3.905962329, 5.038147429, -1.030740972]),
    ),
    "backward": (
        np.array([
            [-0.6506774, -0.102244947, 0.006195879378],
            [1.043513487, -1.052897847, -2.122967487],
            [0.08510042275, -2.810390951, -2.289472775],
            [-0.06741271939, -1.401696849, -0.4542825945],
            [0.4319385855, 0.7038489487, 0.8999891857],
        ]),
        np.array([
            [-0.06455914945, 1.867621087, 1.427188147],
            [-0.3339207025, 0.836828838, -0.5110705636],
            [0.8491611048, -1.528376218, -1.310432938],
        ]),
        np.array([0.1099029926, 0.6179185008, 0.4449146804]),
    ),
}


def test_bidirectional_rnn_backward_shapes():
    """Every result has the shape it should have."""
    shapes("bidirectional_rnn_backward", BIDIRECTIONAL_RNN, {
        "dx": (2, 4, 5),
        "forward": [(5, 3), (3, 3), (3,)],
        "backward": [(5, 3), (3, 3), (3,)],
    })


def test_bidirectional_rnn_backward_example():
    """A fixed example comes out right."""
    agree("bidirectional_rnn_backward", BIDIRECTIONAL_RNN, BIDIRECTIONAL_RNN_BACKWARD_RESULTS)


def test_bidirectional_rnn_backward_gradients():
    """The gradients agree with finite differences of your own bidirectional_rnn_forward."""
    gradient_check("bidirectional_rnn_backward", BIDIRECTIONAL_RNN)


def test_bidirectional_rnn_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("bidirectional_rnn_backward", {**BIDIRECTIONAL_RNN, "x": 1000 * BIDIRECTIONAL_RNN["x"]})


def test_bidirectional_rnn_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("bidirectional_rnn_backward", BIDIRECTIONAL_RNN, {"dh": BIDIRECTIONAL_RNN["dh"][:, :0]}, names="dh")
    rejects("bidirectional_rnn_backward", BIDIRECTIONAL_RNN, {"dh": BIDIRECTIONAL_RNN["dh"][..., :-1]}, names="dh")


def test_bidirectional_rnn_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("bidirectional_rnn_backward", BIDIRECTIONAL_RNN)


# --- train_hello (10 points): the capstone: hello -> ohlol ---


def test_train_hello_learns():
    """300 epochs turn hello into ohlol, to a loss below 0.05."""
    given = {"hidden_size": 16, "epochs": 300, "lr": 0.5, "rng": lambda: np.random.default_rng(1)}
    text, losses = solve("train_hello", given).values()
    words = "text is {text!r}, expected 'ohlol'"
    require("train_hello", text == "ohlol", words.format(text=text))
    count = "there are {n} losses, expected one an epoch: 300"
    require("train_hello", len(losses) == 300, count.format(n=len(losses)))
    words = "the last loss is {loss:.4g}, expected less than 0.05"
    require("train_hello", losses[-1] < 0.05, words.format(loss=losses[-1]))


def test_train_hello_starts_near_ln_4():
    """losses[0] is that of an untrained network, about ln 4."""
    first = []
    for lr in (0.5, 0.1):
        given = {"hidden_size": 8, "epochs": 1, "lr": lr, "rng": np.random.default_rng(2)}
        first.append(float(solve("train_hello", given)["losses"][0]))
    words = "losses[0] is {loss:.4g}, expected about 1.4"
    require("train_hello", 0.5 < first[0] < 4, words.format(loss=first[0]))
    words = "losses[0] is {one:.6g} at lr 0.5 and {two:.6g} at lr 0.1, expected the same: it comes before any step"
    require("train_hello", abs(first[0] - first[1]) < 1e-9, words.format(one=first[0], two=first[1]))


def test_train_hello_draws_from_rng():
    """The same rng gives the same losses, another one gives others."""
    losses = []
    for seed in (3, 3, 4):
        given = {"hidden_size": 8, "epochs": 1, "lr": 0.5, "rng": np.random.default_rng(seed)}
        losses.append(float(solve("train_hello", given)["losses"][0]))
    words = "two runs with equal generators begin at {losses}"
    require("train_hello", losses[0] == losses[1], words.format(losses=losses[:2]))
    words = "another generator gives the same losses"
    require("train_hello", losses[0] != losses[2], words)
