"""What waits in quarantine for a person, in batches that can be decided on at once: one stage, one reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rasad.contracts import Contract, contract
from rasad.edges import store
from rasad.edges.archive import Place
from rasad.errors import RasadError
from rasad.model import STAGES
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows

_LEDGER = SQL / "0_ledger"
# Reasons of `clean` that are findings about an outlet rather than about a page; see sql/2_clean/promote.sql.
DRIFT = "drift_"


@dataclass(frozen=True, slots=True)
class Aside:
    """One row that a gate set aside, with the article that it is about where that is known."""

    row_id: str
    unit_id: str
    batch_id: str
    fault: Row  # the row at fault, as the gate saw it
    quarantined_at: Any
    source_id: str | None
    url: str | None
    seen_at: Any
    place: Place | None  # of the archived record
    times: int  # how often the unit was released from this reason before

    @property
    def archived(self) -> str | None:
        """File and offset of the archived record."""
        return f"{self.place.file}@{self.place.offset}" if self.place else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one stage and reason."""

    stage: str
    table: str
    reason: str
    notes: str
    remedy: str
    is_accepted: bool  # whether a release lets the finding pass, rather than have it judged again
    correctable: tuple[str, ...]
    n_waiting: int  # with those that are not among the rows
    rows: tuple[Aside, ...]

    @property
    def row_ids(self) -> tuple[str, ...]:
        """What a decision on the whole batch is about."""
        return tuple(row.row_id for row in self.rows)

    @property
    def n_units(self) -> int:
        """Pages or versions behind the rows."""
        return len({row.unit_id for row in self.rows})

    @property
    def name(self) -> str:
        """Stage and reason in one word."""
        return f"{self.stage}.{self.reason}"


def waiting(settings: Settings, most: int | None = None) -> tuple[Batch, ...]:
    """Every batch that is open, in the order of the stages, with at most so many rows each, the oldest first.

    Raises Unreachable where the warehouse stays busy.
    """
    with store.warehouse(settings) as database, database.transaction():
        for folder in ("0_ledger", "1_land", "2_clean"):
            database.run(SQL / folder / "tables.sql")
        rows = database.rows((_LEDGER / "open_rows.sql").read_text(encoding="utf-8").rstrip().rstrip(";"))
    rows.sort(key=lambda row: STAGES.index(row["stage"]))
    return tuple(
        _batch(*key, list(group), most)
        for key, group in groupby(rows, key=lambda row: (row["stage"], row["table_name"], row["reason"]))
    )


def _batch(stage: str, table: str, reason: str, rows: Rows, most: int | None) -> Batch:
    promise = contract(stage)
    return Batch(
        stage,
        table,
        reason,
        _notes(promise, reason, rows),
        promise.remedy.strip(),
        reason in promise.acceptable or reason.startswith(DRIFT),
        tuple(promise.correctable),
        len(rows),
        tuple(_aside(row) for row in rows[:most]),
    )


def _notes(promise: Contract, reason: str, rows: Rows) -> str:
    told = next((rule.notes for rule in promise.rules if rule.name == reason), None)
    return told or str(rows[0]["payload"].get("detail") or promise.red_means)


def _aside(row: Row) -> Aside:
    place = Place(row["archive_file"], row["archive_offset"], row["payload_sha256"]) if row["archive_file"] else None
    return Aside(
        row["row_id"],
        row["unit_id"],
        row["batch_id"],
        row["payload"],
        row["quarantined_at"],
        row["source_id"],
        row["url"],
        row["first_seen_at"],
        place,
        row["times"],
    )


def named(batches: Iterable[Batch], ids: Iterable[str], all_of: str = "") -> tuple[str, ...]:
    """The rows that a person means: beginnings of ids, or every row of one stage.reason.

    An id that is not among the open ones is passed on as it is: whoever enters the decision can say what became of it. Raises
    RasadError where a beginning fits several rows, or nothing is open under a reason.
    """
    batches = tuple(batches)
    if all_of:
        found = tuple(row_id for batch in batches if batch.name == all_of for row_id in batch.row_ids)
        if not found:
            names = ", ".join(dict.fromkeys(batch.name for batch in batches)) or "nothing"
            raise RasadError(f"nothing is open under {all_of}; open are {names}")
        return found
    known = [row_id for batch in batches for row_id in batch.row_ids]
    return tuple(_meant(part, known) for part in ids)


def _meant(part: str, known: list[str]) -> str:
    fitting = [row_id for row_id in known if row_id.startswith(part)]
    if len(fitting) > 1:
        raise RasadError(f"{part} is the beginning of {len(fitting)} rows: write more of the id")
    return fitting[0] if fitting else part
