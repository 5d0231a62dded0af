"""`rnnkit start`: a folder to work in, with every assignment in it; what was written there is never lost."""

from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import autograder
import solutions
from autograder import __version__
from autograder.catalogue import ASSIGNMENTS, Text, language
from autograder.commands.problem import Problem
from autograder.commands.studying import shown, written
from autograder.commands.terminal import console, progress
from autograder.course.build import build
from autograder.grading.shown.safe import one_line
from autograder.study.stub import region_of
from autograder.study.workspace import IGNORED, USUAL, Workspace, find_workspace, read_workspace

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from autograder.catalogue import Language
    from autograder.study.workspace import Fate


def run(options: argparse.Namespace) -> int:
    """Make the folder, or bring it up to date; 0 also where files were left alone."""
    workspace = _meant(options.folder)
    lang = options.lang or (workspace.lang if workspace.given else language())
    made_of = f"{lang} {_sources()}"
    if workspace.sources == made_of and workspace.whole():
        _told(console(), workspace, {})
        return 0
    workspace.lang, workspace.kit, workspace.sources = lang, __version__, ""
    workspace.root.mkdir(parents=True, exist_ok=True)
    fates = workspace.take({".gitignore": IGNORED})
    for name, files in _built(lang):
        fates |= workspace.take({f"{name}/{file}": content for file, content in files.items()})
    workspace.sources = made_of  # noted last: a run that was interrupted is gone through again
    workspace.save()
    _told(console(), workspace, fates)
    return 0


def _meant(folder: Path | None) -> Workspace:
    """The workspace that is there already, or a new one."""
    try:
        found = find_workspace(Path.cwd()) if folder is None else None
        root = (folder or Path(USUAL)).absolute()
        if root.exists() and not root.is_dir():
            raise Problem(f"{root} is a file, expected a folder\n  next: rnnkit start ANOTHER_FOLDER")
        return found or (read_workspace(root) if (root / ".rnnkit.toml").is_file() else Workspace(root))
    except ValueError as error:
        raise Problem(f"{error}\n  next: move that file away, then type rnnkit start again") from error


def _sources() -> str:
    """A hash of all that the assignments are made from: where it is the same, nothing is to be made anew."""
    files = [file for place in (solutions, autograder) for file in sorted(Path(place.__path__[0]).rglob("*"))]
    mark = hashlib.sha256()
    for file in files:
        if file.suffix in {".py", ".md", ".svg"}:
            mark.update(file.name.encode() + file.read_bytes())
    return mark.hexdigest()


def _built(lang: Language) -> Iterator[tuple[str, dict[str, str]]]:
    """Each assignment and its files."""
    bar, done = progress("rnnkit start", len(ASSIGNMENTS))
    with bar:
        for name, assignment in ASSIGNMENTS.items():
            yield name, build(assignment, lang)
            done(name)


def _told(screen: Console, workspace: Workspace, fates: Mapping[str, Fate]) -> None:
    """What was done, what was left alone and why, and the first step."""
    many = Counter(fates.values())
    exercises = sum(len(assignment.exercises) for assignment in ASSIGNMENTS.values())

    def say(text: Text, style: str = "", indent: int = 0, **parts: object) -> None:
        said = one_line(text.format(**parts).said(workspace.lang))
        screen.print(" " * indent + written(said, screen), style=style, soft_wrap=True)

    here = shown(workspace.root)
    say(_HERE, "bold", folder=here, assignments=len(ASSIGNMENTS), exercises=exercises)
    for fate, text in _FATES.items():
        if many[fate] or (fate == "same" and not fates):
            say(text, indent=2, count=many[fate] or len(workspace.given))
    for fate, text in _LEFT.items():
        for name in (name for name, its in fates.items() if its == fate):
            say(text, "yellow", indent=2, file=name)
    screen.print()
    first = next(iter(ASSIGNMENTS))
    exercise = ASSIGNMENTS[first].exercises[0].name
    file = workspace.file(first)
    region = region_of(file.read_text("utf-8", "replace"), exercise)
    say(_OPEN, place=f"{shown(file)}:{region.start if region else 1}", name=exercise)
    say(_LESSON, file=shown(file.with_suffix(".ipynb")))
    to = "" if workspace.root == Path.cwd() else f"cd {shlex.quote(here)} && "
    say(_NEXT, "bold", command=f"{to}rnnkit watch")
    say(_WATCHING, indent=2)


_HERE = Text(
    "{folder}: {assignments} assignments, {exercises} exercises", "{folder}：{assignments} 份作业，{exercises} 道练习"
)
_FATES: dict[Fate, Text] = {
    "added": Text("added: {count} files", "新增：{count} 个文件"),
    "renewed": Text("renewed, as you had not changed them: {count} files", "已更新（你没有改过）：{count} 个文件"),
    "same": Text("up to date: {count} files", "已是最新：{count} 个文件"),
}
_LEFT: dict[Fate, Text] = {
    "changed": Text("left alone: {file} (you changed it)", "保持不动：{file}（你改过它）"),
    "foreign": Text(
        "left alone: {file} (rnnkit did not make what is there)", "保持不动：{file}（已有的内容不是 rnnkit 生成的）"
    ),
}
_OPEN = Text(
    "first: open {place} in your editor; the first exercise is {name}",
    "首先：在编辑器中打开 {place}，第一道练习是 {name}",
)
_LESSON = Text("lesson: {file}", "讲义：{file}")
_NEXT = Text("next: {command}", "下一步：{command}")
_WATCHING = Text("grades an exercise each time you save it", "每次保存都会给练习评分")
