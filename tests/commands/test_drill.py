"""`rnnkit drill` and `rnnkit progress`, as they are typed."""

import io
import json
import os
import pty
import re
import select
import signal
import stat
import sys
from datetime import UTC, datetime

import pexpect
import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.cli import main
from autograder.commands import kata
from autograder.commands.drill import minute_from
from autograder.commands.voice import Terminal
from autograder.study.kata import model_answer
from autograder.study.pool import exercise_of, pool
from autograder.study.store import Event, Store
from autograder.wall.launch import WallError

FORGETFUL = """#!{python}
import pathlib, re, sys
file = pathlib.Path(sys.argv[-1])
answers = sorted(pathlib.Path(__file__).parent.glob("*.answer"))
source = file.read_text()
start = source.rindex("\\ndef ")
file.write_text(source[:start] + "\\n" + answers[0].read_text() + "\\n")
answers[0].unlink()
"""


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return tmp_path


@pytest.fixture
def type_in(home, monkeypatch, capsys):
    def run(words, *lines):
        monkeypatch.setattr("sys.stdin", Typed("".join(f"{line}\n" for line in lines)))
        status = main(words.split())
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def kept():
    with Store() as store:
        return store.events()


def test_a_session_ends_with_its_sum_and_what_comes_next(type_in):
    status, out, _ = type_in("drill --topic gru-parameters --lang en", "?")
    assert status == 0
    assert "0 of 1" in out
    assert "tomorrow: 0" in out
    assert "next: rnnkit drill --topic gru-parameters, from 20" in out
    (event,) = kept()
    assert (event.item, event.score, event.way) == ("quiz:gru-parameters", 0.0, "drill")


def test_a_count_ends_a_session(type_in):
    _, out, _ = type_in("drill --count 2 --topic shapes", "?", "?", "?")
    assert "2/2" in out
    assert len(kept()) == 2


def test_who_stops_finds_what_was_done_kept(type_in):
    status, out, _ = type_in("drill --topic shapes --lang zh", "?", "q")
    assert status == 0
    assert "下一步：rnnkit drill --topic shapes\n" in out
    assert len(kept()) == 1


def test_a_kata_is_written_where_it_is_said_and_the_answer_comes_after_giving_up(type_in):
    status, out, _ = type_in("drill --topic kata_cells --count 1", "", "?")
    assert status == 0
    (event,) = kept()
    assert (event.score, event.way) == (0.0, "gave up")
    assert "Nothing has changed yet." in out
    assert out.count("kata_cells.py") == 2  # where to write, and where it stays
    assignment, exercise = exercise_of(event.item)
    assert model_answer(assignment, exercise).splitlines()[-1].strip()[:40] in out
    assert "tomorrow: 1" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("drill --topic cooking", "there is no topic 'cooking'"),
        ("drill --count 0", "--count is 0"),
        ("drill --new -1", "--new is -1"),
        ("drill --minutes nan", "--minutes is nan"),
        ("progress --import none.json", "none.json: expected a file"),
        ("progress --html no/where.html", "there is no folder"),
    ],
)
def test_bad_usage_is_said_with_what_to_type(type_in, words, told):
    status, _, err = type_in(words)
    assert status == 2
    assert told in err
    assert re.search(r"\n  next\b.*: rnnkit |\n  next: ", err)


