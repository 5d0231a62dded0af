"""Bubblewrap: a root of its own in which only the interpreter, NumPy and these files exist, and no network.

See https://github.com/containers/bubblewrap
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SYSTEM_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")
NUMPY = ("numpy", "numpy.libs")
TORCH = (
    *("torch", "torchgen", "functorch"),
    *("sympy", "mpmath", "networkx", "typing_extensions.py", "jinja2", "markupsafe", "fsspec", "filelock"),
)


def command(interpreter: str, packages: Path, *, torch: bool) -> list[str] | None:
    """Return what to put before a command line; None where there is no bubblewrap.

    Nothing of the machine is writable, and there is no ``/proc``. When the process inside ends, so do all
    others inside; no ``--die-with-parent``, for that means the thread that started it.

    Args:
        interpreter: The Python that is to run.
        packages: The folder NumPy is installed in.
        torch: PyTorch and what it imports is needed too.
    """
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return None
    library = Path(sys.base_prefix, "lib")
    names = (*NUMPY, *TORCH) if torch else NUMPY
    paths = [*SYSTEM_LIBRARIES, interpreter, library, Path(__file__).parent, *(packages / name for name in names)]
    mounts = [word for path in paths for word in ("--ro-bind-try", str(path), str(path))]
    # While it is imported, torch reads random numbers and looks for a temporary folder. They come first, for what is
    # needed may lie below that folder.
    extras = ["--dev-bind", "/dev/urandom", "/dev/urandom", "--tmpfs", "/tmp"] if torch else []  # noqa: S108 - its own
    start = [program, "--unshare-all", "--cap-drop", "ALL", "--chdir", "/"]
    return [*start, *extras, *mounts, "--remount-ro", "/", "--"]
