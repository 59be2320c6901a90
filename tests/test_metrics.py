"""Rasad's gauges as a StatsD receiver sees them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alert_ledger import NOW, looks
from rasad.edges import alerting, store
from rasad.errors import GateFailed
from rasad.settings import Settings

pytestmark = [pytest.mark.airflow, pytest.mark.filterwarnings("ignore")]


class Sink:
    """What arrived over UDP, as name and value."""

    def __init__(self, receiver: socket.socket) -> None:
        self.receiver = receiver
        self.receiver.settimeout(0.5)

    def read(self) -> dict[str, float]:
        found = {}
        while True:
            try:
                name, _, value = self.receiver.recv(4096).decode().partition(":")
            except TimeoutError:
                return found
            found[name] = float(value.split("|")[0])


@contextmanager
def listening() -> Iterator[tuple[Sink, int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        yield Sink(receiver), receiver.getsockname()[1]


@pytest.fixture
def metrics(airflow_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Sink]]:
    """The plugin, in a task process that sends its metrics to a local receiver."""
    assert airflow_database.is_dir()
    from airflow.sdk.observability import stats
    from airflow.sdk.observability.metrics import statsd_logger

    import rasad_metrics

    with listening() as (sink, port):
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_HOST", "127.0.0.1")
        monkeypatch.setenv("AIRFLOW__METRICS__STATSD_PORT", str(port))
        stats.initialize(factory=statsd_logger.get_statsd_logger, export_legacy_names=False)
        yield rasad_metrics, sink
        stats.initialize(factory=None, export_legacy_names=False)


def test_a_green_stage_tells_seconds_checks_and_rows(metrics: tuple[Any, Sink]) -> None:
    plugin, sink = metrics
    with plugin.timed("clean", "audit"):
        pass
    plugin.judged("clean", 20, 1)
    plugin.promoted("clean", {"articles": 37, "edits": 0})
    told = sink.read()
    assert told.pop("airflow.rasad.clean.audit.seconds") < 5
    assert told == {
        "airflow.rasad.clean.gate.red": 0,
        "airflow.rasad.clean.gate.checks": 20,
        "airflow.rasad.clean.gate.failed": 1,
        "airflow.rasad.clean.rows.articles": 37,
        "airflow.rasad.clean.rows.edits": 0,
    }


def test_a_red_gate_is_a_gauge_and_its_seconds_are_told_all_the_same(metrics: tuple[Any, Sink]) -> None:
    plugin, sink = metrics
    with pytest.raises(GateFailed), plugin.timed("clean", "audit"):
        raise GateFailed("clean", "b", ["articles.article_id_is_unique (2 rows)"])
    assert sink.read().keys() == {"airflow.rasad.clean.gate.red", "airflow.rasad.clean.audit.seconds"}


def test_the_watch_counts_outlets_alerts_and_quarantine(metrics: tuple[Any, Sink], settings: Settings) -> None:
    plugin, sink = metrics
    looks(settings, "med:a", [True, True])
    looks(settings, "med:b", [True, True], outcome="unreachable")
    with store.warehouse(settings) as database, database.transaction():
        database.execute("UPDATE land.coverage SET run_id = CAST(looked_at AS VARCHAR)")
        database.insert(
            "quarantine.rows",
            [{"row_id": "r", "stage": "tag", "status": "open"}, {"row_id": "s", "status": "discarded"}],
        )
    alerting.look(settings, NOW)
    plugin.watched(alerting.gauges(settings))
    told = sink.read()
    assert 0 < told.pop("airflow.rasad.disk.data.free_percent") <= 100
    told.pop("airflow.rasad.alerts.open")  # the disk of the machine that runs the tests may have its say
    assert told == {
        "airflow.rasad.quarantine.open": 1,
        "airflow.rasad.outlets.looked_at": 2,
        "airflow.rasad.outlets.reached": 1,
    }


def test_a_receiver_that_is_gone_costs_nothing(airflow_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert airflow_database.is_dir()
    import rasad_metrics

    def gone(*_: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr(rasad_metrics.stats, "gauge", gone)
    rasad_metrics.promoted("clean", {"articles": 1})
