"""Every kind of question tells right from wrong, and both from what is no answer at all."""

from __future__ import annotations

import pytest

from autograder.drawings import CELLS
from autograder.quiz.expression import InvalidError
from autograder.quiz.kinds import grade
from autograder.quiz.kinds.choice import shown
from autograder.quiz.kinds.wiring import MISWIRINGS, right_wires

SINGLE = """
kind = "single"
[[option]]
id = "yes"
right = true
en = "yes"
zh = "是"
[[option]]
id = "no"
en = "no"
zh = "否"
why_en = "No is no."
why_zh = "不是。"
[[option]]
id = "maybe"
en = "maybe"
zh = "也许"
why_en = "Maybe is no."
why_zh = "也许不是。"
"""
MULTIPLE = SINGLE.replace("single", "multiple") + '[[option]]\nid = "sure"\nright = true\nen = "sure"\nzh = "当然"\n'
NUMBER = """
kind = "numeric"
answer = "D / 7"
[draw]
D = "integer(2, 9, 7)"
[[wrong]]
id = "times"
value = "D * 7"
en = "Divide, do not multiply."
zh = "是除，不是乘。"
"""
WHOLE = 'kind = "numeric"\nanswer = "4 * 5"\n'
SHAPE = """
kind = "shape"
answer = "(4, 7, 2 * H)"
[draw]
H = "choice(20)"
[[wrong]]
id = "one-direction"
value = "(4, 7, H)"
en = "Two directions."
zh = "两个方向。"
"""
FORMULA = """
kind = "formula"
answer = "dh * (1 - h**2) @ Wh.T"
[names]
dh = "NH"
h = "NH"
Wh = "HH"
[[wrong]]
id = "untransposed"
value = "dh * (1 - h**2) @ Wh"
en = "Which index is summed?"
zh = "对哪个下标求和？"
"""
ORDERING = """
kind = "ordering"
lines = ["one", "two", "three", "four"]
free = [[1, 2]]
"""
TEXT = """
kind = "output"
answer = "'ohlol'"
code = "print('ohlol')"
"""
BUG = """
kind = "bug"
answer = "2"
code = "a\\nb\\nc"
[[wrong]]
id = "first"
value = "1"
en = "Not there."
zh = "不在那里。"
"""
WIRING = 'kind = "wiring"\ndiagram = "lstm"\n'
FREE = """
kind = "free"
[[rubric]]
points = 1
en = "this"
zh = "这"
[[rubric]]
points = 3
en = "that"
zh = "那"
"""


def letter(asked, option):
    return next(key for key, one in shown(asked).items() if one.id == option)


def wires(diagram, *, without=(), also=()):
    some = (right_wires(diagram) - set(without)) | set(also)
    return "; ".join(f"{source} -> {target}" for source, target in sorted(some))


def test_the_right_letter_is_right_and_a_wrong_one_names_its_belief(asked):
    question = asked(SINGLE)
    assert grade(question, letter(question, "yes")).right
    verdict = grade(question, letter(question, "no").upper() + ")")
    assert (verdict.score, verdict.belief, verdict.feedback.zh) == (0, "no", "不是。")


def test_options_stand_in_another_order_for_another_seed(asked):
    assert len({tuple(shown(asked(SINGLE, seed=seed))) and asked(SINGLE, seed=seed).order for seed in range(20)}) > 1


def test_of_several_right_ones_each_counts_and_a_wrong_one_takes_one_away(asked):
    question = asked(MULTIPLE)
    yes, sure, no = (letter(question, name) for name in ("yes", "sure", "no"))
    scores = [grade(question, typed).score for typed in (f"{yes}, {sure}", yes, f"{yes} {no}", f"{yes}{sure}{no}", no)]
    assert scores == [1, 0.5, 0, 0.5, 0]
    assert grade(question, f"{yes} {no}").feedback.en.startswith(f"{no}) No is no.")


