"""Front pages: the articles that a page links to, by the pattern of the outlet, and a word when the layout changed."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.addresses import canonical_url
from rasad.model import Rejected
from rasad.stages.land.frontpage import LONGEST_PATH, read_front_page
from rasad.stages.land.items import Listed

HOME = "https://www.karaneh.example/"
NEWS = r"/news/.+"


def page(*links: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{' '.join(links)}</body></html>".encode()


def a(href: str, text: str = "خبر", extra: str = "") -> str:
    return f'<a href="{href}" {extra}>{text}</a>'


def read(body: bytes, links: str = NEWS, most: int = 1000, **asked: object) -> Listed:
    found = read_front_page(body, HOME, links, most, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Listed), found
    return found


def urls(found: Listed) -> list[str]:
    return [item.url for item in found.items]


def test_links_that_match_are_the_articles_in_the_order_of_the_page() -> None:
    found = read(page(a("/news/2", "دو"), a("/about"), a("https://karaneh.example/news/1", "یک")))
    assert [(i.url, i.title) for i in found.items] == [
        ("https://www.karaneh.example/news/2", "دو"),
        ("https://karaneh.example/news/1", "یک"),
    ]
    assert (found.format, found.bad_items, found.partial) == ("front_page", 0, False)


def test_the_pattern_has_to_match_the_whole_path() -> None:
    found = read(page(a("/news/12"), a("/news/12/comments"), a("/en/news/12"), a("/news/x")), links=r"/news/\d+")
    assert urls(found) == ["https://www.karaneh.example/news/12"]


def test_the_pattern_sees_the_path_and_neither_query_nor_host() -> None:
    body = page(a("/about?x=/news/1"), a("/news/2?page=3"), a("https://karaneh.example/news/4#top"))
    assert urls(read(body)) == ["https://www.karaneh.example/news/2?page=3", "https://karaneh.example/news/4"]


@pytest.mark.parametrize("links", ["/خبر/[۰-۹]+", "/%D8%AE%D8%A8%D8%B1/.+"])
def test_a_pattern_may_be_written_with_letters_or_with_escapes(links: str) -> None:
    assert len(read(page(a("/%D8%AE%D8%A8%D8%B1/%DB%B1")), links=links).items) == 1


def test_one_article_under_several_links_counts_once_with_its_longest_text() -> None:
    body = page(
        a("/news/1", '<img src=x alt="">'),
        a("/news/1?utm_source=home", "آب سد شاه‌بید"),
        a("http://m.karaneh.example/news/1/", "ادامه"),
    )
    [item] = read(body).items
    assert (item.url, item.title) == ("https://www.karaneh.example/news/1", "آب سد شاه‌بید")


def test_a_link_without_words_takes_its_title_attribute_or_its_image() -> None:
    body = page(a("/news/1", "", 'title="یک"'), a("/news/2", '<img alt="دو">'), a("/news/3", " "))
    assert [i.title for i in read(body).items] == ["یک", "دو", None]


def test_nested_markup_and_scripts_leave_only_the_words_of_a_title() -> None:
    body = page(a("/news/1", "<b>آب</b><script>var x = '<b>no</b>'</script> <i>سد</i>\u202e\n"))
    assert read(body).items[0].title == "آب سد"


def test_hidden_and_nofollow_links_count() -> None:
    body = page(a("/news/1", extra="rel=nofollow"), f'<div style="display:none" hidden>{a("/news/2")}</div>')
    assert len(read(body).items) == 2


@pytest.mark.parametrize(
    "href", ["javascript:open('/news/1')", "mailto:a@karaneh.example", "tel:123", "data:text/html,x", "#top"]
)
def test_links_that_lead_nowhere_are_not_even_bad(href: str) -> None:
    found = read(page(a("/news/1"), a(href)))
    assert (len(found.items), found.bad_items) == (1, 0)


def test_a_broken_link_is_counted_and_costs_no_other() -> None:
    found = read(page(a("http://[::1"), a("/news/1"), a("https://karaneh.example\\@other.example/news/2")))
    assert (urls(found), found.bad_items) == (["https://www.karaneh.example/news/1"], 2)


def test_links_are_relative_to_the_base_of_the_page_wherever_it_stands() -> None:
    body = page(a("1"), head='<base href="/news/"><base href="/other/">')
    assert urls(read(body)) == ["https://www.karaneh.example/news/1"]
    assert urls(read(page(a("1"), '<base href="news/">'))) == ["https://www.karaneh.example/news/1"]


def test_a_base_on_another_host_leaves_nothing_of_this_one() -> None:
    found = read_front_page(page(a("/news/1"), head='<base href="https://other.example/">'), HOME, NEWS, 10)
    assert found == Rejected("no_links_match", f"1 links, 0 on this site, none matches {NEWS}")


@pytest.mark.parametrize(
    "other",
    [
        "https://other.example/news/1",
        "//other.example/news/1",
        "https://karaneh.example.net/news/1",
        "https://k\u0430raneh.example/news/1",  # a Cyrillic letter that looks Latin
        "https://xn--kraneh-4ve.example/news/1",
    ],
)
def test_an_address_of_another_site_never_counts_unless_the_outlet_names_it(other: str) -> None:
    assert urls(read(page(a("/news/0"), a(other)))) == ["https://www.karaneh.example/news/0"]
    if "//other" in other:
        assert len(read(page(a("/news/0"), a(other)), hosts=frozenset({"other.example"})).items) == 2


def test_a_page_on_which_nothing_matches_says_how_many_links_there_were() -> None:
    found = read_front_page(page(a("/n/1"), a("/n/2"), a("https://other.example/news/1")), HOME, NEWS, 10)
    assert found == Rejected("no_links_match", f"3 links, 2 on this site, none matches {NEWS}")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"just words, no markup", "not_html"),
        (b'{"links": ["/news/1"]}', "not_html"),
        (b'<?xml version="1.0"?><rss><channel><link>/news/1</link></channel></rss>', "not_html"),
        (b"<urlset><url/></urlset>", "not_html"),
        (b"%PDF-1.7 <a href=/news/1>", "not_html"),
        (gzip.compress(b"<a href=/news/1>"), "not_html"),
        (b"<html>" + b" " * 6_000_001, "too_big"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    found = read_front_page(body, HOME, NEWS, 10)
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_a_path_that_no_outlet_has_is_never_shown_to_the_pattern() -> None:
    long = "/news/" + "a" * LONGEST_PATH
    assert urls(read(page(a(long), a("/news/1")), links=r"/news/[a-z0-9]*")) == ["https://www.karaneh.example/news/1"]


def test_more_links_than_are_wanted_are_cut_and_the_list_says_so() -> None:
    found = read(page(*(a(f"/news/{n}") for n in range(30))), most=10)
    assert (len(found.items), found.partial) == (10, True)


def test_the_fingerprint_changes_with_the_title() -> None:
    one, same, other = (read(page(a("/news/1", t))).items[0].fingerprint for t in ("آب", "آب", "برق"))
    assert one == same != other


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1256"])
def test_persian_titles_survive_their_charset(charset: str) -> None:
    text = f'<html><meta charset="{charset}"><a href="/news/1">آب سد</a></html>'
    assert read(text.encode(charset)).items[0].title == "آب سد"


def test_broken_bytes_are_replaced_and_cost_only_themselves() -> None:
    body = page(a("/news/1", "آب"), a("/news/BAD"), a("/news/2", "برق")).replace(b"BAD", b"\xff\xfe\xd8")
    found = read(body)
    assert ([i.title for i in found.items], found.bad_items) == (["آب", "برق"], 1)


def test_a_half_page_gives_the_links_that_it_has() -> None:
    body = page(a("/news/1"), a("/news/2"))
    assert len(read(body[: body.index(b"/news/2")]).items) == 1


HOSTILE = {
    "deep": b"<div>" * 500_000,
    "attributes": b"<a " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">",
    "scanned at every end": b"<b></p>" * 500_000,
    "comments": b"<!--" * 1_400_000,
    "brackets": b"<" * 3_000_000,
    "ampersands": b"&" * 3_000_000,
    "anchors": b"<a href=/x>" * 300_000,
    "open quote": b"<a href='" + b"x" * 5_000_000,
    "scripts": b"<script>" * 500_000,
    "titles": b"<title>" * 500_000,
    "tables": b"<table><tr><td>" * 200_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_ends_in_an_answer_with_the_links_before_the_attack(body: bytes) -> None:
    found = read(b"<html><body><a href=/news/1>x</a>" + body)
    assert urls(found) == ["https://www.karaneh.example/news/1"]


def test_a_page_too_deep_to_read_on_is_partial() -> None:
    assert read(page(a("/news/1"), "<div>" * 50_000, a("/news/2"))).partial


def test_a_hundred_thousand_links_are_read_up_to_a_bound() -> None:
    found = read(page(*(a(f"/news/{n}") for n in range(60_000))), most=100_000)
    assert (len(found.items), found.partial) == (20_000, True)


@given(st.binary(max_size=400))
def test_random_bytes_never_raise(body: bytes) -> None:
    assert isinstance(read_front_page(b"<html>" + body, HOME, NEWS, 10), Listed | Rejected)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1", "2", "خبر"]),
            st.sampled_from(
                ["/news/{}", "//m.karaneh.example/news/{}/", "news/{}?utm_medium=x", "HTTP://KARANEH.EXAMPLE/news/{}"]
            ),
        ),
        min_size=1,
    )
)
def test_every_article_is_listed_once_under_whatever_spellings(chosen: list[tuple[str, str]]) -> None:
    found = read(page(*(a(form.format(name)) for name, form in chosen)))
    addresses = [canonical_url(item.url) for item in found.items]
    assert len(addresses) == len(set(addresses)) == len({name for name, _ in chosen})


@given(
    st.lists(
        st.sampled_from(
            ["karaneh.example", "en.karaneh.example", "karaneh.example.org", "akaraneh.example", "127.0.0.1"]
        )
    )
)
def test_no_address_of_another_site_ever_passes(hosts: list[str]) -> None:
    found = read(page(a("/news/0"), *(a(f"http://{host}/news/1") for host in hosts)))
    assert {i.url.split("/")[2] for i in found.items} <= {
        "www.karaneh.example",
        "karaneh.example",
        "en.karaneh.example",
    }
