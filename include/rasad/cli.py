"""Commands for people and pipes: run the pipeline, filter a stage, query a snapshot."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)


@app.command()
def stage(name: Annotated[str, typer.Argument(help="clean, dedupe, tag or claims")]) -> None:
    """Run one text stage as a filter: JSON lines in, JSON lines out."""
    from rasad import filters

    filters.run(name)


@app.callback()
def main() -> None:
    """Rasad: claim tables from English and Persian news about Iranian politics."""
