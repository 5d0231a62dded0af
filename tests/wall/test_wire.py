"""The wire: every value that may cross arrives equal, and what may not is refused or named."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.wall.values import DTYPES, Handle, Opaque, Rng
from autograder.wall.wire import MAX_BODY, MAX_DEPTH, MAX_HEADER, PREFIX, WireError, decode, encode, lengths

ANY_TEXT = st.text(st.characters(exclude_categories=()))
KEYS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT
ARRAYS = hnp.arrays(st.sampled_from(list(DTYPES.values())), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
SCALARS = st.none() | st.booleans() | st.integers(-(2**4000), 2**4000) | st.floats() | ANY_TEXT
LEAVES = SCALARS | ARRAYS | st.sampled_from(list(DTYPES.values())) | st.builds(Handle, st.integers(0, 2**60))


def nested(leaves):
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.lists(inner, max_size=4).map(tuple)
            | st.dictionaries(KEYS, inner, max_size=4)
        ),
        max_leaves=12,
    )


VALUES = nested(LEAVES)


def cross(value, *, trusted=False):
    return parse(encode(value, trusted=trusted), trusted=trusted)


def parse(frame, *, trusted=False):
    header, body = lengths(frame[: PREFIX.size])
    assert len(frame) == PREFIX.size + header + body
    return decode(frame[PREFIX.size : PREFIX.size + header], frame[PREFIX.size + header :], trusted=trusted)


def equal(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, float):
        return math.isnan(b) if math.isnan(a) else (a, math.copysign(1, a)) == (b, math.copysign(1, b))
    return a == b


@pytest.mark.parametrize("trusted", [True, False])
@given(value=VALUES)
@settings(deadline=None)
def test_every_value_arrives_equal(trusted, value):
    assert equal(cross(value, trusted=trusted), value)


@given(array=ARRAYS, layout=st.sampled_from(["C", "F", "strided", "reversed"]))
@settings(deadline=None)
def test_an_argument_keeps_its_memory_layout(array, layout):
    if array.ndim and layout == "strided":
        array = np.repeat(array, 2, axis=-1)[..., ::2]
    elif array.ndim and layout == "reversed":
        array = array[::-1]
    elif layout == "F":
        array = np.asfortranarray(array)
    arrived = cross(array, trusted=True)
    assert equal(arrived, array)
    assert arrived.flags.c_contiguous == array.flags.c_contiguous
    assert arrived.flags.f_contiguous == array.flags.f_contiguous


@given(ARRAYS)
@settings(deadline=None)
def test_an_answers_array_is_plain_owned_writable_and_in_c_order(array):
    arrived = cross(np.asfortranarray(array))
    assert type(arrived) is np.ndarray
    assert arrived.base is None
    assert arrived.flags.c_contiguous
    assert arrived.flags.writeable


def test_another_byte_order_arrives_as_the_native_one():
    arrived = cross(np.array([1, 2, 3], dtype=">i4"))
    assert arrived.dtype == np.int32
    assert arrived.dtype.isnative
    assert arrived.tolist() == [1, 2, 3]


def test_subclasses_arrive_as_their_plain_data():
    class Liar(np.ndarray):
        def __array_ufunc__(self, *_args, **_kwargs):
            return True

        def __array_function__(self, *_args, **_kwargs):
            return True

    class Text(str):
        __slots__ = ()

    class Number(int):
        pass

    values = [
        np.zeros(3).view(Liar),
        np.ma.masked_array([1, 2], mask=[0, 1]),
        np.zeros(2).view(np.recarray),
        Text("a"),
        Number(3),
    ]
    arrived = cross(values)
    assert [type(value) for value in arrived] == [np.ndarray, np.ndarray, np.ndarray, str, int]


def test_a_numpy_scalar_arrives_as_an_array_without_axes():
    for scalar in (np.float32(1.5), np.float64(2.5), np.int64(3), np.True_):
        arrived = cross(scalar)
        assert type(arrived) is np.ndarray
        assert (arrived.shape, arrived.dtype, arrived.item()) == ((), scalar.dtype, scalar.item())


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ((i for i in ()), "generator"),
        (object(), "object"),
        (dict, "type"),
        (json, "module"),
        (np.array([object()]), "ndarray"),
        (np.zeros(2, dtype="i4,f8"), "ndarray"),
        (np.zeros(2, np.longdouble), "ndarray"),
        pytest.param(10**5000, "int", id="int-of-5000-digits"),
        ({(1, 2): 3}, "dict"),
        ({1, 2}, "set"),
        (np.dtype("O"), "ObjectDType"),
    ],
)
def test_what_cannot_cross_arrives_as_its_types_name_and_is_refused_from_the_grader(value, name):
    arrived = cross([value])[0]
    assert isinstance(arrived, Opaque)
    assert arrived.type_name == name
    with pytest.raises(TypeError, match="cannot cross"):
        encode(value, trusted=True)


def test_an_array_of_text_arrives_as_lists_of_it_and_is_refused_from_the_grader():
    assert cross(np.array([["tanh"], ["relu"]])) == [["tanh"], ["relu"]]
    with pytest.raises(TypeError, match="cannot cross"):
        encode(np.array(["text"]), trusted=True)


def test_a_generator_crosses_as_its_seed_towards_the_worker_only():
    assert cross(Rng(7), trusted=True) == Rng(7)
    assert isinstance(cross(Rng(7)), Opaque)


def deep(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


def test_depth_is_limited_on_both_sides():
    assert cross(deep(MAX_DEPTH)) == deep(MAX_DEPTH)
    for levels in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(WireError, match="deep"):
            encode(deep(levels), trusted=False)


def test_a_value_that_holds_itself_is_a_wire_error():
    loop = []
    loop.append(loop)
    with pytest.raises(WireError, match="deep"):
        encode(loop, trusted=False)


def test_sizes_are_limited_when_sending():
    with pytest.raises(WireError, match="header"):
        encode("x" * MAX_HEADER, trusted=False)
    large = np.broadcast_to(np.float64(0), (MAX_BODY // 8 + 1,))
    with pytest.raises(WireError, match="arrays"):
        encode(large, trusted=False)
    half = np.broadcast_to(np.int8(0), (MAX_BODY,))
    with pytest.raises(WireError, match="arrays"):
        encode([np.zeros(1), half], trusted=False)
