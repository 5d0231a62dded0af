"""What is no student's fault fails the run of that submission loudly, and costs nobody a point."""

from __future__ import annotations

import shutil
from dataclasses import replace

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.catalogue import same
from autograder.course.autograde import autograding
from autograder.grading.cache import REPORTS, graded, key, save
from autograder.grading.grade import SEED
from autograder.grading.handed_in import HandedIn, NothingHandedInError
from autograder.wall.submission import read_submission

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own


@pytest.fixture(autouse=True)
def _at_home(new_course, monkeypatch):
    """The instructor types in the course's folder."""
    monkeypatch.chdir(new_course)
    monkeypatch.setenv("HOME", str(new_course.parent))


def scores(course):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return {
            submission.student.id: {grade.name: grade.auto_score for grade in submission.notebooks[0].grades}
            for submission in gradebook.assignment_submissions("rnn")
        }


def autograde(students=(), *, force=False, **settings):
    run = autograding("rnn", students, **settings)
    return run.grade(), run.enter(force=force)


def cells(course, student):
    return nbformat.read(course / f"autograded/{student}/rnn/rnn.ipynb", as_version=4).cells


def test_autograding_leaves_the_same_gradebook_as_nbgrader_autograde(new_course, hand_in, room):
    hand_in("ann", room.standalone())
    hand_in("bob", room.standalone().replace("(dh[:, t] + from_later)", "dh[:, t]"))
    reports, failed = autograde()
    assert failed == {}
    ours = scores(new_course)
    assert [sum(ours[report.student].values()) for report in reports] == [report.score for report in reports]
    shutil.rmtree(new_course / "autograded")
    shutil.rmtree(new_course / REPORTS)
    (new_course / "gradebook.db").unlink()
    room.nbgrader(new_course, "generate_assignment rnn --force", "autograde rnn")
    assert scores(new_course) == ours


def test_a_check_that_was_not_run_leaves_the_student_ungraded_and_says_so(new_course, hand_in, room):
    folder = hand_in("ann", room.standalone())
    hand_in("bob", room.standalone())
    report = graded(HandedIn("ann", "rnn", folder), new_course / REPORTS)
    first, *rest = report.exercises
    broken = replace(first.checks[0], verdict="not run", message=same("our fault"))
    report = replace(report, exercises=(replace(first, checks=(broken, *first.checks[1:])), *rest))
    hand_in("cat", room.standalone() + "# no copy")
    submission = read_submission(new_course / "submitted/cat/rnn", "rnn")
    save(new_course / REPORTS / f"{key(submission, SEED)}.json", report)
    _, failed = autograde()
    assert list(failed) == ["cat"]
    assert "no fault of cat" in failed["cat"]
    found = scores(new_course)
    assert set(found["cat"].values()) == {None}
    assert sum(found["bob"].values()) == 110
    assert room.nbgrader(new_course, "autograde rnn", check=False).returncode == 1


def test_a_grade_cell_without_an_exercise_is_a_fault_of_the_course(new_course, hand_in, room):
    file = new_course / "assignments/rnn/rnn.ipynb"
    notebook = nbformat.read(file, as_version=4)
    last = [cell for cell in notebook.cells if "nbgrader" in cell.metadata][-1]
    last.metadata["nbgrader"]["grade_id"] = "lstm_forward"
    nbformat.write(notebook, file)
    room.nbgrader(new_course, "generate_assignment rnn --force")
    hand_in("ann", room.standalone())
    _, failed = autograde()
    assert "'lstm_forward'" in failed["ann"]
    assert None in scores(new_course)["ann"].values()


def test_nobody_handed_in_is_said_with_the_next_command(hand_in, room):
    with pytest.raises(NothingHandedInError, match="next: nbgrader collect rnn"):
        autograding("rnn")
    hand_in("ann", room.stub())
    with pytest.raises(NothingHandedInError, match="bob"):
        autograding("rnn", ["ann", "bob"])


def test_only_the_students_asked_for_are_graded(new_course, hand_in, room):
    hand_in("ann", room.stub())
    hand_in("bob", room.stub())
    autograde(["bob"])
    assert list(scores(new_course)) == ["bob"]


def test_a_submission_without_its_notebook_is_graded(new_course, hand_in, room):
    (hand_in("ann", room.standalone()) / "rnn.ipynb").unlink()
    autograde()
    assert sum(scores(new_course)["ann"].values()) == 110


def test_a_course_that_is_not_configured_for_it_has_no_notebook_run_all_the_same(new_course, hand_in, room):
    (new_course / "nbgrader_config.py").unlink()
    folder = hand_in("ann", room.standalone())
    notebook = nbformat.read(folder / "rnn.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("open('ran', 'w').close()"))
    nbformat.write(notebook, folder / "rnn.ipynb")
    autograde()
    assert not list(new_course.rglob("ran"))
    assert sum(scores(new_course)["ann"].values()) == 110


def test_a_new_file_is_graded_when_forced_and_kept_reports_are_not_mistaken_for_its_own(new_course, hand_in, room):
    folder = hand_in("ann", room.stub())
    autograde()
    (folder / "rnn.py").write_text(room.standalone(), "utf-8")
    autograde(force=True)
    assert sum(scores(new_course)["ann"].values()) == 110


def test_a_cell_is_worth_what_the_course_says_it_is(new_course, hand_in, room):
    file = new_course / "assignments/rnn/rnn.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["points"] = 3
    nbformat.write(notebook, file)
    room.nbgrader(new_course, "generate_assignment rnn --force")
    hand_in("ann", room.standalone())
    autograde()
    assert set(scores(new_course)["ann"].values()) == {3.0}


@pytest.mark.parametrize(
    ("settings", "told", "not_told"),
    [
        ({"level": "score"}, "rnn_backward", "h_t feeds two places"),
        ({"level": "hint"}, "h_t feeds two places", "got"),
        ({"lang": "zh"}, "h_t 流向两个地方", "h_t feeds two places"),
    ],
)
def test_level_and_language_are_settings(new_course, hand_in, room, settings, told, not_told):
    hand_in("ann", room.standalone().replace("(dh[:, t] + from_later)", "dh[:, t]"))
    autograde(**settings)
    shown = "".join(output.data["text/plain"] for cell in cells(new_course, "ann") for output in cell.outputs)
    assert told in shown
    assert not_told not in shown


def test_a_written_answer_is_kept_as_text_and_left_to_people(new_course, hand_in, room):
    file = new_course / "assignments/rnn/rnn.ipynb"
    notebook = nbformat.read(file, as_version=4)
    asked = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
    asked |= {"grade_id": "why", "points": 5, "cell_type": "markdown"}
    notebook.cells.append(nbformat.v4.new_markdown_cell("Why?", metadata={"nbgrader": asked}))
    nbformat.write(notebook, file)
    room.nbgrader(new_course, "generate_assignment rnn --force")
    folder = hand_in("ann", room.standalone())
    notebook = nbformat.read(folder / "rnn.ipynb", as_version=4)
    notebook.cells[-1].source = "<script>x</script>\nbecause"
    nbformat.write(notebook, folder / "rnn.ipynb")
    autograde()
    (answer,) = (cell for cell in cells(new_course, "ann") if cell.cell_type == "markdown")
    assert answer.source == "    <script>x</script>\n    because"
    assert scores(new_course)["ann"]["why"] is None
    assert scores(new_course)["ann"]["softmax"] == 4
