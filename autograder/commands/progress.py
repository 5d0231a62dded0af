"""`rnnkit progress`: how far one has come, on the terminal and as a page; and the same as JSON, out and in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from autograder.catalogue import Text
from autograder.commands.kept import own_ledger
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console, writable, write
from autograder.commands.voice import WIDTH
from autograder.study.belief import told_belief
from autograder.study.page import page
from autograder.study.pool import pool, skills
from autograder.study.portable import read, written
from autograder.study.skills import ENDLESS, progress
from autograder.study.trouble import UnreadableError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.study.ledger import Ledger
    from autograder.study.skills import Progress, Skill
    from autograder.study.store import Event

BAR, WIDEST = 8, 29  # characters of a bar, columns of a skill's name


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
    if not quiet:
        show(screen, come, lang)
    if options.export:
        write(options.export, written(ledger.events()))
    if options.html:
        write(options.html, page(come, lang))
    for path in (options.html, options.export):
        if path and not quiet:
            screen.print(_WRITTEN.format(path=path).said(lang), soft_wrap=True)
    if not quiet:
        screen.print(_next(come, options.html).said(lang), soft_wrap=True)
    return 0


def show(screen: Console, come: Progress, lang: Language) -> None:
    """The figures, a row a skill that was begun, and what to think over."""
    figures = _FIGURES.format(
        due=come.due, tomorrow=come.tomorrow, streak=come.streak, answers=come.answers, passed=come.passed
    )
    screen.print(figures.said(lang), style="bold")
    screen.print()
    if come.begun:
        screen.print(_table(come.begun, lang))
        screen.print()
    rest = [skill.title.said(lang) for skill in come.skills if not skill.seen]
    if rest:
        screen.print(_REST.format(names=_COMMA.said(lang).join(rest)).said(lang), style="dim")
    if come.beliefs:
        worst = come.beliefs[0]
        screen.print(f"{_BELIEF.said(lang)} ({worst.times} ×)", style="bold yellow")
        screen.print(told_belief(worst.item, worst.id, lang))
        name = worst.item.partition(":")[2]
        where = _SEE_QUIZ if worst.item.startswith("quiz:") else _SEE_CODE
        screen.print(where.format(name=name).said(lang), style="dim", soft_wrap=True)


def _table(begun: list[Skill], lang: Language) -> Table:
    """Questions, then exercises, with an empty line between them."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column(_SKILL.said(lang), overflow="crop", no_wrap=True, max_width=WIDEST)
    for words in (_SEEN, _GOT, _RECALL, _KNOWN, _DUE, _TOMORROW):
        table.add_column(words.said(lang), justify="right", no_wrap=True)
    for before, skill in zip([None, *begun], begun, strict=False):
        if before and before.is_code != skill.is_code:
            table.add_row()
        got = f"{skill.passed} / {skill.total}" if skill.is_code else _share(skill.score)
        seen = str(skill.seen) if skill.key == ENDLESS else f"{skill.seen} / {skill.total}"
        row = (seen, got, _share(skill.recall), _bar(skill.known), str(skill.due or ""), str(skill.tomorrow or ""))
        table.add_row(skill.title.said(lang), *row)
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
        raise Problem(_NOT_KEPT.format(path=path).said(lang), status=1)
    new = ledger.store.merge(found)
    screen.print(_TAKEN.format(path=path, n=len(found), new=new).said(lang), soft_wrap=True)


def _next(come: Progress, drawn: Path | None) -> Text:
    if come.due or not come.answers:
        return _NEXT_DRILL
    return _NEXT_MORE if drawn else _NEXT_PAGE


_FIGURES = Text(
    "due now {due} · tomorrow {tomorrow} · {streak} days in a row · {answers} answers · {passed} exercises passed",
    "现在到期 {due} · 明天 {tomorrow} · 连续 {streak} 天 · 作答 {answers} 次 · 通过练习 {passed} 个",
)
_SKILL, _SEEN, _GOT = Text("skill", "技能"), Text("seen", "已见"), Text("score", "得分")
_RECALL, _KNOWN = Text("recall", "记忆"), Text("known", "已掌握")
_DUE, _TOMORROW = Text("due", "到期"), Text("tomorrow", "明天")
_REST, _COMMA = Text("not begun: {names}", "尚未开始：{names}"), Text(", ", "、")
_BELIEF = Text("to think over", "值得再想想")
_SEE_QUIZ = Text("see: rnnkit quiz {name}", "参见：rnnkit quiz {name}")
_SEE_CODE = Text("shown in {name}", "出现在 {name}")
_TAKEN = Text("{path}: {n} events, {new} of them new", "{path}：{n} 条记录，其中 {new} 条是新的")
_NOT_KEPT = Text("{path} was read, but nothing can be kept", "已读取 {path}，但无法保存")
_WRITTEN = Text("written: {path}", "已写入：{path}")
_NEXT_DRILL = Text("next: rnnkit drill", "下一步：rnnkit drill")
_NEXT_PAGE = Text(
    "next: rnnkit progress --html progress.html, the same with pictures",
    "下一步：rnnkit progress --html progress.html，带图的同样内容",
)
_NEXT_MORE = Text("next: rnnkit drill, for what is new", "下一步：rnnkit drill，学习新内容")
