"""The visible tests of training.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_one_hot` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
from checks import agree, gradient_check, rejects, require, shapes, solve, unchanged


# --- one_hot (6 points): letters as rows with a single 1 ---

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


def test_one_hot_of_three_letters():
    """Letters 2, 0 and 1 of four, as rows of float64."""
    encoded = np.array([[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
    agree("one_hot", {"indices": np.array([2, 0, 1]), "depth": 4}, {"encoded": encoded})


def test_one_hot_refuses_a_letter_that_is_not_there():
    """An index that is negative, not below depth, or no integer raises a ValueError."""
    given = {"indices": np.array([2, 0, 1]), "depth": 3}
    rejects("one_hot", given, {"indices": np.array([2, 0, 3])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([-1])}, names="indices depth")
    rejects("one_hot", given, {"indices": np.array([0.5])}, names="indices")


# --- embedding_forward (8 points): letters as rows of a table ---

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


def test_embedding_forward_refuses_a_letter_that_is_not_there():
    """An index that is negative or beyond the table raises a ValueError."""
    given = {"indices": np.array([[1, 0]]), "table": np.ones((3, 2))}
    rejects("embedding_forward", given, {"indices": np.array([[1, 3]])}, names="indices table")
    rejects("embedding_forward", given, {"indices": np.array([[1, -1]])}, names="indices table")


# --- embedding_backward (14 points): the table's gradient ---

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


def test_embedding_backward_adds_up():
    """A row that was looked up twice gets the sum of both gradients."""
    given = {
        "indices": np.array([[1, 1, 0]]),
        "table": np.ones((3, 2)),
        "dout": np.array([[[1.0, 2.0], [10.0, 20.0], [5.0, 6.0]]]),
    }
    agree("embedding_backward", given, {"dtable": np.array([[5.0, 6.0], [11.0, 22.0], [0.0, 0.0]])})


def test_embedding_backward_leaves_unused_rows_at_zero():
    """The gradient has a row for every row of the table, zero where it was never looked up."""
    given = {"indices": np.array([[2, 0]]), "table": np.ones((4, 1)), "dout": np.array([[[3.0], [5.0]]])}
    agree("embedding_backward", given, {"dtable": np.array([[5.0], [0.0], [3.0], [0.0]])})


# --- dropout_forward (14 points): inverted dropout ---


def test_dropout_forward_drops_or_scales():
    """Every entry is zero, or x / (1 - p)."""
    x = np.linspace(0.5, 2.5, 1000).reshape(20, 50)
    given = {"x": x, "p": 0.3, "rng": np.random.default_rng(1)}
    y = np.asarray(solve("dropout_forward", given)["y"])
    words = "y has shape {got}, expected {want}"
    require("dropout_forward", y.shape == x.shape, words.format(got=y.shape, want=x.shape))
    agree("dropout_forward", given, {"y": np.where(y == 0, 0.0, x / (1 - 0.3))})
    share = float(np.mean(y == 0))
    words = "a share of {share:.2f} is zero, expected about 0.3"
    require("dropout_forward", 0.2 < share < 0.4, words.format(share=share))
    alone = not (y == 0)[0].all() and (y == 0).any(axis=0).all() and (y == 0).any(axis=1).all()
    words = "whole rows or columns are dropped or kept together"
    require("dropout_forward", alone and (y != 0).any(axis=0).all() and (y != 0).any(axis=1).all(), words)


def test_dropout_forward_drops_each_entry_on_its_own():
    """No two steps, sequences or units lose the same entries, and not always as many."""
    x, counts = np.ones((6, 30, 30)), set()
    for seed in range(4):
        given = {"x": x, "p": 0.5, "rng": np.random.default_rng(seed)}
        y = np.asarray(solve("dropout_forward", given)["y"])
        words = "y has shape {got}, expected {want}"
        require("dropout_forward", y.shape == x.shape, words.format(got=y.shape, want=x.shape))
        counts.add(int((y == 0).sum()))
        for axis in range(3):
            words = "along axis {axis} all entries fall or stay together"
            alike = ((y == 0) == (y == 0).take([0], axis)).all()
            require("dropout_forward", not alike, words.format(axis=axis))
    words = "it always drops {n} entries"
    require("dropout_forward", len(counts) > 1, words.format(n=max(counts)))


def test_dropout_forward_manners():
    """Your x is left alone."""
    unchanged("dropout_forward", {"x": np.array([[1.0, -2.0]]), "p": 1.0, "rng": np.random.default_rng(1)})


def test_dropout_forward_draws_from_rng():
    """The same rng drops the same entries, another one others."""
    masks = []
    for seed in (1, 1, 2):
        given = {"x": np.ones((20, 50)), "p": 0.5, "rng": np.random.default_rng(seed)}
        masks.append(np.asarray(solve("dropout_forward", given)["y"]) == 0)
    words = "equal generators drop different entries"
    require("dropout_forward", np.array_equal(masks[0], masks[1]), words)
    words = "another generator drops the same entries"
    require("dropout_forward", not np.array_equal(masks[0], masks[2]), words)


def test_dropout_forward_does_nothing_in_evaluation():
    """In evaluation, and with p = 0, y is x; with p = 1 it is zero."""
    x = np.array([[1.0, -2.0], [3.0, 0.5]])
    agree("dropout_forward", {"x": x, "p": 0.5, "rng": np.random.default_rng(1), "training": False}, {"y": x})
    agree("dropout_forward", {"x": x, "p": 0.0, "rng": np.random.default_rng(1)}, {"y": x})
    agree("dropout_forward", {"x": x, "p": 1.0, "rng": np.random.default_rng(1)}, {"y": 0 * x})


def test_dropout_forward_refuses_a_p_that_is_no_probability():
    """A p below 0 or above 1 raises a ValueError."""
    given = {"x": np.ones((2, 2)), "p": 0.5, "rng": lambda: np.random.default_rng(1), "training": True}
    rejects("dropout_forward", given, {"p": -0.1}, names="p")
    rejects("dropout_forward", given, {"p": 1.1}, names="p")


# --- dropout_backward (8 points): dropout backward ---


def test_dropout_backward_goes_where_the_numbers_went():
    """The gradient dx is dout times what the forward multiplied x by."""
    x, dout = np.linspace(0.5, 2.5, 200).reshape(4, 50), np.linspace(-1, 1, 200).reshape(4, 50)
    given = {"x": x, "p": 0.4, "rng": lambda: np.random.default_rng(3), "training": True, "dout": dout}
    solve("dropout_backward", given)
    y = np.asarray(solve("dropout_forward", given)["y"])
    agree("dropout_backward", given, {"dx": dout * y / x})


def test_dropout_backward_refuses_another_shape():
    """A dout of another shape raises a ValueError."""
    x = np.ones((2, 3))
    given = {"x": x, "p": 0.4, "rng": lambda: np.random.default_rng(3), "training": True, "dout": x}
    rejects("dropout_backward", given, {"dout": x[:, :1]}, names="dout")


def test_dropout_backward_manners():
    """Your dout is left alone, and a second call answers the same."""
    x, dout = np.linspace(0.5, 2.5, 20), np.linspace(-1, 1, 20)
    given = {"x": x, "p": 0.5, "rng": np.random.default_rng(3), "training": True, "dout": dout}
    unchanged("dropout_backward", given)


# --- sgd_step (6 points): a step of gradient descent ---

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
    "lr": 0.75,
}

SGD_STEP_RESULTS = {
    "updated": [
        np.array([
            [0.0875, 1.16, 0.8375],
            [-0.25, 0.495, 1.81],
            [-1.915, 1.635, 1.1825],
            [1.0175, -1.3325, 0.12],
            [-0.215, -1.015, -0.0125],
        ]),
        np.array([-0.62, 1.175, 0.3325]),
        np.array([
            [[1.2925], [1.38], [-0.865], [-1.8525], [0.655]],
            [[-1.5875], [-0.4], [0.295], [0.2975], [2.0375]],
        ]),
    ],
}


def test_sgd_step_shapes():
    """Every result has the shape it should have."""
    shapes("sgd_step", SGD_STEP, {"updated": [(5, 3), (3,), (2, 5, 1)]})


def test_sgd_step_example():
    """A fixed example comes out right."""
    agree("sgd_step", SGD_STEP, SGD_STEP_RESULTS)


def test_sgd_step_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("sgd_step", SGD_STEP)


def test_sgd_step_by_hand():
    """Two parameters, each moved against its gradient."""
    given = {"params": [np.array([1.0, 2.0]), np.array([[3.0]])], "grads": [np.array([1.0, -1.0]), np.array([[4.0]])]}
    agree("sgd_step", {**given, "lr": 0.5}, {"updated": [np.array([0.5, 2.5]), np.array([[1.0]])]})


def test_sgd_step_on_a_steep_slope():
    """A large gradient makes a large step."""
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([300.0, -0.5])], "lr": 0.1}
    agree("sgd_step", given, {"updated": [np.array([-29.0, 2.05])]})


def test_sgd_step_refuses_gradients_that_do_not_fit():
    """A gradient of another shape raises a ValueError."""
    given = {"params": [np.ones((2, 3))], "grads": [np.ones((2, 3))], "lr": 0.1}
    rejects("sgd_step", given, {"grads": [np.ones(3)]}, names="params grads")


# --- adam_step (20 points): a step of Adam ---


def test_adam_step_by_hand():
    """The first step is lr long, whatever the gradient's size."""
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([0.5, -300.0])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([0.9, 2.1])]})


