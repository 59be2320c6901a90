"""Claims as wholes: reading, event dates, quantities, ordinals, confidence."""

from datetime import date

from claim_builders import Story
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Mask, Span
from rasad.stages.claims import reading


def test_no_relations_no_claims() -> None:
    assert Story("").claims() == Story("Nothing is said here.").claims() == ()


def test_a_content_of_two_characters_is_no_claim_and_what_is_nested_in_it_still_is() -> None:
    text = "بهرامی گفت: «نه». به گفته او کشتی غرق شد. دیپلمات‌ها گفتند ۱۸."
    story = Story(text, "fa").says("نه", "بهرامی", "گفت").says("کشتی غرق شد", "او", "به گفته", parent=0)
    story.says("۱۸", "دیپلمات‌ها", "گفتند")
    assert [claim.relation.content[0].of(text) for claim in story.claims()] == ["کشتی غرق شد"]


def test_a_first_line_that_repeats_the_title_is_not_read() -> None:
    story = Story("The “Gate” is shut!\nDiplomats said so.", title="The Gate is shut")
    assert [span.of(story.text) for span in story.document().paragraphs] == ["Diplomats said so."]


def test_masked_stretches_are_not_read(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    text = "A photo | Agency\nDiplomats said so. Share this"
    hidden = (Mask(Span(0, 16), "photo"), Mask(Span(text.index("Share"), len(text)), "share_button"))
    monkeypatch.setattr(reading, "masks", lambda *_: hidden)
    assert [span.of(text) for span in Story(text).document().paragraphs] == ["Diplomats said so."]


def test_the_event_date_is_that_of_the_content_and_not_of_the_saying() -> None:
    text = "Diplomats said on January 20 that the gate broke on January 11."
    story = Story(text, published=date(2026, 1, 21)).says("the gate broke on January 11", "Diplomats", "said")
    event = story.claims()[0].event_date
    assert event is not None
    assert (event.value, event.span.of(text)) == (date(2026, 1, 11), "January 11")


def test_a_claim_about_the_same_meeting_keeps_its_day() -> None:
    text = "Diplomats said they met on January 11. The meeting was short. The boat sank."
    story = Story(text, published=date(2026, 1, 21)).says("they met on January 11", "Diplomats", "said")
    story.says("The meeting was short", basis="inherited").says("The boat sank", basis="inherited")
    days = [claim.event_date.value if claim.event_date else None for claim in story.claims()]
    assert days == [date(2026, 1, 11), date(2026, 1, 11), None]


def test_a_page_without_a_date_is_dated_by_nothing_but_a_weekday() -> None:
    text = "دیپلمات‌ها گفتند نشست یکشنبه ۲۱ دی بود و نشست ۲۲ دی نبود.\nنوشته در 2026-01-20"
    story = Story(text, "fa").says("نشست یکشنبه ۲۱ دی بود", "دیپلمات‌ها", "گفتند")
    story.says("نشست ۲۲ دی نبود", basis="inherited")
    first, second = (claim.event_date for claim in story.claims())
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (date(2026, 1, 11), None)


def test_a_number_inside_a_name_is_no_quantity() -> None:
    story = Story("Diplomats said Gate 24 and 30 boats were lost.").named("Gate 24", "org:gate-24", "org")
    story.says("Gate 24 and 30 boats were lost", "Diplomats", "said")
    assert [quantity.value for quantity in story.claims()[0].quantities] == [30]


def test_repeated_contents_are_numbered() -> None:
    story = Story("Diplomats said A is open. Guards said A is open.")
    story.says("A is open", "Diplomats", "said").says("A is open", "Guards", "said")
    assert [claim.ordinal for claim in story.claims()] == [0, 1]


@given(st.text(alphabet="Diplomats said .«»“”آب گفت،123\n\u200c", max_size=80), st.data())
def test_any_relation_gives_claims_whose_spans_lie_in_the_text(text: str, data: st.DataObject) -> None:
    story = Story(text + "x", data.draw(st.sampled_from(["en", "fa"])))
    cut = st.integers(0, len(text))
    start, end = sorted((data.draw(cut), data.draw(cut)))
    for _ in range(2):
        source = text[: min(start, 9)]
        story.says(text[start : end + 1] or "x", source, basis=data.draw(st.sampled_from(["explicit", "inherited"])))
    for claim in story.claims():
        spans = [*claim.hedges, *(quantity.span for quantity in claim.quantities)]
        spans += [claim.event_date.span] if claim.event_date else []
        assert all(0 <= span.start < span.end <= len(story.text) for span in spans)
        assert claim.hops[0].role == "publisher"
