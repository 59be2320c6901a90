"""The warehouse as a DuckLake: Parquet files and a catalogue that several writers and any number of readers share.

Nothing here opens a connection: `store` does, and runs what these functions say. Extensions are Python packages that carry
DuckDB's own signed files (requirements-lake.txt); nothing is ever installed from the network.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from rasad.errors import ConfigError
from rasad.model import STAGES
from rasad.settings import Settings

NAME = "warehouse"
"""What the lake is called on every connection, as the file is: the SQL files know no other name."""
TRIES = 8
"""How often a transaction is tried against others that commit first."""
FENCES = ("ledger", *STAGES)
CATALOGUES = {"postgres": "postgres_scanner", "sqlite": "sqlite_scanner"}
"""Databases that may hold the catalogue, and the extension for each."""
_SECRET = re.compile(r"\bpassword\s*=|://[^/@\s]*:[^/@\s]*@", re.IGNORECASE)
_CONFLICTS = ("Transaction conflict", "database is locked", "could not serialize access")


def opening(settings: Settings, *, read_only: bool = False, version: int | None = None) -> list[str]:
    """The statements after which a connection has the lake as `warehouse`; `version`: as it was at a snapshot.

    Raises ConfigError for another catalogue, where its address holds a password, and where an extension is not installed.
    """
    if _kind(settings) not in CATALOGUES:
        raise ConfigError(
            "RASAD_LAKE", settings.lake.partition(":")[0], f"is no catalogue; say one of {', '.join(CATALOGUES)}"
        )
    if _SECRET.search(settings.lake):
        raise ConfigError(
            "RASAD_LAKE", "password", "is not for an address that logs may show: set PGPASSWORD or PGPASSFILE"
        )
    data = str(settings.lake_files)
    options = [f"DATA_PATH {_quoted(data.rstrip('/') + '/')}"]
    options += ["READ_ONLY"] if read_only or version is not None else []
    options += [f"SNAPSHOT_VERSION {version}"] if version is not None else []
    return [
        "SET autoinstall_known_extensions = false",
        *(f"LOAD {_quoted(_extension(name))}" for name in _extensions(settings, data)),
        *(_object_store() if data.startswith("s3://") else ()),
        f"ATTACH {_quoted('ducklake:' + settings.lake)} AS {NAME} ({', '.join(options)})",
    ]


def founding() -> list[str]:
    """What a lake needs before its tables are made; done again it changes nothing.

    Inserts never conflict in a DuckLake: two promotions of one stage would both find a row missing, and both add it. So each
    writes to the fence of its stage, which conflicts, and the later one runs again. A lake also keeps few new rows in its
    catalogue until they are worth a file; a table that it may do that with cannot have a column named `row_id`.
    """
    return [
        "CREATE SCHEMA IF NOT EXISTS quarantine",
        f"CALL {NAME}.set_option('data_inlining_row_limit', 0, schema => 'quarantine')",
        "CREATE SCHEMA IF NOT EXISTS fences",
        *(
            statement
            for fence in FENCES
            for statement in (
                f"CREATE TABLE IF NOT EXISTS fences.{fence} (turn BIGINT)",
                f"INSERT INTO fences.{fence} SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM fences.{fence})",
            )
        ),
    ]


def fencing(fence: str, note: str) -> tuple[str, ...]:
    """The statements that make two transactions with the same fence conflict, and tell in the list of snapshots what they do."""
    told = f"CALL {NAME}.set_commit_message('rasad', {_quoted(note or fence)})"
    return (f"UPDATE fences.{fence} SET turn = turn + 1", told)


def is_conflict(error: Exception) -> bool:
    """Whether a transaction failed because another one committed first, so that trying again may help."""
    return any(words in str(error) for words in _CONFLICTS)


def _extensions(settings: Settings, data: str) -> list[str]:
    return ["ducklake", CATALOGUES[_kind(settings)], *(["httpfs"] if data.startswith("s3://") else [])]


def _kind(settings: Settings) -> str:
    return settings.lake.partition(":")[0]


def _extension(name: str) -> Path:
    found = find_spec(f"duckdb_extension_{name}")
    files = (
        [file for place in (found.submodule_search_locations or ()) for file in Path(place).rglob("*.duckdb_extension")]
        if found
        else []
    )
    if not files:
        raise ConfigError("RASAD_LAKE", name, "is a DuckDB extension that is not here: install requirements-lake.txt")
    return files[0]


def _object_store() -> list[str]:
    """Where the object store is. The keys are DuckDB's to take from the environment (AWS_ACCESS_KEY_ID and the like)."""
    address = os.environ.get("AWS_ENDPOINT_URL", "")
    if not address:
        return []
    parts = urlsplit(address)
    return [
        f"SET s3_endpoint = {_quoted(parts.netloc)}",
        "SET s3_url_style = 'path'",
        f"SET s3_use_ssl = {'true' if parts.scheme == 'https' else 'false'}",
    ]


def _quoted(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
