"""`python -m rasad backup` and `restore`: an installation put away, looked at, and put back."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rasad.errors import RasadError
from rasad.plain import logged, plain

Where = Annotated[str, typer.Argument(help="A folder, or an address that fsspec knows (s3://bucket/rasad).")]
Name = Annotated[str | None, typer.Option(help="Which backup; none is the newest.")]


def backup(
    where: Where,
    keep: Annotated[int | None, typer.Option(min=1, help="Backups that stay; none is all.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Take none: read one again and compare every digest.")] = False,
    name: Name = None,
) -> None:
    """Put archive, warehouse and snapshot away; only what is new is copied. Exit code 2 when a check finds damage."""
    from rasad import settings
    from rasad.edges import backups
    from rasad.edges.shared import Shared

    try:
        storage = Shared(where)
        if not check:
            backups.take(settings.load(), storage, _tell, keep=keep)
            return
        faults = 0
        for fault in backups.check(storage, _tell, name):
            _tell(f"FAILS  {fault}")
            faults += 1
    except RasadError as error:
        _stop(error)
    print(f"backup {name or 'newest'}: {f'{faults} faults' if faults else 'everything holds'}")
    raise typer.Exit(2 if faults else 0)


def restore(where: Where, name: Name = None) -> None:
    """Fill an empty data folder (RASAD_DATA) from a backup, every file compared with its digest."""
    from rasad import settings
    from rasad.edges import backups
    from rasad.edges.shared import Shared

    try:
        backups.restore(settings.load(), Shared(where), _tell, name)
    except RasadError as error:
        _stop(error)
    print("prove it: python -m rasad verify")


def _tell(message: str) -> None:
    print(logged(message), flush=True)


def _stop(error: RasadError) -> None:
    print(f"rasad: {plain(error, lines=True)}", file=sys.stderr)
    raise typer.Exit(1) from error
