"""The visible tests of lstm.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_sigmoid` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, gradient_check, rejects, require, shapes, solve, stays_finite, unchanged


# --- sigmoid (4 points): a sigmoid that never overflows ---

SIGMOID = {"z": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]])}

SIGMOID_RESULTS = {"openness": np.array([[0.5938731029, 0.7667410642, 0.6963549298], [0.3057636599, 0.3543436938, 0.7539887164]])}


def test_sigmoid_shapes():
    """Every result has the shape it should have."""
    shapes("sigmoid", SIGMOID, {"openness": (2, 3)})


def test_sigmoid_example():
    """A fixed example comes out right."""
    agree("sigmoid", SIGMOID, SIGMOID_RESULTS)


def test_sigmoid_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("sigmoid", {**SIGMOID, "z": 6000 * SIGMOID["z"]})


def test_sigmoid_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("sigmoid", SIGMOID)


def test_sigmoid_at_its_landmarks():
    """One half at 0, flat at both ends, and no warning there."""
    agree("sigmoid", {"z": np.array([0.0, 1e4, -1e4])}, {"openness": np.array([0.5, 1.0, 0.0])})


# --- lstm_gates (8 points): three gates and a candidate ---

LSTM_GATES = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "c_prev": np.array([[1.49, 0.88, 0.37], [1.47, -0.85, -1.02]]),
    "Wx": np.array([
        [0.34, -1.37, -1.39, 0.04, -0.1, 1.25, 0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04, -0.7, 1.14, 0.03, 1.04, 0.42, 0.73],
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53, -1.05, 0.95, -0.36],
        [1.44, 0.27, 0.32, 0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12, 0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
    ]),
    "Wh": np.array([
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39, 1.13, -0.1, 0.14],
        [-0.53, 0.75, -1.42, -0.38, -1.41, -1.13, 1.4, 0.47, -0.22, 0.07, 1.12, -0.47],
        [0.27, 0.55, -0.43, 0.06, 0.8, 1.23, -1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
    ]),
    "b": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9, -0.41, -0.96, -0.46]),
    "dh": np.array([[1.34, 0.22, -0.48], [-0.69, 1.36, -0.17]]),
    "dc": np.array([[1.44, 0.05, 0.06], [1.19, 0.73, 0.24]]),
}

LSTM_GATES_RESULTS = {
    "i": np.array([[0.1325382656, 0.3232228549, 0.05769274312], [0.3415262757, 0.8041127095, 0.07484098279]]),
    "f": np.array([[0.2463453177, 0.8926020735, 0.4523946364], [0.9812953256, 0.3923606713, 0.9215647791]]),
    "g": np.array([[-0.940052434, -0.557225369, 0.6984665146], [0.4475240815, -0.997094955, -0.9425141759]]),
    "o": np.array([[0.5050498283, 0.1005706537, 0.6733772748], [0.007862165237, 0.3119969197, 0.01794386847]]),
}


def test_lstm_gates_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_gates", LSTM_GATES, {
        "i": (2, 3),
        "f": (2, 3),
        "g": (2, 3),
        "o": (2, 3),
    })


def test_lstm_gates_example():
    """A fixed example comes out right."""
    agree("lstm_gates", LSTM_GATES, LSTM_GATES_RESULTS)


def test_lstm_gates_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_gates", {**LSTM_GATES, "x": 1000 * LSTM_GATES["x"]})


def test_lstm_gates_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_gates", LSTM_GATES, {"x": LSTM_GATES["x"][..., :-1]}, names="x h_prev Wx")
    rejects("lstm_gates", LSTM_GATES, {"h_prev": LSTM_GATES["h_prev"][..., :-1]}, names="x h_prev Wh")
    rejects("lstm_gates", LSTM_GATES, {"Wx": LSTM_GATES["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("lstm_gates", LSTM_GATES, {"Wh": LSTM_GATES["Wh"][..., :-1]}, names="h_prev Wx Wh b")
    rejects("lstm_gates", LSTM_GATES, {"b": LSTM_GATES["b"][..., :-1]}, names="Wx Wh b")


def test_lstm_gates_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_gates", LSTM_GATES)


# --- lstm_step_forward (8 points): one step forward ---

LSTM_STEP_FORWARD_RESULTS = {
    "h": np.array([
        [0.1201106904, 0.05439545821, 0.1378720953],
        [0.007240778156, -0.2535972511, -0.01374470017],
    ]),
    "c": np.array([[0.2424616042, 0.6053818501, 0.2076824647], [1.595345362, -1.135283296, -1.010534762]]),
}


def test_lstm_step_forward_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_step_forward", LSTM_GATES, {"h": (2, 3), "c": (2, 3)})


def test_lstm_step_forward_example():
    """A fixed example comes out right."""
    agree("lstm_step_forward", LSTM_GATES, LSTM_STEP_FORWARD_RESULTS)


def test_lstm_step_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_step_forward", {**LSTM_GATES, "x": 1000 * LSTM_GATES["x"]})


def test_lstm_step_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_step_forward", LSTM_GATES, {"x": LSTM_GATES["x"][..., :-1]}, names="x h_prev c_prev Wx")
    rejects("lstm_step_forward", LSTM_GATES, {"h_prev": LSTM_GATES["h_prev"][..., :-1]}, names="x h_prev c_prev Wh")
    rejects("lstm_step_forward", LSTM_GATES, {"c_prev": LSTM_GATES["c_prev"][..., :-1]}, names="x h_prev c_prev Wh")
    rejects("lstm_step_forward", LSTM_GATES, {"Wx": LSTM_GATES["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("lstm_step_forward", LSTM_GATES, {"Wh": LSTM_GATES["Wh"][..., :-1]}, names="h_prev c_prev Wx Wh b")
    rejects("lstm_step_forward", LSTM_GATES, {"b": LSTM_GATES["b"][..., :-1]}, names="Wx Wh b")


def test_lstm_step_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_step_forward", LSTM_GATES)


def test_lstm_step_forward_keeps_what_its_gates_keep():
    """With f = 1 and i = 0 the cell keeps its state."""
    given = {
        "x": np.zeros((1, 1)),
        "h_prev": np.zeros((1, 1)),
        "c_prev": np.array([[0.75]]),
        "Wx": np.zeros((1, 4)),
        "Wh": np.zeros((1, 4)),
        "b": np.array([-1000.0, 1000.0, 1.0, 1000.0]),
    }
    agree("lstm_step_forward", given, {"h": np.array([[0.6351489523872873]]), "c": np.array([[0.75]])})


# --- lstm_step_backward (16 points): one step backward ---

LSTM_STEP_BACKWARD_RESULTS = {
    "dx": np.array([
        [-0.1016153095, -0.8812048993, 0.7954289252, -0.1439622752, 0.06591534129],
        [0.7223021689, -0.3316034121, -0.7113099692, -0.3223160203, 0.9849815005],
    ]),
    "dh_prev": np.array([
        [0.2880643931, 0.007224769748, 0.04021428672],
        [0.04060216165, 0.302175135, -0.7635315727],
    ]),
    "dc_prev": np.array([
        [0.5120263094, 0.05860198148, -0.1129499159],
        [1.166933216, 0.3429156059, 0.2200137651],
    ]),
    "dWx": np.array([
        [
            0.04867863696,
            -0.1567783931,
            -0.02105217294,
            0.2544276457,
            -0.1962626724,
            -0.02841058896,
            0.3759452639,
            0.01012654427,
            -0.0005686413023,
            0.0247196532,
            -0.2616712516,
            -0.005643833917,
        ],
        [
            -0.4444523061,
            0.1936298455,
            0.01177671038,
            0.636736326,
            0.2687190082,
            -0.001182518767,
            -0.4425708326,
            0.01137718704,
            -0.01173158818,
            0.102133215,
            0.3639932,
            -0.02911848317,
        ],
        [
            -0.07155938686,
            -0.1384170945,
            -0.02282556226,
            0.5080338431,
            -0.1654321696,
            -0.03589262922,
            0.3383954335,
            0.01605838243,
            -0.004207543163,
            0.06136038076,
            -0.2188617792,
            -0.01573792779,
        ],
        [
            0.2907228358,
            -0.115604159,
            -0.00609226126,
            -0.4429252525,
            -0.1621727115,
            0.003100141978,
            0.2627959925,
            -0.008369103168,
            0.00782490966,
            -0.06973395123,
            -0.2200114219,
            0.01976691552,
        ],
        [
            0.1228173146,
            0.01852813412,
            0.007246255686,
            -0.3481951614,
            0.0143882756,
            0.015491336,
            -0.05170270838,
            -0.009186664552,
            0.004226703618,
            -0.04730115506,
            0.0172706108,
            0.01273979479,
        ],
    ]),
    "dWh": np.array([
        [
            0.1133900303,
            0.02668403945,
            0.008086252067,
            -0.3443705359,
            0.02507047987,
            0.01631860156,
            -0.07087003122,
            -0.009284985598,
            0.004033220661,
            -0.04620712966,
            0.03161546181,
            0.01238596014,
        ],
        [
            0.1494607675,
            0.003909084143,
            0.006101280004,
            -0.3791643761,
            -0.005426535711,
            0.01492823382,
            -0.01789756045,
            -0.009616057689,
            0.004888799077,
            -0.05262609334,
            -0.009476760713,
            0.01428913484,
        ],
        [
            0.1853843081,
            -0.01604053425,
            0.004522712394,
            -0.4203497095,
            -0.03243666299,
            0.0141187577,
            0.02825862065,
            -0.01017499095,
            0.005778243718,
            -0.05974253391,
            -0.04593087919,
            0.01636257047,
        ],
    ]),
    "db": np.array([
        -0.1049613475,
        -0.1452681637,
        -0.02506043483,
        0.6070634737,
        -0.1715751737,
        -0.04048719734,
        0.356833811,
        0.01870883896,
        -0.005381831749,
        0.0747045447,
        -0.2265234666,
        -0.01932076515,
    ]),
}


def test_lstm_step_backward_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_step_backward", LSTM_GATES, {
        "dx": (2, 5),
        "dh_prev": (2, 3),
        "dc_prev": (2, 3),
        "dWx": (5, 12),
        "dWh": (3, 12),
        "db": (12,),
    })


def test_lstm_step_backward_example():
    """A fixed example comes out right."""
    agree("lstm_step_backward", LSTM_GATES, LSTM_STEP_BACKWARD_RESULTS)


def test_lstm_step_backward_gradients():
    """The gradients agree with finite differences of your own lstm_step_forward."""
    gradient_check("lstm_step_backward", LSTM_GATES)


def test_lstm_step_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_step_backward", {**LSTM_GATES, "x": 1000 * LSTM_GATES["x"]})


def test_lstm_step_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_step_backward", LSTM_GATES, {"dh": LSTM_GATES["dh"][..., :-1]}, names="dh dc")
    rejects("lstm_step_backward", LSTM_GATES, {"dc": LSTM_GATES["dc"][..., :-1]}, names="dh dc")


def test_lstm_step_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_step_backward", LSTM_GATES)


# --- lstm_forward (10 points): the whole sequence forward ---

LSTM = {
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
    "c0": np.array([[-1.23, 0.12, 0.02], [1.11, -0.42, 0.29]]),
    "Wx": np.array([
        [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12, 0.49, -1.11, 1.04],
        [1.33, 1.21, 0.21, -1.06, -0.92, 1.28, 0.16, -0.96, 1.15, 0.42, 0.21, -0.37],
        [-0.27, -0.78, -1.39, 1.13, -0.1, 0.14, -0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
        [1.4, 0.47, -0.22, 0.07, 1.12, -0.47, 0.27, 0.55, -0.43, 0.06, 0.8, 1.23],
    ]),
    "Wh": np.array([
        [-1.05, 1.3, -1.48, 0.76, 0.93, -1.09, -0.24, 0.95, -1.46, 0.39, 0.88, 0.04],
        [0.68, -0.82, -0.9, -0.41, -0.96, -0.46, 1.34, 0.22, -0.48, -0.69, 1.36, -0.17],
        [1.44, 0.05, 0.06, 1.19, 0.73, 0.24, -0.22, 1.13, -0.27, 1.27, -1.29, -0.21],
    ]),
    "b": np.array([0.06, 1.35, -0.75, 0.92, 0.53, 0.65, 0.39, 1.41, -0.5, -0.31, -0.89, -1.35]),
    "dh": np.array([
        [[-0.86, 1.25, 1.02], [-1.16, 0.31, -0.06], [0.28, 0.48, -0.58], [1.38, -0.1, 0.38]],
        [[0.41, -0.95, -1.31], [-0.27, 0.79, 0.95], [0.69, -1.16, 1.24], [0.91, 1.13, 0.07]],
    ]),
    "dc": np.array([
        [[1.25, -1.36, -1.41], [-1.44, -0.74, -0.75], [-0.94, 0.2, -1.38], [0.27, -1.0, 0.53]],
        [[-1.44, -0.57, 1.32], [0.12, 0.93, 0.47], [0.33, -0.93, 0.22], [-1.38, 0.9, 1.38]],
    ]),
}

LSTM_FORWARD_RESULTS = {
    "h": np.array([
        [
            [0.3284528074, -0.1454997863, 0.1499801486],
            [0.3354053405, 0.3662275269, 0.001567974144],
            [0.1271090526, 0.492747206, -0.01646414616],
            [0.4827279205, 0.2878106277, 0.01419871488],
        ],
        [
            [0.3360634725, 0.5421992712, -0.02246875358],
            [0.3323504519, 0.3807630399, -0.01704899586],
            [0.2058375258, 0.8270910102, -0.2047991932],
            [0.04954333704, 0.0556385436, -0.01225737605],
        ],
    ]),
    "c": np.array([
        [
            [0.7695862232, -0.3482544416, 0.5542506378],
            [0.8778835242, 0.8557267168, 0.426014561],
            [0.645115981, 1.166899508, -0.06125779154],
            [1.040274881, 1.731022915, 0.01931713654],
        ],
        [
            [0.6144345976, 0.8694150118, -0.1888562679],
            [0.9792439558, 0.9579263612, -0.2127012038],
            [1.115418066, 1.560896661, -0.4085833044],
            [1.034652615, 0.4591546943, -0.2062113872],
        ],
    ]),
}


def test_lstm_forward_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_forward", LSTM, {"h": (2, 4, 3), "c": (2, 4, 3)})


def test_lstm_forward_example():
    """A fixed example comes out right."""
    agree("lstm_forward", LSTM, LSTM_FORWARD_RESULTS)


def test_lstm_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_forward", {**LSTM, "x": 1000 * LSTM["x"]})


def test_lstm_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_forward", LSTM, {"x": LSTM["x"][:, :0]}, names="x h0 c0 Wx")
    rejects("lstm_forward", LSTM, {"x": LSTM["x"][..., :-1]}, names="x h0 c0 Wx")
    rejects("lstm_forward", LSTM, {"h0": LSTM["h0"][..., :-1]}, names="x h0 c0 Wh")
    rejects("lstm_forward", LSTM, {"c0": LSTM["c0"][..., :-1]}, names="x h0 c0 Wh")
    rejects("lstm_forward", LSTM, {"Wx": LSTM["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("lstm_forward", LSTM, {"Wh": LSTM["Wh"][..., :-1]}, names="h0 c0 Wx Wh b")
    rejects("lstm_forward", LSTM, {"b": LSTM["b"][..., :-1]}, names="Wx Wh b")


def test_lstm_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_forward", LSTM)


# --- lstm_backward (22 points): back-propagation through time, along h and c ---

LSTM_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [0.3155605327, -0.05297530587, 0.07839417493, 0.6885570145, -0.1384239044],
            [-0.4800770673, -0.08146015607, -0.5846504966, 0.1836557751, -0.632225284],
            [-0.7591895842, -0.3165562379, -0.01237982631, -0.2179131438, -0.1261795719],
            [-0.0657890776, 0.3637231453, 0.3286524375, -0.2717676881, -0.2557460693],
        ],
        [
            [-0.6789640438, 0.8167649412, 1.087390077, -0.2151436859, -0.1264825643],
            [0.1226027706, -0.05855988222, -0.0993754901, -0.1531427758, 0.06558893984],
            [0.3080068021, 0.1653245005, -0.1860815042, 0.8317003274, -0.6202052038],
            [0.1470952443, 0.2836124087, -0.06623382715, -0.1500132665, 0.5634698123],
        ],
    ]),
    "dh0": np.array([[1.399584624, 0.2182375308, -0.6323003612], [-0.8023439084, -0.792983607, 0.3273964826]]),
    "dc0": np.array([[-0.03062033423, -0.5750886437, -1.9188986], [-1.371736195, -0.07892327864, 1.505815389]]),
    "dWx": np.array([
        [
            -0.7716008443,
            0.0001514556246,
            0.08134005008,
            -0.09175474917,
            -0.09246833557,
            0.0713150847,
            -0.1488145054,
            -0.007493873826,
            -0.4468655309,
            -0.4363187346,
            0.03946542932,
            -0.02408735835,
        ],
        [
            0.06015590294,
            0.4131411062,
            -0.4608347192,
            0.6450151929,
            -0.1476704013,
            0.1325405543,
            2.025553113,
            -0.5353358658,
            -0.4944634998,
            0.4058411324,
            0.06219977321,
            0.09008399705,
        ],
        [
            -0.4805898277,
            0.2321358391,
            -0.1522551815,
            -0.1601514124,
            0.03807438117,
            0.2899145051,
            -0.5992517423,
            -0.3125496715,
            0.2919068832,
            -0.4602793259,
            0.1514190393,
            0.2050037159,
        ],
        [
            -0.2689650964,
            -0.02279980113,
            1.232884148,
            -0.04134561693,
            0.4455407782,
            -0.2134890806,
            0.1099783653,
            0.2557041046,
            -0.6971043837,
            -0.3483261346,
            0.4060619098,
            0.07454344124,
        ],
        [
            -0.287946314,
            -0.6109310177,
            0.76558249,
            0.2126898776,
            -0.410290378,
            -0.004325528278,
            0.7593723386,
            -0.1853852625,
            -0.6729408921,
            0.405371165,
            0.05510838488,
            -0.1282704444,
        ],
    ]),
    "dWh": np.array([
        [
            0.2629397936,
            -0.3254774276,
            0.1201173618,
            -0.2776462533,
            0.05350523516,
            -0.02193346514,
            -1.021577909,
            -0.02949508392,
            0.5869820045,
            0.1915265194,
            -0.07395551355,
            -0.02652186041,
        ],
        [
            -0.06633828449,
            0.3506489634,
            -1.000534627,
            -0.0543288701,
            0.05375006713,
            -0.1602065889,
            -0.448990761,
            -0.3457588083,
            0.2831459335,
            0.1814998701,
            0.02195918998,
            -0.03639587917,
        ],
        [
            0.1006807529,
            -0.03054864936,
            -0.2078696958,
            -0.107492591,
            -0.0155008073,
            0.07522315387,
            -0.4654271273,
            -0.1067173449,
            0.3861106604,
            0.01019070119,
            -0.1084673156,
            0.02509933247,
        ],
    ]),
    "db": np.array([
        -0.3088339935,
        0.05382265782,
        -1.021976465,
        -0.4543880276,
        0.02585914747,
        -0.3140201405,
        -2.008577027,
        -0.5346482401,
        0.6448739685,
        0.1742252019,
        0.009797110204,
        -0.1116547479,
    ]),
}


def test_lstm_backward_shapes():
    """Every result has the shape it should have."""
    shapes("lstm_backward", LSTM, {
        "dx": (2, 4, 5),
        "dh0": (2, 3),
        "dc0": (2, 3),
        "dWx": (5, 12),
        "dWh": (3, 12),
        "db": (12,),
    })


def test_lstm_backward_example():
    """A fixed example comes out right."""
    agree("lstm_backward", LSTM, LSTM_BACKWARD_RESULTS)


def test_lstm_backward_gradients():
    """The gradients agree with finite differences of your own lstm_forward."""
    gradient_check("lstm_backward", LSTM)


def test_lstm_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("lstm_backward", {**LSTM, "x": 1000 * LSTM["x"]})


def test_lstm_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("lstm_backward", LSTM, {"dh": LSTM["dh"][:, :0]}, names="dh dc")
    rejects("lstm_backward", LSTM, {"dh": LSTM["dh"][..., :-1]}, names="dh dc")
    rejects("lstm_backward", LSTM, {"dc": LSTM["dc"][:, :0]}, names="dh dc")
    rejects("lstm_backward", LSTM, {"dc": LSTM["dc"][..., :-1]}, names="dh dc")


def test_lstm_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("lstm_backward", LSTM)


# --- cell_path_gradient (6 points): what the forget gates let through ---

CELL_PATH_GRADIENT = {
    "f": np.array([
        [[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]],
        [[-0.74, -0.16, 0.01], [0.16, 1.49, 0.88], [0.37, 1.47, -0.85], [-1.02, 0.34, -1.37]],
    ]),
    "t": 2,
    "k": 0,
}

CELL_PATH_GRADIENT_RESULTS = {"gradient": np.array([[1.2136, -0.576, 0.9968], [0.0592, 2.1903, -0.748]])}


def test_cell_path_gradient_shapes():
    """Every result has the shape it should have."""
    shapes("cell_path_gradient", CELL_PATH_GRADIENT, {"gradient": (2, 3)})


def test_cell_path_gradient_example():
    """A fixed example comes out right."""
    agree("cell_path_gradient", CELL_PATH_GRADIENT, CELL_PATH_GRADIENT_RESULTS)


def test_cell_path_gradient_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("cell_path_gradient", CELL_PATH_GRADIENT, {"f": CELL_PATH_GRADIENT["f"][:, :0]}, names="f t k")


def test_cell_path_gradient_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("cell_path_gradient", CELL_PATH_GRADIENT)


def test_cell_path_gradient_is_one_over_no_step():
    """From a step to itself the path is 1, to the next it is that step's forget gate."""
    f = np.array([[[0.5], [0.25], [0.75]]])
    agree("cell_path_gradient", {"f": f, "t": 1, "k": 1}, {"gradient": np.array([[1.0]])})
    agree("cell_path_gradient", {"f": f, "t": 1, "k": 0}, {"gradient": np.array([[0.25]])})
    agree("cell_path_gradient", {"f": f, "t": 2, "k": 0}, {"gradient": np.array([[0.1875]])})


