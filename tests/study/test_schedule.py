"""What to ask, and when, follows from what was done and from nothing else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Rating

from autograder.study.pool import Item, only, pool
from autograder.study.schedule import NEW_A_DAY, cards, due, interleaved, new, rating
from autograder.study.store import Event

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
X, Y, KATA = "quiz:x", "quiz:y", "code:kata_cells.step"
SMALL = {
    X: Item(X, "quiz:lstm", 1, fast=20),
    Y: Item(Y, "quiz:gru", 2, fast=20),
    KATA: Item(KATA, "code:kata_cells", 2, fast=180, kata=True),
}


def done(item, score=1.0, at=NOON, seconds=60.0, way="drill"):
    return Event(item, score, seconds, "", way, at)


def many(count, skill="quiz:lstm", **more):
    return {f"quiz:{skill[-3:]}{k}": Item(f"quiz:{skill[-3:]}{k}", skill, 1, 20, **more) for k in range(count)}


@pytest.mark.parametrize(
    ("event", "attempts", "expected"),
    [
        (done(X, 0.0), 0, Rating.Again),
        (done(X, 0.5), 0, Rating.Hard),
        (done(X, 1.0), 0, Rating.Good),
        (done(X, 1.0, seconds=12), 0, Rating.Easy),
        (done(X, 1.0, seconds=0), 0, Rating.Good),
        (done(KATA, 1.0, seconds=12), 2, Rating.Hard),
        (done(KATA, 1.0, way="gave up"), 0, Rating.Again),
    ],
)
def test_score_and_time_rate_a_review(event, attempts, expected):
    assert rating(event, 20, attempts) == expected


def test_a_free_answer_is_never_easy():
    free = [item for item in pool().values() if item.fast == 0]
    assert len(free) >= 5
    assert rating(done(free[0].id, seconds=0.1), free[0].fast) == Rating.Good


def test_what_is_known_comes_later_and_what_is_not_comes_soon():
    found = cards([done(X), done(Y, 0.0)], SMALL)
    assert found[X].due - NOON >= DAY
    assert found[Y].due - NOON <= HOUR
    assert due(found, NOON + HOUR) == [Y]
    assert due(found, NOON + 30 * DAY) == [Y, X]


def test_intervals_grow_with_every_right_answer():
    events, gaps, at = [], [], NOON
    for _ in range(5):
        events.append(done(X, at=at))
        gaps.append(cards(events, SMALL)[X].due - at)
        at += gaps[-1]
    assert gaps == sorted(set(gaps))
    assert gaps[-1] > 20 * DAY


def test_the_same_events_make_the_same_schedule():
    events = [done(X), done(Y, 0.5), done(X, 0.0, NOON + DAY)]
    assert cards(events, SMALL) == cards(events, SMALL)


def test_what_was_given_up_is_due_after_a_day():
    found = cards([done(KATA, 0.0, way="gave up")], SMALL)
    assert found[KATA].due == NOON + DAY


def test_an_exercise_under_way_is_no_review_but_passing_it_is_once():
    saves = [done(KATA, 0.4, NOON + k * timedelta(minutes=1), way="watch") for k in range(9)]
    assert cards(saves, SMALL) == {}
    passed = [done(KATA, 1.0, NOON + (10 + k) * timedelta(minutes=1), way="watch") for k in range(9)]
    assert cards(saves + passed, SMALL) == cards(passed[:1], SMALL)


def test_a_kata_that_passed_at_a_later_attempt_comes_sooner_than_one_that_passed_at_once():
    attempt = done(KATA, 0.3, NOON, way="attempt")
    late = cards([attempt, done(KATA, at=NOON + HOUR)], SMALL)[KATA]
    once = cards([done(KATA, at=NOON + HOUR)], SMALL)[KATA]
    assert late.due < once.due


def test_an_item_that_is_gone_is_left_out():
    assert cards([done("quiz:of-an-older-kit")], SMALL) == {}


def test_no_more_is_new_in_a_day_than_is_kept_up_with():
    items = many(40)
    assert len(new([], {}, items, NOON)) == NEW_A_DAY
    begun = [done(name) for name in list(items)[:7]]
    assert len(new(begun, cards(begun, items), items, NOON, UTC)) == NEW_A_DAY - 7
    assert len(new(begun, cards(begun, items), items, NOON + DAY, UTC)) == NEW_A_DAY


def test_a_day_begins_at_the_learners_midnight():
    items = many(40)
    late = datetime(2026, 3, 1, 17, tzinfo=UTC)  # the next day in Shanghai
    begun = [done(name, at=NOON) for name in list(items)[:NEW_A_DAY]]
    assert new(begun, cards(begun, items), items, late, UTC) == []
    assert len(new(begun, cards(begun, items), items, late, ZoneInfo("Asia/Shanghai"))) == NEW_A_DAY


def test_what_is_new_comes_from_every_topic_the_easiest_first():
    first = [pool()[name] for name in new([], {}, pool(), NOON)]
    assert len({item.skill for item in first}) >= 9
    assert all(item.difficulty == 1 for item in first if not item.is_code and item.skill != "quiz:bugs")


def test_at_most_two_katas_are_new_in_a_day():
    katas = many(9, "code:one") | many(9, "code:two")
    katas = {f"code:{k}": Item(f"code:{k}", item.skill, 2, 9, kata=True) for k, item in enumerate(katas.values())}
    assert len(new([], {}, katas, NOON)) == 2


def test_what_something_builds_on_comes_first():
    a, b = "quiz:a", "quiz:b"
    items = {b: Item(b, "quiz:lstm", 1, 9, needs=(a,)), a: Item(a, "quiz:lstm", 3, 9)}
    assert new([], {}, items, NOON) == [a]
    events = [done(a)]
    assert new(events, cards(events, items), items, NOON) == [b]


def test_an_exercise_of_an_assignment_comes_only_once_it_was_passed_or_given_up():
    from autograder.catalogue import ASSIGNMENTS

    name = "code:rnn.rnn_backward"
    if any(one.startswith("kata") for one in ASSIGNMENTS):
        assert not pool()[name].new_by_itself
    found = cards([done(name, way="check")], pool())
    assert due(found, NOON + 60 * DAY) == [name]


def test_skills_alternate():
    items = many(3, "quiz:aaa") | many(3, "quiz:bbb")
    order = [items[name].skill for name in interleaved(items, items, [])]
    assert order == ["quiz:aaa", "quiz:bbb"] * 3
    assert items[interleaved(items, items, ["quiz:aaa0"])[0]].skill == "quiz:bbb"


def test_a_topic_is_a_part_of_the_pool():
    assert {item.skill for item in only(pool(), "lstm").values()} == {"quiz:lstm", "code:lstm"}
    assert list(only(pool(), "cell-update")) == ["quiz:cell-update"]
    assert only(pool(), "cooking") == {}
