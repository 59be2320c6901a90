"""How sure Persian news puts a statement: negated verbs of saying, withheld denials, and caveats with what they reach."""

from __future__ import annotations

import pytest
from claim_builders import Story


def verdict(text: str, content: str, cue: str, lemma: str) -> tuple[str, str]:
    claim = Story(text, language="fa").says(content, "سپهری", cue, lemma=lemma).claim(content)
    return claim.modality, claim.polarity


@pytest.mark.parametrize("cue", ["نگفته است", "نمی‌گوید", "نگفت"])
def test_what_somebody_has_not_said_is_negative(cue: str) -> None:
    assert verdict(f"سپهری {cue} که پل باز است.", "پل باز است", cue, "گفتن") == ("asserted", "negative")


def test_not_having_said_that_something_is_not_so_is_positive() -> None:
    assert verdict("سپهری نگفته است که پل باز نیست.", "پل باز نیست", "نگفته است", "گفتن")[1] == "positive"


@pytest.mark.parametrize("cue", ["گفته است", "نوشت", "نقل کرد", "نشان داد", "ابراز نگرانی کرد"])
def test_a_cue_with_the_letter_of_negation_is_not_negated(cue: str) -> None:
    assert verdict(f"سپهری {cue} که پل باز است.", "پل باز است", cue, "گفتن")[1] == "positive"


def test_a_denial_is_denied_and_one_that_is_withheld_leaves_it_possible() -> None:
    denied = verdict("سپهری احتمال بسته شدن پل را رد کرد.", "احتمال بسته شدن پل", "رد کرد", "رد کردن")
    withheld = verdict("سپهری احتمال بسته شدن پل را رد نکرد.", "احتمال بسته شدن پل", "رد نکرد", "رد کردن")
    assert (denied, withheld) == (("denied", "negative"), ("possible", "positive"))


@pytest.mark.parametrize("lemma", ["رد", "تکذیب", "انکار"])
def test_denying_in_passing_is_a_denial(lemma: str) -> None:
    text = f"سپهری ضمن {lemma} استعفای خود سخن گفت."
    assert verdict(text, "استعفای خود", f"ضمن {lemma}", lemma) == ("denied", "negative")


def statuses(*paragraphs: str) -> list[str]:
    """The verification status of "X گفت که <content>." in each paragraph that has one."""
    story = Story("\n".join(paragraphs), language="fa")
    for number, paragraph in enumerate(p for p in paragraphs if " گفت که " in p):
        content = paragraph.split(" گفت که ")[1].split(".")[0]
        story.says(content, "سپهری", "گفت", nth_source=number)
    return [claim.verification_status for claim in story.claims()]


def test_an_outlet_that_could_not_check_says_so_of_the_whole_article() -> None:
    found = statuses(
        "سپهری گفت که پل باز است.",
        "راه بسته شد.",
        "سپهری گفت که کار تمام شد.",
        "آوا نتوانسته است صحت این گزارش‌ها را به طور مستقل تایید کند.",
    )
    assert found == ["unverified_by_outlet", "unverified_by_outlet"]


def test_what_is_not_yet_confirmed_reaches_only_what_stands_before_it_near_by() -> None:
    found = statuses(
        "سپهری گفت که پل باز است.",
        "راه بسته شد.",
        "سپهری گفت که ویدیوها تازه‌اند. صحت این ویدیوها هنوز تایید نشده است.",
        "سپهری گفت که کار تمام شد.",
    )
    assert found == ["as_claimed", "unverified_by_outlet", "as_claimed"]


def test_what_a_speaker_says_about_checks_is_no_caveat_of_the_outlet() -> None:
    assert statuses("سپهری گفت که این خبر هنوز تایید نشده است.", "سپهری گفت که پل باز است.") == ["as_claimed"] * 2


def test_candidates_who_were_not_cleared_are_no_caveat() -> None:
    assert statuses("سپهری گفت که هشت نفر ماندند. صلاحیت بقیه تایید نشده است.") == ["as_claimed"]
