"""A seccomp filter: the few system calls that computing needs, and EPERM for all others. Linux only.

Nothing starts a process or a thread, opens a socket, sends a signal, opens a file for writing or maps memory that
can be executed. See https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct

Numbers = tuple[int | None, int | None]  # on x86_64, on aarch64; None where that machine has no such call

COMPUTING: dict[str, Numbers] = {
    "brk": (12, 214),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "close": (3, 57),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "futex": (202, 98),
    "getegid": (108, 177),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getrandom": (318, 278),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "getuid": (102, 174),
    "madvise": (28, 233),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "nanosleep": (35, 101),
    "poll": (7, None),
    "ppoll": (271, 73),
    "pselect6": (270, 72),
    "read": (0, 63),
    "readv": (19, 65),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_getaffinity": (204, 123),
    "sched_yield": (24, 124),
    "select": (23, None),
    "sigaltstack": (131, 132),
    "times": (100, 153),
    "uname": (63, 160),
    "write": (1, 64),
    "writev": (20, 66),
}
# What importing a module needs besides; only where Landlock says which files.
READING: dict[str, Numbers] = {
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fstat": (5, 80),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "lseek": (8, 62),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "pread64": (17, 67),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "stat": (4, None),
    "statx": (332, 291),
}
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

LOAD, JUMP_EQUAL, JUMP_SET, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # REFUSE is ERRNO with EPERM
NUMBER_AT, ARCH_AT, ARGS_AT = 0, 4, 16
PROT_EXEC = 4
READ_FLAGS = os.O_CLOEXEC | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | os.O_NONBLOCK
HARMLESS_IOCTL = (0x5401, 0x5450, 0x5451)  # TCGETS, FIONCLEX, FIOCLEX
HARMLESS_FCNTL = (1, 2, 3, 1030)  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand
SET_SECCOMP, MODE_FILTER = 22, 2


class Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def make_filter(*, reading: bool) -> Program | None:
    """Assemble the filter for this machine, None where it has none.

    Args:
        reading: Files may be opened for reading; Landlock is to say which.
    """
    machine = platform.machine()
    if machine not in AUDIT_ARCH or os.uname().sysname != "Linux":
        return None
    code = b"".join(struct.pack("HBBI", *step) for step in assemble(machine, reading=reading))
    return Program(len(code) // 8, code)


def install(libc: ctypes.CDLL, program: Program) -> None:
    """Bind this thread, and all it starts, to a filter. Needs no-new-privs."""
    if libc.prctl(SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp refused the filter")


def assemble(machine: str, *, reading: bool) -> list[Instruction]:
    """Return the filter's instructions. A block a call; each ends in a verdict, so that none jumps far."""
    column = list(AUDIT_ARCH).index(machine)
    calls = COMPUTING | READING if reading else COMPUTING
    numbers = [numbers[column] for numbers in calls.values()]
    program: list[Instruction] = [
        (LOAD, 0, 0, ARCH_AT),
        (JUMP_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
    ]
    for number in numbers:
        if number is not None:
            program += _block(number, [(RETURN, 0, 0, ALLOW)])
    for both, steps in _conditional(reading=reading):
        if (number := both[column]) is not None:
            program += _block(number, steps)
    return [*program, (RETURN, 0, 0, REFUSE)]


def _conditional(*, reading: bool) -> list[tuple[Numbers, list[Instruction]]]:
    rules: list[tuple[Numbers, list[Instruction]]] = [
        ((9, 222), _without(2, PROT_EXEC)),  # mmap(_, _, prot, ...)
        ((10, 226), _without(2, PROT_EXEC)),  # mprotect(_, _, prot)
        ((16, 29), _one_of(1, HARMLESS_IOCTL)),  # ioctl(_, request, ...)
        ((72, 25), _one_of(1, HARMLESS_FCNTL)),  # fcntl(_, command, ...)
        ((302, 261), _all_zero(_low(0), _low(2), _high(2))),  # prlimit64(self, _, no new limit, ...)
    ]
    if reading:
        other_flags = ~(READ_FLAGS | 0o100000) & 0xFFFFFFFF  # O_LARGEFILE, which Python knows as 0
        rules += [((2, None), _without(1, other_flags)), ((257, 56), _without(2, other_flags))]  # open, openat
    return rules


def _block(number: int, steps: list[Instruction]) -> list[Instruction]:
    return [(JUMP_EQUAL, 0, len(steps), number), *steps]


def _low(argument: int) -> int:
    return ARGS_AT + 8 * argument


def _high(argument: int) -> int:
    return _low(argument) + 4


def _without(argument: int, bits: int) -> list[Instruction]:
    return [(LOAD, 0, 0, _low(argument)), (JUMP_SET, 0, 1, bits), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]


def _one_of(argument: int, values: tuple[int, ...]) -> list[Instruction]:
    tests = [(JUMP_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [(LOAD, 0, 0, _low(argument)), *tests, (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]


def _all_zero(*words: int) -> list[Instruction]:
    steps: list[Instruction] = []
    for word in words:
        steps += [(LOAD, 0, 0, word), (JUMP_EQUAL, 1, 0, 0), (RETURN, 0, 0, REFUSE)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
