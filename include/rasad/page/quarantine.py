"""Quarantine: what the gates set aside, why, and the way to the review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rasad.markup import Html, fetched, joined, tag
from rasad.page.asked import Asked
from rasad.page.desk import Desk, Row
from rasad.page.frame import Page, Place, badge, figure, filters, instant, number, row, table

ROWS = 25
REVIEW_DAG = "review"
_CHARS = 2_000
_STATES = {"open": "warn", "released": "good"}


def listed(desk: Desk, asked: Asked, place: Place) -> Page:
    """Counts by reason, then the rows, newest first."""
    counts = desk.watch("quarantine_counts")
    rows = desk.watch(
        "quarantine_rows",
        stage=asked.stage,
        reason=asked.reason,
        status=asked.status,
        batch=asked.batch,
        at=asked.at,
        key=asked.key,
        most=ROWS + 1,
    )
    decided = _decisions(desk, [one["row_id"] for one in rows[:ROWS]])
    chosen = {name: getattr(asked, name) for name in ("stage", "reason", "status", "batch")}
    content = [
        tag(
            "p",
            "Rows that a critical check found at fault. A person releases, discards or mends them: ",
            place.dag(REVIEW_DAG, "review them"),
            ".",
        ),
        table(
            "Rows set aside, by reason",
            ("reason", "stage", "state", figure("rows"), figure("articles or pages"), "first (UTC)", "last (UTC)"),
            (_count(count, place) for count in counts),
            "Nothing is set aside.",
        ),
        tag("h2", "Rows"),
        filters(place, "quarantine", ((name, name, value) for name, value in chosen.items())),
        *(_row(one, decided.get(one["row_id"], ()), place) for one in rows[:ROWS]),
        None if rows else tag("p", "No such rows.", class_="empty"),
    ]
    if len(rows) > ROWS:
        last = rows[ROWS - 1]
        older = {"at": last["quarantined_at"].isoformat(), "key": last["row_id"]}
        content.append(tag("p", place.to("Older rows", "quarantine", **chosen, **older)))
    return Page("Quarantine", "quarantine", content)


def _count(count: Row, place: Place) -> Html:
    chosen = {name: count[name] for name in ("stage", "reason", "status")}
    return row(
        place.to(count["reason"], "quarantine", **chosen),
        count["stage"],
        badge(count["status"], _STATES.get(count["status"], "")),
        number(count["n_rows"]),
        number(count["n_units"]),
        instant(count["since"]),
        instant(count["until"]),
    )


def _decisions(desk: Desk, rows: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for decision in desk.watch("decisions", rows=list(rows)):
        found.setdefault(decision["row_id"], []).append(decision)
    return found


def _row(one: Row, decisions: Sequence[Row], place: Place) -> Html:
    return tag(
        "section",
        tag("h3", one["reason"], " ", badge(one["status"], _STATES.get(one["status"], ""))),
        tag(
            "p",
            place.to("gate report", "gate", batch=one["batch_id"], stage=one["stage"]),
            joined(" · ", one["stage"], ".", one["table_name"], " · ", instant(one["quarantined_at"])),
            " · row ",
            tag("code", one["row_id"]),
            " · unit ",
            tag("code", fetched(one["unit_id"])),
            class_="about",
        ),
        *map(_decision, decisions),
        tag("dl", *_payload(one["payload"]), class_="facts"),
        class_="card",
    )


def _decision(decision: Row) -> Html:
    """Who decided what, when and why; in the person's own words, which are text like any other."""
    correction = decision["correction"]
    return tag(
        "p",
        badge(decision["action"], "good"),
        " by ",
        fetched(decision["decided_by"]),
        ", ",
        instant(decision["decided_at"]),
        " (",
        fetched(decision["via"]),
        "): ",
        fetched(decision["reason"]),
        joined(" Corrected: ", tag("code", fetched(correction[:_CHARS])))
        if correction not in (None, "{}", "null")
        else None,
        class_="decision",
    )


def _payload(payload: str | None) -> Iterable[Html]:
    """The row as the gate saw it; its texts are an outlet's."""
    found = json.loads(payload) if payload else {}
    for name, value in found.items() if isinstance(found, dict) else [("row", found)]:
        if value not in (None, ""):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield tag("dt", fetched(name))
            yield tag("dd", fetched(text if len(text) <= _CHARS else text[:_CHARS] + " …"))
