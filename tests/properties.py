"""How many examples a law is held against.

`make test` takes the same ones in every run, so a red run is about the change at hand.
`make search` takes others, and many more, to find what nobody thought of.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

USUAL = 100
TIMES = int(os.environ.get("HRPARK_SEARCH", "0"))
"""How many times as many examples to take, at random; 0 for the ones of every run."""

settings.register_profile(
    "hrpark",
    max_examples=USUAL * (TIMES or 1),
    derandomize=not TIMES,
    deadline=None,  # the first example loads libraries
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("hrpark")


def examples(count: int) -> settings:
    """Decorate a test that wants another number of examples than the usual one."""
    return settings(max_examples=count * (TIMES or 1))
