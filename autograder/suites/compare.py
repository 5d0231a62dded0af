"""Is an answer right? Accuracy is judged relative to the size of the answer, and NaN is never equal."""

from __future__ import annotations

import builtins
import re
import types
from typing import Any

import numpy as np

from autograder.catalogue import Text
from autograder.suites.failure import Failure

EXACT = 1e-9  # analytic against analytic, both in float64
NUMERIC = 1e-7  # against central differences, which are good to about 1e-9
MOST_AXES, MOST_ENTRIES, MOST_KEYS = 5, 99, 8  # of a shape, and of a dict, that is told
_KEY = re.compile(r"[a-z]{1,12}(?:_[a-z0-9]{1,8}){0,3}")  # of a dict, told as it is; it may be anybody's words
TYPES = {"ndarray", "Tensor", "Generator"}.union(
    known.__name__ for home in (builtins, types) for known in vars(home).values() if isinstance(known, type)
)
ROUNDING = 1e-14  # what inputs of order one may leave in an answer, however small the answer: 1 - h**2 near h = 1


def agree(name: str, got: Any, want: Any, *, rtol: float = EXACT, scale: float = 1.0) -> None:
    """See that ``got`` is ``want``: the same structure, shape and kind, and values within ``rtol`` of its size.

    Args:
        name: what the answer is called, ``"dWh"``
        got: a student's answer, as it came through the wall
        want: an array, number, string, None, or a sequence or dict of such; an int is compared exactly
        rtol: the largest difference, relative to the largest finite magnitude in ``want``
        scale: the order of magnitude of the inputs, whose rounding is never held against an answer

    Raises:
        Failure: saying which entry is what and should be what.
    """
    if isinstance(want, dict):
        if not isinstance(got, dict) or got.keys() != want.keys():
            raise Failure(_KIND.format(name=name, got=kind(got), want=kind(want)))
        for key, wanted in want.items():
            agree(f'{name}["{key}"]', got[key], wanted, rtol=rtol, scale=scale)
    elif isinstance(want, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(want):
            raise Failure(_KIND.format(name=name, got=kind(got), want=kind(want)))
        for index, (part, wanted) in enumerate(zip(got, want, strict=True)):
            agree(f"{name}[{index}]", part, wanted, rtol=rtol, scale=scale)
    elif want is None or isinstance(want, int):
        _agree_exactly(name, got, want)
    elif isinstance(want, str):
        if text(name, got) != want:
            raise Failure(_WRONG.format(name=name), _ENTRY.format(entry=name, got=repr(got[:80]), want=repr(want)))
    else:
        _agree_numbers(name, got, np.asarray(want), rtol, ROUNDING * scale)


def _agree_exactly(name: str, got: Any, want: int | None) -> None:
    """A whole number, or None in its place, is right or wrong; NumPy's integers are whole numbers too."""
    if isinstance(got, (np.ndarray, np.integer)) and got.shape == () and got.dtype.kind in "iu":
        got = int(got)
    if got is None or type(got) is int:
        if got != want:
            raise Failure(_WRONG.format(name=name), _ENTRY.format(entry=name, got=got, want=want))
    else:
        raise Failure(_KIND.format(name=name, got=kind(got), want=kind(want)))


def kind(value: Any) -> Text:
    """What a value is, in a few words: ``float64 array of shape (2, 3)``.

    Whoever wrote the answer chose its shape and its type's name, and may read them where hidden inputs are not to be
    read: what no slip could have led to is not echoed.
    """
    if isinstance(value, np.ndarray):
        told = value.ndim <= MOST_AXES and max(value.shape, default=0) <= MOST_ENTRIES
        return (_ARRAY if told else _ODD_ARRAY).format(dtype=value.dtype.name, shape=value.shape)
    if isinstance(value, (list, tuple)):
        return _SEQUENCE.format(n=len(value) if len(value) <= MOST_ENTRIES else f"> {MOST_ENTRIES}")
    if isinstance(value, dict):
        keys = [key for key in value if isinstance(key, str) and _KEY.fullmatch(key)]
        return _DICT.format(keys=", ".join(keys)) if len(keys) == len(value) <= MOST_KEYS else _ODD_DICT
    if value is None:
        return Text("None", "None")
    name = getattr(value, "type_name", type(value).__name__)
    return Text(f"a {name}", f"{name} 对象") if name in TYPES else _OBJECT


def _agree_numbers(name: str, got: Any, want: np.ndarray[Any, Any], rtol: float, atol: float) -> None:
    array = as_array(got, want.ndim)
    if array is None or array.shape != want.shape or array.dtype.kind != want.dtype.kind:
        raise Failure(_KIND.format(name=name, got=kind(got), want=kind(want)))
    if array.dtype != want.dtype:
        raise Failure(_PRECISION.format(name=name, got=array.dtype.name, want=want.dtype.name))
    size = float(np.max(np.abs(want), initial=0.0, where=np.isfinite(want)))
    with np.errstate(all="ignore"):  # infinities meet here
        right = np.abs(array - want) <= rtol * size + atol
    right |= (array == want) & np.isinf(want)
    if right.all():
        return
    where = tuple(int(i) for i in np.argwhere(~right)[0])
    entry = name + (f"[{', '.join(map(str, where))}]" if where else "")
    wrong, total = int((~right).sum()), right.size
    what = _WRONG if total == 1 else _SOME.format(wrong=wrong, total=total, name=name)
    raise Failure(
        what.format(name=name),
        _ENTRY.format(entry=entry, got=f"{array[where]:.9g}", want=f"{want[where]:.9g}"),
    )


def vector(name: str, got: Any, length: int) -> np.ndarray[Any, Any]:
    """See that an answer is a float64 vector of that length, whatever its values; Failure where it is not."""
    array = as_array(got, 1)
    want = np.zeros(length)
    if array is None or array.shape != want.shape or array.dtype != want.dtype:
        raise Failure(_KIND.format(name=name, got=kind(got), want=kind(want)))
    return array


def text(name: str, got: Any) -> str:
    """See that an answer is a string, whatever it says; Failure where it is not."""
    if not isinstance(got, str):
        raise Failure(_KIND.format(name=name, got=kind(got), want=kind("")))
    return got


def as_array(value: Any, ndim: int) -> np.ndarray[Any, Any] | None:
    """The answer as an array: a bare number where one is meant, a flat list of numbers for a vector; else None."""
    if isinstance(value, np.ndarray):
        return value
    if ndim == 0 and isinstance(value, (float, int)) and not isinstance(value, bool):
        try:
            return np.asarray(value, dtype=np.float64)
        except OverflowError:  # an int beyond all floats
            return None
    numbers = isinstance(value, (list, tuple)) and all(
        isinstance(v, float) or (isinstance(v, np.ndarray) and v.shape == () and v.dtype == np.float64) for v in value
    )
    return np.asarray(value, dtype=np.float64) if ndim == 1 and numbers else None


_ARRAY = Text("a {dtype} array of shape {shape}", "形状为 {shape} 的 {dtype} 数组")
_ODD_ARRAY = Text("a {dtype} array of quite another shape", "形状完全不符的 {dtype} 数组")
_OBJECT = Text("an object of a class of its own", "自定义类的对象")
_SEQUENCE = Text("a sequence of {n}", "长度为 {n} 的序列")
_DICT = Text("a dict of {keys}", "键为 {keys} 的字典")
_ODD_DICT = Text("a dict of quite other keys", "键完全不符的字典")
_KIND = Text("{name} is {got}, expected {want}", "{name} 是{got}，应为{want}")
_PRECISION = Text("{name} is {got}, expected {want} throughout", "{name} 是 {got}，全程应为 {want}")
_WRONG = Text("{name} is wrong", "{name} 不正确")
_SOME = Text("{name} is wrong in {wrong} of {total} entries", "{name} 的 {total} 个元素中有 {wrong} 个不正确")
_ENTRY = Text("{entry} is {got}, expected {want}", "{entry} 为 {got}，应为 {want}")
