"""One required action of the review: its headline and its body in Markdown. Fetched text in it is shown, and does nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from rasad.plain import plain
from rasad.review.waiting import Aside, Batch
from rasad.work import Row

RELEASE, DISCARD, FIX, LEAVE = "Release", "Discard", "Fix and replay", "Leave"
OPTIONS = (RELEASE, DISCARD, FIX, LEAVE)
SAMPLE = 5
"""Rows that are shown; the page of Rasad shows them all."""
LONGEST = 160
"""Characters of one value that are shown."""
PAGE = "/rasad"
"""Where the page of Rasad is mounted in the Airflow UI; see plugins/rasad_page.py."""
# Everything that Markdown or a template of Airflow is made of. As character references they are text.
_ACTS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~$^=&:/@\"'%]")
# GitHub's Markdown, which Airflow speaks, makes links of addresses even where they are spelled by references. A comment, of which
# nothing is shown or copied, keeps their parts from being one word.
_LINKS_ITSELF = re.compile(r"(?<=www)(?=\.)|(?=:)|(?=@)", re.IGNORECASE)
_APART = "\N{OBJECT REPLACEMENT CHARACTER}"


def subject(batch: Batch) -> str:
    """The headline: how many rows of which stage for which reason."""
    return f"{batch.stage}: {_count(batch.n_waiting, 'row')} set aside by {batch.reason}"


def body(batch: Batch) -> str:
    """What somebody needs to decide: why it matters, what each option does, a sample, and where to look further."""
    parts = [
        f"**{_text(batch.notes)}**",
        f"{_count(len(batch.rows), 'row')} of {_count(batch.n_units, 'page or version', 'pages or versions')}"
        + (f", the oldest of {batch.n_waiting} that wait" if batch.n_waiting > len(batch.rows) else "")
        + ". Your answer is about all of them; to decide row by row: `python -m rasad quarantine`.",
        "\n".join(_table(batch)),
        "\n".join(_options(batch)),
        _links(batch),
    ]
    return "\n\n".join(parts)


def _table(batch: Batch) -> Iterator[str]:
    yield "| row | outlet and page | what the gate saw |"
    yield "|---|---|---|"
    for row in batch.rows[:SAMPLE]:
        yield f"| `{row.row_id[:8]}` | {_article(row)} | {_fault(row.fault)} |"


def _article(row: Aside) -> str:
    parts = [_text(row.source_id)] if row.source_id else []
    parts += [_text(row.url)] if row.url else [f"unit {_text(row.unit_id)}"]
    parts += [f"archived in {_text(row.archived)}"] if row.archived else []
    parts += [f"**released {row.times} times before, and came back**"] if row.times else []
    return ", ".join(parts)


def _fault(fault: Row) -> str:
    shown = ((name, value) for name, value in fault.items() if name != "unit_id" and value not in (None, ""))
    return "; ".join(f"{_text(name)} = {_text(_short(value))}" for name, value in shown)


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _options(batch: Batch) -> Iterator[str]:
    again = (
        "exactly these findings pass, should they come again; everything else about the rows is judged as ever."
        if batch.is_accepted
        else "the same gate judges them again. **What still fails makes the run red and comes back: mend the cause first.**"
    )
    fields = ", ".join(f"`{name}`" for name in batch.correctable)
    yield f"* **{RELEASE}**: the next run takes the rows up, and {again}"
    yield f"* **{DISCARD}**: the pages or versions stay aside for good; the ledger counts them."
    if fields:
        yield f"* **{FIX}**: set {fields} below, one `field = value` a line; the next run takes the rows up with it."
    else:
        yield f"* **{FIX}**: nothing can be corrected by hand in {batch.stage}."
    yield f"* **{LEAVE}**: nothing happens; you are asked again."


def _links(batch: Batch) -> str:
    chosen = urlencode({"stage": batch.stage, "reason": batch.reason, "status": "open"})
    report = urlencode({"stage": batch.stage, "batch": batch.rows[0].batch_id})
    return (
        f"Look further: [all rows with what the gate saw]({PAGE}/quarantine?{chosen}) · "
        f"[the report of the gate]({PAGE}/gate?{report}) · the archived page of a row: "
        f"`python -m rasad quarantine show {batch.rows[0].row_id[:8]} --page`"
    )


def _text(value: object) -> str:
    """Fetched text for Markdown: on one line, controls and direction marks spelled out, nothing that could act."""
    apart = _LINKS_ITSELF.sub(_APART, plain(" ".join(str(value).split())).replace(_APART, "⟨U+FFFC⟩"))
    return _ACTS.sub(lambda found: f"&#{ord(found[0])};", apart).replace(_APART, "<!-- -->")


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
