"""Surnames, first names and placement of mentions."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tag_asking import Links, Mentions

from rasad.gazetteer import load
from rasad.settings import Settings
from rasad.stages.tag.linking import link


def test_a_surname_resolves_after_the_full_name(mentions: Mentions) -> None:
    found = mentions("Mahmoud Sadeghi came. Sadeghi left.")
    assert [(m.entity_id, m.link_method) for m in found] == [
        ("per:mahmoud-sadeghi", "exact_alias"),
        ("per:mahmoud-sadeghi", "surname_in_article"),
    ]


def test_a_full_name_in_the_title_is_company_enough(links: Links) -> None:
    assert links("Sadeghi left.", title="Mahmoud Sadeghi leaves") == [("Sadeghi", "per:mahmoud-sadeghi")]


def test_a_common_surname_without_company_is_nobody(links: Links) -> None:
    assert links("Sadeghi left the shop.") == []
    assert links("صادقی از مغازه رفت.") == []


def test_the_nearest_full_name_owns_the_surname(links: Links) -> None:
    text = "Mahmoud Sadeghi came. Reza Sadeghi, a singer, came too. Sadeghi left."
    assert links(text) == [("Mahmoud Sadeghi", "per:mahmoud-sadeghi")]
    assert ("Sadeghi", "per:mahmoud-sadeghi") in links("Reza Sadeghi sang. Mahmoud Sadeghi came. Sadeghi left.")


def test_a_distinct_surname_behind_another_first_name_is_somebody_else(links: Links) -> None:
    assert links("Yousef Pezeshkian came.") == []
    assert links("یوسف پزشکیان آمد.") == []
    assert links("Pezeshkian came.") == [("Pezeshkian", "per:masoud-pezeshkian")]


def test_shared_surnames_stay_open_with_their_candidates(mentions: Mentions) -> None:
    found = [m for m in mentions("Larijani visited Iran.") if m.surface == "Larijani"]
    assert [m.entity_id for m in found] == [None]
    assert {"per:ali-larijani", "per:sadeq-larijani"} <= set(found[0].candidates)


def test_a_role_before_a_shared_surname_decides(links: Links) -> None:
    assert ("Larijani", "per:ali-larijani") in links("SNSC secretary Larijani visited Iran.", "2025-10-01")
    assert ("Soleimani", "per:qasem-soleimani") in links("Quds Force commander Soleimani visited Iran.", "2018-10-01")


def test_two_bearers_named_in_full_keep_their_own_names(links: Links) -> None:
    found = links("Mohammad Khatami met Ahmad Khatami.")
    assert found == [("Mohammad Khatami", "per:mohammad-khatami"), ("Ahmad Khatami", "per:ahmad-khatami")]


def test_a_title_before_the_only_bearer_is_company(links: Links) -> None:
    assert ("Salami", "per:hossein-salami") in links("General Salami inspected the base.")
    assert links("They sliced salami. Salami was served.") == []


def test_in_persian_a_second_surname_behind_a_title_is_somebody_else(links: Links) -> None:
    assert links("سردار سلامی در مراسم بود.") == [("سلامی", "per:hossein-salami")]
    assert links("سردار سلامی گرگانی در مراسم بود.") == []


def test_a_street_named_after_somebody_is_not_the_person(links: Links) -> None:
    assert links("خیابان امام خمینی بسته شد.") == []
    assert links("فرودگاه امام خمینی بسته شد.") == [("فرودگاه امام خمینی", "plc:imam-khomeini-airport")]
    assert links("امام خمینی در پاریس بود.")[0] == ("امام خمینی", "per:ruhollah-khomeini")


def test_the_cleric_is_not_the_former_president(links: Links) -> None:
    assert links("یک روحانی شیعه در ایران آمد.") == [("ایران", "plc:iran")]
    assert ("روحانی", "per:hassan-rouhani") in links("حسن روحانی آمد. روحانی رفت.")


def test_the_surname_emam_alone_never_matches(links: Links) -> None:
    assert links("جواد امام آمد. امام رفت.") == [("جواد امام", "per:javad-emam")]


def test_a_joined_spelling_links_and_says_so(mentions: Mentions) -> None:
    methods = {
        text: mentions(text)[0].link_method for text in ("ایران‌اینترنشنال", "ایراناینترنشنال", "ایران اینترنشنال")
    }
    assert list(methods.values()) == ["exact_alias", "joined_alias", "joined_alias"]


def test_names_inside_a_role_or_group_are_mentions_of_their_own(links: Links) -> None:
    assert links("رهبران جبهه اصلاحات") == [
        ("رهبران جبهه اصلاحات", "grp:reformist-leaders"),
        ("جبهه اصلاحات", "org:reform-front"),
    ]


def test_names_inside_other_names_are_not(links: Links) -> None:
    assert links("The University of Tehran opened.") == [("University of Tehran", "org:university-of-tehran")]


def test_a_generic_name_needs_its_country(links: Links) -> None:
    assert links("Iran's parliament met. The parliament then rose.") == [
        ("Iran's parliament", "org:parliament"),
        ("The parliament", "org:parliament"),
    ]
    assert "org:parliament" not in [entity for _, entity in links("Iraq's parliament met. Iran and Iran watched.")]
    assert links("The government resigned.") == []
    assert "org:cabinet" not in [entity for _, entity in links("دولت عراق استعفا داد. ایران و ایران")]


def test_an_empty_text_has_no_mentions(links: Links) -> None:
    assert links("") == []
    assert links(" \n‌") == []


_WORDS = st.sampled_from(
    [
        "Khamenei",
        "Ali Khamenei",
        "the president",
        "Iran",
        "خامنه‌ای",
        "رئیس‌جمهور",
        "ایران",
        "،",
        ".",
        "\n",
        "‌",
        "«",
        "IRGC’s",
        "مهر",
        "۲۱",
        "🙂",
        "\u200f",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=30), st.sampled_from([" ", ""]))
def test_spans_are_exact_ordered_and_never_overlap_by_halves(words: list[str], glue: str) -> None:
    text = glue.join(words)
    found = link(text, title=None, published=None, gazetteer=load(Settings(sources="live")))
    assert all(text[m.span.start : m.span.end] == m.surface != "" for m in found)
    for left, right in pairwise(found):
        assert left.span.start <= right.span.start
        assert not left.span.overlaps(right.span) or left.span.contains(right.span)
