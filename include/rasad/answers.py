"""Answers to queries as people and programs want them: a table, CSV that a spreadsheet may open, JSON."""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TextIO

from rich.table import Table
from rich.text import Text

from rasad.plain import acts, plain

FORMATS = ("table", "csv", "json")
MOST_SHOWN = 500
"""Rows that a table shows: more than that nobody reads on a terminal."""
_BOM = "\ufeff"
# OWASP, "CSV Injection": what a spreadsheet takes for a formula, also in full width, at the start of a cell; and after what
# some spreadsheets take for the end of one, whatever the quotation marks say (their separator depends on the country).
_FORMULA = re.compile(r"^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?=[ ]*[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO, *, bom: bool = False) -> None:
    """RFC 4180 with a head line. Text that a spreadsheet would run gets an apostrophe before it; numbers stay as they are.

    `bom` puts a byte order mark first, which Excel needs to read Persian.
    """
    if bom:
        out.write(_BOM)
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([inert(name) for name in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """One JSON array, one object a line. Controls and direction marks are escaped: they mean the same, and do nothing."""
    names = _distinct(columns)
    out.write("[")
    for number, row in enumerate(rows):
        value = json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False, allow_nan=False)
        out.write((",\n " if number else "\n ") + "".join(map(_escaped, value)))
    out.write("\n]\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """The first rows for a terminal; the caption says when there are more. Text is shown, never obeyed."""
    kept = list(islice(rows, MOST_SHOWN + 1))
    shown = Table(title_justify="left")
    for name in columns:
        shown.add_column(Text(plain(name)))
    for row in kept[:MOST_SHOWN]:
        shown.add_row(*(Text(plain(_shown(value))) for value in row))
    more = len(kept) > MOST_SHOWN
    shown.title = f"the first {MOST_SHOWN} rows; --format csv gives all" if more else _counted(len(kept))
    return shown


def inert(text: str) -> str:
    """Text as a cell that no spreadsheet runs: an apostrophe before whatever it would take for a formula."""
    if _NUMBER.fullmatch(text):
        return text
    lead = next((i for i, char in enumerate(text) if unicodedata.category(char) not in ("Cf", "Zs")), len(text))
    begins = "'" if lead and _FORMULA.match(text[lead:]) else ""
    return begins + _FORMULA.sub("'", text)


def _counted(count: int) -> str:
    return "no rows" if not count else "1 row" if count == 1 else f"{count} rows"


def _cell(value: Any) -> Any:
    value = _json(value)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return inert(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _shown(value: Any) -> str:
    value = _json(value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _json(value: Any) -> Any:
    """A value of DuckDB as JSON has it; instants in UTC."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return float(value)
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case list() | tuple():
            return [_json(item) for item in value]
        case dict():
            return {str(key): _json(item) for key, item in value.items()}
        case bytes():
            return value.hex()
        case _:
            return str(value)


def _escaped(char: str) -> str:
    if not acts(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _distinct(columns: Sequence[str]) -> list[str]:
    """Column names as keys: a name that comes twice gets a number."""
    return list(_numbered(columns))


def _numbered(columns: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in columns:
        own, number = name, 2
        while own in seen:
            own, number = f"{name}_{number}", number + 1
        seen.add(own)
        yield own
