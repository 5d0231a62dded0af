"""One function's region is found, compared and replaced, whatever stands around it."""

from __future__ import annotations

import pytest

from autograder.study.stub import changed, region_of, replaced

FILE = '''"""About."""

import numpy as np


# %% first
@np.vectorize
def first(x):
    """A text.

not indented
"""
    return (
        x
)


# %% second
class second:
    def f(self):
        raise NotImplementedError("exercise second")


VALUE = 1
'''


@pytest.mark.parametrize("spoilt", [FILE, FILE + "def broken(:\n"], ids=["sound", "a slip elsewhere"])
def test_a_region_is_its_function_with_its_decorators_and_nothing_else(spoilt):
    region = region_of(spoilt, "second")
    assert region.text == 'class second:\n    def f(self):\n        raise NotImplementedError("exercise second")\n'
    assert spoilt.splitlines()[region.start - 1] == "class second:"
    assert region.unwritten
    assert region_of(spoilt, "first").text.startswith("@np.vectorize\ndef first(x):\n")
    assert region_of(spoilt, "third") is None


def test_of_two_functions_of_one_name_the_last_counts():
    assert region_of("def f():\n    1\n\ndef f():\n    2\n", "f").start == 4
    assert region_of("def f():\n    1\n\ndef f():\n    2(\n", "f").start == 4


def test_a_region_is_replaced_and_all_else_stays():
    new = replaced(FILE, "first", "def first(x):\n    return x\n")
    assert region_of(new, "first").text == "def first(x):\n    return x\n"
    assert new.startswith('"""About."""\n\nimport numpy as np\n\n\n# %% first\ndef first')
    assert new.partition("# %% second")[2] == FILE.partition("# %% second")[2]


def test_a_function_that_was_deleted_comes_back_at_the_end():
    assert replaced("x = 1\n", "f", "def f():\n    pass\n") == "x = 1\n\n\ndef f():\n    pass\n"


def test_what_changed_is_told_by_function():
    names = ["first", "second"]
    assert changed(FILE, FILE, names) == []
    assert changed(FILE, FILE.replace("VALUE = 1", "VALUE = 2"), names) == []
    assert changed(FILE, FILE.replace("raise", "return 1  #"), names) == ["second"]


@pytest.mark.parametrize("source", ["\0", "(" * 5000, "def f():\n\tx\n        y\n", ""])
def test_no_file_is_too_strange_to_look_into(source):
    assert changed(source, source, ["f"]) == []
