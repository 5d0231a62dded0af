"""A small hostile program, run in a worker to see what the wall stops. It imports only what a submission could."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def probe(readable: str, writable: str, grader: int) -> dict[str, bool]:
    """Try what must not work and say what was stopped.

    Args:
        readable: A file that exists.
        writable: A file that does not, in a folder anyone may write to.
        grader: The grader's process id.
    """
    attempts: dict[str, Callable[[], Any]] = {
        "reading a file": Path(readable).read_bytes,
        "writing a file": lambda: os.close(os.open(writable, os.O_WRONLY | os.O_CREAT | os.O_EXCL)),
        "listing processes": lambda: list(Path("/proc").iterdir()),
        "a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "a signal to the parent": lambda: os.kill(os.getppid(), 0),
        "a signal to the grader": lambda: os.kill(grader, 0),
        "a child process": lambda: os.fork() or os._exit(0),
        "importing the grader": lambda: importlib.import_module("autograder"),
        "importing torch": lambda: importlib.import_module("torch"),
        "seeing a path": Path("/etc/passwd").stat,
    }
    stopped = {name: was_stopped(attempt) for name, attempt in attempts.items()}
    # Last, for where it works nothing is left to answer.
    stopped["another program"] = was_stopped(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]))  # noqa: S606 - that is the attempt
    return stopped


def was_stopped(attempt: Callable[[], Any]) -> bool:
    """Whether an attempt ends in an error."""
    try:
        attempt()
    except (OSError, ImportError):
        return True
    return False
