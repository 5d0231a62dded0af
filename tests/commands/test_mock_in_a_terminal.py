"""`rnnkit mock` in a real terminal of 80 columns and 24 lines: killed, interrupted, without colour, in 7 bits."""

import re
import signal
import sys
from functools import partial

import pexpect
import pytest

from autograder import __version__
from autograder.study.mock.state import NAME, from_json
from autograder.study.store import Store

EDITOR = """#!{python}
import pathlib, re, sys
file = pathlib.Path(sys.argv[1])
file.write_text(re.sub("raise NotImplementedError.*", "return None", file.read_text()) + "# once more")
"""


@pytest.fixture
def sit(terminal, tmp_path, monkeypatch):
    """Start or go on with an interview in some locale."""
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path))
    return partial(terminal, "mock")


def state(tmp_path):
    with Store(tmp_path / "progress.sqlite3") as store:
        return from_json(store.kept(NAME), __version__)


def begin(child):
    child.expect_exact("starts the clock: ")
    child.sendline("")
    child.expect_exact(" left] > ")


def end(child):
    child.expect(pexpect.EOF)
    child.close()
    assert "Traceback" not in child.before
    return child.before


def test_who_is_killed_goes_on_where_they_were(sit, tmp_path):
    child = sit("--minutes", "10", "--seed", "7")
    begin(child)
    child.sendline("?")
    child.expect_exact("noted")
    child.expect_exact(" left] > ")
    child.kill(signal.SIGKILL)
    child.wait()
    before = state(tmp_path)
    assert len(before.done) == 1
    child = sit()
    child.expect_exact("Go on with it?")
    child.expect_exact("[Y/n] ")
    child.sendline("")
    child.expect_exact("2 · ")
    child.expect_exact(" left] > ")
    child.sendintr()
    assert "Go on with: rnnkit mock" in end(child)
    assert child.exitstatus == 130
    after = state(tmp_path)
    assert (after.done, after.todo) == (before.done, before.todo)
    assert after.spent >= before.spent


def test_a_second_terminal_is_told_of_the_interview_in_the_first(sit, tmp_path):
    child = sit("--minutes", "10", "--seed", "7")
    begin(child)
    other = sit("--lang", "zh")
    assert "另一个终端中正在进行面试" in end(other)
    assert other.exitstatus == 2
    child.sendline("p")
    end(child)


@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_who_stops_before_the_beginning_is_told_what_became_of_it(sit, stop):
    child = sit("--minutes", "10", "--seed", "7")
    child.expect_exact("starts the clock: ")
    child.send(stop)
    assert "was not begun" in end(child)
    child = sit("--minutes", "10", "--seed", "7")
    begin(child)
    child.sendline("p")
    end(child)
    child = sit()
    child.expect_exact("[Y/n] ")
    child.send(stop)
    assert "stays as it is" in end(child)


def test_a_terminal_of_seven_bits_without_colour_holds_a_whole_interview(sit):
    child = sit("--minutes", "5", "--seed", "7", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", NO_COLOR="1")
    begin(child)
    said = ""
    while True:
        child.sendline("?")
        if child.expect([r" left\] > ", pexpect.EOF]):
            break
        said += child.before
    child.close()
    said += child.before
    assert child.exitstatus == 0
    assert "Verdict" in said
    assert said.isascii()
    assert not re.search(r"\x1b\[[0-9;]*(3|4|9|10)[0-8]m", said)


def test_the_editor_opens_and_what_it_saves_is_noted(sit, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text(EDITOR.format(python=sys.executable), "utf-8")
    editor.chmod(0o755)
    child = sit("--minutes", "10", "--seed", "7", "--lang", "zh", EDITOR=str(editor), LC_ALL="C.UTF-8")
    child.expect_exact("按 Enter 开始并计时：")
    child.sendline("")
    for _ in range(10):
        child.expect_exact("] > ")
        if "编程" in child.before:
            break
        child.sendline("?")
    child.sendline("")
    child.expect_exact("第 1 次提交")
    child.expect_exact("] > ")
    child.sendline("e")
    child.expect_exact("第 2 次提交")
    child.expect_exact("] > ")
    child.sendline("p")
    assert "已暂停" in end(child)
    assert state(tmp_path).draft.tries == 2
