"""How long something takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def timed(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Median seconds of a few runs: by the clock, and of this process's work, which others on the machine disturb less."""
    by_clock, worked = [], []
    for _ in range(times):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        by_clock.append(time.perf_counter() - begun)
        worked.append(time.process_time() - spent)
    return statistics.median(by_clock), statistics.median(worked)
