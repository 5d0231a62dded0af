"""The visible tests of explosion.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_run_recurrence` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, rejects, require, shapes, solve, stays_finite, unchanged


# --- run_recurrence (12 points): the bare recurrence ---

RUN_RECURRENCE = {
    "h0": np.array([0.38, 1.19, 0.83]),
    "activation": "tanh",
    "Wh": np.array([[-0.6, 1.12, -1.48], [0.96, 0.89, -0.1], [-0.59, -0.66, -0.74]]),
    "steps": 4,
}

RUN_RECURRENCE_RESULTS = {
    "states": np.array([
        [0.38, 1.19, 0.83],
        [0.4008825273, 0.7337947143, -0.8605861495],
        [0.7494325201, 0.9315586366, -0.02984299698],
        [0.4319114866, 0.9339109129, -0.8275248075],
        [0.809524265, 0.9527792695, -0.1196754345],
    ]),
}


def test_run_recurrence_shapes():
    """Every result has the shape it should have."""
    shapes("run_recurrence", RUN_RECURRENCE, {"states": (5, 3)})


def test_run_recurrence_example():
    """A fixed example comes out right."""
    agree("run_recurrence", RUN_RECURRENCE, RUN_RECURRENCE_RESULTS)


def test_run_recurrence_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("run_recurrence", {**RUN_RECURRENCE, "h0": 1000 * RUN_RECURRENCE["h0"]})


def test_run_recurrence_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("run_recurrence", RUN_RECURRENCE, {"Wh": RUN_RECURRENCE["Wh"][..., :-1]}, names="Wh h0")
    rejects("run_recurrence", RUN_RECURRENCE, {"h0": RUN_RECURRENCE["h0"][..., :-1]}, names="Wh h0")


def test_run_recurrence_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("run_recurrence", RUN_RECURRENCE)


def test_run_recurrence_of_one_unit():
    """Of one unit with a weight of 2, ReLU doubles the state, tanh keeps it below 1, and the identity knows no sign."""
    given = {"Wh": np.array([[2.0]]), "h0": np.array([1.0]), "steps": 3}
    doubled = np.array([[1.0], [2.0], [4.0], [8.0]])
    squashed = np.array([[1.0], [0.9640275801], [0.9585759102], [0.9576819904]])
    agree("run_recurrence", {"activation": "relu", **given}, {"states": doubled})
    agree("run_recurrence", {"activation": "tanh", **given}, {"states": squashed})
    below = {**given, "h0": np.array([-1.0])}
    agree("run_recurrence", {"activation": "identity", **below}, {"states": -doubled})
    agree("run_recurrence", {"activation": "relu", **below}, {"states": np.array([[-1.0], [0.0], [0.0], [0.0]])})


def test_run_recurrence_knows_three_activations():
    """An activation that nobody has heard of is refused."""
    given = {"activation": "tanh", "Wh": np.eye(2), "h0": np.ones(2), "steps": 1}
    rejects("run_recurrence", given, {"activation": "sigmoid"}, names="activation")


# --- state_norms (6 points): how long the states are ---

STATE_NORMS = {"states": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12]])}

STATE_NORMS_RESULTS = {"norms": np.array([1.499799987, 1.512216916])}


def test_state_norms_shapes():
    """Every result has the shape it should have."""
    shapes("state_norms", STATE_NORMS, {"norms": (2,)})


def test_state_norms_example():
    """A fixed example comes out right."""
    agree("state_norms", STATE_NORMS, STATE_NORMS_RESULTS)


def test_state_norms_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("state_norms", {**STATE_NORMS, "states": 1000 * STATE_NORMS["states"]})


def test_state_norms_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("state_norms", STATE_NORMS)


def test_state_norms_of_right_angled_triangles():
    """The vector (3, -4) is 5 long."""
    states = np.array([[3.0, -4.0], [0.0, 0.0], [-8.0, -15.0]])
    agree("state_norms", {"states": states}, {"norms": np.array([5.0, 0.0, 17.0])})
    rejects("state_norms", {"states": states}, {"states": states[0]}, names="states")


# --- backward_norms (18 points): how much of a gradient comes back ---

BACKWARD_NORMS = {
    "h0": np.array([1.19, 0.42, 0.52]),
    "activation": "tanh",
    "Wh": np.array([[1.12, -1.48, 0.96], [0.89, -0.1, -0.59], [-0.66, -0.74, -0.16]]),
    "states": np.array([
        [1.19, 0.42, 0.52],
        [0.8771793013, -0.9751612405, 0.6703618442],
        [-0.3166249288, -0.9350049477, 0.8643207905],
        [-0.9421923791, -0.0773372539, 0.1089672745],
        [-0.8324316864, 0.8671670545, -0.7045661475],
    ]),
}

BACKWARD_NORMS_RESULTS = {"norms": np.array([1.0, 0.7036992548, 0.7607129949, 1.049794265, 0.3231610414])}


def test_backward_norms_shapes():
    """Every result has the shape it should have."""
    shapes("backward_norms", BACKWARD_NORMS, {"norms": (5,)})


def test_backward_norms_example():
    """A fixed example comes out right."""
    agree("backward_norms", BACKWARD_NORMS, BACKWARD_NORMS_RESULTS)


def test_backward_norms_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("backward_norms", BACKWARD_NORMS, {"Wh": BACKWARD_NORMS["Wh"][..., :-1]}, names="Wh states")
    rejects("backward_norms", BACKWARD_NORMS, {"states": BACKWARD_NORMS["states"][..., :-1]}, names="Wh states")


def test_backward_norms_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("backward_norms", BACKWARD_NORMS)


def test_backward_norms_of_a_unit_that_is_off():
    """The second unit is off at every step: nothing comes back through it."""
    given = {
        "activation": "relu",
        "Wh": np.array([[2.0, -1.0], [-1.0, -1.0]]),
        "states": np.array([[1.0, 0.5], [1.5, 0.0], [3.0, 0.0], [6.0, 0.0]]),
    }
    root = 5**0.5
    agree("backward_norms", given, {"norms": np.array([1.0, root, 2 * root, 4 * root])})


def test_backward_norms_of_one_tanh():
    """The slope of tanh where its value is 0.6 is 0.64, and the last step comes first."""
    given = {"activation": "tanh", "Wh": np.array([[2.0]]), "states": np.array([[0.0], [-0.8], [0.6]])}
    agree("backward_norms", given, {"norms": np.array([1.0, 2 * 0.64, 2 * 0.64 * 2 * 0.36])})


def test_backward_norms_knows_three_activations():
    """An activation that nobody has heard of is refused."""
    given = {"activation": "tanh", "Wh": np.eye(2), "states": np.full((3, 2), 0.5)}
    rejects("backward_norms", given, {"activation": "sigmoid"}, names="activation")


# --- spectral_radius (6 points): the spectral radius ---

SPECTRAL_RADIUS = {"Wh": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89]])}

SPECTRAL_RADIUS_RESULTS = {"radius": 1.656616405}


def test_spectral_radius_shapes():
    """Every result has the shape it should have."""
    shapes("spectral_radius", SPECTRAL_RADIUS, {"radius": ()})


def test_spectral_radius_example():
    """A fixed example comes out right."""
    agree("spectral_radius", SPECTRAL_RADIUS, SPECTRAL_RADIUS_RESULTS)


def test_spectral_radius_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("spectral_radius", SPECTRAL_RADIUS, {"Wh": SPECTRAL_RADIUS["Wh"][..., :-1]}, names="Wh")


def test_spectral_radius_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("spectral_radius", SPECTRAL_RADIUS)


def test_spectral_radius_of_a_rotation():
    """A rotation has no real eigenvalue; the modulus of both is the factor by which it lengthens."""
    agree("spectral_radius", {"Wh": 1.5 * np.array([[0.6, -0.8], [0.8, 0.6]])}, {"radius": 1.5})
    agree("spectral_radius", {"Wh": np.array([[0.5, 8.0], [0.0, 0.25]])}, {"radius": 0.5})
    agree("spectral_radius", {"Wh": np.diag([1.0, -3.0, 2.0])}, {"radius": 3.0})


# --- scale_to_radius (8 points): a matrix of a chosen radius ---

SCALE_TO_RADIUS = {"Wh": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89]]), "radius": 1.2}

SCALE_TO_RADIUS_RESULTS = {
    "scaled": np.array([
        [0.2752598602, 0.8619979833, 0.6012254841],
        [-0.5939818036, -0.4346208319, 0.8112922195],
        [-1.072064719, 0.695393331, 0.6446875673],
    ]),
}


def test_scale_to_radius_shapes():
    """Every result has the shape it should have."""
    shapes("scale_to_radius", SCALE_TO_RADIUS, {"scaled": (3, 3)})


def test_scale_to_radius_example():
    """A fixed example comes out right."""
    agree("scale_to_radius", SCALE_TO_RADIUS, SCALE_TO_RADIUS_RESULTS)


def test_scale_to_radius_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("scale_to_radius", SCALE_TO_RADIUS, {"Wh": SCALE_TO_RADIUS["Wh"][..., :-1]}, names="Wh radius")


def test_scale_to_radius_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("scale_to_radius", SCALE_TO_RADIUS)


def test_scale_to_radius_cannot_scale_nothing():
    """A matrix of spectral radius 0 stays one, whatever it is multiplied by."""
    rejects("scale_to_radius", {"Wh": np.eye(2), "radius": 2.0}, {"Wh": np.zeros((2, 2))}, names="Wh radius")
    shift = np.array([[0.0, 1.0], [0.0, 0.0]])
    rejects("scale_to_radius", {"Wh": np.eye(2), "radius": 2.0}, {"Wh": shift}, names="Wh radius")


# --- steps_to_overflow (14 points): when float16, float32 and float64 overflow ---


def test_steps_to_overflow_by_powers_of_two():
    """Float16 ends at 65504, float32 below 2 to the 128th, float64 below 2 to the 1024th."""
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float16"}, {"steps": 16})
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float32"}, {"steps": 128})
    agree("steps_to_overflow", {"gain": 2.0, "dtype": "float64"}, {"steps": 1024})
    agree("steps_to_overflow", {"gain": 1.5, "dtype": np.dtype("float32")}, {"steps": 219})


def test_steps_to_overflow_where_it_never_does():
    """A gain of 1 or less never overflows."""
    for gain in (1.0, 0.5, -2.0):
        agree("steps_to_overflow", {"gain": gain, "dtype": "float16"}, {"steps": None})


def test_steps_to_overflow_rounds_as_the_dtype_does():
    """In half precision 1.0004 is 1, 1.001 is 1.0009765625, and 70000 is inf."""
    agree("steps_to_overflow", {"gain": 1.0004, "dtype": "float16"}, {"steps": None})
    agree("steps_to_overflow", {"gain": 1.001, "dtype": "float16"}, {"steps": 12288})
    agree("steps_to_overflow", {"gain": 65504.0, "dtype": "float16"}, {"steps": 2})
    agree("steps_to_overflow", {"gain": 70000.0, "dtype": "float16"}, {"steps": 1})


# --- orthogonal (10 points): a random orthogonal matrix ---


def test_orthogonal_is_its_own_inverse_when_transposed():
    """Times its transpose it gives the square of the gain, on the diagonal alone."""
    for size in (1, 2, 5):
        Wh = solve("orthogonal", {"size": size, "gain": 1.5, "rng": np.random.default_rng(size)})["Wh"]
        words = "Wh has shape {got}, expected {want}"
        require("orthogonal", np.shape(Wh) == (size, size), words.format(got=np.shape(Wh), want=(size, size)))
        off = float(np.abs(Wh.T @ Wh - 2.25 * np.eye(size)).max())
        words = "Wh.T @ Wh is {off:.3g} away from gain² I"
        require("orthogonal", off < 1e-11, words.format(off=off))


def test_orthogonal_turns_and_mirrors():
    """Of a hundred matrices some have the determinant 1 and some -1, and the first entry has both signs."""
    drawn = [
        solve("orthogonal", {"size": 2, "gain": 1.0, "rng": np.random.default_rng(seed)})["Wh"] for seed in range(100)
    ]
    turns = sum(bool(np.linalg.det(Wh) > 0) for Wh in drawn)
    words = "{n} of 100 determinants are 1, expected about 50"
    require("orthogonal", 20 < turns < 80, words.format(n=turns))
    positive = sum(bool(Wh[0, 0] > 0) for Wh in drawn)
    words = "the first entry of {n} of 100 matrices is positive, expected about 50"
    require("orthogonal", 20 < positive < 80, words.format(n=positive))
    between = sum(bool(0.2 < abs(Wh[0, 0]) < 0.9) for Wh in drawn)
    words = "the first entry of {n} of 100 matrices is between 0.2 and 0.9 in size, expected about 60"
    require("orthogonal", 25 < between < 90, words.format(n=between))


def test_orthogonal_draws_from_rng():
    """The same rng gives the same matrix, another one gives another."""
    first, again, other = (
        solve("orthogonal", {"size": 3, "gain": 1.0, "rng": np.random.default_rng(seed)})["Wh"] for seed in (1, 1, 2)
    )
    words = "equal generators give different matrices"
    require("orthogonal", np.array_equal(first, again), words)
    words = "another generator gives the same matrix"
    require("orthogonal", not np.allclose(first, other), words)


# --- irnn_parameters (6 points): the first weights of the IRNN ---


def test_irnn_parameters_remember():
    """Wh is the identity, b is zero, and the weights of the input are of the order of 0.001."""
    Wx, Wh, b = solve("irnn_parameters", {"D": 30, "H": 20, "rng": np.random.default_rng(1)}).values()
    words = "Wh is not the identity of size {H}"
    require("irnn_parameters", np.array_equal(Wh, np.eye(20)), words.format(H=20))
    words = "b is not {H} zeros"
    require("irnn_parameters", np.array_equal(b, np.zeros(20)), words.format(H=20))
    words = "Wx has shape {got}, expected {want}"
    require("irnn_parameters", np.shape(Wx) == (30, 20), words.format(got=np.shape(Wx), want=(30, 20)))
    spread = float(np.std(Wx))
    words = "Wx has a standard deviation of {spread:.3g}, expected 0.001"
    require("irnn_parameters", 0.0008 < spread < 0.0012, words.format(spread=spread))


def test_irnn_parameters_draws_every_weight_from_rng():
    """No two weights are alike, and another rng gives others."""
    first, again, other = (
        solve("irnn_parameters", {"D": 3, "H": 4, "rng": np.random.default_rng(seed)})["Wx"] for seed in (1, 1, 2)
    )
    different = np.unique(first).size
    words = "{n} weights are different, expected {all}"
    require("irnn_parameters", different == 12, words.format(n=different, all=12))
    words = "equal generators give different weights"
    require("irnn_parameters", np.array_equal(first, again), words)
    words = "another generator gives the same weights"
    require("irnn_parameters", not np.allclose(first, other), words)


# --- classify_growth (8 points): vanishes, explodes, or neither ---

CLASSIFY_GROWTH = {"low": 0.32, "high": 179.65, "norms": np.array([8173.62, 2252071.9, 3001662.85, 8735534.45, 8173.62])}

CLASSIFY_GROWTH_RESULTS = {"verdict": "stable"}


def test_classify_growth_shapes():
    """Every result has the shape it should have."""
    shapes("classify_growth", CLASSIFY_GROWTH, {})


def test_classify_growth_example():
    """A fixed example comes out right."""
    agree("classify_growth", CLASSIFY_GROWTH, CLASSIFY_GROWTH_RESULTS)


def test_classify_growth_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("classify_growth", CLASSIFY_GROWTH)


def test_classify_growth_names_four_fates():
    """The last norm is measured by the first; what is not finite overflows, wherever it stands."""
    limits = {"low": 1e-3, "high": 1e3}
    agree("classify_growth", {"norms": np.array([2.0, 1e9, 1e-3]), **limits}, {"verdict": "vanishes"})
    agree("classify_growth", {"norms": np.array([1e-6, 1e-9, 0.5]), **limits}, {"verdict": "explodes"})
    agree("classify_growth", {"norms": np.array([5e6, 1e9, 7e6]), **limits}, {"verdict": "stable"})
    agree("classify_growth", {"norms": np.array([1.0, np.inf, 1.0]), **limits}, {"verdict": "overflows"})
    agree("classify_growth", {"norms": np.array([1.0, np.nan, 1.0]), **limits}, {"verdict": "overflows"})


def test_classify_growth_has_thresholds():
    """They can be chosen, and lie among what is stable."""
    norms = np.array([1.0, 0.25])
    agree("classify_growth", {"norms": norms, "low": 0.25, "high": 4.0}, {"verdict": "stable"})
    agree("classify_growth", {"norms": norms, "low": 0.5, "high": 4.0}, {"verdict": "vanishes"})
    agree("classify_growth", {"norms": 1 / norms, "low": 0.25, "high": 4.0}, {"verdict": "stable"})
    agree("classify_growth", {"norms": 1 / norms, "low": 0.25, "high": 3.0}, {"verdict": "explodes"})
    given = {"norms": norms, "low": 0.25, "high": 4.0}
    rejects("classify_growth", given, {"norms": np.ones((2, 2))}, names="norms")


# --- explosion_table (12 points): the table: tanh and ReLU, gain by gain ---


def test_explosion_table_has_two_rows_a_gain():
    """Five columns, and for each gain a row for tanh and one for ReLU."""
    given = {"gains": [0.5, 1.5], "steps": 4, "size": 3, "rng": np.random.default_rng(1)}
    table = solve("explosion_table", given)["table"]
    columns = {"gain", "activation", "final_state_norm", "final_backward_norm", "verdict"}
    words = "the columns are {got}, expected {want}"
    require("explosion_table", set(table) == columns, words.format(got=sorted(table), want=sorted(columns)))
    words = "gain is {got}, expected {want}"
    gains = [float(gain) for gain in table["gain"]]
    require("explosion_table", gains == [0.5, 0.5, 1.5, 1.5], words.format(got=gains, want=[0.5, 0.5, 1.5, 1.5]))
    names = list(table["activation"])
    words = "activation is {got}, expected {want}"
    require("explosion_table", names == ["tanh", "relu"] * 2, words.format(got=names, want=["tanh", "relu"] * 2))
    longest = max(float(norm) for norm in table["final_state_norm"][::2])
    words = "a tanh state of 3 units is {n:.3g} long, expected at most the root of 3"
    require("explosion_table", 0 < longest <= 1.7320509, words.format(n=longest))


def test_explosion_table_of_one_unit():
    """The weight of one unit is the gain or its negative: 3 steps of 1.5 send back a gradient 3.375-fold, or none."""
    for seed in range(6):
        given = {"gains": [1.5], "steps": 3, "size": 1, "rng": np.random.default_rng(seed)}
        table = solve("explosion_table", given)["table"]
        backward = float(table["final_backward_norm"][1])
        words = "the gradient of ReLU is {got:.6g}, expected 3.375 or 0"
        require("explosion_table", min(abs(backward - 3.375), abs(backward)) < 1e-9, words.format(got=backward))
        fate = str(table["verdict"][1])
        want = "stable" if backward else "vanishes"
        words = "ReLU's verdict is {got}, expected {want}"
        require("explosion_table", fate == want, words.format(got=fate, want=want))


def test_explosion_table_gives_both_rows_the_same_start():
    """Of one unit the state of ReLU tells the size of h0, and tanh has started from there."""
    for seed in range(6):
        given = {"gains": [0.5], "steps": 2, "size": 1, "rng": np.random.default_rng(seed)}
        tanh, relu = (float(norm) for norm in solve("explosion_table", given)["table"]["final_state_norm"])
        want = float(np.tanh(0.5 * np.tanh(0.5 * (relu / 0.25))))
        words = "the state of ReLU is {relu:.6g} and that of tanh {got:.6g}, expected {want:.6g}"
        require("explosion_table", relu == 0 or abs(tanh - want) < 1e-9, words.format(relu=relu, got=tanh, want=want))


def test_explosion_table_draws_from_rng():
    """The same rng gives the same table, another one gives another."""
    norms = []
    for seed in (1, 1, 2):
        given = {"gains": [0.75, 1.25], "steps": 3, "size": 8, "rng": np.random.default_rng(seed)}
        norms.append([float(norm) for norm in solve("explosion_table", given)["table"]["final_state_norm"]])
    words = "equal generators give different tables"
    require("explosion_table", norms[0] == norms[1], words)
    words = "another generator gives the same table"
    require("explosion_table", norms[0] != norms[2], words)
