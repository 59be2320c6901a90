"""A page becomes an article: own words, masks, language, joiners."""

from __future__ import annotations

import pytest
from clean_pages import PERSIAN, SENTENCE, URL, article, html, page

from rasad.model import Article, Page, Rejected
from rasad.stages.clean import clean
from rasad.stages.clean.article import body


def cleaned(markup: str, **fields: object) -> Article:
    found = clean(page(markup, **fields))
    assert isinstance(found, Article), found
    return found


def test_the_text_is_the_articles_own_from_its_first_to_its_last_line() -> None:
    found = cleaned(html(article(extra="<p>Share this</p>") + "<p>Leave a Comment</p>"))
    assert found.text.startswith("The harbour office")
    assert found.text.endswith("before the summer.")
    assert found.title == "Harbour opens a new pier"


def test_boilerplate_inside_the_text_is_masked_and_not_deleted() -> None:
    told = f"<p>{SENTENCE * 2}</p><p>Boats wait at the pier (Photo: Lanport Daily)</p><p>{SENTENCE}It is Monday.</p>"
    found = cleaned(html(f"<article><h1>Harbour opens a new pier</h1>{told}</article>"))
    assert [(mask.kind, mask.span.of(found.text)) for mask in found.boilerplate] == [
        ("photo_caption", "Boats wait at the pier (Photo: Lanport Daily)")
    ]


def test_masks_keep_their_places_when_the_ends_are_cut() -> None:
    text = "A title of words\nFirst sentence of the text.\nPhoto: Agency\nLast sentence of the text.\nShare\n"
    own, masks = body(text, "en", "A title of words")
    assert own == "First sentence of the text.\nPhoto: Agency\nLast sentence of the text."
    assert [mask.span.of(own) for mask in masks] == ["Photo: Agency"]


def test_a_text_of_boilerplate_alone_is_cut_to_nothing() -> None:
    assert body("Share\nLeave a Comment", "en", None) == ("", ())


def test_text_and_title_are_nfc() -> None:
    found = cleaned(
        html(
            article(sentence=SENTENCE.replace("pier", "cafe\u0301"), heading="The cafe\u0301 of the pier opens"),
            title="The cafe\u0301 of the pier opens",
        )
    )
    assert "café" in found.text
    assert found.title == "The café of the pier opens"


def test_joiners_are_kept() -> None:
    whole = cleaned(html(article(sentence=PERSIAN), language="fa"))
    assert (whole.language, whole.script, whole.text.count("\u200c")) == ("fa", "Arab", 24)


def test_the_title_of_the_feed_stands_in_where_the_page_has_none() -> None:
    told = "".join(f"<p>{SENTENCE}Pier {number}.</p>" for number in range(6))
    assert cleaned(html(told, title=""), feed_title="Pier opens").title == "Pier opens"


def test_an_address_that_is_none_is_refused() -> None:
    found = clean(Page(url="mailto:harbour@example.org", html=html(article()).encode()))
    assert isinstance(found, Rejected)
    assert found.reason == "bad_url"


def test_a_page_cannot_take_another_outlets_address() -> None:
    head = '<link rel="canonical" href="https://famous.example/pier">'
    assert cleaned(html(article(), head=head)).url_canonical == URL


@pytest.mark.filterwarnings("error")
def test_no_warning_of_the_extractor_escapes() -> None:
    assert cleaned(html(article()))
