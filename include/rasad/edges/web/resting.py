"""How long a host wants to be left alone, and how long to wait before asking again."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DEFAULT_REST_S = 300.0  # where a host asks for rest and does not say, or says nonsense
REFUSALS_BEFORE_REST = 3  # walls in a row after which a host is left alone for a while
ATTEMPTS = 3
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 5.0


def rest_s(retry_after: str | None, now: datetime, most: float) -> float:
    """Seconds to leave a host alone: its Retry-After (seconds or HTTP date), at least 1, at most `most`."""
    wanted = _stated(retry_after.strip(), now) if retry_after else None
    return min(max(DEFAULT_REST_S if wanted is None else wanted, 1.0), most)


def rest_after_refusals(refusals: int, most: float) -> float:
    """Seconds to leave a host alone after so many walls in a row; 0 for the first few, then doubling."""
    over = refusals - REFUSALS_BEFORE_REST
    return 0.0 if over < 0 else min(DEFAULT_REST_S * 2 ** min(over, 16), most)


def pause_s(attempt: int, left_s: float) -> float:
    """Seconds before the next attempt, at most half of those left: full jitter, so that fetchers never march in step."""
    return random.uniform(0, min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt, left_s / 2))


def _stated(value: str, now: datetime) -> float | None:
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        date = parsedate_to_datetime(value[:64])
        seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return seconds if seconds >= 0 else None
