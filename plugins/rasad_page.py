"""The page of Rasad inside the Airflow UI: routes behind Airflow's login, and the places where the UI shows them.

What the routes show is in `rasad.page`; here is only the web: who may see it, and with which headers.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from airflow.api_fastapi.core_api.security import requires_access_dag
from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin
from airflow.sdk import BaseOperatorLink
from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from rasad import page, settings
from rasad.brief.page import policy as brief_policy
from rasad.edges import snapshot
from rasad.edges.asking import Refused

log = logging.getLogger("rasad")

PREFIX = "/rasad"
# The path that Airflow itself is served below, as people reach it.
BELOW = urlsplit(conf.get("api", "base_url", fallback="")).path.rstrip("/")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOTHING = "default-src 'none'; frame-ancestors 'self'"
FILES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
_BATCH = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

# Whoever may read the daily DAG may read what it made. Every route depends on it, those of files as well: a mounted folder would not.
app = FastAPI(
    title="Rasad",
    docs_url=None,
    redoc_url=None,
    openapi_url=None,
    dependencies=[Depends(requires_access_dag("GET", param_dag_id="iran_news"))],
)


@app.middleware("http")
async def forbid(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refusals and faults obey a policy as well: what no route has set is set here."""
    response = await answer(request)
    for name, value in (HEADERS | {"Content-Security-Policy": NOTHING}).items():
        response.headers.setdefault(name, value)
    return response


@cache
def desk() -> page.Desk:
    """Opened once a process, at the first question: Airflow loads plugins in every component."""
    return page.Desk.of(settings.load())


def policy(nonce: str) -> str:
    """Nothing but our style, our one script and our forms; framed by Airflow alone."""
    return (
        f"default-src 'none'; style-src 'self'; script-src 'nonce-{nonce}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'self'"
    )


def place(request: Request) -> page.Place:
    """Where this app is mounted, whatever path Airflow itself is served below."""
    base = str(request.scope.get("root_path", "")).rstrip("/")
    return page.Place(base, base.removesuffix(PREFIX), secrets.token_urlsafe(16))


def shown(name: str) -> Callable[[Request], Response]:
    """The route of one view."""

    def route(request: Request) -> Response:
        here = place(request)
        try:
            status, text = 200, page.whole(page.VIEWS[name](desk(), page.asked_from(request.query_params), here), here)
        except page.NothingThere as nothing:
            status, text = 404, page.trouble("Nothing there", str(nothing), here)
        except page.WrongQuestion as wrong:
            status, text = 400, page.trouble("That cannot be asked", str(wrong), here)
        except Refused as refused:
            log.warning("rasad page %r: %s", name, refused)
            status, text = 503, page.trouble("No answer", "The tables did not answer in time; the log says why.", here)
        return HTMLResponse(text, status, HEADERS | {"Content-Security-Policy": policy(here.nonce)})

    return route


def file(name: str) -> Callable[[], Response]:
    """The route of one file of ours."""

    def route() -> Response:
        return FileResponse(
            page.FOLDER / name,
            media_type=FILES[name],
            headers=HEADERS | {"Content-Security-Policy": NOTHING},
        )

    return route


for view in page.VIEWS:
    app.add_api_route(f"/{view}", shown(view), methods=["GET"])
for name in FILES:
    app.add_api_route(f"/{name}", file(name), methods=["GET"])


@app.get("/brief")
def brief_of_a_run(request: Request) -> Response:
    """The brief of the run that Airflow names, or what is known of that run."""
    here = place(request)
    try:
        run = page.found_run(desk(), page.asked_from(request.query_params))
    except (page.NothingThere, page.WrongQuestion):
        return shown("run")(request)
    if brief_file(run["batch_id"], snapshot.BRIEF["en"]) is None:
        return RedirectResponse(here.at("run", batch=run["batch_id"]), 303, HEADERS)
    return RedirectResponse(here.at(f"brief/{run['batch_id']}/{snapshot.BRIEF['en']}"), 303, HEADERS)


@app.get("/brief/{batch}/{edition}")
def brief(request: Request, batch: str, edition: str) -> Response:
    """The brief as it was published, under its own policy."""
    found = brief_file(batch, edition)
    if found is None:
        here = place(request)
        text = page.trouble("No brief", "That run published nothing, or its snapshot is no longer kept.", here)
        return HTMLResponse(text, 404, HEADERS | {"Content-Security-Policy": policy(here.nonce)})
    html = found.read_text(encoding="utf-8")
    style = _STYLE.search(html)
    own = brief_policy(style[1] if style else "") + "; frame-ancestors 'self'"
    return HTMLResponse(html, headers=HEADERS | {"Content-Security-Policy": own})


def brief_file(batch: str, edition: str) -> Path | None:
    """The file of one edition, if that batch is still published. Names are checked: they come from an address."""
    if edition not in snapshot.BRIEF.values() or not _BATCH.fullmatch(batch):
        return None
    path = settings.load().published / batch / edition
    return path if path.is_file() else None


def seen(name: str, destination: str, view: str, **more: str) -> dict[str, str]:
    """One place in the UI that shows a view. Airflow fills in the names in braces, encoded."""
    route = f"rasad-{name.lower().replace(' ', '-')}"
    return {"name": name, "destination": destination, "href": f"{BELOW}{PREFIX}/{view}", "url_route": route, **more}


class ReportLink(BaseOperatorLink):
    """From a task of the daily run to what its gate found; from other tasks to their run."""

    name = "Rasad"

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The address of the report. Nothing for tasks of other DAGs."""
        if ti_key.dag_id != "iran_news":
            return ""
        return page.Place(BELOW + PREFIX).at("gate", run_id=ti_key.run_id, task_id=operator.task_id)


class RasadPage(AirflowPlugin):
    """Registers the page in the navigation, and its reports where runs and tasks are shown."""

    name = "rasad_page"
    fastapi_apps = [{"app": app, "url_prefix": PREFIX, "name": "Rasad"}]  # noqa: RUF012
    external_views = [  # noqa: RUF012
        seen("Rasad", "nav", "", category="browse", icon=f"{BELOW}{PREFIX}/icon.svg"),
        seen("Pages", "dag_run", "run?run_id={RUN_ID}"),
        seen("Brief", "dag_run", "brief?run_id={RUN_ID}"),
        seen("Gate report", "task_instance", "gate?run_id={RUN_ID}&task_id={TASK_ID}"),
    ]
    global_operator_extra_links = [ReportLink()]  # noqa: RUF012
