"""The wall as a whole: what level it finds, what it does without, and that nothing outlives the grader."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.wall import bubble, launch, selftest
from autograder.wall.process import Wall, WallError, harden
from autograder.wall.seccomp import AUDIT_ARCH
from autograder.wall.submission import Submission

STOPPED = dict.fromkeys(["reading a file", "a child process", "importing torch", "seeing a path"], True)


def test_the_level_names_the_layers_that_hold():
    layers = ["bubblewrap", "landlock", "seccomp"]
    assert selftest.level_of(layers, STOPPED, torch=False) == "bubblewrap+landlock+seccomp"
    assert selftest.level_of(layers, STOPPED | {"seeing a path": False}, torch=False) == "landlock+seccomp"


@pytest.mark.parametrize("attempt", ["reading a file", "a child process", "importing torch"])
def test_the_level_is_none_where_anything_gets_through(attempt):
    assert selftest.level_of(["landlock", "seccomp"], STOPPED | {attempt: False}, torch=False) == "none"


def test_the_level_is_none_without_an_answer_or_a_layer():
    assert selftest.level_of(["seccomp"], {}, torch=False) == "none"
    assert selftest.level_of([], STOPPED, torch=False) == "none"


def test_torch_is_no_leak_where_it_belongs():
    assert selftest.level_of(["seccomp"], STOPPED | {"importing torch": False}, torch=True) == "seccomp"


def test_the_probe_sees_what_gets_through(tmp_path):
    program = "\n".join(
        [
            "import json, sys, importlib",
            "probe = importlib.import_module('autograder.wall.probe')",
            "sys.modules['torch'] = None",  # not to wait for it
            "probe.os.execv = lambda *_: None",
            f"arguments = {str(selftest.PROBE_FILE)!r}, {str(tmp_path / 'x')!r}, {os.getpid()}",
            "print(json.dumps(probe.probe(*arguments)))",
        ]
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert [attempt for attempt, held in json.loads(found.stdout).items() if held] == ["importing torch"]


@pytest.mark.skipif(
    platform.machine() not in AUDIT_ARCH or sys.platform != "linux", reason="no filter for this machine"
)
def test_the_wall_reaches_a_level_on_linux():
    with Wall() as wall:
        assert wall.level.endswith("seccomp")


def test_without_isolation_the_wall_is_refused_unless_that_is_asked_for(monkeypatch):
    monkeypatch.setattr(selftest, "level_of", lambda *_args, **_kwargs: "none")
    with pytest.raises(WallError, match="--unsafe"):
        Wall()
    with Wall(unsafe=True) as wall, wall.open(Submission("m", {"m.py": b"def f(): return 1"})) as worker:
        assert wall.level == "none"
        assert worker.call("f", []).value == 1


def test_a_bubblewrap_that_fails_is_done_without(monkeypatch):
    monkeypatch.setattr(bubble, "command", lambda *_args, **_kwargs: ["/bin/false"])
    with Wall(unsafe=True) as wall:
        assert "bubblewrap" not in wall.level


def test_a_python_that_does_not_start_is_the_walls_fault(monkeypatch):
    monkeypatch.setattr(launch, "ENVIRONMENT", {"PYTHONHASHSEED": "nonsense"})
    with pytest.raises(WallError, match="did not start"):
        Wall()


def test_a_missing_numpy_is_the_walls_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(np, "__file__", str(tmp_path / "numpy" / "__init__.py"))
    with pytest.raises(WallError, match="ModuleNotFoundError"):
        Wall()


def test_a_zygote_that_is_gone_is_the_walls_fault():
    with Wall(unsafe=True) as wall:
        worker = wall.open(Submission("m", {"m.py": b"import os\ndef f(): os._exit(0)"}))
        wall.close()
        with pytest.raises(WallError, match="gone"):
            worker.call("f", [])


def test_workers_of_two_submissions_do_not_meet():
    source = b"import sys\nseen = []\ndef see(x):\n    seen.append(x)\n    return seen, len(sys.modules)"
    with Wall(unsafe=True) as wall:
        first, second = (wall.open(Submission("m", {"m.py": source})) for _ in range(2))
        with first, second:
            assert first.call("see", [1]).value[0] == [1]
            assert second.call("see", [2]).value[0] == [2]
            assert first.call("see", [3]).value[0] == [1, 3]


def test_no_descriptor_is_left_open_in_the_grader():
    def descriptors():
        return len(list(Path("/proc/self/fd").iterdir()))

    before = descriptors()
    with Wall(unsafe=True) as wall:
        for source in (b"", b"import os; os._exit(0)", b"1/0"):
            wall.open(Submission("m", {"m.py": source})).close()
    assert descriptors() == before


GRADER = """
from autograder.wall import bubble
from autograder.wall.process import Wall
from autograder.wall.submission import Submission
{without}
wall = Wall(unsafe=True)
worker = wall.open(Submission("m", {"m.py": b"import time\\ndef sleep(): time.sleep(60)"}))
print(wall._zygote._process.pid, flush=True)
worker.call("sleep", [], seconds=60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="sessions are looked up in /proc")
@pytest.mark.parametrize("without", ["", "bubble.command = lambda *_, **__: None"], ids=["bubblewrap", "plain"])
def test_nothing_outlives_a_grader_that_is_killed(without):
    program = GRADER.replace("{without}", without)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as grader:
        session = int(grader.stdout.readline())
        assert len(members(session)) >= 2
        grader.kill()
    for _ in range(500):
        if not members(session):
            break
        time.sleep(0.01)
    assert not members(session)


def members(session):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(stat.parent.name)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_DUMPABLE is Linux's")
def test_a_hardened_grader_cannot_be_dumped():
    harden()
    get_dumpable = 3
    assert ctypes.CDLL(None).prctl(get_dumpable, 0, 0, 0, 0) == 0


PROBED = """
import json, os, sys
from autograder.wall import landlock, probe, seccomp
from autograder.wall.lockdown import Lockdown
{without}
lockdown = Lockdown([], 1 << 30)
lockdown.parent = os.getppid()
lockdown.apply(0, 10)
print(json.dumps([lockdown.layers, probe.probe({probe!r}, {writable!r}, {grader})]))
"""


def probed(tmp_path, without):
    program = PROBED.format(
        without=without, probe=str(selftest.PROBE_FILE), writable=str(tmp_path / "x"), grader=os.getpid()
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.stdout else None


REFUSING = """
def refuse(*_):
    raise OSError

landlock.restrict = seccomp.install = refuse
probe.os.execv = lambda *_: None
"""


def test_a_layer_that_the_kernel_offers_and_refuses_is_left_out(tmp_path):
    layers, stopped = probed(tmp_path, REFUSING)
    assert layers == []
    assert not stopped["a socket"]


@pytest.mark.skipif(platform.machine() not in AUDIT_ARCH, reason="no filter for this machine")
def test_without_landlock_the_filter_opens_no_file_at_all(tmp_path):
    layers, stopped = probed(tmp_path, "landlock.make_ruleset = lambda _: None")
    assert layers == ["seccomp"]
    assert all(stopped[attempt] for attempt in ("reading a file", "writing a file", "a child process", "a socket"))


def test_landlock_alone_stops_files_and_the_probe_finds_the_rest_open(tmp_path):
    found = probed(tmp_path, "seccomp.make_filter = lambda **_: None")
    if found is None or found[0] != ["landlock"]:
        pytest.skip("no Landlock in this kernel")
    layers, stopped = found
    assert stopped["reading a file"]
    assert stopped["writing a file"]
    assert not stopped["a socket"]
    assert selftest.level_of(layers, stopped, torch=False) == "none"
