"""`rnnkit explode`: ReLU against tanh, in the terminal and as a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from autograder.catalogue import Text, language
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console, misnamed, unwritten, waiting, writable, write
from autograder.demos.explosion import GAINS, demonstrate
from autograder.demos.terminal import LETTERS, shown

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.demos.explosion import Demo

KINDS = (".png", ".svg")
MOST_STEPS, MOST_UNITS = 5000, 512  # more takes minutes
WIDEST = 100


def run(options: argparse.Namespace) -> int:
    """Run the networks, and draw them here and into a file."""
    gains = tuple(options.gain or GAINS)
    _see(gains, options.steps, options.size)
    _see_picture(options.to)
    lang, spoken = language(options.lang), fitted(options.lang)  # the picture has Chinese where the terminal has not
    screen = console()
    with waiting("rnnkit explode"):
        demo = demonstrate(gains, options.steps, options.size, options.seed)
    fine = _writes(screen, "⣿│└─━") and screen.color_system is not None
    for part in shown(demo, spoken, min(screen.width, WIDEST), fine=fine):
        screen.print(part)
    with waiting(str(options.to)):
        _draw(options.to, demo, lang)
    screen.print()
    screen.print(_WRITTEN.format(path=options.to).said(spoken), soft_wrap=True)
    return 0


def _see(gains: tuple[float, ...], steps: int, size: int) -> None:
    """See that there is something to run, and that it ends."""
    for gain in gains:
        if not (math.isfinite(gain) and gain > 0):
            raise Problem(_GAIN.format(gain=gain))
    many, most = len(set(gains)), len(LETTERS)
    if many > most:
        raise Problem(_GAINS.format(many=many, most=most))
    for option, value, limit, good in (("steps", steps, MOST_STEPS, 100), ("size", size, MOST_UNITS, 64)):
        if not 1 <= value <= limit:
            raise Problem(_RANGE.format(option=option, value=value, limit=limit, good=good))


def _see_picture(path: Path) -> None:
    """See that a picture can be written, before the work whose result it is to hold."""
    if path.suffix.lower() not in KINDS:
        name = path.with_suffix(".png") if path.name else path / "explosion.png"
        raise misnamed(path, Text(".png or .svg", ".png 或 .svg"), "explode", name)
    writable(path)


def _draw(path: Path, demo: Demo, lang: Language) -> None:
    from autograder.demos.picture import picture  # noqa: PLC0415 - matplotlib is slow to load: the terminal is first

    content = picture(demo, path.suffix.lower().removeprefix("."), lang)
    try:
        write(path, content)
    except OSError as error:
        raise unwritten(path, error, "explode") from error


def _writes(screen: Console, characters: str) -> bool:
    """Whether the terminal's encoding has these characters."""
    try:
        characters.encode(screen.encoding)
    except UnicodeEncodeError:
        return False
    return True


_GAIN = Text(
    "--gain is {gain:g}, expected a positive number\n  next: rnnkit explode --gain 1.3",
    "--gain 是 {gain:g}，应为正数\n  下一步：rnnkit explode --gain 1.3",
)
_GAINS = Text(
    "--gain is given {many} times, expected {most} at most\n  next: rnnkit explode --gain 1.3",
    "--gain 给了 {many} 次，最多 {most} 次\n  下一步：rnnkit explode --gain 1.3",
)
_RANGE = Text(
    "--{option} is {value}, expected 1 to {limit}\n  next: rnnkit explode --{option} {good}",
    "--{option} 是 {value}，应在 1 到 {limit} 之间\n  下一步：rnnkit explode --{option} {good}",
)
_WRITTEN = Text("as a picture: {path}", "图片：{path}")
