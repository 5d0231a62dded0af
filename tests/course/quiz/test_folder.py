"""The quiz's folder: fresh, alone on its feet, without an answer in it, and asking what the grader asks."""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from autograder.catalogue import Text
from autograder.course.build import HOME, run_build, stale, write
from autograder.course.build import quiz as folder_
from autograder.course.build.quiz import build_quiz
from autograder.course.quiz.published import asked_of, published
from autograder.course.quiz.selection import SelectionError, read_selection
from autograder.drawings import CELLS
from autograder.quiz.bank import bank
from autograder.quiz.posed import how, problem
from autograder.quiz.question import KINDS, TOPICS, Option

languages = pytest.mark.parametrize("lang", ["en", "zh"])


def askable(name, tmp_path):
    (tmp_path / "selection.toml").write_text(f"seed = 1\n[points]\n{name} = 1\n", "utf-8")
    try:
        return read_selection(tmp_path)
    except SelectionError:
        return None


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A folder whose selection is all of the bank that can be asked."""
    folder = tmp_path_factory.mktemp("everything")
    points = "\n".join(f"{name} = 1" for name in bank() if askable(name, folder))
    (folder / "selection.toml").write_text(f"seed = 7\n[points]\n{points}\n", "utf-8")
    return folder


def built(folder, lang="en"):
    files = build_quiz(folder, lang)
    write(folder, files)
    return files


def module_of(folder, monkeypatch):
    """`questions.py` of a folder, imported."""
    for name in ("checks", "questions"):
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
    return module


def run(folder, *command):
    """Run something in a folder, with nothing of ours within reach."""
    code = f"import runpy, sys\nsys.modules['autograder'] = None\nsys.argv = {list(command)!r}\n"
    code += (
        "runpy.run_module('pytest')"
        if command[0] == "pytest"
        else f"runpy.run_path({command[0]!r}, run_name='__main__')"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code.replace("run_module('pytest')", "run_module('pytest', run_name='__main__')")],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


# --- the folder ---


def test_the_committed_folder_is_what_the_build_makes():
    assert stale(HOME / "quiz", build_quiz(HOME / "quiz")) == []


def test_the_build_writes_it_in_chinese_elsewhere_and_finds_it_fresh(tmp_path, capsys):
    assert run_build(["quiz"], lang="zh", to=tmp_path) == 0
    assert run_build(["quiz"], check=True, lang="zh", to=tmp_path) == 0
    assert capsys.readouterr().out.endswith("fresh\n")
    assert "道题" in (tmp_path / "quiz/answers.toml").read_text("utf-8")


def test_the_selection_of_the_kit_covers_every_topic_and_every_kind_that_can_be_asked():
    questions = read_selection().questions.values()
    assert {question.topic for question in questions} == set(TOPICS) - {"bugs"}
    assert {question.kind for question in questions} == set(KINDS)
    assert sum(read_selection().points.values()) == 100


def test_a_selection_in_the_folder_is_what_is_asked(tmp_path):
    (tmp_path / "selection.toml").write_text("seed = 3\n[points]\ntemperature = 7\n", "utf-8")
    files = built(tmp_path)
    assert "SEED = 3" in files["questions.py"]
    assert files["answers.toml"].count("\nanswer = ") == 1
    assert stale(tmp_path, build_quiz(tmp_path)) == []


# --- no answer in it ---


def varied(question):
    """The same question with other answers: whatever is published must be the same."""
    n = len(question.options)
    options = [
        Option(f"other-{place}", option.text, not question.options[(place + 1) % n].right, Text("x", "x"))
        for place, option in enumerate(question.options)
    ]
    numbered = not question.answer.startswith(("'", "("))
    return dataclasses.replace(
        question,
        answer=f"1 + {question.answer}" if numbered and question.answer else question.answer,
        options=tuple(options[1:] + options[:1]),
        lines=question.lines[2:] + question.lines[:2],
        free=((0, 1),),
        wrong=(),
        rubric=(),
        tolerance=0.5,
        explanation=Text("x", "x"),
        source="x",
        lesson="x#1",
        check="x",
    )


@pytest.mark.parametrize("question", bank().values(), ids=bank())
def test_what_is_published_does_not_depend_on_what_is_right(question):
    assert dataclasses.asdict(published(varied(question))) == dataclasses.asdict(published(question))


def test_the_nodes_of_a_cell_are_published_and_no_wire(everything, monkeypatch):
    files = build_quiz(everything)
    bare = {name: dataclasses.replace(diagram, wires=()) for name, diagram in CELLS.items()}
    monkeypatch.setattr(folder_, "CELLS", bare)
    assert build_quiz(everything) == files


def secrets(question, lang):
    """What is said of answers, and how they are computed, as far as that tells anything by itself."""
    said = [question.explanation, *(one.why for one in (*question.options, *question.wrong))]
    said += [item.text for item in question.rubric]
    computed = [question.answer, *(wrong.value for wrong in question.wrong)] if question.kind != "output" else []
    shown = " ".join(
        [question.text.said(lang), question.code, *(option.text.said(lang) for option in question.options)]
    )
    telling = {text.said(lang) for text in said if len(text.said(lang)) > 12} | {
        one for one in computed if len(one) > 9
    }
    return {text for text in telling if text not in shown}


def leaks(files, lang):
    """Secrets of what is asked that stand in files."""
    texts = list(files.values())
    for name, text in files.items():
        if name.endswith(".py"):
            constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
            texts += [constant for constant in constants if isinstance(constant, str)]
    texts += ["".join(cell["source"]) for cell in json.loads(files["quiz.ipynb"])["cells"]]
    whole = "\n".join(texts)
    asked = read_selection().questions.values()
    return {secret for question in asked for secret in secrets(question, lang) if secret in whole}


@languages
def test_no_file_holds_an_answer_or_what_is_said_of_one(lang):
    assert sum(len(secrets(question, lang)) for question in read_selection().questions.values()) > 60
    assert leaks(build_quiz(None, lang), lang) == set()


def test_a_leak_would_be_found():
    files = build_quiz()
    question = bank()["gradient-at-f"]
    assert leaks(files | {"questions.py": files["questions.py"] + f"# {question.answer}\n"}, "en") == {question.answer}


def test_right_options_stand_anywhere_in_the_file():
    places = Counter()
    for question in bank().values():
        if question.kind == "single" and len(question.options) == 4:
            texts = [option.text for option in published(question).options]
            places[texts.index(next(option.text for option in question.options if option.right))] += 1
    assert min(places[place] for place in range(4)) > 0.1 * sum(places.values())


# --- the same questions ---


@languages
def test_a_student_is_shown_what_the_grader_asks(everything, lang, monkeypatch):
    built(everything, lang)
    selection = read_selection(everything)
    shown = module_of(everything, monkeypatch)
    assert set(shown.QUESTIONS) == set(selection.points)
    students = ["", "alice", "bob", "张三", "o'neil \N{SNOWMAN}", *(f"s{number:05d}" for number in range(5))]
    for seed, name in ((seed, name) for seed in (selection.seed, 2**62) for name in selection.points):
        for student in students:
            ours = asked_of(selection.questions[name], seed, student)
            theirs = shown.ask(shown.QUESTIONS[name], shown.seed_of(seed, student))
            assert shown.problem(theirs, lang) == problem(ours, lang)
            assert theirs.values == ours.values
            assert ours.question.kind == "output" or shown.how(theirs, lang) == how(ours, lang)


def test_students_get_numbers_and_orders_of_their_own():
    selection = read_selection()
    for name, question in selection.questions.items():
        if question.draw or question.options or question.lines:
            asked = {problem(asked_of(question, selection.seed, f"s{n}"), "en") for n in range(30)}
            assert len(asked) > 1, name


# --- as a student uses it ---


@languages
def test_without_an_id_it_says_what_to_write_where(tmp_path, lang):
    written = build_quiz(None, lang)
    write(tmp_path, written)
    line = written["answers.toml"].splitlines().index('student = ""') + 1
    assert run(tmp_path, "questions.py").startswith(f"answers.toml{', line' if lang == 'en' else ' 第'} {line}")


def test_it_shows_the_questions_and_tells_what_cannot_be_read(tmp_path, filled_in):
    write(tmp_path, build_quiz())
    sheet = filled_in("alice", why_tanh="abz", temperature=None, gradient_at_f="a * @", two_variants="[[1]]")
    (tmp_path / "answers.toml").write_text(sheet.replace('"[[1]]"', "[[1]]"), "utf-8")
    told = run(tmp_path, "questions.py")
    assert told.count("your answer can be read") == len(read_selection().points) - 4
    assert "not answered yet: [temperature]" in told
    assert "'abz' is no choice among a, b, c, d" in told
    assert "'a * @' is no formula" in told
    assert "there is no question 'wire-the-tree'" in run(tmp_path, "questions.py", "wire-the-tree")


def test_its_tests_pass_where_answers_can_be_read_whether_right_or_not(tmp_path, filled_in):
    write(tmp_path, build_quiz())
    wrong = {"temperature": "0.123", "why_tanh": "c", "gradient_at_f": "a * c", "what_is_shared": None}
    (tmp_path / "answers.toml").write_text(filled_in("alice", **wrong), "utf-8")
    assert "25 passed, 1 skipped" in run(tmp_path, "pytest", "-p", "no:cacheprovider")
    (tmp_path / "answers.toml").write_text(filled_in("alice", temperature="warm") + "[temprature]\n", "utf-8")
    told = run(tmp_path, "pytest", "-p", "no:cacheprovider")
    assert "2 failed, 24 passed" in told
    assert "is [temperature] meant?" in told
