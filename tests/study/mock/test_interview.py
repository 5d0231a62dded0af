"""An interview goes on by its answers alone, says nothing about them, and survives being put aside at any point."""

import json
from dataclasses import replace

import pytest

from autograder.quiz.expression import InvalidError
from autograder.study.mock.interview import ANSWERED, PASSED, UNREACHED, Draft, Interview
from autograder.study.mock.plan import Slot
from autograder.study.mock.roles import CODE, TALK, WARM_UP
from autograder.study.mock.state import StateError, from_json, to_json

KIT = "1.0"
CODE_SLOT = Slot(CODE, "code:rnn.softmax", 6.0)
FREE_SLOT = Slot(TALK, "quiz:short-memory", 3.5)
BEGUN = "2026-03-01T12:00:00+00:00"


def of(*slots, minutes=10.0):
    return Interview("researcher", minutes, 1, BEGUN, slots)


def warm_up(name, spare=2.5):
    return Slot(WARM_UP, f"quiz:{name}", 1.0, spare)


def again(interview):
    return from_json(json.loads(json.dumps(to_json(interview, KIT))), KIT)


def test_a_right_and_a_wrong_answer_lead_to_different_questions(held):
    interview = of(warm_up("who-keeps"))
    right, wrong = (held.step(interview, right=right) for right in (True, False))
    assert (right.current.item, wrong.current.item) == ("quiz:direct-path", "quiz:which-is-no-gate")
    assert right.current.after == "quiz:who-keeps"


def test_a_follow_up_comes_only_where_time_is_set_aside_for_it(held):
    assert held.step(of(warm_up("who-keeps", spare=0.0)), right=True).current is None


def test_a_follow_up_has_none_of_its_own(held):
    interview = held.step(held.step(of(warm_up("who-keeps")), right=True), right=True)
    assert interview.current is None


def test_what_is_passed_leads_to_something_easier():
    interview = of(warm_up("who-keeps")).passed(1.0)
    assert (interview.done[0].how, interview.done[0].score) == (PASSED, 0.0)
    assert interview.current.item == "quiz:which-is-no-gate"


def test_the_same_answers_give_the_same_interview(held):
    def right(slot):
        return len(slot.item) % 2 == 0

    assert held.through(held.begun(), right) == held.through(held.begun(), right)


def test_what_is_no_answer_changes_nothing():
    interview = of(warm_up("who-keeps"))
    with pytest.raises(InvalidError):
        interview.answer("zz", 1.0)
    with pytest.raises(InvalidError):
        of(FREE_SLOT).answer(" \n", 1.0)


def test_the_current_question_may_be_finished_and_the_rest_is_not_reached(held):
    interview = of(warm_up("who-keeps"), FREE_SLOT)
    late = held.step(interview.waited(599.0), right=True, seconds=30.0)
    assert [one.how for one in late.done] == [ANSWERED, UNREACHED, UNREACHED]
    assert late.current is None
    assert late.done[0].seconds == 629.0


def test_a_pause_costs_nothing_but_the_time_before_it(held):
    interview = of(warm_up("who-keeps", 0.0)).waited(20.0, "half an")
    assert (interview.left, interview.unfinished) == (580.0, "half an")
    done = held.step(interview, right=True, seconds=5.0)
    assert (done.done[0].seconds, done.spent, done.unfinished) == (25.0, 25.0, "")


def test_a_program_may_be_submitted_again_and_the_last_one_counts():
    interview = of(CODE_SLOT).submitted(Draft("a", 1.0), 5.0).submitted(Draft("b", 0.25, "sum-forgotten"), 5.0)
    assert interview.draft.tries == 2
    (answer,) = interview.handed_in(1.0).done
    assert (answer.typed, answer.score, answer.belief, answer.seconds) == ("b", 0.25, "sum-forgotten", 11.0)


def test_a_program_that_was_never_submitted_is_passed():
    assert of(CODE_SLOT).handed_in(1.0).done[0].how == PASSED


def test_a_free_answer_is_scored_when_its_rubric_is_ticked():
    interview = of(FREE_SLOT).answer("because of the product", 1.0)
    assert (interview.done[0].score, interview.unticked) == (None, 0)
    with pytest.raises(InvalidError):
        interview.ticked(0, "99")
    ticked = interview.ticked(0, "1")
    assert 0 < ticked.done[0].score < 1
    assert ticked.unticked is None


def test_an_interview_is_the_same_after_each_step_through_json(held):
    interview = held.begun()
    while interview.current:
        assert again(interview) == interview
        interview = held.step(interview, right=interview.seed % 2 == 0)
    assert again(interview) == interview


def test_a_draft_and_a_half_written_answer_are_in_the_state():
    for interview in (of(CODE_SLOT).submitted(Draft("x", None), 1.0), of(FREE_SLOT).waited(3.0, "one\ntwo")):
        assert again(interview) == interview


def test_a_state_from_before_the_language_and_the_file_were_kept_is_gone_on_with(held):
    state = to_json(held.begun(), "1")
    del state["lang"], state["to"]
    assert from_json(state, "1") == held.begun()


def test_a_state_of_another_kit_is_refused_and_says_so(held):
    with pytest.raises(StateError, match=r"it belongs to rnnkit 1\.0, and this is rnnkit 2\.0"):
        from_json(to_json(held.begun(), KIT), "2.0")


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0},
        {"role": "king"},
        {"role": None},
        {"minutes": "45"},
        {"minutes": float("nan")},
        {"minutes": 10**6},
        {"seed": True},
        {"begun": "yesterday"},
        {"begun": "2026-03-01"},
        {"todo": None},
        {"todo": [3]},
        {"todo": [{"part": "warm-up", "item": "quiz:gone", "minutes": 1, "spare": 0, "after": ""}]},
        {"todo": [{"part": "code", "item": "code:rnn.gone", "minutes": 1, "spare": 0, "after": ""}]},
        {"done": [{"how": "answered"}]},
        {"spent": -1},
        {"draft": {"source": 1}},
        {"draft": {"source": "", "score": None, "belief": "", "tries": 1}},
        {"unfinished": 3},
    ],
)
def test_a_damaged_state_is_refused(held, change):
    with pytest.raises(StateError):
        from_json({**to_json(held.begun(), KIT), **change}, KIT)


@pytest.mark.parametrize("state", [None, 3, [], "x", {}])
def test_what_is_no_state_is_refused(state):
    with pytest.raises(StateError):
        from_json(state, KIT)


def test_an_answer_with_a_score_above_one_is_refused(held):
    done = held.step(of(warm_up("who-keeps")), right=True)
    spoilt = replace(done, done=(replace(done.done[0], score=2.0),))
    with pytest.raises(StateError):
        again(spoilt)
