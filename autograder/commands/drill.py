"""`rnnkit drill`: what is due today, questions and katas in turn, each with what is to be learnt from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from autograder.catalogue import Text
from autograder.commands.kata import Desk, write_kata
from autograder.commands.kept import Noting, own_ledger, say
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console
from autograder.commands.voice import Terminal
from autograder.quiz import talk
from autograder.quiz.asked import ask
from autograder.quiz.round import Round
from autograder.quiz.talk import EnoughError
from autograder.study.belief import told_belief
from autograder.study.drilling import Drill
from autograder.study.pool import only, pool, question_of
from autograder.study.schedule import DRILL, NEW_A_DAY, NEW_CODE_A_DAY
from autograder.study.store import Event

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime

    from autograder.catalogue import Language
    from autograder.study.drilling import Outlook
    from autograder.study.pool import Item

MINUTES = 20
KATA_MINUTES = 5  # with less time left than that no kata comes, but as the first thing
STOPPED = 130


def run(options: argparse.Namespace) -> int:
    """Ask until the time, the count or the work is over; what was done stays done however it ends."""
    lang, voice = fitted(options.lang), Terminal(console())
    part = _part(options.topic)
    limit = _limit(options.minutes, options.count)
    ledger = own_ledger(voice.screen, lang)
    drill = Drill(ledger, part, code_a_day=NEW_A_DAY if options.topic else NEW_CODE_A_DAY)
    desk = Desk(voice, drill, lang, unsafe=options.unsafe)
    sitting = Session(voice, drill, desk, lang, limit, ledger.clock(), Noting(drill.note, voice.screen, lang))
    status = 0
    try:
        sitting.go()
    except KeyboardInterrupt:
        voice.say()
        status = STOPPED
    if trouble := ledger.flush():
        say(voice.screen, lang, trouble.words)
    sitting.summed(options.topic)
    return status


@dataclass
class Limit:
    """When a session is over: after so many minutes, or so many items."""

    minutes: float | None
    count: int | None

    def left(self, begun: datetime, moment: datetime) -> float:
        """The minutes that are left."""
        return float("inf") if self.minutes is None else self.minutes - (moment - begun) / timedelta(minutes=1)


@dataclass
class Session:
    """A drill on a terminal."""

    voice: Terminal
    drill: Drill
    desk: Desk
    lang: Language
    limit: Limit
    begun: datetime
    note: Noting

    def go(self) -> None:
        """Ask one thing after the other."""
        look = self.drill.outlook()
        head = _HEAD.format(due=look.now, new=NEW_A_DAY)
        self.voice.say(head.said(self.lang), "dim")
        while not self._over():
            enough = self.limit.left(self.begun, self._clock()) >= KATA_MINUTES
            item = self.drill.next(code=enough or not self.drill.done)
            if item is None:
                self.voice.say(f"\n{_NOTHING.said(self.lang)}")
                return
            if not (self._kata(item) if item.is_code else self._question(item)):
                return

    def summed(self, topic: str | None) -> None:
        """How it went, what comes next, and what to type."""
        screen, drill, lang = self.voice.screen, self.drill, self.lang
        look = drill.outlook()
        screen.print()
        self.voice.rule()
        minutes = (self._clock() - self.begun) / timedelta(minutes=1)
        total = _TOTAL.format(score=f"{drill.score:g}", total=len(drill.done), minutes=f"{minutes:.0f}")
        screen.print(total.said(lang), style="bold")
        for (item, belief), _ in drill.beliefs.most_common(3):
            screen.print(f"{_BELIEF.said(lang)}: {told_belief(item, belief, lang)}")
        if drill.ledger.unkept:
            screen.print(_LOST.format(n=drill.ledger.unkept).said(lang), style="yellow")
        screen.print(_DUE.format(now=look.now, today=look.today, tomorrow=look.tomorrow).said(lang))
        more = drill.next() is not None
        screen.print(_next(look, topic, more=more).said(lang), soft_wrap=True)

    def _over(self) -> bool:
        done = self.limit.count is not None and len(self.drill.done) >= self.limit.count
        return done or self.limit.left(self.begun, self._clock()) <= 0

    def _question(self, item: Item) -> bool:
        question = question_of(item.id)
        if question is None:
            self.drill.leave_out(item)
            return True
        going, start = Round([ask(question, self.drill.seed(item))]), self._clock()
        try:
            talk.ask(going, self.voice, self.lang, self._place())
        except (EnoughError, EOFError):
            return False
        finally:  # what was answered counts, whatever the learner does while its explanation is shown
            if verdict := going.verdict:
                seconds = (self._clock() - start).total_seconds()
                self.note(Event(item.id, verdict.score, seconds, verdict.belief, DRILL))
        return True

    def _kata(self, item: Item) -> bool:
        return write_kata(self.desk, item, self._place(), self.note)

    def _place(self) -> str:
        of = f"/{self.limit.count}" if self.limit.count else ""
        return f"{len(self.drill.done) + 1}{of}"

    @property
    def _clock(self) -> Callable[[], datetime]:
        return self.drill.ledger.clock


def _part(topic: str | None) -> dict[str, Item]:
    part = only(pool(), topic)
    if not part:
        names = ", ".join(dict.fromkeys(item.skill.partition(":")[2] for item in pool().values()))
        raise Problem(f"there is no topic {topic!r}\n  expected one of: {names}\n  next: rnnkit drill --topic lstm")
    return part


def _limit(minutes: float | None, count: int | None) -> Limit:
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise Problem(f"--minutes is {minutes:g}, expected 1 to 1440\n  next: rnnkit drill --minutes 20")
    if count is not None and count < 1:
        raise Problem(f"--count is {count}, expected at least 1\n  next: rnnkit drill --count 10")
    return Limit(MINUTES if minutes is None and count is None else minutes, count)


def _next(look: Outlook, topic: str | None, *, more: bool) -> Text:
    command = f"rnnkit drill --topic {topic}" if topic else "rnnkit drill"
    if more:
        return _NEXT_NOW.format(command=command)
    if look.next_at is None:
        return _NEXT_NEW
    return _NEXT_LATER.format(command=command, when=f"{look.next_at.astimezone():%Y-%m-%d %H:%M}")


_HEAD = Text(
    "{due} due, then up to {new} new ones a day; ? shows the answer, q ends; nothing done is lost",
    "{due} 项到期，此后每天最多 {new} 项新内容；输入 ? 查看答案，输入 q 结束；做过的都会保留",
)
_NOTHING = Text("That is all for now.", "目前没有更多内容。")
_TOTAL = Text("{score} of {total}, in {minutes} minutes", "{total} 项中得 {score} 分，用时 {minutes} 分钟")
_BELIEF = Text("to think over", "值得再想想")
_LOST = Text("not kept: {n}", "{n} 项记录未能保存。")
_DUE = Text(
    "due now: {now}, until midnight: {today}, tomorrow: {tomorrow}",
    "现在到期：{now}，今天之内：{today}，明天：{tomorrow}",
)
_NEXT_NOW = Text(
    "next: {command}\nhow far you have come: rnnkit progress", "下一步：{command}\n查看进度：rnnkit progress"
)
_NEXT_LATER = Text(
    "next: {command}, from {when} on\nhow far you have come: rnnkit progress",
    "下一步：{when} 之后运行 {command}\n查看进度：rnnkit progress",
)
_NEXT_NEW = Text("next: rnnkit quiz, or rnnkit progress", "下一步：rnnkit quiz，或 rnnkit progress")
