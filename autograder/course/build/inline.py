"""Modules of ours written out as one file that needs none of them, so that what students run is what we run."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def inlined(modules: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """The definitions of modules, in the order given.

    Args:
        modules: by module, the names that are wanted of it; all where none are given

    Returns:
        The imports that the definitions need, and the definitions.

    Raises:
        ValueError: two of them define the same name.
    """
    imports: dict[str, str] = {}
    pieces: list[str] = []
    owners: dict[str, str] = {}
    for module, wanted in modules.items():
        source = inspect.getsource(importlib.import_module(module))
        imports |= _imports(source)
        for names, piece in _definitions(source):
            if wanted and not names & set(wanted):
                continue
            for name in names:
                if owners.setdefault(name, module) != module:
                    raise ValueError(f"{name} is defined in {owners[name]} and in {module}")
            pieces.append(piece)
    body = "\n".join(pieces)
    used = {name: line for name, line in imports.items() if re.search(rf"\b{name}\b", body)}
    return "\n".join(_merged(used)), body


def _imports(source: str) -> dict[str, str]:
    """What a module imports that is not ours, by the name it has there."""
    found: dict[str, str] = {}
    for node in _top(source):
        if isinstance(node, ast.Import):
            found |= {name.asname or name.name: ast.unparse(ast.Import([name])) for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in ("autograder", "__future__"):
            found |= {one.asname or one.name: f"from {node.module} import {one.name}" for one in node.names}
    return found


def _merged(imports: Mapping[str, str]) -> list[str]:
    """Import lines, those from one module as one."""
    whole = sorted(line for line in imports.values() if line.startswith("import"))
    parts: dict[str, list[str]] = {}
    for line in imports.values():
        if line.startswith("from"):
            module, _, name = line.partition(" import ")
            parts.setdefault(module, []).append(name)
    return whole + [f"{module} import {', '.join(sorted(names))}" for module, names in sorted(parts.items())]


def ours(source: str) -> set[str]:
    """The names that a module imports from modules of ours."""
    nodes = (node for node in _top(source) if isinstance(node, ast.ImportFrom))
    return {name.name for node in nodes if (node.module or "").startswith("autograder") for name in node.names}


def _top(source: str) -> Iterator[ast.stmt]:
    """The statements of a module, those that stand there for type checkers among them."""
    for node in ast.parse(source).body:
        yield from node.body if isinstance(node, ast.If) and _for_types(node) else [node]


def _for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _definitions(source: str) -> Iterator[tuple[set[str], str]]:
    """Every statement but imports and the docstring: the names it defines, and its source with the comments above."""
    lines = source.splitlines()
    end = 0
    for node in ast.parse(source).body:
        start, end = end, int(node.end_lineno or 0)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Expr) or _for_types(node):
            continue
        text = "\n".join(lines[start:end]).strip("\n")
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield {node.name}, f"\n\n{text}\n\n"
        else:
            yield {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and _stored(name)}, text


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)
