"""The visible tests of modules.py.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_RNNCell` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
"""

import numpy as np
import torch
from checks import require, same
from torch_checks import dropped, example, learns, parity, refuses


# --- RNNCell (8 points): the RNN's step as a module ---


def test_RNNCell_agrees_with_torch():
    """With the same weights it answers as torch.nn.RNNCell, and so do its gradients."""
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("RNNCell", torch.nn.RNNCell(3, 4), (3, 4), x, h)


def test_RNNCell_takes_a_batch_of_one_step():
    """An input without its batch axis, or with a time axis, raises a ValueError."""
    refuses("RNNCell", (3, 4), (np.ones(3), np.ones((1, 4))), names="x h")
    refuses("RNNCell", (3, 4), (np.ones((1, 2, 3)), np.ones((1, 4))), names="x h")


# --- LSTMCell (12 points): the LSTM's step as a module ---


def test_LSTMCell_agrees_with_torch():
    """With the same weights it answers as torch.nn.LSTMCell, and so do its gradients."""
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("LSTMCell", torch.nn.LSTMCell(3, 4), (3, 4), x, (h, 1 - 2 * h))


def test_LSTMCell_takes_a_batch_of_one_step():
    """An input without its batch axis raises a ValueError."""
    refuses("LSTMCell", (3, 4), (np.ones(3), (np.ones((1, 4)), np.ones((1, 4)))), names="x h c state")


# --- GRUCell (12 points): the GRU's step as a module ---


def test_GRUCell_agrees_with_torch():
    """With the same weights it answers as torch.nn.GRUCell, and so do its gradients."""
    x, h = np.array([[0.5, -1.0, 0.25], [1.0, 0.75, -0.5]]), np.array([[0.5, -0.25, 0.0, 1.0], [-1.0, 0.5, 0.25, 0.0]])
    parity("GRUCell", torch.nn.GRUCell(3, 4), (3, 4), x, h)


def test_GRUCell_takes_a_batch_of_one_step():
    """An input without its batch axis raises a ValueError."""
    refuses("GRUCell", (3, 4), (np.ones(3), np.ones((1, 4))), names="x h")


# --- RecurrentNetwork (26 points): layers and directions over a sequence ---


def test_RecurrentNetwork_agrees_with_torch_in_one_layer():
    """One layer of RNN cells answers as torch.nn.RNN from a zero state."""
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    parity("RecurrentNetwork", torch.nn.RNN(3, 2, batch_first=True), ("rnn", 3, 2), x)


def test_RecurrentNetwork_agrees_with_torch_in_three_layers():
    """Three layers of GRU cells answer as torch.nn.GRU from a given state."""
    x, state = np.linspace(-1, 1, 24).reshape(2, 4, 3), np.linspace(1, -1, 12).reshape(3, 2, 2)
    parity("RecurrentNetwork", torch.nn.GRU(3, 2, 3, batch_first=True), ("gru", 3, 2), x, state, num_layers=3)


def test_RecurrentNetwork_agrees_with_torch_in_both_directions():
    """Two layers of LSTM cells in both directions, time first, answer as torch.nn.LSTM."""
    x, h, c = (np.linspace(-1, 1, 24).reshape(4, 2, 3), *np.linspace(1, -1, 32).reshape(2, 4, 2, 2))
    theirs = torch.nn.LSTM(3, 2, 2, bidirectional=True)
    options = {"num_layers": 2, "bidirectional": True, "batch_first": False}
    parity("RecurrentNetwork", theirs, ("lstm", 3, 2), x, (h, c), **options)


def test_RecurrentNetwork_drops_nothing_in_evaluation():
    """After eval() dropout does nothing."""
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    theirs = torch.nn.RNN(3, 2, 2, batch_first=True)
    parity("RecurrentNetwork", theirs, ("rnn", 3, 2), x, num_layers=2, dropout=0.5)


def test_RecurrentNetwork_drops_between_layers():
    """In training every number that goes from layer to layer is dropped by itself, anew at every step."""
    kept, right = dropped("RecurrentNetwork")
    words = "an output is neither zero nor what two layers make of x"
    require("RecurrentNetwork", right, words)
    words = "nothing is dropped, or everything"
    require("RecurrentNetwork", 0 < kept.mean() < 1, words)
    words = "the same numbers are dropped at every step"
    require("RecurrentNetwork", (kept != kept[:, :1]).any(), words)
    words = "all units of a row are dropped together, or none"
    require("RecurrentNetwork", (kept != kept[..., :1]).any(), words)


