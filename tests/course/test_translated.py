"""Who reads Chinese reads the task in Chinese: every docstring of a file to fill in, with the same formulas."""

from __future__ import annotations

import ast
import re

import pytest
from rich.cells import cell_len

from autograder.catalogue import ASSIGNMENTS
from autograder.catalogue.docstrings import docstrings
from autograder.course.build.source import stub
from autograder.course.build.translated import HELPERS, documented, translated

SECTIONS = {"Args": "参数：", "Returns": "返回：", "Raises": "抛出："}


def told(name, lang):
    return {
        where: ast.get_docstring(node) for where, node in documented(ast.parse(stub(ASSIGNMENTS[name], lang))) if node
    }


def code(docstring):
    return sorted(" ".join(span.split()) for span in re.findall(r"``(.+?)``", docstring, re.DOTALL))


def argument_names(docstring):
    return re.findall(r"^ {4}(\*{0,2}\w+)[:：]", docstring, re.MULTILINE)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_docstring_is_in_chinese_with_the_same_formulas_arguments_and_sections(name):
    english, chinese = told(name, "en"), told(name, "zh")
    assert set(english) == set(chinese) <= set(docstrings(name, "zh")) | set(docstrings(HELPERS, "zh"))
    for where, docstring in english.items():
        other = chinese[where]
        assert re.search(r"[\u4e00-\u9fff]", other), where
        assert code(docstring) == code(other), where
        assert argument_names(docstring) == argument_names(other), where
        for section, theirs in SECTIONS.items():
            assert (f"{section}:" in docstring.split()) == (theirs in other.split()), where
        assert max(map(cell_len, other.splitlines())) <= 110, where


@pytest.mark.parametrize("name", [HELPERS, *ASSIGNMENTS])
def test_no_docstring_is_translated_that_is_not_there(name):
    of = ASSIGNMENTS if name == HELPERS else [name]
    assert set(docstrings(name, "zh")) <= {where for one in of for where in told(one, "en")}


def test_a_docstring_keeps_its_place_and_its_code():
    source = (
        '"""One."""\n\n\nclass A:\n    """Two."""\n\n    def b(self):\n'
        '        """Three.\n\n        More.\n        """\n        return 1\n'
    )
    new = translated(source, {"module": "一", "A.b": "三\n\n多"})
    assert ast.get_docstring(ast.parse(new)) == "一"
    assert [ast.get_docstring(node) for _, node in documented(ast.parse(new))] == ["一", "Two.", "三\n\n多"]
    assert new.endswith("        return 1\n")
