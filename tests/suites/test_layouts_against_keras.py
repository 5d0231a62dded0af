"""Weights, counts and orders of gates are those of Keras 3: its layers answer as the kit does with their weights."""

from __future__ import annotations

import importlib
import os

import numpy as np
import pytest
import torch

from solutions import gru, layouts, lstm, rnn

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = importlib.import_module("keras")  # only once it knows what to run on

N, T, D, H = 3, 5, 2, 4
LAYERS = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
SINGLE = 1e-5  # keras.ops.matmul on torch multiplies float64 in single precision; a wrong order is off by more than 0.1

each_kind = pytest.mark.parametrize("kind", LAYERS)


def built(kind, units=H, **settings):
    """A layer of Keras with weights that are drawn, its biases too."""
    layer = getattr(keras.layers, LAYERS[kind])(units, return_sequences=True, dtype="float64", **settings)
    layer.build((N, T, D))
    rng = np.random.default_rng(4)
    layer.set_weights([rng.uniform(-1.5, 1.5, weight.shape) for weight in layer.get_weights()])
    return layer


def drawn():
    rng = np.random.default_rng(5)
    return rng.uniform(-1.5, 1.5, (N, T, D)), rng.uniform(-1.5, 1.5, (N, H))


def off_by(kind, layer, weights):
    """How far the states of the kit are from those of Keras, at most."""
    x, h0 = drawn()
    start = torch.tensor(h0)
    want = layer(torch.tensor(x), initial_state=[start, start] if kind == "lstm" else start).detach().numpy()
    Wx, Wh, b = weights
    if kind == "rnn":
        got = rnn.rnn_forward(x, h0, Wx, Wh, b)[0]
    elif kind == "lstm":
        got = lstm.lstm_forward(x, h0, h0, Wx, Wh, b)[0]
    else:
        got = gru.gru_reset_after_forward(x, h0, Wx, Wh, *b)[0]
    return np.abs(got - want).max()


@each_kind
def test_the_weights_of_a_layer_answer_here_as_they_do_there(kind):
    layer = built(kind)
    assert off_by(kind, layer, layouts.from_keras(kind, *layer.get_weights())) < SINGLE


def test_a_gru_that_is_not_reordered_or_has_its_biases_exchanged_answers_otherwise():
    layer = built("gru")
    kernel, recurrent_kernel, bias = layer.get_weights()
    assert off_by("gru", layer, (kernel, recurrent_kernel, bias)) > 0.1
    assert off_by("gru", layer, layouts.from_keras("gru", kernel, recurrent_kernel, bias[::-1])) > 0.1


@each_kind
def test_the_weights_of_a_layer_have_the_shapes_we_say(kind):
    G = layouts.GATES[kind]
    biases = (2, G * H) if kind == "gru" else (G * H,)
    assert [weight.shape for weight in built(kind).get_weights()] == [(D, G * H), (H, G * H), biases]


@pytest.mark.parametrize(
    ("kind", "biases", "settings"),
    [
        ("rnn", 1, {}),
        ("lstm", 1, {}),
        ("gru", 2, {}),
        ("gru", 1, {"reset_after": False}),
        *((kind, 0, {"use_bias": False}) for kind in LAYERS),
    ],
)
def test_a_layer_has_as_many_parameters_as_we_count(kind, biases, settings):
    layer = built(kind, **settings)
    assert layouts.parameter_count(kind, D, H, biases=biases) == layer.count_params()


def test_two_layers_in_both_directions_have_as_many_parameters_as_we_count():
    layers = [keras.layers.Bidirectional(keras.layers.LSTM(20, return_sequences=True)) for _ in range(2)]
    model = keras.Sequential([keras.Input((None, 10)), *layers])
    assert layouts.parameter_count("lstm", 10, 20, 2, bidirectional=True, biases=1) == model.count_params()


def test_a_gru_that_resets_before_the_product_is_refused():
    with pytest.raises(ValueError, match="bias"):
        layouts.from_keras("gru", *built("gru", reset_after=False).get_weights())
