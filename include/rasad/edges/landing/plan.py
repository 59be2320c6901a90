"""The plan of a batch: which lanes there are to visit, and what is known of each, read from the warehouse once.

A lane is what one task visits: an outlet, or a file of the past that is imported. The plan is a DuckDB file of its own, so that
all lanes can read it at the same time while another task writes the warehouse.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rasad.catalogue import Outlet, folder_of, read_outlets
from rasad.edges import archive, sealing, store
from rasad.edges.landing import spool
from rasad.errors import ConfigError, RasadError, Unreachable
from rasad.orders import Order, order_from
from rasad.settings import SQL, Settings
from rasad.work import Row, Rows

_AGE = re.compile(r"(\d{1,4})([mhd])")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}
FILE = "file:"
"""What the lane of an imported file begins with; the path follows."""
_OF_OUTLET = "SELECT * FROM input.{} WHERE source_id = :lane"
_OF_KEYS = "SELECT * FROM input.{} WHERE url_key IN (SELECT unnest(:keys))"
_IDS = {"fetches": "fetch_id", "pages": "page_id", "polls": "poll_id", "coverage": "look_id"}
_TABLES = ("known", "versions", "listings", "due", "gone")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one lane has to know."""

    order: Order
    now: datetime
    known: dict[str, Row] = field(default_factory=dict)  # by url_key
    versions: dict[tuple[str, str], Row] = field(default_factory=dict)  # by url_key and digest
    pages: dict[str, Row] = field(default_factory=dict)  # by page_id
    listings: dict[str, Row] = field(default_factory=dict)  # by address
    due: dict[str, Row] = field(default_factory=dict)  # by url_key
    gone: frozenset[str] = frozenset()


def plan_path(settings: Settings, batch_id: str) -> Path:
    """Where the plan of a batch lies."""
    return settings.candidates / batch_id / "1_land.plan.duckdb"


def plan(settings: Settings, batch_id: str) -> list[str]:
    """Write the plan of a batch; returns its lanes. Spool files that were promoted whole are removed first."""
    path = plan_path(settings, batch_id)
    unsealed = sealing.begun(path)
    with store.opened(unsealed) as database:
        with store.beside(settings, database):
            batch = _batch(database, batch_id)
            order = order_from(batch["request"])
            database.execute("CREATE SCHEMA input")
            database.run(SQL / "1_land" / "plan.sql")
            _find_due(database, settings, batch["started_at"])
            _sweep(database, settings)
        lanes = _lanes(settings, order, database)
        about = {"batch_id": batch_id, "order": order.model_dump_json(), "now": batch["started_at"].isoformat()}
        database.execute("CREATE TABLE plan (about VARCHAR, lanes VARCHAR[])")
        database.insert("plan", [{"about": json.dumps(about), "lanes": lanes}])
    sealing.sealed(unsealed, path)
    return lanes


def due(settings: Settings) -> int:
    """How many articles are due for another look now."""
    if not store.exists(settings):
        return 0
    with store.scratch() as database, store.beside(settings, database):
        database.execute("CREATE SCHEMA input")
        _find_due(database, settings, datetime.now(UTC))
        return int(database.rows("SELECT count(*) AS n FROM input.due")[0]["n"])


def is_unfinished(settings: Settings, order: Order) -> bool:
    """Whether a backfill's source holds more than its batches have taken so far.

    Raises Unreachable when its sitemap could not be read the last time: that is no end.
    """
    address = order.source if order.shape == "sitemap" else FILE + order.source
    with store.reading(settings) as database:
        last = database.rows(
            "SELECT format, outcome, detail, is_partial, items, known_items FROM land.polls WHERE feed_url = :address"
            " ORDER BY polled_at DESC LIMIT 1",
            address=address,
        )
    if not last:
        return False
    if last[0]["outcome"] not in ("new", "none_new", "unchanged"):
        raise Unreachable(f"{order.source}: {last[0]['detail']}; the backfill stops here, run it again to go on")
    if last[0]["format"] == "file":
        return bool(last[0]["is_partial"])
    return int(last[0]["items"]) - int(last[0]["known_items"]) > order.most


def _find_due(database: store.Database, settings: Settings, now: datetime) -> None:
    database.run(SQL / "1_land" / "due.sql", now=now, recheck_seconds=recheck_seconds(settings))


def recheck_seconds(settings: Settings) -> str:
    """The ages of the setting `recheck_after` in seconds, with commas. Raises ConfigError for one that is no age."""
    ages = []
    for word in settings.recheck_after.split(","):
        age = _AGE.fullmatch(word.strip())
        if age is None:
            raise ConfigError(
                "RASAD_RECHECK_AFTER", "age", f"{word.strip()!r} is no age; write ages such as 1h,24h,7d,30d"
            )
        ages.append(int(age[1]) * _SECONDS[age[2]])
    return ",".join(map(str, ages))


