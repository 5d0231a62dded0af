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
ASSIGNMENT = "bptt"
EXERCISES = {
    "step_jacobian": Exercise("one link of the chain", 8, "h Wh", "jacobian"),
    "chain_jacobian": Exercise("the chain from one state to another", 14, "states Wh t k", "jacobian"),
    "gradient_branches": Exercise("the gradient, branch by branch", 20, "x h0 Wx Wh b dh_last", "dWx dWh"),
    "branch_shares": Exercise("the share of each branch", 10, "branches", "shares"),
    "jacobian_norm_bound": Exercise("what no chain exceeds", 10, "Wh steps", "bound"),
    "clip_by_value": Exercise("clipping entry by entry", 6, "grads limit", "clipped"),
    "clip_by_global_norm": Exercise("clipping by the norm of all", 14, "grads max_norm", "clipped norm"),
    "truncated_rnn_gradients": Exercise("truncated back-propagation through time", 18, "x h0 Wx Wh b dh window", "dWx dWh db"),
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
    "Which index of J is the output: the row or the column?",
    "Papers write W h, here it is h Wh: which index of Wh belongs to the old state?",
    "Does a slope belong to the entry that comes out of the tanh, or to the one that goes into the step?",
    "The slopes stand on the diagonal of a matrix: what does that do to each row?",
    "Is h what went into the tanh, or what came out of it?",
    "Differentiate the tanh at 0 and far away on either side: does your slope agree?",
    "Where is the tanh steepest, and where is your slope largest?",
    "Which squashing function has this slope?",
    "What does a saturated unit pass on?",
    "Which step is applied to the change first, and which last?",
    "What do two linear maps, one after the other, make?",
    "Does the chain rule add the links, or do something else with them?",
    "How many factors has a chain over three steps?",
    "Is the slope the same at every step?",
    "Does step j take its slope from the state it reads or from the one it makes?",
    "How many steps lie between h_k and h_t? And if t is k?",
    "How many steps lie between h_k and h_t? Take t = k + 1.",
    "Where does the change enter?",
    "Where is the change read off?",
    "Over no step every state answers to itself alone: which matrix says so?",
    "Over no step every state stays as it is: which matrix says so?",
    "Which index is the entry of h_t: the row or the column?",
    "Which state would h_{-1} be?",
    "If you add up your entries, how often does the last step count?",
    "If you add up your entries, how often does the first step count?",
    "Which step's branch is entry 0?",
    "Which of the two weights is reported first?",
    "Which states does the loss read?",
    "How does the loss learn of step 1, when it reads the last state?",
    "What two things does one step back multiply by?",
    "Forwards the state met the rows of Wh: which does the gradient meet on the way back?",
    "What does the loss read: the last state, or what went into its tanh?",
    "Does a step take its slope from the state it reads or from the one it makes?",
    "Between h and the weights lies a tanh: what does it do to a gradient?",
    "What did Wh multiply at this step? If h0 is zero, what is its first branch?",
    "Which index of Wh belongs to the state that goes in?",
    "Which input did Wx multiply at this step?",
    "Which argument sets the state before the first step?",
    "Count the terms of a pre-activation: how many arguments did you use?",
    "Which state enters step 2?",
    "A branch twice as large: does your measure of it double?",
    "Which norm sees every entry of a matrix, and which only its largest stretch?",
    "How long is the vector (3, 4)?",
    "How many entries of a branch have a say in its norm?",
    "Can a size be negative?",
    "Over which axes do the squares of one branch extend?",
    "What do your shares add up to, when two branches cancel?",
    "What do your shares add up to?",
    "Is it the shares that add up to one, or their squares?",
    "How large is each branch, compared with all of them?",
    "What is 0 / 0, and when does it come up here?",
    "When every branch is zero, what is there to share out?",
    "By how much does the identity of two units stretch a vector, and what is your bound for it?",
    "Both eigenvalues of [[0, 3], [0, 0]] are 0: does it stretch nothing?",
    "Is an upper bound made of the most a matrix can stretch, or of the least?",
    "In which norm is the length of a vector measured here?",
    "Which matrix norm belongs to the Euclidean length?",
    "By how much does a matrix of ones stretch (1, 1)?",
    "What are the eigenvalues of Wh^T Wh, in terms of the singular values?",
    "Between the steps stand slopes of any size up to 1: does your number bound every such product?",
    "What do five steps make of a stretch by 2?",
    "Is the bound over ten steps the one over a single step?",
    "What is the bound over no step?",
    "What becomes of -100?",
    "May a gradient point downwards?",
    "Which sign has -100 after clipping?",
    "Is an entry beyond the limit cut back, or thrown away?",
    "Do entries within the limit keep their values here?",
    "Does an entry within the limit keep its value?",
    "Whose arrays are these, and what does the caller find in them afterwards?",
    "Which entries lie between 1 and -1?",
    "One scale for all: why? What becomes of the direction?",
    "Do (3, 4) and your answer for it point the same way?",
    "What happens to a gradient that is shorter than allowed?",
    "How long is a gradient of norm 1e-6 after clipping at 1e-7?",
    "How long should a clipped gradient be?",
    "Is a clipped gradient shorter or longer than before?",
    "Which norm tells that an explosion is coming: the one before clipping, or the one after?",
    "Is the norm of (3, 4) 25?",
    "Two arrays, [3] and [4]: is their common norm 7?",
    "Two arrays, [3] and [4]: is their common norm 4?",
    "Does every array count towards the norm?",
    "How many entries have a say in the norm?",
    "Does the length of a vector depend on how many zeros are appended to it?",
    "Which numbers are not finite, and what would each of them do to the scale?",
    "Can a vector have a length of -1?",
    "How far back does the loss of the last step reach?",
    "Take T = 5 and a window of 2: what becomes of the fifth step?",
    "Take a window of 1: does any gradient pass from one step to another?",
    "Is the window a number of steps, or a number of chunks?",
    "If the last chunk and the first differ in length, which is the shorter one?",
    "Every loss gets its window: what became of the first chunk's?",
    "What comes back to the last step of a chunk, besides its own loss?",
    "Within a chunk h_t feeds two places: which?",
    "Do you own that array? What does a second call see?",
    "What did Wh multiply at this step?",
    "Wx is used T times: is its gradient added to, or assigned?",
    "Wh is used T times: is its gradient added to, or assigned?",
    "How many rows used b, and who divided by that number?",
    "Who divided by the number of steps: the loss, or you?",
    "How many steps has a chunk of a window of -1?",
)
FINGERPRINTS = {
    "590de50cf8c3": 0, "2e898a020308": 0, "6fb3cd240f16": 1, "496941f742d9": 1, "2596654b73bc": 2, "3babd33b1a15": 2,
    "75e4c4f2308f": 3, "c1d851492dab": 3, "397e242e5cf1": 4, "ba7edc352c7d": 4, "3286e5478008": 5, "d618692bb5bd": 6,
    "1166385e6dd6": 6, "dd67036fdbd9": 7, "a26209b5d8d9": 7, "adbc4daf69d5": 8, "92797cc4d933": 8, "dfa1708b9bcf": 9,
    "d3a406420408": 9, "c928420eef3a": 10, "e88ca972172c": 10, "2bbafbfb2bb3": 11, "8bccb25a425f": 11, "902496f2dc13": 12,
    "c3d7b7869efe": 12, "182fd1d74474": 13, "6402537aeeea": 13, "32b093e7c0af": 14, "adf0e08bcd16": 14, "0714d0007597": 15,
    "58ad9b9a07e0": 16, "5682982923fe": 16, "ad687c393e2b": 17, "0265f5fb9bb9": 18, "3e98921b2f7b": 19, "17d94187a430": 19,
    "3b945ad0836f": 20, "e9b40f91519b": 20, "bbb67c290cd5": 21, "d87338cb8831": 21, "b650f2687f5a": 22, "a6bc6902830a": 23,
    "31867ab3b4ff": 23, "2db47a284379": 24, "974994817dcd": 24, "8d5e55e8f33d": 25, "291c340e3ae2": 25, "68f43945bc53": 26,
    "69f092dab8ba": 26, "1a06c0e1f42c": 27, "f8583e1e84b5": 27, "cf3fec256732": 28, "a80786e0e993": 28, "52304b4eaf42": 29,
    "fee16ede754a": 30, "a1095e8fff1d": 31, "39287e9235b9": 32, "cf67a9e65d12": 33, "b5faa6b5928b": 34, "62a8aaf1407e": 35,
    "0703168a3b36": 36, "bcbd15d62386": 36, "ae5bf34cb119": 37, "ff9b9c026933": 38, "840ff4777f9c": 39, "1cd7ca4d9f81": 40,
    "fdb2eb793027": 40, "7f79cbdfed2b": 41, "218194602296": 42, "288f32d67b19": 42, "f764d373e37b": 43, "f5e7692bcc08": 43,
    "69b1942296a5": 44, "2c3ce96b8150": 44, "bdce81972bc8": 45, "6469222c21ff": 46, "728a4ce6bccf": 46, "4a466eb6e334": 47,
    "a9f195124906": 47, "a0b553e0b4d4": 48, "26e5ba5fde95": 48, "c5289c571def": 49, "54ffce2ae2ce": 49, "80532afd7f92": 50,
    "cf8316b217b6": 51, "38d4ebbcc41f": 52, "ecf95bdcf109": 52, "db85c5adcc15": 53, "a48d7b94d083": 53, "6a581c07fc1a": 53,
    "060e1b6e2846": 54, "02b51ed4bcd0": 55, "7a0d5ca9bb8a": 55, "e9baabbdcc60": 56, "ad35d8c13251": 56, "f2531dedd808": 57,
    "743f9ec9da34": 57, "dfc7a1194212": 58, "422632a29552": 58, "4272bd434f08": 58, "8ed829f8df46": 59, "01ce3c6b7c3f": 59,
    "0c9d1bb64844": 60, "57e0c4e31f62": 60, "dacb65e94302": 60, "0ec293cfe6ac": 61, "e9b918df6bca": 61, "bebeb5cba0b7": 61,
    "4dd8e3441c24": 61, "5c326ffa3fa0": 62, "6b5b0909a435": 62, "c310fdba80c4": 63, "3841c633743c": 63, "3f175b315706": 64,
    "dabae2340227": 64, "6455b0524475": 65, "aa6e18b9538e": 65, "059c041ff8ab": 66, "ae8c67750931": 66, "b8554e3bd420": 67,
    "da5807c506b7": 67, "f948f108141c": 68, "62536f00232e": 68, "1a4b522d67da": 69, "75eddd3db5d7": 70, "ecf699b2ae84": 71,
    "c92bf13caf1d": 71, "11cab449752f": 71, "01bd324f2ebb": 72, "44a6359c3e79": 73, "1ebdc1ee23c0": 74, "8dcdb666c050": 74,
    "416c4446fc17": 74, "149e90c7ea78": 75, "065ebdaf7bca": 75, "8bf37a398f4c": 75, "bcf276bd3383": 76, "a9254b3667d4": 76,
    "1ab941127cc1": 76, "530925f0341f": 76, "ecc882c74ccd": 77, "a340504c7040": 77, "7dcd865991f3": 77, "b6f419ecbd13": 78,
    "50539b0f87fd": 78, "a6303e4e18cd": 78, "f49d74bbfaff": 78, "70ba87acb2de": 79, "9f29626bf57b": 79, "cd90ac302d60": 79,
    "7d104df83a8d": 79, "bc676d1644b0": 80, "f8769334542a": 80, "2cfbdf6d15a5": 80, "621a6d92b8e9": 80, "24f3f010bbaf": 81,
    "8f1b2dfedf3e": 81, "bcb8195fb229": 82, "0c66eca4f7f9": 42, "067344997670": 83, "3ac76a9f6ac2": 83, "58a76dc7da33": 83,
    "c72e52b5129e": 83, "ca5d11ed812d": 69, "a9362d98322f": 84, "139fb0ce2fc7": 85, "247209e4c8d8": 86, "1c2396c33037": 87,
    "875a28e450c7": 88, "67ac422f3991": 89, "05b71f7d61c4": 90, "14b45a60dfd7": 37, "2a57d86ef3ee": 91, "e89897d148e1": 92,
    "f73bb185513e": 27, "d68758121520": 27, "9c5d06408f92": 93, "98da01a955b6": 94, "ff20630c3c81": 30, "3723c8785436": 33,
    "4f3304086afe": 95, "c886daba3733": 96, "5f0df9582399": 96, "e935ec429ec7": 97, "8021cf968f8d": 98, "238ad4d0ae14": 99,
    "b7c59009c1b0": 99, "7c192f2e5b9d": 100,
}
