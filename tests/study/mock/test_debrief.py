"""The debrief: a score by a rule that it says, the misconceptions in words, and the answer to all that was asked."""

import re

import pytest

from autograder.quiz.plain import plain
from autograder.study.mock import debrief
from autograder.study.mock.advice import advice
from autograder.study.mock.interview import Draft, Interview
from autograder.study.mock.page import page
from autograder.study.mock.plan import Slot
from autograder.study.mock.roles import CODE, TALK, WARM_UP
from autograder.study.mock.score import CODE_SKILL, outcome

BEGUN = "2026-03-01T12:00:00+00:00"
SOURCES = debrief.Sources(lambda _, exercise: f"def {exercise.name}(): ...", lambda *_: "0 of 3 checks passed")
NAMES = ("who-keeps", "who-writes", "who-shows", "forget-bias", "direct-path", "cell-update")
CODE_SLOT = Slot(CODE, "code:rnn.softmax", 6.0)


def of(*slots, role="ml-engineer"):
    return Interview(role, 45, 1, BEGUN, slots)


def quiz(name, minutes=1.0):
    return Slot(WARM_UP, f"quiz:{name}", minutes)


def written(interview, lang="en"):
    return debrief.markdown(interview, SOURCES, lang)


@pytest.fixture
def wrong(held):
    """Wrong throughout, in all kinds."""
    interview = held.through(held.begun("researcher", 45, 3), lambda _: False)
    while interview.unticked is not None:
        interview = interview.ticked(interview.unticked, "0")
    return interview


def test_all_right_is_a_strong_hire_and_all_wrong_not_yet(held, wrong):
    interview = held.through(held.begun())
    while interview.unticked is not None:
        interview = interview.ticked(interview.unticked, "1 2 3")
    assert outcome(interview).verdict.en in {"strong hire", "hire"}
    assert (outcome(wrong).score, outcome(wrong).verdict.en) == (0.0, "not yet")


def test_an_answer_counts_by_its_minutes(held):
    interview = held.step(held.step(of(quiz("who-keeps", 3.0), quiz("who-writes")), right=True), right=False)
    assert outcome(interview).score == pytest.approx(75)


def test_one_easy_program_makes_no_hire(held):
    slots = quiz("who-keeps", 1.5), quiz("who-writes", 1.5), Slot(CODE, "code:layouts.split_concat", 6.0)
    interview = of(*slots)
    for right in (False, False, True):
        interview = held.step(interview, right=right)
    assert outcome(interview).score == pytest.approx(40)


def test_programs_count_by_what_there_is_to_write_and_no_more_than_their_share(held):
    small = of(quiz("who-keeps", 8.0), CODE_SLOT)
    assert outcome(held.step(held.step(small, right=True), right=False)).score == pytest.approx(80)
    large = of(quiz("who-keeps", 6.0), Slot(CODE, "code:rnn.rnn_backward", 14.0))
    assert outcome(held.step(held.step(large, right=True), right=False)).score == pytest.approx(60)


def test_a_verdict_on_little_says_so_and_one_on_much_does_not(held):
    few = held.through(of(*(quiz(name, 10.0) for name in ("who-keeps", "who-writes", "who-shows"))))
    assert "on little evidence" in outcome(few).verdict.en
    assert "This says little" in written(few)
    assert "依据很少" in written(few, "zh")
    short = held.through(of(*(quiz(name) for name in NAMES)))
    assert "on little evidence" in outcome(short).verdict.en
    enough = held.through(of(*(quiz(name, 3.0) for name in NAMES)))
    assert outcome(enough).verdict.en == "strong hire"
    assert "This says little" not in written(enough)


def test_what_was_not_reached_counts_as_nothing_but_for_follow_ups(held):
    interview = held.step(of(quiz("who-keeps"), quiz("who-writes")), right=True).ended()
    assert outcome(interview).score == pytest.approx(50)
    followed = held.step(of(Slot(WARM_UP, "quiz:who-keeps", 1.0, 2.5)), right=True).ended()
    assert (outcome(followed).score, outcome(followed).unreached) == (100, 0)


