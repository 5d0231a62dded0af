"""The docstrings of the solutions in other languages: English stands in the code, the others in a table beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autograder.catalogue.text import Language


@cache
def docstrings(module: str, lang: Language) -> Mapping[str, str]:
    """By name, ``rnn_forward`` or ``LSTMCell.forward``, the docstrings of a module of `solutions`; in English none."""
    table = files("solutions") / f"{module}.{lang}.toml"
    return tomllib.loads(table.read_text("utf-8")) if table.is_file() else {}
