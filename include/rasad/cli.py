"""Commands for people and pipes: run the pipeline, filter a stage, query a snapshot."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rasad.errors import GateFailed, RasadError

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
TEXT_STAGES = ("clean", "dedupe", "tag", "claims")


@app.command()
def run() -> None:
    """Run the whole daily pipeline once, without Airflow."""
    from rasad import runner, settings

    try:
        runner.run(settings.load(), lambda message: print(message, flush=True))
    except RasadError as error:
        _stop(error)


@app.command()
def stage(name: Annotated[str, typer.Argument(help=", ".join(TEXT_STAGES))]) -> None:
    """Run one text stage as a filter: JSON lines in, JSON lines out."""
    from rasad import filters

    if name not in TEXT_STAGES:
        raise typer.BadParameter(f"{name} is no text stage; choose one of {', '.join(TEXT_STAGES)}")
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
) -> None:
    """Ask the published snapshot: a ready query, or SQL of your own."""
    from rasad import settings
    from rasad.shell import ask

    try:
        ask(settings.load(), query)
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


def _stop(error: RasadError) -> None:
    print(f"rasad: {error}", file=sys.stderr)
    raise typer.Exit(2 if isinstance(error, GateFailed) else 1) from error
