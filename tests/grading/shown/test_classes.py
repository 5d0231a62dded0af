"""A class on the terminal."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.grading.shown.classes import show_class


def printed(reports, lang="en", *, width=80, encoding="utf-8"):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
    show_class(reports, lang=lang, console=Console(file=file, width=width))
    file.flush()
    return raw.getvalue().decode(encoding)


def test_it_begins_with_how_many_students_and_how_they_did(make):
    lines = printed([make.report("ann"), make.report("bob", "failed")]).splitlines()
    assert lines[:2] == ["The vanilla RNN · students: 2", "mean 55.0 of 110, median 55"]


def test_a_file_that_could_not_be_graded_is_counted_but_not_averaged(make):
    text = printed([make.report("ann"), make.unreadable("bob")])
    assert "mean 110.0 of 110" in text
    assert "not graded: 1" in text
    assert re.search(r"^bob +not graded: rnn.py, line 3", text, re.MULTILINE)


def test_each_student_has_a_mark_for_each_exercise_and_the_first_mistake(make):
    line = next(line for line in printed([make.typical("ann"), make.report("bob")]).splitlines() if "ann  " in line)
    assert re.fullmatch(r"ann +23\.33  █+░+  ✓✓◐✓✗✗······  rnn_step_backward: overwrites-dWh", line)


def test_those_who_need_help_come_first(make):
    text = printed([make.report("ann"), make.typical("bob"), make.unreadable("zoe"), make.report("dan", "failed")])
    students = re.findall(r"^(ann|bob|dan|zoe) ", text, re.MULTILINE)
    assert students == ["zoe", "dan", "bob", "ann"]


def test_a_mistake_is_shown_with_its_count_its_hint_and_who_made_it(make):
    text = printed([make.typical(name) for name in ("eve", "dan", "cat", "bob", "ann")])
    assert "  5 overwrites-dWh · rnn_step_backward · ann, bob, cat and 2 more\n    Hint: A shared weight" in text


def test_the_mistake_most_students_make_comes_first(make):
    text = printed([*make.crowd(70), make.typical("zoe")])
    assert text.index("overwrites-dWh") < text.index("drops-future")


def test_the_hardest_exercise_is_named(make):
    assert "hardest: softmax (0%)" in printed([make.report(softmax="failed"), make.report(softmax="failed")])


def test_a_class_that_got_everything_right_has_no_hardest_exercise(make):
    assert "hardest" not in printed([make.report("ann"), make.report("bob")])


def test_what_is_not_final_is_named(make):
    assert "checks were not run: ann" in printed([make.report("ann", softmax="notrun"), make.report("bob")])


def test_a_large_class_is_summed_up_whole_and_listed_in_part(make):
    text = printed(make.crowd(1000))
    assert "students: 1000" in text
    assert text.count("student0") < 60
    assert "Students not listed here: 960" in text
    assert "--html" in text


def test_each_assignment_has_its_section(make):
    other = replace(make.report("ann"), assignment="unknown")
    text = printed([make.report("ann"), other, make.report("bob")])
    assert "The vanilla RNN · students: 2" in text
    assert "unknown · students: 1" in text


def test_an_empty_class_is_told_so():
    assert printed([]) == "No submission was found.\n"


def test_a_class_of_files_that_could_not_be_graded_can_be_shown(make):
    assert "not graded: 1" in printed([replace(make.unreadable(), exercises=())])


def test_the_lack_of_isolation_is_loud(make):
    assert "*** NOT ISOLATED ***" in printed([make.report("ann"), replace(make.report("bob"), isolation="none")])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk"])
def test_no_line_is_too_wide_and_no_hostile_byte_gets_through(make, lang, encoding):
    text = printed([make.hostile(), *make.crowd(8), make.typical("张伟" * 20)], lang, encoding=encoding)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\u200b\r")


def test_chinese_output_has_no_english_word_of_ours(make):
    assert not make.english(printed(make.crowd(60), "zh"))
    assert make.english(printed(make.crowd(60), "en"))
