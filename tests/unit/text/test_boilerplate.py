"""Which lines are masked, which never are, and where masks lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.boilerplate import masks

FIRST = "The harbour office of Lanport said the new pier would open before the summer, after a long winter."
LAST = "The rowing club will use it in the mornings, and the ferry to the island in the afternoons."
PERSIAN_FIRST = "اداره بندر شهر لنگرگاه اعلام کرد که اسکله تازه پیش از تابستان به روی قایق‌های کوچک باز می‌شود."
PERSIAN_LAST = "باشگاه قایقرانی صبح‌ها و کشتی جزیره بعدازظهرها از آن استفاده خواهند کرد."


def kinds(text: str, language: str = "en", title: str | None = None) -> dict[str, str]:
    return {mask.span.of(text): mask.kind for mask in masks(text, language, title)}


def kind_between(line: str, language: str = "en") -> str | None:
    first, last = (PERSIAN_FIRST, PERSIAN_LAST) if language == "fa" else (FIRST, LAST)
    body = "\n".join([first] * 1 + [f"{first} Number {number}." for number in range(10)])
    return kinds(f"{body}\n{line}\n{body[::1]} again\n{last}", language, "Pier").get(line.strip())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Boats at the pier | Photo: Lanport Daily", "photo_caption"),
        ("Boats at the pier (Photo: Lanport Daily)", "photo_caption"),
        ("Boats at the pier [Nima Rower/Reuters]", "photo_caption"),
        ("Photo: AP", "photo_credit"),
        ("Image credit: Lanport Daily", "photo_credit"),
        ("Photo by Nima Rower", "photo_credit"),
        ("Three-minute read", "reading_time"),
        ("4 min read", "reading_time"),
        ("Estimated reading time: 3 minutes", "reading_time"),
        ("Exit mobile version", "navigation"),
        ("Leave a Comment", "comment_form"),
        ("This site uses Akismet to reduce spam. Learn how your comment data is processed.", "comment_form"),
        ("Facebook", "share_button"),
        ("Facebook Twitter WhatsApp Email", "share_button"),
        ("Share this:", "share_button"),
        ("Recent News", "sidebar"),
        ("Editor’s Pick", "sidebar"),
        ("Read more: The old pier is sold to a rower", "sidebar"),
        ("We use cookies so that the boats find their way home.", "notice"),
        ("© 2026 Lanport Daily. All rights reserved.", "notice"),
        ("Sign up for our newsletter about boats", "newsletter"),
        ("The pier opens soon.-- Lanport Daily (@lanport) January 3, 2026", "tweet_embed"),
        ("A picture of the pier pic.twitter.com/abc123", "tweet_embed"),
        ("— Harbour Office (@harbour) January 3, 2026", "tweet_embed"),
    ],
)
def test_an_english_line_that_is_not_the_articles_is_masked_with_its_kind(line: str, kind: str) -> None:
    assert kind_between(line) == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("به اشتراک بگذارید", "share_button"),
        ("تلگرام واتساپ", "share_button"),
        ("انتهای پیام/", "end_mark"),
        ("انتهای پیام/ ۱۲۳", "end_mark"),
        ("انتهاي پيام", "end_mark"),
        ("کد خبر: ۸۴۱۲۳", "news_code"),
        ("لینک کوتاه: https://lanport.example/1", "news_code"),
        ("عکس: نیما قایقران", "photo_credit"),
        ("قایق‌ها در اسکله (عکس: روزنامه لنگرگاه)", "photo_caption"),
        ("بیشتر بخوانید: فروش اسکله قدیمی", "sidebar"),
        ("پربازدیدترین‌ها", "sidebar"),
        ("نظر شما", "comment_form"),
        ("زمان مطالعه: ۳ دقیقه", "reading_time"),
        ("۳ دقیقه مطالعه", "reading_time"),
        ("کلیه حقوق این سایت برای روزنامه لنگرگاه محفوظ است", "notice"),
    ],
)
def test_a_persian_line_that_is_not_the_articles_is_masked_with_any_keyboards_letters(line: str, kind: str) -> None:
    assert kind_between(line, "fa") == kind


@pytest.mark.parametrize(
    "line",
    [
        "Facebook said on Monday that it would sponsor the pier.",
        "Related costs rose by a fifth, the office said.",
        "Comments by the harbour master were not available.",
        "The photo: a boat, a dog, and a man with a hat, as the court heard on Monday.",
        "The office said so (AP).",
        "A blockade was ordered (IRNA) and lifted a day later, the captain said.",
        "Read more widely, the harbour master told the pupils.",
        "He told the crew in a letter dated January 3, 2026, that the pier was safe.",
        "“Yes.”",
        "A Pier Built for Many",
        "By 2030 the pier will be too small, the office fears.",
    ],
)
def test_a_line_of_the_article_is_never_masked(line: str) -> None:
    assert kind_between(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "بله.",
        "بازدید شهردار از اسکله تازه انجام شد.",
        "سرویس‌های بندر از صبح کار می‌کنند.",
        "تلگرام در این شهر کاربران زیادی دارد.",
    ],
)
def test_a_line_of_a_persian_article_is_never_masked(line: str) -> None:
    assert kind_between(line, "fa") is None


def test_the_title_and_its_repetition_are_masked() -> None:
    text = f"Harbour opens a new pier\n\nHarbour Opens a New Pier\n{FIRST}\n{LAST}"
    assert [mask.kind for mask in masks(text, "en", "Harbour opens a new pier")] == ["title", "title_repeat"]


def test_a_headline_above_sentences_is_taken_for_the_title_where_none_is_known() -> None:
    assert kinds(f"Harbour opens a new pier\n{FIRST}\n{LAST}") == {"Harbour opens a new pier": "title"}
    assert kinds(f"{LAST}\n{FIRST}\n") == {}


def test_a_breadcrumb_and_the_day_of_the_visit_above_the_title_are_masked() -> None:
    trail = "Home News Boats Harbour opens a new pier in the town"
    text = f"Tuesday, November 25, 2025\n{trail}\nHarbour opens a new pier in the town\n{FIRST}\n{LAST}"
    assert list(kinds(text).values()) == ["dateline", "breadcrumb", "title"]
    glued = f"HomeNewsHarbour opens a new pier and the mayor...\n{FIRST}\n{LAST}"
    assert list(kinds(glued, "en", "Harbour opens").values()) == ["breadcrumb"]


def test_a_byline_counts_at_either_end_only() -> None:
    assert kinds(f"{FIRST}\n{LAST}\nBy Nima Rower")["By Nima Rower"] == "byline"
    assert kinds(f"By Nima Rower and Ana de la Barca\n{FIRST}\n{LAST}") == {
        "By Nima Rower and Ana de la Barca": "byline"
    }
    middle = "\n".join([f"{FIRST} {n}" for n in range(12)] + ["By Nima Rower"] + [f"{LAST} {n}" for n in range(12)])
    assert kinds(middle, "en", "Pier") == {}


def test_a_caption_printed_twice_in_a_row_is_masked_both_times() -> None:
    caption = "The mayor of Lanport cuts the ribbon on the pier — August 24, 2025"
    assert [mask.kind for mask in masks(f"{caption}\n{caption}\n{FIRST}\n{LAST}", "en", "Pier")] == [
        "photo_caption"
    ] * 2


def test_a_sentence_said_twice_is_masked_the_second_time() -> None:
    assert [mask.span.start for mask in masks(f"{FIRST}\n{LAST}\n{FIRST}", "en", "Pier")] == [len(f"{FIRST}\n{LAST}\n")]


def test_a_name_left_alone_among_the_lines_after_the_article_belongs_to_them() -> None:
    assert kinds(f"{FIRST}\n{LAST}\nLPD\nPrivacy Overview", "en", "Pier") == {
        "LPD": "tail",
        "Privacy Overview": "notice",
    }
    assert kinds(f"{FIRST}\n{LAST}\nLPD", "en", "Pier") == {}


def test_an_empty_text_has_no_masks() -> None:
    assert masks("", "en") == ()
    assert masks(" \n\n", "fa", "Pier") == ()


@given(st.text(max_size=600), st.sampled_from(["en", "fa", "und"]))
def test_masks_lie_in_order_inside_single_lines_of_any_text(text: str, language: str) -> None:
    end = 0
    for mask in masks(text, language):
        covered = mask.span.of(text)
        assert mask.span.start >= end
        assert covered.strip() == covered != ""
        assert "\n" not in covered
        end = mask.span.end


def test_hostile_lines_take_no_time() -> None:
    hostile = "\n".join(["-" * 800, "(" * 800, "- " * 400 + "(@", "home »" * 100, "photo:" * 100, "by " * 250]) * 50
    assert masks(hostile, "en") is not None
