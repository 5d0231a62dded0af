"""The hidden tests, and the independent oracles they compare with."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from autograder.suites.suite import Suite


def suite_of(assignment: str) -> Suite:
    """The hidden suite of an assignment; loads what it compares with, torch among it."""
    module = importlib.import_module(f"autograder.suites.test_{assignment}")
    suite: Suite = module.SUITE
    return suite


def reference_of(assignment: str) -> ModuleType:
    """The reference solution of an assignment."""
    return importlib.import_module(f"solutions.{assignment}")
