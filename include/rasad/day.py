"""Days as far as they are known: a year, a month or a day, as a fact file writes them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def days_of(day: str) -> tuple[date, date]:
    """The first and the last day that `2026`, `2026-08` or `2026-08-21` may mean. Raises ValueError for anything else."""
    written = _WRITTEN.fullmatch(day)
    if written is None:
        raise ValueError(f"{day!r} is no day: write 2026, 2026-08 or 2026-08-21")
    year = int(written[1])
    try:
        first = date(year, int(written[2] or 1), int(written[3] or 1))
        if written[3]:
            return first, first
        last_month = first.month if written[2] else 12
        return first, date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise ValueError(f"{day!r} is in no calendar ({error}): mend it") from error


def _as_text(value: Any) -> Any:
    """YAML reads 2026 as a number and 2026-08-21 as a date."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:04d}" if type(value) is int else value


def _checked(value: str) -> str:
    days_of(value)
    return value


Day = Annotated[str, BeforeValidator(_as_text), AfterValidator(_checked)]
"""A year, month or day in ISO 8601, kept as written; `days_of` says which days it may mean."""