def test_cell_path_gradient_knows_its_steps():
    """A step that is not there, or lies in the future, is refused."""
    given = {"f": np.full((1, 3, 1), 0.5), "t": 2, "k": 1}
    rejects("cell_path_gradient", given, {"t": 3}, names="t k f")
    rejects("cell_path_gradient", given, {"k": -1}, names="t k f")
    rejects("cell_path_gradient", given, {"t": 0}, names="t k f")


# --- init_lstm (6 points): the first weights ---


def test_init_lstm_shapes():
    """Four blocks of weights, each within 1 over the root of H, and biases of zero but for the forget gate."""
    D, H = 3, 4
    given = {"D": D, "H": H, "rng": np.random.default_rng(1), "forget_bias": 2.0}
    Wx, Wh, b = solve("init_lstm", given).values()
    shapes = [np.shape(Wx), np.shape(Wh), np.shape(b)]
    right = [(D, 4 * H), (H, 4 * H), (4 * H,)]
    words = "Wx, Wh, b have shapes {shapes}, expected {right}"
    require("init_lstm", shapes == right, words.format(shapes=shapes, right=right))
    largest = max(np.abs(Wx).max(), np.abs(Wh).max())
    words = "the largest weight is {w:.3g}, expected at most {bound}"
    require("init_lstm", largest <= 0.5, words.format(w=largest, bound=0.5))
    words = "b is {b}, expected 2 in the forget block and 0 elsewhere"
    require("init_lstm", np.array_equal(b, np.repeat([0.0, 2.0, 0.0, 0.0], H)), words.format(b=list(b)))


