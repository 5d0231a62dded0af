"""What the reference promises beyond what its hidden suite asks of everybody: the published numbers, and ways back."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from solutions import layouts

MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
each_kind = pytest.mark.parametrize("kind", MODULES)


def drawn(*shape):
    return np.random.default_rng(6).normal(size=shape)


def weights(kind, D=3, H=5):
    G = layouts.GATES[kind]
    b = (drawn(G * H), drawn(G * H) * 2) if kind == "gru" else drawn(G * H)
    return drawn(D, G * H), drawn(H, G * H), b


def module(kind, D=3, H=5, **settings):
    torch.manual_seed(0)
    return MODULES[kind](D, H, batch_first=True, dtype=torch.float64, **settings)


def arrays(kind, **settings):
    return {name: array.numpy() for name, array in module(kind, **settings).state_dict().items()}


def same(one, other):
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return np.array_equal(one, other)


# --- published numbers ---


@pytest.mark.parametrize(
    ("count", "settings"),
    [
        (200, ("lstm", 3, 5)),
        (180, ("lstm", 3, 5, 1, False, 1)),
        (150, ("gru", 3, 5)),
        (135, ("gru", 3, 5, 1, False, 1)),
        (15_040, ("lstm", 10, 20, 2, True)),
        (45, ("rnn", 3, 5, 1, False, 1)),
        (91, ("rnn", 5, 7, 1, False, 1)),
    ],
)
def test_the_published_counts_come_out(count, settings):
    assert layouts.parameter_count(*settings) == count


def test_the_matrices_of_seven_inputs_and_thirteen_units_have_the_published_columns():
    for kind, columns in (("lstm", 52), ("gru", 39), ("rnn", 13)):
        assert layouts.GATES[kind] * 13 == columns
        assert layouts.parameter_count(kind, 7, 13, biases=1) == (7 + 13 + 1) * columns


@pytest.mark.parametrize(
    ("settings", "output", "state"),
    [
        (("lstm", 3, 5, 10, 20, 2), (5, 3, 20), (2, 3, 20)),
        (("lstm", 3, 1, 5, 6, 2), (1, 3, 6), (2, 3, 6)),
        (("lstm", 4, 7, 10, 20, 2, True, True), (4, 7, 40), (4, 4, 20)),
        (("rnn", 1, 3, 4, 2), (3, 1, 2), (1, 1, 2)),
    ],
)
def test_the_published_shapes_come_out(settings, output, state):
    shapes = layouts.output_shapes(*settings)
    assert (shapes["output"], shapes["h_n"]) == (output, state)
    assert shapes.get("c_n") == (state if settings[0] == "lstm" else None)


# --- there and back ---


@each_kind
def test_to_torch_and_back_is_where_one_was(kind):
    mine = weights(kind)
    assert same(layouts.from_torch(kind, layouts.to_torch(kind, *mine)), mine)


@each_kind
def test_from_torch_and_back_answers_the_same(kind):
    one, x = module(kind), torch.tensor(drawn(2, 4, 3))
    other = module(kind)
    state = layouts.to_torch(kind, *layouts.from_torch(kind, arrays(kind)))
    other.load_state_dict({name: torch.tensor(array) for name, array in state.items()})
    assert torch.allclose(one(x)[0], other(x)[0], rtol=0, atol=1e-15)


@pytest.mark.parametrize("source", ["ifgo", "ogif"])
def test_every_order_has_a_way_back(source):
    W = drawn(2, 12)
    for order in map("".join, itertools.permutations(source)):
        there = layouts.reorder_gates(W, source, order)
        assert same(layouts.reorder_gates(there, order, source), W)


def test_what_is_split_merges_to_what_it_was():
    for shape in ((12,), (3, 12), (2, 3, 12)):
        assert same(layouts.merge_gates(layouts.split_gates(drawn(*shape), 4)), drawn(*shape))


def test_what_is_joined_splits_into_what_it_was():
    Wx, Wh = drawn(2, 12), drawn(3, 12)
    assert same(layouts.split_concat(layouts.join_concat(Wx, Wh), 3), (Wx, Wh))


def test_turned_twice_is_where_one_was_and_full_lengths_turn_everything():
    x = drawn(5, 4, 2)
    lengths = [0, 1, 2, 3, 4]
    assert same(layouts.reverse_padded(layouts.reverse_padded(x, lengths), lengths), x)
    assert same(layouts.reverse_padded(x, [4] * 5), x[:, ::-1])


# --- what is refused ---


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: layouts.parameter_count("mlp", 3, 5), "kind is 'mlp', expected one of rnn, lstm, gru"),
        (lambda: layouts.parameter_count("rnn", 3, 5, biases=3), "biases is 3, expected 0, 1 or 2"),
        (lambda: layouts.output_shapes("rnn", 3, 0, 5, 7), "T is 0, expected at least 1"),
        (lambda: layouts.split_gates(np.ones((2, 7)), 3), r"W has shape \(2, 7\), expected 3 gates"),
        (lambda: layouts.merge_gates([np.ones(2), np.ones(3)]), r"blocks have shapes \[\(2,\), \(3,\)\]"),
        (lambda: layouts.merge_gates([]), "blocks have shapes"),
        (lambda: layouts.reorder_gates(np.ones(4), "figo", "figc"), "source is 'figo' and target is 'figc'"),
        (lambda: layouts.reorder_gates(np.ones(5), "figo", "ifgo"), r"W has shape \(5,\)"),
        (lambda: layouts.to_torch("gru", *weights("lstm")), "b has 20 parts"),
        (lambda: layouts.to_torch("lstm", *weights("rnn")), "Wh has 5 gate columns for H=5 units of a lstm"),
        (lambda: layouts.from_torch("lstm", arrays("lstm", num_layers=2)), "state has the keys .*weight_ih_l1"),
        (lambda: layouts.from_torch("lstm", arrays("lstm", bidirectional=True)), "weight_hh_l0_reverse"),
        (lambda: layouts.from_torch("lstm", arrays("lstm", bias=False)), "state has the keys .*expected .*bias_hh_l0"),
        (lambda: layouts.from_torch("lstm", arrays("lstm", proj_size=2)), "state has the keys .*weight_hr_l0"),
        (lambda: layouts.from_torch("gru", arrays("lstm")), "state has 20 gate columns for H=5 units of a gru"),
        (
            lambda: layouts.from_keras("gru", drawn(3, 15), drawn(5, 15), drawn(1, 15)),
            r"bias has shape \(1, 15\), expected \(2, 3H=15\)",
        ),
        (lambda: layouts.split_concat(np.ones((3, 2)), 3), "H is 3, expected at least 1 and less than the 3 rows"),
        (lambda: layouts.last_valid_step(np.ones((2, 3, 4)), [3, 0]), r"lengths is \[3, 0\], expected 2 integers"),
        (lambda: layouts.reverse_padded(np.ones((2, 3, 4)), [3, 1.5]), "integers from 0 to 3"),
    ],
)
def test_what_does_not_fit_is_said_with_its_name_and_what_was_wanted(call, words):
    with pytest.raises(ValueError, match=words):
        call()
