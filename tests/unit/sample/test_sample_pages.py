"""The bundled newsroom is a gold set: what its expectations say must stand in its pages, word for word."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from sample_gold import Page, Story, by_name, expected, home, published, rendered, stored, words_of

from rasad.gazetteer import load
from rasad.settings import Settings


@pytest.mark.parametrize("page", by_name(published()))
def test_every_content_piece_stands_exactly_once_in_its_page(page: Page) -> None:
    body = "\n".join(rendered(page.file or "")[1])
    pieces = {piece for claim in page.claims for piece in claim.content}
    assert {piece: body.count(piece) for piece in pieces} == dict.fromkeys(pieces, 1)


@pytest.mark.parametrize("page", by_name(published()))
def test_source_and_cue_stand_in_the_paragraph_of_the_content(page: Page) -> None:
    paragraphs = rendered(page.file or "")[1]
    for claim in page.claims:
        paragraph = home(claim, paragraphs)
        assert [piece for piece in (*claim.content, *claim.source, *claim.cue) if piece not in paragraph] == []


@pytest.mark.parametrize("page", by_name(published()))
def test_pieces_of_one_content_stand_in_reading_order(page: Page) -> None:
    paragraphs = rendered(page.file or "")[1]
    for claim in page.claims:
        starts = [home(claim, paragraphs).index(piece) for piece in claim.content]
        assert all(first < second for first, second in pairwise(starts))


@pytest.mark.parametrize("page", by_name(published()))
def test_a_direct_quote_wears_its_marks_and_an_indirect_one_is_not_wholly_quoted(page: Page) -> None:
    for claim in page.claims:
        wholly = all(piece[0] in "«“" and piece[-1] in "»”" for piece in claim.content)
        marked = any(mark in piece for piece in claim.content for mark in "«“")
        if claim.quote_type == "direct":
            assert wholly
        elif claim.quote_type == "mixed":
            assert marked
        else:
            assert not wholly


@pytest.mark.parametrize("page", by_name(published()))
def test_what_must_not_become_a_claim_stands_in_the_page_and_is_no_content(page: Page) -> None:
    text = rendered(page.file or "")[0]
    contents = {piece for claim in page.claims for piece in claim.content}
    assert [words for words in page.not_claims if words not in text or words in contents] == []


@pytest.mark.parametrize("page", by_name([page for page in stored() if page.title]))
def test_the_title_stands_in_the_page(page: Page) -> None:
    assert page.title is not None
    assert page.title in rendered(page.file or "")[0]


def test_only_published_pages_carry_claims_and_only_the_others_a_reason() -> None:
    for page in expected().pages:
        assert bool(page.claims) == (page.fate == "published"), page.url
        assert bool(page.reason) == (page.fate != "published"), page.url
        assert bool(page.duplicate_of) == (page.fate == "duplicate"), page.url


def test_speakers_are_in_the_gazetteer_or_numbered_within_their_page() -> None:
    known = load(Settings(sources="sample")).entities
    speakers = {claim.speaker_id for page in published() for claim in page.claims if claim.speaker_id}
    assert [who for who in speakers if who not in known and not re.fullmatch(r"(anon|doc):[1-9]", who)] == []


def test_a_claim_without_a_source_has_a_cue_or_is_a_quote_that_follows_its_speaker() -> None:
    bare = [claim for page in published() for claim in page.claims if not claim.source and not claim.cue]
    assert [claim.quote_type for claim in bare] == ["direct"]


def test_the_newsroom_is_large_enough_to_measure_with() -> None:
    now = [page for page in published() if page.edition != "evening"]
    claims = Counter(page.language for page in now for _ in page.claims)
    pages = Counter(page.language for page in stored() if page.edition != "evening")
    assert min(claims.values()) >= 45
    assert claims.total() >= 100
    assert pages.total() >= 34
    assert abs(pages["en"] - pages["fa"]) <= 2
    assert len({(page.file or "").split("/")[0] for page in stored()}) >= 7


def test_every_kind_of_claim_and_of_fate_occurs_in_both_languages() -> None:
    for language in ("en", "fa"):
        claims = [claim for page in published() if page.language == language for claim in page.claims]
        assert {claim.quote_type for claim in claims} == {"direct", "indirect", "mixed"}
        assert {claim.polarity for claim in claims} == {"positive", "negative", "mixed"}
        assert {"asserted", "reported", "possible", "estimated", "conditional", "belief"} <= {
            claim.modality for claim in claims
        }
        assert any(not claim.source for claim in claims)
        assert any(len(claim.content) > 1 for claim in claims)
        fates = {page.fate for page in expected().pages if page.language == language}
        assert fates == {"published", "duplicate", "irrelevant", "rejected"}
    assert {"soft_404", "consent", "http_404"} <= {page.reason for page in expected().pages}


def test_every_relation_between_pages_occurs_and_names_pages_that_exist() -> None:
    stories, files = expected().stories, {page.file for page in stored()}
    assert {story.kind for story in stories} == {
        "relay_credited",
        "relay_uncredited",
        "reprint",
        "denial",
        "number_conflict",
        "edit",
        "same_claim",
        "drift",
    }
    assert {file for story in stories for file in story.pages} <= files
    assert {file for link in expected().links for file in (link.later, link.earlier)} <= files


@pytest.mark.parametrize("story", [pytest.param(s, id=s.claim) for s in expected().stories if s.values])
def test_conflicting_numbers_stand_in_the_pages_of_their_story(story: Story) -> None:
    text = " ".join(rendered(file)[0] for file in story.pages).replace(",", "")
    digits = text.translate({0x06F0 + n: str(n) for n in range(10)})
    assert [value for value in story.values if not re.search(rf"(?<!\d){value}(?!\d)", digits)] == []


@pytest.mark.parametrize("story", [pytest.param(s, id=s.pages[1]) for s in expected().stories if s.kind == "reprint"])
def test_a_reprint_keeps_most_words_but_not_all(story: Story) -> None:
    original = Counter(words_of(story.pages[0]))
    for file in story.pages[1:]:
        copy = Counter(words_of(file))
        kept = (original & copy).total() / (original | copy).total()
        assert 0.7 < kept < 1
        assert (original & copy).total() / min(original.total(), copy.total()) >= 0.85


def test_the_evening_edition_changes_a_number_and_adds_a_correction_and_a_quote() -> None:
    (edit,) = (story for story in expected().stories if story.kind == "edit")
    morning, evening = (next(page for page in stored() if page.file == file) for file in edit.pages)
    assert (morning.url, morning.edition, evening.edition) == (evening.url, "morning", "evening")
    gone = {claim.content for claim in morning.claims} - {claim.content for claim in evening.claims}
    new = {claim.content for claim in evening.claims} - {claim.content for claim in morning.claims}
    assert (len(gone), len(new)) == (1, 2)
    assert any(content[0].startswith("«") for content in new)
    assert any(paragraph.startswith("اصلاحیه") for paragraph in rendered(evening.file or "")[1])
