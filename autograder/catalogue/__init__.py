"""What exists: assignments, exercises and known mistakes, a file a topic. Nothing but the standard library."""

from autograder.catalogue.bptt import BPTT
from autograder.catalogue.explosion import EXPLOSION
from autograder.catalogue.gru import GRU
from autograder.catalogue.kata_cells import KATA_CELLS
from autograder.catalogue.kata_gradients import KATA_GRADIENTS
from autograder.catalogue.layouts import LAYOUTS
from autograder.catalogue.lstm import LSTM
from autograder.catalogue.model import Assignment, Exercise, Mistake, axes_of
from autograder.catalogue.modules import MODULES
from autograder.catalogue.rnn import RNN
from autograder.catalogue.text import NOTHING, Language, Text, language, same
from autograder.catalogue.training import TRAINING

ASSIGNMENTS: dict[str, Assignment] = {
    assignment.name: assignment
    for assignment in (RNN, BPTT, EXPLOSION, LSTM, GRU, LAYOUTS, TRAINING, MODULES, KATA_CELLS, KATA_GRADIENTS)
}

__all__ = [
    "ASSIGNMENTS",
    "NOTHING",
    "Assignment",
    "Exercise",
    "Language",
    "Mistake",
    "Text",
    "axes_of",
    "language",
    "same",
]
