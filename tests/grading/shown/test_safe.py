"""Text from a submission: nothing in it is invisible, commands a terminal or has no end."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.shown.safe import one_line, visible

ANY_TEXT = st.text(st.characters(categories=None), max_size=80)


@pytest.mark.parametrize(
    ("char", "spelled"),
    [
        ("\x1b", r"\x1b"),
        ("\x00", r"\x00"),
        ("\x7f", r"\x7f"),
        ("\x9b", r"\x9b"),
        ("\r", r"\r"),
        ("\u200b", r"\u200b"),
        ("\u202e", r"\u202e"),
        ("\u2066", r"\u2066"),
        ("\u2069", r"\u2069"),
        ("\ufeff", r"\ufeff"),
        ("\u3164", r"\u3164"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_an_invisible_character_is_spelled_out(char, spelled):
    assert visible(f"a{char}b") == f"a{spelled}b"


@pytest.mark.parametrize("text", ["plain", "dWh[0, 1] 为 -0.43，应为 -0.60（2 个）", "café Ω → ✓", "张伟", "a\u3000b"])
def test_what_can_be_seen_stays_as_it_is(text):
    assert visible(text) == text


@given(ANY_TEXT)
def test_no_text_keeps_a_control_or_format_character(text):
    shown = visible(text, lines=True).replace("\n", "")
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANY_TEXT)
def test_making_visible_twice_changes_nothing_more(text):
    assert visible(visible(text, cap=sys.maxsize), cap=sys.maxsize) == visible(text, cap=sys.maxsize)


def test_line_breaks_are_kept_only_where_they_are_asked_for():
    assert visible("a\n\tb", lines=True) == "a\n    b"
    assert visible("a\nb") == r"a\nb"
    assert one_line("a\n\n  b\tc") == "a b c"


def test_a_long_text_is_cut_and_says_by_how_much():
    assert visible("x" * 10, cap=10) == "x" * 10
    assert visible("x" * 12, cap=10) == "x" * 10 + "… (+2)"
    assert len(one_line("x" * 10_000_000)) < 500
