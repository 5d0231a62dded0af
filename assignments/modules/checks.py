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
ASSIGNMENT = "modules"
EXERCISES = {
    "RNNCell": Exercise("the RNN's step as a module", 8, "input_size hidden_size", "h"),
    "LSTMCell": Exercise("the LSTM's step as a module", 12, "input_size hidden_size", "h c"),
    "GRUCell": Exercise("the GRU's step as a module", 12, "input_size hidden_size", "h"),
    "RecurrentNetwork": Exercise("layers and directions over a sequence", 26, "cell input_size hidden_size num_layers bidirectional batch_first dropout", "output state"),
    "SequenceClassifier": Exercise("one answer for a padded sequence", 14, "cell input_size hidden_size output_size", "logits states"),
    "CharModel": Exercise("the next letter at every step", 14, "cell vocab_size hidden_size embedding_size", "scores state"),
    "train_char_model": Exercise("the capstone: hello -> ohlol with torch", 14, "model inputs labels epochs lr max_norm", "losses"),
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
    "Can your state be negative?",
    "Does your state stay between -1 and 1 however large the input?",
    "Would a hundred of your steps be more than one linear map?",
    "Change h and nothing else: does the result change?",
    "How often is the function applied in the equation, and to what?",
    "With all weights at zero, what is left of the old state?",
    "How many biases does torch's own cell hold?",
    "On its way back, can a gradient get past this step?",
    "What does list(cell.parameters()) show?",
    "In which order do torch's blocks stand?",
    "Which of the four is not a gate?",
    "Can h leave (-1, 1)?",
    "Which c does the sixth equation read?",
    "In which order does torch return the two?",
    "What of the old cell is left when the forget gate is open?",
    "With which value of the forget gate is the old cell erased? Does yours do that?",
    "Who decides how much of the candidate is written?",
    "Are what is kept and what is written tied together here?",
    "Between which two numbers does a gate lie?",
    "Along which line should gradients travel far?",
    "Change h and nothing else: do the gates change?",
    "Do the H rows of one gate lie side by side, or every fourth row?",
    "Set z = 1: what survives, the old state or the candidate?",
    "Whose block comes first in torch, and whose in Keras?",
    "Which of the two variants does torch compute: does r meet the state, or its product?",
    "What exactly does r multiply: the product alone, or its bias too?",
    "What changes in your answer when r goes from 0 to 1?",
    "If r is 0, does the candidate still see the input?",
    "What does the candidate know of h when r is 1?",
    "Which of the three is not a gate?",
    "Which part of the new state carries the old one on?",
    "Would z differ if h were another?",
    "h has four readers: does a gradient come back from each?",
    "What does list(network.parameters()) show?",
    "Two directions are two networks: how many cells do you hold?",
    "Does batch_first move the input alone?",
    "Who may say where the network starts from?",
    "Which row of the given state belongs to layer 1?",
    "Does what one layer ended with have anything to do with where the next one starts?",
    "Which step does the second half of column 0 describe?",
    "Which step does the second direction read first?",
    "Whose half comes first in torch's output?",
    "Are the two directions' outputs added, or set side by side?",
    "After layer 0 forward, which cell comes next in h_n?",
    "h_n knows of how many layers?",
    "Is the state you return the one after the last step that this cell read?",
    "The second direction ends at step 0: where in the output does its final state stand?",
    "Does batch_first move the state too?",
    "What should dropout do after network.eval()?",
    "Can the loss at the last step reach the first input?",
    "What is this network's default for batch_first, and what is torch's?",
    "What enters a layer's output besides its own cells' states?",
    "What does the loss expect, scores or probabilities?",
    "What does the loss expect: does it take the logarithm itself?",
    "Which column holds the state after a short sequence's last valid step?",
    "How much of the sequence has the state seen that you classify?",
    "A sequence of length 1 has its last state in column 0: and one of length 2?",
    "Does every sequence end where the first one does?",
    "What comes first, the logits or the states?",
    "Is one state read, or all of them?",
    "How many answers does one sequence get?",
    "What stands between the last state and the Linear?",
    "What would the logits be if the state were zero?",
    "Does anything but the head learn from the logits?",
    "Which axis of the states is the batch?",
    "After one step of training, has the embedding changed?",
    "Is the table of letters the same at the next call?",
    "Which row belongs to letter 0?",
    "At how many steps is a letter predicted?",
    "Which axis of the scores is the vocabulary here, and which does torch's loss want?",
    "How many axes have the scores?",
    "Can a score be larger than 1?",
    "Where is the 1 of letter 0?",
    "How many letters are there, and how many rows has your table?",
    "What does backward do with a gradient that is already there?",
    "Which optimizer is asked for?",
    "Do the weights shrink when all gradients are zero?",
    "What does Adam remember from step to step, and for how long does yours live?",
    "Does another lr give another run?",
    "Is the loss a sum or a mean over the letters?",
    "losses[0] is the loss of which network, the untrained one?",
    "How many losses are there after five epochs?",
    "Does the loss fall?",
    "What does the loss do to its input first?",
    "Whose parameters does the optimizer know?",
    "Which letters count in the loss?",
)
FINGERPRINTS = {
    "c2080e215789": 0, "cb727b999fe2": 1, "84497f170d36": 2, "0691e2893d0b": 3, "fc25dde4313c": 4, "299b837c277f": 5,
    "cb41e444d465": 6, "0cba82f9cdac": 7, "9dfcfaa7038f": 8, "8fed8c1821c4": 9, "8b9de193af6a": 9, "1195948d12ff": 10,
    "713f5dc72ed2": 11, "1b5595d78dbc": 12, "3edf63a384eb": 13, "be5fc5405951": 14, "538748aca11c": 15, "7fcc84271ebd": 16,
    "195c0b1af695": 17, "7d357f5cc31a": 18, "bfecbcadebc1": 19, "b0f6d9e3b018": 20, "0d76d227b733": 6, "cb0cf630148b": 21,
    "a4b700b60dbe": 22, "eb71906010d9": 23, "df15f0d8ed93": 24, "2ea8e3ce5ead": 25, "bd912df13d50": 26, "8cc0fd06b151": 27,
    "478ed7ecbdcc": 28, "0fa8dc8975f7": 29, "162c68c10983": 30, "f7f879ed45ad": 31, "15f7f57ab4e2": 32, "09c421f9fb2d": 33,
    "a0e4c11fc417": 34, "d8c949b9cff1": 35, "ab6a69d791c0": 35, "43ebb48abe38": 35, "442f81a7e0e5": 35, "85b5a0fac9fd": 36,
    "48870f71507f": 36, "7ebfb54ff685": 37, "6c1cf0b0f4b3": 37, "dc9cb8983831": 38, "fff3b87a5704": 38, "a48ebf608c45": 38,
    "2d23d446e916": 39, "685096d1c9bb": 40, "7c7b4fecdb16": 41, "60076ac5e380": 42, "1353e39d22ab": 43, "61d96af6a4bb": 44,
    "6b0592496709": 44, "cb3419282414": 44, "ab808062a0d5": 45, "b25c4f89876d": 45, "0d62c7a6b8bd": 45, "d4b113ce98ff": 45,
    "67f388c99276": 46, "e8500dee34d3": 47, "b6fd77115edb": 47, "9a6feb3c369f": 47, "5ded69ed2a71": 47, "3c3949b27ac6": 48,
    "31be87d626c5": 49, "12123e08ed73": 50, "e1942a65aefc": 50, "0d308d1495c2": 50, "48200f1656bd": 51, "1ee89ba6e648": 51,
    "49056ae23d77": 51, "6d529de54979": 52, "98acfb5ceb6e": 52, "5d74392bd638": 53, "af0a8a2ab71c": 53, "49560806e304": 54,
    "10315ab4b016": 55, "54fefa61c811": 56, "bc83f7d2030e": 56, "452c758666fd": 57, "fbdef7059d52": 58, "5b3bffbce088": 59,
    "76ad25750007": 60, "aaa75c1082d4": 61, "c5c0708d2999": 61, "11278b2133f8": 62, "d0416c192426": 62, "eca7ba2aba60": 63,
    "9517d5922009": 64, "3a75b6fb80c4": 64, "9c332ed71556": 52, "b5004a93c3c8": 52, "601815412b7f": 65, "b674af96fd42": 66,
    "f3b6da981596": 67, "8dd08657fa2b": 68, "b34e6dc5d2c6": 68, "36f702064c42": 69, "eb3a33edc918": 69, "3463efbed6a4": 70,
    "44e97308ad13": 70, "e5c9f9bb2283": 71, "4f143d3ac80a": 71, "0b62e3daaf25": 72, "babda987a165": 73, "77e6e14021a8": 74,
    "8b091e64ceb8": 75, "fc3e71860f68": 76, "f9fb73709d67": 77, "43e150990c48": 78, "ca5e2cfe0052": 79, "865b3b595f15": 80,
    "1f701bcfb6b3": 81, "aab8975e2a28": 82, "b8d36b514624": 83, "c23ff976d3bd": 84, "cf52325c3fd2": 85,
}
