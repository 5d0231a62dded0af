"""The grader's side of the wall: workers, their deadlines, and what became of them."""

from __future__ import annotations

import ctypes
import itertools
import math
import os
import signal
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from . import selftest
from .answer import Answer, from_wire
from .calling import NO_KWARGS
from .channel import Channel
from .launch import WallError, Zygote
from .wire import WireError, decode, encode
from .worker import READY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .submission import Submission

__all__ = ["Wall", "WallError", "Worker", "harden"]

START_SECONDS = 10.0  # for a fork and its lockdown, which take milliseconds
LOAD_SECONDS = 10.0
BUFFER_BYTES = 1 << 20
HANDLES_PER_LIFE = 1 << 32
ANSWER_BYTES = 32 << 20  # of all answers of a submission: the grader keeps them, and a whole suite's have half a MiB
SET_DUMPABLE = 4


class Worker:
    """One submission in a process of its own; a context manager.

    ``loaded`` is what came of importing the file. ``seconds`` is for loading and all calls together; the grader's own
    work in between does not count. All answers together have at most ``ANSWER_BYTES``.
    """

    def __init__(self, zygote: Zygote, submission: Submission, *, seconds: float) -> None:
        self._zygote = zygote
        self._submission = submission
        self._budget = seconds
        self._left = seconds
        self._room = ANSWER_BYTES
        self._lives = itertools.count()
        self._numbers = itertools.count(1)
        self._pid: int | None = None
        self._channel: Channel
        self.loaded = self._start()

    def call(
        self,
        function: str,
        args: Sequence[Any],
        kwargs: Mapping[str, Any] = NO_KWARGS,
        *,
        keep: Collection[int] = (),
        seconds: float = 5.0,
    ) -> Answer:
        """Call a function of the submission with fresh copies of the arguments.

        Args:
            function: Its name; that there is none is an AttributeError in the answer.
            args: Plain values, arrays, ``Rng`` and handles, also nested in lists, tuples and dicts.
            kwargs: Likewise.
            keep: Positions of the returned tuple or list whose values stay in the worker and come back as handles.
                What is returned alone comes as it is. The last ``calling.KEPT`` are held, older ones are stale.
            seconds: When the call is ended; ``Answer.died`` is then ``"deadline"``.

        Raises:
            TypeError: An argument cannot cross the wall.
            WallError: The sandbox itself failed.
        """
        if self.loaded.error or self.loaded.died:
            return self.loaded
        number = next(self._numbers)
        frame = encode((number, function, tuple(args), dict(kwargs), tuple(keep)), trusted=True)
        if self._pid is None:
            again = self._start()
            if again.error or again.died:
                return again
        return self._exchange(number, frame, len(args), seconds)

    def close(self) -> None:
        """End the process; it may be called twice."""
        if self._pid is not None:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _start(self) -> Answer:
        """Fork a worker and have it load the submission."""
        if self._left <= 0:
            return Answer(died="budget")
        ours, theirs = socket.socketpair()
        with ours, theirs:
            for end in (ours, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            ours.setblocking(False)  # noqa: FBT003 - the socket module's own signature
            self._pid = self._zygote.fork(theirs, math.ceil(self._budget) + 1)
            self._channel = Channel(ours.detach())
        try:
            header, body = self._channel.receive(time.monotonic() + START_SECONDS)
            ready = decode(header, body, trusted=False) == READY
        except (OSError, EOFError, WireError):
            ready = False
        if not ready:
            raise WallError(f"A worker could not be locked down (status {self._end()}). Run: rnnkit doctor")
        files = {name: np.frombuffer(data, np.uint8) for name, data in self._submission.files.items()}
        first_handle = next(self._lives) * HANDLES_PER_LIFE
        frame = encode((first_handle, self._submission.name, files), trusted=True)
        return self._exchange(first_handle, frame, 0, LOAD_SECONDS)

    def _exchange(self, number: int, frame: bytes, arguments: int, seconds: float) -> Answer:
        """Send a frame and wait for its answer; a worker that breaks a rule is ended."""
        start = time.monotonic()
        deadline = start + min(seconds, self._left)
        try:
            self._channel.send(frame, deadline)
            header, body = self._channel.receive(deadline, self._room)
            self._room -= len(header) + len(body)
            answer = from_wire(number, decode(header, body, trusted=False), arguments)
        except TimeoutError:
            answer = Answer(died="deadline" if seconds < self._left else "budget")
        except WireError as error:
            answer = Answer(died=f"protocol: {error}")
        except (OSError, EOFError):
            answer = Answer(died=_cause(self._end()))
        if answer.died not in (None, "stale"):
            self.close()
        elapsed = time.monotonic() - start
        self._left -= elapsed
        return replace(answer, seconds=elapsed)

    def _end(self) -> int:
        pid, self._pid = self._pid, None
        os.close(self._channel.fd)
        return self._zygote.end(pid) if pid is not None else 0


def _cause(status: int) -> str:
    """Put a wait status into a word."""
    if not os.WIFSIGNALED(status):
        return "exited"
    number = os.WTERMSIG(status)
    return "budget" if number == signal.SIGXCPU else f"killed by {signal.Signals(number).name}"


class Wall:
    """What submissions are run behind; a context manager. It owns one preloaded process that workers are forked from.

    ``level`` names the layers that were found to hold, such as ``"bubblewrap+landlock+seccomp"``, or is ``"none"``.
    """

    def __init__(self, *, torch: bool = False, unsafe: bool = False) -> None:
        """Start it and try what it stops.

        Args:
            torch: Submissions may use PyTorch.
            unsafe: Go on where submissions are not isolated.

        Raises:
            WallError: Submissions would not be isolated, or the sandbox did not start.
        """
        if os.name != "posix":
            raise WallError("Submissions run on Linux, or on macOS with --unsafe. On Windows, use WSL: wsl --install")
        harden()
        self._zygote = _start_zygote(torch=torch)
        try:
            self.level = self._test(torch=torch)
        except BaseException:
            self.close()
            raise
        if self.level == selftest.NONE and not unsafe:
            self.close()
            raise WallError(
                "This machine cannot isolate submissions: Landlock and seccomp (Linux 5.13 or newer) are needed. "
                "To run code you trust without isolation, add --unsafe."
            )

    def open(self, submission: Submission, *, seconds: float = 60.0) -> Worker:
        """Load a submission in a new worker that has so many seconds for everything."""
        return Worker(self._zygote, submission, seconds=seconds)

    def close(self) -> None:
        """End all that was started."""
        self._zygote.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _test(self, *, torch: bool) -> str:
        arguments = selftest.probe_arguments(os.getpid())
        with self.open(selftest.probe_submission()) as worker:
            found = worker.call("probe", arguments).value
        Path(arguments[1]).unlink(missing_ok=True)
        return selftest.level_of(self._zygote.layers, found or {}, torch=torch)


def harden() -> None:
    """Keep other processes of this user out of this one's memory, and it out of core dumps."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)


def _start_zygote(*, torch: bool) -> Zygote:
    """Inside bubblewrap where that works, which only trying tells: many containers forbid it."""
    try:
        return Zygote(torch=torch, bubbled=True)
    except WallError:
        return Zygote(torch=torch, bubbled=False)
