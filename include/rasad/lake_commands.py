"""`python -m rasad lake`: what an operator does with a warehouse that is a DuckLake."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from rasad.errors import RasadError
from rasad.plain import plain

app = typer.Typer(
    help="A warehouse that is a DuckLake: its snapshots, what it held at one, and its upkeep.", no_args_is_help=True
)


@app.command()
def snapshots(most: Annotated[int, typer.Option(help="How many, the newest first.")] = 20) -> None:
    """List the states of the warehouse that can still be asked: number, instant, and what made it."""
    from rasad import settings
    from rasad.edges import lake_upkeep

    try:
        for row in lake_upkeep.snapshots(settings.load(), most):
            print(f"{row['snapshot_id']:>8}  {row['snapshot_time']:%Y-%m-%d %H:%M:%S}Z  {plain(row['told'])}")
    except RasadError as error:
        _stop(error)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One SELECT; tables are land.pages, claims.claims and so on.")],
    at: Annotated[int | None, typer.Option(help="Number of a snapshot; none is now.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
) -> None:
    """Ask the warehouse, as it is or as it was at a snapshot. It is opened to be read."""
    from rich.console import Console

    from rasad import answers, settings
    from rasad.edges import lake_upkeep

    if form not in answers.FORMATS:
        raise typer.BadParameter(
            f"{form} is no format; choose one of {', '.join(answers.FORMATS)}", param_hint="--format"
        )
    try:
        found = lake_upkeep.ask(settings.load(), statement, at)
    except RasadError as error:
        _stop(error)
    columns, rows = list(found[0]) if found else [], [tuple(row.values()) for row in found]
    if form == "csv":
        answers.write_csv(columns, rows, sys.stdout)
    elif form == "json":
        answers.write_json(columns, rows, sys.stdout)
    else:
        Console(width=None if sys.stdout.isatty() else 200).print(answers.table(columns, rows))


@app.command()
def compact(
    keep_days: Annotated[float, typer.Option(help="Snapshots younger than this stay.", min=0)] = 7,
) -> None:
    """Merge small files, forget snapshots that are older than --keep-days, and delete files that no snapshot needs."""
    from rasad import settings
    from rasad.edges import lake_upkeep

    try:
        for line in lake_upkeep.compact(settings.load(), keep_days):
            print(line, flush=True)
    except RasadError as error:
        _stop(error)


def _stop(error: RasadError) -> NoReturn:
    print(f"rasad: {error}", file=sys.stderr)
    raise typer.Exit(1) from error
