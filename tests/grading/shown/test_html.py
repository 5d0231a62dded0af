"""Reports as HTML."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbconvert.filters.strings import clean_html

import autograder.grading.shown as room
from autograder.catalogue import same
from autograder.grading.shown.html import class_page, fragment, page, plain

VOID = {"meta"}
HIDDEN = {"style", "title"}


class Parsed(HTMLParser):
    """The elements and the text of a document; every element must be closed in order."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.texts = [], [], []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not HIDDEN & set(self.open):
            self.texts.append(data)

    @property
    def text(self):
        return "".join(self.texts)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def pages(make, lang="en"):
    """Every kind of page there is."""
    one = ["typical", "report", "unreadable", "hostile"]
    singles = [page(getattr(make, kind)(), lang=lang) for kind in one]
    crowd = [make.hostile(), *make.crowd(14)]
    empty = page(replace(make.unreadable(), exercises=()), lang=lang)
    return [*singles, empty, class_page(crowd, {crowd[0].student: "a/b.html"}, lang=lang)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_parses_and_needs_no_script_and_nothing_from_elsewhere(make, lang):
    for markup in pages(make, lang):
        parsed = Parsed(markup)
        tags = {tag for tag, _ in parsed.elements}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
        assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
        assert not re.search(r"https?:|url\(|@import|javascript:", markup)


def test_hostile_text_is_shown_and_does_nothing(make):
    for markup in (
        page(replace(make.hostile(), problem=same("")), lang="en"),
        class_page([make.hostile()], {}, lang="en"),
    ):
        assert "<script>alert(1)</script>" in Parsed(markup).text
        assert not set(markup) & set("\x1b\x07\x9b\u202e\u2066\u200b\ud800\r")
        assert markup.encode()


def test_a_page_has_one_first_heading_and_skips_no_level(make):
    for markup in pages(make):
        levels = [int(tag[1]) for tag, _ in Parsed(markup).elements if re.fullmatch(r"h\d", tag)]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-CN")])
def test_a_page_names_its_language_its_encoding_and_fits_a_phone(make, lang, tag):
    for markup in pages(make, lang):
        parsed = Parsed(markup)
        assert parsed.all("html") == [{"lang": tag}]
        assert {"charset": "utf-8"} in parsed.all("meta")
        assert any(meta.get("name") == "viewport" for meta in parsed.all("meta"))


def test_a_chinese_page_has_no_english_word_of_ours(make):
    for markup in pages(make, "zh"):
        assert not make.english(Parsed(markup).text)


def test_a_mark_is_never_told_by_colour_alone(make):
    signs = [attributes for attributes in Parsed(page(make.typical(), lang="en")).all("span") if "role" in attributes]
    assert {sign["aria-label"] for sign in signs} == {"passed", "partly right", "failed", "not started"}


def test_only_the_first_failure_is_unfolded(make):
    markup = page(make.typical(), lang="en")
    assert [("open" in details) for details in Parsed(markup).all("details")].index(True) == 2
    assert sum("open" in details for details in Parsed(markup).all("details")) == 1
    assert Parsed(markup).text.count("start here") == 1


def test_a_page_tells_the_message_the_hint_and_what_to_mend_first(make):
    text = Parsed(page(make.typical(), lang="en")).text
    assert make.MISMATCH.en in text
    assert text.count(make.HINT.en) == 1
    assert "builds on rnn_step_backward: mend that first" in text
    assert "23.33 of 110 points" in text


def test_a_page_at_the_score_level_gives_nothing_away(make):
    text = Parsed(page(make.typical().at("score"), lang="en")).text
    assert "-0.434061" not in text
    assert make.HINT.en not in text


def test_what_was_not_started_has_not_failed(make):
    markup = page(make.report(default="untouched"), lang="en")
    assert "✗" not in markup
    assert "✗" not in fragment(make.exercise("softmax", "untouched"), lang="en")
    assert "✗" not in plain(make.exercise("softmax", "untouched"), lang="en")


def test_a_page_names_no_command_for_not_every_student_has_the_kit(make):
    assert "rnnkit" not in page(make.typical(), lang="en")


def test_a_file_that_could_not_be_graded_shows_why_in_place_of_its_exercises(make):
    text = Parsed(page(make.unreadable(), lang="en")).text
    assert "rnn.py, line 3: invalid syntax" in text
    assert "not started" not in text
    assert "rnn_forward" not in text


def test_faults_of_the_grader_and_a_lack_of_isolation_are_announced(make):
    report = replace(make.report(softmax="notrun"), isolation="none")
    for markup in (page(report, lang="en"), class_page([report], {}, lang="en")):
        assert "NOT ISOLATED" in markup
    assert "The grader is at fault" in page(report, lang="en")
    assert "checks were not run: alice" in Parsed(class_page([report], {}, lang="en")).text


def test_a_student_is_linked_where_there_is_a_page_and_no_link_can_run_code(make):
    links = {"ann": "students/ann lee.html", "bob": "javascript:alert(1)"}
    markup = class_page([make.report("ann"), make.report("bob"), make.report("cat")], links, lang="en")
    assert [a["href"] for a in Parsed(markup).all("a")] == ["students/ann%20lee.html", "javascript%3Aalert%281%29"]


def test_the_class_page_has_a_cell_for_each_student_and_exercise(make):
    parsed = Parsed(class_page([make.typical(name) for name in ("ann", "bob")], {}, lang="en"))
    kinds = [cell.get("class") for cell in parsed.all("td")]
    assert [kinds.count(kind) for kind in ("passed", "partial", "failed", "untouched")] == [6, 2, 4, 12]


def test_the_class_page_names_who_made_which_mistake(make):
    text = Parsed(class_page([make.typical(f"s{place:02}") for place in range(15)], {}, lang="en")).text
    assert "rnn_step_backward: overwrites-dWh" in text
    assert "s00, s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11 and 3 more" in text


def luminance(colour):
    digits = colour * 2 if len(colour) == 3 else colour
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_has_contrast_aa_on_every_ground_it_stands_on(scheme):
    style = Path(room.__path__[0], "page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): #(\w+)", re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]))
    for text in ("ink", "quiet", "passed", "partial", "failed", "notrun", "link"):
        grounds = ["paper", "soft", *([f"{text}-wash"] if f"{text}-wash" in colours else [])]
        assert min(contrast(colours[text], colours[ground]) for ground in grounds) >= 4.5, text


