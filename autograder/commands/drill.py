"""`rnnkit drill`: what is due today, questions and katas in turn, each with what is to be learnt from it."""

from __future__ import annotations

import sys
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
from autograder.study.mock.debrief import clock
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
ONE_CODE_IN = 5  # of what is new in a day, where more than usual is
STOPPED = 130


def run(options: argparse.Namespace) -> int:
    """Ask until the time, the count or the work is over; what was done stays done however it ends."""
    lang, voice = fitted(options.lang), Terminal(console())
    with console(stderr=True).status("rnnkit drill"):
        part = _part(options.topic, lang)
    limit = _limit(options.minutes, options.count, lang)
    a_day = _a_day(options.new, lang)
    ledger = own_ledger(voice.screen, lang)
    code_a_day = a_day if options.topic else max(NEW_CODE_A_DAY, a_day // ONE_CODE_IN)
    drill = Drill(ledger, part, code_a_day=code_a_day, a_day=a_day)
    desk = Desk(voice, drill, lang, unsafe=options.unsafe)
    command = f"rnnkit drill --topic {options.topic}" if options.topic else "rnnkit drill"
    noting = Noting(drill.note, voice.screen, lang)
    sitting = Session(voice, drill, desk, lang, limit, ledger.clock(), noting, command)
    status = 0
    try:
        sitting.go()
    except KeyboardInterrupt:
        voice.say()
        status = STOPPED
    if trouble := ledger.flush():
        say(voice.screen, lang, trouble.words)
    sitting.summed()
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
    """A drill on a terminal.

    ``command`` is what is typed to go on; ``after_kata`` says whether a result stands there that is to be read.
    """

    voice: Terminal
    drill: Drill
    desk: Desk
    lang: Language
    limit: Limit
    begun: datetime
    note: Noting
    command: str
    after_kata: bool = False

    def go(self) -> None:
        """Ask one thing after the other."""
        look = self.drill.outlook()
        if self.drill.next() is not None:
            self.voice.say(_HEAD.format(due=look.now, new=look.new).said(self.lang), "dim")
        self.voice.drop_typed()
        while not self._over():
            left = self.limit.left(self.begun, self._clock())
            item = self.drill.next(code=left >= KATA_MINUTES or not self.drill.done)
            if item is None:
                self._why_no_more(left)
                return
            if self.after_kata and not self._goes_on():
                return
            before = len(self.drill.done)
            if not (self._kata(item) if item.is_code else self._question(item)):
                return
            self.after_kata = item.is_code and len(self.drill.done) > before

    def _why_no_more(self, left: float) -> None:
        """Nothing more comes: for want of time, of work, or because enough was begun today."""
        if self.drill.next() is not None:
            words = _TOO_LONG.format(left=f"{left:.0f}", kata=KATA_MINUTES)
        elif self.drill.outlook().unseen:
            words = _ENOUGH.format(n=self.drill.a_day, command=self.command, more=self.drill.a_day + NEW_A_DAY)
        else:
            words = _NOTHING
        self.voice.say(f"\n{words.said(self.lang)}")

    def _goes_on(self) -> bool:
        """What comes next would push the result of a kata off the screen: wait until it was read."""
        if not sys.stdin.isatty():
            return True
        self.voice.drop_typed()
        self.voice.say(_GO_ON.said(self.lang), "dim")
        return self.desk.read().strip().lower() != talk.QUIT

    def summed(self) -> None:
        """How it went, what comes next, and what to type."""
        screen, drill, lang = self.voice.screen, self.drill, self.lang
        look = drill.outlook()
        screen.print()
        self.voice.rule()
        took = clock((self._clock() - self.begun).total_seconds())
        total = _TOTAL.format(score=f"{drill.score:g}", total=len(drill.done), time=took)
        screen.print((total if drill.done else _NONE).said(lang), style="bold")
        for (item, belief), _ in drill.beliefs.most_common(3):
            screen.print(f"{_BELIEF.said(lang)}: {told_belief(item, belief, lang)}")
        if drill.ledger.unkept:
            screen.print(_LOST.format(n=drill.ledger.unkept).said(lang), style="yellow")
        screen.print(_DUE.format(now=look.now, today=look.today, tomorrow=look.tomorrow).said(lang))
        command = self.command + (f" --new {drill.a_day}" if drill.a_day != NEW_A_DAY else "")
        screen.print(_next(look, command, more=drill.next() is not None).said(lang), soft_wrap=True)

    def _over(self) -> bool:
        done = self.limit.count is not None and len(self.drill.done) >= self.limit.count
        return done or self.limit.left(self.begun, self._clock()) <= 0

    def _question(self, item: Item) -> bool:
        with console(stderr=True).status(self._place()):  # of a program with PyTorch it takes seconds
            question = question_of(item.id)
        if question is None:
            self.drill.leave_out(item)
            return True
        self.voice.drop_typed()
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


def _part(topic: str | None, lang: Language) -> dict[str, Item]:
    part = only(pool(), topic)
    if not part:
        names = ", ".join(dict.fromkeys(item.skill.partition(":")[2] for item in pool().values()))
        raise Problem(_TOPIC.format(topic=topic, names=names).said(lang))
    return part


def _limit(minutes: float | None, count: int | None, lang: Language) -> Limit:
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise Problem(_MINUTES.format(got=f"{minutes:g}").said(lang))
    if count is not None and count < 1:
        raise Problem(_COUNT.format(got=count).said(lang))
    return Limit(MINUTES if minutes is None and count is None else minutes, count)


def _a_day(asked: int | None, lang: Language) -> int:
    if asked is not None and asked < 0:
        raise Problem(_NEW.format(got=asked, usual=NEW_A_DAY).said(lang))
    return NEW_A_DAY if asked is None else asked


def _next(look: Outlook, command: str, *, more: bool) -> Text:
    if more:
        return _NEXT_NOW.format(command=command)
    if look.next_at is None:
        return _NEXT_NEW
    return _NEXT_LATER.format(command=command, when=f"{minute_from(look.next_at).astimezone():%Y-%m-%d %H:%M}")


def minute_from(moment: datetime) -> datetime:
    """The first whole minute that is not before a moment: at it, as it is shown, what was due is due."""
    return (moment + timedelta(minutes=1, microseconds=-1)).replace(second=0, microsecond=0)


_TOPIC = Text(
    "there is no topic {topic!r}\n  expected one of: {names}\n  next: rnnkit drill --topic lstm",
    "没有主题 {topic!r}\n  可选：{names}\n  下一步：rnnkit drill --topic lstm",
)
_MINUTES = Text(
    "--minutes is {got}, expected 1 to 1440\n  next: rnnkit drill --minutes 20",
    "--minutes 为 {got}，应为 1 至 1440\n  下一步：rnnkit drill --minutes 20",
)
_COUNT = Text(
    "--count is {got}, expected at least 1\n  next: rnnkit drill --count 10",
    "--count 为 {got}，至少应为 1\n  下一步：rnnkit drill --count 10",
)
_NEW = Text(
    "--new is {got}, expected at least 0\n  next: rnnkit drill --new {usual}",
    "--new 为 {got}，至少应为 0\n  下一步：rnnkit drill --new {usual}",
)
_HEAD = Text(
    "due: {due}, then new ones, up to {new} more today; ? shows the answer, q ends; nothing done is lost",
    "到期 {due} 项，此后今天最多还有 {new} 项新内容；输入 ? 查看答案，输入 q 结束；做过的都会保留",
)
_NOTHING = Text("That is all for now.", "目前没有更多内容。")
_ENOUGH = Text(
    "That is all for now: nothing is due, and the new things of today ({n}) are done.\n"
    "More today: {command} --new {more}\n"
    "or one topic, which counts its own alone: rnnkit drill --topic lstm",
    "目前没有更多内容：没有到期的，今天的新内容（{n} 项）也已做完。\n"
    "今天还想多学：{command} --new {more}\n"
    "或只练一个主题（单独计数）：rnnkit drill --topic lstm",
)
_TOO_LONG = Text(
    "What comes next is a kata; none is begun with less than {kata} minutes left, and there are {left}.",
    "接下来是默写题；剩余时间不足 {kata} 分钟时不再开始，现在剩 {left} 分钟。",
)
_GO_ON = Text("Enter: goes on; q: ends the drill", "Enter：继续；q：结束练习")
_TOTAL = Text("{score} of {total}, in {time}", "{total} 项中得 {score} 分，用时 {time}")
_NONE = Text("Nothing was asked.", "没有完成任何题目。")
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
_NEXT_NEW = Text("next: rnnkit quiz, or rnnkit progress", "下一步：`rnnkit quiz` 或 `rnnkit progress`")