def test_nothing_is_kept_where_the_data_folder_is_a_file_and_the_drill_goes_on(type_in, home, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("RNNKIT_DATA", str(home / "file"))
    status, out, _ = type_in("drill --topic shapes --count 1", "?")
    assert status == 0
    assert out.index("is a file, expected a folder") < out.index("1/1")
    assert "not kept: 1" in out


def test_progress_of_nobody_says_where_to_begin(type_in):
    status, out, _ = type_in("progress")
    assert status == 0
    assert "not begun: basics" in out
    assert "next: rnnkit drill" in out


def test_progress_goes_out_and_comes_in_once(type_in, home, monkeypatch):
    with Store() as store:
        store.record(Event("quiz:gru-parameters", 1.0, 30.0, "", "drill"))
    file = home / "p.json"
    type_in(f"progress --export {file}")
    monkeypatch.setenv("RNNKIT_DATA", str(home / "other"))
    assert "1 events, 1 of them new" in type_in(f"progress --import {file}")[1]
    assert "1 events, 0 of them new" in type_in(f"progress --import {file}")[1]
    _, out, _ = type_in("progress --export -")
    assert len(json.loads(out)["events"]) == 1


def test_a_bad_import_changes_nothing(type_in, home):
    (home / "bad.json").write_text('{"schema": 1, "events": [{"item": "quiz:x", "score": 7}]}')
    status, _, err = type_in(f"progress --import {home / 'bad.json'} --lang zh")
    assert status == 2
    assert "events[0].score：应为 0 … 1，实际为 7" in err
    assert kept() == []


def test_progress_fits_eighty_columns_and_seven_bits(terminal, home):
    with Store() as store:
        store.record(*(Event(f"quiz:{name}", 1.0) for name in ("gru-parameters", "gradient-at-z", "cell-update")))
    child = terminal("progress", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", NO_COLOR="1")
    child.expect(pexpect.EOF)
    lines = re.sub(r"\x1b\[[\d;]*[mK]", "", child.before).splitlines()[1:]
    assert "back-propagation through time" in child.before
    assert not re.search(r"\x1b\[[349]\d", child.before)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_progress_on_a_narrow_terminal_cuts_nothing(type_in, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "40")
    with Store() as store:
        store.record(*(Event(name, 0.5) for name in pool()))
    _, out, _ = type_in(f"progress --lang {lang}")
    prose = [line for line in out.splitlines() if "rnnkit" not in line]
    assert max(map(cell_len, prose)) <= 40
    assert "…" not in "".join(prose)
    assert re.search(r"\d+ / \d+ +50%", out)


def test_a_page_is_in_the_language_asked_for_whatever_the_terminal_can_show(terminal, home):
    child = terminal("progress", "--lang", "zh", "--html", str(home / "p.html"), LC_ALL="C", PYTHONIOENCODING="ascii")
    child.expect("0 due now")
    child.expect(pexpect.EOF)
    assert "学习进度" in (home / "p.html").read_text("utf-8")


def test_a_drill_is_not_advised_where_it_would_ask_nothing(type_in):
    names = [name for name, item in pool().items() if not item.is_code][:10]
    with Store() as store:
        store.record(*(Event(name, 1.0, way="drill") for name in names))
    _, out, _ = type_in("progress --lang zh")
    assert re.search(r"下一步，20\d\d-\d\d-\d\d \d\d:\d\d 之后：rnnkit drill\n", out)


def test_a_quiz_topic_and_an_assignment_of_one_name_are_told_apart(type_in):
    _, out, _ = type_in("progress --lang en")
    questions, _, exercises = out.partition("exercises and katas not begun: ")
    assert "the LSTM" in questions
    assert "The LSTM" in exercises
    assert "The LSTM" not in questions


@pytest.mark.parametrize("how", ["interrupt", "end of input"])
def test_who_leaves_in_the_middle_keeps_what_was_done(terminal, home, how):
    child = terminal("drill", "--topic", "shapes", "--lang", "en")
    child.expect_exact("> ")
    child.sendline("?")
    child.expect("skipped")
    child.expect_exact("> ")
    if how == "interrupt":
        child.kill(signal.SIGINT)
    else:
        child.sendeof()
    child.expect("0 of 1")
    child.expect("next: rnnkit drill --topic shapes")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (130 if how == "interrupt" else 0)
    assert len(kept()) == 1


def test_a_kata_opens_in_the_editor_and_passes_at_the_second_attempt(type_in, home, monkeypatch):
    item = "code:kata_cells.rnn_last_state"
    assignment, exercise = exercise_of(item)
    answer = model_answer(assignment, exercise)
    wrong = re.sub(r"return .*", "return None", answer)
    for name, text in (("1", wrong), ("2", answer)):
        (home / f"{name}.answer").write_text(text)
    script = home / "edit"
    script.write_text(FORGETFUL.format(python=sys.executable))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(script))
    status, out, _ = type_in(f"drill --topic {item.partition(':')[2]} --lang en", "", "")
    assert status == 0
    assert out.index("Enter: opens your editor") < out.index("Attempts left: 2")
    assert out.index("Attempts left: 2") < out.index("It passes, in 0:") < out.index("1 of 1")
    assert [(event.score == 1, event.way) for event in kept()] == [(False, "attempt"), (True, "drill")]


def test_what_is_no_program_yet_costs_no_attempt(type_in, home, monkeypatch):
    item = "code:kata_cells.rnn_last_state"
    answer = model_answer(*exercise_of(item))
    for name, text in (("1", "def rnn_last_state(:"), ("2", answer)):
        (home / f"{name}.answer").write_text(text)
    script = home / "edit"
    script.write_text(FORGETFUL.format(python=sys.executable))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(script))
    _, out, _ = type_in(f"drill --topic {item.partition(':')[2]} --lang zh", "", "")
    assert "不扣分" in out
    assert "剩余次数" not in out
    assert [(event.score, event.way) for event in kept()] == [(1.0, "drill")]


