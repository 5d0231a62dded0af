"""The Markdown of the quiz as HTML; whoever shows it says how a formula is marked there."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from autograder.quiz.markdown import FENCE, INLINE, LIST
from autograder.quiz.posed import problem
from autograder.quiz.shown import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.catalogue import Language, Text
    from autograder.quiz.asked import Asked

    Math = Callable[[str, bool], str]


def mathjax(latex: str, display: bool) -> str:
    r"""A formula as MathJax finds it in a page: between ``\(`` and ``\)``, or ``\[`` and ``\]``."""
    return rf"\[{escape(latex)}\]" if display else rf"\({escape(latex)}\)"


def html(markdown: str, math: Math = mathjax) -> str:
    """Paragraphs, lists and programs; in them code, formulas and emphasis. All else is escaped."""
    pieces = []
    for number, piece in enumerate(FENCE.split(markdown)):  # every second one is a program
        if number % 2:
            pieces.append(f"<pre><code>{escape(piece)}</code></pre>")
        else:
            pieces += [_block(block, math) for block in re.split(r"\n{2,}", piece) if block.strip()]
    return "\n".join(pieces)


def _block(block: str, math: Math) -> str:
    block = block.strip("\n")
    first = LIST.match(block)
    if not first:
        return f"<p>{_inline(block, math)}</p>"
    tag = "ol" if first[1] else "ul"
    items = (_inline(item.strip(), math) for item in LIST.split(block)[2::2])
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _inline(text: str, math: Math) -> str:
    pieces, end = [], 0
    for found in INLINE.finditer(text):
        pieces += [escape(text[end : found.start()]), _marked(found, math)]
        end = found.end()
    return "".join([*pieces, escape(text[end:])])


def _marked(found: re.Match[str], math: Math) -> str:
    kind = str(found.lastgroup)
    inner = found[kind]
    if kind in ("display", "math"):
        return math(inner.strip(), kind == "display")
    if kind == "code":  # a line of a program may begin with spaces, which a page would drop
        bare = inner.lstrip(" ")
        return f"<code>{'&nbsp;' * (len(inner) - len(bare))}{escape(bare)}</code>"
    return f"<{kind}>{_inline(inner, math)}</{kind}>"


def stem(asked: Asked, how: Text, lang: Language) -> str:
    """The question as Markdown, without its options: other tools have a place of their own for them."""
    bare = problem(replace(asked, question=replace(asked.question, options=())), lang)
    return f"{bare}\n\n({how.said(lang)})" if how else bare


def closing(asked: Asked, lang: Language) -> str:
    """Why the answer is what it is and where it is from, as Markdown."""
    return f"{asked.explanation.said(lang)}\n\n{reading(asked, lang)}"
