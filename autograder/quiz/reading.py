"""How an answer is read: letters, a number, a shape, a formula or wires. What cannot be read is invalid, not wrong.

Nothing here knows a right answer, so that whoever answers can be told at once whether an answer can be read.
"""

from __future__ import annotations

import math
import re
import string
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text
from autograder.drawings import CELLS
from autograder.quiz.expression import LARGEST, InvalidError, MisfitError, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from autograder.drawings.diagram import Diagram
    from autograder.quiz.asked import Asked
    from autograder.quiz.question import Question

LONGEST_ANSWER, MOST_AXES, MOST_WIRES = 10_000, 8, 60
TRIALS = 3
THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")  # 1,234; but 1,5 is no 15
A_SHAPE = "90, 80, 70"  # an example: no question has such sizes
SIZES = {"N": 2, "T": 3, "D": 4, "H": 5, "C": 6, "K": 7, "V": 8}  # no two alike: who takes one axis for another errs

SIGNS_OF_PROSE = ",;:?!()"  # a Chinese text keeps its own
HALF = {0xFEE0 + ord(sign): sign for sign in map(chr, range(33, 127)) if sign not in SIGNS_OF_PROSE}

Wires = frozenset[tuple[str, str]]


def read(asked: Asked, answer: Any) -> Any:
    """What an answer says.

    Args:
        asked: the question with its numbers
        answer: what was typed; numbers, and lists of numbers and texts, are taken as if they had been typed

    Raises:
        InvalidError: it is no answer to a question of this kind.
    """
    return READERS[asked.question.kind](asked, typed(answer))


def typed(answer: Any, most: int = LONGEST_ANSWER) -> str:
    """An answer as a text; InvalidError where it is neither text nor number nor a list of these, empty or too long."""
    if isinstance(answer, list | tuple) and not any(isinstance(part, list | tuple) for part in answer):
        answer = ", ".join(map(typed, answer))
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        raise InvalidError(_NO_TEXT)
    if not isinstance(answer, str) and not abs(answer) <= LARGEST:  # NaN is not either
        raise InvalidError(_NO_SUCH_NUMBER)
    text = str(answer).translate(HALF).strip()
    text = text.removesuffix("。").rstrip()  # a Chinese keyboard ends a line with it
    if len(text) > most:
        raise InvalidError(_LONG_ANSWER.format(got=len(text), most=most))
    if not text:
        raise InvalidError(_EMPTY)
    return text


def letters(asked: Asked) -> dict[str, int]:
    """By the letter it is shown with, which of the question's options or lines it is."""
    return dict(zip(string.ascii_lowercase, asked.order, strict=False))


def read_letters(typed: str, known: Collection[str]) -> list[str]:
    """Letters, however they are set apart; each once.

    Raises:
        InvalidError: something else, or a letter twice.
    """
    found = re.sub(r"[\s,，、;；.。()（）]+", "", typed.lower())
    strange = [letter for letter in found if letter not in known]
    if strange or not found:
        raise InvalidError(_LETTERS.format(got=typed[:40], known=", ".join(known)))
    if len(set(found)) < len(found):
        raise InvalidError(_REPEATED.format(got=typed[:40]))
    return list(found)


def read_choice(asked: Asked, typed: str) -> list[str]:
    """The letters that were chosen; of a question with one right answer, one."""
    chosen = read_letters(typed, letters(asked))
    if asked.question.kind == "single" and len(chosen) > 1:
        raise InvalidError(_ONE)
    return chosen


def read_ordering(asked: Asked, typed: str) -> list[str]:
    """The letters of all lines."""
    lines = letters(asked)
    found = read_letters(typed, lines)
    if len(found) < len(lines):
        raise InvalidError(_ALL.format(n=len(lines)))
    return found


def read_number(typed: str) -> float:
    """A finite number; InvalidError where it is none."""
    value = evaluate(THOUSANDS.sub("", typed).replace("%", "/100"), {})
    if not isinstance(value, int | float | np.ndarray | np.generic) or np.size(value) != 1:
        raise InvalidError(_NO_FINITE.format(got=typed[:40]))
    try:
        number = float(value)
    except (OverflowError, TypeError):
        raise InvalidError(_NO_FINITE.format(got=typed[:40])) from None
    if not math.isfinite(number):
        raise InvalidError(_NO_FINITE.format(got=typed[:40]))
    return number


def read_shape(typed: str) -> tuple[int, ...]:
    """Whole numbers, however they are set apart; InvalidError where there is anything else."""
    bare = re.sub(r"^(torch\.Size|tuple|shape)?[\s([（]*|[\s)\]）]*$", "", typed.strip())
    parts = [part for part in re.split(r"[\s,，、]+|(?<=\d)[x×*](?=\d)", bare) if part]
    twice = re.search(r"[,，]\s*[,，]", bare)
    sound = parts and not twice and len(parts) <= MOST_AXES and all(re.fullmatch(r"\d{1,9}", part) for part in parts)
    if not sound:
        raise InvalidError(_NO_SHAPE.format(got=typed[:40], such=A_SHAPE))
    return tuple(map(int, parts))


def read_line(asked: Asked, typed: str) -> int:
    """The number of a line of the program."""
    lines = len(asked.code.splitlines())
    number = re.fullmatch(r"(?:line|第)?\s*(\d{1,6})\s*行?", typed.lower())
    if not number or not 1 <= int(number[1]) <= lines:
        raise InvalidError(_LINE.format(got=typed[:40], lines=lines))
    return int(number[1])


