"""The far side: loads one submission and answers calls, until the grader goes away."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from .answer import MEMORY, UNSENDABLE, Answer, to_wire
from .calling import Kept, answer_call, observe
from .channel import Channel
from .loading import SubmittedFiles
from .wire import decode, encode

if TYPE_CHECKING:
    from types import ModuleType

READY = "ready"
SEED = 0


def serve(fd: int, tools: ModuleType | None = None) -> None:
    """Say that the lockdown holds, take the submission, load it, and answer calls, with tools for what cannot cross."""
    torch = sys.modules.get("torch")
    channel = Channel(fd)
    channel.send(encode(READY, trusted=False))
    first_handle, name, files = _receive(channel)
    submitted = SubmittedFiles({file: data.tobytes() for file, data in files.items()})
    sys.meta_path.append(submitted)
    module: ModuleType | None = None

    def load() -> None:
        nonlocal module
        _seed(torch)
        module = submitted.load(name)

    _send(channel, first_handle, observe(load, submitted.files))
    kept = Kept(first_handle)
    while module is not None:
        number, function, args, kwargs, keep = _receive(channel)
        _seed(torch)
        answer = answer_call(module, function, args, kwargs, keep, kept=kept, files=submitted.files, tools=tools)
        _send(channel, number, answer)


def _seed(torch: Any) -> None:
    """Every call starts from the same state of the global generators, whoever was called before."""
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 - the legacy stream is what a submission may draw from
    if torch:
        torch.default_generator.manual_seed(SEED)


def _receive(channel: Channel) -> Any:
    header, body = channel.receive()
    return decode(header, body, trusted=True)


def _send(channel: Channel, number: int, answer: Answer) -> None:
    """Send an answer, or why it cannot be sent."""
    try:
        frame = encode(to_wire(number, answer), trusted=False)
    except MemoryError:
        frame = _excuse(number, MEMORY)
    except Exception:  # noqa: BLE001 - it breaks a rule of the wire, or its type lies about itself and does anything
        frame = _excuse(number, UNSENDABLE)
    channel.send(frame)


def _excuse(number: int, died: str) -> bytes:
    return encode(to_wire(number, Answer(died=died)), trusted=False)
