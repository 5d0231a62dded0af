"""A learner's progress is kept, whole, between runs, whatever happens to its file."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from time import strftime

import pytest

from autograder.commands.problem import Problem, put
from autograder.study import migrate, patience
from autograder.study.ledger import Ledger, opened
from autograder.study.store import Event, Store, home, past
from autograder.study.trouble import DamagedError, NewerError, StoreError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Event("quiz:seed-two-layers", 0.5, 12.0, "adds-the-layers", "drill", NOON)
MANY = """
import sys
from pathlib import Path
from autograder.study.store import Event, Store
with Store(Path(sys.argv[1])) as store:
    for number in range(40):
        store.record(Event(f"quiz:{sys.argv[2]}-{number}", 1.0))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "progress.sqlite3"


@pytest.fixture
def store(path):
    with Store(path, clock=lambda: NOON) as store:
        yield store


def spoil(path):
    path.write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)


def no(words):
    raise AssertionError(f"asked: {words.en}")


def test_what_was_done_is_there_after_the_file_is_opened_again(store):
    store.record(Event("quiz:seed-two-layers", 0.5, 12.0, "adds-the-layers", "drill"))
    with Store(store.path) as again:
        assert again.events() == [ONE]


def test_events_are_recorded_together_or_not_at_all(store):
    with pytest.raises(StoreError):
        store.record(ONE, Event("quiz:x", None))
    assert store.events() == []


def test_what_is_merged_twice_is_there_once(store):
    store.record(ONE)
    other = Event("code:rnn.rnn_backward", 1.0, way="check", at=NOON)
    assert store.merge([ONE, other]) == 1
    assert store.merge([ONE, other]) == 0
    assert store.events() == [ONE, other]


def test_what_is_under_way_is_kept_until_it_is_forgotten(store):
    store.keep("mock", {"asked": ["a"], "语言": "中文"})
    assert store.kept("mock") == {"asked": ["a"], "语言": "中文"}
    store.keep("mock", None)
    assert store.kept("mock") is None


def test_rnnkit_data_takes_the_place_of_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNKIT_DATA", str(tmp_path / "mine"))
    assert home() == tmp_path / "mine"
    with Store() as store:
        assert store.path == tmp_path / "mine" / "progress.sqlite3"


def test_two_programs_write_at_once_from_the_first_moment_on(path):
    writers = [subprocess.Popen([sys.executable, "-c", MANY, path, name]) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(path) as store:
        assert len({event.item for event in store.events()}) == 80


def test_a_file_is_copied_before_each_migration(store, monkeypatch):
    store.record(ONE)
    step = ("ALTER TABLE event ADD COLUMN mood TEXT NOT NULL DEFAULT ''",)
    monkeypatch.setattr(migrate, "MIGRATIONS", (*migrate.MIGRATIONS, step))
    with Store(store.path) as newer:
        assert newer.events() == [ONE]
    with closing(sqlite3.connect(store.path.with_name("progress.sqlite3.v1.bak"))) as copy:
        assert copy.execute("SELECT item FROM event").fetchall() == [(ONE.item,)]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_file_as_it_was(store, monkeypatch):
    store.record(ONE)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "MIGRATIONS", (*migrate.MIGRATIONS, ("DROP TABLE kept", "no such statement")))
        with pytest.raises(StoreError):
            Store(store.path)
    with Store(store.path) as again:
        assert again.events() == [ONE]
        assert again.kept("mock") is None


def test_a_file_from_a_newer_kit_is_refused_and_left_as_it_is(store):
    store._connection.execute("PRAGMA user_version = 7")
    before = store.path.read_bytes()
    with pytest.raises(NewerError, match="version 7, this one knows 1"):
        opened(no, no, store.path)
    assert store.path.read_bytes() == before


def test_a_damaged_file_is_kept_aside_and_its_newest_good_copy_takes_its_place(store):
    store.record(ONE)
    migrate.back_up(store.path, store.path.with_name("progress.sqlite3.v1.bak"))
    worse = store.path.with_name("progress.sqlite3.bak")
    spoil(worse)
    spoil(store.path)
    said = []
    ledger = opened(said.append, no, store.path, lambda: NOON)
    assert ledger.events() == [ONE]
    assert "is damaged" in said[0].en
    assert strftime("%Y-%m-%d") in said[1].en
    assert "events in it: 1" in said[1].en
    assert store.path.with_name("progress.sqlite3.damaged-20260301-120000").read_bytes().startswith(b"SQLite format")


@pytest.mark.parametrize("agreed", [True, False])
def test_a_damaged_file_without_a_copy_gives_way_to_a_new_one_only_where_the_learner_agrees(path, agreed):
    spoil(path)
    said = []
    ledger = opened(said.append, lambda _: agreed, path, lambda: NOON)
    assert (ledger.store is not None) == agreed
    assert [words.en for words in said if "next" in words.en] == ([] if agreed else [said[1].en])
    assert sum("is damaged" in words.en for words in said) == 1
    assert path.with_name("progress.sqlite3.damaged-20260301-120000").exists() == agreed