def test_adam_step_twice():
    """A second step with another gradient, betas and a large eps comes out right."""
    params, how = [np.array([1.0, 2.0])], {"lr": 0.1, "beta1": 0.6, "beta2": 0.8, "eps": 0.3}
    first = solve("adam_step", {"params": params, "grads": [np.array([0.5, -2.0])], "state": None, **how})
    agree(
        "adam_step",
        {"params": params, "grads": [np.array([0.5, -2.0])], "state": None, **how},
        {"updated": [np.array([0.9375, 2.086956521739])]},
    )
    given = {"params": first["updated"], "grads": [np.array([-1.0, 0.25])], "state": first["state"], **how}
    agree("adam_step", given, {"updated": [np.array([0.976685072975, 2.123022437621])]})


def test_adam_step_stands_still_without_a_gradient():
    """Where the gradient has always been zero, nothing moves."""
    given = {"params": [np.array([1.0, 2.0])], "grads": [np.array([0.0, 0.5])], "state": None, "lr": 0.1}
    agree("adam_step", given, {"updated": [np.array([1.0, 1.9])]})


def test_adam_step_refuses_gradients_that_do_not_fit():
    """A gradient of another shape raises a ValueError."""
    given = {"params": [np.ones((2, 3))], "grads": [np.ones((2, 3))], "state": None, "lr": 0.1}
    rejects("adam_step", given, {"grads": [np.ones(3)]}, names="params grads")


