"""No test touches the progress of whoever runs it; and commands as they are typed in a real terminal."""

from __future__ import annotations

import os
import sys

import pexpect
import pytest

NOT_KEPT = ("VISUAL", "EDITOR", "NO_COLOR")


@pytest.fixture(autouse=True)
def _nobodys_progress(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path_factory.getbasetemp() / "progress"))


@pytest.fixture
def terminal():
    """Start a command of rnnkit in a terminal of 80 columns and 24 lines; what it says is text."""
    children = []

    def start(*words, **env):
        kept = {name: value for name, value in os.environ.items() if name not in NOT_KEPT}
        child = pexpect.spawn(
            sys.executable,
            ["-m", "autograder.cli", *words],
            env={**kept, "TERM": "xterm", "COLUMNS": "80", "LC_ALL": "C.UTF-8", **env},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=30,
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)
