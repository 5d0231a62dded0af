"""Landlock: a process gives up for good all access to files but what it names. Linux only.

See https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
VERSION, PATH_BENEATH = 1, 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
# What an ABI version knows to refuse, by the version that brought it.
FILE_RIGHTS = {1: 0x1FFF, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
NET_RIGHTS = {4: 0b11}  # bind and connect TCP
SCOPES = {6: 0b11}  # abstract unix sockets, signals


RULESET = struct.Struct("=QQQ")  # landlock_ruleset_attr: files, net, scoped
RULE = struct.Struct("=Qi")  # landlock_path_beneath_attr: what is allowed, the folder's descriptor


def make_ruleset(readable: Iterable[str]) -> int | None:
    """Return the descriptor of a ruleset that lets these files and folders be read and nothing else be done.

    None where the kernel has no Landlock. A path that cannot be opened is left out.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    abi = libc.syscall(CREATE_RULESET, None, 0, VERSION)
    if abi < 1:
        return None
    attributes = RULESET.pack(_up_to(abi, FILE_RIGHTS), _up_to(abi, NET_RIGHTS), _up_to(abi, SCOPES))
    ruleset: int = libc.syscall(CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return None
    for path in readable:
        try:
            parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = READ_FILE | READ_DIR if stat.S_ISDIR(os.fstat(parent).st_mode) else READ_FILE
        failed = libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, RULE.pack(allowed, parent), 0)
        os.close(parent)
        if failed:
            os.close(ruleset)
            return None
    return ruleset


def restrict(libc: ctypes.CDLL, ruleset: int) -> None:
    """Bind this thread, and all it starts, to a ruleset. Needs no-new-privs."""
    if libc.syscall(RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "Landlock refused the ruleset")


def _up_to(abi: int, rights: dict[int, int]) -> int:
    return sum(bits for version, bits in rights.items() if version <= abi)
