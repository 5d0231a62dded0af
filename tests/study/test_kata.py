"""A kata is one function to write; what it uses is given, its answer is not."""

import ast
from pathlib import Path

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build.source import standalone, stub
from autograder.grading.handed_in import HandedIn
from autograder.grading.many import grade_one
from autograder.study.kata import Sources, edit, editor, kata, model_answer, stands_at


def laid_out(name, exercise, lang="en"):
    assignment = ASSIGNMENTS[name]
    sources = Sources(stub(assignment, lang), standalone(assignment))
    return kata(sources, assignment, assignment.exercise(exercise), "Write it.")


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_exercise_makes_a_kata_with_one_function_to_write(name):
    for exercise in ASSIGNMENTS[name].exercises[::5]:
        source = laid_out(name, exercise.name)
        assert source.count("raise NotImplementedError") >= 1
        last = ast.parse(source).body[-1]
        assert last.name == exercise.name
        assert "NotImplementedError" in ast.unparse(last)
        assert source.count("raise NotImplementedError") == ast.unparse(last).count("raise NotImplementedError")


def test_a_kata_with_the_model_answer_in_it_passes_and_without_it_does_not(tmp_path):
    assignment, name = ASSIGNMENTS["rnn"], "rnn_backward"
    source, file = laid_out("rnn", name), tmp_path / "rnn.py"
    one = HandedIn("", "rnn", file)
    file.write_text(source)
    assert grade_one(one, only=frozenset({name})).score == 0
    answer = model_answer(assignment, assignment.exercise(name))
    file.write_text(source[: source.rindex(f"def {name}")] + answer + "\n")
    report = grade_one(one, only=frozenset({name}))
    assert report.score == report.points


def test_a_model_answer_has_no_marks_and_no_docstring():
    assignment = ASSIGNMENTS["modules"]
    answer = model_answer(assignment, assignment.exercises[0])
    assert "###" not in answer
    assert '"""' not in answer
    ast.parse(answer)


def test_visual_goes_before_editor_and_may_have_arguments(monkeypatch):
    monkeypatch.setenv("EDITOR", "nano")
    monkeypatch.setenv("VISUAL", "code --wait")
    assert editor() == ["code", "--wait"]
    monkeypatch.setenv("VISUAL", "'unclosed")
    assert editor() == ["nano"]
    monkeypatch.delenv("VISUAL")
    monkeypatch.delenv("EDITOR")
    assert editor() == []


def test_an_editor_that_does_not_start_is_told_by_false(monkeypatch, tmp_path):
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert not edit(tmp_path / "rnn.py")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("vim", ["vim", "+3", "rnn.py"]),
        ("/usr/bin/emacs -nw", ["/usr/bin/emacs", "-nw", "+3", "rnn.py"]),
        ("code --wait", ["code", "--wait", "-g", "rnn.py:3"]),
        ("gedit", ["gedit", "rnn.py"]),
    ],
)
def test_an_editor_opens_at_the_function_where_it_is_known_how(monkeypatch, command, words):
    monkeypatch.setenv("VISUAL", command)
    called = []
    assert edit(Path("rnn.py"), called.append, line=stands_at("import x\n\ndef f():\n    pass\n", "f"))
    assert called == [words]


def test_a_file_without_the_function_opens_at_its_beginning(monkeypatch):
    monkeypatch.setenv("VISUAL", "vim")
    called = []
    edit(Path("rnn.py"), called.append, line=stands_at("import x\n", "f"))
    assert called == [["vim", "rnn.py"]]
