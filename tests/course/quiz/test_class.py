"""`rnnkit grade --assignment quiz`: a class without nbgrader."""

from __future__ import annotations

import json

import pytest

from autograder.cli import main


@pytest.fixture
def class_(tmp_path, filled_in, monkeypatch):
    """Four students: one right, one not quite, one under another name, one with nothing."""
    monkeypatch.chdir(tmp_path)
    sheets = {
        "alice/quiz": filled_in("alice"),
        "bob": filled_in("bob", temperature="0.5"),
        "cat/quiz": filled_in("cat", called="Kat"),
    }
    for folder, sheet in sheets.items():
        (tmp_path / "class" / folder).mkdir(parents=True)
        (tmp_path / "class" / folder / "answers.toml").write_text(sheet, "utf-8")
    (tmp_path / "class/dan").mkdir()
    return tmp_path / "class"


def grade(path, capsys, *options):
    status = main(["grade", str(path), "--assignment", "quiz", *options])
    return status, *capsys.readouterr()


def test_a_class_is_graded_and_what_waits_for_people_is_said(class_, capsys):
    status, out, err = grade(class_, capsys, "--json", "-", "--lang", "en")
    scores = {report["student"]: report["score"] for report in json.loads(out)["reports"]}
    assert status == 0
    assert scores == {"alice": 84, "bob": 81, "cat": 84, "dan": 0}
    assert "to be graded by hand: problems-of-training, does-it-cure" in err
    assert "cat: answers.toml says student = 'Kat'" in err


@pytest.mark.parametrize("path", ["alice", "alice/quiz", "alice/quiz/answers.toml"])
def test_one_sheet_is_that_of_the_student_whose_folder_it_is_in(class_, capsys, path):
    _, out, _ = grade(class_ / path, capsys, "--json", "-")
    (report,) = json.loads(out)["reports"]
    assert (report["student"], report["score"]) == ("alice", 84)


def test_a_course_with_a_selection_of_its_own_asks_that(class_, capsys):
    folder = class_.parent / "assignments/quiz"
    folder.mkdir(parents=True)
    (folder / "selection.toml").write_text("seed = 1997\n[points]\ntemperature = 7\n", "utf-8")
    _, out, _ = grade(class_ / "alice", capsys, "--json", "-")
    assert json.loads(out)["reports"][0]["points"] == 7
    (folder / "selection.toml").write_text("seed = 1997\n[points]\nwarmth = 7\n", "utf-8")
    status, _, err = grade(class_ / "alice", capsys)
    assert status == 2
    assert "(at line 3): warmth: there is no such question in the bank" in err


def test_where_there_is_no_sheet_it_says_what_was_looked_for(tmp_path, capsys):
    status, _, err = grade(tmp_path, capsys)
    assert status == 2
    assert "looked for: answers.toml" in err
