"""The routes of the page: closed without login on every one, and under headers that let nothing else in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import page_desk
import pytest
from page_desk import RUN_ID

from rasad.edges import operations, snapshot
from rasad.settings import Settings

pytestmark = [
    pytest.mark.airflow,
    # The client of the tests, not of the page.
    pytest.mark.filterwarnings("ignore:Using `httpx` with"),
]
STYLE = "body { color: black }"


@pytest.fixture(scope="module")
def plugin() -> Any:
    import rasad_page

    return rasad_page


@pytest.fixture
def client(plugin: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The app on an installation of its own, to somebody who may see it."""
    from fastapi.testclient import TestClient

    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    plugin.desk.cache_clear()
    allowed = plugin.app.router.dependencies[0].dependency
    plugin.app.dependency_overrides[allowed] = lambda: None
    with TestClient(plugin.app, root_path="/rasad", follow_redirects=False) as made:
        yield made
    plugin.app.dependency_overrides.clear()
    plugin.desk().close()
    plugin.desk.cache_clear()


def paths(plugin: Any) -> list[str]:
    """The path of every route, with something in place of its parameters."""
    return [re.sub(r"\{\w+\}", "x", route.path) for route in plugin.app.routes]


def test_without_login_every_route_is_closed(plugin: Any) -> None:
    from fastapi.testclient import TestClient

    found = paths(plugin)
    assert {"/", "/claims", "/page.css", "/page.js", "/icon.svg", "/brief", "/brief/x/x"} <= set(found)
    client = TestClient(plugin.app, raise_server_exceptions=True)
    answers = {path: client.get(path) for path in found}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(found, 401)
    assert all("Rasad" not in answer.text for answer in answers.values())


def test_no_folder_is_mounted_and_nothing_describes_the_routes(plugin: Any) -> None:
    from fastapi.routing import APIRoute

    assert all(isinstance(route, APIRoute) for route in plugin.app.routes)
    assert not [path for path in paths(plugin) if "docs" in path or "openapi" in path]
    assert all(route.methods == {"GET"} for route in plugin.app.routes)


def test_who_may_not_read_the_daily_dag_may_not_read_the_page(plugin: Any) -> None:
    allowed = plugin.app.router.dependencies[0].dependency
    assert allowed.__qualname__.startswith("requires_access_dag")
    assert all(allowed in {one.call for one in route.dependant.dependencies} for route in plugin.app.routes)


def test_every_answer_lets_nothing_else_in(plugin: Any, client: Any, settings: Settings) -> None:
    page_desk.run(settings)
    for path in paths(plugin):
        headers = client.get(path).headers
        policy = headers.get("content-security-policy", "default-src 'none'" if "location" in headers else "")
        assert policy.startswith("default-src 'none'"), path
        assert "unsafe" not in policy
        assert "*" not in policy
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["cache-control"] == "no-store", path
        if "location" not in headers:
            assert "frame-ancestors 'self'" in policy, path


def test_the_one_script_has_a_nonce_that_no_two_answers_share(client: Any, settings: Settings) -> None:
    page_desk.run(settings)
    nonces = set()
    for _ in range(2):
        answer = client.get("/claims")
        nonce = re.search(r"script-src 'nonce-([^']+)'", answer.headers["content-security-policy"])
        assert nonce is not None
        assert re.findall(r"<script[^>]*>", answer.text) == [
            f'<script src="/rasad/page.js" nonce="{nonce[1]}" defer="defer">'
        ]
        nonces.add(nonce[1])
    assert len(nonces) == 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claim?id=nosuch", 404),
        ("/run?run_id=nosuch", 404),
        ("/claims?at=yesterday", 400),
        ("/claims?nosuch=1", 400),
        ("/claims", 200),
    ],
)
def test_what_is_wrong_with_a_question_is_told_in_the_status(
    client: Any, settings: Settings, path: str, status: int
) -> None:
    page_desk.run(settings)
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_brief_of_a_run_opens_from_what_airflow_calls_the_run_under_its_own_policy(
    client: Any, settings: Settings
) -> None:
    from rasad.brief.page import policy

    batch_id = page_desk.run(settings)
    html = f"<!doctype html><style>{STYLE}</style><p>brief</p>"
    (settings.published / batch_id / snapshot.BRIEF["en"]).write_text(html, encoding="utf-8")
    sent = client.get("/brief", params={"run_id": RUN_ID})
    assert sent.status_code == 303
    assert sent.headers["location"] == f"/rasad/brief/{batch_id}/brief.html"
    answer = client.get(sent.headers["location"].removeprefix("/rasad"))
    assert answer.text == html
    assert answer.headers["content-security-policy"] == policy(STYLE) + "; frame-ancestors 'self'"


def test_a_run_that_published_nothing_has_no_brief_and_shows_what_is_known(client: Any, settings: Settings) -> None:
    from rasad import ledger

    batch_id = ledger.open_batch(settings, None, RUN_ID)
    operations.refresh(settings, print)
    sent = client.get("/brief", params={"run_id": RUN_ID})
    assert sent.headers["location"] == f"/rasad/run?batch={batch_id}"


@pytest.mark.parametrize(
    "path",
    [
        "/brief/current/brief.html",
        "/brief/../../etc/passwd",
        "/brief/20261120T080000Z/manifest.json",
        "/brief/..%2f..%2fx/brief.html",
    ],
)
def test_nothing_but_a_brief_can_be_read_as_one(client: Any, settings: Settings, path: str) -> None:
    page_desk.run(settings)
    assert client.get(path).status_code == 404


def test_only_tasks_of_the_daily_run_lead_to_a_report(plugin: Any) -> None:
    from types import SimpleNamespace

    operator = SimpleNamespace(task_id="clean.audit")
    link = plugin.ReportLink()
    ours = link.get_link(operator, ti_key=SimpleNamespace(dag_id="iran_news", run_id="a b+c"))
    assert ours == "/rasad/gate?run_id=a+b%2Bc&task_id=clean.audit"
    assert link.get_link(operator, ti_key=SimpleNamespace(dag_id="other", run_id="a")) == ""
