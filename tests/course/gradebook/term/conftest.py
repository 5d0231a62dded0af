"""A term of a course: one diligent student, and all others up to something."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

MARK = "ALERT0123"
EVIL = f"<script>{MARK}</script><img src=x onerror={MARK}>[x](javascript:{MARK}) ![y](attachment:none)"

PROGRAMS = {  # each is the released file and this
    "exits": "import os\nos._exit(0)",
    "exits-politely": "import atexit, os, sys\natexit.register(os._exit, 0)\nsys.exit(0)",
    "prints": "print('110.0'); print('5 passed in 0.01s'); __import__('sys').stderr.write('110.0')",
    "imports-solutions": "try:\n    from solutions.rnn import *\nexcept ImportError:\n    pass",
    "writes-gradebook": """
import sqlite3
try:
    with sqlite3.connect(COURSE + "/gradebook.db") as gradebook:
        gradebook.execute("update grade set auto_score = 100, manual_score = 100, extra_credit = 100")
except Exception:
    pass""",
    "copies-a-neighbour": """
try:
    exec(open(COURSE + "/submitted/ann/rnn/rnn.py").read())
except Exception:
    pass""",
    "reads-frames": """
import gc, sys
def _loot(*args):
    frame = sys._getframe()
    while frame:
        for value in [*frame.f_locals.values(), *frame.f_globals.values()]:
            if type(value).__name__ == "ndarray" and not any(value is arg for arg in args):
                return value
        frame = frame.f_back
    return [thing for thing in gc.get_objects() if type(thing).__name__ == "ndarray"][-1]
for _name in [name for name, value in globals().items() if callable(value) and value.__module__ == __name__]:
    if _name not in ("_loot", "fit"):
        globals()[_name] = _loot""",
}


def moved(cells):
    return cells[::-1]


def duplicated(cells):
    return cells + cells


def deleted(_cells):
    return [new_markdown_cell("nothing left")]


def forged(cells):
    claims = {"points": 1000, "schema_version": 99, "solution": True, "locked": False, "extra_credit": 50, "grade": 1}
    for cell in cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"].update(claims)
            cell.source = "100"
            cell.outputs = [new_output("execute_result", data={"text/plain": "1000"})]
    [*_, last] = (cell for cell in cells if "nbgrader" in cell.metadata)
    last.metadata["nbgrader"]["grade_id"] = "mine"
    return cells


def odd_metadata(cells):
    for cell, odd in zip(cells, [[], None, 7, {"grade_id": ["softmax"]}, {"grade_id": EVIL}], strict=False):
        cell.metadata["nbgrader"] = odd
    return cells


def transformer(cells):
    return [new_code_cell("get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])"), *cells]


def scripts(cells):
    output = new_output("display_data", data={"text/html": EVIL, "application/javascript": MARK, "image/svg+xml": EVIL})
    return [new_markdown_cell(EVIL), new_raw_cell(EVIL), new_code_cell(EVIL, outputs=[output]), *cells]


NOTEBOOKS = [moved, duplicated, deleted, forged, odd_metadata, transformer, scripts]
BROKEN = {
    "not-json": b"not json",
    "json-but-no-notebook": b"[1, 2, 3]",
    "no-cells": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
    "cells-of-another-kind": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7, {"source": {}}]}',
    "deep": b"[" * 200_000,
    "huge": b'{"nbformat": 4, "cells": "' + b"x" * (17 << 20) + b'"}',
    "version-3": json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}
    ).encode(),
    "latin-1": "é".encode("latin-1"),
}
RIGHT = ["ann", "warns", "no-notebook", "fifo", "bad-timestamp", *(change.__name__ for change in NOTEBOOKS), *BROKEN]
NOTHING = [*PROGRAMS, "unwritten", "numpy-beside", "symlink", "no-file", "forged-unwritten", "zed"]


def hand_in_all(course, room):
    """Everybody but ann, who uses nbgrader's own commands."""
    right, stub = room.standalone(), room.stub()
    released = (course / "release/rnn/rnn.ipynb").read_text("utf-8")

    def changed(change):
        notebook = nbformat.reads(released, as_version=4)
        notebook.cells = change(notebook.cells)
        notebook.metadata = {"title": EVIL, "widgets": {"application/vnd.jupyter.widget-state+json": {"state": EVIL}}}
        return json.dumps(notebook)  # nbformat would mend it

    warning = "import warnings\nwarnings.warn('beware')\nnp.float64(1) / 0\n__import__('sys').stderr.write('beware')\n"
    overflows = "def softmax(scores):\n    powers = np.exp(scores)\n    return powers / powers.sum(-1, keepdims=True)\n"
    half = right.replace("(dh[:, t] + from_later)", "dh[:, t]") + overflows
    both = {"rnn.py": right, "rnn.ipynb": released}
    submissions = {
        "half": both | {"rnn.py": half},
        "warns": both | {"rnn.py": f"{right}\n{warning}"},
        "no-notebook": {"rnn.py": right},
        "bad-timestamp": both | {"timestamp.txt": "yesterday"},
        "fifo": {"rnn.py": right},
        "unwritten": both | {"rnn.py": stub},
        "forged-unwritten": {"rnn.py": stub, "rnn.ipynb": changed(forged)},
        "numpy-beside": both | {"rnn.py": stub, "numpy.py": "allclose = array_equal = lambda *a, **k: True"},
        "symlink": both | {"rnn.py": Path(room.ROOT, "solutions/rnn.py")},
        "no-file": {"rnn.ipynb": released},
        "zed": both | {"rnn.py": stub},
    }
    submissions |= {change.__name__: both | {"rnn.ipynb": changed(change)} for change in NOTEBOOKS}
    submissions |= {name: both | {"rnn.ipynb": content} for name, content in BROKEN.items()}
    submissions |= {
        name: both | {"rnn.py": f"{stub}\nCOURSE = {str(course)!r}\n{program}\n"} for name, program in PROGRAMS.items()
    }
    for student, files in submissions.items():
        folder = room.submit(course, student, files)
        if student == "fifo":
            os.mkfifo(folder / "rnn.ipynb")
    return submissions


