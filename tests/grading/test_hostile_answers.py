"""Whatever a submission answers, it is graded: nothing breaks, nothing is earned, nothing hidden is told."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from autograder.catalogue import ASSIGNMENTS
from autograder.grading import grade as grading
from autograder.grading.diagnose import alike
from autograder.grading.grade import grade, grade_exercises
from autograder.grading.many import wall_for
from autograder.grading.report import Report
from autograder.grading.shown.marks import Mark, mark
from autograder.suites import reference_of
from autograder.wall.answer import from_wire, to_wire
from autograder.wall.calling import Answer, Direct, Error
from autograder.wall.submission import Submission
from autograder.wall.values import DTYPES, Handle, Opaque
from autograder.wall.wire import PREFIX, WireError, decode, encode

ALL = sorted(ASSIGNMENTS)
SECRET = "s3cr3t"
NUMBER = 948271  # what no report would hold by chance


def nested(depth):
    value = 1.0
    for _ in range(depth):
        value = [value]
    return value


def array(rng, shape):
    dtype = rng.choice(list(DTYPES.values()))
    with np.errstate(all="ignore"):
        return np.random.default_rng(rng.randrange(99)).normal(0, 50, shape).astype(dtype)


ODD = [
    lambda _: None,
    lambda rng: rng.choice([True, 0, -1, 2**63, 2**1023, 2**1024, -(2**4000)]),
    lambda rng: rng.choice([0.0, -0.0, 1e-320, 1e308, float("nan"), float("inf"), -float("inf")]),
    lambda rng: rng.choice(["", "ohlol", "{name} {0.__class__} %s", "\x1b[2J\u202e\ud800" * 99, "x" * 10**5]),
    lambda _: {None: 1, True: [2], -0.5: {"": np.zeros(2)}, "{x}": Opaque("x"), float("nan"): ()},
    lambda rng: Opaque(rng.choice([SECRET * 9, "<b>", "{0}", "generator", "ndarray"])),
    lambda rng: Handle(rng.choice([0, -1, 2**63, 10**1000])),
    lambda rng: rng.choice(list(DTYPES.values())),
    lambda rng: nested(rng.choice([1, 5, 30])),
    lambda rng: np.array(rng.choice([np.nan, np.inf, -np.inf, 1e308, True, 2**63, 1j])),
    lambda rng: array(rng, rng.choice([(), (0,), (1,), (5,), (2, 3), (2, 4, 3), (1,) * 20, (0, NUMBER), (0, 2**40)])),
    lambda rng: [array(rng, ()) for _ in range(rng.randrange(4))],
    lambda rng: [rng.choice([1.0, 2**2000, None, True, np.float64(3), "x"]) for _ in range(rng.randrange(5))],
    lambda rng: tuple(odd(rng) for _ in range(rng.randrange(7))),
    lambda _: [1.0] * 2000,
]


def odd(rng):
    return rng.choice(ODD)(rng)


def bent(rng, value):
    """A right answer in which something is odd, so that what looks at the rest is reached."""
    if isinstance(value, (list, tuple)) and value and rng.random() < 0.9:
        parts = list(value)
        for at in rng.sample(range(len(parts)), rng.randint(1, len(parts))):
            parts[at] = bent(rng, parts[at])
        return rng.choice([list, tuple])(parts)
    if isinstance(value, np.ndarray) and rng.random() < 0.5:
        return array(rng, value.shape) if value.dtype != np.bool_ else value
    if isinstance(value, float) and rng.random() < 0.5:
        return rng.choice(
            [2**1024, int(np.nan_to_num(value)), np.array(value + 1j), np.array(value > 0), np.float16(value)]
        )
    return value if isinstance(value, Handle) and rng.random() < 0.99 else odd(rng)


def crossed(answer, arguments):
    """What the grader gets when a worker sends this; a frame that breaks a rule ends the worker."""
    try:
        frame = encode(to_wire(7, answer), trusted=False)
        split = PREFIX.size + PREFIX.unpack(frame[: PREFIX.size])[0]
        return from_wire(7, decode(frame[PREFIX.size : split], frame[split:], trusted=False), arguments)
    except WireError as error:
        return Answer(died=f"protocol: {error}")


class Hostile:
    """Answers anything at all that can cross the wall: odd values, spoilt right answers, errors, and rarely a death."""

    def __init__(self, name, seed, *, knowing):
        self.direct = Direct(reference_of(name))
        self.rng = random.Random(seed)
        self.knowing = knowing

    def call(self, function, args, kwargs=None, *, keep=(), seconds=5.0):
        return crossed(self._answer(function, args, kwargs or {}, keep), len(args))

    def _answer(self, function, args, kwargs, keep):
        rng, kind = self.rng, self.rng.random()
        if kind < 0.002:
            return Answer(died=rng.choice(["memory", "stale", SECRET, ""]))
        if kind < 0.05:
            name = rng.choice(["ValueError", "NotImplementedError", "SystemExit", SECRET, "", "{0}"])
            return Answer(error=Error(name, odd_text(rng), rng.choice([None, 0, 3, NUMBER]), rng.random() < 0.5))
        changed = tuple(range(len(args)))[: rng.randrange(3)] if rng.random() < 0.1 else ()
        warnings = ("RuntimeWarning: {0} " + SECRET,) if rng.random() < 0.1 else ()
        if kind < 0.2 or not self.knowing:
            return Answer(odd(rng), warnings=warnings, changed=changed)
        with np.errstate(all="ignore"):
            right = self.direct.call(function, args, kwargs, keep=keep)
        return right if right.error else replace(right, value=bent(rng, right.value), changed=changed)


def odd_text(rng):
    return rng.choice(["", "x Wx Wh b labels", SECRET, f"shapes ({NUMBER},) and (2,) not aligned", "\ud800{x}" * 500])


def texts(value):
    """Every string in a report."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", ALL)
