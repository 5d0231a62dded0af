"""Lines filled to a width: between Chinese characters a line may end anywhere, inside `code` and (2, 3, 4) nowhere."""

from __future__ import annotations

import re

from rich.cells import cell_len

WIDE = "\u2e80-\u303f\u3041-\u9fff\uf900-\ufaff\uff00-\uffef"
CLOSING = "，。、；：！？）》」”…,.;:!?)"
WORD = rf"[^\s{WIDE}]"
WHOLE = r"`[^`\n]{1,60}`|\([^()\n]{1,40}\)"
PIECE = re.compile(rf"[（《「“]*(?:(?:{WHOLE}){WORD}*|[{WIDE}]|{WORD}+)[{CLOSING}]*|\s+")
ITEM = re.compile(r"\s*(?:- (?:\w\) )?|\d+\. )?")  # what follows it stands below what it starts with


def filled(text: str, width: int) -> str:
    """A text whose lines are at most so wide, where its pieces let them be."""
    return "\n".join(line for long in text.split("\n") for line in _lines(long, width))


def _lines(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    start = ITEM.match(text)
    first = start[0] if start else ""
    lines, room = [first], min(len(first), width // 2)
    for piece in PIECE.findall(text, len(first)):
        if lines[-1].strip() and cell_len((lines[-1] + piece).rstrip()) > width:
            lines.append(" " * room)
        if piece.strip() or lines[-1].strip():  # a line does not start with the space before it
            lines[-1] += piece
    return [line.rstrip() for line in lines]
