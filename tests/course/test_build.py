"""What `rnnkit build` makes: fresh, reproducible, in two languages, alone on its feet, and without an answer in it."""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
import subprocess
import sys
import types
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import reads as nbgrader_reads

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build import HOME, build, run_build, stale, standalone, write
from autograder.course.build.fingerprints import Rehearsal
from autograder.course.build.known import known, taken
from autograder.grading.mutate import mutant
from autograder.suites import reference_of, suite_of

MISTAKES = [(name, e, m) for name, a in ASSIGNMENTS.items() for e in a.exercises for m in e.mistakes]

assignments = pytest.mark.parametrize("name", ASSIGNMENTS)
languages = pytest.mark.parametrize("lang", ["en", "zh"])


@cache
def built(name, lang="en"):
    return build(ASSIGNMENTS[name], lang)


@cache
def rehearsal(name, lang):
    files = built(name, lang)
    return Rehearsal(ASSIGNMENTS[name], files)


@cache
def problems(name, lang, exercise, mistake=None):
    submission = mutant(name, exercise.name, mistake) if mistake else reference_of(name)
    return rehearsal(name, lang).problems(exercise, submission)


def module(source):
    made = types.ModuleType("submission")
    exec(compile(source, "submission.py", "exec"), made.__dict__)
    return made


def pytest_in(folder):
    """Run the folder's tests as a student does, with nothing of ours within reach."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    # no plugin but pytest's own; what a student has besides is not our concern
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout


def functions_of(source):
    return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


# --- the folder ---


@assignments
def test_the_committed_folder_is_what_the_build_makes(name):
    assert stale(HOME / name, built(name)) == []


@pytest.mark.parametrize("name", ["gru", "modules"])  # in English, the committed folder is what another process made
def test_the_build_is_the_same_twice(name):
    assert build(ASSIGNMENTS[name], "zh") == built(name, "zh")


def test_writing_removes_what_does_not_belong_and_leaves_hidden_files(tmp_path):
    (tmp_path / "old.py").touch()
    (tmp_path / ".gitignore").touch()
    write(tmp_path, {"new.py": "x = 1\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "new.py"]
    assert stale(tmp_path, {"new.py": "x = 1\n"}) == []


def test_a_file_that_is_missing_changed_or_too_many_is_stale(tmp_path):
    write(tmp_path, {"same.py": "", "changed.py": "old", "stray.py": ""})
    assert stale(tmp_path, {"same.py": "", "changed.py": "new", "missing.py": ""}) == [
        "changed.py",
        "missing.py",
        "stray.py",
    ]


def test_a_check_says_what_is_stale_and_changes_nothing(tmp_path, capsys):
    assert run_build(["rnn"], check=True, to=tmp_path) == 1
    assert "stale: rnn.py, test_rnn.py, checks.py, rnn.ipynb" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_build_elsewhere_is_fresh_when_checked(tmp_path, capsys):
    assert run_build(["rnn"], lang="zh", to=tmp_path) == 0
    assert run_build(["rnn"], check=True, lang="zh", to=tmp_path) == 0
    assert capsys.readouterr().out.endswith("fresh\n")


# --- nothing secret ---


def telling_lines(name):
    """The lines of the solution's bodies that compute something its docstrings do not say, without white space."""
    reference = Path(reference_of(name).__file__).read_text("utf-8")
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", reference, re.DOTALL)
    lines = (line.partition("  # ")[0] for region in regions for line in region.splitlines())
    told = "".join(str(ast.get_docstring(node)) for node in functions_of(reference))
    telling = {"".join(line.split()) for line in lines if re.search(r"[(\[+*/@-]", line)}
    return {line for line in telling if line not in "".join(told.split())}


@assignments
@languages
def test_no_line_of_a_solution_is_in_the_folder(name, lang):
    secrets = telling_lines(name)
    assert secrets
    for file, content in built(name, lang).items():
        assert not {line for line in secrets if line in "".join(content.split())}, file


@assignments
@languages
def test_no_hidden_test_and_nothing_of_ours_is_in_the_folder(name, lang):
    hidden = {check.test.__name__ for check in suite_of(name).checks}
    for file, content in built(name, lang).items():
        assert not {test for test in hidden if test in content}, file
        assert "SOLUTION" not in content, file
        assert not re.search(r"\b(autograder|solutions)\b\.", content), file


# --- the file to fill in ---


