"""Lines that date a page: labels, lines about the visit, months of relayed languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.text.dates.datelines import is_about_the_page, relayed_days, roles
from rasad.text.normalise import fold_key


@pytest.mark.parametrize(
    "text",
    [
        "2 de abril de 2020",
        "2. April 2020",
        "le 2 avril 2020",
        "2 aprile 2020",
        "2 aprilie 2020",
        "2 апреля 2020",
        "2 Nisan 2020",
        "2020. április 2.",
        "2 نيسان / أبريل 2020",
        "٢ أبريل ٢٠٢٠",
        "2 באפריל 2020",
        "2020年04月02日",
        "2020년 4월 2일",
    ],
)
def test_the_months_of_relayed_languages_are_read(text: str) -> None:
    assert list(relayed_days(fold_key(text))) == [date(2020, 4, 2)]


@pytest.mark.parametrize("text", ["", "2 avril", "avril 2020", "31 avril 2020", "2 mardi 2020", "12 mars 20205"])
def test_what_is_no_full_day_is_none(text: str) -> None:
    assert list(relayed_days(fold_key(text))) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Published: May 1 Updated: May 3", [("published", "May 1"), ("modified", "May 3")]),
        ("Last updated on May 3", [("modified", "on May 3")]),
        ("تاریخ انتشار: ۱ دی | به‌روزرسانی: ۳ دی", [("published", "۱ دی"), ("modified", "۳ دی")]),
        ("May 1, 2026", [("", "May 1, 2026")]),
        ("By A. Lanford Updated May 3", [("", "By A. Lanford"), ("modified", "May 3")]),
    ],
)
def test_a_line_is_cut_at_its_labels(text: str, pieces: list[tuple[str, str]]) -> None:
    assert list(roles(text)) == pieces


@given(st.text(alphabet="Updated published: ۱۴۰۴ دی به‌روزرسانی \u200c\u200e1/", max_size=80))
def test_the_pieces_of_a_line_stand_in_it_in_order(text: str) -> None:
    at = 0
    for _, piece in roles(text):
        at = text.index(piece, at) + len(piece)


@pytest.mark.parametrize(
    "text",
    ["© 2026", "©2026 Lanport Post", "Today is May 3, 2026", "امروز: یکشنبه ۲۱ دی ۱۴۰۴", "کلیه حقوق محفوظ است ۱۴۰۴"],
)
def test_a_line_about_the_visit_or_the_rights_is_about_the_page(text: str) -> None:
    assert is_about_the_page(text)


@pytest.mark.parametrize("text", ["May 3, 2026", "یکشنبه ۲۱ دی ۱۴۰۴", "USA Today, May 3, 2026"])
def test_a_plain_dateline_is_not_about_the_page(text: str) -> None:
    assert not is_about_the_page(text)