def test_any_answer_is_an_answer_and_never_our_fault(name):
    for knowing in (False, True):
        results = grade_exercises(ASSIGNMENTS[name], Hostile(name, 0, knowing=knowing), seed=20)
        assert [check for result in results for check in result.checks if check.verdict == "not run"] == []
        told = " ".join(texts(Report("", name, results).at("hint")))
        assert SECRET not in told
        assert str(NUMBER) not in told
        assert knowing or not any(result.score for result in results)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_any_two_answers_are_alike_or_not():
    rng = random.Random(1)
    values = [make(rng) for make in ODD for _ in range(4)]
    for one in values:
        for other in values:
            assert alike(Answer(one), Answer(other)) in (True, False)


def test_a_fault_of_ours_costs_neither_the_run_nor_a_grade(monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(grading, "diagnose", breaks)
    report = grade(Submission("rnn", {"rnn.py": b"def softmax(scores): return scores"}), wall_for())
    assert not report.complete
    assert {check.verdict for exercise in report.exercises for check in exercise.checks} == {"not run"}
    assert {mark(exercise) for exercise in report.exercises} == {Mark.NOT_RUN}


FORGED = """
import json, os, struct, sys
import numpy as np

def forge(value=None, fault=None, died=None):
    frame = sys._getframe()
    while "number" not in frame.f_locals:
        frame = frame.f_back
    rest = [["tuple"], ["tuple"], "", died]
    header = json.dumps(["tuple", frame.f_locals["number"], value, fault, *rest]).encode()
    os.write(3, struct.pack("<IQ", len(header), 0) + header)
    os._exit(0)
"""
LEAKS = {
    "shape": f"return np.zeros((0, {NUMBER}))",
    "rank": "return np.zeros((1,) * 31)",
    "length": f"return [None] * {NUMBER // 10}",
    "type": f"return type({SECRET!r}, (), {{}})()",
    "exception": f"raise type({SECRET!r}, (Exception,), {{'__module__': 'builtins'}})({SECRET!r})",
    "message": f"raise ValueError('operands could not be broadcast together with shapes ({NUMBER},) (2,) ')",
    "line": f"exec(compile('\\n' * {NUMBER - 1} + 'raise ValueError', 'rnn.py', 'exec'))",
    "warning": f"import warnings; warnings.warn({SECRET!r}, RuntimeWarning); return scores",
    "output": f"print({SECRET!r}); return scores",
    "text": f"return {SECRET!r}",
    "key": f"return {{{SECRET!r}: 1}}",
    "forged type": f"forge(['opaque', {SECRET!r}])",
    "forged exception": f"forge(fault=['tuple', {SECRET!r}, '', 3, True])",
    "forged line": f"forge(fault=['tuple', 'ValueError', '', {NUMBER}, True])",
    "forged death": f"forge(died={SECRET!r})",
    "forged body": f"os.write(3, struct.pack('<IQ', 1, {NUMBER}) + b'1' + b'x' * {NUMBER})",
    "forged size": f"os.write(3, struct.pack('<IQ', 1, {NUMBER} * 10**9))",
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_hint_tells_nothing_that_a_submission_wants_told(leak):
    source = f"{FORGED}\ndef softmax(scores):\n    {LEAKS[leak]}\n"
    full = grade(Submission("rnn", {"rnn.py": source.encode()}), wall_for())
    report = full.at("hint")
    assert (full.score, full.complete, full.exercises[0].started) == (0, True, True)
    told = " ".join(texts(report))
    assert SECRET not in told
    assert str(NUMBER) not in told
    assert str(NUMBER // 10) not in told
    assert "1, 1, 1, 1, 1, 1" not in told
