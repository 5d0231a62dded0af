"""The folder that students get: the questions, a sheet for answers, tests of whether they can be read, the notebook."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from autograder.course.build import quiz_words as words
from autograder.course.build.folder import PYTEST
from autograder.course.build.helpers import filled, without_lint_marks
from autograder.course.build.inline import inlined, ours
from autograder.course.build.notebook import as_json, graded, identity, made
from autograder.course.quiz import ANSWERS, QUIZ, student
from autograder.course.quiz.published import published
from autograder.course.quiz.selection import NAME, read_selection
from autograder.drawings import CELLS
from autograder.quiz.posed import HOW
from autograder.quiz.question import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from autograder.catalogue import Language
    from autograder.course.build.notebook import Cell
    from autograder.course.quiz.selection import Selection
    from autograder.quiz.question import Question

FUTURE = "from __future__ import annotations"
GIVEN = {
    "autograder.catalogue.text": ("Language", "Text", "NOTHING", "same", "_spoken"),
    "autograder.quiz.question": ("Option", "Question"),
    "autograder.quiz.expression": (),
    "autograder.quiz.asked": (),
    "autograder.quiz.reading": (),
    "autograder.quiz.posed": (),
    "autograder.quiz.markdown": ("FENCE", "INLINE"),
    "autograder.quiz.plain": (),
    "autograder.course.quiz.drawn": (),
    "autograder.course.quiz.answers": (),
}


def build_quiz(folder: Path | None = None, lang: Language = "en") -> dict[str, str]:
    """Everything in the quiz's folder, by file name; nothing in it depends on which answers are right.

    Args:
        folder: where it will be; a `selection.toml` that is there says what is asked
        lang: what the learner reads

    Raises:
        SelectionError: the selection is not as it should be.
    """
    selection = read_selection(folder)
    public = {name: published(question) for name, question in selection.questions.items()}
    files = {
        ANSWERS: _answers(selection, public, lang),
        "questions.py": _questions(selection, public, lang),
        "checks.py": _checks(public),
        f"test_{QUIZ}.py": words.TESTS.said(lang),
        "pytest.ini": PYTEST,
        f"{QUIZ}.ipynb": _notebook(selection, public, lang),
    }
    return files | ({NAME: selection.source} if folder and (folder / NAME).is_file() else {})


def _questions(selection: Selection, public: Mapping[str, Question], lang: Language) -> str:
    """`questions.py`: `student` with the questions in it; what it imports from us it imports from `checks.py`."""
    source = inspect.getsource(student)
    imports, body = inlined({student.__name__: ()})
    given = "from checks import (\n" + "".join(f"    {name},\n" for name in sorted(ours(source) - {"Language"})) + ")"
    questions = "".join(_spelled(question, lang) for question in public.values())
    values = {
        "LANG": f'"{lang}"',
        "SEED": str(selection.seed),
        "POINTS": "{\n" + "".join(f'    "{name}": {worth},\n' for name, worth in selection.points.items()) + "}",
        "QUESTIONS": f"{{\n    one.id: one\n    for one in (\n{questions}    )\n}}",
    }
    doc = f'"""{inspect.getdoc(student)}\n"""'
    return without_lint_marks(filled("\n".join([doc, "", FUTURE, "", imports, "", given, "", _tidy(body)]), values))


def _checks(public: Mapping[str, Question]) -> str:
    """`checks.py`: our own modules that draw, show and read, and the nodes of the cells that are to be wired."""
    imports, body = inlined(GIVEN)
    cells = {f"{question.diagram}_cell" for question in public.values() if question.diagram}
    nodes = "".join(_nodes(name) for name in sorted(cells))
    spaces = "from types import SimpleNamespace"
    table = f"CELLS = {{\n{nodes}}}\n"
    return without_lint_marks("\n".join([words.CHECKS, "", FUTURE, "", imports, spaces, "", _tidy(body), "", table]))


def _nodes(name: str) -> str:
    rows = "".join(
        f"            SimpleNamespace(name={_text(node.name)}, kind={_text(node.kind)}, label={_text(node.label)}),\n"
        for node in CELLS[name].nodes
    )
    return f'    "{name}": SimpleNamespace(\n        nodes=(\n{rows}        )\n    ),\n'


def _spelled(question: Question, lang: Language) -> str:
    """A published question as a call that makes it again."""
    parts: dict[str, Any] = {
        "topic": question.topic,
        "kind": question.kind,
        "difficulty": question.difficulty,
        "text": question.text.said(lang),
        "draw": dict(question.draw),
        "options": [option.text.said(lang) for option in question.options],
        "names": dict(question.names),
        "positive": list(question.positive),
        "diagram": question.diagram,
        "code": question.code,
        "lines": [line.said(lang) for line in question.lines],
    }
    rows = "".join(f"            {key}={_value(value)},\n" for key, value in parts.items() if value)
    return f'        question(\n            "{question.id}",\n{rows}        ),\n'


def _value(value: Any) -> str:
    """A value as source, over as many lines as it has parts."""
    indent = " " * 16
    if isinstance(value, dict):
        return (
            "{\n" + "".join(f"{indent}{_text(key)}: {_text(part)},\n" for key, part in value.items()) + indent[4:] + "}"
        )
    if isinstance(value, list):
        return "[\n" + "".join(f"{indent}{_text(part)},\n" for part in value) + indent[4:] + "]"
    if isinstance(value, str) and "\n" in value:
        return (
            "(\n" + "".join(f"{indent}{_text(line)}\n" for line in value.splitlines(keepends=True)) + indent[4:] + ")"
        )
    return _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tidy(source: str) -> str:
    """Two empty lines around a definition, however many there were."""
    while "\n\n\n\n" in source:
        source = source.replace("\n\n\n\n", "\n\n\n")
    return source.strip("\n")


def _answers(selection: Selection, public: Mapping[str, Question], lang: Language) -> str:
    """The sheet to be filled in."""
    head = words.SHEET.format(count=len(public), points=sum(selection.points.values()))
    tables = []
    for name, question in public.items():
        told = words.HOW.format(points=selection.points[name], how=HOW[question.kind]).said(lang)
        empty = "'''\n'''" if question.kind in ("wiring", "free") else '""'
        tables.append(f"# {told}\n[{name}]\nanswer = {empty}\n")
    return "\n".join([head.said(lang), *tables])


def _notebook(selection: Selection, public: Mapping[str, Question], lang: Language) -> str:
    return as_json(list(_cells(selection, public, lang)))


def _cells(selection: Selection, public: Mapping[str, Question], lang: Language) -> Iterator[Cell]:
    yield made("markdown", words.INTRODUCTION.said(lang), "introduction")
    yield made("code", "from questions import notices, show\n\nnotices()", "questions")
    topic = ""
    for position, (name, question) in enumerate(public.items()):
        points = selection.points[name]
        if question.topic != topic:
            topic = question.topic
            yield made("markdown", f"## {TOPICS[topic].said(lang)}", identity(position, topic))
        if question.kind == "free":
            text = words.FREE.format(name=name, points=points, text=question.text).said(lang)
            yield made("markdown", text, identity(position, name))
            yield made("markdown", "", name, graded(name, points, by_hand=True))  # nbgrader says what to do here
        else:
            yield made("code", f'show("{name}")', name, graded(name, points))
