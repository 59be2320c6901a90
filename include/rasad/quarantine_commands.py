"""`python -m rasad quarantine ...`: for whoever decides on the rows that a gate set aside, at a terminal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasad.plain import plain

if TYPE_CHECKING:
    from rasad.review.decision import Action

app = typer.Typer(
    help="List the rows that gates set aside, and decide on them: release, discard, or fix and replay."
    " The same in the browser: the DAG review, under Required Actions.",
)

Rows = Annotated[list[str] | None, typer.Argument(help="Ids of rows; their beginning is enough.")]
All = Annotated[str, typer.Option("--all-of", help="Instead of ids: every open row of one stage.reason.")]
By = Annotated[str, typer.Option(help="Who decides: your name. Kept with the decision.")]
Why = Annotated[str, typer.Option(help="Why. Kept with the decision.")]


@app.callback(invoke_without_command=True)
def listed(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: every open row.")] = False,
) -> None:
    """List what waits, or decide with one of the commands."""
    if context.invoked_subcommand is not None:
        return
    from rasad import settings
    from rasad.errors import RasadError
    from rasad.review.waiting import waiting

    try:
        batches = waiting(settings.load())
    except RasadError as error:
        _stop(error)
    if as_json:
        print(json.dumps([asdict(batch) for batch in batches], ensure_ascii=False, default=str))
        return
    from rich.console import Console

    from rasad.review.terminal import overview

    console = Console() if sys.stdout.isatty() else Console(width=180)
    console.print(overview(batches))


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A stage.reason of the list, or the id of a row.")],
    most: Annotated[int, typer.Option(min=1, help="Rows shown.")] = 20,
    page: Annotated[
        bool, typer.Option("--page", help="With the archived page behind each, as the extractor reads it.")
    ] = False,
) -> None:
    """Show the rows of one reason, or one row: what is wrong with it, its article and the way to the archived page."""
    from rich.console import Console

    from rasad import settings
    from rasad.errors import RasadError
    from rasad.review import terminal
    from rasad.review.archived import article_of
    from rasad.review.waiting import waiting

    console = Console() if sys.stdout.isatty() else Console(width=180)
    try:
        installation = settings.load()
        shown = list(terminal.rows_of(waiting(installation), name))
        for row, told in shown[:most]:
            console.print(told)
            if page:
                console.print(terminal.page(article_of(installation, row)))
    except RasadError as error:
        _stop(error)
    print(f"{min(most, len(shown))} of {len(shown)} open rows of {name}")


@app.command()
def release(by: By, why: Why, rows: Rows = None, all_of: All = "") -> None:
    """Have rows taken up by the next run: the same gate judges them again.

    Where the contract leaves a finding to people (the list says "accepted"), your release lets exactly that finding pass: same
    rule, same unit, same row. Everywhere else a row that still fails makes the gate red again and comes back; mend the cause first.
    """
    _decide("release", by, why, rows, all_of)


@app.command()
def discard(by: By, why: Why, rows: Rows = None, all_of: All = "") -> None:
    """Put rows aside for good. Their page or version is never taken up again, and the ledger counts it as discarded."""
    _decide("discard", by, why, rows, all_of)


@app.command()
def fix(
    by: By,
    why: Why,
    values: Annotated[
        list[str], typer.Option("--set", help="field=value, as often as needed; the value null empties the field.")
    ],
    rows: Rows = None,
    all_of: All = "",
) -> None:
    """Correct fields of a unit and have it taken up by the next run. The archived page is never changed.

    In clean: published_at (2026-11-20T08:30:00+03:30) and byline. In claims: leave_out, the ids of claims that are not taken over.
    """
    correction: dict[str, Any] = {}
    for value in values:
        field, sign, said = value.partition("=")
        if not sign:
            raise typer.BadParameter(f"{value}: write field=value", param_hint="--set")
        correction[field.strip()] = None if said == "null" else said
    _decide("fix", by, why, rows, all_of, correction)


def _decide(
    action: Action, by: str, why: str, rows: list[str] | None, all_of: str, correction: dict[str, Any] | None = None
) -> None:
    from rasad import settings
    from rasad.errors import RasadError
    from rasad.review.deciding import decide
    from rasad.review.decision import decision_from
    from rasad.review.waiting import named, waiting

    if bool(rows) == bool(all_of):
        raise typer.BadParameter("name rows, or --all-of one stage.reason", param_hint="rows")
    try:
        installation = settings.load()
        ids = named(waiting(installation), rows or [], all_of)
        said = {"action": action, "by": by, "why": why, "rows": ids, "at": datetime.now(UTC)}
        decided = decide(installation, decision_from(said | {"correction": correction or {}}))
    except RasadError as error:
        _stop(error)
    units = len({row["unit_id"] for row in decided})
    told = {"release": "released", "discard": "discarded", "fix": "corrected and released"}[action]
    print(f"{len(decided)} rows of {units} units {told}")
    if action != "discard":
        print("the next run takes them up: python -m rasad run, or trigger the DAG iran_news")


def _stop(error: Exception) -> None:
    print(f"rasad: {plain(error, lines=True)}", file=sys.stderr)
    raise typer.Exit(1) from error
