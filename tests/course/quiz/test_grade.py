"""Grading a sheet: right, partly right, wrong and unreadable answers, and how much is told of each."""

from __future__ import annotations

import dataclasses
import json
import os

import pytest

from autograder.course.build import write
from autograder.course.build.quiz import build_quiz
from autograder.course.quiz import grade as grade_
from autograder.course.quiz.grade import Handed, grade_quiz, grade_sheet, notices, read_handed, written
from autograder.course.quiz.published import asked_of
from autograder.course.quiz.selection import SelectionError, read_selection
from autograder.grading.handed_in import HandedIn
from autograder.grading.shown.fragment import plain
from autograder.quiz.bank import bank
from autograder.quiz.kinds import choice
from autograder.quiz.plain import plain as in_characters
from autograder.quiz.shown import solution

SELECTION = read_selection()
GRADED = [name for name, question in SELECTION.questions.items() if question.kind != "free"]
FREE = [name for name in SELECTION.points if name not in GRADED]


@pytest.fixture
def handed(tmp_path):
    """What is read of a sheet."""

    def hand_in(sheet):
        (tmp_path / "answers.toml").write_text(sheet, "utf-8")
        return read_handed(tmp_path, SELECTION)

    return hand_in


@pytest.fixture
def report_of(handed, filled_in):
    """The report of a student whose answers are right but for some; these are spelled as they stand in the file."""

    def grade(student="alice", **others):
        sheet = filled_in(student, **dict.fromkeys(others))
        sheet += "".join(f"[{name.replace('_', '-')}]\nanswer = {answer}\n" for name, answer in others.items())
        return grade_quiz(handed(sheet), SELECTION, student)

    return grade


def scores(report):
    return {exercise.name: exercise.score for exercise in report.exercises}


def said(report, name, lang="en"):
    (exercise,) = (one for one in report.exercises if one.name == name)
    return plain(exercise, lang=lang)


# --- the score ---


@pytest.mark.parametrize("student", ["alice", "bob", "张三", "x" * 200])
def test_right_answers_to_ones_own_questions_get_every_point(report_of, student):
    report = report_of(student)
    assert scores(report) == {name: SELECTION.points[name] for name in GRADED}
    assert report.complete


def test_a_neighbours_answers_are_right_only_where_nothing_is_drawn(handed, filled_in):
    report = grade_quiz(handed(filled_in("alice")), SELECTION, "bob")
    drawn = [name for name in GRADED if (q := SELECTION.questions[name]).draw or q.options or q.lines]
    assert sum(scores(report)[name] for name in drawn) < sum(SELECTION.points[name] for name in drawn) / 3


def test_numbers_are_those_of_whom_the_course_knows_and_a_mismatch_is_told(handed, filled_in):
    read = handed(filled_in("alice", called="Alice"))
    assert scores(grade_quiz(read, SELECTION, "alice")) == {name: SELECTION.points[name] for name in GRADED}
    (told,) = notices(read, "alice")
    assert told.en.startswith("answers.toml says student = 'Alice', and the course knows you as 'alice'")
    assert notices(handed(filled_in("alice")), "alice") == []


def test_an_empty_sheet_gets_nothing_and_counts_as_not_started(handed):
    report = grade_quiz(handed(""), SELECTION, "alice")
    assert report.score == 0
    assert not any(exercise.started for exercise in report.exercises)