def read(settings: Settings, batch_id: str, lane: str) -> Plan:
    """What a lane has to know. Raises RasadError when the batch has no plan."""
    with opened(settings, batch_id) as database:
        about = json.loads(database.rows("SELECT about FROM plan")[0]["about"])
        tables = {name: database.rows(_OF_OUTLET.format(name), lane=lane) for name in _TABLES}
        if lane.startswith(FILE):
            tables["listings"] = database.rows("SELECT * FROM input.listings WHERE feed_url = :lane", lane=lane)
    return _plan(about, tables)


def read_for(settings: Settings, batch_id: str, url_keys: Sequence[str]) -> Plan:
    """What is known of some addresses, whichever outlets they belong to."""
    with opened(settings, batch_id) as database:
        about = json.loads(database.rows("SELECT about FROM plan")[0]["about"])
        tables = {
            name: database.rows(_OF_KEYS.format(name), keys=list(url_keys)) for name in ("known", "versions", "gone")
        }
    return _plan(about, tables | {"listings": [], "due": []})


def _plan(about: dict[str, str], tables: dict[str, Rows]) -> Plan:
    return Plan(
        order=Order.model_validate_json(about["order"]),
        now=datetime.fromisoformat(about["now"]),
        known={row["url_key"]: row for row in tables["known"]},
        versions={(row["url_key"], row["payload_sha256"]): row for row in tables["versions"]},
        pages={row["page_id"]: row for row in tables["versions"]},
        listings={row["feed_url"]: row for row in tables["listings"]},
        due={row["url_key"]: row for row in tables["due"]},
        gone=frozenset(row["url_key"] for row in tables["gone"]),
    )


def opened(settings: Settings, batch_id: str) -> AbstractContextManager[store.Database]:
    """The plan of a batch, read-only. Raises RasadError when there is none."""
    path = plan_path(settings, batch_id)
    if not path.exists():
        raise RasadError(f"batch {batch_id} has no plan; run the first step of land again: clear the task land.plan")
    return store.opened(path, read_only=True)


def _batch(database: store.Database, batch_id: str) -> Row:
    found = database.rows("SELECT * FROM warehouse.ledger.batches WHERE batch_id = :batch_id", batch_id=batch_id)
    if not found:
        raise RasadError(f"batch {batch_id} is not in the ledger; open a batch first")
    return found[0]


def _lanes(settings: Settings, order: Order, database: store.Database) -> list[str]:
    outlets = read_outlets(folder_of(settings))
    enabled = [outlet.id for outlet in outlets.values() if outlet.enabled]
    if order.kind == "daily":
        return enabled
    if order.kind == "recheck":
        due = {row["source_id"] for row in database.rows("SELECT DISTINCT source_id FROM input.due")}
        return sorted(due & set(outlets))
    if order.shape == "sitemap":
        return [known_outlet(outlets, order.outlet).id]
    return [FILE + order.source]


def known_outlet(outlets: dict[str, Outlet], name: str) -> Outlet:
    """An outlet by its id, with or without med:. Raises ConfigError for an unknown one."""
    found = outlets.get(name) or outlets.get(f"med:{name}")
    if found is None:
        raise ConfigError(
            "outlet", name, "is not in the catalogue; see docs/SOURCES.md, or add it with make add-outlet"
        )
    return found


def _sweep(database: store.Database, settings: Settings) -> None:
    """Remove the spool files of which everything has been promoted; what was set aside waits for a person."""
    spooled: dict[Path, set[str]] = {}
    ends: dict[str, int] = {}
    for path, line in spool.waiting(settings.spool):
        if line.archive_file:
            ends[line.archive_file] = line.archive_end or 0
        ids = {str(row[key]) for table, row in line.rows if (key := _IDS.get(table))}
        spooled.setdefault(path, set()).update(ids)
    for file, end in ends.items():
        # A run that was killed may have left half a record behind the last acknowledged one. A living one keeps its file;
        # a file that lost more than that is found out by whoever reads its records.
        with contextlib.suppress(Unreachable, archive.Damaged):
            archive.mend(settings.archive, file, end)
    if not spooled:
        return
    database.execute("CREATE TEMPORARY TABLE spooled (id VARCHAR)")
    database.insert("spooled", [{"id": one} for ids in spooled.values() for one in ids])
    not_promoted = {
        row["id"]
        for row in database.rows(
            "SELECT id FROM spooled AS s"
            " WHERE NOT EXISTS (SELECT 1 FROM warehouse.land.fetches AS f WHERE f.fetch_id = s.id)"
            " AND NOT EXISTS (SELECT 1 FROM warehouse.land.pages AS p WHERE p.page_id = s.id)"
            " AND NOT EXISTS (SELECT 1 FROM warehouse.land.polls AS l WHERE l.poll_id = s.id)"
            " AND NOT EXISTS (SELECT 1 FROM warehouse.land.coverage AS c WHERE c.look_id = s.id)"
        )
    }
    spool.remove([path for path, ids in spooled.items() if not ids & not_promoted])
