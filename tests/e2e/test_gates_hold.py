"""A poisoned batch at each stage: nothing is promoted, readers see the same bytes, the rows are in quarantine with a reason."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import content, digest, rows
from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import store
from rasad.errors import GateFailed, RasadError
from rasad.model import STAGES
from rasad.queries import catalogue
from rasad.review import deciding
from rasad.review.decision import decision_from
from rasad.review.waiting import waiting
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

    if stage == "tag":
        decide(evening, "discard")
    runner.run(evening, print)
    fates = {row["fate"] for row in rows(desk, "SELECT fate FROM pages")}
    assert "waiting" not in fates
    if stage != "land":
        assert ("discarded" if stage == "tag" else "quarantined") in fates
    (told,) = rows(desk, catalogue()["ledger"].sql)
    assert told["landed"] == sum(n for fate, n in told.items() if fate != "landed")
    assert content(desk)["claims"] != []
    assert len(content(desk)["claims"]) <= len(published["claims"]) + 40


def decide(settings: Settings, action: str, *row_ids: str, **values: Any) -> None:
    """A person's decision on rows, or on all that are open."""
    given = {"action": action, "by": "N. Samimi", "why": "looked at the pages", "at": datetime.now(UTC)}
    ids = row_ids or [row_id for batch in waiting(settings) for row_id in batch.row_ids]
    deciding.decide(settings, decision_from(given | {"rows": ids} | values))


def test_a_released_row_is_judged_again(desk: Settings) -> None:
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    batch_id = until(evening, "claims")
    with pytest.raises(GateFailed):
        runner.audit(evening, batch_id, "claims", print)
    runner.run(evening, print)
    held_back = rows(desk, "SELECT count(*) AS n FROM claims")[0]["n"]
    decide(evening, "release")
    runner.run(evening, print)
    assert rows(desk, "SELECT count(*) AS n FROM claims")[0]["n"] > held_back
    assert {row["fate"] for row in rows(desk, "SELECT fate FROM pages")} == {
        "published",
        "duplicate",
        "irrelevant",
        "rejected",
    }


def test_what_is_released_in_the_middle_of_a_run_is_taken_up_by_the_next(desk: Settings) -> None:
    """Its stage has run already: the page still counts as set aside, and the gate of publish is green."""
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    with pytest.raises(GateFailed):
        runner.audit(evening, until(evening, "claims"), "claims", print)
    batch_id = ledger.open_batch(evening)
    runner.land(evening, batch_id, print)
    for stage in STAGES:
        if stage == "corroborate":
            decide(evening, "release")
        go(evening, batch_id, stage)
    found = rows(desk, "SELECT DISTINCT reason FROM pages WHERE fate = 'quarantined'")
    assert found == [{"reason": "claims: span_is_not_its_text (released, the next run takes it up)"}]


def go(settings: Settings, batch_id: str, stage: str) -> None:
    """One stage of a run."""
    for step in (runner.build, runner.audit, runner.promote):
        step(settings, batch_id, stage, print)


def test_a_corrected_page_is_read_again_and_says_who_changed_what(desk: Settings) -> None:
    """Fix and replay: the date that a person gave, the page's own date beside it, and the archive as it was."""
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    with pytest.raises(GateFailed):
        runner.audit(evening, until(evening, "clean"), "clean", print)
    archived = {path.name: path.read_bytes() for path in evening.archive.iterdir()}
    (batch,) = waiting(evening)
    assert batch.name == "clean.published_after_first_sight"
    (fixed,) = batch.rows
    said = {"published_at": "2026-11-17T10:00:00+03:30", "byline": "N. Samimi"}
    decide(evening, "fix", fixed.row_id, correction=said)
    go(evening, ledger.open_batch(evening), "clean")
    with store.warehouse(evening) as database:
        (version,) = database.rows("SELECT * FROM clean.article_versions WHERE page_id = :page", page=fixed.unit_id)
    assert version["published_at"] == datetime(2026, 11, 17, 6, 30, tzinfo=UTC)
    assert (version["published_method"], version["byline"]) == ("person", "N. Samimi")
    assert version["corrected_fields"] == ["byline", "published_at"]
    assert version["published_conflicts"], "what the page itself says is kept"
    assert {name: (evening.archive / name).read_bytes() for name in archived} == archived


def test_a_claim_that_a_person_leaves_out_lets_the_others_of_its_article_pass(desk: Settings) -> None:
    evening = Settings(data=desk.data, sources="sample", edition="evening")
    with pytest.raises(GateFailed):
        runner.audit(evening, until(evening, "claims"), "claims", print)
    with store.warehouse(evening) as database:
        known = {claim["claim_id"] for claim in database.rows("SELECT claim_id FROM claims.claims")}
    (batch,) = waiting(evening)
    row = next(row for row in batch.rows if row.fault["claim_id"] not in known)
    decide(evening, "fix", row.row_id, correction={"leave_out": row.fault["claim_id"]})
    decide(evening, "release")
    go(evening, ledger.open_batch(evening), "claims")
    with store.warehouse(evening) as database:
        kept = {claim["claim_id"] for claim in database.rows("SELECT claim_id FROM claims.claims")}
    assert row.fault["claim_id"] not in kept
    assert {other.fault["claim_id"] for other in batch.rows} - {row.fault["claim_id"]} <= kept


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
