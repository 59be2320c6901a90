"""The DAG files: they load, they are thin, and the graph is the pipeline."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rasad.model import STAGES
from rasad.parts import DOCUMENTS

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.airflow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def test_every_dag_file_loads(bag: Any) -> None:
    assert bag.import_errors == {}
    assert {"iran_news", "recheck", "backfill", "watch"} <= set(bag.dags)


def test_the_graph_is_write_audit_promote_stage_after_stage(bag: Any) -> None:
    dag = bag.dags["iran_news"]
    order = [task.task_id for task in dag.topological_sort()]
    before = {"land": ("plan", "fetch")} | dict.fromkeys(DOCUMENTS, ("take", "work"))
    steps = [f"{stage}.{step}" for stage in STAGES for step in (*before.get(stage, ()), "write", "audit", "promote")]
    assert order == ["open_batch", *steps]
    for earlier, later in pairwise(STAGES):
        first = "take" if later in DOCUMENTS else "write"
        assert f"{earlier}.promote" in dag.get_task(f"{later}.{first}").upstream_task_ids


def test_parts_are_tasks_of_their_own_that_any_worker_may_do(bag: Any) -> None:
    for stage in DOCUMENTS:
        work = bag.dags["iran_news"].get_task(f"{stage}.work")
        assert work.is_mapped
        assert work.partial_kwargs["map_index_template"] == "{{ part }}"
        assert (work.queue, work.pool) == ("parts", "default_pool")


def test_a_batch_that_was_not_cut_is_written_all_the_same_and_one_with_a_failed_part_is_not(bag: Any) -> None:
    for stage in DOCUMENTS:
        assert bag.dags["iran_news"].get_task(f"{stage}.write").trigger_rule == "none_failed"


def test_the_asset_graph_reads_like_the_picture_in_the_readme(bag: Any) -> None:
    """outlets, land, clean ... publish: each asset is made by its stage's promotion, from the asset before it."""
    tasks = {task.task_id: task for task in bag.dags["iran_news"].tasks}
    for before, stage in pairwise(("outlets", *STAGES)):
        promote = tasks.pop(f"{stage}.promote")
        assert [asset.name for asset in promote.inlets] == [before]
        assert [asset.name for asset in promote.outlets] == [stage]
        assert promote.outlets[0].uri.startswith("rasad://")
        assert promote.outlets[0].extra["gives"]
    assert not [task for task in tasks.values() if task.inlets or task.outlets]


def test_each_outlet_is_a_task_of_its_own_with_its_name_in_the_grid(bag: Any) -> None:
    fetch = bag.dags["iran_news"].get_task("land.fetch")
    assert fetch.is_mapped
    assert fetch.partial_kwargs["map_index_template"] == "{{ lane }}"


def test_one_outlet_that_fails_does_not_keep_the_others_from_being_read(bag: Any) -> None:
    dag = bag.dags["iran_news"]
    assert dag.get_task("land.write").trigger_rule == "all_done"
    assert dag.get_task("land.write").upstream_task_ids == {"open_batch", "land.fetch"}
    whole = [stage for stage in STAGES[1:] if stage not in DOCUMENTS]
    assert all(dag.get_task(f"{stage}.write").trigger_rule == "all_success" for stage in whole)


def test_every_task_is_tried_again_and_none_writes_beside_another(bag: Any) -> None:
    for task in bag.dags["iran_news"].tasks:
        assert task.retries >= 1
        apart = {"fetch": ("outlets", "outlets"), "work": ("default_pool", "parts")}
        assert (task.pool, task.queue) == apart.get(task.task_id.partition(".")[2], ("warehouse", "default"))


def test_one_run_at_a_time_works_on_the_warehouse(bag: Any) -> None:
    """Rechecks and backfills are runs of the daily DAG, which has one at a time."""
    assert bag.dags["iran_news"].max_active_runs == 1
    assert bag.dags["recheck"].get_task("look_again").trigger_dag_id == "iran_news"
    assert bag.dags["backfill"].get_task("batch").trigger_dag_id == "iran_news"
    assert bag.dags["backfill"].get_task("next_batch").trigger_dag_id == "backfill"


def test_each_reason_in_quarantine_is_a_question_that_is_left_as_it_is_by_default(bag: Any) -> None:
    dag = bag.dags["review"]
    assert dag.max_active_runs == 1
    ask = dag.get_task("decision.ask")
    assert ask.options == ["Release", "Discard", "Fix and replay", "Leave"]
    assert ask.defaults == ["Leave"]
    assert ask.response_timeout
    assert dag.get_task("decision.apply").upstream_task_ids == {"find_open", "decision.ask"}
    assert dag.get_task("decision.take_up").trigger_dag_id == "iran_news"
    assert {dag.get_task(name).pool for name in ("find_open", "decision.apply")} == {"warehouse"}


def test_every_gate_tells_the_person_on_call_what_to_do(bag: Any) -> None:
    for stage in STAGES:
        assert "What to do" in bag.dags["iran_news"].get_task(f"{stage}.audit").doc_md


def test_every_gate_that_turns_red_tells_people(bag: Any) -> None:
    for task in bag.dags["iran_news"].tasks:
        told = [callback.__name__ for callback in task.on_failure_callback]
        assert told == (["on_red_gate"] if task.task_id.endswith(".audit") else [])


def test_a_run_has_a_deadline_whose_callback_a_worker_can_import(bag: Any) -> None:
    from airflow.sdk import SyncCallback
    from airflow.sdk.module_loading import import_string
    from airflow.serialization.serialized_objects import DagSerialization

    (deadline,) = bag.dags["iran_news"].deadline
    assert isinstance(deadline.callback, SyncCallback)
    assert callable(import_string(deadline.callback.path))
    assert DagSerialization.to_dict(bag.dags["iran_news"])["dag"]["deadline"]


def test_the_watch_looks_every_quarter_of_an_hour_and_holds_no_slot_of_the_warehouse(bag: Any) -> None:
    dag = bag.dags["watch"]
    assert dag.schedule == "*/15 * * * *"
    assert [(task.task_id, task.pool) for task in dag.topological_sort()] == [
        ("look", "default_pool"),
        ("tell", "default_pool"),
    ]


def test_the_daily_dag_runs_daily_one_at_a_time(bag: Any) -> None:
    dag = bag.dags["iran_news"]
    assert dag.max_active_runs == 1
    assert dag.schedule == "0 3 * * *"
    assert not dag.catchup
    assert dag.doc_md


def test_a_dag_file_holds_no_sql_no_address_and_no_business() -> None:
    for path in (ROOT / "dags").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 90
        assert not any(word in text for word in ("SELECT ", "http://", "https://"))
        imported = {n.module for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom) and n.module}
        assert not {module for module in imported if module.startswith("rasad.")}