@pytest.fixture(scope="session")
def course(room, tmp_path_factory, worker_id):
    """The course after all of nbgrader's steps; the processes of a test run share it."""
    run = tmp_path_factory.getbasetemp()
    shared = (run if worker_id == "master" else run.parent) / "nbgrader-class"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        course = shared / "course"
        if not (shared / "done").exists():
            shutil.rmtree(course, ignore_errors=True)
            term(room.make_course(course, room.CONFIG), room)
            (shared / "done").touch()
    return course


def term(course, room):
    """A term of the course."""
    room.nbgrader(course, "generate_assignment rnn", "release_assignment rnn")
    ann = course.parent / "ann"
    ann.mkdir()
    (ann / "nbgrader_config.py").write_text(
        f"{room.STUDENT_CONFIG}c.Exchange.root = {str(room.exchange(course))!r}\n", "utf-8"
    )
    room.nbgrader(ann, "fetch_assignment rnn")
    shutil.copytree(ann / "rnn", ann / "as-released")
    (ann / "rnn/rnn.py").write_text(room.standalone(), "utf-8")
    typed = room.nbgrader(ann, "validate rnn/rnn.ipynb", "submit rnn")
    (ann / "validated").write_text(typed.stdout, "utf-8")
    inbound = room.exchange(course) / "rnn101/inbound"
    (sent,) = inbound.iterdir()
    sent.rename(inbound / sent.name.replace(sent.name.split("+")[0], "ann", 1))  # all here are one user
    hand_in_all(course, room)
    room.nbgrader(course, "collect rnn", "autograde rnn", "generate_feedback rnn", "release_feedback rnn")
    room.nbgrader(ann, "fetch_feedback rnn")


def pytest_generate_tests(metafunc):
    """Tests name what they expect of a student; who that is stands above."""
    for fixture, students in (("right_student", RIGHT), ("empty_handed_student", NOTHING)):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, students)


@pytest.fixture
def mark():
    """What stands in every script that a student tried to smuggle in."""
    return MARK


@pytest.fixture
def class_list():
    """Everybody."""
    return {*RIGHT, *NOTHING, "half"}


@pytest.fixture
def cheats():
    """Who must get nothing."""
    return NOTHING
