"""What the visible tests and the notebook are made of: ask a student's functions, and say where an answer is wrong.

It needs NumPy alone. A failure says what was expected, what was got and where; where the wrong answer is a known one,
a question helps on: `FINGERPRINTS` maps the hash of a rounded wrong answer to its hint.
"""

from __future__ import annotations

import copy
import hashlib
import importlib
import re
import traceback
import unittest
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator


class Exercise(NamedTuple):
    """One function to write; a backward comes after the forward whose cache it takes."""

    title: str
    points: int
    takes: str
    returns: str
    after: str = ""


class NotPassedError(AssertionError):
    """Visible tests fail; a notebook shows these words and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


Given = dict[str, Any]
SAID: set[str] = set()  # the exercises that were said to be unwritten: once is enough, their other tests are skipped


def student() -> Any:
    """The file that is tested."""
    return importlib.import_module(ASSIGNMENT)


def solve(exercise: str, given: Given) -> dict[str, Any]:
    """The results of an exercise by name; a backward gets the cache of its own forward on the same inputs."""
    __tracebackhide__ = True
    return _solve(exercise, _fresh(given))


def agree(exercise: str, given: Given, want: dict[str, Any]) -> None:
    """See that the results are what they should be, to 1e-7 of their size."""
    __tracebackhide__ = True
    same(exercise, solve(exercise, given), want)


def same(exercise: str, got: dict[str, Any], want: dict[str, Any]) -> None:
    """See that what was got is what it should be, to 1e-7 of its size."""
    __tracebackhide__ = True
    problems = {name: _difference(name, got[name], wanted, 1e-7) for name, wanted in want.items()}
    wrong = [name for name, problem in problems.items() if problem]
    if wrong:
        also = SAYS["also"].format(names=", ".join(wrong[1:]))
        fail(exercise, problems[wrong[0]] + (f"\n{also}" if wrong[1:] else ""), got)


def shapes(exercise: str, given: Given, want: dict[str, Any]) -> None:
    """See that the results have the shapes they should have."""
    __tracebackhide__ = True
    for name, value in solve(exercise, given).items():
        if name in want and (got := _shape(value)) != want[name]:
            fail(exercise, SAYS["shape"].format(name=name, got=got, want=want[name]))


def gradient_check(exercise: str, given: Given) -> None:
    """See that the gradients are those of the student's own forward, by central differences of a step of 1e-5.

    The loss is ``sum(dh * h)`` for a backward that is given ``dh``; else it is the result named ``loss``.
    """
    __tracebackhide__ = True
    forward = EXERCISES[exercise].after or exercise
    given = _fresh(given)

    def loss() -> float:
        results = _call(forward, given, exercise)
        upstream = {name: given[f"d{name}"] for name in results if f"d{name}" in given} or {"loss": 1.0}
        for name, grad in upstream.items():
            if np.shape(results[name]) != np.shape(grad):
                fail(exercise, SAYS["shape"].format(name=name, got=np.shape(results[name]), want=np.shape(grad)))
        return float(sum(np.sum(grad * results[name]) for name, grad in upstream.items()))

    def differences(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [differences(part) for part in value]
        grad = np.empty_like(value)
        for at in np.ndindex(value.shape):
            kept = value[at]
            value[at] = kept + 1e-5
            above = loss()
            value[at] = kept - 1e-5
            grad[at] = (above - loss()) / 2e-5
            value[at] = kept
        return grad

    for name, gradient in solve(exercise, given).items():
        argument = name if name in given else name[1:]
        if argument in given and (problem := _difference(name, gradient, differences(given[argument]), 1e-6)):
            fail(exercise, f"{problem}\n{SAYS['numeric'].format(forward=forward)}")


def stays_finite(exercise: str, given: Given) -> None:
    """See that the results are finite, and that NumPy has nothing to warn of."""
    __tracebackhide__ = True
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        got = solve(exercise, given)
    for warning in caught:
        if issubclass(warning.category, RuntimeWarning):
            fail(exercise, SAYS["warned"].format(name=exercise, warning=warning.message), got)
    for name, value in _shown(got).items():
        if not _finite(value):
            fail(exercise, SAYS["infinite"].format(name=name), got)


def rejects(exercise: str, given: Given, bad: Given, names: str) -> None:
    """See that the arguments in ``bad`` raise a ValueError which names one of ``names``, and that good ones do not."""
    __tracebackhide__ = True
    given = _fresh(given)
    _solve(exercise, given)
    spoilt = " ".join(
        SAYS["bad"].format(name=name, shape=np.shape(value)) if hasattr(value, "shape") else f"{name} = {value!r}"
        for name, value in bad.items()
    )
    with refusal(exercise, spoilt, names):
        _call(exercise, {**given, **bad}, exercise)


@contextmanager
def refusal(exercise: str, bad: str, names: str) -> Iterator[None]:
    """See that what is done in it raises a ValueError which names one of ``names``."""
    __tracebackhide__ = True
    told = {"name": exercise, "bad": bad, "names": SAYS["or"].join(names.split())}
    try:
        yield
    except (AssertionError, unittest.SkipTest):  # the exercise is not written
        raise
    except ValueError as error:
        message = str(error)
    except Exception as error:
        fail(exercise, SAYS["other"].format(error=type(error).__name__, **told), {"bad": names})
    else:
        fail(exercise, SAYS["accepted"].format(**told), {"bad": names})
    if not any(re.search(rf"(?<![A-Za-z0-9]){name}(?![A-Za-z0-9])", message) for name in names.split()):
        fail(exercise, SAYS["unnamed"].format(message=message, **told), {"bad": names})


def unchanged(exercise: str, given: Given) -> None:
    """See that the arguments stay as they are, and that a second call answers as the first."""
    __tracebackhide__ = True
    mine = _fresh(given)
    first = copy.deepcopy(_shown(_solve(exercise, mine)))
    second = _shown(_call(exercise, mine, exercise))
    for argument, value in given.items():
        if fingerprint("", mine[argument]) != fingerprint("", value):
            fail(exercise, SAYS["changed"].format(name=exercise, argument=argument), {"changed": argument})
    for name, value in first.items():
        if fingerprint("", second[name]) != fingerprint("", value):
            fail(exercise, SAYS["unsteady"].format(name=exercise, result=name))


def require(exercise: str, holds: object, words: object) -> None:
    """See that something holds, or fail with these words."""
    __tracebackhide__ = True
    if not holds:
        fail(exercise, str(words))


def fail(exercise: str, problem: str, got: dict[str, Any] | None = None) -> NoReturn:
    """Raise an AssertionError, with a hint where what was got, or what gave it away, is that of a known mistake."""
    __tracebackhide__ = True
    question = hint(exercise, _shown(got)) if got else ""
    raise AssertionError(problem + (f"\n{SAYS['hint'].format(hint=question)}" if question else "")) from None


def hint(exercise: str, got: dict[str, Any]) -> str:
    """The question that leads out of a known wrong answer; nothing where it is not known."""
    known = FINGERPRINTS.get(fingerprint(exercise, list(got.items())))
    return "" if known is None else HINTS[known]


def fingerprint(exercise: str, value: Any) -> str:
    """A hash of an answer rounded to about six digits of its largest entry."""
    return hashlib.sha256((exercise + _spelled(value)).encode()).hexdigest()[:12]


def _spelled(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_spelled(value[key])}" for key in sorted(value, key=str)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_spelled, value)) + "]"
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        return repr(value) if isinstance(value, str) else type(value).__name__
    array = array.astype(np.float64)
    size = np.max(np.abs(array), initial=0.0, where=np.isfinite(array))
    size = size if size > 1e-12 else 1.0
    digits = np.round(np.pi * 1e5 * array / size) + 0.0  # pi: no tidy fraction lies between two roundings; no -0.0
    return f"{array.shape}{round(1e6 * np.log(size))}{digits.tolist()}"


def run(exercise: str) -> None:
    """Run the visible tests of one exercise, and show what came of each; NotPassedError where one fails."""
    __tracebackhide__ = True
    problems = problems_of(exercise)
    lines: list[str] = []
    for sentence, problem in problems.items():
        lines.append(f"\033[31m✗\033[0m {sentence}" if problem else f"\033[32m✓\033[0m {sentence}")
        told = [f"    {line}" for line in problem.splitlines()]
        lines += told if "\n".join(told) not in "\n".join(lines) else []  # the same words once
    failed = sum(map(bool, problems.values()))
    if not failed:
        lines.append(SAYS["passed"].format(total=len(problems)))
    print(*lines, sep="\n")
    if failed:
        raise NotPassedError(SAYS["failed"].format(name=exercise, failed=failed, total=len(problems)))


def ready(exercise: str) -> bool:
    """Whether an exercise is written and passes its visible tests."""
    return not any(problems_of(exercise).values())


def problems_of(exercise: str) -> dict[str, str]:
    """By the sentence of each visible test of an exercise: what is wrong, or nothing."""
    if exercise not in EXERCISES:
        raise ValueError(SAYS["unknown"].format(name=exercise, names=", ".join(EXERCISES)))
    tests = vars(importlib.import_module(f"test_{ASSIGNMENT}"))

    def tested(name: str) -> str:
        return max((known for known in EXERCISES if name.startswith(f"test_{known}_")), key=len, default="")

    return {str(test.__doc__): _problem(test) for name, test in tests.items() if tested(name) == exercise}


def _problem(test: Any) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            test()
    except (AssertionError, unittest.SkipTest) as error:
        return str(error)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__}: {error}"
        return SAYS["raised"].format(error=told, line=where.lineno, file=Path(where.filename).name)
    return ""


def _solve(exercise: str, given: Given) -> dict[str, Any]:
    __tracebackhide__ = True
    after = EXERCISES[exercise].after
    if after:
        given["cache"] = _call(after, given, exercise)["cache"]
    return _call(exercise, given, exercise)


def _call(name: str, given: Given, exercise: str) -> dict[str, Any]:
    """Call a function for the sake of an exercise: itself, or what it needs."""
    __tracebackhide__ = True
    function = getattr(student(), name, None)
    if function is None:
        raise AssertionError(SAYS["missing"].format(file=f"{ASSIGNMENT}.py", name=name))
    try:
        value = function(*(given[argument] for argument in EXERCISES[name].takes.split() if argument in given))
    except NotImplementedError as error:
        unwritten(exercise, error)
    names = EXERCISES[name].returns.split()
    values = value if len(names) > 1 else (value,)
    if not isinstance(values, (list, tuple)) or len(values) != len(names):
        told = SAYS["count"].format(name=name, got=kind(value), n=len(names), want=", ".join(names))
        raise AssertionError(told)
    return dict(zip(names, values, strict=True))


def unwritten(exercise: str, error: NotImplementedError) -> NoReturn:
    """Say that an exercise, or another that it needs, is not written yet: once, and later skip."""
    __tracebackhide__ = True
    stub = traceback.extract_tb(error.__traceback__)[-1].name
    told = str(error).replace("(", " ").split()  # a method's stub names its exercise in its words
    other = next((name for name in (stub, *told) if name in EXERCISES), exercise)
    words = SAYS["needs"] if other != exercise else SAYS["unwritten"]
    said = words.format(name=exercise, other=other, points=EXERCISES[exercise].points)
    if exercise in SAID:
        raise unittest.SkipTest(said) from None
    SAID.add(exercise)
    raise AssertionError(said) from None


def _difference(name: str, got: Any, want: Any, rtol: float) -> str:
    """What is wrong with an answer, or nothing."""
    if isinstance(want, (dict, list, tuple)):
        wanted, parts = _parts(want), _parts(got)
        if parts.keys() != wanted.keys():
            return SAYS["kind"].format(name=name, got=kind(got), want=kind(want))
        problems = (_difference(f"{name}[{key!r}]", parts[key], part, rtol) for key, part in wanted.items())
        return next(filter(None, problems), "")
    if want is None or isinstance(want, str):
        return "" if type(got) is type(want) and got == want else SAYS["number"].format(name=name, got=got, want=want)
    want = np.asarray(want)
    try:
        array = np.asarray(got)
    except ValueError:  # a ragged list
        array = np.asarray(None)
    if array.shape != want.shape or array.dtype != want.dtype:
        return SAYS["kind"].format(name=name, got=kind(got), want=kind(want))
    with np.errstate(all="ignore"):  # infinities meet here
        wrong = ~(np.abs(array - want) <= rtol * np.max(np.abs(want), initial=0.0) + 1e-12)
    if not wrong.any():
        return ""
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    words = SAYS["entry"] if wrong.size > 1 else SAYS["number"]
    told = {"got": f"{array[at]:.9g}", "want": f"{want[at]:.9g}", "wrong": int(wrong.sum()), "total": wrong.size}
    return words.format(name=f"{name}{list(at)}" if at else name, **told)


def _parts(value: Any) -> dict[Any, Any]:
    """The parts of a dict by key, of a list by position; of anything else none that any of them could have."""
    if isinstance(value, dict):
        return value
    return dict(enumerate(value)) if isinstance(value, (list, tuple)) else {None: value}


def kind(value: Any) -> str:
    """What a value is, in a few words."""
    if isinstance(value, (np.ndarray, np.generic)):
        return SAYS["array"].format(dtype=value.dtype.name, shape=value.shape)
    if isinstance(value, (list, tuple)):
        return SAYS["sequence"].format(n=len(value))
    if isinstance(value, dict):
        return SAYS["dict"].format(keys=", ".join(map(str, value)))
    return "None" if value is None else SAYS["thing"].format(kind=type(value).__name__)


def _shown(got: dict[str, Any]) -> dict[str, Any]:
    """The results without the cache, which is its author's affair."""
    return {name: value for name, value in got.items() if name != "cache"}


