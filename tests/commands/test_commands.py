"""The command line, as it is typed."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.catalogue import ASSIGNMENTS
from autograder.commands.problem import put
from autograder.commands.terminal import write
from autograder.course.build import standalone
from autograder.course.made_up import made_up_class
from autograder.course.table import with_table

RNN = ASSIGNMENTS["rnn"]
COMMANDS = (
    *("start", "watch", "check", "hint", "list", "reset", "solution", "quiz", "drill", "progress", "mock", "export"),
    *("demo", "explode", "grade", "autograde", "build", "bench", "doctor"),
)
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def course(tmp_path):
    files = made_up_class(RNN)
    for student in ("ada", "ben", "emre", "mallory"):
        path = tmp_path / "submitted" / student / "rnn.py"
        path.parent.mkdir(parents=True)
        path.write_text(files[student], "utf-8")
    (tmp_path / "submitted" / "zoe").mkdir()
    return tmp_path / "submitted"


def test_help_names_every_command_and_its_use(capsys):
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    told = capsys.readouterr().out
    for command in COMMANDS:
        assert re.search(rf"^    {command}\s+\w", told, re.MULTILINE)
    assert "exit status: 0 done" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_each_of_its_options(command, capsys):
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    told = capsys.readouterr().out
    for option in re.findall(r"^  (--[a-z]+)", told, re.MULTILINE):
        assert re.search(rf"{option}[^\n]*\n? +\w", told)


def test_a_class_is_graded_into_json_csv_and_pages(course, tmp_path, capsys):
    out = {kind: tmp_path / f"class.{kind}" for kind in ("json", "csv", "html")}
    options = [word for kind, path in out.items() for word in (f"--{kind}", str(path))]
    assert cli.main(["grade", str(course), "--assignment", "rnn", *options]) == 0
    told = json.loads(out["json"].read_text("utf-8"))
    scores = {report["student"]: report["score"] for report in told["reports"]}
    assert told["schema"] == 1
    assert (scores["ada"], scores["ben"], scores["mallory"], scores["zoe"]) == (110, 0, 0, 0)
    assert 0 < scores["emre"] < 110
    emre = next(report for report in told["reports"] if report["student"] == "emre")
    assert emre["exercises"]["rnn_backward"]["mistake"] == RNN.exercise("rnn_backward").mistakes[0].id
    assert {"name", "verdict", "message"} <= set(emre["exercises"]["softmax"]["checks"][0])
    with out["csv"].open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert float(rows["emre"]["score"]) == scores["emre"]
    page = out["html"].read_text("utf-8")
    links = re.findall(r'href="([^"]+\.html)"', page)
    assert len(set(links)) == 5
    assert all((tmp_path / link).is_file() for link in links)
    assert "emre" in capsys.readouterr().out


def test_json_alone_goes_to_standard_output(course, capsys):
    assert cli.main(["grade", str(course / "ada"), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"][0]["score"] == 110


def test_the_same_file_and_seed_give_the_same_report_to_the_byte(course, capsys):
    told = []
    for _ in range(2):
        cli.main(["grade", str(course / "emre"), "--json", "-", "--seed", "7", "--level", "full"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_many_processes_give_what_one_gives(course, capsys):
    told = []
    for jobs in ("1", "2"):
        cli.main(["grade", str(course), "--json", "-", "--jobs", jobs])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("level", "values", "hint"), [("full", True, True), ("hint", False, True), ("score", False, False)]
)
def test_a_level_tells_what_it_may(course, level, values, hint, capsys):
    cli.main(["grade", str(course / "emre"), "--level", level])
    told = capsys.readouterr().out
    assert ("np.array(" in told) is values
    assert (RNN.exercise("rnn_backward").mistakes[0].hint.en in told) is hint


def test_check_finds_ones_own_file_and_tells_everything(course, monkeypatch, capsys):
    monkeypatch.chdir(course / "emre")
    assert cli.main(["check"]) == 0
    told = capsys.readouterr().out
    assert "expected" in told
    assert "np.array(" in told


def test_check_speaks_chinese(course, capsys):
    assert cli.main(["check", str(course / "emre"), "--lang", "zh"]) == 0
    assert "应为" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["grade", "nowhere"], "no such file or folder"),
        (["grade", ".", "--assignment", "cnn"], "no assignment 'cnn'"),
        (["grade", ".", "--jobs", "0"], "--jobs is 0, expected 1 or more"),
        (["check", "nowhere.py"], "no such file or folder"),
        (["check"], "nothing to check here"),
        (["demo", "cnn"], "no assignment 'cnn'"),
        (["build", "cnn"], "no assignment 'cnn'"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_a_fault_of_ours_is_called_ours(monkeypatch, capsys):
    from autograder.commands import doctor

    monkeypatch.setattr(doctor, "run", lambda _: 1 / 0)
    assert cli.main(["doctor"]) == 1
    assert "a fault of rnnkit, not yours: ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["check", "nowhere.py"],
        ["check", "nosuch"],
        ["check"],
        ["check", "--html", "."],
        ["hint"],
        ["explode", "--gain", "0"],
        ["explode", "--to", "nowhere/x.png"],
        ["export", "anki", "--to", "x"],
        ["demo", "cnn"],
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_with_what_to_type(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*words, "--lang", "zh"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"rnnkit {words[0]}：")
    assert re.search("下一步：|应为其中之一：", told)
    assert not re.search("next:|there is|expected", told)


def test_what_is_to_be_typed_next_keeps_the_language_that_was_typed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    cli.main(["hint", "--lang", "zh"])
    assert "下一步：rnnkit start --lang zh，" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    cli.main(["hint"])
    assert "下一步：rnnkit start，" in capsys.readouterr().err


def test_a_full_disk_is_said_with_what_to_do():
    problem = put(OSError(errno.ENOSPC, "No space left on device"))
    assert problem.words.en == "the disk is full\n  next: free some space, and type the same again: it goes on"
    assert problem.words.zh.startswith("磁盘已满\n  下一步：")


def test_a_fault_of_ours_is_called_ours_in_chinese(monkeypatch, capsys):
    from autograder.commands import doctor

    monkeypatch.setattr(doctor, "run", lambda _: 1 / 0)
    assert cli.main(["doctor", "--lang", "zh"]) == 1
    assert "这是 rnnkit 的故障，与你无关：ZeroDivisionError" in capsys.readouterr().err


def test_what_is_stopped_is_said_to_be_stopped_and_no_more(monkeypatch, capsys):
    from autograder.commands import doctor

    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "run", stopped)
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    assert cli.main(["doctor", "--lang", "zh"]) == 130
    assert capsys.readouterr().err == "\nrnnkit: 已停止\n"


@pytest.mark.parametrize("words", [["doctor"], ["hint"], ["explode", "--gain", "0"]])
def test_in_seven_bits_english_is_written_and_nothing_fails(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = io.BytesIO()
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, io.TextIOWrapper(written, encoding="ascii", write_through=True))
    assert cli.main([*words, "--lang", "zh"]) != 1 or words == ["doctor"]
    assert not re.search(rb"fault of rnnkit|\\u", written.getvalue())


def test_doctor_names_the_isolation_it_found(capsys):
    cli.main(["doctor"])
    assert re.search("isolation of submissions: (bubblewrap|landlock|seccomp|NOT)", capsys.readouterr().out)


def test_demo_writes_pages_and_says_where(tmp_path, capsys):
    assert cli.main(["demo", "--to", str(tmp_path / "demo")]) == 0
    told = capsys.readouterr().out
    assert str(tmp_path / "demo" / "rnn.html") in told.replace("\n", "")
    assert (tmp_path / "demo" / "rnn.html").is_file()
    for name, score in (("ada", "110"), ("ben", "0"), ("mallory", "0")):
        assert re.search(rf"^{name} +{score} ", told, re.MULTILINE)


def test_build_finds_the_projects_own_assignments_fresh(capsys):
    assert cli.main(["build", "gru", "--check"]) == 0
    assert "stale" not in capsys.readouterr().out


def test_a_stale_folder_is_seen(tmp_path, capsys):
    cli.main(["build", "rnn", "--to", str(tmp_path)])
    (tmp_path / "rnn" / "rnn.py").write_text("changed")
    assert cli.main(["build", "rnn", "--check", "--to", str(tmp_path)]) == 1
    assert "rnn.py" in capsys.readouterr().out


def test_the_table_in_the_readme_is_what_the_catalogue_says():
    readme = README.read_text("utf-8")
    assert with_table(readme) == readme


def test_a_readme_without_marks_is_refused():
    with pytest.raises(ValueError, match="lacks the marks"):
        with_table("no table here")


def test_help_needs_nothing_that_is_slow_to_load():
    code = """if True:
        import sys, autograder.cli as c
        try: c.main(["--help"])
        except SystemExit: print(*sys.modules, file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "torch", "rich", "nbgrader", "hypothesis"} & set(done.stderr.split())


def test_a_standalone_solution_needs_nothing_of_ours():
    assert "solutions" not in standalone(RNN)


def test_bench_prints_each_ratio_with_its_spread(tmp_path):
    code = """if True:
        import sys
        from autograder.commands import bench
        from autograder import cli
        bench.N, bench.T, bench.D, bench.H = 2, 3, 4, 5
        bench.ASSIGNMENTS = {"gru": bench.ASSIGNMENTS["gru"]}
        sys.exit(cli.main(["bench", "--rounds", "1"]))
    """
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **threads}
    )
    assert len(re.findall(r" \d+\.\d\d \(\d+\.\d\d to \d+\.\d\d\) \d+\.\d{3} s", done.stdout)) == 4 + 1


def test_a_device_or_a_pipe_is_written_to_and_a_link_stays_one(tmp_path):
    device = tmp_path / "device"
    device.symlink_to("/dev/null")
    write(device, "text")
    assert Path("/dev/null").is_char_device()
    (tmp_path / "link").symlink_to(tmp_path / "page.html")
    write(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "page.html").read_text("utf-8") == "text"
    with pytest.raises(OSError, match="No space left"):
        write(Path("/dev/full"), "text")
    assert Path("/dev/full").is_char_device()
