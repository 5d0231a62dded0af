"""What is said in a terminal breaks where both languages may break."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from autograder.grading.shown.filled import CLOSING, filled
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


CHINESE = "需要 dzₜ₊₁，所以从最后一步开始；先把状态的两个梯度相加，再乘斜率（“共享”的权重累加每一步的贡献）。"


@pytest.mark.parametrize("width", [20, 33, 80])
def test_chinese_fills_its_lines_and_none_begins_with_a_full_stop_or_ends_in_a_bracket(width):
    lines = filled(CHINESE * 3, width).split("\n")
    assert "".join(lines).replace(" ", "") == (CHINESE * 3).replace(" ", "")
    assert all(width - 12 < cell_len(line) <= width for line in lines[:-1])
    assert not any(line.startswith(tuple(CLOSING)) or line.endswith(("（", "“")) for line in lines)


def test_a_long_word_is_not_cut_and_what_hangs_leaves_half_a_line():
    assert filled("see " + "x" * 30, 10) == "see\n" + "x" * 30
    assert filled("1. one two three", 10) == "1. one two\n   three"
    assert filled(" " * 30 + "one two", 10).split("\n")[-1] == "     two"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_explanation_fits_a_screen_and_loses_nothing(lang):
    for question in bank().values():
        said = plain(ask(question, 0).explanation.said(lang))
        shown = filled(said, 80)
        assert max(map(cell_len, shown.split("\n"))) <= 80, question.id
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", said)
