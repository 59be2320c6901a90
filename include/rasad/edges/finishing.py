"""What makes the joined rows of `publish` a file for readers: private names masked, meanings as comments, queries as views."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rasad.contracts import Table
from rasad.edges import privacy
from rasad.edges.store import Database, opened, quoted
from rasad.gazetteer import load
from rasad.queries import Query, catalogue
from rasad.settings import Settings
from rasad.stages.publish.policy import policy

VIEWS = "ready"
"""The schema of the ready queries: `SELECT * FROM ready.conflicts`."""


def finish(settings: Settings, path: Path, tables: Mapping[str, Table]) -> None:
    """Make the joined rows in a candidate file what readers may see, before the gate looks at it."""
    with opened(path) as database:
        masked = privacy.mask(database, policy(), load(settings))
    if masked:
        privacy.rewrite(path)
    with opened(path) as database:
        comment(database, tables)
        shelve(database, catalogue())


def comment(database: Database, tables: Mapping[str, Table]) -> None:
    """The meaning of every table and column, where any client shows it."""
    for name, table in tables.items():
        database.execute(f"COMMENT ON TABLE {name} IS {quoted('One row: ' + table.grain)}")
        for column, described in table.all_columns.items():
            database.execute(f'COMMENT ON COLUMN {name}."{column}" IS {quoted(described.meaning)}')


def shelve(database: Database, queries: Mapping[str, Query]) -> None:
    """Every ready query as a view, its question as the comment."""
    database.execute(f"CREATE SCHEMA IF NOT EXISTS {VIEWS}")
    for name, query in queries.items():
        database.execute(f"CREATE OR REPLACE VIEW {VIEWS}.{name} AS {query.sql}")
        database.execute(f"COMMENT ON VIEW {VIEWS}.{name} IS {quoted(query.question)}")
