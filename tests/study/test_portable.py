"""Progress goes to another machine and back, and a bad file changes nothing and is told where it is bad."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from autograder.study.portable import read, written
from autograder.study.store import Event, Store
from autograder.study.trouble import UnreadableError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVENTS = [
    Event("quiz:x", 0.5, 3.25, "信念", "drill", NOON),
    Event("code:rnn.rnn_backward", 1.0, 0.0, "", "gave up", NOON + timedelta(microseconds=7)),
]
GOOD = {"at": "2026-03-01T12:00:00+00:00", "item": "quiz:x", "score": 1, "seconds": 2, "belief": "", "way": "drill"}


def test_what_was_written_is_read_again(tmp_path):
    (tmp_path / "p.json").write_text(written(EVENTS), "utf-8")
    assert read(tmp_path / "p.json") == EVENTS
    assert json.loads(written([])) == {"schema": 1, "events": []}


def test_two_machines_merge_into_the_same_whichever_comes_first(tmp_path):
    mine, other = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"
    with Store(mine) as a, Store(other) as b:
        a.record(EVENTS[0])
        b.record(EVENTS[1], EVENTS[0])
        assert a.merge(b.events()) == 1
        assert b.merge(a.events()) == 0
        assert a.merge(b.events()) == 0
        assert a.events() == b.events()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"schema": 1,\n "events": [,]}', "2:13"),
        ("[]", "schema"),
        ('{"schema": 2, "events": []}', "schema: expected 1, got 2"),
        ('{"schema": 1, "events": 5}', "events"),
        ('{"schema": 1, "events": [5]}', "events[0]"),
        ("[" * 100_000, "JSON"),
        ('{"schema": ' + "9" * 5000 + "}", "JSON"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_is_no_progress_is_told_with_its_place(tmp_path, content, place):
    file = tmp_path / "bad.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableError) as told:
        read(file)
    assert str(file) in str(told.value)
    assert place in str(told.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("item", "tea:x"),
        ("item", 3),
        ("item", "quiz:" + "x" * 1000),
        ("score", 1.5),
        ("score", "1"),
        ("score", True),
        ("score", float("nan")),
        ("seconds", -1),
        ("seconds", 10**400),
        ("item", "quiz:\x1b[31mx"),
        ("belief", "two\nlines"),
        ("belief", None),
        ("way", ["drill"]),
        ("at", "yesterday"),
        ("at", "2026-03-01T12:00:00"),
        ("at", "0001-01-01T00:00:00+23:00"),
        ("at", None),
    ],
)
def test_each_value_that_is_wrong_is_told_with_its_place(tmp_path, key, value):
    file = tmp_path / "bad.json"
    file.write_text(json.dumps({"schema": 1, "events": [GOOD, {**GOOD, key: value}]}))
    with pytest.raises(UnreadableError) as told:
        read(file)
    assert f"{file}: events[1].{key}: expected" in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableError, match="No such file"):
        read(tmp_path / "none.json")
