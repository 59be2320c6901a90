"""Which tables each step of a stage reads and gives, and which columns come from which: read off its SQL and its contract.

The namespaces name no machine and no file, so that the lineage of two runs, or of two installations, is one graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from rasad.contracts import Contract, contract
from rasad.model import STAGES
from rasad.parts import DOCUMENTS

OUTLETS, SPOOL, PARTS, CANDIDATES, WAREHOUSE, PUBLISHED = (
    f"rasad://{place}" for place in ("outlets", "spool", "parts", "candidates", "warehouse", "published")
)
_READ = re.compile(r"\b(?:FROM|JOIN)\s+warehouse\.(\w+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table."""

    namespace: str
    table: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table as a step sees it. `types` is empty where no contract names its columns."""

    namespace: str
    name: str
    types: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)  # of its columns, where they are known

    @property
    def short(self) -> str:
        """Its name without the schema, as contracts and row counts have it."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Step:
    """What one step reads and what it gives."""

    inputs: tuple[Table, ...]
    outputs: tuple[Table, ...]


def step(stage: str, name: str) -> Step | None:
    """One step of a stage: fetch (of land), take and work (of stages that read documents), write, audit, promote.

    None where a task moves no table.
    """
    if stage not in STAGES:
        return None
    promise = contract(stage)
    candidates = tuple(Table(CANDIDATES, f"{stage}.{table}", _types(promise, table)) for table in promise.tables)
    taken, worked, visits = Table(PARTS, f"{stage}.taken"), Table(PARTS, f"{stage}.read"), Table(SPOOL, "visits")
    if name == "fetch":
        return Step((Table(OUTLETS, "pages"),), (visits,))
    if name == "take":
        return Step(_read(stage), (taken,))
    if name == "work":
        return Step((taken,), (worked,))
    if name == "write":
        before = (visits,) if stage == STAGES[0] else (worked,) if stage in DOCUMENTS else ()
        return Step((*before, *_read(stage)), tuple(_with_sources(promise, table) for table in candidates))
    if name == "audit":
        return Step(candidates, ())
    if name == "promote":
        return Step(candidates, tuple(_promoted(promise, table) for table in candidates))
    return None


def _types(promise: Contract, table: str) -> dict[str, str]:
    return {name: column.type for name, column in promise.tables[table].all_columns.items()}


@cache
def _read(stage: str) -> tuple[Table, ...]:
    """Tables of the warehouse that the stage's SQL reads while it writes; promotion and checks read its candidates only."""
    files = sorted(path for path in contract(stage).folder.glob("*.sql") if path.stem != "promote")
    found = {match for path in files for match in _READ.findall(path.read_text(encoding="utf-8"))}
    return tuple(
        Table(WAREHOUSE, f"{schema}.{name}", _types(contract(schema), name) if schema in STAGES else {})
        for schema, name in sorted(found)
    )


def _promoted(promise: Contract, candidate: Table) -> Table:
    """Promotion copies rows as they are."""
    namespace, name = (PUBLISHED, candidate.short) if promise.stage == STAGES[-1] else (WAREHOUSE, candidate.name)
    same = {column: (Column(CANDIDATES, candidate.name, column),) for column in candidate.types}
    return Table(namespace, name, candidate.types, same)


def _with_sources(promise: Contract, table: Table) -> Table:
    """Rows that are joined in SQL have columns whose origin can be read off it; Python judges text, and tells no columns."""
    sources = _joined_columns(promise.stage).get(table.short, {})
    return Table(table.namespace, table.name, table.types, {c: s for c, s in sources.items() if c in table.types})


@cache
def _joined_columns(stage: str) -> Mapping[str, Mapping[str, tuple[Column, ...]]]:
    """Columns of the warehouse behind each column that build.sql makes, followed through the tables that it makes on the way."""
    path = contract(stage).folder / "build.sql"
    made: dict[str, dict[str, tuple[Column, ...]]] = {}
    for table, column, origins in _column_pairs(path.read_text(encoding="utf-8")) if path.exists() else ():
        found = [one for origin, name in origins for one in _origin(made, origin, name)]
        made.setdefault(table, {})[column] = tuple(sorted(set(found), key=lambda c: (c.table, c.name)))
    return made


def _origin(made: Mapping[str, Mapping[str, tuple[Column, ...]]], table: str, column: str) -> tuple[Column, ...]:
    if table.startswith("warehouse."):
        return (Column(WAREHOUSE, table.removeprefix("warehouse."), column),)
    return made.get(table, {}).get(column, ())


def _column_pairs(sql: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each made table and column with the (table, column) pairs behind it, as the SQL parser of OpenLineage sees them."""
    from openlineage_sql import parse

    from rasad.edges.store import statements

    for statement in statements(sql):
        found = parse([statement], dialect="duckdb")
        if found is None or not found.out_tables:
            continue
        table = found.out_tables[0].name
        for column in found.column_lineage:
            origins = [(str(one.origin), one.name) for one in column.lineage if one.origin is not None]
            yield table, column.descendant.name, origins
