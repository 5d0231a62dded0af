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
ASSIGNMENT = "layouts"
EXERCISES = {
    "parameter_count": Exercise("how many parameters there are", 12, "kind D H layers bidirectional biases", "count"),
    "output_shapes": Exercise("what torch returns, by shape", 12, "kind N T D H layers bidirectional batch_first", "shapes"),
    "split_gates": Exercise("a matrix into the blocks of its gates", 5, "W gates", "blocks"),
    "merge_gates": Exercise("the blocks side by side again", 4, "blocks", "W"),
    "reorder_gates": Exercise("the gates in another order", 10, "W source target", "reordered"),
    "to_torch": Exercise("the weights as torch's state dict", 11, "kind Wx Wh b", "state"),
    "from_torch": Exercise("torch's state dict as weights", 11, "kind state", "Wx Wh b"),
    "from_keras": Exercise("Keras' weights as ours", 12, "kind kernel recurrent_kernel bias", "Wx Wh b"),
    "join_concat": Exercise("one matrix over [h, x]", 4, "Wx Wh", "W"),
    "split_concat": Exercise("one matrix over [h, x] into two", 4, "W H", "Wx Wh"),
    "last_valid_step": Exercise("the state at each sequence's true end", 6, "h lengths", "last"),
    "reverse_padded": Exercise("a padded batch, read backwards", 9, "x lengths", "turned"),
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
    "Whose habit is the default here: how many bias vectors does torch keep for each gate?",
    "What does a layer without biases have?",
    "Which parameters of a gate belong to no pair of units?",
    "How long is a bias vector?",
    "Does every gate have biases of its own?",
    "How many gates does each of the three kinds have?",
    "What does a gate read besides the input?",
    "Whose last state does a cell read: its own, or also its twin's?",
    "Do the layers share their weights?",
    "What is the input of the second layer?",
    "With two directions, how many numbers does the first layer hand to the second at each step?",
    "How many cells are there in a layer that reads in both directions?",
    "Which part of the input does either direction of the first layer see?",
    "Which numbers of biases are there, and what is to happen at 3?",
    "Which axis does torch put first when it is not told?",
    "Which of the results does the flag move?",
    "What changes when the batch is to come first?",
    "Where is N, with the flag and without it?",
    "Where does the state of the other direction stand at each step?",
    "Whose states does output hold: those of every layer, or of which one?",
    "Does the size of the input show in anything that comes out?",
    "How many last states has a layer that reads in both directions?",
    "Whose last states does h_n hold: one layer's, or which ones'?",
    "Are the last states of both directions joined, as they are in output?",
    "h_n is of one moment: which of your axes is time?",
    "How many axes has h_n when there is one layer and one direction?",
    "Which kind returns one thing more than the others?",
    "Which of the gated kinds keeps something besides its state?",
    "Of which steps does torch return the cell?",
    "What should come of a sequence without a step?",
    "Is gates the number of blocks, or their width?",
    "Is a gate's block in one piece?",
    "Which block should come first?",
    "Is one array with an axis for the gates what was asked for?",
    "What should become of seven columns and three gates?",
    "Along which axis do the gates stand side by side?",
    "Whose column comes second: the first gate's, or the second gate's?",
    "How many axes has the matrix that was split?",
    "Can blocks with different numbers of rows stand side by side? Who says so, and of which argument?",
    "Try three gates that move round in a circle: from which order to which did you go?",
    "In which order do the blocks come out?",
    "Which argument says what order is wanted?",
    "Which letter of target stands for the first block?",
    "How many columns move together?",
    "Does anything move inside a block?",
    "Which block is meant by a letter that stands there twice?",
    "What becomes of a block whose letter is not among those wanted?",
    "On which side of the input does torch write its matrix?",
    "Multiply torch's two weights out by hand: which index is the unit in each?",
    "Does a reshape move the entry of row 0, column 1 to row 1, column 0?",
    "What do torch's two biases add up to?",
    "Which of torch's two biases was to be zero?",
    "Which product does each bias belong to?",
    "What stands between the second bias and the candidate of a GRU? May the two be added?",
    "How many biases has a GRU that resets after the product, and where does each go?",
    "Whose order of gates differs from the kit's: torch's?",
    "What are the parameters of a layer called, and what those of a cell?",
    "Which keys does a layer with biases ask for when it loads a state dict?",
    "Four blocks or three: what does each kind want?",
    "How many biases does torch add to a pre-activation?",
    "What do torch's two biases do to a pre-activation together?",
    "Whose state dict did you change? What does the model that it came from see?",
    "How many biases do the kit's equations of an LSTM have?",
    "What if the keys come in another order?",
    "What would be lost of a network of two layers, and who would notice?",
    "What should be raised when a key is missing, and what should it name?",
    "Name the three blocks of a GRU, Keras' and the kit's: do they stand in the same order?",
    "Which of Keras' arrays have gate blocks?",
    "Which of Keras' arrays have blocks of gates?",
    "Do the biases belong to gates too?",
    "Which row of Keras' bias goes with the input?",
    "In what form does the kit keep the two biases of a GRU?",
    "Which two blocks of a GRU change places, and which stays?",
    "Keras writes i, f, c, o: which of the kit's letters is its c?",
    "What shape are Keras' kernels, and what shape the kit's?",
    "What shape are the kernels of Keras' GRU, and what shape the kit's weights?",
    "What does the first row of W multiply: a unit of the state, or an input?",
    "On which side of W does [h, x] stand?",
    "Can rows of different lengths stand under one another? Who says so, and of which argument?",
    "Which of the two matrices comes first in the answer?",
    "Which axis of W did joining make longer?",
    "Does the state always have as many units as there are inputs?",
    "What is left for x when H takes every row?",
    "What stands in the last column of a sequence that is shorter?",
    "At which index is the third step?",
    "Does every sequence end where the first one does?",
    "Does every sequence end where the longest one does?",
    "Each sequence has one length: how many states should come of it?",
    "Which axis counts the sequences, and which the steps?",
    "Is one state asked for, or what all have in common?",
    "What is the last step of a sequence that has none?",
    "Can a sequence be longer than the batch is wide?",
    "Where does a reversed sequence begin: in its own last step, or in the padding?",
    "Which step should come first?",
    "Where is the padding before, and where after?",
    "In which order does the padding stand before, and in which after?",
    "Which axis is time?",
    "Does anything move inside a step?",
    "What should become of the padding?",
    "Is the last valid step part of the sequence?",
    "Where does the first step go?",
    "At a length of 0, what is the index before the first step?",
)
FINGERPRINTS = {
    "c42d31583e53": 0, "78767c9ee055": 0, "25edbc0c45e2": 0, "b70db21622a5": 1, "07c204bfa550": 2, "2c95bd51dcbc": 2,
    "166a1e78ea09": 2, "4d2b28009b31": 3, "274e1402ee0c": 3, "ad64aaf570c1": 3, "85d8614b728e": 3, "9bbf2bb237b3": 4,
    "fca20eb0be93": 4, "e027c457020a": 4, "3098fbfb4e8a": 4, "9fa09a0ed03b": 5, "c8ff2b36296f": 5, "7707f94f6685": 5,
    "a5563c64e93b": 5, "e0ff1839ca74": 6, "7889acf445af": 6, "c3851049f78f": 6, "2e24d66debe3": 6, "3387dd36edfe": 7,
    "f160bc5a2cf5": 8, "775af2e982b6": 8, "64f4e3ab2e18": 9, "2315c18bd8d9": 10, "ac3f5398cb7a": 11, "2ffe7bf785de": 12,
    "ff82c4217b2b": 13, "53789f127970": 14, "82d17cb457a7": 14, "3a24d52d141a": 15, "713e678df610": 16, "15f8c746d0a6": 16,
    "5698526860f6": 17, "93802d2282a9": 18, "6378e46f9fdc": 18, "1ff0992098dd": 19, "8d93d0654ade": 19, "c80b48ab5136": 20,
    "e914e171a9de": 20, "343239588e98": 20, "0bce2aea61c7": 21, "d4ec22a93359": 21, "15943e4f5501": 22, "bcf2817efb5e": 23,
    "a88e0a054722": 23, "50d9467fc681": 24, "54968722e87f": 24, "639a5d189636": 24, "edd21e03f1ec": 24, "470411b4dbff": 25,
    "ed6846f7b370": 26, "8b9c1ab6acac": 26, "a57ac88d226d": 26, "7255f62df234": 27, "fe648b65b33d": 28, "ddf0331acdcf": 28,
    "119a7a76eede": 28, "5c086e1a6ca9": 29, "942f491c25aa": 30, "0190a1c1a72d": 30, "5e2cbe35cb89": 31, "d3e596e302f6": 31,
    "d92ea72563f4": 32, "b5c2df9246b0": 32, "0a1bf6c17894": 33, "060f841e76b5": 33, "a7b79ab16393": 34, "12c490df5598": 35,
    "b6c988612226": 36, "13a9c1816edf": 36, "b46bbd137b8b": 37, "3b7c8887591c": 37, "318ad99ca2d6": 32, "272527279f26": 32,
    "4542a25fd8da": 38, "69c487f8e0d5": 39, "54df1a833e6f": 39, "63bca1ce8348": 40, "cc0d80d2bf51": 40, "62fd7cfb2b72": 41,
    "ad7bf1c288c8": 41, "5804fc3adc29": 42, "c54acb3ce12a": 42, "761aa1bbdf76": 43, "d43ed90dff12": 43, "304c41d21da2": 44,
    "181481ef11e5": 44, "93a8b5fddc1e": 45, "030f3706bbd2": 46, "54fe0aab191f": 47, "43a39a0da51a": 47, "82df8f8a2278": 48,
    "05f92dcfe78f": 48, "58c847fa7a3a": 49, "8a2890719b22": 50, "d9a85ce8c497": 51, "a003c5466e8f": 51, "c87c8a051248": 52,
    "7a610214a8f4": 53, "e8b29883f50c": 54, "07b9bcd3dc5f": 55, "a95f2cc98362": 56, "5b3d62a08bff": 56, "729ddad38207": 57,
    "b0da1e1eadfa": 57, "ffb92e3a9929": 58, "38a661caeab7": 47, "e2d7e789e81f": 47, "54259413ed6e": 48, "0b4e4c2cc404": 48,
    "47c4c907e524": 49, "3dd26411cb39": 59, "b662f41566cb": 60, "9d5a39c2f417": 61, "8e97bb2c8c6a": 62, "0cdc9207fc71": 53,
    "223422541750": 52, "171055bb8b47": 63, "34bfe880dd80": 55, "afb894cda2a8": 64, "836504a5ad26": 65, "520bb50e410d": 58,
    "fe0771643cde": 66, "8135f851d5cf": 66, "27219c1f4181": 67, "4e070abd628a": 67, "417b6079bc5b": 68, "adb504fd9788": 68,
    "f9fe8f8b2827": 69, "8cab12f1eeb3": 69, "fdb4d9ea2d24": 70, "35bacfb71628": 70, "4d4d2f5bf116": 53, "aa6702ceda3a": 53,
    "e27110913a5c": 71, "2da6e0b7de3a": 71, "785326244ebf": 72, "50e8ec1b12e9": 72, "3d3831e064cf": 73, "3492855bbbf9": 74,
    "4cfef4f56785": 75, "ec01fac0d6d3": 75, "bb298cff99f5": 58, "8c680105311f": 76, "3fc2f812c27a": 76, "96f8c568f621": 77,
    "ef8bfbe414e8": 77, "8d6307e2b214": 78, "542fa02fdbdf": 76, "ad367fd30590": 76, "db5238198bb0": 79, "8b9ea950a023": 79,
    "9013acfb9939": 80, "3f1aa5e751b5": 80, "e3536e18668b": 81, "dbabcd348ce7": 81, "ca3c2e719de3": 82, "78144c93a4ae": 83,
    "c4ce6f50208a": 83, "24b846680eb1": 84, "e75cf0ee15a7": 84, "87f9df3c00c8": 85, "516eafd73d01": 85, "56b9b50a7316": 86,
    "b2125e0336e5": 87, "90cdbf67f179": 87, "f3b6208c48c2": 88, "3732d0a38abf": 89, "186e010e9223": 89, "51b95a22ca4f": 90,
    "4f133aad22e0": 91, "9087e341cfa5": 92, "f415a22b2b4b": 92, "1297c7da428f": 93, "16af16e43144": 93, "ec246347de51": 94,
    "8556422314c6": 94, "8bcb154f581a": 95, "8c9a83ddd069": 95, "8e378f24a671": 96, "a6bba2300c6c": 97, "1c95c94c14c9": 98,
    "dd5981e8c44f": 98, "980282d62a4a": 85, "3dbde9158e60": 99, "95ece81ec810": 100, "cd223f301a27": 101, "ee858ba46993": 91,
}
