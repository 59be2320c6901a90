"""When two claims are the same claim, and when they contradict each other."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from statement_builders import NOW, quantity, said, weights

from rasad.stages.corroborate.comparison import Comparison, compare
from rasad.stages.corroborate.statement import Statement, count


def judge(one: Statement, other: Statement, *, one_story: bool = False) -> Comparison:
    return compare(one, other, weights(one, other), one_story=one_story)


def clash(one: Statement, other: Statement) -> tuple[str, str, str] | None:
    found = judge(one, other).clashes
    return (found[0].field, found[0].earlier, found[0].later) if found else None


def test_nearly_the_same_words_are_the_same_claim() -> None:
    answer = judge(said("the reservoir behind the dam is almost empty"), said("the dam's reservoir is almost empty"))
    assert answer.relation in ("same", "same_with_difference")
    assert answer.reasons["common_words"]


def test_different_statements_stay_apart() -> None:
    assert judge(said("the reservoir is almost empty"), said("the governor resigned on Monday")).relation is None


def test_words_everyone_uses_do_not_make_two_claims_one() -> None:
    assert judge(said("the minister is in the capital"), said("the parliament is in the north")).relation is None


def test_two_numbers_for_one_thing_are_a_conflict_and_not_one_claim() -> None:
    one = said("police arrested 40 people after the protest in the town", numbers=(quantity(40),))
    other = said("police arrested 65 people after the protest in the town", numbers=(quantity(65),))
    assert judge(one, other).relation == "conflict"
    assert clash(one, other) == ("quantity", "40 people", "65 people")


def test_a_conflict_of_numbers_says_how_each_was_counted() -> None:
    one = said("police arrested 40 people after the protest in the town", numbers=(quantity(40),))
    other = said("police arrested 65 people after the protest in the town", numbers=(quantity(65, "lower_bound"),))
    assert judge(one, other).clashes[0].basis == "exact / lower_bound"


def test_numbers_that_can_both_be_true_are_no_conflict() -> None:
    one = said("police arrested at least 40 people after the protest", numbers=(quantity(40, "lower_bound"),))
    other = said("police arrested 65 people after the protest", numbers=(quantity(65),))
    assert clash(one, other) is None


def test_numbers_of_different_things_are_no_conflict() -> None:
    one = said("police arrested 40 people after the protest in the town", numbers=(quantity(40),))
    shops = quantity(3, measures="shops")
    other = said("police arrested people after the protest in the town, closing 3 shops", numbers=(shops,))
    assert clash(one, other) is None


def test_what_is_left_beside_an_agreeing_number_is_compared() -> None:
    members = quantity(31, measures="members")
    one = said("19 of the 31 members favoured a boycott", numbers=(quantity(19), members))
    other = said("some 18 of the 31 members favoured a boycott", numbers=(quantity(18), members))
    assert clash(one, other) == ("quantity", "19 people", "18 people")


LITRES: dict[str, Any] = {"unit": "L", "measures": "litres"}


def falls() -> Statement:
    numbers = (quantity(25, **LITRES), quantity(65, **LITRES))
    return said("the quota of the farms falls from 65 to 25", numbers=numbers, about=("plc:town",))


def test_a_number_more_in_one_statement_is_no_conflict_and_not_the_same() -> None:
    other = said("the quota of the farms was 65", numbers=(quantity(65, **LITRES),), about=("plc:town",))
    answer = judge(falls(), other, one_story=True)
    assert (answer.relation, answer.clashes) == ("overlap", ())


def test_who_says_that_nothing_changes_contradicts_who_names_another_number() -> None:
    other = said("the quota of the farms remains at 65", numbers=(quantity(65, **LITRES),), about=("plc:town",))
    assert clash(falls(), other) == ("polarity", "changes", "unchanged")


def test_a_number_that_the_other_side_calls_wrong_is_a_conflict() -> None:
    one = said("1,800 of the 2,100 workers of the port joined", numbers=(quantity(2100, measures="workers"),))
    other = said(
        "the payment covers 2,000 workers of the port, not 2,100",
        numbers=(quantity(2000, measures="workers"), quantity(2100, "rejected", measures="workers")),
    )
    assert clash(one, other) == ("quantity", "2100 workers", "2000 workers")


def test_a_number_of_its_own_on_each_side_leaves_only_an_overlap() -> None:
    about = ("plc:mine",)
    one = said(
        "37 miners were in the tunnel and gas was the cause", numbers=(quantity(37, measures="miners"),), about=about
    )
    other = said("14 litres leaked and gas was the cause", numbers=(quantity(14, **LITRES),), about=about)
    assert judge(one, other, one_story=True).relation == "overlap"


def test_who_and_where_without_what_is_no_claim() -> None:
    about = ("org:ministry", "plc:town")
    one = said("the ministry read the text twice at its headquarters in the town", about=about, lang="fa")
    other = said("the ministry plans a canal from its offices in the town", about=about)
    assert judge(one, other, one_story=True).relation is None


def test_one_concept_and_an_everyday_one_are_a_topic() -> None:
    one = said("the review of the newest plans to divert water begins on Saturday", lang="fa")
    other = said("an office plans to divert 40 million cubic metres to the coast")
    assert judge(one, other, one_story=True).relation is None


def test_a_denial_is_a_conflict_on_polarity() -> None:
    one = said("the ministry plans to divert water from the dam to the port", about=("plc:port",))
    other = said("any plan to divert water from the dam to the port", modality="denied", about=("plc:port",))
    answer = judge(one, other, one_story=True)
    assert [clash.field for clash in answer.clashes] == ["polarity"]


def test_calling_a_figure_wrong_denies_it() -> None:
    one = said("the reservoir is at 11 percent of its capacity", numbers=(quantity(11, unit="%", measures="percent"),))
    other = said(
        "the figure of 11 percent for the reservoir is incorrect", numbers=(quantity(11, unit="%", measures="percent"),)
    )
    assert clash(one, other) == ("polarity", "positive", "negative")


def test_a_sign_alone_without_anything_firm_in_common_is_no_contradiction() -> None:
    one = said("انتقال آب سد به شهرک صنعتی از شنبه آغاز می‌شود", lang="fa")
    other = "a plan to divert water from the dam to the industrial park"
    assert judge(one, said(other, modality="denied"), one_story=True).relation is None
    assert judge(one, said(other), one_story=True).relation


def test_a_paraphrase_with_another_sign_is_neither_a_conflict_nor_the_same() -> None:
    one = said("the water quota of the town remains as it was", about=("plc:town",))
    other = said("the water quota of the town has not been touched", polarity="negative", about=("plc:town",))
    assert judge(one, other).relation is None


def test_two_days_for_one_event_are_a_conflict() -> None:
    words = "the meeting of the council took place at the party office"
    one, other = said(words, event_date=date(2026, 11, 15)), said(words, event_date=date(2026, 11, 16))
    assert clash(one, other) == ("event_date", "2026-11-15", "2026-11-16")


def test_two_days_of_one_story_are_two_events() -> None:
    one = said(
        "dock workers stayed off the job in the port over unpaid wages",
        event_date=date(2026, 11, 18),
        about=("plc:port",),
    )
    later = "dock workers in the port return to work after the operator agreed to pay overdue wages"
    assert judge(one, said(later, event_date=date(2026, 11, 21), about=("plc:port",)), one_story=True).relation is None


def test_a_day_without_a_year_agrees_with_that_day_of_any_year() -> None:
    words = "the council of the front held an emergency meeting"
    open_year = {"event_date_precision": "month_day", "date_text": "January 11"}
    answer = judge(said(words, **open_year), said(words, event_date=date(2026, 1, 11)))
    assert answer.reasons["event_date"] == "January 11"


def test_a_day_that_the_other_side_calls_open_is_a_conflict() -> None:
    one = said("the next round of talks takes place in the port", event_date=date(2026, 11, 23), about=("plc:port",))
    other = said("no date is fixed for the next round of talks in the port", polarity="negative", about=("plc:port",))
    assert [(c.field, c.later) for c in judge(one, other, one_story=True).clashes] == [("event_date", "not fixed")]


def test_how_far_a_plan_has_come_may_be_contradicted() -> None:
    one = said("the council discussed the draft of a statement on the transition", about=("org:front",))
    other = said("the council agreed on the draft of a statement on the transition", about=("org:front",))
    assert ("stage", "considered", "agreed") in [(c.field, c.earlier, c.later) for c in judge(one, other).clashes]


def test_two_roles_of_one_person_in_one_matter_are_a_contradiction() -> None:
    one = said("the chair was assigned to press for a transition", about=("per:chair", "con:council"))
    other = said("the chair took part in drafting the text on the transition", about=("per:chair", "con:council"))
    assert "role" in [c.field for c in judge(one, other, one_story=True).clashes]


def test_an_opinion_on_a_matter_is_not_the_matter() -> None:
    fact = said("the meeting was held at the headquarters of the society", about=("org:society",))
    words, about = "برگزاری جلسه در دفتر مرکزی انجمن پیام سیاسی دارد", ("org:society",)
    assert judge(fact, said(words, lang="fa", about=about, modality="belief"), one_story=True).relation is None
    assert judge(fact, said(words, lang="fa", about=about), one_story=True).relation


def test_a_meeting_and_its_day_are_a_setting_and_no_claim() -> None:
    day = {"event_date": date(2026, 11, 17), "speaker_entity_id": "per:clerk"}
    one = said("نشست سه‌شنبه فقط به انتخاب رئیس شاخه اختصاص داشت", lang="fa", **day)
    other = said("the front met on Tuesday under its chair in the capital", **day)
    assert judge(one, other, one_story=True).relation is None


def test_who_condemns_a_verdict_does_not_report_it() -> None:
    fact = said("the court sentenced the writer to three years in prison", about=("per:writer",))
    words, about = "حکم سه سال زندان نویسنده", ("per:writer",)
    assert judge(fact, said(words, lang="fa", about=about, cue_class="negative"), one_story=True).relation is None
    assert judge(fact, said(words, lang="fa", about=about), one_story=True).relation


def test_across_languages_people_of_a_trade_are_the_dead_of_the_other_statement() -> None:
    dead, hurt = quantity(9, measures="کشته"), quantity(14, measures="زخمی")
    miners = quantity(12, "lower_bound", measures="miners")
    one = said("ریزش تونل ۹ کشته و ۱۴ زخمی بر جا گذاشت", lang="fa", numbers=(dead, hurt), about=("plc:hill",))
    other = said("at least 12 miners were killed in the collapse of the tunnel", numbers=(miners,), about=("plc:hill",))
    assert clash(one, other) == ("quantity", "9 کشته", "12 miners")


def test_an_old_story_is_not_the_same_report() -> None:
    words = "the reservoir behind the dam is almost empty"
    assert judge(said(words), said(words, known_at=NOW + timedelta(days=40))).relation is None


def test_nobody_knows_how_old_an_undated_story_is() -> None:
    words = "the reservoir behind the dam is almost empty"
    assert judge(said(words), said(words, known_at=NOW + timedelta(days=400), is_dated=False)).relation


def test_across_languages_entities_concepts_and_day_make_one_claim() -> None:
    facts = {"about": ("org:front", "per:chair"), "event_date": date(2026, 11, 15)}
    persian = said("شورای مرکزی جبهه نشستی اضطراری برگزار کرد", lang="fa", **facts)
    answer = judge(persian, said("the central council of the front held an emergency meeting", **facts))
    assert (answer.method, answer.relation) == ("cross_language", "same")
    assert answer.reasons["concepts"] == ["central-council", "emergency", "meeting"]


def test_across_languages_one_shared_name_is_not_enough() -> None:
    persian = said("شورای جبهه تشکیل جلسه داد", lang="fa", about=("org:front",))
    assert judge(persian, said("the front lost a seat", about=("org:front",))).relation is None


def test_concepts_alone_make_a_topic_and_no_claim() -> None:
    persian = said("در اعتراض کارگران بندر به دستمزد معوق چند نفر بازداشت شدند", lang="fa")
    english = said("several dock workers were arrested in a protest over unpaid wages")
    assert judge(persian, english).relation is None
    assert judge(persian, english, one_story=True).relation


@pytest.mark.parametrize(
    ("qualifier", "inside", "outside"),
    [("lower_bound", 90, 10), ("upper_bound", 10, 90), ("approx", 52, 90), ("exact", 50, 51)],
)
def test_a_bound_allows_the_numbers_that_it_says(qualifier: str, inside: float, outside: float) -> None:
    allowed = count(50, None, qualifier, "{person}", "people", "50 people")
    assert allowed.low <= inside <= allowed.high
    assert not allowed.low <= outside <= allowed.high


def test_a_score_is_the_same_in_every_process() -> None:
    """Sets come in another order in every process; a sum over them must not show it."""
    code = (
        "from rasad.stages.corroborate.weights import Weights; from rasad.stages.corroborate.statement import stems;"
        "a = stems('the reservoir behind the dam of the river town is almost empty after a third dry summer in the hills');"
        "b = stems('the reservoir behind the dam of the river town is almost empty after a second dry summer in the valleys');"
        "print(repr(Weights(97, {k: len(k) * 7 % 5 for k in a | b}).shared(a, b)))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4", "5", "6")
    }
    assert len(answers) == 1
