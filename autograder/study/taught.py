"""What the lesson says of an exercise: the equations before its cell."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from autograder.quiz.plain import plain

if TYPE_CHECKING:
    from autograder.catalogue import Assignment, Exercise, Language

_BEFORE = re.compile(r"^(?:#{2,} .*|```)$", re.MULTILINE)  # a heading, or the end of another cell
_DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_WITHIN = re.compile(r"\$[^$]*=[^$]*\$")
_COLUMN, _APART = (
    re.compile(r"&(?!\s*(?:[=&+]|-|$))"),
    "\n",
)  # one equation beside another, not the sign that lines them up
_ROW_END = re.compile(r"\\\\(?:\[[^]]*\])?|\\q?quad")
_INNER = r"(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*"
_BRACED = re.compile(rf"\\underbrace\{{({_INNER})\}}_\{{{_INNER}\}}")


def taught(assignment: Assignment, exercise: Exercise, lang: Language) -> str:
    """The equations in plain characters, a line each; where none stands by itself, the words that say it."""
    lesson = files("solutions") / (f"{assignment.name}.md" if lang == "en" else f"{assignment.name}.{lang}.md")
    before, _, _ = lesson.read_text("utf-8").partition(f'\n```python exercise="{exercise.name}"')
    prose = _BEFORE.split(before)[-1].strip()
    rows = [row for block in _DISPLAYED.findall(prose) for row in _rows(block)]
    if rows:
        return "\n".join(rows)
    paragraphs = [part for part in prose.split("\n\n") if f"`{exercise.name}`" not in part and not part.startswith("!")]
    telling = [part for part in paragraphs if _WITHIN.search(part)]
    return plain("\n".join(telling or paragraphs[-2:])).strip()


def _rows(block: str) -> list[str]:
    """Each row of a displayed equation."""
    flat = re.sub(r"\\(?:begin|end)\{[a-z*]+\}", " ", _BRACED.sub(r"\1", block))
    rows = (_COLUMN.sub(_APART, " ".join(row.split()).strip("& ")) for row in _ROW_END.split(flat))
    parts = (" ".join(part.replace("&", " ").split()).strip(" ,.，。") for row in rows for part in row.split(_APART))
    return [plain(f"${part}$") for part in parts if part]
