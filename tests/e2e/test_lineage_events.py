"""The OpenLineage events of a run of the DAG, as the file transport writes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import AirflowDay, lineage_of
from rasad import lineage
from rasad.contracts import contract
from rasad.model import STAGES

pytestmark = pytest.mark.airflow
Event = dict[str, Any]


@pytest.fixture(scope="module")
def events(airflow_day: AirflowDay) -> list[Event]:
    """Every event of a green run."""
    assert airflow_day.done.returncode == 0, airflow_day.done.stderr[-3000:]
    return lineage_of(airflow_day.events)


def of(events: list[Event], task: str, kind: str) -> Event:
    (found,) = (e for e in events if e["job"]["name"] == f"iran_news.{task}" and e["eventType"] == kind)
    return found


def names(datasets: list[Event]) -> set[tuple[str, str]]:
    return {(dataset["namespace"], dataset["name"]) for dataset in datasets}


@pytest.mark.parametrize("name", ["write", "audit", "promote"])
@pytest.mark.parametrize("stage", STAGES)
def test_each_step_tells_its_start_and_end_with_the_tables_that_it_reads_and_gives(
    stage: str, name: str, events: list[Event]
) -> None:
    step = lineage.step(stage, name)
    assert step is not None
    for kind in ("START", "COMPLETE"):
        event = of(events, f"{stage}.{name}", kind)
        assert event["job"]["namespace"] == "rasad"
        assert names(event["inputs"]) == {(table.namespace, table.name) for table in step.inputs}
        assert names(event["outputs"]) == {(table.namespace, table.name) for table in step.outputs}


@pytest.mark.parametrize("stage", STAGES)
def test_a_promotion_tells_columns_rows_and_checks(stage: str, events: list[Event]) -> None:
    event = of(events, f"{stage}.promote", "COMPLETE")
    promise = contract(stage)
    for dataset in event["outputs"]:
        table = promise.tables[dataset["name"].rpartition(".")[2]]
        columns = [field["name"] for field in dataset["facets"]["schema"]["fields"]]
        assert columns == list(table.all_columns)
        assert dataset["outputFacets"]["outputStatistics"]["rowCount"] >= 0
        assert set(dataset["facets"]["columnLineage"]["fields"]) == set(columns)
    told = {
        one["assertion"]: one["success"]
        for dataset in event["inputs"]
        for one in dataset["inputFacets"].get("dataQualityAssertions", {"assertions": []})["assertions"]
    }
    declared = {e.name for t in promise.tables.values() for e in t.expectations} | {c.name for c in promise.checks}
    assert told == dict.fromkeys(declared, True)


def test_the_columns_of_a_published_table_lead_back_to_the_warehouse(events: list[Event]) -> None:
    outputs = of(events, "publish.write", "COMPLETE")["outputs"]
    (claims,) = (dataset for dataset in outputs if dataset["name"] == "publish.claims")
    (source,) = claims["facets"]["columnLineage"]["fields"]["content_text"]["inputFields"]
    told = {key: source[key] for key in ("namespace", "name", "field")}
    assert told == {"namespace": "rasad://warehouse", "name": "claims.claims", "field": "content_text"}


def test_no_event_names_a_file_of_this_machine(events: list[Event], airflow_day: AirflowDay) -> None:
    datasets = [json.dumps(event.get("inputs", []) + event.get("outputs", [])) for event in events]
    assert any(datasets)
    assert not [text for text in datasets if str(airflow_day.settings.data) in text]
