"""What a worker process may not do: take all memory, or reach another host.

SERVICE and LOAD are refused by their text (`outside`), in the server. That look at the text must outwit everybody who writes
queries; this makes it impossible instead, where the system can: on Linux a filter in the kernel lets a process open no socket but
local ones. Elsewhere only the look at the text stands.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from typing import Final

_SOCKET_CALLS: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine to the kernel's number of its architecture and of the call `socket`."""

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # prctl's options, and the mode of PR_SET_SECCOMP
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF: load a word, jump if equal, return
_ALLOW, _DENY = 0x7FFF0000, 0x0005000D  # the second as if the call had failed with EACCES
_LOCAL = 1  # AF_UNIX


def limit_memory(size: int) -> None:
    """Let this process have at most `size` bytes of address space, where the system can hold it to that; 0 is no limit."""
    if size:
        try:
            import resource  # not on Windows
        except ImportError:
            return
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def cut_off() -> bool:
    """Let this process, and threads it will start, open no socket to a network; whether the system could be told so."""
    known = _SOCKET_CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    architecture, socket_call = known
    # (code, steps to skip if true, if false, value). In the kernel's record the call's number is at 0, the architecture at 4, the
    # first argument, which is the kind of socket, at 16.
    steps = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 2, socket_call),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, _LOCAL),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return bool(prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and prctl(_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)
