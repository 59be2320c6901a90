"""Spellings that differ by transliteration link with that reason, a lower score and the whole name; near names never do."""

from __future__ import annotations

import pytest
from tag_asking import Mentions

from rasad.gazetteer import Gazetteer
from rasad.stages.tag.transliteration import respelt, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gholam Ali Rashid", "Ghulam-Ali Rashid"),
        ("Mohammad Bagher Ghalibaf", "Mohamed Baqer Qalibaf"),
        ("Abbas Araghchi", "Abas Araqchi"),
        ("Masoud Pezeshkian", "Massoud Pezeshkiyan"),
        ("Mohseni-Ejei", "Mohseni Eje'i"),
        ("Hassan Rouhani", "Hasan Ruhani"),
        ("Mojtaba Khamenei", "Mujtaba Khamene'i"),
    ],
)
def test_variants_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one).replace(" ", "") == skeleton(other).replace(" ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Khamenei", "Ali Khomeini"),
        ("Ahmad Khatami", "Mohammad Khatami"),
        ("Ali Larijani", "Sadeq Larijani"),
        ("Qasem Soleimani", "Gholamreza Soleimani"),
        ("Mohammad Bagheri", "Ali Bagheri"),
        ("Abdolrahim Mousavi", "Majid Mousavi"),
        ("Gholam Ali Rashid", "Gholam Ali Rashidi"),
    ],
)
def test_near_names_have_two(one: str, other: str) -> None:
    assert skeleton(one).replace(" ", "") != skeleton(other).replace(" ", "")


def test_only_a_full_name_is_respelt(gazetteer: Gazetteer) -> None:
    assert respelt("Abas Araqchi", gazetteer) == "per:abbas-araghchi"
    assert respelt("Araqchi", gazetteer) is None
    assert respelt("Salman Langari", gazetteer) is None
    assert respelt("عباس عراقچی", gazetteer) is None
    assert respelt("", gazetteer) is None


def test_a_known_misspelling_of_a_full_name_links_and_says_so(mentions: Mentions) -> None:
    found = next(m for m in mentions("Ghulam Ali Rashidi was in Iran.") if m.surface == "Ghulam Ali Rashidi")
    assert (found.entity_id, found.link_method, found.link_score) == ("per:gholam-ali-rashid", "transliteration", 0.6)


def test_a_misspelt_surname_needs_what_confirms_it(mentions: Mentions) -> None:
    beside = mentions("Parliament speaker Qalibof was in Iran.", "2024-05-01")
    assert ("Qalibof", "per:mohammad-bagher-ghalibaf", "transliteration") in [
        (m.surface, m.entity_id, m.link_method) for m in beside
    ]
    assert "per:mohammad-bagher-ghalibaf" not in [m.entity_id for m in mentions("A man called Qalibof came to Iran.")]


def test_a_misspelt_body_is_told_by_its_company(mentions: Mentions) -> None:
    text = "Iran: the “Hatem al-Anbia’a” {} was named."
    by = {word: mentions(text.format(word))[1].entity_id for word in ("military commander", "construction contract")}
    assert by == {
        "military commander": "org:khatam-al-anbiya-central-hq",
        "construction contract": "org:khatam-al-anbiya-construction-hq",
    }
