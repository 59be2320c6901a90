"""The Airflow UI as people see it, in a browser: login, runs, a red gate, and the page of Rasad inside it, which runs nothing of a text.

UI_PICTURES=<folder> keeps pictures of the views, in light, dark and phone width.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from live_airflow import LiveAirflow
from rasad.edges import operations, snapshot, store
from rasad.settings import Settings

pytestmark = pytest.mark.airflow

HOSTILE = (
    "<script>top.document.title='owned'</script><img src=x onerror=\"top.document.title='owned'\">"
    "</bdi></main><svg onload=top.document.title='owned'>\u202e\u2066 گزارش"
)
PATIENCE_MS = 90_000
VIEWS = ("", "outlets", "gates", "quarantine", "claims", "clusters", "conflicts")


@pytest.fixture(scope="module")
def hostile_claim(airflow_server: LiveAirflow) -> str:
    """A newer snapshot in which titles, claims, speakers and outlets attack whoever looks. Returns one of its claims."""
    published = airflow_server.settings.published
    folder = published / "20991231T000000Z"
    shutil.copytree((published / snapshot.CURRENT).resolve(), folder)
    with store.opened(folder / snapshot.FILE) as database, database.transaction():
        for column in (
            "article_versions SET title",
            "claims SET content_text",
            "claims SET speaker_surface",
            "sources SET name_en",
        ):
            database.rows(f"UPDATE {column} = :text RETURNING 1", text=HOSTILE)
        claim_id: str = database.rows("SELECT min(claim_id) AS id FROM claims WHERE lang = 'fa'")[0]["id"]
    fresh = published / ".hostile"
    fresh.symlink_to(folder.name)
    fresh.replace(published / snapshot.CURRENT)
    return claim_id


@pytest.fixture
def person(airflow_server: LiveAirflow, chromium: Any) -> Iterator[Any]:
    """The window of a viewer who has signed in."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        airflow_server.sign_in(page, "viewer")
        yield page


def picture(page: Any, name: str, **given: Any) -> None:
    """A picture for a person to look at, where one is wanted."""
    if folder := os.environ.get("UI_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", **given)


@contextlib.contextmanager
def damaged_record(settings: Settings) -> Iterator[None]:
    """One bit of an archived page turned, and turned back afterwards."""
    with store.warehouse(settings) as database:
        row = database.rows(
            "SELECT archive_file, archive_offset FROM land.fetches WHERE outcome = 'kept' AND page_id IS NOT NULL"
            " ORDER BY fetch_id LIMIT 1"
        )[0]
    path = settings.archive / row["archive_file"]

    def turn() -> None:
        with path.open("r+b") as stream:
            stream.seek(row["archive_offset"] + 300)
            byte = stream.read(1)[0]
            stream.seek(row["archive_offset"] + 300)
            stream.write(bytes([byte ^ 1]))

    turn()
    try:
        yield
    finally:
        turn()


def test_nobody_sees_the_ui_without_login_and_a_viewer_sees_the_daily_run(
    airflow_server: LiveAirflow, chromium: Any, person: Any
) -> None:
    with chromium.new_context() as stranger:
        stranger.set_default_timeout(PATIENCE_MS)
        page = stranger.new_page()
        page.goto(f"{airflow_server.url}/dags/iran_news")
        page.wait_for_url("**/auth/login?**")
        for view in VIEWS:
            assert page.request.get(f"{airflow_server.url}/rasad/{view}").status == 401
    person.goto(f"{airflow_server.url}/dags/iran_news")
    person.get_by_text("iran_news").first.wait_for()


