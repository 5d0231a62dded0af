"""One function's region in a file somebody is writing: find it, compare it, put another in its place."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEFT = re.compile(r"[^\s#)\]}]")  # a line that begins so at the left edge begins something new
_UNWRITTEN = re.compile(r"^\s+raise NotImplementedError\(", re.MULTILINE)


@dataclass(frozen=True)
class Region:
    """The lines of one function or class, its decorators among them, from 1; ``end`` is the last."""

    start: int
    end: int
    text: str

    @property
    def unwritten(self) -> bool:
        """Whether a line still raises what a stub raises."""
        return bool(_UNWRITTEN.search(self.text))


def region_of(source: str, name: str) -> Region | None:
    """The region of the function or class of that name; None where there is none.

    Of several the last counts, as it does for Python. Where the file does not parse, the region is read off its
    indentation, so that a slip in one function hides no other.
    """
    lines = source.splitlines(keepends=True)
    tree = parsed(source)
    found = _by_indentation(lines, name) if tree is None else _by_tree(tree, name)
    if found is None:
        return None
    start, end = found
    return Region(start, end, "".join(lines[start - 1 : end]))


def replaced(source: str, name: str, region: str) -> str:
    """The source with another region of that name; at its end, where it has none."""
    region = region.rstrip("\n") + "\n"
    old = region_of(source, name)
    if old is None:
        return f"{source.rstrip()}\n\n\n{region}" if source.strip() else region
    lines = source.splitlines(keepends=True)
    return "".join([*lines[: old.start - 1], region, *lines[old.end :]])


def changed(before: str, after: str, names: Iterable[str]) -> list[str]:
    """Which of these functions are not what they were."""
    texts = ((name, region_of(before, name), region_of(after, name)) for name in names)
    return [name for name, old, new in texts if (old and old.text) != (new and new.text)]


def parsed(source: str) -> ast.Module | None:
    """The syntax tree; None where there is none, for whatever reason a file gives."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _by_tree(tree: ast.Module, name: str) -> tuple[int, int] | None:
    for node in reversed(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            return first, node.end_lineno or node.lineno
    return None


def _by_indentation(lines: list[str], name: str) -> tuple[int, int] | None:
    head = re.compile(rf"(async\s+def|def|class)\s+{re.escape(name)}\b")
    starts = [number for number, line in enumerate(lines) if head.match(line)]
    if not starts:
        return None
    start = end = starts[-1]
    while end + 1 < len(lines) and not _LEFT.match(lines[end + 1]):
        end += 1
    while not lines[end].strip() or lines[end].startswith("#"):  # what stands before the next belongs to it
        end -= 1
    while start and lines[start - 1].startswith("@"):
        start -= 1
    return start + 1, end + 1
