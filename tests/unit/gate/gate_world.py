"""A small candidate file with a contract of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasad.contracts import Check, Contract, Expectation, Table
from rasad.edges import store


def rule(name: str, kind: str, severity: str = "warning", **kwargs: Any) -> Expectation:
    return Expectation.model_validate(
        {"name": name, "type": kind, "kwargs": kwargs, "severity": severity, "notes": f"What {name} is for."}
    )


def promise(*rules: Expectation, checks: tuple[Check, ...] = (), stage: str = "tag") -> Contract:
    columns = {
        "mention_id": {"type": "VARCHAR", "meaning": "id of the mention"},
        "version_id": {"type": "VARCHAR", "meaning": "its version"},
        "surface": {"type": "VARCHAR", "meaning": "as published"},
        "link_score": {"type": "DOUBLE", "meaning": "how sure it is"},
    }
    table = Table.model_validate(
        {"grain": "a mention", "key": ["mention_id"], "unit": "version_id", "columns": columns, "expectations": rules}
    )
    return Contract(
        stage=stage,
        takes="rows",
        gives="rows",
        question="Are they sound?",
        red_means="No.",
        remedy="Mend them.",
        most_open=100,
        outlets={"version_id": "input.versions"},
        tables={"mentions": table},
        checks=checks,
    )


def candidate(path: Path, mentions: list[dict[str, Any]], outlets: dict[str, str]) -> Path:
    with store.opened(path) as database:
        database.execute("CREATE SCHEMA input")
        database.execute("CREATE TABLE input.versions (version_id VARCHAR, source_id VARCHAR)")
        database.execute(
            "CREATE TABLE mentions (mention_id VARCHAR, version_id VARCHAR, surface VARCHAR, link_score DOUBLE,"
            " run_id VARCHAR, loaded_at TIMESTAMPTZ)"
        )
        database.insert("input.versions", [{"version_id": v, "source_id": s} for v, s in outlets.items()])
        database.insert("mentions", [{"mention_id": f"m{n}"} | row for n, row in enumerate(mentions)])
    return path
