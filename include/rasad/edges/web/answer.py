"""What one fetch brought back, and which failures may pass by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

# Failures of the moment. Statuses: 408 Request Timeout, 425 Too Early; 501 and 505 will say the same tomorrow.
_PASSING = frozenset(
    ("timeout", "dns", "connection", "protocol", "truncated", "robots_unreachable", "http_408", "http_425")
)
_LASTING_SERVER_ERRORS = frozenset(("http_501", "http_505"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address: a body, a 304, or the reason why there is none."""

    url: str
    url_final: str  # where the last hop led, ASCII, without fragment
    started_at: datetime
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""  # decoded
    error: str | None = None  # reason code: refused_address, robots, timeout, too_big, http_404 ...
    attempts: int = 1
    hops: tuple[str, ...] = ()  # addresses that answered with a redirect, in order
    retry_at: datetime | None = None  # with resting and challenge: not before
    wire_bytes: int = 0  # body as transferred
    notes: tuple[str, ...] = ()  # unpacked, type_mismatch, trailing, unended: odd but taken

    @property
    def unchanged(self) -> bool:
        """The server says that we have these bytes already."""
        return self.status == 304 and self.error is None

    def header(self, name: str) -> str | None:
        """One response header, byte for byte."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), None)


def heals(error: str) -> bool:
    """Whether asking again may help. False for what was decided: refusals, robots, walls, rests, bad content."""
    if error in _PASSING:
        return True
    return error.startswith("http_5") and error not in _LASTING_SERVER_ERRORS


def failed(url: str, error: str, *, notes: tuple[str, ...] = ()) -> Answer:
    """An answer without a response: nothing was sent, or nothing came back."""
    return Answer(url, url, datetime.now(UTC), error=error, notes=notes)
