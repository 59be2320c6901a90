"""Roles resolve by the office table at the publication date."""

from __future__ import annotations

import pytest
from tag_asking import Links, Mentions


@pytest.mark.parametrize(
    ("text", "on", "holder"),
    [
        ("The supreme leader met the Iranian cabinet.", "2024-05-01", "per:ali-khamenei"),
        ("The supreme leader met the Iranian cabinet.", "2026-05-01", "per:mojtaba-khamenei"),
        ("رهبر جمهوری اسلامی به مشهد رفت.", "2024-05-01", "per:ali-khamenei"),
        ("رهبر جمهوری اسلامی به مشهد رفت.", "2026-05-01", "per:mojtaba-khamenei"),
        ("رئیس‌جمهور ایران به قم رفت.", "2020-01-01", "per:hassan-rouhani"),
        ("رییس جمهور ایران به قم رفت.", "2025-01-01", "per:masoud-pezeshkian"),
        ("Iran's intelligence minister visited Qazvin.", "2025-01-01", "per:esmail-khatib"),
    ],
)
def test_a_role_is_whoever_held_it_that_day(text: str, on: str, holder: str, mentions: Mentions) -> None:
    roles = [m for m in mentions(text, on) if m.mention_type == "role"]
    assert [(m.entity_id, m.link_method) for m in roles] == [(holder, "office_at_date")]
    assert roles[0].candidates[0].startswith("off:")


def test_without_a_date_the_office_stays_with_all_its_holders(mentions: Mentions) -> None:
    role = mentions("The supreme leader met the Iranian cabinet.")[0]
    assert (role.surface, role.entity_id, role.entity_type) == ("The supreme leader", "off:supreme-leader", "office")
    assert {"per:ali-khamenei", "per:mojtaba-khamenei", "per:ruhollah-khomeini"} == set(role.candidates)


def test_without_a_date_the_article_itself_may_say_who(mentions: Mentions) -> None:
    found = mentions("Supreme Leader Ali Khamenei came. The supreme leader left.")
    assert [(m.entity_id, m.link_method) for m in found if m.mention_type == "role"] == [
        ("off:supreme-leader", "exact_alias"),
        ("per:ali-khamenei", "coref"),
    ]


def test_a_title_is_found_with_and_without_its_capital(links: Links) -> None:
    for title, surface in (("Mayor of Tehran", "Mayor of Tehran"), ("mayor of Tehran", "the mayor of Tehran")):
        assert links(f"They met the {title}.")[0] == (surface, "off:mayor-tehran")


def test_a_vacant_office_is_nobody(mentions: Mentions) -> None:
    role = next(
        m for m in mentions("Iran's intelligence minister visited Qazvin.", "2026-08-01") if m.mention_type == "role"
    )
    assert (role.entity_id, role.candidates) == ("off:minister-intelligence", ())


def test_on_a_day_of_handing_over_the_office_stays_open(mentions: Mentions) -> None:
    role = mentions("رئیس‌جمهور ایران به قم رفت.", "2024-05-19")[0]
    assert role.entity_id == "off:president"
    assert set(role.candidates) == {"per:ebrahim-raisi", "per:mohammad-mokhber"}


@pytest.mark.parametrize(
    ("text", "office", "person"),
    [
        ("Intelligence Minister Esmail Khatib came.", "off:minister-intelligence", "per:esmail-khatib"),
        ("Esmail Khatib, Iran's intelligence minister, came.", "off:minister-intelligence", "per:esmail-khatib"),
        ("President Masoud Pezeshkian came.", "off:president", "per:masoud-pezeshkian"),
        ("President Donald Trump came.", "off:us-president", "per:donald-trump"),
        ("عباس عراقچی، وزیر خارجه، آمد.", "off:minister-foreign", "per:abbas-araghchi"),
        ("وزیر خارجه ایران، عباس عراقچی، آمد.", "off:minister-foreign", "per:abbas-araghchi"),
    ],
)
def test_an_apposition_gives_the_office_and_the_person(text: str, office: str, person: str, links: Links) -> None:
    assert {office, person} <= {entity for _, entity in links(text, "2025-10-01")}


