"""Files that are no module: what is wrong with them is told, and what only looks odd is fine."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("source", "names", "line"),
    [
        (b"def f(:\n", "SyntaxError", 1),
        (b"print 'two'\n", "SyntaxError", 1),
        (b"if 1:\n\tx = 1\n        y = 2\n", "TabError", 3),
        (b"x = 1\n\xe9 = 2\n", "SyntaxError", None),
        (b"# coding: no-such\n", "SyntaxError", None),
        (b"x = 1\0\n", "SyntaxError ValueError", None),
        (b"x = 1\n1 / 0\n", "ZeroDivisionError", 2),
        (b"import no_such_module", "ModuleNotFoundError", 1),
        (b"import sys\nsys.exit(0)", "SystemExit", 2),
        (b"(" * 100_000, "SyntaxError MemoryError RecursionError", None),
    ],
)
def test_a_file_that_does_not_load_says_why(run, source, names, line):
    worker = run(source)
    error = worker.loaded.error
    assert error.name in names.split()
    assert line in (None, error.line)
    assert worker.call("f", []).error == error


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfdef f(): return '\xc3\xa9'",
        b"# -*- coding: latin-1 -*-\ndef f(): return '\xe9'",
        b"\r\ndef f():\r\n    return '\\xe9'\r\n",
    ],
)
def test_a_bom_a_coding_cookie_and_windows_lines_are_fine(run, source):
    assert run(source).call("f", []).value == "é"


def test_an_empty_file_loads_and_has_no_function(run):
    worker = run(b"")
    assert worker.loaded.error is None
    assert worker.call("f", []).error.name == "AttributeError"
