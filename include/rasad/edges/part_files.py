"""The files by which a part of a batch goes to any worker and comes back: Parquet tables, and a JSON page that vouches for them.

    parts/<batch>/<n>_<stage>/<part>/in/<table>.parquet   part.json      what the part is, with the digest of each table
                                     out/<table>.parquet  answer.json    written last; names the part.json that it answers

The page is written after its tables. So a part without it is not there yet, whatever a killed worker has left, and an
answer to an earlier cut of the batch, which a worker that was thought dead brings late, is told from one to this.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from rasad import __version__
from rasad.contracts import Contract
from rasad.edges import store
from rasad.edges.apart import Read
from rasad.edges.shared import NotThere, Shared
from rasad.errors import RasadError, Unreachable
from rasad.parts import Documents
from rasad.settings import INCLUDE, Settings
from rasad.strict import digest_of
from rasad.work import Row, Rows, Tables

_OWN = "SELECT * FROM input.{table} WHERE rowid >= {start} AND rowid < {stop} ORDER BY rowid"
_BESIDE = (
    "SELECT b.* FROM input.{beside} AS b SEMI JOIN"
    " (SELECT {key} FROM input.{table} WHERE rowid >= {start} AND rowid < {stop}) USING ({key}) ORDER BY b.rowid"
)
_ANSWER = "SELECT * EXCLUDE ({stamp}) FROM {table} ORDER BY rowid"
_PAYLOADS = "payloads"
Payload = Callable[[Row], bytes]


@dataclass(frozen=True, slots=True)
class Given:
    """A part as a worker finds it: when its batch began (UTC), its input rows, and its bodies where they came along."""

    now: datetime
    inputs: Mapping[str, Rows]
    payload: Payload | None
    digest: str  # of its page


class PartFiles:
    """The part files of one stage and batch."""

    def __init__(self, storage: Shared, batch_id: str, promise: Contract) -> None:
        self._storage, self._promise = storage, promise
        self.folder = f"parts/{batch_id}/{promise.number}_{promise.stage}"

    def remove(self) -> None:
        """Take away all parts of the stage, as before a new cut and after the last use."""
        self._storage.remove(self.folder)

    def give(
        self,
        part: str,
        span: range,
        database: store.Database,
        documents: Documents,
        about: Mapping[str, str],
        payload: Payload | None,
    ) -> None:
        """Put one stretch of the documents in the opened file into part files; with their bodies where `payload` is given."""
        where = {"table": documents.table, "key": documents.key, "start": span.start, "stop": span.stop}
        selects = {documents.table: _OWN.format(**where)}
        selects |= {name: _BESIDE.format(beside=name, **where) for name in documents.beside}
        if payload:
            _read_payloads(database, selects[documents.table], payload)
            selects[_PAYLOADS] = "SELECT * FROM payloads ORDER BY rowid"
        digests = {name: self._save(f"{part}/in/{name}", database, sql) for name, sql in selects.items()}
        self._vouch(f"{part}/in/part.json", {**about, "facts": facts(), "tables": digests})

    def given(self, part: str, settings: Settings) -> Given:
        """What a part is. Raises RasadError where this machine would read it otherwise, Unreachable, NotThere."""
        content = self._storage.read(f"{self.folder}/{part}/in/part.json")
        about = json.loads(content)
        if (about["facts"], about["sources"]) != (facts(), settings.sources):
            raise RasadError(
                "this machine has another version, other facts or other RASAD_SOURCES than the one that cut the batch;"
                " bring both to the same state and clear this task"
            )
        inputs = {name: self._load(f"{part}/in/{name}", digest) for name, digest in about["tables"].items()}
        payload = _payload_of(inputs.pop(_PAYLOADS)) if _PAYLOADS in inputs else None
        return Given(datetime.fromisoformat(about["now"]), inputs, payload, _sha256(content))

    def is_repeated(self, part: str) -> bool:
        """Whether somebody began this part before; says that it is begun now."""
        name = f"{self.folder}/{part}/begun"
        was = self._storage.has(name)
        self._storage.write(b"", name)
        return was

    def answer(self, part: str, given: Given, read: Read) -> None:
        """Put what was read of a part into its files."""
        with store.scratch() as database:
            database.run(self._promise.folder / "tables.sql")
            digests = {}
            for name, rows in read.tables.items():
                table = f"{self._promise.namespace}.{name}"
                database.insert(table, rows)
                digests[name] = self._save(
                    f"{part}/out/{name}", database, _ANSWER.format(table=table, stamp="run_id, loaded_at")
                )
        self._vouch(f"{part}/out/answer.json", {"part": given.digest, "tables": digests, "aside": list(read.aside)})

    def rows(self, parts: list[str]) -> Read:
        """The rows of all parts, in their order. Raises RasadError for one that was not answered."""
        tables: Tables = {}
        for part in parts:
            for name, digest in self._answered(part)["tables"].items():
                tables.setdefault(name, []).extend(self._load(f"{part}/out/{name}", digest, as_written=True))
        return Read(tables, self._aside(parts))

    def fill(self, parts: list[str], database: store.Database, stamp: Row) -> Read:
        """The same straight into the tables of the stage, without a look at any row; tells only what was set aside."""
        for part in parts:
            for name, digest in self._answered(part)["tables"].items():
                with self._verified(f"{part}/out/{name}", digest) as path:
                    database.fill(f"{self._promise.namespace}.{name}", path, stamp)
        return Read({}, self._aside(parts))

    def _answered(self, part: str) -> Row:
        asked = _sha256(self._storage.read(f"{self.folder}/{part}/in/part.json"))
        try:
            found: Row = json.loads(self._storage.read(f"{self.folder}/{part}/out/answer.json"))
        except NotThere:
            found = {"part": None}
        if found["part"] != asked:
            raise RasadError(f"part {part} of {self._promise.stage} was not answered; clear its task")
        return found

    def _aside(self, parts: list[str]) -> tuple[Row, ...]:
        return tuple(row for part in parts for row in self._answered(part)["aside"])

    def _save(self, name: str, database: store.Database, sql: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            local = Path(folder) / "table.parquet"
            database.save(sql, local)
            self._storage.put(local, f"{self.folder}/{name}.parquet")
            return _sha256(local.read_bytes())

    def _vouch(self, name: str, content: Mapping[str, object]) -> None:
        self._storage.write(json.dumps(content, ensure_ascii=False).encode(), f"{self.folder}/{name}")

    def _load(self, name: str, digest: str, *, as_written: bool = False) -> Rows:
        with self._verified(name, digest) as path, store.scratch() as database:
            return database.saved(path, as_written=as_written)

    @contextlib.contextmanager
    def _verified(self, name: str, digest: str) -> Iterator[Path]:
        with self._storage.at_hand(f"{self.folder}/{name}.parquet") as path:
            if not path.exists() or _sha256(path.read_bytes()) != digest:
                raise Unreachable(
                    f"{self.folder}/{name}.parquet is not the file that was written; trying again may heal it"
                )
            yield path


@cache
def facts() -> str:
    """What decides how a document is read beside its bytes: this version and its data files."""
    return f"{__version__} {digest_of(INCLUDE)}"


def _read_payloads(database: store.Database, select: str, payload: Payload) -> None:
    """The bodies of some pages beside them, or why there is none."""
    rows = []
    for page in database.rows(select):
        body, damage = None, None
        try:
            body = payload(page)
        except Exception as error:  # a reason on the page's row, as where it is read in place
            damage = str(error)
        rows.append({"page_id": page["page_id"], "body": body, "damage": damage})
    database.execute("CREATE OR REPLACE TEMPORARY TABLE payloads (page_id VARCHAR, body BLOB, damage VARCHAR)")
    database.insert(_PAYLOADS, rows)


def _payload_of(rows: Rows) -> Payload:
    by_page = {row["page_id"]: row for row in rows}

    def payload(page: Row) -> bytes:
        row = by_page[page["page_id"]]
        if row["body"] is None:
            raise RasadError(row["damage"])
        return bytes(row["body"])

    return payload


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
