"""`rnnkit doctor`: what this machine offers, and what to do about the rest."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.text import Text as Rich

from autograder.catalogue import NOTHING, Text, same
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console
from autograder.grading.shown.words import label
from autograder.wall.launch import WallError
from autograder.wall.process import Wall

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

State = Literal["good", "fair", "bad"]
SIGNS: dict[State, tuple[str, str]] = {"good": ("✓", "green"), "fair": ("!", "yellow"), "bad": ("✗", "red")}
PACKAGES = ("numpy", "torch", "pytest", "hypothesis", "nbgrader", "jupytext", "rich", "matplotlib")


@dataclass(frozen=True)
class Finding:
    """One thing looked at, how it stands, and what to do about it."""

    what: Text
    found: str
    state: State = "good"
    advice: Text = NOTHING


def run(options: argparse.Namespace) -> int:
    """Look at everything and tell; 1 where something keeps the kit from working."""
    lang = fitted(options.lang)
    screen = console()
    findings = [_python(), *_packages(), *_isolation(), _nbgrader()]
    plain = not (screen.encoding or "").lower().startswith("utf")
    for finding in findings:
        sign, colour = SIGNS[finding.state]
        line = Rich(f"{'ok' if plain and finding.state == 'good' else '!!' if plain else sign} ", style=colour)
        line.append(f"{label(finding.what, lang)}{finding.found}", style="default")
        screen.print(line)
        if finding.advice:
            screen.print(Rich(f"    {finding.advice.said(lang)}", style="dim"))
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def _python() -> Finding:
    fits = sys.version_info >= (3, 11)
    found = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    advice = Text("rnnkit needs Python 3.11 or newer", "rnnkit 需要 Python 3.11 或更新版本")
    return Finding(same("Python"), found, "good" if fits else "bad", NOTHING if fits else advice)


def _packages() -> Iterator[Finding]:
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Finding(same(name), "-", "bad", same(f"pip install {name}"))
    found = ", ".join(f"{name} {version}" for name, version in versions.items())
    yield Finding(Text("packages", "依赖包"), found)


def _isolation() -> Iterator[Finding]:
    what = Text("isolation of submissions", "提交代码的隔离")
    try:
        with Wall() as wall:
            level = wall.level
    except WallError as error:
        yield Finding(what, "NOT ISOLATED", "bad", Text(str(error), f"{_REFUSED.zh}\n    {error}"))
        return
    yield Finding(what, level, "good" if "landlock" in level else "fair")
    if "bubblewrap" not in level:
        there = shutil.which("bwrap") is not None
        yield Finding(same("bubblewrap"), "bwrap", "fair", _BWRAP_FAILS if there else _BWRAP)
    if "landlock" not in level:
        yield Finding(same("Landlock"), platform.release(), "fair", _LANDLOCK)


def _nbgrader() -> Finding:
    command = shutil.which("nbgrader", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    return Finding(same("nbgrader"), command or "-", "good" if command else "fair", NOTHING if command else _NBGRADER)


_NBGRADER = Text(
    "not found; it comes with rnnkit: pip install nbgrader", "找不到；它随 rnnkit 安装：pip install nbgrader"
)
_REFUSED = Text("submissions cannot be isolated here", "这里无法隔离提交的代码")
_BWRAP = Text(
    "not installed; with it a submission cannot even see which files exist: apt install bubblewrap",
    "未安装；装上后，提交的代码连有哪些文件都看不到：apt install bubblewrap",
)
_BWRAP_FAILS = Text(
    "installed, but user namespaces are closed to it here (containers do that); the other layers hold",
    "已安装，但这里不允许使用用户命名空间（容器中常见）；其他隔离层有效",
)
_LANDLOCK = Text(
    "this kernel has no Landlock (Linux 5.13 or newer has): a submission may read no file at all",
    "此内核没有 Landlock（需要 Linux 5.13 以上）：提交的代码不能读取任何文件",
)
