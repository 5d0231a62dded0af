"""Frames over a file descriptor, with a deadline.

Only ``read``, ``write`` and, where there is a deadline, ``poll`` are called, so the worker needs no socket call.
"""

from __future__ import annotations

import os
import select
import time

from .wire import PREFIX, WireError, lengths

CHUNK = 1 << 16


class Channel:
    """One end of a conversation in which each side sends one frame and waits for one.

    A descriptor that is used with deadlines must not block.
    """

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def send(self, frame: bytes, deadline: float | None = None) -> None:
        """Send a frame.

        Raises:
            OSError: Nobody reads any more.
            TimeoutError: ``time.monotonic()`` has reached the deadline.
        """
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[os.write(self.fd, rest) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)

    def receive(self, deadline: float | None = None, room: int | None = None) -> tuple[memoryview, memoryview]:
        """Return header and body of the next frame, which have at most ``room`` bytes.

        Raises:
            EOFError: The other side is gone.
            TimeoutError: The deadline has passed.
            WireError: The frame breaks a rule, is too large, or more than one was sent.
        """
        data: bytes | bytearray = self._read(CHUNK, deadline)
        while len(data) < PREFIX.size:
            data += self._read(CHUNK, deadline)
        header, body = lengths(bytes(data[: PREFIX.size]))
        if room is not None and header + body > room:
            raise WireError("too much was answered")
        total = PREFIX.size + header + body
        if len(data) > total:
            raise WireError("more bytes than the frame announced")
        if len(data) < total:
            data = self._fill(data, total, deadline)
        view = memoryview(data)
        return view[PREFIX.size : PREFIX.size + header], view[PREFIX.size + header :]

    def _fill(self, data: bytes | bytearray, total: int, deadline: float | None) -> bytearray:
        whole = bytearray(total)
        whole[: len(data)] = data
        view, size = memoryview(whole), len(data)
        while size < total:
            self._wait(select.POLLIN, deadline)
            got = os.readv(self.fd, [view[size:]])
            if got == 0:
                raise EOFError
            size += got
        return whole

    def _read(self, size: int, deadline: float | None) -> bytes:
        self._wait(select.POLLIN, deadline)
        data = os.read(self.fd, size)
        if not data:
            raise EOFError
        return data

    def _wait(self, event: int, deadline: float | None) -> None:
        if deadline is None:
            return
        poll = select.poll()
        poll.register(self.fd, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000 + 0.999):  # however many bytes are there still: they may drip
            raise TimeoutError
