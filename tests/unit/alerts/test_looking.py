"""What the ledger, the disks and the archive give cause to tell."""

from __future__ import annotations

from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from alert_ledger import NOW, looks, put
from rasad import ledger
from rasad.alerts import conditions
from rasad.contracts import contract
from rasad.edges import alerting, store
from rasad.season import Kind, Rhythm, season_of
from rasad.settings import Settings

HOUR = timedelta(hours=1)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk of the machine that runs the tests has no say."""
    disk(monkeypatch, 50)


def disk(monkeypatch: pytest.MonkeyPatch, free_percent: int) -> None:
    monkeypatch.setattr(alerting.shutil, "disk_usage", lambda _: Usage(100 * 10**9, 0, free_percent * 10**9))


def keys(settings: Settings, now: datetime = NOW) -> dict[str, str]:
    return {episode.alert.key: episode.alert.text for episode in alerting.look(settings, now)}


def gate(settings: Settings, batch_id: str, stage: str, checked_at: datetime, *failed: str) -> None:
    put(
        settings, "ledger.gates", {"batch_id": batch_id, "stage": stage, "passed": not failed, "checked_at": checked_at}
    )
    verdicts = [
        {
            "verdict_id": f"{batch_id}{name}",
            "batch_id": batch_id,
            "stage": stage,
            "expectation": name,
            "success": False,
            "unexpected_count": 3,
            "severity": "critical",
            "checked_at": checked_at,
        }
        for name in failed
    ]
    put(settings, "ledger.verdicts", *verdicts)


@pytest.mark.skipif(find_spec("duckdb_extension_ducklake") is None, reason="requirements-lake.txt is not installed")
def test_a_lake_remembers_as_a_file_does(tmp_path: Path) -> None:
    here = Settings(data=tmp_path / "data", sources="sample", lake=f"sqlite:{tmp_path / 'catalogue.sqlite'}")
    late = conditions.overdue("scheduled__2026-11-20", timedelta(hours=4))
    for seconds in range(3):
        alerting.look(here, NOW + timedelta(seconds=seconds), [late])
    news = alerting.news(here, "mail", NOW)
    assert [(one.episode.alert.key, one.episode.n_seen, one.kind) for one in news] == [("schedule:run", 3, "raised")]
    alerting.told(here, "mail", news, NOW)
    assert alerting.news(here, "mail", NOW + HOUR) == ()
    assert alerting.gauges(here)["alerts.open"] == 1


def test_an_installation_that_never_ran_is_no_trouble(settings: Settings) -> None:
    assert keys(settings) == {}


def test_a_red_gate_is_told_with_its_checks_and_the_contracts_remedy_until_it_is_green(settings: Settings) -> None:
    gate(settings, "b1", "clean", NOW - HOUR, "article_id_is_unique")
    (episode,) = alerting.look(settings, NOW)
    assert episode.alert.key == "gate:clean"
    assert episode.alert.severity == "critical"
    assert "article_id_is_unique: 3 rows" in episode.alert.text
    assert episode.alert.remedy == contract("clean").remedy.strip()
    gate(settings, "b2", "clean", NOW)
    assert keys(settings, NOW + HOUR) == {}


def test_an_outlet_is_silent_beyond_what_its_file_lets_expect(settings: Settings) -> None:
    looks(settings, "med:lively", [True, False, False, False], per_day=20)
    looks(settings, "med:weekly", [True, False, False, False], per_day=1 / 7)
    looks(settings, "med:fresh", [True, True, True, True], per_day=20)
    assert list(keys(settings)) == ["outlet:med:lively"]


def test_an_outlet_without_a_stated_volume_is_measured_by_its_own_past(settings: Settings) -> None:
    daily, rare = [True] * 10, [n % 5 == 0 for n in range(31)]
    looks(settings, "med:daily", [*daily, False, False, False, False, False])
    looks(settings, "med:rare", [*rare, False, False, False, False])
    looks(settings, "med:unknown", [True, False, False, False, False, False, False, False, False, False])
    told = keys(settings)
    assert list(told) == ["outlet:med:daily"]
    assert (
        "120 hours, in which 4.16 pages are usual for it; more than 4 are not missing by chance"
        in told["outlet:med:daily"]
    )


NOWRUZ_FRIDAY = datetime(2026, 3, 28, 3, 0, tzinfo=UTC)  # the look of the night after Friday 7 Farvardin 1405
WEEKS = [[40, 42, 38, 41, 40, 20, 2]] * 6  # Saturday to Friday


def test_a_quiet_friday_is_no_alert_and_a_silent_working_day_is(settings: Settings) -> None:
    saturday = datetime(2026, 10, 31, 3, 0, tzinfo=UTC)  # the look of the night after a Friday
    working = [count for week in WEEKS for count in week]
    looks(settings, "med:friday", [40, *working[:-1], 0], last_at=saturday, country="IR")
    assert keys(settings, saturday) == {}
    looks(settings, "med:sunday", [40, *working, 40, 0], last_at=saturday + timedelta(days=2), country="IR")
    (told,) = keys(settings, saturday + timedelta(days=2)).values()
    assert told.startswith("med:sunday could be read, and brought nothing new since 2026-11-01")
    assert "a Sunday: usually" in told


def test_silence_in_nowruz_is_no_alert_to_an_outlet_that_was_silent_in_the_last(settings: Settings) -> None:
    days = [NOWRUZ_FRIDAY - timedelta(days=n) for n in range(420, -1, -1)]
    tehran = Rhythm("IR", "fa")
    quiet = {Kind.WORKING: 40, Kind.HALF: 20, Kind.OFF: 2, Kind.HOLIDAY: 20, Kind.NOWRUZ: 0, Kind.NOWRUZ_OFF: 0}
    news = [quiet[season_of(day.date() - timedelta(days=1), tehran).kind] for day in days]
    looks(settings, "med:closed", news, last_at=NOWRUZ_FRIDAY, country="IR")
    assert keys(settings, NOWRUZ_FRIDAY) == {}


def test_silence_in_the_first_nowruz_is_no_alert_since_nobody_knows_it(settings: Settings) -> None:
    news = [40] * 60 + [0] * 7
    looks(settings, "med:closed", news, last_at=NOWRUZ_FRIDAY, country="IR")
    assert keys(settings, NOWRUZ_FRIDAY) == {}
    looks(settings, "med:abroad", news, last_at=NOWRUZ_FRIDAY, country="unknown")
    assert keys(settings, NOWRUZ_FRIDAY) == {}


def test_an_outlet_that_cannot_be_looked_at_says_why_and_a_dark_country_is_told_once(settings: Settings) -> None:
    looks(settings, "med:a", [True, False, False, False], per_day=20, outcome="unreachable")
    assert "could not be looked at (unreachable: timeout)" in keys(settings)["outlet:med:a"]
    put(settings, "land.gaps", {"gap_id": "g", "source_id": "med:a", "from_at": NOW - HOUR, "blackout_id": "k"})
    put(settings, "land.blackouts", {"blackout_id": "k", "country": "IR", "from_at": NOW - HOUR, "n_outlets": 5})
    assert list(keys(settings)) == ["blackout:IR"]


def test_an_outlet_that_was_switched_off_is_not_silent(settings: Settings) -> None:
    looks(settings, "med:on", [True, True, True, True, True], per_day=20)
    looks(settings, "med:off", [True, False, False, False], per_day=20)
    with store.warehouse(settings) as database, database.transaction():
        database.execute("UPDATE land.coverage SET looked_at = looked_at - INTERVAL 2 DAY WHERE source_id = 'med:off'")
    assert keys(settings) == {}


def test_a_disk_is_nearly_full_below_the_setting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, 10)
    assert keys(settings) == {}
    disk(monkeypatch, 9)
    assert "9.0 % free (9.0 of 100.0 GB)" in keys(settings)["disk:data"]


def test_quarantine_is_crowded_by_open_rows_beyond_the_contract_of_the_stage(settings: Settings) -> None:
    most = contract("tag").most_open
    rows = [{"row_id": f"r{n}", "stage": "tag", "status": "open" if n < most else "discarded"} for n in range(most + 5)]
    put(settings, "quarantine.rows", *rows)
    assert keys(settings) == {}
    put(settings, "quarantine.rows", {"row_id": "one more", "stage": "tag", "status": "open"})
    assert f"{most + 1} rows of tag wait for a decision, more than {most}" in keys(settings)["quarantine:tag"]


def test_a_warehouse_of_an_earlier_version_is_looked_at_before_its_next_run(settings: Settings) -> None:
    put(settings, "land.coverage", {"look_id": "k", "source_id": "med:a", "kind": "daily", "looked_at": NOW})
    with store.warehouse(settings) as database:
        database.execute("ALTER TABLE land.coverage DROP COLUMN missed")
    assert keys(settings) == {}


def test_a_daily_run_is_late_whatever_other_runs_did(settings: Settings) -> None:
    batch = {"batch_id": "b1", "state": "published", "kind": "daily", "ended_at": NOW - 27 * HOUR}
    put(settings, "ledger.batches", batch, batch | {"batch_id": "b2", "kind": "recheck", "ended_at": NOW - HOUR})
    assert "27 hours ago" in keys(settings)["schedule:daily"]
    put(settings, "ledger.batches", batch | {"batch_id": "b3", "ended_at": NOW})
    assert keys(settings) == {}


def test_an_overdue_run_stays_open_until_something_is_published(settings: Settings) -> None:
    late = conditions.overdue("scheduled__2026-11-20", timedelta(hours=4))
    assert [e.alert for e in alerting.look(settings, NOW, [late])] == [late]
    with store.warehouse(settings) as database:
        kept = database.rows("SELECT resolved_at FROM ledger.alerts")
    assert kept == [{"resolved_at": None}]
    alerting.look(settings, NOW + HOUR)
    put(settings, "ledger.batches", {"batch_id": "b1", "state": "published", "kind": "daily", "ended_at": NOW + HOUR})
    alerting.look(settings, NOW + 2 * HOUR)
    with store.warehouse(settings) as database:
        assert database.rows("SELECT resolved_at FROM ledger.alerts") == [{"resolved_at": NOW + 2 * HOUR}]


def test_a_record_that_is_gone_is_told_between_runs_too(settings: Settings) -> None:
    record = {"fetch_id": "f", "archive_file": "gone.warc.gz", "archive_offset": 0, "payload_sha256": "0" * 64}
    put(settings, "land.fetches", record | {"outcome": "kept"})
    assert "gone.warc.gz: missing" in keys(settings)["evidence"]


def test_evidence_that_the_gate_found_damaged_is_told_beside_the_red_gate(settings: Settings) -> None:
    gate(settings, "b1", "land", NOW - HOUR, "archived_records_verify")
    assert set(keys(settings)) == {"gate:land", "evidence"}


def test_each_channel_is_told_once_and_that_is_remembered(settings: Settings) -> None:
    gate(settings, "b1", "clean", NOW - HOUR, "article_id_is_unique")
    alerting.look(settings, NOW)
    news = alerting.news(settings, "mail", NOW)
    assert [(one.episode.alert.key, one.kind) for one in news] == [("gate:clean", "raised")]
    alerting.told(settings, "mail", news, NOW)
    alerting.look(settings, NOW + HOUR)
    assert alerting.news(settings, "mail", NOW + HOUR) == ()
    assert len(alerting.news(settings, "webhook", NOW + HOUR)) == 1
    assert [one.kind for one in alerting.news(settings, "mail", NOW + 24 * HOUR)] == ["again"]


def test_two_looks_at_a_time_begin_one_episode(settings: Settings) -> None:
    gate(settings, "b1", "clean", NOW - HOUR, "article_id_is_unique")
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda seconds: alerting.look(settings, NOW + timedelta(seconds=seconds)), range(4)))
    with store.warehouse(settings) as database:
        kept = database.rows("SELECT alert_key, n_seen, resolved_at FROM ledger.alerts")
    assert kept == [{"alert_key": "gate:clean", "n_seen": 4, "resolved_at": None}]


def test_an_opened_batch_keeps_what_was_told(settings: Settings) -> None:
    gate(settings, "b1", "clean", NOW - HOUR, "article_id_is_unique")
    alerting.look(settings, NOW)
    ledger.open_batch(settings)
    assert list(keys(settings, NOW + HOUR)) == ["gate:clean"]
