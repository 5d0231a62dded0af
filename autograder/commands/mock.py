"""`rnnkit mock`: a timed interview without a word of feedback, and then the debrief."""

from __future__ import annotations

import contextlib
import secrets
import time
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import __version__
from autograder.catalogue import Text
from autograder.commands.kept import own_ledger
from autograder.commands.mock_program import Paper, report_on
from autograder.commands.mock_screen import PAUSE, QUIT, Asking, PausedError
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.terminal import console, writable, write
from autograder.commands.voice import Terminal
from autograder.quiz.expression import InvalidError
from autograder.quiz.plain import plain
from autograder.quiz.posed import problem
from autograder.quiz.shown import rubric
from autograder.quiz.talk import AGAIN, SKIP
from autograder.study.kata import model_answer
from autograder.study.ledger import UNKEPT
from autograder.study.mock import debrief
from autograder.study.mock.interview import MINUTE, Interview
from autograder.study.mock.lack import WAY
from autograder.study.mock.lock import TakenError, alone
from autograder.study.mock.page import page
from autograder.study.mock.plan import LONGEST, SHORTEST, lack_of, plan
from autograder.study.mock.roles import CODE, PARTS, ROLES
from autograder.study.mock.state import NAME, StateError, from_json, to_json
from autograder.study.store import Event, home
from autograder.study.trouble import StoreError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from autograder.catalogue import Language
    from autograder.study.ledger import Ledger
    from autograder.study.mock.plan import Slot

ABANDONED = "mock abandoned"  # under which the store keeps the last one that was not gone on with
STOPPED = 130
PAGES, NOTES = {".html", ".htm"}, {".md", ".markdown"}


def run(options: argparse.Namespace) -> int:
    """Hold an interview, or go on with the one under way; 0 where it came to its end, or was paused."""
    lang, voice = fitted(options.lang), Terminal(console())
    _see(options, lang)
    room = Room(voice, lang, own_ledger(voice.screen, lang), options.unsafe, options.to, chosen=bool(options.lang))
    try:
        with alone(home()):
            return _held(room, options)
    except TakenError:
        raise Problem(_ELSEWHERE.said(lang)) from None


def _held(room: Room, options: argparse.Namespace) -> int:
    try:
        interview = room.found(new=options.new)
        if interview is None and room.under_way:
            return 0  # it was paused before its debrief
        if interview is None:
            seed = secrets.randbelow(10**6) if options.seed is None else options.seed
            interview = room.begun(options.role, options.minutes, seed)
    except (EOFError, KeyboardInterrupt):
        room.voice.say()
        room.say(_STAYS if room.under_way else _NOT_BEGUN)
        return STOPPED
    return room.hold(interview)


