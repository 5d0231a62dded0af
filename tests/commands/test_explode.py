"""`rnnkit explode`, as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from autograder import cli


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


QUICK = ["--size", "6", "--steps", "30"]


def test_one_gain_is_shown_and_drawn(tmp_path, capsys):
    assert cli.main(["explode", "--gain", "1.3", *QUICK]) == 0
    told = capsys.readouterr().out
    assert "43 / 43" in told
    assert "339 / 339" in told
    assert "2706 / 2706" in told
    assert "explosion.png" in told
    assert (tmp_path / "explosion.png").read_bytes().startswith(b"\x89PNG")


def test_several_gains_are_compared(tmp_path, capsys):
    assert cli.main(["explode", "--gain", "0.5", "--gain", "2", *QUICK, "--to", "two.svg"]) == 0
    told = capsys.readouterr().out
    assert "never" in told
    assert "1024 / 1024" in told
    assert (tmp_path / "two.svg").read_text("utf-8").startswith("<?xml")
    assert not (tmp_path / "explosion.png").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--gain", "0"], "--gain is 0, expected a positive number"),
        (["--gain", "-1"], "--gain is -1, expected a positive number"),
        (["--gain", "nan"], "--gain is nan, expected a positive number"),
        (["--gain", "inf"], "--gain is inf, expected a positive number"),
        ([word for gain in range(1, 11) for word in ("--gain", str(gain))], "given 10 times, expected 9 at most"),
        (["--size", "0"], "--size is 0, expected 1 to"),
        (["--steps", "0"], "--steps is 0, expected 1 to"),
        (["--to", "x.jpg"], "x.jpg ends in .jpg, expected .png or .svg\n  next: rnnkit explode --to x.png"),
        (["--to", "x"], "x has no ending, expected .png or .svg\n  next: rnnkit explode --to x.png"),
        (["--to", "nowhere/x.png"], "next: mkdir -p nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_type_next(words, said, tmp_path, capsys):
    assert cli.main(["explode", *words]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "next: " in told
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_said(monkeypatch, capsys):
    from autograder.commands import explode

    def refuse(path, content):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(explode, "write", refuse)
    assert cli.main(["explode", "--gain", "1.3", *QUICK]) == 2
    assert "explosion.png cannot be written: Permission denied\n  next: rnnkit" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_terminal_without_unicode_is_written_to_all_the_same(encoding):
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", "explode", "--gain", "1.3", *QUICK, "--lang", "zh"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode(encoding)
    assert ("爆炸" in told) is (encoding == "gbk")
    assert "43 / 43" in told
