"""What an interview was worth, and how that is computed: a rule that can be said in three sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.question import TOPICS
from autograder.study.mock.interview import UNREACHED
from autograder.study.mock.roles import BUG, CODE, weight_of
from autograder.study.pool import exercise_of, question_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.study.mock.interview import Answer, Interview

STRONG, HIRE, CLOSE = 85, 70, 55  # of 100
LEAST_SKILL, LEAST_CODE = 50, 50  # of 100: below, it is no strong hire; no hire
MOST_CODE = 0.4  # of the score: programs alone make no hire
ENOUGH_ANSWERS, ENOUGH_MINUTES = 6, 15  # with fewer answers, or fewer minutes planned for them, luck decides
LEAST_SEEN = 1 / 3  # of what was planned: with less there is nothing to say
SOLID, FAIR = 80, 60
CODE_SKILL = Text("writing code", "写代码")


@dataclass(frozen=True)
class Skill:
    """One topic, or writing code: its score of 100, from how many answers."""

    title: Text
    score: float
    answers: int
    is_code: bool = False

    @property
    def word(self) -> Text:
        """The score in a word."""
        return _SOLID if self.score >= SOLID else _FAIR if self.score >= FAIR else _WEAK


@dataclass(frozen=True)
class Outcome:
    """The whole: a score of 100, the verdict in words, the skills, the weakest first.

    ``little`` says that too little was asked for the verdict to mean much.
    """

    score: float
    verdict: Text
    why: Text
    skills: tuple[Skill, ...]
    unreached: int
    little: bool


def outcome(interview: Interview) -> Outcome:
    """Judge an interview that is over."""
    counted = [one for one in interview.done if _counts(one)]
    seen = [one for one in counted if one.how != UNREACHED]
    score = mean(counted)
    by_skill: dict[Text, list[Answer]] = {}
    for one in seen:
        by_skill.setdefault(skill_of(one), []).append(one)
    skills = [Skill(title, mean(some), len(some), title is CODE_SKILL) for title, some in by_skill.items()]
    enough = _minutes(seen) >= LEAST_SEEN * _minutes(counted) > 0
    verdict, why = _verdict(score, skills) if enough else (_TOO_LITTLE, _TOO_LITTLE_WHY)
    little = enough and (len(seen) < ENOUGH_ANSWERS or _minutes(seen) < ENOUGH_MINUTES)
    if little:
        verdict = _OF_LITTLE.format(verdict=verdict)
    ranked = tuple(sorted(skills, key=lambda skill: skill.score))
    return Outcome(score, verdict, why, ranked, sum(one.how == UNREACHED for one in counted), little)


def mean(answers: Iterable[Answer]) -> float:
    """The mean score of 100: a question counts by its minutes, a program by how much there is to write.

    Beside questions, all programs together count `MOST_CODE` at the most.
    """
    some = list(answers)
    weights = [_weight(one) for one in some]
    code = sum(weight for one, weight in zip(some, weights, strict=True) if one.slot.part == CODE)
    rest = sum(weights) - code
    scale = min(1.0, rest * MOST_CODE / (1 - MOST_CODE) / code) if code and rest else 1.0
    weights = [weight * (scale if one.slot.part == CODE else 1) for one, weight in zip(some, weights, strict=True)]
    total = sum(weights)
    return (
        100 * sum((one.score or 0) * weight for one, weight in zip(some, weights, strict=True)) / total
        if total
        else 0.0
    )


def skill_of(answer: Answer) -> Text:
    """The skill that an answer shows."""
    if answer.slot.part == CODE:
        return CODE_SKILL
    question = question_of(answer.slot.item)
    return TOPICS["bugs" if answer.slot.part == BUG or question is None else question.topic]


def _counts(answer: Answer) -> bool:
    """What could not be graded counts nowhere, nor does a follow-up for which there was no time."""
    if answer.how == UNREACHED:
        return not answer.slot.after
    return answer.score is not None


def _weight(answer: Answer) -> float:
    found = exercise_of(answer.slot.item) if answer.slot.part == CODE else None
    return weight_of(*found) if found else answer.slot.minutes


def _minutes(answers: Iterable[Answer]) -> float:
    return sum(one.slot.minutes for one in answers)


def _verdict(score: float, skills: Iterable[Skill]) -> tuple[Text, Text]:
    weak = [skill for skill in skills if skill.score < LEAST_SKILL]
    if score >= STRONG and not weak:
        return _STRONG, _STRONG_WHY.format(least=LEAST_SKILL)
    if score < HIRE:
        return (_CLOSE, _CLOSE_WHY.format(hire=HIRE)) if score >= CLOSE else (_NOT_YET, _NOT_YET_WHY.format(hire=HIRE))
    if any(skill.is_code and skill.score < LEAST_CODE for skill in weak):
        return _CLOSE, _NO_CODE_WHY.format(least=LEAST_CODE)
    if score >= STRONG:
        return _HIRE, _WEAK_WHY.format(skill=weak[0].title, least=LEAST_SKILL)
    return _HIRE, _HIRE_WHY.format(strong=STRONG)


_SOLID, _FAIR, _WEAK = Text("solid", "扎实"), Text("fair", "尚可"), Text("to work on", "需要加强")
_STRONG, _HIRE = Text("strong hire", "强烈推荐录用"), Text("hire", "推荐录用")
_CLOSE, _NOT_YET = Text("close, but not yet", "接近，但还差一点"), Text("not yet", "还需准备")
_TOO_LITTLE = Text("too little to say", "样本太少，无法判断")
_OF_LITTLE = Text("{verdict}, but on little evidence", "{verdict}（依据很少）")
_STRONG_WHY = Text("no skill is below {least}", "没有任何一项低于 {least}")
_HIRE_WHY = Text("a strong hire begins at {strong}", "“强烈推荐”从 {strong} 分开始")
_WEAK_WHY = Text(
    "for a strong hire no skill may be below {least}, and {skill} is",
    "“强烈推荐”要求没有一项低于 {least}，而{skill}低于它",
)
_NO_CODE_WHY = Text(
    "for a hire the program has to get {least} of 100", "要被推荐录用，程序至少要得 {least} 分（满分 100）"
)
_CLOSE_WHY = Text("a hire begins at {hire}", "“推荐录用”从 {hire} 分开始")
_NOT_YET_WHY = Text("a hire begins at {hire}", "“推荐录用”从 {hire} 分开始")
_TOO_LITTLE_WHY = Text("less than a third of it was reached", "做到的还不到三分之一")
