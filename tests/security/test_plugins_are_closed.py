"""Every route that a plugin adds to Airflow is behind Airflow's login and obeys a strict policy: rows F7 and F8 of the matrix.

Airflow itself neither protects what plugins serve nor sends a content security policy. This test asks every route of every
app of every plugin, so that a new one cannot be open by mistake.
"""

from __future__ import annotations

import asyncio
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rasad.settings import ROOT

pytestmark = [
    pytest.mark.airflow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Using .httpx. with"),
]
PREFIX = "/plugin"
REFUSED = {401, 403}
DOCUMENTS = ("docs_url", "redoc_url", "openapi_url")


@dataclass(frozen=True)
class Answer:
    """What a route says."""

    route: str
    status: int
    headers: dict[str, str]


def plugins() -> Iterator[type]:
    """Every plugin class of plugins/."""
    from airflow.plugins_manager import AirflowPlugin

    for path in sorted((ROOT / "plugins").glob("*.py")):
        module = sys.modules.get(path.stem) or importlib.import_module(path.stem)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, AirflowPlugin) and value is not AirflowPlugin:
                yield value


def apps() -> list[Any]:
    """Every app that a plugin serves."""
    return [each["app"] for plugin in plugins() for each in getattr(plugin, "fastapi_apps", [])]


def answers(app: Any, headers: dict[str, str] | None = None) -> list[Answer]:
    """What every route of an app answers to somebody who shows nothing but these headers."""
    import httpx
    from fastapi import FastAPI

    root = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    root.mount(PREFIX, app)

    async def ask() -> list[Answer]:
        transport = httpx.ASGITransport(app=root, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://rasad.test") as client:
            found = []
            for route in app.routes:
                path = PREFIX + re.sub(r"\{[^}]*\}", "1", route.path)
                for method in sorted(getattr(route, "methods", None) or {"GET"}):
                    answer = await client.request(method, path, headers=headers or {})
                    found.append(Answer(f"{method} {route.path}", answer.status_code, dict(answer.headers)))
            return found

    return asyncio.run(ask())


def open_routes(app: Any, headers: dict[str, str] | None = None) -> list[str]:
    """The routes that answer somebody who has not logged in."""
    return [each.route for each in answers(app, headers) if each.status not in REFUSED]


def lenient(app: Any) -> list[str]:
    """The routes whose answers would let a browser run what is in them, sniff what they are, or frame them elsewhere."""
    return [
        each.route
        for each in answers(app)
        if "default-src 'none'" not in each.headers.get("content-security-policy", "")
        or "unsafe-inline"
        in each.headers.get("content-security-policy", "").partition("script-src")[2].partition(";")[0]
        or each.headers.get("x-content-type-options") != "nosniff"
    ]


@pytest.fixture
def login(airflow_database: Path) -> None:
    """Airflow's login, as its server sets it up."""
    assert airflow_database.is_dir()
    from airflow.api_fastapi.app import create_auth_manager

    create_auth_manager()


@pytest.mark.usefixtures("login")
def test_no_route_of_a_plugin_answers_without_a_login() -> None:
    """F8: neither without a token, nor with one that Airflow did not sign."""
    for app in apps():
        assert answers(app), "an app without routes"
        assert open_routes(app) == []
        assert open_routes(app, {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."}) == []
        assert open_routes(app, {"Cookie": "_token=forged"}) == []


@pytest.mark.usefixtures("login")
def test_no_app_of_a_plugin_describes_itself() -> None:
    """F8: /docs and /openapi.json would be open and name every route."""
    assert [each for app in apps() for each in DOCUMENTS if getattr(app, each) is not None] == []


@pytest.mark.usefixtures("login")
def test_every_answer_of_a_plugin_forbids_scripts_and_sniffing() -> None:
    """F7: also the refusals; Airflow adds no such header."""
    assert [route for app in apps() for route in lenient(app)] == []


def test_no_plugin_adds_what_this_test_cannot_ask() -> None:
    """F8: Flask views would be served beside the apps, and outside of this test."""
    for plugin in plugins():
        assert not getattr(plugin, "flask_blueprints", [])
        assert not getattr(plugin, "appbuilder_views", [])


@pytest.mark.usefixtures("login")
def test_an_open_route_is_found() -> None:
    """F7, F8: the test bites."""
    from airflow.api_fastapi.core_api.security import get_user
    from fastapi import Depends, FastAPI

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/open/{claim}")
    def naive(claim: str) -> str:
        return claim

    @app.get("/closed", dependencies=[Depends(get_user)])
    def closed() -> str:
        return "closed"

    assert open_routes(app) == ["GET /open/{claim}"]
    assert lenient(app) == ["GET /open/{claim}", "GET /closed"]
