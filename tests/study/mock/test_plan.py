"""What an interview asks fits into its minutes, suits the role, and leans on what the learner lacks."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from autograder.study.mock.plan import FOLLOWED, lack_of, plan
from autograder.study.mock.roles import BUG, CODE, PARTS, ROLES, TALK, WARM_UP, WHITEBOARD, is_kata
from autograder.study.pool import exercise_of, question_of
from autograder.study.store import Event

LENGTHS = (5, 10, 45, 180)
SEEDS = range(5)


def drawn(role, minutes):
    return [plan(role, minutes, seed) for seed in SEEDS]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("minutes", LENGTHS)
def test_every_plan_is_sound(role, minutes):
    for slots in drawn(role, minutes):
        takes = sum(slot.minutes + slot.spare for slot in slots)
        assert 0.8 * minutes <= takes <= minutes
        assert len({slot.item for slot in slots}) == len(slots)
        order = [list(PARTS).index(slot.part) for slot in slots]
        assert order == sorted(order)
        assert slots[0].part == WARM_UP
        assert all(slot.part in FOLLOWED for slot in slots if slot.spare)
        for slot in slots:
            assert exercise_of(slot.item) if slot.part == CODE else question_of(slot.item)


@pytest.mark.parametrize("role", ROLES)
def test_forty_five_minutes_hold_every_part_and_one_implementation(role):
    for slots in drawn(role, 45):
        assert {slot.part for slot in slots} == set(PARTS)
        assert sum(slot.part == CODE for slot in slots) == 1


@pytest.mark.parametrize("role", ROLES)
def test_ten_minutes_hold_a_small_implementation(role):
    assert all(any(slot.part == CODE for slot in slots) for slots in drawn(role, 10))


@pytest.mark.parametrize("role", ROLES)
def test_where_there_is_time_the_implementation_is_a_kata(role):
    for slots in drawn(role, 45):
        assert all(is_kata(exercise_of(slot.item)[0]) for slot in slots if slot.part == CODE)


def test_each_part_asks_its_own_kinds():
    kinds = {WHITEBOARD: {"formula", "wiring"}, BUG: {"bug"}, TALK: {"free"}}
    for slots in drawn("researcher", 45):
        for slot in slots:
            assert slot.part not in kinds or question_of(slot.item).kind in kinds[slot.part]


def test_the_warm_up_begins_with_what_is_easy():
    for slots in drawn("ml-engineer", 45):
        difficulties = [question_of(slot.item).difficulty for slot in slots if slot.part == WARM_UP]
        assert difficulties == sorted(difficulties)
        assert max(difficulties) < 3


def test_the_same_seed_gives_the_same_plan_and_another_another():
    assert plan("researcher", 45, 1) == plan("researcher", 45, 1)
    assert len(set(drawn("researcher", 45))) == len(SEEDS)


def test_roles_lean_on_their_topics():
    def topics(role):
        asked = [slot for seed in range(6) for slot in plan(role, 45, seed) if slot.part in (WARM_UP, WHITEBOARD)]
        return Counter(question_of(slot.item).topic for slot in asked)

    engineer, researcher = topics("ml-engineer"), topics("researcher")
    assert engineer["shapes"] + engineer["practice"] > researcher["shapes"] + researcher["practice"]
    assert researcher["bptt"] + researcher["gradients"] > engineer["bptt"] + engineer["gradients"]


def test_what_is_lacking_comes_up_more_often():
    from autograder.quiz.bank import bank

    moment = datetime(2026, 3, 1, tzinfo=UTC)
    past = [Event(f"quiz:{one.id}", float(one.topic != "gru"), at=moment) for one in bank().values()]
    lack = lack_of(past)

    def asked_on_gru(lack):
        slots = [slot for seed in range(5) for slot in plan("ml-engineer", 45, seed, lack) if slot.part == WARM_UP]
        return sum(question_of(slot.item).topic == "gru" for slot in slots)

    assert asked_on_gru(lack) > asked_on_gru(None)


def test_what_somebody_lacks_is_told_by_the_last_answer_else_by_the_topic():
    lack = lack_of([Event("quiz:who-keeps", 0.0), Event("quiz:who-keeps", 1.0), Event("code:lstm.sigmoid", 0.25)])
    assert lack.of("quiz:who-keeps", "lstm") == 0
    assert lack.of("quiz:never-seen", "lstm") == 0
    assert lack.of("code:lstm.lstm_gates", "code:lstm") == 0.75
    assert lack.of("quiz:never-seen", "gru") == 0.5


@pytest.mark.parametrize("role", ROLES)
def test_five_interviews_in_a_row_do_not_ask_the_same_again(role):
    past, moment = [], datetime(2026, 3, 1, tzinfo=UTC)
    for seed in range(5):
        items = [slot.item for slot in plan(role, 20, seed, lack_of(past)) if slot.part != BUG]
        again = set(items) & {event.item for event in past}
        assert all(question_of(item).kind in {"free", "formula", "wiring"} for item in again)  # of which there are few
        past += [Event(item, 0.0, way="mock", at=moment) for item in items]


def test_what_was_asked_elsewhere_is_as_fresh_as_before():
    past = [Event(slot.item, 1.0, way="drill") for slot in plan("researcher", 20, 1)]
    assert all(lack_of(past).asked(event.item) == 0 for event in past)
