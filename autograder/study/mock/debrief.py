"""The debrief: what the interview was worth, what to think over, and the answers; as Markdown in sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from autograder.catalogue import NOTHING, Text
from autograder.quiz.kinds import grade
from autograder.quiz.posed import problem, words
from autograder.quiz.shown import PARTLY, RIGHT, SKIPPED, WRONG, rubric, solution
from autograder.quiz.verdict import Verdict
from autograder.study.mock.advice import advice
from autograder.study.mock.interview import MINUTE, PASSED
from autograder.study.mock.roles import BUG, CODE, PARTS, ROLES
from autograder.study.mock.score import (
    CLOSE,
    ENOUGH_ANSWERS,
    ENOUGH_MINUTES,
    HIRE,
    MOST_CODE,
    STRONG,
    outcome,
    skill_of,
)
from autograder.study.pool import exercise_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.study.mock.interview import Answer, Interview
    from autograder.study.mock.score import Outcome

MOST_STUDY = 5  # places to read that are named
LONGEST_TAKEN = 60  # characters of an answer that is quoted


@dataclass(frozen=True)
class Section:
    """A heading and the Markdown below it."""

    title: str
    body: str


@dataclass(frozen=True)
class Sources:
    """What only others know: the model answer of an exercise, and the report on a program as text."""

    model: Callable[[Assignment, Exercise], str]
    report: Callable[[str, str], str]


def title(interview: Interview, lang: Language) -> str:
    """What it was, and when."""
    day = f"{datetime.fromisoformat(interview.begun).astimezone():%Y-%m-%d %H:%M}"
    return f"{_TITLE.format(role=ROLES[interview.role].title).said(lang)} · {day}"


def summary(interview: Interview, lang: Language) -> list[Section]:
    """The verdict, the skills, what to think over, what to study."""
    found = outcome(interview)
    took = _TOOK.format(
        used=clock(min(interview.spent, interview.minutes * MINUTE)),
        minutes=f"{interview.minutes:g}",
        answers=len(interview.answered),
        seed=interview.seed,
    )
    verdict = f"**{found.verdict.said(lang)}** · {_OF_100.format(score=f'{found.score:.0f}').said(lang)}"
    pieces = [verdict + _BECAUSE.format(why=found.why).said(lang), took.said(lang)]
    if found.little:
        pieces.append(_LITTLE.format(answers=ENOUGH_ANSWERS, minutes=ENOUGH_MINUTES).said(lang))
    if found.unreached:
        pieces.append(_UNREACHED.format(n=found.unreached).said(lang))
    pieces.append(_HOW.format(most=f"{100 * MOST_CODE:.0f}", strong=STRONG, hire=HIRE, close=CLOSE).said(lang))
    return [
        Section(_VERDICT.said(lang), "\n\n".join(pieces)),
        *_section(_SKILLS, [_skill(found, n, lang) for n in range(len(found.skills))], lang),
        *_section(_BELIEFS, _beliefs(interview, lang), lang),
        *_section(_STUDY, _study(interview.answered, lang), lang),
    ]


def details(interview: Interview, sources: Sources, lang: Language) -> list[Section]:
    """All that was asked, with the answers."""
    return [
        Section(_heading(number, answer, lang), _detail(interview, answer, sources, lang))
        for number, answer in enumerate(interview.answered, 1)
    ]


def markdown(interview: Interview, sources: Sources, lang: Language) -> str:
    """The whole as one Markdown document."""
    parts = [f"# {title(interview, lang)}"]
    parts += [f"## {one.title}\n\n{one.body}" for one in summary(interview, lang)]
    parts.append(f"## {_ANSWERS.said(lang)}")
    parts += [f"### {one.title}\n\n{one.body}" for one in details(interview, sources, lang)]
    return "\n\n".join(parts) + "\n"


def answers_title(lang: Language) -> str:
    """The heading over all that was asked."""
    return _ANSWERS.said(lang)


def clock(seconds: float) -> str:
    """Minutes and seconds: 4:07."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def fenced(text: str) -> str:
    """A text as a program in Markdown, whatever is in it."""
    return "```\n" + text.strip("\n").replace("```", "'''") + "\n```"


