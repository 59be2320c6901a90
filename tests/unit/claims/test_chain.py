"""The chain of a claim: publisher first, speaker last, credited outlets between."""

from claim_builders import Story

from rasad.model import Hop


def hops(story: Story, words: str) -> list[tuple[str, str | None]]:
    return [(hop.role, hop.entity_id) for hop in story.claim(words).hops]


def test_the_publisher_comes_first_and_the_speaker_last() -> None:
    story = Story("Dara Vand said the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", "Dara Vand", "said")
    assert hops(story, "gate") == [("publisher", "med:daily-example"), ("speaker", "per:dara-vand")]


def test_an_outlet_that_was_told_stands_between() -> None:
    story = Story("Dara Vand told Example News that the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.named("Example News", "med:example-news", "outlet")
    story.says("the gate is shut", "Dara Vand", "told")
    assert hops(story, "gate")[1:] == [("reporting_outlet", "med:example-news"), ("speaker", "per:dara-vand")]
    credit = story.claim("gate").hops[1]
    assert (credit.cue, credit.relation, credit.explicit) == ("told", "wasQuotedFrom", True)
    assert credit.span is not None
    assert credit.span.of(story.text) == "Example News"


def test_a_carrier_is_not_the_reporter() -> None:
    text = "In remarks carried by Example News, Dara Vand said the gate is shut."
    story = Story(text).named("Dara Vand", "per:dara-vand").named("Example News", "med:example-news", "outlet")
    story.says("the gate is shut", "Dara Vand", "said")
    assert ("carrier", "med:example-news") in hops(story, "gate")


def test_a_persian_interview_credits_its_outlet() -> None:
    text = "دارا وند در گفت‌وگو با خبرگزاری نمونه گفت در بسته است."
    story = Story(text, "fa").named("دارا وند", "per:dara-vand").named("نمونه", "med:example-news", "outlet")
    story.says("در بسته است", "دارا وند", "گفت")
    assert ("reporting_outlet", "med:example-news") in hops(story, "در بسته")


def test_an_outlet_inside_the_content_is_a_topic_and_not_a_link() -> None:
    story = Story("Dara Vand said Example News is shut.").named("Dara Vand", "per:dara-vand")
    story.named("Example News", "med:example-news", "outlet").says("Example News is shut", "Dara Vand", "said")
    assert hops(story, "is shut") == [("publisher", "med:daily-example"), ("speaker", "per:dara-vand")]


def test_the_publisher_is_no_upstream_of_itself() -> None:
    story = Story("Dara Vand told Daily Example that the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.named("Daily Example", "med:daily-example", "outlet").says("the gate is shut", "Dara Vand", "told")
    assert len(hops(story, "gate")) == 2


def test_an_outlet_credited_in_the_lead_is_the_upstream_of_what_follows() -> None:
    text = "The gate is shut, Example News has learned.\nDiplomats said B is open."
    story = Story(text).named("Example News", "med:example-news", "outlet")
    story.says("The gate is shut", "Example News", "has learned").says("B is open", "Diplomats", "said")
    upstream: Hop = story.claim("B is").hops[1]
    assert (upstream.role, upstream.entity_id, upstream.explicit) == ("reporting_outlet", "med:example-news", False)


def test_an_outlet_credited_late_is_not_the_upstream_of_all() -> None:
    text = "A is open.\nB is open, Dara Vand said.\nExample News reported C is open.\nDiplomats said D is open."
    story = Story(text).named("Dara Vand", "per:dara-vand").named("Example News", "med:example-news", "outlet")
    story.says("B is open", "Dara Vand", "said").says("C is open", "Example News", "reported")
    story.says("D is open", "Diplomats", "said")
    assert [role for role, _ in hops(story, "D is")] == ["publisher", "anonymous_source"]


def test_a_nested_claim_continues_the_chain_of_what_holds_it() -> None:
    text = "Diplomats said Dara Vand warned that A is open."
    story = Story(text).named("Dara Vand", "per:dara-vand")
    story.says("Dara Vand warned that A is open", "Diplomats", "said")
    story.says("A is open", "Dara Vand", "warned", parent=0)
    nested = next(claim for claim in story.claims() if claim.relation.parent == 0)
    assert [hop.role for hop in nested.hops] == ["publisher", "anonymous_source", "inner_source"]


def test_an_unknown_publisher_still_is_the_first_hop() -> None:
    story = Story("Diplomats said A is open.", source_id=None).says("A is open", "Diplomats", "said")
    first = story.claim("A is").hops[0]
    assert (first.role, first.entity_id, first.explicit) == ("publisher", None, False)


def test_outlets_as_a_group_are_the_upstream_where_they_open_the_article_only() -> None:
    text = "Opposition websites revealed A is shut.\nDiplomats said B is open.\nLocal media reported C."
    story = Story(text).says("A is shut", "Opposition websites", "revealed").says("B is open", "Diplomats", "said")
    assert hops(story, "B is")[1] == ("reporting_outlet", "grp:opposition-websites")
    later = Story("Diplomats said B is open. Local media reported C is shut.\nGuards noted D is old.")
    later.says("B is open", "Diplomats", "said").says("C is shut", "Local media", "reported")
    assert hops(later.says("D is old", "Guards", "noted"), "D is")[1:] == [("speaker", "grp:guards")]


def test_a_chain_goes_on_where_its_parent_ends_wherever_the_parent_stands() -> None:
    text = "The gate is shut, the cook had told him, Dara Vand said."
    story = Story(text).named("Dara Vand", "per:dara-vand")
    story.says("The gate is shut, the cook had told him", "Dara Vand", "said").says(
        "The gate is shut", "the cook", "had told", parent=0
    )
    inner = next(claim for claim in story.claims() if claim.relation.parent == 0)
    assert [hop.role for hop in inner.hops] == ["publisher", "speaker", "inner_source"]