def read_formula(asked: Asked, typed: str) -> list[Any]:
    """What a formula computes on every trial."""
    try:
        got = [evaluate(typed, {**asked.values, **names}) for names in trials(asked.question)]
    except MisfitError as misfit:
        raise InvalidError(misfit.told(axes)) from None
    if not all(isinstance(value, int | float | np.ndarray | np.generic) for value in got):
        raise InvalidError(_NO_NUMBERS)
    if not all(map(_some_finite, got)):
        raise InvalidError(_NOT_FINITE)
    return got


def axes(shape: tuple[int, ...]) -> str:
    """A shape in the letters that the axes of a question's names have."""
    letter = {size: name for name, size in SIZES.items()}
    return f"({', '.join(letter.get(size, str(size)) for size in shape)})"


def _some_finite(value: Any) -> bool:
    try:
        return bool(np.isfinite(np.asarray(value, dtype=np.float64)).any())
    except OverflowError:
        return False


@cache
def trials(question: Question) -> tuple[dict[str, Any], ...]:
    """What the names hold on each trial."""
    rng = np.random.default_rng(sum(map(ord, question.id)))
    return tuple(
        {
            name: rng.uniform(0.1, 0.9, shape) if name in question.positive else rng.uniform(-1.5, 1.5, shape)
            for name, axes in question.names.items()
            for shape in [[SIZES[letter] for letter in axes]]
        }
        for _ in range(TRIALS)
    )


def diagram_of(asked: Asked) -> Diagram:
    """The cell that is to be wired."""
    return CELLS[f"{asked.question.diagram}_cell"]


def read_wires(typed: str, diagram: Diagram) -> Wires:
    """``x -> f; h_prev -> f`` or ``f: x, h_prev``, a wire or a node to a line or set apart by semicolons.

    Raises:
        InvalidError: something is no wire, or names a node that is not there.
    """
    wires: set[tuple[str, str]] = set()
    for piece in filter(str.strip, re.split(r"[\n;；]", typed.replace("→", "->").replace("：", ":"))):
        sources, arrow, target = piece.partition("->")
        if not arrow:
            target, arrow, sources = piece.partition(":")
        names = [part.strip() for part in re.split(r"[,，]", sources)]
        targets = [part.strip() for part in re.split(r"[,，]", target)]
        if not arrow or not all(names) or not all(targets):
            raise InvalidError(_NO_WIRE.format(got=piece.strip()[:60]))
        wires |= {(source, reader) for source in names for reader in targets}
    known = {node.name for node in diagram.nodes}
    for name in sorted({name for wire in wires for name in wire} - known):
        raise InvalidError(_NO_NODE.format(name=name[:40], known=", ".join(sorted(known))))
    if not wires or len(wires) > MOST_WIRES:
        raise InvalidError(_MANY.format(most=MOST_WIRES))
    return frozenset(wires)


READERS: Mapping[str, Callable[[Asked, str], Any]] = {
    "single": read_choice,
    "multiple": read_choice,
    "numeric": lambda _, typed: read_number(typed),
    "shape": lambda _, typed: read_shape(typed),
    "output": lambda _, typed: typed,
    "bug": read_line,
    "formula": read_formula,
    "ordering": read_ordering,
    "wiring": lambda asked, typed: read_wires(typed, diagram_of(asked)),
    "free": lambda _, typed: typed,
}

_NO_TEXT = Text("an answer is text, a number or a list of these", "答案应为文本、数，或它们的列表")
_NO_SUCH_NUMBER = Text("the number is not finite, or too large", "这个数不是有限的，或者太大")
_LONG_ANSWER = Text(
    "an answer has at most {most} characters, this one has {got}", "答案最多 {most} 个字符，这里有 {got} 个"
)
_EMPTY = Text("the answer is empty", "答案为空")
_ONE = Text("one letter, please: exactly one option is right", "请只选一个字母：恰有一个选项正确")
_LETTERS = Text("{got!r} is no choice among {known}", "{got!r} 不在选项 {known} 之中")
_REPEATED = Text("{got!r} has a letter twice: each once", "{got!r} 中有重复的字母：每个只写一次")
_ALL = Text("all {n} lines, each once: a letter each", "全部 {n} 行，每行一个字母，各用一次")
_NO_FINITE = Text("{got!r} is not one finite number", "{got!r} 不是一个有限的数")
_NO_SHAPE = Text(
    "{got!r} is no shape; write the sizes of the axes, such as {such}",
    "{got!r} 不是形状；请写出各轴的大小，例如 {such}",
)
_LINE = Text("{got!r} is no line of the program: 1 to {lines}", "{got!r} 不是程序的行号：1 到 {lines}")
_NO_NUMBERS = Text("the formula gives no number and no array", "公式的结果不是数，也不是数组")
_NOT_FINITE = Text("the formula gives no finite number", "公式算不出有限的数")
_NO_WIRE = Text("{got!r} is no wire; write: x -> f", "{got!r} 不是连线；写法：x -> f")
_NO_NODE = Text("there is no node {name!r}; there are: {known}", "没有节点 {name!r}；已有的节点：{known}")
_MANY = Text("a wiring has 1 to {most} wires", "连线应有 1 到 {most} 条")
