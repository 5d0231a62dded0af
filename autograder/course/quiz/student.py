"""Your questions: their numbers are drawn from your id, which stands in `answers.toml`.

    python questions.py                 shows them all, and which of your answers cannot be read
    python questions.py ID …            shows some

Whether an answer can be read is told here; whether it is right is told after you have handed in.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.catalogue import NOTHING, Text, same
from autograder.course.quiz.answers import MAX_BYTES, Notice, Sheet, read_sheet
from autograder.course.quiz.drawn import seed_of
from autograder.quiz.asked import Asked, ask
from autograder.quiz.expression import InvalidError
from autograder.quiz.plain import plain
from autograder.quiz.posed import how, problem
from autograder.quiz.question import Option, Question
from autograder.quiz.reading import READERS

if TYPE_CHECKING:
    from autograder.catalogue import Language

LANG: Language = "en"
SEED: int = 0
FILE = Path(__file__).with_name("answers.toml")


class NotReadableError(ValueError):
    """An answer cannot be read; a notebook shows these words and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def sheet() -> Sheet:
    """What stands in answers.toml by now."""
    source = FILE.read_bytes()[: MAX_BYTES + 1]
    if len(source) > MAX_BYTES:
        return Sheet(notices=[Notice(1, _LARGE.format(most=MAX_BYTES // 1024))])
    try:
        return read_sheet(source.decode("utf-8-sig"), QUESTIONS)
    except UnicodeDecodeError as error:
        return Sheet(notices=[Notice(source.count(b"\n", 0, error.start) + 1, _NO_UTF8)])


def notices() -> list[str]:
    """What is not as it should be besides the answers; the first is about whose the answers are."""
    read = sheet()
    known = os.environ.get("JUPYTERHUB_USER", "")
    told = [] if read.student else [_at(read.line, _NOBODY)]
    told += [_at(read.line, _ANOTHER.format(got=read.student, known=known))] if known not in ("", read.student) else []
    return told + [_at(notice.line, notice.words) for notice in read.notices]


def asked(name: str) -> Asked:
    """A question with your numbers."""
    return ask(QUESTIONS[name], seed_of(SEED, sheet().student))


def why_unread(name: str) -> str | None:
    """Why an answer cannot be read; nothing where it can, None where there is none."""
    read = sheet()
    if name in read.unread:
        return _at(read.unread[name].line, read.unread[name].words)
    answer = read.answers.get(name)
    if answer is None or not answer.given:
        return None
    kind = QUESTIONS[name].kind
    try:
        READERS[kind](asked(name), answer.text(kind))
    except InvalidError as invalid:
        return _at(answer.line, invalid.words)
    return ""


def show(name: str) -> None:
    """Show a question with your numbers, and whether your answer can be read."""
    read = sheet()
    if not read.student:
        _say(_at(read.line, _NOBODY), missing=True)
        return
    one = asked(name)
    points = _POINTS.format(points=POINTS[name]).said(LANG)
    text = f"**{name}** · {points}\n\n{problem(one, LANG)}"
    if "ipykernel" in sys.modules:
        notebook: Any = importlib.import_module("IPython.display")

        notebook.display(notebook.Markdown(text))
    else:
        print(plain(text))  # noqa: T201 - this is what it is for
    print(f"({how(one, LANG)})")  # noqa: T201 - as above
    why = why_unread(name)
    _say((why or _READ.said(LANG)) if why is not None else _NONE.format(name=name).said(LANG), missing=why != "")


def main(names: list[str]) -> int:
    """Show questions, all where none are named; 1 where there is something to mend first."""
    strange = [name for name in names if name not in QUESTIONS]
    told = [_NO_SUCH.format(name=strange[0], known=", ".join(QUESTIONS)).said(LANG)] if strange else notices()
    if not strange and sheet().student:
        for name in names or QUESTIONS:
            show(name)
            print()  # noqa: T201 - this is what it is for
    print("\n".join(told))  # noqa: T201 - as above
    return 1 if told else 0


def _say(words: str, *, missing: bool) -> None:
    """Say how it stands; `nbgrader validate` is to list what is missing."""
    if missing and os.environ.get("NBGRADER_EXECUTION") == "validate":
        raise NotReadableError(words)
    print(words)  # noqa: T201 - this is what it is for


def _at(line: int, words: Text) -> str:
    return _AT.format(file=FILE.name, line=line, words=words).said(LANG)


def question(name: str, **parts: Any) -> Question:
    """A question from what is published of it, in one language."""
    parts["text"] = same(parts["text"])
    parts["options"] = tuple(Option("", same(text)) for text in parts.get("options", ()))
    parts["lines"] = tuple(same(text) for text in parts.get("lines", ()))
    return Question(id=name, source="", lesson="", explanation=NOTHING, **parts)


_AT = Text("{file}, line {line}: {words}", "{file} 第 {line} 行：{words}")
_NOBODY = Text('write your id: student = "…", as your course knows it', '请写上你的 id：student = "…"，与课程中的一致')
_ANOTHER = Text(
    "student is {got!r}, and here you are {known!r}: are these your numbers?",
    "student 是 {got!r}，而你在这里的 id 是 {known!r}：这些是你的题目吗？",
)
_NO_SUCH = Text("there is no question {name!r}; there are: {known}", "没有题目 {name!r}；共有：{known}")
_LARGE = Text("the file is larger than {most} KiB", "文件超过 {most} KiB")
_NO_UTF8 = Text("this is no UTF-8 text", "不是 UTF-8 文本")
_POINTS = Text("{points} points", "{points} 分")
_READ = Text("your answer can be read", "你的答案可以读取")
_NONE = Text("not answered yet: [{name}] in answers.toml", "还没有作答：answers.toml 中的 [{name}]")

POINTS: dict[str, int] = {}
QUESTIONS: dict[str, Question] = {}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
