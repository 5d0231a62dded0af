"""The commands of self-study, as they are typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder import cli
from autograder.catalogue import ASSIGNMENTS
from autograder.commands import start
from autograder.course.build.source import standalone, stub
from autograder.grading.mutate import mutated_source
from autograder.study.hints import line_of
from autograder.study.store import Store
from autograder.study.stub import region_of, replaced
from autograder.study.workspace import Workspace, find_workspace

RNN = ASSIGNMENTS["rnn"]
STUB, WHOLE = stub(RNN, "en"), standalone(RNN)


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("RNNKIT_DATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    made = Workspace(tmp_path / "rnnkit-work")
    (made.root / "rnn").mkdir(parents=True)
    made.take({"rnn/rnn.py": STUB})
    monkeypatch.chdir(made.root / "rnn")
    return made


def write(workspace, name, source=WHOLE):
    path = workspace.file("rnn")
    path.write_text(replaced(path.read_text("utf-8"), name, region_of(source, name).text), "utf-8")


def wrong(name, number=0):
    return mutated_source("rnn", name, RNN.exercise(name).mistakes[number])


def typed(capsys, *words):
    status = cli.main(list(words))
    told = capsys.readouterr()
    return status, told.out, told.err


def events():
    with Store() as store:
        return [(event.item, event.score >= 1, event.belief, event.way) for event in store.events()]


@pytest.fixture
def quick(monkeypatch):
    """Assignments that take no time to make."""
    made = lambda one, lang: {f"{one.name}.py": f"# {lang}\n", f"{one.name}.ipynb": "{}\n"}
    monkeypatch.setattr(start, "_builder", lambda: made)
    monkeypatch.setattr(start, "_sources", lambda: "a")
    return lambda: monkeypatch.setattr(start, "_sources", lambda: "b")


def test_start_makes_a_workspace_and_says_the_first_step(quick, tmp_path, capsys):
    status, told, _ = typed(capsys, "start")
    assert status == 0
    assert "open rnnkit-work/rnn/rnn.py:1" in told
    assert "next: cd rnnkit-work && rnnkit watch" in told
    assert find_workspace(tmp_path / "rnnkit-work" / "lstm").lang == "en"
    assert "/.rnnkit/" in (tmp_path / "rnnkit-work" / ".gitignore").read_text()


def test_start_and_watch_name_the_same_line(quick, monkeypatch, capsys):
    monkeypatch.setattr(start, "_builder", lambda: lambda one, _: {f"{one.name}.py": STUB if one is RNN else ""})
    line = line_of(RNN, RNN.exercises[0], None, STUB)
    assert f"open rnnkit-work/rnn/rnn.py:{line} in" in typed(capsys, "start")[1]


def test_start_again_adds_what_is_new_and_says_what_it_left_alone(quick, tmp_path, monkeypatch, capsys):
    typed(capsys, "start")
    monkeypatch.chdir(tmp_path / "rnnkit-work" / "lstm")
    (tmp_path / "rnnkit-work" / "rnn" / "rnn.py").write_text("mine\n")
    (tmp_path / "rnnkit-work" / "rnn" / "rnn.ipynb").unlink()
    quick()
    status, told, _ = typed(capsys, "start", "--lang", "zh")
    assert status == 0
    assert "保持不动：rnn/rnn.py（你改过它）" in told
    assert "新增：1 个文件" in told
    assert (tmp_path / "rnnkit-work" / "rnn" / "rnn.py").read_text() == "mine\n"
    assert (tmp_path / "rnnkit-work" / "gru" / "gru.py").read_text() == "# zh\n"


def test_start_where_a_file_is_says_so(quick, tmp_path, capsys):
    (tmp_path / "rnnkit-work").write_text("")
    status, _, told = typed(capsys, "start")
    assert status == 2
    assert "is a file, expected a folder" in told


def test_start_mixes_with_no_files_of_others(quick, tmp_path, capsys):
    (tmp_path / "rnnkit" / ".git").mkdir(parents=True)
    (tmp_path / "rnnkit" / "mine.py").write_text("")
    status, _, told = typed(capsys, "start", "rnnkit")
    assert (status, "next: rnnkit start rnnkit-work\n" in told) == (2, True)
    assert {path.name for path in (tmp_path / "rnnkit").iterdir()} == {".git", "mine.py"}
    (tmp_path / "rnnkit" / "mine.py").unlink()
    assert typed(capsys, "start", "rnnkit")[0] == 0


@pytest.mark.parametrize("words", [["watch"], ["hint"], ["list"], ["reset", "softmax"], ["solution", "softmax"]])
def test_without_a_workspace_each_command_says_what_to_type(words, capsys):
    status, _, told = typed(capsys, *words)
    assert status == 2
    assert "next: rnnkit start" in told


def test_check_finds_the_workspace_and_notes_how_it_went_once(workspace, tmp_path, monkeypatch, capsys):
    write(workspace, "softmax")
    write(workspace, "rnn_step_forward", wrong("rnn_step_forward"))
    (workspace.root / "notes").mkdir()
    monkeypatch.chdir(workspace.root / "notes")
    for _ in range(2):
        assert typed(capsys, "check", "rnn")[0] == 0
    assert events() == [
        ("code:rnn.softmax", True, "", "check"),
        ("code:rnn.rnn_step_forward", False, RNN.exercise("rnn_step_forward").mistakes[0].id, "check"),
    ]
    _, told, _ = typed(capsys, "list")
    assert "✓ softmax" in told
    assert "◐ rnn_step_forward" in told
    assert "· rnn_step_backward" in told


def test_check_of_an_exercise_grades_that_one_alone(workspace, capsys):
    write(workspace, "softmax", wrong("softmax"))
    write(workspace, "rnn_step_forward", wrong("rnn_step_forward"))
    status, told, _ = typed(capsys, "check", "softmax")
    assert (status, "rnn_step_forward" in told) == (0, False)
    assert "then type  rnnkit check softmax" in told
    assert [event[:2] for event in events()] == [("code:rnn.softmax", False)]
    write(workspace, "softmax")
    assert "go on with  rnnkit watch" in typed(capsys, "check", "rnn.softmax")[1]


def test_a_slip_in_a_name_is_answered_with_the_name_that_was_meant(workspace, capsys):
    for words in (["check", "softmix"], ["hint", "softmix"], ["list", "softmix"], ["reset", "softmix"]):
        status, _, told = typed(capsys, *words)
        assert (status, "did you mean softmax?" in told) == (2, True)


def test_list_of_an_exercise_lists_its_assignment(workspace, capsys):
    told = typed(capsys, "list", "softmax")[1]
    assert "rnn_step_forward" in told
    assert "lstm" not in told


def test_a_workspace_gives_its_language_to_what_cannot_be_done(workspace, capsys):
    workspace.lang = "zh"
    workspace.save()
    assert (
        "没有名为 'softmix' 的练习；你是不是想输入 softmax？\n  下一步：rnnkit list"
        in typed(capsys, "hint", "softmix")[2]
    )


def test_who_may_not_see_a_solution_does_not_wait_for_it():
    code = "import sys, autograder.commands.solution; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"nbgrader", "jupytext", "torch"} & set(done.stdout.split())


def test_check_of_a_file_elsewhere_notes_nothing(tmp_path, capsys):
    (tmp_path / "rnn.py").write_text(STUB.replace("raise NotImplementedError", "return 1 #", 1))
    assert typed(capsys, "check")[0] == 0
    assert events() == []


def test_hint_goes_a_step_further_each_time_until_something_is_changed(workspace, capsys):
    write(workspace, "softmax", wrong("softmax", 1))
    told = [typed(capsys, "hint", "softmax")[1] for _ in range(3)]
    assert "What is left of a row" in told[0]
    assert "exp(s[c]) / sum_k" in told[1]
    assert "Look at rnn.py:" in told[2]
    write(workspace, "softmax", wrong("softmax", 2))
    assert "1/3" in typed(capsys, "hint", "softmax")[1]
    assert "2/3" in typed(capsys, "hint", "softmax", "--step", "2")[1]


def test_reset_puts_one_function_back_and_keeps_what_was_there(workspace, capsys):
    write(workspace, "softmax")
    write(workspace, "rnn_step_forward")
    mine = workspace.file("rnn").read_text("utf-8")
    status, _, told = typed(capsys, "reset", "softmax")
    assert (status, "rnnkit reset softmax --yes" in told) == (2, True)
    assert typed(capsys, "reset", "softmax", "--yes")[0] == 0
    now = workspace.file("rnn").read_text("utf-8")
    assert region_of(now, "softmax").text == region_of(STUB, "softmax").text
    assert region_of(now, "rnn_step_forward").text == region_of(mine, "rnn_step_forward").text
    assert [copy.read_text("utf-8") for copy in workspace.root.glob(".rnnkit/backups/*")] == [mine]
    assert typed(capsys, "reset", "rnn.py", "--yes")[0] == 0
    assert workspace.untouched(workspace.file("rnn"))


def test_a_solution_is_shown_to_who_has_passed_or_gives_up(workspace, capsys):
    status, shown, told = typed(capsys, "solution", "softmax")
    assert (status, shown) == (2, "")
    assert "--give-up" in told
    status, shown, _ = typed(capsys, "solution", "softmax", "--give-up")
    assert (status, shown.strip()) == (0, region_of(WHOLE, "softmax").text.strip())
    assert events() == [("code:rnn.softmax", False, "", "gave up")]
    assert "given up" in typed(capsys, "list", "rnn")[1]


def test_an_exercise_that_there_is_not_is_said_to_be_none(workspace, capsys):
    status, _, told = typed(capsys, "hint", "softmix")
    assert (status, "next: rnnkit list" in told) == (2, True)
