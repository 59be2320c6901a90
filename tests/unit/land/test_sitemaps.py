"""Sitemaps: every address of the site and no other, whatever the spelling, and never more work than the body is worth."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.addresses import canonical_url
from rasad.model import Rejected
from rasad.stages.land.items import Listed
from rasad.stages.land.sitemaps import read_date, read_sitemap

AT = "https://www.karaneh.example/sitemap.xml"
SITE = "https://karaneh.example"
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def url(path: object, inner: str = "") -> str:
    return f"<url><loc>{SITE}/{path}</loc>{inner}</url>"


def urlset(*entries: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return (
        f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {NEWS}>{"".join(entries)}</urlset>'.encode()
    )


def index(*children: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<sitemap><loc>{SITE}/{name}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for name, day in children
    )
    return f"<sitemapindex>{entries}</sitemapindex>".encode()


def read(body: bytes, most: int = 1000, **asked: object) -> Listed:
    found = read_sitemap(body, AT, most, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Listed), found
    return found


def refused(body: bytes) -> str:
    found = read_sitemap(body, AT, 1000)
    assert isinstance(found, Rejected), found
    return found.reason


def paths(found: Listed) -> list[str]:
    return [item.url.removeprefix(f"{SITE}/") for item in found.items]


def news(title: str = "خبر", date: str = "2026-11-20T08:00:00+03:30", prefix: str = "news") -> str:
    p = f"{prefix}:" if prefix else ""
    return (
        f"<{p}news><{p}publication><{p}name>کرانه</{p}name><{p}language>fa</{p}language></{p}publication>"
        f"<{p}publication_date>{date}</{p}publication_date><{p}title>{title}</{p}title></{p}news>"
    )


def test_a_news_sitemap_gives_addresses_titles_and_dates_in_its_order() -> None:
    found = read(urlset(url(1, news("آب سد")), url(2, news("برق"))))
    assert [(i.url, i.title, i.published, i.stated) for i in found.items] == [
        (f"{SITE}/1", "آب سد", datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "2026-11-20T08:00:00+03:30"),
        (f"{SITE}/2", "برق", datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "2026-11-20T08:00:00+03:30"),
    ]
    assert (found.format, found.partial, found.bad_items, found.notes) == ("sitemap", False, 0, ())


def test_lastmod_says_when_a_page_changed_and_never_when_it_was_published() -> None:
    [item] = read(urlset(url(1, "<lastmod>2026-11-20T08:00:00Z</lastmod>"))).items
    assert (item.published, item.stated) == (None, "2026-11-20T08:00:00Z")


def test_a_news_date_without_a_time_is_stated_but_no_instant() -> None:
    [item] = read(urlset(url(1, news(date="2026-11-20")))).items
    assert (item.published, item.stated) == (None, "2026-11-20")


def test_the_fingerprint_changes_with_what_the_sitemap_says_and_with_nothing_else() -> None:
    plain, again, changed, retitled = (
        read(urlset(url(1, inner))).items[0].fingerprint
        for inner in (news(), news(), f"<lastmod>2026-11-21</lastmod>{news()}", news("خبر دیگر"))
    )
    assert plain == again
    assert len({plain, changed, retitled}) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset><url><loc>https://karaneh.example/1</loc></url></urlset>",
        b'<sm:urlset xmlns:sm="urn:x"><sm:url><sm:loc>https://karaneh.example/1</sm:loc></sm:url></sm:urlset>',
        b"<sm:urlset><sm:url><sm:loc>https://karaneh.example/1</sm:loc></sm:url></sm:urlset>",
        b'<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>https://karaneh.example/1</loc></url></urlset>',
        b"<URLSET><Url><LOC>https://karaneh.example/1</LOC></Url></URLSET>",
        b"\n\n <?xml version='1.0'?>\n<urlset><url><loc>\n https://karaneh.example/1 \n</loc></url></urlset>",
        b"<urlset><url><loc><![CDATA[https://karaneh.example/1]]></loc></url></urlset>",
        b"<!-- made by <url><loc>x</loc></url> --><urlset><url><loc>https://karaneh.example/1</loc></url></urlset>",
        b"\xef\xbb\xbf<urlset><url><loc>https://karaneh.example/1</loc></url></urlset>",
        b"<urlset><url><image:image><image:loc>https://karaneh.example/p.jpg</image:loc></image:image>"
        b"<loc>https://karaneh.example/1</loc></url></urlset>",
        b"<urlset><url><loc>/1</loc></url></urlset>".replace(b"/1<", b"//karaneh.example/1<"),
        "<urlset><url><loc>https://karaneh.example/1</loc></url></urlset>".encode("utf-16"),
        b"https://karaneh.example/1\n",
        gzip.compress(b"<urlset><url><loc>https://karaneh.example/1</loc></url></urlset>"),
    ],
)
def test_a_sitemap_is_read_under_every_spelling_that_sites_use(body: bytes) -> None:
    assert paths(read(body)) == ["1"]


@pytest.mark.parametrize("prefix", ["news", "n", "NEWS", ""])
def test_the_news_elements_are_known_under_any_prefix(prefix: str) -> None:
    assert read(urlset(url(1, news("t", prefix=prefix)))).items[0].title == "t"


def test_the_title_of_an_image_is_not_the_title_of_the_article() -> None:
    inner = f"<image:image><image:title>عکس</image:title></image:image>{news('خبر')}"
    assert read(urlset(url(1, inner))).items[0].title == "خبر"


def test_controls_and_bidi_overrides_leave_the_title_and_the_zwnj_stays() -> None:
    assert read(urlset(url(1, news("می\u200cرود\u202e\u0007\n  x")))).items[0].title == "می\u200cرود x"


def test_ampersands_of_queries_are_kept_whether_escaped_or_not() -> None:
    found = read(urlset(url("?id=1&amp;p=2"), url("?id=3&p=4"), url("?id=5&copy=6")))
    assert paths(found) == ["?id=1&p=2", "?id=3&p=4", "?id=5&copy=6"]
    assert "markup_repaired" in found.notes


def test_persian_paths_count_once_escaped_or_not() -> None:
    found = read(urlset(url("خبر/آب"), url("%D8%AE%D8%A8%D8%B1/%D8%A2%D8%A8"), url("خبر/برق")))
    assert paths(found) == ["خبر/آب", "خبر/برق"]


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[::1",
        "http://user@karaneh.example/1",
        "http://karaneh.example\\@other.example/",
        "https://other.example/1",
        "https://karaneh.example.other.example/1",
        "https://k\u0430raneh.example/1",  # a Cyrillic letter that looks Latin
        "https://karaneh.example/" + "x" * 3000,
        "https://karaneh.example/a b",
    ],
)
def test_an_unusable_or_foreign_address_is_counted_and_costs_no_other(bad: str) -> None:
    found = read(urlset(url(1), f"<url><loc>{bad}</loc></url>", url(2)))
    assert (paths(found), found.bad_items) == (["1", "2"], 1)


def test_an_entry_without_an_address_is_counted() -> None:
    assert read(urlset("<url/>", "<url><lastmod>2026-11-20</lastmod></url>", url(1))).bad_items == 2


def test_subdomains_of_the_site_belong_to_it_and_further_hosts_only_by_name() -> None:
    body = urlset(
        "<url><loc>https://english.karaneh.example/1</loc></url>", "<url><loc>https://a.other.example/2</loc></url>"
    )
    assert len(read(body).items) == 1
    assert len(read(body, hosts=frozenset({"other.example"})).items) == 2


def test_two_sites_below_one_public_suffix_are_two_sites() -> None:
    body = b"<urlset><url><loc>https://one.co.ir/1</loc></url><url><loc>https://two.co.ir/1</loc></url></urlset>"
    found = read_sitemap(body, "https://www.one.co.ir/sitemap.xml", 10)
    assert isinstance(found, Listed)
    assert [item.url for item in found.items] == ["https://one.co.ir/1"]


def test_an_index_names_its_sitemaps_the_last_changed_first_and_undated_ones_last() -> None:
    found = read(
        index(
            ("old.xml", "2024-01-01"),
            ("undated.xml", ""),
            ("new.xml", "2026-11-20T10:00:00Z"),
            ("odd.xml", "1405-08-29"),
        )
    )
    assert [child.rpartition("/")[2] for child in found.children] == ["new.xml", "old.xml", "undated.xml", "odd.xml"]
    assert (found.format, found.items) == ("sitemap_index", ())


def test_sitemaps_that_did_not_change_since_are_left_out_and_undated_ones_stay() -> None:
    body = index(("old.xml", "2024-01-01"), ("day.xml", "2026-11-20"), ("undated.xml", ""))
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)
    found = read(body, since=since, until=since)
    assert [child.rpartition("/")[2] for child in found.children] == ["day.xml", "undated.xml"]


def test_a_range_of_dates_keeps_what_may_lie_in_it() -> None:
    dated = {
        "before": "2026-11-18",
        "day": "2026-11-19",
        "inside": "2026-11-19T12:00:00+03:30",
        "after": "2026-11-21T00:00:00Z",
        "month": "2026-11",
        "jalali": "1405-08-28",
        "words": "yesterday",
    }
    body = urlset(*(url(name, f"<lastmod>{value}</lastmod>") for name, value in dated.items()), url("undated"))
    found = read(body, since=datetime(2026, 11, 19, 6, tzinfo=UTC), until=datetime(2026, 11, 20, tzinfo=UTC))
    assert paths(found) == ["day", "inside", "month", "jalali", "words", "undated"]


def test_the_news_date_decides_before_lastmod() -> None:
    body = urlset(url(1, f"<lastmod>2020-01-01</lastmod>{news()}"))
    assert len(read(body, since=datetime(2026, 11, 1, tzinfo=UTC)).items) == 1


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-11-20T08:00:00Z", "2026-11-20T08:00:00+00:00", "2026-11-20T08:00:00+00:00"),
        ("2026-11-20T08:00+03:30", "2026-11-20T04:30:00+00:00", "2026-11-20T04:30:00+00:00"),
        ("2026-11-20 08:00:00.123 +0330", "2026-11-20T04:30:00+00:00", "2026-11-20T04:30:00+00:00"),
        ("Fri, 20 Nov 2026 08:00:00 +0330", "2026-11-20T04:30:00+00:00", "2026-11-20T04:30:00+00:00"),
        ("2026-11-20", "2026-11-20T00:00:00+00:00", "2026-11-20T23:59:59.999999+00:00"),
        ("2026-02", "2026-02-01T00:00:00+00:00", "2026-02-28T23:59:59.999999+00:00"),
        ("2026-11-20T08:00:00", "2026-11-19T18:00:00+00:00", "2026-11-20T20:00:00+00:00"),
    ],
)
def test_a_date_is_the_stretch_of_time_that_it_may_mean(written: str, first: str, last: str) -> None:
    stretch = read_date(written)
    assert stretch is not None
    assert (stretch.first.isoformat(), stretch.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["", "1405-08-29", "9999-12-31", "2026-13-01", "2026-02-30", "0000-00-00", "now", "2026-11-20T25:00Z", "2" * 999],
)
def test_what_is_no_certain_date_is_none(written: str) -> None:
    assert read_date(written) is None


@given(st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_an_instant_survives_any_zone(moment: datetime, minutes: int) -> None:
    utc = moment.replace(microsecond=0, tzinfo=UTC)
    sign, away = "-" if minutes < 0 else "+", abs(minutes)
    local = (utc + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S")
    stretch = read_date(f"{local}{sign}{away // 60:02}:{away % 60:02}")
    assert stretch is not None
    assert (stretch.first, stretch.exact) == (utc, True)


def test_of_too_many_the_newest_stay_in_the_order_of_the_sitemap() -> None:
    days = [10, 12, 11, 15, 14]
    found = read(urlset(*(url(day, f"<lastmod>2026-11-{day}</lastmod>") for day in days)), most=3)
    assert paths(found) == ["12", "15", "14"]
    assert (found.partial, found.notes) == (True, ("newest_taken",))


def test_a_file_that_is_longer_than_the_protocol_allows_is_cut_and_says_so() -> None:
    found = read(urlset(*(url(n) for n in range(100_000))), most=100_000)
    assert (len(found.items), found.partial) == (50_000, True)
    assert "too_many_entries" in found.notes


@given(st.integers(0, 400))
def test_a_cut_never_delivers_half_an_entry(cut: int) -> None:
    entries = [url(f"article-{n}") for n in range(5)]
    body = urlset(*entries, head="")
    at = len(body) - min(cut, len(body) - 60)
    found = read_sitemap(body[:at], AT, 10)
    if isinstance(found, Listed):
        assert paths(found) == [f"article-{n}" for n in range(len(found.items))]
        assert found.partial == (not body[:at].endswith(b"</urlset>"))


def test_a_plain_list_that_was_cut_in_its_gzip_loses_its_last_line_only() -> None:
    lines = "".join(f"{SITE}/{n * 7919 % 100_003}\n" for n in range(5000)).encode()
    found = read(gzip.compress(lines)[:-2000], most=10_000)
    assert found.partial
    assert 0 < len(found.items) < 5000
    assert set(paths(found)) <= {str(n * 7919 % 100_003) for n in range(5000)}


@pytest.mark.parametrize(
    "poison",
    [
        "<url><loc>https://karaneh.example/<1</loc></url>",
        "<url><loc>https://karaneh.example/x</url>",
        "<url><loc>https://karaneh.example/&#xD800;</loc></url>",
        "<url><loc>https://karaneh.example/&#x0;</loc></url>",
        "<url><loc>https://karaneh.example/\x00\x01</loc></url>",
        "<url><loc>https://karaneh.example/&undefined;</loc></url>",
        "<url " + " ".join(f'a{n}="x"' for n in range(1000)) + "><loc>x</loc></url>",
        "<d>" * 1000,
        "</d></urlset>",
        "<1><:x></ >",
        "<url><lastmod/><news:news/></url>",
    ],
)
def test_a_broken_entry_costs_no_other(poison: str) -> None:
    found = read(urlset(*(url(n) for n in range(20)), poison, *(url(n) for n in range(20, 40))))
    assert {str(n) for n in range(40)} <= set(paths(found))


def test_an_invalid_byte_costs_its_own_entry_only() -> None:
    found = read(urlset(url("خبر/1"), url("BAD"), url("خبر/2")).replace(b"BAD", b"\xd8\xff"))
    assert (paths(found), found.bad_items, found.notes) == (["خبر/1", "خبر/2"], 1, ("encoding_repaired",))


def test_a_declared_legacy_charset_is_believed_where_the_bytes_are_no_utf8() -> None:
    text = urlset(url(1, news("آب")), head='<?xml version="1.0" encoding="windows-1256"?>').decode()
    assert read(text.encode("cp1256")).items[0].title == "آب"


def test_an_unknown_or_lying_charset_changes_nothing_for_utf8() -> None:
    for name in ("klingon", "utf-16", "rot13", "utf-7", "windows-1256"):
        body = urlset(url(1, news("آب")), head=f'<?xml version="1.0" encoding="{name}"?>')
        assert read(body).items[0].title == "آب"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x00\x00", "empty"),
        (b"<rss><channel><item><link>https://karaneh.example/1</link></item></channel></rss>", "not_a_sitemap"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "not_a_sitemap"),
        (b"<html><body><url><loc>https://karaneh.example/1</loc></url></body></html>", "not_a_sitemap"),
        (b'{"items": []}', "not_a_sitemap"),
        (b"%PDF-1.7", "not_a_sitemap"),
        (b"\x1f\x8bnot gzip", "damaged_gzip"),
        (urlset(url("&b;"), head=LAUGHS), "dtd"),
        (urlset(url(1), head='<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>'), "dtd"),
        (urlset(url(1), head="<!DOCTYPE x [<!ELEMENT y ANY>]>"), "dtd"),
        (urlset(url(1), head=LAUGHS).decode().encode("utf-16"), "dtd"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "too_big"),
    ],
)
def test_what_is_no_sitemap_or_is_an_attack_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    assert refused(body) == reason


def test_a_doctype_without_entities_is_ignored() -> None:
    found = read(urlset(url(1), head='<!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd">'))
    assert (paths(found), found.notes) == (["1"], ("dtd_ignored",))


def test_an_empty_urlset_is_a_sitemap_with_nothing_in_it() -> None:
    for body in (b"<urlset></urlset>", b"<urlset/>"):
        found = read(body)
        assert (found.items, found.partial) == ((), False)


HOSTILE = {
    "deep": b"<urlset>" + b"<d>" * 500_000,
    "deep entries": b"<urlset>" + b"<url>" * 300_000,
    "attributes": b"<urlset><url " + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">",
    "comments": b"<urlset>" + b"<!-- " * 500_000,
    "cdata": b"<urlset>" + b"<![CDATA[" * 500_000,
    "ampersands": b"<urlset>" + b"&" * 2_000_000,
    "brackets": b"<urlset>" + b"<" * 2_000_000,
    "instructions": b"<urlset>" + b"<?" * 1_000_000,
    "doctypes": b"<urlset>" + b"<!DOCTYPE " * 300_000,
    "ends": b"<urlset>" + b"</url " * 500_000,
    "spaces": b"<urlset></url" + b" " * 5_000_000,
    "prefix": b"<urlset></" + b"a" * 5_000_000,
    "long text": b"<urlset><url><loc>" + b"x" * 12_000_000 + b"</loc></url></urlset>",
    "mismatched": b"<urlset>" + b"<b></p>" * 300_000 + b"<url></url>" * 3,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_document_ends_in_an_answer(body: bytes) -> None:
    found = read_sitemap(body, AT, 10)
    assert isinstance(found, Rejected) or found.items == ()


@given(st.binary(max_size=300))
def test_random_bytes_never_raise(body: bytes) -> None:
    for start in (b"", b"<urlset>", b"\x1f\x8b", b"http://"):
        assert isinstance(read_sitemap(start + body, AT, 10), Listed | Rejected)


@given(st.text(max_size=200))
def test_random_text_in_an_entry_never_costs_the_next(text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    found = read_sitemap(urlset(url(1), f"<url><loc>{clean}</loc></url>", url(2)), AT, 10)
    assert isinstance(found, Rejected) or "1" in paths(found)


def spellings(path: str) -> Iterable[str]:
    return (
        f"https://karaneh.example/{path}",
        f"http://www.karaneh.example/{path}/",
        f"https://m.karaneh.example/{path}?utm_source=x",
    )


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "خبر", "a/b"]), st.integers(0, 2)), max_size=12))
def test_every_article_is_listed_once_under_whatever_spellings(chosen: list[tuple[str, int]]) -> None:
    addresses = [list(spellings(path))[n] for path, n in chosen]
    found = read(urlset(*(f"<url><loc>{address}</loc></url>" for address in addresses)))
    assert [canonical_url(i.url) for i in found.items] == list(dict.fromkeys(canonical_url(a) for a in addresses))


@given(
    st.lists(
        st.sampled_from(["karaneh.example", "a.karaneh.example", "karaneh.example.net", "xkaraneh.example", "10.0.0.1"])
    )
)
def test_no_address_of_another_site_ever_passes(hosts: list[str]) -> None:
    found = read(urlset(*(f"<url><loc>http://{host}/{n}</loc></url>" for n, host in enumerate(hosts))))
    assert {i.url.split("/")[2] for i in found.items} <= {"karaneh.example", "a.karaneh.example"}
    assert len(found.items) + found.bad_items == len(hosts)
