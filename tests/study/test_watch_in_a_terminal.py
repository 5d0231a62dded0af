"""`rnnkit watch` in a real terminal: the way from a wrong answer to the next exercise, and what is left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build.source import standalone, stub
from autograder.grading.mutate import mutated_source
from autograder.study.stub import region_of, replaced
from autograder.study.workspace import Workspace

RNN = ASSIGNMENTS["rnn"]
PROJECT = Path(__file__).parents[2]
PATIENCE = 60


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "work")
    made.root.mkdir()
    made.take({"rnn/rnn.py": stub(RNN, "en")})
    return made


def write(workspace, exercise, source):
    """As vim saves: another file is put in its place."""
    path = workspace.file("rnn")
    new = path.with_suffix(".new")
    new.write_text(replaced(path.read_text("utf-8"), exercise, region_of(source, exercise).text), "utf-8")
    new.replace(path)


def environment(workspace, **more):
    kept = {"PATH": os.environ["PATH"], "HOME": str(workspace.root), "PYTHONPATH": str(PROJECT), "TERM": "xterm"}
    data = str(workspace.root.parent / "data")
    return {**kept, "RNNKIT_DATA": data, "XDG_DATA_HOME": data, "LC_ALL": "C.UTF-8", **more}


def terminal(workspace, command, **more):
    """A terminal of 80 by 24 in the workspace; a shell says how it was left."""
    run = f"{sys.executable} -m autograder.cli {command}; echo left=$?; stty -a | grep -o -- '-\\?echo\\b\\|-\\?icanon'"
    return pexpect.spawn(
        "bash",
        ["-c", run],
        cwd=str(workspace.root),
        env=environment(workspace, **more),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=PATIENCE,
    )


def screens(terminal):
    """What was sent since the last match, without colours and cursor movements."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.before + terminal.after)


def test_from_a_wrong_answer_over_its_hint_to_the_next_exercise(workspace):
    mistake = RNN.exercise("softmax").mistakes[1]
    seen = terminal(workspace, "watch")
    seen.expect("Not written yet")
    write(workspace, "softmax", standalone(RNN, mutated_source("rnn", "softmax", mistake)))
    seen.expect("5 of 6 checks passed")
    seen.send("h")
    seen.expect("1/3 .*What is left of a row")
    seen.send("hh")
    seen.expect(r"Look at rnn/rnn.py:\d+")
    write(workspace, "softmax", standalone(RNN))
    seen.expect(r"softmax passed \(\+4\)")
    assert "one step forward" in screens(seen)
    seen.send("L")
    seen.expect("前向一步")
    seen.send("q")
    seen.expect(r"你停在 rnn/rnn.py:\d+.*left=0")


def test_the_screen_follows_the_window_and_is_never_larger(workspace):
    seen = terminal(workspace, "watch")
    seen.expect("q quit")
    seen.setwinsize(10, 30)
    seen.expect(r"softmax(?s:.*)\x1b\[J")
    lines = screens(seen).strip().splitlines()
    assert len(lines) <= 10
    assert max(map(len, lines)) <= 30
    seen.send("q")
    seen.expect("left=0")


def test_without_colour_in_seven_bits_it_is_all_there(workspace):
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    seen = terminal(workspace, "watch --lang zh", **plain)
    seen.expect("q quit")
    shown = seen.before
    assert shown.isascii()
    assert "\\u" not in shown
    assert not re.search(r"\x1b\[[349]\d", shown)
    assert "softmax" in shown
    seen.send("q")
    seen.expect("you were at rnn/rnn.py:[0-9]+.*left=0")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_however_it_ends_the_terminal_is_as_it_was(workspace, number, status):
    seen = terminal(workspace, "watch", LC_ALL="C", PYTHONIOENCODING="ascii", NO_COLOR="1")
    seen.expect("\x1b\\[\\?1049h")
    before = seen.after
    seen.expect("h hint - l list")
    assert not re.search(r"\x1b\[[0-9;]*m", seen.before)
    assert seen.before.isascii()
    if number == signal.SIGINT:
        seen.sendintr()
    else:
        child = subprocess.run(
            ["pgrep", "-P", str(seen.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        os.kill(int(child[0]), number)
    seen.expect(f"left={status}")
    sent = before + seen.before
    assert ("rnnkit watch goes on there" in sent) is (number == signal.SIGINT)
    assert "start over" not in sent
    assert sent.count("\x1b[?1049h") == sent.count("\x1b[?1049l") == 1
    assert "\x1b[?25h" in sent
    seen.expect(pexpect.EOF)
    assert set(re.findall(r"-?\bicanon|-?\becho\b", seen.before)) == {"icanon", "echo"}


def test_without_a_terminal_there_is_a_line_an_event(workspace):
    told = subprocess.Popen(
        [sys.executable, "-m", "autograder.cli", "watch", "--lang", "zh"],
        cwd=workspace.root,
        text=True,
        env=environment(workspace),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert "Ctrl-C" in told.stdout.readline()
        assert told.stdout.readline().startswith("下一题  rnn.softmax")
        write(workspace, "softmax", standalone(RNN))
        assert told.stdout.readline().startswith("通过  softmax")
        assert re.search(r"rnn.rnn_step_forward .* rnn/rnn.py:\d+$", told.stdout.readline().strip())
    finally:
        told.terminate()
        told.wait()
        told.stdout.close()
