"""HTML elements: whatever is not an element already is made visible, escaped and capped on its way in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from autograder.grading.shown.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID: Final = frozenset({"meta"})


class Html(str):
    """Text that is markup already. Only this module makes one."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Html:
    """``<tag attribute="…">children</tag>``; a name such as ``class_`` or ``aria_label`` loses its underscores."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(visible(value))}"' for name, value in attributes.items()
    )
    return Html(f"<{tag}{named}>" if tag in _VOID else f"<{tag}{named}>{joined(children)}</{tag}>")


def joined(children: Iterable[str]) -> Html:
    """The children one after another."""
    return Html("".join(child if isinstance(child, Html) else escape(visible(child, lines=True)) for child in children))


def document(title: str, body: Html, *, lang: str, style: str) -> str:
    """A page that needs nothing but itself.

    Args:
        title: what the browser's tab says.
        body: the page.
        lang: the BCP 47 tag of its language.
        style: a style sheet of ours, without ``</``.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        Html(f"<style>{style}</style>"),
    )
    return f"<!DOCTYPE html>\n{element('html', head, element('body', body), lang=lang)}\n"
