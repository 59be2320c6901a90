"""Confidence is a share that was measured, shifted by what was measured: between 0 and 1, and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claim_builders import Story
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Relation, Span
from rasad.stages.claims import confidence as module
from rasad.stages.claims.confidence import ConfidenceTable, Shares, confidence, confidence_table, features
from rasad.stages.claims.roster import Voice

TEXT = "Dara Vand said the gate of the old town is shut."
RELATION = Story(TEXT).says("the gate of the old town is shut", "Dara Vand", "said").relations[0]
VOICE = Voice("per:dara-vand", "named_person", "Dara Vand", 0)
TABLE = ConfidenceTable(
    languages={"en": Shares(otherwise=0.5, rules={"test": 0.8}), "fa": Shares(otherwise=0.9, rules={})},
    shifts={"no_source": -1.0, "direct_quote": 1.0},
    short_content_letters=5,
    brief_content_letters=10,
    long_content_letters=100,
    outlet_voice=0.4,
    proposed=0.3,
)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "confidence_table", lambda: TABLE)


def of(relation: Relation, language: str = "en") -> tuple[float, str]:
    value, reason = confidence(TEXT, language, relation, VOICE)
    return value, reason.rule


@pytest.mark.usefixtures("table")
def test_a_rule_has_its_share_and_an_unknown_one_that_of_its_language() -> None:
    assert of(RELATION) == (0.8, "test 0.80")
    assert of(replace(RELATION, rule="new")) == (0.5, "new 0.50, a rule not measured yet")
    assert of(RELATION, "fa")[0] == 0.9


@pytest.mark.usefixtures("table")
def test_a_feature_shifts_the_odds_and_is_named() -> None:
    assert of(replace(RELATION, quote_type="direct")) == (0.92, "test 0.80; direct_quote +1.00")
    assert of(replace(RELATION, source=())) == (0.6, "test 0.80; no_source -1.00")


@pytest.mark.usefixtures("table")
def test_what_nobody_measured_says_so() -> None:
    assert of(replace(RELATION, method="model")) == (0.3, "proposed by a model: not measured")
    assert of(replace(RELATION, voice="outlet")) == (0.4, "the outlet's own voice: not measured")


def test_sizes_are_counted_in_letters_and_exclude_one_another() -> None:
    for size, expected in ((4, "short_content"), (9, "brief_content"), (50, None), (101, "long_content")):
        relation = replace(RELATION, content=(Span(0, size),))
        named = {name for name in features("x" * 200, relation, "per:x", "named_person", TABLE) if "_content" in name}
        assert named == ({expected} if expected else set())


def test_the_shipped_table_is_a_table_of_shares_and_knows_both_languages() -> None:
    shipped = confidence_table()
    assert set(shipped.languages) == {"en", "fa"}
    for shares in shipped.languages.values():
        assert all(0 < share < 1 for share in (shares.otherwise, *shares.rules.values()))
    assert shipped.proposed < min(shares.otherwise for shares in shipped.languages.values())


@given(
    st.sampled_from(["test", "verb_quote", "verb_ke_clause", ""]),
    st.sampled_from(["direct", "indirect", "mixed"]),
    st.sampled_from(["en", "fa"]),
    st.integers(0, len(TEXT)),
    st.booleans(),
)
def test_it_is_a_probability_in_steps_of_a_hundredth(
    rule: str, kind: str, language: str, end: int, named: bool
) -> None:
    relation = replace(RELATION, rule=rule, quote_type=kind, content=(Span(0, end),))
    value, reason = confidence(TEXT, language, relation, VOICE if named else replace(VOICE, id=None))
    assert 0 < value < 1
    assert value == round(value, 2)
    assert reason.value == f"{value:.2f}"
