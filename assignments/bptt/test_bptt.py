"""The visible tests of bptt.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_step_jacobian` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, rejects, require, shapes, solve, stays_finite, unchanged


# --- step_jacobian (8 points): one link of the chain ---

STEP_JACOBIAN = {
    "h": np.array([0.46, 0.92, 0.8]),
    "Wh": np.array([[-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89], [-0.1, -0.59, -0.66]]),
}

STEP_JACOBIAN_RESULTS = {
    "jacobian": np.array([
        [-0.646488, -1.166832, -0.07884],
        [-0.09216, 0.147456, -0.090624],
        [0.4032, 0.3204, -0.2376],
    ]),
}


def test_step_jacobian_shapes():
    """Every result has the shape it should have."""
    shapes("step_jacobian", STEP_JACOBIAN, {"jacobian": (3, 3)})


def test_step_jacobian_example():
    """A fixed example comes out right."""
    agree("step_jacobian", STEP_JACOBIAN, STEP_JACOBIAN_RESULTS)


def test_step_jacobian_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("step_jacobian", STEP_JACOBIAN, {"h": STEP_JACOBIAN["h"][..., :-1]}, names="h Wh")
    rejects("step_jacobian", STEP_JACOBIAN, {"Wh": STEP_JACOBIAN["Wh"][..., :-1]}, names="h Wh")


def test_step_jacobian_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("step_jacobian", STEP_JACOBIAN)


def test_step_jacobian_of_a_resting_and_a_saturated_unit():
    """A unit at 0 passes its row of weights on whole, a saturated one passes nothing."""
    given = {"h": np.array([0.0, 1.0]), "Wh": np.array([[0.5, -2.0], [3.0, 0.25]])}
    agree("step_jacobian", given, {"jacobian": np.array([[0.5, 3.0], [0.0, 0.0]])})


# --- chain_jacobian (14 points): the chain from one state to another ---

CHAIN_JACOBIAN = {
    "states": np.array([
        [0.16, 1.49, 0.88],
        [-0.8, -0.66, 0.9],
        [-0.96, 0.86, 0.83],
        [-0.13, -0.66, -0.71],
        [-0.75, -0.22, 0.02],
    ]),
    "Wh": np.array([[0.37, 1.47, -0.85], [-1.02, 0.34, -1.37], [-1.39, 0.04, -0.1]]),
    "t": 4,
    "k": 1,
}

CHAIN_JACOBIAN_RESULTS = {
    "jacobian": np.array([
        [0.1148216844, 0.1047450744, 0.01397383863],
        [0.003052588705, 0.6305481969, -0.03788820179],
        [-0.08932422127, -0.3134073686, 0.1244374934],
    ]),
}


def test_chain_jacobian_shapes():
    """Every result has the shape it should have."""
    shapes("chain_jacobian", CHAIN_JACOBIAN, {"jacobian": (3, 3)})


def test_chain_jacobian_example():
    """A fixed example comes out right."""
    agree("chain_jacobian", CHAIN_JACOBIAN, CHAIN_JACOBIAN_RESULTS)


def test_chain_jacobian_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("chain_jacobian", CHAIN_JACOBIAN, {"states": CHAIN_JACOBIAN["states"][..., :-1]}, names="states Wh")
    rejects("chain_jacobian", CHAIN_JACOBIAN, {"Wh": CHAIN_JACOBIAN["Wh"][..., :-1]}, names="states Wh")


def test_chain_jacobian_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("chain_jacobian", CHAIN_JACOBIAN)


def test_chain_jacobian_of_no_step_and_of_one():
    """From a state to itself nothing changes; over one step the chain has one link."""
    states = np.array([[1.5, -1.0], [0.5, 0.0], [0.0, -0.5], [-0.5, 0.5]])
    given = {"states": states, "Wh": np.array([[1.0, 2.0], [0.0, 4.0]])}
    agree("chain_jacobian", {**given, "t": 2, "k": 2}, {"jacobian": np.array([[1.0, 0.0], [0.0, 1.0]])})
    agree("chain_jacobian", {**given, "t": 1, "k": 0}, {"jacobian": np.array([[0.75, 0.0], [2.0, 4.0]])})
    agree("chain_jacobian", {**given, "t": 2, "k": 1}, {"jacobian": np.array([[1.0, 0.0], [1.5, 3.0]])})
    agree("chain_jacobian", {**given, "t": 2, "k": 0}, {"jacobian": np.array([[0.75, 0.0], [7.125, 12.0]])})


def test_chain_jacobian_knows_its_states():
    """A state that is not there, or lies in the future, is refused."""
    given = {"states": np.full((3, 2), 0.5), "Wh": np.ones((2, 2)), "t": 2, "k": 1}
    rejects("chain_jacobian", given, {"t": 3}, names="t k states")
    rejects("chain_jacobian", given, {"k": -1}, names="t k states")
    rejects("chain_jacobian", given, {"t": 0}, names="t k states")


# --- gradient_branches (20 points): the gradient, branch by branch ---

GRADIENT_BRANCHES = {
    "x": np.array([
        [0.38, 1.19, 0.83, -0.82, -0.6],
        [1.12, -1.48, 0.96, 0.89, -0.1],
        [-0.59, -0.66, -0.74, -0.16, 0.01],
        [0.16, 1.49, 0.88, 0.37, 1.47],
    ]),
    "h0": np.array([-0.85, -1.02, 0.34]),
    "Wx": np.array([
        [-1.37, -1.39, 0.04],
        [-0.1, 1.25, 0.39],
        [0.04, -0.01, -0.76],
        [-1.46, -0.92, 0.58],
        [-0.9, -0.39, -1.49],
    ]),
    "Wh": np.array([[0.99, -1.04, -0.7], [1.14, 0.03, 1.04], [0.42, 0.73, -1.23]]),
    "b": np.array([0.12, 0.02, 1.11]),
    "dh_last": np.array([-0.42, 0.29, -1.32]),
}

GRADIENT_BRANCHES_RESULTS = {
    "dWx": np.array([
        [
            [0.04512401175, -0.001258152801, 0.114169531],
            [0.1413094052, -0.003940004824, 0.3575308998],
            [0.09856034145, -0.002748070592, 0.2493702914],
            [-0.09737286746, 0.002714961307, -0.2463658301],
            [-0.0712484396, 0.001986557054, -0.1802676806],
        ],
        [
            [-0.04836259032, 0.01135212557, -0.3553792569],
            [0.06390770864, -0.01500102307, 0.4696083038],
            [-0.04145364885, 0.009730393345, -0.3046107917],
            [-0.03843098695, 0.009020885497, -0.2823995881],
            [0.004318088422, -0.00101358264, 0.0317302908],
        ],
        [
            [-0.2312610546, 0.07343570721, -0.7013157884],
            [-0.2586988069, 0.08214841824, -0.7845227463],
            [-0.290056238, 0.09210580226, -0.8796164125],
            [-0.06271486227, 0.01991476806, -0.1901873324],
            [0.003919678892, -0.001244673004, 0.01188670828],
        ],
        [
            [-0.0113759394, 0.01633920034, -0.1540650308],
            [-0.1059384356, 0.1521588032, -1.434730599],
            [-0.06256766668, 0.08986560187, -0.8473576695],
            [-0.02630685985, 0.03778440079, -0.3562753838],
            [-0.1045164432, 0.1501164031, -1.415472471],
        ],
    ]),
    "dWh": np.array([
        [
            [-0.1009352894, 0.00281428916, -0.2553792141],
            [-0.1211223473, 0.003377146992, -0.3064550569],
            [0.04037411577, -0.001125715664, 0.1021516856],
        ],
        [
            [0.02351715844, -0.00552017032, 0.1728094016],
            [-0.04299181585, 0.01009144648, -0.3159135908],
            [-0.01971272533, 0.004627157721, -0.1448535662],
        ],
        [
            [-0.3640731426, 0.1156094732, -1.104078002],
            [-0.3907832089, 0.1240911115, -1.185078199],
            [0.3442729983, -0.1093220436, 1.044032639],
        ],
        [
            [0.0327391583, -0.04702307632, 0.4433883881],
            [-0.066874846, 0.09605198028, -0.9056900579],
            [0.01288892756, -0.01851229707, 0.1745555204],
        ],
    ]),
}


def test_gradient_branches_shapes():
    """Every result has the shape it should have."""
    shapes("gradient_branches", GRADIENT_BRANCHES, {"dWx": (4, 5, 3), "dWh": (4, 3, 3)})


def test_gradient_branches_example():
    """A fixed example comes out right."""
    agree("gradient_branches", GRADIENT_BRANCHES, GRADIENT_BRANCHES_RESULTS)


def test_gradient_branches_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("gradient_branches", {**GRADIENT_BRANCHES, "x": 1000 * GRADIENT_BRANCHES["x"]})


def test_gradient_branches_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("gradient_branches", GRADIENT_BRANCHES, {"x": GRADIENT_BRANCHES["x"][..., :-1]}, names="x Wx")
    rejects("gradient_branches", GRADIENT_BRANCHES, {"h0": GRADIENT_BRANCHES["h0"][..., :-1]}, names="h0 Wx Wh b dh_last")
    rejects("gradient_branches", GRADIENT_BRANCHES, {"Wx": GRADIENT_BRANCHES["Wx"][..., :-1]}, names="x h0 Wx Wh b dh_last")
    rejects("gradient_branches", GRADIENT_BRANCHES, {"Wh": GRADIENT_BRANCHES["Wh"][..., :-1]}, names="h0 Wx Wh b dh_last")
    rejects("gradient_branches", GRADIENT_BRANCHES, {"b": GRADIENT_BRANCHES["b"][..., :-1]}, names="h0 Wx Wh b dh_last")
    rejects("gradient_branches", GRADIENT_BRANCHES, {"dh_last": GRADIENT_BRANCHES["dh_last"][..., :-1]}, names="h0 Wx Wh b dh_last")


def test_gradient_branches_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("gradient_branches", GRADIENT_BRANCHES)


def test_gradient_branches_of_three_steps():
    """One unit whose states stay 0: three branches, and a step back multiplies by the weight."""
    given = {
        "x": np.array([[2.0, -1.0], [4.0, -2.0], [6.0, -3.0]]),
        "h0": np.array([0.0]),
        "Wx": np.array([[1.0], [2.0]]),
        "Wh": np.array([[0.5]]),
        "b": np.array([0.0]),
        "dh_last": np.array([4.0]),
    }
    dWx = np.array([[[2.0], [-1.0]], [[8.0], [-4.0]], [[24.0], [-12.0]]])
    agree("gradient_branches", given, {"dWx": dWx, "dWh": np.zeros((3, 1, 1))})


def test_gradient_branches_add_up_to_the_gradient():
    """A nudge of a weight that all steps share changes the loss as the sum of its branches says."""
    rng = np.random.default_rng(2)
    sizes = {"x": (5, 2), "h0": (3,), "Wx": (2, 3), "Wh": (3, 3), "b": (3,), "dh_last": (3,)}
    given = {name: rng.uniform(-1, 1, shape) for name, shape in sizes.items()}

    def loss(moved: dict[str, float]) -> float:
        state = given["h0"]
        for x_t in given["x"]:
            seen = x_t @ (given["Wx"] + moved.get("Wx", 0.0))
            state = np.tanh(seen + state @ (given["Wh"] + moved.get("Wh", 0.0)) + given["b"])
        return float(state @ given["dh_last"])

    words = "all branches of {name} together, summed over its entries, give {got:.6f}, expected {want:.6f}"
    for name, branches in zip(("Wx", "Wh"), solve("gradient_branches", given).values(), strict=True):
        want = (loss({name: 1e-5}) - loss({name: -1e-5})) / 2e-5
        got = float(np.sum(branches))
        require("gradient_branches", abs(got - want) < 1e-6, words.format(name=name, got=got, want=want))


def test_gradient_branches_need_a_step():
    """A sequence without a step is refused."""
    zeros = np.zeros(1)
    given = {"x": np.ones((2, 1)), "h0": zeros, "Wx": np.ones((1, 1)), "Wh": np.ones((1, 1)), "b": zeros}
    rejects("gradient_branches", {**given, "dh_last": np.ones(1)}, {"x": np.ones((0, 1))}, names="x")


# --- branch_shares (10 points): the share of each branch ---

BRANCH_SHARES = {
    "branches": np.array([
        [
            [-0.96, 1.35, -1.17],
            [0.38, 0.49, 1.32],
            [0.06, -1.24, 1.21],
            [-0.73, -0.49, -0.45],
            [-0.42, -0.7, 0.78],
        ],
        [
            [-0.85, -1.49, 1.2],
            [0.95, -1.48, -0.36],
            [0.28, -0.94, -0.11],
            [-0.1, 0.8, -0.73],
            [1.38, 0.96, -0.8],
        ],
        [
            [0.77, 0.41, -0.07],
            [0.33, 1.05, 0.34],
            [0.59, 0.06, -1.25],
            [-0.27, 0.44, -1.33],
            [0.79, 1.28, -0.98],
        ],
        [
            [1.13, -0.18, -0.83],
            [-0.79, 1.31, 0.57],
            [0.92, 0.14, 0.61],
            [-0.52, -0.27, 1.23],
            [-0.6, -1.47, -0.91],
        ],
    ]),
}

BRANCH_SHARES_RESULTS = {"shares": np.array([0.2529448093, 0.2713379712, 0.227087864, 0.2486293556])}


def test_branch_shares_shapes():
    """Every result has the shape it should have."""
    shapes("branch_shares", BRANCH_SHARES, {"shares": (4,)})


def test_branch_shares_example():
    """A fixed example comes out right."""
    agree("branch_shares", BRANCH_SHARES, BRANCH_SHARES_RESULTS)


def test_branch_shares_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("branch_shares", BRANCH_SHARES)


def test_branch_shares_of_known_branches():
    """Branches as long as 1, 2 and 5 make up 1/8, 2/8 and 5/8."""
    branches = np.array([[[0.6, -0.8]], [[0.0, -2.0]], [[3.0, 4.0]]])
    agree("branch_shares", {"branches": branches}, {"shares": np.array([0.125, 0.25, 0.625])})


def test_branch_shares_of_nothing():
    """Where every branch is zero, every share is zero."""
    agree("branch_shares", {"branches": np.zeros((2, 3, 1))}, {"shares": np.zeros(2)})


def test_branch_shares_need_a_branch():
    """Three axes are wanted, and at least one branch."""
    given = {"branches": np.ones((2, 3, 1))}
    rejects("branch_shares", given, {"branches": np.ones((2, 3))}, names="branches")
    rejects("branch_shares", given, {"branches": np.ones((0, 3, 1))}, names="branches")


# --- jacobian_norm_bound (10 points): what no chain exceeds ---

JACOBIAN_NORM_BOUND = {"Wh": np.array([[0.38, 1.19, 0.83], [-0.82, -0.6, 1.12], [-1.48, 0.96, 0.89]]), "steps": 2}

JACOBIAN_NORM_BOUND_RESULTS = {"bound": 5.311757076}


def test_jacobian_norm_bound_shapes():
    """Every result has the shape it should have."""
    shapes("jacobian_norm_bound", JACOBIAN_NORM_BOUND, {"bound": ()})


def test_jacobian_norm_bound_example():
    """A fixed example comes out right."""
    agree("jacobian_norm_bound", JACOBIAN_NORM_BOUND, JACOBIAN_NORM_BOUND_RESULTS)


def test_jacobian_norm_bound_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("jacobian_norm_bound", JACOBIAN_NORM_BOUND, {"Wh": JACOBIAN_NORM_BOUND["Wh"][..., :-1]}, names="Wh steps")


def test_jacobian_norm_bound_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("jacobian_norm_bound", JACOBIAN_NORM_BOUND)


def test_jacobian_norm_bound_of_matrices_with_small_eigenvalues():
    """Both eigenvalues are 0, and yet a step may stretch a vector to three times its length."""
    Wh = np.array([[1.5, 1.5], [-1.5, -1.5]])
    agree("jacobian_norm_bound", {"Wh": Wh, "steps": 1}, {"bound": 3.0})
    agree("jacobian_norm_bound", {"Wh": Wh, "steps": 4}, {"bound": 81.0})


def test_jacobian_norm_bound_is_no_norm_of_a_power():
    """With slopes in between a product may be longer than the power of the matrix: the bound holds for all of them."""
    agree("jacobian_norm_bound", {"Wh": np.array([[0.0, 6.0], [0.0, 2.0]]), "steps": 4}, {"bound": 1600.0})


def test_jacobian_norm_bound_of_the_identity():
    """The identity stretches nothing, over no step or a thousand."""
    for steps in (0, 1, 1000):
        agree("jacobian_norm_bound", {"Wh": np.diag([1.0, 1.0, 1.0]), "steps": steps}, {"bound": 1.0})
    agree("jacobian_norm_bound", {"Wh": np.diag([2.0, 0.5]), "steps": 0}, {"bound": 1.0})


def test_jacobian_norm_bound_beyond_all_floats():
    """A bound that no float can hold is inf."""
    bound = solve("jacobian_norm_bound", {"Wh": np.diag([10.0, 1.0]), "steps": 400})["bound"]
    words = "the bound of 10 to the power of 400 is {bound}, expected inf"
    require("jacobian_norm_bound", np.shape(bound) == () and bound == np.inf, words.format(bound=bound))


# --- clip_by_value (6 points): clipping entry by entry ---

CLIP_BY_VALUE = {
    "grads": [
        np.array([
            [[0.38, 1.19], [0.83, -0.82], [-0.6, 1.12]],
            [[-1.48, 0.96], [0.89, -0.1], [-0.59, -0.66]],
            [[-0.74, -0.16], [0.01, 0.16], [1.49, 0.88]],
            [[0.37, 1.47], [-0.85, -1.02], [0.34, -1.37]],
            [[-1.39, 0.04], [-0.1, 1.25], [0.39, 0.04]],
        ]),
        np.array([-0.01, -0.76, -1.46]),
        np.array([
            [-0.92, 0.58, -0.9],
            [-0.39, -1.49, 0.99],
            [-1.04, -0.7, 1.14],
            [0.03, 1.04, 0.42],
            [0.73, -1.23, 0.12],
        ]),
    ],
    "limit": 0.56,
}

CLIP_BY_VALUE_RESULTS = {
    "clipped": [
        np.array([
            [[0.38, 0.56], [0.56, -0.56], [-0.56, 0.56]],
            [[-0.56, 0.56], [0.56, -0.1], [-0.56, -0.56]],
            [[-0.56, -0.16], [0.01, 0.16], [0.56, 0.56]],
            [[0.37, 0.56], [-0.56, -0.56], [0.34, -0.56]],
            [[-0.56, 0.04], [-0.1, 0.56], [0.39, 0.04]],
        ]),
        np.array([-0.01, -0.56, -0.56]),
        np.array([
            [-0.56, 0.56, -0.56],
            [-0.39, -0.56, 0.56],
            [-0.56, -0.56, 0.56],
            [0.03, 0.56, 0.42],
            [0.56, -0.56, 0.12],
        ]),
    ],
}


def test_clip_by_value_shapes():
    """Every result has the shape it should have."""
    shapes("clip_by_value", CLIP_BY_VALUE, {"clipped": [(5, 3, 2), (3,), (5, 3)]})


def test_clip_by_value_example():
    """A fixed example comes out right."""
    agree("clip_by_value", CLIP_BY_VALUE, CLIP_BY_VALUE_RESULTS)


def test_clip_by_value_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("clip_by_value", CLIP_BY_VALUE)


def test_clip_by_value_leaves_what_is_within():
    """Each entry is limited on its own, on both sides; a limit of 0 leaves zeros."""
    grads = [np.array([[0.5, -0.5], [2.0, -3.0]]), np.array([-100.0, 0.0])]
    want = [np.array([[0.5, -0.5], [1.0, -1.0]]), np.array([-1.0, 0.0])]
    agree("clip_by_value", {"grads": grads, "limit": 1.0}, {"clipped": want})
    agree("clip_by_value", {"grads": grads, "limit": 0.0}, {"clipped": [np.zeros((2, 2)), np.zeros(2)]})


def test_clip_by_value_returns_new_arrays():
    """Even where nothing is clipped, the arrays are not the caller's."""
    mine = [np.array([[0.5, -0.5]]), np.array([0.25])]
    clipped = solve("clip_by_value", {"grads": lambda: mine, "limit": 1.0})["clipped"]
    words = "array {i} shares memory with the caller's"
    for i in range(2):
        require("clip_by_value", not np.may_share_memory(clipped[i], mine[i]), words.format(i=i))


