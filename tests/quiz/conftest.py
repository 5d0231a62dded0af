"""Questions made for a test, from the same words that a file of the bank holds."""

from __future__ import annotations

import textwrap

import pytest

from autograder.quiz.asked import ask
from autograder.quiz.question import read_question

HEAD = """
difficulty = 1
source = "a test"
lesson = "rnn#1"
"""
WORDS = """
[text]
en = "What?"
zh = "什么？"
[explanation]
en = "Because."
zh = "因为。"
"""


@pytest.fixture
def written(tmp_path):
    """Write a question's file; its path."""

    def write(body, *, head=HEAD, words=WORDS, name="a-test", topic="basics"):
        folder = tmp_path / topic
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.toml"
        keys, _, tables = textwrap.dedent(body).partition("\n[")
        path.write_text(f"{head}{keys}\n{words}" + (f"\n[{tables}" if tables else ""), "utf-8")
        return path

    return write


@pytest.fixture
def asked(written):
    """Ask a question made of these words."""
    return lambda body, seed=1, **how: ask(read_question(written(body, **how)), seed)
