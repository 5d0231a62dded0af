"""What is said in a terminal breaks where both languages may break."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from autograder.commands.filled import filled
from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.plain import plain


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("把普通 RNN 的单元连起来。", ["把普通 RNN 的", "单元连起来。"]),  # a Chinese line ends after any character
        ("形状为一二三四，五", ["形状为一二三", "四，五"]),  # but no line starts with a comma
        ("the shape (2, 3, 4) is", ["the shape", "(2, 3, 4) is"]),
        ("it is `a and b`, no", ["it is", "`a and b`, no"]),
        ("- a) one two six ten", ["- a) one two", "     six ten"]),
        ("    x = 1\n", ["    x = 1", ""]),
    ],
)
def test_a_line_breaks_where_it_may(text, lines):
    assert filled(text, 14) == "\n".join(lines)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_explanation_fits_a_screen_and_loses_nothing(lang):
    for question in bank().values():
        said = plain(ask(question, 0).explanation.said(lang))
        shown = filled(said, 80)
        assert max(map(cell_len, shown.split("\n"))) <= 80, question.id
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", said)
