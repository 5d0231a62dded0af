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
ASSIGNMENT = "kata_cells"
EXERCISES = {
    "rnn_last_state": Exercise("many to one, in one function", 5, "x h0 Wx Wh b", "h"),
    "lstm_step_concat": Exercise("an LSTM with one matrix over [x, h]", 6, "x h_prev c_prev W b", "h c"),
    "lstm_step_torch": Exercise("an LSTM from torch's weights", 6, "x h_prev c_prev W_ih W_hh b_ih b_hh", "h c"),
    "gru_step_cho": Exercise("the GRU as first published", 6, "x h_prev Wr Ur Wz Uz W U", "h"),
    "gru_step_torch": Exercise("a GRU from torch's weights", 6, "x h_prev W_ih W_hh b_ih b_hh", "h"),
    "peephole_lstm_step": Exercise("gates that see the cell", 6, "x h_prev c_prev Wx Wh b p_i p_f p_o", "h c"),
    "coupled_lstm_step": Exercise("one gate to forget and to write", 5, "x h_prev c_prev Wx Wh b", "h c"),
    "minimal_gated_step": Exercise("the minimal gated unit", 5, "x h_prev Wx Wh b", "h"),
    "layer_norm_rnn_step": Exercise("an RNN with layer normalisation", 6, "x h_prev Wx Wh gain b eps", "h"),
    "masked_rnn": Exercise("padding that the state passes over", 6, "x mask h0 Wx Wh b", "h"),
    "packed_last_state": Exercise("the last state of both directions", 5, "forward backward lengths", "last"),
    "masked_mean_pool": Exercise("the mean without the padding", 5, "h mask", "pooled"),
    "masked_max_pool": Exercise("the maximum without the padding", 5, "h mask", "pooled"),
    "attend": Exercise("attention over states", 6, "query keys mask", "context weights"),
    "teacher_forcing_inputs": Exercise("what a decoder reads in training", 5, "targets start", "inputs"),
    "greedy_decode": Exercise("the likeliest symbol, step by step", 6, "h0 start stop E Wx Wh b Wy by max_length", "symbols"),
    "locked_dropout": Exercise("one dropout for all steps", 5, "h keep p", "y"),
    "residual_stack_step": Exercise("layers with residual connections", 6, "x h_prev Wx Wh b", "y h"),
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
    "What does the first step know of the state it was given?",
    "Which state does the third step read?",
    "How many inputs has your loop read of a sequence of one step?",
    "Which input does the last state know best?",
    "Which index of Wh belongs to the old state, which to the new?",
    "How many terms has a pre-activation?",
    "Whose array holds your first state, and what is in it afterwards?",
    "Between which two numbers does a state lie?",
    "Which rows of W meet the input here?",
    "In which order do the four blocks stand?",
    "Which block is the candidate: the third or the last?",
    "Which of the four is no gate? Can it be negative?",
    "May the state leave the range from -1 to 1?",
    "Which cell does h show: the one before the step, or after?",
    "Which comes first in the answer, state or cell?",
    "What happens to the old cell when f is 0?",
    "Count the arguments: did each one enter?",
    "How many biases does torch add to a pre-activation?",
    "Does a reshape move row 0, column 1 to row 1, column 0?",
    "In which axis of the recurrent matrix does torch stack its gates?",
    "In which order do torch's four blocks stand?",
    "Which of torch's blocks is the candidate?",
    "Of the two things that are handed on, which does f keep?",
    "Set z = 1: what survives here, the old state or the candidate?",
    "Does r meet the state, or the state's product?",
    "Which gate clears the candidate's view of the past?",
    "What changes in your answer when r goes from 0 to 1?",
    "Which of the three is no gate? Can it be negative?",
    "Do the two shares sum to one?",
    "Would the update gate differ if the old state were another?",
    "Which index of U belongs to the old state?",
    "Do the two matrices have their gates in the same order?",
    "Which of torch's blocks comes first: reset or update?",
    "Is the second bias of the candidate inside or outside of what r scales?",
    "Does torch's r meet the state, or the state's product?",
    "When r is 0, what does the candidate still know of the input?",
    "Set z = 1: what survives in torch, the old state or the candidate?",
    "When does the output gate look at the cell: before it changes, or afterwards?",
    "How many gates have a peephole?",
    "Does the input gate see the cell too?",
    "Has each gate weights of its own?",
    "What does a peephole show: the state or the cell?",
    "Is the cell squashed on its way to the gate?",
    "Between which two numbers does a gate lie?",
    "When the forget gate is 1, what is left of the old cell?",
    "What is written when nothing is forgotten?",
    "Do the share that stays and the share that is new sum to one?",
    "In which order do the three blocks stand?",
    "When the gate is 1, which is taken here: the old state or the candidate?",
    "The one gate has two tasks: which is the second?",
    "Does the gate meet the state, or the state's product?",
    "Is the candidate's past scaled by the gate, or by what the gate leaves?",
    "Which columns belong to the gate, and which to the candidate?",
    "Which of the two is no gate? Can it be negative?",
    "Whose mean is it: that of a sequence's units, or that of a unit's sequences?",
    "Does another sequence in the batch change this one's answer?",
    "By how many is the sum of the squared deviations divided?",
    "What is eps added to: the variance, or its root?",
    "What is the variance of your normalised units?",
    "Which comes after the normalisation, and is not to be undone by it?",
    "What is the mean of your normalised units?",
    "What has your state read once the padding begins?",
    "What does the step after a gap read?",
    "What does a 1 in the mask mean here?",
    "Which state stays at a padded step: the first one, or the last one?",
    "May a real step follow a padded one?",
    "Is every sequence padded where the first one is?",
    "What is the state after a padded step, for whoever reads your answer?",
    "Which step does the backward direction read last?",
    "How many steps has the backward direction read at the last column?",
    "What stands in the last column of a sequence that is shorter?",
    "At which index is the third step?",
    "Which direction comes first in the answer?",
    "How wide is the answer, and can a reader still tell the directions apart?",
    "Does every sequence end where the first one does?",
    "How many numbers did you add up, and by how many did you divide?",
    "Does your sum change when the padding does?",
    "Should a longer sequence have a larger answer?",
    "Has every sequence as many real steps as the longest?",
    "Whose real steps are counted?",
    "What comes of a sequence without a real step?",
    "What is the largest of three negative numbers and a padded step?",
    "Does your answer change when the padding does?",
    "Which number is below every state there may be?",
    "Which of the steps should win?",
    "May the answer be negative?",
    "What do the weights of a padded sequence sum to?",
    "What weight has a padded step?",
    "What is the exponential of the score that you gave to padding?",
    "Are the scores scaled here, or is that another paper?",
    "Along which axis do the weights sum to one?",
    "What does exp(1000) give?",
    "Which comes first in the answer, the context or the weights?",
    "Could a gradient find its way through your choice?",
    "Can the decoder see at a step what it is to say there?",
    "Does the second step read the first target, or the third?",
    "At which step is the start symbol read?",
    "How many steps has your answer?",
    "What does the first step read: the end of the sentence?",
    "Is the start symbol always number 0?",
    "Can you look a row of a table up by your answer?",
    "Is the symbol that ends a sentence part of it?",
    "What does the second step read?",
    "Did the network say the start symbol, or was it told?",
    "What should happen at the stop symbol?",
    "How many symbols do you write when one is allowed?",
    "Which of the scores should win?",
    "What is the mean of your answer over all draws?",
    "Do the units that stay have to make up for the others, or to give way to them?",
    "Which probability is p: of staying or of being dropped?",
    "What does a 1 in keep mean?",
    "Do all sequences lose the same units?",
    "At how many steps does a unit stay dropped?",
    "How does x reach the last layer if all weights are 0?",
    "What is added above the second layer: what entered the stack, or what entered that layer?",
    "Whose array is y at first, and what is in it afterwards?",
    "Does the next step of a layer read its state, or the sum?",
    "What does the second layer read?",
    "Has each layer a state of its own?",
    "Do layers share weights, or do steps?",
    "Is what enters a layer added before the tanh, or afterwards?",
)
FINGERPRINTS = {
    "3e58566a974f": 0, "d11d56756eeb": 1, "10551145950d": 2, "bce6b82b6d5a": 3, "3f5ea0aa24c5": 4, "b6fc364c7193": 5,
    "7069380c0852": 6, "7aa566b5f80c": 7, "4568e7beee30": 8, "e39b3be099ba": 9, "adec90c5b605": 10, "866336a5ee8b": 11,
    "f5e623cdb797": 12, "23aae1686725": 13, "6b605011aa15": 14, "dd8b70508f9a": 15, "2b90596740f6": 16, "da102db91986": 17,
    "2ffa0228abc5": 18, "9978c3c8b237": 19, "43a3a9b4daa6": 20, "4d9bd2e2b25c": 21, "0d11329cd7fa": 11, "34523924cb86": 12,
    "bf6d1ee54411": 22, "32a812dcfde7": 23, "284c75c8eafc": 24, "d12e2df543fc": 25, "fd263390cfa6": 26, "e843a7380f60": 27,
    "9e0ca2e8ac13": 27, "ce7385ca8c69": 28, "6574179b9f06": 29, "5b210c40b25e": 30, "0a65a22a549b": 31, "2f056c6b689b": 32,
    "1ca46ce41848": 33, "1bac83c2b30e": 34, "16a0d40d37b7": 35, "1e4916d8b25c": 26, "7c973f79baf9": 36, "3b1032b03b14": 16,
    "4396f4402377": 37, "0a6f20faf919": 38, "bc812cfa71b4": 39, "0072a6c9346e": 40, "feee33e1d3e7": 41, "bf2275628372": 42,
    "a92da5b23663": 43, "9e04ceb27e4a": 12, "ab7958cb8757": 44, "d48e60eae3e8": 45, "bfd7d807c403": 46, "d9a2c24034ef": 47,
    "7dbf4ecf887c": 27, "455488b888fe": 27, "e444d8df581b": 12, "1e6d942b5a76": 12, "edd48c6ae714": 43, "b51889d4eae7": 43,
    "178be19ad2c6": 48, "d99b07a1e312": 49, "86f92b29cdc2": 50, "5506abea047b": 51, "f6bef4c5e0d2": 52, "1685cee2b3ef": 53,
    "ee13da94b66d": 28, "39033fc07a93": 54, "b8c333067114": 55, "18cf32ec380e": 56, "e54ce6fa3ebc": 57, "3c49b545526d": 58,
    "f395fbe9b1f0": 16, "9a1cd8a0de67": 59, "a2e6784faa38": 7, "a1b681f62db7": 60, "a24336353e86": 61, "6218ad467116": 62,
    "9f939e416d74": 63, "be6eef148e2b": 64, "08fd5a27c257": 65, "0d4169f01e3f": 66, "9f23473b48fa": 0, "e558d9d65a7d": 67,
    "9db5d564296e": 68, "c5723bf966b3": 68, "c97c0de51200": 69, "c6fb7eb2b076": 69, "2df7d20cb3a9": 70, "611a925b0906": 70,
    "1ce6ddc52feb": 71, "da80b82cfd4b": 72, "3a062ec108e2": 72, "fea0a45027e7": 73, "0a0ca4fefc6e": 73, "432e8e1052cc": 74,
    "0bf9f6623b41": 75, "9ab4a6eb559f": 75, "ab77160ce37c": 75, "7e85dc9510f4": 76, "52d743634268": 76, "704334a644fe": 76,
    "924a1f2afb66": 77, "174f1ca374a7": 78, "936e290c9e4d": 78, "784e2affb8b7": 79, "6afaae36d33a": 80, "dd678a659f10": 63,
    "4cafcac20123": 63, "b4226b4ecfbc": 63, "2206a60e2598": 81, "06cdfdbe343c": 81, "9492c67c896f": 82, "60504ef444af": 82,
    "b64a2e281829": 83, "cb43a955d599": 84, "0bd262a1fb98": 84, "f65d201826ef": 85, "b2ada3b697d3": 85, "fd22d4c69c34": 63,
    "0fd9e0e30f3d": 80, "d16ebd6624af": 86, "73bc125b7fc8": 87, "09589f03692c": 88, "12605b670df0": 89, "bbf333a4317e": 90,
    "f44e6e38b37a": 90, "b01a2c755f91": 91, "7032396abd77": 92, "2b2fdc90ab1b": 93, "92cc0eaaaaf1": 94, "cb8d9cdc3257": 95,
    "a01a22db3895": 96, "bf5d88ee927d": 97, "8a1d08afdbf3": 98, "8e21ef613bc0": 99, "cf83da44c1d3": 100, "372bbc2f6fa8": 101,
    "47d43c357109": 102, "de4f6cd189fb": 103, "481eca9e8aba": 103, "f63c075f675f": 103, "5327cef94a3c": 104, "7effc1424392": 105,
    "d54d21be190c": 105, "8ab0a924f4a2": 105, "925670e7c0e6": 106, "05de12bc4869": 106, "3af5cd22529d": 106, "145579a7cbb0": 16,
    "68d9799cd449": 107, "1b09e969cfe6": 108, "67a5a8460b11": 109, "5184d72741d3": 110, "e0c2725e7731": 111, "6726b8f19e5d": 112,
    "fad294c1b4c0": 113, "620cf9fde086": 114, "2efab7dd02e0": 115, "0dd377629ec4": 116, "a651e1fb0a2c": 117, "9f33dd3f6929": 118,
    "51810dd02489": 119, "9331db5f43ef": 120,
}
