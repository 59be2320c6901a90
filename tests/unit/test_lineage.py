"""The lineage of a step is read off its SQL and its contract, and joins up from the outlets to the readers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rasad import lineage
from rasad.contracts import contract
from rasad.model import STAGES
from rasad.parts import DOCUMENTS


def step(stage: str, name: str) -> lineage.Step:
    found = lineage.step(stage, name)
    assert found is not None
    return found


def names(tables: tuple[lineage.Table, ...]) -> set[tuple[str, str]]:
    return {(table.namespace, table.name) for table in tables}


@pytest.mark.parametrize("stage", STAGES)
def test_each_step_reads_what_the_step_before_it_gives(stage: str) -> None:
    written, promoted = step(stage, "write"), step(stage, "promote")
    assert names(step(stage, "audit").inputs) == names(promoted.inputs) == names(written.outputs)
    assert {table.short for table in promoted.outputs} == set(contract(stage).tables)


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(STAGES)))
def test_each_stage_reads_tables_of_the_stage_before_it(earlier: str, later: str) -> None:
    tables = [table for table in step(later, "write").inputs if table.namespace == "rasad://warehouse"]
    read = {table.name.partition(".")[0] for table in tables}
    assert earlier in read
    known = {*STAGES[: STAGES.index(later) + 1], "ledger", "quarantine"}
    assert read <= known


def test_the_chain_begins_with_the_outlets_and_ends_with_the_readers() -> None:
    fetched = step("land", "fetch")
    assert [table.namespace for table in fetched.inputs] == ["rasad://outlets"]
    assert names(fetched.outputs) <= names(step("land", "write").inputs)
    assert {table.namespace for table in step("publish", "promote").outputs} == {"rasad://published"}
    assert ("rasad://published", "claims") in names(step("publish", "promote").outputs)


@pytest.mark.parametrize("stage", DOCUMENTS)
def test_what_is_read_apart_comes_back_to_the_stage(stage: str) -> None:
    taken, worked = step(stage, "take"), step(stage, "work")
    assert names(taken.outputs) == names(worked.inputs)
    assert names(worked.outputs) <= names(step(stage, "write").inputs)
    assert {table.namespace for table in taken.inputs} == {"rasad://warehouse"}


def test_a_table_has_the_columns_of_its_contract() -> None:
    (claims,) = (table for table in step("claims", "promote").outputs if table.short == "claims")
    assert dict(claims.types) == {n: c.type for n, c in contract("claims").tables["claims"].all_columns.items()}


def test_every_column_of_a_promoted_table_is_the_one_of_its_candidate() -> None:
    for stage in STAGES:
        for table in step(stage, "promote").outputs:
            assert set(table.sources) == set(table.types)


def test_a_published_column_names_the_columns_behind_it_through_tables_on_the_way() -> None:
    made = {table.short: table.sources for table in step("publish", "write").outputs}
    assert made["claims"]["content_text"] == (lineage.Column("rasad://warehouse", "claims.claims", "content_text"),)
    # articles are joined over a table that exists only while they are made, and that reads another published table
    assert made["articles"]["lang"] == (lineage.Column("rasad://warehouse", "clean.articles", "lang"),)
    behind = {(one.table, one.name) for one in made["pages"]["fate"]}
    assert {("clean.outcomes", "outcome"), ("tag.articles", "relevant"), ("dedupe.members", "kind")} <= behind


def test_every_column_behind_another_exists() -> None:
    for table in step("publish", "write").outputs:
        assert set(table.sources) <= set(table.types)
        for column in (one for sources in table.sources.values() for one in sources):
            schema, _, name = column.table.partition(".")
            assert schema in ("ledger", "quarantine") or column.name in contract(schema).tables[name].all_columns


@pytest.mark.parametrize("task", [("land", "plan"), ("open_batch", ""), ("watch", "write"), ("clean", "part")])
def test_a_task_that_moves_no_table_has_no_lineage(task: tuple[str, str]) -> None:
    assert lineage.step(*task) is None
