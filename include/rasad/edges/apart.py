"""Reading documents apart from each other so that one that breaks the program costs none of the others.

A batch is read in one go, which is fast. Where that raises, or where an earlier attempt ended without a word (killed, out of
memory, hanging until its time was over), it is read document by document in a killable worker: those that break it alone are
set aside with the reason, all others have their rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rasad.edges.confined import Confined
from rasad.errors import ConfigError, RasadError, Unreachable
from rasad.model import Rejected
from rasad.parts import DOCUMENTS
from rasad.pipeline import reader
from rasad.settings import Settings
from rasad.work import Row, Rows, Tables, Work

if TYPE_CHECKING:
    from rasad.edges.web.completions import Completions

CPU_S, WALL_S, MEMORY_BYTES, JOBS = 30.0, 60.0, 2 << 30, 2_000
"""For one document; its first also loads the gazetteer. The longest text that we read takes a second."""
_FEW, _SHARE = 3, 0.1
"""More than so many, and more than this share of the documents: then it is the program that is broken, not they."""
_READ_ONE = "rasad.edges.apart:read_one"


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that documents gave, and the documents that gave none: unit_id, reason, detail."""

    tables: Tables
    aside: tuple[Row, ...] = ()


def read_documents(stage: str, work: Work, *, is_repeated: bool) -> Read:
    """What the stage reads of each document. Raises RasadError where too many of them fail for it to be their fault."""
    if DOCUMENTS[stage].has_payload:
        return Read(reader(stage)(work))  # its pages are read in killable workers anyway
    if not is_repeated:
        try:
            return Read(reader(stage)(work))
        except (ConfigError, Unreachable):
            raise
        except Exception as error:
            work.tell(f"{stage}: {type(error).__name__}: {error}")
    work.tell(f"{stage}: reading one document at a time")
    return _one_by_one(stage, work)


def read_one(stage: str, settings: Settings, batch_id: str, now: datetime, inputs: Mapping[str, Rows]) -> Tables:
    """The rows of one document; called in a killable worker."""
    return reader(stage)(Work(settings, batch_id, now, inputs, complete=model(settings)))


def model(settings: Settings) -> Completions | None:
    """The model of the second extractor; None where the operator has set none."""
    if not settings.extractor_url:
        return None
    from rasad.edges.web.completions import completions

    return completions(settings)


def _one_by_one(stage: str, work: Work) -> Read:
    documents, tables, aside = DOCUMENTS[stage], defaultdict[str, Rows](list), list[Row]()
    count = len(work.inputs[documents.table])
    with Confined(CPU_S, WALL_S, MEMORY_BYTES, JOBS) as cell:
        for unit_id, inputs in _each(stage, work.inputs):
            answer = cell.run(_READ_ONE, stage, work.settings, work.batch_id, work.now, inputs)
            if not isinstance(answer, Rejected):
                for name, rows in answer.items():
                    tables[name] += rows
                continue
            aside.append({"unit_id": unit_id, "reason": answer.reason, "detail": answer.detail})
            work.tell(f"{stage}: {unit_id} is set aside: {answer.reason} ({answer.detail})")
            if len(aside) > max(_FEW, _SHARE * count):
                raise RasadError(
                    f"{stage}: {len(aside)} of {count} documents cannot be read, the last: {answer.reason} ({answer.detail});"
                    " the program or its data files are at fault, not the documents: mend them and clear this task"
                )
    return Read(dict(tables), tuple(aside))


def _each(stage: str, inputs: Mapping[str, Rows]) -> Iterator[tuple[str, dict[str, Rows]]]:
    documents = DOCUMENTS[stage]
    beside = {name: defaultdict[str, Rows](list) for name in documents.beside}
    for name, grouped in beside.items():
        for row in inputs[name]:
            grouped[row[documents.key]].append(_plain(row))
    for row in inputs[documents.table]:
        unit_id = str(row[documents.key])
        yield unit_id, {documents.table: [_plain(row)]} | {name: beside[name][unit_id] for name in beside}


def _plain(row: Row) -> Row:
    """With instants in UTC: a worker answers in plain values only, and DuckDB's time zones are none."""
    return {key: value.astimezone(UTC) if isinstance(value, datetime) else value for key, value in row.items()}


def without(inputs: Mapping[str, Rows], stage: str, aside: tuple[Row, ...]) -> dict[str, Rows]:
    """The inputs of a stage without the documents that were set aside."""
    documents, gone = DOCUMENTS[stage], {row["unit_id"] for row in aside}
    named = {documents.table, *documents.beside}
    return {
        name: [row for row in rows if row[documents.key] not in gone] if gone and name in named else rows
        for name, rows in inputs.items()
    }
