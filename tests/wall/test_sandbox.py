"""What a submission may try, tried for real: it is stopped, and the next submission is served as always."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from autograder.wall import process

HERE = Path(__file__)
TMP = Path(tempfile.gettempdir())

REFUSED = {
    "reading /etc/passwd": "open('/etc/passwd').read()",
    "reading the grader's code": f"open({process.__file__!r}).read()",
    "reading a hidden test": f"open({str(HERE)!r}).read()",
    "reading the grader's environment": f"open('/proc/{os.getpid()}/environ').read()",
    "reading the parent's memory": "open(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
    "reading its own memory map": "open('/proc/self/maps').read()",
    "listing the root": "os.listdir('/')",
    "listing /proc": "os.listdir('/proc')",
    "listing the grader's folder": f"os.listdir({str(HERE.parent)!r})",
    "listing the temporary folder": f"os.listdir({str(TMP)!r})",
    "writing a temporary file": f"open({str(TMP / 'rnnkit-test-escaped')!r}, 'w')",
    "writing shared memory": "open('/dev/shm/rnnkit-test-escaped', 'w')",
    "making a folder": f"os.mkdir({str(TMP / 'rnnkit-test-escaped')!r})",
    "linking": f"os.symlink('/etc/passwd', {str(TMP / 'rnnkit-test-escaped')!r})",
    "removing a file": f"os.unlink({str(HERE)!r})",
    "renaming a file": f"os.rename({str(HERE)!r}, {str(HERE) + '.gone'!r})",
    "changing a file's mode": f"os.chmod({str(HERE)!r}, 0o777)",
    "changing a file's times": f"os.utime({str(HERE)!r})",
    "making a FIFO": f"os.mkfifo({str(TMP / 'rnnkit-test-escaped')!r})",
    "changing the folder": "os.chdir('/tmp')",
    "forking": "os.fork() or os._exit(0)",
    "spawning": "os.posix_spawn('/bin/true', ['true'], {})",
    "a shell": "os.popen('id').read()",
    "a subprocess": "__import__('subprocess').run(['id'])",
    "another program": "os.execv(sys.executable, [sys.executable, '-c', ''])",
    "a thread": "threading.Thread(target=int).start()",
    "a pipe": "os.pipe()",
    "a TCP socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "a UDP socket": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "a unix socket": "socket.socket(socket.AF_UNIX)",
    "a raw netlink socket": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "a pair of sockets": "socket.socketpair()",
    "a signal to the parent": "os.kill(os.getppid(), 9)",
    "a signal to the grader": f"os.kill({os.getpid()}, 9)",
    "a signal to all": "os.kill(-1, 9)",
    "a signal to itself": "os.kill(os.getpid(), 15)",
    "a pidfd": "os.pidfd_open(os.getppid())",
    "an alarm": "call('alarm', 1) or call('setitimer', 0, (ctypes.c_long * 4)(), None)",
    "a signal handler": "signal.signal(signal.SIGINT, print)",
    "another priority": "os.setpriority(os.PRIO_PROCESS, 0, 5)",
    "another user": "os.setuid(12345)",
    "another process group": "os.setsid() or os.setpgid(0, 0)",
    "ptrace": "call('ptrace', 0, 0, 0, 0)",
    "another process's memory": "call('process_vm_readv', os.getppid(), None, 0, None, 0, 0)",
    "a file in memory": "os.memfd_create('x')",
    "a mount": "call('mount', b'x', b'/tmp', b'tmpfs', 0, None)",
    "a namespace": "call('unshare', 0x10000000)",
    "entering a namespace": "call('setns', 0, 0)",
    "prctl": "call('prctl', 4, 1, 0, 0, 0)",
    "System V shared memory": "call('shmget', 0, 4096, 0o1600)",
    "System V messages": "call('msgget', 0, 0o1600)",
    "System V semaphores": "call('semget', 0, 1, 0o1600)",
    "a higher limit": "call('setrlimit', 7, (ctypes.c_ulong * 2)(1 << 20, 1 << 20))",
    "memory that can be executed": "call('mmap', None, 4096, 7, 0x22, -1, 0)",
    "an unknown system call": "call('syscall', 425, 1, 0)",
    "a call of another table": "call('syscall', 0x40000000 | 39)",
    "importing torch": "importlib.import_module('torch')",
    "importing SciPy": "importlib.import_module('scipy')",
    "importing the grader": "importlib.import_module('autograder')",
    "importing the solutions": "importlib.import_module('solutions')",
    "importing the wall": "importlib.import_module('wall.wire')",
    "importing pytest": "importlib.import_module('pytest')",
    "importing from where NumPy is": "sys.path.append(np.__path__[0] + '/..') or importlib.import_module('pytest')",
    "a new C extension": "importlib.import_module('_testcapi')",
}

REFUSALS = {"PermissionError", "FileNotFoundError", "ModuleNotFoundError", "ImportError", "RuntimeError"}
ATTEMPT = """
import ctypes, importlib, os, signal, socket, sys, threading
import numpy as np

