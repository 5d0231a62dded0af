"""A terminal that lacks characters gets others for them, so that no question ends in an error."""

from __future__ import annotations

import codecs
import io
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

from autograder.catalogue import language
from autograder.quiz.plain import GREEK, LOWERED, RAISED, SIGNS

if TYPE_CHECKING:
    from autograder.catalogue import Language

STAND_INS = {
    "·": "*", "…": "...", "–": "-", "—": "-", "→": "->", "×": "x", "−": "-", "’": "'", "≤": "<=", "≥": ">=", "≠": "!=",
    "✓": "+", "✗": "x", "◐": "~", "●": "*", "─": "-", "█": "#", "░": ".", "⊙": "*", "ᵀ": "^T", "√": "sqrt", "∂": "d",
    "′": "'", "|": "|", "■": "#", "§": "section ", "‖": "||", "←": "<-", "≈": "~=", "∞": "inf", "Σ": "sum", "∏": "prod",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "“": '"', "”": '"', "\u0302": "^", "\u0303": "~", "\u0304": "~",
}  # fmt: skip
LETTERS = "".join(GREEK.values())
LEVEL = {raised: plain for table in (LOWERED, RAISED) for plain, raised in table.items()}
SCRIPTS = re.compile(f"(?P<low>[{''.join(LOWERED.values())}]+)|(?P<high>[{''.join(RAISED.values())}]+)")
NAMES = {sign: name for name, sign in (SIGNS | GREEK).items() if name.isalpha()}


def fitted(asked: str | None) -> Language:
    """Have both outputs take any text; the language asked for, or English where Chinese cannot be written."""
    lang = language(asked)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="spelled")
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return lang
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no text ends nothing either
    sys.stdout.reconfigure(errors="spelled")
    try:
        "中文".encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return "en"
    return lang


def spelled(text: str) -> str:
    """The text as standard output will write it: what is spelled out takes more columns."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "spelled").decode(encoding)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that could not be written."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    written = SCRIPTS.sub(_on_the_line, error.object[error.start : error.end])
    written = re.sub(rf"(?<=[^\W∂])([{LETTERS}])", r" \1", written)  # gamma sigma, not gammasigma
    return "".join(one if one.isascii() else _spelling(one) for one in written), error.end


def _on_the_line(found: re.Match[str]) -> str:
    """``c_(t-1)`` for a small t - 1 below the line, ``10^38`` for a small 38 above it: 1038 is another number."""
    inner = "".join(LEVEL[sign] for sign in found[0])
    bare = len(inner) == 1 or inner.isdigit() or (found["low"] and inner.isalnum())
    return ("_" if found["low"] else "^") + (inner if bare else f"({inner})")


def _spelling(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return STAND_INS.get(character) or NAMES.get(character) or plain or "?"


codecs.register_error("spelled", _spelled)
