"""Three steps of help for an exercise: a question, then the equation, then the line to look at."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from autograder.catalogue import Text, same
from autograder.catalogue.docstrings import docstrings
from autograder.study.pointing import line_of
from autograder.suites import reference_of

if TYPE_CHECKING:
    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.grading.report import ExerciseResult

STEPS = 3
_SECTION = re.compile(r"^(?=(?:Args|Returns|Raises):|(?:参数|返回|抛出)：)", re.MULTILINE)


def nudge(exercise: Exercise, result: ExerciseResult | None) -> Text:
    """A question: the known mistake's, or one about what the exercise asks for, or about the check that fails."""
    if result and result.hint:
        return result.hint
    if result and result.started and (failure := result.first_failure):
        return _WHICH.format(title=failure.title)
    shapes = ", ".join(f"{name} ({', '.join(axes)})" if axes else name for name, axes in exercise.results.items())
    builds_on = ", ".join(filter(None, (exercise.after, *exercise.needs)))
    question = _WRITE.format(results=shapes)
    return (
        question if not builds_on else Text(*map(" ".join, zip(question, _BUILD.format(names=builds_on), strict=True)))
    )


def equation(assignment: Assignment, exercise: Exercise, lang: Language = "en") -> str:
    """What the docstring says of what is to be computed; where that is no equation, also what is to be returned."""
    english = inspect.getdoc(getattr(reference_of(assignment.name), exercise.name)) or ""
    told = docstrings(assignment.name, lang).get(exercise.name, english)
    said, *sections = _SECTION.split(told)
    _, _, body = said.strip().partition("\n\n")
    returns = "" if "=" in said else "".join(part for part in sections if part.startswith(("Returns", "返回")))
    return re.sub(r"``?", "", body if "=" in body else f"{said}{returns}").strip()


def step_said(
    step: int,
    assignment: Assignment,
    exercise: Exercise,
    result: ExerciseResult | None,
    source: str,
    place: str,
    lang: Language = "en",
) -> tuple[Text, str]:
    """One step of the help: words of ours, and what is quoted below them; ``place`` is the file as it is typed."""
    if step == 1:
        return nudge(exercise, result), ""
    if step == 2:
        return _EQUATION, equation(assignment, exercise, lang)
    line = line_of(assignment, exercise, result, source)
    rows = source.splitlines()
    quoted = rows[line - 1].strip() if line <= len(rows) else ""
    words = _LOOK if result and result.started and result.first_failure else _HERE
    return words.format(place=same(f"{place}:{line}")), quoted


_WHICH = Text(
    "This does not hold yet: “{title}”. On which smallest input could you check it by hand?",
    "这一条还不成立：“{title}”。用怎样的最小输入可以手算验证？",
)
_WRITE = Text(
    "Results: {results}. Which argument gives each axis its size, and in what order do you need them?",
    "结果：{results}。每个轴的大小由哪个参数决定？按什么顺序用到它们？",
)
_BUILD = Text("What do you already have in {names}?", "{names} 里已经有了什么可以用？")
_EQUATION = Text("From the docstring:", "文档字符串里写着：")
_LOOK = Text("Look at {place}", "请看 {place}")
_HERE = Text("Write it at {place}", "写在 {place}")
