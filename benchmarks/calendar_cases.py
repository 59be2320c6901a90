"""Other libraries' calendar cases put to our readers: pass rates by group, named anchors beside them, and why we differ.

    python benchmarks/calendar_cases.py [CASES]

CASES is a folder with jalali_dates.jsonl (cases taken from the tests of dateparser, jdatetime and persiantools) and
jalaali_js_pairs.json (pairs and leap years from the tests of jalaali-js); by default ../shared/bench/cases. dateparser is
an anchor where `dateparser[calendars]` is installed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from persiantools.jdatetime import JalaliDate, JalaliDateTime

from rasad.catalogue import Dates
from rasad.stages.clean.stated_time import read_stated
from rasad.text.dates.calendars import SOLAR_HIJRI, day_of
from rasad.text.dates.grammar import grammar
from rasad.text.dates.lexicon import spelled
from rasad.text.normalise import fold_key

try:
    from dateparser.calendars.jalali import JalaliCalendar
except ImportError:
    JalaliCalendar = None

CASES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "cases"
_SHOWN = 3  # disagreements shown of one convention


@dataclass(frozen=True)
class Case:
    """One question with its expected answer, our answer, and the anchor's (None: the anchor does not apply)."""

    group: str
    asked: str
    expected: object
    ours: object
    anchor: str = ""
    theirs: object = None


