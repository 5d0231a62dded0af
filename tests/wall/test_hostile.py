"""Calls that end the worker, lie or take too much: the grader says why and goes on with a new worker."""

from __future__ import annotations

import socket
import time

import numpy as np
import pytest

from autograder.wall.channel import Channel
from autograder.wall.values import Opaque
from autograder.wall.wire import encode


@pytest.mark.parametrize(
    ("body", "died"),
    [
        ("os._exit(0)", {"exited"}),
        ("os._exit(77)", {"exited"}),
        ("os.close(3)", {"exited", "killed by SIGKILL"}),
        ("ctypes.string_at(0)", {"killed by SIGSEGV"}),
        ("os.abort()", {"killed by SIGABRT", "killed by SIGSEGV"}),
        ("os.write(3, b'x' * 100)", {"protocol"}),
        ("os.write(3, b'\\2\\0\\0\\0' + b'\\0' * 8 + b'[]')", {"protocol"}),
        ("os.write(3, b'\\xff' * 12)", {"protocol"}),
        ("return np.zeros(300 << 20, np.uint8)", {"protocol"}),
        ("return [[[]]] and nest(10**4)", {"protocol"}),
    ],
)
def test_a_worker_that_dies_is_told_why_and_starts_anew(run, body, died):
    worker = run(f"""
        import ctypes, os
        import numpy as np
        def nest(n):
            value = []
            for _ in range(n): value = [value]
            return value
        def die():
            {body}
        def fine(): return 1
    """)
    assert worker.call("die", []).died.partition(":")[0] in died
    assert worker.call("fine", []).value == 1


@pytest.mark.parametrize(
    "body", ["while True: pass", "time.sleep(60)", "select.select([], [], [])", "int('9' * 4000) ** 10**7"]
)
def test_a_call_ends_at_its_deadline(run, body):
    worker = run(f"import time, select\ndef slow():\n    {body}\ndef fine(): return 1")
    assert worker.call("slow", [], seconds=0.2).died == "deadline"
    assert worker.call("fine", []).value == 1


def test_half_an_answer_does_not_hold_up_the_grader(run):
    worker = run("import os, time\ndef half():\n    os.write(3, b'\\0' * 5)\n    time.sleep(60)")
    assert worker.call("half", [], seconds=0.2).died == "deadline"


def test_what_still_arrives_after_the_deadline_does_not_put_it_off():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(theirs.fileno()).send(encode("late", trusted=False))
        with pytest.raises(TimeoutError):
            Channel(ours.fileno()).receive(deadline=time.monotonic())


def test_all_answers_together_may_only_be_so_large(run):
    worker = run("import numpy as np\ndef large(): return np.zeros(10 << 20, np.uint8)\ndef small(): return 1")
    died = [worker.call("large", []).died for _ in range(4)]
    assert died[:3] == [None] * 3
    assert died[3].startswith("protocol")
    assert worker.call("small", []).value == 1


def test_an_endless_import_ends_and_is_not_tried_again(run):
    worker = run("while True: pass", seconds=0.2)
    assert worker.loaded.died == "budget"
    assert worker.call("f", []).died == "budget"


def test_the_budget_is_for_all_calls_together(run):
    worker = run("import time\ndef slow(): time.sleep(0.2)", seconds=0.5)
    died = [worker.call("slow", []).died for _ in range(4)]
    assert died[0] is None
    assert died[-2:] == ["budget", "budget"]


@pytest.mark.parametrize("body", ["np.ones(1 << 28)", "bytes(2 << 30)", "[0] * (1 << 28)"])
def test_too_much_memory_is_an_error(run, body):
    worker = run(f"import numpy as np\ndef hog(): {body}\ndef fine(): return 1")
    error = worker.call("hog", []).error
    assert error.name in {"MemoryError", "_ArrayMemoryError"}
    assert worker.call("fine", []).value == 1


def test_memory_taken_bit_by_bit_ends_the_call_and_not_the_grader(run):
    worker = run("def hog():\n    kept = []\n    while True: kept.append(bytes(1 << 20))\ndef fine(): return 1")
    answer = worker.call("hog", [])
    assert answer.died or answer.error.name == "MemoryError"
    assert worker.call("fine", []).value == 1


def test_deep_recursion_is_an_error(run):
    worker = run("def deep(n): return deep(n + 1)\ndef fine(): return 1")
    assert worker.call("deep", [0]).error.name == "RecursionError"
    assert worker.call("fine", []).value == 1


def test_recursion_without_a_limit_ends_at_most_the_worker(run):
    worker = run("""
        import sys
        class Deep:
            def __repr__(self): return repr([self])
        def deep():
            sys.setrecursionlimit(10**8)
            return repr(Deep())
        def fine(): return 1
    """)
    answer = worker.call("deep", [])
    assert answer.died or answer.error
    assert worker.call("fine", []).value == 1


def test_lying_objects_arrive_as_what_they_are(run):
    worker = run("""
        import numpy as np
        class Liar(np.ndarray):
            def __eq__(self, other): return True
            def __array_ufunc__(self, *a, **k): return True
            def __array_function__(self, *a, **k): return True
        class Equal:
            def __eq__(self, other): return True
            def __reduce__(self): return print, ("run in the grader",)
        class Not:
            __class__ = list
        def liar(): return np.zeros(2).view(Liar), Equal(), (i for i in range(3)), np.ma.masked_array([1.0], [True])
        def not_a_list(): return Not()
    """)
    array, equal, generator, masked = worker.call("liar", []).value
    assert (type(array), array.tolist()) == (np.ndarray, [0.0, 0.0])
    assert (type(equal), equal.type_name, equal == 1) == (Opaque, "Equal", False)
    assert generator.type_name == "generator"
    assert (type(masked), masked.tolist()) == (np.ndarray, [1.0])
    assert worker.call("not_a_list", []).died.startswith("protocol: ")


def test_a_forged_answer_is_worth_no_more_than_a_returned_one(run):
    worker = run("""
        import gc, os, sys
        def forge():
            number = sys._getframe(1)
            while "number" not in number.f_locals: number = number.f_back
            number = number.f_locals["number"]
            header = f'["tuple",{number},"forged",null,["tuple"],["tuple"],"",null]'.encode()
            os.write(3, len(header).to_bytes(4, "little") + b"\\0" * 8 + header)
            return "returned"
        def fine(): return 1
    """)
    assert worker.call("forge", []).value in ("forged", None)
    assert worker.call("fine", []).value in (1, None)  # the real answer to the call before ends the worker
    assert worker.call("fine", []).value == 1


def test_os_exit_at_import_is_told(run):
    assert run("import os; os._exit(0)").loaded.died == "exited"