def test_init_lstm_draws_every_weight_on_its_own():
    """No two weights are alike, and another rng gives others."""
    first, again, other = (
        solve("init_lstm", {"D": 3, "H": 4, "rng": np.random.default_rng(seed)}) for seed in (1, 1, 2)
    )
    drawn = np.concatenate([first["Wx"].ravel(), first["Wh"].ravel()])
    words = "{n} weights are different, expected {all}"
    require("init_lstm", np.unique(drawn).size == drawn.size, words.format(n=np.unique(drawn).size, all=drawn.size))
    words = "equal generators give different weights"
    require("init_lstm", np.array_equal(first["Wx"], again["Wx"]), words)
    words = "another generator gives the same weights"
    require("init_lstm", not np.array_equal(first["Wx"], other["Wx"]), words)
    words = "the forget bias is {b}, expected 1 by default"
    require("init_lstm", np.array_equal(first["b"][4:8], np.ones(4)), words.format(b=list(first["b"][4:8])))


def test_init_lstm_reaches_both_ends():
    """With 16 units the weights lie all over -1/4 to 1/4."""
    Wx = solve("init_lstm", {"D": 16, "H": 16, "rng": np.random.default_rng(3)})["Wx"]
    low, high = float(np.min(Wx)), float(np.max(Wx))
    words = "they lie from {low:.3g} to {high:.3g}, expected -0.25 to 0.25"
    require("init_lstm", -0.25 <= low < -0.24 and 0.24 < high <= 0.25, words.format(low=low, high=high))


