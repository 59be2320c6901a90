"""What the tests of the page workers run in them."""

from __future__ import annotations

import os
import time


def double(number: int, pause: float = 0.0) -> int:
    """Twice a number, after a pause."""
    time.sleep(pause)
    return 2 * number


def burn(number: int) -> int:
    """Uses the processor for ever on 13, answers everything else."""
    while number == 13:
        pass
    return number


def swell(number: int) -> int:
    """Asks for more memory than there is on 13, answers everything else."""
    return len(bytearray(1 << 40)) if number == 13 else number


def process(_number: int) -> int:
    """The number of the process that runs this."""
    return os.getpid()
