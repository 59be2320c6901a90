"""What earlier texts a batch is compared with: by its sentences at any distance, by telling details within weeks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from dedupe_desk import Desk, Text, prose

from rasad.settings import Settings
from rasad.stages.dedupe.landmark_keys import PERIOD_DAYS, dated
from rasad.stages.dedupe.reuse import MOST_PLACES

FIRST = """The Reed Office of Dunmere plans to drain the east pond on March 9 and to move all 34 ferries to a new dock, \
according to a memo seen by the paper.
The memo, 23 pages long, puts the cost at 6,450,000 euros and says that 1,870 passengers a day would walk 2.4 kilometres further.
Orla Venstrup, who heads the boatmen, said that nobody had asked them. “They drew a line on a map and went home,” she said.
The office wants to sell the pond by May 14 to a company with 417 employees. The warden objected on October 3 and on October 27."""
AGAIN = """Dunmere is about to lose its water. Under drafts that are making the rounds, the east pond goes dry on March 9 and its \
34 ferries go elsewhere.
A 23-page paper has the bill: 6,450,000 euros. For 1,870 people it means a detour of 2.4 kilometres.
“They drew a line on a map and went home,” complained Orla Venstrup.
By May 14 it should all belong to a firm that has 417 people. Letters of protest, sent on October 3 and October 27, were lost."""
SENTENCES = (
    "The lamps along the old causeway went out one after another while the crowd was waiting for the last of the boats.",
    "Nobody at the toll house wanted to say who had taken the keys of the pump room before the flood came in at night.",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Settings(data=tmp_path / "data"))


def holding(sentences: Sequence[str], seed: int) -> Text:
    return Text("\n".join([prose(seed, 40), *sentences, prose(seed + 1, 40)]))


def test_a_report_in_other_words_is_found_days_later_by_its_details(desk: Desk) -> None:
    desk.day({"v1": Text(FIRST), "v2": Text(prose(1))})
    desk.day({"v3": Text(AGAIN)}, after=12)
    assert desk.links().keys() == {("v3", "v1")}


def test_the_same_details_months_later_are_another_occasion(desk: Desk) -> None:
    desk.day({"v1": Text(FIRST)})
    desk.day({"v3": Text(AGAIN.replace(AGAIN.splitlines()[2], ""))}, after=90)
    assert desk.links() == {}


def test_sentences_are_found_at_any_distance(desk: Desk) -> None:
    desk.day({"v1": holding(SENTENCES, 10)})
    desk.day({"v2": Text(prose(2))}, after=100)
    desk.day({"v3": holding(SENTENCES, 20)}, after=500)
    assert desk.links() == {("v3", "v1"): "rewrite"}


def test_a_sentence_that_many_earlier_texts_hold_leads_nowhere(desk: Desk) -> None:
    desk.day({f"old{at:02d}": holding(SENTENCES, 100 + 2 * at) for at in range(MOST_PLACES + 1)})
    linked = desk.links()
    desk.day({"v1": holding(SENTENCES, 10)})
    assert desk.links() == linked


@pytest.mark.parametrize("name", ["sentences", "landmarks"])
def test_an_index_that_is_lost_is_made_again_from_what_was_promoted(desk: Desk, name: str) -> None:
    desk.day({"v1": Text(FIRST), "v2": holding(SENTENCES, 10)})
    for path in (desk.settings.index / name).iterdir():
        path.unlink()
    desk.day({"v3": Text(AGAIN), "v4": holding(SENTENCES, 20)})
    assert desk.links().keys() == {("v3", "v1"), ("v4", "v2")}


def test_traces_take_the_position_of_their_signature(desk: Desk) -> None:
    desk.day({"v1": Text(FIRST), "v2": Text(prose(1))})
    desk.day({"v3": Text(prose(2)), "v0": Text("")})
    pairs = desk.rows(
        "SELECT t.position, s.position AS expected FROM dedupe.traces AS t"
        " INNER JOIN dedupe.signatures AS s ON s.version_id = t.version_id"
    )
    assert sorted(row["position"] for row in pairs) == [0, 1, 2, 3]
    assert all(row["position"] == row["expected"] for row in pairs)


@pytest.mark.parametrize("day", [-700, 0, 20_000, 20_014])
def test_details_of_one_period_stand_together_in_the_index(day: int) -> None:
    keys = np.array([0, 1 << 31, (1 << 32) - 1], np.uint32)
    period = day // PERIOD_DAYS
    here, next_ = dated(keys, period).astype(np.int64), dated(keys, period + 1).astype(np.int64)
    assert len({*here.tolist(), *next_.tolist()}) == 6
    assert (here >> 25).tolist() == [period % 128] * 3
