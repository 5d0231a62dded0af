"""The picture is whole, the same each time, and in a language its font can write."""

from __future__ import annotations

import warnings
from xml.etree import ElementTree as ET

import pytest

from autograder.demos import picture as pictures
from autograder.demos.explosion import demonstrate
from autograder.demos.picture import picture


@pytest.fixture(scope="module")
def demo():
    return demonstrate((0.9, 1.0, 1.3), 30, 8, 0)


@pytest.fixture(scope="module")
def english(demo):
    return picture(demo, "svg", "en")


def test_a_png_is_a_png(demo):
    assert picture(demo, "png", "en").startswith(b"\x89PNG")


def test_an_svg_is_an_svg_and_the_same_each_time(demo, english):
    assert ET.fromstring(english).tag == "{http://www.w3.org/2000/svg}svg"
    assert picture(demo, "svg", "en") == english


@pytest.mark.parametrize("gains", [(1.0,), (0.01, 1.0001, 1e5)], ids=["nothing overflows", "far apart"])
def test_any_gain_can_be_drawn_without_a_warning(gains):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert picture(demonstrate(gains, 40, 4, 0), "svg", "en")


def test_no_chinese_letter_is_missing(demo):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that a font lacks
        assert picture(demo, "svg", "zh")


def test_without_a_chinese_font_the_words_are_english(demo, english, monkeypatch):
    monkeypatch.setattr(pictures, "CHINESE", ("No Such Font",))
    assert picture(demo, "svg", "zh") == english
