"""The command that shows how the gates fared."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rasad.errors import RasadError


def quality(
    stage: Annotated[str, typer.Option(help="Only this stage.")] = "",
    rule: Annotated[str, typer.Option(help="One expectation or check, also by outlet.")] = "",
    outlet: Annotated[str, typer.Option(help="Rows of one outlet, like med:karaneh.")] = "",
    runs: Annotated[int, typer.Option(min=1, help="How many of the last runs.")] = 14,
    pages: Annotated[str, typer.Option(help="Render the pages of this run again.")] = "",
) -> None:
    """Show how the gates fared over the last runs: verdicts, shares of rows at fault, by outlet."""
    from rich.console import Console

    from rasad import quality_report, settings

    console = Console() if sys.stdout.isatty() else Console(width=180)
    try:
        if pages:
            quality_report.remake(settings.load(), pages)
        quality_report.show(settings.load(), console, stage, rule, outlet, runs)
    except RasadError as error:
        print(f"rasad: {error}", file=sys.stderr)
        raise typer.Exit(1) from error
