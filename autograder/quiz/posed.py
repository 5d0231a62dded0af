"""A question as it is put to somebody, as Markdown in one language; nothing here knows a right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.quiz.reading import A_SHAPE, diagram_of, letters

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


EXAMPLES = {  # of no question: a question with these numbers, names or nodes would be told its answer
    "numeric": ("1000 - 7/2",),
    "shape": (A_SHAPE,),
    "formula": ("2 * p**3 @ q.T",),
    "wiring": ("one -> two", "two: one, three"),
}
_WRITTEN = {
    "single": Text("one letter", "一个字母"),
    "multiple": Text("all letters that are right, with spaces between them", "所有正确选项的字母，用空格隔开"),
    "numeric": Text("a number, or a calculation such as `{0}`", "一个数，或一个算式，例如 `{0}`"),
    "shape": Text("the sizes of the axes, such as `{0}`", "各轴的大小，例如 `{0}`"),
    "formula": Text("a formula, such as `{0}`", "一个公式，例如 `{0}`"),
    "wiring": Text(
        "a line a wire: `{0}`, or all that a node reads: `{1}`",
        "每行一条连线：`{0}`，或写出一个节点读取的全部：`{1}`",
    ),
    "ordering": Text("all letters in the right order, with spaces between them", "按正确顺序写出所有字母，用空格隔开"),
    "output": Text("what it prints last", "它最后打印的内容"),
    "bug": Text("the number of the line", "出错的行号"),
    "free": Text("in your own words", "用自己的话回答"),
}
HOW = {kind: Text(*(said.format(*EXAMPLES.get(kind, ())) for said in words)) for kind, words in _WRITTEN.items()}
_NAMES = Text("Names and their axes: {names}", "可用的名字及其各轴：{names}")
_STATES = Text("states", "状态")
_LAYERS = Text("layers, each with weights of its own", "层，各有自己的权重")
_OPERATIONS = Text("elementwise operations", "逐元素运算")
