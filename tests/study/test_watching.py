"""Watching: saves, verdicts and keys go in; what to grade and what to show come out."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text
from autograder.course.build.source import standalone, stub
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.study.screen import screen
from autograder.study.standing import Notes, Standing
from autograder.study.store import Store
from autograder.study.stub import region_of, replaced
from autograder.study.watching import Watching

RNN = ASSIGNMENTS["rnn"]
STUB, WHOLE = stub(RNN, "en"), standalone(RNN)
WRONG = "def softmax(scores):\n    return scores  # \x1b[2J\n"


class Clock:
    now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def notes(tmp_path):
    with Store(tmp_path / "p.sqlite3", clock=Clock()) as store:
        yield Notes(store)


@pytest.fixture
def watching(notes):
    return Watching(notes, {"rnn": STUB}, "en")


def report(name, *, right, problem=NOTHING, message="h is wrong \x1b[31m at N=1", detail=NOTHING):
    verdict = "passed" if right else "failed"
    check = CheckResult(
        "agrees", Text("it agrees with torch", "与 torch 一致"), verdict, 1, Text(message, message), detail
    )
    exercise = RNN.exercise(name)
    result = ExerciseResult(name, exercise.title, exercise.points, (check,))
    return Report("", "rnn", (result,), problem, isolation="landlock+seccomp")


def save(watching, *names, source=None):
    """Have functions written, right or as given."""
    text = watching.source
    for name in names:
        text = replaced(text, name, source or region_of(WHOLE, name).text)
    watching.saved("rnn", text)


def answer(watching, *, right, detail=NOTHING):
    wanted, watching.wanted = watching.wanted, None
    watching.graded(wanted.number, report(wanted.exercise, right=right, detail=detail), 0.1)


def drawn(watching, width=80, height=24, **how):
    console = Console(file=io.StringIO(), width=width, height=height, **how)
    lines = screen(watching, console, lambda name: f"{name}/{name}.py")
    assert len(lines) == height
    assert all(cell_len(line) <= width for line in lines)
    return "\n".join(lines)


def test_nothing_is_graded_before_something_is_written(watching):
    assert watching.wanted is None
    assert "Not written yet" in drawn(watching)
    assert "rnn/rnn.py:72" in drawn(watching)


def test_a_save_is_graded_and_what_is_wrong_is_shown_without_what_a_terminal_would_obey(watching):
    save(watching, "softmax", source=WRONG)
    assert watching.wanted.exercise == "softmax"
    answer(watching, right=False)
    told = drawn(watching)
    assert r"h is wrong \x1b[31m at N=1" in told
    for _ in range(3):
        watching.pressed("h")
    assert r"return scores  # \x1b[2J" in drawn(watching)
    assert "\x1b" not in drawn(watching)


def test_when_one_passes_the_next_opens_and_it_is_noted(watching, notes):
    save(watching, "softmax")
    answer(watching, right=True)
    assert watching.exercise.name == "rnn_step_forward"
    assert [(e.item, e.score, e.way) for e in notes.store.events()] == [("code:rnn.softmax", 1.0, "watch")]
    assert "softmax passed (+4)" in drawn(watching)


def test_what_is_written_already_is_graded_as_it_opens(watching):
    save(watching, "softmax", "rnn_step_forward")
    answer(watching, right=True)
    assert watching.wanted.exercise == "rnn_step_forward"
    answer(watching, right=True)
    assert watching.exercise.name == "rnn_step_backward"


def test_the_same_text_is_noted_once(watching, notes):
    for _ in range(2):
        save(watching, "softmax", source=WRONG)
        answer(watching, right=False)
    assert len(notes.store.events()) == 1


def test_somebody_who_works_at_another_exercise_is_followed_there(watching):
    save(watching, "rnn_forward")
    assert watching.wanted.exercise == watching.exercise.name == "rnn_forward"
    answer(watching, right=False)
    assert "needs rnn_step_forward first" in drawn(watching)


def test_a_verdict_on_what_was_saved_again_meanwhile_is_not_shown(watching):
    save(watching, "softmax", source=WRONG)
    late = watching.wanted
    save(watching, "softmax")
    watching.graded(late.number, report("softmax", right=False))
    assert watching.grading
    assert watching.result is None


def test_a_file_that_cannot_be_loaded_says_why(watching):
    save(watching, "softmax", source="def softmax(:\n")
    problem = report("softmax", right=False, problem=Text("cannot be imported: SyntaxError (line 61)", ""))
    watching.graded(watching.wanted.number, problem)
    assert "SyntaxError (line 61)" in drawn(watching)


def test_what_is_skipped_comes_back_at_the_end(watching):
    watching.pressed("s")
    assert watching.exercise.name == "rnn_step_forward"
    names = [exercise.name for exercise in RNN.exercises[1:]]
    save(watching, *names)
    for _ in names:
        answer(watching, right=True)
    assert watching.exercise.name == "softmax"
    assert not watching.finished
    save(watching, "softmax")
    answer(watching, right=True)
    assert watching.finished
    assert watching.log[-1][0] == "finished"


def test_a_reset_asks_first(watching):
    watching.pressed("r")
    assert "Put softmax back" in drawn(watching)
    watching.pressed("n")
    assert watching.reset is None
    for key in "ry":
        watching.pressed(key)
    assert watching.reset == ("rnn", "softmax")


def test_the_list_shows_all_and_any_key_leaves_it(watching):
    watching.pressed("l")
    assert all(exercise.name in drawn(watching) for exercise in RNN.exercises)
    watching.pressed("x")
    assert "Not written yet" in drawn(watching)


def test_in_a_long_list_the_current_exercise_is_seen_and_the_rest_is_a_few_keys_away(notes):
    name = "kata_cells"
    watching = Watching(notes, {"rnn": "", name: ""}, "en", name, ASSIGNMENTS[name].exercises[-1].name)
    watching.pressed("l")
    told = drawn(watching, height=12)
    assert ">" in told
    assert "j down" in told
    for key in "k" * 20:
        watching.pressed(key)
    assert ASSIGNMENTS[name].exercises[0].name in drawn(watching, height=12)
    for key in "j" * 40:
        watching.pressed(key)
    assert "The vanilla RNN" in drawn(watching, height=12)
    watching.pressed("k")
    assert "The vanilla RNN" not in drawn(watching, height=12)


def test_after_the_last_step_of_help_comes_the_first(watching):
    for _ in range(4):
        watching.pressed("h")
    assert "1/3" in drawn(watching)


def test_the_input_that_fails_has_all_the_room_there_is(watching):
    save(watching, "softmax", source=WRONG)
    rows = "\n".join(f"row {number}" for number in range(30))
    answer(watching, right=False, detail=Text(rows, rows))
    watching.pressed("h")
    lines = drawn(watching).splitlines()
    assert sum("row" in line for line in lines) >= 10
    assert "Hint 1/3" in drawn(watching)
    assert "Hint 1/3" in drawn(watching, 30, 8)


def test_in_a_narrow_terminal_the_keys_take_two_lines(watching):
    assert "q quit" in drawn(watching, 30, 12)
    assert "r reset" in drawn(watching, 30, 12)


def test_a_file_that_is_gone_is_said_to_be_gone(watching):
    watching.went("rnn/rnn.py", gone=True)
    assert "rnn/rnn.py is not there any more" in drawn(watching)
    assert watching.log[-1][0] == "problem"
    watching.went("rnn/rnn.py", gone=False)
    assert "not there" not in drawn(watching)


def test_a_hint_stays_while_the_same_check_fails_and_goes_when_another_does(watching):
    for message in ("h is wrong", "h is wrong"):
        save(watching, "softmax", source=WRONG.replace("scores)", f"scores, _{message.count('h')}=1)"))
        answer(watching, right=False)
        watching.pressed("h")
    assert watching.step == 2
    save(watching, "softmax", source=WRONG)
    watching.graded(watching.wanted.number, Report("", "rnn", (), Text("broken", "坏")))
    assert watching.step == 0


@pytest.mark.parametrize("key", ["q", "\x04"])
def test_q_and_the_end_of_input_end_it(watching, key):
    watching.pressed(key)
    assert watching.over


def test_every_screen_fits_in_both_languages_and_in_a_small_terminal(watching):
    save(watching, "rnn_backward")
    answer(watching, right=False)
    for keys in ("", "h", "h", "h", "l", "L", "xr"):
        for key in keys:
            watching.pressed(key)
        drawn(watching)
        drawn(watching, 60, 12)
        drawn(watching, force_terminal=False, no_color=True)


def test_given_up_is_given_up_until_it_is_passed_a_day_later(watching, notes):
    item, clock = "code:rnn.softmax", notes.store.clock
    notes.gave_up(item)
    text = replaced(STUB, "softmax", region_of(WHOLE, "softmax").text)
    result = report("softmax", right=True).exercises[0]
    assert not notes.graded(RNN, result, text, "watch")
    assert notes.standing(RNN, "softmax", text) is Standing.GIVEN_UP
    assert not notes.due(item)
    clock.now += timedelta(days=1)
    assert notes.due(item)
    assert notes.graded(RNN, result, text, "watch")
    assert notes.standing(RNN, "softmax", text) is Standing.PASSED


def test_after_a_reset_the_place_of_the_copy_is_still_said_when_its_save_is_seen(watching):
    watching.was_reset("backups/rnn.py")
    save(watching, "softmax", source=WRONG)
    answer(watching, right=False)
    assert "backups/rnn.py" in drawn(watching)
    save(watching, "softmax", source=WRONG + "\n")
    assert "backups/rnn.py" not in drawn(watching)


def test_when_the_grading_itself_breaks_it_is_said_and_watching_goes_on(watching):
    save(watching, "softmax", source=WRONG)
    watching.broke(watching.wanted.number, "OSError: no \x1b memory")
    assert "the grader is at fault" in drawn(watching)
    assert not watching.grading
    save(watching, "softmax")
    answer(watching, right=True)
    assert watching.exercise.name == "rnn_step_forward"
