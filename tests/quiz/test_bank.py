"""Every question of the bank: its answer is proved by running it, its distractors are wrong, in both languages."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter

import numpy as np
import pytest
from rich.cells import cell_len

from autograder.quiz.asked import ask
from autograder.quiz.bank import HOME, bank
from autograder.quiz.kinds import choice, grade
from autograder.quiz.kinds.wiring import right_wires
from autograder.quiz.plain import plain
from autograder.quiz.posed import problem
from autograder.quiz.posed import words as said
from autograder.quiz.question import KINDS, TOPICS
from autograder.quiz.reading import trials
from autograder.quiz.shown import after, solution

BANK = bank()
SEEDS = range(200)
CHECKED = range(3)  # seeds whose answers are proved by running the question's check
questions = pytest.mark.parametrize("question", BANK.values(), ids=BANK)


def of_kind(*kinds):
    some = {name: question for name, question in BANK.items() if question.kind in kinds}
    return pytest.mark.parametrize("question", some.values(), ids=some)


def texts(question):
    yield question.text
    yield question.explanation
    yield from (option.text for option in question.options if not option.value)
    yield from (option.why for option in question.options if not option.right)
    yield from (wrong.why for wrong in question.wrong)
    yield from (item.text for item in question.rubric)


def options(asked):
    return {option.id: asked.value(option.value) if option.value else option.text for option in asked.question.options}


@questions
@pytest.mark.parametrize("seed", CHECKED)
def test_an_answer_is_what_running_it_gives(question, seed):
    if question.kind == "free":
        assert question.rubric
        return
    assert question.check or question.kind == "output"
    asked = ask(question, seed)
    scope = {"np": np, **asked.values, "answer": asked.answer, "code": asked.code}
    scope["right"] = [option.id for option in question.options if option.right]
    scope["wrong"] = [option.id for option in question.options if not option.right]
    exec(question.check, scope)


@of_kind("output")
@pytest.mark.parametrize("seed", CHECKED)
def test_a_program_prints_its_answer(question, seed):
    asked = ask(question, seed)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(asked.code, {})
    assert grade(asked, printed.getvalue().strip().splitlines()[-1]).right


@questions
def test_a_right_answer_is_right_for_every_seed(question):
    for seed in SEEDS:
        asked = ask(question, seed)
        if question.kind == "free":
            typed = ", ".join(str(number) for number in range(1, len(question.rubric) + 1))
        elif question.kind == "wiring":
            typed = solution(asked, "en").strip("`\n")
        else:
            typed = solution(asked, "en").partition(":")[2].strip().strip("`")
        assert grade(asked, typed).right, (seed, typed)
        if not question.draw:
            break


@of_kind("numeric", "shape", "output", "bug")
def test_no_known_wrong_answer_is_right_and_no_two_are_alike(question):
    for seed in SEEDS:
        asked = ask(question, seed)
        for wrong in question.wrong:
            verdict = grade(asked, str(asked.value(wrong.value)))
            assert not verdict.right, (seed, wrong.id)
        if not question.draw:
            break


@of_kind("numeric", "shape", "output", "bug")
def test_misconceptions_can_be_told_apart_by_some_numbers(question):
    for wrong in question.wrong:
        named = (
            grade(asked, str(asked.value(wrong.value))).belief == wrong.id
            for asked in (ask(question, s) for s in SEEDS)
        )
        assert any(named), wrong.id


@of_kind("formula")
def test_a_known_wrong_formula_is_wrong_and_named(question):
    asked = ask(question, 0)
    for wrong in question.wrong:
        verdict = grade(asked, wrong.value)
        assert (verdict.score, verdict.belief) == (0, wrong.id)
    assert all(np.all(np.isfinite(value)) for names in trials(question) for value in names.values())


@of_kind("single", "multiple")
def test_no_option_equals_another_over_all_seeds(question):
    assert len({option.id for option in question.options}) == len(question.options)
    for seed in SEEDS:
        offered = list(map(str, options(ask(question, seed)).values()))
        assert len(set(offered)) == len(offered), seed
        if not question.draw:
            break


@of_kind("single", "multiple")
def test_a_wrong_option_is_wrong_and_says_why(question):
    asked = ask(question, 1)
    for letter, option in choice.shown(asked).items():
        if not option.right:
            verdict = grade(asked, letter)
            assert not verdict.right
            assert verdict.belief == option.id
            assert all(verdict.feedback)


@questions
def test_both_languages_are_there_and_are_what_they_say(question):
    for text in texts(question):
        assert text.en
        assert text.zh
        assert not re.search(r"[\u4e00-\u9fff]", text.en.replace("爱", "").replace("我", "").replace("中国", "")), (
            text.en
        )
    assert re.search(r"[\u4e00-\u9fff]", question.text.zh)
    assert re.search(r"[\u4e00-\u9fff]", question.explanation.zh)


@questions
def test_formulas_are_balanced_and_every_place_is_filled(question):
    asked = ask(question, 5)
    for text in texts(question):
        for words in asked.said(text):
            assert "@{" not in words
            bare = re.sub(r"```.*?```|`[^`]*`", "", words, flags=re.DOTALL)
            assert bare.replace("$$", "").count("$") % 2 == 0, bare
            assert bare.count("$$") % 2 == 0, bare
            for formula_ in re.findall(r"\$\$.+?\$\$|\$[^$]+\$", bare, re.DOTALL):
                braces = re.sub(r"\\[{}]", "", formula_)
                assert braces.count("{") == braces.count("}"), formula_


@questions
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_question_can_be_shown_and_explained(question, lang):
    from autograder.quiz.verdict import Verdict

    asked = ask(question, 2)
    shown = plain(problem(asked, lang)) + plain(after(asked, Verdict(0.0), lang))
    assert "\\" not in re.sub(r"`[^`]*`", "", shown, flags=re.DOTALL).replace("\\n", ""), shown


@questions
def test_a_lesson_has_the_section_that_is_named(question):
    name, _, section = question.lesson.partition("#")
    lesson = (HOME.parents[2] / "solutions" / f"{name}.md").read_text("utf-8")
    assert not section or re.search(rf"^## {section}\. ", lesson, re.MULTILINE)


@of_kind("bug", "output")
def test_a_program_fits_a_terminal_of_80_columns(question):
    before = 8 if question.kind == "bug" else 4  # indented, and with the numbers of its lines
    assert all(before + len(line) <= 80 for line in ask(question, 0).code.splitlines())


@of_kind("bug")
def test_a_bug_has_a_line_of_the_program(question):
    asked = ask(question, 0)
    assert 1 <= asked.answer <= len(asked.code.splitlines())


@of_kind("wiring")
def test_a_cell_to_be_wired_is_one_of_the_drawings(question):
    from autograder.quiz.reading import diagram_of

    assert right_wires(diagram_of(ask(question, 0)))


def test_the_bank_is_large_and_of_every_kind_and_topic():
    assert len(BANK) >= 150
    kinds = Counter(question.kind for question in BANK.values())
    assert set(kinds) == set(KINDS)
    assert set(TOPICS) - {"bugs"} == {question.topic for question in BANK.values()}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_longest_option_is_the_right_one_about_as_often_as_chance_has_it(lang):
    singles = [question for question in BANK.values() if question.kind == "single"]
    longest = [longest_is_right(question, lang) for question in singles]
    assert 0.1 <= sum(longest) / len(longest) <= 0.4


def longest_is_right(question, lang):
    asked = ask(question, 0)
    widths = [(cell_len(plain(said(asked, option).said(lang))), option.right) for option in question.options]
    return max(width for width, right in widths if right) > max(width for width, right in widths if not right)


def test_a_right_option_that_is_the_longest_is_found():
    assert longest_is_right(BANK["one-hot-against-embedding"], "zh")
    assert not longest_is_right(BANK["v-needs-no-chain"], "en")


@questions
def test_chinese_has_the_terms_of_the_field(question):
    for text in texts(question):
        assert not re.search("激活前的?值|补齐|读者|时间分布|学成", text.zh.replace("预激活值", "")), text.zh


@questions
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_option_says_what_it_means_wherever_it_stands(question, lang):
    for option in question.options:
        assert not re.search(r"^both$|of the two$|^二者|^都[不会是]", option.text.said(lang)), option.id


def test_every_file_of_the_bank_is_a_question():
    assert {path.stem for path in HOME.rglob("*") if path.is_file() and path.suffix != ".py"} >= set(BANK)
    assert len(list(HOME.glob("*/*.toml"))) == len(BANK)