def _section(heading: Text, rows: Iterable[str], lang: Language) -> list[Section]:
    rows = list(rows)
    return [Section(heading.said(lang), "\n".join(f"- {row}" for row in rows))] if rows else []


def _skill(found: Outcome, place: int, lang: Language) -> str:
    skill = found.skills[place]
    row = _SKILL.format(title=skill.title, score=f"{skill.score:.0f}", n=skill.answers, word=skill.word)
    return row.said(lang)


def _beliefs(interview: Interview, lang: Language) -> list[str]:
    """What was said to each wrong answer that is known, and where to read on."""
    return [
        _BELIEF.format(
            n=number,
            said=_taken(interview, one, lang),
            words=_words(interview, one, lang),
            read=advice(one, lang).read,
        ).said(lang)
        for number, one in enumerate(interview.answered, 1)
        if one.belief
    ]


def _taken(interview: Interview, answer: Answer, lang: Language) -> str:
    """What was said, in a few words; an option says more than its letter."""
    if answer.slot.part == CODE:
        return f" (`{answer.slot.item.rpartition('.')[2]}`)"
    asked = interview.asked(answer.slot)
    option = next((one for one in asked.question.options if one.id == answer.belief), None)
    said = words(asked, option).said(lang) if option else f"`{' '.join(answer.typed.split())[:LONGEST_TAKEN]}`"
    return _SAID.format(said=said).said(lang)


def _words(interview: Interview, answer: Answer, lang: Language) -> str:
    """A misconception in words: what the bank says to it, or the hint of a known mistake."""
    if answer.slot.part == CODE:
        found = exercise_of(answer.slot.item)
        mistakes = found[1].mistakes if found else ()
        told = next((one.hint for one in mistakes if one.id == answer.belief), NOTHING)
    else:
        told = grade(interview.asked(answer.slot), answer.typed).feedback
    return " ".join(told.said(lang).split()) or answer.belief


def _study(answers: Iterable[Answer], lang: Language) -> list[str]:
    """Where most was lost, most first: what to read, to write and to type."""
    lost: dict[tuple[str, tuple[str, ...], str], float] = {}
    for one in answers:
        if one.score is not None and one.score < 1:
            found = advice(one, lang)
            key = (found.read, found.exercises, found.command)
            lost[key] = lost.get(key, 0) + (1 - one.score) * one.slot.minutes
    rows = []
    for read, exercises, command in sorted(lost, key=lambda key: -lost[key])[:MOST_STUDY]:
        write = _WRITE.format(names=", ".join(f"`{name}`" for name in exercises)).said(lang) if exercises else ""
        rows.append(f"{read}{write}{_TYPE.format(command=command).said(lang)}")
    return rows


def _heading(number: int, answer: Answer, lang: Language) -> str:
    if answer.how == PASSED:
        mark = SKIPPED
    elif answer.score is None:
        mark = _UNGRADED
    else:
        mark = RIGHT if answer.score >= 1 else PARTLY if answer.score > 0 else WRONG
    after = _AFTER.said(lang) if answer.slot.after else ""
    part = PARTS[answer.slot.part].said(lang)
    topic = "" if answer.slot.part in (BUG, CODE) else f" · {skill_of(answer).said(lang)}"
    return f"{number}. {part}{after}{topic} · {mark.said(lang)} · {clock(answer.seconds)}"


def _detail(interview: Interview, answer: Answer, sources: Sources, lang: Language) -> str:
    if answer.slot.part == CODE:
        return _code(answer, sources, lang)
    asked = interview.asked(answer.slot)
    pieces = [problem(asked, lang)]
    if answer.how != PASSED:
        pieces += [f"{_YOURS.said(lang)}", fenced(answer.typed)]
    if asked.question.kind == "free":
        pieces += [f"{_MODEL.said(lang)}", asked.explanation.said(lang), f"{_RUBRIC.said(lang)}", rubric(asked, lang)]
    else:
        verdict = Verdict(0.0) if answer.how == PASSED else grade(asked, answer.typed)
        pieces += [verdict.feedback.said(lang), "" if verdict.right else solution(asked, lang)]
        pieces.append(asked.explanation.said(lang))
    return "\n\n".join(filter(None, pieces))