def test_clip_by_value_refuses_a_negative_limit():
    """No entry lies within a negative limit."""
    rejects("clip_by_value", {"grads": [np.array([0.5])], "limit": 1.0}, {"limit": -1.0}, names="limit")


# --- clip_by_global_norm (14 points): clipping by the norm of all ---

CLIP_BY_GLOBAL_NORM = {
    "grads": [
        np.array([
            [[0.38, 1.19], [0.83, -0.82], [-0.6, 1.12]],
            [[-1.48, 0.96], [0.89, -0.1], [-0.59, -0.66]],
            [[-0.74, -0.16], [0.01, 0.16], [1.49, 0.88]],
            [[0.37, 1.47], [-0.85, -1.02], [0.34, -1.37]],
            [[-1.39, 0.04], [-0.1, 1.25], [0.39, 0.04]],
        ]),
        np.array([-0.01, -0.76, -1.46]),
        np.array([
            [-0.92, 0.58, -0.9],
            [-0.39, -1.49, 0.99],
            [-1.04, -0.7, 1.14],
            [0.03, 1.04, 0.42],
            [0.73, -1.23, 0.12],
        ]),
    ],
    "max_norm": 3.369,
}

CLIP_BY_GLOBAL_NORM_RESULTS = {
    "clipped": [
        np.array([
            [[0.2110804672, 0.6610151473], [0.4610441784, -0.4554894292], [-0.3332849482, 0.6221319034]],
            [[-0.8221028723, 0.5332559172], [0.4943726732, -0.05554749137], [-0.3277301991, -0.366613443]],
            [[-0.4110514361, -0.08887598619], [0.005554749137, 0.08887598619], [0.8276576214, 0.4888179241]],
            [[0.2055257181, 0.8165481232], [-0.4721536767, -0.566584412], [0.1888614707, -0.7610006318]],
            [[-0.7721101301, 0.02221899655], [-0.05554749137, 0.6943436421], [0.2166352163, 0.02221899655]],
        ]),
        np.array([-0.005554749137, -0.4221609344, -0.810993374]),
        np.array([
            [-0.5110369206, 0.32217545, -0.4999274223],
            [-0.2166352163, -0.8276576214, 0.5499201646],
            [-0.5776939103, -0.3888324396, 0.6332414016],
            [0.01666424741, 0.5776939103, 0.2332994638],
            [0.405496687, -0.6832341439, 0.06665698965],
        ]),
    ],
    "norm": 6.065080379,
}


