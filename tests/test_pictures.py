"""The pictures in the README are what is seen when their commands are typed today."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from autograder.pictures import HOME
from autograder.pictures.played import Screen
from autograder.pictures.scenes import SCENES
from autograder.pictures.svg import drawn

README = Path(__file__).parents[1] / "README.md"


def words(svg):
    """What can be read in a picture, line by line, however it is drawn."""
    found = re.findall(r'<text [^>]*y="([\d.]+)"[^>]*clip-path[^>]*>([^<]*)</text>', svg)
    lines = {}
    for height, text in found:
        lines.setdefault(float(height), []).append(html.unescape(text).replace("\xa0", " ").strip())
    return ["".join(lines[height]) for height in sorted(lines)]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_picture_shows_what_its_commands_show(scene):
    kept = (HOME / f"{scene.__name__}.svg").read_text("utf-8")
    assert words(drawn(scene(), scene.__name__)) == words(kept), "next: python -m autograder.pictures"


def test_the_readme_shows_every_picture():
    shown = re.findall(r"!\[[^\]]+\]\((autograder/pictures/\w+\.svg)\)", README.read_text("utf-8"))
    assert shown == [f"autograder/pictures/{scene.__name__}.svg" for scene in (SCENES[0], SCENES[2], SCENES[1])]


def test_a_picture_has_no_seconds_and_keeps_every_character():
    shown = words(drawn(Screen("?", "\x1b[31m5 failed\x1b[0m in 0.12s\nl <b>&amp; 中文   0.3 s\n" + "x" * 100), "one"))
    assert shown == ["5 failed", "l <b>&amp; 中文", "x" * 80, "x" * 20]
