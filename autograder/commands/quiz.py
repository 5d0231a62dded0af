"""`rnnkit quiz`: questions in the terminal, one after the other, each with what is to be learnt from it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.kept import Noting, own_ledger
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console
from autograder.commands.voice import Terminal
from autograder.quiz.round import NothingToAskError, begin
from autograder.quiz.talk import talk
from autograder.study.store import Event

if TYPE_CHECKING:
    import argparse

    from autograder.quiz.asked import Asked
    from autograder.quiz.verdict import Verdict

WAY = "quiz"


def run(options: argparse.Namespace) -> int:
    """Ask, and show how it went; 0 however it went."""
    lang = fitted(options.lang)
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    try:
        with console(stderr=True).status(_MAKING.said(lang)):  # a program with PyTorch takes seconds
            going = begin(options.topic, options.count, seed)
    except NothingToAskError as error:
        raise Problem(error.words.said(lang)) from None
    voice = Terminal(console())
    ledger = own_ledger(voice.screen, lang)
    note, last = Noting(ledger.record, voice.screen, lang), ledger.clock()

    def noted(asked: Asked, verdict: Verdict) -> None:
        nonlocal last
        before, last = last, ledger.clock()
        seconds = (last - before).total_seconds()
        note(Event(f"quiz:{asked.question.id}", verdict.score, seconds, verdict.belief, WAY))

    voice.say(_HEAD.format(n=len(going.questions), seed=seed).said(lang), style="dim")
    voice.drop_typed()
    talk(going, voice, lang, noted)
    return 0


_HEAD = Text("questions: {n}, seed: {seed}", "共 {n} 题，种子 {seed}")
_MAKING = Text("drawing the questions", "正在出题")