@dataclass
class Room:
    """Where an interview is held: a terminal, and the learner's file.

    ``lang`` and ``to`` are what was typed, or what a terminal's user has; an interview that was paused brings its own,
    which count where nothing else was typed (``chosen``: a language was).
    """

    voice: Terminal
    lang: Language
    ledger: Ledger
    unsafe: bool = False
    to: Path | None = None
    clock: Callable[[], float] = time.monotonic
    chosen: bool = True
    _told: bool = False

    @property
    def under_way(self) -> bool:
        """Whether an interview is kept that is not over."""
        if self.ledger.store is None:
            return False
        with contextlib.suppress(StoreError):
            return self.ledger.store.kept(NAME) is not None
        return False

    def found(self, *, new: bool) -> Interview | None:
        """The interview under way, if there is one that can be gone on with, and the learner wants to."""
        state = self._kept()
        if state is None:
            return None
        try:
            with console(stderr=True).status(_READING.said(self.lang)):
                interview = from_json(state, __version__)
        except StateError as error:
            self._set_aside(state)
            self.say(_ASIDE.format(why=error.words), "yellow")
            return None
        mine = self.lang, self.to
        if interview.lang and not self.chosen:
            self.lang = fitted(interview.lang)
        self.say(_UNDER_WAY.format(**_standing(interview)), "bold")
        if not new and self._agreed(_GO_ON):
            self.to = self.to or (Path(interview.to) if interview.to else None)
            return self._taken(interview)
        self.to = Path(interview.to) if interview.to else None
        self._give_up(interview, state)
        self.lang, self.to = mine
        return None

    def _give_up(self, interview: Interview, state: dict[str, object]) -> None:
        """What was answered counts, and has its debrief."""
        if not interview.answered:
            self._set_aside(state)
            self.say(_ABANDONED, "dim")
            return
        if self.ledger.store is not None:
            with contextlib.suppress(StoreError):
                self.ledger.store.keep(ABANDONED, state)
        self.say(_SET_ASIDE.format(n=len(interview.answered)), "dim")
        ended = self._taken(interview.ended())
        self.keep(ended)
        self.hold(ended)

    def begun(self, role: str, minutes: float, seed: int) -> Interview:
        """A new interview, once the learner has seen what is to come."""
        with console(stderr=True).status(_DRAWING.said(self.lang)):  # a program with PyTorch takes seconds
            slots = plan(role, minutes, seed, lack_of(self.ledger.events()))
        begun = self.ledger.clock().isoformat()
        self.say(_HEAD.format(role=ROLES[role].title, minutes=f"{minutes:g}", seed=seed), "bold")
        for part, title in PARTS.items():
            mine = [slot for slot in slots if slot.part == part]
            if mine:
                takes = sum(slot.minutes + slot.spare for slot in mine)
                words = _PART_AT_LEAST if any(slot.spare for slot in mine) else _PART
                self.say(words.format(title=title, n=len(mine), minutes=f"{takes:.0f}"))
        self.say(_RULES.format(skip=SKIP, pause=PAUSE, quit=QUIT), "dim")
        self.voice.drop_typed()
        self.voice.read(_BEGIN.said(self.lang))
        interview = self._taken(Interview(role, minutes, seed, begun, slots))
        self.keep(interview)
        return interview

    def _taken(self, interview: Interview) -> Interview:
        """The interview, with how it is held here, so that a pause changes none of it."""
        return replace(interview, lang=self.lang, to=str(self.to.absolute()) if self.to else "")

    def hold(self, interview: Interview) -> int:
        """Ask what is left to ask, then the debrief."""
        asking = Asking(self.voice, self.lang, interview, self.keep, self.clock, self._at)
        try:
            while slot := asking.interview.current:
                self.voice.say()
                self.voice.rule(self._heading(asking.interview, slot))
                if slot.part == CODE:
                    Paper(asking, self._folder(interview), self.unsafe).work(slot)
                else:
                    asking.question(slot)
            if asking.interview.left <= 0:
                self.say(_OVER, "bold")
            self._ticked(asking)
            self._close(asking.interview)
        except (PausedError, EOFError, KeyboardInterrupt) as stopped:
            asking.pause()
            self.voice.say()
            left = _minutes(max(0.0, asking.interview.left))
            words = _PAUSED if asking.interview.todo else _PAUSED_LATE
            again = "rnnkit mock --unsafe" if self.unsafe else "rnnkit mock"
            self.say(words.format(left=left, again=again) if self.under_way else _LOST, "bold")
            return STOPPED if isinstance(stopped, KeyboardInterrupt) else 0
        return 0

    def keep(self, interview: Interview | None) -> None:
        """Keep how it stands; where that cannot be done it is said once, and the interview goes on."""
        if self.ledger.store is None:
            return
        try:
            self.ledger.store.keep(NAME, None if interview is None else to_json(interview, __version__))
        except StoreError as error:
            if not self._told:
                self.say(error.words, "yellow")
                self.say(UNKEPT, "yellow")
            self._told = True

    def say(self, words: Text, style: str = "") -> None:
        """Say something on a line of its own."""
        self.voice.say(words.said(self.lang), style=style)

    def _kept(self) -> dict[str, object] | None:
        if self.ledger.store is None:
            return None
        try:
            return self.ledger.store.kept(NAME)
        except StoreError as error:
            self.say(_ASIDE.format(why=error.words), "yellow")
            self.keep(None)
            return None

    def _agreed(self, words: Text) -> bool:
        """Yes, unless a no is typed."""
        self.say(words)
        self.voice.drop_typed()
        return self.voice.read("[Y/n] ").strip().lower() in {"", "y", "yes", "是"}

    def _set_aside(self, state: dict[str, object]) -> None:
        if self.ledger.store is not None:
            with contextlib.suppress(StoreError):
                self.ledger.store.keep(ABANDONED, state)
        self.keep(None)

    def _heading(self, interview: Interview, slot: Slot) -> str:
        return f"{len(interview.done) + 1} · {PARTS[slot.part].said(self.lang)}"

    def _at(self) -> str:
        return self.ledger.clock().isoformat()

    def _ticked(self, asking: Asking) -> None:
        """Have each free answer compared with its rubric, by whoever gave it."""
        while (place := asking.interview.unticked) is not None:
            answer = asking.interview.done[place]
            asked = asking.interview.asked(answer.slot)
            self.voice.say()
            self.voice.rule(_TICKING.said(self.lang))
            self.voice.say(plain(f"{problem(asked, self.lang)}\n\n{debrief.fenced(answer.typed)}"))
            self.voice.say(f"\n{plain(asked.explanation.said(self.lang))}\n")
            self.voice.say(plain(rubric(asked, self.lang)))
            self.say(_TICK, "dim")
            while True:
                try:
                    asking.interview = asking.interview.ticked(place, self.voice.read("> "))
                except InvalidError as invalid:
                    self.say(AGAIN.format(why=invalid.words), "yellow")
                    continue
                break
            self.keep(asking.interview)

    def _close(self, interview: Interview) -> None:
        """The debrief: all answers, then, last and in sight, the summary."""
        sources = debrief.Sources(model_answer, cache(partial(report_on, lang=self.lang, unsafe=self.unsafe)))
        with console(stderr=True).status(_DEBRIEF.said(self.lang)):
            details = debrief.details(interview, sources, self.lang)
            path = self._written(interview, sources)
        self.voice.say()
        self.voice.rule(debrief.answers_title(self.lang))
        for section in details:
            self.voice.say(f"\n{section.title}", style="bold")
            self.voice.say(plain(section.body))
        self.voice.say()
        self.voice.rule(debrief.title(interview, self.lang))
        for section in debrief.summary(interview, self.lang):
            self.voice.say(f"\n{section.title}", style="bold")
            self.voice.say(plain(section.body))
        self._record(interview)
        self.keep(None)
        self.voice.say()
        if path:
            self.voice.path(_WRITTEN.said(self.lang), str(path))

    def _written(self, interview: Interview, sources: debrief.Sources) -> Path | None:
        """Where the debrief was written: where it was asked for, else beside the learner's progress."""
        path = self.to or self._folder(interview).with_suffix(".md")
        form = page if path.suffix.lower() in PAGES else debrief.markdown
        try:
            text = form(interview, sources, self.lang)
            path = _free(path, text)
            write(path, text)
        except OSError as error:
            self.say(_UNWRITTEN.format(path=path, why=error.strerror or str(error)), "yellow")
            return None
        return path

    def _folder(self, interview: Interview) -> Path:
        """Where the programs of an interview are."""
        return home() / "mocks" / f"{datetime.fromisoformat(interview.begun):%Y%m%d-%H%M%S}"

    def _record(self, interview: Interview) -> None:
        """Note every answer; one that is noted already is not noted twice."""
        for one in interview.answered:
            if one.score is not None and one.at:
                at = datetime.fromisoformat(one.at)
                event = Event(one.slot.item, one.score, one.seconds, one.belief, WAY, at)
                if trouble := self.ledger.record(event):
                    self.say(trouble.words, "yellow")
                    return


