"""The process that workers are forked from: NumPy loaded, locked down in each fork, and nothing of the grader's in it.

It runs as a lone program, ``python zygote.py SETTINGS``, and loads its neighbours by path. Standard input is the
control socket: the first line out is what was found, then every ``REQUEST`` gets one ``REPLY``, until the grader goes
away, which takes all workers along.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import struct
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

REQUEST = struct.Struct("<cq")
REPLY = struct.Struct("<q")
FORK = b"F"  # a worker on the socket that comes along, with so many seconds of CPU; the reply is its pid or -errno
END = b"E"  # kill the worker of that pid unless it has died by itself; the reply is its wait status

PRELOADED = """
    abc array ast base64 bisect cmath collections.abc contextlib copy csv dataclasses datetime decimal enum fractions
    functools hashlib heapq inspect io itertools linecache logging math numbers operator pickle pprint queue random re
    statistics string tempfile textwrap threading time timeit traceback typing unittest uuid warnings weakref zlib
    numpy numpy.fft numpy.linalg numpy.polynomial numpy.random numpy.testing
"""
NOT_STANDARD = {"site-packages", "dist-packages", "ensurepip"}  # installers live there, in folders and as wheels
PACKAGE = "wall"  # what these files are called here, while they load


def main() -> None:
    """Load, say what was found, and serve."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)  # standard output is the null device, and so is standard input from here on
    try:
        worker, lockdown, tools = _prepare(settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, the grader is to show it
        control.sendall(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode() + b"\n")
        return
    control.sendall(json.dumps({"layers": lockdown.layers}).encode() + b"\n")
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 1)
        if not request:
            return
        kind, number = REQUEST.unpack(request)
        if kind == FORK:
            reply = _fork(control, descriptors[0], number, lockdown, lambda fd: worker.serve(fd, tools))
        else:
            os.kill(number, signal.SIGKILL)  # not reaped yet, so the pid is still its own
            reply = os.waitpid(number, 0)[1]
        control.sendall(REPLY.pack(reply))


def _prepare(settings: dict[str, Any]) -> tuple[types.ModuleType, Any, types.ModuleType | None]:
    """Import all that workers share, and leave nothing importable but the standard library and what is loaded."""
    wall = types.ModuleType(PACKAGE)
    wall.__path__ = [str(Path(__file__).parent)]
    sys.modules[PACKAGE] = wall
    sys.path.append(settings["packages"])
    for name in PRELOADED.split():
        importlib.import_module(name)
    packages, tools = ["numpy"], None
    if settings["torch"]:
        packages.append("torch")
        _warm_up(importlib.import_module("torch"))
        tools = importlib.import_module(f"{PACKAGE}.workbench")
    worker = importlib.import_module(f"{PACKAGE}.worker")
    lockdown = importlib.import_module(f"{PACKAGE}.lockdown").Lockdown(_readable(packages), settings["memory"])
    sys.path.remove(settings["packages"])
    sys.path_importer_cache.pop(settings["packages"], None)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv, sys.orig_argv = [""], []
    gc.collect()
    gc.freeze()  # the pages of what lives now stay shared with the workers
    return worker, lockdown, tools


def _warm_up(torch: Any) -> None:
    """Make what is slow the first time, and start no thread: a fork would hang on the pool it has not got."""
    torch.set_num_threads(1)
    torch.backends.mkldnn.enabled = False  # it writes machine code as it goes, which the lockdown forbids
    torch.optim.Adam([torch.zeros(1, requires_grad=True)])


def _readable(packages: list[str]) -> list[str]:
    """The standard library entry by entry, for other packages may live inside it, and the packages themselves."""
    entries = [entry for folder in sys.path if Path(folder).is_dir() for entry in Path(folder).iterdir()]
    return [str(entry) for entry in entries if entry.name not in NOT_STANDARD] + [
        folder for name in packages for folder in sys.modules[name].__path__
    ]


def _fork(
    control: socket.socket, descriptor: int, cpu_seconds: int, lockdown: Any, serve: Callable[[int], None]
) -> int:
    try:
        pid = os.fork()
    except OSError as error:
        os.close(descriptor)
        return -(error.errno or 1)
    if pid:
        os.close(descriptor)
        return pid
    status = 1
    try:
        fd = os.dup2(descriptor, control.fileno())  # the worker's socket takes the place of the control socket
        lockdown.apply(fd, cpu_seconds)
        serve(fd)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
