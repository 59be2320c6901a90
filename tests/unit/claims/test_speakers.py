"""Who speaks: the head of the source phrase, never a name that only hangs on it; pronouns and anaphors point back."""

from datetime import date

import pytest
from claim_builders import Cabinet, Story


def speaker(story: Story, words: str) -> tuple[str | None, str]:
    claim = story.claim(words)
    return claim.speaker_id, claim.source_type


def test_a_linked_person_is_the_speaker() -> None:
    story = Story("Dara Vand said the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", "Dara Vand", "said")
    assert speaker(story, "gate") == ("per:dara-vand", "named_person")


def test_a_title_before_a_name_leaves_the_name_as_head() -> None:
    story = Story("Harbour Minister Dara Vand said the gate is shut.")
    story.named("Harbour Minister", "off:harbour", "office", mention_type="role").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", "Harbour Minister Dara Vand", "said")
    assert speaker(story, "gate") == ("per:dara-vand", "named_person")


def test_a_name_behind_the_comma_of_a_post_is_the_speaker() -> None:
    story = Story("The harbour minister, Dara Vand, said the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", "The harbour minister, Dara Vand", "said")
    assert speaker(story, "gate") == ("per:dara-vand", "named_person")


@pytest.mark.parametrize(
    "source",
    ["The son of Dara Vand", "A spokesman for Dara Vand", "Dara Vand’s deputy", "A source close to Dara Vand"],
)
def test_a_name_that_hangs_on_another_noun_is_not_the_speaker(source: str) -> None:
    story = Story(f"{source} said the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", source, "said")
    assert speaker(story, "gate")[0] != "per:dara-vand"


def test_a_name_in_a_relative_clause_is_not_the_speaker() -> None:
    source = "Officials who met Dara Vand"
    story = Story(f"{source} said the gate is shut.").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", source, "said")
    assert speaker(story, "gate") == ("anon:story:1", "anonymous_sources")


def test_a_commander_of_a_force_who_is_named_is_the_person() -> None:
    source = "Commander of the River Guard Dara Vand"
    story = Story(f"{source} said the gate is shut.")
    story.named("River Guard", "org:river-guard", "org").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", source, "said")
    assert speaker(story, "gate")[0] == "per:dara-vand"


def test_an_organisation_that_only_modifies_the_noun_is_not_the_speaker() -> None:
    source = "A River Guard official"
    story = Story(f"{source} said the gate is shut.").named("River Guard", "org:river-guard", "org")
    story.says("the gate is shut", source, "said")
    assert speaker(story, "gate") == ("anon:story:1", "anonymous_source")


def test_a_thing_with_its_kind_named_stays_the_source() -> None:
    story = Story("The website Example News wrote the gate is shut.").named(
        "Example News", "med:example-news", "outlet"
    )
    story.says("the gate is shut", "The website Example News", "wrote")
    assert speaker(story, "gate") == ("med:example-news", "outlet")


def test_an_office_is_its_holder_on_the_day() -> None:
    def told_on(day: date | None) -> tuple[str | None, str]:
        cabinet = Cabinet({"off:harbour": ("per:dara-vand", date(2024, 1, 1))})
        story = Story("The harbour minister said the gate is shut.", published=day, cabinet=cabinet)
        story.named("harbour minister", "off:harbour", "office", mention_type="role")
        story.says("the gate is shut", "The harbour minister", "said")
        return speaker(story, "gate")

    assert told_on(date(2025, 5, 5)) == ("per:dara-vand", "office_holder_unnamed")
    assert told_on(date(2023, 5, 5)) == ("off:harbour", "office_holder_unnamed")
    assert told_on(None) == ("off:harbour", "office_holder_unnamed")


def test_a_narrower_post_is_not_the_office() -> None:
    source = "The commander of the River Guard in Lowtown"
    story = Story(f"{source} said the gate is shut.")
    story.named("commander of the River Guard", "off:river-chief", "office", mention_type="role")
    story.says("the gate is shut", source, "said")
    speaker_id, kind = speaker(story, "gate")
    assert (str(speaker_id).split(":")[0], kind) == ("unk", "office_holder_unnamed")


