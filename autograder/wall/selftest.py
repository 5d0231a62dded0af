"""What the wall is found to stop, as against what was set up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .submission import Submission

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROBE_FILE = Path(__file__).with_name("probe.py")
SEEN_THROUGH = {"seeing a path"}  # what only bubblewrap stops; it tells that a file exists, not what is in it
NONE = "none"


def probe_submission() -> Submission:
    """The hostile program, to be opened like any other submission."""
    return Submission("probe", {"probe.py": PROBE_FILE.read_bytes()})


def probe_arguments(grader: int) -> list[Any]:
    """What to call its function ``probe`` with."""
    return [str(PROBE_FILE), str(Path(tempfile.gettempdir(), f"rnnkit-{uuid4().hex}")), grader]


def level_of(layers: Sequence[str], stopped: Mapping[str, bool], *, torch: bool) -> str:
    """Return the level of isolation: the layers that did their work, or ``"none"`` where something got through.

    Args:
        layers: What was set up, outermost first.
        stopped: What the probe found; empty where it gave no answer.
        torch: PyTorch is there on purpose.
    """
    excused = SEEN_THROUGH | ({"importing torch"} if torch else set())
    if not stopped or not all(held for attempt, held in stopped.items() if attempt not in excused):
        return NONE
    working = [layer for layer in layers if layer != "bubblewrap" or all(stopped[attempt] for attempt in SEEN_THROUGH)]
    return "+".join(working) or NONE
