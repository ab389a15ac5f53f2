"""What one process may use. In: limits. Out: a process that the system holds to them, and the words for one that is ended.

Where the system has set narrower ones before, as containers and batch queues do, these hold.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """What one process may use: seconds, and bytes of memory beyond those that it starts with."""

    seconds: float = 120
    memory_bytes: int = 2 * 2**30

    @property
    def memory_words(self) -> str:
        """What is said of a report that takes more memory."""
        return f"cần hơn {self.memory_bytes // 2**20} MiB bộ nhớ (--memory-limit) nên bị dừng"

    @property
    def time_words(self) -> str:
        """What is said of a report that takes more time."""
        return f"quá thời hạn {self.seconds:g} giây (--time-limit) nên bị dừng"


def restrain(limits: Limits) -> str:
    """Keep this process within its limits, or those that the system has set, which may be narrower; in words."""
    import resource

    # Should the parent be killed, nobody is left to watch the clock: the system then ends what runs on.
    _at_most(resource.RLIMIT_CPU, int(2 * limits.seconds) + 60)
    if sys.platform != "linux":
        return limits.memory_words
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    allowed = _at_most(resource.RLIMIT_AS, held + limits.memory_bytes) - held
    if allowed == limits.memory_bytes:
        return limits.memory_words
    return f"cần hơn {allowed // 2**20} MiB bộ nhớ, là giới hạn mà hệ thống đặt (ulimit -v), nên bị dừng"


def _at_most(kind: int, wanted: int) -> int:
    """Set a limit, or leave a narrower one that stands already; the limit that holds."""
    import resource

    standing = [limit for limit in resource.getrlimit(kind) if limit != resource.RLIM_INFINITY]
    limit = min([wanted, *standing])
    resource.setrlimit(kind, (limit, limit))
    return limit