def _free(path: Path, text: str) -> Path:
    """The path, or me-2.html for me.html: what another debrief stands in is not written over."""
    names = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    while path.is_file() and path.read_text("utf-8", errors="replace") != text:
        path = next(names)
    return path


def _see(options: argparse.Namespace, lang: Language) -> None:
    """See that what was asked for can be done, before anybody's time is taken."""
    if not SHORTEST <= options.minutes <= LONGEST:
        raise Problem(_MINUTES.format(got=f"{options.minutes:g}", least=SHORTEST, most=LONGEST).said(lang))
    if options.to is not None:
        if options.to.suffix.lower() not in PAGES | NOTES:
            raise Problem(_TO.format(got=options.to).said(lang))
        writable(options.to)


def _standing(interview: Interview) -> dict[str, object]:
    return {
        "role": ROLES[interview.role].title,
        "minutes": f"{interview.minutes:g}",
        "left": _minutes(max(0.0, interview.left)),
        "n": len(interview.answered),
        "begun": f"{datetime.fromisoformat(interview.begun).astimezone():%Y-%m-%d %H:%M}",
    }


def _minutes(seconds: float) -> str:
    return f"{-(-seconds // MINUTE):.0f}"


_HEAD = Text("Mock interview: {role}, {minutes} minutes, seed {seed}", "模拟面试：{role}，{minutes} 分钟，种子 {seed}")
_MINUTES = Text(
    "--minutes is {got}, expected {least} to {most}\n  next: rnnkit mock --minutes 45",
    "--minutes 为 {got}，应为 {least} 至 {most}\n  下一步：rnnkit mock --minutes 45",
)
_TO = Text(
    "--to is {got}, expected a name that ends with .md or .html\n  next: rnnkit mock --to debrief.html",
    "--to 为 {got}，文件名应以 .md 或 .html 结尾\n  下一步：rnnkit mock --to debrief.html",
)
_ELSEWHERE = Text(
    "an interview is going on in another terminal\n  next: end it there (q), or pause it (p); then: rnnkit mock",
    "另一个终端中正在进行面试\n  下一步：在那里结束（q）或暂停（p），然后运行：rnnkit mock",
)
_STAYS = Text("The interview stays as it is. Go on with: rnnkit mock", "面试保持原样。继续请运行：rnnkit mock")
_NOT_BEGUN = Text("The interview was not begun. Begin one with: rnnkit mock", "面试没有开始。开始请运行：rnnkit mock")
_PART = Text("  {title}: {n}, about {minutes} min", "  {title}：{n} 题，约 {minutes} 分钟")
_PART_AT_LEAST = Text(
    "  {title}: at least {n}, with follow-ups about {minutes} min", "  {title}：至少 {n} 题，连同追问约 {minutes} 分钟"
)
_RULES = Text(
    "You are not told how you do until the end. {skip} passes a question, {pause} or Ctrl-C "
    "pauses and stops the clock, {quit} ends the interview.",
    "结束之前不会告诉你对错。输入 {skip} 跳过一题，输入 {pause} 或按 Ctrl-C 暂停并停表，输入 {quit} 结束面试。",
)
_BEGIN = Text("Enter begins, and starts the clock: ", "按 Enter 开始并计时：")
_UNDER_WAY = Text(
    "An interview is under way: {role}, {left} of {minutes} minutes left, {n} answered, begun {begun}.",
    "有一场面试尚未结束：{role}，剩 {left} 分钟（共 {minutes} 分钟），已答 {n} 题，开始于 {begun}。",
)
_GO_ON = Text("Go on with it?", "继续这场面试吗？")
_ABANDONED = Text("It is noted as abandoned.", "它已记为放弃。")
_SET_ASIDE = Text(
    "It is noted as abandoned. What you had answered ({n}) counts; here is its debrief.",
    "它已记为放弃。已答的 {n} 题计入进度；以下是总结。",
)
_ASIDE = Text(
    "The interview under way cannot be gone on with, and is set aside: {why}", "尚未结束的面试无法继续，已搁置：{why}"
)
_OVER = Text("\nThe time is over.", "\n时间到。")
_PAUSED = Text(
    "Paused, {left} min left; the clock stands still. Go on with: {again}",
    "已暂停，剩 {left} 分钟，已停表。继续请运行：{again}",
)
_PAUSED_LATE = Text(
    "Stopped before the debrief. It comes when you type: {again}", "在总结之前停下。要看总结请运行：{again}"
)
_LOST = Text(
    "Stopped. Nothing can be kept here, so this interview cannot be gone on with.",
    "已停止。这里无法保存任何内容，因此这场面试不能继续。",
)
_TICKING = Text("your own words, against a full answer", "把你的回答与完整的回答对照")
_TICK = Text(
    "Which of these did your answer say? Their numbers, 0 for none.", "你的回答提到了哪几条？写出编号，没有则写 0。"
)
_DRAWING, _READING = Text("drawing the questions", "正在出题"), Text("the interview under way", "尚未结束的面试")
_DEBRIEF = Text("debrief", "总结")
_WRITTEN = Text("All of this is in", "以上内容已写入")
_UNWRITTEN = Text("{path} could not be written: {why}", "无法写入 {path}：{why}")
