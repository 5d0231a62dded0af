"""Curves in a terminal."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console

from autograder.demos.chart import Line, beside, chart
from autograder.demos.explosion import GAINS, demonstrate
from autograder.demos.terminal import shown

STEPS = np.arange(51)


def drawn(*values, fine=False, size=(40, 12), limits=(1e-4, 1e4)):
    lines = [Line(np.asarray(curve, float), "red", letter) for curve, letter in zip(values, "abc", strict=False)]
    return [line.plain for line in chart("title", lines, limits, ("steps", 50), size, fine=fine)]


@pytest.mark.parametrize("fine", [True, False])
def test_a_chart_has_the_size_asked_for(fine):
    lines = drawn(1.1**STEPS, fine=fine)
    assert len(lines) == 12
    assert {len(line) for line in lines} == {40}


def test_powers_are_straight_and_end_where_they_should():
    rows = [line[7:] for line in drawn(10.0 ** (STEPS * 4 / 50))[1:-2]]
    columns = {row.index("a"): number for number, row in enumerate(rows) if "a" in row}
    assert rows[0].endswith("a")  # 1e4 at the end
    assert rows[4][0] == "a"  # 1 at the start, halfway
    assert sorted(columns, reverse=True) == [column for column, _ in sorted(columns.items(), key=lambda pair: pair[1])]


def test_a_steep_curve_does_not_fall_to_pieces():
    rows = [line[7:] for line in drawn(np.where(STEPS < 25, 1e-4, 1e4))[1:-2]]
    assert all("a" in row for row in rows)


@pytest.mark.parametrize("bad", [0.0, np.nan, np.inf, -1.0, 1e300, 1e-300])
@pytest.mark.parametrize("fine", [True, False])
def test_what_cannot_stand_on_the_axis_is_left_out(bad, fine):
    blank = "".join(drawn(np.full(51, bad), fine=fine)[1:-2])
    assert not set(blank) - set(" 0123456789e-|│")


def test_a_line_may_end_early():
    rows = [line[7:] for line in drawn(np.ones(26))[1:-2]]
    (row,) = (row for row in rows if "a" in row)
    assert row.rstrip() == "a" * 17


def test_plain_charts_are_seven_bit():
    assert "".join(drawn(1.1**STEPS, 0.9**STEPS)).isascii()


def test_charts_stand_side_by_side():
    one = chart("x", [Line(np.ones(3), "red", "a")], (0.1, 10.0), ("t", 2), (20, 6), fine=False)
    assert {len(line.plain) for line in beside(one, one)} == {42}


@pytest.mark.parametrize("gains", [(1.3,), GAINS], ids=["one gain", "several gains"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("fine", [True, False])
def test_all_that_is_shown_fits_eighty_columns(gains, lang, fine):
    out = io.StringIO()
    console = Console(file=out, width=400)
    for part in shown(demonstrate(gains, 50, 8, 0), lang, 80, fine=fine):
        console.print(part)
    told = out.getvalue()
    from rich.cells import cell_len

    assert max(cell_len(line.rstrip()) for line in told.splitlines()) <= 80
    assert "43 / 43" in told
    assert fine == ("⠤" in told)
    if lang == "en" and not fine:
        assert told.isascii()
