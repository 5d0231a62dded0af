"""Moodle XML, read back with ElementTree and graded as Moodle grades."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from autograder.quiz.exports.moodle import moodle
from autograder.quiz.exports.page import html
from autograder.quiz.kinds import grade
from autograder.quiz.posed import words
from autograder.quiz.question import TOPICS

FRACTIONS = {100, 90, 80, 75, 70, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0}


@pytest.fixture(scope="module", params=["en", "zh"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def exported(questions, lang):
    return moodle(questions, lang)


@pytest.fixture(scope="module")
def read(exported):
    root = ET.fromstring(exported.content)
    return {one.findtext("name/text"): one for one in root if one.get("type") != "category"}


def answers(question):
    return [
        (float(one.get("fraction")), one.findtext("text"), one.findtext("feedback/text"), one.findtext("tolerance"))
        for one in question.iter("answer")
    ]


def test_every_question_is_in_it_or_said_to_be_left(exported, read, questions):
    left = {one.id for one in exported.left}
    assert set(read) == set(exported.ids)
    assert set(read) | left == {asked.question.id for asked in questions}
    assert not set(read) & left
    assert all(one.reason.en and one.reason.zh for one in exported.left)


def test_words_are_intact(read, by_id, lang):
    for name, question in read.items():
        asked = by_id[name]
        assert question.findtext("questiontext/text").startswith(html(asked.text.said(lang)))
        assert question.findtext("generalfeedback/text").startswith(html(asked.explanation.said(lang)))


def test_options_are_marked_right_and_wrong_with_their_feedback(read, by_id, lang):
    seen = 0
    for name, question in read.items():
        asked = by_id[name]
        if not asked.question.options:
            continue
        got = {text: (fraction > 0, why or "") for fraction, text, why, _ in answers(question)}
        assert got == {
            html(words(asked, option).said(lang)): (option.right, html(asked.said(option.why).said(lang)))
            for option in asked.question.options
        }
        assert question.findtext("single") == ("true" if asked.question.kind == "single" else "false")
        seen += 1
    assert seen > 60


def test_fractions_are_those_that_moodle_knows_and_sum_to_all(read):
    for question in read.values():
        given = [fraction for fraction, *_ in answers(question)]
        assert all(abs(fraction) in FRACTIONS for fraction in given)
        if question.get("type") == "multichoice":
            assert sum(fraction for fraction in given if fraction > 0) == pytest.approx(100, abs=1e-3)


def test_numbers_and_words_are_graded_as_here(read, by_id, lang):
    for name, question in read.items():
        if question.get("type") not in ("numerical", "shortanswer"):
            continue
        asked = by_id[name]
        for fraction, text, why, margin in answers(question):
            verdict = grade(asked, text.replace(r"\*", "*"))
            assert verdict.right == (fraction == 100), (name, text)
            assert fraction == 100 or why
            assert (margin is not None) == (question.get("type") == "numerical")
        assert answers(question)[0][0] == 100  # Moodle takes the first that fits


def test_an_essay_has_its_rubric_for_whoever_grades_it(read, by_id, lang):
    question = read["two-drawings"]
    assert question.get("type") == "essay"
    assert question.findtext("defaultgrade") == "4"
    for item in by_id["two-drawings"].question.rubric:
        assert html(item.text.said(lang))[3:-4] in question.findtext("graderinfo/text")


def test_each_topic_is_a_category(exported, lang):
    root = ET.fromstring(exported.content)
    names = [one.findtext("category/text") for one in root if one.get("type") == "category"]
    assert names == [f"$course$/top/rnnkit/{name.said(lang)}" for name in TOPICS.values()]


def test_marks_in_words_are_no_html(read):
    text = read["nasty"].findtext("questiontext/text")
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;" in text
    assert "<em>斜体</em>" in text


def test_two_exports_of_a_seed_are_alike(exported, questions, lang):
    assert moodle(questions, lang).content == exported.content