# --- stacked_lstm_forward (6 points): layers on top of one another ---

STACKED_LSTM = {
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
    "layers": [
        (
            np.array([
                [0.42, 0.73, -1.23, 0.12, 0.02, 1.11, -0.42, 0.29],
                [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36, 1.44, 0.27],
                [0.32, 0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21],
                [1.4, -0.85, 0.52, -0.6, 1.12, 0.49, -1.11, 1.04],
                [1.33, 1.21, 0.21, -1.06, -0.92, 1.28, 0.16, -0.96],
            ]),
            np.array([
                [1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39, 1.13],
                [-0.1, 0.14, -0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
            ]),
            np.array([1.4, 0.47, -0.22, 0.07, 1.12, -0.47, 0.27, 0.55]),
        ),
        (
            np.array([
                [
                    -0.43,
                    0.06,
                    0.8,
                    1.23,
                    -1.05,
                    1.3,
                    -1.48,
                    0.76,
                    0.93,
                    -1.09,
                    -0.24,
                    0.95,
                    -1.46,
                    0.39,
                    0.88,
                    0.04,
                    0.68,
                    -0.82,
                    -0.9,
                    -0.41,
                ],
                [
                    -0.96,
                    -0.46,
                    1.34,
                    0.22,
                    -0.48,
                    -0.69,
                    1.36,
                    -0.17,
                    1.44,
                    0.05,
                    0.06,
                    1.19,
                    0.73,
                    0.24,
                    -0.22,
                    1.13,
                    -0.27,
                    1.27,
                    -1.29,
                    -0.21,
                ],
            ]),
            np.array([
                [
                    0.06,
                    1.35,
                    -0.75,
                    0.92,
                    0.53,
                    0.65,
                    0.39,
                    1.41,
                    -0.5,
                    -0.31,
                    -0.89,
                    -1.35,
                    -0.86,
                    1.25,
                    1.02,
                    -1.16,
                    0.31,
                    -0.06,
                    0.28,
                    0.48,
                ],
                [
                    -0.58,
                    1.38,
                    -0.1,
                    0.38,
                    0.41,
                    -0.95,
                    -1.31,
                    -0.27,
                    0.79,
                    0.95,
                    0.69,
                    -1.16,
                    1.24,
                    0.91,
                    1.13,
                    0.07,
                    1.25,
                    -1.36,
                    -1.41,
                    -1.44,
                ],
                [
                    -0.74,
                    -0.75,
                    -0.94,
                    0.2,
                    -1.38,
                    0.27,
                    -1.0,
                    0.53,
                    -1.44,
                    -0.57,
                    1.32,
                    0.12,
                    0.93,
                    0.47,
                    0.33,
                    -0.93,
                    0.22,
                    -1.38,
                    0.9,
                    1.38,
                ],
                [
                    1.06,
                    -1.35,
                    -0.48,
                    -0.55,
                    -1.16,
                    0.38,
                    0.89,
                    -0.56,
                    1.09,
                    0.89,
                    -1.11,
                    0.8,
                    1.15,
                    -0.91,
                    0.22,
                    0.42,
                    0.33,
                    -1.21,
                    0.48,
                    0.4,
                ],
                [
                    0.97,
                    0.91,
                    -0.52,
                    0.67,
                    1.1,
                    1.18,
                    -1.02,
                    -1.42,
                    0.45,
                    -0.86,
                    0.19,
                    1.33,
                    -0.36,
                    -0.74,
                    -0.13,
                    0.47,
                    -1.2,
                    -0.36,
                    -1.1,
                    0.49,
                ],
            ]),
            np.array([
                0.99,
                -0.37,
                -0.38,
                0.12,
                -0.85,
                -0.76,
                -0.51,
                -0.13,
                -1.26,
                0.76,
                0.24,
                -0.6,
                -1.27,
                0.79,
                -1.11,
                -1.1,
                -1.11,
                -1.26,
                1.22,
                -0.69,
            ]),
        ),
        (
            np.array([
                [-0.58, 1.0, 0.36, -0.94],
                [-0.2, 1.15, -0.37, 0.63],
                [-1.21, 0.68, 0.83, 0.98],
                [0.52, -0.39, -1.31, 0.06],
                [0.77, -0.93, -0.7, 0.11],
            ]),
            np.array([[0.74, 1.19, -1.12, -0.95]]),
            np.array([0.9, 0.43, 0.66, 1.49]),
        ),
    ],
}

STACKED_LSTM_FORWARD_RESULTS = {
    "h": np.array([
        [[0.1891875544], [0.1644407327], [0.1487872748], [0.05749084572]],
        [[0.2080901103], [0.1633283368], [0.2227084845], [0.1628956663]],
    ]),
    "last": (
        [
            np.array([[0.6751396493, 0.09413118601], [0.1686335484, 0.08233889542]]),
            np.array([
                [-0.1180322231, 0.02052300405, -0.1026185035, 0.3539187331, -0.07479899881],
                [-0.06075426056, -0.05330572254, -0.1249593846, 0.2728861186, -0.1336153285],
            ]),
            np.array([[0.05749084572], [0.1628956663]]),
        ],
        [
            np.array([[1.124968418, 0.3076878864], [0.5465603504, 0.08453442961]]),
            np.array([
                [-0.3782028625, 0.05618538347, -0.9222111376, 0.5871236398, -0.2913260915],
                [-0.20201494, -0.1832726527, -0.6503109949, 0.3704983177, -0.480125018],
            ]),
            np.array([[0.0720067551], [0.216198261]]),
        ],
    ),
}


def test_stacked_lstm_forward_shapes():
    """Every result has the shape it should have."""
    shapes("stacked_lstm_forward", STACKED_LSTM, {
        "h": (2, 4, 1),
        "last": [[(2, 2), (2, 5), (2, 1)], [(2, 2), (2, 5), (2, 1)]],
    })


def test_stacked_lstm_forward_example():
    """A fixed example comes out right."""
    agree("stacked_lstm_forward", STACKED_LSTM, STACKED_LSTM_FORWARD_RESULTS)


def test_stacked_lstm_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("stacked_lstm_forward", {**STACKED_LSTM, "x": 1000 * STACKED_LSTM["x"]})


def test_stacked_lstm_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("stacked_lstm_forward", STACKED_LSTM, {"x": STACKED_LSTM["x"][:, :0]}, names="x layers")


def test_stacked_lstm_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("stacked_lstm_forward", STACKED_LSTM)


# --- bidirectional_lstm_forward (6 points): reading in both directions ---

BIDIRECTIONAL_LSTM = {
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
            [-0.7, 1.14, 0.03, 1.04, 0.42, 0.73, -1.23, 0.12, 0.02, 1.11, -0.42, 0.29],
            [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
            [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12, 0.49, -1.11, 1.04],
            [1.33, 1.21, 0.21, -1.06, -0.92, 1.28, 0.16, -0.96, 1.15, 0.42, 0.21, -0.37],
            [-0.27, -0.78, -1.39, 1.13, -0.1, 0.14, -0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
        ]),
        np.array([
            [1.4, 0.47, -0.22, 0.07, 1.12, -0.47, 0.27, 0.55, -0.43, 0.06, 0.8, 1.23],
            [-1.05, 1.3, -1.48, 0.76, 0.93, -1.09, -0.24, 0.95, -1.46, 0.39, 0.88, 0.04],
            [0.68, -0.82, -0.9, -0.41, -0.96, -0.46, 1.34, 0.22, -0.48, -0.69, 1.36, -0.17],
        ]),
        np.array([1.44, 0.05, 0.06, 1.19, 0.73, 0.24, -0.22, 1.13, -0.27, 1.27, -1.29, -0.21]),
    ),
    "backward": (
        np.array([
            [0.06, 1.35, -0.75, 0.92, 0.53, 0.65, 0.39, 1.41, -0.5, -0.31, -0.89, -1.35],
            [-0.86, 1.25, 1.02, -1.16, 0.31, -0.06, 0.28, 0.48, -0.58, 1.38, -0.1, 0.38],
            [0.41, -0.95, -1.31, -0.27, 0.79, 0.95, 0.69, -1.16, 1.24, 0.91, 1.13, 0.07],
            [1.25, -1.36, -1.41, -1.44, -0.74, -0.75, -0.94, 0.2, -1.38, 0.27, -1.0, 0.53],
            [-1.44, -0.57, 1.32, 0.12, 0.93, 0.47, 0.33, -0.93, 0.22, -1.38, 0.9, 1.38],
        ]),
        np.array([
            [1.06, -1.35, -0.48, -0.55, -1.16, 0.38, 0.89, -0.56, 1.09, 0.89, -1.11, 0.8],
            [1.15, -0.91, 0.22, 0.42, 0.33, -1.21, 0.48, 0.4, 0.97, 0.91, -0.52, 0.67],
            [1.1, 1.18, -1.02, -1.42, 0.45, -0.86, 0.19, 1.33, -0.36, -0.74, -0.13, 0.47],
        ]),
        np.array([-1.2, -0.36, -1.1, 0.49, 0.99, -0.37, -0.38, 0.12, -0.85, -0.76, -0.51, -0.13]),
    ),
}

