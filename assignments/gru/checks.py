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
ASSIGNMENT = "gru"
EXERCISES = {
    "gru_step_forward": Exercise("reset before the product: one step forward", 8, "x h_prev Wx Wh b", "h cache"),
    "gru_step_backward": Exercise("reset before the product: one step backward", 14, "dh cache", "dx dh_prev dWx dWh db", after="gru_step_forward"),
    "gru_forward": Exercise("reset before the product: the whole sequence forward", 10, "x h0 Wx Wh b", "h cache"),
    "gru_backward": Exercise("reset before the product: back-propagation through time", 18, "dh cache", "dx dh0 dWx dWh db", after="gru_forward"),
    "gru_reset_after_step_forward": Exercise("reset after the product: one step forward", 8, "x h_prev Wx Wh bx bh", "h cache"),
    "gru_reset_after_step_backward": Exercise("reset after the product: one step backward", 14, "dh cache", "dx dh_prev dWx dWh dbx dbh", after="gru_reset_after_step_forward"),
    "gru_reset_after_forward": Exercise("reset after the product: the whole sequence forward", 10, "x h0 Wx Wh bx bh", "h cache"),
    "gru_reset_after_backward": Exercise("reset after the product: back-propagation through time", 18, "dh cache", "dx dh0 dWx dWh dbx dbh", after="gru_reset_after_forward"),
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
    "Set z = 1: what survives, the old state or the candidate?",
    "Which of the two variants is this one: does r meet the state, or the state's product?",
    "Name each block of H columns: in which order do they stand here?",
    "What changes in your answer when r goes from 0 to 1?",
    "What does the candidate know of h_prev when r is 1?",
    "Would r and z differ if h_prev were another?",
    "If z is 1 the state should pass unchanged: does it, when r is 0?",
    "Which part of h carries the old state on?",
    "Can h leave the range between h_prev and n? Do the two shares sum to one?",
    "Which of the three is not a gate? Is any of your candidates negative?",
    "Between which two numbers does a gate lie?",
    "What is the slope of the sigmoid at 0, and does it ever reach 1 at a small number?",
    "What does exp(1000) give?",
    "Count the terms of each pre-activation: how many arguments did you use?",
    "How many biases has this variant, and how often does each enter?",
    "Which index of Whn belongs to the old state, which to the candidate?",
    "h_prev has four readers: which of them is missing here? Set z = 1 and look.",
    "If z is 1, how much of dh reaches h_prev directly?",
    "h_prev has four readers: did the candidate send its gradient back?",
    "On its way to the candidate h_prev is scaled: by what?",
    "h_prev has four readers: did both gates send their gradient back?",
    "If z grows, which way does h move: towards h_prev, or towards n?",
    "How often does z stand in the equation of h?",
    "Between z and its pre-activation stands a function: which, and what is its slope?",
    "Differentiate the sigmoid at 0: is it a quarter?",
    "Between r and its pre-activation stands a function: which, and what is its slope?",
    "In this variant, what stands between the reset state and the candidate?",
    "Perturb one bias of r: does h change?",
    "Where tanh is flat, what should be left of a gradient?",
    "Differentiate tanh at 0, and at a large number: what does your formula say there?",
    "If z is 1, does h still depend on the candidate?",
    "What exactly did Whn multiply?",
    "Which state do the two gates read: the one before the reset, or the one after it?",
    "Perturb one bias at a time: whose gradient stands in which block?",
    "On the way forward the second index of Whn is the new unit: which index is summed on the way back?",
    "How many rows used b?",
    "How many rows used b, and does each one's share get smaller when there are more of them?",
    "Which shape must the gradient of an output have?",
    "Which argument sets step 0? What is index -1 of an array?",
    "Is h[:, 0] the state before the first step, or after it?",
    "How many steps went in, and how many states came out?",
    "Which steps may a loss read?",
    "All your steps are alike: is each stored state a copy?",
    "Which axis comes first here, the batch or time?",
    "What enters step 2?",
    "Which state does an update gate of 1 keep at step 3?",
    "Which input does the first step read?",
    "After a reshape, whose row comes second: the same sequence's, or the next one's?",
    "h_t feeds two places: which?",
    "Which steps does the loss read directly? Both paths meet in h_t.",
    "Do you own that array? What does a second call see?",
    "Over three steps with z = 1, does the last loss reach h0?",
    "Which state did step t read: the one before it, or its own?",
    "What remains to be sent back after t = 0?",
    "Between h0 and the first state stands one step: did its gradient pass through it?",
    "Wx is used T times: is dWx added to, or assigned?",
    "Wh is used T times: is dWh added to, or assigned?",
    "b is used T times: is db added to, or assigned?",
    "Who divided by T: the loss, or you?",
    "What does r multiply? Which terms of the candidate are left when r is 0?",
    "When r is 0, what does the candidate still read?",
    "There are two biases: did you use both?",
    "Each product has its own bias: did you use both?",
    "Which bias belongs to which product?",
    "bx and bh are not interchangeable: what stands between bhn and the candidate?",
    "Which gradient arrives at the product of the state, before r scales it?",
    "When r is 0, does h_prev reach the candidate?",
    "When r is 0, which of your gradients should lose its candidate block?",
    "What does r multiply: both products, or one of them?",
    "In this variant, what does r multiply: the state, or something made from it?",
    "What is everything that stands in the bracket that r scales?",
    "In which order are the results to come back?",
    "h_prev has four readers: did those behind Wh send their gradient back?",
    "Both biases are used T times: are their gradients added to, or assigned?",
)
FINGERPRINTS = {
    "ea4e0b62d3e3": 0, "e0907b2b693e": 1, "6b812aaee699": 2, "5f408ff844dc": 3, "f25d8e831d30": 4, "32064feefa75": 5,
    "323d58b2336a": 6, "87e60503252d": 7, "4b15dc6848c6": 8, "40239cedad82": 9, "749181c911a9": 10, "445b2ea0e778": 11,
    "1e6527d249a3": 12, "85160c70b055": 13, "392bf150ac93": 14, "05711bb6540a": 15, "1c73ced59bb1": 16, "2c12a756d312": 17,
    "40ff78e0076e": 18, "e588cc249388": 19, "1da01d593e82": 20, "12996862dc0b": 21, "817aacc5e62a": 22, "10a0b414f85f": 23,
    "6c9fab0375e1": 24, "03a83624ad99": 25, "90f17b34fcfd": 26, "857a3ab55f03": 27, "093b552479a9": 28, "ef7628c96997": 29,
    "daa7b8baa32a": 30, "ffda10f3be3a": 31, "9d75bb40c563": 32, "cb2c6cd64cc9": 33, "03de340f6f3d": 34, "8fba4ad420d3": 35,
    "8de87839fdd2": 36, "b40176ea2b4a": 37, "06931ca48ace": 38, "7630319b4e5c": 39, "974b80a2122d": 40, "60b170fbc839": 41,
    "9a2314b506c1": 42, "dc111fb4904e": 43, "28b61e67f9cb": 44, "b3a95b1c32ff": 45, "566708e26191": 46, "c5be64366b2e": 47,
    "c2c480007dbf": 13, "5eb336af7ca4": 0, "71bf0f29aae1": 1, "afb67b0e32ca": 3, "ad374e6c87fc": 2, "4a6daed34b8f": 9,
    "7bf75a1fd43c": 12, "7a8586bd3cd0": 48, "87d45465f0ba": 49, "f978d3af23ab": 50, "71628e7dd498": 16, "bda8c72594f7": 51,
    "5e7ec612f5e2": 18, "086f1b1da9a8": 19, "c37c49e0d529": 20, "64641298dcbd": 21, "9ba140e512e1": 30, "e504fc8198c3": 52,
    "39b20bdfe268": 53, "a046c533c8a0": 54, "5d3a603cfc61": 55, "df3ab6b98377": 56, "9602b644e981": 57, "283b20d018a8": 31,
    "bddb5af6e987": 58, "5c564c74ce87": 37, "1e8b66a44168": 1, "fbdef702aa62": 59, "834b434caf3f": 59, "63434e09a313": 60,
    "7d11139fb238": 3, "b0453772fee2": 0, "1878269d7682": 2, "2a634bbd7512": 61, "97763be08214": 62, "d5865188779f": 63,
    "a6acdf7022f7": 9, "543f28143f69": 12, "a94e0c60786d": 64, "105c59ad3232": 65, "be329ac0a579": 66, "105f60f63a78": 67,
    "230ac58b3d6d": 68, "9cf58af642c7": 16, "6a63f11635e1": 17, "41d00a148372": 69, "ceaed5c51467": 70, "de5b4cca6d16": 25,
    "36d7e5f8a158": 21, "cb3b17af620d": 23, "1036c7cb2461": 28, "bb4391fe56a1": 30, "66b94a9a2398": 71, "fba56fbfffae": 37,
    "b7931b57456b": 38, "88d6a4601aec": 39, "fd4147efe7b4": 41, "da278c48b457": 43, "3afcc382f0b5": 44, "c6d136d4019a": 1,
    "d9b723bf462d": 59, "a0f3712c5326": 0, "84201a5b9bed": 2, "f79180f565a0": 61, "1b38c71f4667": 62, "038a256c8251": 47,
    "44f44820b0b8": 12, "29b9c5f69135": 48, "9b9fd3d7bc29": 49, "512c8ef6205e": 50, "eedab38b9d4e": 16, "bdb8d37f006a": 51,
    "024fac6fff41": 72, "a41cf5d92c43": 67, "138f2a3f57b4": 64, "0304764c3c36": 65, "f201f124049e": 68, "0454a3391994": 21,
    "bed0ec400d79": 69, "8c16774fec11": 70, "a23facd757bf": 52, "5cb1148d7448": 53, "f36684017c92": 55, "51517b9d1528": 56,
    "a8a121c9e347": 73, "a51a74e82d12": 37,
}
