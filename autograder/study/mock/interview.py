"""An interview under way: an answer goes in, what is asked next comes out; all of it is plain values.

Every step makes a new `Interview`. The clock is somebody else's: each step is told how many seconds it took.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.quiz.asked import ask
from autograder.quiz.kinds import grade
from autograder.quiz.reading import read
from autograder.study.mock.follow import follow_up
from autograder.study.mock.plan import Slot
from autograder.study.mock.roles import CODE, minutes_of
from autograder.study.pool import question_of

if TYPE_CHECKING:
    from autograder.quiz.asked import Asked

ANSWERED, PASSED, UNREACHED = "answered", "passed", "unreached"
MINUTE = 60.0


@dataclass(frozen=True)
class Answer:
    """What became of one slot.

    ``how`` is one of the three above; ``typed`` what was answered, or the program; ``score`` is None where it is not
    known: a free answer before its rubric is ticked, a program that could not be graded, what was not reached.
    ``belief`` is the misconception or known mistake that showed; ``at`` the time, as ISO 8601.
    """

    slot: Slot
    how: str
    typed: str = ""
    score: float | None = None
    belief: str = ""
    seconds: float = 0.0
    at: str = ""


@dataclass(frozen=True)
class Draft:
    """The program that was submitted last; another may take its place as long as there is time for it."""

    source: str
    score: float | None
    belief: str = ""
    tries: int = 1


@dataclass(frozen=True)
class Interview:
    """Where an interview stands.

    ``spent`` are the seconds so far, ``used`` those of them on what is asked now, ``begun`` when it began;
    ``unfinished`` the lines of an answer that was not ended before a pause. ``lang`` and ``to`` are the language it is
    held in and the file its debrief goes to, where they were asked for.
    """

    role: str
    minutes: float
    seed: int
    begun: str
    todo: tuple[Slot, ...]
    done: tuple[Answer, ...] = ()
    spent: float = 0.0
    used: float = 0.0
    draft: Draft | None = None
    unfinished: str = ""
    lang: str = ""
    to: str = ""

    @property
    def left(self) -> float:
        """The seconds that are left; less than none where the last question took longer."""
        return self.minutes * MINUTE - self.spent

    @property
    def current(self) -> Slot | None:
        """What is asked now; None at the end."""
        return self.todo[0] if self.todo else None

    @property
    def answered(self) -> tuple[Answer, ...]:
        """What was asked, passed or not."""
        return tuple(answer for answer in self.done if answer.how != UNREACHED)

    @property
    def unticked(self) -> int | None:
        """The place of the first free answer whose rubric has not been ticked yet."""
        return next((n for n, one in enumerate(self.done) if one.how == ANSWERED and self._free(one)), None)

    def asked(self, slot: Slot) -> Asked:
        """A slot's question, with its numbers."""
        question = question_of(slot.item)
        assert question, slot.item  # noqa: S101 - a state with an item that is not there is refused when it is read
        return ask(question, self.seed)

    def answer(self, typed: str, seconds: float, at: str = "") -> Interview:
        """Answer the question.

        Raises:
            InvalidError: it is no answer to a question of this kind; nothing is lost but the time.
        """
        slot = self._slot()
        asked = self.asked(slot)
        if asked.question.kind == "free":
            return self._done(Answer(slot, ANSWERED, read(asked, typed), at=at), seconds)
        verdict = grade(asked, typed)
        answer = Answer(slot, ANSWERED, typed, verdict.score, verdict.belief, at=at)
        return self._done(answer, seconds, self._follow_up(slot, answer))

    def passed(self, seconds: float, at: str = "") -> Interview:
        """Go on without an answer; of a question, as after a wrong one."""
        slot = self._slot()
        answer = Answer(slot, PASSED, score=0.0, at=at)
        return self._done(answer, seconds, () if slot.part == CODE else self._follow_up(slot, answer))

    def submitted(self, draft: Draft, seconds: float) -> Interview:
        """Note a program in place of the one before; it stays the task."""
        tries = self.draft.tries + 1 if self.draft else 1
        return replace(self.waited(seconds), draft=replace(draft, tries=tries))

    def handed_in(self, seconds: float, at: str = "") -> Interview:
        """Go on with the program that was submitted last; without one, as if passed."""
        if self.draft is None:
            return self.passed(seconds, at)
        draft = self.draft
        return self._done(Answer(self._slot(), ANSWERED, draft.source, draft.score, draft.belief, at=at), seconds)

    def waited(self, seconds: float, unfinished: str = "") -> Interview:
        """Let time go by: the learner thinks, or pauses after it, in the middle of an answer."""
        return replace(self, spent=self.spent + seconds, used=self.used + seconds, unfinished=unfinished)

    def ended(self) -> Interview:
        """End it now: what has not been asked is not reached."""
        unreached = tuple(Answer(slot, UNREACHED) for slot in self.todo)
        return replace(self, todo=(), done=self.done + unreached, used=0.0, draft=None, unfinished="")

    def ticked(self, place: int, numbers: str) -> Interview:
        """Say which items of the rubric a free answer holds.

        Raises:
            InvalidError: the numbers are none of the rubric's.
        """
        answer = self.done[place]
        score = grade(self.asked(answer.slot), numbers).score
        return replace(self, done=(*self.done[:place], replace(answer, score=score), *self.done[place + 1 :]))

    def _free(self, answer: Answer) -> bool:
        if answer.score is not None or answer.slot.part == CODE:
            return False
        question = question_of(answer.slot.item)
        return question is not None and question.kind == "free"

    def _slot(self) -> Slot:
        if not self.todo:
            raise ValueError("nothing is asked any more")
        return self.todo[0]

    def _follow_up(self, slot: Slot, answer: Answer) -> tuple[Slot, ...]:
        """What the answer leads to, where time was set aside for it."""
        if not slot.spare:
            return ()
        used = {one.slot.item for one in self.done} | {one.item for one in self.todo}
        right, question = (answer.score or 0) >= 1, self.asked(slot).question
        bare = {item.partition(":")[2] for item in used}
        found = follow_up(question, right=right, belief=answer.belief, used=bare, seed=self.seed, minutes=slot.spare)
        return (Slot(slot.part, f"quiz:{found.id}", minutes_of(found), after=slot.item),) if found else ()

    def _done(self, answer: Answer, seconds: float, first: tuple[Slot, ...] = ()) -> Interview:
        """Go on to the next; where the time is over there is none."""
        went = replace(
            self,
            todo=(*first, *self.todo[1:]),
            done=(*self.done, replace(answer, seconds=round(self.used + seconds, 1))),
            spent=self.spent + seconds,
            used=0.0,
            draft=None,
            unfinished="",
        )
        return went if went.left > 0 else went.ended()