def main(folder: Path) -> int:
    """Print the table; 0 where every disagreement falls under a convention, else 1."""
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to compare")
        return 0
    rows = [json.loads(line) for line in (folder / "jalali_dates.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = json.loads((folder / "jalaali_js_pairs.json").read_text(encoding="utf-8"))
    asked = [_case(row) for row in rows]
    cases = [*_pairs(pairs), *(case for case in asked if case)]
    for group in dict.fromkeys(case.group for case in cases):
        _report(group, [case for case in cases if case.group == group])
    print(f"not asked: {sum(case is None for case in asked)} cases of formatting, arithmetic and object protocols")
    wrong = [case for case in cases if case.ours != case.expected]
    told: Counter[str] = Counter()
    for case in wrong:
        why = _convention(case)
        told[why] += 1
        if told[why] <= _SHOWN:
            print(f"differs: {case.asked!r} expected {case.expected}, ours {case.ours}: {why or 'UNEXPLAINED'}")
    for why, count in told.items():
        print(f"{count:3} {why or 'UNEXPLAINED'}")
    return 1 if "" in told else 0


def _report(group: str, cases: list[Case]) -> None:
    passed = sum(case.ours == case.expected for case in cases)
    told = [case for case in cases if case.anchor]
    beside = f", {told[0].anchor} {sum(c.theirs == c.expected for c in told)}/{len(told)}" if told else ""
    wrong = sum(case.ours not in (case.expected, None) for case in cases)
    print(f"{group}: ours {passed}/{len(cases)} ({wrong} wrong, {len(cases) - passed - wrong} open){beside}")


def _pairs(told: dict[str, Any]) -> Iterator[Case]:
    for pair in told["pairs"]:
        theirs = JalaliDate(*pair["j"]).to_gregorian()
        ours = day_of(SOLAR_HIJRI, *pair["j"])
        yield Case("conversion", str(pair["j"]), date(*pair["g"]), ours, "persiantools", theirs)
    for kind in ("leap", "common"):
        for year in told[kind]:
            ours = day_of(SOLAR_HIJRI, year, 12, 30) is not None
            yield Case("leap years", str(year), kind == "leap", ours, "persiantools", JalaliDate.is_leap(year))


def _case(row: dict[str, Any]) -> Case | None:
    readers: dict[str, Callable[[dict[str, Any]], Case]] = {
        "test_get_date": _dateline,
        "test_replace_day_literal_with_numerals": _day_word,
        "test_replace_months": _month,
        "test_replace_weekdays": _weekday,
        "test_replace_digits": _digits,
        "test_weekday": _weekday_of_day,
    }
    if row["test"] in readers:
        return readers[row["test"]](row)
    read = row["func"].endswith((".strptime", ".fromisoformat"))
    return _format(row) if read and "%f" not in row["args"][1:] else None


def _dateline(row: dict[str, Any]) -> Case:
    asked, expected = row["kwargs"]["date_string"], datetime(*row["kwargs"]["dt"]["datetime"])
    anchor = "dateparser" if JalaliCalendar else ""
    return Case("datelines", asked, expected, _wall(asked, "fa"), anchor, _by_dateparser(asked) if anchor else None)


def _by_dateparser(asked: str) -> object:
    found = JalaliCalendar(asked).get_date()
    return found.date_obj if found else None


def _wall(asked: str, language: str) -> datetime | None:
    found = read_stated(asked, language, Dates(timezone="Asia/Tehran"))
    return found.value.replace(tzinfo=None) if found else None


def _format(row: dict[str, Any]) -> Case:
    asked, expected = row["args"][0], _instant(row["expected"])
    told = len(row["args"]) > 1
    language = "en" if told and any(letter.isascii() and letter.isalpha() for letter in asked) else "fa"
    group = "datelines in a format told to the anchor" if told else "ISO 8601"
    return Case(group, asked, expected, _wall(asked, language), "persiantools", _by_persiantools(row))


def _by_persiantools(row: dict[str, Any]) -> object:
    try:
        if len(row["args"]) > 1:
            locale = row["kwargs"].get("locale", "en")
            return JalaliDateTime.strptime(*row["args"], locale=locale).to_gregorian()
        return JalaliDateTime.fromisoformat(row["args"][0]).to_gregorian()
    except (ValueError, TypeError):
        return None


def _instant(told: dict[str, Any]) -> datetime | None:
    figures = next(value for value in told.values() if isinstance(value, list)) or [
        told["year"],
        told["month"],
        told["day"],
    ]
    day = JalaliDate(*figures[:3]).to_gregorian()
    return datetime(day.year, day.month, day.day, *figures[3:6])


def _day_word(row: dict[str, Any]) -> Case:
    asked = row["kwargs"]["persian"]
    return Case("days in words", asked, int(row["kwargs"]["numeral"]), grammar("fa").day_index.get(spelled(asked)))


def _month(row: dict[str, Any]) -> Case:
    persian, latin = (row["kwargs"][key] for key in ("date_string", "latin"))
    expected = grammar("en").month_index.get(spelled(latin))
    return Case("months", f"{persian} {latin}", expected, grammar("fa").month_index.get(spelled(persian)))


def _weekday(row: dict[str, Any]) -> Case:
    asked, expected = row["kwargs"]["date_string"], grammar("en").weekday_index.get(spelled(row["kwargs"]["latin"]))
    found = grammar("fa").weekday_alone.search(fold_key(asked))
    ours = grammar("fa").weekday_index.get(spelled(found["weekday"])) if found else None
    return Case("weekdays", asked, expected, ours)


def _digits(row: dict[str, Any]) -> Case:
    return Case("digits", row["kwargs"]["date_string"], row["kwargs"]["latin"], fold_key(row["kwargs"]["date_string"]))


def _weekday_of_day(row: dict[str, Any]) -> Case:
    told = row["kwargs"]
    day = day_of(SOLAR_HIJRI, told["year"], told["month"], told["day"])
    from_sunday = None if day is None else (day.weekday() + 1) % 7
    return Case("weekday of a day", str(told), told["weekday"], from_sunday)


def _convention(case: Case) -> str:
    """The rule under which we answer otherwise; empty where there is none."""
    if case.group == "days in words":
        if case.expected == 0:
            return "no month has a day 0"
        return "ordinals that count things and words for seconds are no days of a month"
    if case.group == "datelines in a format told to the anchor":
        figures = fold_key(case.asked).split()[0].split("-")
        if len(figures[0]) == 2 and figures[0].isdigit():
            return "a year of two figures counts with slashes only: with dashes the day may come first"
        if case.asked[:2].isdigit() and "/" in case.asked and len(case.asked.split("/")[0]) == 2:
            return "years of two figures: from 50 on of the 1300s, below of the 1400s"
        words = fold_key(case.asked).translate(dict.fromkeys(map(ord, "-:,"), " ")).split()
        if case.ours is None and any(word.isalpha() and len(word) <= 4 for word in words):
            return "abbreviations of one library and words between the parts are no dates that outlets print"
    return ""


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES))
