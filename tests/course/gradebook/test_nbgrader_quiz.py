"""The quiz through nbgrader's own commands, from generate_assignment to feedback, for students with unlike numbers."""

from __future__ import annotations

import html
import re
import shutil

import nbformat
import pytest
from filelock import FileLock
from nbgrader.api import Gradebook

from autograder.course.autograde import autograding
from autograder.course.quiz.published import asked_of
from autograder.course.quiz.selection import read_selection
from autograder.quiz.plain import plain
from autograder.quiz.posed import problem
from autograder.quiz.shown import rubric

SELECTION = read_selection()
FREE = [name for name, question in SELECTION.questions.items() if question.kind == "free"]
STUDENTS = ["alice", "bob"]
EVIL = "<script>ALERT0123</script>"
WRONG = {
    "h_n_ignores_batch_first": "1, 2, 3",
    "why_tanh": "f",
    "gradient_at_f": None,
    "does_it_cure": None,
    "temperature": EVIL,
}


@pytest.fixture(scope="module")
def course(room, filled_in, tmp_path_factory, worker_id):
    """The course after all of nbgrader's steps; the processes of a test run share it."""
    run = tmp_path_factory.getbasetemp()
    shared = (run if worker_id == "master" else run.parent) / "nbgrader-quiz"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not (shared / "done").exists():
            term(room.make_course(shared / "course", room.CONFIG, "quiz"), room, filled_in)
            (shared / "done").touch()
    return shared / "course"


def term(course, room, filled_in):
    """A term: alice answers everything with nbgrader's commands, bob not all of it."""
    room.nbgrader(course, "generate_assignment quiz", "release_assignment quiz")
    alice = course.parent / "alice"
    alice.mkdir()
    config = f"{room.STUDENT_CONFIG}c.Exchange.root = {str(room.exchange(course))!r}\n"
    (alice / "nbgrader_config.py").write_text(config, "utf-8")
    room.nbgrader(alice, "fetch_assignment quiz")
    shutil.copytree(alice / "quiz", alice / "as-released")
    (alice / "quiz/answers.toml").write_text(filled_in("alice"), "utf-8")
    notebook = nbformat.read(alice / "quiz/quiz.ipynb", as_version=4)
    (written,) = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == FREE[0])
    written.source = "In the notebook."
    nbformat.write(notebook, alice / "quiz/quiz.ipynb")
    typed = room.nbgrader(alice, "validate quiz/quiz.ipynb", "submit quiz")
    (alice / "validated").write_text(typed.stdout, "utf-8")
    inbound = room.exchange(course) / "rnn101/inbound"
    (sent,) = inbound.iterdir()
    sent.rename(inbound / sent.name.replace(sent.name.split("+")[0], "alice", 1))  # all here are one user
    sheet = filled_in("bob", called="Bob", **WRONG | {"problems_of_training": EVIL}) + f'["{EVIL}"]\n'
    files = {"answers.toml": sheet, "quiz.ipynb": (alice / "as-released/quiz.ipynb").read_bytes()}
    room.submit(course, "bob", files, "quiz")
    room.nbgrader(course, "collect quiz", "autograde quiz", "generate_feedback quiz")


def grades(course):
    """Student -> question -> the grade that a program gave."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {grade.name: grade.auto_score for grade in submission.notebooks[0].grades}
            for submission in gradebook.assignment_submissions("quiz")
        }


def outputs(course, student):
    """What the graded notebook shows."""
    notebook = nbformat.read(course / f"autograded/{student}/quiz/quiz.ipynb", as_version=4)
    shown = [output.data["text/plain"] for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join([*shown, *(cell.source for cell in notebook.cells if cell.cell_type == "markdown")])


def test_right_answers_to_ones_own_numbers_get_all_points_and_free_ones_wait_for_people(course):
    points = {name: float(worth) for name, worth in SELECTION.points.items()} | dict.fromkeys(FREE)
    assert grades(course)["alice"] == points


def test_what_is_wrong_invalid_or_missing_costs_its_own_points_alone(course):
    points = {name: float(worth) for name, worth in SELECTION.points.items()} | dict.fromkeys(FREE)
    assert grades(course)["bob"] == points | {name.replace("_", "-"): 0.0 for name in WRONG}


def test_the_released_folder_is_the_generated_one(course, room):
    released = {path.name: path for path in (course.parent / "alice/as-released").iterdir()}
    assert set(released) == {path.name for path in (room.ROOT / "assignments/quiz").iterdir() if path.is_file()}
    for name, path in released.items():
        if not name.endswith(".ipynb"):
            assert path.read_bytes() == (room.ROOT / "assignments/quiz" / name).read_bytes()


def test_validate_names_only_what_is_not_in_the_notebook(course):
    said = (course.parent / "alice/validated").read_text("utf-8")
    assert "FAILED ON 1 CELL" in said
    assert "You did not provide a response" in said


@pytest.mark.parametrize("student", STUDENTS)
def test_what_people_grade_stands_there_with_its_rubric(course, student):
    shown = outputs(course, student)
    for name in FREE:
        assert plain(rubric(asked_of(SELECTION.questions[name], SELECTION.seed, student), "en")) in shown
    assert shown.count("    In my own words.") == {"alice": 2, "bob": 0}[student]
    assert shown.count(f"    {EVIL}") == {"alice": 0, "bob": 1}[student]
    assert shown.count("    In the notebook.\n\n    In my own words.") == {"alice": 1, "bob": 0}[student]


@pytest.mark.parametrize("student", STUDENTS)
def test_every_question_is_shown_as_it_was_asked(course, student):
    shown = outputs(course, student)
    for question in SELECTION.questions.values():
        assert plain(problem(asked_of(question, SELECTION.seed, student), "en")) in shown


def test_nothing_that_was_written_into_the_sheet_runs_in_feedback(course):
    page = (course / "feedback/bob/quiz/quiz.html").read_text("utf-8")
    assert page.count("ALERT0123") >= 3
    assert EVIL not in page


def test_feedback_keeps_the_rubric_from_students_where_the_course_gives_hints(course):
    page = (course / "feedback/alice/quiz/quiz.html").read_text("utf-8")
    assert "In my own words." in page
    assert "For whoever grades" not in page


def test_feedback_says_what_could_not_be_read_and_whose_the_numbers_are(course):
    page = html.unescape(re.sub(r"<[^>]+>", "", (course / "feedback/bob/quiz/quiz.html").read_text("utf-8")))
    assert "answers.toml says student = 'Bob', and the course knows you as 'bob'" in page
    assert re.search(r"answers.toml, line \d+: 'f' is no choice among a, b, c, d", page)
    assert "your answer: 1, 2, 3" in page
    assert "What is h₂ (three digits)?" in page
    assert "<p>" not in page


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_rnnkit_autograde_leaves_the_same_gradebook(course, tmp_path, monkeypatch):
    course = shutil.copytree(course, tmp_path / "course")
    monkeypatch.chdir(course)
    monkeypatch.setenv("HOME", str(course.parent))
    before = grades(course)
    run = autograding("quiz")
    reports = run.grade()
    assert run.enter(force=True) == {}
    assert grades(course) == before
    assert {report.student: report.score for report in reports} == {
        student: sum(filter(None, scores.values())) for student, scores in before.items()
    }
