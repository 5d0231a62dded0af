"""A learner's progress is kept, whole, between runs."""

from datetime import UTC, datetime

import pytest

from autograder.study.store import Event, Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "progress.sqlite3", clock=lambda: NOON) as store:
        yield store


def test_what_was_done_is_there_after_the_file_is_opened_again(store):
    store.record(Event("quiz:seed-two-layers", 0.5, 12.0, "adds-the-layers", "drill"))
    with Store(store.path) as again:
        assert again.events() == [Event("quiz:seed-two-layers", 0.5, 12.0, "adds-the-layers", "drill", NOON)]


def test_an_event_and_its_card_are_kept_together_or_not_at_all(store):
    with pytest.raises(Exception, match="isoformat"):
        store.record(Event("quiz:x", 1.0), card="{}", due="tomorrow")
    assert store.events() == []
    assert store.cards() == {}


def test_what_is_under_way_is_kept_until_it_is_forgotten(store):
    store.keep("mock", {"asked": ["a"], "语言": "中文"})
    assert store.kept("mock") == {"asked": ["a"], "语言": "中文"}
    store.keep("mock", None)
    assert store.kept("mock") is None
