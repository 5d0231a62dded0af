"""A submission as a hidden test sees it: call its functions, get their results by name, or a Failure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from autograder.catalogue import NOTHING, Assignment, Exercise, Text, same
from autograder.suites.compare import kind
from autograder.suites.failure import Failure
from autograder.wall.values import Handle

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from autograder.suites.cases import Case
    from autograder.wall.calling import Answer


MOST_LINES = 4096


class Caller(Protocol):
    """Whoever can call a function by name: a worker behind the wall, or a trusted module in this process."""

    def call(
        self,
        function: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any] = ...,
        *,
        keep: Collection[int] = ...,
        seconds: float = ...,
    ) -> Answer:
        """Call it, and tell all that came of it."""


class Student:
    """A submission, or a reference, or a mutated reference: whatever answers calls.

    ``trace`` holds every answer since it was last cleared, in order: what a mistake is recognised by.
    """

    def __init__(self, assignment: Assignment, caller: Caller) -> None:
        self.assignment = assignment
        self.caller = caller
        self.trace: list[Answer] = []
        self._once: dict[tuple[str, int], tuple[object, list[Answer]]] = {}

    def __getattr__(self, function: str) -> Callable[..., tuple[Any, ...]]:
        """``student.rnn_forward(x, h0, Wx, Wh, b)`` calls it, and gives its results as a tuple."""
        if function.startswith("_"):
            raise AttributeError(function)
        exercise = self.assignment.exercise(function)
        return lambda *args, **kwargs: tuple(self.results(exercise, self.answer(exercise, *args, **kwargs)).values())

    def answer(self, exercise: Exercise, *args: Any, tool: str = "", **kwargs: Any) -> Answer:
        """Call it, or the wall's tool for it, and get all that came with it, right or wrong."""
        names = list(exercise.results)
        keep = {names.index("cache")} if "cache" in names else set()
        called = f"@{tool}" if tool else exercise.name
        answer = self.caller.call(called, args, kwargs, keep=keep, seconds=exercise.seconds)
        self.trace.append(answer)
        if answer.died:
            raise Failure(_died(exercise.name, answer.died), fatal=True)
        return answer

    def results(self, exercise: Exercise, answer: Answer) -> dict[str, Any]:
        """The results by name, or the Failure of there being none."""
        names = list(exercise.results)
        value = self.value(exercise, answer)
        values = value if len(names) > 1 else (value,)
        if not isinstance(values, (list, tuple)) or len(values) != len(names):
            want = ", ".join(names)
            raise Failure(_COUNT.format(name=exercise.name, got=kind(value), n=len(names), want=want))
        results = dict(zip(names, values, strict=True))
        if "cache" in results and not isinstance(results["cache"], Handle):  # bytes that the submission wrote itself
            raise Failure(_DIED.format(name=exercise.name, how="protocol: the cache is no handle"), fatal=True)
        return results

    def value(self, exercise: Exercise, answer: Answer) -> Any:
        """What was returned, or the Failure of nothing having been."""
        if answer.error:
            what, detail = _raised(exercise.name, answer)
            raise Failure(what, detail)
        return answer.value

    def perform(self, exercise: Exercise, case: Case) -> Answer:
        """Do an exercise on a case, its forward first where it takes a cache."""
        return self.answer(exercise, *self.arguments(exercise, case))

    def arguments(self, exercise: Exercise, case: Case) -> list[Any]:
        """What an exercise is given: the case's arrays, and the cache of its own forward."""
        return [self._cache(exercise, case) if name == "cache" else case[name] for name in exercise.arguments]

    def once(self, exercise: Exercise, case: Case) -> dict[str, Any]:
        """The results on a case, asked for once however many checks read them."""
        return self.results(exercise, self.remembered(exercise, case, lambda: self.perform(exercise, case)))

    def remembered(self, exercise: Exercise, about: object, ask: Callable[[], Answer]) -> Answer:
        """The answer to what is asked about something, asked once."""
        key = (exercise.name, id(about))
        if key in self._once:
            answers = self._once[key][1]
            self.trace.extend(answers)  # as if asked again: who was first must not show
        else:
            before = len(self.trace)
            ask()
            answers = self.trace[before:]
            self._once[key] = (about, answers)  # what it is about is kept, so that its id stays its own
        return answers[-1]

    def _cache(self, exercise: Exercise, case: Case) -> Any:
        forward = self.assignment.exercise(exercise.after)
        answer = self.perform(forward, case)
        try:
            return self.results(forward, answer)["cache"]
        except Failure as failure:
            raise Failure(_NO_CACHE.format(forward=forward.name, what=failure.what), failure.detail) from None


