"""The outlet from which an article has its story without saying so, as a hop of its claims."""

from __future__ import annotations

from rasad.model import Claim, Hop, Relation, Span
from rasad.stages.claims.upstream import Upstream, upstream_of, with_upstream

PUBLISHER = Hop("publisher", "wasAttributedTo", "med:gull-review")
SPEAKER = Hop("speaker", "wasAttributedTo", "per:mirza-kolahduz")


def claim(*hops: Hop, at: int = 100, voice: str = "speaker") -> Claim:
    said = Relation(
        (Span(at, at + 40),), (Span(at - 8, at - 4),), (), "say", "neutral_say", "indirect", "explicit", "test", voice
    )
    return Claim(said, None, None, "named_person", hops=hops)


def roles(found: tuple[Claim, ...]) -> list[list[str]]:
    return [[hop.role for hop in one.hops] for one in found]


TAKEN = Upstream("med:lanport-daily", 0.8, (Span(100, 110),))
PARTLY = Upstream("med:lanport-daily", 0.3, (Span(100, 110),))


def test_the_upstream_stands_behind_the_publisher_and_is_not_the_articles_own_word() -> None:
    (found,) = with_upstream([claim(PUBLISHER, SPEAKER)], TAKEN)
    assert roles((found,)) == [["publisher", "uncredited_upstream", "speaker"]]
    hop = found.hops[1]
    assert (hop.entity_id, hop.relation, hop.explicit, hop.span) == ("med:lanport-daily", "wasDerivedFrom", False, None)


def test_of_an_article_that_is_taken_in_part_only_the_claims_shown_to_be_taken_have_it() -> None:
    found = with_upstream([claim(PUBLISHER, SPEAKER, at=80), claim(PUBLISHER, SPEAKER, at=300)], PARTLY)
    assert roles(found) == [["publisher", "uncredited_upstream", "speaker"], ["publisher", "speaker"]]


def test_a_claim_that_names_an_outlet_keeps_its_own_chain() -> None:
    named = Hop("reporting_outlet", "wasQuotedFrom", "med:harbour-post")
    assert roles(with_upstream([claim(PUBLISHER, named, SPEAKER)], TAKEN)) == [
        ["publisher", "reporting_outlet", "speaker"]
    ]
    speaks = Hop("speaker", "wasAttributedTo", "med:lanport-daily")
    assert roles(with_upstream([claim(PUBLISHER, speaks)], TAKEN)) == [["publisher", "speaker"]]


def test_what_the_outlet_says_itself_stays_its_own() -> None:
    assert roles(with_upstream([claim(PUBLISHER, voice="outlet")], TAKEN)) == [["publisher"]]


def test_without_an_upstream_nothing_changes() -> None:
    claims = (claim(PUBLISHER, SPEAKER),)
    assert with_upstream(claims, upstream_of([])) == claims


def test_the_rows_that_show_it_make_the_upstream() -> None:
    rows = [{"outlet": "med:lanport-daily", "score": 0.3, "start": start, "end": start + 10} for start in (100, 300)]
    assert upstream_of(rows) == Upstream("med:lanport-daily", 0.3, (Span(100, 110), Span(300, 310)))
