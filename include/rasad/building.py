"""Step 1 of a stage, write: its candidate rows, from this process alone or from parts that any worker has read.

    take   copies what the stage works on out of the warehouse, which it holds only for that, and cuts it where it is large
    work   reads the documents of one part and writes their rows; it needs the shared storage and nothing else
    build  puts all together into the candidate file; where nothing was cut it reads the documents itself

All three give the same rows whatever the number of parts (docs/adr/0029-parts.md).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rasad import ledger
from rasad.contracts import Contract, contract
from rasad.edges import apart, archive, finishing, past, sealing, store
from rasad.edges.part_files import PartFiles
from rasad.edges.shared import shared
from rasad.model import STAGES
from rasad.parts import DOCUMENTS, cut
from rasad.pipeline import builder
from rasad.settings import Settings
from rasad.work import Indices, Keys, Row, Rows, Tables, Work

Tell = Callable[[str], None]
_CUT = "SELECT name FROM input.parts ORDER BY start"
_SIZES = "SELECT CAST({size} AS BIGINT) AS size FROM input.{table} ORDER BY rowid"
_SET_ASIDE = "DELETE FROM input.{table} WHERE {key} IN (SELECT unnest(:gone))"


def candidate_path(settings: Settings, batch_id: str, promise: Contract) -> Path:
    """Where the candidate rows of one stage and batch lie."""
    return settings.candidates / batch_id / f"{promise.number}_{promise.stage}.duckdb"


def take(settings: Settings, batch_id: str, stage: str, tell: Tell) -> list[str]:
    """Copy what the stage works on into a file of its own, and hand it out in parts. Returns their names.

    None where the batch is no more than one part: then `build` reads it faster than anybody could fetch it. None
    either where a model is asked, because its budget is one for the whole run.
    """
    promise, documents = contract(stage), DOCUMENTS[stage]
    files = PartFiles(shared(settings), batch_id, promise)
    files.remove()
    now = ledger.started_at(settings, batch_id)
    path = _taken(settings, batch_id, promise)
    unsealed = sealing.begun(path)
    with store.opened(unsealed) as database:
        _take(settings, database, promise, batch_id, now)
        sizes = [
            int(row["size"] or 0) for row in database.rows(_SIZES.format(size=documents.size, table=documents.table))
        ]
        spans = [] if settings.extractor_url else cut(sizes, settings.part_chars)
        names = [f"{number}-of-{len(spans)}" for number in range(1, len(spans) + 1)] if len(spans) > 1 else []
        about = {"now": now.isoformat(), "sources": settings.sources}
        # Workers that share the data folder read the archive themselves.
        payload = _payload_reader(settings) if documents.has_payload and settings.shared else None
        for name, span in zip(names, spans, strict=False):
            files.give(name, span, database, documents, about, payload)
        database.execute("CREATE TABLE input.parts (name VARCHAR, start BIGINT)")
        database.insert(
            "input.parts", [{"name": name, "start": span.start} for name, span in zip(names, spans, strict=False)]
        )
    sealing.sealed(unsealed, path)
    tell(f"{stage}: {len(sizes)} {documents.table}, " + (f"in {len(names)} parts" if names else "in one go"))
    return names


def work(settings: Settings, batch_id: str, stage: str, part: str, tell: Tell) -> dict[str, int]:
    """Read the documents of one part. Needs the shared storage alone: neither the warehouse nor the data folder."""
    files = PartFiles(shared(settings), batch_id, contract(stage))
    is_repeated = files.is_repeated(part)
    given = files.given(part, settings)
    payload = given.payload or _payload_reader(settings)
    read = apart.read_documents(
        stage, Work(settings, batch_id, given.now, given.inputs, tell, payload), is_repeated=is_repeated
    )
    files.answer(part, given, read)
    counts = {name: len(rows) for name, rows in read.tables.items()}
    tell(f"{stage} {part}: " + (", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing"))
    return counts


def build(settings: Settings, batch_id: str, stage: str, tell: Tell) -> dict[str, int]:
    """The stage's candidate rows, in a file of their own that only appears when it is complete."""
    promise = contract(stage)
    path, taken = candidate_path(settings, batch_id, promise), _taken(settings, batch_id, promise)
    now = ledger.started_at(settings, batch_id)
    unsealed = sealing.begun(path)
    if taken.exists():
        shutil.copyfile(taken, unsealed)
    with store.opened(unsealed) as database:
        if not taken.exists():
            _take(settings, database, promise, batch_id, now)
        _fill(settings, database, promise, batch_id, now, tell)
        _show(database, promise)
        _join(settings, database, promise)
        counts = row_counts(database, promise)
    if stage == STAGES[-1]:
        finishing.finish(settings, unsealed, promise.tables)
    sealing.sealed(unsealed, path)
    _begun_mark(path).unlink(missing_ok=True)
    if taken.exists():
        taken.unlink()
        PartFiles(shared(settings), batch_id, promise).remove()
    tell(f"{stage}: " + (", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing new"))
    return counts


