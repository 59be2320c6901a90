"""What two invented articles are to each other: every kind of link, and the pairs that must have none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from relay_desk import MONDAY, article, links, said
from relay_texts import (
    BULLETIN_ONE,
    BULLETIN_TWO,
    FERRY,
    FERRY_AGAIN,
    FERRY_OTHER,
    FERRY_PERSIAN,
    FORMULA,
    SPEECH_ONE,
    SPEECH_TWO,
)

from rasad.stages.dedupe.relation import Link

NEXT_DAY = MONDAY + timedelta(days=1)
FIRST = article(FERRY, "lanport-daily")


def one(found: tuple[Link, ...]) -> Link:
    assert len(found) == 1, said(found)
    return found[0]


def test_a_rewrite_without_a_word_of_its_source_is_likely_where_only_the_first_was_shown_the_matter() -> None:
    link = one(links(FIRST, article(FERRY_AGAIN, "gull-review", at=NEXT_DAY)))
    assert said((link,)) == [("gull-review", "lanport-daily", "rewrite", "likely")]
    assert link.direction.reasons == ("only_the_earlier_has_sources_of_its_own", "stated_time")
    assert {"number", "day", "name", "quote"} == {each.kind for each in link.evidence}


def test_a_translation_is_found_by_names_days_and_numbers_alone() -> None:
    link = one(links(FIRST, article(FERRY_PERSIAN, "gull-review", at=NEXT_DAY, language="fa")))
    assert said((link,)) == [("gull-review", "lanport-daily", "translation", "likely")]
    pairs = {(each.later.of(FERRY_PERSIAN), each.earlier.of(FERRY)) for each in link.evidence if each.earlier}
    assert ("میرزا کلاه‌دوز", "Mirza Kolahduz") in pairs
    assert ("روز ۱۹ دی", "January 9") in pairs
    assert ("۱۸۷۰ مسافر", "1,870 passengers") in pairs


def test_it_makes_no_difference_which_language_came_first() -> None:
    told = FERRY_PERSIAN.replace("گفت کسی", "به روزنامه لنپورت گفت کسی")
    found = links(article(told, "lanport-daily", language="fa"), article(FERRY_AGAIN, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "lanport-daily", "translation", "likely")]


def test_a_text_with_sources_of_its_own_is_a_parallel_report() -> None:
    own = FERRY_AGAIN.replace("complained", "told Gull Review")
    link = one(links(FIRST, article(own, "gull-review", at=NEXT_DAY)))
    assert said((link,)) == [("gull-review", "lanport-daily", "parallel_report", "undetermined")]
    assert link.direction.reasons == ("has_sources_of_its_own", "stated_time")


def test_what_two_reporters_may_both_have_heard_in_public_shows_no_direction() -> None:
    public = FERRY.replace(", according to a memo seen by Lanport Daily", "").replace(
        "told the newspaper", "told the council"
    )
    link = one(links(article(public, "lanport-daily"), article(FERRY_AGAIN, "gull-review", at=NEXT_DAY)))
    assert said((link,)) == [("gull-review", "lanport-daily", "parallel_report", "undetermined")]
    assert link.direction.reasons[0] == "public_matter"


def test_a_source_for_something_else_makes_a_public_matter_no_ones_own() -> None:
    public = FERRY.replace(", according to a memo seen by Lanport Daily", "").replace(
        "told the newspaper", "told the council"
    )
    aside = f"{public}\n{'The council has been in session since dawn. ' * 8}\nA baker told Lanport Daily that the square was full."
    found = links(article(aside, "lanport-daily"), article(FERRY_AGAIN, "gull-review", at=NEXT_DAY))
    assert [link.direction.reasons for link in found] == [("public_matter", "stated_time")]


def test_two_texts_that_credit_different_outlets_are_parallel() -> None:
    one_credits = FERRY.replace("seen by Lanport Daily", "seen by Harbour Post")
    other_credits = FERRY_AGAIN.replace(
        "a 23-page document shows", "Tern News Agency reported, citing a 23-page document"
    )
    found = links(article(one_credits, "lanport-daily"), article(other_credits, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "lanport-daily", "parallel_report", "undetermined")]
    assert found[0].direction.reasons == ("credits_another_outlet", "stated_time")


@pytest.mark.parametrize("when", [{"at": MONDAY}, {"at": None}])
def test_without_a_clear_order_of_time_no_direction_is_claimed(when: dict[str, None]) -> None:
    found = links(FIRST, article(FERRY_AGAIN, "gull-review", **when))
    assert [link.direction.certainty for link in found] == ["undetermined"]


def test_a_credit_in_the_lead_is_certain_and_part_of_the_evidence() -> None:
    credit = "Lanport is to lose its landing stage, Lanport Daily reports. " + FERRY_AGAIN.split(". ", 1)[1]
    link = one(links(FIRST, article(credit, "gull-review", at=NEXT_DAY)))
    assert said((link,)) == [("gull-review", "lanport-daily", "credited_relay", "certain")]
    assert link.evidence[0].kind == "credit"
    assert link.evidence[0].later.of(credit) == "Lanport Daily"


def test_a_credit_late_in_the_text_is_a_citation() -> None:
    late = (
        FERRY_OTHER
        + "\nThe pier itself is to close on January 9 at a cost of 6,450,000 euros, Lanport Daily reported on Monday."
    )
    found = links(FIRST, article(late, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "lanport-daily", "citation", "certain")]


def test_of_the_articles_of_a_named_outlet_the_one_that_is_meant_is_linked() -> None:
    other = article(FERRY_OTHER, "lanport-daily", id="school")
    credit = "Lanport is to lose its landing stage, Lanport Daily reports. " + FERRY_AGAIN.split(". ", 1)[1]
    found = links(FIRST, other, article(credit, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "lanport-daily", "credited_relay", "certain")]


def test_a_credit_without_anything_in_common_is_no_link() -> None:
    other = "Lanport Daily reports that the bakers of the islands won the regatta.\n" + SPEECH_TWO.split("\n")[2]
    assert links(FIRST, article(other, "gull-review", at=NEXT_DAY)) == ()


def test_where_the_times_are_silent_the_one_that_credits_the_other_is_the_later() -> None:
    credit = "Lanport is to lose its landing stage, Lanport Daily reports. " + FERRY_AGAIN.split(". ", 1)[1]
    first = article(FERRY, "lanport-daily", at=None)
    found = links(article(credit, "gull-review", at=None, id="a-relay"), first | {"version_id": "z", "article_id": "z"})
    assert said(found) == [("a-relay", "z", "credited_relay", "certain")]


def test_a_copy_is_told_from_one_of_an_agency_and_from_one_within_a_publisher() -> None:
    def kind(first: str, second: str, text: str = SPEECH_ONE) -> list[tuple[str, str, str, str]]:
        return said(links(article(text, first), article(text, second, at=NEXT_DAY)))

    assert kind("harbour-post", "gull-review") == [("gull-review", "harbour-post", "copy", "likely")]
    assert kind("tern-news-agency", "gull-review") == [("gull-review", "tern-news-agency", "agency_copy", "likely")]
    assert kind("lanport-daily", "lanport-english") == [("lanport-english", "lanport-daily", "republication", "likely")]
    credited = SPEECH_ONE + "\nSource: Tern News Agency"
    found = links(article(SPEECH_ONE, "tern-news-agency"), article(credited, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "tern-news-agency", "agency_copy", "certain")]


def test_copies_that_credit_a_third_outlet_show_no_direction_between_them() -> None:
    found = links(article(FERRY, "harbour-post"), article(FERRY, "gull-review", at=NEXT_DAY))
    assert said(found) == [("gull-review", "harbour-post", "copy", "undetermined")]
    assert found[0].direction.reasons == ("both_credit_one_outlet", "stated_time")


def test_of_many_copies_each_is_linked_to_one_text_only() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(5)]
    found = links(*(article(FERRY, "harbour-post" if n == 0 else f"reader-{n}", at=day) for n, day in enumerate(days)))
    assert [link.later.version_id for link in found] == ["reader-1", "reader-2", "reader-3", "reader-4"]


def test_taken_sentences_in_a_text_of_its_own_are_a_rewrite_with_those_sentences_as_evidence() -> None:
    taken = FERRY.split("\n")
    mixed = f"{FERRY_OTHER}\n{taken[3]}\n{taken[1].replace('puts the cost at', 'puts the total cost at')}"
    link = one(links(FIRST, article(mixed, "gull-review", at=NEXT_DAY)))
    assert said((link,)) == [("gull-review", "lanport-daily", "rewrite", "likely")]
    shown = [
        (each.kind, each.later.of(mixed), each.earlier.of(FERRY))
        for each in link.evidence
        if "sentence" in each.kind and each.earlier
    ]
    assert ("sentence", taken[3], taken[3]) in shown
    assert [kind for kind, _, _ in shown] == ["sentence", "altered_sentence"]


def test_one_long_statement_in_two_articles_links_the_passage_and_nothing_else() -> None:
    link = one(links(article(SPEECH_ONE, "gull-review"), article(SPEECH_TWO, "harbour-post", at=NEXT_DAY)))
    assert said((link,)) == [("harbour-post", "gull-review", "shared_statement", "undetermined")]
    assert link.evidence[0].later.of(SPEECH_TWO).startswith("“We shall neither raise")


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [(FERRY, FERRY_OTHER), (BULLETIN_ONE, BULLETIN_TWO), (SPEECH_ONE, FERRY_OTHER)],
    ids=["the same people on the same day", "a bulletin with other figures", "one harbour"],
)
def test_stories_of_one_topic_are_not_linked(one_text: str, other_text: str) -> None:
    assert links(article(one_text, "gull-review"), article(other_text, "harbour-post")) == ()


def test_a_line_that_an_outlet_prints_under_everything_links_nothing() -> None:
    texts = [f"{text}\n{FORMULA}" for text in (FERRY_OTHER, SPEECH_ONE, BULLETIN_ONE)]
    desk = [article(text, "harbour-post", id=f"h{n}") for n, text in enumerate(texts)]
    reader = article(f"{SPEECH_TWO.splitlines()[0]}\n{FORMULA}", "gull-review", at=NEXT_DAY)
    assert links(*desk, reader) == ()


def test_versions_of_one_article_and_an_outlets_own_earlier_words_are_never_linked() -> None:
    edited = article(
        FERRY + "\nThe board did not answer.", "lanport-daily", id="v2", article="lanport-daily", at=NEXT_DAY
    )
    follow_up = article(FERRY_AGAIN, "lanport-daily", id="follow-up", at=NEXT_DAY)
    assert links(FIRST, edited) == ()
    assert links(FIRST, follow_up) == ()


def test_an_edition_in_the_other_language_of_one_publisher_is_its_translation() -> None:
    found = links(FIRST, article(FERRY_PERSIAN, "lanport-english", at=NEXT_DAY, language="fa"))
    assert said(found) == [("lanport-english", "lanport-daily", "translation", "likely")]
    assert found[0].direction.reasons == ("one_publisher", "stated_time")


def test_two_retellings_of_one_text_are_explained_by_it() -> None:
    again = article(FERRY_AGAIN, "gull-review", at=NEXT_DAY)
    persian = article(FERRY_PERSIAN, "harbour-post", at=NEXT_DAY + timedelta(hours=3), language="fa")
    found = links(FIRST, again, persian)
    assert {(link.later.version_id, link.earlier.version_id) for link in found} == {
        ("gull-review", "lanport-daily"),
        ("harbour-post", "lanport-daily"),
    }


def test_the_same_details_a_month_later_are_another_occasion() -> None:
    assert links(FIRST, article(FERRY_AGAIN, "gull-review", at=MONDAY + timedelta(days=30))) == ()


def test_lost_joiners_and_arabic_letters_hide_no_copied_sentence() -> None:
    damaged = FERRY_PERSIAN.replace("\u200c", "").replace("ی", "ي").replace("ک", "ك")
    sentences = damaged.split("\n")
    mixed = "\n".join([*SPEECH_IN_PERSIAN, sentences[3], sentences[4]])
    first = article(FERRY_PERSIAN, "harbour-post", language="fa")
    found = links(first, article(mixed, "gull-review", at=NEXT_DAY, language="fa"))
    assert said(found) == [("gull-review", "harbour-post", "rewrite", "likely")]
    assert [each.kind for each in found[0].evidence if "sentence" in each.kind] == ["sentence", "sentence"]


SPEECH_IN_PERSIAN = (
    "شورای جزیره‌ها در نشست تازه خود درباره نوبت آب و راه‌های روستایی گفت‌وگو کرد و تصمیم را به هفته بعد واگذاشت.",
    "بازرگانان زعفران از کمی باران گلایه دارند و می‌گویند امسال نیمی از زمین‌ها کاشته نشده است.",
)


def test_what_is_remembered_gives_the_same_links_as_what_is_at_hand() -> None:
    again = article(FERRY_AGAIN, "gull-review", at=NEXT_DAY)
    persian = article(FERRY_PERSIAN, "harbour-post", at=NEXT_DAY + timedelta(hours=3), language="fa")
    at_once = said(links(FIRST, again, persian))
    assert said(links(FIRST, again, persian, past=1)) == at_once
    assert said(links(FIRST, again, persian, past=2)) == [link for link in at_once if link[0] == "harbour-post"]


def test_no_texts_and_empty_texts_have_no_links() -> None:
    assert links() == ()
    assert links(article("", "gull-review"), article(" \n", "harbour-post"), article("…", "lanport-daily")) == ()
