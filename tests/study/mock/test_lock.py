"""One interview at a time, and none that is barred by a lock nobody holds."""

import os

import pytest

from autograder.study.mock.lock import FILE, TakenError, alone


def test_a_second_interview_is_refused_while_the_first_goes_on(tmp_path):
    with alone(tmp_path), pytest.raises(TakenError), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_file_that_a_killed_process_left_bars_nobody(tmp_path):
    (tmp_path / FILE).write_text("", "utf-8")
    with alone(tmp_path):
        pass


def test_where_no_lock_can_be_made_it_goes_on(tmp_path):
    with alone(tmp_path / os.devnull.strip("/") / "nowhere"):
        pass
