"""The filter, run instruction by instruction as the kernel does, for both machines."""

from __future__ import annotations

import os

import pytest

from autograder.wall import seccomp
from autograder.wall.seccomp import ALLOW, AUDIT_ARCH, COMPUTING, KILL, READING, REFUSE, assemble

MACHINES = list(AUDIT_ARCH)
FORBIDDEN = {  # number on x86_64, on aarch64
    "clone": (56, 220),
    "clone3": (435, 435),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "io_uring_setup": (425, 425),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "prctl": (157, 167),
    "seccomp": (317, 277),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "openat2": (437, 437),
    "creat": (85, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "renameat2": (316, 276),
    "linkat": (265, 37),
    "symlinkat": (266, 36),
    "mkdirat": (258, 34),
    "fchmodat": (268, 53),
    "utimensat": (280, 88),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "setuid": (105, 146),
    "setitimer": (38, 103),
    "alarm": (37, None),
    "timer_create": (222, 107),
    "rt_sigaction": (13, 134),
    "rt_sigqueueinfo": (129, 138),
    "setrlimit": (160, 164),
    "dup2": (33, None),
    "pipe2": (293, 59),
    "eventfd2": (290, 19),
    "pkey_mprotect": (329, 288),
    "personality": (135, 92),
    "modify_ldt": (154, None),
    "setpriority": (141, 140),
    "sched_setscheduler": (144, 119),
}


def verdict(machine, number, *args, reading=True, arch=None):
    data = {0: number, 4: AUDIT_ARCH[machine] if arch is None else arch}
    for i in range(6):
        value = args[i] if i < len(args) else 0
        data[16 + 8 * i], data[20 + 8 * i] = value & 0xFFFFFFFF, value >> 32 & 0xFFFFFFFF
    program = assemble(machine, reading=reading)
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        if code == seccomp.LOAD:
            accumulator = data[operand]
        elif code == seccomp.JUMP_EQUAL:
            at += if_true if accumulator == operand else if_false
        elif code == seccomp.JUMP_SET:
            at += if_true if accumulator & operand else if_false
        else:
            assert code == seccomp.RETURN
            return operand


@pytest.mark.parametrize("machine", MACHINES)
def test_every_jump_fits_its_byte_and_the_program_the_kernel(machine):
    program = assemble(machine, reading=True)
    assert len(program) <= 4096
    assert all(0 <= jump <= 255 for _, *jumps, _ in program for jump in jumps)


@pytest.mark.parametrize("machine", MACHINES)
def test_what_computing_needs_is_allowed_and_reading_only_where_asked_for(machine):
    column = MACHINES.index(machine)
    for name, numbers in (COMPUTING | READING).items():
        if numbers[column] is not None:
            assert verdict(machine, numbers[column]) == ALLOW, name
            assert verdict(machine, numbers[column], reading=False) == (ALLOW if name in COMPUTING else REFUSE), name


@pytest.mark.parametrize("machine", MACHINES)
def test_everything_else_is_refused(machine):
    column = MACHINES.index(machine)
    for name, numbers in FORBIDDEN.items():
        if numbers[column] is not None:
            assert verdict(machine, numbers[column]) == REFUSE, name
    allowed = sum(verdict(machine, number) == ALLOW for number in range(600))
    named = sum(numbers[column] is not None for numbers in (COMPUTING | READING).values())
    assert allowed <= named + 6  # and those whose arguments, all zero here, are harmless


@pytest.mark.parametrize("machine", MACHINES)
def test_the_calls_of_another_machine_end_the_process(machine):
    assert verdict(machine, 0, arch=0x40000003) == KILL  # 32-bit x86, by int 0x80


def test_the_x32_table_is_refused():
    assert verdict("x86_64", 0x40000000) == REFUSE


@pytest.mark.parametrize(("machine", "number"), [("x86_64", 257), ("aarch64", 56)])
def test_a_file_is_opened_for_reading_only(machine, number):
    assert verdict(machine, number, 0, 0, os.O_RDONLY | os.O_CLOEXEC) == ALLOW
    assert verdict(machine, number, 0, 0, os.O_RDONLY, reading=False) == REFUSE
    for flag in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_APPEND, os.O_TMPFILE, os.O_PATH):
        assert verdict(machine, number, 0, 0, flag) == REFUSE


@pytest.mark.parametrize(("machine", "numbers"), [("x86_64", (9, 10)), ("aarch64", (222, 226))])
def test_no_memory_becomes_executable(machine, numbers):
    for number in numbers:
        assert verdict(machine, number, 0, 4096, 3) == ALLOW
        assert verdict(machine, number, 0, 4096, 4) == REFUSE
        assert verdict(machine, number, 0, 4096, 7) == REFUSE


@pytest.mark.parametrize(("machine", "ioctl", "fcntl", "prlimit"), [("x86_64", 16, 72, 302), ("aarch64", 29, 25, 261)])
def test_of_calls_with_many_uses_the_harmless_ones_are_allowed(machine, ioctl, fcntl, prlimit):
    tiocsti, f_setown, f_setsig = 0x5412, 8, 10
    assert verdict(machine, ioctl, 0, 0x5401) == ALLOW
    assert verdict(machine, ioctl, 0, tiocsti) == REFUSE
    assert [verdict(machine, fcntl, 0, command) for command in (1, 2, 3, 1030)] == [ALLOW] * 4
    assert [verdict(machine, fcntl, 0, command) for command in (0, 4, f_setown, f_setsig)] == [REFUSE] * 4
    assert verdict(machine, prlimit, 0, 7, 0, 1 << 40) == ALLOW
    assert verdict(machine, prlimit, 0, 7, 1) == REFUSE
    assert verdict(machine, prlimit, 0, 7, 1 << 32) == REFUSE
    assert verdict(machine, prlimit, 1, 7, 0) == REFUSE
