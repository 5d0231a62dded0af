"""Formulas as people type them, evaluated without ever being run as a program.

A formula is parsed to a syntax tree, and only what is listed here is understood: numbers, the names that are given,
``+ - * / // % **``, ``@`` for matrix products, ``.T``, tuples, and the functions in `FUNCTIONS`. Its length, depth and
the numbers in it are bounded.
"""

from __future__ import annotations

import ast
import operator
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.catalogue import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def _value(node: ast.expr, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:  # noqa: PLR0911 - a case each
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
