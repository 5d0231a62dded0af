"""Reports for other programs."""

import csv
import io
import json

import pytest

from autograder.grading.shown.as_json import as_csv, as_json


def rows(reports):
    return list(csv.DictReader(io.StringIO(as_csv(reports))))


def test_the_keys_that_programs_rely_on_are_there(make):
    document = json.loads(as_json([make.typical()], lang="en"))
    (report,) = document["reports"]
    exercise = report["exercises"]["rnn_step_backward"]
    assert document["schema"] == 1
    assert (report["student"], report["assignment"], report["score"], report["points"]) == ("alice", "rnn", 23.33, 110)
    assert (exercise["score"], exercise["points"], exercise["mistake"]) == (3.33, 10, "overwrites-dWh")
    assert exercise["checks"][1]["name"] == "test_1"
    assert exercise["checks"][1]["verdict"] == "failed"
    assert exercise["checks"][1]["message"] == make.MISMATCH.en
    assert report["exercises"]["softmax"]["mistake"] is None


def test_what_is_empty_is_left_out(make):
    (report,) = json.loads(as_json([make.typical()], lang="en"))["reports"]
    first, second, _ = report["exercises"]["rnn_step_backward"]["checks"]
    assert "detail" in second
    assert "detail" not in first
    assert "problem" not in report


def test_it_speaks_the_language_asked_for(make):
    written = as_json([make.typical()], lang="zh")
    assert make.HINT.zh in written
    assert make.HINT.en not in written


@pytest.mark.parametrize(("kind", "status"), [("report", "graded"), ("unreadable", "problem")])
def test_the_status_tells_graded_from_not(make, kind, status):
    report = getattr(make, kind)()
    assert json.loads(as_json([report], lang="en"))["reports"][0]["status"] == status
    assert rows([report])[0]["status"] == status


def test_a_check_that_was_not_run_makes_the_status_incomplete(make):
    assert rows([make.report(softmax="notrun")])[0]["status"] == "incomplete"


def test_the_same_reports_give_the_same_bytes_and_end_in_a_newline(make):
    written = as_json(make.crowd(7), lang="zh")
    assert written == as_json(make.crowd(7), lang="zh")
    assert written.endswith("}\n")


def test_hostile_text_is_valid_json_and_utf8_and_safe_to_print(make):
    written = as_json([make.hostile()], lang="en")
    assert json.loads(written)["reports"][0]["student"].startswith("<script>")
    assert not set(written.encode().decode()) & set("\x1b\x07\x9b\u202e\u2066\u200b\ud800")


def test_the_table_has_a_row_a_student_and_a_column_an_exercise(make):
    first, second = rows([make.typical("ann"), make.report("bob")])
    assert (first["student"], first["score"], first["rnn_step_backward"]) == ("ann", "23.33", "3.33")
    assert first["mistakes"] == "rnn_step_backward:overwrites-dWh"
    assert (second["student"], second["train_hello"], second["mistakes"]) == ("bob", "10", "")


def test_an_exercise_without_checks_has_an_empty_cell_and_no_zero(make):
    assert rows([make.report(softmax="ungraded")])[0]["softmax"] == ""


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "\t=1+1", "＝1", '=HYPERLINK("x","y")'])
def test_no_student_name_starts_a_formula(make, name):
    (row,) = rows([make.report(name)])
    assert row["student"][0] not in "=+-@＝"
    assert row["student"].strip("' ").endswith(name.strip())


def test_no_student_name_makes_a_row_of_its_own(make):
    assert len(rows([make.report('bob\n=1+1,"x'), make.hostile()])) == 2
