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
ASSIGNMENT = "lstm"
EXERCISES = {
    "sigmoid": Exercise("a sigmoid that never overflows", 4, "z", "openness"),
    "lstm_gates": Exercise("three gates and a candidate", 8, "x h_prev Wx Wh b", "i f g o"),
    "lstm_step_forward": Exercise("one step forward", 8, "x h_prev c_prev Wx Wh b", "h c cache"),
    "lstm_step_backward": Exercise("one step backward", 16, "dh dc cache", "dx dh_prev dc_prev dWx dWh db", after="lstm_step_forward"),
    "lstm_forward": Exercise("the whole sequence forward", 10, "x h0 c0 Wx Wh b", "h c cache"),
    "lstm_backward": Exercise("back-propagation through time, along h and c", 22, "dh dc cache", "dx dh0 dc0 dWx dWh db", after="lstm_forward"),
    "cell_path_gradient": Exercise("what the forget gates let through", 6, "f t k", "gradient"),
    "init_lstm": Exercise("the first weights", 6, "D H rng forget_bias", "Wx Wh b"),
    "stacked_lstm_forward": Exercise("layers on top of one another", 6, "x layers", "h last"),
    "bidirectional_lstm_forward": Exercise("reading in both directions", 6, "x forward backward", "h"),
    "fit_square": Exercise("the capstone: learn y = x²", 8, "epochs lr rng", "prediction losses"),
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
    "What does exp(1000) give, and for which z do you ask for it?",
    "What does exp(1000) give, divided by itself?",
    "What is the slope of the sigmoid at 0?",
    "Can a gate be open by a negative amount?",
    "Is a gate more open or more shut when z grows?",
    "Your curve has corners: does the sigmoid have any?",
    "Does your function rise towards 1 for large z, or fall back to 0?",
    "Name each slice: which gate owns the first H columns?",
    "Name each slice: which two of the four come last, and in which order?",
    "Are the H columns of one gate neighbours, or is each fourth column its own?",
    "Which of the four is not a gate, and could it ever lower the cell in your version?",
    "What keeps the candidate between -1 and 1?",
    "How many of the four are gates, and what range must a gate have?",
    "Count the terms of a pre-activation: how many arguments did you use?",
    "torch keeps two biases a gate: how many does this cell have?",
    "What would the gates be for another h_prev?",
    "What would the gates be for another x?",
    "Which index of a block of Wh belongs to the old state, which to the gate?",
    "Can h leave (-1, 1)?",
    "Which c does the sixth equation read?",
    "Is any of your states negative?",
    "Which gate acts on what was there, which on what is new?",
    "In which order do the four come back?",
    "Does an LSTM forget and write by one gate, or by two?",
    "What does the cell keep when the forget gate is shut?",
    "What does the cell take in when the input gate is shut?",
    "What would c be for another c_prev?",
    "What is h when the output gate is shut?",
    "Is the output gate between the cell and h, or on the cell's own way?",
    "Is the cell that goes on to the next step squashed?",
    "In which order are the results to come back?",
    "c has two readers: which of them did you hear?",
    "h is made of c: does dh reach the cell?",
    "What is the derivative of tanh(c), at c? What is it for c = 3?",
    "Between c and h stands more than the output gate: what?",
    "If the output gate is shut, how much of dh reaches the cell?",
    "Between i and its pre-activation stands a function: which?",
    "Between f and its pre-activation stands a function: which?",
    "Differentiate the sigmoid: what is left where it is flat near 1?",
    "Between g and its pre-activation stands a function: which?",
    "Which function made g, and what is its slope?",
    "Between o and its pre-activation stands a function: which?",
    "Does the cell depend on the output gate of its own step?",
    "What does o multiply in the sixth equation?",
    "What does f multiply: the cell before this step, or after it?",
    "What does i multiply in the fifth equation?",
    "Perturb one bias at a time: whose gradient stands in the first block?",
    "Perturb one bias at a time: do two blocks answer alike?",
    "Four pre-activations read h_prev and x: did all four answer?",
    "Which gradient goes through the matrix: where does the chain rule put the elementwise factors?",
    "How many gates read h_prev, and does each one's gradient pass through its matrix as a whole?",
    "What travels back along the cell: all that reached c, or only dc?",
    "What did c_prev pass on its way into c?",
    "What did Wh multiply: the state before this step, or after it?",
    "How many rows used b?",
    "How many rows used b, and who divided by that number?",
    "Who divided by the batch size: the loss, or you?",
    "Do you own the array dc?",
    "Which shape must the gradient of an output have?",
    "Which argument sets the state of step 0? What is index -1 of an array?",
    "Which argument sets the cell of step 0? What is index -1 of an array?",
    "Which of the two is read by the gates, which by the forget gate's product?",
    "Which cell enters step 2?",
    "Which state enters step 2?",
    "Would the gates of step 2 differ if the state of step 1 had been another?",
    "Which of the two states do the gates read?",
    "Which of the four is not a gate?",
    "Is h[:, 0] the state before the first step, or after it?",
    "How many steps went in, and how many states came out?",
    "Which axis comes first here, the batch or time?",
    "Which steps may a loss read?",
    "All your steps are alike: is each stored state a copy?",
    "torch returns the last cell alone: which cells are asked for here?",
    "Which input does the first step read?",
    "After a reshape, whose row comes second: the same sequence's, or the next one's?",
    "h_t feeds the next step's gates: what do they send back?",
    "c_t goes on into c_{t+1}: what comes back along that way?",
    "What did c_{t-1} pass on its way into c_t?",
    "Which step's forget gate stands between c_{t-1} and c_t?",
    "What if the loss reads the cells?",
    "What if the loss reads c_T?",
    "Which cells may reach the loss directly?",
    "Which outputs reach the loss?",
    "h_t is read by the loss and by the next step: do you add both?",
    "c_t is read by h_t and by c_{t+1}: do you add both?",
    "h_t is made of c_t: does dh reach the cell?",
    "Four pre-activations read h_{t-1}: did all four answer?",
    "A shared weight is used T times: how many of them are in your gradient?",
    "A shared weight is used T times: which of them are in your gradient?",
    "What did Wh multiply at step t: the state before it, or after it?",
    "How often was b used, and who divided by that number?",
    "Who divided by T: the loss, or you?",
    "What remains of the gradient of h after t = 0?",
    "What remains of the gradient of c after t = 0?",
    "Which step's gradient is known first?",
    "Which row of your product is which step of which sequence?",
    "Do you own the array dh?",
    "What is the derivative of c_k with respect to itself?",
    "Does f_k stand between c_k and c_t, or before them?",
    "Is the last gate on the way counted? Write out k = 0, t = 1.",
    "Which step's gate stands between c_0 and c_1?",
    "How many gates stand between c_k and c_t?",
    "Two gates half open, one after the other: how much comes through?",
    "Which axis is time?",
    "How many numbers has one path, for one sequence and one unit?",
    "Is f differentiated here, or only multiplied with?",
    "Where does each layer start?",
    "Which of the two goes up to the next layer?",
    "Which step is the last?",
    "Each layer ends in two states: are yours different?",
    "Each layer has one last state: of which step?",
    "How many layers end in a state?",
    "Which layer comes first?",
    "In which order are the two lists to come back?",
    "Are there two lists of layers, or a list of pairs?",
    "Which steps of the top layer may a loss read?",
    "How many cells are there?",
    "Which step does column t of the second half describe?",
    "Which input does the second LSTM read first?",
    "What does the second LSTM know at step 1 that the first one does not?",
    "Where does the second LSTM start?",
    "Which of an LSTM's two states do others read?",
    "Which direction comes first in the output?",
    "How many units has the output?",
    "Along which axis do the two halves stand side by side?",
)
FINGERPRINTS = {
    "a38f26a8edce": 0, "1b85bc400d87": 1, "a5ef61753b7f": 1, "9a49e5c791bd": 2, "de2f47fc24d6": 3, "5fa53427c319": 3,
    "0ad89178035e": 4, "759ca4848f36": 4, "f89658261330": 5, "7a59faacdc1d": 6, "f2063a0bd844": 6, "2b3d0464644c": 7,
    "5d9cd81d6e3a": 8, "72f0cc9145b9": 9, "5f2b10285004": 10, "db1395be7a0a": 11, "e7922f416fdf": 12, "1b3f6408fac2": 13,
    "3555714693d0": 14, "3cd48a23b337": 15, "94d50cacac11": 16, "ede6851303e3": 17, "7b446e6cd6b7": 18, "240788c6c06c": 18,
    "4b33ced804c9": 19, "3471c25e7663": 20, "20aef9e7a9f8": 20, "de04b7562a69": 21, "e257ba554179": 21, "e976a832561f": 22,
    "001d72d22933": 22, "33a6833057ee": 23, "9527e747b4d1": 24, "d5ff5c348c6c": 25, "ad5ea807cefc": 25, "6ed271c803aa": 26,
    "aeeb9f1f061e": 26, "55fe0f861abb": 27, "8dfcd5f8cf00": 28, "f79e8867a687": 29, "9c906424377f": 29, "38bef1c8c921": 30,
    "fd0a325f085b": 30, "b4e8987e4b18": 31, "0f67d27e105e": 32, "dd4d197f227f": 33, "bbf752bac6eb": 34, "7e265e1acd0d": 35,
    "7342e56a8944": 36, "72db48c5dca1": 37, "0b885eb72510": 38, "5c8a958caeea": 39, "1b0abaa39106": 40, "04ce5fc4c49f": 41,
    "3aad68da8366": 42, "8e0578fe4e92": 43, "431a0a693d32": 44, "524cc91cb8e2": 45, "f861d4277803": 46, "dda40d8b62d6": 47,
    "0a367dcb5952": 48, "59e97fab8b30": 49, "9940bffd5bc0": 50, "0f4ec5a0b451": 51, "f7693c5353c6": 52, "7af7f37e8cdc": 53,
    "49dbd8fa8306": 54, "72c4608e903a": 55, "54f18fe07fa0": 56, "bfd99c1bfcab": 30, "9daefffb79cc": 57, "ddd8869ac02a": 58,
    "ee19b4f09567": 59, "ee479988ff26": 60, "c8e38547aef0": 61, "cb6c5a733194": 62, "02cf62668be3": 63, "319405706938": 64,
    "cb9db4b7fc99": 65, "f1094564ee74": 66, "db72573980f6": 7, "fd2a4327bfd5": 18, "1b901fc6b3b9": 19, "10a9929b0ff7": 13,
    "ff2b3cf04118": 67, "2ddf98757cef": 68, "bf4605f6e187": 69, "893458577b35": 70, "0ca194a07bb1": 71, "7699e07edfa6": 72,
    "de28fe641b66": 30, "728b64f0b9b4": 73, "749bf93ab8c6": 74, "51924f9f36ef": 75, "c972d920b21c": 76, "b792ac4d2b06": 77,
    "ea3c7bd870ee": 78, "7e5383b153a1": 79, "4c65d8fb3e78": 80, "43cf4f4b0dbc": 81, "8e945115728b": 82, "80c1613d9f2c": 83,
    "dc90a27d7ffe": 84, "e085a3b6fc75": 85, "5643098dd29c": 33, "ab98b100c8e4": 34, "50120956b958": 35, "3e312e3b24d2": 36,
    "42aa23cca944": 38, "61d77523aec3": 44, "0cedd1f5920e": 40, "32abaa776a13": 46, "13125f0fb1fb": 42, "f570683f8bff": 86,
    "afb3a1f15bf2": 87, "bc9eac6b8ff9": 88, "f55d5f6a43cb": 89, "3911f5631d0a": 90, "eab6ed24d40c": 91, "eabe7cdbc494": 92,
    "cd2fbfccff9b": 93, "3ce99aa47f7c": 30, "8afebd53f722": 94, "f4bff12d8588": 95, "a254932736b1": 96, "799d3dc127df": 57,
    "28eb66518d04": 58, "52d9454f4e8d": 97, "9b973fdea283": 98, "567a91a90952": 98, "d3378c89dc16": 99, "e7eb95235b60": 99,
    "bb7ee5d4c745": 100, "f67c145ce19a": 100, "e2b63baa35d4": 101, "1d420353735a": 102, "e42b05aa975f": 102, "5b11a3354908": 102,
    "a7073627beac": 103, "2cafaa34e7cf": 103, "6cf9505efb6d": 104, "973e93174e46": 104, "1aae19cea680": 105, "f4ea9aa205c0": 105,
    "3922e22af024": 106, "324e568de6ec": 107, "cad8f20016b9": 108, "915b9faeb9c8": 109, "2c42cc3312fc": 110, "32eb71f01189": 111,
    "677a09a1c0ea": 112, "1d359c061b97": 113, "6d7a79a6d478": 114, "6aecd7e2dca8": 115, "8e3822055ed6": 116, "fc4db707876e": 117,
    "bf22be8f8c11": 118, "dab28ea66631": 119, "ca49e6e3a015": 120, "d22e16d05a00": 121, "1e3ea9f05872": 103, "684bc4af5eed": 122,
    "c6c265abcf5f": 123, "dd89b36874ab": 124,
}
