"""Our own words in a notebook's output: Markdown as HTML that survives sanitising, which lets no <p> through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbformat.v4 import new_output

from autograder.grading.shown.markup import element
from autograder.quiz.plain import plain

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.grading.shown.markup import Html


def prose(markdown: str) -> NotebookNode:
    """An output that shows a text; formulas become characters, so that it needs no script to be read."""
    text = plain(markdown)
    blocks = re.split(r"^```\w*\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    parts = [_block(block, code=bool(place % 2)) for place, block in enumerate(blocks)]
    output: NotebookNode = new_output("display_data", data={"text/html": element("div", *parts), "text/plain": text})
    return output


def _block(block: str, *, code: bool) -> Html:
    if code:
        return element("pre", element("code", block.strip("\n")))
    return element("div", *(element("div", *_spans(line)) for line in block.splitlines() if line.strip()))


def _spans(line: str) -> list[str]:
    """A line in pieces, what stands between backquotes as code; no space of it is lost."""
    pieces = re.split(r"`([^`]+)`", line)
    return [
        element("code", piece.replace(" ", "\N{NO-BREAK SPACE}")) if place % 2 else piece
        for place, piece in enumerate(pieces)
    ]
