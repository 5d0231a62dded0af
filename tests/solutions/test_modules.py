"""The networks in torch.nn do what the programs they grew from promise, for every seed."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from solutions import modules

HELLO, OHLOL = torch.tensor([[1, 0, 2, 2, 3]]), torch.tensor([[3, 1, 2, 3, 2]])  # of "ehlo"
CELLS = ("rnn", "lstm", "gru")


@pytest.mark.parametrize("embedding_size", [None, 10])
@pytest.mark.parametrize("cell", CELLS)
def test_hello_becomes_ohlol_for_every_seed(cell, embedding_size):
    said = set()
    for seed in range(20):
        torch.manual_seed(seed)
        model = modules.CharModel(cell, 4, 12, embedding_size)
        losses = modules.train_char_model(model, HELLO, OHLOL, 40, 0.15, 5.0)
        assert losses[-1] < 0.1
        said.add("".join("ehlo"[index] for index in model(HELLO)[0][0].argmax(-1)))
    assert said == {"ohlol"}


def test_training_changes_the_embedding():
    torch.manual_seed(0)
    model = modules.CharModel("gru", 4, 8, 10)
    before = model.embedding.weight.clone()
    modules.train_char_model(model, HELLO, OHLOL, 1, 0.1, 5.0)
    assert (model.embedding.weight != before).any()


def test_training_updates_every_parameter():
    torch.manual_seed(0)
    model = modules.CharModel("lstm", 4, 8, 10)
    before = {name: value.clone() for name, value in model.named_parameters()}
    modules.train_char_model(model, HELLO, OHLOL, 2, 0.1, 5.0)
    assert all((value != before[name]).any() for name, value in model.named_parameters())


@pytest.mark.parametrize("cell", CELLS)
def test_a_network_has_as_many_parameters_as_torchs_own(cell):
    ours = modules.RecurrentNetwork(cell, 10, 20, num_layers=2, bidirectional=True)
    theirs = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[cell](10, 20, num_layers=2, bidirectional=True)
    counts = [sum(parameter.numel() for parameter in network.parameters()) for network in (ours, theirs)]
    assert counts[0] == counts[1]
    if cell == "lstm":
        assert counts[0] == 15040


@pytest.mark.parametrize("cell", CELLS)
def test_a_network_and_its_input_may_be_in_single_precision(cell):
    output, _ = modules.RecurrentNetwork(cell, 3, 4)(torch.randn(2, 5, 3))
    assert output.dtype == torch.float32


def test_the_shapes_are_those_of_the_dimension_tables():
    network = modules.RecurrentNetwork("lstm", 10, 20, num_layers=2, batch_first=False)
    output, (h, c) = network(torch.randn(5, 3, 10), (torch.randn(2, 3, 20), torch.randn(2, 3, 20)))
    assert (output.shape, h.shape, c.shape) == ((5, 3, 20), (2, 3, 20), (2, 3, 20))
    network = modules.RecurrentNetwork("lstm", 5, 20, num_layers=2, bidirectional=True)
    output, (h, c) = network(torch.randn(4, 7, 5))
    assert (output.shape, h.shape, c.shape) == ((4, 7, 40), (4, 4, 20), (4, 4, 20))


def test_the_backward_directions_final_state_stands_in_column_0():
    output, h = modules.RecurrentNetwork("gru", 3, 4, bidirectional=True)(torch.randn(2, 5, 3))
    torch.testing.assert_close(output[:, 0, 4:], h[1])
    torch.testing.assert_close(output[:, -1, :4], h[0])


def test_dropout_drops_the_share_it_should():
    torch.manual_seed(0)
    network = modules.RecurrentNetwork("rnn", 3, 64, num_layers=2, dropout=0.3)
    seen = []
    network.cells[1].register_forward_pre_hook(lambda _, arguments: seen.append(arguments[0]))
    network(torch.randn(16, 20, 3))
    dropped = (torch.stack(seen) == 0).double().mean()  # of 20480: three standard deviations are 0.01
    assert abs(float(dropped) - 0.3) < 0.02
