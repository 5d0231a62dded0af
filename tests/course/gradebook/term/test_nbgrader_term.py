"""A whole class, hostile students among it, through nbgrader's own commands, from generate_assignment to feedback."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader import handlers

from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one


@pytest.fixture(scope="session")
def grades(course):
    """Student -> exercise -> auto score, as the gradebook has them."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {
                grade.name: (grade.auto_score, grade.manual_score, grade.extra_credit, grade.max_score)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions("rnn")
        }


def scores(grades, student):
    return {name: score for name, (score, *_) in grades[student].items()}


def full(room):
    return {exercise.name: float(exercise.points) for exercise in room.EXERCISES}


def test_a_right_file_gets_all_points_whatever_else_was_handed_in(grades, room, right_student):
    assert scores(grades, right_student) == full(room)


def test_what_solves_nothing_gets_nothing(grades, empty_handed_student):
    assert set(scores(grades, empty_handed_student).values()) == {0.0}


def test_everybody_is_graded(grades, class_list):
    assert set(grades) == class_list


def test_nobody_gained_points_by_hand_extra_credit_or_a_larger_cell(grades, room):
    expected = {(name, None, None, points) for name, points in full(room).items()}
    for cells in grades.values():
        assert {(name, manual, extra, most) for name, (_, manual, extra, most) in cells.items()} == expected


def test_partial_scores_are_those_of_grade(course, grades):
    report = grade_one(HandedIn("half", "rnn", course / "submitted/half/rnn"))
    assert scores(grades, "half") == {result.name: result.score for result in report.exercises}
    assert 0 < scores(grades, "half")["softmax"] < 4


def test_released_files_hold_neither_solution_nor_hidden_test(course, room):
    released = {path.name: path.read_text("utf-8") for path in (course.parent / "ann/as-released").iterdir()}
    assert set(released) == {path.name for path in (course / "assignments/rnn").iterdir()}
    assert "raise NotImplementedError" in released["rnn.py"]
    for text in released.values():
        assert not secrets(room) & lines(text)


def test_a_student_can_validate_the_notebook(course):
    assert "Success" in (course.parent / "ann/validated").read_text("utf-8")


def test_a_student_gets_the_feedback_back(course):
    pages = list((course.parent / "ann/rnn/feedback").rglob("rnn.html"))
    assert len(pages) == 1
    assert "110.0 / 110.0" in pages[0].read_text("utf-8")


def test_feedback_says_what_failed_and_gives_the_hint(course):
    page = text_of((course / "feedback/half/rnn/rnn.html").read_text("utf-8"))
    assert "h_t feeds two places: which?" in page
    assert re.search(r"✗ dWh is right at every shape\s*dWh is wrong at N=1 T=2", page)


@pytest.mark.parametrize(
    ("student", "reason"), [("symlink", "not handed in"), ("no-file", "not handed in"), ("exits", "exited")]
)
def test_a_file_that_cannot_be_graded_says_why_in_its_first_cell(course, student, reason):
    notebook = nbformat.read(course / f"autograded/{student}/rnn/rnn.ipynb", as_version=4)
    assert reason in notebook.cells[0].outputs[0].data["text/plain"]


def test_feedback_shows_no_hidden_test_and_no_solution(course, room, cheats):
    hidden = secrets(room)
    assert len(hidden) > 100
    for student in cheats:
        page = text_of((course / f"feedback/{student}/rnn/rnn.html").read_text("utf-8"))
        assert not hidden & lines(page), student


@pytest.mark.parametrize("student", ["scripts", "forged", "odd_metadata", "deleted"])
def test_nothing_of_a_submitted_notebook_reaches_feedback_or_formgrader(course, student, mark):
    formgrader = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    notebook = str(course / f"autograded/{student}/rnn/rnn.ipynb")
    graded, _ = formgrader.from_filename(notebook, resources={"index": 0, "total": 1})
    for page in ((course / f"feedback/{student}/rnn/rnn.html").read_text("utf-8"), graded):
        assert mark not in page
        assert "softmax" in page


def secrets(room):
    """Telling lines of the hidden suite and of the solutions."""
    kept = [room.ROOT / "autograder/suites/test_rnn.py", room.ROOT / "autograder/suites/laws.py"]
    hidden = set().union(*(lines(file.read_text("utf-8")) for file in kept)) | lines(room.standalone())
    return hidden - lines(room.stub())


def lines(text):
    return {line.strip() for line in text.splitlines() if len(line.strip()) > 20}


def text_of(page):
    found = []
    parser = HTMLParser()
    parser.handle_data = found.append
    parser.feed(page)
    return "".join(found)