def test_the_result_of_a_kata_stays_until_it_was_read(type_in):
    _, out, _ = type_in("drill --topic kata_cells --count 2", "?", "q")
    assert out.index("One way to write it:") < out.index("Enter: goes on") < out.index("0 of 1")
    assert "2/2" not in out


def test_who_did_all_that_is_new_today_is_told_when_it_goes_on_and_how_to_get_more(type_in):
    _, out, _ = type_in("drill --new 1 --count 5 --lang en", "?", "?")
    assert out.index("up to 1 more today") < out.index("0 of 1")
    _, out, _ = type_in("drill --new 1 --lang zh")
    assert "rnnkit drill --new 11\n" in out
    assert "rnnkit drill --topic lstm\n" in out
    assert "没有完成任何题目" in out
    assert re.search(r"下一步：20.* 之后运行 rnnkit drill --new 1\n", out)
    _, out, _ = type_in("drill --count 1", "?")
    assert "up to 9 more today" in out


def test_who_did_all_that_is_new_of_a_topic_gets_more_of_it(type_in):
    _, out, _ = type_in("drill --topic shapes --new 0 --lang en")
    assert "More today: rnnkit drill --topic shapes --new 10\n" in out


def test_what_comes_next_may_take_longer_than_the_time_that_is_left(type_in):
    _, out, _ = type_in("drill --topic kata_gradients --minutes 3", "?")
    assert "none is begun with less than 5 minutes left" in " ".join(out.split())
    assert "That is all" not in out


def test_the_minute_that_is_named_is_not_too_early():
    moment = datetime(2026, 3, 1, 19, 59, 23, tzinfo=UTC)
    assert minute_from(moment) == datetime(2026, 3, 1, 20, tzinfo=UTC)
    assert minute_from(minute_from(moment)) == datetime(2026, 3, 1, 20, tzinfo=UTC)


def test_a_topic_that_is_not_there_is_refused_before_any_question_is_made(type_in, monkeypatch):
    monkeypatch.setattr("autograder.quiz.bugs._question", lambda *_: pytest.fail("made a question"))
    for words in ("quiz nosuch", "drill --topic nosuch"):
        status, _, err = type_in(f"{words} --lang zh")
        assert status == 2
        assert "没有主题 'nosuch'" in err


