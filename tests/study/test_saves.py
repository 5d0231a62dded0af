"""A save is seen once, when it is whole, however an editor writes it."""

from __future__ import annotations

import os

import pytest

from autograder.study.saves import EMPTY_FOR, Saves


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "rnn.py"
    file.write_text("old")
    return file


@pytest.fixture
def saves(file, clock):
    return Saves([file], clock)


def test_a_save_is_told_once_it_has_settled(saves, file):
    assert saves.poll() == []
    file.write_text("ne")
    assert saves.poll() == []
    file.write_text("new text")
    assert saves.poll() == []
    assert saves.unsettled
    assert saves.poll() == [file]
    assert saves.poll() == []
    assert not saves.unsettled


def test_a_file_that_is_put_in_its_place_is_a_save_even_of_the_same_size_and_time(saves, file):
    before = file.stat()
    other = file.with_suffix(".swp")
    other.write_text("new")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    file.unlink()
    assert saves.poll() == []
    other.rename(file)
    assert [saves.poll(), saves.poll()] == [[], [file]]


def test_an_empty_file_is_one_that_is_being_written_until_it_stays_empty(saves, file, clock):
    file.write_text("")
    assert [saves.poll(), saves.poll()] == [[], []]
    clock.now += EMPTY_FOR
    assert saves.poll() == [file]


def test_a_file_that_stays_away_is_gone_until_it_is_there_again(saves, file, clock):
    file.rename(file.with_suffix(".old"))
    saves.poll()
    assert not saves.gone(file)
    clock.now += EMPTY_FOR
    saves.poll()
    assert saves.gone(file)
    file.with_suffix(".old").rename(file)
    saves.poll()
    assert not saves.gone(file)
