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
ASSIGNMENT = "rnn"
EXERCISES = {
    "softmax": Exercise("softmax along the last axis", 4, "scores", "probabilities"),
    "rnn_step_forward": Exercise("one step forward", 6, "x h_prev Wx Wh b", "h cache"),
    "rnn_step_backward": Exercise("one step backward", 10, "dh cache", "dx dh_prev dWx dWh db", after="rnn_step_forward"),
    "rnn_forward": Exercise("the whole sequence forward", 10, "x h0 Wx Wh b", "h cache"),
    "rnn_backward": Exercise("back-propagation through time", 20, "dh cache", "dx dh0 dWx dWh db", after="rnn_forward"),
    "time_distributed_forward": Exercise("one dense layer at every step", 6, "x Wy by activation", "y cache"),
    "time_distributed_backward": Exercise("the dense layer backward", 8, "dy cache", "dx dWy dby", after="time_distributed_forward"),
    "sequence_cross_entropy": Exercise("cross-entropy over a padded sequence", 10, "scores labels mask", "loss dscores"),
    "stacked_rnn_forward": Exercise("layers on top of one another", 8, "x h0 layers", "h h_last"),
    "bidirectional_rnn_forward": Exercise("reading in both directions", 8, "x forward backward", "h cache"),
    "bidirectional_rnn_backward": Exercise("both directions backward", 10, "dh cache", "dx forward backward", after="bidirectional_rnn_forward"),
    "train_hello": Exercise("the capstone: hello -> ohlol", 10, "hidden_size epochs lr rng", "text losses"),
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
    "What does exp(1000) give, and what may be subtracted from every score?",
    "What is left of a row whose scores all lie far below the largest of the whole array?",
    "Sum one row of your answer: which axis are the classes on?",
    "Sum one row of your answer: how many distributions does the array hold?",
    "Two things: what does exp(1000) give, and how many distributions does the array hold?",
    "Is the exp of a sum the sum of the exps?",
    "Can a probability be negative?",
    "Do you own that array? What does the caller find in it afterwards?",
    "Count the terms of the pre-activation: how many arguments did you use?",
    "Count the bias terms: how many does this cell have?",
    "What would this step answer for another h_prev?",
    "Which squashing function is centred on zero? Is any of your outputs negative?",
    "What keeps the state between -1 and 1, step after step?",
    "Two linear steps in a row: what do they amount to?",
    "What does exp(1000) give?",
    "What does exp(2000) give, divided by itself?",
    "Which index of Wh belongs to the old state, which to the new one?",
    "Differentiate tanh at 0, and at a large z: what does your formula say there?",
    "Where tanh is flat, should a gradient shrink or grow?",
    "Between dh and the pre-activation stands one more function: which?",
    "h has been through tanh once: how often does your slope apply it?",
    "Which squashing function did the step use? Differentiate that one at 0.",
    "How many rows used b?",
    "How many rows used b, and does each one's share get smaller when there are more of them?",
    "Which axis is the batch? Why are all your bias gradients alike?",
    "Which axis is the batch, and which one does b have?",
    "b is added before tanh: which gradient arrives there?",
    "What did Wh multiply: the state before this step, or after it?",
    "Wh acts before tanh: which gradient arrives there?",
    "On the way forward index j of Wh is the new unit: which index is summed on the way back?",
    "h_prev enters before tanh: which gradient arrives there?",
    "Who divided by the batch size: the loss, or you?",
    "In which order are the results to come back?",
    "Do you own that array? What does a second call see?",
    "Which shape must the gradient of an output have?",
    "Which argument sets step 0? What is index -1 of an array?",
    "All your steps are alike: is each stored state a copy?",
    "Is h[:, 0] the state before the first step, or after it?",
    "How many steps went in, and how many states came out?",
    "Which steps may a loss read?",
    "Which axis comes first here, the batch or time?",
    "What enters step 2?",
    "Would step 2 differ if step 1 had been another?",
    "Which squashing function is centred on zero? Is any of your states negative?",
    "Which input does the first step read?",
    "After a reshape, whose row comes second: the same sequence's, or the next one's?",
    "h_t feeds two places: which?",
    "Which steps does the loss read directly? Both paths meet in h_t.",
    "Both gradients arrive at h_t: what do both still have to pass?",
    "A shared weight is used T times: how many of its gradients are left after your loop?",
    "Wx is used T times: is dWx added to, or assigned?",
    "Wh is used T times: is dWh added to, or assigned?",
    "b is used T times: is db added to, or assigned?",
    "What remains to be sent back after t = 0?",
    "Between h0 and the first pre-activation stands one matrix: which?",
    "Is h0 one of the outputs the loss reads?",
    "What did Wh multiply: the state before a step, or after it?",
    "What did Wh multiply at the first step?",
    "Differentiate tanh at 0: what does your formula say there?",
    "Which state came out of the tanh of step t?",
    "What travels back from step t: all that reached it, or only its own loss?",
    "Which step's gradient is known first?",
    "How often was b used, and who divided by that number?",
    "Which axes does db not have?",
    "Who divided by T: the loss, or you?",
    "Count the terms: how many arguments did you use?",
    "What does the argument activation change?",
    "What is the default of activation?",
    "Where does the sigmoid lie at 0, and can it be negative?",
    "What is the slope of the sigmoid at 0?",
    "Does one output of a sigmoid depend on the others?",
    "What stood between y and the pre-activation?",
    "Which slope has the identity?",
    "Differentiate the sigmoid at 0: is it a quarter?",
    "Where the sigmoid is flat near 1, what should be left of a gradient?",
    "How often was by used, and who divided by that number?",
    "Which axes does dby not have?",
    "At how many steps is Wy used?",
    "Wy acts before the activation: which gradient arrives there?",
    "The loss reads probabilities: what stands between them and the scores?",
    "Where does the gradient hear of the label?",
    "If the right score rises, should the loss rise or fall?",
    "Your loss is a mean: is your gradient the derivative of what you return?",
    "Your gradient is that of a mean: is the loss one?",
    "Does the loss of two equal steps differ from that of one?",
    "What sign has the logarithm of a probability?",
    "Mask, then normalise: by how many steps?",
    "The mean is over steps that count: how many are there?",
    "Has a step of a short sequence more say than one of a long sequence?",
    "Does your loss change with what stands in the padding?",
    "True in the mask: does the step count, or not?",
    "Which gradient has a step that the loss never reads?",
    "What is the logarithm of a probability that was rounded to 0?",
    "What is the mean over no step at all?",
    "What is index -1 of an array?",
    "Where does each layer start?",
    "How many states has h0, and which layer starts from which?",
    "Which step is the last?",
    "h_last has one state a layer: of which step?",
    "How many layers end in a state?",
    "Which layer comes first in h_last?",
    "Which steps of the top layer may a loss read?",
    "How many cells are there?",
    "Which step does column t of the second half describe?",
    "Which input does the second RNN read first?",
    "What does the second RNN know at step 1 that the first one does not?",
    "Which axis is time?",
    "Which direction comes first in the output?",
    "How many units has the output?",
    "Along which axis do the two halves stand side by side?",
    "In which order did the second RNN read x, and in which order is dx?",
    "The second half was put back in order: what must its gradient undergo?",
    "Who reads x?",
    "Two readers of one input: do their gradients add?",
    "Which half of dh belongs to which direction?",
    "Which direction's gradients come first?",
    "Do the two directions share their weights?",
    "rnn_backward returns five gradients: which three are those of the weights?",
    "How many gradients has a direction that starts from zeros?",
)
FINGERPRINTS = {
    "d3c237f5f307": 0, "d4369e6459a9": 0, "9fc81c319aea": 1, "26c51a4e5a52": 1, "f538decfe52c": 2, "018dbed65076": 2,
    "b941571e1588": 3, "afffcaf7f396": 3, "9ba858b3cecb": 4, "c2e4397cd71c": 4, "42f2591bdc9b": 4, "2024b435d238": 5,
    "ccf2bef5468f": 5, "ba821dfda067": 5, "d5d247a3692f": 5, "81e41aa72c68": 6, "e17ab3d94a4f": 6, "d0b7bbcb0568": 6,
    "41bc7e696d35": 6, "6df7966314ce": 7, "8ce24f9f5793": 8, "6d3c89552a65": 9, "450e487e7cd1": 10, "865e2f7a0011": 11,
    "9afa6a8bf47a": 11, "b76bdf783f3c": 12, "06f7ea7eeabc": 13, "59d98d65a274": 14, "4ee372c74c6b": 15, "17f1e8325cc7": 16,
    "616aecafbd47": 17, "76b9de1f9799": 18, "9908d4830070": 18, "d3cb21baa748": 19, "07a86ee3ed2d": 20, "067f61dc690c": 21,
    "769e7a2cdf4c": 22, "36fa7e82916c": 23, "f04fcc395c76": 24, "68a98c82626f": 25, "506a3fc0fe31": 26, "75ee273cf867": 27,
    "7e2fcff7df4a": 28, "70846eae43c0": 29, "7c9c54ae658f": 30, "802b2d81131f": 31, "e8a8a7cda1b9": 32, "0b31be84641a": 32,
    "9cbad6a9a777": 33, "31542363d8cd": 34, "9469e9c568f2": 35, "9e696427f36c": 36, "c1ea3e74671e": 37, "4bbc16c76495": 38,
    "c257ea63da78": 39, "ae49359a0102": 40, "bd64b71b0395": 41, "0875bd729c23": 42, "5ddf34f6424f": 8, "e2bd5bad6bad": 16,
    "dd39e331ea69": 43, "5bb1bfe8677e": 43, "b9853e1fd8d7": 44, "e7896ce85908": 45, "fd713db61760": 46, "1567f7e78ffc": 47,
    "6cd0a358fc39": 48, "3bad6017fe23": 33, "9af46297d561": 49, "97c6c4c22b8b": 50, "fd2be9c10713": 51, "84430d009fc5": 52,
    "16125f9092bc": 53, "858469bfd1ea": 54, "860347109198": 55, "bba1c5f300b1": 56, "db11c67c668d": 57, "7cdeaf0822fb": 58,
    "9028184a9c36": 19, "be452076efed": 59, "81a7f42e7ff0": 29, "b798779e9bcb": 60, "13382e1f4587": 61, "0471d201e463": 62,
    "c04c42efc44c": 63, "14217bdc36e1": 64, "13bc73cb8c22": 34, "9b9952f57ce0": 65, "1c9772800cd4": 65, "da18bb986f96": 66,
    "a98ff35036e6": 67, "b1bbcbdba165": 14, "a8132b89041d": 68, "11f24e0e2299": 69, "38162c1d9c48": 70, "dbd6f428db6c": 45,
    "63c015e9e2f2": 71, "04c51da41cfd": 72, "6d2dea27c901": 73, "058e200395a1": 74, "0612bdcbce52": 75, "6446b0e1e940": 76,
    "b67599ec2aed": 76, "971f6676ea02": 77, "544fadccd23d": 78, "042cab2c7d0e": 33, "8de0d034d133": 34, "0d5f04eb079b": 79,
    "0242588a0e77": 79, "bcc98efe4550": 80, "3cb80c1f6b3d": 80, "9671d28fe907": 81, "57d82ff76f74": 81, "1b3edcf55841": 82,
    "f7fef00ac8bf": 82, "984fc0d57fb4": 83, "3fbdf7ce99d5": 83, "8bc9954a252b": 84, "7316c701ff71": 84, "b790575cbce1": 85,
    "e3e5d5e5bf8a": 85, "41684e2cbd8c": 85, "0e3f8172a506": 86, "6c3b258efc14": 86, "ec8514a2c322": 87, "7e245dda8ac0": 88,
    "94581ba2fdab": 89, "951bd25823db": 89, "ed4af8dfe390": 90, "5bf544813e20": 90, "07fa9e41d74e": 91, "013b1de9c0f7": 91,
    "d00c20db5905": 92, "d6a6183b7bbe": 14, "97e4cd0f0125": 93, "9f8bbe448e9f": 93, "72cf24dab6fe": 94, "99e28c47641d": 7,
    "c0dc8acbac09": 95, "fbab9c3a2d7a": 96, "0e4907413dcd": 97, "32d5b0b6a576": 98, "e9f929b2af31": 99, "be81e2acea55": 100,
    "c112f040b2cc": 101, "2519992c0151": 102, "da8d8c0c21bb": 102, "f8f1e622e1bc": 103, "25759602a03b": 103, "d879a2a8d424": 104,
    "7c8a2381db8a": 105, "fef3d84ef714": 106, "3fe2efe2cc7c": 107, "536de2bc2a6f": 107, "86eb30359d6b": 108, "3c85cef08771": 108,
    "4faddb331e52": 109, "7df88e36b89a": 109, "5c4ed4b75465": 110, "1504466b2bfd": 111, "af19a323c23f": 112, "83cd213ea814": 113,
    "bb9697832870": 114, "98d8f4a1d3be": 102, "a89d32cbdff4": 115, "5b78702c9cc0": 116, "8d25e31610c3": 117, "aa7063f2421e": 118,
}
