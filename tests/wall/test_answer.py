"""An answer off the wire: whoever wrote it, it has the form of one or is a WireError."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.wall.answer import Answer, Error, from_wire, to_wire
from autograder.wall.wire import WireError

FAULT = ("ValueError", "why", 3, True)
GOOD = (5, 1, FAULT, ("RuntimeWarning: x",), (0, 1), "out", None, (1,))


def test_an_answer_comes_back_as_it_went():
    answer = Answer(1, Error("ValueError", "why", 3, builtin=True), ("w",), (0, 2), "out", shared=(1,))
    assert from_wire(7, to_wire(7, answer), 3) == answer


@pytest.mark.parametrize(
    "message",
    [
        None,
        (),
        list(GOOD),
        (6, *GOOD[1:]),
        (5.0, *GOOD[1:]),
        (True, *GOOD[1:]),
        (np.zeros(3), *GOOD[1:]),
        (*GOOD, 1),
        (*GOOD[:2], "error", *GOOD[3:]),
        (*GOOD[:2], FAULT[:3], *GOOD[3:]),
        (*GOOD[:2], (1, "why", 3, True), *GOOD[3:]),
        (*GOOD[:2], ("E", None, 3, True), *GOOD[3:]),
        (*GOOD[:2], ("E", "why", -1, True), *GOOD[3:]),
        (*GOOD[:2], ("E", "why", 10**30, True), *GOOD[3:]),
        (*GOOD[:2], ("E", "why", 3.0, True), *GOOD[3:]),
        (*GOOD[:2], ("E", "why", 3, 1), *GOOD[3:]),
        (*GOOD[:3], ["w"], *GOOD[4:]),
        (*GOOD[:3], (1,), *GOOD[4:]),
        (*GOOD[:3], ("w",) * 1000, *GOOD[4:]),
        (*GOOD[:4], (2,), *GOOD[5:]),
        (*GOOD[:4], (-1,), *GOOD[5:]),
        (*GOOD[:4], (True,), *GOOD[5:]),
        (*GOOD[:4], (np.zeros(2),), *GOOD[5:]),
        (*GOOD[:4], 0, *GOOD[5:]),
        (*GOOD[:5], None, *GOOD[6:]),
        (*GOOD[:6], 3, GOOD[7]),
        (*GOOD[:6], "deadline", GOOD[7]),
        (*GOOD[:6], "protocol: anything at all", GOOD[7]),
        (*GOOD[:6], "", GOOD[7]),
        (*GOOD[:6], np.zeros(2), GOOD[7]),
        GOOD[:7],
        (*GOOD[:7], (2,)),
        (*GOOD[:7], (-1,)),
        (*GOOD[:7], None),
    ],
)
def test_a_forged_answer_is_a_wire_error(message):
    assert from_wire(5, GOOD, 2).value == 1
    with pytest.raises(WireError):
        from_wire(5, message, 2)


def test_texts_are_capped_and_fit_to_print():
    text = "\ud800\x1b" + "x" * 10**5
    answer = from_wire(5, (5, None, (text, text, None, False), (text,), (), text, None, ()), 0)
    for shown in (answer.error.name, answer.error.message, answer.warnings[0], answer.output):
        assert shown.startswith("\\ud800")
        assert len(shown) < 8192 * 2
        shown.encode()


@pytest.mark.parametrize(
    ("name", "builtin", "told"),
    [("ValueError", True, True), ("LinAlgError", True, True), ("ValueError", False, False), ("x_is_5", True, False)],
)
def test_an_exception_counts_as_pythons_own_only_by_a_name_that_is(name, builtin, told):
    assert from_wire(5, (*GOOD[:2], (name, "why", 3, builtin), *GOOD[3:]), 2).error.builtin is told


@pytest.mark.parametrize("died", [None, "memory", "stale"])
def test_a_worker_may_say_that_it_ran_out_of_memory_or_of_handles(died):
    assert from_wire(5, (*GOOD[:6], died, ()), 2).died == died
