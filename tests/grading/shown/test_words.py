"""The words the renderings add of their own."""

import re

import pytest

from autograder.catalogue import Text
from autograder.grading.shown import words

TABLE = {name: text for name, text in vars(words).items() if isinstance(text, Text)}


@pytest.mark.parametrize("name", TABLE)
def test_a_word_is_written_in_both_languages_each_with_its_own_punctuation(name):
    text = TABLE[name]
    chinese = re.sub(r"\{.*?\}", "", text.zh)
    assert text.en.isascii()
    assert re.search(r"[\u3000-\uffef]", chinese)
    assert not re.search(r"[,:;?()]", chinese)


@pytest.mark.parametrize("name", TABLE)
def test_a_word_blames_nobody(name):
    assert not re.search(r"\b(just|obviously|simply|wrong)\b", TABLE[name].en, re.IGNORECASE)
