"""Text broken into lines for a terminal: at spaces, and between Chinese characters, which have none."""

from __future__ import annotations

import re

from rich.cells import cell_len

CLOSING, OPENING = "、。，．：；！？）》」』”’…％", "（《「『“‘"  # these begin no line, those end none
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"  # Chinese, and the signs that go with it
AT_SPACE = re.compile(r"\S+\s*")
AT_CHARACTER = re.compile(
    rf"[{OPENING}]*(?:[{WIDE}]|[^\s{WIDE}{OPENING}{CLOSING}]+|(?=[{CLOSING}]))[{CLOSING}]*\s*|\S\s*"
)
HANGING = re.compile(r"\s*(?:- (?:\w\) )?|\d+[.)] +)?")  # of a list's item, or of what stands to the right


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most ``width`` columns; what belongs to an item stands under its first word.

    A word that is wider than a line is left to the terminal to fold, so that it can be copied.
    """
    return "\n".join(_line(line, width) for line in text.split("\n"))


def _line(line: str, width: int) -> str:
    if cell_len(line) <= width:
        return line
    found = HANGING.match(line)
    lead = found[0] if found else ""
    under = " " * min(cell_len(lead), width // 2)
    lines = [lead]
    pieces = (AT_CHARACTER if re.search(f"[{WIDE}]", line) else AT_SPACE).findall(line[len(lead) :])
    for piece in pieces:
        if lines[-1] not in (lead, under) and cell_len(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(under)
        lines[-1] += piece
    return "\n".join(lines)
