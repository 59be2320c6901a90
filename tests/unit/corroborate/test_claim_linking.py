"""Claims of two articles that tell one story."""

from __future__ import annotations

from statement_builders import said, weights

from rasad.stages.corroborate.linking import Link, links
from rasad.stages.corroborate.statement import Statement

STORY = [
    (
        "شورای مرکزی جبهه نشستی اضطراری برگزار کرد",
        "the central council of the front held an emergency meeting",
        ("org:front",),
    ),
    (
        "جلسه به ریاست دبیرکل در دفتر مرکزی انجمن بود",
        "the secretary-general chaired the meeting at the headquarters of the society",
        ("per:chair", "org:society"),
    ),
    (
        "نهادهای امنیتی درباره انتشار بیانیه تهدید کردند",
        "the security services threatened the alliance over publishing a statement",
        (),
    ),
]


def both(pairs: list[tuple[str, str, tuple[str, ...]]]) -> tuple[list[Statement], list[Statement]]:
    persian = [said(fa, lang="fa", article_id="fa", about=about) for fa, _, about in pairs]
    english = [said(en, article_id="en", about=about) for _, en, about in pairs]
    return persian, english


def linked(one: list[Statement], other: list[Statement], known: set[tuple[str, str]] | None = None) -> list[Link]:
    pairs = [(a, b) for a in one for b in other]
    return links(pairs, weights(*one, *other), known or set())


def texts(found: list[Link]) -> set[frozenset[str]]:
    return {frozenset({link.earlier.text, link.later.text}) for link in found}


def test_claims_of_one_story_lend_each_other_weight() -> None:
    persian, english = both(STORY)
    assert texts(linked(persian, english)) == {frozenset({fa, en}) for fa, en, _ in STORY}


def test_one_claim_alone_is_no_story() -> None:
    persian, english = both(STORY[2:])
    assert linked(persian, english) == []


def test_articles_that_are_known_to_be_related_tell_one_story() -> None:
    persian, english = both(STORY[2:])
    assert len(linked(persian, english, {("en", "fa")})) == 1


def test_a_claim_that_only_touches_on_what_another_repeats_whole_is_left_alone() -> None:
    persian, english = both(STORY)
    aside = said("دفتر مرکزی انجمن در مرکز شهر است", lang="fa", article_id="fa", about=("org:society",))
    assert not any(aside.text in pair for pair in texts(linked([*persian, aside], english)))


def test_a_claim_that_says_two_things_goes_with_one_claim_for_each() -> None:
    persian, english = both(STORY)
    double = said(f"{STORY[0][1]} and {STORY[2][1]}", article_id="en", about=("org:front",))
    found = linked(persian, [english[1], double], {("en", "fa")})
    assert {fa for fa in (STORY[0][0], STORY[2][0]) if frozenset({fa, double.text}) in texts(found)} == {
        STORY[0][0],
        STORY[2][0],
    }


def test_the_claim_that_was_known_first_comes_first() -> None:
    persian, english = both(STORY)
    late = [
        said(each.text, article_id="en", about=tuple(sorted(each.anchors)), known_at=each.known_at.replace(hour=9))
        for each in english
    ]
    assert all(link.earlier.article_id == "fa" for link in linked(persian, late))
    assert all(link.earlier.article_id == "fa" for link in linked(late, persian))


MINE = [
    ("شمار کشته‌های معدن به ۹ نفر رسیده است", "12 people were killed in the mine", "one"),
    ("دستگاه گازسنج تونل خراب بود", "the gas meter in the mine had been broken", "other"),
    ("نجات ادامه دارد", "the rescue goes on", "third"),
]


def quoted(prefix: str) -> list[Link]:
    """Two reports on one accident, whose speakers are known by ids of this kind."""
    persian = [said(fa, lang="fa", article_id="fa", speaker_entity_id=prefix + who) for fa, _, who in MINE]
    english = [said(en, article_id="en", speaker_entity_id=prefix + who) for _, en, who in MINE]
    return linked(persian, english)


def test_persons_whom_both_articles_quote_help_to_tell_one_story() -> None:
    assert len(quoted("per:")) > len(quoted("anon:"))
