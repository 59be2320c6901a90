"""What waits in quarantine, for a person at a terminal. Everything fetched is shown as plain text, never as markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from shlex import quote

from rich.table import Table
from rich.text import Text

from rasad.model import Article, Rejected
from rasad.plain import plain
from rasad.review.waiting import Aside, Batch

LONGEST = 600
"""Characters of a row at fault that are shown."""


def overview(batches: Sequence[Batch]) -> Table | str:
    """One line a stage and reason."""
    if not batches:
        return "Nothing waits in quarantine."
    table = Table("stage.reason", title="Quarantine: what waits for a person", title_justify="left", expand=True)
    for heading in ("rows", "pages or versions"):
        table.add_column(heading, justify="right")
    for heading in ("since (UTC)", "a release is", "can be fixed", "why it matters"):
        table.add_column(heading, overflow="fold")
    for batch in batches:
        table.add_row(
            Text(plain(batch.name)),
            str(batch.n_waiting),
            str(batch.n_units),
            f"{batch.rows[0].quarantined_at.astimezone(UTC):%Y-%m-%d %H:%M}",
            "accepted" if batch.is_accepted else "judged again",
            ", ".join(batch.correctable) or "nothing",
            Text(plain(batch.notes)),
        )
    table.caption = "the rows: python -m rasad quarantine show <stage.reason>; to decide: ... release, discard, fix"
    return table


def rows_of(batches: Iterable[Batch], name: str) -> Iterator[tuple[Aside, Text]]:
    """The rows of one stage.reason, or the row whose id begins so, each as it is shown."""
    for batch in batches:
        for row in batch.rows:
            if batch.name == name or row.row_id.startswith(name):
                yield row, _row(batch, row)


def page(found: Article | Rejected) -> Text:
    """An archived page as the extractor reads it today."""
    if isinstance(found, Rejected):
        return Text(f"    the archived page is no article: {plain(found.reason)} {plain(found.detail)}")
    head = f"    {plain(found.title)}\n    {plain(found.byline)}  {found.published.value or 'no date'}"
    return Text(f"{head}\n\n{plain(found.text, lines=True)}")


def _row(batch: Batch, row: Aside) -> Text:
    fault = plain(json.dumps(row.fault, ensure_ascii=False, default=str))
    lines = [
        f"{row.row_id}  {batch.name} in {batch.table}, unit {row.unit_id}, set aside by run {row.batch_id}",
        f"    row at fault: {fault[:LONGEST]}{'…' if len(fault) > LONGEST else ''}",
    ]
    if row.times:
        lines.append(f"    it was released {row.times} times before and came back")
    if row.url:
        lines.append(f"    {plain(row.source_id)}: {plain(row.url)}")
        lines.append(f"    archived in {plain(row.archived)}: add --page to read it here")
        lines.append(f"    once published: python -m rasad evidence {quote(plain(row.url))}")
    return Text("\n".join(lines))