def test_clip_by_global_norm_shapes():
    """Every result has the shape it should have."""
    shapes("clip_by_global_norm", CLIP_BY_GLOBAL_NORM, {
        "clipped": [(5, 3, 2), (3,), (5, 3)],
        "norm": (),
    })


def test_clip_by_global_norm_example():
    """A fixed example comes out right."""
    agree("clip_by_global_norm", CLIP_BY_GLOBAL_NORM, CLIP_BY_GLOBAL_NORM_RESULTS)


def test_clip_by_global_norm_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("clip_by_global_norm", CLIP_BY_GLOBAL_NORM)


def test_clip_by_global_norm_of_three_and_four():
    """[-4] and [3] together are as long as 5: clipped at 1 they are -.8 and .6."""
    grads = [np.array([[-4.0]]), np.array([0.0, 3.0])]
    want = {"clipped": [np.array([[-0.8]]), np.array([0.0, 0.6])], "norm": 5.0}
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 1.0}, want)


def test_clip_by_global_norm_leaves_short_gradients_alone():
    """A gradient within the limit, at it, or of zero length keeps its values; a limit of 0 leaves zeros."""
    grads = [np.array([3.0]), np.array([-4.0])]
    for max_norm in (5.0, 50.0):
        agree("clip_by_global_norm", {"grads": grads, "max_norm": max_norm}, {"clipped": grads, "norm": 5.0})
    zeros = [np.zeros(1), np.zeros(1)]
    for max_norm in (1.0, 0.0):
        agree("clip_by_global_norm", {"grads": zeros, "max_norm": max_norm}, {"clipped": zeros, "norm": 0.0})
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 0.0}, {"clipped": zeros, "norm": 5.0})


