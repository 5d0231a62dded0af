"""Values as bytes and back. No pickle: whatever arrives is plain data, or a WireError.

A frame is a prefix (the lengths of header and body), a JSON header and a body. The header is a tree: None, booleans,
numbers and strings stand for themselves, everything else is a list whose first item is a tag. The body is the arrays'
raw little-endian bytes, one after the other.

Two kinds of frame differ in what is allowed. A trusted one (grader to worker) keeps the memory layout of arrays and
may hold Rng; what it cannot express is a TypeError. An untrusted one (worker to grader) has C-ordered arrays only, and
what it cannot express is Opaque. A NumPy scalar arrives as an array without axes, an array of text as lists of it, an
instance of a subclass as its plain data.
"""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np

from .values import DTYPES, NAMES, Handle, Opaque, Rng, strided

MAX_HEADER = 1 << 20
MAX_BODY = 256 << 20
MAX_DEPTH = 32
MAX_INT_BITS = 4096  # int(text) takes time that grows with the square of the length
NAME_CHARS = 100
PREFIX = struct.Struct("<IQ")

SCALARS = {type(None), bool, float, str}
Array = np.ndarray[Any, Any]


class WireError(ValueError):
    """Bytes or a value that break a rule of the wire.

    The words say which rule and hold nothing of what broke it, for students read them, and a number is a message.
    """


