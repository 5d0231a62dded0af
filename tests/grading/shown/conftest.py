"""Reports of every kind, made without grading anything."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from autograder.catalogue import ASSIGNMENTS, NOTHING, Text, same
from autograder.grading.report import CheckResult, ExerciseResult, Report
from autograder.grading.shown import words

RNN = ASSIGNMENTS["rnn"]
HOSTILE = (
    "<script>alert(1)</script> & \"quoted\" 'too' \x1b[2J\x1b]0;owned\x07 \x9b31m "
    "\u202eevil\u2066 zero\u200bwidth \ud800 [bold]markup[/bold] :smile:\r\n✓ rnn_backward 20 / 20"
)
MISMATCH = Text(
    "dWh[0, 1] is -0.434061, expected -0.600206 (2 of 6 wrong) at N=1 T=2 D=1 H=2",
    "dWh[0, 1] 为 -0.434061，应为 -0.600206（6 个中错了 2 个），此时 N=1 T=2 D=1 H=2",
)
VALUES = Text(
    "expected\n[[ 0.1  0.2]\n [ 0.3  0.4]]\ngot\n[[ 0.1  0.9]\n [ 0.3  0.4]]",
    "应为\n[[ 0.1  0.2]\n [ 0.3  0.4]]\n得到\n[[ 0.1  0.9]\n [ 0.3  0.4]]",
)
HINT = Text("A shared weight is used T times.", "共享的权重被用了 T 次。")
TITLES = (
    Text("Each result has the promised shape", "每个结果的形状都符合约定"),
    Text("Every gradient agrees with finite differences", "每个梯度都与有限差分一致"),
    Text("No argument is changed in place", "没有参数被就地修改"),
)


def check(place: int, verdict: str = "passed", message: Text = NOTHING, detail: Text = NOTHING) -> CheckResult:
    return CheckResult(f"test_{place}", TITLES[place], verdict, message=message, detail=detail)


def exercise(name: str, how: str = "passed", **changes: object) -> ExerciseResult:
    """One exercise: passed, partial, failed, untouched, notrun or ungraded; ``changes`` go to its result."""
    checks = {
        "passed": (check(0), check(1), check(2)),
        "partial": (check(0), check(1, "failed", MISMATCH, VALUES), check(2, "failed")),
        "failed": tuple(check(place, "failed", MISMATCH) for place in range(3)),
        "untouched": tuple(check(place, "failed") for place in range(3)),
        "notrun": (check(0), check(1, "not run"), check(2)),
        "ungraded": (),
    }[how]
    declared = RNN.exercise(name)
    result = ExerciseResult(name, declared.title, declared.points, checks, started=how != "untouched")
    return replace(result, **changes)


def report(student: str = "alice", default: str = "passed", **hows: object) -> Report:
    """A submission; ``rnn_forward="failed"`` says how an exercise went, an ExerciseResult stands for itself."""
    names = [one.name for one in RNN.exercises]
    results = {name: hows.get(name, default) for name in names}
    return Report(
        student,
        "rnn",
        tuple(exercise(name, how) if isinstance(how, str) else how for name, how in results.items()),
        isolation="landlock+seccomp",
        seconds=0.41,
    )


def typical(student: str = "alice") -> Report:
    """Right at first, one known mistake, what follows from it, the rest untouched."""
    return report(
        student,
        "untouched",
        softmax="passed",
        rnn_step_forward="passed",
        rnn_step_backward=exercise("rnn_step_backward", "partial", mistake="overwrites-dWh", hint=HINT),
        rnn_forward="passed",
        rnn_backward="failed",
        time_distributed_forward="failed",
    )


def unreadable(student: str = "mallory") -> Report:
    """A file that does not even compile."""
    problem = Text("rnn.py, line 3: invalid syntax", "rnn.py 第 3 行：语法错误")
    return replace(report(student, "untouched"), problem=problem, problem_detail=same("def softmax(\n            ^"))


def hostile() -> Report:
    """Hostile strings wherever a submission's text can get to."""
    bad = same(HOSTILE)
    evil = exercise(
        "softmax", "failed", checks=(CheckResult("test_0", bad, "failed", message=bad, detail=bad),), hint=bad
    )
    first = report(HOSTILE, "untouched", softmax=evil, rnn_forward=replace(evil, name="rnn_forward", points=10))
    return replace(first, problem=bad, problem_detail=bad)


def crowd(size: int) -> list[Report]:
    """A class of that size, all kinds in it."""
    kinds = (
        typical,
        report,
        unreadable,
        lambda name: report(name, "untouched"),
        lambda name: report(name, rnn_backward=exercise("rnn_backward", "partial", mistake="drops-future", hint=HINT)),
        lambda name: report(name, softmax="notrun"),
        lambda name: report(name, "failed", softmax="passed"),
    )
    return [kinds[place % len(kinds)](f"student{place:04d}") for place in range(size)]


def english(shown: str) -> list[str]:
    """The English words of the renderings' own that stand in a text."""
    texts = [*vars(words).values(), *TITLES, HINT]
    parts = (part.strip() for text in texts if isinstance(text, Text) for part in re.split(r"\{.*?\}", text.en))
    return [part for part in parts if len(part) > 3 and re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", shown)]


@pytest.fixture
def make() -> SimpleNamespace:
    """Makers of reports."""
    return SimpleNamespace(
        exercise=exercise,
        report=report,
        typical=typical,
        unreadable=unreadable,
        hostile=hostile,
        crowd=crowd,
        MISMATCH=MISMATCH,
        HINT=HINT,
        english=english,
    )
