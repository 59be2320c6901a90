"""Gates: how each check fared in the last runs, and the report of one gate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from rasad.contracts import contract
from rasad.markup import Html, fetched, joined, tag
from rasad.model import STAGES
from rasad.page import runs
from rasad.page.asked import Asked
from rasad.page.desk import Desk, NothingThere, Row
from rasad.page.frame import Page, Place, badge, facts, figure, instant, number, row, table

RUNS = 20
_SIZE = 10


def trends(desk: Desk, asked: Asked, place: Place) -> Page:
    """Every check with its last runs, failing ones first."""
    verdicts = desk.watch("verdicts", stage=asked.stage, most=RUNS)
    checks = [
        list(found) for _, found in groupby(verdicts, key=lambda v: (v["stage"], v["table_name"], v["expectation"]))
    ]
    stages = [name for name in STAGES if any(check[0]["stage"] == name for check in checks)]
    return Page(
        f"Gates of {asked.stage}" if asked.stage else "Gates",
        "gates",
        [
            tag(
                "p",
                f"The last {RUNS} judged runs, the newest on the right. A failed critical check stops promotion; a warning is only shown.",
                class_="note",
            ),
            *(_stage(name, [check for check in checks if check[0]["stage"] == name], place) for name in stages),
            None if checks else tag("p", "No gate has judged anything yet.", class_="empty"),
        ],
    )


def one(desk: Desk, asked: Asked, place: Place) -> Page:
    """The report of one gate: what failed, why it matters, what to do, and the way to the task.

    Named by batch and stage, or by what the scheduler calls the run and the task.
    """
    run = runs.find(desk, asked)
    stage = asked.stage or asked.task_id.partition(".")[0]
    if stage not in STAGES:
        return runs.one(desk, asked, place)
    verdicts = desk.watch("gate", batch=run["batch_id"], stage=stage)
    if not verdicts:
        raise NothingThere(f"the gate of {stage} has not judged the run {run['batch_id']} yet")
    promise = contract(stage)
    failed = [verdict for verdict in verdicts if not verdict["success"]]
    stops = any(verdict["severity"] == "critical" for verdict in failed)
    content = [
        facts(
            [
                ("run", place.to(run["batch_id"], "run", batch=run["batch_id"])),
                ("judged", instant(verdicts[0]["checked_at"])),
                ("held", f"{len(verdicts) - len(failed)} of {len(verdicts)}"),
                ("task", _task(run, stage, place)),
                ("trend", place.to("the last runs", "gates", stage=stage)),
            ]
        ),
        tag(
            "div",
            tag("p", tag("b", "Red means: "), promise.red_means),
            tag("p", tag("b", "What to do: "), promise.remedy),
            tag("p", place.to("Rows that were set aside", "quarantine", batch=run["batch_id"], stage=stage)),
            class_="alert",
            role="note",
        )
        if stops
        else None,
        table(
            "Verdicts, failures first",
            ("check", "result", "severity", "table", figure("rows at fault"), "observed", "why it matters"),
            (_verdict(verdict) for verdict in verdicts),
            "",
        ),
    ]
    return Page(f"Gate of {stage}", "gates", content)


def _task(run: Row, stage: str, place: Place) -> Html | None:
    return place.task(run["external_run_id"], f"{stage}.audit", f"{stage}.audit") if run["external_run_id"] else None


def _stage(name: str, checks: Sequence[Sequence[Row]], place: Place) -> Html:
    steady = [check for check in checks if all(verdict["success"] for verdict in check)]
    shaky = sorted((check for check in checks if check not in steady), key=lambda check: check[0]["success"])
    return joined(
        tag("h2", name),
        _checks(f"Checks of {name} that failed in the last {RUNS} runs", shaky, place) if shaky else None,
        tag(
            "details",
            tag("summary", f"{len(steady)} of {len(checks)} checks held in all of them"),
            _checks(f"Checks of {name} that held", steady, place),
        )
        if steady
        else None,
    )


def _checks(caption: str, checks: Sequence[Sequence[Row]], place: Place) -> Html:
    heads = ("check", "now", "severity", figure("failed in"), f"last {RUNS} runs", figure("rows at fault"))
    return table(caption, heads, (_check(check, place) for check in checks), "")


def _check(check: Sequence[Row], place: Place) -> Html:
    newest = check[0]
    failures = sum(not verdict["success"] for verdict in check)
    return row(
        place.to(newest["expectation"], "gate", batch=newest["batch_id"], stage=newest["stage"]),
        _result(newest),
        newest["severity"],
        tag("td", f"{failures} of {len(check)}", class_="number"),
        tag("td", trend(check), class_="chart"),
        number(newest["unexpected_count"]),
        alarm=not newest["success"],
    )


def trend(check: Sequence[Row]) -> Html:
    """A mark for each run, oldest first: a low one where the check held, a high one where it failed."""
    marks: Iterable[Html] = (
        tag("rect", x=n * _SIZE, width=_SIZE - 2, y=8, height=4, rx=1, class_="held")
        if verdict["success"]
        else tag("rect", x=n * _SIZE, width=_SIZE - 2, y=0, height=12, rx=1, class_=verdict["severity"])
        for n, verdict in enumerate(reversed(check))
    )
    width = _SIZE * len(check)
    return tag("svg", *marks, class_="trend", viewBox=f"0 0 {width} 12", width=width, height=12, aria_hidden="true")


def _result(verdict: Row) -> Html:
    if verdict["success"]:
        return badge("held", "good")
    return badge("failed", "bad" if verdict["severity"] == "critical" else "warn")


def _verdict(verdict: Row) -> Html:
    return row(
        verdict["expectation"],
        _result(verdict),
        verdict["severity"],
        verdict["table_name"],
        number(verdict["unexpected_count"]),
        fetched(_observed(verdict["observed"])),
        verdict["notes"],
        alarm=not verdict["success"],
    )


def _observed(value: str | None) -> str:
    found = json.loads(value) if value else None
    if isinstance(found, dict):
        found = ", ".join(f"{name.replace('_', ' ')} {seen}" for name, seen in found.items())
    return "–" if found is None else str(found)[:300]
