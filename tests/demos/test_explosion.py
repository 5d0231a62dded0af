"""The run that is shown: plain numbers, which say what the lecture says."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.demos.colours import NEUTRAL, shades
from autograder.demos.explosion import DTYPES, GAINS, LONGEST, bounds, demonstrate, first_inf
from solutions.explosion import steps_to_overflow


@pytest.fixture(scope="module")
def demo():
    return demonstrate(GAINS, 60, 48, 0)


def curve(demo, name, gain):
    (network,) = (network for network in demo.networks if network.name.en == name)
    (found,) = (one for one in demo.of(network) if one.gain == gain)
    return found


def test_every_network_runs_at_every_gain(demo):
    assert len(demo.curves) == len(GAINS) * len(demo.networks) == 24
    assert all(one.states.shape == one.gradients.shape == (61,) for one in demo.curves)
    assert all(one.states[0] == pytest.approx(1) and one.gradients[0] == 1 for one in demo.curves)


def test_an_irnn_is_an_exact_power_of_the_gain(demo):
    for gain in GAINS:
        powers = gain ** np.arange(61)
        assert curve(demo, "ReLU, identity", gain).states == pytest.approx(powers, rel=1e-12)
        assert curve(demo, "ReLU, identity", gain).gradients == pytest.approx(powers, rel=1e-12)


def test_tanh_bounds_every_state_and_an_orthogonal_one_loses_little_at_1(demo):
    for name in ("tanh, random", "tanh, orthogonal"):
        assert all(curve(demo, name, gain).states.max() <= np.sqrt(48) for gain in GAINS)
    assert curve(demo, "tanh, orthogonal", 1.0).gradients.min() > 0.3


@pytest.mark.parametrize("gain", [gain for gain in GAINS if gain > 1])
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_overflow_is_seen_where_it_is_predicted(demo, gain, dtype):
    (one,) = (one for one in demo.overflows if (one.gain, one.dtype) == (gain, dtype))
    assert one.predicted == one.seen == steps_to_overflow(gain, dtype)


def test_a_gain_of_1_or_less_overflows_nowhere(demo):
    assert all(one.predicted is one.seen is None and not one.far for one in demo.overflows if one.gain <= 1)


def test_nobody_waits_for_what_takes_too_long():
    demo = demonstrate([1.0001], 3, 2, 0)
    assert [(one.predicted, one.far) for one in demo.overflows] == [(None, False), (None, True), (None, True)]
    assert LONGEST < 1e6


def test_a_gain_beyond_a_dtype_overflows_at_once():
    assert [one.seen for one in demonstrate([7e4], 3, 2, 0).overflows] == [1, 8, 64]


def test_a_chain_that_does_not_overflow_in_time_says_so():
    assert first_inf(1.5, "float16", np.eye(2), 27) is None
    assert first_inf(1.5, "float16", np.eye(2), 28) == 28


def test_a_network_that_overflows_is_a_curve_that_ends():
    wild = demonstrate([1e4], 100, 3, 0)
    irnn = wild.curves[-1]
    assert irnn.verdict == "overflows"
    assert not np.isfinite(irnn.states[-1])
    assert len(irnn.gradients) == np.isfinite(irnn.states).sum()
    assert bounds(wild)[1] == 1e12


def test_a_gain_that_comes_twice_counts_once_and_gains_are_sorted():
    assert demonstrate([1.3, 0.9, 1.3], 2, 2, 0).gains == (0.9, 1.3)


def test_the_same_seed_gives_the_same_run_and_another_another():
    one, same, other = (demonstrate([1.1], 20, 8, seed).curves[0].states for seed in (0, 0, 1))
    assert (one == same).all()
    assert not np.allclose(one, other)


def test_colours_are_blue_below_1_grey_at_1_and_red_above():
    colours = shades([0.5, 0.9, 1.0, 1.1, 1.5])
    assert len(set(colours.values())) == 5
    assert colours[1.0] == NEUTRAL
    red, blue = (lambda gain: int(colours[gain][1:3], 16)), (lambda gain: int(colours[gain][5:7], 16))
    assert all(blue(gain) > red(gain) for gain in (0.5, 0.9))
    assert all(red(gain) > blue(gain) for gain in (1.1, 1.5))
