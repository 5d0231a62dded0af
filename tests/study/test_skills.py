"""What progress counts, and what the page shows of it."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.quiz.bank import bank
from autograder.quiz.plain import plain
from autograder.study import figures, plots
from autograder.study.belief import asked_in, command_for, told_belief
from autograder.study.page import page
from autograder.study.pool import pool, skills
from autograder.study.skills import Day, progress, streak
from autograder.study.store import Event

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY, DAY = date(2026, 3, 1), timedelta(days=1)
QUESTION, KATA = "quiz:gru-parameters", "code:rnn.rnn_backward"


def come(*events, moment=NOON, zone=UTC):
    return progress(events, pool(), skills(), moment, zone)


def skill(found, key):
    return next(one for one in found.skills if one.key == key)


def made_up():
    """Three weeks, with a day off, of questions right and wrong and of katas."""
    names = [name for name, item in pool().items() if not item.is_code][:40]
    rows = []
    for k in range(200):
        at = NOON - (21 - k // 10) * DAY + timedelta(minutes=k % 10)
        if k // 10 != 5:
            rows.append(
                Event(names[k % 40], (1.0, 0.5, 1.0, 0.0)[k % 4], 30.0, "swaps-i-f" * (k % 4 == 3), "drill", at)
            )
    rows.append(Event(KATA, 1.0, 300.0, "", "drill", NOON - DAY))
    return rows


def test_a_score_is_that_of_each_questions_last_answer():
    first, again = Event(QUESTION, 0.0, at=NOON - 2 * DAY), Event(QUESTION, 1.0, at=NOON - DAY)
    other = Event("quiz:lstm-parameters", 0.5, at=NOON)
    assert skill(come(first, again, other), "quiz:basics").score == 0.75


def test_recall_falls_as_time_goes_by():
    event = Event(QUESTION, 1.0, 60.0, at=NOON)
    shares = [skill(come(event, moment=NOON + days * DAY), "quiz:basics").recall for days in (0, 2, 9, 60)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.95
    assert shares[-1] < 0.8


def test_what_was_wrong_last_is_not_known_until_it_is_right():
    known, wrong = Event(QUESTION, 1.0, at=NOON - 2 * DAY), Event(QUESTION, 0.0, at=NOON - timedelta(minutes=9))
    assert skill(come(known, wrong), "quiz:basics").recall == 0
    assert skill(come(known, wrong), "quiz:basics").known == 0
    assert skill(come(known, wrong, Event(QUESTION, 1.0, at=NOON)), "quiz:basics").recall > 0.95
    assert 0.45 < skill(come(known, Event(QUESTION, 0.5, at=NOON)), "quiz:basics").recall <= 0.5


def test_work_in_progress_takes_nothing_away_from_what_is_known():
    passed, saved = Event(KATA, 1.0, way="check", at=NOON - DAY), Event(KATA, 0.2, way="watch", at=NOON)
    before, after = (skill(come(*events), "code:rnn") for events in ((passed,), (passed, saved)))
    assert before.recall == after.recall > 0.8
    assert after.known == after.recall / after.total


def test_what_falls_due_before_midnight_is_not_due_now():
    found = come(Event(QUESTION, 0.0, at=NOON))
    assert (found.due, found.later, found.next_at) == (0, 1, NOON + timedelta(minutes=10))


def test_nothing_is_fresh_after_the_days_new_items():
    names = [name for name, item in pool().items() if not item.is_code][:10]
    assert come().fresh == 10
    assert come(*(Event(name, 1.0, way="drill", at=NOON) for name in names)).fresh == 0


def test_an_exercise_counts_as_passed_once_and_only_where_it_passed():
    failed = Event(KATA, 0.9, way="watch", at=NOON)
    assert skill(come(failed), "code:rnn").passed == 0
    passed = [Event(KATA, 1.0, way="check", at=NOON + k * DAY) for k in range(3)]
    assert skill(come(failed, *passed), "code:rnn").passed == 1
    assert skill(come(failed), "code:rnn").total == len(ASSIGNMENTS["rnn"].exercises)


def test_what_is_overdue_counts_as_due_today():
    event = Event(KATA, 0.0, way="gave up", at=NOON - 5 * DAY)
    found = come(event)
    assert (found.due, found.forecast[0], sum(found.forecast)) == (1, 1, 1)
    assert come(Event(KATA, 0.0, way="gave up", at=NOON)).tomorrow == 1


@pytest.mark.parametrize(
    ("back", "expected"), [([], 0), ([0], 1), ([1], 1), ([0, 1, 2], 3), ([1, 2, 4], 2), ([2, 3], 0)]
)
def test_a_streak_lasts_until_a_whole_day_is_missed(back, expected):
    assert streak([TODAY - days * DAY for days in back], TODAY) == expected


def test_days_are_the_learners_own():
    late = Event(QUESTION, 1.0, at=datetime(2026, 3, 1, 17, tzinfo=UTC))
    assert come(late).days[0].day == date(2026, 3, 1)
    assert come(late, zone=ZoneInfo("Asia/Shanghai")).days[0].day == date(2026, 3, 2)


def test_the_belief_that_showed_most_often_lately_comes_first():
    old = [Event(QUESTION, 0.0, belief="long-ago", at=NOON - 30 * DAY)] * 9
    new = [Event(QUESTION, 0.0, belief=name, at=NOON - DAY) for name in ("once", "twice", "twice", "later")]
    found = come(*old, *new)
    assert [(one.id, one.times) for one in found.beliefs] == [("twice", 2), ("later", 1), ("once", 1)]


def test_a_belief_is_told_in_the_words_that_its_answer_got():
    question = next(one for one in bank().values() if one.options and not one.draw)
    option = next(one for one in question.options if not one.right)
    assert told_belief(f"quiz:{question.id}", option.id, "zh")[:5] in option.why.zh
    mistake = ASSIGNMENTS["rnn"].exercise("rnn_backward").mistakes[0]
    assert told_belief(KATA, mistake.id, "en") == mistake.hint.en
    assert told_belief("quiz:of-an-older-kit", "some-belief", "en") == "some-belief"


def test_a_belief_is_told_with_its_question_and_what_to_type():
    assert asked_in("quiz:gru-parameters", "en").startswith(plain(bank()["gru-parameters"].text.en)[:15])
    assert command_for("quiz:gru-parameters") == "rnnkit quiz gru-parameters"
    assert asked_in(KATA, "zh").startswith("普通循环神经网络：")
    assert command_for(KATA) == "rnnkit hint rnn.rnn_backward"
    assert asked_in("quiz:of-an-older-kit", "en") == "of-an-older-kit"
    assert all(len(asked_in(f"quiz:{name}", lang)) <= 120 for name in bank() for lang in ("en", "zh"))


def test_one_is_said_in_the_singular():
    once = {figure.words.en: figure.value.en for figure in figures.done(come(Event(QUESTION, 1.0, 60.0, at=NOON)))}
    assert once == {"day in a row": "1", "attempt": "1", "exercises passed": "0", "spent answering": "1 min"}


def test_a_running_mean_weighs_each_answer_the_same():
    days = [Day(TODAY - 8 * DAY, 50, 0.0), Day(TODAY - DAY, 1, 0.0), Day(TODAY, 3, 1.0)]
    assert plots.running_mean(days, TODAY) == 0.75


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("events", [[], [Event(QUESTION, 1.0, at=NOON)], made_up()], ids=["none", "one", "weeks"])
def test_the_page_needs_nothing_but_itself(events, lang):
    text = page(come(*events), lang)
    assert not re.findall(r"<script|src=|href=|@import|url\(|http", text)
    assert "nan" not in text.lower()
    assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    ET.fromstring(re.sub(r"<!DOCTYPE html>|<meta[^>]*>", "", text))


def test_each_picture_has_a_title_and_the_same_in_numbers():
    text = page(come(*made_up()), "en")
    assert text.count("<svg") == text.count("in numbers") == 4
    assert all(
        re.match(r"<svg[^>]*role=\"img\"[^>]*><title>[^<]+</title>", part)
        for part in re.findall(r"<svg.*?</title>", text)
    )


def test_the_calendar_has_a_square_for_each_day_up_to_today():
    picture = plots.calendar([Day(TODAY, 7, 1.0)], TODAY, "en")  # a Sunday: its week is full
    assert picture.count("<rect") == 26 * 7 + 5
    assert "2026-03-01: 7 attempts" in picture
    assert plots.level(0) == 0
    assert [plots.level(count) for count in (1, 5, 15, 30, 999)] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_label_of_a_picture_is_cut(lang):
    found = come(*(Event(name, 1.0, at=NOON) for name in pool()))
    for picture in re.findall(r"<svg.*?</svg>", page(found, lang), flags=re.DOTALL):
        for label in ET.fromstring(picture).iter("text"):
            wide, at = plots._wide(label.text), float(label.get("x"))
            start = at - {"start": 0, "middle": wide / 2, "end": wide}[label.get("text-anchor")]
            assert start >= -3, label.text
            assert start + wide <= plots.WIDTH + 3, label.text


def test_a_belief_from_elsewhere_is_text_on_the_page():
    event = Event("quiz:<b>x</b>", 0.0, belief="<script>alert(1)</script>", at=NOON)
    assert "<script" not in page(come(event), "en")
