"""Values as a person would type them in a test: arrays over as few lines as fit, numbers to ten digits."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.wall.values import Rng

WIDTH = 112


def literal(value: Any, indent: int = 0, taken: int = 0) -> str:
    """Spell a value as Python source.

    Args:
        value: an array, a number, a string, None, a generator by its seed, or lists, tuples and dicts of such
        indent: how far the line on which it starts is indented
        taken: what else stands on that line
    """
    short = _one_line(value)
    if indent + taken + len(short) <= WIDTH:
        return short
    before, parts, after = _parts(value)
    if not parts:
        return short
    inner = " " * (indent + 4)
    lines = "".join(f"{inner}{key}{literal(part, indent + 4, len(key) + 1)},\n" for key, part in parts)
    return f"{before}\n{lines}{' ' * indent}{after}"


def _one_line(value: Any) -> str:
    if isinstance(value, Rng):
        return f"lambda: np.random.default_rng({value.seed})"
    before, parts, after = _parts(value)
    if not parts and not before:
        return _scalar(value)
    inner = ", ".join(f"{key}{_one_line(part)}" for key, part in parts)
    return f"{before}{inner}{',' if before == '(' and len(parts) == 1 else ''}{after}"


def _parts(value: Any) -> tuple[str, list[tuple[str, Any]], str]:
    """What opens a value, its parts, each with what stands before it, and what closes it."""
    if isinstance(value, np.ndarray):
        return "np.array([", [("", part) for part in value.tolist()], "])"
    if isinstance(value, dict):
        return "{", [(f'"{key}": ', part) for key, part in value.items()], "}"
    if isinstance(value, (list, tuple)):
        opened, closed = "[]" if isinstance(value, list) else "()"
        return opened, [("", part) for part in value], closed
    return "", [], ""


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, float) and np.isfinite(value):
        short = f"{value:.10g}"
        return short if any(mark in short for mark in ".e") else f"{short}.0"
    return repr(value)
