"""From whom an article says that it has its story."""

from __future__ import annotations

import pytest
from relay_desk import press

from rasad.stages.dedupe.credits import Credits, credits_of

REST = "The board of the harbour meets again on Thursday and will hear the boatmen, the traders and the council of the islands."
REST_FA = (
    "هیئت بندر پنجشنبه دوباره تشکیل می‌شود و سخنان قایق‌رانان، بازرگانان و شورای جزیره‌ها را در نشستی علنی خواهد شنید."
)


def read(text: str, language: str = "en", own: str = "med:gull-review", **facts: str) -> Credits:
    return credits_of(text, language, press().family(own), press().names, **facts)


@pytest.mark.parametrize(
    "lead",
    [
        "The pier closes in January, according to the newspaper Lanport Daily, which has seen the memo of the harbour board.",
        "The pier closes in January, Lanport Daily reported on Monday, citing a memo that the board of the harbour had written.",
        "A clerk told Lanport Daily that the pier closes in January and that nobody had asked any of the boatmen before.",
        "Lanport Daily wrote on Monday that the pier closes in January and that nobody had asked any of the boatmen before.",
        "LANPORT (Lanport Daily) - The pier closes in January, and nobody had asked any of the boatmen, a memo shows.",
    ],
)
def test_an_outlet_credited_in_the_lead_is_where_the_story_is_from(lead: str) -> None:
    found = read(f"{lead}\n{REST}")
    assert found.upstream == ("med:lanport-daily",)
    assert found.credited[0].span is not None
    assert found.credited[0].span.of(lead) == "Lanport Daily"


@pytest.mark.parametrize(
    "lead",
    [
        "به گزارش روزنامه لنپورت، اسکله قدیمی در دی بسته می‌شود و کسی از قایق‌رانان در این باره چیزی نپرسیده است.",
        "روزنامه لنپورت روز دوشنبه گزارش داد اسکله قدیمی در دی بسته می‌شود و کسی از قایق‌رانان چیزی نپرسیده است.",
        "رئیس صنف قایق‌رانان به روزنامه لنپورت گفت اسکله قدیمی در دی بسته می‌شود و کسی از آنان چیزی نپرسیده است.",
        "اسکله قدیمی در دی بسته می‌شود؛ این را روزنامه لنپورت به نقل از یادداشتی نوشته است که در هیئت بندر دست به دست می‌شود.",
    ],
)
def test_persian_credits_are_read_as_well(lead: str) -> None:
    assert read(f"{lead}\n{REST_FA}", "fa").upstream == ("med:lanport-daily",)


def test_a_credit_below_the_lead_is_for_a_part() -> None:
    found = read("\n".join([REST, REST, REST, "The pier closes in January, Lanport Daily reported."]))
    assert (found.upstream, found.outlets) == ((), ("med:lanport-daily",))


def test_a_caption_above_the_lead_does_not_push_the_credit_out_of_it() -> None:
    lead = (
        "The pier closes in January, according to Lanport Daily, which has seen the memo of the harbour board itself."
    )
    assert read(f"The pier in spring. File photo\n{REST}\n{lead}").upstream == ("med:lanport-daily",)


@pytest.mark.parametrize(
    "text", [f"{REST}\n{REST}\n{REST}\nSource: Lanport Daily", f"{REST}\nFirst published in Lanport Daily"]
)
def test_a_line_with_the_source_below_the_article_counts_for_the_whole(text: str) -> None:
    assert read(text).upstream == ("med:lanport-daily",)


def test_a_headline_and_a_byline_may_name_the_source() -> None:
    assert read(REST, title="Lanport Daily: the pier closes").upstream == ("med:lanport-daily",)
    assert read(REST, byline="Gull Review with Tern News Agency").upstream == ("med:tern-news-agency",)
    assert read(REST, title="Lanport Daily reporter wins the regatta").upstream == ()


def test_an_address_in_the_text_names_its_outlet() -> None:
    found = read(f"{REST}\nMore at https://www.lanportdaily.example/2026/pier")
    assert found.outlets == ("med:lanport-daily",)


@pytest.mark.parametrize(
    "text",
    [
        "A stone was thrown at the office of Lanport Daily on Monday while the council was still in session upstairs.",
        "Lanport Daily was founded by three sailors and a baker who had lost their ships in the storms of that year.",
    ],
)
def test_an_outlet_that_is_only_the_topic_is_not_credited(text: str) -> None:
    assert read(f"{text}\n{REST}").outlets == ()


def test_a_name_that_is_also_a_word_counts_where_the_text_calls_it_an_outlet() -> None:
    word = "به گزارش زعفران کاران، بهای هر کیسه در بازار لنپورت بالا رفته است و کسی خریدار نیست و همه نگران‌اند."
    outlet = "به گزارش هفته‌نامه زعفران، بهای هر کیسه در بازار لنپورت بالا رفته است و کسی خریدار نیست."
    assert read(word, "fa").outlets == ()
    assert read(outlet, "fa").outlets == ("med:saffron-weekly",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A clerk told Lanport Daily that the pier closes in January, and nobody had asked the boatmen.", "en"),
        ("The pier closes in January, according to a memo seen by Lanport Daily and signed by the board.", "en"),
        ("یک منبع آگاه به روزنامه لنپورت گفت اسکله در دی بسته می‌شود و نسخه‌ای از سند را نشان داد.", "fa"),
        ("نسخه‌ای از این سند به دست روزنامه لنپورت رسیده است و در آن از بستن اسکله سخن رفته است.", "fa"),
    ],
)
def test_who_was_told_or_shown_something_has_sources_of_its_own(text: str, language: str) -> None:
    own = read(text, language, own="med:lanport-daily")
    assert len(own.own_sources) == 1
    assert own.outlets == ()
    assert read(text, language, own="med:lanport-english").outlets == ()
    assert read(text, language).own_sources == ()


@pytest.mark.parametrize("text", ["", "\n", "…"])
def test_an_empty_text_credits_nobody(text: str) -> None:
    assert read(text) == Credits((), ())
