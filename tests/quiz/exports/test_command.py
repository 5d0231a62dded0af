"""`rnnkit export`, as it is typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder import cli

TOPIC = ["--topic", "gru"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path


@pytest.mark.parametrize(("tool", "name"), [("anki", "apkg"), ("qti", "zip"), ("moodle", "xml")])
def test_a_file_is_written_here_and_what_is_next_is_said(tool, name, here, capsys):
    assert cli.main(["export", tool, *TOPIC]) == 0
    said = capsys.readouterr().out
    assert [path.name for path in here.iterdir()] == [f"rnnkit-quiz.{name}"]
    assert f"questions are in rnnkit-quiz.{name}" in said
    assert "next: in " in said
    assert ("wire-the-gru" in said) == (tool != "anki")


def test_chinese_is_spoken_where_asked_for(capsys):
    assert cli.main(["export", "moodle", *TOPIC, "--lang", "zh", "--to", "题.xml"]) == 0
    said = capsys.readouterr().out
    assert "题.xml 中有 14 道题" in said
    assert "无法导出" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["moodle", "--topic", "cnn"], "there is no topic 'cnn'\n  expected one of: basics"),
        (
            ["anki", *TOPIC, "--to", "x.zip"],
            "x.zip ends in .zip, expected .apkg\n  next: rnnkit export anki --to x.apkg",
        ),
        (["qti", *TOPIC, "--to", "x"], "x has no ending, expected .zip\n  next: rnnkit export qti --to x.zip"),
        (["qti", *TOPIC, "--to", "."], "is a folder, expected a file\n  next: rnnkit export qti --to rnnkit-quiz.zip"),
        (["qti", *TOPIC, "--to", "no/x.zip"], "there is no folder"),
        (["qti", "--topic", "wire-the-gru"], "nothing can be carried to qti\n  wire-the-gru: a wiring is graded by"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_type_next(words, said, here, capsys):
    assert cli.main(["export", *words]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "next: " in told
    assert not list(here.iterdir())


def test_a_file_that_cannot_be_written_leaves_the_old_one(here, capsys, monkeypatch):
    from autograder.commands import export

    (here / "x.xml").write_text("old")
    monkeypatch.setattr(export, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert cli.main(["export", "moodle", *TOPIC, "--to", "x.xml"]) == 2
    assert (
        "x.xml cannot be written: No space left\n  next: rnnkit export moodle --to ~/x.xml" in capsys.readouterr().err
    )
    assert (here / "x.xml").read_text() == "old"


def test_only_the_export_that_needs_a_library_loads_it():
    code = "import sys, autograder.commands.export; print({'genanki', 'text2qti'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
