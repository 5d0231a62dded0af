"""`rnnkit bench`: the references against torch, and grading across the wall against grading without one, as ratios."""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from autograder.catalogue import ASSIGNMENTS, Text, language
from autograder.commands.terminal import console
from autograder.course.build.source import standalone
from autograder.grading.grade import SEED, grade, grade_exercises
from autograder.grading.many import wall_for
from autograder.suites import reference_of
from autograder.wall.calling import Direct
from autograder.wall.submission import Submission
from solutions import gru, lstm, rnn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Run = Callable[[], object]

N, T, D, H = 32, 100, 128, 256


def run(options: argparse.Namespace) -> int:
    """Measure each pair side by side, turn about, and print the ratio of medians with its spread."""
    _same_threads(options.threads)
    lang = language(options.lang)
    screen = console()
    torch.set_num_threads(options.threads)
    screen.print(_HEAD.format(rounds=options.rounds, threads=options.threads, N=N, T=T, D=D, H=H).said(lang))
    for label, ours, theirs in [*_networks(), *_grading()]:
        ratio, low, high, seconds = _ratio(ours, theirs, options.rounds)
        screen.print(_ROW.format(label=f"{label:44}", ratio=ratio, low=low, high=high, seconds=seconds).said(lang))
    return 0


def _same_threads(many: int) -> None:
    """Begin anew with as many threads for NumPy as for torch: it reads their number once, when it is loaded."""
    wanted = {name: str(many) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        command = [sys.executable, "-m", "autograder.cli", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **wanted})  # noqa: S606 - ourselves, with our own words


def _ratio(ours: Run, theirs: Run, rounds: int) -> tuple[float, float, float, float]:
    """Ours over theirs: the median of the ratios of neighbouring runs, the smallest, the largest; our median time."""
    pairs = []
    ours(), theirs()
    for _ in range(rounds):
        gc.collect()
        pairs.append((_timed(ours), _timed(theirs)))
    ratios = sorted(one / other for one, other in pairs)
    return statistics.median(ratios), ratios[0], ratios[-1], statistics.median(one for one, _ in pairs)


def _timed(call: Run) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _networks() -> list[tuple[str, Run, Run]]:
    """Forward and backward of each reference, and of torch's module of the same size, both in float64."""
    rng = np.random.default_rng(0)

    def draw(*shape: int) -> Any:
        return rng.uniform(-0.1, 0.1, shape)

    x, h0, c0, dh = draw(N, T, D), draw(N, H), draw(N, H), draw(N, T, H)
    weights = {gates: (draw(D, gates * H), draw(H, gates * H), draw(gates * H)) for gates in (1, 3, 4)}
    both = (*weights[3], weights[3][2])

    def of_rnn() -> object:
        return rnn.rnn_backward(dh, rnn.rnn_forward(x, h0, *weights[1])[-1])

    def of_lstm() -> object:
        return lstm.lstm_backward(dh, dh, lstm.lstm_forward(x, h0, c0, *weights[4])[-1])

    def of_gru() -> object:
        return gru.gru_backward(dh, gru.gru_forward(x, h0, *weights[3])[-1])

    def of_gru_reset_after() -> object:
        return gru.gru_reset_after_backward(dh, gru.gru_reset_after_forward(x, h0, *both)[-1])

    theirs = {kind: _torch(module, x, dh) for kind, module in _modules().items()}
    return [
        ("rnn_forward + rnn_backward / torch.nn.RNN", of_rnn, theirs["rnn"]),
        ("lstm_forward + lstm_backward / torch.nn.LSTM", of_lstm, theirs["lstm"]),
        ("gru_reset_after_… / torch.nn.GRU", of_gru_reset_after, theirs["gru"]),
        ("gru_… (reset before) / torch.nn.GRU", of_gru, theirs["gru"]),
    ]


def _modules() -> dict[str, torch.nn.Module]:
    kinds = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    return {kind: module(D, H, batch_first=True, dtype=torch.float64) for kind, module in kinds.items()}


def _torch(module: torch.nn.Module, x: Any, dh: Any) -> Run:
    inputs, upstream = torch.tensor(x, requires_grad=True), torch.tensor(dh)

    def both_ways() -> None:
        module.zero_grad()
        inputs.grad = None
        module(inputs)[0].backward(upstream)

    return both_ways


def _grading() -> list[tuple[str, Run, Run]]:
    """The whole hidden suite on the reference, warm: behind the wall, and called directly in this process."""
    rows: list[tuple[str, Run, Run]] = []
    for name, assignment in ASSIGNMENTS.items():
        submission = Submission(name, {f"{name}.py": standalone(assignment).encode()})
        wall, direct = wall_for(torch=assignment.torch), Direct(reference_of(name))
        rows.append(
            (
                f"{name}: graded behind the wall / directly",
                partial(grade, submission, wall),
                partial(grade_exercises, assignment, direct, SEED),
            )
        )
    return rows


_HEAD = Text(
    "median ratio of {rounds} neighbouring runs (smallest to largest), float64, torch threads: {threads}, "
    "N={N} T={T} D={D} H={H}",
    "相邻 {rounds} 次运行之比的中位数（最小到最大），float64，torch 线程数：{threads}，N={N} T={T} D={D} H={H}",
)
_ROW = Text(
    "{label} {ratio:5.2f} ({low:.2f} to {high:.2f}) {seconds:.3f} s",
    "{label} {ratio:5.2f}（{low:.2f} 到 {high:.2f}）{seconds:.3f} 秒",
)
