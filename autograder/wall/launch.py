"""The grader's end of a zygote: start it, have it fork, have it end a worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from . import bubble
from .zygote import END, FORK, REPLY, REQUEST

START_SECONDS = 60.0
REPLY_SECONDS = 10.0
MEMORY = 1 << 30
TORCH_MEMORY = 4 << 30
# Threads would be in the way of forking, and a fixed hash seed makes the order of sets the same in every run.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class WallError(Exception):
    """The wall cannot do its work, for a reason that is the machine's or ours. Its text is a message for people."""


class Zygote:
    """A running zygote. It ends, with all its workers, when its control socket is closed."""

    def __init__(self, *, torch: bool, bubbled: bool) -> None:
        """Start it; WallError where it does not come up."""
        interpreter = getattr(sys, "_base_executable", sys.executable)
        packages = Path(np.__file__).parents[1]
        prefix = bubble.command(interpreter, packages, torch=torch) if bubbled else []
        if prefix is None:
            raise WallError("bubblewrap (bwrap) is not installed.")
        settings = {"packages": str(packages), "torch": torch, "memory": TORCH_MEMORY if torch else MEMORY}
        # -P, -s and -S: nothing is imported from the working folder, a home folder or site-packages.
        program = [
            interpreter,
            "-B",
            "-P",
            "-s",
            "-S",
            str(Path(__file__).with_name("zygote.py")),
            json.dumps(settings),
        ]
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - no word of it comes from a submission
                [*prefix, *program],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,  # a Ctrl-C is the grader's to handle
            )
        try:
            self.layers = [*(["bubblewrap"] if bubbled else []), *self._greeting()["layers"]]
        except BaseException:
            self.close()
            raise

    def _greeting(self) -> dict[str, Any]:
        self._control.settimeout(START_SECONDS)
        line = b""
        while not line.endswith(b"\n"):
            try:
                more = self._control.recv(4096)
            except TimeoutError:
                more = b""
            if not more:
                raise WallError(f"{sys.executable} did not start as a sandbox within {START_SECONDS:.0f} s.")
            line += more
        greeting: dict[str, Any] = json.loads(line)
        if "error" in greeting:
            raise WallError(f"The sandbox did not start: {greeting['error']}")
        self._control.settimeout(REPLY_SECONDS)
        return greeting

    def fork(self, theirs: socket.socket, cpu_seconds: int) -> int:
        """Start a worker that talks over ``theirs`` and return its pid, as the zygote knows it."""
        pid = self._ask(FORK, cpu_seconds, [theirs.fileno()])
        if pid < 0:
            raise WallError(f"No worker could be started: {os.strerror(-pid)}. Run fewer jobs (--jobs).")
        return pid

    def end(self, pid: int) -> int:
        """Kill a worker, unless it has died by itself, and return its wait status."""
        return self._ask(END, pid, [])

    def _ask(self, kind: bytes, number: int, descriptors: list[int]) -> int:
        try:
            socket.send_fds(self._control, [REQUEST.pack(kind, number)], descriptors)
            reply = self._control.recv(REPLY.size)
        except OSError:
            reply = b""
        if len(reply) != REPLY.size:
            raise WallError("The sandbox process is gone; was it killed, or is the machine out of memory?")
        answer: int = REPLY.unpack(reply)[0]
        return answer

    def close(self) -> None:
        """End the zygote and all its workers."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # even where a forked process has a copy of the socket
        self._control.close()
        try:
            self._process.wait(REPLY_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
