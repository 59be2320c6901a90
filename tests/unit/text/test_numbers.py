"""Quantities in running text: value, bound, unit and what is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Quantity, Span
from rasad.text.numbers import find_quantities


def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    return find_quantities(text, Span(0, len(text)), language)


def only(text: str, language: str = "en") -> Quantity:
    found = quantities(text, language)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("30,000 trees", "en", 30_000),
        ("1.5 million trees", "en", 1_500_000),
        ("two hundred and fifty thousand trees", "en", 250_000),
        ("twenty-five trees", "en", 25),
        ("a dozen trees", "en", 12),
        ("3 million three hundred thousand trees", "en", 3_300_000),
        ("۳۰٬۰۰۰ درخت", "fa", 30_000),
        ("۳۰،۰۰۰ درخت", "fa", 30_000),
        ("٣٠ درخت", "fa", 30),
        ("30 درخت", "fa", 30),
        ("۳/۵ میلیون درخت", "fa", 3_500_000),
        ("۳٫۵ میلیون درخت", "fa", 3_500_000),
        ("بیست و پنج هزار درخت", "fa", 25_000),
        ("بیست‌وپنج درخت", "fa", 25),
        ("دوهزار درخت", "fa", 2_000),
        ("۳ میلیون و ۲۰۰ هزار درخت", "fa", 3_200_000),
        ("۱۴ هزار و ۵۰۰ درخت", "fa", 14_500),
        ("هزار میلیارد درخت", "fa", 1e12),
    ],
)
def test_numbers_in_three_scripts_and_in_words_have_their_value(text: str, language: str, value: float) -> None:
    found = only(text, language)
    assert (found.value, found.qualifier) == (value, "exact")


@pytest.mark.parametrize(
    ("text", "language", "qualifier"),
    [
        ("more than 50 officers", "en", "lower_bound"),
        ("at least 50 officers", "en", "lower_bound"),
        ("50 or more officers", "en", "lower_bound"),
        ("5,000+ officers", "en", "lower_bound"),
        ("up to 50 officers", "en", "upper_bound"),
        ("no more than 50 officers", "en", "upper_bound"),
        ("about 50 officers", "en", "approx"),
        ("بیش از ۵۰ نفر", "fa", "lower_bound"),
        ("دست‌کم ۵۰ نفر", "fa", "lower_bound"),
        ("دستکم ۵۰ نفر", "fa", "lower_bound"),
        ("تا ۵۰ نفر", "fa", "upper_bound"),
        ("حدود ۵۰ نفر", "fa", "approx"),
    ],
)
def test_bounds_are_read_and_belong_to_the_surface(text: str, language: str, qualifier: str) -> None:
    found = only(text, language)
    assert (found.qualifier, found.surface) == (qualifier, text)


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("20-30 officers", "en", 20, 30),
        ("between 20 and 30 officers", "en", 20, 30),
        ("20 to 30 thousand officers", "en", 20_000, 30_000),
        ("90–95% of it", "en", 90, 95),
        ("۲۰ تا ۳۰ هزار نفر", "fa", 20_000, 30_000),
        ("بین ۲۰ تا ۳۰ نفر", "fa", 20, 30),
        ("بین ۲۰ و ۳۰ نفر", "fa", 20, 30),
    ],
)
def test_a_range_has_two_ends(text: str, language: str, low: float, high: float) -> None:
    found = only(text, language)
    assert (found.value, found.value_high, found.qualifier) == (low, high, "range")


def test_a_change_from_one_figure_to_another_is_no_range() -> None:
    assert [found.value for found in quantities("rose from 20 to 30 points")] == [20, 30]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("thousands of visitors", "en", 1_000),
        ("tens of thousands of visitors", "en", 10_000),
        ("ده‌ها نفر", "fa", 10),
        ("صدها هزار نفر", "fa", 100_000),
    ],
)
def test_vague_counts_are_orders_of_magnitude(text: str, language: str, value: float) -> None:
    found = only(text, language)
    assert (found.value, found.qualifier) == (value, "order_of_magnitude")


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("52%", "en", "%"),
        ("52 percent", "en", "%"),
        ("60 hectares", "en", "ha"),
        ("four days", "en", "d"),
        ("a 22-year-old student", "en", "a"),
        ("50 officers", "en", "{person}"),
        ("30 killed", "en", "{person}"),
        ("۵۲ درصد", "fa", "%"),
        ("۵۰ نفر", "fa", "{person}"),
        ("۱۲ تن از زندانیان", "fa", "{person}"),
        ("۳۰ کشته", "fa", "{person}"),
        ("۲۲ ساله", "fa", "a"),
        ("کاهش ۱۵ درصدی", "fa", "%"),
    ],
)
def test_units_are_ucum_codes(text: str, language: str, unit: str) -> None:
    assert only(text, language).unit == unit


@pytest.mark.parametrize(
    ("text", "language", "value", "currency"),
    [
        ("$3.5 billion", "en", 3.5e9, "USD"),
        ("5 trillion rials", "en", 5e12, "IRR"),
        ("20 tomans", "en", 200, "IRR"),
        ("۵ میلیارد تومان", "fa", 5e10, "IRR"),
        ("۱ همت", "fa", 1e13, "IRR"),
        ("۱۰ هزار دلار", "fa", 1e4, "USD"),
    ],
)
def test_money_is_in_its_currency_and_a_toman_is_ten_rials(
    text: str, language: str, value: float, currency: str
) -> None:
    found = only(text, language)
    assert (found.value, found.currency) == (value, currency)


def test_what_is_counted_is_the_noun_behind() -> None:
    assert only("more than 5,000 young members left").measures == "members"
    assert only("بیش از ۵۰ نفر از معترضان", "fa").measures == "معترضان"
    assert only("سه مورد نقض", "fa").measures == "نقض"
    assert only("a 17-page document").measures == "page"
    assert only("۱۱ نفر هیچ نگفتند", "fa").measures == "نفر"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on January 11, 2026", "en"),
        ("the 2022 protests", "en"),
        ("in the 1980s", "en"),
        ("the 21st century", "en"),
        ("at 10:30 or 5 p.m.", "en"),
        ("Article 27 of the law", "en"),
        ("an F-35 jet", "en"),
        ("as noted [3] before", "en"),
        ("the outlet Example 24 wrote", "en"),
        ("one of the visitors", "en"),
        ("lost 3-1 there", "en"),
        ("۲۱ دی ۱۴۰۴", "fa"),
        ("سال ۱۴۰۱", "fa"),
        ("ساعت ۱۰", "fa"),
        ("ماده ۲۷ قانون", "fa"),
        ("سه‌شنبه", "fa"),
        ("سه شنبه", "fa"),
        ("دهه ۶۰", "fa"),
        ("یک منبع آگاه", "fa"),
        ("نه، چنین نیست", "fa"),
        ("در ده آنها", "fa"),
        ("", "fa"),
    ],
)
def test_dates_names_and_articles_are_no_quantities(text: str, language: str) -> None:
    assert quantities(text, language) == ()


def test_only_the_given_stretch_is_read() -> None:
    text = "20 trees and 30 stones"
    assert [found.value for found in find_quantities(text, Span(9, len(text)), "en")] == [30]


@pytest.mark.parametrize("flood", ["1 ", "1-", "9", "thousands of ", "بیش از ", "two hundred and "])
def test_a_flood_of_numbers_is_read_to_its_end(flood: str) -> None:
    text = flood * (20_000 // len(flood))
    for quantity in find_quantities(text, Span(0, len(text)), "en"):
        assert quantity.span.of(text) == quantity.surface


@given(st.integers(1, 999_999_999), st.sampled_from(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]))
def test_a_grouped_number_reads_back_in_every_script(value: int, digits: str) -> None:
    written = f"{value:,}".translate({ord(str(n)): digits[n] for n in range(10)})
    assert only(f"{written} درخت", "fa").value == value


@given(st.text(alphabet="۰۱۲ 3.5,٬٫/-هزارمیلیونوبیستتا درصد%$\u200c", max_size=50), st.sampled_from(["fa", "en"]))
def test_spans_hold_their_surface_and_never_overlap(text: str, language: str) -> None:
    end = -1
    for found in quantities(text, language):
        assert found.span.of(text) == found.surface
        assert found.span.start >= end
        end = found.span.end


def test_behind_one_a_verb_is_not_what_is_counted() -> None:
    assert only("At least one trader disagrees").measures == "trader"
    assert quantities("At least one shopkeeper disagrees") == ()


@pytest.mark.parametrize(("text", "language"), [("90 kilometres per hour", "en"), ("۹۰ کیلومتر در ساعت", "fa")])
def test_a_speed_has_its_own_unit(text: str, language: str) -> None:
    assert only(text, language).unit == "km/h"


def test_a_number_behind_the_name_of_a_place_of_its_kind_is_no_count() -> None:
    assert quantities("اسکله سه بسته شد", "fa") == ()


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("25 million of the 65 million cubic metres", "en", [(25e6, "m3", "exact"), (65e6, "m3", "exact")]),
        ("1,800 of the port's 2,100 workers", "en", [(1800, "{person}", "exact"), (2100, "{person}", "exact")]),
        ("5 of the 12 tomans", "en", [(5, None, "exact"), (120, "IRR", "exact")]),
        ("2,000 workers, not 2,100", "en", [(2000, "{person}", "exact"), (2100, "{person}", "rejected")]),
        ("not 40 but 65 people", "en", [(40, "{person}", "rejected"), (65, "{person}", "exact")]),
        (
            "no more than 50 people, not more than 50",
            "en",
            [(50, "{person}", "upper_bound"), (50, None, "upper_bound")],
        ),
        ("به جای ۲۱۰۰ نفر، ۲۰۰۰ نفر", "fa", [(2100, "{person}", "rejected"), (2000, "{person}", "exact")]),
        ("from 65 to 25 million litres", "en", [(65e6, "L", "exact"), (25e6, "L", "exact")]),
        ("from 300,000 to 1 million litres", "en", [(3e5, "L", "exact"), (1e6, "L", "exact")]),
        ("از ۶۵ به ۲۵ میلیون لیتر", "fa", [(65e6, "L", "exact"), (25e6, "L", "exact")]),
        ("از ۳ به ۵ میلیارد تومان", "fa", [(3e10, "IRR", "exact"), (5e10, "IRR", "exact")]),
        ("from 65 farms to 25 litres", "en", [(65, None, "exact"), (25, "L", "exact")]),
    ],
)
def test_a_number_is_understood_with_its_neighbour(
    text: str, language: str, told: list[tuple[float, str | None, str]]
) -> None:
    assert [(each.value, each.unit, each.qualifier) for each in quantities(text, language)] == told
