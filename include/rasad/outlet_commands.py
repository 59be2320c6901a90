"""`python -m rasad probe` and `add-outlet`: what a site gives, and the file of a new outlet."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from rasad.errors import RasadError
from rasad.plain import plain


def probe(
    outlet: Annotated[str, typer.Argument(help="An outlet's id or file; or the domain or address of a new site.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines: one JSON object.")] = False,
) -> None:
    """Ask an outlet, politely, what its robots.txt, feeds, sitemaps and front pages give."""
    from rich.console import Console

    from rasad import probe_report, settings
    from rasad.edges import probe as probing

    progress = Console(stderr=True)
    try:
        installation = settings.load()
        target = probing.find_target(installation, outlet)
        with progress.status("starting") as status:
            # Where nobody watches a spinner, every step is a line.
            tell = status.update if progress.is_terminal else progress.print
            report = probing.probe(installation, target, lambda step: tell(probe_report.shown(step)))
    except RasadError as error:
        _stop(error)
    if as_json:
        print(probe_report.as_json(report))
    else:
        probe_report.show(report, Console() if sys.stdout.isatty() else Console(width=180))
    if not report.usable:
        raise typer.Exit(1)


def add_outlet(
    outlet: Annotated[str, typer.Argument(help="Its new id, like nile-post.")],
    domain: Annotated[str | None, typer.Option(help="Its bare host, like nile.example.")] = None,
    name_en: Annotated[str | None, typer.Option(help="Name in English.")] = None,
    name_fa: Annotated[str | None, typer.Option(help="Name in Persian.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="Language it publishes in, the main one first.")] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166 code of the country it works from.")] = None,
    affiliation: Annotated[str | None, typer.Option(help="Class of the outlet; none is unclassified.")] = None,
    group: Annotated[str | None, typer.Option(help="Publisher group.")] = None,
    feed: Annotated[list[str] | None, typer.Option(help="Address of a feed.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Folder of outlet files; none is include/sources.")] = None,
) -> None:
    """Start the file of a new outlet: off, with everything that you do not say left unchecked."""
    from rasad import scaffold

    languages = tuple(code for codes in language or () for code in codes.split(","))
    given = scaffold.Given(
        outlet, domain, name_en, name_fa, languages, country, affiliation, group, feeds=tuple(feed or ())
    )
    ask = partial(typer.prompt, show_default=True) if sys.stdin.isatty() and sys.stdout.isatty() else None
    try:
        path = scaffold.add_outlet(given, folder or scaffold.SOURCES, ask)
    except RasadError as error:
        _stop(error)
    print("\n".join(scaffold.next_steps(path)))


def _stop(error: RasadError) -> None:
    print(f"rasad: {plain(error, lines=True)}", file=sys.stderr)
    raise typer.Exit(1) from error
