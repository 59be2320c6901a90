"""Alerts on their way out: by mail, by webhook, or not at all; and a receiver that is ill holds nothing up."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alert_sinks import MailServer, mail_server, webhook_server
from rasad.alerts.alert import Alert
from rasad.edges import alerting
from rasad.settings import Settings

pytestmark = [pytest.mark.airflow, pytest.mark.filterwarnings("ignore")]

NOW = datetime.now(UTC)
HOSTILE = "feed says {{ 6 * 7 }}\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script> \u202egnp.exe"
TROUBLE = Alert("outlet:med:a", "warning", HOSTILE, "probe it")


@pytest.fixture
def plugin(airflow_database: Path) -> Any:
    assert airflow_database.is_dir()
    import rasad_alerts

    return rasad_alerts


@pytest.fixture(autouse=True)
def quiet_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the machine that runs the tests has no say."""
    monkeypatch.setattr(alerting, "_disks", lambda _: [])


@pytest.fixture
def installation(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """An installation with one alert that nobody was told of."""
    monkeypatch.setenv("RASAD_DATA", str(settings.data))
    monkeypatch.setenv("RASAD_ALERT_SECONDS", "4")
    alerting.look(settings, NOW, [TROUBLE])
    return settings


def mail_to(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = {
        "conn_type": "smtp",
        "host": "127.0.0.1",
        "port": server.port,
        "extra": {"from_email": "rasad@example.org", "disable_tls": True, "disable_ssl": True},
    }
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", json.dumps(connection))
    monkeypatch.setenv("RASAD_ALERT_MAIL", "on-call@example.org, second@example.org")


def hook_to(address: str, monkeypatch: pytest.MonkeyPatch, password: str = "") -> None:
    connection = {"conn_type": "http", "host": address, "password": password}
    monkeypatch.setenv("AIRFLOW_CONN_RASAD_WEBHOOK", json.dumps(connection))
    monkeypatch.setenv("RASAD_ALERT_WEBHOOK", "rasad_webhook")


def test_a_mail_reaches_its_receivers_and_nothing_that_it_quotes_acts(
    plugin: Any, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installation.data.is_dir()
    with mail_server() as server:
        mail_to(server, monkeypatch)
        plugin.look_and_tell([TROUBLE])
        plugin.look_and_tell([TROUBLE])
    (mail,) = server.mails
    assert server.receivers == ["on-call@example.org", "second@example.org"]
    assert mail["From"] == "rasad@example.org"
    assert "Bcc" not in mail
    assert mail["Subject"].startswith("[Rasad] warning: feed says {{ 6 * 7 }}⟨U+000D⟩ Bcc:")
    body = mail.get_body(("html",))
    assert body is not None
    shown = body.get_content()
    assert "{{ 6 * 7 }}" in shown
    assert "<script" not in shown
    assert "⟨U+202E⟩" in shown
    assert "probe it" in shown


def test_a_webhook_is_told_the_same_and_signed(
    plugin: Any, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installation.data.is_dir()
    with webhook_server() as hook:
        hook_to(hook.address, monkeypatch, "our key")
        plugin.look_and_tell([TROUBLE])
        plugin.look_and_tell([TROUBLE])
        plugin.look_and_tell()
    assert [json.loads(body)["alerts"][0]["kind"] for _, _, body in hook.requests] == ["raised", "resolved"]
    assert hook.requests[0][1]["X-Rasad-Signature"].startswith("t=")


@pytest.mark.parametrize("illness", ["mute", "dripping", "down"])
def test_a_dead_mail_server_neither_fails_nor_holds_up_and_is_told_when_it_is_back(
    illness: str,
    plugin: Any,
    installation: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert installation.data.is_dir()
    monkeypatch.setenv("RASAD_ALERT_SECONDS", "0.5")
    with mail_server(mute=illness == "mute", dripping=illness == "dripping") as server, webhook_server() as hook:
        mail_to(MailServer(port=9) if illness == "down" else server, monkeypatch)
        hook_to(hook.address, monkeypatch)
        began = time.monotonic()
        with caplog.at_level(logging.WARNING, logger="rasad"):
            plugin.look_and_tell([TROUBLE])
        assert time.monotonic() - began < 15
    assert "mail not told" in caplog.text
    assert len(hook.requests) == 1
    assert server.mails == []
    monkeypatch.setenv("RASAD_ALERT_SECONDS", "4")
    with mail_server() as server:
        mail_to(server, monkeypatch)
        plugin.look_and_tell([TROUBLE])
    assert len(server.mails) == 1


def test_without_a_channel_alerts_are_lines_in_the_log(
    plugin: Any, installation: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert plugin.channels(installation) == []
    with caplog.at_level(logging.WARNING, logger="rasad"):
        plugin.look_and_tell([TROUBLE])
    assert "alert: warning: feed says" in caplog.text
    assert "\r" not in caplog.text


def test_a_warehouse_that_is_busy_does_not_hold_up_the_callback(
    plugin: Any, installation: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from filelock import FileLock

    monkeypatch.setattr(plugin, "CALLBACK_WAITS_S", 0.2)
    with FileLock(installation.data / "warehouse.lock"), caplog.at_level(logging.WARNING, logger="rasad"):
        plugin.on_red_gate({})
    assert "could not look" in caplog.text


def test_a_missed_deadline_names_the_run_that_airflow_names(plugin: Any, installation: Settings) -> None:
    plugin.on_missed_deadline({"dag_run": {"dag_run_id": "scheduled__2026-11-20"}, "deadline": {}})
    open_ones = [one.episode.alert for one in alerting.news(installation, "mail", datetime.now(UTC))]
    assert [alert.key for alert in open_ones] == ["schedule:run"]
    assert "the run scheduled__2026-11-20 has not finished within 4 hours" in open_ones[0].text


def test_the_address_of_a_webhook_may_be_given_in_parts(plugin: Any) -> None:
    class Connection:
        host, schema, port = "hooks.example.org", "", 8443

    assert plugin._address(Connection) == "https://hooks.example.org:8443"
