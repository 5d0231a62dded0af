"""A question's file says what it must, or is refused with its name and line; drawn numbers are the seed's."""

from __future__ import annotations

import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.quiz.asked import ask
from autograder.quiz.bank import bank
from autograder.quiz.bugs import bugs
from autograder.quiz.kinds import grade
from autograder.quiz.plain import plain
from autograder.quiz.question import BankError, read_question
from autograder.quiz.sitting import chosen

GOOD = """
kind = "numeric"
answer = "D + 1"
[draw]
D = "integer(1, 1000)"
"""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (GOOD.replace("numeric", "essay"), "kind: 'essay' is none of"),
        (GOOD.replace('answer = "D + 1"', ""), "answer: is missing"),
        (GOOD.replace("answer", "anwser"), "anwser: is not known here"),
        ('kind = "single"\n[[option]]\nid = "a"\nright = true\nen = "x"\nzh = "一"\n', "does not make a question"),
        ('kind = "ordering"\nlines = ["a"]\n', "at least three"),
        (GOOD + '[[wrong]]\nid = "w"\nvalue = "1"\nen = "only"\n', "en, zh: both are needed"),
        (GOOD + "[[wrong]]\n", "id: is missing"),
    ],
)
def test_a_file_that_lacks_something_is_refused_by_name(written, body, fault):
    path = written(body)
    with pytest.raises(BankError) as refused:
        read_question(path)
    assert str(refused.value).startswith(str(path))
    assert fault in str(refused.value)


def test_a_file_that_is_no_toml_is_refused_with_the_line(written):
    path = written(GOOD)
    path.write_text("kind = numeric\n", "utf-8")
    with pytest.raises(BankError, match="at line 1"):
        read_question(path)


def test_the_line_of_a_fault_is_told(written):
    with pytest.raises(BankError, match=r"a-test.toml \(at line \d+\): kind"):
        read_question(written(GOOD.replace("numeric", "essay")))


def test_a_file_that_is_no_text_is_refused(written):
    path = written(GOOD)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BankError, match="UTF-8"):
        read_question(path)


@pytest.mark.parametrize(("name", "topic"), [("A_Test", "basics"), ("a-test", "cooking")])
def test_a_name_or_topic_that_is_none_is_refused(written, name, topic):
    with pytest.raises(BankError):
        read_question(written(GOOD, name=name, topic=topic))


def test_two_files_of_one_id_are_refused(written, tmp_path):
    written(GOOD, topic="basics")
    written(GOOD, topic="lstm")
    with pytest.raises(BankError, match="another question"):
        bank(tmp_path)


def test_the_same_seed_draws_the_same_and_another_another(written):
    question = read_question(written(GOOD))
    assert ask(question, 3).values == ask(question, 3).values
    assert len({ask(question, seed).answer for seed in range(20)}) > 10


def test_a_text_is_filled_with_what_was_drawn(written):
    words = '[text]\nen = "What is @{D} + 1, @{D / 8:.3f}?"\nzh = "@{answer}？"\n[explanation]\nen = "a"\nzh = "一"\n'
    asked = ask(read_question(written(GOOD, words=words)), 1)
    D = asked.values["D"]
    assert asked.text == (f"What is {D} + 1, {D / 8:.3f}?", f"{D + 1}？")


def test_a_sitting_is_the_seeds():
    one, same, other = (
        [(asked.question.id, dict(asked.values)) for asked in chosen("bugs", 5, seed)] for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_known_mistake_is_a_bug_to_be_found(name):
    some = bugs(name)
    assert len(some) > len(ASSIGNMENTS[name].exercises)
    for question in some.values():
        asked = ask(question, 0)
        assert grade(asked, asked.answer).right
        assert f"`{asked.code.splitlines()[asked.answer - 1].strip()}`" not in question.explanation.en
        assert question.explanation.zh != question.explanation.en


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"$h_t=\tanh\left(x_tW_x+b\right)$", "hₜ=tanh(xₜWₓ+b)"),
        (r"$\frac{\partial L}{\partial W_h}$", "∂L/∂Wₕ"),
        (r"a **bold** and `code` $W_{xf}$", "a bold and `code` W_xf"),
        (r"$\sigma_{\max}\gamma\le1$", "σₘₐₓγ≤1"),
        (r"$x^{2n}$, $x^{a+b}$", "x²ⁿ, x^(a+b)"),
        (r"$\hat y_t=\bar{v}$", "y\u0302ₜ=v\u0304"),
        (r"$W^\top$, $\gamma^T$, $1.1^t$", "Wᵀ, γ^T, 1.1ᵗ"),  # a transpose is no power
        (r"$\sum_{n=1}^{N}dz_n$, $\sum_{j<T}w^j$", "Σₙ₌₁^N dzₙ, Σ_(j<T) w^j"),
        (r"$o\tanh c$, $i\odot\tanh c$, $\le\frac14$, $g\leftarrow g$", "o tanh c, i⊙tanh c, ≤1/4, g←g"),
        (r"$$\begin{aligned}i&=x\\ f&=y\end{aligned}$$", "    i=x\n    f=y"),
    ],
)
def test_a_formula_becomes_plain_characters(text, read):
    assert plain(text) == read


def test_code_stays_as_it_is_and_letters_of_options_stand_apart():
    text = "*Which* is `a * b * c`, **`d**2`** of $h_2$?\n```python\nx = 2 * y * z  # $a_1$\n```\n- **a** it `*is*`"
    told = "Which is `a * b * c`, `d**2` of h₂?\n    x = 2 * y * z  # $a_1$\n- a) it `*is*`"
    assert plain(text) == told


@pytest.mark.parametrize(
    ("text", "read"),
    [("裁剪*之前*的范数", "裁剪之前的范数"), ("**新的**值", "新的值"), ("f * c + i * g", "f * c + i * g")],
)
def test_stars_that_mark_words_go_and_those_of_products_stay(text, read):
    assert plain(text) == read
