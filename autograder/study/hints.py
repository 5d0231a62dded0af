"""Three steps of help for an exercise: a question, then the equation, then the line to look at."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from typing import TYPE_CHECKING

from autograder.catalogue import Text, same
from autograder.grading.mutate import mutated_source
from autograder.study.stub import parsed, region_of
from autograder.study.taught import taught
from autograder.suites import reference_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.catalogue import Assignment, Exercise, Language
    from autograder.grading.report import ExerciseResult

STEPS = 3
LIKE = 0.4  # how much of a mistaken line's words a line must share to be taken for it
_LINE = re.compile(r"\(line (\d+)\)")
_WORD = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*|[-+*/@]=?|==|\[|-1")


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


def equation(assignment: Assignment, exercise: Exercise) -> str:
    """What the docstring says of what is to be computed; where that is no equation, also what is to be returned."""
    told = inspect.getdoc(getattr(reference_of(assignment.name), exercise.name)) or ""
    said, *sections = re.split(r"^(?=Args:|Returns:|Raises:)", told, flags=re.MULTILINE)
    _, _, body = said.strip().partition("\n\n")
    returns = "" if "=" in said else "".join(part for part in sections if part.startswith("Returns"))
    return re.sub(r"``?", "", body if "=" in body else f"{said}{returns}").strip()


def line_of(assignment: Assignment, exercise: Exercise, result: ExerciseResult | None, source: str) -> int:
    """The line of somebody's file to look at; 1 where the function is not in it.

    That is where an error was raised, or the line most like the known mistake's, or where the result that is wrong
    gets its value, or what is returned; for what is not written yet, where to write it.
    """
    region = region_of(source, exercise.name)
    if region is None:
        return 1
    inside = range(region.start, region.end + 1)
    failure = result.first_failure if result and result.started else None
    if failure is None or region.unwritten:
        lines = region.text.splitlines()
        return next((region.start + at for at, line in enumerate(lines) if "NotImplementedError" in line), region.start)
    raised = _LINE.search(failure.message.en)
    if raised and int(raised[1]) in inside:
        return int(raised[1])
    tree = parsed(region.text)
    if tree is None:
        return region.start
    found = _like_the_mistake(assignment, exercise, result, region.text, tree) or _gets_its_value(
        exercise, failure.message.en, tree
    )
    return region.start + found - 1 if found else region.start


def _like_the_mistake(
    assignment: Assignment, exercise: Exercise, result: ExerciseResult | None, text: str, tree: ast.Module
) -> int:
    """The line in the text whose words are most like those of the mistaken line; 0 where none is much like it."""
    mistake = next((one for one in exercise.mistakes if result and one.id == result.mistake), None)
    if mistake is None:
        return 0
    mistaken = mutated_source(assignment.name, exercise.name, mistake)
    region = region_of(mistaken, exercise.name)
    edited = mistake.replace if region and mistake.replace.strip() in region.text else mistake.find
    if region is None or edited not in region.text or not edited.strip():
        return 0
    first = region.text[: region.text.index(edited)].count("\n")
    lines = region.text.splitlines()[first : first + edited.count("\n") + 1]
    wanted = _words("\n".join(lines))
    rows = text.splitlines()
    best = max(
        ((_likeness(wanted, _words("\n".join(rows[start - 1 : end]))), -start) for start, end in _statements(tree)),
        default=(0.0, 0),
    )
    return -best[1] if best[0] >= LIKE else 0


def _gets_its_value(exercise: Exercise, message: str, tree: ast.Module) -> int:
    """Where the result that a message names is computed; else where something is returned."""
    name = next(iter(_WORD.findall(message)), "")
    returns = [node for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value is not None]
    last = max(returns, key=lambda node: node.lineno, default=None)
    names = list(exercise.results)
    if name in names:
        known = {name}
        if last and isinstance(last.value, ast.Tuple) and len(last.value.elts) == len(names):
            known = {node.id for node in ast.walk(last.value.elts[names.index(name)]) if isinstance(node, ast.Name)}
        elif last and len(names) == 1 and last.value:
            known = {node.id for node in ast.walk(last.value) if isinstance(node, ast.Name)}
        places = [line for line, target in _assigned(tree) if target in known]
        if places:
            return max(places)
    return last.lineno if last else 0


def _assigned(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The names that get a value, or a part of one, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
                for part in parts:
                    inner = next((one for one in ast.walk(part) if isinstance(one, ast.Name)), None)
                    if inner:
                        yield node.lineno, inner.id


def _statements(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """The lines of each statement that holds no others; of one that does, its head."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        if isinstance(node, ast.stmt):
            inner = getattr(node, "body", None)
            yield node.lineno, max(node.lineno, inner[0].lineno - 1) if inner else node.end_lineno or node.lineno


def _words(text: str) -> set[str]:
    return set(_WORD.findall(re.sub(r"#.*", "", textwrap.dedent(text))))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


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
        in_lesson = "" if lang == "en" else taught(assignment, exercise, lang)  # docstrings are in English
        return (_TAUGHT, in_lesson) if in_lesson else (_EQUATION, equation(assignment, exercise))
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
_TAUGHT = Text("From the lesson:", "讲义里写着：")
_LOOK = Text("Look at {place}", "请看 {place}")
_HERE = Text("Write it at {place}", "写在 {place}")
