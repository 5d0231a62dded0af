"""No test touches the progress of whoever runs it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nobodys_progress(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path_factory.getbasetemp() / "progress"))
