"""Commands for people and pipes: run the pipeline, filter a stage, query a snapshot."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rasad import backup_commands, filters, outlet_commands
from rasad.errors import GateFailed, RasadError
from rasad.gazetteer_commands import app as gazetteer
from rasad.lake_commands import app as lake
from rasad.plain import logged, plain
from rasad.quality_commands import quality
from rasad.quarantine_commands import app as quarantine

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
app.add_typer(gazetteer, name="gazetteer")
app.command()(backup_commands.backup)
app.command()(backup_commands.restore)
app.add_typer(lake, name="lake")
app.command()(quality)
app.add_typer(quarantine, name="quarantine")
app.command()(outlet_commands.probe)
app.command("add-outlet")(outlet_commands.add_outlet)


@app.command()
def run() -> None:
    """Run the whole daily pipeline once, without Airflow."""
    from rasad import runner, settings

    try:
        runner.run(settings.load(), _tell)
    except RasadError as error:
        _stop(error)


@app.command()
def recheck() -> None:
    """Look again at the articles that are due: edits, retractions, moves. Without Airflow."""
    from rasad import runner, settings
    from rasad.edges import landing
    from rasad.orders import Order

    try:
        if count := landing.due(settings.load()):
            print(f"{count} articles are due for another look", flush=True)
            runner.run(settings.load(), _tell, Order(kind="recheck"))
        else:
            print("no article is due for another look")
    except RasadError as error:
        _stop(error)


@app.command()
def backfill(
    source: Annotated[str, typer.Argument(help="A WARC file, a file with one address a line, or a sitemap's address.")],
    outlet: Annotated[str, typer.Option(help="For a sitemap: the outlet that it belongs to.")] = "",
    since: Annotated[str, typer.Option(help="For a sitemap: first day, 2026-01-31.")] = "",
    until: Annotated[str, typer.Option(help="For a sitemap: last day.")] = "",
    most: Annotated[int, typer.Option(help="Records in one batch.")] = 500,
) -> None:
    """Load the past in bounded batches through all stages and gates; run again, it goes on where it stopped. Without Airflow."""
    from rasad import runner, settings
    from rasad.edges import landing
    from rasad.orders import order_from

    given = {"source": source, "outlet": outlet, "since": since, "until": until, "most": most}
    try:
        order = order_from({"kind": "backfill", **given})
        while True:
            runner.run(settings.load(), _tell, order)
            if not landing.is_unfinished(settings.load(), order):
                break
    except RasadError as error:
        _stop(error)


@app.command()
def stage(name: Annotated[str, typer.Argument(help=", ".join(filters.TEXT_STAGES))]) -> None:
    """Run one text stage as a filter: JSON lines in, JSON lines out."""
    if name not in filters.TEXT_STAGES:
        raise typer.BadParameter(f"{name} is no text stage; choose one of {', '.join(filters.TEXT_STAGES)}")
    filters.run(name)


@app.command()
def report() -> None:
    """Print what the last run published."""
    from rich.console import Console

    from rasad import settings
    from rasad.report import show

    # A pipe or a log has no width of its own; the table needs one.
    console = Console() if sys.stdout.isatty() else Console(width=180)
    try:
        show(settings.load(), console)
    except RasadError as error:
        _stop(error)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="A ready query; none lists them and reads SQL.")] = None,
    statement: Annotated[str | None, typer.Option("--sql", help="One SELECT of your own.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
    bom: Annotated[
        bool, typer.Option("--bom", help="CSV: begin with the mark that Excel needs to read Persian.")
    ] = False,
) -> None:
    """Ask the published snapshot: a ready query, or SQL of your own."""
    from rasad import settings
    from rasad.answers import FORMATS
    from rasad.shell import ask

    if form not in FORMATS:
        raise typer.BadParameter(f"{form} is no format; choose one of {', '.join(FORMATS)}", param_hint="--format")
    if query is not None and statement is not None:
        raise typer.BadParameter("a ready query or --sql, not both", param_hint="--sql")
    try:
        ask(settings.load(), query, statement, form, bom=bom)
    except RasadError as error:
        _stop(error)


@app.command()
def verify(
    snapshot: Annotated[Path | None, typer.Argument(help="A snapshot's folder; none is the current one.")] = None,
    sample: Annotated[int | None, typer.Option(help="Articles to read again from the archive; none is all.")] = None,
) -> None:
    """Prove a snapshot anew: its files, tables, gates, archive and evidence. Exit code 2 when something does not hold."""
    from rasad import settings
    from rasad.edges import proof
    from rasad.edges.snapshot import CURRENT

    installation = settings.load()
    try:
        folder = proof.require(snapshot or installation.published / CURRENT)
        failed = 0
        for finding in proof.verify(installation, folder, most=sample):
            _tell(str(finding))
            failed += len(finding.faults)
    except RasadError as error:
        _stop(error)
    print(f"snapshot {folder.name}: {f'{failed} faults' if failed else 'everything holds'}")
    raise typer.Exit(2 if failed else 0)


@app.command()
def rebuild(
    into: Annotated[Path, typer.Argument(help="A new folder for the warehouse and its snapshot.")],
) -> None:
    """Build everything again from the archive alone, and compare with what is published. Exit code 2 when tables differ."""
    from rasad import settings
    from rasad.edges import rebuilding

    installation = settings.load()
    try:
        there = rebuilding.rebuild(installation, into, _tell)
        found = list(rebuilding.compare(installation, there))
    except RasadError as error:
        _stop(error)
    for one in found:
        print(f"{'equal ' if one.equal else 'DIFFER'}  {one.table}: {one.published} published, {one.rebuilt} rebuilt")
    raise typer.Exit(0 if all(one.equal for one in found) else 2)


@app.command()
def export(
    form: Annotated[str, typer.Argument(help="jsonld.")],
    out: Annotated[Path | None, typer.Option(help="File to write; none is standard output.")] = None,
    run: Annotated[str | None, typer.Option(help="Only the claims of this run.")] = None,
) -> None:
    """Write the published claims for other systems: jsonld (schema.org Claim, Quotation, NewsArticle)."""
    from rasad import jsonld, settings

    if form != "jsonld":
        raise typer.BadParameter(f"{form} is no form; there is jsonld, and `sql --format csv` for tables")
    try:
        if out is None:
            jsonld.export(settings.load(), sys.stdout, run=run)
            return
        with out.open("w", encoding="utf-8") as stream:
            count = jsonld.export(settings.load(), stream, run=run)
        print(f"{count} things written to {out}")
    except RasadError as error:
        _stop(error)


@app.command()
def evidence(
    what: Annotated[str, typer.Argument(help="A claim id (its beginning is enough), or the address of an article.")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Print the archived record behind a claim or an address, verified. Exit code 2 when it is damaged."""
    from rich.console import Console

    from rasad import evidence as proof
    from rasad import settings

    console = Console() if sys.stdout.isatty() else Console(width=180)
    try:
        raise typer.Exit(proof.tell(settings.load(), what, console, as_json=as_json))
    except RasadError as error:
        _stop(error)


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(help="A claim id; its beginning is enough.")],
    warehouse: Annotated[bool, typer.Option(help="Look in the warehouse, not in the published snapshot.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show why a claim is there: its sentence with the spans marked, the rule, what decided, and the chain."""
    from rich.console import Console

    from rasad import explanation, settings

    console = Console() if sys.stdout.isatty() else Console(width=180)
    try:
        explanation.tell(settings.load(), claim, console, warehouse=warehouse, as_json=as_json)
    except RasadError as error:
        _stop(error)


@app.command()
def docs(check: Annotated[bool, typer.Option(help="Only say whether they are current.")] = False) -> None:
    """Write docs/TABLES.md, docs/PIPELINE.md and docs/SOURCES.md from the contracts and outlet files."""
    from rasad import handbook

    stale = handbook.write(check=check)
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run make docs", file=sys.stderr)
        raise typer.Exit(1)


@app.callback()
def main() -> None:
    """Rasad: claim tables from English and Persian news about Iranian politics."""


def _tell(message: str) -> None:
    print(logged(message), flush=True)


def _stop(error: RasadError) -> None:
    print(f"rasad: {plain(error, lines=True)}", file=sys.stderr)
    raise typer.Exit(2 if isinstance(error, GateFailed) else 1) from error
