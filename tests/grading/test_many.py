"""Graders side by side."""

from __future__ import annotations

import signal
import subprocess
import sys

KILLED = """
import multiprocessing, os, signal
from concurrent.futures import ProcessPoolExecutor
from autograder.grading.many import wall_for

pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
pool.submit(wall_for).exception()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_none_is_left_behind_when_the_one_that_started_them_is_killed():
    ended = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL  # and nobody holds its standard output any more
