"""Reports on disk come back as they were, or not at all."""

from __future__ import annotations

import json
import os

import pytest

from autograder.catalogue import Text, same
from autograder.grading.cache import graded, key, load, save
from autograder.grading.handed_in import HandedIn
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.wall.submission import Submission

REPORT = Report(
    "ann",
    "rnn",
    (
        ExerciseResult(
            "softmax",
            Text("softmax", "柔性最大值"),
            4,
            (
                CheckResult("shapes", same("shapes"), "passed"),
                CheckResult("values", same("values"), "failed", 2.5, Text("wrong \ud800", "错"), same("\x1b[2J")),
            ),
            "forgets-exp",
            Text("Which function is positive?", "哪个函数为正？"),
        ),
    ),
    problem=same("none"),
    isolation="landlock",
    seconds=0.125,
)
UNWRITTEN = b"def softmax(scores):\n    raise NotImplementedError\n"


def test_a_report_comes_back_as_it_was(tmp_path):
    save(tmp_path / "deep/er/report.json", REPORT)
    assert load(tmp_path / "deep/er/report.json") == REPORT
    assert isinstance(load(tmp_path / "deep/er/report.json").exercises[0].hint, Text)


def test_there_is_none_where_none_was_kept(tmp_path):
    assert load(tmp_path / "report.json") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[:-1],
        lambda kept: kept.replace(b'"passed"', b'"failed"'),
        lambda kept: kept.replace(b"2.5", b"9.5"),
        lambda kept: kept.partition(b"\n")[2],
        lambda _: b"",
        lambda _: b"\xff\xfe\x00",
        lambda _: b"[]",
    ],
)
def test_a_damaged_report_is_not_believed(tmp_path, damage):
    file = tmp_path / "report.json"
    save(file, REPORT)
    file.write_bytes(damage(file.read_bytes()))
    assert load(file) is None


def test_a_report_under_anothers_name_is_not_believed(tmp_path):
    save(tmp_path / "report.json", REPORT)
    (tmp_path / "report.json").rename(tmp_path / "better.json")
    assert load(tmp_path / "better.json") is None


@pytest.mark.parametrize("kind", ["link", "folder", "pipe", "anyones"])
def test_only_a_file_of_ones_own_is_believed(tmp_path, kind):
    kept, file = tmp_path / "kept" / "report.json", tmp_path / "report.json"
    save(kept, REPORT)
    match kind:
        case "link":
            file.symlink_to(kept)
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "anyones":
            kept.rename(file)
            file.chmod(0o666)
    assert load(file) is None


def test_what_is_kept_is_json(tmp_path):
    save(tmp_path / "report.json", REPORT)
    body = (tmp_path / "report.json").read_text("ascii").partition("\n")[2]
    assert json.loads(body)["exercises"][0]["points"] == 4


def test_a_report_depends_on_the_file_its_siblings_and_the_seed():
    keys = {
        key(Submission("rnn", {"rnn.py": b"a"}), 20),
        key(Submission("rnn", {"rnn.py": b"b"}), 20),
        key(Submission("rnn", {"rnn.py": b"a", "more.py": b""}), 20),
        key(Submission("rnn", {"rnn.py": b"a"}), 21),
    }
    assert len(keys) == 4


@pytest.fixture
def ann(tmp_path):
    (tmp_path / "rnn.py").write_bytes(UNWRITTEN)
    return HandedIn("ann", "rnn", tmp_path / "rnn.py")


def test_a_kept_report_is_found_and_belongs_to_whoever_handed_in(tmp_path, ann):
    first = graded(ann, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    assert graded(ann, tmp_path / "kept") == first  # to the hundredth of a second
    bob = graded(HandedIn("bob", "rnn", ann.path), tmp_path / "kept")
    assert (bob.student, bob.exercises) == ("bob", first.exercises)
    assert [file] == list((tmp_path / "kept").iterdir())


def test_after_damage_it_is_graded_again(tmp_path, ann):
    first = graded(ann, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_text("spoilt")
    assert graded(ann, tmp_path / "kept").exercises == first.exercises
    assert load(file) is not None


def test_a_file_that_cannot_be_read_is_reported_and_not_kept(tmp_path):
    report = graded(HandedIn("ann", "rnn", tmp_path / "rnn.py"), tmp_path / "kept")
    assert report.problem.en == "rnn.py was not handed in"
    assert report.score == 0
    assert not (tmp_path / "kept").exists()