def test_the_same_anonymous_phrase_keeps_its_number_and_another_gets_its_own() -> None:
    text = "Sources near the port said A is open. Diplomats said B is open. Sources near the port said C is open."
    story = Story(text)
    story.says("A is open", "Sources near the port", "said")
    story.says("B is open", "Diplomats", "said")
    story.says("C is open", "Sources near the port", "said", nth_source=1)
    assert [claim.speaker_id for claim in story.claims()] == ["anon:story:1", "anon:story:2", "anon:story:1"]


def test_a_persian_anaphor_points_back_to_its_own_kind_of_source() -> None:
    text = "یک منبع آگاه گفت در بسته است. دارا وند گفت هوا خوب است. این منبع افزود پل باز است."
    story = Story(text, "fa").named("دارا وند", "per:dara-vand")
    story.says("در بسته است", "یک منبع آگاه", "گفت")
    story.says("هوا خوب است", "دارا وند", "گفت")
    story.says("پل باز است", "این منبع", "افزود", basis="anaphora")
    assert speaker(story, "پل") == speaker(story, "در") == ("anon:story:1", "anonymous_source")


def test_a_pronoun_is_the_last_person_who_spoke() -> None:
    text = "Dara Vand said A is open. The council said B is open. He added C is open."
    story = Story(text).named("Dara Vand", "per:dara-vand").named("The council", "org:council", "org")
    story.says("A is open", "Dara Vand", "said")
    story.says("B is open", "The council", "said")
    story.says("C is open", "He", "added", basis="pronoun")
    assert speaker(story, "C is")[0] == "per:dara-vand"


def test_a_pronoun_prefers_a_later_subject_over_an_earlier_speaker() -> None:
    text = "Dara Vand said A is open. Mina Rad walked out. She said C is open."
    story = Story(text).named("Dara Vand", "per:dara-vand").named("Mina Rad", "per:mina-rad")
    story.says("A is open", "Dara Vand", "said")
    story.says("C is open", "She", "said", basis="pronoun")
    assert speaker(story, "C is") == ("per:mina-rad", "named_person")


def test_what_stands_before_the_subject_does_not_hide_it() -> None:
    text = (
        "Dara Vand said A is open. On Sunday, in the town hall, the mayor Mina Rad opened a fair. She said C is open."
    )
    story = Story(text).named("Dara Vand", "per:dara-vand").named("Mina Rad", "per:mina-rad")
    story.says("A is open", "Dara Vand", "said")
    story.says("C is open", "She", "said", basis="pronoun")
    assert speaker(story, "C is") == ("per:mina-rad", "named_person")


def test_a_person_whom_the_subject_praises_is_not_the_subject() -> None:
    text = "Dara Vand said A is open. The crowd went home, praising Mina Rad for it. He said C is open."
    story = Story(text).named("Dara Vand", "per:dara-vand").named("Mina Rad", "per:mina-rad")
    story.says("A is open", "Dara Vand", "said")
    story.says("C is open", "He", "said", basis="pronoun")
    assert speaker(story, "C is") == ("per:dara-vand", "named_person")


def test_they_are_not_a_single_person() -> None:
    text = "Diplomats said A is open. Dara Vand said B is open. They added C is open."
    story = Story(text).named("Dara Vand", "per:dara-vand")
    story.says("A is open", "Diplomats", "said").says("B is open", "Dara Vand", "said")
    story.says("C is open", "They", "added", basis="pronoun")
    assert speaker(story, "C is")[1] == "anonymous_sources"


def test_an_inherited_claim_has_the_speaker_before_it() -> None:
    story = Story("Diplomats said A is open. The meeting went on.")
    story.says("A is open", "Diplomats", "said").says("The meeting went on", basis="inherited")
    assert speaker(story, "meeting") == ("anon:story:1", "anonymous_sources")


