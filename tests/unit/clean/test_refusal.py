"""Pages that answer 200 and are no article, and articles that only look like one of them."""

from __future__ import annotations

import pytest
from clean_pages import SENTENCE, URL, article, html, page

from rasad.model import Article, Rejected
from rasad.stages.clean import clean


def reason(markup: str, url: str = URL) -> str | None:
    found = clean(page(markup, url=url))
    return found.reason if isinstance(found, Rejected) else None


@pytest.mark.parametrize(
    ("expected", "title", "words"),
    [
        (
            "soft_404",
            "404 - Lanport Daily",
            "<p>We looked everywhere in the archive and there is no such story here.</p>",
        ),
        ("soft_404", "صفحه مورد نظر یافت نشد", "<p>نشانی را دوباره وارد کنید یا به بایگانی روزنامه شهر سری بزنید.</p>"),
        ("soft_404", "Lanport Daily", "<p>The page you are looking for has been moved to another address of ours.</p>"),
        (
            "consent",
            "Lanport Daily",
            "<p>We value your privacy. Our boats and we keep small files on your device.</p>",
        ),
        (
            "challenge",
            "Just a moment...",
            "<p>lanport.example needs to review the security of your connection.</p>",
        ),
        ("challenge", "در حال انتقال", "<p>لطفا چند لحظه صبر کنید تا مرورگر شما بررسی شود و صفحه باز شود.</p>"),
        ("login", "Sign in", "<form><p>Please sign in to see what your harbour has in store for you.</p></form>"),
        ("parked", "lanport.example", "<p>This domain is for sale. Ask the harbour master for its price today.</p>"),
        (
            "maintenance",
            "Site maintenance",
            "<p>Our rowers are repairing the server and will return in the evening.</p>",
        ),
        ("filtered", "10.10.34.36", '<iframe src="http://10.10.34.36/?type=block"></iframe>'),
        ("filtered", "Lanport", '<iframe src="http://10.10.34.35:80"></iframe><p>Words of no meaning here.</p>'),
        ("parked", "Account suspended", "<p>Ask the people who host the page of the rowing club about it.</p>"),
        ("maintenance", "Lanport Daily", "<p>Error establishing a database connection. The oars are wet again.</p>"),
        (
            "geo_block",
            "Lanport Daily",
            "<p>This content is not available in your region, say the lawyers of the pier.</p>",
        ),
        ("geo_block", "لنگرگاه", "<p>این محتوا در کشور شما در دسترس نیست و قایق‌ها هم از راه دیگری می‌روند.</p>"),
        (
            "index_page",
            "Index of /boats",
            "<h1>Index of /boats</h1><pre>boat1.txt boat2.txt boat3.txt and many others</pre>",
        ),
        ("empty", "", '<div id="app"></div>'),
        ("too_short", "Pier", "<p>Opens soon.</p>"),
    ],
)
def test_a_page_that_is_no_article_is_refused_with_its_reason(expected: str, title: str, words: str) -> None:
    assert reason(html(words, title=title)) == expected


def test_a_teaser_before_a_paywall_is_refused() -> None:
    wall = "<div><h2>Subscribe to continue reading</h2><p>Only members of the rowing club read on.</p></div>"
    assert reason(html(f"<article><h1>Pier</h1><p>{SENTENCE}</p></article>{wall}")) == "paywall"


def test_a_list_of_articles_is_refused() -> None:
    teasers = "".join(
        f'<div><h2><a href="/{n}">Headline number {n} of the town</a></h2><p>A teaser for it.</p></div>'
        for n in range(30)
    )
    assert reason(html(f"<h1>Town</h1>{teasers}", title="Town")) == "index_page"


def test_the_front_page_of_a_site_is_refused() -> None:
    assert reason(html(article()), "https://news.example/") == "index_page"


def test_a_page_that_only_sends_the_reader_on_is_refused() -> None:
    head = '<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">'
    words = "<p>If nothing happens within a few seconds, the link below leads to the new place of it.</p>"
    assert reason(html(words, head=head)) == "soft_404"


@pytest.mark.parametrize(
    "title",
    [
        "Page not found, and other signs on the pier",
        "Login of a boat",
        "Maintenance",
        "Gone",
        "Access denied to the old pier",
    ],
)
def test_a_long_article_is_never_refused_for_its_title(title: str) -> None:
    assert reason(html(article(12, heading=title), title=title)) is None


def test_a_long_article_that_speaks_of_cookies_is_kept() -> None:
    assert (
        reason(html(article(12, extra="<p>We use cookies and store and/or access information on a device.</p>")))
        is None
    )


def test_a_short_report_with_a_stated_day_is_an_article_among_many_links() -> None:
    menu = "".join(f'<h3><a href="/{n}">Other story number {n}</a></h3>' for n in range(40))
    head = '<meta property="article:published_time" content="2026-01-11T08:00:00Z">'
    short = f"<article><h1>Pier opens</h1><p>{SENTENCE}</p></article>"
    assert reason(html(short + menu, head=head)) is None


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "أعلن مكتب الميناء في المدينة أن الرصيف الجديد سوف يفتح أمام القوارب الصغيرة قبل الصيف في هذه السنة. "),
        (
            "ckb",
            "نووسینگەی بەندەرەکە ڕایگەیاند کە بەندەری نوێ پێش هاوین بۆ بەلەمە بچووکەکان دەکرێتەوە و کاری تێدا دەکرێت. ",
        ),
        (
            "de",
            "Das Hafenamt der Stadt hat am Montag mitgeteilt, dass der neue Steg vor dem Sommer für kleine Boote öffnet. ",
        ),
    ],
)
def test_a_language_that_the_caller_does_not_read_is_named_and_refused(language: str, sentence: str) -> None:
    markup = page(html(article(sentence=sentence), language=language))
    refused = clean(markup, accepted=("en", "fa"))
    assert isinstance(refused, Rejected)
    assert (refused.reason, refused.detail) == ("wrong_language", language)
    kept = clean(markup)
    assert isinstance(kept, Article)
    assert kept.language == language


def test_half_a_page_is_refused_where_its_text_breaks_off() -> None:
    whole = html(article())
    assert reason(whole[: whole.rindex("before the summer")]) == "truncated"
    assert reason(whole[: whole.index("<article>")]) == "truncated"


def test_a_page_that_is_cut_after_its_article_is_kept() -> None:
    whole = html(article() + "<div><ul><li>Boats</li><li>Piers</li></ul></div>")
    assert reason(whole[: whole.index("<li>Piers")]) is None


def test_an_article_that_never_closes_its_page_is_kept() -> None:
    assert reason(html(article()).replace("</body></html>", "")) is None


@pytest.mark.parametrize(("ending", "expected"), [("The rowers then saw…", "paywall"), ("The rowers went home.", None)])
def test_a_short_text_that_is_not_free_is_a_teaser_only_where_it_breaks_off(ending: str, expected: str | None) -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    assert reason(html(f"<article><h1>Pier</h1><p>{SENTENCE}{ending}</p></article>", head=head)) == expected


def test_a_flash_that_begins_with_the_number_of_an_error_is_an_article() -> None:
    for number in ("404", "451", "503"):
        told = f"<article><h1>Boats on the pier</h1><p>{number} boats came to the pier. {SENTENCE}</p></article>"
        assert reason(html(told, title="Boats on the pier")) is None
