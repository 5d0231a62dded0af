"""The zip for Canvas, read back with ElementTree."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from autograder.quiz.exports.portable import Number, portable
from autograder.quiz.exports.qti import qti
from autograder.quiz.kinds import grade

XML = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
TYPES = {
    "single": "multiple_choice_question",
    "formula": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "numeric": "numerical_question",
    "bug": "numerical_question",
    "shape": "short_answer_question",
    "ordering": "short_answer_question",
    "free": "essay_question",
}


@pytest.fixture(scope="module", params=["en", "zh"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def exported(questions, lang):
    return qti(questions, lang)


def read_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        files = {name: zipped.read(name) for name in zipped.namelist() if name.endswith(".xml")}
    assert "imsmanifest.xml" in files
    root = next(ET.fromstring(file) for name, file in files.items() if re.search(r"assessment_\w+/text2qti_ass", name))
    return {item.get("title"): item for item in root.iter(f"{XML}item")}


@pytest.fixture(scope="module")
def read(exported):
    return read_zip(exported.content)


def fields(item):
    entries = item.iter(f"{XML}qtimetadatafield")
    return {one.findtext(f"{XML}fieldlabel"): one.findtext(f"{XML}fieldentry") for one in entries}


def words(page):
    """What is read of a page: no tags, formulas as they were written."""
    page = re.sub(r'<img[^>]*data-equation-content="([^"]*)"[^>]*>', r"\1", page)
    return html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\xa0", " ")


def bare(markdown):
    return re.findall(r"[\u4e00-\u9fff]+|[A-Za-z]{3,}", re.sub(r"\$\$.*?\$\$", "", markdown, flags=re.DOTALL))


def right_ones(item):
    """The idents or texts that score."""
    for condition in item.iter(f"{XML}respcondition"):
        score = condition.find(f"{XML}setvar")
        if score is not None and score.text == "100":
            wrong = {one.text for no in condition.iter(f"{XML}not") for one in no.iter(f"{XML}varequal")}
            return [one.text for one in condition.iter(f"{XML}varequal") if one.text not in wrong]
    return []


def options(item):
    labels = item.iter(f"{XML}response_label")
    return {one.get("ident"): one.findtext(f".//{XML}mattext") for one in labels}


def feedback(item):
    return {one.get("ident"): one.findtext(f".//{XML}mattext") for one in item.iter(f"{XML}itemfeedback")}


def test_every_question_is_in_it_or_said_to_be_left(exported, read, questions):
    left = {one.id for one in exported.left}
    assert set(read) == set(exported.ids)
    assert set(read) | left == {asked.question.id for asked in questions}
    assert not set(read) & left
    assert all(one.reason.en and one.reason.zh for one in exported.left)


def test_kinds_are_those_of_canvas(read, by_id):
    for name, item in read.items():
        kind = by_id[name].question.kind
        assert kind == "output" or fields(item)["question_type"] == TYPES[kind]


def test_words_are_intact(read, by_id, lang):
    for name, item in read.items():
        asked = by_id[name]
        asking = words(item.findtext(f"{XML}presentation/{XML}material/{XML}mattext"))
        assert not [part for part in bare(asked.text.said(lang)) if part not in asking], name
        told = words(feedback(item)["general_fb"])
        assert not [part for part in bare(asked.explanation.said(lang)) if part not in told], name


def test_right_options_score_and_wrong_ones_have_their_feedback(read, by_id, lang):
    for name, item in read.items():
        form = portable(by_id[name])
        if "choice" not in fields(item)["question_type"] and "answers" not in fields(item)["question_type"]:
            continue
        right = right_ones(item)
        offered = options(item)
        assert len(offered) == len(form.options)
        for option, (ident, text) in zip(form.options, offered.items(), strict=True):
            assert (ident in right) == option.right, name
            assert all(part in words(text) for part in bare(option.text.said(lang)))
            assert bool(option.why) == (f"{ident}_fb" in feedback(item))
            if option.why:
                told = words(feedback(item)[f"{ident}_fb"])
                assert all(part in told for part in bare(option.why.said(lang)))


def test_short_answers_that_score_are_right_here(read, by_id, lang):
    for name, item in read.items():
        if fields(item)["question_type"] == "short_answer_question":
            right = right_ones(item)
            assert right
            assert all(grade(by_id[name], text).right for text in right), name


def test_a_number_has_its_margin_and_says_what_is_wrong_with_known_ones(read, by_id, lang):
    for name, item in read.items():
        if fields(item)["question_type"] == "numerical_question":
            asked, form = by_id[name], portable(by_id[name])
            low, high = (float(next(item.iter(f"{XML}{tag}")).text) for tag in ("vargte", "varlte"))
            assert low <= form.answer <= high or low == high == pytest.approx(form.answer, abs=5e-5)
            assert abs(high - low - 2 * form.margin) <= 1.01e-4
            assert not any(low <= value <= high for value, _, _ in form.wrong)
            told = words(feedback(item).get("general_incorrect_fb", ""))
            for wrong in asked.question.wrong:
                assert all(part in told for part in bare(asked.said(wrong.why).said(lang))), name


def test_a_number_that_four_digits_cannot_hold_stays_behind(by_id):
    small = by_id["sigmoid-slope"]
    tiny = replace(small, answer=1e-6)
    assert isinstance(portable(tiny), Number)
    assert [one.id for one in qti([tiny], "en").left] == ["sigmoid-slope"]
    assert not qti([tiny], "en").content


def test_marks_in_words_are_no_marks(read, lang):
    item = read["nasty"]
    page = item.findtext(f"{XML}presentation/{XML}material/{XML}mattext")
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;" in page
    assert 'data-equation-content="a&lt;b\\&amp;c"' in page
    assert "print('a < b & c')\n\n% no comment\nif a<b: print('$x$ \\n')" in words(page)
    assert [words(text).strip() for text in options(item).values() if "[*]" in text or "对" in text]
    assert len(options(item)) == 3


def test_two_exports_of_a_seed_have_the_same_ids(read, questions, lang):
    again = read_zip(qti(questions, lang).content)
    assert {name: item.get("ident") for name, item in again.items()} == {
        name: item.get("ident") for name, item in read.items()
    }


def test_nothing_is_written_into_the_home_folder(questions, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    qti(questions[:3], "en")
    assert not list(tmp_path.iterdir())
