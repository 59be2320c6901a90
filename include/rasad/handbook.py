"""The generated docs: tables, stages and outlets, written from the same files that the pipeline reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rasad.catalogue import Outlet, read_outlets
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
    yield "`make sql Q=<query>` prints one; in the file itself each is a view, `SELECT * FROM ready.conflicts`. For programs:"
    yield "`python -m rasad sql <query> --format csv` (or `json`; `--bom` for Excel), `--sql 'SELECT ...'` for one of your own.\n"
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
    yield _left_to_people(promise)
    yield "| gate | table | severity | why |\n|---|---|---|---|"
    for name, table in promise.tables.items():
        yield from (f"| `{e.name}` | `{name}` | {e.severity} | {e.notes} |" for e in table.expectations)
        yield from (f"| `{c.name}` | `{name}` | {c.severity} | {c.notes} |" for c in promise.checks if c.table == name)
    yield ""
    if promise.namespace != "main":
        for name, table in promise.tables.items():
            yield from _table(f"{promise.namespace}.{name}", table, level=3)
        yield ""


def _left_to_people(promise: Contract) -> str:
    accepted = ", ".join(f"`{name}`" for name in sorted(promise.acceptable)) or "none"
    fields = ", ".join(f"`{name}` ({field.meaning})" for name, field in promise.correctable.items()) or "nothing"
    return (
        f"**In quarantine:** up to {promise.most_open} rows may wait. A release has a row judged again; findings that it lets"
        f" pass: {accepted}. By hand can be corrected: {fields}.\n"
    )


def _table(name: str, table: Table, level: int = 2) -> Iterator[str]:
    yield f"\n{'#' * level} {name}\n"
    yield f"One row: {table.grain}. Key: {', '.join(f'`{column}`' for column in table.key)}.\n"
    yield "| column | type | meaning |\n|---|---|---|"
    yield from (f"| `{c}` | {d.type} | {d.meaning.replace('|', '/')} |" for c, d in table.all_columns.items())


def sources() -> Iterator[str]:
    """The real outlets: whose they are, what lists their articles, how often and with which dates."""
    outlets = list(read_outlets(INCLUDE / "sources").values())
    yield _NOTE.format(origin="include/sources")
    yield "# The outlets\n"
    yield f"{len(outlets)} outlets, {sum(outlet.enabled for outlet in outlets)} of them enabled."
    yield f"{sum(_has_working(outlet) for outlet in outlets)} have a listing that somebody reported to work."
    yield f"For {sum(outlet.affiliation.is_cited for outlet in outlets)} the class has a citation; for the others"
    yield "nobody has checked it, whatever the confidence of the draft that it comes from.\n"
    yield "Classes are neutral labels; one that nobody has checked, or whose confidence is low or medium, needs a person's"
    yield "check. No outlet is rated: the Admiralty code is F (cannot be judged) until a person sets it. Outlets of one"
    yield "group count as one origin. *unchecked* means that nobody has looked, not that there is nothing.\n"
    yield "## Whose they are\n"
    yield "| outlet | class | since | group | languages | country | confidence | citation |\n|---|---|---|---|---|---|---|---|"
    yield from map(_identity, outlets)
    yield "\n## What lists their articles\n"
    yield "A verdict rests on the look that *evidence* tells of, from somebody else's network; `python -m rasad probe <outlet>`"
    yield "looks from yours.\n"
    yield "| outlet | listing | language | verdict | looked | evidence |\n|---|---|---|---|---|---|"
    for outlet in outlets:
        yield from _listings(outlet)
    yield "\n## What is taken, how often, and with which dates\n"
    yield "| outlet | enabled | articles a day | pause (s) | calendar | time zone | feed clock | evidence of dates | paths | notes |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    yield from map(_habits, outlets)


def _has_working(outlet: Outlet) -> bool:
    return any(listing.verdict == "works" for listing in outlet.listings)


def _identity(outlet: Outlet) -> str:
    affiliation = outlet.affiliation
    former = "".join(f", before {one.valid_to} {one.class_}" for one in outlet.former_affiliations)
    return _row(
        f"{outlet.name.en}{f', {outlet.name.fa}' if outlet.name.fa else ''} (`{outlet.id}`)",
        affiliation.class_ + former,
        affiliation.valid_from or "not known",
        outlet.publisher_group,
        ", ".join(outlet.languages),
        outlet.country,
        affiliation.confidence,
        affiliation.source,
    )


def _listings(outlet: Outlet) -> Iterator[str]:
    if not outlet.listings:
        yield _row(f"`{outlet.id}`", "none known", "", "", "", "")
    for listing in outlet.listings:
        kind = {"Feed": "feed", "Sitemap": "sitemap", "FrontPage": "front page"}[type(listing).__name__]
        looked = listing.checked_on or ("never" if listing.verdict == "unchecked" else "day not known")
        yield _row(
            f"`{outlet.id}`", f"{kind} {listing.url}", listing.language, listing.verdict, looked, listing.evidence
        )


def _habits(outlet: Outlet) -> str:
    paths = [f"only `{path}`" for path in outlet.allow_paths] + [f"not `{path}`" for path in outlet.deny_paths]
    return _row(
        f"`{outlet.id}`",
        "yes" if outlet.enabled else "no",
        _known(outlet.volume.per_day, outlet.volume.evidence),
        _known(outlet.politeness.delay_s, outlet.politeness.evidence),
        outlet.dates.calendar or "unchecked",
        outlet.dates.timezone or "unchecked",
        outlet.dates.feed_clock or "unchecked",
        outlet.dates.evidence,
        ", ".join(paths) or "all",
        outlet.notes,
    )


def _known(fact: object, evidence: str) -> str:
    """A fact with who says so."""
    return "unchecked" if fact is None else f"{fact} ({evidence})"


def _row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"
