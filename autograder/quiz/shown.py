"""A question, and what is said after an answer, as Markdown in one language: whoever shows it may make it plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.lesson import lesson_file, literature, section
from autograder.quiz.question import TOPICS
from autograder.quiz.reading import diagram_of

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.sitting import Sitting
    from autograder.quiz.verdict import Verdict


def after(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool = False, known: bool = False) -> str:
    """What is said to an answer, and where to read on; the explanation may be ``known`` already."""
    read = READ.format(where=reading(asked, lang)).said(lang)
    said = _head(verdict, lang, skipped=skipped) if known else told(asked, verdict, lang, skipped=skipped)
    return f"{said}\n\n{read}"


def told(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool = False) -> str:
    """The verdict on an answer, its reason, the right answer, and why."""
    pieces = [_head(verdict, lang, skipped=skipped), verdict.feedback.said(lang)]
    if not verdict.right:
        label = _ANSWER.format(answer="").said(lang).rstrip() if asked.question.diagram else ""
        pieces += [label, solution(asked, lang)]
    pieces.append(asked.explanation.said(lang))
    return "\n\n".join(filter(None, pieces))


def _head(verdict: Verdict, lang: Language, *, skipped: bool) -> str:
    head = SKIPPED if skipped else RIGHT if verdict.right else PARTLY if verdict.score > 0 else WRONG
    return f"**{head.said(lang)}**"


def solution(asked: Asked, lang: Language) -> str:
    """The right answer, as it would be typed."""
    question = asked.question
    if question.options:
        letters = [letter for letter, option in choice.shown(asked).items() if option.right]
        return _ANSWER.said(lang).format(answer=", ".join(letters))
    if question.lines:
        by_line = {line: letter for letter, line in ordering.shown(asked).items()}
        return _ANSWER.said(lang).format(answer=", ".join(by_line[line] for line in range(len(question.lines))))
    if question.diagram:
        wires = "\n".join(f"{wire.source} -> {wire.target}" for wire in diagram_of(asked).wires)
        return f"```\n{wires}\n```"
    if question.kind == "formula":
        return _ANSWER.said(lang).format(answer=f"`{question.answer}`")
    if question.kind == "free":
        return ""
    answer = asked.answer
    return _ANSWER.said(lang).format(answer=f"{answer:.6g}" if isinstance(answer, float) else answer)


def rubric(asked: Asked, lang: Language) -> str:
    """What a full answer says, item by item."""
    items = enumerate(asked.question.rubric, 1)
    return "\n".join(f"{number}. {asked.said(item.text).said(lang)} ({item.points})" for number, item in items)


def summary(sitting: Sitting, lang: Language) -> str:
    """How it went: the score, by topic, and what to think over."""
    if not sitting.verdicts:
        return _NONE.said(lang)
    colon = ": " if lang == "en" else "："
    rows = [
        f"- {TOPICS[topic].said(lang)}{colon}{score:g} / {many}" for topic, (score, many) in sitting.by_topic().items()
    ]
    total = _TOTAL.format(score=f"{sitting.score:g}", total=len(sitting.verdicts)).said(lang)
    pieces = [f"**{total}**", "\n".join(rows)]
    named = [
        f"- `{asked.question.id}`{colon}{verdict.feedback.said(lang).partition(chr(10))[0]}"
        for asked, verdict in sitting.verdicts
        if verdict.belief
    ]
    if named:
        pieces.append(f"{_BELIEFS.said(lang)}\n\n" + "\n".join(named))
    return "\n\n".join(filter(None, pieces))


def heading(asked: Asked, lang: Language) -> str:
    """The topic, and how hard it is."""
    return f"{TOPICS[asked.question.topic].said(lang)} {'●' * asked.question.difficulty}"


def lesson(asked: Asked, lang: Language) -> str:
    """The lesson's file and section."""
    heading = section(asked.question, lang)
    return f"solutions/{lesson_file(asked.question, lang).name}" + (f" §{heading}" if heading else "")


def reading(asked: Asked, lang: Language) -> str:
    """Where to read on: the lesson, and what the question is taken from."""
    return " · ".join(filter(None, (lesson(asked, lang), literature(asked.question))))


RIGHT, PARTLY, WRONG = Text("✓ right", "✓ 正确"), Text("◐ partly right", "◐ 部分正确"), Text("✗ wrong", "✗ 错误")
SKIPPED = Text("– skipped", "– 跳过")
_ANSWER = Text("Answer: {answer}", "答案：{answer}")
READ = Text("read on: {where}", "延伸阅读：{where}")
_NONE = Text("No question was answered.", "没有回答任何题目。")
_TOTAL = Text("{score} of {total}", "{total} 题中得 {score} 分")
_BELIEFS = Text(
    "To think over (a question's name in place of a topic asks it again):",
    "值得再想想（用题目的名字代替主题，可以再答一次）：",
)