def test_clip_by_global_norm_is_exact():
    """Small gradients are clipped to max_norm as exactly as large ones."""
    grads = [np.array([3e-6, 0.0]), np.array([4e-6])]
    want = {"clipped": [np.array([3e-7, 0.0]), np.array([4e-7])]}
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 5e-7}, want)


def test_clip_by_global_norm_returns_new_arrays():
    """Even where nothing is clipped, the arrays are not the caller's."""
    mine = [np.array([[0.5, -0.5]]), np.array([0.25])]
    clipped = solve("clip_by_global_norm", {"grads": lambda: mine, "max_norm": 10.0})["clipped"]
    words = "array {i} shares memory with the caller's"
    for i in range(2):
        require("clip_by_global_norm", not np.may_share_memory(clipped[i], mine[i]), words.format(i=i))


def test_clip_by_global_norm_refuses_what_no_scale_can_mend():
    """NaN, infinities and a negative max_norm are refused."""
    given = {"grads": [np.array([0.5, 1.0]), np.array([2.0])], "max_norm": 1.0}
    for bad in (np.nan, np.inf, -np.inf):
        rejects("clip_by_global_norm", given, {"grads": [np.array([0.5, bad]), np.array([2.0])]}, names="grads")
    rejects("clip_by_global_norm", given, {"max_norm": -1.0}, names="max_norm")