def test_letters_and_digits_of_a_chinese_keyboard_are_letters_and_digits(asked):
    assert grade(asked(SINGLE), chr(ord(letter(asked(SINGLE), "yes")) + 0xFEE0)).right
    assert grade(asked(WHOLE), "２０").right


@pytest.mark.parametrize("typed", ["{right}", "{right:.4f}", "{D}/7", "  {right} "])
def test_a_number_may_be_a_calculation_and_is_right_within_tolerance(asked, typed):
    question = asked(NUMBER)
    assert grade(question, typed.format(right=question.answer, **question.values)).right


def test_a_known_wrong_number_is_named(asked):
    question = asked(NUMBER)
    assert grade(question, question.values["D"] * 7).belief == "times"
    assert grade(question, 123).belief == ""


def test_a_whole_number_is_exact(asked):
    assert grade(asked(WHOLE), "20").right
    assert grade(asked(WHOLE), 20.0).right
    assert not grade(asked(WHOLE), "20.001").right


@pytest.mark.parametrize(
    "typed", ["4, 7, 40", "(4, 7, 40)", "[4 7 40]", "torch.Size([4, 7, 40])", "4x7x40", [4, 7, 40]]
)
def test_a_shape_may_be_written_in_many_ways(asked, typed):
    assert grade(asked(SHAPE), typed).right


def test_another_shape_is_wrong_and_a_known_one_named(asked):
    assert grade(asked(SHAPE), "4,7,20").belief == "one-direction"
    assert grade(asked(SHAPE), "4,7").score == 0
    assert grade(asked(SHAPE), "7,4,40").score == 0


@pytest.mark.parametrize("typed", ["(dh - dh*h*h) @ Wh.T", "dh⊙(1−h²) @ Wh.T", "(Wh @ (dh * (1 - h**2)).T).T"])
def test_a_formula_is_judged_by_what_it_computes(asked, typed):
    assert grade(asked(FORMULA), typed).right


def test_a_wrong_formula_is_named_or_told_by_its_shape(asked):
    assert grade(asked(FORMULA), "dh * (1 - h**2) @ Wh").belief == "untransposed"
    assert grade(asked(FORMULA), "sum(dh)").feedback.en == "Your formula has shape (), the answer has (N, H)."
    assert grade(asked(FORMULA), "dh").score == 0
    assert grade(asked(FORMULA), "dh * (1 - h**2) @ Wh.T + 1e-4").score == 0


def test_no_formula_writes_into_what_it_is_judged_by(asked):
    question = asked(FORMULA)
    with pytest.raises(InvalidError, match="exp takes 1"):
        grade(question, "exp(0 * dh - 1000, dh)")
    assert not grade(question, "0 * dh").right
    assert grade(question, question.question.answer).right


def test_lines_that_may_change_places_may(asked):
    question = asked(ORDERING)
    place = dict(zip(question.order, "abcd", strict=True))
    typed = [
        "".join(place[line] for line in order) for order in ((0, 1, 2, 3), (0, 2, 1, 3), (3, 2, 1, 0), (1, 0, 2, 3))
    ]
    scores = [grade(question, letters).score for letters in typed]
    assert scores[:3] == [1, 1, 0]
    assert 0 < scores[3] < 1


def test_a_printed_text_is_compared_without_its_quotes(asked):
    assert grade(asked(TEXT), '"ohlol"').right
    assert not grade(asked(TEXT), "hello").right


def test_the_line_of_a_bug_is_a_line_of_its_program(asked):
    assert grade(asked(BUG), "line 2").right
    assert grade(asked(BUG), 1).belief == "first"
    with pytest.raises(InvalidError, match="1 to 3"):
        grade(asked(BUG), "4")


