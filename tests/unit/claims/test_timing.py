"""The day of a claim: its own event, not another that it mentions; or an event named before; or the day of the saying."""

from __future__ import annotations

from datetime import date

import pytest
from claim_builders import Story

from rasad.text.dates import tense_of

TOLD_ON = date(2026, 11, 19)  # a Thursday


def dated(story: Story, words: str) -> tuple[date | None, str, str] | None:
    claim = story.claim(words)
    rule = next((reason.rule for reason in claim.reasons if reason.about == "event_date"), "")
    return (claim.event_date.value, claim.event_date.basis, rule) if claim.event_date else None


def reasons(story: Story, words: str) -> list[str]:
    return [reason.rule for reason in story.claim(words).reasons if reason.about == "event_date"]


def test_a_day_that_the_tense_excludes_is_of_another_event() -> None:
    story = Story("Members said the council weighed a boycott of the vote next month.", published=TOLD_ON)
    story.says("the council weighed a boycott of the vote next month", "Members", "said")
    assert dated(story, "weighed") is None
    assert reasons(story, "weighed") == ["named_day_is_of_another_event"]


def test_of_two_days_the_one_of_the_own_tense_counts() -> None:
    text = "Members said the council weighed a boycott of next month’s vote at a meeting on Tuesday."
    story = Story(text, published=TOLD_ON)
    story.says("the council weighed a boycott of next month’s vote at a meeting on Tuesday", "Members", "said")
    assert dated(story, "weighed") == (date(2026, 11, 17), "content", "day_of_its_own_tense")


def test_what_was_decided_to_be_done_lies_ahead() -> None:
    story = Story("She said the council decided to close the dam on November 21, 2026.", published=TOLD_ON)
    story.says("the council decided to close the dam on November 21, 2026", "She", "said", basis="pronoun")
    assert dated(story, "decided") == (date(2026, 11, 21), "content", "day_named_in_content")


def test_a_persian_day_ahead_does_not_date_a_verb_of_the_past() -> None:
    content = "شورا تحریم انتخابات هفته آینده را بررسی کرد"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON)
    story.says(content, "دارا وند", "گفت")
    assert dated(story, "شورا") is None


def test_a_year_that_only_says_which_thing_is_meant_is_no_date() -> None:
    english = Story("She said next year’s budget has a gap.", published=TOLD_ON)
    english.says("next year’s budget has a gap", "She", "said", basis="pronoun")
    content = "کسری بودجه سال ۱۴۰۶ بزرگ است"
    persian = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).says(content, "دارا وند", "گفت")
    assert dated(english, "budget") is None
    assert dated(persian, "بودجه") is None


def test_a_year_in_which_something_happens_is_its_date() -> None:
    content = "این طرح در سال ۱۴۰۴ متوقف شد"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).says(content, "دارا وند", "گفت")
    found = story.claim("طرح").event_date
    assert found is not None
    assert (found.precision, found.basis) == ("year", "content")


def test_a_comparison_with_the_past_dates_nothing() -> None:
    story = Story("She said the wells are not where they were about a year ago.", published=TOLD_ON)
    story.says("the wells are not where they were about a year ago", "She", "said", basis="pronoun")
    assert dated(story, "wells") is None


def test_today_without_past_or_future_may_mean_nowadays() -> None:
    story = Story("She said farmers receive less today.", published=TOLD_ON)
    story.says("farmers receive less today", "She", "said", basis="pronoun")
    found = story.claim("farmers").event_date
    assert found is not None
    assert (found.value, found.ambiguous) == (TOLD_ON, True)


def test_the_day_of_the_saying_counts_where_the_content_names_none_and_stays_open_to_doubt() -> None:
    story = Story("On Tuesday the mayor said the gate is shut.", published=TOLD_ON)
    story.says("the gate is shut", "the mayor", "said")
    assert dated(story, "gate") == (date(2026, 11, 17), "statement", "day_of_the_saying")
    found = story.claim("gate").event_date
    assert found is not None
    assert found.ambiguous


def test_the_day_inside_another_content_is_not_the_day_of_the_saying() -> None:
    text = "The mayor said the gate shut on Monday, and the clerk added the road is open."
    story = Story(text, published=TOLD_ON)
    story.says("the gate shut on Monday", "The mayor", "said").says("the road is open", "the clerk", "added")
    assert dated(story, "road") is None


