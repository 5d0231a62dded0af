"""What was handed in is found in every layout that courses use."""

from __future__ import annotations

import os

import pytest

from autograder.grading.handed_in import NothingHandedInError, handed_in


def touch(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    return path


def found(*args):
    return [(one.student, one.assignment) for one in handed_in(*args)]


def test_a_file_is_known_by_its_name(tmp_path):
    assert found(touch(tmp_path / "alice" / "rnn.py")) == [("alice", "rnn")]


def test_a_file_of_another_name_is_the_students_when_the_assignment_is_given(tmp_path):
    assert found(touch(tmp_path / "alice.py"), "rnn") == [("alice", "rnn")]


def test_a_file_of_another_name_alone_is_refused_with_what_to_type(tmp_path):
    with pytest.raises(NothingHandedInError, match=r"rnnkit grade alice.py --assignment rnn"):
        handed_in(touch(tmp_path / "alice.py"))


def test_a_folder_with_the_file_is_one_submission(tmp_path):
    touch(tmp_path / "alice" / "rnn.py")
    assert found(tmp_path / "alice") == [("alice", "rnn")]


def test_nbgraders_folder_of_one_student_is_that_students(tmp_path):
    touch(tmp_path / "alice" / "rnn" / "rnn.py")
    assert found(tmp_path / "alice" / "rnn") == [("alice", "rnn")]


def test_both_layouts_of_a_class_are_found_and_sorted(tmp_path):
    touch(tmp_path / "bob" / "rnn.py")
    touch(tmp_path / "alice" / "rnn" / "rnn.py")
    touch(tmp_path / ".hidden" / "rnn.py")
    assert found(tmp_path) == [("alice", "rnn"), ("bob", "rnn")]


def test_a_student_who_handed_in_nothing_is_kept_when_the_assignment_is_given(tmp_path):
    touch(tmp_path / "bob" / "rnn.py")
    touch(tmp_path / "carol" / "notes.txt")
    assert found(tmp_path, "rnn") == [("bob", "rnn"), ("carol", "rnn")]


def test_a_student_who_handed_in_nothing_is_kept_when_the_class_hands_in_one_assignment(tmp_path):
    touch(tmp_path / "bob" / "rnn.py")
    (tmp_path / "carol").mkdir()
    assert found(tmp_path) == [("bob", "rnn"), ("carol", "rnn")]


def test_a_folder_without_its_file_is_a_submission_still(tmp_path):
    touch(tmp_path / "alice" / "rnn" / "RNN.PY")
    assert found(tmp_path) == [("alice", "rnn")]


def test_a_symbolic_link_is_found_and_left_to_the_reader_to_refuse(tmp_path):
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / "rnn.py").symlink_to("/nowhere")
    assert found(tmp_path) == [("eve", "rnn")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to root")
def test_a_folder_that_is_locked_does_not_stop_the_others(tmp_path):
    touch(tmp_path / "bob" / "rnn.py")
    touch(tmp_path / "eve" / "rnn" / "rnn.py")
    (tmp_path / "eve").chmod(0)
    assert found(tmp_path, "rnn") == [("bob", "rnn"), ("eve", "rnn")]
    (tmp_path / "eve").chmod(0o700)


@pytest.mark.parametrize("where", ["", "nowhere"])
def test_nothing_to_grade_is_said_with_what_to_type(tmp_path, where):
    with pytest.raises(NothingHandedInError, match="next: rnnkit grade"):
        handed_in(tmp_path / where)
