"""What came of an answer: how much of it is right, what is said to it, and which belief it shows."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.catalogue import NOTHING, Text


@dataclass(frozen=True)
class Verdict:
    """``score`` from 0 to 1; ``belief`` names the misconception that a wrong answer comes from, where it is known."""

    score: float
    feedback: Text = NOTHING
    belief: str = ""

    @property
    def right(self) -> bool:
        """Whether all of it is right."""
        return self.score >= 1
