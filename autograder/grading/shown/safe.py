"""Text from a submission, made fit to be shown: nothing invisible, nothing endless, no command to a terminal."""

from __future__ import annotations

import unicodedata
from typing import Final

# Letters and marks that take no room; Unicode counts them as printable.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def visible(text: str, *, cap: int = 2000, lines: bool = False) -> str:
    r"""The text with every invisible character written out, as ``\x1b`` or ``\u202e``.

    These are the control characters, the bidirectional overrides, the zero-width characters, lone surrogates and
    whatever else has no glyph. No string it returns can move a cursor, reorder a line or fail to encode as UTF-8.

    Args:
        text: any string.
        cap: how many characters to keep; where some are left out, their number is said.
        lines: keep line breaks (and tabs, as four blanks), for text that is shown in a block of its own.
    """
    left_out = len(text) - cap
    if left_out > 0:
        text = text[:cap]
    if lines:
        text = text.replace("\r\n", "\n").expandtabs(4)
    shown = "".join(char if _has_glyph(char) or (lines and char == "\n") else _spelled(char) for char in text)
    return f"{shown}… (+{left_out})" if left_out > 0 else shown


def one_line(text: str, *, cap: int = 400) -> str:
    """The text on a single line: each run of white space is one blank."""
    return visible(" ".join(text[: 4 * cap].split()), cap=cap)


def _has_glyph(char: str) -> bool:
    return (char.isprintable() and char not in _BLANKS) or unicodedata.category(char) == "Zs"


def _spelled(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
