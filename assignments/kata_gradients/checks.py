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
ASSIGNMENT = "kata_gradients"
EXERCISES = {
    "softmax_cross_entropy": Exercise("a loss and its gradient in one", 6, "scores labels", "loss dscores"),
    "activation_backward": Exercise("sigmoid, tanh and ReLU backward, from what came out", 5, "dy y activation", "dz"),
    "three_step_gradient": Exercise("three steps by hand", 6, "w u h0 x1 x2 x3", "dw du"),
    "scalar_bptt": Exercise("a scalar RNN with a target at every step", 6, "w u h0 x y", "cost dw du"),
    "rnn_input_gradient": Exercise("which inputs moved the last state", 6, "dh_last h Wx Wh", "dx"),
    "lstm_gate_gradients": Exercise("an LSTM cell back to its pre-activations", 6, "dh dc i f g o c_prev", "dz dc_prev"),
    "gru_blend_gradients": Exercise("the last line of a GRU backward", 6, "dh z n h_prev", "dz_pre dn_pre dh_direct"),
    "language_model_parameters": Exercise("how large a language model is, part by part", 5, "kind V E H layers tied", "counts"),
    "activation_memory": Exercise("what back-propagation through time keeps", 5, "kind N T H layers every", "numbers"),
    "lstm_step_flops": Exercise("what a step of an LSTM costs", 5, "N D H", "flops"),
    "gradient_check": Exercise("is this gradient right?", 6, "analytic numeric tolerance", "errors suspects"),
    "clip_each_by_norm": Exercise("each gradient clipped by its own norm", 5, "grads max_norm", "clipped scales"),
    "momentum_step": Exercise("momentum, plain and Nesterov's", 6, "params grads velocities lr momentum nesterov", "updated moving"),
    "horizon_bias": Exercise("a first bias for a memory of so many steps", 5, "horizons", "b"),
    "truncation_windows": Exercise("where truncated back-propagation goes", 5, "T every back", "windows"),
    "next_letter_windows": Exercise("a text as training examples", 5, "ids length", "inputs labels"),
    "nucleus_filter": Exercise("the likeliest letters that hold p together", 6, "probabilities p", "filtered"),
    "beam_step": Exercise("one step of beam search", 6, "scores log_probs width", "best"),
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
    "What is the exponential of 1000?",
    "The loss is a mean over the rows: what does each row's share do to its gradient?",
    "Does a larger batch have a larger loss?",
    "Over what is the loss a mean: rows, or also classes?",
    "With respect to what is the gradient: the probabilities, or what goes into softmax?",
    "What is the gradient of a row that is surely right?",
    "Can a cross-entropy be negative?",
    "Should the score of the right class go up or down against the gradient?",
    "In which unit is the loss asked for?",
    "Which class is number -1?",
    "What is given: what went into the sigmoid, or what came out?",
    "What is given: what went into the tanh, or what came out?",
    "What is the slope of a sigmoid where it is one half?",
    "How steep is tanh at zero?",
    "Is the slope of tanh the same at y and at -y?",
    "Whose sign decides whether a ReLU lets a gradient through?",
    "What comes out of a ReLU that was given -3?",
    "How steep is a ReLU where it is 5?",
    "What arrives from above?",
    "What should happen to an activation nobody knows?",
    "How often is w used on the way to h3?",
    "How often is u used on the way to h3?",
    "What does w multiply in the first step?",
    "By what does h2 reach the third step?",
    "How many times is h1 multiplied on its way to h3?",
    "Does the gradient begin before or after the third tanh?",
    "Through how many tanh does the first input pass?",
    "Which state does w multiply in step 3?",
    "Which input belongs to which step?",
    "Which derivative comes first?",
    "By which two ways does a state reach the loss?",
    "At which steps is there a target?",
    "A shared weight is used T times: what becomes of the gradients of the steps?",
    "The input's weight is used at every step: what becomes of each step's gradient?",
    "Which state did w multiply: the one before the step or the one after?",
    "What stands before the sum of squares?",
    "What is the derivative of half a square?",
    "What stands between the state and its weights?",
    "By what does a state reach the next one?",
    "Is the loss a sum or a mean over the steps?",
    "Where does the state begin?",
    "If the state is above its target, should the loss grow with the state?",
    "Does the first word reach the last state?",
    "Wh takes a state forward: which way does a gradient go through it?",
    "Which state came out of the tanh of step t?",
    "What stands between a state and its pre-activation?",
    "Does the way to the state before go through the tanh?",
    "Were the states kept before or after the tanh?",
    "Which input does the last gradient belong to?",
    "Which states does the loss read?",
    "At which step does the gradient begin?",
    "By which two ways does the loss depend on the cell?",
    "Does the state read the cell too?",
    "What is tanh of the cell multiplied by?",
    "What stands between the cell and the state?",
    "With respect to what is the gradient of the input gate: before or after its sigmoid?",
    "Which cell does the forget gate multiply?",
    "What does the input gate let in?",
    "Which of the four is no sigmoid?",
    "What does the output gate let out: the cell, or its tanh?",
    "Does the output gate change the cell?",
    "What does a cell pass on its way back?",
    "Does what comes by way of h reach the cell before?",
    "In which order do the four blocks stand?",
    "Which gate's block stands first?",
    "When the update gate opens, does the state come nearer to the old one or to the candidate?",
    "How often does the update gate stand in that line?",
    "Which two terms does the update gate stand in?",
    "Is the gradient asked for before or after the sigmoid?",
    "Which of the two is a sigmoid, and what is its slope?",
    "At which value of the update gate does the candidate count fully?",
    "Is the candidate's gradient asked for before or after the tanh?",
    "Is the candidate a sigmoid?",
    "By what is the old state multiplied?",
    "Does the old state pass whole?",
    "Which of the gradients comes first?",
    "How many gates does each kind have?",
    "How many bias vectors does a gate have here?",
    "Which numbers of a gate multiply nothing?",
    "What does a gate read besides its input?",
    "Do layers share their weights?",
    "What is the input of the second layer?",
    "How many numbers does the table give for a letter?",
    "Is a table a linear layer with everything that belongs to one?",
    "Which part of a tied head is in no table?",
    "What does the head add to its product?",
    "How many numbers does a matrix add that is there already?",
    "What does the head read?",
    "Can a table of 3 columns multiply a state of 5 units?",
    "What of a step does the backward pass of an LSTM read besides h and c?",
    "Which two things does a step of an LSTM leave behind besides its gates?",
    "What multiplies the reset gate, and can its gradient do without it?",
    "With what does an LSTM begin a segment?",
    "From what are the steps of a segment computed again?",
    "How many segments are there, and which of them needs a state to begin with?",
    "What of the steps that fill no segment?",
    "What are checkpoints for?",
    "What if a segment is longer than the sequence?",
    "Which layers are gone back through?",
    "Does a larger batch need more memory?",
    "A product of matrices multiplies, and what else?",
    "How many gates read the input?",
    "Which two products are there?",
    "Do the two products come one after another, or side by side?",
    "What is added to the two products, and how many sums is that?",
    "How many tanh are there in a step?",
    "Which activations are there besides the sigmoids of the gates?",
    "What stands between a pre-activation and a gate?",
    "Does a batch of ten cost more than one sequence?",
    "Is a distance of 0.001 much, for a gradient of 0.001? For one of 1000?",
    "Does the error change when the two gradients change places?",
    "Over which magnitude is the distance taken: of one, or of both together?",
    "Can a small entry be quite wrong beside a large one, unseen?",
    "One entry of a thousand is wrong: is the gradient?",
    "Is a gradient right that points the other way?",
    "Is a gradient that is too small right?",
    "What does a constant in the denominator do to small gradients?",
    "Whose names are asked for?",
    "What of an error that is exactly as large as the tolerance?",
    "In which order are the names to come?",
    "Whose norm decides here: that of one gradient, or of all?",
    "Should a short gradient grow?",
    "What becomes of a gradient that is too long?",
    "How long is the vector (3, 4)?",
    "Does a matrix of more entries have a longer gradient?",
    "Which norm is meant?",
    "Does the gradient keep its direction?",
    "How long may a gradient be at most?",
    "Does a gradient that is too long become shorter?",
    "Whose gradients did you change?",
    "What is asked for besides the gradients: how long they were, or what they were multiplied by?",
    "What is left of a gradient at a limit of 0?",
    "What of the steps before does this one remember?",
    "Is the velocity a mean of gradients or a sum that fades?",
    "Is the learning rate part of the velocity here?",
    "Along which velocity does plain momentum go: the old or the new one?",
    "Along what does plain momentum go?",
    "What changes when one looks ahead?",
    "What is done when nobody asks to look ahead?",
    "What joins the velocity at each step, also at the one ahead?",
    "Which way is downhill?",
    "By what is the step multiplied?",
    "Which velocity does the next step begin with?",
    "What if a velocity belongs to another parameter?",
    "Put the bias into the sigmoid: which share does it keep?",
    "Is a bias what comes out of the sigmoid?",
    "What does the sigmoid make of the horizon itself?",
    "How far is the input gate open?",
    "What keeps much should let in how much?",
    "Which gate's block stands second?",
    "Do the biases of a gate stand together?",
    "Do all units remember equally long?",
    "What share does a unit of horizon 1 keep?",
    "Over how many steps does a gradient go back?",
    "Which step comes before the first?",
    "Where is it truncated?",
    "Do the last steps learn nothing?",
    "What if the steps come out even?",
    "How often is a gradient sent back?",
    "How many steps forward are there between two backward passes?",
    "After how many steps does the first gradient go back?",
    "Is stop the last step or the one after it?",
    "How many steps lie in a window?",
    "Which of the two says how often, and which how far?",
    "What does a window of no steps learn?",
    "What should be guessed at each letter?",
    "How far ahead is the letter to be guessed?",
    "What follows the last letter of a row?",
    "Is the letter before or the one after to be guessed?",
    "Which letter follows the last one of the text?",
    "Exactly as many letters as the rows need, and one more: how many rows?",
    "Where does the letter after the first one stand?",
    "Which axis counts the rows?",
    "Which letters are left out?",
    "What is the label of the last letter of the text?",
    "What should the probabilities that are left sum to?",
    "Does the nucleus reach p?",
    "If two letters sum to p exactly, is a third one wanted?",
    "Which letter comes first into the nucleus?",
    "From which end is the nucleus filled?",
    "Is p a bound on one probability or on a sum?",
    "Are all letters of the nucleus equally likely?",
    "At which index does a letter's probability belong?",
    "Are these scores or probabilities?",
    "Which of two equally likely letters comes first?",
    "How many letters does the nucleus hold?",
    "What is the smallest set that sums to nothing?",
    "Does it matter how good a beam was so far?",
    "What do logarithms do when probabilities are multiplied?",
    "Is a larger logarithm a better or a worse one?",
    "Which continuation comes first?",
    "Must every beam live on? May one beam go on in two ways?",
    "In what order are beam and letter asked for?",
    "How many letters does a row of the table have?",
    "What is the score of all the letters so far?",
    "Is the score a probability or its logarithm?",
    "Which of two equally good continuations comes first?",
    "Who says how many live on?",
    "What stands beside a beam's first letter: its next letter, or the next beam?",
)
FINGERPRINTS = {
    "194da00bee0b": 0, "ab6265678f8d": 1, "2f8c3ae6fd9f": 2, "ac0d0570a4fc": 3, "8467ea017eb5": 4, "fe124c145f49": 4,
    "24b5710ce8b3": 5, "7905ea84b2a3": 6, "f9c87cfb6ef8": 7, "e10bdc3e2ca7": 8, "f7767094a9af": 9, "fc6054ae20ba": 10,
    "f9d1a636a300": 11, "71bc12e1e10d": 12, "c4c4621bbd86": 13, "ff788fdd4283": 14, "be0a401b77ab": 15, "121b8f4a5f50": 15,
    "d2c0ba925465": 16, "f53122539c60": 16, "a1685dc2ad56": 17, "a45ddae7cc57": 17, "0d559ddc5818": 18, "01445c537118": 19,
    "63cc49e494e3": 20, "1017081efa4f": 21, "8ffe09000631": 22, "1c06379b42d7": 23, "283382ac03fb": 24, "1fb67f3df0cd": 25,
    "aba50d53d103": 26, "e66aa7e4142c": 27, "a8f943e2db93": 28, "406418021652": 29, "c25a7bc82421": 30, "fa433d3a648a": 31,
    "ad09fdbc4ea3": 32, "337b887d1585": 33, "3f8c89790e7d": 34, "c3c65f236fd7": 35, "4501ad6363fc": 36, "acc5a3da9d52": 37,
    "2414d1f14eda": 38, "e4b46725d0d6": 39, "11e1f2b8b903": 40, "0935a4e92e79": 41, "0c672d7a13da": 42, "e4142c805911": 43,
    "7f799b7895cd": 44, "584dd172b2c1": 45, "c2bc4c79fdec": 46, "9aac612f3213": 47, "e52e10a2149d": 48, "f26a4be163e6": 49,
    "721497524941": 50, "edfb174cd202": 51, "ab0f74003893": 52, "53ddcf9e7fa2": 53, "dc45ec76b92e": 54, "328def4a9432": 55,
    "91b27db3c3bf": 56, "85526f81fdd1": 57, "8716a40f4f60": 58, "1a22dfb123e4": 59, "8ee28bf8f9d3": 60, "68fd646953e5": 61,
    "e11f36b55253": 62, "d01aec85d1a6": 63, "e05ea0e83f2e": 64, "11a3264d5959": 65, "86d31204c767": 66, "315cd4add18a": 67,
    "e1fc10821ed0": 68, "51abb0fec38d": 69, "6f43626a954a": 70, "2c34fc4b8482": 71, "76331f2afe5a": 72, "55b38df4b894": 73,
    "874d9e3273ad": 74, "b17f26dfe148": 75, "b69ba639d590": 76, "57880013c204": 76, "fe388c830d40": 77, "b66d8d1f5d39": 77,
    "61f221bf2eb7": 78, "31b7ccbcf121": 78, "d384c8b69520": 79, "a6972e9c47e9": 79, "7b010f2723d0": 80, "6a42fbcb847f": 81,
    "b75a3b57cf97": 82, "dbf0eae9d817": 82, "8e3b1eca24db": 83, "6aeb28780e3d": 83, "6c7385e261df": 84, "9615027660d7": 85,
    "63e06ad66e9b": 86, "a00117319612": 87, "1652ff4a8f36": 88, "ed2c17257fbe": 89, "93dc2173f7b4": 89, "14c69b1812db": 90,
    "e20916797f45": 90, "b1128fc01f21": 91, "ab85ef9f0659": 92, "a9c94427a5c0": 92, "6b51d987f7c7": 93, "04a2676efe39": 93,
    "54843a57583f": 94, "c1bcb31b0a5d": 95, "0126f43f68ac": 96, "e691e8839075": 97, "14ab4c00bf64": 98, "febfdf10e130": 99,
    "518b3c290e14": 100, "8da806423e15": 100, "a97c79129a69": 101, "0e254d781dae": 101, "2d5f927ace0d": 102, "b8da3da2e7a1": 103,
    "a2c70113b92e": 104, "72e31d806291": 104, "6298c2019205": 105, "014ab71bdb9b": 105, "875f92ade996": 106, "d799289dadd7": 106,
    "bc73d793da70": 107, "586a08fc728b": 107, "ee9745015c4b": 108, "b4e6542a076d": 109, "b926285b0e97": 109, "a8f4744c62ee": 109,
    "765abcb5488b": 110, "9811b057a3f4": 111, "f6689a9dec4e": 111, "2e74bbd65d66": 111, "d0d5c5a260cf": 112, "31f4e9507d91": 112,
    "50ce8c386e2a": 113, "5fbfc0a26ad2": 113, "2a95ecc681da": 114, "af7a72310f43": 115, "6f524527a0ec": 115, "c559b9570d8d": 115,
    "509258194160": 116, "ff315fb875c8": 116, "d93dfe87c623": 116, "45d2c24a0f67": 117, "017d50f808d6": 117, "a829393c74e8": 117,
    "80998340e53f": 118, "79a8ef2ce4da": 119, "f12af909e2e5": 119, "cec02bdb1bac": 120, "7c80e0ebeaff": 120, "7b1aef7c4edf": 121,
    "29ebeca32332": 121, "6486191fba71": 122, "4b0662455af9": 122, "2493e3667202": 123, "efb9d4180ce5": 123, "79faee6cbb31": 123,
    "9c40202dc5ec": 124, "b9aad5a2a6cc": 125, "800635ecc70a": 125, "f584e65e5f2b": 126, "c53c4587555c": 126, "4446b3fe5958": 127,
    "98b0b097a9cb": 127, "698bfe5f2900": 128, "ca537f65fcf0": 128, "27b41668fe7c": 129, "5c17ef48691d": 130, "aad8c2b4fd58": 130,
    "ae0cc7c35910": 131, "9d29fae65237": 132, "518e96a987c1": 132, "084967de6a53": 133, "7160ccdf2e76": 133, "82a9f9539732": 134,
    "e30bd332c973": 135, "6d77a23c304b": 136, "286d45bcc806": 137, "46d84e2369ab": 137, "c4ff9f8e76ae": 138, "cab8e8dfae7d": 139,
    "c1934ede177d": 139, "942bfd4c5fdd": 140, "d6222cd75fce": 140, "bedd50cae2d7": 141, "96efac26da35": 141, "52b0d7966837": 142,
    "3526be0636e4": 142, "17611cdd57ea": 143, "eb5557a8bc9a": 144, "7d7905bc6b8a": 144, "3f67ff868305": 145, "73455f6e78cb": 145,
    "65d575049282": 146, "517759d0a833": 146, "9eec1e066a19": 147, "1bdb0ba5bcd5": 147, "592b79a4c4f7": 148, "f2a1ef41470f": 148,
    "ceabe3cdbb6a": 64, "60570a649880": 64, "af95408903dd": 149, "d7a781c3ef61": 149, "368f19652305": 150, "4cfd275a77bf": 150,
    "c6bc9be9e12b": 151, "f811831f5408": 151, "edbefe1a18a2": 152, "f8ba169eab10": 153, "e4dd2c67b514": 154, "63eefee16f5f": 155,
    "319d46906cc0": 155, "57681e111680": 156, "d13c3dc51272": 157, "2c65ae5db5fb": 158, "d108802ff1e3": 158, "354783f3b812": 159,
    "d72e269a224a": 159, "526a958a58eb": 160, "e1949670b886": 160, "d126da01661f": 161, "725171886f81": 161, "e652a504ef85": 162,
    "3656e08e6dee": 163, "feffd1f90422": 164, "fd43d576528d": 165, "ae008928db44": 165, "3e69f9dca743": 166, "328e08302d8d": 166,
    "1fc48e9121a2": 167, "bd47cab272ad": 167, "6441219826b5": 168, "a9fc41df13cb": 168, "a5bc80955810": 169, "4f7dcd91886e": 169,
    "a4233b52e9c3": 170, "e342077886fc": 171, "b68b465f8923": 171, "daa2a265d1de": 172, "091e28c145c4": 172, "0c051a3b1c5b": 173,
    "5fce2bf91325": 173, "5912dfed9701": 174, "ab725ef12c2b": 175, "ee1f8a0baf72": 175, "02d4d0d6651b": 175, "706c985f5f8a": 175,
    "ef3143851cb3": 176, "6a4c27a77458": 176, "c87aa82b488b": 176, "5e2116c0d22e": 177, "d20b3e4eb432": 178, "e80cfbbfb1fd": 178,
    "b73606630746": 178, "70d8942d5c8d": 178, "70911eb372a3": 179, "15d7ce84ddcc": 180, "4fbb17ca3307": 181, "4befbe64cc1e": 181,
    "57431133334a": 182, "ec61aada8176": 182, "7dba5713d645": 182, "3324cfcbc4f1": 182, "754f7a0fae99": 183, "bffe26e9e4b8": 183,
    "fd25b31244d1": 183, "0e404d44a8ac": 183, "8cf3155f6360": 184, "d6277c0bad9d": 185, "4fb51a2c4b75": 186, "efb7cf12dce7": 187,
    "3f2b90a05556": 187, "5ced360b6fbc": 188, "893347c6dadd": 188, "ae111f031a68": 189, "d940c693352a": 189, "b8159ff45bd3": 190,
    "d0b23602a73c": 191, "e8ce287c3d5c": 192, "a56a3728d2a4": 192, "e9504611a8f7": 193, "df0c0e8b6941": 193, "0b6b946cdce2": 194,
    "7574b04e408e": 195, "3cfaae28f038": 195, "295906e63436": 196, "5345a2c7621c": 197, "aa382f35886f": 198,
}
