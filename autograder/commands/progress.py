"""`rnnkit progress`: how far one has come, on the terminal and as a page; and the same as JSON, out and in."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table

from autograder.catalogue import Text, language
from autograder.commands.kept import own_ledger
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console, writable, write
from autograder.commands.voice import WIDTH, Terminal
from autograder.study import figures
from autograder.study.belief import asked_in, command_for, told_belief
from autograder.study.page import page
from autograder.study.plots import EXERCISES, QUESTIONS
from autograder.study.pool import pool, skills
from autograder.study.portable import read, written
from autograder.study.skills import ENDLESS, progress
from autograder.study.trouble import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.study.ledger import Ledger
    from autograder.study.skills import Progress, Skill
    from autograder.study.store import Event

BAR, WIDEST = 8, 34  # characters of a bar, columns of a skill's name
NARROW = 60  # columns below which only the most telling are shown


def run(options: argparse.Namespace) -> int:
    """Take in what is to be imported, then show, draw and write out what there is."""
    lang, screen, aside = fitted(options.lang), console(), console(stderr=True)
    screen.width = min(screen.width, WIDTH)
    for path in filter(None, (options.html, options.export)):
        writable(path)
    quiet = "-" in map(str, (options.html, options.export))  # standard output is for a program
    found = _read(options.import_, lang) if options.import_ else []
    ledger = own_ledger(aside, lang)
    if options.import_:
        _taken_in(aside if quiet else screen, ledger, options.import_, found, lang)
    come = progress(ledger.events(), pool(), skills(), ledger.clock())
    if options.export:
        write(options.export, written(ledger.events()))
    if options.html:
        write(options.html, page(come, language(options.lang)))  # a page has all characters, whatever the terminal has
    if not quiet:
        show(screen, come, lang)
        for path in filter(None, (options.html, options.export)):
            screen.print(_WRITTEN.format(path=path).said(lang), soft_wrap=True)
        if come.attempts and not options.html:
            screen.print(_PICTURES.said(lang), soft_wrap=True)
        screen.print(_next(come).said(lang), soft_wrap=True)
    return 0


def show(screen: Console, come: Progress, lang: Language) -> None:
    """The figures, a row a skill that was begun, and what to think over."""
    voice, narrow = Terminal(screen), screen.width < NARROW
    for row in (figures.to_do(come), figures.done(come)):
        parts = [_FIGURE.format(value=value, words=words).said(lang) for value, words in row]
        voice.say(("\n" if narrow else " · ").join(parts), "bold")
    voice.say()
    name = max((cell_len(skill.title.said(lang)) for skill in come.begun), default=0)
    for heading, is_code in ((QUESTIONS, False), (EXERCISES, True)):
        begun = [skill for skill in come.begun if skill.is_code == is_code]
        if begun:
            screen.print(_table(heading, begun, min(name, WIDEST), lang, narrow=narrow))
            voice.say()
    if come.begun and not narrow:
        voice.say(_LEGEND.said(lang), "dim")
    for heading, is_code in ((QUESTIONS, False), (EXERCISES, True)):
        rest = [skill.title.said(lang) for skill in come.skills if not skill.seen and skill.is_code == is_code]
        if rest:
            voice.say(_REST.format(what=heading, names=_COMMA.said(lang).join(rest)).said(lang), "dim")
    if come.beliefs:
        voice.say(f"\n{_BELIEFS.said(lang)}", "bold yellow")
    for belief in come.beliefs:
        voice.say(asked_in(belief.item, lang), "bold")
        voice.say(told_belief(belief.item, belief.id, lang))
        command = command_for(belief.item)
        screen.print(_SEE.format(command=command, n=belief.times).said(lang), style="dim", soft_wrap=True)
        voice.say()


def _table(heading: Text, begun: list[Skill], name: int, lang: Language, *, narrow: bool) -> Table:
    """A row a skill, with equal columns for questions and for exercises; a narrow screen has room for four."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column(heading.said(lang), overflow="fold", min_width=0 if narrow else name, max_width=WIDEST)
    columns: list[tuple[Text, int, Callable[[Skill], str]]] = [
        (_SEEN, 7, lambda skill: str(skill.seen) if skill.key == ENDLESS else f"{skill.seen} / {skill.total}"),
        (
            (_PASSED, 7, lambda skill: f"{skill.passed} / {skill.total}")
            if begun[0].is_code
            else (_SCORE, 7, lambda skill: _share(skill.score))
        ),
        (_RECALL, 6, lambda skill: _share(skill.recall)),
        (_KNOWN, BAR, lambda skill: _bar(skill.known)),
        (_DUE, 4, lambda skill: str(skill.due or "")),
        (_TOMORROW, 8, lambda skill: str(skill.tomorrow or "")),
    ]
    shown = [column for column in columns if not narrow or column[0] in {_SEEN, _PASSED, _SCORE, _DUE}]
    for words, width, _ in shown:
        table.add_column(words.said(lang), justify="right", no_wrap=True, min_width=0 if narrow else width)
    for skill in begun:
        table.add_row(skill.title.said(lang), *(said(skill) for _, _, said in shown))
    return table


