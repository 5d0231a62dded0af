"""Collecting what was handed in: regular files alone, and one student's folder never stops another's.

A student owns the folder that is collected and may put anything there. nbgrader's own collect follows a symbolic link
with the instructor's rights, so a link to the solution would be handed in as the solution.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.course.gradebook.complete import complete


class CollectFiles(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's collect, but for how a folder is copied."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the regular files of a folder; what cannot be copied is told, and is not collected."""
        del log  # unused by nbgrader too
        if Path(src).is_symlink() or self.get_size(src) > 1000 * self.coursedir.max_dir_size:
            self.log.error("Not collected: %s: a link, or larger than CourseDirectory.max_dir_size", src)
            return
        try:
            shutil.copytree(src, dest, ignore=self._unwanted)
        except (OSError, shutil.Error) as error:
            self.log.error("Not collected: %s: %s", src, error)  # noqa: TRY400 - no traceback for people
            shutil.rmtree(dest, ignore_errors=True)
            return
        complete(Path(dest), self.coursedir.assignment_id)
        self._sign(src, Path(dest))

    def _sign(self, src: str, dest: Path) -> None:
        """Make good what nbgrader's submit wrote and its other commands, for everybody, stop at when it is spoilt."""
        when = self._path_to_record(src)["timestamp"]
        Path(dest, "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S.%f} UTC", "ascii")
        secret = dest / "submission_secret.txt"
        if not secret.is_file():
            secret.write_text(secrets.token_hex(64), "ascii")

    def _unwanted(self, folder: str, names: list[str]) -> set[str]:
        course = self.coursedir
        ignored = ignore_patterns(course.ignore, course.include, course.max_file_size, self.log)(folder, names)
        links = {name for name in names if not _plain(os.path.join(folder, name))}  # noqa: PTH118 - lstat follows
        for name in links:
            self.log.warning("Left out, no regular file: %s", os.path.join(folder, name))  # noqa: PTH118 - as above
        return links.union(ignored)


def _plain(path: str) -> bool:
    mode = os.lstat(path).st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