def test_who_does_not_answer_has_not_agreed(path):
    def gone(words):
        raise EOFError

    spoil(path)
    assert opened(lambda _: None, gone, path).store is None


def test_a_file_that_is_no_database_is_damaged(path):
    path.write_text("my notes, not yours\n" * 50)
    with pytest.raises(DamagedError):
        Store(path)


def copies(path):
    return sorted(path.parent.glob(f"{path.name}.*.bak"))


def counted(copy):
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute("SELECT count(*) FROM event").fetchone()[0]


def test_what_was_done_is_in_the_copy_after_the_next_opening(store):
    Store(store.path)
    assert copies(store.path) == []
    for done in (1, 2, 3):
        store.record(Event(f"quiz:{done}", 1.0))
        Store(store.path)
        (copy,) = copies(store.path)
        assert counted(copy) == done


def test_a_file_that_has_not_changed_is_not_copied_again(store, monkeypatch):
    store.record(ONE)
    os.utime(store.path, (9e8, 9e8))
    Store(store.path)
    monkeypatch.setattr(migrate, "back_up", no)
    Store(store.path)
    assert len(copies(store.path)) == 1


def test_copies_are_kept_of_the_last_two_days_on_which_something_was_done(store):
    for day in (1, 2, 3):
        store.record(Event(f"quiz:{day}", 1.0))
        os.utime(store.path, (9e8 + day * 86400,) * 2)
        for copy in copies(store.path):
            os.utime(copy, (0, 0))
        Store(store.path)
    assert list(map(counted, copies(store.path))) == [2, 3]


def test_an_emptied_file_is_damaged_where_there_is_a_copy_and_new_where_there_is_none(store, path):
    path.write_bytes(b"")
    assert Store(path).events() == []
    store.record(ONE)
    Store(path)
    path.write_bytes(b"")
    said = []
    assert opened(said.append, no, path).events() == [ONE]
    assert "it is empty" in said[0].en


def test_a_copy_that_cannot_be_made_keeps_nobody_from_working(store, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    store.record(ONE)
    monkeypatch.setattr(migrate, "back_up", full)
    with Store(store.path) as again:
        assert again.events() == [ONE]


def test_a_full_disk_is_said_and_what_waits_is_kept_once_there_is_room(store):
    ledger = Ledger(store, [], lambda: NOON)
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = Event("quiz:x", 1.0, belief="x" * 9000, at=NOON)
    assert "the disk is full" in str(ledger.record(big))
    assert ledger.events() == [big]
    store._connection.execute("PRAGMA max_page_count = 1000")
    assert ledger.record(ONE) is None
    assert store.events() == [big, ONE]
    assert ledger.unkept == 0


def test_a_data_folder_that_is_a_file_is_said_and_the_work_goes_on(tmp_path):
    (tmp_path / "data").write_text("")
    said = []
    ledger = opened(said.append, no, tmp_path / "data" / "progress.sqlite3")
    assert "is a file, expected a folder" in said[0].en
    assert "not kept" in said[1].en
    ledger.record(ONE)
    assert (ledger.events(), ledger.unkept) == ([ONE], 1)


def test_a_folder_that_cannot_be_written_is_said():
    from pathlib import Path

    said = []
    opened(said.append, no, Path("/proc/self/rnnkit/progress.sqlite3"))
    assert "cannot be written" in said[0].en
    assert "RNNKIT_DATA=" in said[0].en


def test_a_file_that_cannot_be_written_can_still_be_read(store, monkeypatch):
    store.record(ONE)

    def readonly(connection):
        connection.execute("PRAGMA query_only = 1")
        connection.execute("DELETE FROM event")

    monkeypatch.setattr("autograder.study.store.see_writable", readonly)
    said = []
    ledger = opened(said.append, no, store.path)
    assert ledger.store is None
    assert ledger.events() == [ONE]
    assert "cannot be written" in said[0].en


def test_another_program_that_never_ends_writing_is_said(store, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    store._connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program"):
        Store(store.path)
    store._connection.execute("ROLLBACK")


def test_who_waits_for_another_program_is_told_once_and_goes_on_when_it_ends(store, monkeypatch):
    monkeypatch.setattr(patience, "SILENT", 0.01)
    said = []

    def told(words):
        said.append(words.en)
        store._connection.execute("ROLLBACK")

    store._connection.execute("BEGIN EXCLUSIVE")
    assert opened(told, no, store.path, lambda: NOON).record(ONE) is None
    assert len(said) == 1
    assert "Another terminal is writing" in said[0]


def test_times_are_kept_in_one_zone(store):
    from zoneinfo import ZoneInfo

    store.record(Event("quiz:x", 1.0, at=NOON.astimezone(ZoneInfo("Asia/Shanghai"))))
    store.record(Event("quiz:y", 1.0, at=NOON + timedelta(seconds=1)))
    assert [event.item for event in store.events()] == ["quiz:x", "quiz:y"]
    assert store.events()[0].at.utcoffset() == timedelta(0)


def test_nothing_is_read_where_nothing_is(path):
    assert past(path) == []
    assert not path.exists()


def test_a_command_says_a_stores_trouble_in_words(path):
    spoil(path)
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert isinstance(put(caught.value), Problem)