def test_a_red_gate_is_seen_in_the_run_and_on_the_page_and_leads_to_its_task(
    airflow_server: LiveAirflow, person: Any
) -> None:
    with damaged_record(airflow_server.settings):
        run_id = airflow_server.trigger("iran_news")
        assert airflow_server.wait("iran_news", run_id) == "failed"
    assert airflow_server.states("iran_news", run_id)["land.audit"] == "failed"
    person.goto(f"{airflow_server.url}/dags/iran_news/runs/{quote(run_id, safe='')}")
    person.get_by_text(re.compile("^failed$", re.IGNORECASE)).first.wait_for()
    picture(person, "run-in-airflow")
    person.goto(f"{airflow_server.url}/dags/iran_news/runs/{quote(run_id, safe='')}/plugin/rasad-pages")
    frame = person.frame_locator("iframe")
    frame.get_by_text("The gate of land stopped this run").wait_for()
    picture(person, "red-run")
    frame.get_by_role("link", name="What to do").click()
    frame.get_by_text("archived_records_verify").first.wait_for()
    picture(person, "red-gate")
    frame.get_by_role("link", name="land.audit").click()
    person.wait_for_url("**/dags/iran_news/runs/*/tasks/land.audit**")
    person.get_by_role("link", name="Gate report").click()
    person.frame_locator("iframe").get_by_role("heading", name="Gate of land").wait_for()
    picture(person, "gate-report-of-a-task")


def test_the_brief_opens_from_the_run_that_published_it(airflow_server: LiveAirflow, person: Any) -> None:
    newest = operations.newest(airflow_server.settings)
    assert newest is not None
    with store.opened(newest, read_only=True) as database:
        done = database.rows("SELECT min(batch_id) AS id FROM ledger.batches WHERE state = 'published'")[0]["id"]
    person.goto(f"{airflow_server.url}/rasad/run?batch={done}")
    person.get_by_role("link", name="brief").click()
    person.wait_for_url("**/brief.html")
    assert person.get_by_role("heading", name="Rasad brief").is_visible()
    assert person.evaluate("getComputedStyle(document.body).margin") == "0px"  # its own policy lets its own style in


@pytest.mark.usefixtures("hostile_claim")
@pytest.mark.parametrize("view", VIEWS)
def test_no_script_of_a_hostile_text_runs_inside_the_ui(airflow_server: LiveAirflow, person: Any, view: str) -> None:
    asked: list[str] = []
    person.on("request", lambda request: asked.append(request.url))
    person.goto(f"{airflow_server.url}/plugin/rasad-rasad")
    frame = person.frame_locator("iframe")
    with person.expect_response(lambda answer: answer.url == f"{airflow_server.url}/rasad/{view}") as answered:
        frame.locator(f'nav a[href="/rasad/{view}"]').click()
    answered.value.finished()
    frame.locator(f'nav a[href="/rasad/{view}"][aria-current]').wait_for()
    frame.locator("script").wait_for(state="attached")
    assert "owned" not in person.title()
    assert frame.locator("script").count() == 1
    assert frame.locator("img, iframe, svg[onload]").count() == 0
    assert [url for url in asked if not url.startswith((airflow_server.url, f"blob:{airflow_server.url}/"))] == []
    picture(person, f"in-the-ui-{view or 'runs'}")


def test_a_claim_shows_hostile_words_as_words_with_its_evidence_marked(
    airflow_server: LiveAirflow, person: Any, hostile_claim: str
) -> None:
    person.goto(f"{airflow_server.url}/rasad/claim?id={hostile_claim}")
    assert "owned" not in person.title()
    assert "<script>top.document.title='owned'</script>" in person.locator("article h3").inner_text()
    assert "⟨U+202E⟩" in person.locator("article h3").inner_text()
    marked = person.locator("article mark.content").first
    assert marked.evaluate("e => getComputedStyle(e.closest('p')).direction") == "rtl"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_every_view_fits_the_width_of_its_window(
    airflow_server: LiveAirflow, chromium: Any, person: Any, scheme: str, width: int
) -> None:
    state = person.context.storage_state()
    with chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, storage_state=state
    ) as context:
        page = context.new_page()
        for view in VIEWS:
            page.goto(f"{airflow_server.url}/rasad/{view}")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{view} is {wide} pixels wider than the window"
            picture(page, f"{view or 'runs'}-{scheme}-{width}", full_page=True)


def test_the_page_is_used_by_keyboard_alone(airflow_server: LiveAirflow, person: Any) -> None:
    person.goto(f"{airflow_server.url}/rasad/claims")
    person.keyboard.press("Tab")
    assert person.evaluate("document.activeElement.className") == "skip"
    assert person.locator(".skip").bounding_box()["x"] >= 0
    person.keyboard.press("Enter")
    assert person.evaluate("document.activeElement.id") == "content"
    person.keyboard.press("Tab")
    assert person.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
