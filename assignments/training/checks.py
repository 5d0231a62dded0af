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
    "one_hot": Exercise("one-hot vectors", 8, "indices depth", "encoded"),
    "embedding_forward": Exercise("an embedding looks up rows", 8, "indices table", "out cache"),
    "embedding_backward": Exercise("what comes back to the rows", 14, "dout cache", "dtable", after="embedding_forward"),
    "dropout_forward": Exercise("inverted dropout", 16, "x p rng training", "out cache"),
    "dropout_backward": Exercise("the gradient goes where x has gone", 10, "dout cache", "dx", after="dropout_forward"),
    "sgd_step": Exercise("one step of gradient descent", 6, "params grads lr", "updated"),
    "adam_step": Exercise("one step of Adam", 20, "params grads state lr beta1 beta2 eps", "updated state"),
    "sample": Exercise("draw the next character", 12, "probabilities temperature rng", "index"),
    "perplexity": Exercise("perplexity", 6, "losses", "value"),
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
    "What if the largest index does not occur in this batch?",
    "Of which kind are the numbers that a weight matrix is multiplied by?",
    "What shape had the indices, and what is left of it?",
    "Which place does index 0 name?",
    "How many ones does a vector have? Do the other indices concern it?",
    "Which axis holds the places of one vector?",
    "What do the entries of a vector add up to?",
    "Which rows are there, and which of your indices name one? Try -1.",
    "Which row does index 0 name?",
    "How many vectors does a sequence of T words become?",
    "Which axis comes first here, the batch or time?",
    "Is any word of this table special?",
    "Is what you return a row of the table, or a multiple of one?",
    "What happens to an index that occurs twice? Try one sequence with the same word at both steps.",
    "A word occurs twice: which of its uses reaches the loss?",
    "If a row is used twice, does the loss feel it twice, or as much as once?",
    "Who divided by N: the loss, or you?",
    "Which steps read the table?",
    "Which sequences of the batch read the table?",
    "Which shape has the gradient of the table, whatever words occur?",
    "What is the gradient of a word that does not occur?",
    "Which shape must the gradient of an output have?",
    "What is the expectation of one entry of your output, with p = 0.1?",
    "What should two evaluations of the same input have in common?",
    "Where has the scale been taken care of already: in training, or in evaluation?",
    "When is an entry dropped: while learning, or while being tested?",
    "Is p the probability to keep, or to drop? How many zeros do you get with p = 0.1?",
    "What share of your draws lies below p? Count the zeros.",
    "With p = 1, what do you divide by?",
    "Do you own that array? What does a second call see?",
    "Which entries reached the loss: those of this mask, or of another?",
    "If an entry was dropped, does the loss feel a change of it?",
    "By what was x multiplied on its way forward?",
    "By what was x multiplied on its way forward, and how often?",
    "Which entries reached the loss: those that were dropped?",
    "Where does a gradient point: to a larger loss, or to a smaller one?",
    "How large is the step when lr is 0?",
    "What is returned: the parameters, or what changes them?",
    "Does a steeper slope make a longer step?",
    "Who asked for a limit on the gradient?",
    "Where does a parameter move whose gradient is 0?",
    "Is a parameter's first axis a batch?",
    "Do you own those arrays? What does a second call see?",
    "Which shape has the gradient of a parameter?",
    "Do the first step by hand: how far from its gradient is a mean that began at zero?",
    "Both means begin at zero: which of them have you made up for?",
    "Where does eps stand: under the root, or beside it? Try a large one.",
    "What is eps added to: the root of the mean, or of the corrected mean? Try a large one.",
    "Which argument have you not read?",
    "Whose eps is that: yours, or the caller's?",
    "If all gradients are ten times as large, how much longer is a step?",
    "What is t at the second step, and who remembers it?",
    "What is t at the first step?",
    "What is left of the last gradient's direction?",
    "What is left of the last gradient's size?",
    "Is m a mean of the gradients, or a sum? Keep the gradient constant and see where m goes.",
    "Does v forget? Keep the gradient constant and see where v goes.",
    "Is v a mean, or a maximum?",
    "What is squared: the gradient, or its mean?",
    "Which of the two means forgets sooner?",
    "Whose betas are those: yours, or the caller's?",
    "Does each entry have a step size of its own?",
    "What does the next step begin from: the means, or the corrected means?",
    "May somebody go back to an earlier state? What would a second call with it see?",
    "What is to be drawn when a weight is below zero, or when there is none above it?",
    "What is one over a temperature of zero?",
    "Is a longer text always harder? What do you get for one loss, repeated?",
    "Which comes first, the mean or the power? Try losses 0 and 2.",
    "In which unit are the losses: nats or bits?",
    "Can one choose among less than one word? What sign has a loss?",
    "What should a loss of 0 give?",
    "Does one very bad loss count in your answer?",
    "How many losses are there in an array of N rows and T columns?",
    "How many numbers are asked for?",
    "What is the mean of no losses?",
)
FINGERPRINTS = {
    "85bd64e895a0": 0, "290fa32f5ac1": 1, "f71e9be2e8a5": 1, "b61105a4c9c2": 1, "211b12c1f219": 2, "5fae79013c70": 2,
    "97e4be030751": 3, "d2eb40b6af41": 3, "684a878d0b7e": 3, "fca7db804e5e": 3, "75079ba232e8": 3, "1cf9e9bc30cd": 4,
    "525ed9a778d0": 4, "2adf7d1eaaa6": 5, "5ef24dcec446": 5, "e9f95381d07b": 6, "0f2d2b691b80": 6, "11748f65f8c9": 6,
    "6951e175faec": 7, "ea9ac230d17f": 8, "3c2d5e5e0693": 8, "669cb360d298": 9, "6168e7ed580c": 9, "db8f48cd6101": 10,
    "6f105250c669": 10, "ca1d58bf7469": 11, "79f5a1317a58": 11, "54cd58d77839": 12, "969e9f3f256c": 12, "cfda34229873": 12,
    "aeec18932f29": 12, "65d52364da7f": 7, "0619e3413f12": 13, "04460a75eedd": 13, "9a2cf9350bd0": 14, "bc529ad9a215": 14,
    "dfdf5a3b7027": 15, "9c8f24b651f8": 15, "768865cb5c59": 16, "611e1f577bd5": 16, "abb641fa1d01": 17, "ce624d217e73": 17,
    "40d2b99e6ae3": 18, "13e26ada2855": 18, "d3246c603940": 19, "769a2ce87689": 11, "8d64ca45d7bd": 11, "4c447daab202": 20,
    "7e28e57f0f1d": 20, "622f0804f497": 21, "cce4db93d369": 22, "1a91cbe04e03": 23, "9b9b32c4edad": 24, "258f20f58a34": 25,
    "c331b5eb4467": 26, "fb5270151ad7": 27, "4f122403de5b": 28, "9eb012a5ad2f": 29, "ebe19fc5854f": 30, "cb78533d015a": 31,
    "fcf655cc7645": 31, "257dd62d4ab0": 32, "525bf19ee72c": 33, "def13cb8ffde": 31, "9c8759b4924a": 34, "655e5b19133d": 34,
    "5c2de1797b47": 29, "6e97760794f5": 21, "a59afa17dee0": 35, "9871afd33d74": 35, "5572f2a1d335": 36, "bdb85a156cf7": 36,
    "3b753faed1e8": 37, "76d60a42374a": 37, "d85ca527e20f": 38, "50b0dfc0d2a4": 38, "26cd3d22d6e4": 38, "97b8173dfa87": 39,
    "4b32717449a3": 40, "964489f193e9": 40, "17c2ffc3310f": 41, "d470350c8178": 41, "121dd8ba72bf": 42, "10cf88e9733d": 43,
    "e87f04b26683": 44, "55524394a59c": 44, "26b41b1ef3f5": 44, "89a03fe5e71a": 44, "9d7cf9211573": 45, "ea19ad4a763d": 45,
    "c1d5d962cdbf": 45, "737ef7895d54": 45, "52ec63f06e41": 45, "13d5e06e3181": 45, "fb5598f07585": 45, "589209360b4f": 45,
    "540561aef755": 46, "68d058cd005f": 46, "a689919db15a": 47, "1f9312e99aac": 47, "b647f0ab7522": 47, "e25639d09329": 48,
    "d3514683965d": 48, "d6543b9a7606": 49, "a86fae1f7c3a": 50, "895286ec7591": 50, "f0f6dfabea68": 50, "202329784050": 50,
    "46535efc021b": 51, "f8469345a404": 51, "5d94f8844066": 52, "bb0138c4bd5f": 52, "98571d345320": 52, "51ee55903b8f": 52,
    "322eac60657c": 53, "ef3e84526ef6": 53, "94114d14f501": 54, "65e20ba174c4": 54, "571cd6d1a336": 55, "748e51c60d40": 55,
    "a4999606c668": 55, "01d54d257ddc": 55, "6038f4b051af": 56, "56d3534eba85": 56, "0bf3a30f8105": 56, "11ffd116a7cc": 56,
    "17c8c635dfa0": 57, "5b51a479213b": 58, "04acc979fbf7": 58, "67fa2a05a344": 58, "e23c710defed": 58, "cf5a538fd85c": 59,
    "fb319fc8383a": 59, "0cefc7b2b4ab": 60, "5ceb2cf44b4f": 35, "82c7e977a9f9": 35, "0f0558a3321b": 35, "712930e89fa1": 35,
    "1d531eba6921": 37, "70a0aee6ef09": 37, "dab5a42c1d04": 61, "af681d1afbb6": 61, "c13a7382b120": 61, "8aa299c94f05": 62,
    "559a9d61a232": 62, "bf33240f1346": 42, "4f22af7c24d0": 63, "2355fb09b26a": 43, "bdee4835694f": 64, "102360056009": 65,
    "70e989a751bd": 66, "65c1547ba0a3": 66, "a1d6925e7966": 66, "abef05eaaf39": 67, "f780e83508af": 67, "85d341a8be01": 68,
    "116641c121c5": 68, "692204dd8575": 69, "336d82e0f00f": 69, "37257b4e486c": 70, "e94f68d1dadc": 70, "d0ac6679bc22": 71,
    "22fcb1df8d42": 72, "0e0533f459f5": 73, "fe344f55ceb8": 73, "4f186a30d4d8": 74,
}