def _raised(name: str, answer: Answer) -> tuple[Text, Text]:
    error = answer.error
    if error is None:
        raise ValueError("the answer holds no error")
    if error.name == "NotImplementedError":
        return UNWRITTEN.format(name=name), same_line(error.line)
    if _missing(name, answer):
        return _MISSING.format(name=name), NOTHING
    known = error.name if error.builtin else _OWN
    telling = f"{error.name}: {error.message}" if error.message else error.name
    shapes = f": {error.message}" if _HARMLESS.fullmatch(error.message) else ""
    what = _RAISED.format(name=name, error=known, shapes=shapes, line=same_line(error.line))
    return what, same(telling)


def unwritten(name: str, answer: Answer) -> bool:
    """Whether a function is not there yet: its stub, or nothing of that name."""
    return bool(answer.error and answer.error.name == "NotImplementedError") or _missing(name, answer)


def _missing(name: str, answer: Answer) -> bool:
    error = answer.error
    return bool(error and error.name == "AttributeError" and error.line is None and f"'{name}'" in error.message)


def why_not_loaded(loaded: Answer) -> tuple[Text, Text]:
    """What kept a file from being imported, and in more words; nothing where it was."""
    if loaded.died:
        return _died("the file", loaded.died), NOTHING
    if loaded.error is None:
        return NOTHING, NOTHING
    error = loaded.error
    known = error.name if error.builtin else _OWN
    telling = f"{error.name}: {error.message}"
    return _UNLOADED.format(error=known, line=same_line(error.line)), same(telling)


def same_line(line: int | None) -> Text:
    """Where it happened, if that is known, and in a file that somebody wrote to be read."""
    return Text(f" (line {line})", f"（第 {line} 行）") if line and line <= MOST_LINES else Text("", "")


def _died(name: str, how: str) -> Text:
    return _DEATHS.get(how, _DIED).format(name=name, how=how)


# Messages that carry shapes and nothing of the inputs, so that everybody may read them. A submission can raise any of
# them itself: no more than a few small numbers get through.
_SHAPE = r"\((?:\d\d?,){0,4}(?:\d\d?)?\)"
_HARMLESS = re.compile(
    rf"operands could not be broadcast together with shapes {_SHAPE} {_SHAPE} ?"
    r"|matmul: Input operand [01] has a mismatch in its core dimension [01], with gufunc signature "
    r"\(n\?,k\),\(k,m\?\)->\(n\?,m\?\) \(size \d\d? is different from \d\d?\)"
    rf"|shapes {_SHAPE} and {_SHAPE} not aligned: \d\d? \(dim \d\) != \d\d? \(dim \d\)"
    r"|all the input array dimensions except for the concatenation axis must match exactly, but along dimension \d, "
    r"the array at index \d has size \d\d? and the array at index \d has size \d\d?"
    r"|mat1 and mat2 must have the same dtype, but got (?:Float|Double|Long) and (?:Float|Double|Long)"
    r"|torch's own [a-z_]{3,13} is not to be used here"
    r"|(?:not enough|too many) values to unpack \(expected \d\d?(?:, got \d\d?)?\)"
)

_OWN = Text("an exception of its own", "自定义异常")
_RAISED = Text("{name} raised {error}{shapes}{line}", "{name} 抛出了 {error}{shapes}{line}")
_UNLOADED = Text("the file cannot be imported: {error}{line}", "文件无法导入：{error}{line}")
_MISSING = Text("the file has no function {name}", "文件中没有函数 {name}")
UNWRITTEN = Text("{name} is not written yet", "{name} 还没有写")
_NO_CACHE = Text("no cache to work on: {what}", "没有可用的 cache：{what}")
_COUNT = Text("{name} returned {got}, expected {n} results: {want}", "{name} 返回了{got}，应返回 {n} 个结果：{want}")
_DIED = Text("{name} ended its process ({how})", "{name} 使进程终止（{how}）")
_DEATHS = {
    "deadline": Text(
        "{name} did not return in time: does a loop never end?", "{name} 没有在限定时间内返回：是否有不会结束的循环？"
    ),
    "budget": Text("the time for the whole file was used up before {name}", "在运行 {name} 之前，整个文件的时间已用完"),
    "memory": Text("{name} ran out of memory", "{name} 耗尽了内存"),
    "stale": Text("{name} lost its cache when the process ended", "进程终止，{name} 的 cache 已丢失"),
}
