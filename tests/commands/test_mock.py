"""`rnnkit mock`: no word on an answer before the end, a clock that stands still in a pause, and nothing lost."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from autograder import __version__
from autograder.cli import main
from autograder.commands.mock import ABANDONED, Room
from autograder.commands.voice import Terminal
from autograder.quiz.plain import plain
from autograder.quiz.shown import PARTLY, RIGHT, WRONG, solution
from autograder.study.ledger import Ledger
from autograder.study.mock.interview import Interview
from autograder.study.mock.plan import Slot, plan
from autograder.study.mock.roles import BUG, CODE, TALK, WARM_UP, WHITEBOARD
from autograder.study.mock.state import NAME, from_json, to_json
from autograder.study.store import Store
from autograder.wall.launch import WallError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEGUN = NOON.isoformat()
STUB = "import numpy as np\n\n\ndef softmax(scores):\n    raise NotImplementedError\n"
KEEPS = Slot(WARM_UP, "quiz:who-keeps", 1.0, 2.5)
FREE = Slot(TALK, "quiz:short-memory", 3.5)
SOFTMAX = Slot(CODE, "code:rnn.softmax", 6.0)
BUG_SLOT = Slot(BUG, "quiz:gradients-pile-up", 2.5)
FORMULA = Slot(WHITEBOARD, "quiz:cell-update", 2.0)


class Seat(Terminal):
    """A terminal at which lines are typed one after the other, each after so many seconds of a made-up clock."""

    def __init__(self, lines, seconds=10.0):
        super().__init__(Console(file=io.StringIO(), width=80, highlight=False, emoji=False, markup=False))
        self.lines, self.seconds, self.now = iter(lines), seconds, 0.0

    def clock(self):
        return self.now

    def read(self, prompt):
        self.screen.print(prompt, end="")
        self.now += self.seconds
        line = next(self.lines, EOFError())
        line = line() if callable(line) else line
        if isinstance(line, BaseException):
            raise line
        self.screen.print(line)
        return line

    @property
    def said(self):
        return self.screen.file.getvalue()


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path / "data"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    with Store(clock=lambda: NOON) as store:
        yield store


@pytest.fixture
def sit(store):
    """Hold an interview of these slots, with these lines typed."""

    def sit(slots, *lines, lang="en", seconds=10.0, minutes=45.0, to=None):
        seat = Seat(lines, seconds)
        room = Room(seat, lang, Ledger(store, [], lambda: NOON), to=to, clock=seat.clock)
        interview = slots if isinstance(slots, Interview) else Interview("ml-engineer", minutes, 1, BEGUN, tuple(slots))
        seat.status = room.hold(interview)
        return seat

    return sit


def letter(name, *, right):
    """A letter to type to a question of one choice."""
    asked = Interview("ml-engineer", 45, 1, BEGUN, ()).asked(Slot(WARM_UP, f"quiz:{name}", 1.0))
    return next("abcdef"[n] for n, place in enumerate(asked.order) if asked.question.options[place].right is right)


def kept(store):
    return from_json(store.kept(NAME), __version__)


def before_the_debrief(seat):
    return seat.said.partition("All that was asked")[0].partition("full answer")[0]


def test_a_whole_interview_says_nothing_about_an_answer_before_the_debrief(sit, store):
    told = []
    for right in (True, False):
        seat = sit(
            [KEEPS, FORMULA, FREE, BUG_SLOT], letter("who-keeps", right=right), "?", "f*c", "words", "", "5", "0"
        )
        screen = before_the_debrief(seat)
        interview = Interview("ml-engineer", 45, 1, BEGUN, ())
        for slot in (KEEPS, FORMULA, FREE, BUG_SLOT):
            asked = interview.asked(slot)
            assert plain(asked.explanation.en)[:30] not in screen
            assert slot is FREE or solution(asked, "en") not in screen
        assert not any(words.en in screen for words in (RIGHT, PARTLY, WRONG))
        told.append([line for line in screen.splitlines() if line.startswith(("noted", "✓", "✗"))])
    assert told[0] == told[1] == ["noted"] * 5


def test_the_rubric_is_seen_only_when_all_is_asked(sit):
    seat = sit([FREE, BUG_SLOT], "words", "", "5", "0")
    rubric = Interview("ml-engineer", 45, 1, BEGUN, ()).asked(FREE).question.rubric[0].text.en
    assert seat.said.index(rubric) > seat.said.index("find the bug")


def test_an_answer_leads_to_the_next_question(sit):
    for right, name in ((True, "direct-path"), (False, "which-is-no-gate")):
        seat = sit([KEEPS], letter("who-keeps", right=right), "?")
        asked = Interview("ml-engineer", 45, 1, BEGUN, ()).asked(Slot(WARM_UP, f"quiz:{name}", 1.0))
        assert plain(asked.text.en).partition("\n")[0] in " ".join(before_the_debrief(seat).split())
        assert "follow-up" in seat.said
        assert "follow-up" not in before_the_debrief(seat)


def test_what_is_no_answer_is_said_and_costs_nothing_but_time(sit):
    seat = sit([KEEPS], "zz", "", "p")
    assert seat.said.count("costs nothing") == 2


def test_the_time_that_is_left_stands_at_each_prompt(sit):
    seat = sit([KEEPS], "zz", "zz", "p", seconds=600.0, minutes=45.0)
    assert re.findall(r"\[(\S+) left\]", seat.said) == ["45:00", "35:00", "25:00"]
    assert "Paused, 15 min left" in seat.said


def test_a_pause_stops_the_clock_and_what_was_answered_stays(sit, store):
    seat = sit([KEEPS, BUG_SLOT], letter("who-keeps", right=True), "p", seconds=60.0)
    assert "next" not in seat.said
    assert (seat.status, "rnnkit mock" in seat.said) == (0, True)
    interview = kept(store)
    assert (len(interview.done), interview.spent, interview.current.after) == (1, 120.0, "quiz:who-keeps")
    again = sit(interview, "?", "p", seconds=60.0)
    assert "[43:00 left]" in again.said


@pytest.mark.parametrize(("stop", "status"), [(KeyboardInterrupt(), 130), (EOFError(), 0)])
def test_ctrl_c_and_ctrl_d_pause_even_in_the_middle_of_an_answer(sit, store, stop, status):
    seat = sit([FREE], "one", "two", stop)
    assert seat.status == status
    assert kept(store).unfinished == "one\ntwo"
    again = sit(kept(store), "three", "", "1")
    assert "> one\n> two" in again.said
    assert "    one\n    two\n    three" in again.said


def test_when_the_time_is_over_the_question_may_be_finished_and_no_more(sit):
    seat = sit([KEEPS, BUG_SLOT], "zz", letter("who-keeps", right=True), seconds=200.0, minutes=5.0)
    assert "The time is over." in seat.said
    assert "1 of what was planned was not reached" in " ".join(seat.said.split())
    assert "find the bug" not in before_the_debrief(seat)


def test_after_the_time_the_prompt_says_so(sit):
    seat = sit([KEEPS], "zz", "zz", "?", seconds=200.0, minutes=5.0)
    assert "[time is over: finish this one] > " in seat.said


def test_it_can_be_ended_early_by_who_means_it(sit, store):
    seat = sit([KEEPS, BUG_SLOT], "q", "n", "q", "y")
    assert seat.said.count("End the interview here?") == 2
    assert "too little to say" in seat.said
    assert store.kept(NAME) is None


def test_at_the_end_every_answer_is_an_event_and_the_debrief_a_file(sit, store, tmp_path):
    seat = sit([KEEPS, BUG_SLOT, FREE], letter("who-keeps", right=True), "?", "5", "words", "", "1")
    events = store.events()
    assert [(event.item, event.way) for event in events] == [
        ("quiz:who-keeps", "mock"),
        ("quiz:direct-path", "mock"),
        ("quiz:gradients-pile-up", "mock"),
        ("quiz:short-memory", "mock"),
    ]
    assert [event.score for event in events][:3] == [1.0, 0.0, 1.0]
    assert 0 < events[3].score < 1
    assert store.kept(NAME) is None
    (file,) = tmp_path.glob("data/mocks/*.md")
    assert str(file) in seat.said.replace("\n", "")
    assert file.read_text("utf-8").startswith("# Mock interview: ML engineer")


def test_a_debrief_that_is_interrupted_comes_again_and_notes_nothing_twice(sit, store):
    seat = sit([BUG_SLOT, FREE], "5", "words", "", EOFError())
    assert "Stopped before the debrief" in seat.said
    interview = kept(store)
    sit(interview, "1")
    sit(interview, "1")
    assert len(store.events()) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_drawn_interview_runs_to_its_end_in_both_languages(sit, lang):
    slots = [slot for slot in plan("researcher", 20, 5) if slot.part != CODE]
    seat = sit(slots, *["?"] * 30, lang=lang)
    assert ("Verdict" if lang == "en" else "结论") in seat.said
    assert ("已记录" in seat.said) is (lang == "zh")


def test_the_debrief_goes_where_it_is_wanted(sit, tmp_path):
    sit([BUG_SLOT], "6", to=tmp_path / "me.html")
    assert "<h1>Mock interview: ML engineer" in (tmp_path / "me.html").read_text("utf-8")


@pytest.fixture
def program(tmp_path, store):
    """The file, laid out as after a pause."""
    path = tmp_path / "data" / "mocks" / "20260301-120000" / "softmax" / "rnn.py"
    path.parent.mkdir(parents=True)
    path.write_text(STUB, "utf-8")
    return path


def test_a_program_is_noted_without_a_word_and_named_in_the_debrief(sit, store, program):
    def first():
        program.write_text(STUB + "(\n", "utf-8")
        return ""

    def second():
        program.write_text(STUB.replace("raise NotImplementedError", "return np.exp(scores)"), "utf-8")
        return ""

    seat = sit([SOFTMAX], "n", "", first, second, "", "n")
    assert "nothing is submitted yet" in seat.said
    assert "softmax is not written yet" in " ".join(seat.said.split())
    assert seat.said.count("Nothing has changed") == 1
    assert "that is no program yet, and costs nothing" in seat.said
    assert "noted (submission 1)" in seat.said
    assert "passed" not in before_the_debrief(seat).replace("? passes", "")
    assert "[6:00 for it, 45:00 left]" in seat.said
    (event,) = store.events()
    assert event.item == "code:rnn.softmax"
    assert event.score < 1
    report = seat.said.partition("What the hidden checks found:")[2]
    assert "checks passed" in report
    assert "One way to write it" in report


def test_a_program_that_is_late_is_handed_in(sit, program):
    def write():
        program.write_text(STUB.replace("raise NotImplementedError", "return scores"), "utf-8")
        return ""

    seat = sit([SOFTMAX], "", write, seconds=200.0)
    assert "noted; the time for it is over" in seat.said


def test_a_program_that_cannot_be_isolated_is_kept_and_counts_nowhere(sit, store, program, monkeypatch):
    def nothing_isolates(*_, **__):
        raise WallError("nothing isolates it here")

    def write():
        program.write_text("x = 1\n", "utf-8")
        return ""

    monkeypatch.setattr("autograder.commands.mock_program.grade_one", nothing_isolates)
    seat = sit([SOFTMAX, BUG_SLOT], write, "n", "5")
    assert "cannot be graded here: nothing isolates it here" in " ".join(seat.said.split())
    assert "100 of 100" in seat.said
    assert [event.item for event in store.events()] == ["quiz:gradients-pile-up"]


def test_a_paused_program_stays_as_it_was(sit, store, program):
    program.write_text("x = 1\n", "utf-8")
    sit([SOFTMAX], "p")
    sit(kept(store), "p")
    assert program.read_text("utf-8") == "x = 1\n"


def found(store, *lines, new=False):
    seat = Seat(lines)
    room = Room(seat, "en", Ledger(store, [], lambda: NOON), clock=seat.clock)
    return room.found(new=new), seat.said


def test_who_comes_back_is_offered_to_go_on(store):
    interview = Interview("researcher", 45, 1, BEGUN, (KEEPS,)).answer(letter("who-keeps", right=True), 61.0, BEGUN)
    store.keep(NAME, to_json(interview, __version__))
    again, said = found(store, "")
    assert again == replace(interview, lang="en")
    assert "researcher, 44 of 45 minutes left, 1 answered" in said


def test_an_interview_is_gone_on_with_in_its_language_and_writes_its_file(store, tmp_path):
    file = str(tmp_path / "me.html")
    interview = Interview("researcher", 45, 1, BEGUN, (KEEPS,), lang="zh", to=file)
    store.keep(NAME, to_json(interview, __version__))
    seat = Seat(["", "?", "?"])
    room = Room(seat, "en", Ledger(store, [], lambda: NOON), clock=seat.clock, chosen=False)
    again = room.found(new=False)
    assert again == interview
    assert room.hold(again) == 0
    assert "继续这场面试吗？" in seat.said
    assert "<h1>模拟面试" in (tmp_path / "me.html").read_text("utf-8")


def test_what_is_typed_again_goes_before_what_was_kept(store, tmp_path):
    interview = Interview("researcher", 45, 1, BEGUN, (KEEPS,), lang="zh", to=str(tmp_path / "old.md"))
    store.keep(NAME, to_json(interview, __version__))
    seat = Seat([""])
    room = Room(seat, "en", Ledger(store, [], lambda: NOON), to=tmp_path / "new.md", clock=seat.clock)
    assert room.found(new=False) == replace(interview, lang="en", to=str(tmp_path / "new.md"))


def test_an_interview_that_began_where_it_is_held_keeps_how_it_is_held(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seat = Seat([""])
    room = Room(seat, "zh", Ledger(store, [], lambda: NOON), to=Path("me.html"), clock=seat.clock)
    room.begun("ml-engineer", 10, 1)
    assert (kept(store).lang, kept(store).to) == ("zh", str(tmp_path / "me.html"))


def test_a_debrief_is_not_written_over_another(sit, tmp_path):
    for answer in ("5", "6", "6"):
        seat = sit([BUG_SLOT], answer, to=tmp_path / "me.md")
    assert {path.name for path in tmp_path.glob("*.md")} == {"me.md", "me-2.md"}
    assert "me-2.md" in seat.said.replace("\n", "")


@pytest.mark.parametrize("new", [True, False])
def test_who_starts_over_has_the_old_one_noted_as_abandoned(store, new):
    interview = Interview("researcher", 45, 1, BEGUN, (KEEPS,)).answer(letter("who-keeps", right=True), 61.0, BEGUN)
    store.keep(NAME, to_json(interview, __version__))
    again, said = found(store, "n", new=new)
    assert again is None
    assert "abandoned" in said
    assert (store.kept(NAME), store.kept(ABANDONED)["seed"]) == (None, 1)
    assert [event.item for event in store.events()] == ["quiz:who-keeps"]
    assert "Verdict" in said


@pytest.mark.parametrize(
    ("change", "why"), [({"kit": "0.0.1"}, "belongs to rnnkit 0.0.1"), ({"todo": 3}, "damaged: todo")]
)
def test_a_state_that_cannot_be_gone_on_with_is_said_and_set_aside(store, change, why):
    store.keep(NAME, {**to_json(Interview("researcher", 45, 1, BEGUN, (KEEPS,)), __version__), **change})
    again, said = found(store)
    assert again is None
    assert why in " ".join(said.split())
    assert (store.kept(NAME), store.kept(ABANDONED) is None) == (None, False)


def test_an_interview_can_be_held_where_nothing_can_be_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path / "data"))
    seat = Seat(["5"])
    room = Room(seat, "en", Ledger(None, [], lambda: NOON), clock=seat.clock)
    assert room.hold(Interview("ml-engineer", 45, 1, BEGUN, (BUG_SLOT,))) == 0
    assert "Verdict" in seat.said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("mock --minutes 2", "--minutes is 2, expected 5 to 180"),
        ("mock --minutes nan", "--minutes is nan, expected 5 to 180"),
        ("mock --to debrief.txt", "expected a name that ends with .md or .html"),
        ("mock --to nowhere/debrief.md", "there is no folder"),
    ],
)
def test_bad_usage_is_said_before_anybodys_time_is_taken(store, words, told, capsys):
    assert main(words.split()) == 2
    assert told in capsys.readouterr().err