def test_what_is_partly_right_gets_its_share(report_of):
    report = report_of(wire_the_lstm='"x, h_prev -> f, i, g, o; f, c_prev -> keep; i, g -> write; keep, write -> add"')
    assert 0 < scores(report)["wire-the-lstm"] < 10
    assert "of it is right" in said(report, "wire-the-lstm")
    options = choice.shown(asked_of(SELECTION.questions["why-tanh"], SELECTION.seed, "alice"))
    letter = next(letter for letter, option in options.items() if option.right)
    assert scores(report_of(why_tanh=f'"{letter}"'))["why-tanh"] == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("nan", "not finite"),
        ("inf", "not finite"),
        ("1e400", "not finite"),
        ("true", "text, a number or a list"),
        ("1979-05-27", "text, a number or a list"),
        ("{a = 1}", "text, a number or a list"),
        ("[[1], [2]]", "text, a number or a list"),
        ("0x" + "f" * 5000, "too large"),
        ('"' + "9" * 5000 + '"', "at most 3000 characters"),
        ("\"__import__('os').system('touch ran')\"", "no"),
        ("\"open('ran', 'w')\"", "no"),
        ('"9**9**9**9"', "grow too large"),
        ('"warm"', "is no number"),
        ("[1, 2]", "is not one finite number"),
    ],
)
def test_what_is_no_number_is_told_with_its_line_gets_nothing_and_is_never_run(
    report_of, answer, why, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    report = report_of(temperature=answer)
    assert scores(report) == {name: SELECTION.points[name] for name in GRADED} | {"temperature": 0}
    for level in ("score", "hint", "full"):
        told = said(report.at(level), "temperature")
        assert "answers.toml, line " in told
        assert why in told
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("name", "answer", "why"),
    [
        ("what-is-shared", '"ab"', "one letter"),
        ("what-is-shared", '"z"', "no choice among"),
        ("class-axis", '"N, V, T"', "is no shape"),
        ("order-of-bptt", '"ab"', "all 7 lines"),
        ("view-mixes-the-batch", "99", "is no line"),
        ("gradient-at-f", '"a *"', "is no formula"),
        ("gradient-at-f", '"a * q"', "q is not known"),
        ("wire-the-lstm", '"x -> q"', "there is no node 'q'"),
        ("wire-the-lstm", '"x f"', "is no wire"),
    ],
)
def test_an_answer_of_another_kind_is_invalid_not_wrong(report_of, name, answer, why):
    report = report_of(**{name: answer})
    assert scores(report)[name] == 0
    assert why in said(report.at("hint"), name)


@pytest.mark.parametrize("answer", ["[2, 20, 7]", '"(2, 20, 7)"', '["2", 20, 7]', '"2x20x7"'])
def test_a_shape_may_be_written_as_one_likes(report_of, answer):
    wanted = asked_of(SELECTION.questions["class-axis"], SELECTION.seed, "alice").answer
    for old, new in zip(("2", "20", "7"), map(str, wanted), strict=True):
        answer = answer.replace(old, f"<{new}>", 1)
    assert scores(report_of(class_axis=answer.replace("<", "").replace(">", "")))["class-axis"] == 3


def test_a_fault_of_ours_leaves_the_question_ungraded(report_of, monkeypatch):
    monkeypatch.setattr(grade_, "grade", lambda *_: 1 / 0)
    report = report_of()
    assert not report.complete


# --- the file ---


def test_a_sheet_that_cannot_be_read_says_why(tmp_path, filled_in):
    file = tmp_path / "answers.toml"
    assert read_handed(tmp_path, SELECTION).problem.en == "answers.toml was not handed in"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(filled_in("alice"), "utf-8")
    file.symlink_to(elsewhere)
    assert "symbolic link" in read_handed(tmp_path, SELECTION).problem.en
    file.unlink()
    os.mkfifo(file)
    assert "no regular file" in read_handed(tmp_path, SELECTION).problem.en
    file.unlink()
    file.write_bytes(b"x" * 10_000_000)
    assert read_handed(tmp_path, SELECTION).problem.en == "answers.toml is larger than 64 KiB"
    file.write_bytes(b'student = "alice"\n\xff')
    handed = read_handed(tmp_path, SELECTION)
    assert handed.problem.en == "answers.toml, line 2: this is no UTF-8 text"
    assert notices(handed, "alice") == [handed.problem]
    assert grade_quiz(handed, SELECTION, "alice").score == 0


def test_a_mark_of_an_editor_before_the_text_is_no_fault(tmp_path, filled_in):
    (tmp_path / "answers.toml").write_bytes(b"\xef\xbb\xbf" + filled_in("alice").replace("\n", "\r\n").encode())
    handed = read_handed(tmp_path, SELECTION)
    assert notices(handed, "alice") == []
    assert scores(grade_quiz(handed, SELECTION, "alice")) == {name: SELECTION.points[name] for name in GRADED}


# --- what is told ---


MISTAKES = [(name, wrong.id) for name in GRADED for wrong in SELECTION.questions[name].wrong]


