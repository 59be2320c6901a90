"""Who said what in Persian news: every pattern in every spelling, and what must not be taken for attribution."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persian_builders import SPELLINGS, Said, relations, said
from persian_news import NEWS

from rasad.model import Relation


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("case", NEWS)
def test_a_pattern_is_read_alike_in_every_spelling(case: str, spelling: str) -> None:
    text, expected = NEWS[case]
    spell = SPELLINGS[spelling]
    assert said(spell(text)) == [item.spelt(spell) for item in expected]


def test_an_empty_text_says_nothing() -> None:
    assert relations("") == ()


def test_a_reporting_verb_in_the_relative_clause_of_a_source_is_no_cue() -> None:
    found = said("به گفته منابعی که با آوا گفت‌وگو کردند، پل باز شد.")
    assert [item.cue for item in found] == ["به گفته"]


def test_a_source_phrase_that_lost_its_first_letter_is_read_at_the_head_of_a_line() -> None:
    found = said("ه باور شماری از تحلیلگران، این تصمیم سیاسی بوده است.")
    assert found == [Said("شماری از تحلیلگران", "ه باور", "این تصمیم سیاسی بوده است", "source_phrase")]


def test_a_source_phrase_that_lost_its_first_letter_is_not_read_elsewhere() -> None:
    assert said("پل ه باور شماری از تحلیلگران، باز است.") == []


def test_a_known_name_ends_a_source_that_no_comma_ends() -> None:
    text = "به گفته نگار سپهری کار پل تمام شده است."
    assert [item.source for item in said(text, names=("نگار سپهری",))] == ["نگار سپهری"]


def test_an_outlet_of_one_word_ends_before_the_statement() -> None:
    found = said("به گزارش خبرگزاری آوا دو قطار تازه به شهر رسید.")
    assert [(item.source, item.content) for item in found] == [("خبرگزاری آوا", "دو قطار تازه به شهر رسید")]


def test_the_place_of_filing_belongs_neither_to_source_nor_to_content() -> None:
    found = said("به گزارش خبرگزاری آوا از آبادرود، دو قطار تازه رسید.")
    assert [(item.source, item.content) for item in found] == [("خبرگزاری آوا", "دو قطار تازه رسید")]


def test_a_legal_basis_is_not_a_source() -> None:
    assert said("بر اساس قانون، شهردار هر چهار سال انتخاب می‌شود.") == []


def test_only_carriers_of_information_show() -> None:
    assert said("واکنش شهردار نشان می‌دهد کار جدی است.") == []


def test_carried_attribution_stops_at_an_editorial_opening() -> None:
    found = said("سپهری گفت: پل باز می‌شود. گفتنی است پل سال پیش بسته شد. دو دهانه نصب شد.")
    assert [item.content for item in found] == ["پل باز می‌شود"]


def test_unquoted_speech_ends_with_its_paragraph() -> None:
    found = said("سپهری گفت: پل باز می‌شود.\nدو دهانه نصب شد.")
    assert [item.content for item in found] == ["پل باز می‌شود"]


def test_a_definite_anaphor_reaches_back_over_one_paragraph_end() -> None:
    found = said("سپهری گفت که نشست برگزار شد.\nاین نشست دو ساعت طول کشید و پایان یافت.")
    assert [item.rule for item in found] == ["verb_ke_clause", "definite_anaphor"]


def test_a_definite_anaphor_needs_a_noun_of_the_attributed_words() -> None:
    found = said("سپهری گفت که نشست برگزار شد.\nاین پل دو سال پیش ساخته شد.")
    assert [item.rule for item in found] == ["verb_ke_clause"]


def test_a_bare_quotation_goes_on_with_quoted_speech() -> None:
    found = said("سپهری گفت: «پل باز می‌شود.»\n«کار خوب پیش می‌رود.»")
    assert found[1] == Said("", "", "کار خوب پیش می‌رود.", "floating_quote", "floating_quote", "direct")


def test_a_quotation_left_open_goes_on_in_the_next_sentence() -> None:
    found = said("سپهری گفت: «پل باز می‌شود. کار خوب پیش می‌رود.")
    assert [item.content for item in found] == ["پل باز می‌شود.", "کار خوب پیش می‌رود."]


@pytest.mark.parametrize(
    "verb",
    ["گفت", "گفته است", "گفته بود", "می‌گوید", "می گوید", "میگوید", "خواهد گفت", "نگفت", "نگفته است", "گفته"],
)
def test_every_tense_of_a_reporting_verb_is_the_whole_cue(verb: str) -> None:
    found = said(f"سپهری {verb} که پل باز است.")
    assert [(item.source, item.cue, item.content) for item in found] == [("سپهری", verb, "پل باز است")]


@pytest.mark.parametrize("cue", ["معتقد است", "معتقدند", "معتقد بودند", "مدعی‌اند", "مدعی شدند", "بر این باورند"])
def test_predicate_adjectives_take_their_copula_apart_or_joined(cue: str) -> None:
    found = said(f"کارشناسان {cue} که پل باز است.")
    assert [(item.source, item.cue) for item in found] == [("کارشناسان", cue)]


@pytest.mark.parametrize(
    "text",
    [
        "گفت‌وگو ادامه دارد که کار تمام شود.",
        "گفت و گو ادامه دارد که کار تمام شود.",
        "گفت وگو ادامه دارد که کار تمام شود.",
        "نوشته‌های او که چاپ شد، خوانده شد.",
        "شهردار روزنامه را خواند.",
        "شهردار خود را معرفی کرد.",
        "شهردار باید این خبر تازه را تکذیب کند.",
        "پیشنهادهایی مطرح شد که همه خوب بود.",
    ],
)
def test_words_that_only_look_like_reporting_report_nothing(text: str) -> None:
    assert said(text) == []


def test_a_first_person_inside_quoted_speech_is_not_another_speaker() -> None:
    found = said("سپهری گفت: من پیشنهاد می‌کنم که پل باز بماند و پیشتر هم گفتم که باز است.")
    assert [item.source for item in found if item.source not in ("سپهری", "من")] == []


def test_nesting_is_three_speakers_deep_at_most() -> None:
    inner = "فلاحتی اعلام کرده که کارشناسان معتقدند که ناظران می‌گویند پل باز است."
    found = relations(f"سپهری گفت که {inner}")
    assert [relation.parent for relation in found] == [None, 0, 1]


def test_who_only_carries_does_not_count_as_a_depth() -> None:
    inner = "فلاحتی اعلام کرده که کارشناسان معتقدند که پل باز است."
    found = relations(f"به گزارش خبرگزاری آوا، سپهری گفت که {inner}")
    assert [(relation.voice, relation.parent) for relation in found] == [
        ("carrier", None),
        ("speaker", 0),
        ("speaker", 1),
        ("speaker", 2),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "به گزارش خبرگزاری آوا، ",
        "به نوشته روزنامه آوا، ",
        "بنا بر گزارش خبرگزاری آوا، ",
        "بنا بر این گزارش، ",
        "به گزارش آوا به نقل از خبرگزاری بامداد، ",
    ],
)
def test_an_outlet_before_somebody_who_says_it_only_carries(opening: str) -> None:
    found = said(f"{opening}سپهری گفت که پل باز است و افزود: کار تمام شد.")
    assert [item.source for item in found if item.voice == "speaker"] == ["سپهری", "سپهری"]
    assert {item.voice for item in found if item.source != "سپهری"} == {"carrier"}


def test_an_outlet_whose_own_words_come_beside_what_others_say_is_a_source() -> None:
    found = said("به گزارش خبرگزاری آوا، پل باز شد و سپهری گفت که کار تمام است.")
    assert next((item.source, item.voice) for item in found) == ("خبرگزاری آوا", "speaker")


def test_a_document_that_reports_a_demand_stays_the_source() -> None:
    found = said("طبق این پیش‌نویس، جبهه خواستار آزادی زندانیان شد.")
    assert [(item.source, item.voice) for item in found] == [("این پیش‌نویس", "speaker"), ("جبهه", "speaker")]


@pytest.mark.parametrize(
    "desk",
    ["خبرنگار پارلمانی آوا", "سرویس سیاسی آوا", "گروه سیاسی خبرگزاری آوا", "خبرنگار خبرگزاری آوا از آبادرود"],
)
def test_the_desk_that_files_a_report_is_no_source(desk: str) -> None:
    assert said(f"به گزارش {desk}، پل باز شد.") == []


def test_a_group_that_reports_is_a_source() -> None:
    found = said("به گزارش گروه حقوق بشری آوا، پل باز شد.")
    assert [item.source for item in found] == ["گروه حقوق بشری آوا"]


_CUES = (
    "گفت",
    "اعلام",
    "کرد",
    "خواستار",
    "شد",
    "را",
    "خواند",
    "به",
    "گفته",
    "نقل از",
    "بر اساس",
    "گزارش",
    "با بیان اینکه",
    "می",
    "گوید",
)
_MARKS = ("«", "»", ":", "،", ".", '"', "؛", "؟")
_OTHERS = (
    "وی",
    "که",
    "و",
    "این",
    "آن",
    "نشست",
    "شهر",
    "پل",
    "است",
    "در",
    "منبع",
    "گفته می‌شود",
    "وقتی",
    "اگر",
    "تا",
    "امّا",
    "كتاب",
)
_WORDS = st.sampled_from(_CUES + _MARKS + _OTHERS)
_TEXTS = (
    st.lists(_WORDS, max_size=60).map(" ".join) | st.text(max_size=200) | st.lists(_WORDS, max_size=60).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_every_span_lies_in_the_text_and_every_parent_in_the_answer(text: str) -> None:
    found = relations(text)
    for relation in found:
        spans = (*relation.content, *relation.cue, *relation.source)
        assert relation.content
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert relation.parent is None or 0 <= relation.parent < len(found)


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_content_shares_no_character_with_the_cue_that_introduces_it(text: str) -> None:
    for relation in relations(text):
        assert not any(piece.overlaps(cue) for piece in relation.content for cue in relation.cue)


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_a_relation_is_never_its_own_ancestor(text: str) -> None:
    found = relations(text)
    assert all(_depth(found, index) <= 2 for index in range(len(found)))


def _depth(found: tuple[Relation, ...], index: int) -> int:
    depth, parent = 0, found[index].parent
    while parent is not None:
        depth, parent = depth + 1, found[parent].parent
        assert depth <= len(found)
    return depth
