"""Bound what is accepted, and what the reading process may take from the machine."""

from __future__ import annotations

import contextlib
import signal
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

MAX_FILE = 30 * 2**20  # bytes: what mail and intake accept
# Of the institutions' table: what a template has unless asked otherwise, and at most.
DEFAULT_ROWS, MOST_ROWS = 500, 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Say how much reading one file may take; an honest file takes about a thousandth of it."""

    memory: int = 2**30  # bytes of address space
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    descriptors: int = 16


def impose(limits: Limits) -> None:
    """Hold this process to the limits, for good; Windows has none of this but the wall clock."""
    if sys.platform == "win32":
        return
    hard = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_NOFILE": limits.descriptors,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
    }
    for name, value in hard.items():
        if hasattr(resource, name):
            # macOS refuses some of them: the rest still hold.
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (value, value))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)
