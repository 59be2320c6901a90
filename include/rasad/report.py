"""What a run published, for a person at a terminal. Everything fetched is shown as plain text, never as markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from rasad.edges import snapshot, store
from rasad.plain import plain as harmless
from rasad.queries import catalogue
from rasad.settings import Settings

CLAIMS_PER_LANGUAGE = 40


def show(settings: Settings, console: Console) -> None:
    """Print the claims of the last run that brought any, the gates, the ledger, and where to look next."""
    path = snapshot.current(settings)
    queries = catalogue()
    with store.opened(path, read_only=True) as database:
        answers = {
            name: database.rows(queries[name].sql)
            for name in ("todays_claims", "gates_of_the_last_run", "ledger", "conflicts", "coverage", "gaps")
        }
        latest = database.rows("SELECT arg_max(batch_id, started_at) AS batch_id FROM runs")[0]["batch_id"]
        fresh = database.rows("SELECT count(*) AS n FROM pages WHERE run_id = :run", run=latest)[0]["n"]
    if not fresh:
        console.print(
            "\n[bold]Nothing new landed in this run.[/] These are the claims of the last run that brought any."
        )
    console.print(_claims(answers["todays_claims"]))
    shown = min(len(answers["todays_claims"]), sum(_shares(answers["todays_claims"]).values()))
    console.print(
        f"{shown} of {len(answers['todays_claims'])} claims; all of them: [bold]make sql Q=todays_claims[/]\n"
    )
    if answers["conflicts"]:
        console.print(_conflicts(answers["conflicts"]))
    console.print(_gates([*answers["gates_of_the_last_run"], snapshot.manifest(path)["gate"]]))
    console.print(ledger_line(answers["ledger"][0]))
    console.print(coverage_line(answers["coverage"], answers["gaps"]))
    console.print(_next_steps(path.parent, answers["todays_claims"]))


def ledger_line(ledger: Mapping[str, int]) -> str:
    """The ledger in one line; it says so when it does not add up."""
    fates = ("published", "duplicate", "irrelevant", "rejected", "quarantined", "discarded")
    total = " + ".join(f"{ledger[fate]} {fate}" for fate in fates)
    sign = "=" if ledger["landed"] == sum(ledger[fate] for fate in fates) else "≠"
    return f"Ledger: {ledger['landed']} landed {sign} {total}"


def coverage_line(outlets: Sequence[Mapping[str, Any]], gaps: Sequence[Mapping[str, Any]]) -> str:
    """What could be looked at, in one line: silence is only calm where somebody could look."""
    dark = [str(plain(row["outlet"])) for row in outlets if row["last_outcome"] not in ("new", "none_new")]
    told = f"Coverage: {len(outlets) - len(dark)} of {len(outlets)} outlets could be read"
    told += f"; not: {', '.join(dark)}" if dark else ""
    return told + (f"; {len(gaps)} gaps on record (make sql Q=gaps)" if gaps else "")


def plain(value: object) -> Text:
    """Fetched text for a table: harmless, and never markup."""
    return Text(harmless(value))


def _shares(claims: list[dict[str, Any]]) -> dict[str, int]:
    return {lang: min(CLAIMS_PER_LANGUAGE, sum(c["lang"] == lang for c in claims)) for lang in ("en", "fa")}


def _claims(claims: list[dict[str, Any]]) -> Table:
    table = Table(title="Claims: who says what, on whose word", show_lines=False, expand=True, title_justify="left")
    for heading, ratio in (("speaker", 3), ("cue", 2), ("content", 9), ("outlet chain", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    table.add_column("origins", justify="right", no_wrap=True)
    table.add_column("event date", no_wrap=True)
    table.add_column("evidence", ratio=4, overflow="fold", style="dim")
    left = _shares(claims)
    for claim in claims:
        if left.get(claim["lang"], 0) <= 0:
            continue
        left[claim["lang"]] -= 1
        said = (
            claim["content"]
            if claim["modality"] in ("asserted", "reported")
            else f"[{claim['modality']}] {claim['content']}"
        )
        table.add_row(
            plain(_speaker(claim)),
            plain(claim["cue"]),
            plain(said),
            plain(claim["chain"]),
            f"{claim['n_origins']} of {claim['n_outlets']}",
            plain(claim["event_date"]),
            plain(f"{claim['url']}#char={claim['start']},{claim['end']}"),
        )
    table.caption = (
        "origins: distinct origins of the claim, of the outlets that carry it; evidence: characters of the stored text"
    )
    return table


def _speaker(claim: Mapping[str, Any]) -> str:
    surface, name = claim["speaker"], claim["speaker_name"]
    if surface and name and name.casefold() not in surface.casefold():
        return f"{surface} ({name})"
    return str(surface or name or "—")


def _conflicts(conflicts: list[dict[str, Any]]) -> Table:
    table = Table(title="Contradictions", expand=True, title_justify="left")
    for heading, ratio in (("about", 1), ("earlier", 1), ("later", 1), ("earlier claim", 5), ("later claim", 5)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in conflicts[:20]:
        table.add_row(
            row["field"],
            plain(row["value_a"]),
            plain(row["value_b"]),
            plain(f"{row['earlier_outlet']}: {row['earlier_claim']}"),
            plain(f"{row['later_outlet']}: {row['later_claim']}"),
        )
    return table


def _gates(gates: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(title="Gates", title_justify="left")
    for heading in ("stage", "checks that held", "checks that failed"):
        table.add_column(heading)
    for gate in gates:
        table.add_row(gate["stage"], f"{gate['held']} of {gate['checks']}", gate["failed"] or "none")
    return table


def _next_steps(folder: Path, claims: list[dict[str, Any]]) -> str:
    claim_id = str(claims[0]["claim_id"])[:8] if claims else "<claim id>"
    return (
        f"\nPublished as {escape(str(_near(folder)))} (DuckDB and Parquet). Where to look next:\n"
        f"  [bold]{escape(str(_near(folder / snapshot.BRIEF['en'])))}[/]  the brief of the day; in Persian: {snapshot.BRIEF['fa']}\n"
        "  [bold]make up[/]                      the Airflow UI with every stage and gate\n"
        "  [bold]make sql[/]                     ask the tables (ready queries are listed)\n"
        f"  [bold]make evidence ID={claim_id}[/]  the archived page behind a claim, verified\n"
        "  [bold]python -m rasad verify[/]       prove the snapshot anew, down to the archive\n"
        "  [bold]make run SOURCES=live[/]        the real outlets"
    )


def _near(path: Path) -> Path:
    """A path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