BIDIRECTIONAL_LSTM_FORWARD_RESULTS = {
    "h": np.array([
        [
            [0.1577813798, 0.05510608114, 0.2067129027, -0.2231176237, 0.1721595174, -0.04371772026],
            [-0.6354752624, -0.01400556992, 0.6424504218, -0.07054802505, -0.0522630577, -0.0465224745],
            [-0.254378589, 0.09835324671, 0.008068991822, -0.01067124245, -0.1111375367, -0.2499971886],
            [-0.2100795113, 0.008942923416, -0.0002343680881, 0.008247558228, -0.240930891, -0.3929460671],
        ],
        [
            [0.0223768749, 0.05999880841, 0.1389658354, -0.1835923105, 0.01220925128, 6.864178353e-05],
            [0.3232267926, 0.01253821369, 0.2789604056, -0.219287076, 0.2610011863, -0.2268393529],
            [-0.1591520191, 0.1791197603, -0.04406942049, -0.008474730064, 0.2209168994, -0.2548722595],
            [-0.09229258446, 0.1484751574, 0.04710999166, -0.2179481558, 0.006491849654, -0.07730203384],
        ],
    ]),
}


def test_bidirectional_lstm_forward_shapes():
    """Every result has the shape it should have."""
    shapes("bidirectional_lstm_forward", BIDIRECTIONAL_LSTM, {"h": (2, 4, 6)})


