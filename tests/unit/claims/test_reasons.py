"""Every reading of a claim says which rule and which words decided it."""

from __future__ import annotations

import pytest
from claim_builders import Story

from rasad.model import Claim


def why(claim: Claim, about: str) -> tuple[str, str, str | None]:
    reason = next(one for one in claim.reasons if one.about == about)
    return reason.value, reason.rule, reason.words


@pytest.mark.parametrize(
    ("content", "lemma", "value", "rule", "words"),
    [
        ("the gate is shut", "say", "asserted", "no_sign_of_doubt", None),
        ("the gate may be shut", "say", "possible", "word_of_possibility", "may"),
        ("the gate opens if it rains", "say", "conditional", "condition_in_content", "if"),
        ("the gate is shut", "deny", "denied", "denying_cue", "said"),
    ],
)
def test_a_modality_names_the_words_that_decided(
    content: str, lemma: str, value: str, rule: str, words: str | None
) -> None:
    story = Story(f"Dara Vand said {content}.").says(content, "Dara Vand", "said", lemma=lemma)
    assert why(story.claims()[0], "modality") == (value, rule, words)


def test_a_negation_names_its_word() -> None:
    story = Story("Dara Vand said the gate is not shut.").says("the gate is not shut", "Dara Vand", "said")
    assert why(story.claims()[0], "polarity") == ("negative", "main_clauses_negated", "not")


def test_a_persian_negation_names_its_verb() -> None:
    story = Story("دارا وند گفت در بسته نیست.", "fa").says("در بسته نیست", "دارا وند", "گفت")
    assert why(story.claims()[0], "polarity") == ("negative", "main_clauses_negated", "نیست")


def test_a_caveat_of_the_article_is_the_reason_of_each_claim_under_it() -> None:
    text = "Dara Vand said the gate is shut.\nThe paper was unable to verify the account."
    story = Story(text).says("the gate is shut", "Dara Vand", "said")
    expected = ("unverified_by_outlet", "caveat_of_the_article", "unable to verify")
    assert why(story.claims()[0], "verification_status") == expected


@pytest.mark.parametrize(
    ("lemma", "cue_class", "act"),
    [
        ("say", "neutral_say", None),
        ("urge", "directive", "REQUEST"),
        ("accuse", "negative", "ACCUSE"),
        ("deny", "negative", "REJECT"),
        ("threaten", "warn_threat", "THREATEN"),
        ("warn", "warn_threat", None),
        ("praise", "characterise", "SUPPORT"),
        ("متهم کردن", "negative", "ACCUSE"),
        ("خواستار شدن", "directive", "REQUEST"),
        ("wonder", "directive", None),
    ],
)
def test_a_speech_act_goes_by_the_verb(lemma: str, cue_class: str, act: str | None) -> None:
    story = Story("Dara Vand did it: the gate is shut.")
    story.says("the gate is shut", "Dara Vand", "did", lemma=lemma, cue_class=cue_class)
    assert story.claims()[0].speech_act == act


def test_a_demand_has_a_target_and_a_report_an_audience() -> None:
    text = "Dara Vand urged the Council to open the gate. She told the Assembly that it is shut."
    story = Story(text).named("Council", "org:council", "org").named("Assembly", "org:assembly", "org")
    story.says("to open the gate", "Dara Vand", "urged", lemma="urge", cue_class="directive")
    story.says("it is shut", "She", "told", basis="pronoun", lemma="tell")
    demand, report = story.claims()
    assert [one.entity_id for one in demand.targets] == ["org:council"]
    assert demand.audience == ()
    assert [one.entity_id for one in report.audience] == ["org:assembly"]
    assert report.targets == ()


def test_the_outlets_own_voice_does_nothing_to_anybody() -> None:
    story = Story("The Council must open the gate.").named("Council", "org:council", "org")
    story.says(
        "The Council must open the gate", voice="outlet", basis="outlet_voice", lemma="urge", cue_class="directive"
    )
    claim = story.claims()[0]
    assert (claim.speech_act, claim.targets, claim.audience) == (None, (), ())


