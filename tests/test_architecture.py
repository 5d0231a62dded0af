"""Who may import whom. An arrow that is not listed here is a mistake, or a reason to change this list."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {
    "solutions": {"solutions"},
    "autograder.catalogue": {"autograder.catalogue"},
    "autograder.wall": {"autograder.wall"},
    "autograder.suites": {"autograder.suites", "autograder.catalogue", "autograder.wall", "solutions"},
    "autograder.grading": {"autograder.grading", "autograder.suites", "autograder.catalogue", "autograder.wall"},
    "autograder.drawings": {"autograder.drawings"},
    "autograder.quiz": {
        "autograder.quiz",
        "autograder.drawings",
        "autograder.grading",
        "autograder.suites",
        "autograder.catalogue",
    },
    "autograder.course": {
        "autograder.course",
        "autograder.quiz",
        "autograder.drawings",
        "autograder.grading",
        "autograder.suites",
        "autograder.catalogue",
        "autograder.wall",
        "solutions",
    },
    "autograder.study": {
        "autograder.study",
        "autograder.quiz",
        "autograder.drawings",
        "autograder.grading",
        "autograder.suites",
        "autograder.catalogue",
        "autograder.wall",
    },
    "autograder.pictures": {
        "autograder.pictures",
        "autograder.course",
        "autograder.grading",
        "autograder.catalogue",
    },
    "autograder.demos": {"autograder.demos", "autograder.catalogue", "solutions"},
    "autograder.commands": {"autograder", "solutions"},
    "autograder.cli": {"autograder", "autograder.commands"},
    "autograder": set(),
}
OF_SUITES = {"autograder.wall.calling", "autograder.wall.values", "autograder.wall.answer"}
FAR_SIDE = ("zygote", "worker", "wire", "calling", "values", "answer", "lockdown", "landlock", "seccomp", "loading")


def modules():
    files = [*ROOT.glob("autograder/**/*.py"), *ROOT.glob("solutions/*.py")]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imports(file: Path, module: str):
    """Every module a file imports, wherever in it, as an absolute name."""
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            yield ".".join(filter(None, (base, node.module)))


def room(module: str) -> str:
    return max((name for name in ROOMS if module == name or module.startswith(f"{name}.")), key=len)


def ours(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in {"autograder", "solutions", "tests"}


def strangers(module: str, file: Path):
    allowed = ROOMS[room(module)]
    return [
        name
        for name in imports(file, module)
        if ours(name) and not any(name == one or name.startswith(f"{one}.") for one in allowed)
    ]


@pytest.mark.parametrize(("module", "file"), sorted(modules().items()), ids=lambda value: str(value).rpartition("/")[2])
def test_a_module_imports_only_what_its_room_may(module, file):
    assert strangers(module, file) == []


def test_an_arrow_that_is_not_allowed_is_seen(tmp_path):
    file = tmp_path / "spy.py"
    file.write_text("def f():\n    from autograder.suites import cases\n")
    assert strangers("autograder.wall.spy", file) == ["autograder.suites"]


def test_suites_know_only_the_plain_values_of_the_wall():
    seen = {
        name
        for module, file in modules().items()
        if room(module) == "autograder.suites"
        for name in imports(file, module)
        if name.startswith("autograder.wall")
    }
    assert seen <= OF_SUITES


def test_the_catalogue_needs_the_standard_library_alone():
    import sys

    foreign = {
        name.split(".")[0]
        for module, file in modules().items()
        if room(module) == "autograder.catalogue"
        for name in imports(file, module)
    }
    assert foreign - {"autograder"} <= sys.stdlib_module_names


def test_nothing_imports_the_command_line():
    for module, file in modules().items():
        if room(module) not in {"autograder.cli", "autograder.commands"}:
            assert not [
                name for name in imports(file, module) if name.startswith(("autograder.cli", "autograder.comm"))
            ]


def test_generated_assignments_import_nothing_of_ours():
    files = list(ROOT.glob("assignments/*/*.py"))
    assert files
    for file in files:
        names = {name.split(".")[0] for name in imports(file, file.stem)}
        assert not names & {"autograder", "solutions", "tests"}, file


def test_top_level_holds_only_what_belongs_there():
    expected = {"assignments", "solutions", "autograder", "tests", "pyproject.toml", "README.md", "LICENSE"}
    expected |= {"nbgrader_config.py"}
    tracked = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    ignored = {"rnnkit.egg-info", "build", "dist", "gradebook.db", "release", "submitted", "autograded", "feedback"}
    ignored |= {"rnnkit-demo", "rnnkit-work", "explosion.png", "rnnkit-quiz.apkg", "rnnkit-quiz.zip", "rnnkit-quiz.xml"}
    assert tracked - ignored == expected
