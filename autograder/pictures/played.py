"""A command as somebody types it, and what is then on their screen."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pexpect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

WIDTH, HEIGHT = 80, 24
TIMEOUT = 120  # seconds; a machine that does much else is slow
SETTLED = 0.5  # seconds in which nothing more is drawn
HOME, LINE_END, SCREEN_END = "\x1b[H", "\x1b[K", "\x1b[J"  # how a program draws a whole screen in place of another

Step = tuple[str, "Callable[[], object] | str"]


@dataclass(frozen=True)
class Screen:
    """What is seen: lines with their colours, as a terminal is sent them."""

    title: str
    text: str


def typed(shown: str, folder: Path, *command: str) -> str:
    """Run a module with arguments to its end, in a folder; ``shown`` is what a person types for it.

    What passes by while it works is left out.
    """
    done = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", *command],
        cwd=folder, env=_environment(folder) | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}, capture_output=True,
        text=True, check=False, encoding="utf-8", timeout=TIMEOUT,
    )  # fmt: skip
    return _prompted(shown, done.stdout)


def played(shown: str, folder: Path, *command: str, steps: Sequence[Step]) -> str:
    """Run a module that draws whole screens, and get the last one before it ends.

    A step waits until its text is seen, then types keys, or does something; the last step's keys end the program.
    """
    child = pexpect.spawn(
        sys.executable,
        ["-m", *command],
        cwd=folder, env=_environment(folder), dimensions=(HEIGHT, WIDTH), timeout=TIMEOUT, encoding="utf-8",
    )  # fmt: skip
    seen = ""
    for text, then in steps:
        child.expect_exact(text)
        seen += child.before + text
        child.expect(pexpect.TIMEOUT, timeout=SETTLED)
        seen += child.before
        if isinstance(then, str):
            child.send(then)
        else:
            child.buffer = ""
            then()
    child.expect(pexpect.EOF)
    frame = seen.rpartition(HOME)[2].replace(LINE_END, "").replace(SCREEN_END, "")
    return _prompted(shown, frame.replace("\r\n", "\n"))


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the machine's that would change the picture."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    data = folder.parent / f"{folder.name}-data"
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "RNNKIT_DATA": str(data)}


def _prompted(shown: str, text: str) -> str:
    return f"\x1b[1m$ {shown}\x1b[0m\n{text.strip()}\n"
