"""The visible tests of gru.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_gru_step_forward` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, gradient_check, rejects, shapes, stays_finite, unchanged


# --- gru_step_forward (8 points): reset before the product: one step forward ---

GRU_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wx": np.array([
        [1.49, 0.88, 0.37, 1.47, -0.85, -1.02, 0.34, -1.37, -1.39],
        [0.04, -0.1, 1.25, 0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04, -0.7, 1.14, 0.03],
        [1.04, 0.42, 0.73, -1.23, 0.12, 0.02, 1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36, 1.44, 0.27, 0.32],
    ]),
    "Wh": np.array([
        [0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12, 0.49, -1.11, 1.04, 1.33, 1.21, 0.21],
        [-1.06, -0.92, 1.28, 0.16, -0.96, 1.15, 0.42, 0.21, -0.37],
    ]),
    "b": np.array([-0.27, -0.78, -1.39, 1.13, -0.1, 0.14, -0.53, 0.75, -1.42]),
    "dh": np.array([[-0.38, -1.41, -1.13], [1.4, 0.47, -0.22]]),
}

GRU_STEP_FORWARD_RESULTS = {"h": np.array([[-0.6300237566, -0.6906019076, -0.9722396158], [0.3976782226, 0.5261489738, -0.6885767452]])}


def test_gru_step_forward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_step_forward", GRU_STEP, {"h": (2, 3)})


def test_gru_step_forward_example():
    """A fixed example comes out right."""
    agree("gru_step_forward", GRU_STEP, GRU_STEP_FORWARD_RESULTS)


def test_gru_step_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_step_forward", {**GRU_STEP, "x": 1000 * GRU_STEP["x"]})


def test_gru_step_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_step_forward", GRU_STEP, {"x": GRU_STEP["x"][..., :-1]}, names="x h_prev Wx")
    rejects("gru_step_forward", GRU_STEP, {"h_prev": GRU_STEP["h_prev"][..., :-1]}, names="x h_prev Wh")
    rejects("gru_step_forward", GRU_STEP, {"Wx": GRU_STEP["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("gru_step_forward", GRU_STEP, {"Wh": GRU_STEP["Wh"][..., :-1]}, names="h_prev Wx Wh b")
    rejects("gru_step_forward", GRU_STEP, {"b": GRU_STEP["b"][..., :-1]}, names="Wx Wh b")


def test_gru_step_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_step_forward", GRU_STEP)


# --- gru_step_backward (14 points): reset before the product: one step backward ---

GRU_STEP_BACKWARD_RESULTS = {
    "dx": np.array([
        [0.1522234672, 0.08903816604, -0.06351662323, 0.04901946419, -0.0465745878],
        [-0.298090878, -0.2650043765, 0.3540972788, 0.6061884166, 0.5302127679],
    ]),
    "dh_prev": np.array([
        [-0.3514762484, -1.205590062, -0.1189143216],
        [0.66903593, 0.2380166477, -0.008710201856],
    ]),
    "dWx": np.array([
        [
            0.004859740341,
            0.004835040522,
            0.002143539405,
            -0.4071817679,
            -0.1368804308,
            -0.04170762973,
            0.2027455267,
            0.003563699847,
            -0.06281296101,
        ],
        [
            0.008708794299,
            0.01201656775,
            -0.001010702774,
            0.51484936,
            0.1193234629,
            0.01425711169,
            -0.2681446191,
            -0.1054457858,
            0.06835195359,
        ],
        [
            0.008674651446,
            0.00962952276,
            0.002380254482,
            -0.3559305703,
            -0.1356702372,
            -0.04792530175,
            0.1737130719,
            -0.02696652607,
            -0.05820588042,
        ],
        [
            -0.006170483748,
            -0.008361667789,
            0.0004953948228,
            -0.3081733446,
            -0.06795791311,
            -0.006053006411,
            0.161263373,
            0.06962462155,
            -0.04019969523,
        ],
        [
            -0.005495532983,
            -0.006588956183,
            -0.0008008435108,
            0.04412069756,
            0.03281316924,
            0.01739160739,
            -0.01802504057,
            0.03338116422,
            0.01050945186,
        ],
    ]),
    "dWh": np.array([
        [
            -0.005484432464,
            -0.006517776355,
            -0.0008829922153,
            0.0655175772,
            0.03904176259,
            0.01889297592,
            -0.0271289764,
            0.02191432695,
            0.01167742766,
        ],
        [
            -0.005888453788,
            -0.007172668023,
            -0.0006950976205,
            0.005464654574,
            0.02290976928,
            0.01564513399,
            0.0007827619124,
            0.01324007323,
            0.001690563815,
        ],
        [
            -0.006407997293,
            -0.007948862038,
            -0.0005489411489,
            -0.04727307254,
            0.009338993874,
            0.01321967962,
            0.003142842104,
            0.008888748739,
            0.0003173586062,
        ],
    ]),
    "db": np.array([
        0.01024694728,
        0.01150370321,
        0.002625226972,
        -0.3726186122,
        -0.1462491493,
        -0.05319180495,
        0.1809326394,
        -0.03615175331,
        -0.06180358814,
    ]),
}


def test_gru_step_backward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_step_backward", GRU_STEP, {
        "dx": (2, 5),
        "dh_prev": (2, 3),
        "dWx": (5, 9),
        "dWh": (3, 9),
        "db": (9,),
    })


def test_gru_step_backward_example():
    """A fixed example comes out right."""
    agree("gru_step_backward", GRU_STEP, GRU_STEP_BACKWARD_RESULTS)


def test_gru_step_backward_gradients():
    """The gradients agree with finite differences of your own gru_step_forward."""
    gradient_check("gru_step_backward", GRU_STEP)


def test_gru_step_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_step_backward", {**GRU_STEP, "x": 1000 * GRU_STEP["x"]})


def test_gru_step_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_step_backward", GRU_STEP, {"dh": GRU_STEP["dh"][..., :-1]}, names="dh")


def test_gru_step_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_step_backward", GRU_STEP)


# --- gru_forward (10 points): reset before the product: the whole sequence forward ---

GRU = {
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
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12],
        [0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39],
    ]),
    "Wh": np.array([
        [1.13, -0.1, 0.14, -0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
        [1.4, 0.47, -0.22, 0.07, 1.12, -0.47, 0.27, 0.55, -0.43],
        [0.06, 0.8, 1.23, -1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
    ]),
    "b": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9]),
    "dh": np.array([
        [[-0.41, -0.96, -0.46], [1.34, 0.22, -0.48], [-0.69, 1.36, -0.17], [1.44, 0.05, 0.06]],
        [[1.19, 0.73, 0.24], [-0.22, 1.13, -0.27], [1.27, -1.29, -0.21], [0.06, 1.35, -0.75]],
    ]),
}

GRU_FORWARD_RESULTS = {
    "h": np.array([
        [
            [-0.1018323235, 1.097506573, -0.3957310621],
            [-0.5193586821, 1.002661935, 0.4610367402],
            [0.4198761672, 0.9245898812, -0.1867897219],
            [0.4321951624, 0.8994329744, -0.8383820698],
        ],
        [
            [0.996399533, 0.3448536, -0.0947670782],
            [0.6123660774, 0.3224912405, 0.07808490203],
            [0.4477250985, -0.3075251609, -0.5952334849],
            [0.3734133499, -0.500529069, -0.4328735033],
        ],
    ]),
}


def test_gru_forward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_forward", GRU, {"h": (2, 4, 3)})


def test_gru_forward_example():
    """A fixed example comes out right."""
    agree("gru_forward", GRU, GRU_FORWARD_RESULTS)


def test_gru_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_forward", {**GRU, "x": 1000 * GRU["x"]})


def test_gru_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_forward", GRU, {"x": GRU["x"][:, :0]}, names="x h0 Wx")
    rejects("gru_forward", GRU, {"x": GRU["x"][..., :-1]}, names="x h0 Wx")
    rejects("gru_forward", GRU, {"h0": GRU["h0"][..., :-1]}, names="x h0 Wh")
    rejects("gru_forward", GRU, {"Wx": GRU["Wx"][..., :-1]}, names="x Wx Wh b")
    rejects("gru_forward", GRU, {"Wh": GRU["Wh"][..., :-1]}, names="h0 Wx Wh b")
    rejects("gru_forward", GRU, {"b": GRU["b"][..., :-1]}, names="Wx Wh b")


def test_gru_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_forward", GRU)


# --- gru_backward (18 points): reset before the product: back-propagation through time ---

GRU_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [-0.1790875101, -0.1617771768, 0.2589729998, -0.2000379317, 0.02313339717],
            [0.2151745864, 0.5591094903, -0.1856833225, 0.5214550329, 0.1366433881],
            [-0.442408255, -0.1314095169, 0.271091873, -0.4707889984, -0.1584149116],
            [-0.07954636956, 0.004473457651, 0.03979627335, -0.07751712654, -0.02838692082],
        ],
        [
            [-0.2634884291, -0.06434271481, 0.3266810053, 0.2159225177, -0.6267521298],
            [-0.2802076697, 0.6638814739, -0.3437566685, -0.8348906595, 0.4771094762],
            [-0.2560249657, -0.1856177943, 0.415029846, 0.01317350712, 0.3267386678],
            [-0.1381284385, 0.4747092433, -0.3509862706, -0.5393066027, -0.4474068032],
        ],
    ]),
    "dh0": np.array([[0.4769762004, 0.6866507001, 0.006645803339], [-0.6736507247, 1.695611306, 0.1482333646]]),
    "dWx": np.array([
        [
            0.06814828237,
            0.01539568864,
            0.02400283772,
            0.4533612017,
            -0.06238878754,
            -0.1228651085,
            0.04361605931,
            -0.8763439807,
            -0.2041060114,
        ],
        [
            0.01650261701,
            0.0002912656972,
            0.01032912938,
            -0.5447779644,
            -0.3253514854,
            -0.04591064728,
            -0.3442325334,
            -0.3210479401,
            -0.2358571842,
        ],
        [
            0.04197258258,
            0.06322259758,
            0.03751086719,
            0.3952953721,
            0.1414726829,
            0.09969872288,
            0.1463823227,
            -0.3221998554,
            -0.3278538491,
        ],
        [
            0.00379554898,
            -0.009290883447,
            -0.05767365454,
            0.4084820529,
            0.08539715632,
            0.4536626705,
            -0.02956234973,
            0.4929109162,
            -0.5973549848,
        ],
        [
            0.1235454463,
            0.02446394314,
            0.04845644081,
            0.02260143607,
            -0.3217515225,
            -0.1482920778,
            0.2069061698,
            -1.266101162,
            -0.3552015515,
        ],
    ]),
    "dWh": np.array([
        [
            0.00177960342,
            0.001925021524,
            -0.04926095722,
            0.2290951303,
            0.06491048406,
            0.05839273227,
            0.4201527473,
            0.2275464523,
            -0.0489984203,
        ],
        [
            0.0368386403,
            0.03606489704,
            0.02931338608,
            0.05441948718,
            0.2675001953,
            -0.3020625274,
            0.2344433541,
            0.07202158645,
            0.02794514113,
        ],
        [
            -0.005060552822,
            0.01695470063,
            0.04311005357,
            -0.2340777158,
            0.01354311324,
            -0.1043958201,
            -0.002124926482,
            -0.03176786578,
            0.01634140815,
        ],
    ]),
    "db": np.array([
        0.01881638647,
        0.0179882632,
        -0.04399349388,
        0.1071928497,
        0.3937522561,
        -0.2859679431,
        0.8748376431,
        0.7072851786,
        -0.2315728677,
    ]),
}


def test_gru_backward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_backward", GRU, {
        "dx": (2, 4, 5),
        "dh0": (2, 3),
        "dWx": (5, 9),
        "dWh": (3, 9),
        "db": (9,),
    })


def test_gru_backward_example():
    """A fixed example comes out right."""
    agree("gru_backward", GRU, GRU_BACKWARD_RESULTS)


def test_gru_backward_gradients():
    """The gradients agree with finite differences of your own gru_forward."""
    gradient_check("gru_backward", GRU)


def test_gru_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_backward", {**GRU, "x": 1000 * GRU["x"]})


def test_gru_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_backward", GRU, {"dh": GRU["dh"][:, :0]}, names="dh")
    rejects("gru_backward", GRU, {"dh": GRU["dh"][..., :-1]}, names="dh")


def test_gru_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_backward", GRU)


# --- gru_reset_after_step_forward (8 points): reset after the product: one step forward ---

GRU_RESET_AFTER_STEP = {
    "x": np.array([[0.38, 1.19, 0.83, -0.82, -0.6], [1.12, -1.48, 0.96, 0.89, -0.1]]),
    "h_prev": np.array([[-0.59, -0.66, -0.74], [-0.16, 0.01, 0.16]]),
    "Wx": np.array([
        [1.49, 0.88, 0.37, 1.47, -0.85, -1.02, 0.34, -1.37, -1.39],
        [0.04, -0.1, 1.25, 0.39, 0.04, -0.01, -0.76, -1.46, -0.92],
        [0.58, -0.9, -0.39, -1.49, 0.99, -1.04, -0.7, 1.14, 0.03],
        [1.04, 0.42, 0.73, -1.23, 0.12, 0.02, 1.11, -0.42, 0.29],
        [-1.32, -0.34, -0.53, -1.05, 0.95, -0.36, 1.44, 0.27, 0.32],
    ]),
    "Wh": np.array([
        [0.41, 0.53, -1.05, -0.18, -0.78, -0.29, -1.21, 1.4, -0.85],
        [0.52, -0.6, 1.12, 0.49, -1.11, 1.04, 1.33, 1.21, 0.21],
        [-1.06, -0.92, 1.28, 0.16, -0.96, 1.15, 0.42, 0.21, -0.37],
    ]),
    "bx": np.array([-0.27, -0.78, -1.39, 1.13, -0.1, 0.14, -0.53, 0.75, -1.42]),
    "bh": np.array([-0.38, -1.41, -1.13, 1.4, 0.47, -0.22, 0.07, 1.12, -0.47]),
    "dh": np.array([[0.27, 0.55, -0.43], [0.06, 0.8, 1.23]]),
}

GRU_RESET_AFTER_STEP_FORWARD_RESULTS = {"h": np.array([[-0.6006843499, -0.635314842, -0.9785324784], [0.07773433295, 0.4256382684, -0.7458710495]])}


def test_gru_reset_after_step_forward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"h": (2, 3)})


def test_gru_reset_after_step_forward_example():
    """A fixed example comes out right."""
    agree("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, GRU_RESET_AFTER_STEP_FORWARD_RESULTS)


def test_gru_reset_after_step_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_reset_after_step_forward", {**GRU_RESET_AFTER_STEP, "x": 1000 * GRU_RESET_AFTER_STEP["x"]})


def test_gru_reset_after_step_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"x": GRU_RESET_AFTER_STEP["x"][..., :-1]}, names="x h_prev Wx")
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"h_prev": GRU_RESET_AFTER_STEP["h_prev"][..., :-1]}, names="x h_prev Wh")
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"Wx": GRU_RESET_AFTER_STEP["Wx"][..., :-1]}, names="x Wx Wh bx bh")
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"Wh": GRU_RESET_AFTER_STEP["Wh"][..., :-1]}, names="h_prev Wx Wh bx bh")
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"bx": GRU_RESET_AFTER_STEP["bx"][..., :-1]}, names="Wx Wh bx bh")
    rejects("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP, {"bh": GRU_RESET_AFTER_STEP["bh"][..., :-1]}, names="Wx Wh bx bh")


def test_gru_reset_after_step_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_reset_after_step_forward", GRU_RESET_AFTER_STEP)


# --- gru_reset_after_step_backward (14 points): reset after the product: one step backward ---

GRU_RESET_AFTER_STEP_BACKWARD_RESULTS = {
    "dx": np.array([
        [-0.04251650157, -0.06623726902, 0.04811552925, -0.02658391767, 0.001508182913],
        [-0.3588612082, -0.2661304672, -0.2968345716, 0.05841746696, -0.1333964157],
    ]),
    "dh_prev": np.array([
        [0.2798765799, 0.5075306527, -0.0251959534],
        [0.1520523324, 0.8130537476, 0.4955561311],
    ]),
    "dWx": np.array([
        [
            8.000977869e-05,
            0.001004476934,
            -0.003840822242,
            -0.01131817065,
            -0.2168276717,
            0.1578315539,
            0.002929328718,
            0.03602169188,
            0.2704940668,
        ],
        [
            -0.0001074725621,
            -0.006444083097,
            0.005044542062,
            0.01971015241,
            0.2659428725,
            -0.2216152548,
            -0.003852136254,
            0.03203304934,
            -0.3602225608,
        ],
        [
            6.805966667e-05,
            -0.0006638899415,
            -0.003301321241,
            -0.008284521362,
            -0.1919852838,
            0.1313944449,
            0.002516444685,
            0.05460768962,
            0.2310223888,
        ],
        [
            6.473644506e-05,
            0.004190820565,
            -0.003031640206,
            -0.01214601106,
            -0.1586555183,
            0.1340738466,
            0.002315329849,
            -0.02417585542,
            0.2167920729,
        ],
        [
            -6.559857956e-06,
            0.001622013725,
            0.0003532441592,
            -0.0005798009647,
            0.02624402928,
            -0.00972578262,
            -0.0002678237829,
            -0.02985584477,
            -0.02321993549,
        ],
    ]),
    "dWh": np.array([
        [
            -1.087740786e-05,
            0.001476407868,
            0.0005584493983,
            0.0001118166168,
            0.03749060161,
            -0.01841520042,
            -0.0003854907034,
            -0.003418252945,
            -0.001385619366,
        ],
        [
            1.398627137e-06,
            0.002014950373,
            -2.220629516e-05,
            -0.001964827135,
            0.006132052666,
            0.006526207246,
            1.913311711e-05,
            -0.00337092234,
            0.0001686364621,
        ],
        [
            1.224923145e-05,
            0.002545275218,
            -0.0005342173141,
            -0.003848391085,
            -0.02131548225,
            0.02867398729,
            0.0003760243444,
            -0.003422958159,
            0.001542185299,
        ],
    ]),
    "dbx": np.array([
        7.075581109e-05,
        -0.001101027901,
        -0.003441343532,
        -0.008249262791,
        -0.2016315734,
        0.1358246941,
        0.002622798041,
        0.06325579033,
        0.2404255295,
    ]),
    "dbh": np.array([
        7.075581109e-05,
        -0.001101027901,
        -0.003441343532,
        -0.008249262791,
        -0.2016315734,
        0.1358246941,
        0.002390188445,
        0.007540205084,
        0.00897649017,
    ]),
}


def test_gru_reset_after_step_backward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_reset_after_step_backward", GRU_RESET_AFTER_STEP, {
        "dx": (2, 5),
        "dh_prev": (2, 3),
        "dWx": (5, 9),
        "dWh": (3, 9),
        "dbx": (9,),
        "dbh": (9,),
    })


def test_gru_reset_after_step_backward_example():
    """A fixed example comes out right."""
    agree("gru_reset_after_step_backward", GRU_RESET_AFTER_STEP, GRU_RESET_AFTER_STEP_BACKWARD_RESULTS)


def test_gru_reset_after_step_backward_gradients():
    """The gradients agree with finite differences of your own gru_reset_after_step_forward."""
    gradient_check("gru_reset_after_step_backward", GRU_RESET_AFTER_STEP)


def test_gru_reset_after_step_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_reset_after_step_backward", {**GRU_RESET_AFTER_STEP, "x": 1000 * GRU_RESET_AFTER_STEP["x"]})


def test_gru_reset_after_step_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_reset_after_step_backward", GRU_RESET_AFTER_STEP, {"dh": GRU_RESET_AFTER_STEP["dh"][..., :-1]}, names="dh")


def test_gru_reset_after_step_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_reset_after_step_backward", GRU_RESET_AFTER_STEP)


# --- gru_reset_after_forward (10 points): reset after the product: the whole sequence forward ---

GRU_RESET_AFTER = {
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
        [-1.23, 0.12, 0.02, 1.11, -0.42, 0.29, -1.32, -0.34, -0.53],
        [-1.05, 0.95, -0.36, 1.44, 0.27, 0.32, 0.41, 0.53, -1.05],
        [-0.18, -0.78, -0.29, -1.21, 1.4, -0.85, 0.52, -0.6, 1.12],
        [0.49, -1.11, 1.04, 1.33, 1.21, 0.21, -1.06, -0.92, 1.28],
        [0.16, -0.96, 1.15, 0.42, 0.21, -0.37, -0.27, -0.78, -1.39],
    ]),
    "Wh": np.array([
        [1.13, -0.1, 0.14, -0.53, 0.75, -1.42, -0.38, -1.41, -1.13],
        [1.4, 0.47, -0.22, 0.07, 1.12, -0.47, 0.27, 0.55, -0.43],
        [0.06, 0.8, 1.23, -1.05, 1.3, -1.48, 0.76, 0.93, -1.09],
    ]),
    "bx": np.array([-0.24, 0.95, -1.46, 0.39, 0.88, 0.04, 0.68, -0.82, -0.9]),
    "bh": np.array([-0.41, -0.96, -0.46, 1.34, 0.22, -0.48, -0.69, 1.36, -0.17]),
    "dh": np.array([
        [[1.44, 0.05, 0.06], [1.19, 0.73, 0.24], [-0.22, 1.13, -0.27], [1.27, -1.29, -0.21]],
        [[0.06, 1.35, -0.75], [0.92, 0.53, 0.65], [0.39, 1.41, -0.5], [-0.31, -0.89, -1.35]],
    ]),
}

GRU_RESET_AFTER_FORWARD_RESULTS = {
    "h": np.array([
        [
            [-0.4895645393, 1.124317829, -0.4939669302],
            [-0.5661233905, 1.011575132, 0.3500733937],
            [-0.1556446772, 0.993938108, -0.3220732995],
            [-0.1488168975, 0.9596507989, -0.8014974113],
        ],
        [
            [0.9955081433, 0.4879852503, 0.8082787323],
            [0.6721306085, 0.4828900381, 0.2721147831],
            [0.4463144626, 0.5953593324, -0.7552531553],
            [0.4087652394, 0.452914294, -0.4120840707],
        ],
    ]),
}


def test_gru_reset_after_forward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_reset_after_forward", GRU_RESET_AFTER, {"h": (2, 4, 3)})


def test_gru_reset_after_forward_example():
    """A fixed example comes out right."""
    agree("gru_reset_after_forward", GRU_RESET_AFTER, GRU_RESET_AFTER_FORWARD_RESULTS)


def test_gru_reset_after_forward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_reset_after_forward", {**GRU_RESET_AFTER, "x": 1000 * GRU_RESET_AFTER["x"]})


def test_gru_reset_after_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"x": GRU_RESET_AFTER["x"][:, :0]}, names="x h0 Wx")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"x": GRU_RESET_AFTER["x"][..., :-1]}, names="x h0 Wx")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"h0": GRU_RESET_AFTER["h0"][..., :-1]}, names="x h0 Wh")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"Wx": GRU_RESET_AFTER["Wx"][..., :-1]}, names="x Wx Wh bx bh")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"Wh": GRU_RESET_AFTER["Wh"][..., :-1]}, names="h0 Wx Wh bx bh")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"bx": GRU_RESET_AFTER["bx"][..., :-1]}, names="Wx Wh bx bh")
    rejects("gru_reset_after_forward", GRU_RESET_AFTER, {"bh": GRU_RESET_AFTER["bh"][..., :-1]}, names="Wx Wh bx bh")


def test_gru_reset_after_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_reset_after_forward", GRU_RESET_AFTER)


# --- gru_reset_after_backward (18 points): reset after the product: back-propagation through time ---

GRU_RESET_AFTER_BACKWARD_RESULTS = {
    "dx": np.array([
        [
            [-0.7525349477, -0.9385184332, 0.754134701, -0.7952996946, -0.4059648286],
            [0.03485130296, 0.1441802078, 0.1466526723, 0.2176196375, 0.1424091938],
            [-0.4841376361, -0.3259071084, 0.4116379489, -0.6519680468, 0.001183393901],
            [-0.008908956671, -0.03062807341, -0.0184927197, -0.07680014036, 0.001219067193],
        ],
        [
            [0.3121996937, 0.484870714, -0.7797694873, -0.8020660941, 0.650900164],
            [-1.133354725, -0.3323457125, 1.368446575, 0.2219623372, -1.999985561],
            [-0.1568577908, -0.07710157118, 0.2186824193, -0.3287289464, -0.01872395969],
            [0.3090680559, -0.01179413418, -0.2955537752, 0.1819371918, 0.3276670272],
        ],
    ]),
    "dh0": np.array([[3.274825022, 0.6660725699, 0.7746846122], [-0.1370671922, 1.956737542, -0.1482700061]]),
    "dWx": np.array([
        [
            -0.004922333726,
            0.02750808096,
            -0.04418429091,
            0.09812701587,
            0.263785738,
            -0.4785816231,
            -0.01748557448,
            0.2926726433,
            0.6441452274,
        ],
        [
            -0.0002014168493,
            -0.01574828044,
            0.01836894908,
            -0.7968170514,
            0.0365530009,
            0.7541027524,
            -0.08207025855,
            -0.05517162308,
            0.550867716,
        ],
        [
            -0.05480829374,
            -0.0003145891637,
            -0.6087637198,
            0.02773557988,
            0.1340325262,
            0.09424194736,
            0.8028224641,
            0.2382853965,
            1.318963797,
        ],
        [
            -0.02006796367,
            -0.06521713051,
            -0.2262638534,
            0.7778831138,
            0.1800926125,
            0.453395949,
            0.2659045731,
            -0.5890674321,
            0.9020579114,
        ],
        [
            -0.0002545797589,
            0.04646288425,
            -0.05596332594,
            0.3671239898,
            0.1848198874,
            -0.7571300637,
            -0.001860473393,
            0.4386745957,
            0.8113079189,
        ],
    ]),
    "dWh": np.array([
        [
            -0.03034605737,
            0.01314175914,
            -0.4631817185,
            0.6738794506,
            -0.2232587106,
            -0.07789520216,
            0.3720259088,
            0.05394894235,
            0.290766596,
        ],
        [
            -0.01677984731,
            -0.005837208019,
            -0.222452763,
            -0.8581823038,
            -0.06366102369,
            -0.2180787428,
            0.3361090603,
            -0.02994667918,
            0.1229646739,
        ],
        [
            -0.02507594563,
            0.03392570568,
            -0.3766851707,
            -0.08107047538,
            -0.07157847733,
            -0.2911094001,
            0.4067436567,
            0.2126678545,
            0.2355335306,
        ],
    ]),
    "dbx": np.array([
        -0.031569073,
        0.0003274991811,
        -0.4579589281,
        -0.7297112554,
        -0.1938044825,
        -0.2991869129,
        0.7362650493,
        -0.1217626521,
        0.3086202007,
    ]),
    "dbh": np.array([
        -0.031569073,
        0.0003274991811,
        -0.4579589281,
        -0.7297112554,
        -0.1938044825,
        -0.2991869129,
        0.5516648395,
        -0.008360364235,
        0.26633541,
    ]),
}


def test_gru_reset_after_backward_shapes():
    """Every result has the shape it should have."""
    shapes("gru_reset_after_backward", GRU_RESET_AFTER, {
        "dx": (2, 4, 5),
        "dh0": (2, 3),
        "dWx": (5, 9),
        "dWh": (3, 9),
        "dbx": (9,),
        "dbh": (9,),
    })


def test_gru_reset_after_backward_example():
    """A fixed example comes out right."""
    agree("gru_reset_after_backward", GRU_RESET_AFTER, GRU_RESET_AFTER_BACKWARD_RESULTS)


def test_gru_reset_after_backward_gradients():
    """The gradients agree with finite differences of your own gru_reset_after_forward."""
    gradient_check("gru_reset_after_backward", GRU_RESET_AFTER)


def test_gru_reset_after_backward_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gru_reset_after_backward", {**GRU_RESET_AFTER, "x": 1000 * GRU_RESET_AFTER["x"]})


def test_gru_reset_after_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gru_reset_after_backward", GRU_RESET_AFTER, {"dh": GRU_RESET_AFTER["dh"][:, :0]}, names="dh")
    rejects("gru_reset_after_backward", GRU_RESET_AFTER, {"dh": GRU_RESET_AFTER["dh"][..., :-1]}, names="dh")


def test_gru_reset_after_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gru_reset_after_backward", GRU_RESET_AFTER)
