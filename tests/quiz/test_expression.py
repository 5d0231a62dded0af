"""A formula is evaluated, never run: what is not arithmetic on the given names is refused, in little time."""

from __future__ import annotations

import contextlib
import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.quiz.expression import LONGEST, InvalidError, evaluate

NAMES = {"x": np.arange(6.0).reshape(2, 3), "W": np.ones((3, 4)), "n": 3}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1 + 2*3", 7),
        ("2**10 - 1", 1023),
        ("2^3", 8),
        ("4·3 − 2", 10),
        ("7 // 2 + 7 % 2", 4),
        ("-n", -3),
        ("sum(x)", 15),
        ("σ(0)", 0.5),
        ("(1, n, 2*n)", (1, 3, 6)),
        ("norm((x @ W).T)", float(np.linalg.norm(NAMES["x"] @ np.ones((3, 4))))),
    ],
)
def test_arithmetic_gives_its_value(formula, value):
    assert evaluate(formula, NAMES) == pytest.approx(value)


@pytest.mark.parametrize("prefix", ["np", "torch", "math"])
def test_a_known_function_may_have_the_prefix_it_has_in_a_program(prefix):
    assert evaluate(f"{prefix}.tanh(n) + tanh(n)", NAMES) == pytest.approx(2 * np.tanh(3))


@pytest.mark.parametrize("formula", ["1/0", "x @ x", "x + W", "concat(x, W)", "mean(x, x)", "1 @ 2"])
def test_what_cannot_be_computed_is_told_in_chinese_too(formula):
    with pytest.raises(InvalidError) as refused:
        evaluate(formula, NAMES)
    assert not re.search(r"[a-z]{3}", refused.value.words.zh.replace(formula, ""))


HOSTILE = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "x.tofile('/tmp/x')",
    "open('/etc/passwd')",
    "exec('1')",
    "lambda: 1",
    "[y for y in x]",
    "{1: 2}",
    "f'{x}'",
    "x if x else n",
    "x := 1",
    "x[0]",
    "'a' * 10",
    "b'a'",
    "(1, 2) * 10**9",
    "9**9**9**9",
    "10**256 * 10**256 * 10**256 * 10**256 * 10**256",
    "2**(2**60)",
    "eye(10**9)",
    "eye(64)[0]",
    "diag(diag(concat(x, x))) @ nothing",
    "sum(*x)",
    "sum(x, axis=0)",
    "max(key=abs)",
    "True",
    "None",
    "...",
    "1e999",
    "1j",
    "not x",
    "x and n",
    "x < n",
    "await x",
    "nan",
    "inf",
    "(" * 400 + "1" + ")" * 400,
    "-" * 300 + "1",
    "1" * 5000,
    "x @ x",
    "log(x, x, x, x)",
    "tanh(x, x)",
    "maximum(x, x, x)",
    "unknown + 1",
    "",
    "\0",
    "1 +",
    "import os",
    "x = 1",
    "np.load('/etc/passwd')",
    "np.linalg.norm(x)",
    "torch.tanh",
    "os.tanh(x)",
]


@pytest.mark.parametrize("formula", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_formula_is_refused_at_once(formula):
    start = time.perf_counter()
    with pytest.raises(InvalidError) as refused:
        evaluate(formula, NAMES)
    assert time.perf_counter() - start < 1
    assert refused.value.words.en
    assert refused.value.words.zh


@given(st.text(max_size=LONGEST))
def test_no_text_at_all_makes_another_error(text):
    with contextlib.suppress(InvalidError):
        evaluate(text, NAMES)


@given(st.text(alphabet="xWn0123456789+-*/@().,^ sumtanh", max_size=60))
def test_no_formula_like_text_makes_another_error(text):
    with contextlib.suppress(InvalidError):
        evaluate(text, NAMES)
