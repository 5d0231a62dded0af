"""The learner's own file, as a command opens it and writes to it; what is out of order is said, and ends nothing."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from autograder.commands.problem import Problem
from autograder.study.ledger import UNKEPT, opened
from autograder.study.trouble import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from autograder.catalogue import Language, Text
    from autograder.study.ledger import Ledger
    from autograder.study.store import Event


def own_ledger(screen: Console, lang: Language) -> Ledger:
    """What the learner did, from their own file; what is out of order with it is said on a screen."""
    try:
        return opened(partial(say, screen, lang), partial(_agreed, screen, lang))
    except StoreError as error:
        raise Problem(error.words.said(lang)) from error


def _agreed(screen: Console, lang: Language, words: Text) -> bool:
    """Ask the learner yes or no; nobody is asked who is not there."""
    if not sys.stdin.isatty():
        return False
    say(screen, lang, words)
    screen.print("[y/N] ", end="")
    return input().strip().lower() in {"y", "yes", "是"}


def say(screen: Console, lang: Language, words: Text) -> None:
    """Tell the learner what is out of order."""
    screen.print(words.said(lang), style="yellow", soft_wrap=True)


class Noting:
    """Keeps what is done, and says once that it cannot.

    Args:
        note: keeps an event; the error that it gives says why that cannot be kept yet
        screen: where it is said
        lang: in which language
    """

    def __init__(self, note: Callable[[Event], StoreError | None], screen: Console, lang: Language) -> None:
        self._note, self._screen, self._lang = note, screen, lang
        self._told = False

    def __call__(self, event: Event) -> None:
        """Keep it."""
        trouble = self._note(event)
        if trouble and not self._told:
            say(self._screen, self._lang, trouble.words)
            say(self._screen, self._lang, UNKEPT)
            self._told = True