def test_nothing_is_said_after_it_was_published() -> None:
    story = Story("Before the vote next week the mayor said the gate is shut.", published=TOLD_ON)
    story.says("the gate is shut", "the mayor", "said")
    assert dated(story, "gate") is None


MEETING = (
    "The council held a meeting on November 17, 2026.\n"
    "One of the participants said the gate is shut. The mayor warned that the road is closed.\n"
    "Later the clerk noted the well is dry. The cook added the bread is old."
)


def meeting() -> Story:
    story = Story(MEETING, published=TOLD_ON)
    story.says("the gate is shut", "One of the participants", "said").says("the road is closed", "The mayor", "warned")
    return story.says("the well is dry", "the clerk", "noted").says("the bread is old", "The cook", "added")


def test_who_speaks_at_a_dated_meeting_speaks_on_its_day() -> None:
    rule = "day_of_the_meeting_at_which_it_was_said"
    assert dated(meeting(), "gate") == (date(2026, 11, 17), "frame", rule)
    assert dated(meeting(), "road") == (date(2026, 11, 17), "frame", rule)


def test_another_time_of_saying_ends_the_meeting() -> None:
    assert dated(meeting(), "well") == (None, "statement", "day_of_the_saying")
    assert dated(meeting(), "bread") is None


def test_a_meeting_dates_nobody_who_is_not_said_to_have_been_there() -> None:
    story = Story(
        "The council held a meeting on November 17, 2026.\nA resident said the gate is shut.", published=TOLD_ON
    )
    story.says("the gate is shut", "A resident", "said")
    assert dated(story, "gate") is None


def test_a_teller_from_outside_ends_the_meeting() -> None:
    text = (
        "The council held a meeting on November 17, 2026.\nOne of the participants said the gate is shut. "
        "Officials noted the road is closed. The mayor added the well is dry."
    )
    story = Story(text, published=TOLD_ON).says("the gate is shut", "One of the participants", "said")
    story.says("the road is closed", "Officials", "noted").says("the well is dry", "The mayor", "added")
    assert dated(story, "gate") is not None
    assert dated(story, "road") is None
    assert dated(story, "well") is None


def test_what_was_to_happen_lies_ahead_of_the_past() -> None:
    content = "قرار بود این متن هفته آینده ابلاغ شود"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).says(content, "دارا وند", "گفت")
    assert reasons(story, "قرار") == ["day_named_in_content"]


@pytest.mark.parametrize(
    ("clause", "language", "tense"),
    [
        ("the council met here", "en", "past"),
        ("the council will meet here", "en", "future"),
        ("the council meets here", "en", None),
        ("the treaty to be ratified here", "en", None),
        ("the council would meet here", "en", "future"),
        ("شورا جلسه برگزار کرد", "fa", "past"),
        ("شورا جلسه برگزار خواهد کرد", "fa", "future"),
        ("", "en", None),
    ],
)
def test_the_tense_of_a_clause_is_read_off_its_verbs(clause: str, language: str, tense: str | None) -> None:
    assert tense_of(clause, len(clause), language) == tense


def test_what_is_expected_by_a_month_does_not_lie_in_the_past() -> None:
    story = Story("He expects the rate to fall by June.", published=date(2026, 4, 14))
    story.says("the rate to fall by June", "He", "expects", basis="pronoun", lemma="expect", cue_class="belief")
    found = story.claim("rate").event_date
    assert found is not None
    assert (found.value, found.precision) == (None, "month")


def test_a_stretch_of_several_months_is_no_single_month() -> None:
    content = "صادرات در هشت ماه گذشته نصف شد"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).says(content, "دارا وند", "گفت")
    assert dated(story, "صادرات") == (None, "content", "day_named_in_content")


def test_a_rough_distance_of_another_event_is_no_day_of_saying() -> None:
    story = Story("The mayor, who took office two years ago, said the gate is shut.", published=TOLD_ON)
    story.says("the gate is shut", "The mayor", "said")
    assert dated(story, "gate") is None


def test_a_day_that_names_a_movement_is_no_date() -> None:
    content = "جریان دوم خرداد سکوت کرد"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).named("دوم خرداد", "grp:x", "group")
    assert dated(story.says(content, "دارا وند", "گفت"), "جریان") is None


def test_a_year_behind_a_conjunction_stands_free() -> None:
    content = "قصد ما این است که سال آینده مدرسه بسازیم"
    story = Story(f"دارا وند گفت {content}.", "fa", published=TOLD_ON).says(content, "دارا وند", "گفت")
    assert reasons(story, "قصد") == ["day_named_in_content"]
