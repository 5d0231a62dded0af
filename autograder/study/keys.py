"""A terminal that gives single keys and shows whole screens; it is left as it was found, whatever happens."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import tty
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

OTHER_SCREEN, USUAL_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
ARROWS = {b"\x1b[A": "k", b"\x1bOA": "k", b"\x1b[B": "j", b"\x1bOB": "j"}
ENDED = 128  # and the signal's number: what a shell says of a process that a signal ended


class Keys:
    """The terminal, key by key; a context manager.

    A signal that would end the process becomes a SystemExit, so that the terminal is put back on the way out; Ctrl-Z
    puts it back for as long as the process is stopped.
    """

    def __init__(self) -> None:
        self._in, self._out = sys.stdin.fileno(), sys.stdout
        self._before: list[Any] = []
        self._handlers: dict[int, Any] = {}
        self.redraw = True

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._in)
        handlers: dict[int, Callable[[int, FrameType | None], None]] = {
            signal.SIGTERM: _end,
            signal.SIGHUP: _end,
            signal.SIGTSTP: self._stop,
        }
        self._handlers = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            self._take()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def pressed(self, seconds: float) -> str:
        """The keys pressed within so many seconds: an arrow up is k, one down is j. End of input is Ctrl-D."""
        if not select.select([self._in], [], [], seconds)[0]:
            return ""
        typed = os.read(self._in, 64)
        if not typed:
            return "\x04"
        return ARROWS.get(typed, "") if typed.startswith(b"\x1b") else typed.decode("utf-8", "ignore")

    def show(self, lines: list[str]) -> None:
        """Put these lines on the screen in place of what is there, without a flicker."""
        self._out.write("\x1b[H" + "\n".join(f"{line}\x1b[K" for line in lines) + "\x1b[J")
        self._out.flush()
        self.redraw = False

    def _take(self) -> None:
        tty.setcbreak(self._in)
        self._out.write(OTHER_SCREEN)
        self._out.flush()
        self.redraw = True

    def _give_back(self) -> None:
        try:
            self._out.write(USUAL_SCREEN)
            self._out.flush()
            termios.tcsetattr(self._in, termios.TCSADRAIN, self._before)
        except (OSError, termios.error):  # the terminal itself is gone
            return

    def _stop(self, *_: object) -> None:
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self._take()


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(ENDED + number)
