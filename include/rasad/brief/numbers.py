"""The numbers of the day: what was counted, and every value that anybody gave, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from rasad.brief import charts
from rasad.brief.facts import Facts, Row
from rasad.brief.words import Words
from rasad.markup import Html, fetched, joined, tag

MOST_GROUPS, MOST_ROWS = 12, 12


def groups(facts: Facts, words: Words) -> Iterable[object]:
    """A chart for everything of which two numbers were claimed, the most claimed first."""
    found = sorted(_groups(facts.numbers), key=lambda group: (-len(group[1]), group[0]))
    if not found:
        yield tag("p", words.say["no_numbers"])
    for (measures, unit), rows in found[:MOST_GROUPS]:
        yield _chart(measures, unit, rows, facts, words)
    if len(found) > MOST_GROUPS:
        yield tag("p", words.text("more", n=len(found) - MOST_GROUPS, query="numbers"), class_="note")


def _groups(numbers: list[Row]) -> list[tuple[tuple[str, str], list[Row]]]:
    known = [row for row in numbers if row["measures"] and row["value"] is not None]
    known.sort(key=_thing)
    found = [(thing, list(rows)) for thing, rows in groupby(known, key=_thing)]
    return [(thing, rows) for thing, rows in found if len({row["claim_id"] for row in rows}) > 1]


def _thing(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["measures"], row["unit_ucum"] or "")


def _chart(measures: str, unit: str, rows: list[Row], facts: Facts, words: Words) -> Html:
    scale = charts.scale_of(rows)
    ordered = sorted(rows, key=lambda row: (row["value"], row["claim_id"]))[:MOST_ROWS]
    return tag(
        "div",
        tag(
            "h3",
            fetched(measures),
            " ",
            tag("bdi", unit, dir="ltr", class_="note") if unit and not unit.startswith("{") else None,
        ),
        tag(
            "table",
            *(
                tag(
                    "tr",
                    tag("th", _who(row, facts, words), scope="row"),
                    tag("td", charts.number_mark(row, scale), class_="chart"),
                    tag("td", _value(row, words), class_="number"),
                )
                for row in ordered
            ),
        ),
        class_="figures",
    )


def _who(row: Row, facts: Facts, words: Words) -> Html:
    outlet = facts.outlets.get(row["outlet"] or "", row["outlet"]) if words.language == "fa" else row["outlet"]
    speaker = words.speaker(row)
    return joined(fetched(speaker), " · ", fetched(outlet)) if speaker else fetched(outlet)


def _value(row: Row, words: Words) -> str:
    high = f"–{words.number(row['value_high'])}" if row["value_high"] is not None else ""
    return words.number(row["value"]) + high
