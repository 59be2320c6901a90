"""Everything that waits in the spool, as the candidate rows of `land`; and what the looks of this batch amount to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta

from rasad.catalogue import folder_of, read_outlets
from rasad.edges import archive
from rasad.edges.landing import plan, spool
from rasad.identity import short_hash
from rasad.season import Rhythm
from rasad.stages.land import coverage
from rasad.stages.land.weighing import Habit, weigh
from rasad.work import Row, Rows, Tables, Work

PATIENCE = timedelta(hours=36)
"""The daily run may be half a day late before the pause counts as a gap."""
_TABLES = ("polls", "fetches", "pages", "tombstones", "coverage")


def build(work: Work) -> Tables:
    """The candidate rows of `land`: what waits in the spool, gaps and blackouts, and records verified anew."""
    tables = _waiting(work)
    tables["coverage"] += _unvisited(work, tables["coverage"])
    for row in tables["coverage"]:
        _remember_news(row, work)
    weigh(tables["coverage"], _habits(work), work.inputs.get("looks", []), work.inputs.get("days", []))
    gaps, blackouts = _silences(work, tables["coverage"])
    return tables | {
        "gaps": gaps,
        "blackouts": blackouts,
        "verifications": archive.verify_sample(
            archive.shelf(work.settings), work.inputs.get("to_verify", []), work.now
        ),
    }


def _waiting(work: Work) -> Tables:
    found: dict[str, dict[str, Row]] = {name: {} for name in _TABLES}
    keys = {
        "polls": "poll_id",
        "fetches": "fetch_id",
        "pages": "page_id",
        "tombstones": "tombstone_id",
        "coverage": "look_id",
    }
    aside = {str(row["unit_id"]) for row in work.inputs.get("set_aside", [])}
    for _, line in spool.waiting(work.settings.spool):
        rows = {table: row for table, row in line.rows if row[keys[table]] not in aside}
        if "fetches" not in rows and any(table == "fetches" for table, _ in line.rows):
            rows = {}  # a page stands and falls with the fetch that proves it
        page = rows.get("pages")
        if page is not None and page["page_id"] in found["pages"]:
            # Two outlets, or two addresses, led to the same bytes at the same address.
            rows["fetches"]["outcome"] = "unchanged"
            del rows["pages"]
        for table, row in rows.items():
            # An attempt that was repeated says the last word on its look.
            found[table][row[keys[table]]] = row
    for row in found["fetches"].values():
        row["listed_as"] = json.dumps(row["listed_as"], ensure_ascii=False) if row.get("listed_as") else None
    return {name: sorted(rows.values(), key=lambda row, key=keys[name]: str(row[key])) for name, rows in found.items()}  # type: ignore[misc]


def _unvisited(work: Work, looks: Rows) -> Rows:
    """A look for every lane of the plan whose task ended without a word: we could not look, and say so."""
    with plan.opened(work.settings, work.batch_id) as database:
        lanes: list[str] = database.rows("SELECT lanes FROM plan")[0]["lanes"]
        kind = json.loads(database.rows("SELECT about FROM plan")[0]["about"])["order"]
    seen = {row["look_id"] for row in looks}
    outlets = read_outlets(folder_of(work.settings))
    return [
        {
            "look_id": short_hash("look", work.batch_id, lane),
            "source_id": lane,
            "country": outlets[lane].country,
            "kind": json.loads(kind)["kind"],
            "looked_at": work.now,
            "outcome": "failed",
            "reason": "the outlet's task ended without a result; see its log",
            **dict.fromkeys(("n_listings", "n_listings_failed", "n_items", "n_known_items", "n_new", "n_failed"), 0),
            "expected_per_day": outlets[lane].volume.per_day,
        }
        for lane in lanes
        if lane in outlets and short_hash("look", work.batch_id, lane) not in seen
    ]


def _remember_news(row: Row, work: Work) -> None:
    past = {found["source_id"]: found for found in work.inputs.get("looks", [])}
    earlier = past.get(row["source_id"], {}).get("last_new_at")
    row["last_new_at"] = row["looked_at"] if row["n_new"] else earlier


def _habits(work: Work) -> dict[str, Habit]:
    outlets = read_outlets(folder_of(work.settings))
    return {
        source_id: Habit(Rhythm(outlet.country, outlet.languages[0], outlet.dates.timezone), outlet.volume.per_day)
        for source_id, outlet in outlets.items()
    }


def _silences(work: Work, rows: Rows) -> tuple[Rows, Rows]:
    looks = [
        coverage.Look(
            row["source_id"],
            row["country"],
            row["looked_at"],
            row["outcome"],
            row["reason"],
            row["n_items"],
            row["n_known_items"],
        )
        for row in rows
        if row["kind"] == "daily"
    ]
    past = {
        row["source_id"]: coverage.Past(row["last_look_at"], row["last_good_at"])
        for row in work.inputs.get("looks", [])
    }
    open_gaps = {row["source_id"]: coverage.Gap(**row) for row in work.inputs.get("gaps", [])}
    gaps = coverage.gaps(looks, past, open_gaps, PATIENCE)
    events = coverage.blackouts(
        looks,
        [coverage.Blackout(**row) for row in work.inputs.get("blackouts", [])],
        [gap for gap in gaps if not gap.to_at],
    )
    named = {gap.gap_id: _named(gap, events) for gap in gaps}
    return [asdict(gap) | {"blackout_id": named[gap.gap_id]} for gap in gaps], [asdict(event) for event in events]


def _named(gap: coverage.Gap, events: Iterable[coverage.Blackout]) -> str | None:
    fitting = [event.blackout_id for event in events if event.country in (None, gap.country)]
    return gap.blackout_id or (fitting[0] if fitting and gap.reason in ("unreachable", "filtered") else None)
