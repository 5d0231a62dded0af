"""A quiz that is going on: which question is asked, what has been answered, and what may come next.

Nothing here knows of a screen; the terminal (`autograder.quiz.talk`) and the notebook show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.kinds import grade
from autograder.quiz.question import TOPICS
from autograder.quiz.reading import typed as text_of
from autograder.quiz.sitting import Sitting, chosen
from autograder.quiz.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.quiz.asked import Asked


class NothingToAskError(ValueError):
    """No question fits what was asked for; its words are for people."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass
class Round:
    """Questions, one after the other.

    Each is answered once: `answer`, or `skip`, then `next`. A free answer has one step more, `tick`, in which the
    learner says what in the rubric it holds. What is no answer raises InvalidError, and all stays as it was.

    Attributes:
        questions: in the order in which they are asked
        sitting: the verdicts so far
        place: which question it is, from 0
        typed: what was answered to it; empty before, and after a skip
        verdict: what came of that; None before
    """

    questions: Sequence[Asked]
    sitting: Sitting = field(default_factory=Sitting)
    place: int = 0
    typed: str = ""
    verdict: Verdict | None = None

    @property
    def over(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.place >= len(self.questions)

    @property
    def asked(self) -> Asked:
        """The question that is asked."""
        return self.questions[self.place]

    @property
    def progress(self) -> str:
        """Which question it is, of how many: 3/10."""
        return f"{min(self.place + 1, len(self.questions))}/{len(self.questions)}"

    @property
    def ticking(self) -> bool:
        """Whether a free answer is there, and its rubric is to be ticked."""
        return self.verdict is None and bool(self.typed)

    @property
    def skipped(self) -> bool:
        """Whether the question got its verdict without an answer."""
        return self.verdict is not None and not self.typed

    def answer(self, typed: str) -> None:
        """Answer the question; a second answer to it changes nothing."""
        if self.verdict or self.typed:
            return
        text = text_of(typed)
        if self.asked.question.kind != "free":
            self._judged(grade(self.asked, text))
        self.typed = text

    def tick(self, numbers: str) -> None:
        """Say which items of the rubric the free answer holds."""
        if self.ticking:
            self._judged(grade(self.asked, numbers))

    def skip(self) -> None:
        """See the answer without having given one."""
        if self.verdict is None:
            self.typed = ""
            self._judged(Verdict(0.0))

    def next(self) -> None:
        """Go on, where the question has its verdict."""
        if self.verdict:
            self.place, self.typed, self.verdict = self.place + 1, "", None

    def _judged(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.sitting.verdicts.append((self.asked, verdict))


def begin(topic: str | None, count: int | None, seed: int) -> Round:
    """A new round; see `chosen` for what its parts mean.

    Raises:
        NothingToAskError: there is no such topic, or no question is wanted.
    """
    if count is not None and (not isinstance(count, int) or count < 1):
        raise NothingToAskError(_COUNT.format(count=count))
    questions = chosen(topic, count, seed)
    if not questions:
        raise NothingToAskError(_TOPIC.format(topic=topic, known=", ".join(TOPICS)))
    return Round(questions)


_COUNT = Text("count is {count!r}, expected a whole number from 1", "题数为 {count!r}，应为 1 或更大的整数")
_TOPIC = Text(
    "there is no topic {topic!r}\n  expected one of: {known}, or a question's id",
    "没有主题 {topic!r}\n  可选：{known}，或某道题的 id",
)
