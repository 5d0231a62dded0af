"""`rnnkit build`: make assignments/ and the README's table, or see that they are fresh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.problem import gradable
from autograder.commands.terminal import write
from autograder.course.build import run_build
from autograder.course.table import with_table

if TYPE_CHECKING:
    import argparse

README = Path(__file__).parents[2] / "README.md"


def run(options: argparse.Namespace) -> int:
    """Build; 1 where `--check` found something stale."""
    for name in options.names:
        gradable(name)
    status = run_build(options.names, check=options.check, lang=options.lang, to=options.to)
    if options.to or options.names or not README.is_file():
        return status
    old = README.read_text("utf-8")
    new = with_table(old)
    if old == new:
        return status
    if options.check:
        print(f"{README}: stale: the table of exercises\n  next: rnnkit build")
        return 1
    write(README, new)
    return status
