"""A terminal that lacks characters gets others for them, so that no question ends in an error."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TYPE_CHECKING

from autograder.catalogue import language
from autograder.quiz.plain import GREEK, SIGNS

if TYPE_CHECKING:
    from autograder.catalogue import Language

STAND_INS = {
    "·": "*", "…": "...", "–": "-", "—": "-", "→": "->", "×": "x", "−": "-", "’": "'", "≤": "<=", "≥": ">=", "≠": "!=",
    "✓": "+", "✗": "x", "◐": "~", "●": "*", "─": "-", "█": "#", "░": ".", "⊙": "*", "ᵀ": "^T", "√": "sqrt", "∂": "d",
    "′": "'", "|": "|", "■": "#", "\u0302": "^", "\u0303": "~", "\u0304": "~",
}  # fmt: skip
NAMES = {sign: name for name, sign in (SIGNS | GREEK).items() if name.isalpha()}


def fitted(asked: str | None) -> Language:
    """Have standard output take any text; the language asked for, or English where Chinese cannot be written."""
    lang = language(asked)
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return lang
    codecs.register_error("spelled", _spelled)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no text ends nothing either
    sys.stdout.reconfigure(errors="spelled")
    try:
        "中文".encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return "en"
    return lang


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that could not be written."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spelling, error.object[error.start : error.end])), error.end


def _spelling(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return STAND_INS.get(character) or NAMES.get(character) or plain or "?"
