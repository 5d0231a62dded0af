"""The visible tests of training.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_one_hot` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
import torch
from checks import agree, gradient_check, rejects, require, shapes, solve, unchanged


# --- one_hot (8 points): one-hot vectors ---

ONE_HOT = {"indices": np.array([[2, 1, 2, 2], [1, 2, 2, 0]]), "depth": 3}

ONE_HOT_RESULTS = {
    "encoded": np.array([
        [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0]],
        [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]],
    ]),
}


def test_one_hot_shapes():
    """Every result has the shape it should have."""
    shapes("one_hot", ONE_HOT, {"encoded": (2, 4, 3)})


def test_one_hot_example():
    """A fixed example comes out right."""
    agree("one_hot", ONE_HOT, ONE_HOT_RESULTS)


def test_one_hot_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("one_hot", ONE_HOT)


def test_one_hot_of_a_word():
    """The letters of "hello" among e, h, l and o."""
    want = np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    agree("one_hot", {"indices": np.array([1, 0, 2, 2, 3]), "depth": 4}, {"encoded": want})


def test_one_hot_keeps_the_shape_of_the_indices():
    """One index alone becomes one vector."""
    agree("one_hot", {"indices": np.array(2), "depth": 5}, {"encoded": np.array([0.0, 0, 1, 0, 0])})


def test_one_hot_refuses_what_is_no_place():
    """There is no place -1, none beyond the last, and none in between."""
    given = {"indices": np.array([0, 2]), "depth": 3}
    rejects("one_hot", given, {"indices": np.array([0, -1])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([3, 0])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([0.5, 1.0])}, names="indices depth")


# --- embedding_forward (8 points): an embedding looks up rows ---

EMBEDDING = {
    "indices": np.array([[2, 1, 2, 2], [1, 2, 2, 0]]),
    "table": np.array([
        [-0.6, 1.12, -1.48, 0.96, 0.89],
        [-0.1, -0.59, -0.66, -0.74, -0.16],
        [0.01, 0.16, 1.49, 0.88, 0.37],
    ]),
    "dout": np.array([
        [
            [1.47, -0.85, -1.02, 0.34, -1.37],
            [-1.39, 0.04, -0.1, 1.25, 0.39],
            [0.04, -0.01, -0.76, -1.46, -0.92],
            [0.58, -0.9, -0.39, -1.49, 0.99],
        ],
        [
            [-1.04, -0.7, 1.14, 0.03, 1.04],
            [0.42, 0.73, -1.23, 0.12, 0.02],
            [1.11, -0.42, 0.29, -1.32, -0.34],
            [-0.53, -1.05, 0.95, -0.36, 1.44],
        ],
    ]),
}

EMBEDDING_FORWARD_RESULTS = {
    "out": np.array([
        [
            [0.01, 0.16, 1.49, 0.88, 0.37],
            [-0.1, -0.59, -0.66, -0.74, -0.16],
            [0.01, 0.16, 1.49, 0.88, 0.37],
            [0.01, 0.16, 1.49, 0.88, 0.37],
        ],
        [
            [-0.1, -0.59, -0.66, -0.74, -0.16],
            [0.01, 0.16, 1.49, 0.88, 0.37],
            [0.01, 0.16, 1.49, 0.88, 0.37],
            [-0.6, 1.12, -1.48, 0.96, 0.89],
        ],
    ]),
}


def test_embedding_forward_shapes():
    """Every result has the shape it should have."""
    shapes("embedding_forward", EMBEDDING, {"out": (2, 4, 5)})


def test_embedding_forward_example():
    """A fixed example comes out right."""
    agree("embedding_forward", EMBEDDING, EMBEDDING_FORWARD_RESULTS)


def test_embedding_forward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("embedding_forward", EMBEDDING, {"indices": EMBEDDING["indices"][:, :0]}, names="indices")


def test_embedding_forward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("embedding_forward", EMBEDDING)


def test_embedding_forward_looks_up_rows():
    """Row 2, then row 0."""
    given = {"indices": np.array([[2, 0]]), "table": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])}
    agree("embedding_forward", given, {"out": np.array([[[5.0, 6.0], [1.0, 2.0]]])})


def test_embedding_forward_refuses_what_is_no_row():
    """There is no row -1, none beyond the last, and none in between."""
    given = {"indices": np.array([[0, 2]]), "table": np.ones((3, 2))}
    rejects("embedding_forward", given, {"indices": np.array([[0, -1]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[3, 0]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[0.5, 1.0]])}, names="indices table")


# --- embedding_backward (14 points): what comes back to the rows ---

EMBEDDING_BACKWARD_RESULTS = {
    "dtable": np.array([
        [-0.53, -1.05, 0.95, -0.36, 1.44],
        [-2.43, -0.66, 1.04, 1.28, 1.43],
        [3.62, -1.45, -3.11, -3.81, -1.62],
    ]),
}


def test_embedding_backward_shapes():
    """Every result has the shape it should have."""
    shapes("embedding_backward", EMBEDDING, {"dtable": (3, 5)})


def test_embedding_backward_example():
    """A fixed example comes out right."""
    agree("embedding_backward", EMBEDDING, EMBEDDING_BACKWARD_RESULTS)


def test_embedding_backward_gradients():
    """The gradients agree with finite differences of your own embedding_forward."""
    gradient_check("embedding_backward", EMBEDDING)


def test_embedding_backward_bad_input():
    """Bad input raises a ValueError that names it."""
    rejects("embedding_backward", EMBEDDING, {"dout": EMBEDDING["dout"][:, :0]}, names="dout")
    rejects("embedding_backward", EMBEDDING, {"dout": EMBEDDING["dout"][..., :-1]}, names="dout")


def test_embedding_backward_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("embedding_backward", EMBEDDING)


def test_embedding_backward_adds_up_what_is_used_twice():
    """Row 1 is used three times, row 0 once and row 2 never."""
    given = {
        "indices": np.array([[1, 1], [0, 1]]),
        "table": np.ones((3, 1)),
        "dout": np.array([[[1.0], [10.0]], [[100.0], [1000.0]]]),
    }
    agree("embedding_backward", given, {"dtable": np.array([[100.0], [1011.0], [0.0]])})


# --- dropout_forward (16 points): inverted dropout ---


def test_dropout_forward_drops_or_scales():
    """At p = 0.75 an entry becomes 0, or four times as large."""
    x = np.linspace(1.0, 2.0, 200).reshape(10, 20)
    given = {"x": x, "p": 0.75, "rng": np.random.default_rng(1), "training": True}
    out = np.asarray(solve("dropout_forward", given)["out"])
    words = "out has shape {got}, expected {want}"
    require("dropout_forward", out.shape == x.shape, words.format(got=out.shape, want=x.shape))
    want = np.where(out == 0, 0.0, 4 * x)
    wrong = int((~np.isclose(out, want, rtol=1e-9, atol=0)).sum())
    words = "{n} of 200 entries are neither 0 nor 4 times that of x"
    require("dropout_forward", wrong == 0, words.format(n=wrong))


def test_dropout_forward_drops_a_share_of_p():
    """Of 10000 entries about 2000 are dropped at p = 0.2, about as many in each row and in each column."""
    given = {"x": np.ones((100, 100)), "p": 0.2, "rng": np.random.default_rng(2), "training": True}
    dropped = np.asarray(solve("dropout_forward", given)["out"]) == 0
    words = "{n} of 10000 entries are dropped, expected about 2000"
    require("dropout_forward", 1600 < dropped.sum() < 2400, words.format(n=int(dropped.sum())))
    for axis in (0, 1):
        most = int(dropped.sum(axis=axis).max())
        words = "as many as {n} of 100 are dropped along axis {axis}: is each entry dropped on its own?"
        require("dropout_forward", most < 60, words.format(n=most, axis=axis))


def test_dropout_forward_at_its_limits():
    """With p = 0 nothing is dropped, with p = 1 everything."""
    x = np.array([[1.0, -2.0], [3.0, 4.0]])
    given = {"x": x, "p": 0.0, "rng": np.random.default_rng(3), "training": True}
    agree("dropout_forward", given, {"out": x})
    agree("dropout_forward", {**given, "p": 1.0}, {"out": np.zeros((2, 2))})


def test_dropout_forward_does_nothing_in_evaluation():
    """Without training x passes unchanged."""
    x = np.arange(1.0, 41.0).reshape(4, 10)
    given = {"x": x, "p": 0.5, "rng": np.random.default_rng(4), "training": False}
    agree("dropout_forward", given, {"out": x})


def test_dropout_forward_draws_from_rng():
    """The same rng drops the same entries, another one others."""
    x = np.ones((10, 10))
    first, again, other = (
        np.asarray(
            solve("dropout_forward", {"x": x, "p": 0.5, "rng": np.random.default_rng(seed), "training": True})["out"]
        )
        for seed in (1, 1, 2)
    )
    words = "equal generators drop different entries"
    require("dropout_forward", np.array_equal(first, again), words)
    words = "another generator drops the same entries"
    require("dropout_forward", not np.array_equal(first, other), words)


def test_dropout_forward_manners():
    """The arguments stay as they are, and a second call gives the same."""
    unchanged("dropout_forward", {"x": np.ones((3, 4)), "p": 1.0, "rng": np.random.default_rng(5), "training": True})
    unchanged("dropout_forward", {"x": np.ones((3, 4)), "p": 0.5, "rng": np.random.default_rng(5), "training": False})


# --- dropout_backward (10 points): the gradient goes where x has gone ---


def test_dropout_backward_goes_where_x_has_gone():
    """Where x is all ones the output is the mask, scale and all."""
    dout = np.arange(1.0, 101.0).reshape(10, 10)
    for p in (0.25, 0.5):
        given = {"x": np.ones((10, 10)), "p": p, "rng": lambda: np.random.default_rng(6), "training": True}
        solve("dropout_backward", {**given, "dout": dout})
        mask = np.asarray(solve("dropout_forward", given)["out"])
        words = "dropout_forward drops nothing here, or everything"
        require("dropout_backward", np.unique(mask).size == 2, words)
        agree("dropout_backward", {**given, "dout": dout}, {"dx": dout * mask})


def test_dropout_backward_at_its_limits():
    """Everything comes back at p = 0 and in evaluation, nothing at p = 1."""
    dout = np.array([[1.0, -2.0], [3.0, 4.0]])
    given = {"x": np.ones((2, 2)), "p": 0.0, "rng": np.random.default_rng(7), "training": True, "dout": dout}
    agree("dropout_backward", given, {"dx": dout})
    agree("dropout_backward", {**given, "p": 1.0, "training": False}, {"dx": dout})
    agree("dropout_backward", {**given, "p": 1.0}, {"dx": np.zeros((2, 2))})


def test_dropout_backward_manners():
    """The gradient stays as it is, and one of another shape is refused."""
    given = {"x": np.ones((3, 4)), "p": 1.0, "rng": np.random.default_rng(8), "training": True, "dout": np.ones((3, 4))}
    unchanged("dropout_backward", given)
    given = {**given, "p": 0.5}
    rejects("dropout_backward", given, {"dout": np.ones((3, 1))}, names="dout")
    rejects("dropout_backward", given, {"dout": np.ones(4)}, names="dout")


# --- sgd_step (6 points): one step of gradient descent ---

SGD_STEP = {
    "params": [
        np.array([
            [0.38, 1.19, 0.83],
            [-0.82, -0.6, 1.12],
            [-1.48, 0.96, 0.89],
            [-0.1, -0.59, -0.66],
            [-0.74, -0.16, 0.01],
        ]),
        np.array([0.16, 1.49, 0.88]),
        np.array([
            [
                [0.37, 1.47, -0.85],
                [-1.02, 0.34, -1.37],
                [-1.39, 0.04, -0.1],
                [1.25, 0.39, 0.04],
                [-0.01, -0.76, -1.46],
            ],
            [
                [-0.92, 0.58, -0.9],
                [-0.39, -1.49, 0.99],
                [-1.04, -0.7, 1.14],
                [0.03, 1.04, 0.42],
                [0.73, -1.23, 0.12],
            ],
        ]),
        np.array([[0.02], [1.11], [-0.42]]),
    ],
    "grads": [
        np.array([
            [0.29, -1.32, -0.34],
            [-0.53, -1.05, 0.95],
            [-0.36, 1.44, 0.27],
            [0.32, 0.41, 0.53],
            [-1.05, -0.18, -0.78],
        ]),
        np.array([-0.29, -1.21, 1.4]),
        np.array([
            [
                [-0.85, 0.52, -0.6],
                [1.12, 0.49, -1.11],
                [1.04, 1.33, 1.21],
                [0.21, -1.06, -0.92],
                [1.28, 0.16, -0.96],
            ],
            [
                [1.15, 0.42, 0.21],
                [-0.37, -0.27, -0.78],
                [-1.39, 1.13, -0.1],
                [0.14, -0.53, 0.75],
                [-1.42, -0.38, -1.41],
            ],
        ]),
        np.array([[-1.13], [1.4], [0.47]]),
    ],
    "lr": 0.89,
}

SGD_STEP_RESULTS = {
    "updated": [
        np.array([
            [0.1219, 2.3648, 1.1326],
            [-0.3483, 0.3345, 0.2745],
            [-1.1596, -0.3216, 0.6497],
            [-0.3848, -0.9549, -1.1317],
            [0.1945, 0.0002, 0.7042],
        ]),
        np.array([0.4181, 2.5669, -0.366]),
        np.array([
            [
                [1.1265, 1.0072, -0.316],
                [-2.0168, -0.0961, -0.3821],
                [-2.3156, -1.1437, -1.1769],
                [1.0631, 1.3334, 0.8588],
                [-1.1492, -0.9024, -0.6056],
            ],
            [
                [-1.9435, 0.2062, -1.0869],
                [-0.0607, -1.2497, 1.6842],
                [0.1971, -1.7057, 1.229],
                [-0.0946, 1.5117, -0.2475],
                [1.9938, -0.8918, 1.3749],
            ],
        ]),
        np.array([[1.0257], [-0.136], [-0.8383]]),
    ],
}


def test_sgd_step_shapes():
    """Every result has the shape it should have."""
    shapes("sgd_step", SGD_STEP, {"updated": [(5, 3), (3,), (2, 5, 3), (3, 1)]})


def test_sgd_step_example():
    """A fixed example comes out right."""
    agree("sgd_step", SGD_STEP, SGD_STEP_RESULTS)


def test_sgd_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("sgd_step", SGD_STEP)


def test_sgd_step_goes_downhill():
    """With lr 0.1 a gradient of 20 takes 2 away."""
    given = {"params": [np.array([3.0, 1.0]), np.array([[5.0]])], "grads": [np.array([20.0, 0.0]), np.array([[-10.0]])]}
    agree("sgd_step", {**given, "lr": 0.1}, {"updated": [np.array([1.0, 1.0]), np.array([[6.0]])]})
    rejects("sgd_step", {**given, "lr": 0.1}, {"grads": given["grads"][:1]}, names="params grads")


# --- adam_step (20 points): one step of Adam ---


def test_adam_step_first():
    """At the first step the corrected means are the gradient and its square: each entry moves by lr, whatever its size."""
    given = {"params": [np.zeros(4)], "grads": [np.array([5.0, -5.0, 0.01, 0.0])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([-0.1, 0.1, -0.0999999, 0.0])]})


def test_adam_step_adds_eps_to_the_root():
    """With an eps of 1 the first step is g / (|g| + 1)."""
    given = {
        "params": [np.zeros(3)],
        "grads": [np.array([3.0, -1.0, 1e-8])],
        "state": None,
        "lr": 1.0,
        "beta1": 0.9,
        "beta2": 0.999,
        "eps": 1.0,
    }
    agree("adam_step", given, {"updated": [np.array([-0.75, 0.5, -1e-8])]})


def test_adam_step_by_step():
    """Three steps of two parameters, as torch.optim.Adam takes them."""
    steps = [
        (
            [np.array([1.0, -2.0]), np.array([[0.5]])],
            [np.array([0.900000001, -0.9000000005]), np.array([[0.400000002]])],
        ),
        (
            [np.array([-1.0, 4.0]), np.array([[0.0]])],
            [np.array([0.905263158842, -0.936610353088]), np.array([[0.332994178482]])],
        ),
        (
            [np.array([0.25, 1.0]), np.array([[-3.0]])],
            [np.array([0.898140975867, -0.97817547292]), np.array([[0.387501190894]])],
        ),
    ]
    params, state = [np.array([1.0, -1.0]), np.array([[0.5]])], None
    for grads, want in steps:
        given = {"params": params, "grads": grads, "state": state, "lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
        agree("adam_step", given, {"updated": want})
        params, state = solve("adam_step", given).values()


def test_adam_step_with_other_betas():
    """With betas of 0.5 and 0.75 the gradients 1 and 3 give a mean of 7/3, corrected, and of 39/7 for the squares."""
    given = {"params": [np.zeros(1)], "grads": [np.ones(1)], "state": None, "lr": 1.0, "beta1": 0.5, "beta2": 0.75}
    agree("adam_step", given, {"updated": [np.array([-0.99999999])]})
    params, state = solve("adam_step", given).values()
    given = {**given, "params": params, "grads": [np.array([3.0])], "state": state}
    agree("adam_step", given, {"updated": [np.array([-1.98853829])]})


def test_adam_step_manners():
    """The arguments stay as they are, the state among them, and a second call gives the same."""
    given = {"params": [np.ones((2, 3))], "grads": [np.full((2, 3), 0.5)], "state": None, "lr": 0.1}
    unchanged("adam_step", given)
    state = solve("adam_step", given)["state"]
    unchanged("adam_step", {**given, "state": state})


def test_adam_step_needs_a_gradient_for_each_parameter():
    """One gradient a parameter, of its shape."""
    given = {"params": [np.ones(2), np.ones((2, 2))], "grads": [np.ones(2), np.ones((2, 2))], "state": None, "lr": 0.1}
    rejects("adam_step", given, {"grads": [np.ones(2)]}, names="params grads")
    rejects("adam_step", given, {"grads": [np.ones(2), np.ones(2)]}, names="params grads")


# --- sample (12 points): draw the next character ---


def test_sample_of_a_sure_thing():
    """Where one class has all the weight it is drawn at any temperature."""
    for index in (0, 1, 2):
        weights = np.zeros(3)
        weights[index] = 2.5
        for temperature in (0.1, 1.0, 50.0):
            given = {"probabilities": weights, "temperature": temperature, "rng": np.random.default_rng(index)}
            got = solve("sample", given)["index"]
            words = "index is {got!r}, expected {want}"
            whole = np.ndim(got) == 0 and np.asarray(got).dtype.kind in "iu"
            require("sample", whole and got == index, words.format(got=got, want=index))


def test_sample_follows_the_weights():
    """With weights 1, 0 and 3 the classes 0 and 2 are drawn about 100 and 300 times in 400."""
    rng = np.random.default_rng(1)
    given = {"probabilities": np.array([1.0, 0.0, 3.0]), "temperature": 1.0, "rng": lambda: rng}
    drawn = [int(solve("sample", given)["index"]) for _ in range(400)]
    counts = [drawn.count(index) for index in range(3)]
    words = "the counts are {got}, expected about {want}"
    holds = sum(counts) == 400 and counts[1] == 0 and 50 < counts[0] < 150
    require("sample", holds, words.format(got=counts, want=[100, 0, 300]))


def test_sample_at_other_temperatures():
    """Weights of 1 and 2 become 1 and 32 at a temperature of 0.2, and are nearly equal at 20."""
    rng = np.random.default_rng(2)
    words = "class 1 is drawn {got} times in 400 at temperature {temperature}, expected about {want}"
    for temperature, want in ((0.2, 388), (20.0, 203)):
        given = {"probabilities": np.array([1.0, 2.0]), "temperature": temperature, "rng": lambda: rng}
        got = sum(int(solve("sample", given)["index"]) == 1 for _ in range(400))
        told = words.format(got=got, want=want, temperature=temperature)
        require("sample", abs(got - want) < (30 if temperature < 1 else 50), told)


def test_sample_refuses_what_means_nothing():
    """A negative weight, no weight at all, and a temperature that is not positive."""
    given = {"probabilities": np.array([0.25, 0.75]), "temperature": 1.0, "rng": np.random.default_rng(3)}
    rejects("sample", given, {"probabilities": np.array([-0.25, 1.25])}, names="probabilities")
    rejects("sample", given, {"probabilities": np.zeros(2)}, names="probabilities")
    rejects("sample", given, {"temperature": 0.0}, names="temperature")
    rejects("sample", given, {"temperature": -1.0}, names="temperature")


# --- perplexity (6 points): perplexity ---

PERPLEXITY = {"losses": np.array([[2.5, 3.59, 3.1, 0.91], [1.21, 3.5, 0.03, 3.29]])}

PERPLEXITY_RESULTS = {"value": 9.643171034}


def test_perplexity_shapes():
    """Every result has the shape it should have."""
    shapes("perplexity", PERPLEXITY, {"value": ()})


def test_perplexity_example():
    """A fixed example comes out right."""
    agree("perplexity", PERPLEXITY, PERPLEXITY_RESULTS)


def test_perplexity_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("perplexity", PERPLEXITY)


def test_perplexity_of_a_guess():
    """Who guesses among 4 words pays ln 4 each time, and has perplexity 4; who knows has 1."""
    agree("perplexity", {"losses": [1.3862943611198906] * 3}, {"value": 4.0})
    agree("perplexity", {"losses": np.zeros((2, 3))}, {"value": 1.0})


def test_perplexity_takes_the_mean_first():
    """Losses of ln 2 and ln 8 are ln 4 in the mean."""
    agree("perplexity", {"losses": [0.6931471805599453, 2.0794415416798357]}, {"value": 4.0})


def test_perplexity_may_be_infinite():
    """Beyond all floats it is inf."""
    value = float(solve("perplexity", {"losses": [1000.0, 2000.0]})["value"])
    words = "value is {value}, expected inf"
    require("perplexity", value == float("inf"), words.format(value=value))


def test_perplexity_of_nothing():
    """No losses have no mean."""
    rejects("perplexity", {"losses": [1.0]}, {"losses": []}, names="losses")
