"""Dates in running text: what is resolved, what is left open, and that nothing is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from rasad.model import EventDate, Span
from rasad.text.dates import find_dates, parse_dates, surest
from rasad.text.dates.hints import may_name_a_time
from rasad.text.dates.lexicon import time_words
from rasad.text.normalise import fold_key

WEDNESDAY = date(2026, 1, 21)  # 1 Bahman 1404


def dates(
    text: str, language: str = "en", reference: date | None = WEDNESDAY, anchor: date | None = None
) -> tuple[EventDate, ...]:
    return find_dates(text, Span(0, len(text)), language, reference, anchor=anchor)


def only(text: str, language: str = "en", reference: date | None = WEDNESDAY) -> EventDate:
    found = dates(text, language, reference)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "language", "day", "calendar"),
    [
        ("signed on January 11, 2026 there", "en", date(2026, 1, 11), "gregorian"),
        ("signed on 11 January 2026", "en", date(2026, 1, 11), "gregorian"),
        ("Sunday, Jan. 11th, 2026", "en", date(2026, 1, 11), "gregorian"),
        ("on 21 Dey 1404", "en", date(2026, 1, 11), "solar_hijri"),
        ("on 2026-01-11", "en", date(2026, 1, 11), "gregorian"),
        ("در ۱۴۰۴/۱۰/۲۱ بود", "fa", date(2026, 1, 11), "solar_hijri"),
        ("در 1404-10-21 بود", "fa", date(2026, 1, 11), "solar_hijri"),
        ("در ٢١/١٠/١٤٠٤ بود", "fa", date(2026, 1, 11), "solar_hijri"),
        ("یکشنبه ۲۱ دی‌ماه ۱۴۰۴", "fa", date(2026, 1, 11), "solar_hijri"),
        ("روز یکشنبه، ۲۱ دی سال ۱۴۰۴", "fa", date(2026, 1, 11), "solar_hijri"),
        ("بیست و یکم دی ۱۴۰۴", "fa", date(2026, 1, 11), "solar_hijri"),
        ("۹۸/۰۸/۲۴", "fa", date(2019, 11, 15), "solar_hijri"),
        ("۱۱ ژانویه ۲۰۲۶", "fa", date(2026, 1, 11), "gregorian"),
        ("نوشت January 11, 2026", "fa", date(2026, 1, 11), "gregorian"),
        ("جمعه ۲۲ شهریور ۱۳۸۷ساعت", "fa", date(2008, 9, 12), "solar_hijri"),
    ],
)
def test_a_full_date_is_converted_from_its_own_calendar(text: str, language: str, day: date, calendar: str) -> None:
    found = only(text, language, None)
    assert (found.value, found.calendar, found.precision, found.method) == (day, calendar, "day", "explicit")


@pytest.mark.parametrize("text", ["Monday, January 11, 2026", "سه‌شنبه ۲۱ دی ۱۴۰۴"])
def test_a_weekday_that_contradicts_a_full_date_leaves_it_open(text: str) -> None:
    found = only(text, "en" if text.isascii() else "fa")
    assert (found.value, found.ambiguous, found.candidates) == (None, True, (date(2026, 1, 11),))


def test_a_day_without_a_year_is_the_latest_one_up_to_publication() -> None:
    assert only("met on January 11").value == date(2026, 1, 11)
    assert only("met on December 5").value == date(2025, 12, 5)
    assert only("۲۱ دی", "fa").value == date(2026, 1, 11)


def test_a_day_without_a_year_stays_open_without_a_publication_date() -> None:
    found = only("met on January 11", "en", None)
    assert (found.value, found.precision, found.ambiguous) == (None, "month_day", True)


def test_a_day_that_may_lie_ahead_is_not_guessed() -> None:
    found = only("it will be held on March 5")
    assert found.value is None
    assert {date(2025, 3, 5), date(2026, 3, 5)} <= set(found.candidates)


def test_a_day_within_a_week_after_publication_is_taken_when_the_text_looks_ahead() -> None:
    assert only("it will open on January 25").value == date(2026, 1, 25)


def test_a_day_that_comes_soon_and_was_last_a_year_ago_is_left_open() -> None:
    found = only("the first part is due on January 25")
    assert (found.value, found.precision) == (None, "month_day")
    assert {date(2025, 1, 25), date(2026, 1, 25)} <= set(found.candidates)


def test_a_weekday_confirms_a_day_ahead() -> None:
    assert only("Sunday, January 25").value == date(2026, 1, 25)
    assert only("یکشنبه ۵ بهمن", "fa").value == date(2026, 1, 25)


@pytest.mark.parametrize(("text", "language"), [("until Thursday", "en"), ("تا پنجشنبه", "fa")])
def test_a_weekday_that_ends_a_stretch_may_lie_ahead(text: str, language: str) -> None:
    found = only(text, language)
    assert (found.value, found.candidates) == (None, (date(2026, 1, 15), date(2026, 1, 22)))


@pytest.mark.parametrize("text", ["یکشنبه ۲۱ دی", "یك شنبه ۲۱ دي", "يكشنبه ٢١ دی", "یک‌شنبه ۲۱ دی"])
def test_the_weekday_fixes_the_year_in_every_spelling(text: str) -> None:
    found = only(text, "fa")
    assert (found.value, found.method) == (date(2026, 1, 11), "weekday")


def test_a_weekday_that_no_near_year_has_leaves_the_day_open() -> None:
    assert only("دوشنبه ۲۱ دی", "fa").value is None


def test_a_trace_of_the_time_of_writing_only_helps_where_a_weekday_agrees() -> None:
    assert dates("یکشنبه ۲۱ دی", "fa", None, anchor=WEDNESDAY)[0].value == date(2026, 1, 11)
    without = dates("۲۱ دی", "fa", None, anchor=WEDNESDAY)[0]
    assert without.value is None
    assert date(2026, 1, 11) in without.candidates


@pytest.mark.parametrize("text", ["۲۲ رجب ۱۴۴۷", "۱۴۴۷/۷/۲۲"])
def test_a_lunar_date_is_recognised_and_not_converted(text: str) -> None:
    found = only(text, "fa")
    assert (found.value, found.calendar, found.method) == (None, "hijri", "unresolved")


def test_an_english_date_in_digits_is_ambiguous_unless_one_reading_is_impossible() -> None:
    found = only("on 05/11/2025")
    assert (found.value, found.candidates) == (None, (date(2025, 5, 11), date(2025, 11, 5)))
    assert only("on 25/11/2025").value == date(2025, 11, 25)


@pytest.mark.parametrize(
    "text",
    ["آذر در نشست بود", "دی را به یاد داشت", "خبرگزاری مهر نوشت", "تیر خورد", "بهمن آمد", "۵ می‌روند", "مهرماهی نیست"],
)
def test_month_names_that_are_names_or_words_are_no_dates(text: str) -> None:
    assert dates(text, "fa") == ()


@pytest.mark.parametrize("text", ["they may march on 5 may", "in march formation", "3 may resign"])
def test_lower_case_month_words_are_no_dates(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "language", "first", "last", "precision"),
    [
        ("in September 2022", "en", date(2022, 9, 1), date(2022, 9, 30), "month"),
        ("since September", "en", date(2025, 9, 1), date(2025, 9, 30), "month"),
        ("in 2019", "en", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("آبان ۹۸", "fa", date(2019, 10, 23), date(2019, 11, 21), "month"),
        ("سال ۱۴۰۱", "fa", date(2022, 3, 21), date(2023, 3, 20), "year"),
        ("last week", "en", date(2026, 1, 12), date(2026, 1, 18), "relative"),
        ("هفته گذشته", "fa", date(2026, 1, 10), date(2026, 1, 16), "relative"),
        ("ماه گذشته", "fa", date(2025, 12, 22), date(2026, 1, 20), "month"),
        ("last month", "en", date(2025, 12, 1), date(2025, 12, 31), "month"),
        ("امسال", "fa", date(2025, 3, 21), date(2026, 3, 20), "year"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, language: str, first: date, last: date, precision: str) -> None:
    found = only(text, language)
    assert (found.value, found.end, found.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("yesterday", "en", date(2026, 1, 20)),
        ("yesterday (Tuesday)", "en", date(2026, 1, 20)),
        ("last Sunday", "en", date(2026, 1, 18)),
        ("next Friday", "en", date(2026, 1, 23)),
        ("two days ago", "en", date(2026, 1, 19)),
        ("دیروز", "fa", date(2026, 1, 20)),
        ("سه روز پیش", "fa", date(2026, 1, 18)),
        ("شنبه گذشته", "fa", date(2026, 1, 17)),
        ("شنبه هفته گذشته", "fa", date(2026, 1, 10)),
        ("شامگاه جمعه", "fa", date(2026, 1, 16)),
    ],
)
def test_a_relative_day_counts_from_publication(text: str, language: str, day: date) -> None:
    assert only(text, language).value == day
    assert only(text, language, None).value is None


def test_yesterday_with_the_wrong_weekday_is_flagged() -> None:
    found = only("yesterday (Sunday)")
    assert (found.value, found.method, found.candidates) == (None, "weekday", (date(2026, 1, 20),))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("four days after the peak", "en"),
        ("over the course of the months", "en"),
        ("سه روز پس از حادثه", "fa"),
        ("در روزهای پس از اوج", "fa"),
        ("three months ago", "en"),
    ],
)
def test_a_point_that_hangs_on_another_event_or_is_rounded_stays_open(text: str, language: str) -> None:
    found = only(text, language)
    assert (found.value, found.precision, found.ambiguous) == (None, "relative", True)


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("from January 3 to January 8", "en", date(2026, 1, 3), date(2026, 1, 8)),
        ("between January 3 and January 8", "en", date(2026, 1, 3), date(2026, 1, 8)),
        ("on 3-5 January 2026", "en", date(2026, 1, 3), date(2026, 1, 5)),
        ("از ۱۰ تا ۱۵ دی", "fa", date(2025, 12, 31), date(2026, 1, 5)),
    ],
)
def test_two_ends_make_one_stretch(text: str, language: str, first: date, last: date) -> None:
    found = only(text, language)
    assert (found.value, found.end) == (first, last)


def test_two_days_joined_by_and_are_two_dates() -> None:
    assert [one.value for one in dates("on January 3 and January 8")] == [date(2026, 1, 3), date(2026, 1, 8)]


def test_an_impossible_day_is_no_date() -> None:
    assert all(found.value is None for found in dates("۳۰ اسفند ۱۴۰۴ و 31 February 2026", "fa"))
    assert dates("1404/13/45", "fa") == ()


def test_empty_text_has_no_dates() -> None:
    assert dates("") == ()
    assert parse_dates("", "fa") == ()


def test_only_the_given_stretch_is_read() -> None:
    text = "On January 3 it began, on January 8 it ended."
    found = find_dates(text, Span(20, len(text)), "en", WEDNESDAY)
    assert [one.surface for one in found] == ["January 8"]


def test_a_dateline_gives_its_full_dates_only() -> None:
    assert [found.value for found in parse_dates("دوشنبه ۳ آذر ۱۴۰۴ ساعت ۱۴:۲۵", "fa")] == [date(2025, 11, 24)]
    assert parse_dates("۳ آذر", "fa") == ()
    assert [found.value for found in parse_dates("14020231", "fa")] == [date(2023, 5, 21)]


def test_the_surest_date_is_an_exact_resolved_one() -> None:
    assert surest(dates("last week, four days after January 11"))
    chosen = surest(dates("last week and on January 11"))
    assert chosen is not None
    assert chosen.value == date(2026, 1, 11)
    assert surest(()) is None


@given(st.dates(date(1930, 1, 1), date(2060, 12, 31)), st.sampled_from(["/", "-"]))
def test_every_solar_date_in_digits_reads_back(day: date, mark: str) -> None:
    solar = JalaliDate.to_jalali(day)
    text = f"{solar.year}{mark}{solar.month:02}{mark}{solar.day:02}"
    assert only(text, "fa", None).value == day


@given(st.dates(date(1930, 1, 1), date(2060, 12, 31)))
def test_every_english_date_reads_back(day: date) -> None:
    assert only(f"on {day:%A, %B} {day.day}, {day.year}", "en", None).value == day


@given(st.text(alphabet="دی ۲۱یکشنبهماه/1404,.۰-آذر\u200cروزپیش ", max_size=60), st.sampled_from(["fa", "en"]))
def test_spans_hold_their_surface_and_never_overlap(text: str, language: str) -> None:
    end = -1
    for found in dates(text, language):
        assert found.span.of(text) == found.surface
        assert found.span.start >= end
        end = found.span.end


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 300))
def test_a_past_day_without_a_year_is_never_after_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    found = only(f"met on {day:%B} {day.day}", "en", published)
    assert found.value is None or found.value <= published


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("یکشنبه ۲۲ رجب ۱۴۴۷", "fa", date(2026, 1, 11)),
        ("دوشنبه ۲۲ رجب ۱۴۴۷", "fa", date(2026, 1, 12)),
        ("Sunday, 22 Rajab 1447", "en", date(2026, 1, 11)),
        ("Sat, 22 Rajab 1447", "en", date(2026, 1, 10)),
    ],
)
def test_a_weekday_fixes_a_lunar_day_which_sightings_move_by_one(text: str, language: str, day: date) -> None:
    found = only(text, language)
    assert (found.value, found.calendar, found.method) == (day, "hijri", "weekday")


@pytest.mark.parametrize("text", ["۲۲ رجب ۱۴۴۷", "پنجشنبه ۲۲ رجب ۱۴۴۷"])
def test_a_lunar_day_without_an_agreeing_weekday_keeps_its_three_days(text: str) -> None:
    found = only(text, "fa")
    assert (found.value, found.candidates) == (None, (date(2026, 1, 10), date(2026, 1, 11), date(2026, 1, 12)))


@pytest.mark.parametrize(
    ("text", "day"),
    [("۵ حمل ۱۴۰۰", date(2021, 3, 25)), ("۸ میزان ۱۴۰۱", date(2022, 9, 30)), ("۲۴ اسد ۱۴۰۰", date(2021, 8, 15))],
)
def test_the_afghan_names_of_the_solar_months_count_with_day_and_year(text: str, day: date) -> None:
    assert only(text, "fa").value == day


@pytest.mark.parametrize("text", ["میزان ۱۴۰۰ تن", "۵ سرطان", "بشار اسد ۲۰ نفر", "۳ میزان ۲۰ درصد", "شکست دو صفر"])
def test_words_that_are_also_afghan_months_are_no_dates(text: str) -> None:
    assert dates(text, "fa") == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 Dei 1404", date(2026, 1, 11)),
        ("5 Farvardeen 1400", date(2021, 3, 25)),
        ("2 Khurdad 1376", date(1997, 5, 23)),
    ],
)
def test_the_latin_spellings_of_the_solar_months_are_read(text: str, day: date) -> None:
    assert only(f"on {text}").value == day


@pytest.mark.parametrize("text", ["the sun rose", "they sat down", "wed in May 2020", "fri"])
def test_short_weekdays_alone_are_plain_words(text: str) -> None:
    assert all(found.precision != "day" for found in dates(text))


MARKS = st.lists(
    st.sampled_from(["\u200c", "\u200e", "\u200f", "\u202b", "\u202c", "\u0640", ""]), min_size=12, max_size=12
)


@given(
    st.dates(date(1950, 1, 1), date(2060, 12, 31)), MARKS, st.sampled_from(["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "0123456789"])
)
def test_marks_and_digits_of_any_kind_never_move_a_date(day: date, marks: list[str], digits: str) -> None:
    solar = JalaliDate.to_jalali(day)
    written = f"{solar.year}/{solar.month:02}/{solar.day:02}".translate(str.maketrans("0123456789", digits))
    marked = "".join(character + mark for character, mark in zip(written, [*marks, *marks], strict=False))
    text = f"گفت: {marked} بود"
    found = only(text, "fa", None)
    assert found.value == day
    assert found.span.of(text) == found.surface
    assert found.surface.startswith(written[0])
    assert found.surface.rstrip("".join({*marks, " "})).endswith(written[-1])


def test_a_stretch_without_any_word_of_time_is_not_searched_and_one_with_any_is() -> None:
    for language in ("en", "fa"):
        words = time_words(language)
        forms = [*words.day_offsets, *words.period_offsets, *words.unanchored, *words.statement_times]
        forms += [form for day in words.weekdays for form in day]
        assert all(may_name_a_time(fold_key(f"x {form} y"), language) for form in forms)
    assert not may_name_a_time(fold_key("The gate is shut, the mayor said."), "en")
