"""What keeps a command from doing its work, in words that end with what to type next."""

from __future__ import annotations

import difflib
import errno
from typing import TYPE_CHECKING

from autograder.catalogue import ASSIGNMENTS, NOTHING, Assignment, Text, same
from autograder.course.quiz import QUIZ
from autograder.course.quiz.selection import SelectionError
from autograder.grading.handed_in import NothingHandedInError
from autograder.study.trouble import StoreError
from autograder.study.workspace import ManifestError
from autograder.wall.launch import WallError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Problem(Exception):  # noqa: N818 - what a person has, not what the program has
    """Said to the person in their language; ``status`` is the exit status."""

    def __init__(self, words: Text | str, status: int = 2) -> None:
        self.words = words if isinstance(words, Text) else same(words)
        super().__init__(self.words.en)
        self.status = status


def known(name: str) -> Assignment:
    """The assignment of that name, or the Problem of there being none."""
    _see(name, ASSIGNMENTS)
    return ASSIGNMENTS[name]


def gradable(name: str) -> None:
    """See that it is an assignment's name, or the quiz; else there is a Problem."""
    _see(name, (*ASSIGNMENTS, QUIZ))


def _see(name: str, names: Collection[str]) -> None:
    if name not in names:
        raise Problem(_NO_ASSIGNMENT.format(name=name, meant=meant(name, names), names=", ".join(names)))


def meant(name: str, names: Iterable[str]) -> Text:
    """A question: whether the name most like it was meant; nothing where none is much like it."""
    close = difflib.get_close_matches(name, names, n=1)
    return _MEANT.format(name=close[0]) if close else NOTHING


def put(error: Exception) -> Exception:
    """The same error as a Problem, where it is one that people can do something about."""
    if isinstance(error, NothingHandedInError | StoreError | ManifestError):
        return Problem(error.words)
    if isinstance(error, SelectionError):
        return Problem(str(error))
    if isinstance(error, WallError):
        return Problem(Text(str(error), _NOT_RUN.zh.format(why=error)), status=1)
    if isinstance(error, OSError):
        reason, advice = _OF_SYSTEM.get(error.errno or 0, (same(error.strerror or str(error)), _SEE_PATH))
        return Problem((_AT if error.filename else _ANYWHERE).format(reason=reason, file=error.filename, advice=advice))
    return error


_NO_ASSIGNMENT = Text(
    "there is no assignment {name!r}{meant}\n  expected one of: {names}",
    "没有名为 {name!r} 的作业{meant}\n  应为其中之一：{names}",
)
_MEANT = Text("; did you mean {name}?", "；你是不是想输入 {name}？")
_NOT_RUN = Text("{why}", "无法运行提交的代码：{why}\n  下一步：rnnkit doctor")
_AT = Text("{file}: {reason}\n  next: {advice}", "{file}：{reason}\n  下一步：{advice}")
_ANYWHERE = Text("{reason}\n  next: {advice}", "{reason}\n  下一步：{advice}")
_SEE_PATH = Text("see that the path is right, and type the same again", "检查路径是否正确，然后重新输入同一条命令")
_FULL = (
    Text("the disk is full", "磁盘已满"),
    Text("free some space, and type the same again: it goes on", "释放一些空间，然后重新输入同一条命令，即可继续"),
)
_FORBIDDEN = (
    Text("permission denied", "没有权限"),
    Text("choose a place you may write to, or see whose it is: ls -ld", "换一个可写的位置，或用 ls -ld 查看归属"),
)
_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: (Text("this disk is read-only", "磁盘是只读的"), _FORBIDDEN[1]),
    errno.ENOENT: (Text("no such file or folder", "没有这个文件或文件夹"), _SEE_PATH),
    errno.ENOTDIR: (Text("a part of the path is no folder", "路径中有一部分不是文件夹"), _SEE_PATH),
    errno.EISDIR: (Text("this is a folder, expected a file", "这是文件夹，应为文件"), _SEE_PATH),
}
