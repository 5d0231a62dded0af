"""Both GRU variants answer as Keras 3 does, forward and backward."""

from __future__ import annotations

import importlib
import os

import numpy as np
import torch

from solutions import gru

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = importlib.import_module("keras")  # only once it knows what to run on

N, T, D, H = 3, 5, 2, 4
KERAS_ORDER = [1, 0, 2]  # z, r, h where the kit has r, z, n
SINGLE = 1e-5  # keras.ops.matmul on torch multiplies float64 in single precision; the variants differ by more than 0.1


def drawn():
    rng = np.random.default_rng(1)
    shapes = {"x": (N, T, D), "h0": (N, H), "Wx": (D, 3 * H), "Wh": (H, 3 * H), "bx": 3 * H, "bh": 3 * H}
    return {name: rng.uniform(-1.5, 1.5, shape) for name, shape in shapes.items()}, rng.normal(size=(N, T, H))


def reordered(array):
    blocks = np.split(np.asarray(array), 3, axis=-1)
    return np.concatenate([blocks[gate] for gate in KERAS_ORDER], axis=-1)


def run_keras(values, dh, *, reset_after):
    """The states, and the gradients in the kit's order: dx, dh0, dWx, dWh, then of the bias or of both."""
    layer = keras.layers.GRU(H, reset_after=reset_after, return_sequences=True, dtype="float64")
    layer.build((N, T, D))
    bias = np.stack([values["bx"], values["bh"]]) if reset_after else values["bx"]
    layer.set_weights([reordered(values["Wx"]), reordered(values["Wh"]), reordered(bias)])
    x, h0 = (torch.tensor(values[name], requires_grad=True) for name in ("x", "h0"))
    h = layer(x, initial_state=h0)
    (h * torch.tensor(dh)).sum().backward()
    dWx, dWh, db = (reordered(weight.value.grad.numpy()) for weight in layer.trainable_weights)
    return h.detach().numpy(), [x.grad.numpy(), h0.grad.numpy(), dWx, dWh, *(db if reset_after else [db])]


def test_reset_before_is_keras_with_reset_after_false():
    values, dh = drawn()
    h, cache = gru.gru_forward(values["x"], values["h0"], values["Wx"], values["Wh"], values["bx"])
    agree(h, gru.gru_backward(dh, cache), run_keras(values, dh, reset_after=False))


def test_reset_after_is_keras_with_reset_after_true():
    values, dh = drawn()
    h, cache = gru.gru_reset_after_forward(*values.values())
    agree(h, gru.gru_reset_after_backward(dh, cache), run_keras(values, dh, reset_after=True))


def test_the_two_variants_differ():
    values, dh = drawn()
    before, after = (run_keras(values | {"bh": np.zeros(3 * H)}, dh, reset_after=which)[0] for which in (False, True))
    assert np.abs(before - after).max() > 0.1


def agree(h, gradients, wanted):
    np.testing.assert_allclose(h, wanted[0], rtol=0, atol=SINGLE)
    for got, want in zip(gradients, wanted[1], strict=True):
        np.testing.assert_allclose(got, want, rtol=0, atol=SINGLE)