def test_a_free_answer_earns_what_is_ticked(asked):
    assert [grade(asked(FREE), ticks).score for ticks in ("0", "1", "2", "1, 2")] == [0, 0.25, 0.75, 1]


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "gru_reset_after"])
def test_a_cell_wired_as_drawn_is_right(asked, cell):
    question = asked(WIRING.replace("lstm", cell))
    assert grade(question, wires(CELLS[f"{cell}_cell"])).right


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "gru_reset_after"])
def test_every_wire_that_is_missing_is_noticed_and_told(asked, cell):
    question, diagram = asked(WIRING.replace("lstm", cell)), CELLS[f"{cell}_cell"]
    for wire in right_wires(diagram):
        verdict = grade(question, wires(diagram, without=[wire]))
        assert not verdict.right
        assert all(verdict.feedback)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "gru_reset_after"])
def test_every_wire_that_is_led_elsewhere_gets_a_verdict(asked, cell):
    """Among them are those that bring the input's D numbers to where a state's H are read."""
    question, diagram = asked(WIRING.replace("lstm", cell)), CELLS[f"{cell}_cell"]
    for source, target in right_wires(diagram):
        for node in diagram.nodes:
            verdict = grade(question, wires(diagram, without=[(source, target)], also=[(node.name, target)]))
            assert verdict.right or all(verdict.feedback)


def test_a_wiring_that_computes_the_same_is_right_however_it_is_drawn(asked):
    diagram = CELLS["lstm_cell"]
    passed_on = wires(diagram, without=[("add", "c"), ("add", "tanh")], also=[("add", "c"), ("c", "tanh")])
    assert grade(asked(WIRING), passed_on).right


@pytest.mark.parametrize("known", MISWIRINGS, ids=lambda known: known.id)
def test_a_known_miswiring_is_named(asked, known):
    diagram = CELLS[f"{known.about}_cell"]
    typed = wires(diagram, without=known.missing, also=known.drawn)
    verdict = grade(asked(WIRING.replace("lstm", known.about)), typed)
    assert (verdict.right, verdict.belief) == (False, known.id)


@pytest.mark.parametrize(
    ("also", "words"),
    [([("h", "f")], "cycle"), ([("x", "c_prev")], "comes from outside"), ([("x", "tanh")], "takes 1 value")],
)
def test_a_wiring_that_computes_nothing_says_where_it_stops(asked, also, words):
    assert words in grade(asked(WIRING), wires(CELLS["lstm_cell"], also=also)).feedback.en


NONSENSE = [
    "",
    "   ",
    "nan",
    "inf",
    "-inf",
    "∞",
    "x" * 10**7,
    "\0",
    "é" * 50,
    None,
    {},
    True,
    [[[]]],
    object(),
    "1e999",
]


@pytest.mark.parametrize("kind", [SINGLE, MULTIPLE, NUMBER, SHAPE, FORMULA, ORDERING, BUG, WIRING, FREE])
@pytest.mark.parametrize("answer", NONSENSE, ids=range(len(NONSENSE)))
def test_what_is_no_answer_is_called_invalid_in_both_languages(asked, kind, answer):
    with pytest.raises(InvalidError) as invalid:
        grade(asked(kind), answer)
    assert all(invalid.value.words)
    assert len(invalid.value.words.en) < 500


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (SINGLE, "z"),
        (SINGLE, "ab"),
        (MULTIPLE, "aa"),
        (SHAPE, "4, 7, x"),
        (SHAPE, "4, -7"),
        (SHAPE, "1.5, 2"),
        (ORDERING, "abc"),
        (ORDERING, "aabc"),
        (NUMBER, "many"),
        (NUMBER, "1, 2 and 3"),
        (NUMBER, "1,5"),
        (NUMBER, "3,,"),
        (SHAPE, "3,,"),
        (FORMULA, "dh @ Wh @ x"),
        (FORMULA, "dh @ dh"),
        (FORMULA, "(dh, h)"),
        (FORMULA, "log(-1) * dh"),
        (FORMULA, "2**1500"),
        (NUMBER, "nan"),
        (WIRING, "f"),
        (WIRING, "f -> nowhere"),
        (WIRING, "f -> "),
        (FREE, "3"),
        (FREE, "both"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_invalid_and_not_wrong(asked, kind, typed):
    with pytest.raises(InvalidError):
        grade(asked(kind), typed)
