"""A question as it stands in the bank, read from its file; what is wrong with a file is said with its name and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from autograder.catalogue import NOTHING, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["single", "multiple", "numeric", "shape", "formula", "wiring", "ordering", "output", "bug", "free"]
KINDS: tuple[str, ...] = get_args(Kind)
TOPICS = {
    "basics": Text("basics", "基础"),
    "shapes": Text("shapes", "形状"),
    "bptt": Text("back-propagation through time", "随时间反向传播"),
    "gradients": Text("gradients", "梯度"),
    "lstm": Text("the LSTM", "LSTM"),
    "gru": Text("the GRU", "GRU"),
    "practice": Text("practice", "实践"),
    "bugs": Text("find the bug", "找出错误"),
}
ALLOWED = {
    "kind", "difficulty", "source", "lesson", "answer", "check", "tolerance", "diagram", "code", "lines", "free",
    "positive", "draw", "names", "text", "explanation", "option", "wrong", "line", "rubric",
}  # fmt: skip
NEEDED: Mapping[str, tuple[str, ...]] = {
    "single": ("option",),
    "multiple": ("option",),
    "numeric": ("answer",),
    "shape": ("answer",),
    "formula": ("answer", "names"),
    "wiring": ("diagram",),
    "ordering": (),
    "output": ("answer", "code"),
    "bug": ("answer", "code"),
    "free": ("rubric",),
}


class BankError(ValueError):
    """A question's file is not as it should be; the message leads with the file and, where it is known, the line."""


@dataclass(frozen=True)
class Option:
    """One of the answers offered; ``why`` is what is said to somebody who takes it though it is wrong."""

    id: str
    text: Text
    right: bool = False
    why: Text = NOTHING
    value: str = ""


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that is known, the belief it comes from, and what is said to it."""

    id: str
    value: str
    why: Text


@dataclass(frozen=True)
class Rubric:
    """One thing that a full answer says."""

    points: int
    text: Text


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


def read_question(path: Path) -> Question:
    """Read ``<topic>/<id>.toml``.

    Raises:
        BankError: it cannot be read, is no TOML, or lacks something; with the file and the line.
    """
    try:
        source = path.read_text("utf-8")
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BankError(f"{path}: {error}") from None
    except UnicodeDecodeError:
        raise BankError(f"{path}: is no UTF-8 text") from None
    try:
        return _question(path.stem, path.parent.name, table)
    except BankError as error:
        raise BankError(f"{path}{_line(source, str(error))}: {error}") from None


def _question(name: str, topic: str, table: dict[str, Any]) -> Question:
    _see(table, name, topic)
    kind = table["kind"]
    options = tuple(
        Option(_text(o, "id"), _both(o, NOTHING), bool(o.get("right", False)), _why(o), str(o.get("value", "")))
        for o in table.get("option", ())
    )
    if kind in ("single", "multiple"):
        right = sum(option.right for option in options)
        if not 3 <= len(options) <= 6 or right < 1 or right == len(options) or (kind == "single" and right > 1):
            raise BankError(f"option: {len(options)} of them, {right} right, does not make a question of kind {kind}")
    lines = [Text(line, line) for line in table.get("lines", ())] + [_both(line) for line in table.get("line", ())]
    if kind == "ordering" and len(lines) < 3:
        raise BankError("lines: an ordering needs at least three")
    return Question(
        id=name,
        topic=topic,
        kind=kind,
        difficulty=table["difficulty"],
        source=_text(table, "source"),
        lesson=_text(table, "lesson"),
        text=_both(table["text"]),
        explanation=_both(table["explanation"]),
        draw={str(key): str(value) for key, value in table.get("draw", {}).items()},
        answer=str(table.get("answer", "")),
        check=table.get("check", ""),
        tolerance=float(table.get("tolerance", 0.01)),
        options=options,
        wrong=tuple(Wrong(_text(w, "id"), _text(w, "value"), _both(w)) for w in table.get("wrong", ())),
        names=dict(table.get("names", {})),
        positive=tuple(table.get("positive", ())),
        diagram=table.get("diagram", ""),
        code=table.get("code", "").strip("\n"),
        lines=tuple(lines),
        free=tuple(map(tuple, table.get("free", ()))),
        rubric=tuple(Rubric(int(r.get("points", 1)), _both(r)) for r in table.get("rubric", ())),
    )


def _see(table: dict[str, Any], name: str, topic: str) -> None:
    """See that a file says what a question has to say, and nothing else."""
    kind = table.get("kind")
    needed = ("kind", "difficulty", "source", "lesson", "text", "explanation", *NEEDED.get(str(kind), ()))
    missing = next((key for key in needed if key not in table), None)
    strange = next((key for key in table if key not in ALLOWED), None)
    for wrong, fault in (
        (topic not in TOPICS, f"{topic} is no topic; there are {', '.join(TOPICS)}"),
        (not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), f"{name} is no id: lower-case words joined by -"),
        (strange, f"{strange}: is not known here"),
        (missing, f"{missing}: is missing, and a question of kind {kind} needs it"),
        (kind not in KINDS, f"kind: {kind!r} is none of {', '.join(KINDS)}"),
        (table.get("difficulty") not in (1, 2, 3), f"difficulty: {table.get('difficulty')!r} is none of 1, 2, 3"),
    ):
        if wrong:
            raise BankError(fault)


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if value is None or isinstance(value, dict | list):
        raise BankError(f"{key}: is missing")
    return str(value)


def _both(table: dict[str, Any], default: Text | None = None) -> Text:
    """The words in both languages; where a default is given, one language may not be there without the other."""
    words = [table.get(lang) for lang in Text._fields]
    if default is not None and words == [None, None]:
        return default
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise BankError("en, zh: both are needed")
    return Text(*(str(word).strip() for word in words))


def _why(option: dict[str, Any]) -> Text:
    if option.get("right"):
        return NOTHING
    return _both({"en": option.get("why_en"), "zh": option.get("why_zh")})


def _line(source: str, fault: str) -> str:
    """The line of the key that a fault is about, where there is one."""
    key = fault.partition(":")[0]
    for number, line in enumerate(source.splitlines(), 1):
        if re.match(rf"\s*(\[+)?{re.escape(key)}\b", line):
            return f" (at line {number})"
    return ""
