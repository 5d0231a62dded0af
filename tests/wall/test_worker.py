"""A worker: what it answers, what it keeps, and what it tells of a call."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.wall.calling import KEPT, Error, Handle
from autograder.wall.values import Opaque, Rng


def test_a_call_returns_what_the_function_returns(run):
    worker = run("def add(a, b=1): return {'sum': (a + b, [a, b])}")
    assert worker.loaded.error is None
    assert worker.call("add", [2]).value == {"sum": (3, [2, 1])}
    assert worker.call("add", [2], {"b": 3}).value == {"sum": (5, [2, 3])}


def test_a_missing_function_and_one_that_is_none_are_errors(run):
    worker = run("x = 3")
    assert worker.call("f", []).error == Error(
        "AttributeError", "module 'rnn' has no attribute 'f'", None, builtin=True
    )
    assert worker.call("x", []).error.name == "TypeError"


@pytest.mark.parametrize(
    "name",
    ["ValueError", "SystemExit", "KeyboardInterrupt", "GeneratorExit", "MemoryError", "BaseException", "Skipped"],
)
def test_an_exception_of_any_kind_is_an_error_and_the_worker_lives(run, name):
    worker = run(f"""
        class Skipped(BaseException): pass
        def fail():
            raise {name}("why")
        def fine(): return 1
    """)
    error = worker.call("fail", []).error
    assert (error.name, error.message, error.line) == (name.replace("Skipped", "BaseException"), "why", 4)
    assert error.builtin == (name != "Skipped")
    assert worker.call("fine", []).value == 1


def test_an_exception_that_only_has_a_builtin_name_is_told_apart(run):
    worker = run("class MemoryError(Exception): pass\ndef fail(): raise MemoryError")
    assert worker.call("fail", []).error.builtin is False


def test_an_exception_of_its_own_goes_by_the_name_of_its_nearest_builtin_ancestor(run):
    worker = run("class TooSmall(ValueError): pass\ndef fail(): raise TooSmall('why')")
    assert worker.call("fail", []).error == Error("ValueError", "why", 2, builtin=False)


def test_an_exception_that_cannot_be_printed_is_an_error(run):
    worker = run("class Odd(Exception):\n    def __str__(self): raise SystemExit\ndef fail(): raise Odd")
    assert worker.call("fail", []).error.name == "Exception"


def test_the_line_is_the_innermost_of_the_submissions_own(run):
    worker = run(
        "import helpers, numpy as np\ndef fail(): helpers.inner()",
        helpers="import numpy as np\ndef inner():\n    np.zeros(2).reshape(3)",
    )
    assert worker.call("fail", []).error.line == 3


def test_messages_are_capped_and_fit_to_print(run):
    worker = run("def fail(): raise ValueError('\\ud800' + 'x' * 10**6)")
    message = worker.call("fail", []).error.message
    assert message.startswith("\\ud800x")
    assert len(message) < 2100


def test_arguments_changed_in_place_are_told_and_later_calls_get_fresh_copies(run):
    worker = run("""
        def change(a, b, c, d):
            b += 1
            c[0]["x"][0] = 5
            d.append(1)
        def look(a): return a
    """)
    a = np.zeros(3)
    answer = worker.call("change", [a, a, [{"x": a}], []])
    assert answer.changed == (1, 2, 3)
    assert worker.call("look", [a]).value.tolist() == [0, 0, 0]
    assert worker.call("look", [a]).changed == ()


def test_what_is_kept_comes_back_as_a_handle_and_goes_in_again(run):
    worker = run("""
        class Cache: x = 7
        def forward(): return 1, Cache(), [Cache()]
        def backward(a, cache): return a + cache["inner"][0].x
        def alone(): return Cache()
    """)
    value = worker.call("forward", [], keep={1}).value
    assert value[0] == 1
    assert isinstance(value[1], Handle)
    assert isinstance(value[2][0], Opaque)
    assert worker.call("backward", [1, {"inner": [value[1]]}]).value == 8
    assert isinstance(worker.call("alone", [], keep={0}).value, Opaque)


def test_a_handle_of_a_worker_that_died_is_stale(run):
    worker = run("import os\ndef forward(): return 1, 2\ndef die(): os._exit(0)\ndef same(x): return x")
    handle = worker.call("forward", [], keep={1}).value[1]
    assert worker.call("same", [handle]).value == 2
    assert worker.call("die", []).died == "exited"
    assert worker.call("same", [handle]).died == "stale"
    again = worker.call("forward", [], keep={1}).value[1]
    assert again != handle
    assert worker.call("same", [again]).value == 2


def test_the_oldest_of_many_handles_is_stale(run):
    worker = run("def forward(): return 1, 2\ndef same(x): return x")
    handles = [worker.call("forward", [], keep={1}).value[1] for _ in range(KEPT + 1)]
    assert worker.call("same", [handles[0]]).died == "stale"
    assert worker.call("same", [handles[1]]).value == 2


def test_a_seed_arrives_as_a_new_generator_each_time(run):
    worker = run("def draw(rng): return rng.standard_normal(3)")
    expected = np.random.default_rng(5).standard_normal(3)
    for _ in range(2):
        np.testing.assert_array_equal(worker.call("draw", [Rng(5)]).value, expected)


def test_the_global_streams_are_the_same_in_every_call(run):
    worker = run("import random, numpy as np\ndef draw(): return random.random(), np.random.rand()")
    first, second = (worker.call("draw", []).value for _ in range(2))
    assert first == second


def test_warnings_are_told_whatever_the_submission_silences(run):
    worker = run("""
        import warnings, numpy as np
        np.seterr(all="ignore")
        warnings.simplefilter("ignore")
        def warn(): return np.exp(np.array([1e4]))
        def many():
            for i in range(1000): warnings.warn(f"{i}" + "x" * 1000)
    """)
    assert worker.call("warn", []).warnings == ("RuntimeWarning: overflow encountered in exp",)
    many = worker.call("many", []).warnings
    assert len(many) == 20
    assert all(len(warning) <= 300 for warning in many)


def test_a_traceback_that_is_printed_shows_the_submissions_lines(run):
    worker = run("import traceback\ndef f():\n    try: 1 / 0\n    except ZeroDivisionError: traceback.print_exc()")
    assert 'File "rnn.py", line 3, in f\n    try: 1 / 0' in worker.call("f", []).output


def test_output_is_captured_and_capped(run):
    worker = run("""
        import os, sys
        print("loading")
        def speak(): print("out"); print("err", file=sys.stderr); os.write(1, b"unheard")
        def flood():
            for _ in range(200): print("x" * 10**6)
    """)
    assert worker.loaded.output == "loading\n"
    assert worker.call("speak", []).output == "out\nerr\n"
    assert worker.call("flood", []).output == "x" * 8192


def test_an_argument_that_cannot_cross_is_the_graders_mistake(run):
    worker = run("def f(x): return x")
    with pytest.raises(TypeError, match="set cannot cross"):
        worker.call("f", [{1, 2}])
    assert worker.call("f", [1]).value == 1


@pytest.mark.parametrize("array", [np.ones((3, 4)), np.asfortranarray(np.ones((3, 4))), np.ones((3, 8))[:, ::2]])
def test_the_function_sees_the_memory_layout_that_was_sent(run, array):
    worker = run("def layout(a): return a.flags.c_contiguous, a.flags.f_contiguous, a.flags.writeable")
    assert worker.call("layout", [array]).value == (array.flags.c_contiguous, array.flags.f_contiguous, True)


def test_a_worker_can_be_closed_twice(run):
    worker = run("")
    worker.close()
    worker.close()
