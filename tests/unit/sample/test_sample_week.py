"""The week of the bundled newsroom: its dates, its spelling, and the feeds that list its pages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import feedparser
from persiantools.jdatetime import JalaliDate
from sample_gold import SAMPLE, expected, rendered, stored, words_of

from rasad.catalogue import read_outlets

ZWNJ = "\u200c"
ARABIC_YEH, ARABIC_KAF, PERSIAN_YEH, PERSIAN_KAF = "\u064a", "\u0643", "\u06cc", "\u06a9"
JALALI_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
JALALI_DAYS = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
GREGORIAN_MONTHS = {"November": 11, "December": 12}


def test_persian_pages_use_the_zwnj_between_letters_and_one_has_none() -> None:
    counts = {page.file: rendered(page.file or "")[0].count(ZWNJ) for page in stored() if page.language == "fa"}
    assert [file for file, n in counts.items() if n == 0] == ["chekideh/99120-shahbid.html"]
    for file in counts:
        assert not re.search(rf"[\s.،»]{ZWNJ}|{ZWNJ}[\s.،«]|{ZWNJ}{ZWNJ}", rendered(file or "")[0])


def test_one_persian_page_is_typed_with_arabic_yeh_and_kaf_and_no_other() -> None:
    arabic = []
    for page in stored():
        letters = set(rendered(page.file or "")[0])
        if letters & {ARABIC_YEH, ARABIC_KAF}:
            assert not letters & {PERSIAN_YEH, PERSIAN_KAF}
            arabic.append(page.file)
    assert arabic == ["toranj/1405082902-simorghi.html"]


def test_jalali_dates_fall_on_the_weekday_that_the_text_gives() -> None:
    checked = 0
    day_first = sorted(JALALI_DAYS, key=len, reverse=True)
    dated = re.compile(rf"({'|'.join(day_first)}) ([۰-۹]{{1,2}}) ({'|'.join(JALALI_MONTHS)})(?: ([۰-۹]{{4}}))?")
    for page in stored():
        for weekday, day, month, year in dated.findall(rendered(page.file or "")[0]):
            jalali = JalaliDate(int(year or 1405), JALALI_MONTHS.index(month) + 1, int(day))
            assert JALALI_DAYS[jalali.weekday()] == weekday, (page.file, weekday, day, month)
            checked += 1
    assert checked >= 15


def test_english_dates_fall_on_the_weekday_that_the_text_gives() -> None:
    checked = 0
    for page in stored():
        for weekday, month, day in re.findall(r"(\w+day), (November|December) (\d+)", rendered(page.file or "")[0]):
            assert date(2026, GREGORIAN_MONTHS[month], int(day)).strftime("%A") == weekday
            checked += 1
    assert checked >= 4


def test_pages_are_of_one_week_and_no_shorter_or_longer_than_news_is() -> None:
    for page in stored():
        if page.fate != "rejected":
            assert page.published is not None
            assert date(2026, 11, 14) <= page.published <= date(2026, 11, 20)
            assert 140 <= len(words_of(page.file or "")) <= 450, page.file


def test_feeds_list_every_page_and_nothing_else() -> None:
    listed = Counter(
        entry.link
        for path in (SAMPLE / "feeds").glob("*.xml")
        if ".evening." not in path.name
        for entry in feedparser.parse(path.read_bytes()).entries
        if entry.get("link")
    )
    assert set(listed) == {page.url for page in expected().pages}
    assert set(listed.values()) == {1}


def test_every_stored_page_is_expected_and_every_expected_page_is_stored() -> None:
    on_disk = {str(path.relative_to(SAMPLE / "pages")) for path in (SAMPLE / "pages").rglob("*.html")}
    assert on_disk == {page.file for page in stored()}
    hosts = {outlet.id.removeprefix("med:"): outlet.domain for outlet in read_outlets(SAMPLE / "sources").values()}
    for page in stored():
        folder, _, name = (page.file or "").partition("/")
        assert page.url == f"http://{hosts[folder]}/{name.removesuffix('.html').removesuffix('.evening')}"


def test_the_feeds_differ_as_real_ones_do() -> None:
    feeds = {path.name: feedparser.parse(path.read_bytes()) for path in (SAMPLE / "feeds").glob("*.xml")}
    assert any(feed.version.startswith("atom") for feed in feeds.values())
    undated = [
        name for name, feed in feeds.items() if not any("published" in e or "updated" in e for e in feed.entries)
    ]
    assert undated == ["chekideh.xml"]
    broken = [name for name, feed in feeds.items() if feed.bozo]
    assert broken == ["toranj.xml"]
    assert len([entry for entry in feeds["toranj.xml"].entries if entry.get("link")]) == 4
