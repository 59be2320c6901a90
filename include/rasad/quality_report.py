"""How the gates fared over the last runs, for a terminal: each stage, each rule that was ever broken, one rule by outlet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rasad.edges import gate_pages, operations, store
from rasad.errors import RasadError
from rasad.model import STAGES
from rasad.plain import plain
from rasad.settings import SQL, Settings

_BARS = "▁▂▃▄▅▆▇█"
Rows = Sequence[dict[str, Any]]


def show(settings: Settings, console: Console, stage: str, rule: str, outlet: str, runs: int) -> None:
    """Print the trends. Raises RasadError before the first run, and for a stage that there is not."""
    if stage and stage not in STAGES:
        raise RasadError(f"{stage} is no stage; choose one of {', '.join(STAGES)}")
    copy = operations.newest(settings)
    if copy is None:
        raise RasadError("no gate has judged anything yet: python -m rasad run")
    asked = {"stage": stage, "rule": rule, "runs": runs}
    with store.opened(copy, read_only=True) as database:
        gates = database.rows(_sql("gates"), runs=runs)
        trends = database.rows(_sql("trend"), outlet=outlet, **asked)
        outlets = database.rows(_sql("outlets"), **asked) if rule and not outlet else []
    if not (stage or rule or outlet):
        console.print(_gates(gates))
    console.print(_trends(trends, keep_all=bool(rule or outlet)))
    if outlets:
        console.print(_by_outlet(outlets))
    console.print(f"pages: {gate_pages.index(settings)}", soft_wrap=True, highlight=False)


def remake(settings: Settings, batch_id: str) -> None:
    """Render the pages of one run again. Raises RasadError where nothing is kept of it."""
    if not gate_pages.remake(settings, batch_id):
        raise RasadError(f"no gate of a run {batch_id} is kept in {settings.quality}")


def _sql(name: str) -> str:
    return (SQL / "0_ledger" / f"{name}.sql").read_text(encoding="utf-8").rstrip().rstrip(";")


def _gates(rows: Rows) -> Table:
    table = Table("run", "state", *STAGES, title="Rules that held")
    for batch_id, of_run in _grouped(rows, lambda row: row["batch_id"]):
        cells = {row["stage"]: row for row in of_run}
        table.add_row(batch_id, of_run[0]["state"], *(_cell(cells.get(stage)) for stage in STAGES))
    return table


def _cell(row: dict[str, Any] | None) -> Text:
    if row is None:
        return Text("not judged", style="dim")
    found = Text(f"{row['n_held']} of {row['n_rules']}", style="bold red" if row["red"] else "")
    for name in [*(row["red"] or ()), *(row["warnings"] or ())]:
        found.append(f"\n{name}")
    return found


def _trends(rows: Rows, *, keep_all: bool) -> Table:
    table = Table("stage", "rule", "severity", "share at fault, oldest run first", "last", "rows", "verdict")
    for (stage, rule), of_rule in _grouped(rows, lambda row: (row["stage"], row["expectation"])):
        last = of_rule[-1]
        if keep_all or last["most_at_fault"]:
            verdict = Text("held") if last["success"] else Text("broken", style="bold red")
            bars = bar(row["share"] for row in of_rule)
            table.add_row(stage, rule, last["severity"], bars, _percent(last["share"]), str(last["n_rows"]), verdict)
    table.title = "Rules by share of rows at fault" if keep_all else "Rules that any row of these runs broke"
    return table


def _by_outlet(rows: Rows) -> Table:
    table = Table("outlet", "share at fault, oldest run first", "last", "rows", "at fault", title="By outlet")
    found = _grouped(rows, lambda row: row["source_id"])
    for outlet, of_outlet in sorted(found, key=lambda pair: (-(pair[1][-1]["share"] or 0), pair[0])):
        last, bars = of_outlet[-1], bar(row["share"] for row in of_outlet)
        table.add_row(plain(outlet), bars, _percent(last["share"]), str(last["n_rows"]), str(last["n_at_fault"]))
    return table


def _grouped(rows: Rows, key: Callable[[dict[str, Any]], Any]) -> list[tuple[Any, list[dict[str, Any]]]]:
    return [(name, list(group)) for name, group in groupby(rows, key)]


def _percent(share: float | None) -> str:
    return "no rows" if share is None else f"{share:.1%}"


def bar(shares: Iterable[float | None]) -> str:
    """One sign a run: empty where no row was judged, a dot where none was at fault, then eight heights from 0 to 1."""
    return "".join(
        " " if share is None else "·" if not share else _BARS[min(len(_BARS) - 1, int(share * len(_BARS)))]
        for share in shares
    )
