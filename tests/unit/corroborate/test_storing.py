"""A statement that was stored is the statement that was made."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from statement_builders import quantity, said

from rasad.stages.corroborate.storing import from_row, terms, to_row

WORDS = st.text(st.sampled_from("abcdefgh آبپتثج‌۱۲ -'«»"), max_size=60)


@given(
    WORDS,
    st.sampled_from(["en", "fa"]),
    st.sampled_from(["asserted", "denied", "belief", "possible"]),
    st.lists(st.sampled_from(["per:a", "org:b", "plc:c"]), unique=True),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
)
def test_a_statement_survives_being_stored(
    text: str, lang: str, modality: str, about: list[str], day: date | None
) -> None:
    numbers = [quantity(12, "lower_bound")]
    made = said(text, lang=lang, modality=modality, about=tuple(about), event_date=day, numbers=tuple(numbers))
    row = to_row(made, "v") | {"content_text": text, "quote_type": "indirect"}
    assert from_row(row, numbers) == made


def test_words_of_two_languages_never_meet_in_the_store() -> None:
    assert not set(terms(said("dam", lang="en"))) & {term for term in terms(said("dam", lang="fa")) if " " in term}
