"""Jobs that a worker must survive, for the tests of `rasad.edges.confined`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time


def echo(value: object) -> object:
    return value


def process() -> int:
    return os.getpid()


def spin_in_c() -> bool:
    """Hours of one call into C, which no Python signal handler interrupts."""
    return re.fullmatch("(a|a)*b", "a" * 60) is not None


def sleep() -> None:
    time.sleep(600)


def grow() -> int:
    return len(bytearray(8 << 30))


def grow_slowly() -> int:
    kept = []
    while True:
        kept.append("x" * 10_000_000)


def fail() -> None:
    raise ZeroDivisionError("words of a hostile page")


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def chatter() -> str:
    print("noise " * 1000)
    sys.stderr.write("noise")
    os.write(1, b"noise")
    return "quiet"


def write_file(path: str) -> None:
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"x" * 100)


def foreign() -> object:
    return subprocess.Popen


class Trap:
    """A value whose pickle calls a function in whoever loads it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch trapped",)


def trap() -> Trap:
    return Trap()


def unpicklable() -> object:
    return lambda: None