@pytest.mark.parametrize("how", ["passed", "partial", "failed", "untouched", "notrun", "ungraded"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_fragment_survives_nbconverts_sanitising_word_for_word(make, how, lang):
    made = fragment(make.exercise("rnn_backward", how, hint=make.HINT), lang=lang)
    assert Parsed(clean_html(made)).text == Parsed(made).text


def test_a_hostile_fragment_stays_text_before_and_after_sanitising(make):
    evil = make.hostile().exercises[0]
    for made in (fragment(evil, lang="en"), clean_html(fragment(evil, lang="en"))):
        assert "script" not in {tag for tag, _ in Parsed(made).elements}
        assert "<script>alert(1)</script>" in Parsed(made).text


def test_fragment_and_plain_text_say_the_same(make):
    exercise = make.exercise("rnn_backward", "partial", hint=make.HINT)
    said = plain(exercise, lang="en")
    assert said.splitlines()[0] == "◐ rnn_backward · 6.67 of 20 points · partly right"
    assert said.splitlines()[-1] == f"  Hint: {make.HINT.en}"
    assert "".join(said.split()) == "".join(Parsed(fragment(exercise, lang="en")).text.split())


def test_plain_text_carries_no_control_character_and_caps_what_is_long(make):
    said = plain(make.hostile().exercises[0], lang="en")
    assert not set(said) & set("\x1b\x07\x9b\u202e\u2066\u200b\ud800\r")
    assert len(plain(make.exercise("softmax", "passed", hint=same("x" * 10**6)), lang="en")) < 3000