def _code(answer: Answer, sources: Sources, lang: Language) -> str:
    found = exercise_of(answer.slot.item)
    assert found, answer.slot.item  # noqa: S101 - a state with an item that is not there is refused
    assignment, exercise = found
    pieces = [f"`{assignment.name}.{exercise.name}`: {exercise.title.said(lang)}"]
    if answer.how != PASSED:
        pieces += [_REPORT.said(lang), fenced(sources.report(answer.slot.item, answer.typed))]
    pieces += [_ONE_WAY.said(lang), fenced(sources.model(assignment, exercise))]
    return "\n\n".join(pieces)


_TITLE = Text("Mock interview: {role}", "模拟面试：{role}")
_VERDICT, _SKILLS = Text("Verdict", "结论"), Text("By skill, the weakest first", "各项得分，最弱的在前")
_BELIEFS = Text("What showed, and is worth thinking over", "暴露出的误解，值得再想想")
_STUDY = Text("What to study next", "接下来学什么")
_ANSWERS = Text("All that was asked", "全部题目与答案")
_OF_100 = Text("{score} of 100", "{score} / 100 分")
_BECAUSE = Text(" ({why})", "（{why}）")
_TOOK = Text(
    "{used} of {minutes} minutes, {answers} asked, seed {seed}",
    "用时 {used}（共 {minutes} 分钟），已问 {answers} 题，种子 {seed}",
)
_UNREACHED = Text(
    "{n} of what was planned was not reached, and counts as nothing.", "计划中的 {n} 题没有做到，按 0 分计。"
)
_LITTLE = Text(
    "This says little: with fewer than {answers} answers, or fewer than {minutes} minutes planned for them, it is "
    "mostly luck. `rnnkit mock --minutes 45` says more.",
    "这个结论参考价值有限：答题少于 {answers} 道，或计划用时不足 {minutes} 分钟，结果多半看运气。"
    "更可靠的是 `rnnkit mock --minutes 45`",
)
_HOW = Text(
    "How it is computed: the mean of all scores from 0 to 1, in which a question counts by the minutes planned for it, "
    "and a program by how much there is to write, but all programs no more than {most} %; "
    "programs by their hidden checks, free answers as you ticked them. "
    "{strong} is a strong hire, {hire} a hire, {close} close. It is this kit's own rule of thumb, no company's.",
    "计算方法：所有得分（0 到 1）的加权平均：问答题的权重是计划的分钟数，编程题的权重取决于代码量，"
    "合计不超过 {most} %；程序按隐藏测试评分，开放问答按你自己的勾选计分。"
    "{strong} 分为强烈推荐，{hire} 分为推荐录用，{close} 分为接近。这只是本工具的经验规则，不代表任何公司。",
)
_SKILL = Text("{title}: {score} of 100, {n} asked, {word}", "{title}：{score} 分，{n} 题，{word}")
_BELIEF = Text("question {n}{said}: {words} Read: {read}", "第 {n} 题{said}：{words} 阅读：{read}")
_SAID = Text(", you said “{said}”", "，你的回答是“{said}”")
_WRITE, _TYPE = Text("; write {names}", "；练写 {names}"), Text("; type `{command}`", "；运行 `{command}`")
_AFTER = Text(", follow-up", "（追问）")
_UNGRADED = Text("not graded", "未评分")
_YOURS, _MODEL = Text("Your answer:", "你的回答："), Text("A full answer:", "完整的回答：")
_RUBRIC = Text("It says, with its points:", "要点与分值：")
_REPORT, _ONE_WAY = (
    Text("What the hidden checks found:", "隐藏测试的结果："),
    Text("One way to write it:", "一种写法："),
)