def test_an_unknown_surname_means_the_full_name_given_before() -> None:
    story = Story("Lawmaker Sam Tell said A is open. Tell said B is open.")
    story.says("A is open", "Lawmaker Sam Tell", "said").says("B is open", "Tell", "said", nth_source=1)
    assert [claim.speaker_id for claim in story.claims()] == ["unk:sam-tell", "unk:sam-tell"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("یک مقام وزارت بندر", "anonymous_source"),
        ("یک امدادگر", "anonymous_source"),
        ("منابع نزدیک به شورا", "anonymous_sources"),
        ("شماری از تحلیلگران", "collective_unverifiable"),
        ("برخی برآوردها", "unspecified_estimates"),
        ("این پیش‌نویس", "document"),
        ("رسانه‌های محلی", "report_of_report"),
        ("سخنگوی شورای بندر", "office_holder_unnamed"),
        ("یکی از فرماندهان گارد", "office_holder_unnamed"),
        ("اطلاعات رسیده به روزنامه", "outlet_exclusive_information"),
        ("سازمان آب دره", "named_org"),
    ],
)
def test_persian_sources_without_a_name_have_their_kind(source: str, kind: str) -> None:
    story = Story(f"به گفته {source}، در بسته است.", "fa").says("در بسته است", source, "به گفته")
    assert speaker(story, "در بسته")[1] == kind


def test_a_persian_post_before_a_name_leaves_the_name_as_head() -> None:
    story = Story("وزیر بندر دارا وند گفت در بسته است.", "fa").named("دارا وند", "per:dara-vand")
    story.named("وزیر بندر", "off:harbour", "office", mention_type="role")
    story.says("در بسته است", "وزیر بندر دارا وند", "گفت")
    assert speaker(story, "در بسته")[0] == "per:dara-vand"


def test_a_persian_deputy_of_a_person_is_not_that_person() -> None:
    story = Story("معاون دارا وند گفت در بسته است.", "fa").named("دارا وند", "per:dara-vand")
    story.says("در بسته است", "معاون دارا وند", "گفت")
    assert speaker(story, "در بسته")[0] != "per:dara-vand"


def test_the_outlets_own_voice_is_never_a_speaker() -> None:
    story = Story("The gate is shut.").says("The gate is shut", basis="outlet_voice", voice="outlet")
    claim = story.claim("gate")
    assert (claim.speaker_id, claim.source_type, claim.relation.voice) == (
        "med:daily-example",
        "outlet_voice",
        "outlet",
    )


def test_an_impersonal_report_beside_an_outlet_is_that_outlets() -> None:
    text = "On the site Example News it was reported that A is open."
    story = Story(text).named("Example News", "med:example-news", "outlet")
    story.says("A is open", cue="it was reported that", basis="impersonal")
    assert speaker(story, "A is")[0] == "med:example-news"


def test_an_impersonal_report_alone_has_no_speaker() -> None:
    story = Story("It was reported that A is open.").says("A is open", cue="It was reported that", basis="impersonal")
    assert speaker(story, "A is") == ("unk:unspecified", "impersonal")


def test_a_name_hangs_where_the_post_right_before_it_does() -> None:
    source = "Forty supporters of former Harbour Minister Dara Vand"
    story = Story(f"{source} said the gate is shut.")
    story.named("former Harbour Minister", "off:harbour", "office", mention_type="role").named(
        "Dara Vand", "per:dara-vand"
    )
    story.says("the gate is shut", source, "said")
    assert speaker(story, "gate")[0] != "per:dara-vand"


@pytest.mark.parametrize(
    ("last", "content", "cue"),
    [
        ("The man told Dara Vand to open it.", "to open it", "told"),
        ("Dara Vand must go, the man said.", "Dara Vand must go", "said"),
    ],
)
def test_a_pronoun_is_nobody_whom_its_own_words_or_their_addressee_name(last: str, content: str, cue: str) -> None:
    pronoun = last.replace("The man", "She").replace("the man", "she")
    story = Story(f"Mani Tal warned that the gate is shut. Dara Vand saw it. {pronoun}")
    story.named("Mani Tal", "per:mani-tal").named("Dara Vand", "per:dara-vand").named(
        "Dara Vand", "per:dara-vand", nth=1
    )
    story.says("the gate is shut", "Mani Tal", "warned").says(content, "She" if "She" in pronoun else "she", cue)
    assert speaker(story, content)[0] == "per:mani-tal"


def test_who_stands_behind_a_pronoun_and_its_verb_was_no_subject() -> None:
    story = Story("Mani Tal said the gate is shut. He dared Dara Vand to stand. He also said it rained.")
    story.named("Mani Tal", "per:mani-tal").named("Dara Vand", "per:dara-vand")
    story.says("the gate is shut", "Mani Tal", "said").says("it rained", "He", "said", nth_source=1)
    assert speaker(story, "rained")[0] == "per:mani-tal"
