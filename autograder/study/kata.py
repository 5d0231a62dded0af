"""An exercise as a kata: a file with one function to write, what it uses given; and what became of it."""

from __future__ import annotations

import ast
import os
import shlex
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from autograder.grading.mutate import reference_source
from autograder.study.stub import region_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.catalogue import Assignment, Exercise

ATTEMPTS = 3
AT_A_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient"}  # open `+12 file` at line 12
MARKS = ("### BEGIN SOLUTION", "### END SOLUTION", "# %% ")


class Sources(NamedTuple):
    """An assignment as it is handed out, and as it is solved: files that need nothing of ours."""

    stub: str
    solved: str


def kata(sources: Sources, assignment: Assignment, exercise: Exercise, head: str) -> str:
    """The file to write in: imports and helpers, what the exercise builds on, and its signature and docstring."""
    stubs, solved = _pieces(sources.stub), _pieces(sources.solved)
    given = _below(assignment, exercise)
    lines = sources.stub.splitlines()
    kept = [f'"""{head}"""\n']
    names = {one.name for one in assignment.exercises}
    docstring = ast.get_docstring(ast.parse(sources.stub)) is not None
    for node in ast.parse(sources.stub).body[docstring:]:
        name = getattr(node, "name", "")
        if name in names and name not in given:
            continue
        if name in given:
            kept.append(solved[name])
        else:
            kept.append("\n".join(lines[_first(node) - 1 : node.end_lineno]))
    kept.append(stubs[exercise.name])
    return _spaced(kept)


def model_answer(assignment: Assignment, exercise: Exercise) -> str:
    """The reference's function, without its docstring and the marks around its solution."""
    source = _pieces(reference_source(assignment.name))[exercise.name]
    node = ast.parse(source).body[0]
    skipped: set[int] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(inner) is not None:
            skipped |= set(range(inner.body[0].lineno, (inner.body[0].end_lineno or 0) + 1))
    numbered = enumerate(source.splitlines(), 1)
    return "\n".join(line for n, line in numbered if n not in skipped and not line.strip().startswith(MARKS)).strip()


def editor() -> list[str]:
    """The command of $VISUAL or $EDITOR; nothing where neither is set, or says what no command is."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError:
            continue
        if words:
            return words
    return []


def stands_at(source: str, name: str) -> int:
    """The line at which a function begins; 0 where there is none of that name."""
    region = region_of(source, name)
    return region.start if region else 0


def edit(path: Path, run: Callable[[list[str]], object] = subprocess.call, *, line: int = 0) -> bool:
    """Open a file in the learner's editor, at a line where it is known how, and wait.

    Returns:
        False where there is no editor that starts.
    """
    command = editor()
    if not command:
        return False
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is the editor's, as in git
    try:
        run([*command, *_at(Path(command[0]).name, path, line)])
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _at(program: str, path: Path, line: int) -> list[str]:
    if line and program in AT_A_LINE:
        return [f"+{line}", str(path)]
    if line and program == "code":
        return ["-g", f"{path}:{line}"]
    return [str(path)]


def _below(assignment: Assignment, exercise: Exercise) -> set[str]:
    """The exercises that one builds on, and those that they build on."""
    below: set[str] = set()
    waiting = {*exercise.needs, exercise.after} - {""}
    while waiting:
        name = waiting.pop()
        below.add(name)
        one = assignment.exercise(name)
        waiting |= {*one.needs, one.after} - {""} - below
    return below - {exercise.name}


def _pieces(source: str) -> dict[str, str]:
    """The source of each function and class of a file."""
    lines = source.splitlines()
    return {
        node.name: "\n".join(lines[_first(node) - 1 : node.end_lineno])
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _first(node: ast.stmt) -> int:
    """The first line of a statement, its decorators counted."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _spaced(pieces: list[str]) -> str:
    """Two empty lines around what is defined, none between the rest."""
    text, before = "", False
    for piece in pieces:
        defined = piece.startswith(("def ", "class ", "@"))
        text += ("\n\n" if text and (defined or before) else "") + piece + "\n"
        before = defined
    return text
