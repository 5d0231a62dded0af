"""The answers that a student has filled in: plain data, read and never run. What cannot be read costs only itself."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.catalogue import Text, same
from autograder.quiz.reading import LONGEST_ANSWER, typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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