@assignments
@languages
def test_every_stub_raises_after_its_given_lines_and_names_its_exercise(name, lang):
    stubs = {node.name: node for node in ast.parse(built(name, lang)[f"{name}.py"]).body if hasattr(node, "name")}
    for exercise in ASSIGNMENTS[name].exercises:
        stub = stubs[exercise.name]
        for function in [part for part in stub.body if isinstance(part, ast.FunctionDef)] or [stub]:
            last = function.body[-1]
            assert isinstance(last, ast.Raise)
            assert last.exc.func.id == "NotImplementedError"
            words = last.exc.args[0].value
            assert {exercise.name, str(exercise.points)} <= set(re.findall(r"\w+", words))
            assert exercise.title.said(lang) in words


@assignments
def test_a_stub_keeps_the_docstring_and_the_signature(name):
    reference = ast.parse(Path(reference_of(name).__file__).read_text("utf-8"))
    stubs = {node.name: node for node in functions_of(built(name)[f"{name}.py"])}
    for node in reference.body:
        if isinstance(node, ast.FunctionDef):
            assert ast.get_docstring(stubs[node.name]) == ast.get_docstring(node)
            assert ast.unparse(stubs[node.name].args) == ast.unparse(node.args)


@assignments
def test_the_lone_solution_has_no_marks_and_needs_nothing_of_ours(name):
    source = standalone(ASSIGNMENTS[name])
    assert "SOLUTION" not in source
    assert "noqa" not in source
    assert "solutions" not in source


@assignments
@languages
def test_the_files_are_tidy_to_read(name, lang):
    for file, content in built(name, lang).items():
        assert content.endswith("\n")
        assert not content.endswith("\n\n")
        if file.endswith(".py"):
            assert "jupytext" not in content
            assert "\n\n\n\n" not in content
            assert not [line for line in content.splitlines() if line != line.rstrip()]


# --- the visible tests ---


@assignments
@languages
def test_the_reference_passes_every_visible_test(name, lang):
    for exercise in ASSIGNMENTS[name].exercises:
        found = problems(name, lang, exercise)
        assert len(found) >= 2
        assert not any(found.values()), found


@assignments
@languages
def test_an_unwritten_exercise_fails_every_visible_test_in_one_line(name, lang):
    stub = module(built(name, lang)[f"{name}.py"])
    for exercise in ASSIGNMENTS[name].exercises:
        for problem in rehearsal(name, lang).problems(exercise, stub).values():
            assert exercise.name in problem
            assert "\n" not in problem


def test_a_backward_asks_for_its_forward_first():
    stub = module(built("rnn")["rnn.py"])
    found = rehearsal("rnn", "en").problems(ASSIGNMENTS["rnn"].exercise("rnn_backward"), stub)
    assert set(found.values()) == {"rnn_backward needs rnn_forward: write that first"}


@assignments
def test_both_languages_have_the_same_tests(name):
    en, zh = ([test.name for test in functions_of(built(name, lang)[f"test_{name}.py"])] for lang in ("en", "zh"))
    assert en == zh
    assert len(en) == len(set(en))


@assignments
@languages
def test_every_visible_test_says_in_one_sentence_what_it_sees(name, lang):
    for test in functions_of(built(name, lang)[f"test_{name}.py"]):
        sentence = ast.get_docstring(test)
        assert "\n" not in sentence
        assert bool(re.search(r"[\u4e00-\u9fff]", sentence)) == (lang == "zh")


@assignments
def test_nearly_every_known_mistake_fails_a_visible_test(name):
    mine = [(exercise, mistake) for owner, exercise, mistake in MISTAKES if owner == name]
    unseen = [mistake.id for exercise, mistake in mine if not any(problems(name, "en", exercise, mistake).values())]
    assert len(unseen) <= 0.05 * len(mine), unseen


def hints_shown(name, lang, exercise, mistake):
    mark = "hint: " if lang == "en" else "提示："
    found = problems(name, lang, exercise, mistake).values()
    return [problem.partition(mark)[2] for problem in found if mark in problem]


@pytest.mark.parametrize(
    ("name", "exercise", "mistake"), MISTAKES, ids=lambda v: getattr(v, "id", getattr(v, "name", v))
)
def test_a_wrong_answer_that_is_known_shows_its_hint(name, exercise, mistake):
    """Where two mistakes give the same answer, the hint of the one declared first is shown."""
    shown = hints_shown(name, "en", exercise, mistake)
    met = rehearsal(name, "en").wrong_answers(exercise, mutant(name, exercise.name, mistake))
    assert len(shown) == len(met)
    so_far = exercise.mistakes[: exercise.mistakes.index(mistake) + 1]
    assert set(shown) <= {each.hint.en for each in so_far}
    assert not shown or mistake.hint.en in shown


def test_a_chinese_folder_hints_in_chinese():
    exercise = ASSIGNMENTS["rnn"].exercise("softmax")
    for mistake in exercise.mistakes:
        assert mistake.hint.zh in hints_shown("rnn", "zh", exercise, mistake)


