"""`python -m rasad gazetteer ...`: for whoever keeps the gazetteer."""

from __future__ import annotations

import sys

import typer

app = typer.Typer(no_args_is_help=True, help="Check the gazetteer.")


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
