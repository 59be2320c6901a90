"""Runs: what each landed and what became of it, stage by stage."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rasad.brief import charts
from rasad.markup import Html, fetched, joined, tag
from rasad.model import STAGES
from rasad.page.asked import LAST_ID, Asked
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.frame import Page, Place, badge, facts, figure, instant, number, row, table

RUNS = 20
FATES = ("published", "duplicate", "irrelevant", "rejected", "quarantined", "waiting")
# What is left of the landed pages after each stage: the table that holds one row for each.
FUNNEL = (
    ("land", "pages", "pages landed"),
    ("clean", "article_versions", "texts read"),
    ("tag", "articles", "not copies"),
    ("claims", "readings", "relevant"),
    ("corroborate", "readings", "compared"),
)
STATES = {"published": "good", "failed": "bad", "running": "warn", "interrupted": "warn"}
_GATE = {True: ("passed", "good"), False: ("stopped", "bad")}


def listed(desk: Desk, asked: Asked, place: Place) -> Page:
    """The last runs with their funnel, and that of the newest as a picture."""
    runs = desk.watch("runs", before=asked.key, most=RUNS + 1)
    shown = runs[:RUNS]
    batches = [run["batch_id"] for run in shown]
    counts = _promoted(desk, batches)
    fates = _fates(desk, batches)
    gates = _by_batch(desk.watch("gates", batches=batches))
    content: list[object] = []
    if shown and asked.key == LAST_ID:
        content += [tag("h2", "The last run"), *_state(shown[0], gates[shown[0]["batch_id"]], place)]
        content += [_funnel(counts[shown[0]["batch_id"]], fates[shown[0]["batch_id"]])]
    heads = ("run (UTC)", "state", *map(figure, ("gates", *(name for _, _, name in FUNNEL), *FATES[:-1])), "adds up")
    content += [
        tag("h2", "All runs"),
        table(
            "Pages of each run: how many each stage kept, and how all of them ended",
            heads,
            (_line(run, counts, fates, gates, place) for run in shown),
            "No runs before this one.",
        ),
    ]
    if len(runs) > RUNS:
        content.append(tag("p", place.to("Older runs", "", key=shown[-1]["batch_id"])))
    return Page("Runs", "", content)


def one(desk: Desk, asked: Asked, place: Place) -> Page:
    """One run: its gates with their tasks, what each stage promoted, how its pages ended and why."""
    run = find(desk, asked)
    batch = run["batch_id"]
    gates, counts, fates = desk.watch("gates", batches=[batch]), _promoted(desk, [batch]), _fates(desk, [batch])
    content = [
        *_state(run, gates, place),
        facts(
            [
                ("began", instant(run["started_at"])),
                ("ended", instant(run["ended_at"])),
                ("kind", run["kind"]),
                ("outlets", run["sources"]),
                ("version", run["code_version"]),
            ]
        ),
        tag("h2", "Pages"),
        _funnel(counts[batch], fates[batch]),
        tag("h2", "Stages"),
        table(
            "What each gate found and what was promoted",
            ("stage", "gate", "checks held", "failed", "promoted", "in Airflow"),
            (_stage(name, run, gates, counts[batch], place) for name in STAGES),
            "",
        ),
        tag("h2", "Why pages ended so"),
        table(
            "Reasons, the most frequent first",
            ("end", "reason", figure("pages")),
            (row(r["fate"], fetched(r["reason"]), number(r["n_pages"])) for r in _reasons(desk, batch)),
            "Nothing of this run is published yet: a page's end is decided by the last gate.",
        ),
    ]
    return Page(f"Run {batch}", "", content)


def find(desk: Desk, asked: Asked) -> Row:
    """The run that a question names by its batch or by what the scheduler calls it. Raises NothingThere."""
    found = desk.watch("run", batch=asked.batch, run_id=asked.run_id) if asked.batch or asked.run_id else []
    if not found:
        raise NothingThere(
            f"there is no run {asked.batch or asked.run_id!r} in the last 60 days; it may not have opened its batch yet"
        )
    return found[0]


def _state(run: Row, gates: Iterable[Row], place: Place) -> Iterable[Html]:
    stopped = [gate for gate in gates if not gate["passed"]]
    links = [place.to(run["batch_id"], "run", batch=run["batch_id"])]
    if run["external_run_id"]:
        links.append(place.run(run["external_run_id"], "run in Airflow"))
    if run["state"] == "published":
        links.append(tag("a", "brief", href=place.at(f"brief/{run['batch_id']}/brief.html")))
    yield tag(
        "p", badge(run["state"], STATES.get(run["state"], "")), *(joined(" ", one) for one in links), class_="about"
    )
    for gate in stopped:
        yield tag(
            "p",
            tag("b", f"The gate of {gate['stage']} stopped this run: "),
            gate["failed"].replace(", ", " · "),
            ". Nothing of that stage was promoted; readers keep the last good snapshot. ",
            place.to("What to do", "gate", batch=run["batch_id"], stage=gate["stage"]),
            class_="alert",
            role="note",
        )


def _funnel(counts: Mapping[str, Mapping[str, int]], fates: Mapping[str, int]) -> Html:
    landed = counts.get("land", {}).get("pages")
    if landed is None:
        return tag("p", "Nothing is landed yet.", class_="empty")
    bars = [
        row(name, tag("td", charts.bar(kept / landed if landed else 0), class_="chart"), number(kept))
        for stage, rows, name in FUNNEL
        if (kept := counts.get(stage, {}).get(rows)) is not None
    ]
    ends = [
        row(fate, tag("td", charts.bar(fates[fate] / landed if landed else 0), class_="chart"), number(fates[fate]))
        for fate in FATES
        if fates.get(fate)
    ]
    return tag(
        "div",
        table("How many pages each stage kept", ("kept", "", figure("pages")), bars, "", "narrow"),
        table(
            "How the landed pages ended",
            ("end", "", figure("pages")),
            ends,
            "The last gate has not decided yet.",
            "narrow",
        ),
        tag("p", _sum(landed, fates), class_="note") if fates else None,
        class_="funnel",
    )


def _sum(landed: int, fates: Mapping[str, int]) -> str:
    ends = " + ".join(f"{fates[fate]:,} {fate}" for fate in FATES if fates.get(fate)) or "0"
    return f"{landed:,} landed {'=' if adds_up(landed, fates) else '≠'} {ends}"


def adds_up(landed: int | None, fates: Mapping[str, int]) -> bool:
    """Whether every landed page has an end: the ledger's count against that of the published tables."""
    return landed is not None and landed == sum(fates.values())


