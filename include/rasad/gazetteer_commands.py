"""`python -m rasad gazetteer ...`: for whoever keeps the gazetteer."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Check the gazetteer, and see whom it may lack.")


@app.command()
def check() -> None:
    """Say everything that is wrong with the gazetteer's files. Exit code 1 when something is."""
    from rasad import settings
    from rasad.errors import RasadError
    from rasad.gazetteer import check as faults_of
    from rasad.gazetteer import load

    try:
        installation = settings.load()
        faults: tuple[RasadError, ...] = faults_of(installation)
        if not faults:
            gazetteer = load(installation)
            names = sum(len((*e.strong(), *e.weak.each(), *e.at_home.each())) for e in gazetteer.entities.values())
            print(f"{len(gazetteer.entities)} entities, {names} names, nothing wrong (version {gazetteer.version})")
            return
    except RasadError as error:
        faults = (error,)
    for fault in faults:
        print(f"rasad: {fault}", file=sys.stderr)
    raise typer.Exit(1)


@app.command()
def candidates(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, 2026-01-31; none is the newest week.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Names shown.")] = 40,
) -> None:
    """Names of the published snapshot that the gazetteer does not know, the most frequent first, with their places."""
    from rich.console import Console

    from rasad import candidates as listing
    from rasad import settings
    from rasad.errors import RasadError

    try:
        found = listing.candidates(settings.load(), since.date() if since else None)
    except RasadError as error:
        print(f"rasad: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
    console = Console() if sys.stdout.isatty() else Console(width=180)
    console.print(listing.table_of(found[:most]))
    print(f"{min(most, len(found))} of {len(found)} names; all of them by week: python -m rasad sql {listing.QUERY}")
