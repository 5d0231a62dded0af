"""The docstrings of a file in another language: English stands in the code, the other beside it."""

from __future__ import annotations

import ast
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Documented = ast.Module | ast.ClassDef | ast.FunctionDef

HELPERS = "shapes"  # the module whose functions are written out in every file


def translated(source: str, told: Mapping[str, str]) -> str:
    """The source with other docstrings, by the names that `documented` gives them; those that are not told stay."""
    lines = source.splitlines(keepends=True)
    for name, node in reversed(list(documented(ast.parse(source)))):
        if name in told:
            old = node.body[0]
            lines[old.lineno - 1 : old.end_lineno] = [_quoted(told[name], " " * old.col_offset)]
    return "".join(lines)


def documented(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """What has a docstring, in the order of the lines, by name: ``module``, ``rnn_forward``, ``LSTMCell.forward``."""
    if ast.get_docstring(tree):
        yield "module", tree
    yield from _within(tree, "")


def _within(node: ast.AST, outer: str) -> Iterator[tuple[str, Documented]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            name = f"{outer}{inner.name}"
            if ast.get_docstring(inner):
                yield name, inner
            yield from _within(inner, f"{name}.")


def _quoted(text: str, indent: str) -> str:
    """As a docstring: one line where it is one, else closed on a line of its own."""
    body = textwrap.indent(text.strip(), indent).strip()
    prefix = "r" if "\\" in body else ""
    end = f"\n{indent}" if "\n" in body else ""
    return f'{indent}{prefix}"""{body}{end}"""\n'
