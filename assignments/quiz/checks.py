"""What `questions.py` is made of: drawing the numbers, showing a question, reading an answer.

The grader has the same lines, so what you see is what is asked, and what can be read here is read there.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import math
import numpy as np
import operator
import re
import string
import tomllib
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from textwrap import indent
from typing import Any, Literal, NamedTuple
from types import SimpleNamespace

Language = Literal["en", "zh"]


class Text(NamedTuple):
    """One sentence in both languages."""

    en: str
    zh: str

    def format(self, **parts: Any) -> Text:
        """Fill in the blanks; a part that is itself a Text goes in in the right language."""
        return Text(*(getattr(self, lang).format(**_spoken(parts, lang)) for lang in self._fields))

    def said(self, lang: Language) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.en)


NOTHING = Text("", "")


def same(words: str) -> Text:
    """What reads alike in both languages: a name, a number, a formula."""
    return Text(words, words)


def _spoken(parts: dict[str, Any], lang: str) -> dict[str, Any]:
    return {name: getattr(part, lang) if isinstance(part, Text) else part for name, part in parts.items()}


@dataclass(frozen=True)
class Option:
    """One of the answers offered; ``why`` is what is said to somebody who takes it though it is wrong."""

    id: str
    text: Text
    right: bool = False
    why: Text = NOTHING
    value: str = ""


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked, before any number is drawn. Texts may hold ``@{expression}``; see `autograder.quiz.asked`."""

    id: str
    topic: str
    kind: Kind
    difficulty: int
    source: str
    lesson: str
    text: Text
    explanation: Text
    draw: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    check: str = ""
    tolerance: float = 0.01
    options: tuple[Option, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    diagram: str = ""
    code: str = ""
    lines: tuple[Text, ...] = ()
    free: tuple[tuple[int, ...], ...] = ()
    rubric: tuple[Rubric, ...] = ()


LONGEST, MOST_NODES, DEEPEST, LARGEST = 500, 200, 40, 10**15
SPELLED = {
    "×": "*",
    "·": "*",
    "⊙": "*",
    "−": "-",
    "^": "**",
    "²": "**2",
    "³": "**3",
    "σ": "sigmoid",
    "（": "(",
    "）": ")",
}
SPELLED |= {"，": ",", "。": ".", "ᵀ": ".T", "⊤": ".T"}


class InvalidError(ValueError):
    """What was typed is no answer at all: it is said so, and costs nothing."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class MisfitError(InvalidError):
    """Two values whose shapes do not fit an operation."""

    def __init__(self, sign: str, one: Any, other: Any) -> None:
        self.sign, self.shapes = sign, (np.shape(one), np.shape(other))
        super().__init__(self.told(str))

    def told(self, spelled: Callable[[tuple[int, ...]], str]) -> Text:
        """The same in words, with the shapes as whoever asked spells them."""
        one, other = map(spelled, self.shapes)
        return _MISFIT.format(sign=self.sign, one=one, other=other)


def _softmax(z: Any) -> Any:
    weights = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def _diag(values: Any) -> Any:
    if np.size(values) > 256:
        raise InvalidError(Text("diag(v) takes at most 256 numbers", "diag(v) 最多接受 256 个数"))
    return np.diag(values)


def _eye(size: Any) -> Any:
    if not isinstance(size, int) or not 0 < size <= 64:
        raise InvalidError(Text("eye(n) takes a whole number from 1 to 64", "eye(n) 的参数应为 1 到 64 的整数"))
    return np.eye(size)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": np.exp,
    "tanh": np.tanh,
    "sigmoid": lambda z: (1 + np.tanh(np.asarray(z, dtype=np.float64) / 2)) / 2,
    "log": np.log,
    "log2": np.log2,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sum": np.sum,
    "mean": np.mean,
    "max": np.max,
    "min": np.min,
    "prod": np.prod,
    "norm": np.linalg.norm,
    "softmax": _softmax,
    "relu": lambda z: np.maximum(z, 0),
    "maximum": np.maximum,
    "minimum": np.minimum,
    "diag": _diag,
    "eye": _eye,
    "concat": lambda *parts: np.concatenate(parts, axis=-1),
    "round": lambda z, digits=0: np.round(z, digits),
    "floor": lambda z: int(np.floor(z)),
    "ceil": lambda z: int(np.ceil(z)),
    "int": int,
}
TAKES = {  # how many values, at least and at most; NumPy would take one more, and write its result into it
    **dict.fromkeys(("exp", "tanh", "sigmoid", "log", "log2", "sqrt", "abs", "softmax", "relu"), (1, 1)),
    **dict.fromkeys(("diag", "eye", "floor", "ceil", "int"), (1, 1)),
    **dict.fromkeys(("sum", "mean", "max", "min", "prod", "norm", "round"), (1, 2)),
    **dict.fromkeys(("maximum", "minimum"), (2, 2)),
}
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.MatMult: operator.matmul,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
AS_TYPED: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.MatMult: "@",
}


def evaluate(formula: str, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] = FUNCTIONS) -> Any:
    """The value of a formula.

    Args:
        formula: as it was typed
        names: what may be named, and what it holds
        functions: what may be called

    Raises:
        InvalidError: it is no formula, names something else, or cannot be computed; its words are for people.
    """
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they would stand between the lines of the quiz
        tree = parsed(formula)
        try:
            return _value(tree, names, functions)
        except InvalidError:
            raise
        except ZeroDivisionError:
            raise InvalidError(_ZERO) from None
        except (ValueError, TypeError, OverflowError, IndexError, MemoryError):
            raise InvalidError(_UNCOMPUTED.format(got=formula.strip()[:60])) from None


def parsed(formula: str) -> ast.expr:
    """The syntax tree of a formula; InvalidError where it is none, or too much of one."""
    for written, meant in SPELLED.items():
        formula = formula.replace(written, meant)
    if len(formula) > LONGEST:
        raise InvalidError(_LONG.format(most=LONGEST, got=len(formula)))
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InvalidError(_NO_FORMULA.format(got=repr(formula.strip()[:60]))) from None
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES or _depth(tree) > DEEPEST:
        raise InvalidError(_DEEP)
    return tree


def _depth(tree: ast.AST) -> int:
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return deepest


def _value(node: ast.expr, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    match node:
        case ast.Constant(value=number):
            return _constant(number, text="choice" in functions)
        case ast.Name(id=name):
            if name not in names:
                if not names:
                    raise InvalidError(_NO_NAMES.format(name=_named(name[:60])))
                raise InvalidError(_UNKNOWN.format(name=_named(name[:60]), known=", ".join(names)))
            return names[name]
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_number(_value(operand, names, functions)))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS or isinstance(op, ast.Pow):
            one, other = (_number(_value(side, names, functions)) for side in (left, right))
            return _bounded(_power(one, other) if isinstance(op, ast.Pow) else _joined(op, one, other))
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return tuple(_value(part, names, functions) for part in parts)
        case ast.Attribute(value=inner, attr="T"):
            return np.asarray(_number(_value(inner, names, functions))).T
        case ast.Call(
            func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="np" | "torch" | "math"), attr=name),
            args=args,
            keywords=[],
        ) if name in functions:
            _see_count(name, len(args))
            return _bounded(functions[name](*(_value(arg, names, functions) for arg in args)))
    raise InvalidError(_NO_PLACE.format(got=ast.unparse(node)[:60]))


def _joined(op: ast.operator, one: Any, other: Any) -> Any:
    """What an operation makes of two values."""
    try:
        return OPERATORS[type(op)](one, other)
    except (ValueError, TypeError):  # of NumPy and Python, in English
        raise MisfitError(AS_TYPED[type(op)], one, other) from None


def _constant(value: object, *, text: bool) -> Any:
    """A number, or where a choice can be made a text."""
    if isinstance(value, str) and text:
        return value
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InvalidError(_NO_PLACE.format(got=str(value)[:60]))
    if not abs(value) <= LARGEST:
        raise InvalidError(_LARGE)
    return value


def _named(name: str) -> str:
    """A name; where a letter only looks like a Latin one, its number is told."""
    strange = next((letter for letter in name if not letter.isascii()), "")
    return f"{name} (U+{ord(strange):04X})" if strange else name


def _see_count(name: str, got: int) -> None:
    """See that a function gets as many values as it takes."""
    least, most = TAKES.get(name, (0, got))
    if not least <= got <= most:
        wanted = str(most) if least == most else f"{least}-{most}"
        raise InvalidError(_COUNT.format(name=name, want=wanted, got=got))


def _number(value: Any) -> Any:
    """What can be reckoned with: a tuple times a number would be a long tuple."""
    if not isinstance(value, int | float | np.ndarray | np.generic):
        raise InvalidError(_NO_NUMBER)
    return value


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        if exponent > 256 or abs(base) > LARGEST:
            raise InvalidError(_LARGE)
        return base**exponent
    return np.asarray(base, dtype=np.float64) ** exponent


def _bounded(value: Any) -> Any:
    """Whole numbers and arrays stay such that any step with them is fast."""
    if isinstance(value, int) and value.bit_length() > 2048:
        raise InvalidError(_LARGE)
    if np.size(value) > 10**5:
        raise InvalidError(_LARGE)
    return value


_LONG = Text("a formula has at most {most} characters, this one has {got}", "公式最多 {most} 个字符，这里有 {got} 个")
_NO_FORMULA = Text("{got} is no formula", "{got} 不是公式")
_DEEP = Text("the formula is too long or too deeply nested", "公式太长或嵌套太深")
_UNKNOWN = Text("{name} is not known here; known are: {known}", "这里没有 {name}；可用的有：{known}")
_NO_NAMES = Text("{name} is no number, and no letter stands for one here", "{name} 不是数，这里也没有代表数的字母")
_NO_PLACE = Text("{got!r} has no place in a formula", "{got!r} 不能出现在公式里")
_LARGE = Text("the numbers in the formula grow too large", "公式中的数太大")
_COUNT = Text("{name} takes {want} value(s), and got {got}", "{name} 需要 {want} 个值，这里有 {got} 个")
_ZERO = Text("the formula divides by zero", "公式中除以了零")
_UNCOMPUTED = Text("{got} cannot be computed", "{got} 无法计算")
_MISFIT = Text("{one} {sign} {other}: these shapes do not fit", "{one} {sign} {other}：这两个形状不匹配")
_NO_NUMBER = Text("only numbers and arrays can be added, multiplied and so on", "只有数和数组才能做加、乘等运算")
PLACE = re.compile(r"@\{([^{}]*?)(?::([^{}:]+))?\}")


def _no_choice(*_values: Any) -> Any:
    raise InvalidError(same("an answer is not drawn"))


TEXT_TOO = {**FUNCTIONS, "choice": _no_choice}  # an answer may be a text, and is never drawn


@dataclass(frozen=True, eq=False)
class Asked:
    """What somebody is asked.

    ``values`` are the drawn numbers, ``order`` is that in which options or lines are shown.
    """

    question: Question
    seed: int
    values: Mapping[str, Any]
    answer: Any
    order: tuple[int, ...]

    def said(self, text: Text) -> Text:
        """A text with its values filled in."""
        names = {**self.values, "answer": self.answer}
        return Text(*(PLACE.sub(lambda place: _spelled(place, names), words) for words in text))

    @property
    def text(self) -> Text:
        """The question."""
        return self.said(self.question.text)

    @property
    def explanation(self) -> Text:
        """Why the answer is what it is."""
        return self.said(self.question.explanation)

    @property
    def code(self) -> str:
        """The program that is asked about."""
        return self.said(Text(self.question.code, "")).en

    def value(self, expression: str) -> Any:
        """The value of an expression of the question."""
        return _valued(expression, self.values, TEXT_TOO)


def ask(question: Question, seed: int) -> Asked:
    """Draw a question's numbers.

    Args:
        question: which
        seed: a course's, a student's or a session's; with the question's id it fixes everything that is drawn

    Raises:
        InvalidError: an expression in the question's file cannot be computed.
    """
    digest = hashlib.sha256(f"{question.id} {seed}".encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    values: dict[str, Any] = {}
    for name, expression in question.draw.items():
        values[name] = _valued(expression, values, {**FUNCTIONS, **_draws(rng)})
    answer = None
    if question.answer and question.kind != "formula":
        answer = _valued(question.answer, values, TEXT_TOO)
    count = len(question.options) or len(question.lines)
    return Asked(question, seed, values, answer, tuple(int(place) for place in rng.permutation(count)))


def _draws(rng: np.random.Generator) -> dict[str, Callable[..., Any]]:
    def integer(low: int, high: int, *never: int) -> int:
        return int(rng.choice([number for number in range(low, high + 1) if number not in never]))

    def real(low: float, high: float, digits: int) -> float:
        return round(float(rng.uniform(low, high)), digits)

    def choice(*values: Any) -> Any:
        return values[int(rng.integers(len(values)))]

    return {"integer": integer, "real": real, "choice": choice}


def _valued(expression: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    value = evaluate(expression, values, functions)
    return value.item() if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0 else value


def _spelled(place: re.Match[str], names: Mapping[str, Any]) -> str:
    value = _valued(place[1], names, FUNCTIONS)
    if place[2]:
        return format(value, place[2])
    return f"{value:.6g}" if isinstance(value, float) else str(value)


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
FENCE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\$\$(?P<display>.+?)\$\$"
    r"|\$(?P<math>[^$\n]+?)\$"
    r"|\*\*(?P<strong>(?:`[^`]+`|[^`])+?)\*\*"  # stars in code are none of these
    r"|(?<![A-Za-z0-9_*])\*(?=\S)(?P<em>[^*\n]+?)(?<=\S)\*(?![A-Za-z0-9_*])",  # no \w: Chinese has no spaces around it
    re.DOTALL,
)
GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ"}
GREEK |= {"lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ"}
GREEK |= {"omega": "ω", "Sigma": "Σ", "Delta": "Δ", "Phi": "Φ", "Pi": "Π", "Omega": "Ω"}
SIGNS = {"partial": "∂", "nabla": "∇", "odot": "⊙", "cdot": "·", "cdots": "⋯", "dots": "…", "ldots": "…", "times": "×"}
SIGNS |= {"approx": "≈", "neq": "≠", "ne": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ll": "≪", "gg": "≫"}
SIGNS |= {"to": "→", "rightarrow": "→", "infty": "∞", "pm": "±", "in": "∈", "sum": "Σ", "prod": "∏", "top": "ᵀ"}
SIGNS |= {"sqrt": "√", "lVert": "‖", "rVert": "‖", "|": "‖", "mid": "|", "prime": "′", "iff": "⇔", "Rightarrow": "⇒"}
SIGNS |= {"leftarrow": "←", "gets": "←"}
SIGNS |= {"propto": "∝", "sim": "~", "forall": "∀", "lfloor": "⌊", "rfloor": "⌋", "%": "%", "_": "_"}
SPACES = {"quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", "\\": "\n"}
SCALED = ("left", "right", "big", "Big", "displaystyle", "limits")
SILENT = (*SCALED, "!", "begin{aligned}", "end{aligned}")
ACCENTS = {"bar": "\u0304", "hat": "\u0302", "tilde": "\u0303"}  # they combine with the letter before them
GROUPS = ("operatorname", "mathrm", "mathbf", "mathbb", "mathcal", "text", "textbf", "mathit", "boldsymbol")
SYMBOLS = {**GREEK, **SIGNS, **SPACES, **dict.fromkeys((*SILENT, *GROUPS), "")}
RAISED = dict(zip("0123456789+-=()nitk", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵗᵏ", strict=True))  # no T: ᵀ transposes
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
UNDER, OVER = "\0", "\1"  # what could not be lowered or raised, until all else is done
LETTER = re.compile(r"^(\s*- )\*\*(\w)\*\* ", re.MULTILINE)  # of an option
ARGUMENT = r"\{([^{}]*)\}"
APART = (  # what TeX sets apart without being told
    re.compile(r"(\\(?:sum|prod)(?:[_^](?:\{[^{}]*\}|\\[A-Za-z]+|[^\s\\{}]))+)"),  # a sum's limits
    re.compile(r"(\})(?=\\[dt]?frac)"),
    re.compile(r"((?<![\\A-Za-z])[A-Za-z0-9)])(?=\\(?:tanh|ln|log|exp|max|min)\b)"),
)


def plain(text: str) -> str:
    """A Markdown text with formulas as a terminal can show it; programs stand a little to the right."""
    pieces = []
    for number, piece in enumerate(FENCE.split(text)):  # every second one is a program
        pieces.append(indent(piece, "    ") if number % 2 else INLINE.sub(_marked, LETTER.sub(r"\1\2) ", piece)))
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip("\n")


def _marked(found: re.Match[str]) -> str:
    inner = found[str(found.lastgroup)]
    match found.lastgroup:
        case "code":
            return found[0]
        case "display":
            return f"\n{indent(formula(inner), '    ')}\n"
        case "math":
            return formula(inner)
    return INLINE.sub(_marked, inner)


def formula(latex: str) -> str:
    """A formula in characters: what stands above or below the line does so where such characters exist."""
    text = re.sub(r"\s*&\s*", " ", _accented(latex.strip().replace("&=", "=")))
    for name in GROUPS:
        text = re.sub(rf"\\{name}\s*{ARGUMENT}", r"\1", text)
    for place in APART:
        text = place.sub(r"\1\\,", text)
    text = re.sub(r"(\\[dt]?frac)(\d)(\d)", r"\1{\2}{\3}", text)
    before = ""
    while before != text:  # from the innermost outwards
        before = text
        text = re.sub(rf"\\[dt]?frac\s*{ARGUMENT}\s*{ARGUMENT}", _fraction, text)
        text = re.sub(rf"\\sqrt\s*{ARGUMENT}", r"√(\1)", text)
        text = re.sub(rf"([_^])(?:{ARGUMENT}|(\\[A-Za-z]+|[^\s\\{{}}]))", _script, text)
    text = re.sub(r"\\(begin\{aligned\}|end\{aligned\}|[A-Za-z]+|.)\s?", _symbol, text)
    for mark, written in (("{", ""), ("}", ""), (UNDER, "_"), (OVER, "^")):
        text = text.replace(mark, written)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def _fraction(found: re.Match[str]) -> str:
    return "/".join(
        part if re.fullmatch(r"\\?[\w.]+|\\?\w+ ?[\w_^\\]+", part) else f"({part})" for part in found.groups()
    )


def _script(found: re.Match[str]) -> str:
    inner = found[2] if found[2] is not None else found[3]
    inner = re.sub(r"\\([A-Za-z]+)", lambda name: SYMBOLS.get(name[1], name[1]), inner)
    table = LOWERED if found[1] == "_" else RAISED
    if all(char in table for char in inner.replace(" ", "")):
        return "".join(table[char] for char in inner.replace(" ", ""))
    if inner in ("ᵀ", "′"):
        return inner
    mark = UNDER if found[1] == "_" else OVER
    word = len(inner) == 1 or (mark == UNDER and inner.isalnum())
    return f"{mark}{inner}" if word else f"{mark}({inner.replace(' ', '')})"


def _symbol(found: re.Match[str]) -> str:
    known = SYMBOLS.get(found[1])
    if known is not None:
        return known
    return found[1] + (" " if found[0].endswith(" ") else "")  # tanh, log, max: their own names


def _accented(latex: str) -> str:
    """A predicted letter is not the true one: its accent is put over it, as a character that joins the one before."""
    for name, accent in ACCENTS.items():
        latex = re.sub(rf"\\{name}\s*(?:{ARGUMENT}|([A-Za-z]))", rf"\1\2{accent}", latex)
    return latex


def seed_of(seed: int, student: str) -> int:
    """The seed of one student's numbers."""
    return int.from_bytes(hashlib.sha256(f"{seed} {student}".encode()).digest()[:8], "big")


MAX_BYTES, MOST_NOTICES, LONGEST_TYPED = 64 * 1024, 20, 3000
HEADER = re.compile(r"^[ \t]*\[[ \t]*[\"']?([\w-]+)[\"']?[ \t]*\][ \t]*(?:#.*)?\r?$", re.MULTILINE)
KEY = r"""(?:(?<![\w-])[\w-]{1,200}+|"(?:[^"\\\n]|\\.){0,200}+"|'[^'\n]{0,200}+')"""
ENDLESS = re.compile(rf"(?:{KEY}[ \t]*+\.[ \t]*+){{16}}")  # a key of many parts: tomllib needs the square of its length


@dataclass(frozen=True)
class Notice:
    """Something that a student should know about the file, and its line."""

    line: int
    words: Text


@dataclass(frozen=True)
class Answer:
    """What was filled in for one question, and the line where its table begins."""

    value: Any
    line: int

    @property
    def given(self) -> bool:
        """Whether there is anything."""
        return not isinstance(self.value, str) or bool(self.value.strip())

    def text(self, kind: str) -> str:
        """The answer to a question of some kind as it would be typed; InvalidError where it cannot be that."""
        return typed(self.value, LONGEST_ANSWER if kind == "free" else LONGEST_TYPED)


@dataclass
class Sheet:
    """All answers.

    ``unread`` says by question why its table could not be read, ``notices`` what else is not as it should be.
    """

    student: str = ""
    line: int = 1  # where the student stands
    answers: dict[str, Answer] = field(default_factory=dict)
    unread: dict[str, Notice] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def read_sheet(source: str, known: Collection[str]) -> Sheet:
    """Read a sheet.

    Where the file as a whole is no TOML, it is read table by table, and only the broken ones are lost.

    Args:
        source: what stands in the file
        known: the ids of the questions
    """
    sheet = Sheet()
    whole = _parsed(source, 1)
    if isinstance(whole, Notice):
        for name, line, piece in _pieces(source, known):
            table = _parsed(piece, line)
            if not isinstance(table, Notice):
                _enter(sheet, table, source, known)
            elif name:
                sheet.unread.setdefault(name, table)
            else:
                sheet.notices.append(table)
    else:
        _enter(sheet, whole, source, known)
    return sheet


def _parsed(source: str, first: int) -> dict[str, Any] | Notice:
    """What a piece of the file says; ``first`` is its first line."""
    endless = ENDLESS.search(source)
    if endless:
        return Notice(first + source.count("\n", 0, endless.start()), _NO_TOML.format(what=_ENDLESS))
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a ValueError, too
        what, _, where = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", where)
        last = source.rstrip().count("\n") + 1
        words = _NO_VALUE if what == "Invalid value" else _NO_TOML.format(what=same(what[:200]))
        return Notice(first - 1 + (int(found[1]) if found else last), words)


def _pieces(source: str, known: Collection[str]) -> Iterator[tuple[str, int, str]]:
    """The file cut where the table of a question begins: its id, first line and text; what stands before has no id."""
    cuts = [(found[1], found.start()) for found in HEADER.finditer(source) if found[1] in known]
    starts = [("", 0), *cuts]
    for (name, start), end in zip(starts, [*(at for _, at in cuts), len(source)], strict=True):
        yield name, source.count("\n", 0, start) + 1, source[start:end]


def _enter(sheet: Sheet, table: dict[str, Any], source: str, known: Collection[str]) -> None:
    """Enter what was read into the sheet; the first answer to a question counts."""
    for name, value in table.items():
        if len(sheet.notices) >= MOST_NOTICES and name not in known:
            continue
        line = _line(source, name)
        if name == "student":
            if isinstance(value, str):
                sheet.student, sheet.line = value.strip(), line
            else:
                sheet.notices.append(Notice(line, _NO_STUDENT))
        elif name not in known:
            close = difflib.get_close_matches(name[:100], known, 1)
            words = (
                _UNKNOWN_CLOSE.format(name=name[:60], close=close[0]) if close else _NO_QUESTION.format(name=name[:60])
            )
            sheet.notices.append(Notice(line, words))
        elif name in sheet.answers:
            sheet.notices.append(Notice(line, _TWICE.format(name=name)))
        elif not isinstance(value, dict) or "answer" not in value:
            sheet.unread[name] = Notice(line, _NO_TABLE.format(name=name))
        else:
            sheet.answers[name] = Answer(value["answer"], line)
            strange = [key for key in value if key != "answer"]
            sheet.notices += [Notice(line, _NO_KEY.format(name=name, key=key[:60])) for key in strange[:1]]


def _line(source: str, name: str) -> int:
    """The line where a table or a name first stands."""
    key = rf"[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*"
    for form in (rf"\[+{key}[\].]", rf"{key}[=.]"):
        if found := re.search(rf"^[ \t]*{form}", source, re.MULTILINE):
            return source.count("\n", 0, found.start()) + 1
    return 1


_NO_TOML = Text("this is no TOML: {what}", "这里不是 TOML：{what}")
_NO_VALUE = Text(
    "this is no value: a text stands in quotes, a number has a digit before its point",
    "这不是一个值：文本要加引号，小数点前要有数字",
)
_ENDLESS = Text("a name of too many parts", "名字的层级太多")
_NO_STUDENT = Text('expected student = "your id"', '应写成 student = "你的 id"')
_NO_QUESTION = Text("there is no question [{name}]", "没有题目 [{name}]")
_UNKNOWN_CLOSE = Text("there is no question [{name}]; is [{close}] meant?", "没有题目 [{name}]；是指 [{close}] 吗？")
_TWICE = Text("[{name}] stands here twice; the first counts", "[{name}] 出现了两次；以第一次为准")
_NO_TABLE = Text("expected a table [{name}] with a line answer = …", "应有表 [{name}]，其中一行为 answer = …")
_NO_KEY = Text("[{name}] has only answer, not {key}", "[{name}] 中只应有 answer，没有 {key}")

CELLS = {
    "lstm_cell": SimpleNamespace(
        nodes=(
            SimpleNamespace(name="c_prev", kind="state", label="c_t−1"),
            SimpleNamespace(name="h_prev", kind="state", label="h_t−1"),
            SimpleNamespace(name="x", kind="state", label="x_t"),
            SimpleNamespace(name="f", kind="layer", label="σ"),
            SimpleNamespace(name="i", kind="layer", label="σ"),
            SimpleNamespace(name="g", kind="layer", label="tanh"),
            SimpleNamespace(name="o", kind="layer", label="σ"),
            SimpleNamespace(name="keep", kind="operation", label="×"),
            SimpleNamespace(name="write", kind="operation", label="×"),
            SimpleNamespace(name="add", kind="operation", label="+"),
            SimpleNamespace(name="c", kind="state", label="c_t"),
            SimpleNamespace(name="tanh", kind="operation", label="tanh"),
            SimpleNamespace(name="show", kind="operation", label="×"),
            SimpleNamespace(name="h", kind="state", label="h_t"),
        )
    ),
}
