"""What a worker gives up before the first line of a submission runs. It cannot be taken back."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

from . import landlock, seccomp

SET_PDEATHSIG, SET_NO_NEW_PRIVS = 1, 38
CAPABILITY_VERSION = 0x20080522
STACK_BYTES = 8 << 20
OPEN_FILES = 32


class Lockdown:
    """Made once, before any fork; applied in each."""

    def __init__(self, readable: list[str], memory: int) -> None:
        """Make it; what this kernel does not really do is left out.

        Args:
            readable: The files and folders that stay readable.
            memory: The address space a worker gets, in bytes.
        """
        self.memory = memory
        self.parent = os.getpid()
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.ruleset: int | None = None
        self.filter: seccomp.Program | None = None
        if sys.platform == "linux":
            self.ruleset = landlock.make_ruleset(readable)
            if not self._works():
                self.ruleset = None
            self.filter = seccomp.make_filter(reading=self.ruleset is not None)
            if not self._works():
                self.filter = None

    @property
    def layers(self) -> list[str]:
        """The names of what this machine offers."""
        offered = {"landlock": self.ruleset, "seccomp": self.filter}
        return [name for name, layer in offered.items() if layer is not None]

    def apply(self, fd: int, cpu_seconds: int) -> None:
        """Lock down this process, which has one thread and keeps one descriptor.

        Raises:
            OSError: The kernel refuses what it offered.
        """
        for other in range(3, OPEN_FILES):
            if other not in (fd, self.ruleset):
                with suppress(OSError):
                    os.close(other)
        _limit(resource.RLIMIT_CPU, cpu_seconds)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
        _limit(resource.RLIMIT_NPROC, 0)
        _limit(resource.RLIMIT_STACK, STACK_BYTES)
        if sys.platform == "linux":
            _limit(resource.RLIMIT_AS, self.memory)
            self.libc.prctl(SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            if os.getppid() != self.parent:  # it died before it could be noticed
                os._exit(1)
            self._bind()

    def _bind(self) -> None:
        """Give up what cannot be limited by a number."""
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
        self.libc.capset(header, (ctypes.c_uint32 * 6)())
        self.libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if self.ruleset is not None:
            landlock.restrict(self.libc, self.ruleset)
            os.close(self.ruleset)
        if self.filter is not None:
            seccomp.install(self.libc, self.filter)

    def _works(self) -> bool:
        """Whether the kernel does what it offers, which a child tries: a container may forbid it."""
        pid = os.fork()
        if pid:
            return os.waitpid(pid, 0)[1] == 0
        status = 1
        try:
            self._bind()
            status = 0
        finally:
            os._exit(status)


def _limit(which: int, value: int) -> None:
    """Set the soft and the hard limit, which is never raised."""
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))
