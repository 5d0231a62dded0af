"""`rnnkit start`: a folder to work in, with every assignment in it; what was written there is never lost."""

from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import autograder
import solutions
from autograder import __version__
from autograder.catalogue import ASSIGNMENTS, Text, language
from autograder.commands.problem import Problem
from autograder.commands.spoken import fitted
from autograder.commands.studying import shown, source_of, written
from autograder.commands.terminal import console, waiting
from autograder.grading.shown.safe import one_line
from autograder.study.pointing import line_of
from autograder.study.workspace import IGNORED, MANIFEST, USUAL, Workspace, find_workspace, read_workspace

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import Console

    from autograder.catalogue import Assignment, Language
    from autograder.study.workspace import Fate


def run(options: argparse.Namespace) -> int:
    """Make the folder, or bring it up to date; 0 also where files were left alone."""
    workspace = _meant(options.folder)
    lang = options.lang or (workspace.lang if workspace.given else language())
    options.lang = lang
    _see_empty(workspace)
    made_of = f"{lang} {_sources()}"
    if workspace.sources == made_of and workspace.whole():
        _told(console(), workspace, {}, fitted(lang))
        return 0
    workspace.lang, workspace.kit, workspace.sources = lang, __version__, ""
    workspace.root.mkdir(parents=True, exist_ok=True)
    fates = workspace.take({".gitignore": IGNORED})
    for name, files in _built(lang, fitted(lang)):
        fates |= workspace.take({f"{name}/{file}": content for file, content in files.items()})
    workspace.sources = made_of  # noted last: a run that was interrupted is gone through again
    workspace.save()
    _told(console(), workspace, fates, fitted(lang))
    return 0


def _meant(folder: Path | None) -> Workspace:
    """The workspace that is there already, or a new one."""
    found = find_workspace(Path.cwd()) if folder is None else None
    root = (folder or Path(USUAL)).absolute()
    if root.exists() and not root.is_dir():
        raise Problem(_FILE.format(path=root, free=_free(root)))
    return found or (read_workspace(root) if (root / MANIFEST).is_file() else Workspace(root))


def _see_empty(workspace: Workspace) -> None:
    """See that a new workspace does not mix with files of others; hidden ones, such as .git, are in nobody's way."""
    root = workspace.root
    foreign = root.exists() and not (root / MANIFEST).exists()
    if foreign and any(not one.name.startswith(".") for one in root.iterdir()):
        raise Problem(_FULL.format(folder=shown(root), free=_free(root)))


def _free(path: Path) -> str:
    """A name beside it that is not taken."""
    names = (path.with_name(f"{USUAL}-{number}" if number else USUAL) for number in count())
    return shlex.quote(shown(next(name for name in names if not name.exists())))


def _sources() -> str:
    """A hash of all that the assignments are made from: where it is the same, nothing is to be made anew."""
    files = [file for place in (solutions, autograder) for file in sorted(Path(place.__path__[0]).rglob("*"))]
    mark = hashlib.sha256()
    for file in files:
        if file.suffix in {".py", ".md", ".svg"}:
            mark.update(file.name.encode() + file.read_bytes())
    return mark.hexdigest()


def _built(lang: Language, spoken: Language) -> Iterator[tuple[str, dict[str, str]]]:
    """Each assignment and its files; what is being made is said in the language that is ``spoken``."""
    with waiting(_LOADING.said(spoken)) as status:
        build = _builder()
        for number, (name, assignment) in enumerate(ASSIGNMENTS.items(), 1):
            status.update(_MAKING.format(name=name, number=number, many=len(ASSIGNMENTS)).said(spoken))
            yield name, build(assignment, lang)


def _builder() -> Callable[[Assignment, Language], dict[str, str]]:
    from autograder.course.build import build  # noqa: PLC0415 - slow to load: what is refused is refused before

    return build


def _told(screen: Console, workspace: Workspace, fates: Mapping[str, Fate], lang: Language) -> None:
    """What was done, what was left alone and why, and the first step."""
    many = Counter(fates.values())
    exercises = sum(len(assignment.exercises) for assignment in ASSIGNMENTS.values())

    def say(text: Text, style: str = "", indent: int = 0, **parts: object) -> None:
        said = one_line(text.format(**parts).said(lang))
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
    exercise, file = ASSIGNMENTS[first].exercises[0], workspace.file(first)
    line = line_of(ASSIGNMENTS[first], exercise, None, source_of(workspace, first))
    say(_OPEN, place=f"{shown(file)}:{line}", name=exercise.name)
    say(_LESSON, file=shown(file.with_suffix(".ipynb")))
    to = "" if workspace.root == Path.cwd() else f"cd {shlex.quote(here)} && "
    say(_NEXT, "bold", command=f"{to}rnnkit watch")
    say(_WATCHING, indent=2)


_FILE = Text(
    "{path} is a file, expected a folder\n  next: rnnkit start {free}",
    "{path} 是文件，应为文件夹\n  下一步：rnnkit start {free}",
)
_FULL = Text(
    "{folder} has files in it that rnnkit did not make\n  next: rnnkit start {free}",
    "{folder} 中已有不是 rnnkit 生成的文件\n  下一步：rnnkit start {free}",
)
_LOADING = Text("loading what makes the assignments…", "正在加载生成作业的程序…")
_MAKING = Text(
    "making the assignments: {name}, {number} of {many}…", "正在生成作业：{name}，第 {number} 份，共 {many} 份…"
)
_HERE = Text(
    "{folder}: {assignments} assignments, {exercises} exercises", "{folder}：{assignments} 份作业，{exercises} 道练习"
)
_FATES: dict[Fate, Text] = {
    "added": Text("files added: {count}", "新增：{count} 个文件"),
    "renewed": Text("files renewed, as you had not changed them: {count}", "已更新（你没有改过）：{count} 个文件"),
    "same": Text("files up to date: {count}", "已是最新：{count} 个文件"),
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