def _fill(
    settings: Settings, database: store.Database, promise: Contract, batch_id: str, now: datetime, tell: Tell
) -> None:
    """The rows of the stage into its opened candidate file."""
    stage, stamp = promise.stage, {"run_id": batch_id, "loaded_at": now}

    def ask(step: str, tables: Tables, positions: Iterable[int] = ()) -> Mapping[str, Rows]:
        _write(database, promise, tables, stamp)
        database.insert("input.found", [{"name": step, "position": position} for position in positions])
        return _look_up(settings, database, promise, step)

    def find(index: str, keys: Keys, most: int) -> tuple[Indices, Indices, Indices]:
        found = past.find(settings, index, keys, most)
        return found.which, found.positions, found.counts

    work = Work(
        settings,
        batch_id,
        now,
        _inputs(database),
        tell,
        _payload_reader(settings),
        ask,
        apart.model(settings),
        find,
    )
    if stage in DOCUMENTS:
        read = _read(settings, database, promise, work)
        if read.aside:
            ledger.set_aside(settings, batch_id, stage, DOCUMENTS[stage].table, read.aside)
            _forget(database, stage, read.aside)
        work = replace(work, inputs=apart.without(work.inputs, stage, read.aside), apart=read.tables)
    _write(database, promise, builder(stage)(work), stamp)


def _read(settings: Settings, database: store.Database, promise: Contract, work: Work) -> apart.Read:
    """What was read of each document: elsewhere, where the batch was cut, else here and now."""
    parts = [row["name"] for row in database.rows(_CUT)] if "input.parts" in database.tables() else []
    if not parts:
        mark = _begun_mark(candidate_path(settings, work.batch_id, promise))
        is_repeated = mark.exists()
        mark.touch()
        return apart.read_documents(promise.stage, work, is_repeated=is_repeated)
    files = PartFiles(shared(settings), work.batch_id, promise)
    if DOCUMENTS[promise.stage].final:
        return files.fill(parts, database, {"run_id": work.batch_id, "loaded_at": work.now})
    return files.rows(parts)


def _forget(database: store.Database, stage: str, aside: tuple[Row, ...]) -> None:
    documents = DOCUMENTS[stage]
    for table in (documents.table, *documents.beside):
        sql = _SET_ASIDE.format(table=table, key=documents.key)
        database.change(sql, gone=[row["unit_id"] for row in aside])


def _take(settings: Settings, database: store.Database, promise: Contract, batch_id: str, now: datetime) -> None:
    """Copy what the stage works on into the candidate file: the gate and people want to see it."""
    database.run(promise.folder / "tables.sql")
    if not (promise.folder / "input.sql").exists():
        return
    database.execute("CREATE SCHEMA input")
    with store.beside(settings, database):
        database.run(promise.folder / "input.sql", batch_id=batch_id, now=now, evidence_sample=settings.evidence_sample)


def _inputs(database: store.Database) -> dict[str, Rows]:
    names = [name for name in database.tables() if name.startswith("input.")]
    return {name.removeprefix("input."): database.rows(f"SELECT * FROM {name}") for name in names}


def _look_up(settings: Settings, database: store.Database, promise: Contract, step: str) -> dict[str, Rows]:
    """What one more SQL file of the stage finds in the warehouse for the rows that the stage has written."""
    known = set(database.tables())
    with store.beside(settings, database):
        database.run(promise.folder / f"{step}.sql")
    names = [name for name in database.tables() if name.startswith("input.") and name not in known]
    return {name.removeprefix("input."): database.rows(f"SELECT * FROM {name}") for name in names}


def _write(database: store.Database, promise: Contract, tables: Tables, stamp: Row) -> None:
    if unknown := set(tables) - set(promise.tables):
        raise TypeError(f"{promise.stage} built {', '.join(sorted(unknown))}, which its contract does not name")
    for name, rows in tables.items():
        database.insert(
            f"{promise.namespace}.{name}",
            [row | stamp if promise.tables[name].stamped else row for row in rows],
        )


def _show(database: store.Database, promise: Contract) -> None:
    """The gate audits tables of the default schema only."""
    for name in promise.tables if promise.namespace != "main" else ():
        database.execute(f"CREATE VIEW main.{name} AS SELECT * FROM {promise.namespace}.{name}")


def _join(settings: Settings, database: store.Database, promise: Contract) -> None:
    """Rows that are joined in SQL from what earlier stages promoted."""
    if not (promise.folder / "build.sql").exists():
        return
    with store.beside(settings, database):
        database.run(promise.folder / "build.sql")


def row_counts(database: store.Database, promise: Contract) -> dict[str, int]:
    """Rows in each table of a stage."""
    return {
        name: database.rows(f"SELECT count(*) AS n FROM {promise.namespace}.{name}")[0]["n"] for name in promise.tables
    }


def _payload_reader(settings: Settings) -> Callable[[Row], bytes]:
    def read(row: Row) -> bytes:
        place = archive.Place(row["archive_file"], row["archive_offset"], row["payload_sha256"])
        return archive.payload(archive.shelf(settings), place)

    return read


def _taken(settings: Settings, batch_id: str, promise: Contract) -> Path:
    """Where `take` leaves the inputs for `build`."""
    return candidate_path(settings, batch_id, promise).with_suffix(".taken")


def _begun_mark(path: Path) -> Path:
    """Lies beside a candidate file from the first look at its documents until it is complete."""
    return path.with_suffix(".begun")
