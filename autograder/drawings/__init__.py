"""The drawings of the lessons that are made from code; ``python -m autograder.drawings`` writes them anew."""

from __future__ import annotations

from pathlib import Path

from autograder.drawings.cells import CAROUSEL, GRU, GRU_RESET_AFTER, LSTM, RNN
from autograder.drawings.svg import draw

FOLDER = Path(__file__).parents[2] / "solutions" / "drawings"
CELLS = {
    "rnn_cell": RNN,
    "carousel": CAROUSEL,
    "lstm_cell": LSTM,
    "gru_cell": GRU,
    "gru_reset_after_cell": GRU_RESET_AFTER,
}


def drawings() -> dict[Path, str]:
    """Every generated drawing: the file it belongs in, and what that file should hold."""
    return {FOLDER / f"{name}.svg": draw(diagram) for name, diagram in CELLS.items()}
