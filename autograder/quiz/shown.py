"""A question, and what is said after an answer, as Markdown in one language: whoever shows it may make it plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text, same
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.lesson import literature, read_in, section
from autograder.quiz.posed import words
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
    said = _head(asked, verdict, lang, skipped=skipped) if known else told(asked, verdict, lang, skipped=skipped)
    return f"{said}\n\n{read}"


def told(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool = False) -> str:
    """The verdict on an answer, its reason, the right answer, and why."""
    pieces = [_head(asked, verdict, lang, skipped=skipped), verdict.feedback.said(lang)]
    if not verdict.right:
        below = asked.question.diagram or asked.question.options
        pieces += [_ANSWER.format(answer="").said(lang).rstrip()] if below else []
        pieces.append(_right_options(asked, lang) if asked.question.options else solution(asked, lang))
    pieces.append(asked.explanation.said(lang))
    return "\n\n".join(filter(None, pieces))


def _head(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool) -> str:
    head = SKIPPED if skipped else RIGHT if verdict.right else PARTLY if verdict.score > 0 else WRONG
    if head is PARTLY:
        head = _PART.format(head=head, part=_part(asked, verdict))
    return f"**{head.said(lang)}**"


def _part(asked: Asked, verdict: Verdict) -> Text:
    """How much of an answer is right: of what can be counted how many, else a share."""
    question = asked.question
    total = sum(item.points for item in question.rubric) or sum(option.right for option in question.options)
    if not total:
        return same(f"{verdict.score:.0%}")
    return _OF.format(got=round(verdict.score * total), total=total)


def _right_options(asked: Asked, lang: Language) -> str:
    """What the right options say: their letters alone send the reader back to the question."""
    shown = choice.shown(asked).items()
    return "\n".join(f"- **{letter}** {words(asked, one).said(lang)}" for letter, one in shown if one.right)


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
    """The notebook that teaches it, and its section."""
    return read_in(asked.question.lesson.partition("#")[0], section(asked.question, lang), lang)


def reading(asked: Asked, lang: Language) -> str:
    """Where to read on: the lesson, and what the question is taken from."""
    return " · ".join(filter(None, (lesson(asked, lang), literature(asked.question))))


RIGHT, PARTLY, WRONG = Text("✓ right", "✓ 正确"), Text("◐ partly right", "◐ 部分正确"), Text("✗ wrong", "✗ 错误")
SKIPPED = Text("– skipped", "– 跳过")
_PART, _OF = Text("{head}: {part}", "{head}：{part}"), Text("{got} of {total}", "{got} / {total}")
_ANSWER = Text("Answer: {answer}", "答案：{answer}")
READ = Text("read on: {where}", "延伸阅读：{where}")
_NONE = Text("No question was answered.", "没有回答任何题目。")
_TOTAL = Text("{score} of {total}", "{total} 题中得 {score} 分")
_BELIEFS = Text(
    "To think over (a question's name in place of a topic asks it again):",
    "值得再想想（用题目的名字代替主题，可以再答一次）：",
)
