"""Whose turn it is at a host: one request in flight and a pause after it, across tasks, workers and processes.

One file a host. Its lock is held while a request is in flight and belongs to the kernel, so that a killed process gives
it back. Its content says when the last request ended and how long the host wants to be left alone.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import math
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasad.errors import ConfigError

_RECORD = 256  # bytes: the state is padded to this size, so that one write replaces it whole
_POLL_S = 0.02
_READABLE = re.compile(r"[^a-z0-9.-]")


class Resting(Exception):
    """The host asked to be left alone; nothing may be sent before `until` (Unix seconds)."""

    def __init__(self, until: float, reason: str) -> None:
        self.until, self.reason = until, reason
        super().__init__(reason)


class NoTurn(Exception):
    """Others kept the host busy for longer than the caller would wait, or its file cannot be used."""


@dataclass(slots=True)
class Turn:
    """The right to send one request. What the holder sets here is what the next holder finds."""

    ended_at: float = 0.0  # Unix seconds; 0 when nobody has asked yet
    rest_until: float = 0.0  # Unix seconds
    reason: str = ""
    refusals: int = 0  # walls in a row

    def rest(self, seconds: float, reason: str) -> float:
        """Leave the host alone from now on; gives the Unix time until when."""
        self.rest_until, self.reason = time.time() + seconds, reason
        return self.rest_until


class Turns:
    """The turns of all hosts, kept in one folder that all workers share."""

    def __init__(self, folder: Path, longest_rest_s: float) -> None:
        self._folder, self._longest_rest_s = folder, longest_rest_s
        self._queues: dict[str, asyncio.Lock] = {}
        self._paths: dict[str, str] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(folder, "hosts", f"cannot be made ({error.strerror}); mend RASAD_DATA") from error

    @asynccontextmanager
    async def held(self, host: str, delay_s: float, patience_s: float) -> AsyncIterator[Turn]:
        """The turn at a host, `delay_s` or more after the end of the request before.

        Waits in line behind tasks of this process, then at most `patience_s` for other processes.
        Raises Resting (nothing may be sent), NoTurn (waited too long).
        """
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = asyncio.Lock()
        async with queue:
            file = await self._locked(host, patience_s)
            try:
                turn = self._read(file)
                if delay_s and (wait := _wait(turn, delay_s)):
                    await asyncio.sleep(wait)
                try:
                    yield turn
                finally:
                    turn.ended_at = time.time()
                    _write(file, turn)
            finally:
                os.close(file)

    async def _locked(self, host: str, patience_s: float) -> int:
        path = self._paths.get(host)
        if path is None:
            path = self._paths[host] = str(self._folder / f"{file_name(host)}.json")
        deadline = time.monotonic() + patience_s
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise NoTurn(str(error)) from error
        try:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return file
                except BlockingIOError:
                    # A host that rests is known to rest without its lock.
                    self._read(file)
                if time.monotonic() >= deadline:
                    raise NoTurn(f"{host} was busy for {patience_s:.0f} s")
                await asyncio.sleep(_POLL_S)
        except BaseException:
            os.close(file)
            raise

    def _read(self, file: int) -> Turn:
        turn = _parsed(os.pread(file, _RECORD, 0))
        now = time.time()
        # Clocks jump; no record may bind us for longer than a host could have asked.
        if now < turn.rest_until <= now + self._longest_rest_s + 1:
            raise Resting(turn.rest_until, turn.reason)
        return turn


def file_name(host: str) -> str:
    """A file name that people can read and that no two hosts share."""
    return f"{_READABLE.sub('_', host.lower())[:60]}-{hashlib.sha256(host.encode()).hexdigest()[:12]}"


def _wait(turn: Turn, delay_s: float) -> float:
    return min(max(turn.ended_at + delay_s - time.time(), 0.0), delay_s)


def _parsed(record: bytes) -> Turn:
    """The state in a file; whatever is torn or strange counts as no state."""
    try:
        kept: Any = json.loads(record)
        turn = Turn(float(kept["ended_at"]), float(kept["rest_until"]), str(kept["reason"]), int(kept["refusals"]))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return Turn()
    return turn if math.isfinite(turn.ended_at + turn.rest_until) else Turn()


def _write(file: int, turn: Turn) -> None:
    # By hand because this runs once a request; reasons are our own codes, which need no quoting.
    record = (
        f'{{"ended_at": {turn.ended_at:.3f}, "rest_until": {turn.rest_until:.3f}, '
        f'"reason": "{turn.reason}", "refusals": {min(turn.refusals, 1_000)}}}'
    )
    try:
        os.pwrite(file, record.encode().ljust(_RECORD), 0)
    except OSError:
        # A full disk costs politeness towards other processes for one turn, never the page that was just fetched.
        return
