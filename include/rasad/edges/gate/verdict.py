"""What a gate finds: a verdict for each rule, how often each was broken and by whose rows, and what Great Expectations reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# How many rows at fault are shown with a result; quarantine takes them all.
SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expectation or check."""

    table: str
    name: str
    expectation: str
    severity: str
    success: bool
    observed: str
    unexpected_count: int
    notes: str
    rows: tuple[dict[str, Any], ...] = ()  # rows at fault; each has unit_id where the table names a unit

    @property
    def stops(self) -> bool:
        """Whether this verdict forbids promotion."""
        return not self.success and self.severity == "critical"


@dataclass(frozen=True, slots=True)
class Measure:
    """How many rows one rule looked at and how many broke it, in the whole batch or of one outlet."""

    table: str
    name: str
    source_id: str | None  # None: all rows of the batch
    n_rows: int  # rows that were judged; a null is only judged where it is the fault
    n_at_fault: int


@dataclass(frozen=True, slots=True)
class Report:
    """What Great Expectations reports of one table: its validation result, and that as a page that needs no network."""

    table: str
    result: dict[str, Any]
    page: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that one gate found on one candidate file."""

    verdicts: tuple[Verdict, ...]
    measures: tuple[Measure, ...]
    reports: tuple[Report, ...]