@pytest.mark.parametrize(("name", "mistake"), MISTAKES)
def test_a_known_mistake_is_named_and_its_right_answer_only_at_full(report_of, name, mistake):
    question = SELECTION.questions[name]
    asked = asked_of(question, SELECTION.seed, "alice")
    (wrong,) = (one for one in question.wrong if one.id == mistake)
    value = wrong.value if question.kind == "formula" else str(asked.value(wrong.value)).strip("()")
    report = report_of(**{name: json.dumps(value)})
    (result,) = (one for one in report.exercises if one.name == name)
    assert (result.mistake, result.score) == (mistake, 0)
    right = solution(asked, "en")
    assert right in said(report, name)
    assert right not in said(report.at("hint"), name)
    for lang in ("en", "zh"):
        why, explained = asked.said(wrong.why).said(lang), in_characters(asked.explanation.said(lang))[:20]
        assert why in said(report.at("hint"), name, lang)
        assert why not in said(report.at("score"), name, lang)
        assert explained in said(report, name, lang)
        assert explained not in said(report.at("hint"), name, lang)


@pytest.mark.parametrize("name", ["order-of-bptt", "wire-the-lstm"])
def test_what_would_tell_a_part_of_the_answer_is_told_only_at_full(report_of, name):
    wrong = {"order-of-bptt": '"gfedcba"', "wire-the-lstm": '"x, h_prev -> f; f, c_prev -> keep"'}
    report = report_of(**{name: wrong[name]})
    for told in ("comes before", "reads"):
        assert told not in said(report.at("hint"), name)
    assert any(told in said(report, name) for told in ("comes before", "reads"))


def test_a_free_answer_goes_to_people_with_its_rubric(handed, filled_in):
    read = handed(filled_in("alice", does_it_cure="<script>x</script>"))
    found = written(read, SELECTION, "zh")
    assert set(found) == set(FREE)
    assert found["does-it-cure"].answer == "<script>x</script>"
    for item in SELECTION.questions["does-it-cure"].rubric:
        assert item.text.zh in found["does-it-cure"].rubric
    unread = written(handed("[does-it-cure]\nanswer = '''\n"), SELECTION, "en")["does-it-cure"].answer
    assert unread.startswith("answers.toml, line ")
    assert written(Handed(), SELECTION, "en")["does-it-cure"].answer == ""


# --- the selection ---


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("seed = 1\n[points]\nno-such = 1", "(at line 3): no-such: there is no such question"),
        ("seed = 1\n[points]\ntemperature = 0", "(at line 3): temperature: is worth 0"),
        ("seed = 1\n[points]\ntemperature = 'x'", "is worth 'x'"),
        ("seed = 1", "a table [points]"),
        ("[points]\ntemperature = 1", "expected seed"),
        ("seed = ", "Invalid value"),
    ],
)
def test_a_selection_that_cannot_be_asked_says_where_and_why(tmp_path, source, why):
    (tmp_path / "selection.toml").write_text(source, "utf-8")
    with pytest.raises(SelectionError) as raised:
        read_selection(tmp_path)
    assert str(raised.value).startswith(str(tmp_path / "selection.toml"))
    assert why in str(raised.value)


def test_a_seed_that_was_changed_after_the_build_is_a_fault_of_the_course(tmp_path):
    (tmp_path / "answers.toml").touch()
    (tmp_path / "selection.toml").write_text("seed = 1\n[points]\ntemperature = 3\n", "utf-8")
    write(tmp_path, build_quiz(tmp_path))
    one = HandedIn("alice", "quiz", tmp_path)
    assert grade_sheet(one, source=tmp_path).points == 3
    (tmp_path / "selection.toml").write_text("seed = 2\n[points]\ntemperature = 3\n", "utf-8")
    with pytest.raises(SelectionError, match="was made with another seed than 2"):
        grade_sheet(one, source=tmp_path)


def test_no_question_whose_words_need_the_answer_can_be_selected(tmp_path, monkeypatch):
    question = bank()["temperature"]
    text = question.text._replace(zh=question.text.zh + "@{answer:.2f}")
    monkeypatch.setitem(bank(), "temperature", dataclasses.replace(question, text=text))
    with pytest.raises(SelectionError, match="its words hold the answer"):
        read_selection()