def test_adam_step_manners():
    """Parameters, gradients and state are left alone, and a second call answers the same."""
    params, grads = [np.array([1.0, 2.0])], [np.array([0.5, -2.0])]
    state = solve("adam_step", {"params": params, "grads": grads, "state": None, "lr": 0.1})["state"]
    unchanged("adam_step", {"params": params, "grads": grads, "state": state, "lr": 0.1})


# --- sample (16 points): draw the next letter ---


def test_sample_follows_the_weights():
    """Of 2000 draws with weights 7, 2 and 1 each class gets about its share."""
    given = {"probabilities": np.array([7.0, 2.0, 1.0]), "temperature": 1.0}
    drawn = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(2000)]
    shares = [float(np.mean(np.array(drawn) == index)) for index in range(3)]
    words = "the shares are {shares}, expected about [0.7, 0.2, 0.1]"
    require("sample", np.allclose(shares, [0.7, 0.2, 0.1], atol=0.06), words.format(shares=shares))
    given = {"probabilities": np.array([0.5, 0.0, 0.5]), "temperature": 1.0}
    never = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(200)]
    words = "a letter of weight 0 was drawn"
    require("sample", 1 not in never, words)


def test_sample_minds_the_temperature():
    """At temperature 0.25 the weights .6 and .4 become .835 and .165, at 4 they become .525 and .475."""
    for temperature, want in ((0.25, 0.835), (4.0, 0.525)):
        given = {"probabilities": np.array([0.6, 0.4]), "temperature": temperature}
        drawn = [solve("sample", {**given, "rng": np.random.default_rng(seed)})["index"] for seed in range(2000)]
        share = float(np.mean(np.array(drawn) == 0))
        words = "at {t} the first is drawn with frequency {share:.3f}, expected about {want}"
        require("sample", abs(share - want) < 0.06, words.format(t=temperature, share=share, want=want))


def test_sample_refuses_what_cannot_be_drawn_from():
    """A negative weight, no weight at all, or a temperature of zero raises a ValueError."""
    given = {"probabilities": np.array([0.6, 0.4]), "temperature": 1.0, "rng": lambda: np.random.default_rng(1)}
    rejects("sample", given, {"probabilities": np.array([0.6, -0.4])}, names="probabilities")
    rejects("sample", given, {"probabilities": np.zeros(2)}, names="probabilities")
    rejects("sample", given, {"temperature": 0.0}, names="temperature")


# --- perplexity (8 points): how many letters it seems to guess among ---

PERPLEXITY = {"losses": np.array([3.13, 4.49, 3.88, 1.13])}

PERPLEXITY_RESULTS = {"value": 23.51174304}


def test_perplexity_shapes():
    """Every result has the shape it should have."""
    shapes("perplexity", PERPLEXITY, {"value": ()})


def test_perplexity_example():
    """A fixed example comes out right."""
    agree("perplexity", PERPLEXITY, PERPLEXITY_RESULTS)


def test_perplexity_manners():
    """The arguments are left alone, and a second call answers the same."""
    unchanged("perplexity", PERPLEXITY)


def test_perplexity_of_several_rows():
    """The mean goes over all entries, whatever the shape."""
    agree("perplexity", {"losses": np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 200.0]])}, {"value": 1.586013452e15})


def test_perplexity_of_a_guess():
    """A guess among 27 letters has perplexity 27; a huge loss gives inf."""
    agree("perplexity", {"losses": np.full(4, np.log(27.0))}, {"value": 27.0})
    value = solve("perplexity", {"losses": np.array([1e4])})["value"]
    words = "it is {value}, expected inf"
    require("perplexity", np.isinf(value), words.format(value=value))
    rejects("perplexity", {"losses": np.ones(2)}, {"losses": np.empty(0)}, names="losses")
