"""What may cross the wall besides Python's own plain values and arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

PLAIN = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128"
DTYPES = {name: np.dtype(name) for name in PLAIN.split()}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


@dataclass(frozen=True, slots=True)
class Handle:
    """A value that stays where it was made; to be passed back as an argument of a later call."""

    id: int


@dataclass(frozen=True, slots=True)
class Rng:
    """A random generator, named by its seed: every call gets a new ``np.random.default_rng(seed)``."""

    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Opaque:
    """A value of a kind that does not cross the wall, of which the type's name is all that is known.

    It equals nothing but itself.
    """

    type_name: str


def strided(shape: tuple[int, ...], dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """Return an empty array of that shape whose last axis skips every other element of a larger buffer."""
    return np.empty((*shape[:-1], 2 * shape[-1]), dtype)[..., ::2]


def copy_array(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Copy an array with its memory layout: C, Fortran, or not contiguous."""
    if array.flags.forc:
        return array.copy(order="K")
    copy = strided(array.shape, array.dtype)
    copy[...] = array
    return copy
