"""What an outlet's file says about its pages is obeyed, and never costs a page."""

from __future__ import annotations

import pytest
from clean_pages import SENTENCE, URL, article, html, page
from pydantic import ValidationError

from rasad.catalogue import Outlet
from rasad.edges.documents import Extracted, extract
from rasad.model import Article
from rasad.page_hints import PageHints
from rasad.stages.clean import clean

OTHER = "Somebody else wrote these words about the boats of another town beside the same sea. "
TOLD = "".join(f"<p>{SENTENCE}Pier {number}.</p>" for number in range(6))
OTHERS = "".join(f"<p>{OTHER}Boat {number}.</p>" for number in range(6))
ODD_PAGE = html(
    f'<div class="story-body lead"><p class="kicker x">{OTHER}</p>{TOLD}</div><div id="more">{OTHERS}</div>'
)


def facts() -> dict[str, object]:
    """A minimal outlet file."""
    return {
        "id": "med:nile",
        "name": {"en": "Nile"},
        "domain": "nile.example",
        "languages": ["en"],
        "country": "EG",
        "affiliation": {"class": "wire"},
        "publisher_group": "nile",
    }


def text_of(markup: str, **hints: tuple[str, ...]) -> str:
    found = extract(markup.encode(), URL, PageHints(**hints))
    assert isinstance(found, Extracted), found
    return found.text


def test_only_the_named_element_is_read() -> None:
    text = text_of(ODD_PAGE, body=("section.missing", "div.story-body"))
    assert text.count(SENTENCE.strip()) == 6
    assert "Boat" not in text


def test_what_is_named_as_not_the_articles_own_goes() -> None:
    text = text_of(ODD_PAGE, drop=("p.kicker", "#more"))
    assert OTHER.strip() not in text
    assert text.count(SENTENCE.strip()) == 6


def test_hints_that_fit_no_page_of_the_outlet_any_more_cost_nothing() -> None:
    assert text_of(html(article()), body=("#gone",), drop=("div.gone",)) == text_of(html(article()))


def test_clean_takes_the_hints() -> None:
    told = {"extraction": {"body": [".story-body"], "drop": ["p.kicker"]}}
    found = clean(page(ODD_PAGE), None, Outlet.model_validate(facts() | told))
    assert isinstance(found, Article)
    assert OTHER.strip() not in found.text


@pytest.mark.parametrize("selector", ["div", "div.a.b", "#main", "section[itemprop=articleBody]", "div.a#b", ".A_b-c"])
def test_an_element_is_named_as_css_does(selector: str) -> None:
    assert PageHints(body=(selector,)).body == (selector,)


@pytest.mark.parametrize("selector", ["", "div p", "a, b", "//div", "div[", 'x[y="z"]', "p:hover", "div.a]", "*"])
def test_what_is_not_one_element_is_an_error_of_the_file(selector: str) -> None:
    with pytest.raises(ValidationError):
        PageHints(drop=(selector,))