def _line(
    run: Row,
    counts: Mapping[str, Mapping[str, Mapping[str, int]]],
    fates: Mapping[str, Mapping[str, int]],
    gates: Mapping[str, list[Row]],
    place: Place,
) -> Html:
    batch = run["batch_id"]
    landed = counts[batch].get("land", {}).get("pages")
    ended = fates[batch]
    held, checks = (sum(gate[key] for gate in gates[batch]) for key in ("held", "checks"))
    told = "–" if landed is None or (landed and not ended) else "yes" if adds_up(landed, ended) else "no"
    return row(
        place.to(batch, "run", batch=batch),
        badge(run["state"], STATES.get(run["state"], "")),
        tag("td", f"{held} of {checks}", class_="number"),
        *(number(counts[batch].get(stage, {}).get(rows)) for stage, rows, _ in FUNNEL),
        *(number(ended.get(fate, 0) if ended else None) for fate in FATES[:-1]),
        badge(told, "bad") if told == "no" else told,
        alarm=run["state"] == "failed",
    )


def _stage(name: str, run: Row, gates: Iterable[Row], counts: Mapping[str, Any], place: Place) -> Html:
    gate = next((gate for gate in gates if gate["stage"] == name), None)
    promoted = ", ".join(f"{n:,} {rows.replace('_', ' ')}" for rows, n in counts.get(name, {}).items() if n)
    called = run["external_run_id"]
    tasks = (joined(place.task(called, f"{name}.{step}", step), " ") for step in ("write", "audit", "promote"))
    return row(
        name,
        badge("not yet") if gate is None else badge(*_GATE[gate["passed"]]),
        "–"
        if gate is None
        else place.to(f"{gate['held']} of {gate['checks']}", "gate", batch=run["batch_id"], stage=name),
        "–" if gate is None or not gate["failed"] else gate["failed"],
        promoted or ("nothing new" if name in counts else "–"),
        joined(*tasks) if called else "–",
        alarm=gate is not None and not gate["passed"],
    )


def _promoted(desk: Desk, batches: list[str]) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for promotion in desk.watch("promotions", batches=batches):
        found[promotion["batch_id"]][promotion["stage"]] = json.loads(promotion["row_counts"])
    return found


def _fates(desk: Desk, batches: list[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    try:
        rows = desk.read("fates", batches=batches)
    except NothingThere:
        rows = []
    for one in rows:
        found[one["batch_id"]][one["fate"]] = one["n_pages"]
    return found


def _reasons(desk: Desk, batch: str) -> list[Row]:
    try:
        return desk.read("reasons", batch=batch)
    except NothingThere:
        return []


def _by_batch(gates: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for gate in gates:
        found[gate["batch_id"]].append(gate)
    return found
