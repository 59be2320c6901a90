"""The Airflow UI as people see it, in a browser: login, runs, red gates, and the page of Rasad inside it."""

from __future__ import annotations

from typing import Any

import pytest

from live_airflow import LiveAirflow

pytestmark = pytest.mark.airflow


def test_nobody_sees_the_ui_without_login_and_a_viewer_sees_the_daily_run(
    airflow_server: LiveAirflow, chromium: Any
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{airflow_server.url}/dags/iran_news")
        page.wait_for_url("**/auth/login?**")
        airflow_server.sign_in(page, "viewer")
        page.goto(f"{airflow_server.url}/dags/iran_news")
        page.get_by_text("iran_news").first.wait_for()
