"""The rows behind one claim, from the published snapshot or from the warehouse."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from rasad.edges import snapshot, store
from rasad.errors import RasadError
from rasad.evidence import Unknown
from rasad.plain import plain
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows

_LISTED = 20  # claims of an ambiguous id


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim with all that explains it. Rows are those of docs/TABLES.md; `spans` are in the order of the text."""

    source: str  # the snapshot, or the warehouse
    claim: Row
    spans: Rows
    hops: Rows
    quantities: Rows
    reasons: tuple[Row, ...]  # about, value, rule, words


def look_up(settings: Settings, asked: str, *, warehouse: bool = False) -> Explained:
    """The claim whose id begins with `asked`; from the snapshot, or from the warehouse where that is asked for.

    Raises Unknown when no claim or several begin with it, RasadError when there is nothing to read yet.
    """
    with _opened(settings, warehouse=warehouse) as (database, source):
        claim = _claim(database, asked, source)
        here = {"claim": claim["claim_id"], "version": claim["first_version_id"]}
        return Explained(
            source=source,
            claim=claim,
            spans=database.rows(
                'SELECT role, start, "end" FROM explained_spans WHERE claim_id = :claim AND version_id = :version'
                ' ORDER BY start, "end" DESC, role',
                **here,
            ),
            hops=database.rows(
                "SELECT * FROM explained_hops WHERE claim_id = :claim AND version_id = :version ORDER BY hop", **here
            ),
            quantities=database.rows(
                "SELECT * FROM explained_quantities WHERE claim_id = :claim ORDER BY start", claim=claim["claim_id"]
            ),
            reasons=tuple(claim["reasons"] or ()),
        )


@contextlib.contextmanager
def _opened(settings: Settings, *, warehouse: bool) -> Iterator[tuple[store.Database, str]]:
    if not warehouse:
        path = snapshot.current(settings)
        with store.opened(path, read_only=True) as database:
            database.run(SQL / "explain" / "published.sql")
            yield database, f"snapshot {path.parent.name}"
        return
    if not store.exists(settings):
        raise RasadError(f"there is no warehouse below {settings.data} yet; run the pipeline first (make run)")
    with store.reading(settings) as database:
        database.run(SQL / "explain" / "warehouse.sql")
        yield database, "the warehouse"


def _claim(database: store.Database, asked: str, source: str) -> Row:
    wanted = asked.strip().lower()
    found = database.rows(
        "SELECT * FROM explained_claims WHERE starts_with(claim_id, :wanted) ORDER BY claim_id LIMIT :most",
        wanted=wanted,
        most=_LISTED + 1,
    )
    if not found or not wanted:
        raise Unknown(f"no claim {plain(asked)!r} in {source}; `make sql Q=todays_claims` lists claims by id")
    if len(found) == 1 or found[0]["claim_id"] == wanted:
        return found[0]
    listed = "\n".join(f"  {row['claim_id']}  {plain(row['content_text'][:100])}" for row in found[:_LISTED])
    more = "\n  ..." if len(found) > _LISTED else ""
    raise Unknown(f"several claims begin with {plain(asked)!r}; give more of the id:\n{listed}{more}")
