"""A course of nbgrader's own commands: an exchange, an instructor's folder, students with homes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.course.build import source as build

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
EXERCISES = ASSIGNMENTS["rnn"].exercises
CONFIG = """
from autograder.course.gradebook import configure
c = get_config()
configure(c)
c.CourseDirectory.course_id = "rnn101"
"""
STUDENT_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "rnn101"
"""
COMMANDS = """
import json, sys
from nbgrader.apps.nbgraderapp import NbGraderApp
for command in json.loads(sys.argv[1]):
    NbGraderApp.clear_instance()
    NbGraderApp.launch_instance(command)
"""


def standalone() -> str:
    """The reference as a student would hand it in."""
    return build.standalone(ASSIGNMENTS["rnn"])


def stub() -> str:
    """The file as it is released."""
    return (ROOT / "assignments/rnn/rnn.py").read_text("utf-8")


def make_course(course: Path, config: str, assignment: str = "rnn") -> Path:
    """An instructor's folder."""
    shutil.copytree(
        ROOT / "assignments" / assignment,
        course / "assignments" / assignment,
        ignore=shutil.ignore_patterns("*.pyc", ".*", "__*"),
    )
    (course / "nbgrader_config.py").write_text(f"{config}c.Exchange.root = {str(exchange(course))!r}\n", "utf-8")
    return course


def exchange(course: Path) -> Path:
    """The exchange of a course, which stands beside its folder."""
    folder = course.parent / f"{course.name}-exchange"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o777)
    return folder


def nbgrader(folder: Path, *commands: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run nbgrader commands in a folder, one after another, in one process with a home of its own."""
    home = folder.parent / f"{folder.name}-home"
    home.mkdir(exist_ok=True)
    environment = {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",  # nbgrader calls alembic
        "PYTHONPATH": str(ROOT),  # the kit that is tested, whichever is installed
        "LANG": "C.UTF-8",
        "PYTHONWARNINGS": "ignore",
    }
    argv = json.dumps([command.split() for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, argv],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert not check or done.returncode == 0, done.stderr[-4000:]
    return done


def submit(course: Path, student: str, files: dict[str, str | bytes | Path], assignment: str = "rnn") -> Path:
    """What a student can put into the exchange by hand; a path as content is a symbolic link."""
    inbound = exchange(course) / "rnn101" / "inbound"
    folder = inbound / f"{student}+{assignment}+2026-01-02 03:04:05.678901 UTC"
    folder.mkdir(parents=True)
    files = {"timestamp.txt": "2026-01-02 03:04:05.678901 UTC", "submission_secret.txt": student * 8} | files
    for name, content in files.items():
        if isinstance(content, Path):
            (folder / name).symlink_to(content)
        elif isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            (folder / name).write_text(content, "utf-8")
    return folder


@pytest.fixture(scope="session")
def room() -> SimpleNamespace:
    """What tests need of this file."""
    return SimpleNamespace(**{name: value for name, value in globals().items() if not name.startswith("_")})


@pytest.fixture(scope="session")
def _generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = make_course(tmp_path_factory.mktemp("generated") / "course", CONFIG)
    nbgrader(course, "generate_assignment rnn")
    return course


@pytest.fixture
def new_course(_generated: Path, tmp_path: Path) -> Path:
    """A course whose assignment is generated; nobody has handed in yet."""
    return Path(shutil.copytree(_generated, tmp_path / "course"))


@pytest.fixture
def hand_in(new_course: Path) -> Callable[[str, str], Path]:
    """Put a submission where collect would put it."""

    def put(student: str, source: str) -> Path:
        folder = new_course / "submitted" / student / "rnn"
        shutil.copytree(new_course / "release" / "rnn", folder)
        (folder / "rnn.py").write_text(source, "utf-8")
        return folder

    return put
