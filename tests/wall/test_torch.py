"""With PyTorch: what an exercise on modules needs works, locked down all the same."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.wall.process import Wall
from autograder.wall.submission import Submission

SOURCE = b"""
import torch
from torch import nn

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.lstm, self.out = nn.Embedding(10, 8), nn.LSTM(8, 16, batch_first=True), nn.Linear(16, 4)

    def forward(self, tokens):
        return self.out(self.lstm(self.embed(tokens))[0])

def train(steps):
    model, losses = Tagger(), []
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    tokens = torch.randint(10, (4, 12))
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(tokens).flatten(0, 1), tokens.flatten() % 4)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses

def build():
    return 1, Tagger()

def parameters(model, x):
    return sum(p.numel() for p in model.parameters()), torch.from_numpy(x).double().numpy()

def escape():
    return open("/etc/passwd").read()

def threads():
    return torch.get_num_threads()
"""


@pytest.fixture(scope="module")
def torch_wall():
    with Wall(torch=True, unsafe=True) as wall:
        if wall.level == "none":
            pytest.skip("nothing is isolated on this machine")
        yield wall


@pytest.fixture(scope="module")
def worker(torch_wall):
    with torch_wall.open(Submission("modules", {"modules.py": SOURCE})) as opened:
        yield opened


def test_the_level_is_that_of_a_wall_without_pytorch(torch_wall):
    with Wall() as wall:
        assert torch_wall.level == wall.level


def test_a_model_trains_and_the_same_each_time(worker):
    first = worker.call("train", [8], seconds=60).value
    assert first[-1] < first[0]
    assert worker.call("train", [8], seconds=60).value == first


def test_a_model_is_kept_and_used(worker):
    model = worker.call("build", [], keep={1}).value[1]
    count, doubles = worker.call("parameters", [model, np.ones(2, np.float32)]).value
    assert count == 10 * 8 + 4 * 16 * (8 + 16 + 2) + 16 * 4 + 4
    assert doubles.dtype == np.float64


def test_files_stay_closed(worker):
    assert worker.call("escape", []).error.name in {"PermissionError", "FileNotFoundError"}


def test_there_is_one_thread(worker):
    assert worker.call("threads", []).value == 1
