"""The Anki deck, read back with sqlite."""

from __future__ import annotations

import io
import json
import sqlite3
import warnings
import zipfile

import pytest

from autograder.quiz.asked import ask
from autograder.quiz.exports.anki import anki
from autograder.quiz.exports.page import html

LANGUAGES = ("en", "zh")


def read(content, tmp_path):
    """The notes by guid, the models, the decks and the media."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        names = json.loads(zipped.read("media"))
        media = {name: zipped.read(number).decode() for number, name in names.items()}
        path = tmp_path / "collection.anki2"
        path.write_bytes(zipped.read("collection.anki2"))
    database = sqlite3.connect(path)
    notes = {
        guid: (fields.split("\x1f"), tags)
        for guid, fields, tags in database.execute("select guid, flds, tags from notes")
    }
    models, decks = map(json.loads, database.execute("select models, decks from col").fetchone())
    cards = database.execute("select count(*) from cards").fetchone()[0]
    database.close()
    return notes, models, decks, media, cards


@pytest.fixture(scope="module")
def exported(questions):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # genanki warns of fields that are no HTML
        return anki(questions, LANGUAGES)


@pytest.fixture
def deck(exported, tmp_path):
    return read(exported.content, tmp_path)


def test_every_question_is_a_note_and_a_card_in_each_language(exported, deck, questions):
    notes, _, _, _, cards = deck
    ids = {fields[0] for fields, _ in notes.values()}
    assert ids == {f"{asked.question.id} {lang}" for asked in questions for lang in LANGUAGES}
    assert len(notes) == cards == 2 * len(questions)
    assert set(exported.ids) == {asked.question.id for asked in questions}
    assert not exported.left


def test_words_are_intact_in_both_languages(deck, questions):
    notes = {fields[0]: fields for fields, _ in deck[0].values()}
    for asked in questions:
        for lang in LANGUAGES:
            _, front, back = notes[f"{asked.question.id} {lang}"]
            assert html(asked.text.said(lang)) in front
            assert html(asked.explanation.said(lang)) in back
            for option in asked.question.options:
                mark = "✓" if option.right else "✗"
                assert mark in back
                assert html(asked.said(option.why).said(lang)).removeprefix("<p>").removesuffix("</p>") in back


def test_ids_stay_from_export_to_export_and_from_seed_to_seed(deck, questions, tmp_path):
    again = read(anki([ask(asked.question, 77) for asked in questions], LANGUAGES).content, tmp_path)
    assert set(again[0]) == set(deck[0])
    assert set(again[1]) == set(deck[1])
    assert set(again[2]) == set(deck[2])


def test_two_exports_of_a_seed_hold_the_same_notes(deck, questions, tmp_path):
    assert read(anki(questions, LANGUAGES).content, tmp_path)[0] == deck[0]


def test_a_wiring_shows_its_nodes_first_and_its_wires_after(deck):
    notes = {fields[0]: fields for fields, _ in deck[0].values()}
    _, front, back = notes["wire-the-lstm zh"]
    assert 'src="rnnkit-lstm-nodes.svg"' in front
    assert 'src="rnnkit-lstm.svg"' in back
    media = deck[3]
    cells = ("rnn", "lstm", "gru", "gru_reset_after")
    assert set(media) == {f"rnnkit-{cell}{what}.svg" for cell in cells for what in ("", "-nodes")}
    assert "<path" in media["rnnkit-lstm.svg"]
    assert media["rnnkit-lstm-nodes.svg"].count("<path") < media["rnnkit-lstm.svg"].count("<path")


def test_marks_in_words_are_no_html(deck):
    _, front, back = {fields[0]: fields for fields, _ in deck[0].values()}["nasty en"]
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in front
    assert "<code>a &lt; b and &#x27;$x$&#x27; in {{s}}</code>" in front
    assert "&lt;/div&gt; no" in back


def test_decks_are_named_after_language_and_topic(deck):
    names = {one["name"] for one in deck[2].values()}
    assert {"rnnkit::English::the LSTM", "rnnkit::中文::梯度"} <= names
