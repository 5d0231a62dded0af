"""Workers to be hostile in, with every set of layers that this machine has."""

from __future__ import annotations

import textwrap

import pytest

from autograder.wall import bubble
from autograder.wall.process import Wall, WallError
from autograder.wall.submission import Submission

BYSTANDER = Submission(
    "bystander",
    {
        "bystander.py": b"""
import builtins, os, numpy as np

def state():
    return np.allclose(1.0, 2.0), np.add(1, 2).item(), hasattr(builtins, "tampered"), sorted(os.environ)
"""
    },
)


@pytest.fixture(scope="session", params=["bubblewrap", "plain"])
def wall(request):
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "plain":
            patch.setattr(bubble.shutil, "which", lambda _name: None)
        try:
            opened = Wall()
        except WallError as error:
            pytest.skip(str(error))
    with opened:
        if request.param == "bubblewrap" and "bubblewrap" not in opened.level:
            pytest.skip("bubblewrap does not work on this machine")
        yield opened


@pytest.fixture
def run(wall):
    """Open a worker on a source; afterwards the next submission is served as if nothing had happened."""
    workers = []

    def open_worker(source, *, seconds=60.0, **siblings):
        files = {"rnn.py": source if isinstance(source, bytes) else textwrap.dedent(source).encode()}
        files |= {f"{name}.py": textwrap.dedent(text).encode() for name, text in siblings.items()}
        workers.append(wall.open(Submission("rnn", files), seconds=seconds))
        return workers[-1]

    yield open_worker
    for worker in workers:
        worker.close()
    with wall.open(BYSTANDER) as next_one:
        answer = next_one.call("state", [])
    assert answer.error is None
    assert answer.value[:3] == (False, 3, False)