def call(name, *args):
    libc = ctypes.CDLL(None, use_errno=True)
    result = getattr(libc, name)(*args)
    if result != -1:
        return result
    raise OSError(ctypes.get_errno(), name)

def attempt():
    return repr({})
"""


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(run, attempt):
    answer = run(ATTEMPT.format(attempt)).call("attempt", [])
    assert answer.died is None
    assert answer.error is not None, f"got through: {answer.value}"
    assert answer.error.name in REFUSALS


def test_the_environment_and_the_command_line_tell_nothing(run):
    worker = run("import os, sys\ndef seen(): return dict(os.environ), sys.argv, sys.orig_argv, sys.path")
    environment, argv, orig_argv, path = worker.call("seen", []).value
    assert set(environment) <= {
        *("PATH", "LANG", "PYTHONHASHSEED", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
        *("LC_CTYPE", "PWD"),
    }
    assert (argv, orig_argv) == ([""], [])
    assert not [entry for entry in path if "site-packages" in entry or "dist-packages" in entry]


def test_no_descriptor_is_open_but_the_null_device_and_its_own_socket(run):
    worker = run("""
        import os
        def descriptors():
            found = {}
            for fd in range(64):
                try:
                    found[fd] = oct(os.fstat(fd).st_mode)[:-4]
                except OSError:
                    pass
            return found
    """)
    character_device, any_socket = "0o2", "0o14"
    kinds = list(worker.call("descriptors", []).value.values())
    assert kinds == [character_device] * 3 + [any_socket]


def test_nothing_of_the_grader_is_in_its_memory(run):
    worker = run("import sys\ndef modules(): return sorted(sys.modules)")
    packages = {name.partition(".")[0] for name in worker.call("modules", []).value}
    assert not packages & {"autograder", "solutions", "wall", "hypothesis", "pytest", "torch"}


def test_there_is_one_thread(run):
    worker = run("import os, threading\ndef threads(): return threading.active_count()")
    assert worker.call("threads", []).value == 1


def test_the_usual_imports_work(run):
    worker = run(
        """
        import abc, collections, contextlib, copy, dataclasses, enum, functools, heapq, inspect, itertools, json, math
        import operator, random, re, statistics, string, time, typing, warnings
        import numpy.linalg, numpy.random, numpy.testing, numpy.fft
        import colorsys, html, textwrap
        import sched
        from helpers import double
        def quadruple(x): return double(double(x))
    """,
        helpers="def double(x): return 2 * x",
    )
    assert worker.loaded.error is None
    assert worker.call("quadruple", [2]).value == 8


def test_a_file_named_like_a_library_has_no_effect(run):
    worker = run(
        """
        import json, random, numpy as np
        def check(): return float(np.sqrt(4.0)), random.__file__.endswith("/random.py")
        """,
        numpy="raise SystemExit",
        random="raise SystemExit",
        json="raise SystemExit",
        conftest="raise SystemExit",
        sitecustomize="raise SystemExit",
        usercustomize="raise SystemExit",
        autograder="raise SystemExit",
    )
    assert worker.call("check", []).value == (2.0, True)


def test_tampering_stays_in_the_process_that_did_it(run):
    worker = run("""
        import builtins, os, sys, numpy as np
        np.allclose = np.array_equal = lambda *_a, **_k: True
        np.testing.assert_allclose = lambda *_a, **_k: None
        builtins.tampered = True
        builtins.len = lambda _: 0
        os.environ["TAMPERED"] = "1"
        sys.stdout = sys.stderr = None
        sys.settrace(lambda *_: None)
        def answer(): return 1
    """)
    assert worker.call("answer", []).error is None
