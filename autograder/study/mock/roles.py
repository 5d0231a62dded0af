"""What an interviewer for a role asks about, and how long each kind of question takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.catalogue import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.catalogue import Assignment, Exercise
    from autograder.quiz.question import Question

WARM_UP, WHITEBOARD, CODE, BUG, TALK = "warm-up", "whiteboard", "code", "bug", "talk"
PARTS = {
    WARM_UP: Text("warm-up", "热身"),
    WHITEBOARD: Text("whiteboard", "白板推导"),
    CODE: Text("implementation", "编程"),
    BUG: Text("find the bug", "找出错误"),
    TALK: Text("in your own words", "开放问答"),
}
KINDS = {
    WARM_UP: {"single", "multiple", "numeric", "shape", "output", "ordering"},
    WHITEBOARD: {"formula", "wiring"},
    BUG: {"bug"},
    TALK: {"free"},
}
# Minutes to read a question of difficulty 1, think, and type an answer; each further dot takes half a minute more.
MINUTES = {
    "single": 1, "multiple": 1.5, "numeric": 1.5, "shape": 1, "output": 1.5, "ordering": 1.5, "formula": 2,
    "wiring": 4, "bug": 2.5, "free": 3,
}  # fmt: skip
HARDER = 0.5
KATA = 10.0
CAPSTONE = 5.0  # seconds: what is given longer than this to run trains a network, and is no task for an interview


@dataclass(frozen=True)
class Role:
    """Whom the interviewer looks for.

    ``code`` is the share of the time that goes to the implementation; ``parts`` share the rest; ``topics`` and
    ``assignments`` say how likely each is to come up.
    """

    title: Text
    code: float
    parts: Mapping[str, float]
    topics: Mapping[str, float]
    assignments: Mapping[str, float]


ROLES = {
    "ml-engineer": Role(
        Text("ML engineer", "机器学习工程师"),
        code=0.32,
        parts={WARM_UP: 5, WHITEBOARD: 2, BUG: 2, TALK: 2},
        topics={"basics": 2, "shapes": 4, "practice": 4, "lstm": 2, "gru": 1, "bptt": 1, "gradients": 1.5},
        assignments={"kata_cells": 3, "kata_gradients": 1, "layouts": 3, "modules": 3, "training": 3, "lstm": 1},
    ),
    "researcher": Role(
        Text("researcher", "研究员"),
        code=0.26,
        parts={WARM_UP: 4, WHITEBOARD: 4, BUG: 1.25, TALK: 3},
        topics={"basics": 1, "shapes": 0.5, "practice": 0.5, "lstm": 3, "gru": 2, "bptt": 4, "gradients": 4},
        assignments={"kata_cells": 1, "kata_gradients": 3, "bptt": 4, "rnn": 2, "lstm": 2, "gru": 2, "explosion": 1},
    ),
}


def minutes_of(question: Question) -> float:
    """How long a question takes."""
    return MINUTES[question.kind] + HARDER * (question.difficulty - 1)


def minutes_to_write(assignment: Assignment, exercise: Exercise) -> float:
    """How long an exercise takes: the points were given by how much there is to write."""
    return KATA if is_kata(assignment) else 4 + exercise.points / 2


def weight_of(assignment: Assignment, exercise: Exercise) -> float:
    """What an exercise counts: as `minutes_to_write`, but for what it takes to begin, which is no merit."""
    return KATA if is_kata(assignment) else exercise.points / 2


def is_kata(assignment: Assignment) -> bool:
    """Whether an assignment's exercises were made to be written from memory."""
    return assignment.name.startswith("kata")
