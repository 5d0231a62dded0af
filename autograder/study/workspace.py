"""The folder somebody works in: which files it was given, which of them are still as they were given."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from autograder.catalogue import ASSIGNMENTS, Text
from autograder.grading.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from autograder.catalogue import Language

MANIFEST = ".rnnkit.toml"
BACKUPS = ".rnnkit"
USUAL = "rnnkit-work"
IGNORED = f"/{BACKUPS}/\n__pycache__/\n.pytest_cache/\n.hypothesis/\n.ipynb_checkpoints/\n"
HEAD = "# Made by rnnkit start: which files are still as they were given. It belongs into version control.\n"

Fate = Literal["added", "renewed", "same", "changed", "foreign"]


class ManifestError(ValueError):
    """The manifest of a workspace cannot be read; ``words`` say why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass
class Workspace:
    """A folder of assignments; ``given`` has for each file, by its path in it, the hash of what it was given as.

    ``kit`` is the version that made it, ``sources`` a hash of what that version made it from.
    """

    root: Path
    lang: Language = "en"
    kit: str = ""
    sources: str = ""
    given: dict[str, str] = field(default_factory=dict)

    def file(self, assignment: str) -> Path:
        """The file to fill in."""
        return self.root / assignment / f"{assignment}.py"

    def files(self) -> dict[str, Path]:
        """The file of every assignment that is there."""
        return {name: self.file(name) for name in ASSIGNMENTS if self.file(name).is_file()}

    def untouched(self, path: Path) -> bool:
        """Whether a file still is what it was given as."""
        return self.given.get(path.relative_to(self.root).as_posix()) == digest(path.read_bytes())

    def whole(self) -> bool:
        """Whether every file that was given is there, as it was or changed."""
        return bool(self.given) and all((self.root / name).is_file() for name in self.given)

    def take(self, files: Mapping[str, str]) -> dict[str, Fate]:
        """Write files that are new or untouched, leave the others alone, and say what became of each.

        A file is written whole or not at all, and what was given is noted after each, so that a run that is
        interrupted is finished by the next.
        """
        fates = {}
        for name, content in files.items():
            fates[name] = self._fate(name, content)
            if fates[name] in {"added", "renewed"}:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                write_whole(self.root / name, content)
            if fates[name] not in {"changed", "foreign"}:
                self.given[name] = digest(content.encode())
        self.save()
        return fates

    def _fate(self, name: str, content: str) -> Fate:
        path = self.root / name
        if not path.exists() and not path.is_symlink():
            return "added"
        if path.is_symlink() or not path.is_file():
            return "foreign"
        there = digest(path.read_bytes())
        if there == digest(content.encode()):
            return "same"
        if name not in self.given:
            return "foreign"
        return "renewed" if there == self.given[name] else "changed"

    def save(self) -> None:
        """Write the manifest."""
        rows = "".join(f"{_quoted(name)} = {_quoted(mark)}\n" for name, mark in sorted(self.given.items()))
        top = f"kit = {_quoted(self.kit)}\nsources = {_quoted(self.sources)}\nlang = {_quoted(self.lang)}\n"
        write_whole(self.root / MANIFEST, f"{HEAD}{top}\n[given]\n{rows}")

    def keep_copy(self, path: Path) -> Path:
        """Put a copy of a file aside before it is changed; the copy's path."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        copy = self.root / BACKUPS / "backups" / f"{path.stem}-{stamp}{path.suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        write_whole(copy, path.read_bytes())
        return copy


def find_workspace(start: Path) -> Workspace | None:
    """The workspace that a folder lies in, or the usual one beside it; None where there is none.

    Raises:
        ManifestError: its manifest cannot be read.
    """
    for folder in (start, *start.parents, start / USUAL):
        if (folder / MANIFEST).is_file():
            return read_workspace(folder)
    return None


def read_workspace(root: Path) -> Workspace:
    """The workspace in that folder.

    Raises:
        ManifestError: its manifest cannot be read.
    """
    try:
        read = tomllib.loads((root / MANIFEST).read_text("utf-8"))
        given = {str(name): str(mark) for name, mark in dict(read.get("given", {})).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise ManifestError(_UNREADABLE.format(file=root / MANIFEST, why=error)) from error
    lang: Language = "zh" if read.get("lang") == "zh" else "en"
    return Workspace(root, lang, str(read.get("kit", "")), str(read.get("sources", "")), given)


def digest(content: bytes) -> str:
    """A hash that does not change with the line endings, which version control may turn."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _quoted(text: str) -> str:
    return json.dumps(text)  # a string of JSON is one of TOML


_UNREADABLE = Text(
    "{file} cannot be read: {why}\n  next: move that file away, then type rnnkit start again",
    "无法读取 {file}：{why}\n  下一步：移走这个文件，然后重新输入 rnnkit start",
)
