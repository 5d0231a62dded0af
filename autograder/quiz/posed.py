"""A question as it is put to somebody, as Markdown in one language; nothing here knows a right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.reading import diagram_of, letters

if TYPE_CHECKING:
    from autograder.catalogue import Language
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Option


def problem(asked: Asked, lang: Language) -> str:
    """The question with all that belongs to it: options, lines, program, names."""
    pieces = [asked.text.said(lang)]
    if asked.question.code:
        numbered = asked.question.kind == "bug"
        lines = asked.code.splitlines()
        shown = [f"{number:>2}  {line}" for number, line in enumerate(lines, 1)] if numbered else lines
        pieces.append("\n".join(["```python", *shown, "```"]))
    if asked.question.options:
        offered = {letter: asked.question.options[place] for letter, place in letters(asked).items()}
        pieces.append("\n".join(f"- **{letter}** {words(asked, one).said(lang)}" for letter, one in offered.items()))
    if asked.question.lines:
        rows = [(letter, asked.said(asked.question.lines[line])) for letter, line in letters(asked).items()]
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


def words(asked: Asked, option: Option) -> Text:
    """What an option says; one that is a value says that."""
    return asked.said(option.text or Text(*("@{" + option.value + "}",) * 2))


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
_STATES = Text("states", "状态")
_LAYERS = Text("layers, each with weights of its own", "层，各有自己的权重")
_OPERATIONS = Text("elementwise operations", "逐元素运算")
