"""The generated docs: tables, stages and outlets, written from the same files that the pipeline reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rasad.catalogue import read_outlets
from rasad.contracts import Contract, Table, contracts
from rasad.queries import catalogue
from rasad.settings import INCLUDE, ROOT

_NOTE = "<!-- Written by `make docs` from {origin}. Do not edit. -->\n"


def write(folder: Path = ROOT / "docs", *, check: bool = False) -> list[str]:
    """Write the generated pages; returns the names of those that were out of date. With `check` nothing is written."""
    stale = []
    for name, lines in (("TABLES.md", tables()), ("PIPELINE.md", pipeline()), ("SOURCES.md", sources())):
        content = "\n".join(lines) + "\n"
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
            if not check:
                path.write_text(content, encoding="utf-8")
    return stale


def tables() -> Iterator[str]:
    """The readers' tables and ready queries."""
    publish = contracts()[-1]
    yield _NOTE.format(origin="include/contracts/7_publish.yml and sql/queries")
    yield "# The published tables\n"
    yield "One DuckDB file a run, `data/published/current/rasad.duckdb`, and the same tables as Parquet beside it."
    yield "Ids end in `_id`, instants in `_at` (UTC), counts begin with `n_`. Offsets count Unicode code points of `body`,"
    yield 'end exclusive: `substr(body, start + 1, "end" - start) = exact`. Every column carries its meaning as a comment.\n'
    for name, table in publish.tables.items():
        yield f"- [`{name}`](#{name}): one row is {table.grain}"
    for name, table in publish.tables.items():
        yield from _table(name, table)
    yield "\n## Ready queries\n"
    yield "`make sql Q=<query>`\n"
    yield "| query | the question it answers |\n|---|---|"
    yield from (f"| `{query.name}` | {query.question} |" for query in catalogue().values())


def pipeline() -> Iterator[str]:
    """The stages, their tables and their gates."""
    yield _NOTE.format(origin="include/contracts")
    yield "# The stages and their gates\n"
    yield "Each stage writes candidate rows, its gate audits exactly those, and promotion moves them in one transaction."
    yield "A *critical* failure promotes nothing and sets the rows at fault aside; a *warning* is recorded and shown.\n"
    for promise in contracts():
        yield from _stage(promise)


def _stage(promise: Contract) -> Iterator[str]:
    yield f"## {promise.number}. {promise.stage}\n"
    yield f"*{promise.question}*\n"
    yield f"Takes {promise.takes}. Gives {promise.gives}.\n"
    yield f"**A red gate means:** {promise.red_means}\n"
    yield f"**What to do:** {promise.remedy.strip()}\n"
    yield "| gate | table | severity | why |\n|---|---|---|---|"
    for name, table in promise.tables.items():
        yield from (f"| `{e.name}` | `{name}` | {e.severity} | {e.notes} |" for e in table.expectations)
        yield from (f"| `{c.name}` | `{name}` | {c.severity} | {c.notes} |" for c in promise.checks if c.table == name)
    yield ""
    if promise.namespace != "main":
        for name, table in promise.tables.items():
            yield from _table(f"{promise.namespace}.{name}", table, level=3)
        yield ""


def _table(name: str, table: Table, level: int = 2) -> Iterator[str]:
    yield f"\n{'#' * level} {name}\n"
    yield f"One row: {table.grain}. Key: {', '.join(f'`{column}`' for column in table.key)}.\n"
    yield "| column | type | meaning |\n|---|---|---|"
    yield from (f"| `{c}` | {d.type} | {d.meaning.replace('|', '/')} |" for c, d in table.all_columns.items())


def sources() -> Iterator[str]:
    """The real outlets."""
    yield _NOTE.format(origin="include/sources")
    yield "# The outlets\n"
    yield "Classes are neutral labels with a citation; a row whose confidence is low or medium needs a person's check."
    yield "No outlet is rated: the Admiralty code is F (cannot be judged) until a person sets it.\n"
    yield "| outlet | class | group | languages | fetched | confidence | citation |\n|---|---|---|---|---|---|---|"
    for outlet in read_outlets(INCLUDE / "sources").values():
        affiliation = outlet.affiliation
        yield (
            f"| {outlet.name.en} (`{outlet.id}`) | {affiliation.class_} | {outlet.publisher_group} | "
            f"{', '.join(outlet.languages)} | {'yes' if outlet.enabled else 'no'} | {affiliation.confidence} | "
            f"{affiliation.source or 'nobody has checked'} |"
        )
