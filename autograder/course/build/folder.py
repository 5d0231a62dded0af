"""A folder of generated files on disk: write it, or tell what in it is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.grading.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PYTEST = "[pytest]\naddopts = -q --tb=short -rN\n"  # so that a folder is tested alike wherever it lies


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Make the folder hold these files and no others; a file is never seen half written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    for name in _strays(folder, files):
        (folder / name).unlink()


def stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The names of files that are missing, differ, or do not belong."""
    changed = [
        name
        for name, content in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content.encode()
    ]
    return changed + _strays(folder, files)


def _strays(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Files in the folder that were not made by the build; hidden ones and folders are tools' caches."""
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path.name for path in there if path.is_file() and path.name not in files and path.name[0] != "."]
