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
ASSIGNMENT = "explosion"
EXERCISES = {
    "run_recurrence": Exercise("the bare recurrence", 12, "activation Wh h0 steps", "states"),
    "state_norms": Exercise("how long the states are", 6, "states", "norms"),
    "backward_norms": Exercise("how much of a gradient comes back", 18, "activation Wh states", "norms"),
    "spectral_radius": Exercise("the spectral radius", 6, "Wh", "radius"),
    "scale_to_radius": Exercise("a matrix of a chosen radius", 8, "Wh radius", "scaled"),
    "steps_to_overflow": Exercise("when float16, float32 and float64 overflow", 14, "gain dtype", "steps"),
    "orthogonal": Exercise("a random orthogonal matrix", 10, "size gain rng", "Wh"),
    "irnn_parameters": Exercise("the first weights of the IRNN", 6, "D H rng", "Wx Wh b"),
    "classify_growth": Exercise("vanishes, explodes, or neither", 8, "norms low high", "verdict"),
    "explosion_table": Exercise("the table: tanh and ReLU, gain by gain", 12, "gains steps size rng", "table"),
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
    "A state is a row here: on which side of Wh does a row stand?",
    "From which state does the recurrence start?",
    "Is h0 the result of a step?",
    "What enters step 2?",
    "How many states are there before and after three steps, the first one counted?",
    "How often is the recurrence applied between the first row and the last?",
    "What does a ReLU answer where its argument is -2?",
    "May anything negative come out of a ReLU?",
    "How large may a ReLU become? Is that not what this assignment is about?",
    "What does the identity do to its argument?",
    "Is any of your tanh states negative?",
    "How many digits do your states keep? Look at their dtype.",
    "What should happen when somebody asks for an activation that does not exist?",
    "How long is the vector (3, 4)?",
    "How long is the vector (3, 4), as the crow flies?",
    "Does each unit of a state add to its length?",
    "Is the length of a vector a sum, or a mean?",
    "May a negative entry make a vector shorter?",
    "How many norms were asked for, and how many did you return?",
    "Which axis of states is time, which holds the units?",
    "What is the norm of the first state itself?",
    "Which norm of the identity matrix of size 3 is 1, and which is the root of 3?",
    "By how much can the matrix lengthen a vector, as L2 measures it?",
    "Do eigenvalues tell how much a single product lengthens a vector, if the matrix is not symmetric?",
    "Is the norm of a product the product of the norms, or is that only a bound?",
    "What is the slope of a ReLU that is off?",
    "Does a gradient pass through a unit that is saturated, or off?",
    "What is the slope of tanh where its value is -0.5?",
    "Does the slope belong to the units that enter Wh, or to those that leave it?",
    "Which index of Wh belongs to the older state?",
    "A step further back is one more factor: at which end of the product does it stand?",
    "How many Jacobians stand between h_T and h_{T-3}?",
    "Which state did the step from h_{t-1} to h_t return?",
    "Which step does a gradient that comes from the loss meet first?",
    "How far back is entry 0?",
    "What is the derivative of h_T with respect to itself?",
    "What is the largest eigenvalue of [[0, 1], [0, 0]], and what is its largest singular value?",
    "Which of the eigenvalues -2 and 1 decides how fast powers grow?",
    "What are the eigenvalues of a rotation by 90 degrees, and what is their modulus?",
    "Does your function look at the entries above the diagonal, too?",
    "In which order does NumPy return eigenvalues?",
    "Which of the eigenvalues wins in the long run?",
    "What is the spectral radius of a matrix of ones?",
    "Of which mean of the eigenvalues does the determinant tell?",
    "Which factor would give [[0, 1], [0, 0]] a spectral radius of 2?",
    "Ask for the spectral radius of what you return: is it the one that was wanted?",
    "Ask for the spectral radius of what you return: does it hang on the size of the matrix?",
    "What if the matrix has that radius already?",
    "If a larger radius is asked for, do your entries grow or shrink?",
    "Is what you return a multiple of Wh?",
    "Whose array is that? What does the caller find in it afterwards?",
    "Try a gain of 2 by hand: is your answer the last step that is finite, or the first that is not?",
    "Try a gain of 2 by hand: what is the t of h = 1?",
    "Is every product rounded in your version, as it is in the chain?",
    "What is 1.0004 in half precision? In which precision do your gain and your products live?",
    "Does your answer hang on the dtype at all?",
    "Is the largest number of a dtype finite? Try a gain of 65504 in half precision.",
    "At step 0, is the state inf? How do you say that a thing never happens?",
    "With a gain of -2, what does a ReLU make of the first product?",
)
FINGERPRINTS = {
    "acb5189c5d02": 0, "8e41ff49a464": 1, "692275ee226f": 1, "b50808c929f5": 2, "73bc48f65d86": 2, "89eee03f0c18": 3,
    "9f018c74731f": 3, "4a97c082e91d": 4, "5d36c287a6d7": 4, "3aa09c81a22d": 5, "2b1d8e56d59d": 5, "729e151a071f": 6,
    "251e03dbdae2": 7, "5a2417f6a353": 8, "43362caa87c4": 9, "0c0e3f63677f": 10, "5834d247d5f3": 10, "ba42e109c23f": 11,
    "a62641e204d0": 11, "028aa51a4c32": 12, "e33064cb655e": 13, "3c395de76078": 13, "85a5c0491b47": 14, "f8a1dda75eca": 14,
    "1c792049310d": 15, "4f5469f8c66c": 15, "4ab77aab05ce": 16, "5534dbeef316": 16, "e82f434d09a2": 17, "7c776092bf50": 17,
    "c4bfe6df8ace": 18, "94065c0e37c9": 18, "6be1cc8951ac": 19, "4fed58a6164f": 19, "17ffe420472a": 20, "84e7a74d3ec6": 20,
    "dc73a6565e77": 21, "71639dcba37f": 22, "650358899946": 22, "fa5b8704a99c": 23, "9e1aa940b308": 23, "be32997764aa": 24,
    "e840861ceddc": 24, "6eac2cc58c28": 25, "282978f44e77": 26, "6e09fab2d16e": 26, "7b4fda19b5f0": 27, "69d3f2ac9d8c": 27,
    "52adc0d95a53": 28, "4b07adf9e3f6": 29, "ab8ae8bfd3dc": 30, "712922b49207": 31, "b7c56d2123ce": 31, "b081c75cf8a1": 31,
    "3db027b0b52a": 32, "669835b1d358": 32, "e0c465e425a1": 32, "14d24d3b2eea": 33, "ed7457e43a5f": 33, "8181d5c34ff4": 34,
    "7a9670727eff": 34, "b6eb53c16722": 34, "33ff5c339724": 35, "3ebadbe1e7cc": 35, "1fa7ad30ada7": 35, "e2fa9424be7b": 12,
    "57cc4fdbfc7f": 36, "cac604c584f0": 36, "6ac039f6f1d2": 37, "c87577321008": 37, "4dcdffae0dd1": 38, "71af115203b0": 39,
    "ccf3e4c19555": 39, "8cc30726af5b": 40, "ea362bf8846b": 41, "21c44833ee88": 42, "5508ad7f5959": 42, "b3bcdfe098f1": 43,
    "b5817fea4172": 43, "5a4d231d8058": 44, "9e77e8759a1b": 45, "e996456cabff": 46, "6b6818bcf4f6": 47, "44a585cc244b": 48,
    "179c8f8a3e51": 49, "78c6588f320e": 50, "7eac93210ea5": 51, "c33def0126ae": 51, "daf4b917c9a3": 52, "8aa225ac690a": 52,
    "1b22c454eb1f": 53, "822ac83ac679": 53, "821fb114af89": 54, "adc2063a332a": 55, "463189d2f4e4": 55, "219de23d10e9": 56,
    "a390d1da42a0": 57, "350bc5e2b1d6": 58,
}
