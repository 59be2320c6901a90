"""A post that speaks before its holder is named is that person; whoever shares the noun alone, or is known for another, is not."""

from __future__ import annotations

from datetime import date

import pytest
from claim_builders import Cabinet, Story

WHO = "per:dara-vand"


def opened_by(source: str, then: str, *, cabinet: Cabinet | None = None) -> Story:
    story = Story(f"The gate is shut, {source} said on Monday. {then} said the road is open.")
    story.cabinet = cabinet or Cabinet()
    if "Dara Vand" in then:
        story.named("Dara Vand", WHO)
    return story.says("The gate is shut", source, "said").says("the road is open", then, "said")


@pytest.mark.parametrize(
    ("source", "then"),
    [
        ("a lawyer for the families", "Dara Vand, the lawyer,"),
        ("a lawyer for the families", "The lawyer, Dara Vand,"),
        ("her lawyer", "The lawyer, Dara Vand,"),
        ("a provincial prosecutor", "Dara Vand, the prosecutor of the province,"),
        ("a lawyer for the families", "Dara Vand, a lawyer for the families,"),
        ("a spokeswoman for the union", "Dara Vand"),
    ],
)
def test_the_post_that_opens_a_report_is_who_is_named_with_it_or_right_after(source: str, then: str) -> None:
    claim = opened_by(source, then).claim("The gate")
    assert (claim.speaker_id, claim.speaker_surface) == (WHO, source)


@pytest.mark.parametrize(
    ("source", "then"),
    [
        ("a lawyer for the families", "Dara Vand, the lawyer of the ministry,"),
        ("a lawyer for the families", "Dara Vand, a lawyer,"),
        ("a lawyer for the families", "Dara Vand, the prosecutor,"),
        ("a lawyer for the families", "Spokeswoman Dara Vand"),
        ("a lawyer for the families", "Vand"),
        ("a witness", "Dara Vand"),
    ],
)
def test_another_post_or_another_kind_of_source_is_somebody_else(source: str, then: str) -> None:
    assert opened_by(source, then).claim("The gate").speaker_id != WHO


def test_who_is_known_for_another_office_is_not_the_post_that_opens_a_report() -> None:
    harbour = Cabinet({"off:harbour": (WHO, date(2020, 1, 1))})
    assert opened_by("a spokesman for the port", "Dara Vand", cabinet=harbour).claim("The gate").speaker_id != WHO
    assert opened_by("a minister", "Dara Vand", cabinet=harbour).claim("The gate").speaker_id == WHO


def test_two_unnamed_lawyers_are_not_told_apart_by_the_noun() -> None:
    text = "A lawyer for the port said A is shut. A lawyer for the town said B is shut. Dara Vand, the lawyer, said C is shut."
    story = Story(text).named("Dara Vand", WHO)
    story.says("A is shut", "A lawyer for the port", "said").says(
        "B is shut", "A lawyer for the town", "said", nth_source=0
    )
    story.says("C is shut", "Dara Vand, the lawyer,", "said")
    assert [claim.speaker_id == WHO for claim in story.claims()] == [False, False, True]


def test_a_bare_definite_post_is_the_one_who_was_given_it_even_without_having_spoken() -> None:
    text = "The governor, Dara Vand, was angry. Clerks left. The governor said the gate is shut."
    story = Story(text).named("Dara Vand", WHO).says("the gate is shut", "The governor", "said", nth_source=1)
    assert story.claim("gate").speaker_id == WHO
    both = Story(f"Mina Rad, the governor, left. {text}").named("Dara Vand", WHO).named("Mina Rad", "per:mina-rad")
    both.says("the gate is shut", "The governor", "said", nth_source=1)
    assert both.claim("gate").speaker_id == "unk:governor"


def test_a_stranger_is_named_by_a_post_as_well() -> None:
    text = "A lawyer said the gate is shut. The lawyer, Yara Bamri, left."
    story = Story(text).stranger("Yara Bamri").says("the gate is shut", "A lawyer", "said")
    assert story.claim("gate").speaker_id == "unk:yara-bamri"


def test_a_pronoun_and_a_relative_take_up_a_stranger() -> None:
    text = "Dara Vand said A is open. Yara Bamri walked out. She said B is open. Clerks heard Rud Azar, who said C is open."
    story = Story(text).named("Dara Vand", WHO).stranger("Yara Bamri").stranger("Rud Azar")
    story.says("A is open", "Dara Vand", "said").says("B is open", "She", "said", basis="pronoun")
    story.says("C is open", "who", "said", basis="anaphora")
    assert [claim.speaker_id for claim in story.claims()] == [WHO, "unk:yara-bamri", "unk:rud-azar"]


def test_a_pronoun_is_not_the_stranger_whom_its_own_words_name() -> None:
    text = "Yara Bamri walked out. Dara Vand said A is open. He told Yara Bamri B is open."
    story = Story(text).named("Dara Vand", WHO).stranger("Yara Bamri").stranger("Yara Bamri", nth=1)
    story.says("A is open", "Dara Vand", "said").says("B is open", "He", "told", basis="pronoun")
    assert story.claim("B is").speaker_id == WHO