def test_bidirectional_lstm_forward_example():
    """A fixed example comes out right."""
    agree("bidirectional_lstm_forward", BIDIRECTIONAL_LSTM, BIDIRECTIONAL_LSTM_FORWARD_RESULTS)


def test_bidirectional_lstm_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("bidirectional_lstm_forward", {**BIDIRECTIONAL_LSTM, "x": 1000 * BIDIRECTIONAL_LSTM["x"]})


def test_bidirectional_lstm_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("bidirectional_lstm_forward", BIDIRECTIONAL_LSTM, {"x": BIDIRECTIONAL_LSTM["x"][:, :0]}, names="x forward backward")


def test_bidirectional_lstm_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("bidirectional_lstm_forward", BIDIRECTIONAL_LSTM)


# --- fit_square (8 points): the capstone: learn y = x² ---


def test_fit_square_learns():
    """After 200 epochs the error is far below a constant's .089."""
    given = {"epochs": 200, "lr": 0.5, "rng": lambda: np.random.default_rng(1)}
    prediction, losses = solve("fit_square", given).values()
    words = "prediction has shape {got}, expected {want}"
    require("fit_square", np.shape(prediction) == (100, 6), words.format(got=np.shape(prediction), want=(100, 6)))
    words = "there are {n} losses, expected one an epoch: 200"
    require("fit_square", len(losses) == 200, words.format(n=len(losses)))
    x = np.linspace(0.01, 1, 600).reshape(100, 6)
    error = float(np.mean((prediction - x**2) ** 2))
    words = "the prediction's error is {error:.3g}, expected below 0.02"
    require("fit_square", error < 0.02, words.format(error=error))


def test_fit_square_losses_come_before_each_step():
    """losses[0] is the untrained network's, whatever the learning rate."""
    first = []
    for lr in (0.5, 0.1):
        given = {"epochs": 1, "lr": lr, "rng": np.random.default_rng(2)}
        first.append(float(solve("fit_square", given)["losses"][0]))
    words = "losses[0] is {one:.6g} at lr 0.5 and {two:.6g} at lr 0.1, expected the same: it comes before any step"
    require("fit_square", abs(first[0] - first[1]) < 1e-9, words.format(one=first[0], two=first[1]))


def test_fit_square_draws_from_rng():
    """The same rng gives the same losses, another one gives others."""
    losses = []
    for seed in (3, 3, 4):
        given = {"epochs": 1, "lr": 0.5, "rng": np.random.default_rng(seed)}
        losses.append(float(solve("fit_square", given)["losses"][0]))
    words = "two runs with equal generators begin at {losses}"
    require("fit_square", losses[0] == losses[1], words.format(losses=losses[:2]))
    words = "another generator gives the same losses"
    require("fit_square", losses[0] != losses[2], words)
