"""Bytes that a submission wrote itself: they are a value or a WireError, and nothing else happens."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.wall.values import Handle
from autograder.wall.wire import MAX_BODY, MAX_DEPTH, MAX_HEADER, PREFIX, WireError, decode, encode, lengths

SPECIMENS = [
    (7, {"h": np.arange(6.0).reshape(2, 3), "cache": Handle(3)}, [None, True, "text", float("inf")], np.dtype("f4")),
    {"mask": np.array([True, False]), 3: (np.float32(1), [[]])},
    [np.zeros((0, 3)), np.zeros((2, 2, 2), np.complex64), 2**70, "\ud800"],
]


def forged(tree, body=b"", *, trusted=False):
    return decode(json.dumps(tree).encode(), body, trusted=trusted)


def test_an_opaque_value_equals_nothing_and_its_name_is_fit_to_print():
    first, second = forged(["list", ["opaque", "a\ud800"], ["opaque", "a\ud800" * 999]])
    assert first != second
    assert first.type_name == "a\\ud800"
    assert len(second.type_name) < 1000


def test_a_seed_comes_from_the_grader_only():
    with pytest.raises(WireError):
        forged(["rng", 7])


@pytest.mark.parametrize("tag", ["list", "tuple"])
def test_a_header_that_is_nested_too_deeply_is_a_wire_error(tag):
    tree = 1
    for _ in range(MAX_DEPTH + 1):
        tree = [tag, tree]
    with pytest.raises(WireError, match="deep"):
        forged(tree)
    with pytest.raises(WireError, match="JSON"):
        decode(b"[" * MAX_HEADER, b"", trusted=False)


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"list": 1},
        [],
        ["no such tag", 1],
        [1, 2],
        [["list"], 1],
        ["array"],
        ["array", "float64"],
        ["array", "object", "C", 1],
        ["array", ["float64"], "C", 1],
        ["array", "float64", "C", -1],
        ["array", "float64", "C", True],
        ["array", "float64", "C", 1.0],
        ["array", "float64", "C", "1"],
        ["array", "float64", "F", 1],
        ["array", "float64", "strided", 1],
        ["array", "float64", ["C"], 1],
        ["array", "float64", "C", *([1] * 100)],
        ["array", "float64", "C", 2**63, 2**63],
        ["array", "float64", "C", 2**32, 2**32],
        ["array", "float64", "C", 0, 2**62, 2**62],
        ["array", "float64", "C", 0, 2**64],
        ["array", "float64", "C", 2],
        ["array", "float64", "C", 0],
        ["dict", 1],
        ["dict", "a", 1, "a", 2],
        ["dict", 1, 1, True, 2],
        ["dict", ["list"], 1],
        ["handle", "1"],
        ["handle", 1, 2],
        ["handle", True],
        ["dtype", "object"],
        ["dtype", ["float64"]],
        ["opaque", 1],
    ],
)
def test_a_forged_header_is_a_wire_error(tree):
    with pytest.raises(WireError):
        forged(tree, b"\0" * 8)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b"1" * 5000, b"-" + b"9" * (1 << 19), b'"\xed\xa0', b"[1,]", b"1 1"]
)
def test_a_header_that_is_no_json_is_a_wire_error(text):
    with pytest.raises(WireError):
        decode(text, b"", trusted=False)


@pytest.mark.parametrize("length", [0, 7, 9, 16])
def test_a_body_that_is_too_short_or_too_long_is_a_wire_error(length):
    with pytest.raises(WireError, match="body"):
        forged(["array", "float64", "C", 1], b"\0" * length)


@pytest.mark.parametrize(("header", "body"), [(MAX_HEADER + 1, 0), (0, MAX_BODY + 1), (2**32 - 1, 2**64 - 1)])
def test_sizes_are_limited_when_announced(header, body):
    with pytest.raises(WireError):
        lengths(PREFIX.pack(header, body))


def test_booleans_from_any_bytes_are_true_or_false():
    arrived = forged(["array", "bool", "C", 4], bytes([0, 1, 2, 255]))
    assert arrived.tobytes() == bytes([0, 1, 1, 1])


@given(header=st.binary(), body=st.binary(max_size=64), trusted=st.booleans())
@settings(deadline=None)
def test_arbitrary_bytes_decode_or_are_a_wire_error(header, body, trusted):
    decodes_or_is_refused(header, body, trusted)


TAGS = st.sampled_from(
    ["array", "list", "tuple", "dict", "handle", "opaque", "dtype", "rng", "float64", "bool", "C", "F"]
)
TREES = st.recursive(
    TAGS
    | st.integers(-2, 2**65)
    | st.none()
    | st.booleans()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner, max_size=2),
)


@given(tree=TREES, body=st.binary(max_size=64), trusted=st.booleans())
@settings(deadline=None)
def test_arbitrary_trees_decode_or_are_a_wire_error(tree, body, trusted):
    decodes_or_is_refused(json.dumps(tree).encode(), body, trusted)


@given(value=st.sampled_from(SPECIMENS), data=st.data(), trusted=st.booleans())
@settings(deadline=None)
def test_a_mutated_frame_decodes_or_is_a_wire_error(value, data, trusted):
    frame = bytearray(encode(value, trusted=False))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(frame)))
        frame[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    if len(frame) >= PREFIX.size:
        size = min(PREFIX.unpack(frame[: PREFIX.size])[0], len(frame))
        decodes_or_is_refused(bytes(frame[PREFIX.size :][:size]), bytes(frame[PREFIX.size :][size:]), trusted)


def decodes_or_is_refused(header, body, trusted):
    try:
        value = decode(header, body, trusted=trusted)
    except WireError:
        return
    encode(value, trusted=False)
