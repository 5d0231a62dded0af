"""A terminal's screen as a picture."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from autograder.pictures.played import WIDTH

if TYPE_CHECKING:
    from autograder.pictures.played import Screen

_SECONDS = re.compile(r"(?: in|   )(?:\x1b\[[\d;]*m)* ?\d+\.\d+ ?s\b")  # other seconds would be another picture


def drawn(screen: Screen, name: str) -> str:
    """The screen as SVG, in its colours; ``name`` tells its styles from another picture's on the same page."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for line in _SECONDS.sub("", screen.text).splitlines():
        console.print(Text.from_ansi(line), overflow="fold")
    return console.export_svg(title=screen.title, unique_id=name.replace("_", "-"))
