"""Every expectation and check can fail: each has rows that trip exactly it, and a good batch that trips none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from rasad.contracts import Contract, contract, contracts
from rasad.edges import gate, store
from rasad.errors import ConfigError
from rasad.model import STAGES
from rasad.settings import SQL

CASES = Path(__file__).parent / "contracts"
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def names(promise: Contract) -> set[str]:
    return {e.name for table in promise.tables.values() for e in table.expectations} | {c.name for c in promise.checks}


def read(stage: str, name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / stage / f"{name}.yml").read_text(encoding="utf-8"))


def candidate(path: Path, promise: Contract, change: dict[str, Any]) -> Path:
    """A candidate file with the good batch of a stage, changed."""
    batch = read(promise.stage, "good")
    tables, inputs = batch["tables"], batch.get("input", {})
    for name, edits in change.get("set", {}).items():
        for index, values in edits.items():
            tables[name][index].update(values)
    for name, edits in change.get("set_input", {}).items():
        for index, values in edits.items():
            inputs[name][index].update(values)
    for name, extra in change.get("add", {}).items():
        tables[name] += [tables[name][0] | row for row in extra]
    for name, extra in change.get("add_new", {}).items():
        tables[name] = extra
    for name, dropped in change.get("drop", {}).items():
        tables[name] = [row for index, row in enumerate(tables[name]) if index not in dropped]
    warehouse = path.with_name("warehouse.duckdb")
    with store.opened(warehouse) as database:
        for folder in sorted(SQL.glob("[0-6]_*")):
            database.run(folder / "tables.sql")
    with store.opened(path) as database:
        database.run(promise.folder / "tables.sql")
        if inputs:
            database.execute("CREATE SCHEMA input")
            with database.attached(warehouse, "warehouse"):
                database.run(promise.folder / "input.sql", batch_id="b", now=NOW, evidence_sample=5)
                for step in batch.get("steps", []):
                    database.run(promise.folder / f"{step}.sql")
        for name, rows in inputs.items():
            database.insert(f"input.{name}", [typed(row) for row in rows])
        for name in promise.tables:
            database.insert(f"{promise.namespace}.{name}", [typed(row) for row in tables.get(name, [])])
            if promise.namespace != "main":
                database.execute(f"CREATE VIEW main.{name} AS SELECT * FROM {promise.namespace}.{name}")
    return path


def typed(row: dict[str, Any]) -> dict[str, Any]:
    parse = {
        "_at": datetime.fromisoformat,
        "_since": datetime.fromisoformat,
        "now": datetime.fromisoformat,
        "_date": date.fromisoformat,
        "_date_end": date.fromisoformat,
        "signature": bytes.fromhex,
    }
    found = dict(row)
    for key, value in row.items():
        for ending, convert in parse.items():
            if key.endswith(ending) and isinstance(value, str) and value[:1].isdigit():
                found[key] = convert(value)
    return found


def failing(path: Path, promise: Contract) -> set[str]:
    return {verdict.name for verdict in gate.audit(path, promise) if not verdict.success}


@pytest.mark.parametrize("stage", STAGES)
def test_a_good_batch_passes_every_check(stage: str, tmp_path: Path) -> None:
    assert failing(candidate(tmp_path / "candidate.duckdb", contract(stage), {}), contract(stage)) == set()


@pytest.mark.parametrize(("stage", "name"), [(p.stage, name) for p in contracts() for name in sorted(names(p))])
def test_rows_that_break_a_rule_trip_exactly_that_rule(stage: str, name: str, tmp_path: Path) -> None:
    path = candidate(tmp_path / "candidate.duckdb", contract(stage), read(stage, name))
    assert failing(path, contract(stage)) == {name}


@pytest.mark.parametrize("stage", STAGES)
def test_every_rule_has_rows_that_trip_it_and_every_such_file_has_a_rule(stage: str) -> None:
    assert {path.stem for path in (CASES / stage).glob("*.yml")} == names(contract(stage)) | {"good"}


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_judged_by_at_least_ten_rules_that_each_say_something_else(stage: str) -> None:
    promise = contract(stage)
    judgements = [
        (name, rule.type, repr(sorted(rule.kwargs.items())))
        for name, table in promise.tables.items()
        for rule in table.expectations
    ] + [(check.table, "sql", promise.check_sql(check)) for check in promise.checks]
    assert len(set(judgements)) == len(judgements) == len(names(promise)) >= 10


@pytest.mark.parametrize("stage", STAGES)
def test_most_rules_of_every_stage_close_the_gate(stage: str) -> None:
    """Ten warnings would be a gate that never closes."""
    promise = contract(stage)
    rules = [e.severity for table in promise.tables.values() for e in table.expectations]
    assert (rules + [c.severity for c in promise.checks]).count("critical") >= 7


@pytest.mark.parametrize("stage", STAGES)
def test_every_check_file_is_in_the_contract(stage: str) -> None:
    promise = contract(stage)
    assert {path.stem for path in (promise.folder / "checks").glob("*.sql")} == {check.name for check in promise.checks}


@pytest.mark.parametrize("stage", STAGES)
def test_contract_columns_equal_the_database(stage: str, tmp_path: Path) -> None:
    promise = contract(stage)
    with store.opened(tmp_path / "empty.duckdb") as database:
        database.run(promise.folder / "tables.sql")
        for name, table in promise.tables.items():
            declared = {column: described.type for column, described in table.all_columns.items()}
            found = database.columns(f"{promise.namespace}.{name}")
            assert {c: t.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ") for c, t in found.items()} == declared


def test_a_misspelt_expectation_stops_the_gate(tmp_path: Path) -> None:
    promise = contract("tag")
    path = candidate(tmp_path / "candidate.duckdb", promise, {})
    table = promise.tables["articles"]
    misspelt = table.expectations[0].model_copy(update={"type": "expect_column_values_to_not_be_nul"})
    broken = promise.model_copy(
        update={"tables": promise.tables | {"articles": table.model_copy(update={"expectations": (misspelt,)})}}
    )
    with pytest.raises(ConfigError):
        gate.audit(path, broken)


def test_an_expectation_that_cannot_be_evaluated_stops_the_gate(tmp_path: Path) -> None:
    promise = contract("tag")
    path = candidate(tmp_path / "candidate.duckdb", promise, {})
    table = promise.tables["articles"]
    unknown = table.expectations[0].model_copy(update={"kwargs": {"column": "no_such_column"}})
    broken = promise.model_copy(
        update={"tables": promise.tables | {"articles": table.model_copy(update={"expectations": (unknown,)})}}
    )
    with pytest.raises(ConfigError, match="could not be evaluated"):
        gate.audit(path, broken)
