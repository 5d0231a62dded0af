"""Colours for gains: blue below 1, where things vanish, grey at 1, red above, where they explode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NEUTRAL = "#7f7f7f"
BELOW = (0x9E, 0xCA, 0xE1), (0x08, 0x51, 0x9C)  # near 1, and far from it
ABOVE = (0xFD, 0xAE, 0x6B), (0x8C, 0x2D, 0x04)


def shades(gains: Sequence[float]) -> dict[float, str]:
    """A colour for each gain, as ``#rrggbb``: the further from 1, the deeper."""
    below = sorted((gain for gain in gains if gain < 1), reverse=True)
    above = sorted(gain for gain in gains if gain > 1)
    colours = {gain: NEUTRAL for gain in gains if gain == 1}
    for ramp, side in ((BELOW, below), (ABOVE, above)):
        for rank, gain in enumerate(side, 1):
            share = rank / len(side) if len(side) > 1 else 0.7
            near, far = ramp
            mixed = (round(a + share * (b - a)) for a, b in zip(near, far, strict=True))
            colours[gain] = "#" + "".join(f"{part:02x}" for part in mixed)
    return colours
