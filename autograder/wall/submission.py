"""Reading what was submitted: plain bytes of regular files, never followed, parsed or imported here."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 256 * 1024
MAX_SIBLINGS = 16


class SubmissionError(Exception):
    """What was submitted cannot be read.

    ``code`` is one of ``missing``, ``symlink``, ``not-a-file``, ``too-large``, ``unreadable``.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Submission:
    """A module as it was handed in, and the files beside it that it may import."""

    name: str
    files: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over the module's name and every file's name and bytes."""
        digest = hashlib.sha256(self.name.encode())
        for name, data in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()


def read_file(folder: Path, name: str, most: int = MAX_BYTES) -> bytes:
    """Read one regular file of a folder.

    Raises:
        SubmissionError: It is missing, no regular file, reached by a symbolic link, or larger than ``most`` bytes.
    """
    handle = _open_folder(folder)
    try:
        return _read(name, handle, most)
    finally:
        os.close(handle)


def read_submission(path: Path, name: str) -> Submission:
    """Read the module ``name`` from a file, or from a folder that holds ``<name>.py``.

    A file may have any name and comes alone. From a folder come also the other ``.py`` files that a module can
    import, at most ``MAX_SIBLINGS`` in alphabetical order; those that break a rule are left out.

    Raises:
        SubmissionError: The module is missing, no regular file, reached by a symbolic link, or too large.
    """
    try:
        mode = os.lstat(path).st_mode
    except OSError as error:
        raise _refusal(error, path.name) from error
    except ValueError as error:  # a NUL byte in the path
        raise SubmissionError("missing", repr(path.name)) from error
    if stat.S_ISLNK(mode):
        raise SubmissionError("symlink", path.name)
    if not stat.S_ISDIR(mode):
        return Submission(name, {f"{name}.py": _read(os.fspath(path), None)})
    folder = _open_folder(path)
    try:
        return Submission(name, {f"{name}.py": _read(f"{name}.py", folder)} | _siblings(folder, name))
    finally:
        os.close(folder)


def _open_folder(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(error, path.name) from error


def _siblings(folder: int, name: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for entry in sorted(os.listdir(folder)):
        module = entry.removesuffix(".py")
        if len(files) == MAX_SIBLINGS:
            break
        if module not in {entry, name} and module.isidentifier():
            try:
                files[entry] = _read(entry, folder)
            except SubmissionError:
                continue
    return files


def _read(path: str, folder: int | None, most: int = MAX_BYTES) -> bytes:
    """Read one regular file; a FIFO is not waited for, and what is read is what was looked at."""
    name = Path(path).name
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError as error:
        raise _refusal(error, name) from error
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise SubmissionError("not-a-file", name)
        with os.fdopen(file, "rb", closefd=False) as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise _refusal(error, name) from error
    finally:
        os.close(file)
    if len(data) > most:
        raise SubmissionError("too-large", f"{name}: over {most // 1024} KiB")
    return data


def _refusal(error: OSError, name: str) -> SubmissionError:
    codes = {errno.ENOENT: "missing", errno.ENOTDIR: "missing", errno.ELOOP: "symlink", errno.ENXIO: "not-a-file"}
    return SubmissionError(codes.get(error.errno or 0, "unreadable"), name)