@pytest.mark.parametrize(
    ("source", "language", "number", "kind"),
    [
        ("two people familiar with the talks", "en", "many", "insider"),
        ("a participant", "en", "single", "participants"),
        ("an informed source", "en", "single", "informed"),
        ("officials", "en", "many", "official"),
        ("a source", "en", "single", "unspecified"),
        ("یک منبع آگاه", "fa", "single", "informed"),
        ("دو شاهد عینی", "fa", "many", "witness"),
    ],
)
def test_an_unnamed_source_has_a_standing(source: str, language: str, number: str, kind: str) -> None:
    story = Story(f"{source} : the gate is shut", language).says("the gate is shut", source, ":")
    last = story.claims()[0].hops[-1]
    assert (last.role, last.number, last.anonymity) == ("anonymous_source", number, kind)


def test_a_later_mention_of_an_unnamed_source_keeps_its_standing() -> None:
    text = "یک منبع آگاه گفت در بسته است. این منبع افزود راه باز است."
    story = Story(text, "fa").says("در بسته است", "یک منبع آگاه", "گفت")
    story.says("راه باز است", "این منبع", "افزود", basis="anaphora")
    assert [claim.hops[-1].anonymity for claim in story.claims()] == ["informed", "informed"]


def test_a_named_source_has_no_standing_of_an_unnamed_one() -> None:
    story = (
        Story("Dara Vand said the gate is shut.")
        .named("Dara Vand", "per:dara-vand")
        .says("the gate is shut", "Dara Vand", "said")
    )
    assert story.claims()[0].hops[-1].anonymity is None


@pytest.mark.parametrize(
    ("content", "lemma", "cue_class", "rule"),
    [
        ("a permit was issued in May", "say", "neutral_say", "no_sign_of_doubt"),
        ("a new rate is coming", "speculation", "distancing", "cue_of_speculation"),
    ],
)
def test_a_month_is_no_possibility_and_speculation_is_one(content: str, lemma: str, cue_class: str, rule: str) -> None:
    story = Story(f"Dara Vand said {content}.").says(content, "Dara Vand", "said", lemma=lemma, cue_class=cue_class)
    assert why(story.claims()[0], "modality")[1] == rule


def test_what_is_called_untrue_is_rejected() -> None:
    story = Story("Dara Vand called the report fabricated.")
    story.says("the report fabricated", "Dara Vand", "called", lemma="call", cue_class="characterise")
    assert why(story.claims()[0], "polarity") == ("negative", "called_untrue_or_unfit", "fabricated")


def test_a_second_complement_is_as_main_as_the_first() -> None:
    content = "the victims were found, and that nobody is missing"
    story = Story(f"Dara Vand said {content}.").says(content, "Dara Vand", "said")
    assert why(story.claims()[0], "polarity")[:2] == ("mixed", "some_main_clauses_negated")


@pytest.mark.parametrize(
    "content",
    [
        "نمی توان خانه را فروخت",
        "هیچ‌کس اجازه ندارد مذاکره کند",
        "کارگران به کار بازنمی‌گردند",
        "گروه قصد ندارد پیشنهاد کند",
    ],
)
def test_persian_negates_with_modals_and_before_verbs_with_preverbs(content: str) -> None:
    story = Story(f"دارا وند گفت {content}.", "fa").says(content, "دارا وند", "گفت")
    assert why(story.claims()[0], "polarity")[0] in ("negative", "mixed")


def test_a_warning_of_what_will_be_done_is_a_threat() -> None:
    story = Story("Dara Vand warned that the road will be shut.")
    story.says("the road will be shut", "Dara Vand", "warned", lemma="warn", cue_class="warn_threat")
    assert story.claims()[0].speech_act == "THREATEN"
