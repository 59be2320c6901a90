"""The words of the brief in its two editions: include/brief/<language>.yml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from persiantools.jdatetime import JalaliDate
from pydantic import Field

from rasad.settings import INCLUDE
from rasad.strict import Strict, read_model

FOLDER = INCLUDE / "brief"
EDITIONS = ("en", "fa")


class Words(Strict):
    """Everything that the brief says in its own voice."""

    language: str
    direction: str
    calendar: str = Field(description="gregorian or solar_hijri")
    digits: str = Field(description="The ten digits, from zero.", min_length=10, max_length=10)
    decimal: str
    thousands: str
    say: Mapping[str, str] = Field(description="Sentences and headings; {n} and other names are filled in.")
    values: Mapping[str, str] = Field(description="Values of our columns as readers say them.")

    def number(self, value: float | int) -> str:
        """A number in the digits and with the marks of the language."""
        text = (
            f"{value:,.10g}"
            if isinstance(value, int) or value == int(value)
            else f"{value:,.2f}".rstrip("0").rstrip(".")
        )
        marks = str.maketrans({",": self.thousands, ".": self.decimal})
        return self.digit(text.translate(marks))

    def digit(self, text: str) -> str:
        """Text with its digits in those of the language."""
        return text.translate(str.maketrans("0123456789", self.digits))

    def day(self, when: date | datetime | None) -> str:
        """A day in the calendar of the language."""
        if when is None:
            return "—"
        day = when.date() if isinstance(when, datetime) else when
        if self.calendar == "solar_hijri":
            return self.digit(JalaliDate(day).strftime("%Y/%m/%d"))
        return day.isoformat()

    def minute(self, when: datetime | None) -> str:
        """A day and minute (UTC)."""
        return "—" if when is None else f"{self.day(when)} {self.digit(when.strftime('%H:%M'))}"

    def value(self, code: object) -> str:
        """A value of one of our columns; one without words is shown as it is."""
        return self.values.get(str(code), str(code).replace("_", " "))

    def speaker(self, row: Mapping[str, Any]) -> str | None:
        """Who speaks, by the name that readers of this edition know; where nobody knows one, by the article's own word."""
        name: str | None = row[f"speaker_{self.language}"] or row["speaker"]
        return name

    def text(self, key: str, **filled: object) -> str:
        """A sentence with its numbers in the digits of the language."""
        return self.say[key].format(**{name: self._said(value) for name, value in filled.items()})

    def _said(self, value: object) -> str:
        return self.number(value) if isinstance(value, int | float) else str(value)


@lru_cache(maxsize=len(EDITIONS))
def words(language: str) -> Words:
    """The words of one edition. Raises ConfigError when its file is wrong."""
    return read_model(FOLDER / f"{language}.yml", Words)
