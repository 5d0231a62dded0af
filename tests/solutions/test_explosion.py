"""What the reference of explosion promises beyond what its hidden suite asks of everybody."""

from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest

from solutions import explosion
from solutions.rnn import rnn_forward

DTYPES = ("float16", "float32", "float64")


def rounded(exact, dtype):
    """A fraction of 1 or more, rounded to the nearest number of a dtype, ties to even: by arithmetic on integers."""
    info = np.finfo(dtype)
    exponent = exact.numerator.bit_length() - exact.denominator.bit_length()
    exponent -= exact < Fraction(2) ** exponent
    unit = Fraction(2) ** (exponent - info.nmant)
    value = round(exact / unit) * unit  # Python's round goes to even, as IEEE 754 does
    return None if value > Fraction(float(info.max)) else value


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("gain", [1.01, 1.1, 1.3, 1.5, 2.0, 3.0, 1000.0])
def test_the_chain_overflows_when_exact_arithmetic_says_so(gain, dtype):
    if (gain, dtype) == (1.01, "float64"):
        return  # seventy thousand exact products take a while
    weight = rounded(Fraction(gain), dtype)
    h, t = Fraction(1), 0
    while h is not None:
        h, t = rounded(weight * h, dtype), t + 1
    assert explosion.steps_to_overflow(gain, dtype) == t


@pytest.mark.parametrize("dtype", DTYPES)
def test_no_warning_is_left_of_an_overflow(dtype):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert explosion.steps_to_overflow(1e300, dtype) in {1, 2}
        assert explosion.steps_to_overflow(1.5, dtype) == {"float16": 28, "float32": 219, "float64": 1751}[dtype]


def test_the_smallest_gain_above_1_never_gets_stuck():
    smallest = float(np.nextafter(np.float16(1), np.float16(2)))
    assert explosion.steps_to_overflow(smallest, np.float16) == 12288
    assert explosion.steps_to_overflow(1 + (smallest - 1) / 2, np.float16) is None  # a tie, and 1 is even


@pytest.mark.parametrize(("dtype", "gain"), [("float16", 1.3), ("float32", 2.0), ("float64", 1.7)])
def test_a_network_run_in_a_dtype_overflows_at_the_predicted_step(dtype, gain):
    h = np.ones(4, dtype)
    Wh = np.eye(4, dtype=dtype) * np.dtype(dtype).type(gain)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(explosion.steps_to_overflow(gain, dtype) - 1):
            h = np.maximum((h[:, None] * Wh).sum(axis=0), 0)
        assert np.isfinite(h).all()
        assert np.isinf(np.maximum((h[:, None] * Wh).sum(axis=0), 0)).all()


@pytest.mark.parametrize("seed", range(50))
def test_a_recurrence_is_a_vanilla_rnn_without_input(seed):
    rng = np.random.default_rng(seed)
    Wh, h0 = rng.normal(size=(3, 3)), rng.normal(size=3)
    h, _ = rnn_forward(np.zeros((1, 6, 1)), h0[None], np.zeros((1, 3)), Wh, np.zeros(3))
    assert explosion.run_recurrence("tanh", Wh, h0, 6)[1:] == pytest.approx(h[0], abs=1e-12)


@pytest.mark.parametrize("seed", range(50))
def test_gradients_stay_below_the_product_of_norms_and_orthogonal_ones_reach_it(seed):
    rng = np.random.default_rng(seed)
    Wh, h0 = rng.normal(size=(4, 4)), rng.normal(size=4)
    bound = np.linalg.norm(Wh, 2) ** np.arange(9)
    for activation in explosion.ACTIVATIONS:
        norms = explosion.backward_norms(activation, Wh, explosion.run_recurrence(activation, Wh, h0, 8))
        assert (norms <= bound * (1 + 1e-9)).all()
    Wh = explosion.orthogonal(4, 1.3, rng)
    norms = explosion.backward_norms("identity", Wh, explosion.run_recurrence("identity", Wh, h0, 8))
    assert norms == pytest.approx(1.3 ** np.arange(9))


def test_an_irnn_keeps_a_positive_state_for_ever_and_lets_gradients_through_unchanged():
    _, Wh, _ = explosion.irnn_parameters(2, 5, np.random.default_rng(0))
    states = explosion.run_recurrence("relu", Wh, np.arange(1.0, 6), 300)
    assert (states == np.arange(1.0, 6)).all()
    assert (explosion.backward_norms("relu", Wh, states) == 1).all()
    louder = explosion.run_recurrence("relu", 1.1 * Wh, np.ones(5), 100)
    assert explosion.classify_growth(explosion.state_norms(louder)) == "explodes"


def test_norms_overflow_no_sooner_than_the_state():
    states = np.array([[3e200, 4e200], [1e308, 1e308], [3e-200, 4e-200]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert explosion.state_norms(states) == pytest.approx([5e200, 2**0.5 * 1e308, 5e-200], rel=1e-12, abs=0)


def test_a_table_beyond_all_numbers_says_so_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = explosion.explosion_table([0.5, 40.0], 400, 6, np.random.default_rng(0))
    assert table["verdict"] == ["vanishes", "vanishes", "stable", "overflows"]
    assert not np.isfinite(table["final_state_norm"][3])


@pytest.mark.parametrize("seed", range(50))
def test_relu_explodes_where_tanh_cannot(seed):
    table = explosion.explosion_table([0.3, 3.0], 50, 32, np.random.default_rng(seed))
    assert table["verdict"][:2] == ["vanishes", "vanishes"]
    assert table["verdict"][2:] == ["stable", "explodes"]


def test_half_of_a_random_networks_relus_are_off_so_that_it_grows_from_the_root_of_two():
    """A claim the lesson and the picture make: the mean growth a step is gain / √2."""
    growth = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        Wh = explosion.scale_to_radius(rng.normal(size=(200, 200)), 1.0)
        norms = explosion.state_norms(explosion.run_recurrence("relu", Wh, np.abs(rng.normal(size=200)), 30))
        growth.append(np.log(norms[-1] / norms[5]) / 25)
    assert np.exp(np.mean(growth)) == pytest.approx(1 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("size", [2, 3, 7])
def test_orthogonal_is_haar_by_what_its_traces_say(size):
    """The trace of a Haar matrix has mean 0 and variance 1, its square has mean 1: seeds 0 to 1999."""
    draws = [explosion.orthogonal(size, 1.0, np.random.default_rng(seed)) for seed in range(2000)]
    traces = np.array([np.trace(Q) for Q in draws])
    squares = np.array([np.trace(Q @ Q) for Q in draws])
    assert abs(traces.mean()) < 0.16  # 7 deviations
    assert abs((traces**2).mean() - 1) < 0.25
    assert abs(squares.mean() - 1) < 0.25


def test_a_seed_says_relu_may_become_huge_and_so_it_does():
    """The notes: 经过多次循环后可能会得到一个非常庞大的值."""
    huge = explosion.run_recurrence("relu", np.array([[1.3]]), np.array([1.0]), 100)[-1, 0]
    assert huge == pytest.approx(1.3**100)
    assert huge > 1e11
    assert explosion.run_recurrence("tanh", np.array([[1.3]]), np.array([1.0]), 100)[-1, 0] < 1
