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


def breaks(text: str, width: int, room: int = 0) -> list[int]:
    """Where in a line of text new lines begin, each after the first with so much ``room`` less."""
    found: list[int] = []
    start = end = 0
    for piece in PIECE.findall(text):
        left = width - (room if found else 0)
        if text[start:end].strip() and cell_len(text[start : end + len(piece)].rstrip()) > left:
            found.append(end)
            start = end
        end += len(piece)
        if not text[start:end].strip() and found:  # a line does not begin with the space before it
            start = found[-1] = end
    return found


def _lines(text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    item = ITEM.match(text)
    lead = item[0] if item else ""
    room = min(len(lead), width // 2)
    places = [0, *(len(lead) + place for place in breaks(text[len(lead) :], width - len(lead), room - len(lead)))]
    parts = (text[start:end].rstrip() for start, end in zip(places, [*places[1:], None], strict=True))
    return [" " * (room if number else 0) + part for number, part in enumerate(parts)]
