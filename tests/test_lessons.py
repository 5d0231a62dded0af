"""The lessons: one text in two languages, with a place for every exercise and the answer to none."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import jupytext
import pytest

from autograder.catalogue import ASSIGNMENTS

SOLUTIONS = Path(__file__).parents[1] / "solutions"


def twins(assignment):
    return f"{assignment}.md", f"{assignment}.zh.md"


assignments = pytest.mark.parametrize("assignment", ASSIGNMENTS)
lessons = pytest.mark.parametrize("lesson", [twin for name in ASSIGNMENTS for twin in twins(name)])


def cells(lesson, kind):
    return [cell for cell in jupytext.read(SOLUTIONS / lesson).cells if cell.cell_type == kind]


def prose(lesson):
    return [cell.source for cell in cells(lesson, "markdown")]


def without_comments(code):
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))


def math_faults(text):
    """What a formula in the text leaves open; a formula lives within one paragraph."""
    faults = []
    for paragraph in re.split(r"\n\s*\n", re.sub(r"`[^`\n]*`", "", text)):
        if paragraph.count("$$") % 2 or paragraph.replace("$$", "").count("$") % 2:
            faults.append(f"odd number of dollars: {paragraph}")
            continue
        for formula in (m[0].strip("$") for m in re.finditer(r"\$\$.+?\$\$|\$.+?\$", paragraph, re.DOTALL)):
            braces = re.sub(r"\\[{}]", "", formula)
            opened, closed = (re.findall(rf"\\{word}\{{(\w+)\*?\}}", formula) for word in ("begin", "end"))
            sides = [len(re.findall(rf"\\{side}(?![A-Za-z])", formula)) for side in ("left", "right")]
            if braces.count("{") != braces.count("}") or sorted(opened) != sorted(closed) or sides[0] != sides[1]:
                faults.append(f"unbalanced: {formula}")
    return faults


def squeezed(code):
    return "".join(code.split())


def telling_lines(solution):
    """The lines of its solution regions that compute something, without comments and white space."""
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", solution, re.DOTALL)
    lines = (line.partition("  # ")[0].strip() for region in regions for line in region.splitlines())
    return {squeezed(line) for line in lines if re.search(r"[(\[+*/@-]", line) and not line.startswith("#")}


def given_away(text, solution):
    text = squeezed(text)
    return sorted(line for line in telling_lines(solution) if line in text)


@assignments
def test_the_twins_run_the_same_code(assignment):
    en, zh = (cells(twin, "code") for twin in twins(assignment))
    assert [without_comments(cell.source) for cell in en] == [without_comments(cell.source) for cell in zh]


@assignments
def test_the_twins_have_the_same_cells_in_the_same_order(assignment):
    en, zh = (jupytext.read(SOLUTIONS / twin).cells for twin in twins(assignment))
    assert [(cell.cell_type, cell.metadata) for cell in en] == [(cell.cell_type, cell.metadata) for cell in zh]


@assignments
def test_the_twins_have_the_same_headings_drawings_and_answers_to_unfold(assignment):
    def outline(lesson):
        text = "\n".join(prose(lesson))
        marks = r"^#+ (?:\d+\.)?", r"!\[.*?\]\((.*?)\)", r"</?details>"
        return [re.findall(mark, text, re.MULTILINE) for mark in marks]

    en, zh = map(outline, twins(assignment))
    assert en == zh


@lessons
def test_every_exercise_is_checked_once_in_the_order_of_the_catalogue(lesson):
    marked = [cell for cell in cells(lesson, "code") if "exercise" in cell.metadata]
    names = [exercise.name for exercise in ASSIGNMENTS[lesson.partition(".")[0]].exercises]
    assert [cell.metadata["exercise"] for cell in marked] == names
    assert [cell.source for cell in marked] == [f'checks.run("{name}")' for name in names]


@lessons
def test_exercise_markers_survive_the_way_to_a_notebook_and_back(lesson):
    notebook = jupytext.read(SOLUTIONS / lesson)
    there = jupytext.reads(jupytext.writes(notebook, "ipynb"), "ipynb")
    back = jupytext.reads(jupytext.writes(there, "md"), "md")
    for copy in (there, back):
        assert [(c.metadata.get("exercise"), c.source) for c in copy.cells if c.cell_type == "code"] == [
            (c.metadata.get("exercise"), c.source) for c in notebook.cells if c.cell_type == "code"
        ]


@lessons
def test_every_drawing_exists_and_is_described(lesson):
    for description, target in re.findall(r"!\[(.*?)\]\((.*?)\)", "\n".join(prose(lesson))):
        assert description
        assert not urlsplit(target).scheme
        assert ET.parse(SOLUTIONS / target).getroot().tag == "{http://www.w3.org/2000/svg}svg"


@lessons
def test_every_formula_is_balanced(lesson):
    assert [fault for text in prose(lesson) for fault in math_faults(text)] == []


@lessons
def test_no_line_of_a_solution_is_given_away(lesson):
    solution = (SOLUTIONS / f"{lesson.partition('.')[0]}.py").read_text(encoding="utf-8")
    assert telling_lines(solution)
    assert given_away((SOLUTIONS / lesson).read_text(encoding="utf-8"), solution) == []


def test_every_drawing_is_used():
    text = "\n".join(paragraph for name in ASSIGNMENTS for paragraph in prose(f"{name}.md"))
    used = set(re.findall(r"\]\((drawings/.*?)\)", text))
    assert {f"drawings/{path.name}" for path in (SOLUTIONS / "drawings").iterdir()} == used


@pytest.mark.parametrize(
    "text",
    [
        "a lone $ sign",
        "$$x = 1$",
        "$x$ and $y",
        "opened here $x\n\nclosed$ in the next paragraph",
        "$x_{t$",
        r"$\left(x)$",
        r"$$\begin{aligned}x\end{cases}$$",
    ],
)
def test_a_broken_formula_is_noticed(text):
    assert math_faults(text)


@pytest.mark.parametrize(
    "text", ["", "$x_t$ and $$y$$", r"$\left(\{x\right)$ and $h_\leftarrow$", "`$PATH`", "$$\nx\n$$"]
)
def test_a_sound_formula_is_let_through(text):
    assert not math_faults(text)


SOLUTION = """
def double(x):
    checked = given(x)
    ### BEGIN SOLUTION
    y = 2 * x  # twice
    return y
    ### END SOLUTION
"""


@pytest.mark.parametrize("text", ["y = 2 * x", "write `y=2*x` and", "    y =  2*x  # as a comment has it"])
def test_a_line_given_away_is_noticed_however_it_is_spaced(text):
    assert given_away(text, SOLUTION) == ["y=2*x"]


@pytest.mark.parametrize("text", ["checked = given(x)", "return y", "twice", "$y = 2x$"])
def test_what_the_student_is_given_anyway_may_be_said(text):
    assert not given_away(text, SOLUTION)
