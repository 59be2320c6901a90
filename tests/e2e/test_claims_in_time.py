"""What could be known when: a claim before and after its denial, before and after an edit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from conftest import rows
from rasad import runner
from rasad.settings import Settings

DENIAL = "SELECT claim_id, happened_at FROM claim_events WHERE kind = 'denied' ORDER BY happened_at LIMIT 1"
STATE = "SELECT state, state_by_claim_id FROM claims_as_of(:moment) WHERE claim_id = :claim_id"
SEEN = "SELECT state FROM claims_as_of(:moment, by_sight := true) WHERE claim_id = :claim_id"


def state(settings: Settings, claim_id: str, moment: datetime) -> list[dict[str, Any]]:
    return rows(settings, STATE, moment=moment, claim_id=claim_id)


def test_a_claim_is_denied_from_the_denial_on_and_not_before(morning: Settings) -> None:
    (denial,) = rows(morning, DENIAL)
    told = datetime.fromtimestamp(denial["happened_at"].timestamp() - 1, UTC)
    assert [row["state"] for row in state(morning, denial["claim_id"], told)] in (["asserted"], ["repeated"])
    after = state(morning, denial["claim_id"], denial["happened_at"])
    assert [row["state"] for row in after] == ["denied"]
    assert rows(morning, "SELECT 1 FROM claims WHERE claim_id = :by", by=after[0]["state_by_claim_id"])


def test_what_nobody_had_said_yet_is_not_known(morning: Settings) -> None:
    assert rows(morning, "SELECT * FROM claims_as_of(TIMESTAMPTZ '2000-01-01 00:00:00+00')") == []
    everything = rows(morning, "SELECT claim_id FROM claims_as_of(TIMESTAMPTZ '2100-01-01 00:00:00+00')")
    spoken = rows(morning, "SELECT claim_id FROM claims WHERE attr_voice = 'speaker'")
    assert {row["claim_id"] for row in everything} == {row["claim_id"] for row in spoken}


def test_what_the_world_knew_and_what_we_had_seen_are_two_questions(morning: Settings) -> None:
    (denial,) = rows(morning, DENIAL)
    moment = denial["happened_at"]
    assert rows(morning, SEEN, moment=moment, claim_id=denial["claim_id"]) == []
    assert state(morning, denial["claim_id"], moment)


def test_an_edit_corrects_the_claim_from_when_we_saw_it(desk: Settings) -> None:
    runner.run(Settings(data=desk.data, sources="sample", edition="evening"), print)
    (event,) = rows(desk, "SELECT * FROM claim_events WHERE kind = 'corrected'")
    before = datetime.fromtimestamp(event["happened_at"].timestamp() - 1, UTC)
    assert [row["state"] for row in state(desk, event["claim_id"], before)] in (["asserted"], ["repeated"])
    assert [row["state"] for row in state(desk, event["claim_id"], event["happened_at"])] == ["corrected"]
    replaced = rows(desk, "SELECT content_text FROM claims WHERE claim_id = :by", by=event["by_claim_id"])
    assert len(replaced) == 1


def test_every_conflict_is_between_two_clusters_and_names_both_values(morning: Settings) -> None:
    found = rows(morning, "SELECT * FROM claim_conflicts")
    assert {row["field"] for row in found} >= {"polarity", "quantity"}
    assert all(row["cluster_id"] != row["other_cluster_id"] for row in found)
    assert all(row["value_a"] != row["value_b"] for row in found)
