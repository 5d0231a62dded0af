"""`rnnkit quiz` in a real terminal of 80 columns and 24 lines."""

from __future__ import annotations

import signal

import pexpect
import pytest


@pytest.fixture
def sit(terminal):
    """Start the quiz in some locale, and wait until it asks."""

    def start(*words, **env):
        child = terminal("quiz", *words, **env)
        child.expect_exact("> ")
        return child

    return start


def end(child):
    child.expect(pexpect.EOF)
    child.close()
    assert "Traceback" not in child.before
    return child.before


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "NO_COLOR": "1"}, {"LC_ALL": "C.UTF-8"}])
def test_no_line_ends_the_quiz_before_a_right_answer_does(sit, locale):
    child = sit("cell-update", "--lang", "en", **locale)
    for line in ("nan", "", "9**9**9**9", "(" * 300, "\x01\x7f\x1b[31m", "猫"):
        child.sendline(line)
        child.expect("costs nothing")
        child.expect_exact("> ")
    child.sendline("f * c + i * g")
    assert "1 of 1" in end(child)
    assert child.exitstatus == 0


@pytest.mark.parametrize("how", ["interrupt", "end of input"])
def test_who_leaves_in_the_middle_gets_the_sum_so_far(sit, how):
    child = sit("lstm", "--seed", "1", "--count", "3", "--lang", "zh", LC_ALL="zh_CN.UTF-8")
    child.sendline("?")
    child.expect("跳过")
    child.expect_exact("2/3")
    child.expect_exact("> ")
    child.kill(signal.SIGINT) if how == "interrupt" else child.sendeof()
    assert "1 题中得 0 分" in end(child)
    assert child.exitstatus == 0
