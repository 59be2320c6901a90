"""Modality, hedges, polarity and verification of claims."""

import pytest
from claim_builders import Story

from rasad.model import Claim


def claim(content: str, language: str = "en", **marks: str) -> Claim:
    source, cue = ("Diplomats", "said") if language == "en" else ("دیپلمات‌ها", "گفتند")
    story = Story(f"{source} {cue} {content}.", language)
    return story.says(content, source, cue, **marks).claims()[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "language", "marks", "modality"),
    [
        ("the gate is shut", "en", {}, "asserted"),
        ("the gate may be shut", "en", {}, "possible"),
        ("the gate would open if the river fell", "en", {}, "conditional"),
        ("they discussed shutting the gate", "en", {}, "considered"),
        ("the alleged leak was found", "en", {}, "hedged"),
        ("the gate was reportedly shut", "en", {}, "reported"),
        ("the gate was shut", "en", {"basis": "impersonal"}, "reported"),
        ("the gate was shut", "en", {"lemma": "deny"}, "denied"),
        ("forty gates leak", "en", {"lemma": "estimate"}, "estimated"),
        ("the gate is shut", "en", {"lemma": "believe", "cue_class": "belief"}, "belief"),
        ("the gate is shut", "en", {"lemma": "learn", "cue_class": "belief"}, "asserted"),
        ("در بسته است", "fa", {}, "asserted"),
        ("ممکن است در بسته باشد", "fa", {}, "possible"),
        ("این کار می‌تواند نشانه باشد", "fa", {}, "possible"),
        ("اگر رود بالا بیاید در بسته می‌شود", "fa", {}, "conditional"),
        ("ظاهرا در بسته است", "fa", {}, "hedged"),
        ("در بسته است", "fa", {"lemma": "تکذیب کردن"}, "denied"),
        ("در بسته است", "fa", {"lemma": "برآورد کردن"}, "estimated"),
    ],
)
def test_modality_follows_the_strongest_sign(content: str, language: str, marks: dict[str, str], modality: str) -> None:
    assert claim(content, language, **marks).modality == modality


def test_hedges_are_the_very_words() -> None:
    text = "Diplomats said up to 30 boats may have sunk."
    story = Story(text).says("up to 30 boats may have sunk", "Diplomats", "said")
    assert [span.of(text) for span in story.claims()[0].hedges] == ["up to", "may"]


def test_a_speakers_own_hearsay_does_not_make_a_direct_quote_hearsay() -> None:
    assert claim("“according to reports the gate is shut”", quote_type="direct").modality == "asserted"


@pytest.mark.parametrize(
    ("content", "language", "polarity"),
    [
        ("the gate is shut", "en", "positive"),
        ("the plan was never carried out", "en", "negative"),
        ("the gate is no longer open", "en", "negative"),
        ("we don’t know", "en", "negative"),
        ("we are not talking about a few cases, but about a whole fleet", "en", "mixed"),
        ("the boats are safe, but we are not sure of the crew", "en", "mixed"),
        ("the gate, which was not new, broke", "en", "positive"),
        ("not only the gate broke", "en", "positive"),
        ("no fewer than ten boats sank", "en", "positive"),
        ("در بسته است", "fa", "positive"),
        ("در بسته نیست", "fa", "negative"),
        ("این کار انجام نشده است", "fa", "negative"),
        ("هرگز چنین نمی‌کند", "fa", "negative"),
        ("کسانی که نیامدند جریمه شدند", "fa", "positive"),
        ("در بسته نیست بلکه باز است", "fa", "mixed"),
        ("نزدیک نروژ نشان دیده شد", "fa", "positive"),
    ],
)
def test_polarity_looks_at_main_clauses(content: str, language: str, polarity: str) -> None:
    assert claim(content, language).polarity == polarity


def test_a_caveat_of_the_outlet_holds_for_its_attributed_claims_only() -> None:
    text = "Diplomats said A is open. The river is high. The accounts could not be independently verified."
    story = Story(text).says("A is open", "Diplomats", "said")
    story.says("The river is high", basis="outlet_voice", voice="outlet")
    assert story.claim("A is").verification_status == "unverified_by_outlet"
    assert story.claim("river").verification_status == "as_claimed"


def test_a_persian_caveat_is_understood() -> None:
    story = Story("دیپلمات‌ها گفتند در بسته است.\nاین خبر تایید نشده است.", "fa")
    story.says("در بسته است", "دیپلمات‌ها", "گفتند")
    assert story.claims()[0].verification_status == "unverified_by_outlet"


def test_a_condition_holds_for_its_sentence_and_the_claims_just_before_it() -> None:
    text = "Diplomats said A is open.\nGuards said B is open.\nIf verified, it would matter.\nSailors said C is open."
    story = Story(text).says("A is open", "Diplomats", "said").says("B is open", "Guards", "said")
    story.says("C is open", "Sailors", "said")
    statuses = [one.verification_status for one in story.claims()]
    assert statuses == ["as_claimed", "if_verified", "as_claimed"]
