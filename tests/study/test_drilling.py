"""A drill asks what is due, then something new, and keeps what was done as it goes."""

from datetime import UTC, datetime, timedelta

import pytest

from autograder.catalogue import same
from autograder.study.drilling import Drill
from autograder.study.ledger import Ledger
from autograder.study.pool import pool, question_of
from autograder.study.store import Event, Store
from autograder.study.trouble import StoreError

MORNING = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.at = MORNING

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(tmp_path, clock):
    with Store(tmp_path / "progress.sqlite3", clock) as store:
        yield Ledger(store, [], clock)


def drill(ledger):
    return Drill(ledger, pool(), UTC)


def work(session, score=lambda _: 1.0):
    """Answer all that comes; the items in their order."""
    asked = []
    while item := session.next():
        asked.append(item.id)
        session.note(Event(item.id, score(item), 60.0, way="drill"))
    return asked


def test_a_day_ends_and_the_next_one_brings_back_what_is_due(ledger, clock):
    first = work(drill(ledger))
    assert len(first) == len(set(first)) == 10
    assert work(drill(ledger)) == []
    clock.at = MORNING + timedelta(days=9)
    later = work(drill(ledger))
    assert set(first) <= set(later[:10])
    assert len(later) == 20


def test_what_was_wrong_comes_again_in_the_same_session_when_its_time_has_come(ledger, clock):
    session = drill(ledger)
    wrong = session.next()
    session.note(Event(wrong.id, 0.0, 60.0, way="drill"))
    assert session.next() != wrong
    clock.at += timedelta(minutes=11)
    assert session.next() == wrong


def test_every_review_draws_other_numbers(ledger):
    from autograder.quiz.asked import ask

    session, item = drill(ledger), pool()["quiz:gru-parameters"]
    first = session.seed(item)
    session.note(Event(item.id, 1.0, way="drill"))
    assert (first, session.seed(item)) == (0, 1)
    question = question_of(item.id)
    assert ask(question, 0).values != ask(question, 1).values


def test_ten_days_show_all_topics_and_are_kept_up_with(clock):
    ledger, loads = Ledger(None, [], clock), []
    for day in range(10):
        clock.at = MORNING + timedelta(days=day)
        loads.append(len(work(drill(ledger))))
    assert max(loads) <= 40
    seen = {event.item for event in ledger.events()}
    assert len(seen) == 100
    assert len({pool()[name].skill for name in seen}) >= 10


def test_the_outlook_counts_what_is_due(ledger, clock):
    session = drill(ledger)
    work(session, score=lambda item: 0.0 if item.is_code else 1.0)
    clock.at = MORNING + timedelta(hours=3)
    look = session.outlook()
    assert (look.now, look.today) == (2, 2)
    assert look.next_at > clock.at


def test_an_item_that_cannot_be_asked_is_left_out(ledger):
    session = drill(ledger)
    item = session.next()
    session.leave_out(item)
    assert session.next() != item


def test_no_kata_comes_where_there_is_no_time_for_one(ledger, clock):
    session = drill(ledger)
    kata = next(item for item in pool().values() if item.kata)
    session.note(Event(kata.id, 0.0, way="gave up"))
    clock.at = MORNING + timedelta(days=2)
    assert session.next() == kata
    assert not session.next(code=False).is_code


def test_two_terminals_see_each_others_work(ledger, clock):
    mine, other = drill(ledger), drill(Ledger(Store(ledger.store.path, clock), [], clock))
    item = mine.next()
    mine.note(Event(item.id, 1.0, way="drill"))
    assert other.next() != item


def test_a_drill_goes_on_where_nothing_can_be_kept(clock, monkeypatch, tmp_path):
    with Store(tmp_path / "progress.sqlite3", clock) as store:
        ledger = Ledger(store, [], clock)
        session = drill(ledger)
        item = session.next()

        def full(events):
            raise StoreError(same("full"))

        with monkeypatch.context() as patch:
            patch.setattr(store, "merge", full)
            assert str(session.note(Event(item.id, 1.0, way="drill"))) == "full"
            assert session.next() != item
            assert ledger.unkept == 1
        assert ledger.flush() is None
        assert [event.item for event in store.events()] == [item.id]