def encode(value: Any, *, trusted: bool) -> bytes:
    """Return the frame for a value.

    Raises:
        WireError: The value is too large or nested too deeply.
        TypeError: ``trusted``, and the value holds something that cannot cross.
    """
    writer = _Writer(trusted)
    text = json.dumps(writer.node(value, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"))
    header = text.encode("utf-8", "surrogatepass")
    if len(header) > MAX_HEADER:
        raise WireError(f"the header has more than {MAX_HEADER} bytes")
    return b"".join((PREFIX.pack(len(header), writer.size), header, *writer.body))


def escape(text: str, limit: int) -> str:
    """Cap a text that is for people, and escape lone surrogates, which no file or terminal takes."""
    return text[:limit].encode("utf-8", "backslashreplace").decode()


def lengths(prefix: bytes) -> tuple[int, int]:
    """Return the lengths of header and body that a frame's first ``PREFIX.size`` bytes announce."""
    header, body = PREFIX.unpack(prefix)
    if header > MAX_HEADER or body > MAX_BODY:
        raise WireError("too large a frame is announced")
    return header, body


def decode(header: bytes | memoryview, body: bytes | memoryview, *, trusted: bool) -> Any:
    """Return the value of a frame, made of new objects only.

    Raises:
        WireError: Anything at all is wrong with the bytes.
    """
    try:
        tree = json.loads(bytes(header).decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise WireError(f"the header is no JSON: {type(error).__name__}") from None
    reader = _Reader(body, trusted)
    value = reader.value(tree, MAX_DEPTH)
    if reader.offset != len(body):
        raise WireError("the body has more bytes than its arrays")
    return value


class _Writer:
    """Turns values into header nodes and collects the arrays' bytes."""

    def __init__(self, trusted: bool) -> None:
        self.trusted = trusted
        self.body: list[bytes] = []
        self.size = 0

    def node(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind in SCALARS:
            return value
        if kind is np.ndarray:
            return self._array(value)
        if isinstance(value, list | tuple | dict):
            return self._container(value, depth)
        return self._number(value) if isinstance(value, np.ndarray | np.generic | int | float) else self._leaf(value)

    def _container(self, value: list[Any] | tuple[Any, ...] | dict[Any, Any], depth: int) -> Any:
        if depth == 0:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        if isinstance(value, list):
            return ["list", *[self.node(item, depth - 1) for item in list.__iter__(value)]]
        if isinstance(value, tuple):
            return ["tuple", *[self.node(item, depth - 1) for item in tuple.__iter__(value)]]
        nodes: list[Any] = ["dict"]
        for key, item in dict.items(value):
            if type(key) not in SCALARS and type(key) is not int:
                return self._unknown(value)
            nodes += (self.node(key, 0), self.node(item, depth - 1))
        return nodes

    def _number(self, value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            return self._array(np.asarray(value).view(np.ndarray))
        if isinstance(value, float):
            return float.__add__(value, 0.0)
        return int.__add__(value, 0) if int.bit_length(value) <= MAX_INT_BITS else self._unknown(value)

    def _leaf(self, value: Any) -> Any:
        kind = type(value)
        if kind is Handle:
            return ["handle", value.id]
        if kind is Opaque:
            return ["opaque", value.type_name]
        if kind is Rng and self.trusted:
            return ["rng", value.seed]
        if isinstance(value, np.dtype) and value in NAMES:
            return ["dtype", NAMES[value]]
        return str.__str__(value) if isinstance(value, str) else self._unknown(value)

    def _array(self, array: Array) -> Any:
        name = NAMES.get(array.dtype)
        if array.dtype.kind == "U" and not self.trusted:
            return self.node(array.tolist(), MAX_DEPTH)  # text has no bytes of fixed meaning; it arrives as lists
        if name is None:
            native = array.dtype.newbyteorder("=")
            if native not in NAMES:
                return self._unknown(array)
            name, array = NAMES[native], array.astype(native)
        self.size += array.nbytes
        if self.size > MAX_BODY:
            raise WireError(f"the arrays have more than {MAX_BODY} bytes")
        flags = array.flags
        layout = "C" if flags.c_contiguous or not self.trusted else "F" if flags.f_contiguous else "strided"
        self.body.append(array.tobytes("F" if layout == "F" else "C"))
        return ["array", name, layout, *array.shape]

    def _unknown(self, value: Any) -> Any:
        if self.trusted:
            raise TypeError(f"{type(value).__name__} cannot cross the wall; send arrays, numbers, text or a Handle")
        return ["opaque", type(value).__name__]


class _Reader:
    """Turns header nodes into values and takes the arrays from the body in order."""

    def __init__(self, body: bytes | memoryview, trusted: bool) -> None:
        self.body = body
        self.trusted = trusted
        self.offset = 0

    def value(self, node: Any, depth: int) -> Any:
        kind = type(node)
        if kind in SCALARS or kind is int:
            return node
        if kind is not list or not node:
            raise WireError("a node of no known kind")
        tag, *items = node
        if tag == "array":
            return self._array(items)
        if tag in ("list", "tuple", "dict"):
            return self._container(tag, items, depth)
        if len(items) == 1:
            return self._leaf(tag, items[0])
        raise WireError("a node of no known kind")

    def _container(self, tag: str, items: list[Any], depth: int) -> Any:
        if depth == 0:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        if tag != "dict":
            values = [self.value(item, depth - 1) for item in items]
            return values if tag == "list" else tuple(values)
        keys = items[::2]
        if len(items) % 2 or any(type(key) not in SCALARS and type(key) is not int for key in keys):
            raise WireError("a dict needs plain keys, each with its value")
        result = {key: self.value(item, depth - 1) for key, item in zip(keys, items[1::2], strict=True)}
        if len(result) != len(keys):
            raise WireError("a dict has the same key twice")
        return result

    def _leaf(self, tag: Any, item: Any) -> Any:
        if tag == "handle" and type(item) is int:
            return Handle(item)
        if tag == "opaque" and type(item) is str:
            return Opaque(escape(item, NAME_CHARS))
        if tag == "dtype" and type(item) is str and item in DTYPES:
            return DTYPES[item]
        if tag == "rng" and type(item) is int and item >= 0 and self.trusted:
            return Rng(item)
        raise WireError("a node of no known kind")

    def _array(self, items: list[Any]) -> Array:
        name, layout, *shape = items if len(items) > 1 else ("", "")
        if type(name) is not str or name not in DTYPES or len(shape) > MAX_DEPTH:
            raise WireError("an array of no known dtype or shape")
        if layout != "C" and not (self.trusted and layout in ("F", "strided")):
            raise WireError("an array of no known layout")
        count = 1
        for size in shape:
            if type(size) is not int or size < 0:
                raise WireError("an array's sizes are whole numbers")
            count *= size
        dtype, start = DTYPES[name], self.offset
        self.offset += count * dtype.itemsize
        if self.offset > len(self.body):
            raise WireError("the body is too short for its arrays")
        try:
            return self._copy(dtype, layout, tuple(shape), start, count)
        except (ValueError, OverflowError):
            raise WireError("an array of impossible shape") from None

    def _copy(self, dtype: np.dtype[Any], layout: str, shape: tuple[int, ...], start: int, count: int) -> Array:
        if count == 0:
            return np.empty(shape, dtype)
        raw = np.uint8 if dtype == np.bool_ else dtype  # a bool's byte may be anything, and is made 0 or 1
        flat: Array = np.frombuffer(self.body, raw, count, start)
        if layout == "F":
            return flat.reshape(shape[::-1]).T.astype(dtype, order="F")
        if layout == "C":
            return flat.reshape(shape).astype(dtype)
        array = strided(shape, dtype)
        array[...] = flat.reshape(shape)
        return array
