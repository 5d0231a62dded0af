"""A sentence a learner reads, in English and in Chinese."""

from __future__ import annotations

import os
from typing import Any, Literal, NamedTuple

Language = Literal["en", "zh"]


class Text(NamedTuple):
    """One sentence in both languages."""

    en: str
    zh: str

    def format(self, **parts: Any) -> Text:
        """Fill in the blanks; a part that is itself a Text goes in in the right language."""
        return Text(*(getattr(self, lang).format(**_spoken(parts, lang)) for lang in self._fields))

    def said(self, lang: Language) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.en)


NOTHING = Text("", "")


def same(words: str) -> Text:
    """What reads alike in both languages: a name, a number, a formula."""
    return Text(words, words)


def language(asked: str | None = None) -> Language:
    """The language asked for, else that of LC_ALL, LC_MESSAGES or LANG, else English."""
    wanted = asked or next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "en")
    return "zh" if wanted.lower().startswith("zh") else "en"


def _spoken(parts: dict[str, Any], lang: str) -> dict[str, Any]:
    return {name: getattr(part, lang) if isinstance(part, Text) else part for name, part in parts.items()}