@assignments
def test_most_known_mistakes_are_named_by_the_visible_tests(name):
    """Of those in exercises with fixed examples: what draws from a generator has no answer to know a mistake by.

    Nor has what answers with one of a few words.
    """
    telling = suite_of(name).inputs.keys() - {"classify_growth"}
    mine = [(e, m) for n, e, m in MISTAKES if n == name and e.name in telling]
    named = [m for e, m in mine if hints_shown(name, "en", e, m)]
    assert len(named) >= 0.85 * len(mine)


@pytest.mark.parametrize("noise", [1e-13, -1e-13])
def test_a_fingerprint_does_not_feel_the_order_of_a_sum(noise):
    import numpy as np

    checks = rehearsal("rnn", "en").checks
    answer = np.random.default_rng(0).normal(size=(40, 40))
    assert checks.fingerprint("e", answer) == checks.fingerprint("e", answer * (1 + noise) + noise)
    assert checks.fingerprint("e", answer) != checks.fingerprint("e", answer * (1 + 1e-4))


def test_a_fingerprint_knows_no_negative_zero_but_knows_nan():
    import numpy as np

    mark = rehearsal("rnn", "en").checks.fingerprint
    assert mark("e", np.array([0.0, 1.0])) == mark("e", np.array([-0.0, 1.0]))
    assert mark("e", np.array([np.nan, 1.0])) == mark("e", np.array([-np.nan, 1.0]))
    assert mark("e", np.array([np.nan, 1.0])) != mark("e", np.array([0.0, 1.0]))
    assert mark("e", np.zeros((1, 2))) != mark("e", np.zeros((2, 1)))


# --- the notebook ---


@assignments
@languages
def test_every_exercise_has_a_grade_cell_that_nbgrader_accepts(name, lang):
    notebook = nbgrader_reads(built(name, lang)[f"{name}.ipynb"], as_version=4)
    nbformat.validate(notebook)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    points = [(exercise.name, exercise.points) for exercise in ASSIGNMENTS[name].exercises]
    assert [(cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points) for cell in graded] == points
    assert all(cell.source == f'checks.run("{cell.metadata.nbgrader.grade_id}")' for cell in graded)
    assert all(cell.metadata.nbgrader.grade and cell.metadata.nbgrader.locked for cell in graded)


@assignments
@languages
def test_the_prose_before_a_grade_cell_ends_in_its_name_points_and_title(name, lang):
    cells = json.loads(built(name, lang)[f"{name}.ipynb"])["cells"]
    for before, cell in itertools.pairwise(cells):
        if "nbgrader" in cell["metadata"]:
            exercise = ASSIGNMENTS[name].exercise(cell["metadata"]["nbgrader"]["grade_id"])
            last = before["source"][-1]
            assert f"`{exercise.name}`" in last
            assert str(exercise.points) in last
            assert exercise.title.said(lang) in last
            assert "".join(before["source"]).count(f"**{last[2:4]}") == 1


@assignments
def test_the_drawings_are_inside_the_notebook(name):
    text = built(name)[f"{name}.ipynb"]
    lesson = (Path(reference_of(name).__file__).parent / f"{name}.md").read_text("utf-8")
    assert text.count("data:image/svg+xml;base64,") == lesson.count("](drawings/")
    assert "](drawings/" not in text


# --- alone ---


@pytest.fixture
def folder(tmp_path, request):
    name, lang = request.param
    write(tmp_path, built(name, lang))
    return tmp_path


everywhere = pytest.mark.parametrize(
    "folder", [(name, lang) for name in ASSIGNMENTS for lang in ("en", "zh")], indirect=True, ids="-".join
)


@everywhere
def test_the_reference_passes_in_a_folder_of_its_own(folder):
    (stub,) = [path for path in folder.glob("*.py") if path.stem in ASSIGNMENTS]
    stub.write_text(standalone(ASSIGNMENTS[stub.stem]), "utf-8")
    assert re.search(r"\n\d+ passed in", pytest_in(folder))


@everywhere
def test_the_stub_fails_once_an_exercise_in_a_folder_of_its_own_and_no_test_passes_or_is_in_error(folder):
    (stub,) = [path.stem for path in folder.glob("*.py") if path.stem in ASSIGNMENTS]
    exercises = len(ASSIGNMENTS[stub].exercises)
    assert re.search(rf"\n{exercises} failed, \d+ skipped in", pytest_in(folder))


@assignments
def test_the_fingerprints_that_are_kept_are_those_that_would_be_taken_now(name):
    assert known(ASSIGNMENTS[name]) == taken(ASSIGNMENTS[name])
