"""What is said after an answer, as Markdown in one language: whoever shows it may make it plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.question import TOPICS
from autograder.quiz.reading import diagram_of

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.verdict import Verdict


def after(asked: Asked, verdict: Verdict, lang: Language) -> str:
    """What is said to an answer: the verdict, its reason, the right answer, why, and where to read on."""
    head = RIGHT if verdict.right else PARTLY if verdict.score > 0 else WRONG
    pieces = [f"**{head.said(lang)}**", verdict.feedback.said(lang)]
    if not verdict.right:
        pieces.append(solution(asked, lang))
    pieces.append(asked.explanation.said(lang))
    pieces.append(f"{_READ.said(lang)}: {lesson(asked, lang)} · {asked.question.source}")
    return "\n\n".join(filter(None, pieces))


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


def heading(asked: Asked, lang: Language) -> str:
    """The topic, and how hard it is."""
    return f"{TOPICS[asked.question.topic].said(lang)} {'●' * asked.question.difficulty}"


def lesson(asked: Asked, lang: Language) -> str:
    """The lesson's file and section."""
    name, _, section = asked.question.lesson.partition("#")
    file = f"{name}.md" if lang == "en" else f"{name}.{lang}.md"
    return f"solutions/{file}" + (f" §{section}" if section else "")


RIGHT, PARTLY, WRONG = Text("✓ right", "✓ 正确"), Text("◐ partly right", "◐ 部分正确"), Text("✗ wrong", "✗ 错误")
_ANSWER = Text("Answer: {answer}", "答案：{answer}")
_READ = Text("read on", "延伸阅读")
