"""Calling trusted code in this process gives the same answers as a worker does."""

from __future__ import annotations

import importlib.util
import textwrap

import numpy as np
import pytest

from autograder.wall.calling import Direct, Error
from autograder.wall.values import Opaque, Rng


@pytest.fixture
def load(tmp_path):
    def load_module(source):
        path = tmp_path / "reference.py"
        path.write_text(textwrap.dedent(source))
        spec = importlib.util.spec_from_file_location("reference", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return Direct(module)

    return load_module


SOURCE = """
    import numpy as np
    def forward(x, scale=1): return x * scale, {"x": x}
    def backward(d, cache): return d * cache["x"]
    def change(x, y): y["a"][1] = 3
    def views(x, y, z): return [x[1:], (z * 1.0, {})], x.sum(), y
    def fail(): raise ValueError("why")
    def draw(rng): return rng.random()
    def speak(): print("heard"); np.log(np.zeros(1))
    def layout(x): return x.flags.c_contiguous, x.flags.f_contiguous
"""


@pytest.fixture(params=["direct", "worker"])
def caller(request, load, run):
    return load(SOURCE) if request.param == "direct" else run(SOURCE)


def test_a_call_its_handle_and_the_call_that_uses_it(caller):
    x = np.arange(3.0)
    value = caller.call("forward", [x], {"scale": 2}, keep={1}).value
    assert value[0].tolist() == [0, 2, 4]
    assert caller.call("backward", [x, value[1]]).value.tolist() == [0, 1, 4]


def test_an_error_has_its_line(caller):
    error = caller.call("fail", []).error
    assert error == Error("ValueError", "why", 7, builtin=True)


def test_a_change_is_told_and_the_callers_array_is_left_alone(caller):
    array = np.zeros(2)
    assert caller.call("change", [1, {"a": array}]).changed == (1,)
    assert array.tolist() == [0, 0]


def test_results_that_lie_in_an_arguments_memory_are_told(caller):
    x = np.arange(4.0)
    assert caller.call("views", [x, [x, 1], x]).shared == (0, 1)
    assert caller.call("views", [x, 2.0, x[::2]]).shared == (0,)
    assert caller.call("forward", [x]).shared == ()
    assert caller.call("forward", [x], keep={1}).shared == ()


def test_nan_in_an_argument_is_no_change(caller):
    assert caller.call("forward", [np.array([np.nan])]).changed == ()


def test_output_warnings_and_seeds(caller):
    answer = caller.call("speak", [])
    assert (answer.output, answer.warnings) == ("heard\n", ("RuntimeWarning: divide by zero encountered in log",))
    assert caller.call("draw", [Rng(3)]).value == np.random.default_rng(3).random()


@pytest.mark.parametrize("array", [np.ones((2, 3)), np.ones((3, 2)).T, np.ones((2, 6))[:, ::2]])
def test_the_memory_layout_is_that_of_the_argument(caller, array):
    assert caller.call("layout", [array]).value == (array.flags.c_contiguous, array.flags.f_contiguous)


def test_a_direct_call_leaves_the_users_interrupt_alone(load):
    direct = load("def stop(): raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        direct.call("stop", [])


def test_a_direct_call_leaves_numpys_error_state_alone(load):
    with np.errstate(all="ignore"):
        load("import numpy as np\ndef f(): np.seterr(all='raise')").call("f", [])
        assert np.geterr()["divide"] == "ignore"


def test_a_closed_direct_caller_has_forgotten(load):
    with load(SOURCE) as direct:
        handle = direct.call("forward", [1], keep={1}).value[1]
    assert direct.call("backward", [1, handle]).died == "stale"


def test_an_opaque_value_is_no_number():
    with pytest.raises(TypeError):
        float(Opaque("generator"))
