"""A poisoned batch at each stage: nothing is promoted, readers see the same bytes, the rows are in quarantine with a reason."""

from __future__ import annotations

import shutil

import pytest

from conftest import content, digest, rows
from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import store
from rasad.errors import GateFailed, RasadError
from rasad.model import STAGES
from rasad.settings import Settings

# What somebody's bug, or somebody, does to the candidate rows; and the check that has to notice.
POISON = {
    "land": ("UPDATE land.pages SET archive_offset = NULL", "page_without_archive_record"),
    "clean": (
        "UPDATE clean.article_versions SET published_at = TIMESTAMPTZ '2031-01-01 00:00:00+00'",
        "published_after_first_sight",
    ),
    "dedupe": (
        "UPDATE dedupe.members SET kind = 'near', similarity = NULL, nearest_version_id = NULL",
        "duplicate_without_its_original",
    ),
    "tag": ("UPDATE tag.mentions SET surface = surface || 'x'", "mention_is_not_its_surface"),
    "claims": ("UPDATE claims.spans SET exact = 'never said' WHERE role = 'content'", "span_is_not_its_text"),
    "corroborate": ("UPDATE corroborate.origins SET origin_id = NULL", "origin_is_given"),
    "publish": (
        "UPDATE claim_spans SET exact = 'never said' WHERE claim_id = (SELECT min(claim_id) FROM claims)",
        "published_span_is_not_its_text",
    ),
}


def until(settings: Settings, poisoned: str) -> str:
    """A run up to the audit of one stage, whose candidate rows are then poisoned. Returns the batch id."""
    batch_id = ledger.open_batch(settings)
    runner.land(settings, batch_id, print)
    for stage in STAGES:
        runner.build(settings, batch_id, stage, print)
        if stage == poisoned:
            break
        runner.audit(settings, batch_id, stage, print)
        runner.promote(settings, batch_id, stage, print)
    with (
        store.opened(runner.candidate_path(settings, batch_id, contract(poisoned))) as database,
        database.transaction(),
    ):
        database.execute(POISON[poisoned][0])
    return batch_id


@pytest.mark.parametrize("stage", STAGES)
def test_a_poisoned_batch_stops_at_its_gate(stage: str, desk: Settings) -> None:
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    seen, published = digest(desk), content(desk)
    batch_id = until(evening, stage)
    told: list[str] = []
    with pytest.raises(GateFailed, match=POISON[stage][1]):
        runner.audit(evening, batch_id, stage, told.append)
    assert any(POISON[stage][1] in line and "row:" in line for line in told), "the log shows the rows at fault"
    with pytest.raises(RasadError, match="gate has not passed"):
        runner.promote(evening, batch_id, stage, print)
    assert digest(desk) == seen
    with store.warehouse(evening) as database:
        aside = database.rows("SELECT * FROM quarantine.rows WHERE stage = :stage", stage=stage)
        state = database.rows("SELECT state FROM ledger.batches WHERE batch_id = :batch_id", batch_id=batch_id)
    assert aside
    assert {row["reason"] for row in aside} >= {POISON[stage][1]}
    assert all(row["unit_id"] and row["payload"] for row in aside)
    assert state == [{"state": "failed"}]

    runner.run(evening, print)
    fates = {row["fate"] for row in rows(desk, "SELECT fate FROM pages")}
    assert "waiting" not in fates
    if stage != "land":
        assert "quarantined" in fates
    assert content(desk)["claims"] != []
    assert len(content(desk)["claims"]) <= len(published["claims"]) + 40


def test_a_released_row_is_judged_again(desk: Settings) -> None:
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    batch_id = until(evening, "claims")
    with pytest.raises(GateFailed):
        runner.audit(evening, batch_id, "claims", print)
    runner.run(evening, print)
    held_back = rows(desk, "SELECT count(*) AS n FROM claims")[0]["n"]
    with store.warehouse(evening) as database, database.transaction():
        database.execute("UPDATE quarantine.rows SET status = 'released'")
    runner.run(evening, print)
    assert rows(desk, "SELECT count(*) AS n FROM claims")[0]["n"] > held_back
    assert {row["fate"] for row in rows(desk, "SELECT fate FROM pages")} == {
        "published",
        "duplicate",
        "irrelevant",
        "rejected",
    }


def test_damaged_evidence_never_becomes_an_article(desk: Settings) -> None:
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    batch_id = ledger.open_batch(evening)
    runner.land(evening, batch_id, print)
    for step in (runner.build, runner.audit, runner.promote):
        step(evening, batch_id, "land", print)
    for path in evening.archive.glob(f"{batch_id}*"):
        content_of = bytearray(path.read_bytes())
        content_of[len(content_of) // 2] ^= 0xFF
        path.write_bytes(content_of)
    runner.build(evening, batch_id, "clean", print)
    runner.audit(evening, batch_id, "clean", print)
    with store.opened(runner.candidate_path(evening, batch_id, contract("clean")), read_only=True) as database:
        assert {row["reason"] for row in database.rows("SELECT reason FROM clean.outcomes")} == {"evidence_damaged"}


def test_an_unfinished_snapshot_is_never_visible(desk: Settings) -> None:
    seen = digest(desk)
    unfinished = desk.published / ".20990101T000000Z.building"
    shutil.copytree((desk.published / "current").resolve(), unfinished)
    assert digest(desk) == seen
    runner.run(desk, print)
    assert {path.name for path in desk.published.iterdir() if path.name.startswith(".")} <= {unfinished.name}