def _fresh(given: Given) -> Given:
    """Copies, so that no test sees what another did; a generator is made anew each time."""
    return {name: value() if callable(value) else copy.deepcopy(value) for name, value in given.items()}


def _finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_finite, value))
    array = np.asarray(value)
    return array.dtype.kind in "biuf" and bool(np.isfinite(array).all())


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    return [_shape(part) for part in value] if isinstance(value, (list, tuple)) else np.shape(value)


# What is this assignment's own; the build fills it in.
ASSIGNMENT = "training"
EXERCISES = {
    "one_hot": Exercise("letters as rows with a single 1", 6, "indices depth", "encoded"),
    "embedding_forward": Exercise("letters as rows of a table", 8, "indices table", "out cache"),
    "embedding_backward": Exercise("the table's gradient", 14, "dout cache", "dtable", after="embedding_forward"),
    "dropout_forward": Exercise("inverted dropout", 14, "x p rng training", "y cache"),
    "dropout_backward": Exercise("dropout backward", 8, "dout cache", "dx", after="dropout_forward"),
    "sgd_step": Exercise("a step of gradient descent", 6, "params grads lr", "updated"),
    "adam_step": Exercise("a step of Adam", 20, "params grads state lr beta1 beta2 eps", "updated state"),
    "sample": Exercise("draw the next letter", 16, "probabilities temperature rng", "index"),
    "perplexity": Exercise("how many letters it seems to guess among", 8, "losses", "value"),
}
SAYS = {
    "missing": "{file} has no function {name}",
    "unwritten": "not written yet: {name} ({points} points)",
    "needs": "{name} needs {other}: write that first",
    "count": "{name} returns {got}, expected {n} results: {want}",
    "kind": "{name} is {got}, expected {want}",
    "entry": "{name} is {got}, expected {want} ({wrong} of {total} entries are wrong)",
    "also": "also wrong: {names}",
    "number": "{name} is {got}, expected {want}",
    "shape": "{name} has shape {got}, expected {want}",
    "numeric": "expected: what finite differences of your own {forward} give",
    "accepted": "{name} accepts {bad}, expected a ValueError that names {names}",
    "other": "{name} raises {error} for {bad}, expected a ValueError that names {names}",
    "unnamed": "{name} refuses {bad} with the words {message!r}, expected words that name {names}",
    "bad": "{name} of shape {shape}",
    "or": " or ",
    "changed": "{name} changes its argument {argument} in place",
    "unsteady": "{result} is different when {name} is called a second time",
    "warned": "{name} makes NumPy warn: {warning}",
    "infinite": "{name} is not finite",
    "gradient": "the gradient of {what}",
    "argument": "argument {k}",
    "given": "arguments of shapes {shapes}",
    "unreached": "no gradient reaches {what}",
    "nothing": "nothing",
    "besides": "{place} is a parameter too many",
    "tensors": "losses holds tensors, expected floats",
    "hint": "hint: {hint}",
    "array": "a {dtype} array of shape {shape}",
    "sequence": "a sequence of {n}",
    "dict": "a dict of {keys}",
    "thing": "a {kind}",
    "raised": "{error} (line {line} of {file})",
    "passed": "all {total} visible tests pass",
    "failed": "{name}: {failed} of {total} visible tests fail",
    "unknown": "there is no exercise {name!r} here, only {names}",
}
HINTS = (
    "Where stands the 1 of index 0?",
    "Which dtype will be multiplied with weights?",
    "Which shape went in, and which came out?",
    "Which axis is the new one?",
    "How many ones are there in a row?",
    "How wide is a row when the last letters do not occur?",
    "How many ones does a row hold when there are two letters?",
    "What is index -1 of an array?",
    "Does a letter own a row of the table, or a column?",
    "Which row belongs to index 0?",
    "Is letter 0 a letter like any other?",
    "Which axis comes first here, the batch or time?",
    "How many rows does a sentence of T letters get?",
    "Is a row changed on its way?",
    "What is index -1 of a table?",
    "What happens to a repeated index?",
    "Does each use's share get smaller when there are more of them?",
    "Is there a mean in the forward pass?",
    "Which sequences looked rows up?",
    "At which steps were rows looked up?",
    "What arrives from above?",
    "Which shape must the gradient of an output have?",
    "Which shape has the table?",
    "What is the gradient of a row that was never looked up?",
    "How many rows has the table, and how many its gradient?",
    "What is the expected output?",
    "Which share of the numbers is kept?",
    "With p = 0, how many numbers are dropped?",
    "Is p the share that goes, or the share that stays?",
    "What should happen when training is False?",
    "Inverted dropout scales in training: what is left to do later?",
    "How often does what you draw lie below p?",
    "Is an entry scaled by what happened to the others?",
    "With p = 1, by what do you divide?",
    "Is the caller's x still what it was?",
    "How many numbers are zero after p = 0.5?",
    "Does a number that was dropped get a gradient?",
    "By what was a kept number multiplied?",
    "How often was a kept number scaled?",
    "Where did numbers pass: there, or where they were dropped?",
    "What is the derivative of x / (1 - p)?",
    "Which numbers passed: those of this draw, or of the forward's?",
    "Is the caller's dout still what it was?",
    "Does the loss fall when one walks along the gradient?",
    "Does another lr give another step?",
    "Are the given parameters still what they were?",
    "Which parameters are updated?",
    "Is a step longer where the gradient is?",
    "Where do parameters go whose gradient is zero?",
    "Is a step longer where the slope is steeper?",
    "Do you return the new parameters, or how they change?",
    "Who asked for clipping here?",
    "May a gradient have another shape than its parameter?",
    "Do the first step by hand: how long is it?",
    "Both running means start from zero: are both corrected?",
    "Which running mean is still too small at the first step?",
    "Where does eps stand in algorithm 1: under the root?",
    "Is eps added before the mean of squares is corrected, or after?",
    "What is t at the second step?",
    "Which of the two means is to forget faster?",
    "Which beta belongs to the mean of squares?",
    "How much does t grow in one step of three parameters?",
    "Which means does the next step go on from: those before the correction?",
    "Of what is v a running mean?",
    "If all gradients are ten times as large, how long is the first step?",
    "If the gradient is always 1, where does m go?",
    "If the gradient is always 1, where does v go?",
    "Has every entry of an array a step length of its own?",
    "Do other betas give other steps?",
    "Does a large eps make steps shorter?",
    "Where the gradient has always been zero, by what do you divide?",
    "What does the second step know of the first?",
    "Can v get smaller again?",
    "Call it twice with one state: are the answers alike?",
    "What can be drawn where a weight is negative, or all are zero?",
    "What happens at temperature 0?",
    "Of C letters guessed at random, what is the perplexity?",
    "Which comes first, the mean or the exponential?",
    "Does a longer text have a larger perplexity?",
    "In which unit are the losses?",
    "Can the perplexity be below 1?",
    "Which losses count?",
    "Which losses count, and how much?",
    "What is the mean of no losses?",
    "How many numbers does a text of several rows get?",
)
FINGERPRINTS = {
    "97e4be030751": 0, "b08c94d30de4": 0, "290fa32f5ac1": 1, "06c926e7d54c": 1, "211b12c1f219": 2, "2adf7d1eaaa6": 3,
    "ecdaf3cce62f": 3, "ad0d853e3a5b": 4, "a7660f9c2ded": 4, "495bc9413dd3": 5, "1cf9e9bc30cd": 6, "544006b52df4": 6,
    "6951e175faec": 7, "6d2312125fd1": 8, "ea9ac230d17f": 9, "ca1d58bf7469": 10, "db8f48cd6101": 11, "669cb360d298": 12,
    "54cd58d77839": 13, "65d52364da7f": 14, "0619e3413f12": 15, "9cd5dc66b4c8": 15, "dfdf5a3b7027": 16, "3cfbdaf9c3eb": 16,
    "768865cb5c59": 17, "40d2b99e6ae3": 18, "abb641fa1d01": 19, "0d96ea590b84": 19, "5c961284527a": 19, "8678c671c7d7": 20,
    "f37437e11fc9": 20, "966abd22e1ac": 20, "622f0804f497": 21, "914b6855be64": 22, "1b4c0c2e322e": 22, "e7d2e0ebb26b": 23,
    "ea99c80f7bbb": 23, "9df5f593a49f": 23, "769a2ce87689": 10, "8be80514b667": 10, "3e431990d31e": 10, "93024c1da229": 24,
    "209b2882ba57": 25, "ad13bbf6cb10": 26, "f0ce67b188ad": 26, "c122529751bd": 25, "a3ad8322b717": 27, "7f4996e1f906": 28,
    "7af0473c0eb3": 29, "f9ff2a0b0ad2": 30, "afc74705ee3d": 31, "a65eef9ccedd": 32, "1d88b174a29e": 33, "9eb012a5ad2f": 34,
    "5ee1e554a464": 35, "4c88b28f6bc4": 35, "492f5ea2f4c0": 36, "7ec03403b016": 37, "5d687f50ebdd": 38, "610d5097444d": 39,
    "11852332dab9": 40, "eb5802d2efc0": 41, "5c2de1797b47": 42, "6e97760794f5": 21, "42f4abef8c25": 43, "861b4c0be7dd": 43,
    "086fd6ef5f2c": 43, "f64bb41b0128": 44, "2a9e744828ab": 44, "f2df8a5a86fd": 44, "121dd8ba72bf": 45, "804d202e3bb1": 46,
    "cdddca59b04d": 46, "faa24f4eae66": 47, "fc0427f09c39": 47, "a1f445e5a54e": 47, "14a0caffaaf0": 48, "e180a99ac976": 48,
    "1f569d689cc9": 48, "7fdb779d9caf": 49, "12fa8207052f": 49, "21adc7456084": 49, "6a1f6d50850f": 50, "b0732a7cfed8": 50,
    "8a99cad9d389": 50, "3f46c580c1fb": 51, "10cf88e9733d": 52, "58913f203580": 53, "f4ab1884998c": 53, "6ccef0da6167": 53,
    "4a46b0c7326e": 54, "33f049295a5a": 54, "68441817b434": 54, "ee6f588e0e2b": 55, "bbfea33a2af5": 55, "cd62f5e0e752": 55,
    "3cc043967dea": 56, "b0a579d5f53d": 57, "f893a66e4887": 58, "e211faf5e972": 59, "3ac65ecbc954": 60, "8a71673a48a6": 60,
    "adb570e7904a": 60, "8a81187cf8e8": 61, "e4c1511fe94d": 62, "2355fb09b26a": 52, "de5abece0c1e": 63, "4fd6e655af6e": 63,
    "cb74353e0904": 63, "09719766408b": 64, "a29fc05161a3": 64, "fa400dcb511f": 64, "d0cee01e75cf": 65, "c888cde9e410": 65,
    "00171250bee2": 65, "4964ad9bd5f9": 66, "fd309f2b862a": 66, "02e6fb7eac7b": 66, "7ff375afeacc": 67, "1907cdd8f7c9": 67,
    "4424d6764578": 67, "23cb30c76d05": 68, "90c3044284d9": 69, "9e859af5b53b": 70, "8543af3359cd": 71, "1479d75b9f69": 43,
    "242d590f8015": 43, "291218654958": 43, "d068794e0789": 72, "bf33240f1346": 45, "4f22af7c24d0": 73, "bdee4835694f": 74,
    "102360056009": 75, "ed842a9ec1b0": 76, "712b38b4df03": 76, "039e2c1521f7": 76, "7ff1800bbd75": 77, "ed68924b515c": 77,
    "2cd1f882e91e": 78, "6432968fbba4": 78, "ff164e762b21": 78, "4ba21b0e3774": 79, "80713546a492": 79, "6759b5a42be6": 79,
    "17d8d813366d": 80, "6f2aa243f111": 80, "3e41bc59fa8f": 80, "90045a5ab2e0": 81, "92c2ee7d688c": 82, "c0287d44a20f": 82,
    "4f186a30d4d8": 83, "26c04be65d46": 81, "a2ffc7351df7": 84,
}