# --- truncated_rnn_gradients (18 points): truncated back-propagation through time ---

TRUNCATED_RNN_GRADIENTS = {
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
    "window": 4,
}

TRUNCATED_RNN_GRADIENTS_RESULTS = {
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


def test_truncated_rnn_gradients_shapes():
    """Every result has the shape it should have."""
    shapes("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"dWx": (5, 3), "dWh": (3, 3), "db": (3,)})


def test_truncated_rnn_gradients_example():
    """A fixed example comes out right."""
    agree("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, TRUNCATED_RNN_GRADIENTS_RESULTS)


def test_truncated_rnn_gradients_large_inputs():
    """Large inputs give finite answers, without a warning."""
    stays_finite("truncated_rnn_gradients", {**TRUNCATED_RNN_GRADIENTS, "x": 1000 * TRUNCATED_RNN_GRADIENTS["x"]})


def test_truncated_rnn_gradients_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"x": TRUNCATED_RNN_GRADIENTS["x"][:, :0]}, names="x h0 Wx dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"x": TRUNCATED_RNN_GRADIENTS["x"][..., :-1]}, names="x h0 Wx dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"h0": TRUNCATED_RNN_GRADIENTS["h0"][..., :-1]}, names="x h0 Wx Wh b dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"Wx": TRUNCATED_RNN_GRADIENTS["Wx"][..., :-1]}, names="x h0 Wx Wh b dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"Wh": TRUNCATED_RNN_GRADIENTS["Wh"][..., :-1]}, names="h0 Wx Wh b dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"b": TRUNCATED_RNN_GRADIENTS["b"][..., :-1]}, names="h0 Wx Wh b dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"dh": TRUNCATED_RNN_GRADIENTS["dh"][:, :0]}, names="x h0 Wx Wh b dh")
    rejects("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS, {"dh": TRUNCATED_RNN_GRADIENTS["dh"][..., :-1]}, names="x h0 Wx Wh b dh")


def test_truncated_rnn_gradients_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("truncated_rnn_gradients", TRUNCATED_RNN_GRADIENTS)


def test_truncated_rnn_gradients_of_a_unit_at_rest():
    """One unit whose states stay 0, five steps: the window says how far a loss reaches back."""
    given = {
        "x": np.array([[[2.0, -1.0], [4.0, -2.0], [6.0, -3.0], [8.0, -4.0], [10.0, -5.0]]]),
        "h0": np.array([[0.0]]),
        "Wx": np.array([[1.0], [2.0]]),
        "Wh": np.array([[0.5]]),
        "b": np.array([0.0]),
        "dh": np.array([[[1.0], [1.0], [1.0], [1.0], [1.0]]]),
    }
    by_hand = (
        (1, 30.0, 5.0),
        (2, 34.0, 6.0),
        (3, 37.5, 6.75),
        (4, 37.75, 7.125),
        (5, 43.875, 8.0625),
        (7, 43.875, 8.0625),
    )
    for window, dWx, db in by_hand:
        want = {"dWx": np.array([[dWx], [-dWx / 2]]), "dWh": np.zeros((1, 1)), "db": np.array([db])}
        agree("truncated_rnn_gradients", {**given, "window": window}, want)


def test_truncated_rnn_gradients_need_a_window():
    """A window has at least one step."""
    given = {
        "x": np.ones((1, 2, 1)),
        "h0": np.zeros((1, 1)),
        "Wx": np.ones((1, 1)),
        "Wh": np.ones((1, 1)),
        "b": np.zeros(1),
        "dh": np.ones((1, 2, 1)),
        "window": 1,
    }
    for window in (0, -1):
        rejects("truncated_rnn_gradients", given, {"window": window}, names="window")
