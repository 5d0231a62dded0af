"""A submission's files as modules, made from bytes in memory."""

from __future__ import annotations

import importlib.abc
import importlib.util
import linecache
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class SubmittedFiles(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds ``helpers`` in ``helpers.py`` when everything else was asked: nobody's ``numpy.py`` hides NumPy."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        for file, data in files.items():
            linecache.cache[file] = (len(data), None, _lines(data), file)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002 - the import system's own signature
    ) -> ModuleSpec | None:
        """Find a module of that name among the files."""
        if path is not None or f"{fullname}.py" not in self.files:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=f"{fullname}.py")

    def exec_module(self, module: ModuleType) -> None:
        """Compile from bytes, so that a BOM or a coding cookie is the compiler's business, and run."""
        file = module.__file__ = f"{module.__name__}.py"
        exec(compile(self.files[file], file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - in the worker

    def load(self, name: str) -> ModuleType:
        """Load the module that is to be called, whatever else has its name."""
        spec = self.find_spec(name, None)
        if spec is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self.exec_module(module)
        return module


def _lines(data: bytes) -> list[str]:
    try:
        return importlib.util.decode_source(data).splitlines(keepends=True)
    except (SyntaxError, UnicodeDecodeError):
        return []
