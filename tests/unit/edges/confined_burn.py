"""A job that takes CPU time and ends."""

from __future__ import annotations

import time


def burn(seconds: float) -> str:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return "burnt"