def test_a_program_that_could_not_be_graded_counts_nowhere(held):
    interview = of(quiz("who-keeps"), CODE_SLOT)
    interview = held.step(interview, right=True).submitted(Draft("x", None), 1.0).handed_in(0.0)
    assert outcome(interview).score == 100


def test_no_program_no_hire(held):
    interview = of(quiz("who-keeps", 30.0), CODE_SLOT)
    interview = held.step(held.step(interview, right=True), right=False)
    found = outcome(interview)
    assert found.score > 80
    assert found.verdict.en.startswith("close, but not yet")
    assert found.skills[0].title == CODE_SKILL


def test_a_weak_skill_is_no_strong_hire(held):
    interview = held.step(held.step(of(quiz("who-keeps", 20.0), quiz("class-axis")), right=True), right=False)
    assert outcome(interview).verdict.en.startswith("hire")
    assert "practice" in outcome(interview).why.en


def test_of_an_interview_that_was_ended_at_once_there_is_nothing_to_say(held):
    assert outcome(held.begun().ended()).verdict.en == "too little to say"


def test_a_misconception_is_told_in_words_with_what_was_said_and_where_to_read():
    interview = of(Slot(WARM_UP, "quiz:v-needs-no-chain", 1.0))
    asked = interview.asked(interview.current)
    option = asked.question.options[asked.order[0]]
    letter = next("abcd"[n] for n, place in enumerate(asked.order) if not asked.question.options[place].right)
    option = asked.question.options[asked.order["abcd".index(letter)]]
    text = written(interview.answer(letter, 1.0, BEGUN))
    assert f"you said “{asked.said(option.text).en}”: {' '.join(asked.said(option.why).en.split())}" in text
    assert "bptt.ipynb, §1." in text


def test_what_to_study_names_the_section_its_exercises_and_the_drill(held):
    interview = held.step(of(quiz("gate-vector-size"), quiz("gradient-at-c")), right=False)
    found = advice(held.step(interview, right=False).done[1], "en")
    assert found.read == "lstm.ipynb, §4. One step backward"
    assert found.exercises == ("lstm_step_backward",)
    assert found.command == "rnnkit drill --topic lstm"


def test_the_drill_that_is_named_exists(wrong):
    from autograder.study.pool import only, pool

    for answer in wrong.answered:
        assert only(pool(), advice(answer, "en").command.rpartition(" ")[2])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_that_was_asked_is_there_with_its_answer(wrong, lang):
    text = written(wrong, lang)
    for answer in wrong.answered:
        if answer.slot.part != CODE:
            asked = wrong.asked(answer.slot)
            assert asked.text.said(lang) in text
            assert asked.explanation.said(lang) in text
    assert "0 of 3 checks passed" in text
    assert "def " in text


def test_a_text_with_fences_in_an_answer_breaks_nothing():
    slot = Slot(TALK, "quiz:short-memory", 3.5)
    text = written(of(slot).answer("```python\nx\n```\n# no heading", 1.0, BEGUN).ticked(0, "0"))
    assert text.count("```") % 2 == 0
    assert "    # no heading" in plain(text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_needs_nothing_but_itself(wrong, lang):
    html = page(wrong, SOURCES, lang)
    assert html.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|https?://|src=", html)
    assert "\\frac" not in html
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in html


def test_the_page_shows_what_was_typed_as_text():
    slot = Slot(TALK, "quiz:short-memory", 3.5)
    html = page(of(slot).answer("<img src=x onerror=1>", 1.0, BEGUN).ticked(0, "0"), SOURCES, "en")
    assert "&lt;img" in html
    assert "<img" not in html


def test_chinese_has_no_english_sentence_left(wrong):
    head = written(wrong, "zh").partition("## 全部题目与答案")[0]
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", re.sub(r"`[^`]*`|“[^”]*”", "", head))
