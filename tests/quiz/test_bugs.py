"""Questions made from the catalogue's mistakes."""

from __future__ import annotations

from random import Random

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.quiz.bugs import TOPIC, bugs, candidates, one_bug
from autograder.quiz.lesson import lesson_file, section, taught
from autograder.quiz.sitting import chosen


@pytest.mark.parametrize("seed", range(5))
def test_one_bug_is_one_of_them_and_the_same_for_a_seed(seed):
    one = one_bug("training", Random(seed))
    again = one_bug("training", Random(seed))
    assert one.id == again.id
    assert one.id in bugs("training")
    assert one.code == bugs("training")[one.id].code


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_lesson_is_named_with_the_section_that_asks_for_the_function(lang):
    for asked in chosen(TOPIC, 3, 1):
        question, name = asked.question, candidates()[asked.question.id][1].name
        told = lesson_file(question, lang).read_text("utf-8").partition(f"## {section(question, lang)}\n")[2]
        assert f'exercise="{name}"' in told.partition("\n## ")[0]
    assert all("#" in taught(name, one.name) for name in ASSIGNMENTS for one in ASSIGNMENTS[name].exercises)


def test_one_question_of_a_mistake_is_asked_by_its_name_and_says_the_line():
    (asked,) = chosen("bug-rnn-softmax-no-shift", 1, 0)
    assert f"Line {asked.answer} should be `" in asked.explanation.en
