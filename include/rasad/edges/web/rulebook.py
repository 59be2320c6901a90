"""Which rules hold for a host right now: from memory, from the day's file, or by asking; unreachable means no."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rasad.edges.web.answer import Answer
from rasad.edges.web.robots import KEPT_S, MOST_BYTES, Kept, Rules, read_rules
from rasad.edges.web.unpacking import decoded
from rasad.model import Rejected

_MOST_UNPACKED = 20 << 20  # bytes of a robots.txt that was sent as gzip
# How long a failure holds in this process, so that a dead host is not asked for each of its pages.
_UNREACHABLE_S = 60.0
# Failures of the host as a whole: its pages would fail in the same way, so they carry the same name.
_OF_THE_HOST = ("dns", "connection", "tls", "refused_address", "filtered", "resting")
_NO_RULES = ("redirect_loop", "redirect_nowhere", "empty")  # RFC 9309, 2.3.1.2: unavailable, as if there were none


@dataclass(slots=True)
class _Entry:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | Answer | None = None
    good_until: float = 0.0  # monotonic seconds


class Rulebook:
    """The rules of every host that this process has met."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._entries: dict[str, _Entry] = {}

    async def rules(self, root: str, ask: Callable[[], Awaitable[Answer]]) -> Rules | Answer:
        """The rules for one scheme and authority; an Answer with its error when they cannot be had now."""
        entry = self._entries.get(root)
        if entry is None:
            entry = self._entries[root] = _Entry()
        if entry.rules is not None and time.monotonic() < entry.good_until:
            return entry.rules
        async with entry.lock:
            if entry.rules is None or time.monotonic() >= entry.good_until:
                entry.rules, seconds = await self._found(root, ask)
                entry.good_until = time.monotonic() + seconds
            return entry.rules

    async def _found(self, root: str, ask: Callable[[], Awaitable[Answer]]) -> tuple[Rules | Answer, float]:
        if kept := self._kept.get(root):
            return read_rules(kept[0]), kept[1]
        answer = await ask()
        text = _text(answer)
        if text is None:
            rest = (answer.retry_at - datetime.now(UTC)).total_seconds() if answer.retry_at else _UNREACHABLE_S
            return _unreachable(answer), min(rest, _UNREACHABLE_S)
        self._kept.put(root, text)
        return read_rules(text), KEPT_S


def _text(answer: Answer) -> bytes | None:
    """RFC 9309: a 4xx means no rules; a 5xx, a 429 or silence means that nothing may be fetched for now."""
    if answer.error is None:
        content = decoded(answer.body, answer.header("Content-Encoding") or "", _MOST_UNPACKED)
        # Compressed rules that cannot be read whole are rules that we do not know.
        return None if isinstance(content, Rejected) else content[0][:MOST_BYTES]
    refused = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
    return b"" if refused or answer.error in _NO_RULES else None


def _unreachable(answer: Answer) -> Answer:
    error = answer.error if answer.error in _OF_THE_HOST else "robots_unreachable"
    return Answer(answer.url, answer.url, answer.started_at, error=error, retry_at=answer.retry_at)