def _bar(share: float) -> str:
    full = round(BAR * share)
    return f"{'█' * full}{'░' * (BAR - full)}"


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _read(path: Path, lang: Language) -> list[Event]:
    try:
        return read(path)
    except UnreadableError as error:
        raise Problem(error.words.said(lang)) from error


def _taken_in(screen: Console, ledger: Ledger, path: Path, found: list[Event], lang: Language) -> None:
    if ledger.store is None:
        raise Problem(_NOT_KEPT.format(path=path, quoted=shlex.quote(str(path))).said(lang), status=1)
    new = ledger.store.merge(found)
    screen.print(_TAKEN.format(path=path, n=len(found), new=new).said(lang), soft_wrap=True)


def _next(come: Progress) -> Text:
    if come.due or come.fresh or not come.attempts:
        return _NEXT_DRILL
    if come.next_at is None:
        return _NEXT_QUIZ
    return _NEXT_LATER.format(when=f"{come.next_at.astimezone():%Y-%m-%d %H:%M}")


_FIGURE = Text("{value} {words}", "{words} {value}")
_SEEN, _SCORE, _PASSED = Text("seen", "已见"), Text("score", "得分"), Text("passed", "通过")
_RECALL, _KNOWN = Text("recall", "记忆"), Text("known", "已掌握")
_DUE, _TOMORROW = Text("due", "到期"), Text("tomorrow", "明天")
_LEGEND = Text(
    "recall: what you would get right now of what you have seen; what was wrong last counts nothing",
    "记忆：学过的内容中现在还能答对的比例；上次答错的不计入",
)
_REST, _COMMA = Text("{what} not begun: {names}", "尚未开始的{what}：{names}"), Text("; ", "；")
_BELIEFS = Text("to think over", "值得再想想")
_SEE = Text("{n} × in the last 14 days; see: {command}", "最近 14 天 {n} 次；参见：{command}")
_TAKEN = Text("{path}: {n} events, {new} of them new", "{path}：{n} 条记录，其中 {new} 条是新的")
_NOT_KEPT = Text(
    "{path} was read, but nothing can be kept\n  next, once that is mended: rnnkit progress --import {quoted}",
    "已读取 {path}，但无法保存\n  下一步，解决上述问题之后：rnnkit progress --import {quoted}",
)
_WRITTEN = Text("written: {path}", "已写入：{path}")
_PICTURES = Text(
    "the same with pictures: rnnkit progress --html progress.html",
    "带图的同样内容：rnnkit progress --html progress.html",
)
_NEXT_DRILL, _NEXT_QUIZ = (
    Text("next: rnnkit drill", "下一步：rnnkit drill"),
    Text("next: rnnkit quiz", "下一步：rnnkit quiz"),
)
_NEXT_LATER = Text("next, from {when} on: rnnkit drill", "下一步，{when} 之后：rnnkit drill")
