"""Reading a submitted notebook: one that cannot be read counts as empty, and its .py file is graded all the same."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbconvert.exporters.exporter import ResourcesDict
    from nbformat import NotebookNode

MAX_BYTES = 16 * 1024 * 1024


class SubmittedNotebook(NotebookExporter):
    """nbgrader's exporter, which survives whatever was handed in under a notebook's name."""

    def from_filename(
        self, filename: str, resources: Mapping[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Convert a notebook file, or an empty notebook in its place."""
        try:
            notebook = read_notebook(filename)
        except Exception as error:  # noqa: BLE001 - nbformat may fail in any way on a file made to break it
            self.log.warning("%s is taken as empty: %s", filename, f"{type(error).__name__}: {error}"[:200])
            notebook = new_notebook()
        converted: tuple[NotebookNode, ResourcesDict] = NotebookExporter.from_notebook_node(
            self, notebook, resources=resources, **kw
        )
        return converted


def read_notebook(filename: str) -> NotebookNode:
    """Read a notebook of any version from a regular file.

    Raises:
        ValueError: it is a link, no file, or too large.
        Exception: it is no valid notebook; nbformat has many ways to say so.
    """
    handle = os.open(filename, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, encoding="utf-8") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
            raise ValueError(f"expected a regular file of at most {MAX_BYTES >> 20} MiB")
        notebook: NotebookNode = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    return notebook