def test_RecurrentNetwork_refuses_what_does_not_fit():
    """An unknown cell, an input without its batch axis or without a step raises a ValueError."""
    refuses("RecurrentNetwork", ("rnn", 3, 2), (np.ones((4, 3)),), names="x")
    refuses("RecurrentNetwork", ("rnn", 3, 2), (np.ones((1, 0, 3)),), names="x")
    refuses("RecurrentNetwork", ("elman", 3, 2), (np.ones((1, 4, 3)),), names="cell")


# --- SequenceClassifier (14 points): one answer for a padded sequence ---


def test_SequenceClassifier_reads_the_true_last_step():
    """Of sequences of lengths 2 and 4, each is judged by its own last state; logits, no probabilities."""
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    logits = np.array([[-0.1675076821, -1.1014734897], [-1.2793720142, 0.4163622864]])
    example("SequenceClassifier", ("gru", 3, 4, 2), (x, np.array([2, 4])), {"logits": logits})


def test_SequenceClassifier_reads_all_steps_without_lengths():
    """Without lengths every step is valid."""
    x = np.linspace(-1, 1, 24).reshape(2, 4, 3)
    logits = np.array([[-0.4595762549, -1.0924442093], [-1.2793720142, 0.4163622864]])
    example("SequenceClassifier", ("gru", 3, 4, 2), (x,), {"logits": logits})


def test_SequenceClassifier_refuses_lengths_that_are_not_there():
    """A length of 0, or beyond the last step, raises a ValueError."""
    refuses("SequenceClassifier", ("rnn", 3, 4, 2), (np.ones((2, 4, 3)), np.array([0, 4])), names="lengths")
    refuses("SequenceClassifier", ("rnn", 3, 4, 2), (np.ones((2, 4, 3)), np.array([2, 5])), names="lengths")


# --- CharModel (14 points): the next letter at every step ---


def test_CharModel_scores_one_hot_letters():
    """A fixed example with one-hot letters comes out right."""
    scores = np.array(
        [
            [
                [-0.2053283538, -0.959832719, 1.610646122],
                [-0.1907586492, -1.1412821987, 1.7014108523],
                [-0.3253565069, -1.3971801951, 1.8734487939],
            ]
        ]
    )
    example("CharModel", ("rnn", 3, 2), (np.array([[1, 0, 2]]),), {"scores": scores})


def test_CharModel_scores_embedded_letters():
    """A fixed example with an embedding comes out right."""
    scores = np.array(
        [
            [
                [0.2813484992, 0.3583010722, 0.1863483703],
                [-0.0448936748, 0.076970724, 0.1881817746],
                [0.2636681741, 0.3568804747, 0.0518957882],
            ]
        ]
    )
    example("CharModel", ("gru", 3, 2, 4), (np.array([[1, 0, 2]]),), {"scores": scores})


def test_CharModel_refuses_letters_that_are_not_there():
    """An index that is negative or beyond the vocabulary raises a ValueError."""
    refuses("CharModel", ("rnn", 3, 2), (np.array([[1, -1, 2]]),), names="indices")
    refuses("CharModel", ("rnn", 3, 2), (np.array([[1, 3, 2]]),), names="indices")


# --- train_char_model (14 points): the capstone: hello -> ohlol with torch ---


def test_train_char_model_losses():
    """The losses of the first three epochs are right, each taken before its step."""
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "rnn", 4, 6, None), hello, ohlol, (3, 0.1, 1e6))
    losses = np.array([1.6994034933, 1.2563800222, 1.0342122386])
    same("train_char_model", {"losses": np.array(found["losses"])}, {"losses": losses})


def test_train_char_model_clips():
    """With a small max_norm the last loss is another."""
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "rnn", 4, 6, 5), hello, ohlol, (6, 0.1, 0.1))
    words = "the last loss is {loss:.6f}, expected {want:.6f}"
    right = abs(float(found["losses"][-1]) - 0.2694987334) < 1e-5
    require("train_char_model", right, words.format(loss=float(found["losses"][-1]), want=0.2694987334))


def test_train_char_model_learns_hello():
    """After 40 epochs the model answers hello with ohlol."""
    hello, ohlol = np.array([[1, 0, 2, 2, 3]]), np.array([[3, 1, 2, 3, 2]])
    found = learns("train_char_model", ("CharModel", "gru", 4, 12, None), hello, ohlol, (40, 0.15, 5.0))
    said = "".join("ehlo"[index] for index in found["scores"][0].argmax(-1))
    words = "it answers {said}, expected ohlol"
    require("train_char_model", said == "ohlol", words.format(said=said))
