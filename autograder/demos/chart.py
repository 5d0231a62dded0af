"""Curves on a log axis in a terminal: dots of braille where there is colour, letters where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.text import Text as Rich

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Array = np.ndarray[Any, np.dtype[np.float64]]

LABEL = 6  # columns for 1e-12 and a space
BRAILLE = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a character, row by row
Cell = tuple[str, str]  # a character and its style


@dataclass(frozen=True, eq=False)
class Line:
    """One curve: its values, the colour that tells it from others, and the letter that does without colour."""

    values: Array
    colour: str
    letter: str


def chart(
    title: str,
    lines: Sequence[Line],
    limits: tuple[float, float],
    along: tuple[str, int],
    size: tuple[int, int],
    *,
    fine: bool,
) -> list[Rich]:
    """Draw curves over their index; what is not positive, not finite, or beyond the limits is left out.

    Args:
        title: stands above
        lines: the last one drawn lies on top
        limits: of the log axis, powers of ten on either side of 1
        along: what the horizontal axis counts, and where it ends; a line may end before
        size: columns and rows of it all, title and axes counted
        fine: eight dots of braille a character, and box-drawing axes; else one letter a character, and 7-bit axes

    Returns:
        as many lines as there are rows, each as wide as there are columns
    """
    columns, rows = size[0] - LABEL - 1, size[1] - 3
    counted, last = along
    cells = (_dotted if fine else _lettered)([_whole(line, last) for line in lines], limits, columns, rows)
    side, corner, floor = "│└─" if fine else "|+-"
    drawn = [_cut(f"{' ' * (LABEL + 1)}{title}", size[0], "bold")]
    labels = _labels(limits, rows)
    for row in range(rows):
        line = Rich(f"{labels.get(row, ''):>{LABEL - 1}} {side}", style="dim")
        for column in range(columns):
            character, style = cells.get((row, column), (" ", ""))
            line.append(character, style=style)
        drawn.append(line)
    drawn.append(Rich(f"{' ' * LABEL}{corner}{floor * columns}", style="dim"))
    ends = Rich("0", style="dim"), Rich(counted, style="dim"), Rich(str(last), style="dim")
    space = columns - sum(part.cell_len for part in ends)
    drawn.append(
        Rich(" " * (LABEL + 1))
        + ends[0]
        + Rich(" " * (space // 2))
        + ends[1]
        + Rich(" " * (space - space // 2))
        + ends[2]
    )
    return drawn


def beside(left: Sequence[Rich], right: Sequence[Rich], gap: int = 2) -> list[Rich]:
    """Two charts of equal height side by side."""
    return [Rich.assemble(one, " " * gap, other) for one, other in zip(left, right, strict=True)]


def _cut(text: str, width: int, style: str) -> Rich:
    line = Rich(text, style=style)
    line.truncate(width, pad=True)
    return line


def _whole(line: Line, last: int) -> Line:
    """A line that goes on to the end, by nothing."""
    values = np.full(last + 1, np.nan)
    values[: len(line.values)] = line.values
    return Line(values, line.colour, line.letter)


def _labels(limits: tuple[float, float], rows: int) -> dict[int, str]:
    """The powers at both ends, and 1 between them where there is room."""
    low, high = np.log10(limits)
    one = round(float(high / (high - low) * (rows - 1)))
    ends = {0: f"1e{high:.0f}", rows - 1: f"1e{low:.0f}"}
    return ends | ({one: "1"} if 0 < one < rows - 1 else {})


def _heights(values: Array, limits: tuple[float, float], columns: int, rows: int) -> Array:
    """For each column the row in which a curve stands, counted from above, with fractions; NaN where it does not."""
    low, high = np.log10(limits)
    with np.errstate(divide="ignore", invalid="ignore"):
        exponents = np.log10(values)
    exponents[~np.isfinite(exponents)] = np.nan
    at = np.linspace(0, len(values) - 1, columns)
    before = np.floor(at).astype(int)
    after = np.minimum(before + 1, len(values) - 1)
    between = np.where(
        at == before, exponents[before], exponents[before] + (at - before) * (exponents[after] - exponents[before])
    )
    heights: Array = (high - between) / (high - low) * (rows - 1)
    return heights


def _filled(heights: Array, rows: int) -> Iterator[tuple[int, int]]:
    """The dots of a curve, those between two columns too, so that a steep one does not fall to pieces."""
    for column, height in enumerate(heights):
        if np.isnan(height):
            continue
        previous = heights[column - 1] if column and not np.isnan(heights[column - 1]) else height
        start, stop = sorted((round(float(previous)), round(float(height))))
        if stop - start > 1:  # its half of the way, and no dot twice
            start, stop = (start + 1, stop) if height > previous else (start, stop - 1)
        else:
            start = stop = round(float(height))
        for row in range(max(start, 0), min(stop, rows - 1) + 1):
            yield row, column


def _lettered(
    lines: Sequence[Line], limits: tuple[float, float], columns: int, rows: int
) -> dict[tuple[int, int], Cell]:
    cells = {}
    for line in lines:
        for row, column in _filled(_heights(line.values, limits, columns, rows), rows):
            cells[row, column] = line.letter, line.colour
    return cells


def _dotted(lines: Sequence[Line], limits: tuple[float, float], columns: int, rows: int) -> dict[tuple[int, int], Cell]:
    dots: dict[tuple[int, int], int] = {}
    colours: dict[tuple[int, int], str] = {}
    for line in lines:
        for row, column in _filled(_heights(line.values, limits, 2 * columns, 4 * rows), 4 * rows):
            cell = row // 4, column // 2
            dots[cell] = dots.get(cell, 0) | DOTS[row % 4][column % 2]
            colours[cell] = line.colour
    return {cell: (chr(BRAILLE + mask), colours[cell]) for cell, mask in dots.items()}
