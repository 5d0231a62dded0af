"""Lines on a screen: where they break, and what a screen shows that lacks characters."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from autograder.commands.spoken import fitted, spelled
from autograder.commands.wrapped import CLOSING, wrapped

CHINESE = "需要 dzₜ₊₁，所以从最后一步开始；先把状态的两个梯度相加，再乘斜率（“共享”的权重累加每一步的贡献）。"


@pytest.mark.parametrize("width", [20, 33, 80])
def test_chinese_fills_its_lines_and_none_begins_with_a_full_stop(width):
    lines = wrapped(CHINESE * 3, width).split("\n")
    assert "".join(lines).replace(" ", "") == (CHINESE * 3).replace(" ", "")
    assert all(width - 12 < cell_len(line) <= width for line in lines[:-1])
    assert not any(line.startswith(tuple(CLOSING)) or line.endswith(("（", "“")) for line in lines)


def test_an_item_stands_under_its_first_word_and_a_long_word_is_not_cut():
    assert wrapped("- a) one two three", 14) == "- a) one two\n     three"
    assert wrapped("1. one two three", 10) == "1. one two\n   three"
    assert wrapped("see " + "x" * 30, 10) == "see\n" + "x" * 30


@pytest.mark.parametrize(
    ("shown", "written_out"),
    [
        ("hₜ₋₁ 10³⁸ x²ⁿ σₘₐₓ", "h_(t-1) 10^38 x^(2n) sigma_max"),
        ("¼ γσ ∂L/∂θ Wᵀ ‖g‖", "1/4 gamma sigma dL/dtheta W^T ||g||"),
    ],
)
def test_in_ascii_a_formula_stays_the_same_formula(shown, written_out, monkeypatch):
    import io
    import sys

    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert fitted("zh") == "en"
    assert spelled(shown) == written_out
    sys.stdout.write(shown)
    sys.stdout.flush()
    assert written.getvalue().decode() == written_out
