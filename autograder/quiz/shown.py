"""A question, and what is said after an answer, as Markdown in one language: whoever shows it may make it plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.kinds import choice, ordering
from autograder.quiz.kinds.wiring import diagram_of
from autograder.quiz.lesson import lesson_file, section
from autograder.quiz.question import TOPICS

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.sitting import Sitting
    from autograder.quiz.verdict import Verdict


def problem(asked: Asked, lang: Language) -> str:
    """The question with all that belongs to it: options, lines, program, names."""
    pieces = [asked.text.said(lang)]
    if asked.question.code:
        numbered = asked.question.kind == "bug"
        lines = asked.code.splitlines()
        shown = [f"{number:>2}  {line}" for number, line in enumerate(lines, 1)] if numbered else lines
        pieces.append("\n".join(["```python", *shown, "```"]))
    if asked.question.options:
        offered = choice.shown(asked).items()
        pieces.append("\n".join(f"- **{letter}** {choice.words(asked, one).said(lang)}" for letter, one in offered))
    if asked.question.lines:
        rows = [(letter, asked.said(asked.question.lines[line])) for letter, line in ordering.shown(asked).items()]
        pieces.append("\n".join(f"- **{letter}** `{line.said(lang)}`" for letter, line in rows))
    if asked.question.diagram:
        pieces.append(_nodes(asked, lang))
    if asked.question.names:
        names = ", ".join(f"`{name}` ({', '.join(axes) or '1'})" for name, axes in asked.question.names.items())
        pieces.append(_NAMES.said(lang).format(names=names))
    return "\n\n".join(pieces)


def how(asked: Asked, lang: Language) -> str:
    """How an answer is to be written."""
    return HOW[asked.question.kind].said(lang)


def after(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool = False) -> str:
    """What is said to an answer, and where to read on."""
    read = READ.format(where=lesson(asked, lang), source=asked.question.source).said(lang)
    return f"{told(asked, verdict, lang, skipped=skipped)}\n\n{read}"


def told(asked: Asked, verdict: Verdict, lang: Language, *, skipped: bool = False) -> str:
    """The verdict on an answer, its reason, the right answer, and why."""
    head = SKIPPED if skipped else RIGHT if verdict.right else PARTLY if verdict.score > 0 else WRONG
    pieces = [f"**{head.said(lang)}**", verdict.feedback.said(lang)]
    if not verdict.right:
        pieces.append(solution(asked, lang))
    pieces.append(asked.explanation.said(lang))
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


def summary(sitting: Sitting, lang: Language) -> str:
    """How it went: the score, by topic, and what to think over."""
    if not sitting.verdicts:
        return _NONE.said(lang)
    rows = [f"- {TOPICS[topic].said(lang)}: {score:g} / {many}" for topic, (score, many) in sitting.by_topic().items()]
    total = _TOTAL.format(score=f"{sitting.score:g}", total=len(sitting.verdicts)).said(lang)
    pieces = [f"**{total}**", "\n".join(rows)]
    named = [
        f"- `{asked.question.id}`: {verdict.feedback.said(lang).partition(chr(10))[0]}"
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


def _nodes(asked: Asked, lang: Language) -> str:
    diagram = diagram_of(asked)
    kinds = {"state": _STATES, "layer": _LAYERS, "operation": _OPERATIONS}
    colon = ": " if lang == "en" else "："
    rows = []
    for kind, words in kinds.items():
        named = [
            node.name if node.kind == "state" else f"{node.name} [{node.label}]"
            for node in diagram.nodes
            if node.kind == kind
        ]
        if named:
            rows.append(f"- {words.said(lang)}{colon}{', '.join(f'`{name}`' for name in named)}")
    return "\n".join(rows)


RIGHT, PARTLY, WRONG = Text("✓ right", "✓ 正确"), Text("◐ partly right", "◐ 部分正确"), Text("✗ wrong", "✗ 错误")
SKIPPED = Text("– skipped", "– 跳过")
HOW = {
    "single": Text("one letter", "一个字母"),
    "multiple": Text("all letters that are right: a c", "所有正确选项的字母：a c"),
    "numeric": Text("a number, or a calculation: 4*(3*5 + 25)", "一个数，或一个算式：4*(3*5 + 25)"),
    "shape": Text("the sizes of the axes: 4, 7, 40", "各轴的大小：4, 7, 40"),
    "formula": Text("a formula: dh * (1 - h**2) @ Wh.T", "一个公式：dh * (1 - h**2) @ Wh.T"),
    "wiring": Text(
        "a line a wire: `x -> f`, or all that a node reads: `f: x, h_prev`",
        "每行一条连线：`x -> f`，或写出一个节点读取的全部：`f: x, h_prev`",
    ),
    "ordering": Text("all letters in the right order: c a b", "按正确顺序写出所有字母：c a b"),
    "output": Text("what it prints last", "它最后打印的内容"),
    "bug": Text("the number of the line", "出错的行号"),
    "free": Text("in your own words", "用自己的话回答"),
}
_NAMES = Text("Names and their axes: {names}", "可用的名字及其各轴：{names}")
_ANSWER = Text("Answer: {answer}", "答案：{answer}")
READ = Text("read on: {where} · {source}", "延伸阅读：{where} · {source}")
_NONE = Text("No question was answered.", "没有回答任何题目。")
_TOTAL = Text("{score} of {total}", "{total} 题中得 {score} 分")
_BELIEFS = Text(
    "To think over (a question's name in place of a topic asks it again):",
    "值得再想想（用题目的名字代替主题，可以再答一次）：",
)
_STATES = Text("states", "状态")
_LAYERS = Text("layers, each with weights of its own", "层，各有自己的权重")
_OPERATIONS = Text("elementwise operations", "逐元素运算")
