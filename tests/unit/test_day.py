"""Days as far as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from rasad.day import Day, days_of

DAY: TypeAdapter[str] = TypeAdapter(Day)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_day_means_all_that_it_may_mean(written: str, first: date, last: date) -> None:
    assert days_of(written) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "24", "2024-2", "2024-00", "2024-13", "2023-02-29", "0000", "2024-01-00", "2024-01-01\n", "۲۰۲۴"]
)
def test_what_is_no_day_says_how_to_write_one(written: str) -> None:
    with pytest.raises(ValueError, match=r"write 2026|mend it"):
        days_of(written)


@pytest.mark.parametrize(("value", "kept"), [(2024, "2024"), (date(2024, 5, 6), "2024-05-06"), ("2024-05", "2024-05")])
def test_what_yaml_makes_of_a_day_is_read_back_as_written(value: object, kept: str) -> None:
    assert DAY.validate_python(value) == kept


@pytest.mark.parametrize("value", [True, 20.24, None, 202405, "May 2024"])
def test_a_value_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(value)


@given(st.dates(date(1, 1, 1)))
def test_every_date_reads_back_as_itself(day: date) -> None:
    assert days_of(day.isoformat()) == (day, day)
    first, last = days_of(day.isoformat()[:7])
    assert first <= day <= last
    assert first.month == last.month == day.month
