"""Pictures for the README: what a student, an instructor and somebody alone see, made by running what they type."""

from __future__ import annotations

from pathlib import Path

from autograder.pictures.scenes import SCENES
from autograder.pictures.svg import drawn

HOME = Path(__file__).parent


def pictures() -> dict[Path, str]:
    """Every picture by its file; some seconds, for all is run."""
    return {HOME / f"{scene.__name__}.svg": drawn(scene(), scene.__name__) for scene in SCENES}