def test_what_is_typed_while_nothing_is_asked_is_no_answer(monkeypatch):
    ours, theirs = pty.openpty()
    with open(theirs, encoding="utf-8", closefd=False) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        voice = Terminal(Console(file=io.StringIO()))
        os.write(ours, b"early\n")
        select.select([theirs], [], [], 5)
        voice.drop_typed()
        os.write(ours, b"late\n")
        assert stdin.readline() == "late\n"
    os.close(ours)
    os.close(theirs)


def test_the_keyboard_is_emptied_after_the_file_is_made_and_after_it_was_graded(type_in, monkeypatch):
    happened = []

    def noted(what, function):
        return lambda *words, **more: (happened.append(what), function(*words, **more))[1]

    monkeypatch.setattr("autograder.commands.kata.sources_of", noted("made", kata.sources_of))
    monkeypatch.setattr("autograder.commands.kata.grade_one", noted("graded", kata.grade_one))
    monkeypatch.setattr(Terminal, "drop_typed", lambda _: happened.append("emptied"))
    monkeypatch.setattr(Terminal, "read", noted("read", Terminal.read))
    monkeypatch.setattr("autograder.commands.kata.read", lambda _: str(len(happened)))  # it changes all the time
    type_in("drill --topic kata_cells --count 1", "", "?")
    told = [what for what in happened if what != "emptied"]
    assert told == ["made", "read", "graded", "read"]
    assert all(happened[n - 1] == "emptied" for n, what in enumerate(happened) if what == "read")


def test_a_kata_is_not_begun_where_it_cannot_be_graded_and_questions_go_on(type_in, monkeypatch):
    def no_wall(**_):
        raise WallError("nothing here isolates a submission")

    monkeypatch.setattr("autograder.commands.kata.wall_for", no_wall)
    with Store() as store:
        store.record(Event("code:rnn.rnn_backward", 0.0, way="gave up", at=datetime(2026, 1, 1, tzinfo=UTC)))
    status, out, _ = type_in("drill --count 1", "?")
    assert status == 0
    assert "nothing here isolates" in out
    assert len(kept()) == 2


def test_what_the_quiz_asked_counts_as_drilled(type_in):
    assert type_in("quiz cell-update --lang en", "nonsense(", "f * c + i * g")[0] == 0
    assert type_in("quiz cell-update --lang en", "?")[0] == 0
    with Store() as store:
        found = [(event.item, event.score, event.way) for event in store.events()]
    assert found == [("quiz:cell-update", 1.0, "quiz"), ("quiz:cell-update", 0.0, "quiz")]


def test_a_quiz_goes_on_where_nothing_can_be_kept_and_says_so(type_in, home, monkeypatch):
    (home / "file").write_text("", "utf-8")
    monkeypatch.setenv("RNNKIT_DATA", str(home / "file"))
    status, told, _ = type_in("quiz cell-update --lang en", "f * c + i * g")
    assert status == 0
    assert "is not kept" in told
    assert "1 of 1" in told


def test_lines_are_no_longer_than_a_window_that_was_made_narrow(terminal, home):
    child = terminal("drill", "--topic", "shapes", "--count", "1", "--lang", "en", COLUMNS="")
    child.expect_exact("> ")
    child.setwinsize(12, 40)
    child.sendline("?")
    child.expect(pexpect.EOF)
    lines = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", child.before).splitlines()[1:]
    assert max(len(line) for line in lines if "/" not in line) <= 40  # a path or a link stays in one piece
    assert "next:" in child.before


def test_a_damaged_file_is_told_once_with_what_to_type(home, monkeypatch, capsys):
    with Store() as store:
        store.path.write_bytes(b"no database\n" * 50)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody who could be asked
    assert main(["progress", "--lang", "zh"]) == 0
    err = capsys.readouterr().err
    assert err.count("已损坏") == 1
    assert "要新建一个文件" not in err
    assert f"下一步，改用新文件：mv {store.path} {store.path}.damaged\n" in err
