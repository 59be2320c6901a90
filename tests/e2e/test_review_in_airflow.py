"""The review in a started Airflow: somebody signs in, reads the required action, releases, and the next run publishes the row."""

from __future__ import annotations

import json
import os
import time
import urllib.error
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from test_gates_hold import until

from conftest import rows
from live_airflow import LiveAirflow
from rasad import runner
from rasad.edges import store
from rasad.errors import GateFailed
from rasad.settings import Settings

pytestmark = pytest.mark.airflow
PATIENCE = 240
HOSTILE = "<img src=x onerror=alert(1)> [click](http://evil.example) www.evil.example \u202egnp.exe {{ var.value.x }}"
ASK = "decision.ask"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "is_mobile": True},
}


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """A call in a thread of its own: the browser keeps an event loop in this one, and fetching wants one as well."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *arguments).result()


@pytest.fixture
def aside(airflow_server: LiveAirflow) -> Iterator[Settings]:
    """A version that the gate of claims set aside, and a row whose text is hostile. The daily DAG is paused meanwhile."""
    evening = airflow_server.settings.model_copy(update={"edition": "evening"})
    batch_id = apart(until, evening, "claims")
    with pytest.raises(GateFailed):
        runner.audit(evening, batch_id, "claims", print)
    fault = {"unit_id": "nobody", "title": HOSTILE}
    hostile = {
        "row_id": "hostile",
        "batch_id": "b",
        "stage": "clean",
        "table_name": "article_versions",
        "unit_id": "nobody",
    }
    hostile |= {"reason": "body_is_long_enough", "payload": json.dumps(fault), "status": "open"}
    with store.warehouse(evening) as database, database.transaction():
        database.insert("quarantine.rows", [hostile | {"quarantined_at": datetime.now(UTC)}])
    airflow_server.call("PATCH", "/api/v2/dags/iran_news", {"is_paused": True})
    yield evening
    for run in airflow_server.call("GET", "/api/v2/dags/iran_news/dagRuns?state=queued")["dag_runs"]:
        airflow_server.call("DELETE", f"/api/v2/dags/iran_news/dagRuns/{run['dag_run_id']}")


def asked(server: LiveAirflow, run_id: str) -> dict[str, int]:
    """The required actions of a run, by the stage of their headline, once both are there."""
    for _ in range(PATIENCE):
        found = server.call("GET", f"/api/v2/dags/review/dagRuns/{run_id}/hitlDetails")["hitl_details"]
        if len(found) == 2:
            return {one["subject"].partition(":")[0]: one["task_instance"]["map_index"] for one in found}
        time.sleep(1)
    raise AssertionError(f"nobody was asked: {server.states('review', run_id)}; see {server.log}")


def answer(server: LiveAirflow, run_id: str, index: int, user: str, option: str, why: str) -> None:
    given = {"chosen_options": [option], "params_input": {"why": why, "correction": None}}
    path = f"/api/v2/dags/review/dagRuns/{run_id}/taskInstances/{ASK}/{index}/hitlDetails"
    server.call("PATCH", path, given, user)


def look(page: Any, name: str) -> None:
    """A picture for people, where somebody wants to see it."""
    if folder := os.environ.get("UI_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_somebody_releases_a_row_in_the_browser_and_the_next_run_publishes_it(
    airflow_server: LiveAirflow, chromium: Any, aside: Settings
) -> None:
    run_id = airflow_server.trigger("review")
    index = asked(airflow_server, run_id)
    claims, clean = (
        f"{airflow_server.url}/dags/review/runs/{run_id}/tasks/{ASK}/mapped/{index[stage]}/required_actions"
        for stage in ("claims", "clean")
    )
    for name, options in LOOKS.items():
        with chromium.new_context(**options) as context:
            page = context.new_page()
            alerts: list[str] = []
            page.on("dialog", lambda dialog, alerts=alerts: (alerts.append(dialog.message), dialog.dismiss()))
            airflow_server.sign_in(page)
            page.goto(f"{airflow_server.url}/required_actions")
            page.get_by_text("set aside by span_is_not_its_text").first.wait_for()
            look(page, f"actions-{name}")
            page.goto(clean)
            page.get_by_text("Shorter texts are teasers").wait_for()
            look(page, f"clean-{name}")
            addresses = page.eval_on_selector_all("a", "links => links.map(link => link.href)")
            assert not [address for address in addresses if "evil" in address]
            assert page.get_by_text("{{ var.value.x }}").count() == 1
            assert page.get_by_text("⟨U+202E⟩").count() == 1
            assert not alerts
            page.goto(claims)
            page.get_by_text("mend the cause first").wait_for()
            assert page.get_by_role("link", name="all rows with what the gate saw").count() == 1
            look(page, f"claims-{name}")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        answer(airflow_server, run_id, index["clean"], "viewer", "Release", "a viewer decides nothing")
    answer(airflow_server, run_id, index["clean"], "admin", "Discard", "nobody wrote this")
    with chromium.new_context() as context:
        page = context.new_page()
        airflow_server.sign_in(page)
        page.goto(claims)
        page.locator("[name=element_why]").fill("read the page: the quotation is there")
        page.get_by_role("button", name="Release").click()
        assert airflow_server.wait("review", run_id) == "success"
    with store.warehouse(aside) as database:
        decided = database.rows(
            "SELECT stage, unit_id, action, decided_by, via FROM quarantine.decisions ORDER BY stage"
        )
    found = {(one["stage"], one["action"], one["decided_by"]) for one in decided}
    assert found == {("claims", "release", "admin"), ("clean", "discard", "admin")}
    assert all(one["via"] == f"DAG review, run {run_id}" for one in decided)
    queued = airflow_server.call("GET", "/api/v2/dags/iran_news/dagRuns?state=queued")["dag_runs"]
    assert len(queued) == 1, "one daily run takes up what was released"
    (version,) = {one["unit_id"] for one in decided if one["stage"] == "claims"}
    apart(runner.run, airflow_server.settings, print)
    fate = rows(airflow_server.settings, "SELECT DISTINCT fate FROM pages WHERE version_id = :version", version=version)
    assert fate == [{"fate": "published"}]