@pytest.mark.parametrize(
    "text",
    [
        "German Foreign Minister Johann Example visited Iran and Iran.",
        "The foreign minister of Oman visited Iran and Iran.",
        "Iraq's foreign minister visited Iran and Iran.",
        "Foreign Minister Johann Example visited Iran and Iran.",
        "The deputy foreign minister visited Iran and Iran.",
        "No foreign minister visited Iran and Iran.",
        "وزیر خارجه آلمان به ایران آمد. ایران",
        "وزیر امور خارجه جدید روسیه به ایران آمد. ایران",
        "معاون وزیر خارجه در ایران ماند. ایران",
    ],
)
def test_another_minister_is_not_irans(text: str, mentions: Mentions) -> None:
    roles = [m for m in mentions(text, "2025-10-01") if m.mention_type == "role"]
    assert not {"off:minister-foreign", "per:abbas-araghchi"} & {
        each for m in roles for each in (m.entity_id, *m.candidates)
    }


def test_a_named_holder_of_long_ago_keeps_the_office_and_no_present_holder(links: Links) -> None:
    found = links("Iranian Foreign Minister Johann Example came to Tehran.", "2025-10-01")
    assert ("Iranian Foreign Minister", "off:minister-foreign") in found
    assert "per:abbas-araghchi" not in [entity for _, entity in found]


def test_a_former_holder_is_never_guessed(mentions: Mentions) -> None:
    role = next(m for m in mentions("The former president left Iran. Iran", "2025-10-01") if m.mention_type == "role")
    assert role.entity_id is None
    assert "per:mohammad-khatami" in role.candidates
    role = mentions("رئیس‌جمهور سابق ایران رفت.", "2025-10-01")[0]
    assert role.entity_id is None


def test_where_two_presidents_are_named_a_bare_president_stays_open(mentions: Mentions) -> None:
    text = "Donald Trump spoke in the US. Masoud Pezeshkian spoke in Iran, in Tehran. The president then left."
    role = next(m for m in mentions(text, "2025-10-01") if m.mention_type == "role")
    assert (role.entity_id, set(role.candidates)) == (None, {"off:president", "off:us-president"})


def test_an_apostrophe_may_end_the_text_behind_a_role(links: Links) -> None:
    assert links("Critics of the supreme leader'")[0][0] == "the supreme leader"


class TestTheDayOfTheEvent:
    """A day that the sentence states for its event goes before the day of publication."""

    @pytest.mark.parametrize(
        ("text", "on", "holder"),
        [
            ("In June 2016 the Iranian foreign minister came.", "2024-05-01", "per:mohammad-javad-zarif"),
            ("On 3 May 2009 the Iranian president came.", "2024-05-01", "per:mahmoud-ahmadinejad"),
            ("In June 2016 the Iranian foreign minister came.", None, "per:mohammad-javad-zarif"),
            ("رئیس‌جمهور ایران در سال ۱۳۹۵ به قم رفت.", "2024-05-01", "per:hassan-rouhani"),
            ("رهبر جمهوری اسلامی در ۱۲ خرداد ۱۴۰۳ به قم رفت.", "2026-06-01", "per:ali-khamenei"),
        ],
    )
    def test_the_holder_of_that_day_is_meant(self, text: str, on: str | None, holder: str, mentions: Mentions) -> None:
        role = next(m for m in mentions(text, on) if m.mention_type == "role")
        assert (role.entity_id, role.link_method) == (holder, "office_at_date")

    def test_a_date_that_describes_something_is_no_day_of_an_event(self, mentions: Mentions) -> None:
        text = "The Iranian foreign minister rejected the 2015 agreement."
        role = next(m for m in mentions(text, "2025-05-01") if m.mention_type == "role")
        assert role.entity_id == "per:abbas-araghchi"

    def test_a_date_in_another_sentence_says_nothing(self, mentions: Mentions) -> None:
        text = "It began in June 2016. The Iranian foreign minister came."
        role = next(m for m in mentions(text, "2025-05-01") if m.mention_type == "role")
        assert role.entity_id == "per:abbas-araghchi"

    def test_a_year_of_two_holders_leaves_the_office_open(self, mentions: Mentions) -> None:
        role = next(
            m for m in mentions("In 2021 the Iranian president came.", "2025-05-01") if m.mention_type == "role"
        )
        assert (role.entity_id, role.link_method) == ("off:president", "exact_alias")
        assert {"per:hassan-rouhani", "per:ebrahim-raisi"} <= set(role.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "The president of the chess club came to Iran. Iran and Iran.",
        "فرمانده سپاه ناحیه نیل‌آباد گفت. ایران",
        "فرمانده سپاه اصفهان گفت. ایران",
    ],
)
def test_heads_of_clubs_and_of_local_branches_hold_no_office_of_state(text: str, mentions: Mentions) -> None:
    roles = [m for m in mentions(text, "2024-05-01") if m.mention_type == "role"]
    assert [each for m in roles for each in (m.entity_id, *m.candidates) if each] == []
